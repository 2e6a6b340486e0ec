"""What happens next, and the annexes: codebook, script, feedback, trust before and after, data, method."""

from collections.abc import Callable, Iterator, Sequence

from analysis.across import LEAST, pulse
from analysis.appendix import appendix
from analysis.circles import CircleHeld
from analysis.evening import Evening, Fall, Promise, Spread, Trust
from analysis.exporters.blocks import Block, Line, Pairs, Points, Section, Sub, Table
from analysis.exporters.particulars import tried
from analysis.exporters.telling import Telling
from analysis.summary.gathered import Gathered
from analysis.summary.insights import further
from analysis.summary.together import recorded


def next_steps(all_: Gathered) -> Section:
    """Who answers, by when; circles with the same promise stand together."""
    tell = all_.tell
    blocks: list[Block] = []
    for promise, circles in _promises(all_):
        blocks += [Pairs(_promised(tell, promise, circles))]
        if promise.note:
            blocks.append(Line(promise.note))
    if not blocks:
        blocks.append(Line(tell("Nothing was said of who answers, and by when.")))
    for held in all_.report.circles:
        for one in held.evening.done if held.evening else ():
            blocks += [Sub(one.theme or tell("A theme whose words were taken back")), Line(one.text)]
            blocks.append(Line(tell("Answered on {day}", day=tell.day(one.on)), "quiet"))
    return Section("next", tell("What happens next"), blocks)


def _promises(all_: Gathered) -> list[tuple[Promise, list[str]]]:
    found: dict[Promise, list[str]] = {}
    for held in all_.report.circles:
        if held.evening and held.evening.promise:
            found.setdefault(held.evening.promise, []).append(held.id)
    return list(found.items())


def _promised(tell: Telling, promise: Promise, circles: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [
        (tell("Who asked for it"), promise.commissioner),
        (tell("Who answers"), promise.answers_by),
        (tell("By when"), tell.day(promise.due)),
        (tell("Where the answers stand"), promise.address),
        (tell("Circles"), ", ".join(circles)),
    ]
    return [(what, said) for what, said in pairs if said]


def annexes(all_: Gathered) -> Iterator[Section]:
    yield from further(all_)
    yield _circles(all_)
    yield from recorded(all_, annex=True)
    yield from _pulse(all_)
    yield from _feedback(all_)
    yield from _script(all_)
    yield from _codebook(all_)
    yield _data(all_)
    yield appendix(all_.tell, all_.shown("new-themes"))


def _circles(all_: Gathered) -> Section:
    """Which circle a number stands for: no nearer than region and month, and no few people counted."""
    tell = all_.tell
    pairs = [
        (tell("Circle {circle}", circle=held.id), _held(tell, held)) for held in all_.lines.circles.values()
    ]
    return Section("circles", tell("The circles"), [Pairs(pairs)])


def _held(tell: Telling, held: CircleHeld) -> str:
    many = tell.count("{n} person", "{n} people", held.people) if held.people >= LEAST else ""
    language = tell.language_name(held.language) if held.language else ""
    return " · ".join(one for one in (held.region, tell.month(held.day), language, many) if one) or "–"


def _pulse(all_: Gathered) -> Iterator[Section]:
    """Each circle by itself: in each other people answered."""
    tell, asked = all_.tell, pulse(all_.report)
    if not asked:
        return
    words = tell(
        "From 0, not at all, to 10, completely; of people who gave a number both times, in each circle by "
        "itself: the middle answer, in brackets between which two the middle half lies, and how far each "
        "person's own answer moved. Only circles where five people or more answered. They are those who "
        "came, and no sample."
    )
    blocks: list[Block] = [Line(words)]
    heads = [tell("Circle"), "n", tell("Before"), tell("After"), tell("Each person's own change")]
    for question, told in asked.items():
        rows = [[one.circle, str(one.trust.n), *_moved(tell, one.trust)] for one in told]
        circles = tell.count("In {n} circle.", "In {n} circles.", len(told))
        blocks += [Sub(question), Line(circles), Table(heads, rows)]
    yield Section("trust", tell("Trust before and after"), [*blocks, *all_.shown("trust-before-and-after")])


def _moved(tell: Telling, one: Trust) -> list[str]:
    """Before, after, and each person's own change."""
    found = [_middle(tell.figure, one.before), _middle(tell.figure, one.after)]
    return [*found, _middle(tell.change, one.change)]


def _middle(figure: Callable[[float], str], one: Spread) -> str:
    return f"{figure(one.median)} ({figure(one.low)} … {figure(one.high)})"


def _evenings(all_: Gathered) -> list[Evening]:
    return [held.evening for held in all_.report.circles if held.evening]


def _feedback(all_: Gathered) -> Iterator[Section]:
    """Answers of all circles together, question by question; none where very few answered."""
    tell, evenings = all_.tell, _evenings(all_)
    forms = sum(one.forms for one in evenings)
    summed: dict[tuple[str, int], list[int]] = {}
    for fall in (fall for one in evenings for fall in one.feedback):
        counts = summed.setdefault((fall.question, fall.lowest), [0] * len(fall.counts))
        summed[fall.question, fall.lowest] = [a + b for a, b in zip(counts, fall.counts, strict=True)]
    falls = [Fall(question, lowest, counts) for (question, lowest), counts in summed.items()]
    falls = [fall for fall in falls if fall.n >= LEAST]
    if not falls:
        return
    blocks: list[Block] = [Line(tell.count("{n} form was handed in.", "{n} forms were handed in.", forms))]
    blocks.append(Line(tell("n is how many answered that question: not everybody answered each.")))
    for lowest, words in (
        (1, tell("How many chose each number from 1, not true at all, to 5, completely true")),
        (0, tell("How many chose each number from 0, not at all, to 10, completely")),
    ):
        if mine := [fall for fall in falls if fall.lowest == lowest]:
            blocks += [Line(words), _falls(tell, mine)]
    yield Section("feedback", tell("How it was for those who took part"), blocks)


def _falls(tell: Telling, falls: Sequence[Fall]) -> Table:
    numbers = [str(falls[0].lowest + step) for step in range(len(falls[0].counts))]
    rows = [[fall.question, *map(str, fall.counts), str(fall.n)] for fall in falls]
    return Table([tell("Question"), *numbers, "n"], rows)


def _script(all_: Gathered) -> Iterator[Section]:
    """The rounds that most circles went through, and the ground rules."""
    tell, evenings = all_.tell, [one for one in _evenings(all_) if one.rounds]
    if not evenings:
        return
    shapes = [tuple((one.title, one.planned) for one in evening.rounds) for evening in evenings]
    usual = max(shapes, key=lambda one: (shapes.count(one), -shapes.index(one)))
    first = evenings[shapes.index(usual)]
    same = tell.count(
        "As planned in {n} circle; how long it took may differ.",
        "As planned in {n} circles; how long it took may differ.",
        shapes.count(usual),
    )
    rows = [(title, tell.count("{n} minute", "{n} minutes", planned)) for title, planned in usual]
    blocks: list[Block] = [Line(same), Pairs(rows)]
    if first.rules:
        blocks += [Sub(tell("Ground rules")), Points(list(first.rules))]
    if first.method:
        blocks.append(Line(first.method, "quiet"))
    yield Section("script", tell("How an evening went"), blocks)


def _codebook(all_: Gathered) -> Iterator[Section]:
    book, tell = all_.report.codebook, all_.tell
    if book is None:
        return
    said = [
        (
            book.named(code.id, tell.language),
            code.definition.get(tell.language) or code.definition.get("en", ""),
        )
        for code in book.codes
    ]
    yield Section("codebook", tell("Codebook"), [Line(tried(tell, book.status)), Pairs(said)])


def _data(all_: Gathered) -> Section:
    tell, report = all_.tell, all_.report
    points = [
        tell(
            "Each quote and each count leads to contributions by circle and number; the list of them can be "
            "had from whoever holds the series, as consent allows."
        ),
        tell("A checklist for research reports (COREQ) and the data as files come with the archive package."),
        tell.count(
            "{n} contribution was taken back by who said it, and stands in no figure here.",
            "{n} contributions were taken back by those who said them, and stand in no figure here.",
            report.withdrawn,
        ),
        tell("Whoever was there can still take back their words; copies from then on are without them."),
    ]
    return Section("data", tell("Data and corrections"), [Points(points)])
