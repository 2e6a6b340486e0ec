"""What a reader of a series must know first: when, how many circles, who came, how it was done."""

from collections.abc import Iterator, Mapping, Sequence

from analysis.across import Kind, coverage
from analysis.exporters import holding
from analysis.exporters.blocks import Block, Caution, Line, Link, Pairs, Points, Section, Table
from analysis.exporters.telling import Telling
from analysis.summary.gathered import Gathered


def lead(tell: Telling) -> Iterator[Block]:
    """Question and period, under the title."""
    if tell.report.question:
        yield Line(tell.report.question, "question")
    if when := period(tell):
        yield Line(when, "quiet")


def period(tell: Telling) -> str:
    days = sorted(held.day for held in tell.report.circles if held.day)
    if not days:
        return ""
    first, last = tell.day(days[0]), tell.day(days[-1])
    return first if first == last else f"{first} – {last}"


def at_a_glance(all_: Gathered) -> Section:
    tell = all_.tell
    return Section("glance", tell("At a glance"), [Pairs(_figures(all_)), Caution(tell.caution())])


def _figures(all_: Gathered) -> list[tuple[str, str]]:
    tell, circles = all_.tell, list(all_.lines.circles.values())
    regions = sorted({held.region for held in circles} - {""})
    spoken = [tell.language_name(one) for one in all_.lines.languages]
    rows = [
        (tell("Circles"), str(len(circles))),
        (tell("Regions"), f"{', '.join(regions)} ({len(regions)})" if regions else ""),
        (tell("People"), _people(tell)),
        (tell("Contributions"), str(len(all_.report.contributions))),
        (tell("Languages"), ", ".join(spoken)),
        (tell("Ground rules"), "; ".join(_rules(tell))),
        (tell("Themes"), str(len(all_.report.themes))),
    ]
    return [(what, said) for what, said in rows if said]


def _people(tell: Telling) -> str:
    """Those who agreed to be written down, over the circles where somebody counted."""
    counted = [held for held in tell.report.circles if held.people]
    if not counted:
        return ""
    people = sum(held.people for held in counted)
    told = tell.count("{n} agreed to be written down", "{n} agreed to be written down", people)
    if len(counted) == len(tell.report.circles):
        return told
    where = tell.count("counted in {n} circle", "counted in {n} circles", len(counted))
    return f"{told} ({where})"


def _rules(tell: Telling) -> list[str]:
    named = [held.evening.rules_set for held in tell.report.circles if held.evening]
    return sorted(set(named) - {""})


KINDS = ("know", "affected", "seldom", "influence")


def kinds(tell: Telling) -> dict[str, str]:
    """The kinds of people a circle needs, in words."""
    return {
        "know": tell("those who know about it"),
        "affected": tell("those whose life it touches"),
        "seldom": tell("those who are seldom invited"),
        "influence": tell("those who can change something"),
    }


def how(all_: Gathered) -> Section:
    """In a few sentences; the annex has the rest."""
    tell = all_.tell
    blocks: list[Block] = [Points(list(_steps(all_)))]
    blocks.append(Line(tell("Everything else about the method is at the end."), aside=_to_method(tell)))
    return Section("how", tell("How it was done"), blocks, [*who_came(all_)])


def _to_method(tell: Telling) -> Link:
    return Link(tell("How it was done, and where it fails"), "method")


def _steps(all_: Gathered) -> Iterator[str]:
    tell, report = all_.tell, all_.report
    brought = [held for held in report.circles if held.evening and held.evening.brought]
    if brought:
        yield tell.count(
            "The words of {n} circle came from a file made elsewhere: notes, a transcript or a table. How "
            "people were invited there and how their words were written down is not known here; what "
            "follows on that is about the other circles.",
            "The words of {n} circles came from files made elsewhere: notes, transcripts or tables. How "
            "people were invited there and how their words were written down is not known here; what "
            "follows on that is about the other circles.",
            len(brought),
        )
    if len(brought) < len(report.circles):
        yield from _here(all_)
    if any(held.checked for held in report.circles):
        checked = sum(held.checked for held in report.circles)
        yield tell.count(
            "In {n} circle the people looked at draft themes before they left.",
            "In {n} circles the people looked at draft themes before they left.",
            checked,
        )
    yield holding.in_short(tell)
    if report.codebook is not None:
        book = report.codebook
        yield tell(
            "{title}, version {version}.",
            title=book.title.get(tell.language) or next(iter(book.title.values())),
            version=book.version,
        )
    yield _coders(tell)


def _here(all_: Gathered) -> Iterator[str]:
    """How circles are held with aplis."""
    tell = all_.tell
    yield tell(
        "People were invited to circles, came of their own will, and spoke from their own experience. They "
        "are no sample of anybody."
    )
    if any(held.evening and not held.evening.brought for held in all_.report.circles):
        yield tell(
            "A recorder wrote down what was said, as far as possible in the speakers' own words; people also "
            "wrote on phones or paper. There is no sound recording. Names were not written down."
        )


def _coders(tell: Telling) -> str:
    agreement = tell.report.agreement
    if agreement is None:
        return tell("Nobody compared how two people would code the same words.")
    return tell.count(
        "{n} person coded the same contributions; how far they agree stands at the end.",
        "{n} people coded the same contributions, without seeing one another's codes; how far they agree "
        "stands at the end.",
        len(agreement.coders),
    )


def who_came(all_: Gathered) -> Sequence[Section]:
    """Who was missing, against the plan: groups that were thought of and did not come."""
    tell, known = all_.tell, coverage(all_.report, KINDS)
    if not known.circles:
        said: list[Block] = [
            Line(tell("No plan of whom to invite is known, so nobody can say who was missing."))
        ]
        return [Section("missing", tell("Who was missing"), said)]
    blocks: list[Block] = []
    if known.missing:
        names = kinds(tell)
        blocks.append(Line(tell("Of these kinds of people nobody, in any circle, said they would come:")))
        blocks.append(Points([names.get(one, one) for one in known.missing]))
    absent = _absent(all_)
    if absent:
        blocks.append(
            Line(tell("Groups that were thought of and from which no yes came, by kind, as they were named:"))
        )
        blocks.append(Pairs(absent))
    else:
        blocks.append(Line(tell("Of every group that was thought of, somebody said they would come.")))
    blocks.append(_by_kind(tell, known.kinds))
    if known.without:
        where = tell.count(
            "{n} circle has no such plan.", "{n} circles have no such plan.", len(known.without)
        )
        blocks.append(Line(where))
    return [Section("missing", tell("Who was missing"), blocks)]


def _by_kind(tell: Telling, found: Mapping[str, Kind]) -> Table:
    """In how many circles people of each kind were planned for, invited, and said yes."""
    names = kinds(tell)
    rows = [
        [names.get(one, one), str(told.planned), str(told.invited), str(told.yes)]
        for one, told in found.items()
    ]
    heads = [tell("Planned in circles"), tell("Invited in circles"), tell("Said yes in circles")]
    return Table([tell("Kind of people"), *heads], rows)


def _absent(all_: Gathered) -> list[tuple[str, str]]:
    """By kind, the names of groups of whom nobody said yes, with in how many circles that was so. One group
    may be named in several languages: its kind draws it together."""
    tell, words = all_.tell, kinds(all_.tell)
    named: dict[str, dict[str, str]] = {}
    where: dict[str, set[str]] = {}
    for circle in coverage(all_.report).circles:
        for group in circle.groups:
            for kind in () if group.yes else group.types or ("",):
                named.setdefault(kind, {}).setdefault(group.name.casefold(), group.name)
                where.setdefault(kind, set()).add(circle.circle)
    order = [one for one in (*KINDS, *sorted(named.keys() - {*KINDS, ""}), "") if one in named]
    return [
        (
            words.get(kind, kind) or tell("no kind given"),
            f"{' · '.join(named[kind].values())} ({_in_circles(tell, len(where[kind]))})",
        )
        for kind in order
    ]


def _in_circles(tell: Telling, n: int) -> str:
    return tell.count("in {n} circle", "in {n} circles", n)
