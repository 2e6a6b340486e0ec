"""What was not measured is said not to be known, in reports of every kind; never as a number."""

import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from analysis.corpus import Contribution
from analysis.registry import exporter
from analysis.report import Placed, Quality, Quote, Report, Theme

SAID = ("we trust the road", "one more road")
ALONE = Quality(0.61, None, None, "weak", voices=2, languages=("en",))


def report(quality: Quality) -> Report:
    ids = [str(number) for number in range(len(SAID))]
    theme = Theme("t1", "road", ("road",), 2, (Quote("0", 0, 8, "we trust"),), ids, quality=quality)
    placed = [Placed(id, "t1", "en", 0.5) for id in ids]
    said = [Contribution(id, text) for id, text in zip(ids, SAID, strict=True)]
    return Report("Made up", (theme,), placed, said, {"languages": {"en": 2}})


def written(name: str, quality: Quality, language: str = "en") -> bytes:
    out = io.BytesIO()
    exporter(name).write(report(quality), out, words=language)
    return out.getvalue()


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_too_few_to_tell_is_said_in_words(name: str) -> None:
    """And nothing is said of a distance to themes that are not there."""
    page = written(name, ALONE).decode("utf-8")
    assert "what is in it is alike, too few to tell how surely it is found again" in page
    assert "other themes" not in page and "another theme" not in page and "0.00" not in page
    assert "well apart from the other themes" in written(name, replace(ALONE, separation=0.9)).decode("utf-8")


@pytest.mark.parametrize("language", ["lv", "ru"])
def test_it_is_said_in_every_language(language: str) -> None:
    page = written("markdown", ALONE, language).decode("utf-8")
    assert "too few" not in page and {"lv": "cik droši", "ru": "насколько уверенно"}[language] in page


def test_programs_get_no_number_either() -> None:
    """Null in JSON lines, an empty cell in the workbook."""
    head = json.loads(written("jsonl", ALONE).splitlines()[0])["report"]["themes"][0]["quality"]
    assert (head["cohesion"], head["separation"], head["stability"]) == (0.61, None, None)
    heads, row = list(
        load_workbook(io.BytesIO(written("xlsx", ALONE)))["Themes"].iter_rows(values_only=True)
    )[:2]
    told = dict(zip(heads, row, strict=True))
    assert told["Alike, 0 to 1"] == 0.61
    assert told["Found again, 0 to 1"] is None and told["Distance to the next theme, 0 to 2"] is None
