"""A whole evening of two hours at sixty times the pace: twelve phones, two paper slips, two recorders."""

import asyncio
import time
from collections.abc import Awaitable

import pytest
from attending import Participant, all_of
from leading import Facilitator
from playing import DESK, NEARLY_THE_SAME, Evening, an_evening
from playwright.async_api import expect
from recording import Recorder

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

TIMES = 60
SPOKEN = ("lv", "lv", "lv", "lv", "ru", "ru", "ru", "ru", "en", "en", "en", "en")
MARKS = 14


class Played:
    """Who is there, and what they do round by round."""

    def __init__(self, evening: Evening) -> None:
        self.evening, self.album, self.words = evening, evening.album, evening.words
        self.facilitator: Facilitator
        self.recorders: list[Recorder] = []
        self.phones: list[Participant] = []
        self.slips: list[tuple[int, str]] = []
        self.closed_at = 0.0

    # before

    async def prepare(self) -> None:
        self.facilitator = leads = await Facilitator.comes(self.evening)
        await leads.makes_a_series()
        await leads.makes_a_circle()
        await leads.prepares_an_evening(seats=len(SPOKEN) + 3)
        await leads.chooses(marks=MARKS, pulse=True, feedback=True)
        for language in ("lv", "ru"):
            page = await leads.lets_in(await self.evening.person(DESK, language))
            self.recorders.append(Recorder(self.evening, page))
        for quote in (True, False):
            self.slips.append(await leads.gives_a_slip(quote=quote))
        await self.album.shot(leads.page, "00-paper-slip")
        await self.album.printed(leads.page, "paper-slip")
        await leads.comes_to_the_desk()
        await self.album.shot(leads.wall, "00-arriving-wall-empty")

    async def arrive(self) -> None:
        """One types the code, the others come by the link behind the picture; two share the last phone."""
        for number, language in enumerate(SPOKEN):
            self.phones.append(await Participant.comes(self.evening, number, language))
        first = self.phones[0]
        await first.page.goto(self.evening.program.phones)
        await first.page.locator('input[name="code"]').fill(self.facilitator.code.lower().replace("-", " "))
        await first.page.get_by_role("button").first.tap()
        await first.page.wait_for_url("**/j/*")
        link = first.page.url
        await all_of(*(one.takes_a_seat(link, two=one is self.phones[-1]) for one in self.phones))
        await all_of(*(recorder.sits_down() for recorder in self.recorders))
        await self.look("00-arriving")

    async def look(self, phase: str, phone: int = 0) -> None:
        """A picture of each desk, the wall and a phone."""
        leads = self.facilitator
        await leads.glances()
        await self.album.shot(self.phones[phone].page, f"{phase}-phone")
        await self.album.shot(leads.page, f"{phase}-desk")
        await self.album.shot(self.recorders[0].page, f"{phase}-recorder")
        await self.album.shot(leads.wall, f"{phase}-wall")

    # during

    async def round(self, phase: str, *acts: Awaitable[None]) -> None:
        """Open it, let people do what they do, look around, and go on when its minutes are over."""
        await self.facilitator.opens_next(phase.partition("-")[2])
        await all_of(*acts)
        await self.look(phase)
        await self.facilitator.time_is_over()

    async def everybody(self, face: str) -> None:
        await all_of(*(phone.sees(face) for phone in self.phones))

    async def begin(self) -> None:
        leads = self.facilitator
        await leads.opens()
        await leads.notes_who_agreed(14, 15)
        await self.evening.go(TIMES)
        await self.round("01-welcome", *(phone.answers_on_trust() for phone in self.phones))
        await self.round("02-ground-rules", self.everybody("away"), leads.notes_that_rules_are_accepted())
        await self.round("03-introduction", self.everybody("away"))

    async def write_alone(self) -> None:
        """One phone has no line just then; its words come when it has one again."""
        cut_off = self.phones[5]
        text = self.words.written("experience", cut_off.language)
        await self.round(
            "04-experience",
            *(self.writes(phone, "experience") for phone in self.phones if phone is not cut_off),
            cut_off.writes_without_a_line(text),
            self.types_in_slips("experience"),
        )
        await self.album.shot(cut_off.page, "04-experience-phone-cut-off")
        await self.round("05-dialogue", self.everybody_but(cut_off), self.talk("dialogue"))
        await cut_off.gets_the_line_back(text)

    async def everybody_but(self, one: Participant) -> None:
        await all_of(*(phone.sees("away") for phone in self.phones if phone is not one))

    async def writes(self, phone: Participant, round: str) -> None:
        await phone.writes(self.words.written(round, phone.language))

    async def types_in_slips(self, round: str) -> None:
        for number, _ in self.slips:
            text = self.words.written(round, "lv")
            await self.recorders[1].types_in_a_slip(number, text, quote=number == 1)

    async def talk(self, round: str) -> None:
        """Two recorders at once, each every other line."""
        aloud = self.words.aloud[round]
        await all_of(
            *(one.writes_down(aloud[n::2], MARKS) for n, one in enumerate(self.recorders)),
        )

    async def go_deeper(self) -> None:
        mistaken, back, sorry = self.recorders[0], self.phones[2], self.phones[9]
        await self.round("06-choosing", mistaken.makes_mistakes(), back.loses_the_seat_and_comes_back())
        await self.round(
            "07-second-thoughts",
            *(self.writes(phone, "second-thoughts") for phone in self.phones),
            self.types_in_slips("second-thoughts"),
        )
        await sorry.takes_back(sorry.wrote[-1])
        before = self.phones[8].wrote[-1]
        await self.phones[8].corrects(before, f"{before} I mean it.")
        await self.album.shot(sorry.page, "07-second-thoughts-phone-taken-back")
        await self.round("08-deepening", self.talk("deepening"))

    async def tell_what_matters(self) -> None:
        """Nearly the same words are joined to one card; then all are shown together."""
        leads = self.facilitator
        alike = self.phones[:2]
        await leads.opens_next("insight")
        await all_of(
            *(phone.writes(text) for phone, text in zip(alike, NEARLY_THE_SAME, strict=True)),
            *(self.writes(phone, "insight") for phone in self.phones[2:]),
            self.types_in_slips("insight"),
        )
        await self.look("09-insight-written")
        await leads.joins_what_is_nearly_the_same()
        await leads.shows_them_together()
        await expect(leads.wall.locator(".shown").first).to_be_visible()
        await self.look("09-insight-shown")
        await leads.time_is_over()
        await self.round("10-sharing", self.talk("sharing"))

    async def end(self) -> None:
        leads = self.facilitator
        await leads.opens_next("farewell")
        await self.everybody("check")
        await all_of(*(phone.answers_on_trust(1) for phone in self.phones))
        await self.look("11-farewell")
        await all_of(*(phone.gives_feedback() for phone in self.phones))
        await leads.time_is_over()
        await self.evening.go(1)
        await leads.closes()
        self.closed_at = time.monotonic()
        await self.everybody("closed")
        await self.look("12-closed")


async def play(evening: Evening) -> None:
    played = Played(evening)
    began = time.monotonic()
    for act in (
        played.prepare,
        played.arrive,
        played.begin,
        played.write_alone,
        played.go_deeper,
        played.tell_what_matters,
        played.end,
    ):
        await act()
        print(f"{time.monotonic() - began:6.1f} s  {act.__name__}")
    assert evening.in_the_file() == evening.owed.all
    assert evening.complaints == []


def test_an_evening_with_phones(tmp_path):
    """Two hours with twelve phones, two slips and two recorders: the file holds what people were owed."""

    async def whole() -> None:
        async with an_evening(tmp_path, "with-phones") as evening:
            await play(evening)

    asyncio.run(whole())
