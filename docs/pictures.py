"""Take the pictures in the docs anew, from the program as it is: `make pictures`.

An evening of the made-up demo circle is played up to its round of insights, and each face is photographed;
then the room looks at its draft themes, and goes home.
"""

import base64
import json
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/harness"))

import chromium

from facilitator import model
from facilitator.app import Aplis, start
from facilitator.demo import TEXTS, Evening
from facilitator.folder import open_folder
from facilitator.limits import Limits
from facilitator.script import load
from facilitator.settings import Settings
from participant_ui.port import Consent, Seat, Stage

HERE = Path(__file__).parent / "pictures"
HOST = "circle.test"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
WALL = {"width": 1920, "height": 1080}
SHOWN = 5  # words of the last round on the wall


class Stand:
    """A running aplis with the made-up circle in it, open in the round of insights."""

    def __init__(self, folder: Path) -> None:
        Limits.BURST = 1e9
        data = open_folder(folder / "data")
        settings = Settings(data=data, address=HOST, console_port=33760, phone_port=33770, open_browser=False)
        self.aplis: Aplis = start(settings, data / "demo.aplis")
        self.house = self.aplis.house
        self.told = json.loads(TEXTS.read_text("utf-8"))
        self.session = self._prepare()
        self.phones = f"http://{HOST}:{self.house.join.port}"
        self.desk = f"http://127.0.0.1:{self.aplis.console_port}"

    def _prepare(self) -> str:
        told, prepare = self.told, self.house.prepare
        prepare.series(title=told["title"], question=told["question"]["en"], host=told["host"])
        circle = prepare.circle(title=told["title"], question="", place=told["place"], language="en")
        return prepare.session(circle, load(told["script"]), capacity=14)

    @property
    def link(self) -> str:
        with self.house.store.read() as work:
            row = work.session(self.session)
            return row.link if row else ""

    def play(self, until: str) -> None:
        """Let people sit, write and talk up to and in round `until`; some of its words go on the wall."""
        people = self.told["participants"]
        seats = [
            self.house.circle.take_seat(
                self.link, Consent(p["quote"], p["archive"]), language=p["language"], key=f"picture-{n:08d}"
            )
            for n, p in enumerate(people)
        ]
        for seat in seats:
            person = self.house.circle.person(seat)
            self.house.presence.came(self.session, str(person), f"line of {person}")
        self._live(until, seats)

    def _live(self, until: str, seats: list[Seat]) -> None:
        """Time passes as the script says, and ends two minutes into `until`."""
        rounds = load(self.told["script"]).rounds
        last = next(index for index, round in enumerate(rounds) if round.id == until)
        passed = sum(round.minutes for round in rounds[:last]) + 2
        evening = Evening(model.now() - timedelta(minutes=passed))
        self.house.store.clock = self.house.circle.clock = self.house.desk.clock = evening
        self.house.desk.agreed_aloud(self.session, len(seats), len(seats))
        self.house.desk.move(self.session, Stage.OPEN, seen=0)
        self.house.desk.accept_rules(self.session, True)
        for index, round in enumerate(rounds[: last + 1]):
            self.house.desk.turn(self.session, index, seen=self._state())
            self._say(round.id, seats)
            evening.later(round.minutes)

    def show(self, round: str) -> None:
        with self.house.store.read() as work:
            may = {p.id for p in work.participants(self.session) if p.may_quote}
            said = [
                c for c in work.contributions(self.session) if c.round == round and c.participant_id in may
            ]
        for one in said[:SHOWN]:
            self.house.desk.release(self.session, one.id)

    def read(self) -> None:
        self.house.reader.read(self.session)

    def check(self) -> None:
        """The last round is open, two drafts are decided, and the third is before the room."""
        rounds = load(self.told["script"]).rounds
        self.house.desk.turn(self.session, len(rounds) - 1, seen=self._state())
        self.house.check.show(self.session)
        with self.house.store.read() as work:
            drafts = [row.theme for row in work.rows(model.CheckedTheme, session_id=self.session)]
        self.house.check.mark(self.session, drafts[0], "confirmed")
        self.house.check.mark(self.session, drafts[1], "corrected", "When somebody answers")
        self.house.check.turn(self.session, drafts[2])

    def close(self) -> None:
        self.house.desk.move(self.session, Stage.CLOSED, seen=self._state())

    def _say(self, round: str, seats: list[Seat]) -> None:
        for number, one in enumerate(o for o in self.told["contributions"] if o["round"] == round):
            key = f"{round}-{number}"
            if one["by"] is None:
                self.house.record.keep(self.session, one["text"], key=key, quotable=one["quotable"])
            else:
                self.house.circle.contribute(seats[one["by"]], one["text"], key=key, round=round)

    def _state(self) -> int:
        with self.house.store.read() as work:
            row = work.session(self.session)
            return row.state if row else 0


def photograph(stand: Stand, browser: Browser) -> None:
    desk = browser.new_context(viewport=DESK, locale="en-GB").new_page()
    desk.goto(stand.aplis.console)
    shoot(desk, "series")
    desk.goto(f"{stand.desk}/ready/{stand.session}")
    shoot(desk, "ready")
    wall = desk.context.new_page()
    wall.set_viewport_size(WALL)
    wall.goto(f"{stand.desk}/projector/{stand.session}")
    shoot(wall, "projector-welcome")
    phone = arrive(stand, browser)
    stand.play("insight")
    stand.show("insight")
    phone.locator("#text").fill("I trust those who come back and tell me what became of it.")
    shoot(phone, "phone-write")
    phone.locator("#text").fill("")
    wall.bring_to_front()
    shoot(wall, "projector-words")
    stand.read()
    desk.goto(f"{stand.desk}/desk/{stand.session}")
    shoot(desk, "desk")
    desk.goto(f"{stand.desk}/recorder/{stand.session}")
    shoot(desk, "recorder")
    desk.goto(f"{stand.desk}/reading/{stand.session}")
    shoot(desk, "reading")
    go_home(stand, phone, desk, wall)
    together(browser, desk)


def go_home(stand: Stand, phone: Page, desk: Page, wall: Page) -> None:
    """What comes last: the room check, and the sheet to take home."""
    stand.check()
    desk.goto(f"{stand.desk}/check/{stand.session}")
    shoot(desk, "check")
    shoot(wall, "projector-theme")
    phone.locator("li.theme:visible").wait_for()
    shoot(phone, "phone-check")
    stand.close()
    desk.goto(f"{stand.desk}/takehome/{stand.session}?language=en")
    shoot(desk, "take-home")
    phone.locator('a[href$="/home-sheet"]').tap()
    shoot(phone, "phone-take-home")


def arrive(stand: Stand, browser: Browser) -> Page:
    phone = browser.new_context(viewport=PHONE, locale="en-GB", has_touch=True, is_mobile=True).new_page()
    phone.goto(f"{stand.phones}/j/{stand.link}")
    shoot(phone, "phone-arrive")
    phone.locator("a.main").tap()
    shoot(phone, "phone-consent")
    phone.locator('input[name="quote"]').check()
    phone.locator("button.main").tap()
    shoot(phone, "phone-slip")
    phone.locator("a.main").tap()
    return phone


def together(browser: Browser, page: Page) -> None:
    """The picture of the README: projector, desk and phone side by side."""
    sheet = browser.new_page(viewport={"width": 1400, "height": 620})
    boxes = [("projector-words", 20, 30, 760), ("desk", 420, 190, 700), ("phone-write", 1150, 30, 230)]
    images = "".join(
        f'<img src="data:image/png;base64,{encoded(name)}" style="left:{x}px;top:{y}px;width:{width}px">'
        for name, x, y, width in boxes
    )
    style = "body{margin:0;background:#DDD6CB}"
    style += "img{position:absolute;border-radius:8px;box-shadow:0 6px 24px #0005}"
    sheet.set_content(f"<style>{style}</style>{images}")
    sheet.screenshot(path=HERE / "circle.png")


def encoded(name: str) -> str:
    return base64.b64encode((HERE / f"{name}.png").read_bytes()).decode()


def shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(700)  # what moves has come to rest
    page.screenshot(path=HERE / f"{name}.png")


def main() -> None:
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stand = Stand(Path(folder))
        rules = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=[*chromium.ARGUMENTS, rules]
        )
        photograph(stand, browser)
        browser.close()
        stand.aplis.stop()


if __name__ == "__main__":
    main()
