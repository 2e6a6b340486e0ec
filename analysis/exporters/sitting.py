"""What a report of one evening tells beside its themes, as blocks that a page and Markdown write alike."""

from collections.abc import Callable, Iterator, Sequence

from analysis.evening import Evening, Fall, Promise, Spread
from analysis.exporters.blocks import Block, Line, Pairs, Quotes, Section, Sub, Table
from analysis.exporters.telling import Telling
from analysis.keywords import short
from analysis.report import Quote


def after_themes(tell: Telling) -> Iterator[Section]:
    """What belongs to the themes: those the room did not keep, the recorder's answers, what happens next."""
    evening = tell.report.evening
    if evening is None:
        return
    for id, heading, blocks in (
        ("rejected", tell("Themes the room rejected"), list(_rejected(tell))),
        ("gone", tell("Checked in the room, no longer found so"), list(_gone(tell))),
        ("summary", tell("What the recorder answered at the end"), list(_answers(evening))),
        ("insights", tell("What people take with them"), list(_words(tell, evening.insights))),
        ("missing", tell("What people missed in the themes"), list(_words(tell, evening.missing))),
        ("next", tell("What happens next"), list(_next(tell, evening))),
    ):
        if blocks:
            yield Section(id, heading, blocks)


def about_the_evening(tell: Telling) -> Iterator[Section]:
    """How it was: what people answered about it, what was agreed, where the time went."""
    evening = tell.report.evening
    if evening is None:
        return
    for id, heading, blocks in (
        ("trust", tell("Trust before and after"), list(_trust(tell, evening))),
        ("feedback", tell("How it was for those who took part"), list(_feedback(tell, evening))),
        ("held", tell("How the circle was held"), list(_held(tell, evening))),
    ):
        if blocks:
            yield Section(id, heading, blocks)


def _rejected(tell: Telling) -> Iterator[Block]:
    if tell.report.rejected:
        yield Line(
            tell(
                "The people in the room said no to these. The words in them count as much as the rest, and "
                "what they are about is open."
            )
        )
    for theme in tell.report.rejected:
        yield Sub(tell.label(theme))
        yield Line(f"{tell.spread(theme)}. {tell('Words')}: {' · '.join(map(short, theme.keywords))}.")
        yield Quotes(tell.said(theme.quotes))


def _gone(tell: Telling) -> Iterator[Block]:
    if tell.report.gone:
        yield Line(
            tell(
                "The themes were read anew after the room had looked at them. Where a theme shares at least "
                "half of its contributions with one the room saw, it carries what the room said; these have "
                "no such theme any more."
            )
        )
        yield Pairs(
            [
                (one.label or tell("A theme whose words were taken back"), _fate(tell, one.status, one.size))
                for one in tell.report.gone
            ]
        )


def _fate(tell: Telling, status: str, size: int) -> str:
    return f"{tell.status(status)} · {tell.count('{n} contribution', '{n} contributions', size)}"


def _answers(evening: Evening) -> Iterator[Block]:
    for one in evening.answers:
        yield Sub(one.question)
        yield Line(one.text)


def _words(tell: Telling, ids: Sequence[str]) -> Iterator[Block]:
    """These contributions whole; of those not to be quoted only how many there are."""
    if not ids:
        return
    said = tell.said([Quote(c.id, 0, len(c.text), c.text) for c in tell.contributions(ids)])
    yield Quotes(said)
    if hidden := len(ids) - len(said):
        yield Line(tell.count("{n} more, not to be quoted.", "{n} more, not to be quoted.", hidden))


def _next(tell: Telling, evening: Evening) -> Iterator[Block]:
    if evening.promise:
        yield Pairs(_promised(tell, evening.promise))
        if evening.promise.note:
            yield Line(evening.promise.note)
    else:
        yield Line(tell("Nothing was said of who answers, and by when."))
    for one in evening.done:
        yield Sub(one.theme or tell("A theme whose words were taken back"))
        yield Line(one.text)
        yield Line(tell("Answered on {day}", day=tell.day(one.on)))


def _promised(tell: Telling, promise: Promise) -> list[tuple[str, str]]:
    pairs = [
        (tell("Who asked for it"), promise.commissioner),
        (tell("Who answers"), promise.answers_by),
        (tell("By when"), tell.day(promise.due)),
        (tell("Where the answers stand"), promise.address),
    ]
    return [(what, said) for what, said in pairs if said]


def _trust(tell: Telling, evening: Evening) -> Iterator[Block]:
    if not evening.trust:
        return
    yield Line(
        tell(
            "From 0, not at all, to 10, completely: the middle answer, and between which two the middle half "
            "lies; of people who gave a number both times. They are those who came, and no sample."
        )
    )
    heads = [tell("Question"), tell("Before"), tell("After"), tell("Each person's change"), "n"]
    rows = [
        [
            one.question,
            _spread(one.before, tell.figure),
            _spread(one.after, tell.figure),
            _spread(one.change, tell.change),
            str(one.n),
        ]
        for one in evening.trust
    ]
    yield Table(heads, rows)


def _spread(spread: Spread, figure: Callable[[float], str]) -> str:
    low, middle, high = (figure(value) for value in (spread.low, spread.median, spread.high))
    return f"{middle} ({low} … {high})"


def _feedback(tell: Telling, evening: Evening) -> Iterator[Block]:
    if not evening.feedback:
        return
    yield Line(tell.count("{n} form was handed in.", "{n} forms were handed in.", evening.forms))
    for lowest, words in (
        (1, tell("How many chose each number from 1, not true at all, to 5, completely true")),
        (0, tell("How many chose each number from 0, not at all, to 10, completely")),
    ):
        falls = [fall for fall in evening.feedback if fall.lowest == lowest]
        if falls:
            yield Line(words)
            yield _falls(tell, falls)


def _falls(tell: Telling, falls: Sequence[Fall]) -> Table:
    numbers = [str(falls[0].lowest + step) for step in range(len(falls[0].counts))]
    rows = [[fall.question, *map(str, fall.counts), str(fall.n)] for fall in falls]
    return Table([tell("Question"), *numbers, "n"], rows)


def _held(tell: Telling, evening: Evening) -> Iterator[Block]:
    if evening.rules:
        accepted = tell("The group accepted these ground rules")
        yield Sub(
            accepted
            if evening.rules_accepted
            else tell("Ground rules; it is not noted that the group accepted them")
        )
        yield Pairs([(str(number), rule) for number, rule in enumerate(evening.rules, start=1)])
        if evening.rules_set:
            yield Line(tell("Rule set: {name}", name=evening.rules_set))
    if evening.rounds:
        yield Sub(tell("Rounds, in minutes"))
        rows = [[one.title, str(one.planned), str(one.used)] for one in evening.rounds]
        total = [
            tell("Together"),
            str(sum(r.planned for r in evening.rounds)),
            str(sum(r.used for r in evening.rounds)),
        ]
        yield Table([tell("Round"), tell("planned"), tell("taken")], [*rows, total])
    if evening.method:
        yield Line(evening.method)
