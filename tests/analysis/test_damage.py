"""Damage to a summary: whatever is changed in a good one, it does not go out."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from told_series import made, whole

from analysis.exporters.blocks import Block, Claim, Claims, Document, Line, Quotes, Section
from analysis.exporters.telling import Telling
from analysis.sentences import fixed, unsaid
from analysis.sourcing import FINDINGS, faults
from analysis.summary import lead, sections

LANGUAGES = ["en", "lv", "ru"]
Path = tuple[int, ...]


def places(document: Document) -> list[tuple[Path, int]]:
    """Where claims and quotes stand: sections by number, then the block."""
    found: list[tuple[Path, int]] = []

    def walk(parts: Sequence[Section], path: Path) -> None:
        for at, one in enumerate(parts):
            found.extend(
                ((*path, at), n) for n, b in enumerate(one.blocks) if isinstance(b, Claim | Claims | Quotes)
            )
            walk(one.sections, (*path, at))

    walk(document.sections, ())
    return found


def changed(parts: Sequence[Section], path: Path, at: int, block: Block) -> list[Section]:
    first, *rest = path
    one = parts[first]
    if rest:
        new = replace(one, sections=changed(one.sections, tuple(rest), at, block))
    else:
        new = replace(one, blocks=[block if n == at else b for n, b in enumerate(one.blocks)])
    return [new if n == first else old for n, old in enumerate(parts)]


def block_at(parts: Sequence[Section], path: Path, at: int) -> Block:
    for step in path[:-1]:
        parts = parts[step].sections
    return parts[path[-1]].blocks[at]


def hurt_claim(draw: st.DrawFn, claim: Claim) -> Claim:
    ways = ["unknown id", "no ids", "share", "words", "number"]
    if claim.figures:
        ways += ["figure", "fewer"]
    match draw(st.sampled_from(ways)):
        case "unknown id":
            return replace(claim, sources=(*claim.sources[1:], "9-999"))
        case "no ids":
            return replace(claim, sources=())
        case "share":
            return replace(claim, text=f"{claim.text} 40 % of people.")
        case "words":
            return replace(claim, text=f"{claim.text} “nobody ever said this”")
        case "number":
            return replace(claim, text=f"7777 {claim.text}")
        case "fewer":
            left = 0 if len(claim.sources) == 1 else draw(st.integers(0, len(claim.sources) - 1))
            kept = tuple(id for n, id in enumerate(claim.sources) if n != left)
            figures = {what: n + 1 for what, n in claim.figures.items()} if not kept else claim.figures
            return (
                replace(claim, sources=kept, figures=figures) if _told(claim) else replace(claim, sources=())
            )
        case _:
            what = draw(st.sampled_from(sorted(claim.figures)))
            return replace(claim, figures={**claim.figures, what: claim.figures[what] + 1})


def _told(claim: Claim) -> bool:
    return "contributions" in claim.figures


def hurt_quote(draw: st.DrawFn, block: Quotes) -> Quotes:
    at = draw(st.integers(0, len(block.said) - 1))
    one = block.said[at]
    quote = one.quote
    match draw(st.sampled_from(["word", "shift", "other", "source", "longer"])):
        case "word":
            n = draw(st.integers(0, len(quote.text) - 1))
            letter = "#" if quote.text[n] != "#" else "!"
            new = replace(one, quote=replace(quote, text=quote.text[:n] + letter + quote.text[n + 1 :]))
        case "shift":
            new = replace(one, quote=replace(quote, start=quote.start + 1, end=quote.end + 1))
        case "other":
            new = replace(one, quote=replace(quote, contribution="9-999"))
        case "source":
            new = replace(one, source="circle 77, contribution 77-1")
        case _:
            new = replace(one, quote=replace(quote, end=quote.end + 1, text=quote.text + "!"))
    return Quotes([new if n == at else old for n, old in enumerate(block.said)])


@st.composite
def damaged(draw: st.DrawFn) -> Document:
    good = whole(draw(st.sampled_from(LANGUAGES)))
    path, at = draw(st.sampled_from(places(good)))
    block = block_at(good.sections, path, at)
    if isinstance(block, Quotes):
        new: Block = hurt_quote(draw, block)
    elif isinstance(block, Claim):
        new = hurt_claim(draw, block)
    else:
        assert isinstance(block, Claims)
        n = draw(st.integers(0, len(block.items) - 1))
        hurt = hurt_claim(draw, block.items[n])
        new = Claims([hurt if i == n else one for i, one in enumerate(block.items)])
    return replace(good, sections=changed(good.sections, path, at, new))


@settings(max_examples=60)
@given(damaged())
def test_any_damage_is_found(document: Document) -> None:
    """Whatever quote, figure, id or word is changed in a good summary, it does not go out."""
    assert faults(document, made())


@settings(max_examples=20)
@given(st.sampled_from(sorted(FINDINGS)), st.text(min_size=1, max_size=40))
def test_a_sentence_slipped_in_among_findings_is_found(id: str, text: str) -> None:
    """Nothing may be said there without a source, be it ever so short; only our own fixed sentences."""
    assume(not fixed(text, "en"))
    good = whole()
    parts = [replace(one, blocks=[*one.blocks, Line(text)]) if one.id == id else one for one in good.sections]
    assert faults(replace(good, sections=parts), made())


def test_an_insight_stands_on_what_is_left() -> None:
    """Words taken back go out of what an insight stands on; one that stands on nothing more is not told."""
    first = made().insights[0]

    def without(*gone: str) -> tuple[str, list[str]]:
        left = [c for c in made().contributions if c.id not in gone]
        placed = [one for one in made().placed if one.id not in gone]
        themes = [
            replace(
                theme,
                members=[id for id in theme.members if id not in gone],
                quotes=[quote for quote in theme.quotes if quote.contribution not in gone],
            )
            for theme in made().themes
        ]
        report = replace(made(), contributions=left, placed=placed, themes=themes)
        told = Document("t", "en", [], list(sections(Telling(report))))
        return repr(told), [str(fault) for fault in faults(told, report)]

    text, found = without(first.sources[0])
    assert first.text["en"] in text and found == []
    text, found = without(*first.sources)
    assert first.text["en"] not in text and found == []


def test_what_is_taken_back_later_is_found() -> None:
    """A document made before somebody took words back does not pass as one of the report after it."""
    gone = made().themes[0].members[0]
    left = [c for c in made().contributions if c.id != gone]
    after = replace(made(), contributions=left, placed=[one for one in made().placed if one.id != gone])
    assert {fault.kind for fault in faults(whole(), after)} >= {"not here"}


@settings(max_examples=25)
@given(
    st.lists(st.text(min_size=1, max_size=30), min_size=4, max_size=4),
    st.sampled_from(["3 of 4 “roads”", "«дорога» 5", "viss [3]", "(1: 2)"]),
    st.sampled_from(LANGUAGES),
)
def test_whatever_a_theme_is_called_a_whole_summary_passes(
    names: list[str], hard: str, language: str
) -> None:
    """People name themes as they like, with numbers, brackets and marks in them; only shares of people are
    no name."""
    called = [hard, *names[1:]]
    assume(not any(map(unsaid, called)))
    themes = [
        replace(theme, named={language: name}) for theme, name in zip(made().themes, called, strict=True)
    ]
    report = replace(made(), themes=themes)
    tell = Telling(report, language)
    assert not faults(Document("t", language, list(lead(tell)), list(sections(tell))), report)
