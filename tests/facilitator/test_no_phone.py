"""The same evening with phones, and with paper and the recorder alone: the same record, the same report."""

import io
import re
from dataclasses import dataclass, replace

import pytest

from analysis.registry import exporter_for
from facilitator import deskview, research
from facilitator.reveal import Reveal
from facilitator.slips import Slips
from participant_ui.port import Consent, NotNow

ON_PAPER = {2}  # in the evening with phones too, one person has none
EXPERIENCE = [
    "The council never answers our letters about the road.",
    "I wrote to the council three times and nobody replied.",
    "The council office sends a form answer after two months.",
    "My neighbour helps me with firewood every winter.",
    "Neighbours look after each other's children here.",
    "When my house burned the whole village neighbours helped.",
]
ALOUD = [
    "I leave my keys with my neighbour when I travel.",
    "The doctor had no time, the queue was four months.",
    "Waiting for the doctor in the queue I lost hope.",
    "At the hospital a doctor finally explained everything.",
]
INSIGHT = ["Ask before you decide.", "Answer letters.", "ask before you decide", "I take this back."]
QUOTED = [True, True, False, True, True, True]


@dataclass
class Somebody:
    """A person in the room, by a phone's seat or a slip's number."""

    seat: object = None
    slip: str = ""
    number: int = 0


class Evening:
    """One whole sitting; `phones` or none at all. Who is who and who says what is the same both times."""

    def __init__(self, table, *, phones):
        self.table, self.phones = table, phones
        self.reveal = Reveal(table.store, b"s" * 32)
        self.slips = Slips(table.store, clock=table.clock)
        script = table.script
        rounds = [replace(r, shared="phones") if r.id == "insight" else r for r in script.rounds]
        with table.store.read() as work:
            circle = work.session(table.session).circle_id
        self.id = table.prepare.session(circle, replace(script, rounds=rounds), capacity=12)
        self.rounds = [r.id for r in script.rounds]
        table.session = self.id
        with table.store.read() as work:
            table.link = work.session(self.id).link
        self.people = [self._sit(n) for n in range(len(EXPERIENCE))]

    def _sit(self, number):
        consent, key = Consent(QUOTED[number], False), f"person-{number:09}"
        if self.phones and number not in ON_PAPER:
            seat = self.table.circle.take_seat(self.table.link, consent, language="en", key=key)
            return Somebody(seat=seat, slip=seat.slip)
        paper, code = self.table.desk.paper_slip(self.id, consent, key=key)
        return Somebody(slip=code, number=paper)

    def turn(self, round):
        self.table.turn(self.rounds.index(round))

    def write(self, who, text, key):
        person = self.people[who]
        if person.seat:
            return self.table.circle.contribute(person.seat, text, key=key, round="").id
        return self.table.record.keep(self.id, text, key=key, paper=person.number).id

    def take_back(self, who, id):
        if self.people[who].seat:
            self.table.circle.withdraw(self.people[who].seat, id)
        else:
            self.slips.withdraw(self.people[who].slip, id)

    def correct(self, who, id, text):
        if self.people[who].seat:
            self.table.circle.mend(self.people[who].seat, id, text)
        else:
            self.slips.mend(self.people[who].slip, id, text)

    def held(self):
        """From the first word to the closing."""
        table = self.table
        table.desk.agreed_aloud(self.id, 6, 6)
        table.open()
        self.turn("experience")
        ids = [self.write(n, text, f"experience-{n:06}") for n, text in enumerate(EXPERIENCE)]
        self.turn("dialogue")
        for number, text in enumerate(ALOUD):
            table.record.keep(self.id, text, key=f"aloud-{number:010}")
        self.turn("insight")
        said = [self.write(n, text, f"insight-{n:09}") for n, text in enumerate(INSIGHT)]
        self.reveal.reveal(self.id, seen=table.state)
        self.take_back(3, said[3])
        self.correct(0, ids[0], "The council never answers our letters about the old road.")
        with table.store.read() as work:
            self.wall = deskview.projector(work, self.id, now=table.clock()).words
        table.close()
        return self

    def rows(self):
        """The record, row by row, without what names a person or says by which way it came."""
        with self.table.store.read() as work:
            people = {p.id: p.seat for p in work.participants(self.id)}
            return [
                (c.number, c.round, c.kind, c.text, c.quotable, c.visibility, people.get(c.participant_id))
                for c in work.contributions(self.id)
            ]

    def sources(self):
        with self.table.store.read() as work:
            return {c.source for c in work.contributions(self.id)}

    def exported(self, ending):
        with self.table.store.read() as work:
            made = research.report(work, self.id)
        # The two sittings are the circle's second and third: what they are called by differs in that alone.
        out = io.BytesIO()
        exporter_for(ending).write(made, out, words="en")
        return re.sub(r"1(\\?)\.[23]", r"1\1.N", out.getvalue().decode())


@pytest.fixture(name="evenings")
def _evenings(table, lent):
    with_phones = Evening(table, phones=True).held()
    without = Evening(table, phones=False).held()
    with lent.to(table.store) as reader:
        for evening in (with_phones, without):
            reader.read(evening.id)
    return with_phones, without


def test_a_circle_with_no_phone_at_all_gives_the_same_record_and_report(evenings):
    """But for the source: words, order, rounds, consent, who said how much, themes, quotes, every format."""
    phones, paper = evenings
    assert (phones.sources(), paper.sources()) == ({"phone", "paper", "recorder"}, {"paper", "recorder"})
    assert phones.rows() == paper.rows()
    assert [text for _, _, _, text, *_ in paper.rows()].count("") == 1  # what was taken back
    assert [card.text for card in paper.wall] != [] and {c.text for c in phones.wall} == {
        c.text for c in paper.wall
    }
    for ending in (".md", ".csv", ".jsonl", ".html"):
        assert phones.exported(ending) == paper.exported(ending)
    assert "The council never answers our letters about the old road." in paper.exported(".csv")


def test_a_paper_slip_is_never_refused_for_want_of_a_phone(table):
    """Late slips are typed in after the round, and after the closing, as a phone's late words are."""
    evening = Evening(table, phones=False).held()
    table.record.keep(evening.id, "A late slip", key="late-slip-000001", paper=1, round="insight")
    with table.store.read() as work:
        assert work.contributions(evening.id)[-1].round == "insight"
    with pytest.raises(NotNow):
        evening.reveal.reveal(evening.id, seen=table.state)
