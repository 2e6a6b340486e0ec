"""A report as JSON lines: the report first, then where each contribution went."""

import json
from collections.abc import Mapping
from typing import BinaryIO

from analysis.report import Quote, Report

ENDING = ".jsonl"
MEDIA_TYPE = "application/jsonl"


def write(report: Report, out: BinaryIO, *, words: str = "en") -> None:
    """Write `{"report": …}`, then `{"id", "theme", "language"}` for each contribution, a line each."""
    closed = {c.id for c in report.contributions if not c.quotable}
    themes = [
        {
            "id": theme.id,
            "label": theme.label,
            "labels": dict(theme.labels),
            "keywords": list(theme.keywords),
            "size": theme.size,
            "circles": theme.circles,
            "quotes": [_quote(quote) for quote in theme.quotes if quote.contribution not in closed],
        }
        for theme in report.themes
    ]
    head = {"title": report.title, "question": report.question, "themes": themes}
    _line(out, {"report": {**head, "method": dict(report.method)}})
    for placed in report.placed:
        _line(out, {"id": placed.id, "theme": placed.theme, "language": placed.language})


def _quote(quote: Quote) -> dict[str, object]:
    place = {"contribution": quote.contribution, "start": quote.start, "end": quote.end}
    return {**place, "text": quote.text}


def _line(out: BinaryIO, value: Mapping[str, object]) -> None:
    out.write((json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8"))
