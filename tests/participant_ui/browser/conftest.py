"""Phones as they are: a real browser, plain HTTP, a made-up name, and whatever the page complains of."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import chromium
import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

HOST = "circle.test"


class Quiet(WSGIRequestHandler):
    def log(self, *said: object, **more: object) -> None:
        """A test's server keeps silent."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    rules = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=[*chromium.ARGUMENTS, rules]
        )
        yield browser
        browser.close()


def serving(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """A server without a socket: phones ask for news."""
    yield from serving(app)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="en-GB", has_touch=True, is_mobile=True
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


class Phone:
    """One open page, with everything it complained of."""

    def __init__(self, context: BrowserContext, address: str, circle: Any) -> None:
        self.page: Page = context.new_page()
        self.address, self.circle = address, circle
        self.room = f"{address}/c/{circle.SESSION}/"
        self.complaints: list[str] = []
        self.visits = 0
        self.lines: list[WebSocket] = []
        self.page.on("websocket", lambda line: self.lines.append(line))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("framenavigated", self._went)
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))

    def _heard(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "TrustedHTML" in message.text:
            self.complaints.append(message.text)

    def _went(self, frame: object) -> None:
        self.visits += 1

    def sit_down(self) -> "Phone":
        """The whole way in, by taps."""
        self.page.goto(f"{self.address}/j/{self.circle.TOKEN}")
        self.page.get_by_text("Take a seat").tap()
        self.page.get_by_role("button", name="I agree and take a seat").tap()
        self.page.get_by_role("link", name="Continue").tap()
        self.page.wait_for_url(self.room)
        return self._live()

    def come_in(self) -> "Phone":
        self.page.goto(self.room)
        return self._live()

    def _live(self) -> "Phone":
        assert self.page.evaluate("isSecureContext") is False, "else the test says nothing about phones"
        self.page.locator('#room[data-live="yes"]').wait_for()
        return self

    def wake(self) -> None:
        """As when the phone is taken in hand again."""
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def write(self, text: str) -> None:
        self.page.locator("#text").fill(text)

    def keep(self, text: str) -> None:
        self.write(text)
        self.page.get_by_role("button", name="Keep it").tap()

    def until(self, so: Callable[[], object]) -> None:
        """Wait for what the page itself does not show. wait_for_function would need eval, forbidden here."""
        for _ in range(200):
            if so():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("it did not come about")

    def another(self) -> "Phone":
        """One more tab on the same phone."""
        return Phone(self.page.context, self.address, self.circle).come_in()

    def open_menu(self) -> None:
        self.page.locator(".menu > summary").tap()

    def mine(self) -> Any:
        return self.page.locator('[data-face="write check closed"] .mine')

    def stored(self) -> list[str]:
        return list(self.page.evaluate("Object.keys(localStorage)"))


@pytest.fixture
def come_to(circle: Any, context: BrowserContext) -> Callable[[Flask], Iterator[Phone]]:
    """A phone that takes its seat by taps, at a server for this app: yields it, and ends the server after."""

    def come(app: Flask) -> Iterator[Phone]:
        for address in serving(app):
            yield Phone(context, address, circle).sit_down()
            context.close()

    return come


@pytest.fixture
def phone(address: str, circle: Any, app: Flask, context: BrowserContext) -> Iterator[Phone]:
    """A phone with a seat, in a round in which people write."""
    circle.open_round()
    taken = app.test_client().post(f"/j/{circle.TOKEN}/seat", data={"key": "k" * 22, "language": "en"})
    name, _, value = taken.headers["Set-Cookie"].partition(";")[0].partition("=")
    context.add_cookies([{"name": name, "value": value, "domain": HOST, "path": "/", "sameSite": "Strict"}])
    phone = Phone(context, address, circle).come_in()
    yield phone
    assert phone.complaints == []
