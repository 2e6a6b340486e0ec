"""What happens next with a circle's words: who asked, who answers and by when; later what was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from facilitator import codes, model, reading
from facilitator.entered import day_or_nothing, line_or_nothing, text_or_nothing, web_address
from facilitator.script import Script
from facilitator.session import Stale
from facilitator.work import Work
from participant_ui.port import NoSuchCircle, Promised, PromisePage, ThemeAnswered, WordsRefused

REJECTED = "rejected"


@dataclass(frozen=True)
class PageAddress:
    """Where the answers stand. `here_only`: it opens in the room alone, while this laptop runs."""

    url: str
    here_only: bool


@dataclass(frozen=True)
class Topic:
    """What can be answered: a theme of the circle, or a heading of the organiser's own (`theme` is "").

    `label` has its names by language; empty where the name went with the words it was made of. `status` is
    what the room said of it: confirmed, corrected, or "" where it did not; `checked` whether it was asked.
    One that is rejected is there for its answer alone, which stands on the desk and not on the page.
    `answer` is the id of the answer, `text` the answer, `on` its day.
    """

    session: str
    theme: str
    label: Mapping[str, str]
    status: str = ""
    checked: bool = False
    answer: str = ""
    text: str = ""
    on: str = ""

    @property
    def key(self) -> str:
        """Names the topic in a form: drafts are numbered anew by each reading, so its names are in it."""
        names = "" if self.checked else "|".join(self.label.values())
        own = self.answer if self.status == REJECTED or (not names and not self.checked) else ""
        return codes.digest(f"{self.session}/{self.theme}/{names}/{own}")[:20]


@dataclass(frozen=True)
class Awaited:
    """An answer promised by a day, while not all is said: `answered` of `asked` themes; whether it is late.

    `answered` and `asked` are both 0 where there is no theme yet, and nothing is answered.
    """

    promised: Promised
    answered: int
    asked: int
    overdue: bool


def of(work: Work, circle: str) -> Promised | None:
    """What was promised about this circle's words; None where nothing was said of it yet."""
    row = work.one(model.Promise, circle_id=circle)
    if row is None:
        return None
    told = _promised(work, row)
    return told if told.answers or any((row.commissioner, row.answers_by, row.due, row.note)) else None


def page_address(promised: Promised, place: str | None) -> PageAddress | None:
    """Where the answers will be read: the organiser's own address, else this laptop's (`host:port`).

    None where there is neither.
    """
    if promised.address:
        return PageAddress(promised.address, here_only=False)
    return PageAddress(f"http://{place}/n/{promised.token}", here_only=True) if place else None


def keep(work: Work, circle: str, said: Mapping[str, str]) -> None:
    """Keep commissioner, answers_by, due (YYYY-MM-DD), note and address; an empty one is taken away.

    Raises NoSuchCircle; WordsRefused(too_long, unreadable, no_day, no_address), and then nothing changed.
    """
    if work.circle(circle) is None:
        raise NoSuchCircle
    fields = {
        "commissioner": line_or_nothing(said.get("commissioner", "")),
        "answers_by": line_or_nothing(said.get("answers_by", "")),
        "due": day_or_nothing(said.get("due", "")),
        "note": text_or_nothing(said.get("note", "")),
        "address": web_address(said.get("address", "")),
    }
    row = work.one(model.Promise, circle_id=circle)
    token = row.token if row else codes.new_code(26)
    work.put(model.Promise(circle_id=circle, token=token, **fields))


def awaited(work: Work, circle: str, today: date) -> Awaited | None:
    """None where nothing was promised by a day, or all is said.

    All is said when each theme that was put before the room has its answer. Where none was, each draft: an
    answer under a heading of one's own is enough there, for a draft is only what a program suggests.
    """
    told = of(work, circle)
    if told is None or not told.due:
        return None
    found = [topic for topic in topics(work, circle) if topic.status != REJECTED]
    own = any(topic.text for topic in found if not topic.theme)
    asked = [t for t in found if t.checked] or [t for t in found if t.theme and t.label and not own]
    answered = sum(bool(topic.text) for topic in asked)
    if answered == len(asked) and (asked or own):
        return None
    return Awaited(told, answered, len(asked), told.due < today.isoformat())


def last_evening(work: Work, circle: str) -> tuple[str, int]:
    """The session of the circle's last evening and where its journal stands; ("", 0) before there was one."""
    evenings = _evenings(work, circle)
    return (evenings[-1].id, evenings[-1].last_seq) if evenings else ("", 0)


# what was done


def topics(work: Work, circle: str) -> list[Topic]:
    """The themes of this circle's evenings as the room checked them, else as drafted; then own headings.

    Then what answers stand on by themselves: own headings, themes whose name went, themes the room rejected
    later. What it rejected and nobody answered is not there, nor what a rehearsal brought.
    """
    answers = work.rows(model.ThemeAnswer, circle_id=circle)
    evenings = _evenings(work, circle)
    found = [topic for row in evenings for topic in _themes(work, row, answers)]
    answered = {topic.answer for topic in found}
    out = [
        _rejected(row.id, theme)
        for row in evenings
        for theme in reading.judged(work, row.id)
        if theme.status == REJECTED
    ]
    rest = (one for one in answers if one.id not in answered)
    return found + [_loose(one, out) for one in sorted(rest, key=lambda one: one.at)]


def answer(work: Work, circle: str, key: str, text: str) -> None:
    """Keep what was done about the topic with this key; an empty text takes the answer away.

    Raises Stale where the topic is no longer there; WordsRefused(too_long, unreadable).
    """
    topic = next((one for one in topics(work, circle) if one.key == key), None)
    if topic is None:
        raise Stale
    if text.strip():
        _answered(work, circle, topic, text)
    elif topic.answer:
        work.drop(model.ThemeAnswer, id=topic.answer)


def own_heading(work: Work, circle: str, heading: str, text: str) -> None:
    """An answer under a heading of the organiser's own words.

    Raises NoSuchCircle before there was an evening; WordsRefused(empty, too_long, unreadable).
    """
    evenings = _evenings(work, circle)
    if not evenings:
        raise NoSuchCircle
    if not heading.strip() or not text.strip():
        raise WordsRefused("empty")
    _answered(work, circle, Topic(evenings[-1].id, "", {"": line_or_nothing(heading)}), text)


def _answered(work: Work, circle: str, topic: Topic, text: str) -> None:
    row = work.one(model.ThemeAnswer, id=topic.answer) or model.ThemeAnswer(
        circle_id=circle, session_id=topic.session, theme=topic.theme, label="", text=""
    )
    row.label = _kept_label(topic) or row.label
    row.text, row.at = text_or_nothing(text), work.clock()
    work.put(row)
    if work.one(model.Promise, circle_id=circle) is None:  # answers stand on a page
        work.put(model.Promise(circle_id=circle, token=codes.new_code(26)))


def page(work: Work, token: str) -> PromisePage:
    """The public page. Raises NoSuchCircle where no promise has this token."""
    row = work.one(model.Promise, token=token)
    circle = work.circle(row.circle_id) if row else None
    if row is None or circle is None:
        raise NoSuchCircle
    series = work.series()
    evenings = _evenings(work, circle.id)
    on_it = [t for t in topics(work, circle.id) if t.status != REJECTED and (t.checked or t.text)]
    return PromisePage(
        circle=circle.title,
        question=circle.question,
        host=series.host if series else "",
        held=_held(evenings[-1]) if evenings else "",
        languages=languages(work, circle),
        promised=replace(_promised(work, row), answers=sum(bool(topic.text) for topic in on_it)),
        themes=[ThemeAnswered(topic.label, topic.text, topic.on, topic.status) for topic in on_it],
    )


def _promised(work: Work, row: model.Promise) -> Promised:
    return Promised(
        commissioner=row.commissioner,
        answers_by=row.answers_by,
        due=row.due,
        note=row.note,
        token=row.token,
        address=row.address,
        answers=len(work.rows(model.ThemeAnswer, circle_id=row.circle_id)),
    )


def _evenings(work: Work, circle: str) -> list[model.Session]:
    return [row for row in work.sessions(circle) if not row.rehearsal]


def _held(row: model.Session) -> str:
    return row.opened_at.date().isoformat() if row.opened_at else ""


def languages(work: Work, circle: model.Circle) -> list[str]:
    """The circle's own first, then those of its last evening's script, or of the script it has."""
    evenings = _evenings(work, circle.id)
    script = evenings[-1].script if evenings else circle.script
    spoken = Script.from_dict(script).languages if script else ()
    return [circle.language, *(one for one in spoken if one != circle.language)]


# themes and their names


def _themes(work: Work, row: model.Session, answers: list[model.ThemeAnswer]) -> list[Topic]:
    mine = [one for one in answers if one.session_id == row.id and one.theme]
    checked = reading.judged(work, row.id)
    if checked:
        stand = [one for one in checked if one.status != REJECTED and one.size]
        return [_checked(row.id, one, mine) for one in stand]
    return [_draft(row.id, theme, mine) for theme in reading.themes(work, row.id) if reading.names(theme)]


def _checked(session: str, theme: reading.Judged, answers: list[model.ThemeAnswer]) -> Topic:
    names = reading.names(theme)
    label = {"": theme.correction} if theme.correction else names
    found = _answer_to(answers, [theme.correction, *names.values()], theme.id if theme.status else "")
    return _with(Topic(session, theme.id, label, theme.status, checked=True), found)


def _draft(session: str, theme: reading.ThemeRead, answers: list[model.ThemeAnswer]) -> Topic:
    names = reading.names(theme)
    return _with(Topic(session, theme.id, names), _answer_to(answers, names.values()))


def _answer_to(
    answers: list[model.ThemeAnswer], names: Iterable[str], judged: str = ""
) -> model.ThemeAnswer | None:
    """Found by the name; by the number only where the room judged: other drafts are numbered anew."""
    known = {codes.digest(name) for name in names if name}
    by_name = (one for one in answers if one.label in known)
    by_number = (one for one in answers if judged and one.theme == judged)
    return next(by_name, None) or next(by_number, None)


def _rejected(session: str, theme: reading.Judged) -> Topic:
    names = reading.names(theme)
    label = {"": theme.correction} if theme.correction else names
    return Topic(session, theme.id, label, theme.status, checked=True)


def _loose(row: model.ThemeAnswer, rejected: list[Topic]) -> Topic:
    """An own heading; or an answer to a theme that was rejected, or whose name went with its words."""
    for topic in rejected:
        known = {codes.digest(name) for name in topic.label.values() if name}
        if row.theme and topic.session == row.session_id and (row.theme == topic.theme or row.label in known):
            return _with(topic, row)
    label = {"": row.label} if not row.theme else {}
    return _with(Topic(row.session_id, row.theme, label), row)


def _with(topic: Topic, answered: model.ThemeAnswer | None) -> Topic:
    if answered is None:
        return topic
    given = {"answer": answered.id, "text": answered.text, "on": answered.at.date().isoformat()}
    return Topic(**vars(topic) | given)


def _kept_label(topic: Topic) -> str:
    """Of a draft's name a digest: the name goes with the words it was made of, also from here."""
    first = next(iter(topic.label.values()), "")
    if not topic.theme:
        return first
    return codes.digest(first) if first else ""
