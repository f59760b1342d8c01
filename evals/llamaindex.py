"""LlamaIndex as it comes: its default splitter and its default vector index and retriever, with our embedding model.

A chunk of the splitter is no paragraph. It stands for every paragraph that it holds at least half of, and for every
paragraph that makes up at least half of the chunk (a long list is cut into several chunks). A chunk of 1,024 tokens stands
for some ten paragraphs, so a hit here says less than a hit of the other systems: where on a page or two the answer is.

Embedding the chunks takes about a minute on two cores.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from llama_index.core import Document as LlamaDocument
from llama_index.core import VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import TextNode

from assistant.documents.corpus import Corpus
from assistant.documents.model import Document
from assistant.index.embedding import Embedder, Role
from assistant.index.ingestion import PipelineEmbedding
from evals.systems import DEPTH, Search

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a document's source, counted in characters that are no white space."""

    start: int
    end: int

    def shared(self, other: Stretch) -> int:
        """Give how many characters two stretches have in common."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


class Overlaps:
    """Finds the paragraphs that a stretch of a document's source stands for."""

    def __init__(self, document: Document) -> None:
        self._positions = [i for i, character in enumerate(document.source) if not character.isspace()]
        self._paragraphs = [
            (paragraph.id, [self._stretch(span.start, span.end) for span in paragraph.spans])
            for paragraph in document.paragraphs
        ]

    def of(self, start: int, end: int) -> frozenset[str]:
        """Give the paragraphs that ``source[start:end]`` stands for."""
        chunk = self._stretch(start, end)
        found = set()
        for paragraph_id, stretches in self._paragraphs:
            shared = sum(chunk.shared(one) for one in stretches)
            whole = sum(one.end - one.start for one in stretches)
            if shared and shared >= _HALF * min(whole, chunk.end - chunk.start):
                found.add(paragraph_id)
        return frozenset(found)

    def _stretch(self, start: int, end: int) -> Stretch:
        return Stretch(bisect_left(self._positions, start), bisect_left(self._positions, end))


def split(corpus: Corpus) -> list[TextNode]:
    """Split the sources of all documents with LlamaIndex's default splitter."""
    sources = [LlamaDocument(text=document.source, id_=key) for key, document in corpus.documents.items()]
    return [chunk for chunk in SentenceSplitter().get_nodes_from_documents(sources) if isinstance(chunk, TextNode)]


def llamaindex_default(corpus: Corpus, embedder: Embedder) -> Search:
    """Index the chunks with LlamaIndex's default index and give its retriever.

    Ten chunks are asked for and not two, the retriever's default, so that the figures can be compared.

    Raises
    ------
    ValueError
        Where the splitter does not say where in its document a chunk stands.
    """
    chunks = split(corpus)
    overlaps = {key: Overlaps(document) for key, document in corpus.documents.items()}
    stands_for: dict[str, frozenset[str]] = {}
    for chunk in chunks:
        if chunk.start_char_idx is None or chunk.end_char_idx is None or chunk.ref_doc_id is None:
            raise ValueError("a chunk does not say where it stands")
        stands_for[chunk.node_id] = overlaps[chunk.ref_doc_id].of(chunk.start_char_idx, chunk.end_char_idx)
    embedding = PipelineEmbedding(embedder, Role.PASSAGE, {})
    retriever = VectorStoreIndex(chunks, embed_model=embedding).as_retriever(similarity_top_k=DEPTH)

    def search(question: str) -> list[frozenset[str]]:
        return [stands_for[found.node.node_id] for found in retriever.retrieve(question)]

    return search
