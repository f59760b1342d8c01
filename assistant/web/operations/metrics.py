"""Figures for Prometheus. Labels come from closed lists; an address, an id or a word of a question is never one."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from assistant import __version__
from assistant.answering.answer import Answer
from assistant.web.security import OUR_PATHS

SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def part_of(path: str) -> str:
    """Give the part of the app that a path belongs to: a name from a closed list."""
    first = f"/{path.split('/', 2)[1]}" if path.startswith("/") else path
    if path == "/":
        return "fraga"
    if first == "/gradio_api":
        return "gradio"
    return first.strip("/") if first in {known.rstrip("/") for known in OUR_PATHS} else "annat"


class Metrics:
    """The figures of one app, in a registry of its own: two apps in one process (as in tests) do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        Gauge("assistant_info", "The version that runs", ["version"], registry=self.registry).labels(__version__).set(1)
        self._answers = self._counter("answers", "Answers given", "status", "mode", "confidence")
        self._seconds = self._histogram("answer_seconds", "Time to a whole answer", "mode")
        self._first = self._histogram("first_sentence_seconds", "Time to a model's first verified sentence")
        self._dropped = self._counter("dropped_sentences", "Sentences of a model that did not stand", "reason")
        self._troubles = self._counter("model_troubles", "Answers in quotes because the model failed", "reason")
        self._requests = self._counter("requests", "Requests", "part", "method", "status")
        self._waits = self._histogram("request_seconds", "Time to a response's first byte", "part")
        self._refused = self._counter("refused", "Requests refused because a user asked too often", "part")

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"assistant_{name}", words, labels, registry=self.registry)

    def _histogram(self, name: str, words: str, *labels: str) -> Histogram:
        return Histogram(f"assistant_{name}", words, labels, buckets=SECONDS, registry=self.registry)

    def answered(self, answer: Answer) -> None:
        """Count an answer."""
        self._answers.labels(answer.status.value, answer.mode.value, answer.confidence.value).inc()
        self._seconds.labels(answer.mode.value).observe((answer.timings_ms or {}).get("total", 0.0) / 1000)
        made = answer.made_by
        if not made or not made.model:
            return
        for reason, count in made.dropped.items():
            self._dropped.labels(reason).inc(count)
        if made.trouble:
            self._troubles.labels(made.trouble).inc()
        if made.first_sentence_ms is not None:
            self._first.observe(made.first_sentence_ms / 1000)

    def requested(self, path: str, method: str, status: int, seconds: float) -> None:
        """Count a request; ``status`` by its first figure (``2xx``)."""
        part = part_of(path)
        self._requests.labels(part, method if method in METHODS else "annan", f"{status // 100}xx").inc()
        self._waits.labels(part).observe(seconds)

    def refused(self, path: str) -> None:
        """Count a request that was refused because its user asked too often."""
        self._refused.labels(part_of(path)).inc()

    def text(self) -> bytes:
        """Give all figures in Prometheus' text format."""
        return generate_latest(self.registry)
