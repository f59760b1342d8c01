"""Serves a stand-in for a language model, for load tests: ``python -m evals.serve_double [--pause SECONDS]``.

It speaks the OpenAI protocol and writes what a careful model would: the first sentence of each of the first paragraphs it is
shown, word by word, with the handle and the words it rests on. Start the app with the two settings that it prints.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from assistant.text import collapse
from tests.doubles.model_server import MODEL, ModelServer, Reply, Request
from tests.doubles.writing_model import Says, reply_to, sources_in

SENTENCES = 2
_FIRST = re.compile(r".+?[.?!](?=\s|$)", re.DOTALL)


def write(request: Request, pause: float) -> Reply:
    """Write an answer to a prompt; ``pause`` is the seconds between chunks of eight characters."""
    texts = [collapse(text) for text in sources_in(request.body["messages"]).values()]
    firsts = [found[0] for text in texts if (found := _FIRST.match(text))][:SENTENCES]
    return Reply(reply_to(request.body["messages"], *(Says(one, one) for one in firsts)), pause=pause)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m evals.serve_double", description=__doc__)
    parser.add_argument("--pause", type=float, default=0.01, help="seconds between chunks of eight characters")
    pause = parser.parse_args(argv).pause
    with ModelServer() as server:
        server.script(lambda request: write(request, pause))
        print(f"ASSISTANT_LLM_BASE_URL={server.url} ASSISTANT_LLM_MODEL={MODEL}", flush=True)
        with suppress(KeyboardInterrupt):
            while True:
                server.requests.clear()
                time.sleep(1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
