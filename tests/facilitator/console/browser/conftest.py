"""Screens as they are: a running aplis, a real browser, and whatever its pages complain of."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

import chromium
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from facilitator.app import Aplis, start
from facilitator.events import Role
from facilitator.folder import open_folder
from facilitator.script import load
from facilitator.server import free_port
from facilitator.settings import Settings
from facilitator.summary import answers
from participant_ui.port import Stage

HOST = "circle.test"


@dataclass
class Evening:
    """A running aplis with one session, and the facilitator's acts on it."""

    aplis: Aplis
    settings: Settings
    session: str
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    @property
    def house(self):
        return self.aplis.house

    @property
    def state(self):
        with self.house.store.read() as work:
            return work.session(self.session).state

    def restart(self, away=lambda: None):
        """The program ends and is started again on the same file; `away` is done in between."""
        self.aplis.stop()
        for role in Role:
            self.house.line.cut(self.session, role)
        away()
        self.aplis = start(self.settings, self.settings.data / "trust.aplis")

    def move(self, to):
        self.house.desk.move(self.session, to, seen=self.state)

    def turn(self, index):
        self.house.desk.turn(self.session, index, seen=self.state)

    def talk(self):
        """The dialogue is open, and people agreed aloud."""
        self.move(Stage.OPEN)
        self.turn(4)
        self.house.desk.agreed_aloud(self.session, 9, 10)

    def words(self):
        with self.house.store.read() as work:
            return [c.text for c in work.contributions(self.session) if c.text]

    def answers(self):
        with self.house.store.read() as work:
            return answers(work, self.session)

    def recorder_page(self) -> Page:
        """A recorder's desk on another laptop, let in by the facilitator."""
        offer = self.house.pairings.offer(self.session, Role.RECORDER)
        page = self.other_page(f"/pair/{offer.link}")
        page.get_by_role("button", name="Use this screen").click()
        page.get_by_text(self.house.pairings.screens(self.session)[-1].mark).wait_for()
        self.house.pairings.confirm(self.session, offer.id)
        page.locator("#record.live").wait_for()
        return page

    def desk_page(self, path) -> Page:
        """A page on the facilitator's laptop, let in by the printed address."""
        page = self.heard(self.context.new_page())
        page.goto(self.aplis.console)
        page.goto(f"http://127.0.0.1:{self.aplis.console_port}{path}")
        return page

    def other_page(self, path) -> Page:
        """A page on another laptop: over the room's network, where a browser knows no secure context."""
        page = self.heard(self.context.browser.new_context(locale="en-GB").new_page())
        page.goto(f"http://{HOST}:{self.house.join.port}{path}")
        assert page.evaluate("isSecureContext") is False
        return page

    def heard(self, page):
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._heard(said.text))
        return page

    def _heard(self, text):
        if "Content Security Policy" in text or "TrustedHTML" in text:
            self.complaints.append(text)


def until(page: Page, so):
    """Wait for what the page itself does not show."""
    for _ in range(300):
        if so():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come about")


@pytest.fixture(name="until")
def _until():
    return until


@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Browser]:
    rules = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=[*chromium.ARGUMENTS, rules]
        )
        yield browser
        browser.close()


@pytest.fixture(name="evening")
def _evening(browser, tmp_path) -> Iterator[Evening]:
    data = open_folder(tmp_path / "aplis")
    port = free_port("127.0.0.1", 32000 + secrets.randbelow(700) * 40)
    settings = Settings(data=data, address=HOST, console_port=port, phone_port=port + 20, open_browser=False)
    aplis = start(settings, data / "trust.aplis")
    prepare = aplis.house.prepare
    prepare.series(title="Trust", question="Whom do you trust?", host="Made-up library")
    circle = prepare.circle(title="Evening", question="", place="", language="en")
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-GB")
    evening = Evening(aplis, settings, prepare.session(circle, load("timeout-120")), context)
    yield evening
    context.close()
    evening.aplis.stop()
    assert evening.complaints == []
