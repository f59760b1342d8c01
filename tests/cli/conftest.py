"""A quick stand-in for the assistant, and the command line as a function."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.answering.answer import Answer, Citation, Confidence, Mode, Retrieved, Status
from assistant.cli import main
from assistant.law.model import LegalStatus, ReferenceStanding, Successor

QUOTE = "Utföraren ska tillsammans med den enskilde upprätta en genomförandeplan."


def an_answer(question: str, **changes: Any) -> Answer:
    """Make an answer with something in every field."""
    citation = Citation(
        marker=1,
        paragraph_id="stockholm-vald-riktlinjer/handlaggning/genomforandeplan/1",
        document_id="stockholm-vald-riktlinjer",
        document_title="Stockholms stads riktlinjer",
        section=("Handläggning", "Genomförandeplan"),
        paragraph=1,
        page=38,
        page_estimated=False,
        binding="kommunal riktlinje",
        label="Stockholms riktlinjer, Handläggning › Genomförandeplan, 1 st., s. 38",
        quote=QUOTE,
        text=f"{QUOTE} Syftet är tydlighet.",
    )
    reference = ReferenceStanding(
        canonical="SoL 2:7",
        as_written="2 kap. 7 § SoL",
        sfs="2001:453",
        status=LegalStatus.REPLACED,
        replaced_by=(Successor("SoL 10:8", "2025:400", "delvis", "När insatser ska samordnas", "första stycket"),),
        url="https://example.org/sol",
    )
    fields: dict[str, Any] = {
        "question": question,
        "status": Status.ANSWERED,
        "confidence": Confidence.HIGH,
        "mode": Mode.QUOTES,
        "answer": f"{QUOTE} [1]",
        "citations": (citation,),
        "legal_references": (reference,),
        "retrieved": (Retrieved(citation.paragraph_id, citation.text, 0.9),),
        "notices": ("Dokumentet bygger på äldre lag.",),
        "suggestions": ("Vad ska planen innehålla?",),
    }
    return Answer(**{**fields, **changes})


@dataclass(frozen=True)
class Turn:
    """An earlier question with its answer, as the assistant takes it."""

    question: str
    answer: str


@dataclass
class FakeAssistant:
    """Answers at once, remembers what it was asked, and fails where it is told to."""

    asked: list[tuple[str, tuple[Turn, ...], datetime.date | None]] = field(default_factory=list)
    reply: Callable[[str], Answer] = an_answer
    opening: BaseException | None = None

    def open(self, _settings: object, progress: Callable[[str, float], None] | None = None) -> FakeAssistant:
        if self.opening:
            raise self.opening
        if progress:
            progress("Läser dokumenten", 0.5)
        return self

    def ask(self, question: str, history: Sequence[Turn] = (), on: datetime.date | None = None) -> Answer:
        self.asked.append((question, tuple(history), on))
        return self.reply(question)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """Put the stand-in where the commands look for the assistant."""
    fake = FakeAssistant()
    monkeypatch.setitem(sys.modules, "assistant.chat", SimpleNamespace(Assistant=fake, Turn=Turn))
    return fake


@dataclass(frozen=True)
class Run:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Give the one JSON object on standard out."""
        return json.loads(self.out)


Cli = Callable[..., Run]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Give the command line as a function of its words."""

    def run(*words: str) -> Run:
        code = main(words)
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return run


@pytest.fixture
def batch(cli: Cli, tmp_path: Path) -> Callable[..., tuple[Run, list[dict[str, Any]]]]:
    """Run ``batch`` on lines (objects, or bytes as they are) and give the run with the rows that came out."""

    def run(*lines: dict[str, Any] | bytes, task: str = "ask", end: bytes = b"\n") -> tuple[Run, list[dict[str, Any]]]:
        source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        raw = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines]
        source.write_bytes(b"".join(line + end for line in raw))
        result = cli("batch", str(source), "--output", str(target), "--task", task)
        return result, [json.loads(row) for row in target.read_text(encoding="utf-8").splitlines()]

    return run
