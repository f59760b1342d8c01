"""What someone meets who takes the project: its files, its pins, and the wheel away from the clone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import assistant

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FIRST_SCREEN = 40
"""Lines of a file that stand on the first screen."""


def run(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False, timeout=240)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it into a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT), cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site), str(wheel))
    installed = run(*pip, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    return site


def assistant_away(installed: Path, folder: Path, *words: str) -> str:
    """Run the installed command in a folder that is not the clone and give what it prints."""
    done = run(
        sys.executable,
        "-m",
        "assistant",
        *words,
        cwd=folder,
        PYTHONPATH=str(installed),
        ASSISTANT_DATA_DIR=str(folder / "data"),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_is_what_runs_away_from_the_clone(installed: Path, tmp_path: Path) -> None:
    where = run(sys.executable, "-c", "import assistant; print(assistant.__file__)", cwd=tmp_path, PYTHONPATH=str(installed))
    assert Path(where.stdout.strip()).is_relative_to(installed)


def test_the_wheel_brings_all_documents(installed: Path, tmp_path: Path) -> None:
    listed = json.loads(assistant_away(installed, tmp_path, "corpus", "list", "--json"))
    assert [row["id"] for row in listed["documents"]] == [
        "stockholm-vald-riktlinjer", "stockholm-stod-valdsutsatta", "stockholm-samtalsgrupp", "huddinge-vald-riktlinjer",
    ]  # fmt: skip


def test_the_wheel_knows_the_law(installed: Path, tmp_path: Path) -> None:
    found = json.loads(assistant_away(installed, tmp_path, "refs", "14 kap. 1 § SoL", "--law", "2001:453", "--json"))
    assert found["references"][0]["status"] == "replaced"


def test_the_wheel_answers_with_the_vectors_it_brings(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(assistant_away(installed, tmp_path, "ask", "Vem upprättar genomförandeplanen?", "--json"))
    assert answer["status"] == "answered"


def test_the_wheel_brings_the_files_of_the_web_app(installed: Path) -> None:
    shipped = {path.relative_to(installed / "assistant") for path in (installed / "assistant").rglob("*") if path.is_file()}
    ours = {path.relative_to(ROOT / "assistant") for path in (ROOT / "assistant").rglob("*") if path.is_file()}
    assert {path for path in ours if "__pycache__" not in path.parts} <= shipped


def test_the_newest_version_in_the_changelog_is_the_package_version() -> None:
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert versions[0] == assistant.__version__


def test_the_two_commands_stand_on_the_first_screen() -> None:
    first = "\n".join(README.splitlines()[:FIRST_SCREEN])
    assert "make run" in first
    assert "make test" in first


@pytest.mark.parametrize("document", sorted(["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]))
def test_what_a_document_links_to_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("https://", "#"))]
    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []


def test_the_files_that_the_readme_names_are_there() -> None:
    named = re.findall(r"^\| `([\w./-]+(?:\.py|/))` \|", README, flags=re.MULTILINE)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_dependency_is_pinned_with_a_reason() -> None:
    extras = PROJECT["project"]["optional-dependencies"].values()
    pins = [*PROJECT["project"]["dependencies"], *(pin for extra in extras for pin in extra)]
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    for pin in pins:
        assert "==" in pin, pin
        number = next(number for number, line in enumerate(lines) if f'"{pin}"' in line)
        assert "#" in lines[number].partition(f'"{pin}"')[2] or lines[number - 1].lstrip().startswith("#"), pin


def test_what_only_some_need_is_an_extra() -> None:
    names = {re.split(r"[=;\[]", pin)[0] for pin in PROJECT["project"]["dependencies"]}
    assert names.isdisjoint({"torch", "sentence-transformers", "llama-index", "pytest", "playwright", "scikit-learn"})


def test_make_alone_lists_what_it_can_do() -> None:
    listed = run("make", "--no-print-directory", cwd=ROOT).stdout
    assert {line.split()[1] for line in listed.splitlines()} >= {"run", "test", "check", "format", "eval"}


def test_a_python_that_is_too_old_is_told_before_anything_is_made(tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = run("make", "run", f"VENV={tmp_path / 'venv'}", f"PYTHON={old}", cwd=ROOT)
    assert done.returncode != 0
    assert "Python 3.11 eller nyare behövs" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_starting_the_app_installs_neither_models_nor_tools() -> None:
    steps = run("make", "--dry-run", "run", "VENV=build/none", cwd=ROOT).stdout
    assert "--editable ." in steps
    assert "[" not in steps.partition("--editable")[2]
