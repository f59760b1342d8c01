"""The references of a text with their standing, as ``assistant refs`` gives them."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any

from assistant.law.grammar import parse
from assistant.law.standing import standing

KEYS = ("canonical", "as_written", "start", "end", "sfs", "chapter", "section", "paragraph", "item", "reading")


def refs(text: str, law: str | None, on: datetime.date) -> dict[str, Any]:
    """Find and judge the references of a text.

    Parameters
    ----------
    text
        Any text; offsets are code points in it.
    law
        The number of the law that sections without a law belong to; None: they have none.
    on
        The date that counts for the standing.

    Returns
    -------
    dict
        ``{"references": [...]}``, the object that the command's ``--json`` promises.
    """
    rows = []
    for reference in parse(text, None, law):
        judged = standing(reference, on)
        row = {key: getattr(reference, key) for key in KEYS}
        row["status"] = judged.status.value
        row["replaced_by"] = [asdict(successor) for successor in judged.replaced_by]
        row["url"] = judged.url
        rows.append(row)
    return {"references": rows}
