"""What is asked for before publishing is all that a file shows, held against the bytes of every kind."""

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from itertools import count

import pytest

from analysis.registry import EXPORTERS, exporter
from analysis.report import Quote
from analysis.shown import shown
from tests.harness import told_series
from tests.harness.pdf_text import words_of


def _unlike(report):
    """The report with words of its own in each contribution, each longer than twelve letters; in quotes, a
    part of them. Contributions that say nothing stay."""
    letters = count(1)
    texts = {}
    for c in report.contributions:
        words = [f"{''.join('bdfgklmnpr'[int(d)] + 'a' for d in f'{next(letters):06d}')}zu" for _ in range(6)]
        texts[c.id] = c.text if len(c.text) < 12 else f"{' '.join(words).capitalize()}."

    def told(theme):
        quotes = [replace(q, start=0, end=29, text=texts[q.contribution][:29]) for q in theme.quotes]
        return replace(theme, quotes=tuple(quotes))

    said = [replace(c, text=texts[c.id]) for c in report.contributions]
    gone = [told(replace(theme, id=f"{theme.id}_gone")) for theme in report.rejected]
    return replace(report, contributions=said, themes=[told(t) for t in report.themes], rejected=gone)


@cache
def _report(which):
    series = told_series.decided(told_series.series(3))
    if which == "series":
        return _unlike(series)
    here = [c for c in series.contributions if c.circle == "1"]
    ids = {c.id for c in here}
    themes = [
        replace(
            theme,
            members=tuple(id for id in theme.members if id in ids),
            quotes=tuple(Quote(c.id, 0, len(c.text), c.text) for c in here if c.id in theme.members),
            circles=1,
        )
        for theme in series.themes
    ]
    kept = [replace(theme, size=len(theme.members)) for theme in themes if theme.members]
    (held,) = [one for one in series.circles if one.id == "1"]
    insights = [replace(one, sources=tuple(s for s in one.sources if s in ids)) for one in series.insights]
    evening = replace(
        series,
        contributions=here,
        placed=[one for one in series.placed if one.id in ids],
        themes=kept[1:],
        rejected=kept[:1],
        insights=[one for one in insights if one.sources],
        log=[],
        circles=[held],
        evening=held.evening,
    )
    return _unlike(evening)


def _words(ending, content):
    if ending == ".pdf":
        return re.sub(r"\s+", " ", words_of(content))
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(_words(name[-4:], packed.read(name)) for name in packed.namelist())


@pytest.mark.parametrize("which", ["series", "evening"])
@pytest.mark.parametrize("name", EXPORTERS)
def test_no_file_shows_words_that_nobody_was_asked_to_look_through(which, name):
    """Every text of which twelve letters stand in a file is among those the gate asks for, for that file."""
    report, out = _report(which), io.BytesIO()
    writes = exporter(name)
    writes.write(report, out)
    words = _words(writes.ENDING, out.getvalue()).lower()
    there = {
        c.id
        for c in report.contributions
        if any(one.lower() in words for one in re.findall(r"\w{12,}", c.text))
    }
    asked = set(shown(report, writes.ENDING))
    assert there <= asked, sorted(there - asked)
    assert there, "nothing was found in it at all"
    assert all(c.quotable for c in report.contributions if c.id in there)
