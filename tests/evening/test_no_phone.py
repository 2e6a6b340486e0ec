"""The same evening with no phone at all: paper slips, recorders, hands counted. The record is the same."""

import asyncio
import time
from collections import Counter

import pytest
from playing import Evening, Words, an_evening, record
from playwright.async_api import expect
from together import MARKS, SPOKEN, Together

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

TONGUES = (*SPOKEN, "lv", "lv")
WRITTEN = ("experience", "second-thoughts", "insight")
TALKED = ("dialogue", "deepening", "sharing")


class WithoutPhones(Together):
    async def prepare(self) -> None:
        leads = await self.organise()
        await leads.prepares_an_evening(seats=len(TONGUES))
        await leads.chooses(marks=MARKS, pulse=True, feedback=True)
        await self.seat_recorders()
        await self.give_slips(TONGUES, [number % 5 != 4 for number in range(len(TONGUES))])
        await leads.comes_to_the_desk()
        await self.look("00-arriving")

    async def play(self) -> None:
        """All that people write, they write on paper."""
        await self.open(agreed=14, present=14)
        await self.round("01-welcome")
        await self.round("02-ground-rules", self.leads.notes_that_rules_are_accepted())
        await self.round("03-introduction")
        await self.round("04-experience", self.type_in_slips("experience"))
        await self.round("05-dialogue", self.talk("dialogue"))
        await self.round("06-choosing")
        await self.round("07-second-thoughts", self.type_in_slips("second-thoughts"))
        await self.round("08-deepening", self.talk("deepening"))

    async def end(self) -> None:
        """What stands on paper is shown together like words from phones."""
        await self.leads.opens_next("insight")
        await self.type_in_slips("insight")
        await self.leads.shows_them_together()
        await expect(self.leads.wall.locator(".shown").first).to_be_visible()
        await self.look("09-insight-shown")
        await self.leads.time_is_over()
        await self.round("10-sharing", self.talk("sharing"))
        await self.leads.opens_next("farewell")
        await self.look("11-farewell")
        await self.leads.puts_the_themes_before_the_room()
        await self.leads.counts_hands(11, 2, 1)
        await self.check_each()
        await self.leads.notes_what_is_missing("Par skolām nerunājām nemaz.", round="farewell")
        await self.leads.time_is_over()
        await self.close()
        await self.look("12-closed")
        await self.leads.has_the_sheet_to_print()
        print(f"        the sheet to take home: {time.monotonic() - self.closed_at:.1f} s after closing")

    async def follow(self) -> None:
        await self.leads.types_in_paper_answers(self.slips, forms=6)
        await self.leads.counts_the_answers()
        await self.leads.reads()
        written = record(await self.leads.takes_the_report("csv"))
        assert written == self.evening.owed.record
        told = Counter({round: sum(n for (r, _), n in written.items() if r == round) for round, _ in written})
        words = Words()
        assert told == {r: len(TONGUES) for r in WRITTEN} | {r: len(words.aloud[r]) for r in TALKED} | {
            "farewell": 1
        }


async def play(evening: Evening) -> None:
    played = WithoutPhones(evening)
    began = time.monotonic()
    for act in (played.prepare, played.play, played.end, played.follow):
        await act()
        print(f"{time.monotonic() - began:6.1f} s  {act.__name__}")
    assert evening.in_the_file() == evening.owed.all
    assert evening.complaints == []


def test_an_evening_without_any_phone(tmp_path):
    """Fourteen people on paper, two recorders, no phone: the same record, and the same report of it."""

    async def whole() -> None:
        async with an_evening(tmp_path, "no-phone") as evening:
            await play(evening)

    asyncio.run(whole())
