"""Handläggarassistenten: answers from municipal guidelines, quoted word for word."""

import os

# Before anything imports numpy: its BLAS keeps a second thread spinning after each product and takes that core from the
# embedding engine's own second thread. A question cost 79 ms of processor time with it and 60 without; no product here is
# large enough to gain from threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.7.0"
