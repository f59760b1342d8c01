from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from evals import tune_quotes

ROOT = Path(__file__).parents[2]
ANOTHER_ENVIRONMENT = {"load_locust"}
"""Scripts that run where Locust is installed, which starts them itself."""
SCRIPTS = sorted(
    path.stem for path in (ROOT / "evals").glob("*.py") if "__main__" in path.read_text(encoding="utf-8")
)  # those that can be started


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_says_what_it_does_before_it_does_anything(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    script = importlib.import_module(f"evals.{name}")
    with pytest.raises(SystemExit) as stopped:
        script.main(["--help"])
    assert stopped.value.code == 0
    assert name in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize("name", [*SCRIPTS, *ANOTHER_ENVIRONMENT])
def test_a_script_is_described(name: str) -> None:
    text = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    assert f"evals.{name}" in text or f"evals/{name}.py" in text


def test_what_is_tried_for_quotes_are_settings_that_the_product_has_and_other_values() -> None:
    for module, name, values in tune_quotes.GRID:
        assert getattr(module, name) not in values
