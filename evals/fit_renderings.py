"""Fits the least similarity of a rendering to its sentence, and measures the checks of assistant/generation/renderings.py.

``python -m evals.fit_renderings``; ``--failures`` lists what is judged wrong, of the development split only. The sentences are
those of evals/renderings.toml. The limit of a language is the lowest, in hundredths, that refuses every right development
rendering put beside another sentence, but no higher than lets nineteen in twenty right ones through: what it is for is the
rendering that says something else altogether. A changed number or a missing "not" hardly moves it; for those there are word
tables.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.documents.corpus import Corpus, load_corpus, shipped_corpus_folder
from assistant.generation.corpus_names import names_of_corpus
from assistant.generation.rendering_checks import Fault, concepts_lost, faults, in_official_words
from assistant.generation.renderings import MIN_SIMILARITY, Embed, Language, similarity
from assistant.index.embedding import BundledEmbedder, Role, Vectors
from assistant.law.annotate import annotate
from assistant.text import sentences
from assistant.verification.model import Evidence
from assistant.verification.verifier import Verifier
from evals.remembering import Remembering

PASS = 0.95
PAIRS = Path(__file__).parent / "renderings.toml"
_KEYS = {"en": Language.ENGLISH, "fi": Language.FINNISH, "plain": Language.PLAIN}


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with a rendering, and what is wrong with that: empty for a right one.

    ``is_other`` where it says another thing in words that no table can be expected to have.
    """

    original: str
    rendered: str
    language: Language
    wrong: str
    is_test: bool
    is_other: bool = False


def load_pairs(path: Path = PAIRS) -> tuple[Pair, ...]:
    """Read the pairs."""
    pairs: list[Pair] = []
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for row in data["sentence"]:
        is_test = row.get("split", "dev") == "test"
        pairs += [Pair(row["sv"], row[key], language, "", is_test) for key, language in _KEYS.items()]
        pairs += [Pair(row["sv"], text, _KEYS[key], kind, is_test) for key, kind, text in row["wrong"]]
    for row in data["right"]:
        pairs += [Pair(row["sv"], row[key], language, "", is_test=False) for key, language in _KEYS.items()]
    for row in data["other"]:
        is_test = row.get("split", "dev") == "test"
        pairs += [Pair(row["sv"], text, _KEYS[key], kind, is_test, is_other=True) for key, kind, text in row["wrong"]]
    return tuple(pairs)


def crossed(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Give each right rendering with the next sentence of its split: right in itself, and of something else."""
    found: list[Pair] = []
    for language in Language:
        own = [pair for pair in pairs if pair.language is language and not pair.wrong]
        found += [
            Pair(other.original, one.rendered, language, "another sentence", one.is_test)
            for one, other in zip(own, (*own[1:], own[0]), strict=True)
        ]
    return tuple(found)


def judged(pair: Pair, corpus: Corpus, verifier: Verifier, embed: Embed) -> tuple[Fault, ...]:
    """Give what the checks say of a pair; a plain rendering is verified against its sentence as if that were a document's."""
    found = faults(pair.original, pair.rendered, pair.language.tongue, names_of_corpus(corpus))
    if not found and similarity(pair.original, pair.rendered, embed) < MIN_SIMILARITY[pair.language.tongue]:
        return (Fault.MEANING,)
    if not found and pair.language is Language.PLAIN and not _stands(pair, corpus, verifier):
        return (Fault.SOURCE,)
    return found


def _stands(pair: Pair, corpus: Corpus, verifier: Verifier) -> bool:
    paragraph = replace(corpus.paragraphs[0], text=pair.original, footnotes=(), legal_references=(), items=(), lead_in="")
    evidence = [Evidence(paragraph, corpus.documents[paragraph.document_id], pair.original)]
    read = in_official_words(pair.rendered, pair.original)
    return all(verifier.verify(read[start:end], evidence).stands for start, end in sentences(read))


def fitted(pairs: Sequence[Pair], language: Language, embed: Embed) -> tuple[float, float]:
    """Give the limit for a language, and the share of other sentences' renderings that it alone refuses."""
    right = [similarity(one.original, one.rendered, embed) for one in pairs if one.language is language and not one.wrong]
    others = [similarity(one.original, one.rendered, embed) for one in crossed(pairs) if one.language is language]
    limit = min(math.floor(100 * float(np.quantile(right, 1 - PASS))), math.ceil(100 * max(others))) / 100
    return limit, sum(other < limit for other in others) / len(others)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the limits and what is let through and refused in each split; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_renderings", description=__doc__)
    parser.add_argument("--failures", action="store_true", help="list the development pairs that are judged wrong")
    arguments = parser.parse_args(argv)
    corpus = annotate(load_corpus(shipped_corpus_folder()))
    verifier = Verifier(corpus)
    model = Remembering(BundledEmbedder())

    def embed(texts: Sequence[str]) -> Vectors:
        return model.embed(texts, Role.QUERY)

    pairs = load_pairs()
    development = [pair for pair in pairs if not pair.is_test]
    for language in Language:
        limit, refused = fitted(development, language, embed)
        print(f"{language}: limit {limit:.2f} (in use {MIN_SIMILARITY[language.tongue]:.2f}), others refused {refused:.3f}")
    for name, own in (("development", development), ("test", [pair for pair in pairs if pair.is_test])):
        for language in Language:
            rows = [(pair, judged(pair, corpus, verifier, embed)) for pair in own if pair.language is language]
            right = [bool(found) for pair, found in rows if not pair.wrong]
            wrong = [not found for pair, found in rows if pair.wrong and not pair.is_other]
            other = [not found for pair, found in rows if pair.is_other]
            print(
                f"{name} {language}: right refused {sum(right)} of {len(right)}, "
                f"wrong let through {sum(wrong)} of {len(wrong)}, other things {sum(other)} of {len(other)}"
            )
            if arguments.failures and name == "development":
                _list_failures(rows)
    return 0


def _list_failures(rows: Sequence[tuple[Pair, tuple[Fault, ...]]]) -> None:
    for pair, found in rows:
        if bool(found) != bool(pair.wrong):
            lost = concepts_lost(pair.original, pair.rendered, pair.language.tongue)
            print(f"  {pair.wrong or 'right'}: {pair.rendered}\n    {[str(one) for one in found]} {list(lost)}")


if __name__ == "__main__":
    sys.exit(main())
