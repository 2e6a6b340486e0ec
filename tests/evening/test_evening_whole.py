"""A whole evening of two hours at sixty times the pace: twelve phones, two paper slips, two recorders."""

import asyncio
import time

import pytest
from attending import Participant, all_of
from playing import NEARLY_THE_SAME, PHONE, Evening, an_evening, record
from playwright.async_api import expect
from together import MARKS, SPOKEN, Together

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

DONE = "Ceļa remonts ir šī gada plānā; darbus sāks augustā."


class WithPhones(Together):
    """What is done with phones, round by round."""

    def __init__(self, evening: Evening) -> None:
        super().__init__(evening)
        self.phones: list[Participant] = []
        self.link = ""

    async def prepare(self) -> None:
        leads = await self.organise()
        await leads.prints_the_script()
        await leads.plans_whom_to_invite()
        await leads.writes_the_invitation()
        await leads.looks_at_the_venue()
        await leads.promises()
        await leads.prepares_an_evening(seats=len(SPOKEN) + 3)
        await leads.chooses(marks=MARKS, pulse=True, feedback=True)
        await leads.prints_what_the_room_needs()
        await self.seat_recorders()
        await self.give_slips(["lv", "lv"], [True, False])
        await self.album.printed(leads.page, "paper-slip")
        await leads.comes_to_the_desk()

    async def arrive(self) -> None:
        """One types the code, the others come by the link behind the picture; two share the last phone."""
        for number, language in enumerate(SPOKEN):
            self.phones.append(await Participant.comes(self.evening, number, language))
        first = self.phones[0]
        await first.page.goto(self.evening.program.phones)
        await first.page.locator('input[name="code"]').fill(self.leads.code.lower().replace("-", " "))
        await first.page.get_by_role("button").first.tap()
        await first.page.wait_for_url("**/j/*")
        self.link = first.page.url
        await all_of(*(one.takes_a_seat(self.link, two=one is self.phones[-1]) for one in self.phones))
        self.seen["phone"] = self.phones[0].page
        await self.look("00-arriving")

    async def everybody(self, face: str) -> None:
        await all_of(*(phone.sees(face) for phone in self.phones))

    async def everybody_writes(self, round: str, *others: Participant) -> None:
        await all_of(*(self.writes(phone, round) for phone in self.phones if phone not in others))

    async def writes(self, phone: Participant, round: str) -> None:
        await phone.writes(self.words.written(round, phone.language), round=round)

    async def begin(self) -> None:
        await self.open(agreed=14, present=15)
        await self.round("01-welcome", *(phone.answers_on_trust() for phone in self.phones))
        accepted = self.leads.notes_that_rules_are_accepted()
        await self.round("02-ground-rules", self.everybody("away"), accepted)
        await self.round("03-introduction", self.everybody("away"))

    async def write_alone(self) -> None:
        """One phone has no line just then; its words come when it has one again."""
        cut_off = self.phones[5]
        text = self.words.written("experience", cut_off.language)
        await self.round(
            "04-experience",
            self.everybody_writes("experience", cut_off),
            cut_off.writes_without_a_line(text),
            self.type_in_slips("experience"),
        )
        await self.album.shot(cut_off.page, "04-experience-phone-cut-off")
        await self.round("05-dialogue", self.talk("dialogue"))
        await cut_off.gets_the_line_back(text, round="experience")

    async def go_deeper(self) -> None:
        back, sorry, precise = self.phones[2], self.phones[9], self.phones[8]
        await self.round(
            "06-choosing", self.recorders[0].makes_mistakes(), back.loses_the_seat_and_comes_back()
        )
        await self.round(
            "07-second-thoughts",
            self.everybody_writes("second-thoughts"),
            self.type_in_slips("second-thoughts"),
        )
        await sorry.takes_back(sorry.wrote[-1])
        await precise.corrects(precise.wrote[-1], f"{precise.wrote[-1]} I mean it.")
        await self.album.shot(sorry.page, "07-second-thoughts-phone-taken-back")
        await self.round("08-deepening", self.talk("deepening"))

    async def tell_what_matters(self) -> None:
        """Nearly the same words are joined to one card; then all are shown together."""
        alike = self.phones[:2]
        await self.leads.opens_next("insight")
        await all_of(
            *(
                phone.writes(text, round="insight")
                for phone, text in zip(alike, NEARLY_THE_SAME, strict=True)
            ),
            self.everybody_writes("insight", *alike),
            self.type_in_slips("insight"),
        )
        await self.look("09-insight-written")
        await self.leads.joins_what_is_nearly_the_same()
        await self.leads.shows_them_together()
        await expect(self.leads.wall.locator(".shown").first).to_be_visible()
        await self.look("09-insight-shown")
        await self.leads.time_is_over()
        await self.round("10-sharing", self.talk("sharing"))

    async def end(self) -> None:
        await self.leads.opens_next("farewell")
        await self.everybody("check")
        await all_of(*(phone.answers_on_trust(1) for phone in self.phones))
        await self.look("11-farewell")
        await self.check_the_themes()
        await self.leads.time_is_over()
        await self.close()
        await self.everybody("closed")
        await self.look("12-closed")

    async def check_the_themes(self) -> None:
        """Phones say of the first theme what they think; hands go up; one is corrected, one rejected."""
        await self.leads.puts_the_themes_before_the_room()
        said = {4: "rejected", 7: "corrected", 11: "corrected"}
        hows = {7: "Когда отвечают", 11: "When somebody answers"}
        await all_of(
            *(one.judges(said.get(n, "confirmed"), hows.get(n, "")) for n, one in enumerate(self.phones))
        )
        await self.leads.counts_hands(9, 3, 1)
        await self.check_each()
        await self.phones[3].says_what_is_missing("Par skolām nerunājām nemaz.", round="farewell")
        await self.leads.notes_what_is_missing("Par to, kas notiek pēc tam.", round="farewell")
        await self.look_at_the_check("11-check-all")

    async def go_home(self) -> None:
        """The sheet is there within a minute of the closing, on the phone and at the desk."""
        reader = self.phones[0]
        await reader.takes_the_sheet_home()
        await self.leads.has_the_sheet_to_print()
        print(f"        the sheet to take home: {time.monotonic() - self.closed_at:.1f} s after closing")
        await self.album.shot(reader.page, "12-sheet-phone", whole=True)
        await self.leads.prints_the_sheet()
        await reader.goes_back_to_the_circle()
        await all_of(*(phone.gives_feedback() for phone in self.phones))
        await self.album.shot(reader.page, "12-feedback-phone", whole=True)

    async def follow(self) -> None:
        """Paper is typed in, all is read, the report goes out."""
        await self.recorders[0].answers_the_five_questions()
        await self.album.shot(self.recorders[0].page, "13-summary-recorder", whole=True)
        await self.leads.types_in_paper_answers(self.slips)
        await self.leads.counts_the_answers()
        await self.leads.reads()
        await self.album.shot(self.leads.page, "13-reading", whole=True)
        assert record(await self.leads.takes_the_report("csv")) == self.evening.owed.record
        page = await self.leads.takes_the_report("html")
        assert not [text for text in self.evening.owed.unquoted if text in page]

    async def take_back_afterwards(self) -> None:
        """By phone and by paper slip; the report that is out is known as changed, a new one is without."""
        sorry, text = self.phones[0], self.phones[0].wrote[0]
        await sorry.takes_back(text)
        await self.album.shot(sorry.page, "14-taken-back-phone", whole=True)
        number, code = self.slips[0]
        await self.leads.takes_back_for(code, self.slip_words[number][0])
        await self.leads.sees_copies_to_replace()
        await self.leads.reads()
        assert record(await self.leads.takes_the_report("csv")) == self.evening.owed.record

    async def answer(self) -> None:
        """Sealed; what was done stands on the page that everybody may read."""
        await self.leads.seals()
        where = await self.leads.answers_the_first_theme(DONE)
        reader = await (await self.evening.person(PHONE, "lv")).new_page()
        await reader.goto(f"{self.evening.program.phones}/n/{where.split('/n/')[1]}")
        await expect(reader.get_by_text(DONE)).to_be_visible()
        await self.album.shot(reader, "16-public-page", whole=True)


async def play(evening: Evening) -> None:
    played = WithPhones(evening)
    began = time.monotonic()
    for act in (
        played.prepare,
        played.arrive,
        played.begin,
        played.write_alone,
        played.go_deeper,
        played.tell_what_matters,
        played.end,
        played.go_home,
        played.follow,
        played.take_back_afterwards,
        played.answer,
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
