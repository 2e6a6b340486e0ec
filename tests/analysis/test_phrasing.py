"""A machine that may phrase our sentences: off, on this machine alone, and never taken at its word."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told_series import decided, series

from analysis.exporters.blocks import Claim, Claims, Document, Section
from analysis.exporters.document import checked
from analysis.exporters.telling import Telling
from analysis.phrasing import Elsewhere, Phraser, choose, chosen, holds, phrased, phraser
from analysis.sourcing import Known, check
from analysis.summary import sections
from analysis.words import CannotRead
from facilitator.commands import export

REPORT = decided(series(4))
KNOWN = Known(REPORT, "en")


class Double:
    """A stand-in for a language model: says what it is told to say."""

    def __init__(self, way: str) -> None:
        self.way = way

    def phrase(self, claim: Claim, language: str) -> str:
        match self.way:
            case "plain":
                return f"It was so: {claim.text[0].lower()}{claim.text[1:]}"
            case "percent":
                return f"{claim.text} That is 80 % of people."
            case "quote":
                return f"{claim.text} “We all think so.”"
            case "name":
                return f"{claim.text} So said Jānis."
            case "number":
                return f"{claim.text} That makes 99."
            case "word":
                return f"{claim.text} And three more."
            case "long":
                return claim.text + " and so on" * 200
        raise TimeoutError


def document() -> Document:
    return Document("t", "en", [], list(sections(Telling(REPORT))))


def claims(parts: list[Section]) -> Iterator[Claim]:
    for part in parts:
        for block in part.blocks:
            yield from (
                [block] if isinstance(block, Claim) else block.items if isinstance(block, Claims) else []
            )
        yield from claims(list(part.sections))


def test_without_a_phraser_nothing_changes() -> None:
    """It is off unless somebody sets it."""
    assert phraser("") is None
    assert phrased(document(), REPORT, None) == document()


def test_what_holds_up_is_taken_and_marked() -> None:
    """Its words stand with our figures and sources, and say whose they are; a researcher's words stay."""
    told = phrased(document(), REPORT, Double("plain"))
    check(told, REPORT)
    texts = [one.text for one in claims(list(told.sections))]
    headings = [one.heading for part in told.sections for one in part.sections]
    marked = [text for text in texts if text.endswith("[phrased by a machine]")]
    assert len(marked) > 10 and f"1. {REPORT.insights[0].text['en']}" in headings
    assert told.sections[-1].id == "phrased"


def test_reports_use_the_one_that_was_chosen() -> None:
    """Whoever sets a phraser finds its sentences in the report of a series, and in no other."""
    choose(Double("plain"))
    try:
        told = checked(REPORT, "en")
        evening = checked(replace(REPORT, circles=[]), "en")
    finally:
        choose(None)
    assert "[phrased by a machine]" in repr(told.sections)
    assert "phrased by a machine" not in repr(evening.sections)
    assert "phrased by a machine" not in repr(checked(REPORT, "en").sections)


@pytest.mark.parametrize("way", ["percent", "quote", "name", "number", "word", "long", "fails"])
def test_what_does_not_hold_up_is_ours_again(way: str) -> None:
    """New numbers, names, quotes, shares of people, too many words, or none at all: our sentence stands."""
    told = phrased(document(), REPORT, Double(way))
    ours = [one.text for one in claims(list(document().sections))]
    assert [one.text for one in claims(list(told.sections))] == ours
    assert "did not hold up" in repr(told.sections[-1].blocks)


@given(st.text(max_size=120))
def test_no_text_brings_in_a_number_or_a_name(text: str) -> None:
    """Whatever a phraser adds, figures and names stay what they were."""
    claim = next(one for one in claims(list(document().sections)) if "contributions" in one.figures)
    if holds(KNOWN, claim, said := " ".join(f"{claim.text} {text}".split())):
        assert not any(letter.isdecimal() for letter in text)
        assert not any(
            word[:1].isupper() and word.isalpha() for word in text.split() if word not in claim.text
        )
        assert said


@pytest.mark.parametrize(
    "address", ["http://10.0.0.5:80", "http://example.org", "", "https://127.0.0.1.example.org"]
)
def test_another_machine_is_refused_unless_it_is_allowed(address: str) -> None:
    """What people said leaves this machine for nobody's convenience."""
    with pytest.raises(Elsewhere):
        phraser(f"double:{address}")
    with pytest.raises(CannotRead, match="There is no phraser"):
        phraser(f"double:{address}", elsewhere=True)


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost:9"])
def test_an_installed_phraser_is_found_by_its_name(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package with an entry point brings it, and it is told its address."""
    (tmp_path / "phraser_for_aplis.py").write_text(
        "class Kind:\n    def __init__(self, address):\n        self.address = address\n"
        "    def phrase(self, claim, language):\n        return claim.text\n",
        encoding="utf-8",
    )
    card = tmp_path / "phraser_for_aplis-1.0.dist-info"
    card.mkdir()
    (card / "METADATA").write_text("Metadata-Version: 2.1\nName: phraser-for-aplis\nVersion: 1.0\n")
    (card / "entry_points.txt").write_text("[aplis.phrasers]\nkind = phraser_for_aplis:Kind\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    found: Phraser | None = phraser(f"kind:{address}")
    assert found is not None and found.address == address  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("named", "why"),
    [("double:http://10.0.0.5", "on another machine"), ("double:http://127.0.0.1", "no phraser")],
)
def test_a_phraser_that_cannot_be_is_refused_before_anything_is_written(
    named: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says why, and no report is there."""
    monkeypatch.setenv("APLIS_PHRASER", named)
    monkeypatch.setenv("APLIS_DATA", str(tmp_path))
    out = tmp_path / "report.html"
    assert export(tmp_path / "none.aplis", out, circle=None, language="en") == 2
    assert why in capsys.readouterr().err and not out.exists() and chosen() is None
