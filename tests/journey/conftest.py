"""A real browser on plain HTTP under a made-up name, as phones have it; and the real program."""

from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from program import HOST, Program

from facilitator.folder import open_folder

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1366, "height": 768}}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Browser]:
    rules = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=[*chromium.ARGUMENTS, rules]
        )
        yield browser
        browser.close()


class People:
    """Opens a browser for each person, and holds what their pages complained of."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def person(self, kind: dict[str, object], language: str) -> BrowserContext:
        context = self.browser.new_context(locale=language, **kind)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", self._heard)
        self.contexts.append(context)
        return context

    def _heard(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if "Content Security Policy" in text or "Trusted" in text:
            self.complaints.append(text)


@pytest.fixture(name="people")
def _people(browser: Browser) -> Iterator[People]:
    people = People(browser)
    yield people
    for context in people.contexts:
        context.close()


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Iterator[Program]:
    program = Program(open_folder(tmp_path / "data"))
    program.start()
    program.wait()
    yield program
    program.stop()
