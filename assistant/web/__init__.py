"""The web app: the page Fråga in Gradio, the other pages rendered by FastAPI, and the ways in for programs.

Gradio is told here, before any module imports it, to look nothing up outside the machine.
"""

from __future__ import annotations

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"

# Gradio keeps times of the last 10,000 events and summarises them with pandas after each one, for a page that is off here:
# one event is kept, and the summary, with the 60 MB it loads, never made.
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)
