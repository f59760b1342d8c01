"""What an index was built of and with; an index that does not match is refused rather than searched."""

from __future__ import annotations

import dataclasses
import datetime
import importlib.metadata
import json
from dataclasses import dataclass
from pathlib import Path

from assistant.index.generations import damaged
from assistant.index.units import RECIPE

#: The layout of the folder; an index with another number is built anew.
FORMAT = 3
DISTANCE = "cosine"
MANIFEST_FILE = "manifest.json"

_PACKAGES = ("chromadb", "llama-index-core", "bm25s", "PyStemmer")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The description that lies in an index's folder.

    ``embedding_model`` is what the setting said, ``identity`` what the model called itself (with its engine's version).
    """

    embedding_model: str
    identity: str
    dimension: int
    corpus_sha256: str
    units: int
    questions: int
    distance: str = DISTANCE
    layout: int = FORMAT
    recipe: int = RECIPE
    built: str = ""
    versions: dict[str, str] = dataclasses.field(default_factory=dict)

    def save(self, folder: Path) -> None:
        """Write the manifest, the last file of a build."""
        text = json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1)
        (folder / MANIFEST_FILE).write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder.

        Raises
        ------
        IndexUnavailableError
            Where it is missing or damaged.
        """
        try:
            return cls(**json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            raise damaged() from None


def versions() -> dict[str, str]:
    """Give the versions of the packages whose files lie in an index."""
    return {name: importlib.metadata.version(name) for name in _PACKAGES}


def now() -> str:
    """Give the time of a build, UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
