"""Takes the pictures of the app: every page and state, wide and narrow, light and dark.

``python docs/screenshots.py FOLDER`` starts the app on a free port with the real assistant; ``--url`` uses one that runs.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTLE_MS = 500
"""What fonts and scrolling need to come to rest."""


@dataclass(frozen=True)
class Scene:
    """A state of the page: the questions that lead there, and whether the source is opened."""

    name: str
    questions: tuple[str, ...] = ()
    opens_source: bool = False
    failed: bool = False


SCENES = (
    Scene("tom"),
    Scene("svar", ("Vem ska upprätta genomförandeplanen?",)),
    Scene("lagrum", ("Behövs samtycke för en SIP?",), opens_source=True),
    Scene("lista", ("Vad bör en utredning om våld innehålla?",)),
    Scene("skillnad", ("Måste boendet ha personal som kan barns behov?",), opens_source=True),
    Scene("inte-besvarad", ("Vad kostar ett dygn på skyddat boende?",)),
    Scene("personuppgifter", ("19121212-1212 är rädd, vad gör jag?",)),
    Scene("osaker", ("Vem leder SIP-mötet?",)),
    Scene("foljdfraga", ("Vem ska upprätta genomförandeplanen?", "vilken paragraf är det?", "och i Huddinge?")),
    Scene("precisera", ("Vilka villkor gäller?",)),
    Scene("fara", ("han står utanför dörren nu",)),
    Scene("om", ("vilka dokument bygger du på, och hur nya är de?",)),
    Scene("fel", ("???",), failed=True),
)


@dataclass(frozen=True)
class View:
    """A page other than Fråga: its path, and what is filled in (a selector and a value) or pressed (a selector alone)."""

    name: str
    path: str
    steps: tuple[tuple[str, ...], ...] = ()
    whole: bool = False


CLAIM = "Socialtjänsten beslutar om fingerade personuppgifter."
VIEWS = (
    View("prova-tom", "/prova"),
    View("prova-svar", "/prova", (("#pastaende", CLAIM), ("main form button.knapp-primar",))),
    View("quiz-val", "/quiz"),
    View("quiz-fraga", "/quiz", (("main form button.knapp-primar",),)),
    View("kallor", "/kallor"),
    View("kallor-dokument", "/kallor/stockholm-vald-riktlinjer"),
    View("kallor-sok", "/kallor/sok", (("#ord", "genomförandeplan"), ("main form button.knapp-primar",))),
    View("kallor-lagrum", "/kallor/lagrum"),
    View("kallor-ersatt", "/kallor/ersatt-lag"),
    View("granskning", "/granskning"),
    View("kvalitet", "/kvalitet"),
    View("kvalitet-hel", "/kvalitet", whole=True),
    View("administration", "/administration"),
    View("tillganglighet", "/tillganglighet"),
    View("api", "/api"),
)
SIZES = {"1440": (1440, 900), "1024": (1024, 768), "390": (390, 844), "320": (320, 640)}
SCHEMES = {"ljus": "light", "mork": "dark"}


def ask(page: Page, question: str, failed: bool = False) -> None:
    """Ask on the page and wait for the card."""
    before = page.locator("#samtal .tur").count()
    page.fill("#fraga textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_selector("#samtal .fel" if failed else f"#samtal .tur >> nth={before}")


def shoot(browser: Browser, url: str, folder: Path, sizes: dict[str, tuple[int, int]], only: Collection[str] = ()) -> None:
    """Write one PNG a scene or view, size and colour scheme."""
    for scheme, value in SCHEMES.items():
        for size, (width, height) in sizes.items():
            for shown in (*SCENES, *VIEWS):
                if only and shown.name not in only:
                    continue
                page = browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if value == "dark" else "light",
                    reduced_motion="reduce",
                )
                if isinstance(shown, Scene):
                    play(page, url, shown)
                else:
                    view(page, url, shown)
                page.wait_for_timeout(SETTLE_MS)
                whole = isinstance(shown, View) and shown.whole
                page.screenshot(path=folder / f"{shown.name}-{size}-{scheme}.png", full_page=whole)
                page.close()


def play(page: Page, url: str, scene: Scene) -> None:
    """Bring the page Fråga to a state."""
    page.goto(url)
    page.wait_for_selector("#fraga textarea")
    page.wait_for_selector("p.loading", state="detached")
    for question in scene.questions:
        ask(page, question, scene.failed)
    if scene.opens_source:
        page.locator("#samtal .visa").last.click()


def view(page: Page, url: str, shown: View) -> None:
    """Open another page, and fill in and press what its state needs."""
    page.goto(url.rstrip("/") + shown.path)
    for selector, *value in shown.steps:
        if value:
            page.locator(selector).first.fill(value[0])
        else:
            page.locator(selector).first.click()
            page.wait_for_load_state()


@contextmanager
def running_app() -> Iterator[str]:
    """Serve the real app on a free port of this machine; gives its address."""
    import uvicorn

    from assistant.settings import load_settings
    from assistant.web.app import create_app, open_listener

    with open_listener("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(load_settings()), access_log=False, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server.should_exit = True
        thread.join()


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", help="address of an app that runs already")
    parser.add_argument("--only", nargs="+", default=[], help="names of scenes and views")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    arguments = parser.parse_args()
    executable = next((path for name in BROWSER_NAMES if (path := shutil.which(name))), None)
    if executable is None:
        sys.stderr.write("Chromium is not installed (Debian: apt-get install chromium)\n")
        return 1
    arguments.folder.mkdir(parents=True, exist_ok=True)
    sizes = {size: SIZES[size] for size in arguments.sizes}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        if arguments.url:
            shoot(browser, arguments.url, arguments.folder, sizes, arguments.only)
        else:
            with running_app() as url:
                shoot(browser, url, arguments.folder, sizes, arguments.only)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
