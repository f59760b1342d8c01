"""The citation grammar: from running Swedish text to legal references with offsets.

A chain is a list of sections that share a law, named before or after it: "2 kap. 9 § och 10 § samt 10 kap. 8 § KL". Each
section, each member of a list and each end of a range gives one reference; nothing is made up between two ends.
The grammar parses and never infers: a law that is not known gives a reference with an empty number.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.documents.model import LegalReference
from assistant.law.names import Names
from assistant.law.reader import Reader
from assistant.law.registry import NO_BASIS, shipped_registry
from assistant.law.tokens import tokenize


def parse(
    text: str,
    law_basis: Mapping[str, str] | None = None,
    default_sfs: str | None = None,
) -> tuple[LegalReference, ...]:
    """Find the legal references of a text.

    Parameters
    ----------
    text
        Any text. The time grows with its length and not faster.
    law_basis
        What the text means by an abbreviation that several statutes share, ``{"SoL": "2001:453"}``; None or empty: what
        the abbreviation means today.
    default_sfs
        The number of the law that a section belongs to where no law is named; None: such a section has no law.

    Returns
    -------
    tuple of LegalReference
        In the order of the text; ``as_written`` is ``text[start:end]``.
    """
    tokens = tokenize(text)
    names = Names(shipped_registry(), law_basis or NO_BASIS, default_sfs)
    reader = Reader(tokens, names)
    index = 0
    for start in reader.starts():
        if start >= index:
            index = reader.step(start)
    return tuple(sorted(reader.found, key=lambda reference: reference.start))
