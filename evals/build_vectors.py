"""Writes the vectors that ship: those of every unit and typical question of the corpus, as the bundled model gives them.

Run after a change of documents, typical questions or of how units are put together: ``python -m evals.build_vectors``.
Vectors that are in the file already are kept, so that only what is new is computed (six texts a second on two cores).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.documents.corpus import Corpus, load_corpus, shipped_corpus_folder
from assistant.index.embedding import BundledEmbedder, Role
from assistant.index.subject import background
from assistant.index.units import make_question_units, make_units
from assistant.index.vectors import VECTOR_FILE, VECTOR_FOLDER, content_key, embed_all, load_vectors, save_vectors

#: The repository should stay light: one file under three million bytes.
MAX_BYTES = 3_000_000


def texts_of(corpus: Corpus) -> dict[Role, list[str]]:
    """Give all texts of a corpus that are embedded, by what they are to the model."""
    return {
        Role.PASSAGE: [unit.text for unit in make_units(corpus)],
        Role.QUERY: [*(unit.text for unit in make_question_units(corpus)), *background(), *corpus.unanswered],
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Write the file and say how large it is; exit 1 where that is too large."""
    parser = argparse.ArgumentParser(prog="python -m evals.build_vectors", description=__doc__)
    parser.add_argument("files", type=Path, nargs="*", help="other such files, to take known vectors from too")
    arguments = parser.parse_args(argv)
    folder = shipped_corpus_folder()
    file: Path = folder / VECTOR_FOLDER / VECTOR_FILE
    embedder = BundledEmbedder()
    known = load_vectors([file, *arguments.files])
    done, keep = 0, set()

    def report(more: int) -> None:
        nonlocal done
        done += more
        print(f"\r{done} texts", end="", file=sys.stderr)

    for role, texts in texts_of(load_corpus(folder)).items():
        embed_all(embedder, texts, role, known, report)
        keep |= {content_key(embedder.identity, role, text) for text in texts}
    save_vectors(file, {key: known[key] for key in keep})
    size = file.stat().st_size
    print(f"\n{len(keep)} vectors of {embedder.identity}, {size:,} bytes")
    return int(size >= MAX_BYTES)


if __name__ == "__main__":
    sys.exit(main())
