"""A report as JSON lines: the report first, then where each contribution went."""

import json
from collections.abc import Container, Mapping
from dataclasses import asdict
from typing import BinaryIO

from analysis.exporters.decisions import decided
from analysis.exporters.standing import quality, state, sure, why
from analysis.exporters.telling import Telling
from analysis.report import Placed, Quote, Report, Theme

ENDING = ".jsonl"
MEDIA_TYPE = "application/jsonl"


def write(report: Report, out: BinaryIO, *, words: str = "en") -> None:
    """Write `{"report": …}`, then `{"id", "theme", "language", "confidence", "reason"}` for each
    contribution, a line each. Each theme says its `state` and `quality`; what is not known is null.

    Where people decided anything, `report` has `insights`, `decisions`, `rejected` and how many
    contributions were `left_out` or `withdrawn`; themes have how they are `named`, `definition`, `memo`;
    contributions, who put them where. `called` is what all other files in `words` call a theme: by people's
    name, else the room's, else the program's. Circles are there where any is known, with their region.

    A report of one evening says of each theme what the room said of it, and holds `rejected`, `gone` and
    `evening` beside the themes. One that was coded names its `codebook`; each contribution has `codes` and
    `facets` with how sure each is, and each theme `codes` with how many of its members carry them.
    """
    closed = {c.id for c in report.contributions if not c.quotable}
    judged, desk = report.evening is not None, decided(report)
    tell = Telling(report, words)

    def told(theme: Theme) -> dict[str, object]:
        called = {"called": tell.label(theme)} if judged or desk else {}
        return _theme(theme, closed, judged=judged, desk=desk) | called

    themes = [told(theme) for theme in report.themes]
    head: dict[str, object] = {"title": report.title, "question": report.question, "themes": themes}
    if judged or desk:
        head["rejected"] = [told(one) for one in report.rejected]
    if report.circles:
        head["circles"] = [{"id": c.id, "region": c.region, "day": c.day} for c in report.circles]
    if desk:
        head |= _decisions(report)
    if report.evening is not None:
        head["gone"] = [asdict(one) for one in report.gone]
        head["evening"] = asdict(report.evening)
    if report.codebook is not None:
        book = report.codebook
        head["codebook"] = {"id": book.id, "version": book.version, "status": book.status}
    _line(out, {"report": {**head, "method": dict(report.method)}})
    for placed in report.placed:
        where = {"id": placed.id, "theme": placed.theme, "language": placed.language}
        how = {"confidence": sure(placed), "reason": why(placed)}
        _line(out, where | how | _codes(placed, report) | (_placing(placed) if desk else {}))


def _decisions(report: Report) -> dict[str, object]:
    return {
        "insights": [asdict(one) for one in report.insights],
        "decisions": [asdict(one) for one in report.log],
        "left_out": report.left_out,
        "withdrawn": report.withdrawn,
    }


def _placing(placed: Placed) -> dict[str, object]:
    return {
        "also": list(placed.also),
        "by_person": placed.by_person,
        "pinned": placed.pinned,
        "state": placed.state,
        "coded": placed.coded,
        "book": placed.book,
        "memo": placed.memo,
    }


def _theme(theme: Theme, closed: Container[str], *, judged: bool, desk: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "id": theme.id,
        "label": theme.label,
        "labels": dict(theme.labels),
        "keywords": list(theme.keywords),
        "size": theme.size,
        "circles": theme.circles,
        "quotes": [_quote(quote, desk) for quote in theme.quotes if quote.contribution not in closed],
        "state": state(theme),
        "quality": quality(theme),
    }
    said = {"status": theme.status, "correction": theme.correction, "hands": dict(theme.hands)}
    codes = {"codes": dict(theme.codes)} if theme.codes else {}
    named = {"named": dict(theme.named), "definition": dict(theme.definition), "memo": theme.memo}
    by_people = {**named, "behind": theme.state, "members": list(theme.members)}
    return told | (said if judged else {}) | codes | (by_people if desk else {})


def _codes(placed: Placed, report: Report) -> dict[str, object]:
    if report.codebook is None:
        return {}
    facets = {facet: asdict(told) for facet, told in placed.facets.items()}
    return {"codes": dict(placed.codes), "facets": facets}


def _quote(quote: Quote, desk: bool) -> dict[str, object]:
    place = {"contribution": quote.contribution, "start": quote.start, "end": quote.end}
    return {**place, "text": quote.text, **({"chosen": quote.chosen} if desk else {})}


def _line(out: BinaryIO, value: Mapping[str, object]) -> None:
    out.write((json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8"))
