"""The reading page: what a program suggests, said to be that; and a report with consent applied."""

import csv
import io
import json
import re

import pytest
from made_up_reports import told

from analysis.themes import LEXICAL
from facilitator import model, reading
from facilitator.events import ThemesFound
from participant_ui.port import Consent

QUALITY = {
    "cohesion": 0.61,
    "separation": 0.7,
    "stability": 0.83,
    "state": "reliable",
    "voices": 3,
    "languages": ["en", "lv"],
}
METHOD = {"state": "enough", "embedder": {"name": "multilingual-e5-small"}, "warnings": []}
OPEN = "I trust the library because it asks nothing"
CLOSED = "I trust my doctor, but do not quote me on that"
BACK = "I trust nobody, and I take this back"
ALONE = "Hm"


@pytest.fixture(name="read")
def _read(sitting, monkeypatch):
    """Four people wrote; one must not be quoted, one takes the words back after the reading, one is alone.

    The reading is made up here, so the real reader keeps its hands off.
    """
    monkeypatch.setattr(sitting.house.reader, "catch_up_with", lambda session: None)
    sitting.open()
    sitting.turn(3)
    said = {}
    for number, (text, quote) in enumerate([(OPEN, True), (CLOSED, False), (BACK, True), (ALONE, True)]):
        seat = sitting.sit(f"seat-number-{number}", quote=quote)
        id = sitting.house.circle.contribute(seat, text, key=f"key-of-words-{number:04d}", round="").id
        said[text] = (seat, id)
    reading_of(sitting, {text: id for text, (_, id) in said.items()})
    seat, id = said[BACK]
    sitting.house.circle.withdraw(seat, id)
    return sitting


def reading_of(sitting, said, method=METHOD, quality=QUALITY):
    """As the reader's process would have left it."""
    members = [id for text, id in said.items() if text != ALONE]
    quotes = [{"contribution": id, "start": 0, "end": len(t)} for t, id in said.items() if t != ALONE]
    theme = {
        "id": "t1",
        "label": "trust",
        "labels": {"lv": "uzticēšanās"},
        "keywords": ["trust", "uzticēšanās", "library"],
        "size": len(members),
        "members": members,
        "circles": 1,
        "quality": quality,
        "quotes": quotes,
    }
    placed = [
        {"id": id, "theme": "t1", "language": "en", "confidence": 0.9}
        if text != ALONE
        else {"id": id, "theme": None, "language": "en", "confidence": 0.0, "reason": "says nothing"}
        for text, id in said.items()
    ]
    row = model.Reading(session_id=sitting.id, upto=99, themes=[theme], placed=placed, method=method)

    def act(work):
        work.put(row)
        work.note(sitting.id, ThemesFound(themes=1, contributions=len(placed)))

    sitting.house.store.change(act)


def words_of(sitting, text):
    with sitting.house.store.read() as work:
        return next(c.id for c in work.contributions(sitting.id) if c.text == text)


def now(sitting):
    return sitting.console.client.get(f"/reading/{sitting.id}/now").json


def text_of(content):
    """What stands in a report, also in files packed in it and in a PDF."""
    words = told(content)
    return " ".join(words.split()) if content.startswith(b"%PDF") else words


def report(sitting, format, language="en"):
    return sitting.console.client.post(
        f"/reading/{sitting.id}/report", data={"format": format, "language": language}
    )


def test_themes_come_with_their_words_and_what_is_in_none(read):
    """Marked where they must not be quoted; taken-back words are in nothing."""
    told = now(read)
    (theme,) = told["themes"]
    assert [(m["text"], m["quotable"]) for m in theme["members"]] == [(OPEN, True), (CLOSED, False)]
    assert theme["size"] == 2
    assert [(why, [one["text"] for one in lines]) for why, lines in told["unsorted"].items()] == [
        ("says nothing", [ALONE])
    ]
    assert (told["total"], told["unread"], told["read"]) == (3, 0, True)
    page = read.console.get(f"/reading/{read.id}")
    assert BACK not in page and BACK not in json.dumps(told)
    assert OPEN in page and "No person has checked them" in page
    assert "These say too little by themselves." in page


def test_a_theme_says_how_well_it_holds(read):
    """In words first, with the numbers behind them; and how themes are found, and where that fails."""
    page = read.console.get(f"/reading/{read.id}")
    words = "Firm ground</strong>.*what is in it is alike · near another theme · nearly always found again"
    assert re.search(words, page) and "0.83" in page
    held = now(read)["themes"][0]["held"]
    assert (held["state"], held["people"], held["circles"]) == ("reliable", 3, 0)
    assert "How themes are found, and where that fails" in page


def test_what_was_not_measured_is_said_not_to_be_known(read):
    """A theme alone among few: no distance, no number for being found again."""
    unknown = {"separation": None, "stability": None, "state": "weak"}
    reading_of(read, {OPEN: words_of(read, OPEN)}, quality=QUALITY | unknown)
    page = read.console.get(f"/reading/{read.id}")
    words = "what is in it is alike · too few words to tell how surely it is found again<"
    assert in_sight(page, words) and "None" not in page
    assert not re.search(r"data-when=.(separation|stability).>", page.split("<template")[0])
    assert now(read)["themes"][0]["held"]["grade"]["separation"] == ""


def test_a_theme_has_one_name_for_a_reader_of_a_language(read):
    """Page of themes and desk alike; the room check speaks the circle's."""
    reading_of(read, {OPEN: words_of(read, OPEN)})
    for language, name in (("lv", "uzticēšanās"), ("en", "trust")):
        asked = {"Accept-Language": language}
        (theme,) = read.console.client.get(f"/reading/{read.id}/now", headers=asked).json["themes"]
        (draft,) = read.console.client.get(f"/desk/{read.id}/now", headers=asked).json["themes"]
        assert [theme["name"], theme["machine"], draft["label"]] == [name] * 3
        assert theme["for_room"] == "uzticēšanās"


def test_the_words_of_a_theme_are_those_beyond_its_name(read):
    """Nobody reads the name twice."""
    reading_of(read, {OPEN: words_of(read, OPEN)})
    for language, words in (("lv", ["trust", "library"]), ("en", ["uzticēšanās", "library"])):
        told = read.console.client.get(f"/reading/{read.id}/now", headers={"Accept-Language": language}).json
        assert told["themes"][0]["keywords"] == words
    assert "· uzticēšanās · library</span>" in read.console.get(f"/reading/{read.id}")


def test_fewer_themes_or_more_can_be_chosen(read):
    """Without script too: the choice stays with the session, and the page says what it waits for."""
    method = METHOD | {"grouping": {"more": 0}, "stable": False}
    words = words_of(read, OPEN)
    reading_of(read, {OPEN: words}, method)
    page = read.console.get(f"/reading/{read.id}")
    assert not now(read)["outdated"]
    page = read.console.press(page, "Read anew like this", more="-1")
    assert re.search(r'value="-1" checked', page)
    assert (now(read)["look"], now(read)["outdated"]) == ({"more": -1, "stable": False}, True)
    reading_of(read, {OPEN: words}, method | {"grouping": {"more": -1}})
    assert not now(read)["outdated"]
    read.console.press(read.console.get(f"/reading/{read.id}"), "Read anew like this", more="-1")
    assert now(read)["outdated"]  # the same choice too: it is read afresh
    assert read.console.post(f"/reading/{read.id}/look", more="2", stable="yes").status_code == 200
    assert now(read)["look"] == {"more": 2, "stable": True}


@pytest.mark.parametrize("fields", [{}, {"more": "3"}, {"more": "0", "stable": "no"}, {"more": "0", "x": ""}])
def test_a_look_there_is_not_is_refused(read, fields):
    """Only what the page offers."""
    assert read.console.post(f"/reading/{read.id}/look", **fields).status_code == 422
    assert read.console.post("/reading/none/look", more="1").status_code == 404


def test_what_came_since_is_said_to_be_unread(read):
    """With its number, and a button to read now."""
    read.house.circle.contribute(read.sit("seat-late"), "Something new", key="key-of-late-words", round="")
    assert now(read)["unread"] == 1
    stirred = []
    read.house.reader.stir = stirred.append
    read.console.press(read.console.get(f"/reading/{read.id}"), "Read now")
    assert stirred == [read.id]


def test_before_the_first_reading_nothing_is_claimed(sitting):
    """No themes, no report, and a page that says so."""
    assert now(sitting)["read"] is False
    assert "Nothing was read yet" in sitting.console.get(f"/reading/{sitting.id}")
    answer = report(sitting, "html")
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("method", "flag", "words"),
    [
        (METHOD | {"state": "too few"}, "few", "Too few words"),
        (METHOD | {"embedder": None}, "lexical", "by shared words alone"),
    ],
)
def test_weak_ground_is_named(sitting, method, flag, words):
    """Too few words, or a reading without meaning: the page says it."""
    sitting.open()
    sitting.turn(3)
    kept = sitting.house.circle.contribute(sitting.sit(), OPEN, key="w" * 16, round="")
    reading_of(sitting, {OPEN: kept.id}, method)
    assert now(sitting)[flag] is True
    page = sitting.console.get(f"/reading/{sitting.id}")
    assert re.search(rf'data-when="{flag}">[^<]*{words}', page)


IN_THE_CIRCLES_LANGUAGE = "tikai pēc kopīgiem vārdiem"
LEXICAL_SAID = {face: "shared words alone" for face in ("desk", "reading", "check")} | {
    face: IN_THE_CIRCLES_LANGUAGE for face in ("takehome", "projector")
}


def test_without_the_part_that_compares_meanings_every_page_says_so(sitting):
    """Desk, page of themes, page of the room check, projector, the sheet to take home; and every report."""
    sitting.open()
    sitting.turn(3)
    kept = sitting.house.circle.contribute(sitting.sit(), OPEN, key="w" * 16, round="")
    warned = {"embedder": None, "warnings": [LEXICAL], "grouping": {"way": {"en": "leiden"}, "more": 0}}
    for method in (METHOD, METHOD | warned):
        reading_of(sitting, {OPEN: kept.id}, method)
        sitting.house.check.show(sitting.id)
        lexical = method is not METHOD
        with sitting.house.store.read() as work:
            assert [draft.lexical for draft in reading.shown(work, sitting.id)] == [lexical]
        for face, words in LEXICAL_SAID.items():
            assert in_sight(sitting.console.get(f"/{face}/{sitting.id}"), words) is lexical, face
    for format in FORMATS:
        assert "words alone" in text_of(report(sitting, format).data)


def in_sight(page, words):
    """Does this stand on a page, in an element that is not hidden?"""
    return any("hidden" not in tag for tag in re.findall(rf"(<[^<>]*>)[^<>]*{words}", page))


FORMATS = {"html": ".html", "markdown": ".md", "csv": ".csv", "jsonl": ".jsonl", "xlsx": ".xlsx"} | {
    "docx": ".docx",
    "pdf": ".pdf",
}


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_holds_only_what_may_be_quoted(read, format):
    """In each language: a plain file name; nothing of who did not agree, nothing taken back, no id."""
    with read.house.store.read() as work:
        ids = [c.id for c in work.contributions(read.id)] + [p.id for p in work.participants(read.id)]
    for language in ("en", "lv", "ru"):
        answer = report(read, format, language)
        assert answer.status_code == 200
        disposition = answer.headers["Content-Disposition"]
        assert re.fullmatch(rf'attachment; filename="[a-z0-9-]+{re.escape(FORMATS[format])}"', disposition)
        plain = re.sub(r"\\", "", text_of(answer.data))
        assert OPEN in plain
        assert CLOSED not in plain and "doctor" not in plain
        assert BACK not in plain and "trust nobody" not in plain
        assert not any(id in plain for id in ids)


@pytest.mark.parametrize(("format", "ending"), [("qdpx", ".qdpx"), ("qdc", ".qdc"), ("archive", ".zip")])
def test_what_other_programs_and_archives_take_is_on_the_page(read, format, ending):
    """A step further than the rest, with the same promise; it is on the list of copies by its name.

    A package for an archive holds the words of those alone who agreed to be kept.
    """
    page = read.console.get(f"/reading/{read.id}")
    assert f'value="{format}"' in page[page.index("For other programs and archives") :]
    answer = report(read, format)
    assert answer.status_code == 200 and ending in answer.headers["Content-Disposition"]
    told = text_of(answer.data)
    assert "doctor" not in told and "trust nobody" not in told
    assert (OPEN in re.sub(r"\\", "", told)) is (format != "archive")
    read.house.circle.agree(read.sit("seat-number-0"), Consent(True, True))
    told = text_of(report(read, format).data)
    assert OPEN in re.sub(r"\\", "", told) and "doctor" not in told
    read.house.circle.withdraw(read.sit("seat-number-0"), words_of(read, OPEN))
    assert f"({ending})" in read.console.get(f"/reading/{read.id}").split("Copies to replace")[1]


def test_consent_taken_away_afterwards_holds_for_the_next_report(read):
    """The report asks each time, not at the reading."""
    with read.house.store.read() as work:
        (said,) = [c for c in work.contributions(read.id) if c.text == OPEN]
    seat = read.house.circle.take_seat(read.link, Consent(True, False), language="lv", key="seat-number-0")
    read.house.circle.agree(seat, Consent(quote=False, archive=False))
    assert said.id in [m["id"] for m in now(read)["themes"][0]["members"]]
    assert OPEN not in report(read, "html").data.decode("utf-8")


def test_a_report_that_went_out_is_listed_once_its_words_are_gone(read):
    """What it was, of which day, and how much is gone; a newer one is said too."""
    report(read, "html", "lv")
    assert "Copies to replace" not in read.console.get(f"/reading/{read.id}")
    with read.house.store.read() as work:
        (said,) = [c for c in work.contributions(read.id) if c.text == OPEN]
    read.house.circle.withdraw(read.sit("seat-number-0"), said.id)
    page = read.console.get(f"/reading/{read.id}")
    assert "Copies to replace" in page and "1 text is gone since" in page
    report(read, "html", "lv")
    assert "A newer one was taken on" in read.console.get(f"/reading/{read.id}")


def test_the_table_can_be_read_back(read):
    """A row each, without the words of who did not agree."""
    rows = list(csv.DictReader(io.StringIO(report(read, "csv").data.decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == [OPEN, "", ALONE]


@pytest.mark.parametrize(
    "fields",
    [
        {"format": "exe", "language": "en"},
        {"format": "html", "language": "xx"},
        {"format": "../../secret", "language": "en"},
        {"format": "html"},
        {"format": "html", "language": "en", "more": "1"},
        {"format": "a" * 999, "language": "\x00"},
    ],
)
def test_a_report_of_no_known_kind_is_refused(read, fields):
    """In words, and never as a fault."""
    assert read.console.client.post(f"/reading/{read.id}/report", data=fields).status_code == 422


def test_looking_changes_nothing(read):
    """The journal is as long after as before."""
    with read.house.store.read() as work:
        before = len(work.journal(read.id, 0))
    read.console.get(f"/reading/{read.id}")
    now(read)
    with read.house.store.read() as work:
        assert len(work.journal(read.id, 0)) == before


def test_a_session_that_is_not_there_is_not_there(read):
    """Page, news, reading and report alike."""
    client = read.console.client
    assert client.get("/reading/none").status_code == 404
    assert client.get("/reading/none/now").status_code == 404
    assert client.post("/reading/none/read", data={}).status_code == 404
    assert client.post("/reading/none/report", data={"format": "csv", "language": "en"}).status_code == 404


def test_the_reading_is_the_facilitators_alone(read):
    """Not even a paired screen comes here."""
    assert read.console.phone.get(f"/reading/{read.id}").status_code == 404
    stranger = read.console.app.test_client()
    stranger.environ_base |= read.console.client.environ_base
    assert stranger.get(f"/reading/{read.id}").status_code == 401


def test_the_page_says_what_the_room_said_of_each_theme(read):
    """With the room's own name; and what it judged that is found no more."""
    check = read.house.check
    check.show(read.id)
    check.mark(read.id, "c01", "corrected", "Whom we trust")
    told = now(read)
    assert [(t["status"], t["correction"]) for t in told["themes"]] == [("corrected", "Whom we trust")]
    page = read.console.get(f"/reading/{read.id}")
    assert "Whom we trust" in page and "corrected by the room" in page and told["checked"]
    with read.house.store.read() as work:
        (alone,) = [c.id for c in work.contributions(read.id) if c.text == ALONE]
    reading_of(read, {OPEN: alone})
    told = now(read)
    assert [t["status"] for t in told["themes"]] == [""]
    assert [(one["name"], one["status"], one["size"]) for one in told["gone"]] == [
        ("Whom we trust", "corrected", 2)
    ]
    assert "Checked in the room, found no more" in read.console.get(f"/reading/{read.id}")
