"""The reading desk over a real file: decisions are kept, hold through new readings, and can be undone."""

from datetime import date

import pytest

from analysis.deciding import BadAct, fingerprint
from facilitator import issued, reports, researched, series_report
from facilitator.importing import Importing, Terms
from facilitator.keeping import take_back
from facilitator.reading_desk import ReadingDesk
from facilitator.store import Store
from facilitator.worker import Reader
from participant_ui.port import NotNow

SAID = [
    *(f"The council never answers our letters about the road, number {n}." for n in range(8)),
    *(f"Neighbours help each other with firewood every winter, house {n}." for n in range(8)),
    *(f"The doctor had no time, the queue was {n} months long." for n in range(8)),
]


@pytest.fixture(name="warm", scope="module")
def _warm():
    """One reader's process for all these tests: starting it takes longer than reading."""
    reader = Reader(Store())
    yield reader
    reader.stop()


@pytest.fixture(name="reader")
def _reader(table, warm):
    warm.store = table.store
    return warm


@pytest.fixture(name="desk")
def _desk(table, reader):
    table.open()
    table.turn(0)
    table.desk.agreed_aloud(table.session, 5, 5)
    for n, text in enumerate(SAID):
        table.record.keep(table.session, text, key=f"k{n}")
    reader.read_series("Anna")
    return ReadingDesk(table.store, reader)


def test_what_people_decided_holds_when_the_reader_reads_again(table, reader, desk):
    """Named, moved, coded, quoted, left out: all is there after more was said and everything was read anew;
    undone to the start, the desk is what it was."""
    first = desk.state()
    start = fingerprint(first.report)
    theme, other = first.report.themes[:2]
    moved, coded = other.members[0], theme.members[0]
    desk.decide("rename", {"theme": theme.id, "names": {"en": "Letters"}}, who="Anna", why="as they said it")
    desk.decide("move", {"members": [moved], "to": theme.id}, who="Anna")
    desk.decide("code", {"members": [coded], "codes": ["media"], "book": "trust"}, who="Ben")
    mark = {"theme": theme.id, "contribution": coded, "start": 0, "end": 11}
    desk.decide("mark", mark, who="Ben")
    desk.decide("reject", {"members": [other.members[1]], "rejected": True}, who="Ben")
    for n in range(6):
        table.record.keep(
            table.session, f"Nobody at the council reads what we write, letter {n}.", key=f"m{n}"
        )
    assert desk.state().unread == 6
    reader.read_series("Anna")
    now = desk.state()
    letters = next(one for one in now.report.themes if one.named == {"en": "Letters"})
    assert now.unread == 0 and letters.id == theme.id and {moved, *theme.members} <= set(letters.members)
    placed = {one.id: one for one in now.report.placed}
    assert placed[coded].codes == {"media": 1.0} and placed[coded].coded
    assert next(one for one in letters.quotes if one.chosen).text == SAID[0][:11]
    assert [one.id for one in now.left_out] == [other.members[1]] and now.report.left_out == 1
    assert [(one.act, one.who) for one in now.log][-1] == ("read", "Anna")
    while desk.state().undo is not None:
        desk.undo("Ben")
    back = desk.state()
    assert fingerprint(back.report) != start  # more was said since
    assert {one.id: one.members for one in back.report.themes} == {
        one.id: one.members for one in first.report.themes
    }
    assert all(not one.named for one in back.report.themes) and back.redo is not None


def test_words_taken_back_leave_the_desk_and_the_report(table, desk):
    """A quote somebody marked goes with its words; decisions about them harm nobody, and hold no words."""
    theme = desk.state().report.themes[0]
    gone = theme.members[0]
    desk.decide("mark", {"theme": theme.id, "contribution": gone, "start": 0, "end": 11}, who="Anna")

    words = next(one.text for one in desk.state().report.contributions if one.id == gone)
    memo = {"kind": "theme", "id": theme.id, "text": f"One says: {words} Look again."}
    desk.decide("memo", memo, who="Anna", why=f"because of “{words}”")

    def act(work):
        take_back(work, work.contribution(gone))

    table.store.change(act)
    now = desk.state()
    assert gone not in {one.id for one in now.report.contributions}
    assert all(quote.contribution != gone for one in now.report.themes for quote in one.quotes)
    with table.store.read() as work:
        told = series_report.report(work, "en")
        (mark,) = (row for row in work.rows(researched.DeskEntry) if row.act == "mark")
        (memo,) = (row for row in work.rows(researched.DeskEntry) if row.act == "memo")
    assert "council answers" not in memo.body["text"] + memo.why and memo.body["text"].endswith("Look again.")
    assert mark.body["sha256"] == ""  # a sum of few words tells them to who guesses
    assert told.withdrawn == 1 and all(one.id.startswith("1-") for one in told.contributions)
    assert [(one.what, one.who) for one in told.log] == [("read", "Anna"), ("mark", "Anna"), ("memo", "Anna")]


def test_nothing_senseless_comes_into_the_log(desk):
    """What is no act, marks no words or has nothing to undo is refused, and the log stays as it is."""
    seq = desk.state().seq
    one = desk.state().report.contributions[0].id
    with pytest.raises(BadAct):
        desk.decide("burn", {}, who="Anna")
    with pytest.raises(BadAct):
        desk.decide("rename", {"theme": "t1"}, who="Anna")
    with pytest.raises(BadAct):
        desk.decide("mark", {"theme": "t1", "contribution": one, "start": 0, "end": 9999}, who="Anna")
    with pytest.raises(NotNow, match="nothing_to_undo"):
        desk.undo("Anna")
    with pytest.raises(NotNow, match="nothing_to_redo"):
        desk.redo("Anna")
    assert desk.state().seq == seq


def test_a_series_of_one_evening_begins_with_its_themes(table, reader):
    """Who comes to the desk after an evening finds the themes under the ids that were spoken of there."""
    table.open()
    table.turn(0)
    table.desk.agreed_aloud(table.session, 5, 5)
    for n, text in enumerate(SAID):
        table.record.keep(table.session, text, key=f"k{n}")
    reader.read(table.session)
    with table.store.read() as work:
        seen = {one["id"]: one["members"] for one in work.reading(table.session).themes}
    desk = ReadingDesk(table.store, reader)
    assert not desk.state().read
    desk.open()
    assert {one.id: list(one.members) for one in desk.state().report.themes} == seen


def test_the_report_of_an_evening_keeps_what_was_decided(table, desk):
    """Once somebody decided at the desk, an evening's report says it too."""
    theme = desk.state().report.themes[0]
    with table.store.read() as work:
        before = series_report.of_sitting(work, table.session, "en") if work.reading(table.session) else None
    desk.decide("rename", {"theme": theme.id, "names": {"en": "Letters"}}, who="Anna")
    desk.decide("reject", {"members": [theme.members[0]], "rejected": True}, who="Anna")
    with table.store.read() as work:
        told = series_report.of_sitting(work, table.session, "en")
        whole = series_report.report(work, "en")
    assert before is None and told.evening is not None and not told.circles and whole.circles
    assert {"en": "Letters"} in [one.named for one in told.themes]
    assert len(told.contributions) == len(SAID) - 1 and told.left_out == 1


def test_a_series_goes_out_and_its_copy_is_listed_with_every_evening(table, desk):
    """A file of the whole series stands on the list of copies of each evening it is of."""
    content = reports.issue(table.store, reports.SERIES, ".jsonl", "en")
    assert b"letters about the road" in content
    with table.store.read() as work:
        assert [one.kind for one in issued.listed(work, table.session)] == ["jsonl"]


def test_a_circle_that_met_twice_is_reported_whole(table, reader, desk, tmp_path):
    """`aplis export --circle` holds the words of every sitting, says on which days the circle met, and is on
    the list of copies of each."""
    lines = "\n".join(f"S1: The ferry to the island is late again, week {n}." for n in range(8))
    importing = Importing(table.store)
    found = importing.look(lines.encode(), "notes.txt")
    with table.store.read() as work:
        (circle,) = work.circles()
    terms = Terms(held=date(2025, 5, 14), agreed=True, quote=True, keep=True, circle=circle.id)
    second = importing.keep(found, terms)
    reader.read_series("Anna")
    to = tmp_path / "circle.md"
    file = table.store.path
    table.close()
    table.store.close()
    written = reports.write_report(file, to, circle=1, language="en")
    assert set(written.upto) == {table.session, second.session}
    told = to.read_text("utf-8")
    assert "ferry to the island" in told and "firewood every winter" in told
    assert "met 2 times" in told and "14 May 2025" in told
