"""Reports made up for tests of what writes them down, and what is to be read in the files."""

import io
import zipfile
from dataclasses import replace

from pdf_text import words_of

from analysis.corpus import Contribution
from analysis.evening import Answered, Done, Evening, Fall, Promise, RoundHeld, Spread, Trust
from analysis.registry import exporter
from analysis.report import Gone, Placed, Quality, Quote, Report, Theme

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "]]><!--",
    "&lt;script&gt;",
    "javascript:alert(1)",
]


def report(texts: list[str], *, name: str = "roads", closed: tuple[int, ...] = ()) -> Report:
    """One theme with all texts but the last, which is unsorted; every text is quoted whole."""
    said = [
        Contribution(f"{name}{i}", text, circle=name, round=name, quotable=i not in closed)
        for i, text in enumerate(texts)
    ]
    inside = said[:-1]
    theme = Theme(
        id="t1",
        label=name,
        keywords=(name, f"{name} too"),
        size=len(inside),
        quotes=tuple(Quote(c.id, 0, len(c.text), c.text) for c in inside),
        members=tuple(c.id for c in inside),
        labels={"en": name, "lv": name},
        circles=1,
    )
    return Report(
        title=name,
        question=name,
        themes=[theme],
        placed=[*(Placed(c.id, "t1", "en", 0.5) for c in inside), Placed(said[-1].id, None, "und")],
        contributions=said,
        method={"seed": 0, "embedder": {"name": name}, "warnings": [name], "grouping": {"way": [name]}},
    )


def evening(words: str, *, missing: tuple[str, ...] = ()) -> Evening:
    """An evening in which everything that somebody typed is these words."""
    spread = Spread(1.0, 2.5, 4.0)
    return Evening(
        day="2026-10-03",
        method=words,
        rules=[words],
        rules_set=words,
        rules_accepted=True,
        agreed=9,
        present=10,
        rounds=[RoundHeld(words, 10, 12)],
        checked=True,
        missing=missing,
        insights=missing,
        answers=[Answered(words, words)],
        trust=[Trust(words, 12, spread, spread, Spread(-1.0, 0.0, 1.5))],
        feedback=[Fall(words, 1, [0, 1, 2, 3, 4]), Fall(words, 0, [1] * 11)],
        forms=10,
        promise=Promise(words, words, "2026-12-01", words, words),
        done=[Done(words, words, "2026-12-02")],
    )


def of_an_evening(words: str, *, closed: tuple[int, ...] = ()) -> Report:
    """A report of one: a theme corrected, one rejected with the last text in it, one no longer found."""
    given = report([words] * 3, name="roads", closed=closed)
    theme = replace(given.themes[0], status="corrected", correction=words)
    last = given.contributions[-1]
    quotes = (Quote(last.id, 0, len(last.text), last.text),)
    rejected = replace(
        theme, id="t2", size=1, members=(last.id,), quotes=quotes, status="rejected", correction=""
    )
    placed = [replace(one, theme=one.theme or "t2") for one in given.placed]
    told = evening(words, missing=(last.id,))
    gone = [Gone(words, "confirmed", 2)]
    return replace(given, themes=[theme], rejected=[rejected], placed=placed, gone=gone, evening=told)


def with_quality(state: str, **method: object) -> Report:
    """Two languages, one theme that was measured."""
    given = report(["we trust the road", "one more road", "+1"])
    quality = Quality(0.61, 0.55, 0.83, state, voices=2, languages=("en", "lv"))
    theme = replace(given.themes[0], quality=quality)
    placed = [*given.placed[:-1], replace(given.placed[-1], reason="says nothing")]
    spoken = {"languages": {"en": 2, "lv": 1}, "language_leakage": 0.31}
    return replace(given, themes=[theme], placed=placed, method={**given.method, **spoken, **method})


def written(name: str, given: Report, words: str = "en") -> str:
    out = io.BytesIO()
    exporter(name).write(given, out, words=words)
    return told(out.getvalue())


def told(content: bytes) -> str:
    """All that is in a file, with what is packed in it; of a PDF what can be copied out of it."""
    if content.startswith(b"%PDF"):
        return words_of(content)
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(f"{part}\n{told(parts.read(part))}" for part in parts.namelist())
