"""The appendix on method that writes itself: who decided what and when, versions, agreement, what was taken
back, where it fails."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from analysis.agreed import NO_VARIATION, NOT_ASKED_FOR, NOT_TWO_CODERS, TOO_FEW_UNITS, Agreement, Figure
from analysis.exporters import holding
from analysis.exporters.blocks import Block, Line, Pairs, Points, Section, Sub, Table
from analysis.exporters.telling import Telling
from analysis.report import Decided, Report

READ = "read"
_STEPS = ("undo", "redo", READ)


def appendix(tell: Telling, more: Sequence[Block] = ()) -> Section:
    """`more` stands with what is told of how themes were found, as a picture of when the last one came up."""
    parts = [
        _limits(tell),
        _reading(tell, more),
        *_decisions(tell),
        *_coders(tell),
        _account(tell),
        Section("particulars", tell("Particulars"), [*_as_read(tell), Pairs(tell.particulars())]),
    ]
    return Section("method", tell("How it was done, and where it fails"), [Line(_whose(tell))], parts)


def _as_read(tell: Telling) -> Iterator[Line]:
    """That particulars are of the last reading, where people decided something: then other figures stand
    elsewhere."""
    log = tell.report.log
    if any(one.what != READ for one in log):
        days = sorted(one.at[:10] for one in log if one.what == READ and one.at)
        if days:
            words = tell(
                "As the program read it on {day}, without what people decided.", day=tell.day(days[-1])
            )
        else:
            words = tell("As the program read it, without what people decided.")
        yield Line(words)


def _whose(tell: Telling) -> str:
    return tell(
        "The circles follow a method of dialogue that others made and described in public. This report is "
        "not affiliated with them, nor endorsed by them."
    )


def _limits(tell: Telling) -> Section:
    points = [
        tell(
            "This is not a survey. People came of their own will; what was said often was not said by a "
            "known share of anybody, and what was not said may still be thought."
        ),
        *holding.limits(tell),
    ]
    return Section("limits", tell("What themes are not, and where they fail"), [Points(points)])


def _reading(tell: Telling, more: Sequence[Block]) -> Section:
    steps: list[Block] = [Line(one) for one in (*tell.method(), holding.leakage(tell)) if one]
    if table := holding.numbers(tell):
        steps += [Sub(tell("How well each theme holds, in numbers"), "numbers"), table]
    return Section("reading", tell("From words to themes"), [*steps, *more])


def acts(tell: Telling) -> Mapping[str, str]:
    """What a person at the reading desk can do, in words, in the order in which it is told; what takes an
    act back has a minus before its name."""
    return {
        "rename": tell("Themes named anew"),
        "define": tell("Themes defined"),
        "merge": tell("Themes merged"),
        "split": tell("Themes split"),
        "create": tell("Themes made by hand"),
        "refuse": tell("Themes set aside"),
        "-refuse": tell("Themes brought back"),
        "advance_theme": tell("Themes reviewed or released"),
        "move": tell("Contributions moved"),
        "assign": tell("Contributions put into a further theme"),
        "unassign": tell("Contributions taken out of a further theme"),
        "pin": tell("Contributions pinned"),
        "-pin": tell("Contributions no longer pinned"),
        "reject": tell("Contributions left out"),
        "-reject": tell("Contributions brought back in"),
        "code": tell("Contributions coded"),
        "advance": tell("Contributions reviewed or released"),
        "mark": tell("Quotes chosen"),
        "unmark": tell("Quotes no longer chosen"),
        "memo": tell("Memos written"),
        "insight": tell("Insights written"),
        "-insight": tell("Insights struck out"),
        READ: tell("Read anew"),
        "undo": tell("Decisions undone"),
        "redo": tell("Decisions done again"),
    }


def _decisions(tell: Telling) -> Iterator[Section]:
    log = tell.report.log
    decided = [one for one in log if one.what != READ]
    if not decided:
        none = Line(tell("No researcher decided anything: all themes are as the program suggests them."))
        yield Section("decisions", tell("What people decided"), [none])
        return
    blocks: list[Block] = [
        Line(tell("Each decision is kept with who, when and why; reading anew never undoes one.")),
        _kinds(tell, decided),
        Sub(tell("Who decided")),
        Pairs([(who or tell("nobody gave a name"), _span(tell, mine)) for who, mine in _by_person(decided)]),
        *_after_reading(tell, log),
    ]
    yield Section("decisions", tell("What people decided"), blocks)


def _kinds(tell: Telling, log: Sequence[Decided]) -> Table:
    times, words = Counter(f"-{one.what}" if one.off else one.what for one in log), acts(tell)
    kinds = [*(one for one in words if times[one]), *sorted(times.keys() - words.keys())]
    rows = [[words.get(kind, kind.removeprefix("-")), str(times[kind])] for kind in kinds]
    total = [tell("Together"), str(sum(times.values()))]
    return Table([tell("Decision"), tell("How often")], [*rows, total], totals=True)


def _by_person(log: Sequence[Decided]) -> list[tuple[str, list[Decided]]]:
    return [(who, [one for one in log if one.who == who]) for who in sorted({one.who for one in log})]


def _span(tell: Telling, mine: Sequence[Decided]) -> str:
    """How many, and from when to when."""
    days = sorted(one.at[:10] for one in mine if one.at)
    told = tell.count("{n} decision", "{n} decisions", len(mine))
    if not days:
        return told
    first, last = tell.day(days[0]), tell.day(days[-1])
    return f"{told}, {first}" if first == last else f"{told}, {first} – {last}"


def _after_reading(tell: Telling, log: Sequence[Decided]) -> Iterator[Line]:
    """What people changed after the program had read everything once more."""
    places = [at for at, one in enumerate(log) if one.what == READ]
    if places:
        after = sum(one.what not in _STEPS for one in log[places[-1] + 1 :])
        yield Line(
            tell.count(
                "Since everything was last read anew, {n} decision was made.",
                "Since everything was last read anew, {n} decisions were made.",
                after,
            )
        )


def _coders(tell: Telling) -> Iterator[Section]:
    found, heading = tell.report.agreement, tell("How far coders agree")
    if found is None:
        none = Line(tell("Nobody compared how two people would code the same words."))
        yield Section("agreement", heading, [none])
        return
    both = tell.count(
        "{n} contribution was coded by two people or more; ",
        "{n} contributions were coded by two people or more; ",
        found.n,
    )
    alone = tell.count("{n} by one alone.", "{n} by one alone.", found.alone)
    coders = tell("Coders: {names}.", names=", ".join(found.coders))
    words = tell(
        "1 is full agreement, 0 is no more than chance gives. In brackets, where it lies in most resamples. "
        "From 0.80 alpha is reliable, from 0.67 a first hint."
    )
    blocks: list[Block] = [Line(f"{both}{alone} {coders}"), Line(words), _agreement(tell)]
    yield Section("agreement", heading, blocks)


def _agreement(tell: Telling) -> Table:
    found = tell.report.agreement
    assert found is not None  # who asks has seen that it is there
    named = _named(tell.report, tell.language)
    rows = [[named.get(code, code), *_row(tell, one)] for code, one in found.codes.items()]
    rows.append([tell("All decisions together"), *_row(tell, found.decisions)])
    rows.append([tell("All codes of a contribution as one"), *_row(tell, found.whole)])
    rows.append([tell("The same, where overlapping counts in part"), "–", "–", _figure(tell, found.partly)])
    heads = [tell("Code"), tell("Share of agreement"), tell("Cohen's kappa"), tell("Krippendorff's alpha")]
    return Table(heads, rows)


def _named(report: Report, language: str) -> Mapping[str, str]:
    book = report.codebook
    return {} if book is None else {code.id: book.named(code.id, language) for code in book.codes}


def _row(tell: Telling, one: Agreement) -> list[str]:
    return [_figure(tell, figure) for figure in (one.percent, one.kappa, one.alpha)]


def _figure(tell: Telling, figure: Figure) -> str:
    """The figure and its interval, or why there is none."""
    if figure.value is None:
        return f"– ({_why(tell, figure.reason)})"
    value = _signed(tell, figure.value)
    if figure.interval is None:
        return value
    low, high = _signed(tell, figure.interval.low), _signed(tell, figure.interval.high)
    return f"{value} ({low} … {high})"


def _signed(tell: Telling, value: float) -> str:
    return tell.figure(value, "0.00").replace("-", "−")


def _why(tell: Telling, reason: str) -> str:
    words = {
        NO_VARIATION: tell("all gave the same"),
        TOO_FEW_UNITS: tell("too few"),
        NOT_TWO_CODERS: tell("only for two coders"),
        NOT_ASKED_FOR: tell("not counted"),
    }
    return words.get(reason, reason)


def _account(tell: Telling) -> Section:
    """What is not in here, and how far words were looked through."""
    report = tell.report
    withheld = sum(not c.quotable for c in report.contributions)
    rows = [
        (tell("Contributions"), str(len(report.contributions))),
        (tell("Taken back by who said them"), str(report.withdrawn)),
        (tell("Left out by researchers"), str(report.left_out)),
        (tell("Counted, not to be quoted"), str(withheld)),
        (tell("Looked through for what tells of a person"), _looked(report, tell)),
    ]
    return Section("account", tell("What is in here, and what is not"), [Pairs(rows)])


def _looked(report: Report, tell: Telling) -> str:
    if report.reviewed is None:
        return tell("nobody keeps account of that")
    here = sum(c.id in report.reviewed for c in report.contributions)
    return tell("{n} of {all}", n=here, all=len(report.contributions))
