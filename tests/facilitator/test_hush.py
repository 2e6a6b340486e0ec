"""No byte of others' words reaches a phone before they are revealed: whatever a phone can get is searched."""

import itertools
import json
import time
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator import wall
from facilitator.app import create_app
from facilitator.events import ALL, ContributionKept, Role, WordsRevealed
from facilitator.folder import open_folder
from facilitator.gate import DOOR, Door
from facilitator.script import load
from facilitator.session import Visibility
from facilitator.settings import Settings
from participant_ui.port import Consent, NotNow, NotYours, Stage, WordsRefused

SCRIPT = {"X-Requested-With": "aplis", "Accept": "application/json"}
ROUNDS = ("experience", "second-thoughts", "insight", "dialogue")  # phones, facilitator, projector, away
KEYS, CANARIES = itertools.count(), itertools.count()


class Leak(AssertionError):
    """A phone got what it must not have."""


@dataclass
class Said:
    """What the facilitator did with words, as a person beside them would note it down."""

    author: int
    round: str
    canary: str
    state: str = "kept"
    old: list[str] = field(default_factory=list)


class Evening:
    """A circle with two phones and one person on paper; after every act, all that a phone has is searched."""

    def __init__(self, app, house):
        self.app, self.house = app, house
        self.said: dict[str, Said] = {}
        self.cards: list[set[str]] = []
        self.quote = [True, True, True]
        script = load("timeout-120")
        rounds = [replace(r, shared="phones") if r.id == "experience" else r for r in script.rounds]
        self.script = replace(script, rounds=rounds)
        with house.store.read() as work:
            (circle,) = work.circles()
        self.id = house.prepare.session(circle.id, self.script)
        with house.store.read() as work:
            self.link = work.session(self.id).link
        self.phones = [self._sit() for _ in range(2)]
        self.lines = [self._listen(phone) for phone in self.phones]
        _, self.slip = house.desk.paper_slip(self.id, Consent(True, False), key=f"paper-{next(KEYS):016}")
        house.desk.move(self.id, Stage.OPEN, seen=0)
        self.turn(0)

    def _sit(self):
        phone = self.app.test_client()
        phone.environ_base |= {DOOR: Door.PHONES}
        form = {"key": f"key-{next(KEYS):016}", "language": "en", "quote": "on"}
        assert phone.post(f"/j/{self.link}/seat", data=form).status_code == 303
        return phone

    def _listen(self, phone):
        line = self.house.line.socketio.test_client(self.app, flask_test_client=phone)
        assert line.emit("resume", {"session": self.id, "seq": 0}, callback=True)["session"] == self.id
        return line

    # what people do

    def keep(self, author, _=0):
        canary = f"hush{next(CANARIES):05}hush"
        key = f"key-{next(KEYS):016}"
        if author < 2:
            form = {"key": key, "text": canary, "round": ""}
            answer = self.phones[author].post(f"/c/{self.id}/words", data=form, headers=SCRIPT)
            id = answer.json["id"] if answer.status_code == 201 else ""
        else:
            id = self.house.record.keep(self.id, canary, key=key, paper=1).id
        if id:
            self.said[id] = Said(author, ROUNDS[self.at], canary)

    def mend(self, author, which):
        if (id := self._one(which, author)) is None:
            return
        said, canary = self.said[id], f"hush{next(CANARIES):05}hush"
        if author < 2:
            address = f"/c/{self.id}/words/{id}/mend"
            assert self.phones[author].post(address, data={"text": canary}, headers=SCRIPT).status_code == 200
        else:
            self.house.slips.mend(self.slip, id, canary)
        said.old.append(said.canary)
        said.canary = canary
        self._alone(id)

    def withdraw(self, author, which):
        if (id := self._one(which, author)) is None:
            return
        if author < 2:
            self.phones[author].post(f"/c/{self.id}/words/{id}/back", data={}, headers=SCRIPT)
        else:
            self.house.slips.withdraw(self.slip, id)
        self.said[id].state = "withdrawn"
        self._alone(id)

    def agree(self, author, which):
        self.quote[author] = bool(which % 2)
        if author < 2:
            form = {"quote": "on"} if self.quote[author] else {}
            self.phones[author].post(f"/c/{self.id}/consent", data=form, headers=SCRIPT)
        else:
            self.house.slips.agree(self.slip, Consent(self.quote[author], False))
        if not self.quote[author]:
            for id in [id for id, said in self.said.items() if said.author == author]:
                self._alone(id)
                if self.said[id].state == "released":
                    self.said[id].state = "hidden"

    # what the facilitator does

    def turn(self, index, _=0):
        self.at = index % len(ROUNDS)
        ids = [r.id for r in self.script.rounds]
        self.house.desk.turn(self.id, ids.index(ROUNDS[self.at]), seen=self.state)

    def reveal(self, *_):
        try:
            self.house.reveal.reveal(self.id, seen=self.state)
        except NotNow:
            return
        for said in self.said.values():
            if said.round == ROUNDS[self.at] and said.state == "kept" and self.quote[said.author]:
                said.state = "released"

    def hide(self, _, which):
        if (id := self._one(which)) and self._did(self.house.desk.hide, self.id, id):
            for one in self._card(id):
                self.said[one].state = "hidden"

    def show(self, _, which):
        if (id := self._one(which)) and self._did(self.house.desk.release, self.id, id):
            for one in self._card(id):
                self.said[one].state = "released"

    def join(self, which, other):
        one, two = self._one(which), self._one(other)
        if one and two and one != two and self._did(self.house.reveal.join, self.id, [one, two]):
            whole = self._card(one) | self._card(two)
            self.cards = [card for card in self.cards if not card & whole] + [whole]
            if any(self.said[id].state == "released" for id in whole):
                for id in whole:
                    self.said[id].state = "released"

    def part(self, _, which):
        if id := self._one(which):
            self.house.reveal.part(self.id, id)

    def _did(self, act, *given):
        try:
            act(*given)
        except (NotNow, NotYours, WordsRefused):
            return False
        return True

    @property
    def state(self):
        with self.house.store.read() as work:
            return work.session(self.id).state

    def _one(self, which, author=None):
        mine = [
            id
            for id, said in self.said.items()
            if said.state != "withdrawn" and author in (None, said.author)
        ]
        return mine[which % len(mine)] if mine else None

    def _card(self, id):
        """All that may stand on one card with these words: parted or not, to be on the safe side."""
        return next((card for card in self.cards if id in card), {id})

    def _alone(self, id):
        self.cards = [card - {id} for card in self.cards]

    # what a phone has

    def may(self, said):
        """May others' phones hold these words now?"""
        return said.state == "released" and said.round == "experience"

    def look(self, before):
        """Raises Leak where a phone holds a word of others that is not revealed, or not any more."""
        for number, phone in enumerate(self.phones):
            told = self._told(number)
            holds = {
                "page": phone.get(f"/c/{self.id}/").text,
                "now": phone.get(f"/c/{self.id}/now").text,
                "since": phone.get(f"/c/{self.id}/since/0").text,
                "resume": json.dumps(self._resumed(number)),
                "packets": json.dumps(told),
            }
            for where, text in holds.items():
                self._search(number, where, text, before if where == "packets" else frozenset())

    def _search(self, phone, where, text, before):
        for said in self.said.values():
            if said.author == phone:
                continue
            if said.canary in text and not self.may(said) and said.canary not in before:
                raise Leak(where)
            if any(old in text for old in said.old) and not before.intersection(said.old):
                raise Leak(f"corrected away: {where}")

    def _resumed(self, number):
        return self.lines[number].emit("resume", {"session": self.id, "seq": 0}, callback=True)

    def _told(self, number):
        """Everything that came over the line until now: a nudge comes after the news that were waiting."""
        heard = []
        self.house.line.nudge(self.id, Role.PHONES, "marker")
        while not any(packet["name"] == "nudge" for packet in heard):
            time.sleep(0.001)
            heard += self.lines[number].get_received()
        return heard

    def leave(self):
        for line in self.lines:
            line.disconnect()


@pytest.fixture(name="house", scope="module")
def _house(tmp_path_factory):
    data = open_folder(tmp_path_factory.mktemp("hush") / "aplis")
    app, house = create_app(Settings(data=data, address="circle.test"), console_port=8760, phone_port=8770)
    house.store.open(data / "trust.aplis")
    house.prepare.series(title="Trust", question="?", host="Made-up association")
    house.prepare.circle(title="Evening", question="", place="", language="en")
    house.circle.limits.BURST = 1e9
    yield app, house
    house.store.close()


def played(house, acts):
    """An evening of these acts, each of (what, who, which), with a look after every one."""
    evening = Evening(*house)
    try:
        for what, who, which in acts:
            before = frozenset(said.canary for said in evening.said.values() if evening.may(said))
            getattr(evening, what)(who, which)
            evening.look(before)
    finally:
        evening.leave()
    return evening


ACTS = (
    "keep",
    "keep",
    "keep",
    "mend",
    "withdraw",
    "agree",
    "reveal",
    "reveal",
    "hide",
    "show",
    "join",
    "part",
)
act = st.tuples(st.sampled_from((*ACTS, "turn")), st.integers(0, 2), st.integers(0, 5))


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(act, min_size=4, max_size=12))
def test_no_phone_gets_words_of_others_before_they_are_revealed_or_after_they_are_hidden(house, acts):
    """Page, room, news asked for, news on the line: whatever people and facilitator do, in any order."""
    played(house, acts)


EVERYTHING = [
    ("keep", 0, 0), ("keep", 1, 0), ("keep", 2, 0), ("mend", 0, 0), ("reveal", 0, 0), ("mend", 1, 0),
    ("hide", 0, 0), ("show", 0, 0), ("join", 0, 1), ("withdraw", 0, 0), ("keep", 0, 0), ("agree", 2, 0),
    ("turn", 2, 0), ("keep", 0, 0), ("keep", 1, 0), ("reveal", 0, 0), ("turn", 3, 0), ("hide", 0, 2),
    ("turn", 0, 0), ("reveal", 0, 0),
]  # fmt: skip


def test_the_control_an_evening_in_which_words_do_reach_the_phones(house):
    """The law is not kept by silence: revealed words are on the other phone, in every way it can ask."""
    evening = played(house, EVERYTHING[:5])
    (theirs,) = [said for said in evening.said.values() if said.author == 1]
    phone = evening.phones[0]
    for path in ("", "now", "since/0"):
        assert theirs.canary in phone.get(f"/c/{evening.id}/{path}").text
    played(house, EVERYTHING)


def page_too_early(monkeypatch):
    monkeypatch.setattr(wall, "before", lambda said, role: bool(said.text))
    monkeypatch.setattr(wall, "_places", lambda entries, rounds, only: dict.fromkeys(rounds, 0))


def news_too_early(monkeypatch):
    monkeypatch.setattr(ContributionKept, "heard_by", ALL)


def wall_on_phones(monkeypatch):
    monkeypatch.setattr(WordsRevealed, "told_to", classmethod(lambda cls, role, news: news))


def hidden_told_again(monkeypatch):
    seen = wall.before
    shown = {Visibility.RELEASED, Visibility.HIDDEN}
    monkeypatch.setattr(
        wall,
        "before",
        lambda said, role: said.visibility in shown if role is Role.PHONES else seen(said, role),
    )


@pytest.mark.parametrize("leak", [page_too_early, news_too_early, wall_on_phones, hidden_told_again])
def test_the_control_a_leaking_circle_is_caught(house, monkeypatch, leak):
    """With one thing made wrong in each, the same look finds it: the law has teeth."""
    leak(monkeypatch)
    with pytest.raises(Leak):
        played(house, EVERYTHING)
