"""A made-up series as a report, with all that a summary can tell of: for tests of it and its checker."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from analysis.circles import CircleHeld, GroupPlanned
from analysis.codebook import load
from analysis.corpus import Contribution
from analysis.evening import Answered, Evening, Fall, Promise, RoundHeld, Spread, Trust
from analysis.exporters.blocks import Document, Section
from analysis.exporters.telling import Telling
from analysis.report import Decided, Insight, Placed, Quote, Report, Theme, Told
from analysis.summary import lead, sections

SAID = {
    "being_heard": (
        ("trust", "en", "The municipality answered my letter within a week, and it was a real answer."),
        ("distrust", "en", "We wrote three letters about the road and nobody ever replied to us."),
        ("distrust", "lv", "Mēs sakām, bet neviens neklausās, un tā jau daudzus gadus pēc kārtas."),
        ("trust", "lv", "Mūs uzklausīja, un pēc sapulces kaut kas patiešām mainījās."),
        ("mixed", "ru", "Иногда слышат, иногда нет: зависит от того, кто сидит в кабинете."),
    ),
    "explained_decisions": (
        ("distrust", "en", "They closed the school and explained nothing to anyone of us."),
        ("trust", "lv", "Ja man paskaidro, kāpēc, es varu pieņemt arī nepatīkamu lēmumu."),
        ("distrust", "ru", "Решили без нас и не объяснили, почему закрыли автобус."),
    ),
    "interpersonal_trust": (
        ("trust", "lv", "Kaimiņam atstāju atslēgas un ne mirkli nedomāju par to."),
        ("trust", "en", "I know my neighbours by name, and that makes the difference for me."),
    ),
}
LONE = ("none", "en", "The only well we had was closed, and I still think about it.")
OBJECTS = {"being_heard": "citizen_municipality", "explained_decisions": "citizen_state"}
NAMES = {
    "being_heard": {"en": "answers to letters", "lv": "atbildes uz vēstulēm"},
    "explained_decisions": {"en": "explained decisions", "lv": "paskaidroti lēmumi"},
    "interpersonal_trust": {"en": "neighbours", "lv": "kaimiņi"},
    "well": {"en": "the old well of 1974", "lv": "vecā aka (1974)"},
}


def series(circles: int = 6) -> Report:
    """So many circles of twelve people; every theme in several of them, the last one in one alone."""
    said = [*_contributions(circles)]
    book = load("trust")
    placed = [_placed(c, code, way) for c, code, way in said]
    contributions = [c for c, _, _ in said]
    held = [_held(str(n), contributions) for n in range(1, circles + 1)]
    return Report(
        title="Trust, made up",
        question="When did you trust, and when not?",
        themes=[_theme(code, contributions, placed) for code in NAMES],
        placed=placed,
        contributions=contributions,
        codebook=book,
        circles=held,
        withdrawn=2,
        left_out=1,
        method={"aplis": "0", "seed": 0, "embedder": {"name": "e5", "fingerprint": "abc"}},
    )


def decided(report: Report) -> Report:
    """The same, gone over by two researchers: named, defined, with insights and a log."""
    first, second, *rest = report.themes
    first = replace(first, state="reviewed", named={"en": "Being answered", "lv": "Saņemt atbildi"})
    first = replace(
        first, definition={"en": "Whether what people say is taken up.", "lv": "Vai teikto uzklausa."}
    )
    quotes = (replace(first.quotes[0], chosen=True), *first.quotes[1:])
    one = {"en": "A reply, even a no, keeps trust.", "lv": "Atbilde, arī noraidoša, uztur uzticēšanos."}
    two = {"en": "A closed well is remembered.", "lv": "Aizvērtu aku atceras."}
    alone = [c.id for c in report.contributions if "well" in c.text]
    log = [
        Decided("Anna", "2026-11-02T10:00:00", "rename", "clearer", (first.id,)),
        Decided("Anna", "2026-11-03T10:00:00", "advance_theme", "", (first.id,)),
        Decided("Jānis", "2026-11-04T10:00:00", "move", "", first.members[:1]),
        Decided("", "2026-11-05T10:00:00", "read"),
        Decided("Jānis", "2026-11-06T10:00:00", "insight"),
    ]
    insights = [Insight("i1", one, tuple(first.members[:4])), Insight("i2", two, tuple(alone))]
    themes = [replace(first, quotes=quotes), second, *rest]
    return replace(report, themes=themes, insights=insights[: 1 + bool(alone)], log=log)


def _contributions(circles: int) -> list[tuple[Contribution, str, str]]:
    found = []
    for circle in range(1, circles + 1):
        lines = [(code, *one) for code, all_ in SAID.items() for one in all_]
        lines += [("well", *LONE)] if circle == 2 else []
        for n, (code, way, language, text) in enumerate(lines, start=1):
            c = Contribution(f"{circle}-{n}", f"{text} ({'x' * circle})", f"voice {n}", circle=str(circle))
            found.append((replace(c, language=language, quotable=n != 2), code, way))
        found.append((Contribution(f"{circle}-90", "Yes.", circle=str(circle), language="en"), "", ""))
        lone = f"A thought of its own, number {circle}, which is like no other here."
        found.append((Contribution(f"{circle}-91", lone, circle=str(circle), language="en"), "alone", ""))
    return found


def _placed(c: Contribution, code: str, way: str) -> Placed:
    if code in ("", "alone"):
        return Placed(c.id, None, c.language, reason="far from all" if code else "says nothing")
    facets = {"valence": Told(way, 0.9)}
    if code in OBJECTS:
        facets["trust_object"] = Told(OBJECTS[code], 0.9)
    codes = {code: 0.9} if code in SAID else {}
    return Placed(c.id, code, c.language, 0.8, codes=codes, facets=facets)


def _theme(code: str, contributions: list[Contribution], placed: list[Placed]) -> Theme:
    members = [one.id for one in placed if one.theme == code]
    mine = [c for c in contributions if c.id in members]
    quotes = tuple(Quote(c.id, 0, len(c.text), c.text) for c in mine if c.quotable)[:4]
    return Theme(
        id=code,
        label=NAMES[code]["en"],
        labels=NAMES[code],
        keywords=("letter", "answer", "road"),
        size=len(members),
        members=tuple(members),
        quotes=quotes,
        circles=len({c.circle for c in mine}),
        codes=Counter({code: len(mine)}) if code in SAID else {},
    )


def _held(id: str, contributions: list[Contribution]) -> CircleHeld:
    region = "Vidzeme" if int(id) % 2 else "Latgale"
    spread = Spread(3.0, 5.0, 7.0)
    pulse = [Trust("Other people", 11, spread, replace(spread, median=6.0), Spread(0.0, 1.0, 2.0))]
    planned = [GroupPlanned("Parents", ("affected",), 6, 4), GroupPlanned("Drivers", ("know",), 3, 0)]
    evening = Evening(
        day=f"2026-10-0{int(id) % 9 + 1}",
        method="Made up.",
        rules=["Listen.", "Speak for yourself."],
        rules_set="Four rules",
        rules_accepted=True,
        rounds=[RoundHeld("Welcome", 12, 14), RoundHeld("Talk", 60, 62)],
        checked=True,
        insights=[c.id for c in contributions if c.circle == id and c.id.endswith("-91")],
        answers=[Answered("On what did people agree, and on what not?", f"That replies matter, {id}.")],
        feedback=[Fall("I was heard", 1, [0, 1, 2, 4, 4])],
        forms=11,
        promise=Promise("The town", "The council", "2027-03-01", "", "https://example.org/answers"),
    )
    return CircleHeld(
        id,
        region=region,
        language="lv",
        day=evening.day,
        people=12,
        present=13,
        planned=planned,
        pulse=pulse,
        checked=True,
        evening=evening,
    )


@cache
def made(*, gone_over: bool = True) -> Report:
    return decided(series()) if gone_over else series()


@cache
def whole(language: str = "en", *, gone_over: bool = True) -> Document:
    report = made(gone_over=gone_over)
    tell = Telling(report, language)
    return Document(report.title, language, list(lead(tell)), list(sections(tell)))


def walked(parts: Sequence[Section]) -> Iterator[Section]:
    for part in parts:
        yield part
        yield from walked(part.sections)
