"""The room check: what the room judged stays what it judged, and travels with the theme."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import check, model, reading
from facilitator.check import Check, carried
from facilitator.reading import Judged
from facilitator.retention import forget_due
from facilitator.slips import Slips
from participant_ui.port import Consent, NoSuchSeat, NotNow, WordsRefused

TEXTS = (
    "Bērni mūs iepazina",
    "Padome neatbild",
    "Bibliotēka atver",
    "Kaimiņi palīdz",
    "Ceļš ir slikts",
)


@pytest.fixture(name="room")
def _room(table):
    """Five wrote, two themes were found; the round in which the room looks at them is open."""
    table.check = Check(table.store, clock=table.clock, limits=table.circle.limits)
    table.write_round()
    table.seats = [table.sit(f"seat-{n}", quote=n != 1) for n in range(5)]
    table.ids = [
        table.say(seat, text, f"k{n}") for n, (seat, text) in enumerate(zip(table.seats, TEXTS, strict=True))
    ]
    found(table, [[0, 1, 2], [3, 4]])
    table.turn(table.rounds("check")[-1])
    return table


def found(table, groups, names=("alpha", "beta", "gamma", "delta")):
    """A reading as the reader would give it."""
    themes = [
        {
            "id": f"t{n + 1}", "label": name, "labels": {"lv": f"{name}-lv"}, "keywords": [name],
            "size": len(group), "members": [table.ids[i] for i in group], "circles": 1,
            "quotes": [{"contribution": table.ids[i], "start": 0, "end": 6} for i in group],
        }
        for n, (group, name) in enumerate(zip(groups, names, strict=False))
    ]  # fmt: skip
    placed = [
        {"id": id, "theme": t["id"], "language": "lv", "confidence": 1.0}
        for t in themes
        for id in t["members"]
    ]
    row = model.Reading(session_id=table.session, upto=99, themes=themes, placed=placed, method={"seed": 0})
    table.store.change(lambda work: work.put(row))


def judged(table):
    with table.store.read() as work:
        return reading.judged(work, table.session)


def shown(table):
    with table.store.read() as work:
        return reading.shown(work, table.session)


def test_a_later_reading_moves_nothing_the_room_looks_at(room):
    """While the check is on, the set that was put up stays as it is."""
    room.check.show(room.session)
    before = shown(room)
    found(room, [[0, 3], [1, 2, 4]], ("other", "another"))
    assert shown(room) == before
    assert [(t.label, t.size) for t in before] == [("alpha", 3), ("beta", 2)]
    room.check.show(room.session)
    assert shown(room) == before


def test_shown_again_what_was_judged_stays_and_the_rest_is_read_anew(room):
    """A draft of which somebody said something is not taken out from under them."""
    room.check.show(room.session)
    first, second = (t.id for t in shown(room))
    room.check.mark(room.session, first, "confirmed")
    room.check.take_away(room.session)
    assert shown(room) == []
    found(room, [[0, 1, 2], [3], [4]], ("alpha again", "three", "four"))
    room.check.show(room.session)
    assert [(t.label, t.status) for t in shown(room)] == [("alpha", "confirmed"), ("three", ""), ("four", "")]
    assert second not in [t.id for t in shown(room)] or shown(room)[1].label == "three"


def test_the_last_word_of_a_phone_counts_and_can_be_taken_back(room):
    """One phone, one verdict a theme, with its words."""
    room.check.show(room.session)
    theme = shown(room)[0].id
    room.check.judge(room.seats[0], theme, "confirmed")
    room.check.judge(room.seats[0], theme, "corrected", "  Bērni un skola ")
    assert [(v.verdict, v.text) for v in verdicts(room)] == [("corrected", "Bērni un skola")]
    room.check.judge(room.seats[0], theme, "")
    assert verdicts(room) == []


def verdicts(table):
    with table.store.read() as work:
        return work.rows(model.Verdict, session_id=table.session)


def test_a_phone_that_was_cut_off_is_heard_for_an_hour_after_closing(room, clock):
    """As its words are; then the check is over."""
    room.check.show(room.session)
    theme = shown(room)[0].id
    room.close()
    clock.pass_(minutes=50)
    room.check.judge(room.seats[0], theme, "confirmed")
    clock.pass_(minutes=20)
    with pytest.raises(NotNow, match="closed"):
        room.check.judge(room.seats[1], theme, "confirmed")


def test_a_theme_that_is_not_there_cannot_be_judged(room):
    """Nor by somebody without a seat."""
    room.check.show(room.session)
    with pytest.raises(NotNow, match="not_shown"):
        room.check.judge(room.seats[0], "c99", "confirmed")
    with pytest.raises(NoSuchSeat):
        room.check.mark(room.session, "c99", "confirmed")
    room.circle.leave(room.seats[0], withdraw=False)
    with pytest.raises(NoSuchSeat):
        room.check.judge(room.seats[0], shown(room)[0].id, "confirmed")


def test_a_correction_has_words(room):
    """The room's own; without any it is no correction."""
    room.check.show(room.session)
    theme = shown(room)[0].id
    with pytest.raises(WordsRefused, match="empty"):
        room.check.mark(room.session, theme, "corrected", "  ")
    room.check.mark(room.session, theme, "corrected", "Skola un bērni")
    assert (shown(room)[0].status, shown(room)[0].correction) == ("corrected", "Skola un bērni")
    room.check.mark(room.session, theme, "")
    assert (shown(room)[0].status, shown(room)[0].correction) == ("", "")


def test_hands_stand_beside_phones(room):
    """Typed in at the desk, by verdict; typed again they replace."""
    room.check.show(room.session)
    theme = shown(room)[0].id
    room.check.hands(room.session, theme, {"confirmed": 7, "corrected": 0, "rejected": 1})
    room.check.hands(room.session, theme, {"confirmed": 8, "corrected": 0, "rejected": 0})
    assert judged(room)[0].hands == {"confirmed": 8}
    with pytest.raises(ValueError):
        room.check.hands(room.session, theme, {"confirmed": -1})


def test_what_is_missing_is_a_contribution_by_phone_or_said_aloud(room):
    """It is kept, read for themes, and known to be what no draft held."""
    room.check.show(room.session)
    with pytest.raises(NotNow, match="not_agreed"):
        room.check.missing(room.session, "Par jauniešiem", key="m" * 16)
    room.desk.agreed_aloud(room.session, 5, 5)
    id = room.check.missing(room.session, "Par jauniešiem", key="m" * 16)
    assert room.check.missing(room.session, "Par jauniešiem", key="m" * 16) == id
    written = room.say(room.seats[2], "Un par autobusiem", "k-missing")
    with room.store.read() as work:
        kinds = {c.id: c.kind for c in work.contributions(room.session)}
    assert kinds[id] == kinds[written] == check.MISSING


def test_words_taken_back_leave_the_drafts_too(room):
    """Members, quotes, the machine's name: nothing in the file is left of them."""
    room.check.show(room.session)
    room.check.mark(room.session, shown(room)[0].id, "confirmed")
    room.circle.withdraw(room.seats[0], room.ids[0])
    draft = judged(room)[0]
    assert (draft.size, draft.status, draft.label) == (2, "confirmed", "")
    assert room.ids[0] not in [p.contribution for p in draft.passages]
    with room.store.read() as work:
        (row, _) = work.rows(model.CheckedTheme, session_id=room.session)
    assert room.ids[0] not in str(row.labels) and "alpha" not in str(row.labels)


def test_a_draft_that_lost_its_name_is_called_as_its_theme_is_read_anew(room):
    """The new name has none of the words that went."""
    room.check.show(room.session)
    room.circle.withdraw(room.seats[0], room.ids[0])
    found(room, [[1, 2], [3, 4]], ("council", "beta"))
    assert [t.label for t in shown(room)] == ["council", "beta"]


def test_who_no_longer_wants_to_be_quoted_is_in_no_draft(room):
    """Neither by a quote nor by a name made of their words."""
    room.check.show(room.session)
    room.circle.agree(room.seats[0], Consent(False, False))
    draft = judged(room)[0]
    assert draft.label == "" and room.ids[0] not in [p.contribution for p in draft.passages]
    assert draft.size == 3


@pytest.mark.parametrize("how", ["leaves", "is removed", "by slip code", "months later"])
def test_what_somebody_typed_about_a_draft_goes_with_their_words(room, clock, how):
    """Also where the room took it up as its own wording."""
    room.check.show(room.session)
    theme = shown(room)[0].id
    room.check.judge(room.seats[0], theme, "corrected", "Mana bērna skola")
    room.check.mark(room.session, theme, "corrected", "Mana bērna skola")
    if how == "leaves":
        room.circle.leave(room.seats[0], withdraw=True)
    elif how == "is removed":
        room.desk.remove_seat(room.session, 1)
    elif how == "by slip code":
        slips = Slips(room.store, clock=clock)
        assert slips.read(room.seats[0].slip).themes == ["Mana bērna skola"]
        slips.unsay(room.seats[0].slip)
    else:
        room.close()
        clock.pass_(days=60)
        room.check.judge(room.seats[0], theme, "")
    assert verdicts(room) == []
    assert (judged(room)[0].status, judged(room)[0].correction) == ("corrected", "")
    assert "Mana bērna skola" not in str([e.body for e in journal(room)])


def test_what_somebody_typed_goes_at_the_date_their_words_do(room, clock):
    """Who agreed to be kept for research stays, and nothing of the others is left in the file."""
    room.check.show(room.session)
    theme = shown(room)[0].id
    room.circle.agree(room.seats[0], Consent(True, True))
    room.check.judge(room.seats[0], theme, "corrected", "kept for research")
    room.check.judge(room.seats[1], theme, "corrected", "canary: mine alone")
    room.close()
    clock.pass_(days=91)
    forget_due(room.store, clock=clock)
    assert [v.text for v in verdicts(room)] == ["kept for research"]
    for file in room.store.path.parent.iterdir():
        assert b"canary" not in file.read_bytes()


def journal(table):
    with table.store.read() as work:
        return work.journal(table.session, 0)


def test_one_draft_is_looked_at_at_a_time(room):
    """The first when they are put up; then as the facilitator turns; "" is all of them."""
    room.check.show(room.session)
    first, second = (t.id for t in shown(room))
    assert at(room) == first
    room.check.turn(room.session, second)
    room.check.turn(room.session, second)
    assert at(room) == second
    room.check.turn(room.session, "")
    assert at(room) == ""
    assert [e.body["theme"] for e in journal(room) if e.name == "theme.turned"] == [first, second, ""]


def at(table):
    with table.store.read() as work:
        return reading.at_hand(work, table.session)


def test_without_a_reading_there_is_nothing_to_check(table):
    """Said so, and nothing is changed."""
    table.open()
    with pytest.raises(NotNow, match="no_themes"):
        Check(table.store).show(table.session)
    assert judged(table) == []


GROUP = st.frozensets(st.integers(0, 11).map(str), max_size=12)
STATUS = st.sampled_from(["", "confirmed", "corrected", "rejected"])


def draft(number, members, status):
    return Judged(f"c{number:02d}", "", {}, sorted(members), [], status, "", {})


@given(
    st.lists(st.tuples(GROUP, STATUS), max_size=6),
    st.dictionaries(st.integers(1, 8).map("t{}".format), GROUP, max_size=6),
)
def test_each_status_stands_once_whatever_was_read_since(drafts, themes):
    """Law: a draft the room judged is one theme of the report, or listed as found no more; never both."""
    given = [draft(n, members, status) for n, (members, status) in enumerate(drafts)]
    told = carried(given, {id: sorted(members) for id, members in themes.items()})
    places = [d.id for d in told.by_theme.values()] + [d.id for d in told.gone]
    assert len(places) == len(set(places))
    assert {d.id for d in given if d.status} <= set(places)
    assert set(told.by_theme) <= set(themes)


@given(st.lists(GROUP, min_size=1, max_size=5))
def test_the_same_reading_carries_every_status(groups):
    """A reading that found the same groups again carries each status on its own theme."""
    apart = [g - frozenset().union(*groups[:n]) for n, g in enumerate(groups)]
    apart = [g for g in apart if g]
    given = [draft(n, members, "confirmed") for n, members in enumerate(apart)]
    told = carried(given, {f"t{n}": sorted(members) for n, members in enumerate(apart)})
    assert told.gone == []
    assert all(told.by_theme[f"t{n}"].id == d.id for n, d in enumerate(given))
