"""Whom a circle is for: groups and never names, who is missing among them, and what the invitation says."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from math import ceil
from typing import Any
from uuid import uuid4

from facilitator import model
from facilitator.entered import day_or_nothing, hour_or_nothing, line_or_nothing, text_or_nothing, web_address
from facilitator.saying import N_
from facilitator.work import Work
from participant_ui.port import NoSuchCircle

SMALLEST, LARGEST = 6, 12
MOST_GROUPS = 60

TYPES = {
    "know": N_("those who know about it"),
    "affected": N_("those whose life it touches"),
    "seldom": N_("those who are seldom invited"),
    "influence": N_("those who can change something"),
}
"""The four kinds of people a circle needs."""


@dataclass(frozen=True)
class Question:
    """A question to think with, and the kind of people its answer usually names."""

    id: str
    text: str
    type: str


QUESTIONS = (
    Question("understanding", N_("Who must be there so that we understand it more deeply?"), "know"),
    Question("matters", N_("To whom does it matter?"), "affected"),
    Question("life", N_("Whose everyday life does it change?"), "affected"),
    Question("seldom", N_("Who usually does not come to such talks?"), "seldom"),
    Question("interested", N_("Who else could be interested?"), ""),
    Question("decisions", N_("Who has a say when it is decided?"), "influence"),
    Question("sectors", N_("Which fields of work and life belong to it?"), "know"),
    Question("between", N_("Who stands somewhere between the two loudest sides?"), ""),
)


@dataclass(frozen=True)
class Group:
    """People of one kind; `types` are of TYPES, `question` is the one it was thought of by, or ""."""

    id: str
    name: str
    types: Sequence[str] = ()
    question: str = ""
    how: str = ""
    invited: int = 0
    yes: int = 0


@dataclass(frozen=True)
class Wording:
    """The invitation's own words in one language; what is empty is said as the circle says it.

    `reply` is how people say that they come, `tuning` questions to think about beforehand.
    """

    title: str = ""
    question: str = ""
    place: str = ""
    reply: str = ""
    why: str = ""
    tuning: Sequence[str] = ()


@dataclass(frozen=True)
class When:
    """Day as YYYY-MM-DD, times as HH:MM; `page` is an address to read more at."""

    day: str = ""
    begins: str = ""
    ends: str = ""
    page: str = ""


@dataclass(frozen=True)
class Plan:
    groups: Sequence[Group] = ()
    when: When = field(default_factory=When)
    words: Mapping[str, Wording] = field(default_factory=dict)
    ticked: Sequence[str] = ()
    also: Sequence[str] = ()


@dataclass(frozen=True)
class Missing:
    """Who is not there yet.

    `types` have no group at all; `nobody_of` have groups of which nobody said yes. `not_invited` and `silent`
    are groups nobody of whom was invited, or said yes. `size` of those who come: none, few, fits or many;
    `circles` is how many circles they make.
    """

    types: Sequence[str]
    nobody_of: Sequence[str]
    not_invited: Sequence[str]
    silent: Sequence[str]
    invited: int
    coming: int
    size: str
    circles: int

    @property
    def all_types(self) -> Sequence[str]:
        """Of these nobody will sit in the circle as it stands."""
        return [one for one in TYPES if one in {*self.types, *self.nobody_of}]


def who_is_missing(groups: Sequence[Group]) -> Missing:
    """Reckoned from types without a group and from groups of which nobody comes."""
    thought_of = {one for group in groups for one in group.types}
    coming = {one for group in groups if group.yes for one in group.types}
    yes = sum(group.yes for group in groups)
    return Missing(
        types=[one for one in TYPES if one not in thought_of],
        nobody_of=[one for one in TYPES if one in thought_of - coming],
        not_invited=[group.name for group in groups if not group.invited and not group.yes],
        silent=[group.name for group in groups if group.invited and not group.yes],
        invited=sum(group.invited for group in groups),
        coming=yes,
        size=size(yes),
        circles=max(1, ceil(yes / LARGEST)),
    )


def size(people: int) -> str:
    """none, few (under six), fits, or many (over twelve: more than one circle)."""
    if people < SMALLEST:
        return "few" if people else "none"
    return "fits" if people <= LARGEST else "many"


def missing(work: Work, circle: str) -> Missing | None:
    """Who was missing in this circle, for its reports; None where nobody was planned for."""
    groups = plan(work, circle).groups
    return who_is_missing(groups) if groups else None


# the plan in the file


def plan(work: Work, circle: str) -> Plan:
    """As it was kept; an empty one where nothing was. Raises NoSuchCircle."""
    if work.circle(circle) is None:
        raise NoSuchCircle
    row = work.one(model.Plan, circle_id=circle)
    return _read(row.body) if row else Plan()


def keep_group(work: Work, circle: str, group: Group) -> str:
    """Add a group, or change the one with this id. Returns its id.

    Raises NoSuchCircle; WordsRefused(empty, too_long, unreadable).
    """
    now = plan(work, circle)
    kept = replace(
        group,
        id=group.id or uuid4().hex[:8],
        name=line_or_nothing(group.name, needed=True),
        how=line_or_nothing(group.how),
        types=[one for one in TYPES if one in group.types],
        question=group.question if group.question in {one.id for one in QUESTIONS} else "",
    )
    if not group.id:
        _keep(work, circle, replace(now, groups=[*now.groups, kept][:MOST_GROUPS]))
    elif all(one.id != kept.id for one in now.groups):
        raise NoSuchCircle
    else:
        _keep(work, circle, replace(now, groups=[kept if one.id == kept.id else one for one in now.groups]))
    return kept.id


def drop_group(work: Work, circle: str, id: str) -> None:
    now = plan(work, circle)
    _keep(work, circle, replace(now, groups=[one for one in now.groups if one.id != id]))


def keep_invitation(work: Work, circle: str, when: When, language: str, words: Wording) -> None:
    """Keep when it is, and the words in one language. Raises as promise.keep."""
    now = plan(work, circle)
    typed = When(
        day=day_or_nothing(when.day),
        begins=hour_or_nothing(when.begins),
        ends=hour_or_nothing(when.ends),
        page=web_address(when.page),
    )
    said = Wording(
        title=line_or_nothing(words.title),
        question=line_or_nothing(words.question),
        place=line_or_nothing(words.place),
        reply=line_or_nothing(words.reply),
        why=text_or_nothing(words.why),
        tuning=[kept for one in words.tuning if (kept := line_or_nothing(one))],
    )
    _keep(work, circle, replace(now, when=typed, words={**now.words, language: said}))


def keep_venue(work: Work, circle: str, ticked: Sequence[str], also: Sequence[str]) -> None:
    """What of the checklist is done, and what else to remember. Raises as keep_group."""
    now = plan(work, circle)
    more = [kept for one in also if (kept := line_or_nothing(one))]
    _keep(work, circle, replace(now, ticked=list(ticked), also=more))


def worded(work: Work, circle: str, language: str) -> Wording:
    """The invitation's words in this language; the circle's where none were typed. Raises NoSuchCircle."""
    row, now = work.circle(circle), plan(work, circle)
    assert row is not None
    said = now.words.get(language, Wording())
    own = now.words.get(row.language, Wording())
    return Wording(
        title=said.title or own.title or row.title,
        question=said.question or own.question or row.question,
        place=said.place or own.place or row.place,
        reply=said.reply or own.reply,
        why=said.why or own.why,
        tuning=said.tuning or own.tuning,
    )


def _keep(work: Work, circle: str, kept: Plan) -> None:
    work.put(model.Plan(circle_id=circle, body=asdict(kept)))


def _read(body: Mapping[str, Any]) -> Plan:
    return Plan(
        groups=[Group(**one) for one in body["groups"]],
        when=When(**body["when"]),
        words={language: Wording(**said) for language, said in body["words"].items()},
        ticked=body["ticked"],
        also=body["also"],
    )
