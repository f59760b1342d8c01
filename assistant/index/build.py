"""Building an index: embed what is new, write it beside the old one, try it, swap it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.documents.corpus import Corpus
from assistant.errors import AssistantError, IndexUnavailableError
from assistant.index.adapter import Adapter
from assistant.index.chroma import QUESTIONS, UNITS, create_collections
from assistant.index.embedding import Embedder, Role, Vectors, make_embedder
from assistant.index.generations import Progress, storage_error
from assistant.index.lexical import LexicalIndex, grams, stems
from assistant.index.manifest import Manifest, now, versions
from assistant.index.store import GRAMS_FOLDER, WORDS_FOLDER, Index, IndexState, generations_of, status
from assistant.index.subject import Subject, background
from assistant.index.unanswered import Discriminant
from assistant.index.units import OWNER, QuestionUnit, Unit, heading_line, make_question_units, make_units
from assistant.index.vectors import VECTOR_FILE, embed_all, load_vectors, shipped_files
from assistant.settings import Settings

#: Shares of the progress bar: embedding and storing take nearly all of the time.
_START, _STORED = 0.05, 0.95


def build_index(settings: Settings, corpus: Corpus, progress: Progress | None = None, *, only_if_needed: bool = False) -> None:
    """Build the index and make it the one that counts. The old one works until then, also where this is killed.

    Parameters
    ----------
    progress
        Called with a Swedish text and the fraction that is done.
    only_if_needed
        Do nothing where, once this process has the lock, another has built the same index.

    Raises
    ------
    StorageError
        Where the data folder cannot be written, or the disk is full.
    IndexUnavailableError
        Where another process has been building for too long, or the new index does not work.
    ExternalServiceError
        Where the embedding model cannot be loaded.
    """
    report = progress or (lambda _text, _fraction: None)
    generations = generations_of(settings)
    with generations.build_lock(progress):
        if only_if_needed and status(settings, corpus).state is IndexState.READY:
            return
        report("Läser in språkmodellen.", 0.0)
        embedder = make_embedder(settings)
        fresh = generations.create()
        try:
            manifest = _write(fresh, settings, corpus, embedder, report)
            report("Provar indexet.", _STORED)
            Index.open_folder(fresh, manifest, corpus, embedder)
            generations.swap_in(fresh)
        except AssistantError:
            generations.discard(fresh)
            raise
        except Exception:  # chromadb, sqlite and numpy each have their own error for a disk that is full or read-only
            generations.discard(fresh)
            raise storage_error(generations.folder) from None
        report("Indexet är klart.", 1.0)


def _write(fresh: Path, settings: Settings, corpus: Corpus, embedder: Embedder, report: Progress) -> Manifest:
    units, questions = make_units(corpus), make_question_units(corpus)
    if not units:
        raise IndexUnavailableError("Det finns inget att bygga ett index av.", "Kontrollera mappen med dokument.")
    known = load_vectors(shipped_files(settings, VECTOR_FILE))
    count = _counter(len(units) + len(questions), report)
    asked = embed_all(embedder, [one.text for one in questions], Role.QUERY, known, count)
    passages = embed_all(embedder, [one.text for one in units], Role.PASSAGE, known, count)
    adapter = Adapter.learn(asked, [one.paragraph_id for one in questions], passages)
    adapter.save(fresh)
    _store(fresh, units, questions, embedder, adapter, known)
    Subject(asked, embed_all(embedder, background(), Role.QUERY, known)).save(fresh)
    Discriminant.learn(asked, embed_all(embedder, corpus.unanswered, Role.QUERY, known)).save(fresh)
    texts = lexical_texts(corpus)
    LexicalIndex.build([stems(text) for text in texts]).save(fresh / WORDS_FOLDER)
    LexicalIndex.build([grams(text) for text in texts]).save(fresh / GRAMS_FOLDER)
    manifest = Manifest(
        embedding_model=settings.embedding_model,
        identity=embedder.identity,
        dimension=embedder.dimension,
        corpus_sha256=corpus.sha256,
        units=len(units),
        questions=len(questions),
        built=now(),
        versions=versions(),
    )
    manifest.save(fresh)
    return manifest


def _store(
    fresh: Path,
    units: tuple[Unit, ...],
    questions: tuple[QuestionUnit, ...],
    embedder: Embedder,
    adapter: Adapter,
    known: dict[str, Vectors],
) -> None:
    from assistant.index.ingestion import Adaptation, PipelineEmbedding, ingest

    client, collections = create_collections(fresh)
    try:
        for name, role, some in ((UNITS, Role.PASSAGE, units), (QUESTIONS, Role.QUERY, questions)):
            items = [(one.id, one.text, {OWNER: one.paragraph_id}) for one in some]
            ingest(items, PipelineEmbedding(embedder, role, known), Adaptation(adapter, role), collections[name])
    finally:
        client.close()


def lexical_texts(corpus: Corpus) -> list[str]:
    """Give the text that word search sees for each paragraph: headings, text, footnotes and typical questions."""
    asked: dict[str, list[str]] = {}
    for question in corpus.questions:
        asked.setdefault(question.evidence[0].paragraph_id, []).append(question.text)
    return [
        "\n".join(
            [
                heading_line(corpus.document_of(paragraph.id).entry, paragraph),
                paragraph.full_text,
                *asked.get(paragraph.id, ()),
            ]
        )
        for paragraph in corpus.paragraphs
    ]


def _counter(total: int, report: Progress) -> Callable[[int], None]:
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        fraction = min(_STORED, _START + (_STORED - _START) * done / max(1, total))
        report(f"Bygger sökindexet: {done} av {total} texter.", fraction)

    return count
