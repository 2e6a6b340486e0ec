"""An evening from the first-run page to the report, in real browsers, with a cut line and a kill."""

import csv
import io
import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from program import Program

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1366, "height": 768}}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}

LV = "Kaimiņi man palīdzēja, kad nodega šķūnis, un neviens neprasīja naudu."
RU = "В думе мне никто не ответил на три письма про дорогу."
EN = "The council listened when we came to the meeting all together."
EN_BACK = "My doctor told everybody about my illness."
LV_INSIGHT = "Uzticēties sāk tad, kad kāds atbild uz vēstuli."
RU_INSIGHT = "Я поняла, что молчание тоже ответ."
SAID = [
    "Our mayor never answers letters, but he comes when you invite him.",
    "When the road was closed nobody in the council told us why.",
    "My neighbour watches our house every winter and asks for nothing.",
    "This line was a mistake.",
]


class Facilitator:
    """Who runs the evening from the laptop."""

    def __init__(self, context: BrowserContext, program: Program) -> None:
        self.page = context.new_page()
        self.context, self.program = context, program
        self.session = ""

    def come(self) -> None:
        """Open the console by the address the program printed."""
        self.page.goto(self.program.console)

    def press(self, words: str, *, exact: bool = False) -> None:
        self.page.get_by_role("button", name=words, exact=exact).first.click()

    def prepare(self) -> str:
        """From the first-run page to the page that gets phones in; returns the code to type."""
        page = self.page
        page.get_by_role("link", name="Make a new series").click()
        answers = [("title", "Trust in our town"), ("question", "When did you feel heard?")]
        for field, answer in [*answers, ("host", "Made-up association"), ("keep_days", "90")]:
            page.locator(f'[name="{field}"]:visible').fill(answer)
            page.get_by_role("button", name=re.compile("Next question|Make the series")).click()
        page.get_by_role("link", name="Add a circle").first.click()
        page.get_by_label("What is the circle called?").fill("Library circle")
        page.get_by_label("latviešu").check()
        self.press("Add the circle")
        self.press("Prepare the evening")
        page.wait_for_url("**/ready/*")
        self.session = page.url.split("/ready/")[1].split("?")[0].split("#")[0]
        expect(page.locator("img.qr").first).to_be_visible()
        return page.locator(".code .typed").inner_text()

    def desk(self) -> None:
        self.page.goto(self.program.console.split("/key/")[0] + f"/desk/{self.session}")

    def open(self) -> None:
        self.press("Open the circle")
        expect(self.page.locator(".where .stage")).to_have_attribute("data-stage", "open")

    def open_round(self, id: str) -> None:
        """Turn to a round by its line in the script."""
        line = self.page.locator(f'li.round[data-key="{id}"]')
        line.locator("summary").click()
        line.get_by_role("button", name="Open this round").click()
        expect(line).to_have_attribute("data-state", "open")

    def agree(self, agreed: int, present: int) -> None:
        self.page.locator('[name="agreed"]').fill(str(agreed))
        self.page.locator('[name="present"]').fill(str(present))
        self.page.locator("form.agreed").get_by_role("button").click()
        expect(self.page.locator("form.agreed")).to_have_attribute("data-agreed", "yes")

    def card(self, words: str):
        return self.page.locator("li.said").filter(has_text=words)


class Participant:
    """Somebody with a phone."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page: Page = context.new_page()

    def join(self, address: str, *, quote: bool) -> str:
        """From link or code to the room; returns the slip code."""
        page = self.page
        page.goto(address)
        assert page.evaluate("isSecureContext") is False
        page.locator("a.main").click()
        if quote:
            page.locator('input[name="quote"]').check()
        page.locator("button.main").click()
        slip = page.locator(".slip-code").first.inner_text()
        page.locator("a.main").click()
        page.wait_for_url("**/c/*/")
        return slip

    def face(self, name: str) -> None:
        expect(self.page.locator("#room")).to_have_attribute("data-face-now", name)

    def write(self, text: str) -> None:
        self.face("write")
        self.page.locator("#text").fill(text)
        self.page.locator('button.main[form="write"]').tap()

    def mine(self, text: str):
        return self.page.locator("main li.mine").filter(has_text=text)

    def state(self, text: str, state: str) -> None:
        expect(self.mine(text)).to_have_attribute("data-state", state, timeout=30_000)

    def take_back(self, text: str) -> None:
        mine = self.mine(text)
        mine.locator(".back:not(.mend) > summary").tap()
        mine.locator("button.stop").tap()


def pair_recorder(facilitator: Facilitator, context: BrowserContext) -> Page:
    """Another laptop becomes the recorder's desk by the code typed on it."""
    page = facilitator.page
    page.locator("#laptops summary").first.click()
    facilitator.press("A code for the recorder's laptop")
    code = page.locator("#laptops .offer .typed").inner_text()
    recorder = context.new_page()
    recorder.goto(f"{facilitator.program.phones}/pair")
    recorder.locator("#code").fill(code.lower())
    recorder.get_by_role("button").click()
    mark = recorder.locator(".number").inner_text()
    expect(page.locator("#laptops .screen .typed")).to_have_text(mark)
    facilitator.press("Yes, the same number: let it in")
    recorder.wait_for_url("**/recorder/*")
    return recorder


class Evening:
    """Everybody who is there, and what happens in order."""

    def __init__(self, people, program) -> None:
        self.people, self.program = people, program
        self.facilitator = Facilitator(people.person(DESK, "en-GB"), program)
        self.latvian, self.russian, self.english = (
            Participant(people.person(PHONE, language)) for language in ("lv", "ru", "en-GB")
        )
        self.link = self.slip = ""

    def arrive(self) -> None:
        """One phone by the code typed by hand, two by the link behind the QR."""
        self.facilitator.come()
        code = self.facilitator.prepare()
        page = self.latvian.page
        page.goto(self.program.phones)
        page.locator('input[name="code"]').fill(code.lower().replace("-", " "))
        page.get_by_role("button").first.tap()
        page.wait_for_url("**/j/*")
        self.link = page.url
        self.slip = self.latvian.join(self.link, quote=True)
        self.russian.join(self.link, quote=False)
        self.english.join(self.link, quote=True)
        expect(page.locator("html")).to_have_attribute("lang", "lv")
        expect(self.russian.page.locator("html")).to_have_attribute("lang", "ru")
        self.recorder = pair_recorder(self.facilitator, self.people.person(DESK, "en-GB"))
        self.facilitator.desk()
        self.wall = self.facilitator.context.new_page()
        self.wall.set_viewport_size(PROJECTOR["viewport"])
        self.wall.goto(self.facilitator.page.url.replace("/desk/", "/projector/"))
        expect(self.wall.get_by_text(code).first).to_be_visible()

    def write_with_the_line_cut_and_the_program_killed(self) -> None:
        self.facilitator.open()
        self.facilitator.open_round("experience")
        self.latvian.write(LV)
        self.latvian.state(LV, "kept")
        self.russian.face("write")
        self.russian.context.set_offline(True)
        self.russian.write(RU)
        self.russian.state(RU, "here")
        for text in (EN, EN_BACK):
            self.english.write(text)
            self.english.state(text, "kept")
        self.program.kill()
        self.program.start()
        self.program.wait()
        self.facilitator.come()
        self.facilitator.desk()
        self.russian.context.set_offline(False)
        self.russian.state(RU, "kept")
        expect(self.facilitator.card(RU)).to_be_visible()
        assert RU not in self.english.page.content()

    def take_words_back(self) -> None:
        self.english.take_back(EN_BACK)
        self.english.state(EN_BACK, "withdrawn")
        expect(self.facilitator.card(EN_BACK)).to_have_count(0)

    def talk(self) -> None:
        """Phones lie aside; the recorder writes, after people agreed aloud."""
        self.facilitator.open_round("dialogue")
        for phone in (self.latvian, self.russian, self.english):
            phone.face("away")
        self.facilitator.agree(3, 4)
        for line in SAID:
            self.recorder.locator("#text").fill(line)
            self.recorder.locator("#text").press("Enter")
        expect(self.recorder.locator('li.record-line[data-how="kept"]')).to_have_count(4)
        take_back_last(self.recorder)
        expect(self.recorder.locator("li.record-line").filter(has_text=SAID[3])).to_have_count(0)

    def show_on_the_wall(self) -> None:
        """Only what was released, only from who agreed; hidden at once."""
        self.facilitator.open_round("insight")
        for phone, text in ((self.latvian, LV_INSIGHT), (self.russian, RU_INSIGHT)):
            phone.write(text)
            phone.state(text, "kept")
        mine, theirs = self.facilitator.card(LV_INSIGHT), self.facilitator.card(RU_INSIGHT)
        expect(mine).to_be_visible()
        assert LV_INSIGHT not in self.wall.content()
        expect(theirs.get_by_role("button", name="Show to the room")).to_be_hidden()
        mine.get_by_role("button", name="Show to the room").click()
        expect(self.wall.get_by_text(LV_INSIGHT)).to_be_visible()
        mine.get_by_role("button", name="Hide these words").click()
        expect(self.wall.get_by_text(LV_INSIGHT)).to_have_count(0)

    def bring_a_seat_back(self) -> None:
        """Another phone, no cookie: the slip code brings seat and words."""
        found = Participant(self.people.person(PHONE, "lv"))
        found.page.goto(self.link)
        found.page.locator("a.second").first.tap()
        found.page.locator("#slip").fill(self.slip.lower())
        found.page.locator("button.main").tap()
        found.page.wait_for_url("**/c/*/")
        expect(found.mine(LV)).to_be_visible()
        close(self.facilitator)
        found.face("closed")


def test_an_evening(people, program):
    """The report holds what was acknowledged, less what was taken back, as consent allows."""
    evening = Evening(people, program)
    evening.arrive()
    evening.write_with_the_line_cut_and_the_program_killed()
    evening.take_words_back()
    evening.talk()
    evening.show_on_the_wall()
    evening.bring_a_seat_back()
    check_report(evening.facilitator)
    assert people.complaints == []


def take_back_last(recorder: Page) -> None:
    """The last line, by keyboard, asked once more."""
    recorder.locator("#text").press("Control+Backspace")
    recorder.locator("#text").press("Enter")


def close(facilitator: Facilitator) -> None:
    page = facilitator.page
    page.locator("[data-closing] summary").click()
    page.locator("[data-closing]").get_by_role("button", name="Yes, close the circle").click()
    expect(page.get_by_role("heading", name="The circle is closed")).to_be_visible()


def check_report(facilitator: Facilitator) -> None:
    """What was acknowledged, less what was taken back; who did not agree is counted and not quoted."""
    page = facilitator.page
    page.goto(page.url.replace("/desk/", "/reading/"))
    page.get_by_role("button", name="Read now").click()
    expect(page.get_by_role("button", name="Data (JSON lines)")).to_be_visible(timeout=120_000)
    kept = {LV, EN, LV_INSIGHT, *SAID[:3]}
    table = list(csv.DictReader(io.StringIO(download(page, "Table (CSV)").removeprefix("\ufeff"))))
    assert {row["text"] for row in table} == {*kept, ""}
    assert len(table) == len(kept) + 2
    first, *rest = [json.loads(line) for line in download(page, "Data (JSON lines)").splitlines()]
    assert len(rest) == len(kept) + 2
    quotes = [quote["text"] for theme in first["report"]["themes"] for quote in theme["quotes"]]
    assert all(any(quote in text for text in kept) for quote in quotes)
    for form in ("Page to read and print", "Text (Markdown)"):
        report = download(page, form)
        assert not any(text in report for text in (RU, RU_INSIGHT, EN_BACK, SAID[3]))


def download(page: Page, form: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=form).click()
    return waiting.value.path().read_text("utf-8")
