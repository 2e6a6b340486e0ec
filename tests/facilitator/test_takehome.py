"""The sheet to take home: what the room stands by, words as consent allows, never more than a page."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator import model, promise, takehome
from facilitator.check import Check
from participant_ui.afterwards import Sheet, SheetTheme
from participant_ui.port import Consent, Promised

TEXTS = (
    "Said to all",
    "Mine, not for quoting",
    "Mine, for the room",
    "For the facilitator alone",
    "Another one",
)


def sheet_of(table, language="lv", place="10.0.0.2:8770"):
    with table.store.read() as work:
        return takehome.sheet(work, table.session, language, place=place)


def themed(table, *groups):
    """Themes as a reader would have left them: each of these contributions quoted whole."""
    themes = [
        {
            "id": f"t{n + 1}", "label": f"name {n + 1}", "labels": {"en": f"english {n + 1}"}, "keywords": [],
            "size": len(group), "members": list(group), "circles": 1,
            "quotes": [{"contribution": id, "start": 0, "end": 99} for id in group],
        }
        for n, group in enumerate(groups)
    ]  # fmt: skip
    row = model.Reading(session_id=table.session, upto=99, themes=themes, placed=[], method={})
    table.store.change(lambda work: work.put(row))


def spoken(table):
    """Contributions of each kind of promise, by their words."""
    rounds = {r.id: n for n, r in enumerate(table.script.rounds)}
    free, shy = table.sit("a", quote=True), table.sit("b", quote=False)
    table.open()
    table.desk.agreed_aloud(table.session, 2, 2)
    table.turn(rounds["experience"])
    alone = table.say(free, TEXTS[3], "k3")
    table.turn(rounds["dialogue"])
    aloud = table.record.keep(table.session, TEXTS[0], key="k" * 16).id
    table.turn(rounds["insight"])
    mine, other = table.say(shy, TEXTS[1], "k1"), table.say(free, TEXTS[2], "k2")
    return free, [aloud, mine, other, alone]


def test_quotes_are_only_what_the_room_may_read(table):
    """Not who said no, not what was promised to the facilitator alone."""
    _, ids = spoken(table)
    themed(table, ids)
    (theme,) = sheet_of(table).themes
    assert set(theme.quotes) == {TEXTS[0], TEXTS[2]}


def test_words_taken_back_are_on_no_sheet(table):
    """Nor on the next one those of somebody who changed their mind."""
    seat, ids = spoken(table)
    themed(table, ids)
    table.circle.withdraw(seat, ids[2])
    assert set(sheet_of(table).themes[0].quotes) == {TEXTS[0]}
    table.circle.agree(seat, Consent(False, False))
    assert sheet_of(table).insights == 1


def test_what_the_room_stands_by_comes_first_and_what_it_rejected_is_counted(table):
    """With the room's own name before the program's."""
    _, ids = spoken(table)
    themed(table, ids[:1], ids[1:2], ids[2:3], ids[3:])
    check = Check(table.store, clock=table.clock)
    check.show(table.session)
    check.mark(table.session, "c02", "rejected")
    check.mark(table.session, "c03", "corrected", "As we say it")
    sheet = sheet_of(table, "en")
    assert [(t.name, t.machine, t.status) for t in sheet.themes] == [
        ("As we say it", "english 3", "corrected"),
        ("english 1", "", ""),
        ("english 4", "", ""),
    ]
    assert (sheet.rejected, sheet.checked, sheet.insights) == (1, True, 2)


def test_without_a_check_the_themes_are_said_to_be_unchecked(table):
    """And without a reading nothing is claimed."""
    _, ids = spoken(table)
    assert (sheet_of(table).read, sheet_of(table).themes) == (False, [])
    themed(table, ids)
    assert (sheet_of(table).read, sheet_of(table).checked) == (True, False)
    assert [t.name for t in sheet_of(table, "lv").themes] == ["name 1"]


def test_what_happens_next_stands_there_once_it_was_said(table):
    """Who answers and by when; the page of answers only where it can be reached."""
    sheet = sheet_of(table)
    assert (sheet.promised, sheet.answers) == (None, "")
    with table.store.read() as work:
        circle = work.session(table.session).circle_id
    said = {
        "commissioner": "Council",
        "answers_by": "Committee",
        "due": "2026-12-01",
        "note": "",
        "address": "",
    }
    table.store.change(lambda work: promise.keep(work, circle, said))
    sheet = sheet_of(table)
    assert (sheet.promised.answers_by, sheet.answers_here) == ("Committee", True)
    assert sheet_of(table, place=None).answers == ""


def test_a_long_note_leaves_the_themes_room(table):
    """It is cut at the end of a word, and the cut is seen; a short one stands as it was written."""
    _, ids = spoken(table)
    themed(table, ids)
    with table.store.read() as work:
        circle = work.session(table.session).circle_id
    for note, whole in (("In March.", True), ("The council meets. " * 80, False)):
        said = {"commissioner": "Council", "answers_by": "", "due": "", "note": note, "address": ""}
        table.store.change(lambda work, said=said: promise.keep(work, circle, said))
        sheet = sheet_of(table)
        assert (sheet.promised.note == note) is whole and len(sheet.themes) == 1
    assert sheet.promised.note.endswith(("meets. …", "council …", "The …"))


LINE = st.integers(1, 400).map(lambda n: "ā" * n)
THEME = st.builds(
    SheetTheme, LINE, st.sampled_from(["", "ž" * 60]), st.just("confirmed"), st.lists(LINE, max_size=2)
)
PROMISED = st.none() | st.builds(
    Promised,
    LINE,
    LINE,
    st.just("2026-12-01"),
    st.integers(1, 2000).map(lambda n: "ā " * n),
    st.just("token"),
    st.just("https://example.org"),
)


@given(st.lists(THEME, max_size=30), PROMISED)
def test_the_sheet_is_one_page_whatever_was_said(themes, promised):
    """Law: what is left fits, in its order; what does not is counted; second quotes go before first ones."""
    about = ("s", "Circle", "Question", "2026-10-03", "Library", "Host", ["lv"], False, {})
    address = "https://example.org" if promised else ""
    whole = Sheet(*about, True, True, themes, 0, 0, 3, promised, address, False, "2027-01-01")
    sheet = takehome._on_one_page(whole)
    room = takehome.LINES - takehome._around(sheet)
    assert room > 0
    assert takehome._lines(sheet.themes) <= max(room, 0)
    assert [t.name for t in sheet.themes] == [t.name for t in themes[: len(sheet.themes)]]
    assert sheet.more == len(themes) - len(sheet.themes)
    pairs = list(zip(sheet.themes, themes, strict=False))
    assert all(list(kept.quotes) == list(one.quotes)[: len(kept.quotes)] for kept, one in pairs)
    lost_first = any(one.quotes and not kept.quotes for kept, one in pairs)
    assert not lost_first or all(len(t.quotes) <= 1 for t in sheet.themes)
