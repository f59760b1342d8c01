"""Fine-tuning of an embedding model on the typical questions: a folder that ASSISTANT_EMBEDDING_MODEL takes.

Each typical question is drawn towards the text it is answered by, and away from the texts of the other questions in its batch
(MultipleNegativesRankingLoss of sentence-transformers; Henderson et al. 2017). The questions of the evaluation are never read:
they are not in the corpus. Everything here needs the extras ``models`` and ``tune``.
"""

from __future__ import annotations

import datetime
import importlib.metadata
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import __version__
from assistant.documents.corpus import Corpus
from assistant.errors import AssistantError, ExternalServiceError, StorageError, UsageError
from assistant.index.embedding import BUNDLED, E5_PREFIXES, load_model, looks_like_folder, needs_e5_prefixes, tidy
from assistant.index.generations import Progress
from assistant.index.units import Unit, make_units

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SEED = 20250701
EPOCHS = 1
BATCH_SIZE = 16
LEARNING_RATE = 2e-5
"""The value that the authors of sentence-transformers and of e5 use for fine-tuning models of this size."""

METADATA_FILE = "finjustering.json"
_PACKAGES = ("torch", "sentence_transformers", "datasets", "accelerate")
_WORKING_SPACE = 3
"""How many times the base model's size has to be free on the disk: the weights, and room for what is written beside them."""
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
"""Names under which models of sentence-transformers bring the words in front of a passage."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train: a base model, the folder to write, and how."""

    base: str
    out: Path
    epochs: int = EPOCHS
    batch_size: int = BATCH_SIZE
    learning_rate: float = LEARNING_RATE
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Pair:
    """A typical question, the text that answers it, and what must not be in the same batch with it.

    ``evidence`` holds the paragraphs that answer the question, and the question's own words: of two pairs that share one of
    them neither may count as a wrong answer to the other.
    """

    question: str
    passage: str
    evidence: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tuned:
    """What a model was trained on, as it is written beside the weights."""

    base: str
    corpus_sha256: str
    documents: tuple[str, ...]
    pairs: int
    epochs: int
    batch_size: int
    learning_rate: float
    seed: int
    created: str
    versions: dict[str, str]
    trained_on: str = "typfrågorna i corpus/questions; inga frågor ur evals/"


def pairs_of(corpus: Corpus) -> list[Pair]:
    """Give the typical questions with what answers them, in the form in which it is embedded for the search."""
    units: dict[str, list[Unit]] = {}
    for unit in make_units(corpus):
        units.setdefault(unit.paragraph_id, []).append(unit)
    found = []
    for question in corpus.questions:
        first = question.evidence[0]
        stretch = " ".join(corpus.paragraph(first.paragraph_id).full_text[first.start : first.end].split())
        own = units[first.paragraph_id]
        holding = [unit for unit in own if stretch in " ".join(unit.text.split())] or own[:1]
        evidence = frozenset({question.text.casefold(), *(part.paragraph_id for part in question.evidence)})
        found.append(Pair(question.text, tidy(min(holding, key=lambda unit: len(unit.text)).text), evidence))
    return found


def tune(corpus: Corpus, plan: Plan, progress: Progress | None = None) -> Tuned:
    """Train a model and write it to a folder; where anything goes wrong, or this is interrupted, there is no folder.

    Returns
    -------
    Tuned
        What the model was trained on. The same plan on the same machine gives the same weights.

    Raises
    ------
    UsageError
        Where the folder exists, or the base model is the bundled one, which cannot be trained.
    ExternalServiceError
        Where the extras ``models`` and ``tune`` are not installed, or the base model cannot be loaded or trained.
    StorageError
        Where the folder cannot be written, or the disk is full.
    """
    report = progress or (lambda _text, _fraction: None)
    _check(plan)
    with _folder_beside(plan.out) as folder:
        report("Läser in språkmodellen.", 0.0)
        if looks_like_folder(plan.base):
            os.environ["HF_HUB_OFFLINE"] = "1"  # everything is here: the library must not ask for anything
        model = load_model(plan.base, "SentenceTransformer", "--base")
        _with_prompts(model, plan.base)
        _check_space(model, folder)
        pairs = pairs_of(corpus)
        _train(model, pairs, plan, folder / "arbete", report)
        report("Skriver modellen.", 1.0)
        tuned = _tuned(corpus, plan, len(pairs))
        _save(model, tuned, folder / "modell")
        try:
            (folder / "modell").rename(plan.out)
        except OSError:
            raise _cannot_write() from None
    return tuned


def _check(plan: Plan) -> None:
    if plan.base == BUNDLED:
        raise UsageError(
            "Den medföljande språkmodellen är packad till fyra bitar och kan inte tränas.",
            "Ange den opackade: --base intfloat/multilingual-e5-small.",
        )
    if plan.out.exists() or plan.out.is_symlink():
        raise UsageError("Mappen som modellen skulle skrivas till finns redan.", "Välj ett annat namn efter --out.")
    if any(importlib.util.find_spec(name) is None for name in _PACKAGES):
        raise ExternalServiceError(
            "Finjustering kräver ett tillägg som inte är installerat.",
            'Installera det med "pip install handlaggarassistenten[models,tune]".',
        )


@contextmanager
def _folder_beside(out: Path) -> Iterator[Path]:
    """Give a folder on the same disk as ``out``, so that what is in it can be moved there in one step; it is removed after."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError:
        raise _cannot_write() from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_space(model: SentenceTransformer, folder: Path) -> None:
    """Refuse before the training what would fail after it."""
    size = sum(weights.numel() * weights.element_size() for weights in model.parameters())
    if shutil.disk_usage(folder).free < _WORKING_SPACE * size:
        raise StorageError("Disken är för full för modellen.", "Gör plats på disken, eller välj en mapp på en annan disk.")


def _cannot_write() -> StorageError:
    return StorageError(
        "Det går inte att skriva modellen i den mappen.", "Kontrollera att disken har plats och att du får skriva där."
    )


def _with_prompts(model: SentenceTransformer, base: str) -> None:
    """Write the words that an e5 model is trained with into the model: its new folder's name no longer tells the family."""
    if needs_e5_prefixes(base, model):
        model.prompts = {"query": E5_PREFIXES["query"], "document": E5_PREFIXES["passage"]}


def _train(model: SentenceTransformer, pairs: list[Pair], plan: Plan, folder: Path, report: Progress) -> None:
    from assistant.index.training import train

    try:
        train(model, pairs, plan, folder, _prompts(model), _share(report))
    except AssistantError:
        raise
    except OSError:
        raise _cannot_write() from None
    except Exception:  # whatever torch raises (memory, above all) means the same to the user
        raise ExternalServiceError(
            "Finjusteringen misslyckades.", "Försök med en mindre modell eller mindre omgångar: --batch-size 8."
        ) from None


def _prompts(model: SentenceTransformer) -> tuple[str, str]:
    prompts = model.prompts or {}
    return prompts.get("query") or "", next((prompts[name] for name in _PASSAGE_PROMPTS if prompts.get(name)), "")


def _share(report: Progress) -> Callable[[int, int], None]:
    return lambda done, total: report(f"Tränar: {done} av {total} omgångar.", done / max(1, total))


def _tuned(corpus: Corpus, plan: Plan, pairs: int) -> Tuned:
    names = ("sentence-transformers", "torch", "transformers")
    versions = {"handlaggarassistenten": __version__} | {name: importlib.metadata.version(name) for name in names}
    return Tuned(
        base=Path(plan.base).name if looks_like_folder(plan.base) else plan.base,
        corpus_sha256=corpus.sha256,
        documents=tuple(corpus.documents),
        pairs=pairs,
        epochs=plan.epochs,
        batch_size=plan.batch_size,
        learning_rate=plan.learning_rate,
        seed=plan.seed,
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        versions=versions,
    )


def _save(model: SentenceTransformer, tuned: Tuned, folder: Path) -> None:
    try:
        # Without the library's own model card: to write it, the library asks the hub about the base model.
        model.save_pretrained(str(folder), create_model_card=False)
        text = json.dumps(asdict(tuned), ensure_ascii=False, indent=1)
        (folder / METADATA_FILE).write_text(f"{text}\n", encoding="utf-8")
        (folder / "README.md").write_text(_readme(tuned), encoding="utf-8")
    except Exception:  # the formats of weights have errors of their own for a disk that is full
        raise _cannot_write() from None


def _readme(tuned: Tuned) -> str:
    return f"""# Finjusterad språkmodell för sökning

Bygger på {tuned.base} och är tränad på {tuned.pairs} typfrågor till {len(tuned.documents)} dokument med
`assistant tune`, version {tuned.versions["handlaggarassistenten"]}. Den är inte tränad på utvärderingens frågor.
Basmodellens licens gäller. Hur den tränades står i {METADATA_FILE}.

Använd den: sätt `ASSISTANT_EMBEDDING_MODEL` till den här mappen och kör `assistant index build`.
Jämför den: `python -m evals.run --model MAPP`.
"""
