"""The file of proposed typical questions: rows as those of corpus/questions/, each marked as generated.

It grows in a file beside it and is swapped in whole. A run that was interrupted leaves the file beside, and the next run of the
same kind goes on from there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import UsageError

GENERATED = "generated"
"""Marks the head and each row as not approved by a person; `assistant.documents.corpus` refuses a row that has it."""
_BESIDE = ".pågår"


@dataclass(frozen=True, slots=True)
class Row:
    """Questions for a verbatim stretch of the document; ``method`` is ``rules`` or ``model``."""

    evidence: str
    questions: tuple[str, ...]
    method: str


@dataclass(frozen=True, slots=True)
class Source:
    """What proposals are made from and with; ``model`` and ``prompts`` (the prompts' version) are empty for the rules."""

    document: str
    sha256: str
    model: str
    prompts: str
    date: str

    def same_work(self, other: Mapping[str, Any]) -> bool:
        """Tell whether a head speaks of the same work, on whichever day."""
        own = {"document": self.document, "sha256": self.sha256, "model": self.model, "prompts": self.prompts}
        return all(other.get(key) == value for key, value in own.items())


class Proposals:
    """Writes one file of proposals.

    Parameters
    ----------
    path
        The file; it must not exist yet.
    source
        What it is made from.
    corpus_folder
        The corpus' folder, in which proposals are never written.

    Raises
    ------
    UsageError
        Where the file exists, is in the corpus, or its folder does not exist.
    """

    def __init__(self, path: Path, source: Source, corpus_folder: Path) -> None:
        self._path = path
        self._beside = path.with_name(path.name + _BESIDE)
        self._source = source
        if path.exists():
            raise UsageError("Filen finns redan.", "Ange en annan fil, eller flytta den som finns.")
        if not path.resolve().parent.is_dir():
            raise UsageError("Mappen som filen ska ligga i finns inte.", "Skapa den, eller ange en annan.")
        if path.resolve().is_relative_to(corpus_folder.resolve()):
            raise UsageError(
                "Förslag till typfrågor skrivs inte i korpusens mapp.",
                "Ange en fil någon annanstans, och flytta raderna dit efter läsning.",
            )

    @property
    def beside(self) -> Path:
        """Give the file in which unfinished work is kept."""
        return self._beside

    def resume(self) -> dict[str, list[Row]]:
        """Give the rows of the paragraphs that an interrupted run has done, by id; begin anew where there is none.

        A paragraph on which the model failed is not done. A last line that was cut off is passed over.
        """
        lines = _lines(self._beside)
        if not lines or not self._source.same_work(lines[0]):
            self._append(self._head(), mode="w")
            return {}
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        self._beside.write_text(text, encoding="utf-8")  # without a line that was cut off: the next one begins on its own
        done = {}
        for line in lines[1:]:
            if isinstance(line.get("paragraph"), str) and not line.get("failed"):
                done[line["paragraph"]] = [_read_row(row) for row in line.get("rows", [])]
        return done

    def add(self, paragraph_id: str, rows: Sequence[Row], *, has_failed: bool) -> None:
        """Keep a paragraph's rows at once."""
        self._append({"paragraph": paragraph_id, "failed": has_failed, "rows": [self._row(row) for row in rows]})

    def finish(self, paragraph_ids: Sequence[str]) -> list[Row]:
        """Write the file whole, in the order of the document, and take the one beside it away.

        Returns
        -------
        list of Row
            What was written.
        """
        by_id = {line["paragraph"]: line["rows"] for line in _lines(self._beside)[1:] if "paragraph" in line}
        rows = [row for paragraph_id in paragraph_ids for row in by_id.get(paragraph_id, [])]
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (self._head(), *rows))
        whole = self._path.with_name(self._path.name + ".ny")
        whole.write_text(text, encoding="utf-8")
        whole.replace(self._path)
        self._beside.unlink(missing_ok=True)
        return [_read_row(row) for row in rows]

    def _head(self) -> dict[str, Any]:
        source = self._source
        return {
            GENERATED: True,
            "document": source.document,
            "sha256": source.sha256,
            "model": source.model,
            "prompts": source.prompts,
            "date": source.date,
            "note": "Maskinellt framtagna förslag. Läs, rätta och stryk. Ta sedan bort den här raden, och generated på andra.",
        }

    def _row(self, row: Row) -> dict[str, Any]:
        source = self._source
        is_model = row.method == "model"
        made = {"by": source.model if is_model else "rules", "prompts": source.prompts if is_model else "", "date": source.date}
        return {"evidence": row.evidence, "questions": list(row.questions), GENERATED: made}

    def _append(self, data: Mapping[str, Any], mode: str = "a") -> None:
        with self._beside.open(mode, encoding="utf-8") as file:
            file.write(json.dumps(data, ensure_ascii=False) + "\n")


def _lines(path: Path) -> list[dict[str, Any]]:
    """Read the objects of a file; a line that is none is passed over."""
    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            found.append(value)
    return found


def _read_row(row: Mapping[str, Any]) -> Row:
    made = row.get(GENERATED)
    by = made.get("by") if isinstance(made, dict) else "rules"
    return Row(str(row["evidence"]), tuple(map(str, row["questions"])), "rules" if by == "rules" else "model")
