"""Building through llama-index: an ingestion pipeline with our embedding model into a Chroma collection.

Imported only where an index is built: importing llama-index takes two seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, TextNode, TransformComponent
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from assistant.index.adapter import Adapter
from assistant.index.embedding import Embedder, Role, Vectors
from assistant.index.units import OWNER
from assistant.index.vectors import embed_all

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

#: Nodes that go to the vector store at a time.
BATCH = 256


class PipelineEmbedding(BaseEmbedding):
    """Our embedding model as llama-index wants it, with vectors that are already known taken from ``known``.

    Parameters
    ----------
    embedder
        The model. There is no default: llama-index would otherwise reach for OpenAI or a mock.
    role
        What the texts are to the model; typical questions are embedded as what they are, questions.
    known
        Vectors by content key; filled with those that had to be computed.
    """

    _embedder: Embedder = PrivateAttr()
    _role: Role = PrivateAttr()
    _known: dict[str, Vectors] = PrivateAttr()

    def __init__(self, embedder: Embedder, role: Role, known: dict[str, Vectors]) -> None:
        super().__init__(model_name=embedder.identity, embed_batch_size=BATCH)
        self._embedder = embedder
        self._role = role
        self._known = known

    @classmethod
    def class_name(cls) -> str:
        """Give the name llama-index knows the class by."""
        return "PipelineEmbedding"

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = embed_all(self._embedder, texts, self._role, self._known).tolist()
        return rows

    def _get_query_embedding(self, query: str) -> list[float]:
        row: list[float] = self._embedder.embed([query], Role.QUERY)[0].tolist()
        return row

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class Adaptation(TransformComponent):
    """The step after embedding: vectors are fitted to the subject, those of paragraphs drawn towards their questions."""

    _adapter: Adapter = PrivateAttr()
    _role: Role = PrivateAttr()

    def __init__(self, adapter: Adapter, role: Role) -> None:
        super().__init__()
        self._adapter = adapter
        self._role = role

    @classmethod
    def class_name(cls) -> str:
        """Give the name llama-index knows the class by."""
        return "Adaptation"

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: object) -> Sequence[BaseNode]:
        """Replace the vectors of nodes that have been embedded."""
        vectors = self._adapter.apply(np.array([node.get_embedding() for node in nodes], dtype=np.float32), self._role)
        if self._role is Role.PASSAGE:
            vectors = self._adapter.draw(vectors, [str(node.metadata[OWNER]) for node in nodes])
        for node, vector in zip(nodes, vectors, strict=True):
            node.embedding = vector.tolist()
        return nodes


def ingest(
    items: Sequence[tuple[str, str, dict[str, Any]]],
    embedding: PipelineEmbedding,
    adaptation: Adaptation,
    collection: Collection,
) -> None:
    """Embed texts and store them in a collection.

    Parameters
    ----------
    items
        ``(id, text, metadata)``; the ids decide what is stored, so that the same items give the same collection.
    """
    nodes = [
        TextNode(
            id_=identifier,
            text=text,
            metadata=metadata,
            excluded_embed_metadata_keys=list(metadata),
            metadata_template="{value}",
        )
        for identifier, text, metadata in items
    ]
    pipeline = IngestionPipeline(
        transformations=[embedding, adaptation],
        vector_store=ChromaVectorStore(chroma_collection=collection),
        disable_cache=True,
    )
    for start in range(0, len(nodes), BATCH):
        pipeline.run(nodes=nodes[start : start + BATCH])
