"""What is the same in every played evening: who leads, who records, rounds that go by the clock."""

import os
import time
from collections import defaultdict
from collections.abc import Awaitable, Sequence

from attending import all_of
from playing import DESK, Evening
from playwright.async_api import Page
from preparing import Organiser
from recording import Recorder

TIMES = float(os.environ.get("APLIS_TIMES", "60"))  # how many times faster the evening goes
SPOKEN = ("lv", "lv", "lv", "lv", "ru", "ru", "ru", "ru", "en", "en", "en", "en")
MARKS = 14


class Together:
    def __init__(self, evening: Evening) -> None:
        self.evening, self.album, self.words = evening, evening.album, evening.words
        self.leads: Organiser
        self.recorders: list[Recorder] = []
        self.slips: list[tuple[int, str]] = []  # number and code
        self.quoted: dict[int, bool] = {}  # whether the words of a slip may be quoted
        self.tongues: dict[int, str] = {}  # and in which language they are
        self.slip_words: defaultdict[int, list[str]] = defaultdict(list)
        self.seen: dict[str, Page] = {}  # whose screens are looked at, by name
        self.opened = 0.0  # by the room's clock
        self.closed_at = 0.0  # by everybody's

    async def organise(self) -> Organiser:
        """A series and a circle are there."""
        self.leads = await Organiser.comes(self.evening)
        await self.leads.makes_a_series()
        await self.leads.makes_a_circle()
        return self.leads

    async def seat_recorders(self) -> None:
        for language in ("lv", "ru"):
            page = await self.leads.lets_in(await self.evening.person(DESK, language))
            self.recorders.append(Recorder(self.evening, page))
        await all_of(*(recorder.sits_down() for recorder in self.recorders))
        self.seen["recorder"] = self.recorders[0].page

    async def give_slips(self, tongues: Sequence[str], quoted: Sequence[bool]) -> None:
        for tongue, quote in zip(tongues, quoted, strict=True):
            number, code = await self.leads.gives_a_slip(quote=quote)
            self.slips.append((number, code))
            self.quoted[number], self.tongues[number] = quote, tongue
        await self.album.shot(self.leads.page, "00-paper-slip")

    async def look(self, phase: str) -> None:
        """A picture of each desk, the wall and a phone."""
        await self.leads.glances()
        seen = {"desk": self.leads.page, "wall": self.leads.wall, **self.seen}
        for who, page in seen.items():
            await self.album.shot(page, f"{phase}-{who}")

    async def open(self, *, agreed: int, present: int) -> None:
        """From here on the time runs faster."""
        await self.leads.opens()
        await self.leads.notes_who_agreed(agreed, present)
        await self.evening.go(TIMES)
        self.opened = self.evening.watch.now()

    async def round(self, phase: str, *acts: Awaitable[None]) -> None:
        """Open it, let people do what they do, look around, and go on when its minutes are over."""
        await self.leads.opens_next(phase.partition("-")[2])
        await all_of(*acts)
        await self.look(phase)
        await self.leads.time_is_over()

    async def talk(self, round: str) -> None:
        """Two recorders at once, each every other line."""
        aloud = self.words.aloud[round]
        await all_of(
            *(one.writes_down(aloud[n::2], marks=MARKS, round=round) for n, one in enumerate(self.recorders))
        )

    async def type_in_slips(self, round: str) -> None:
        """What stands on paper, shared out among the recorders, the last one first."""
        words = {number: self.words.written(round, tongue) for number, tongue in self.tongues.items()}
        numbers = list(words)[::-1]
        hands = len(self.recorders)
        await all_of(
            *(self._type(self.recorders[n - 1], numbers[n::hands], words, round) for n in range(hands))
        )

    async def _type(self, recorder: Recorder, slips: list[int], words: dict[int, str], round: str) -> None:
        for number in slips:
            await recorder.types_in_a_slip(number, words[number], round=round, quote=self.quoted[number])
            self.slip_words[number].append(words[number])

    async def check_each(self) -> None:
        """Every theme is decided on: the second under other words, not the third, the rest as they are."""
        others = {1: ("corrected", "Kad atbild un paskaidro"), 2: ("rejected", "")}
        number, more = 0, True
        while more:
            await self.look_at_the_check(f"11-check-{number + 1}")
            await self.leads.decides(*others.get(number, ("confirmed", "")))
            more = await self.leads.turns_to_the_next()
            number += 1

    async def look_at_the_check(self, phase: str) -> None:
        seen = {"desk": self.leads.check, "wall": self.leads.wall, **self.seen}
        for who in ("desk", "wall", "phone"):
            if who in seen:
                await self.album.shot(seen[who], f"{phase}-{who}")

    async def close(self) -> None:
        """After the closing people stand about; time runs as everybody's again."""
        minutes = (self.evening.watch.now() - self.opened) / 60
        print(f"        the evening took {minutes:.0f} minutes on the room's clock")
        await self.evening.go(1)
        await self.leads.closes()
        self.closed_at = time.monotonic()
