"""A theme keeps the part of its name that others said too; what one person alone said goes with the words."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator import model, reading
from facilitator.check import Check
from facilitator.theme_names import touched, without
from participant_ui.port import Consent

NAMED = {
    "label": "road · bus",
    "labels": {"en": "road · bus", "lv": "ceļš · zebra"},
    "keywords": ["road", "bus", "zebra"],
    "said_by": {"road": ["a", "b"], "bus": ["b", "c"], "ceļš": ["a", "b"], "zebra": ["a"]},
}


def test_a_name_stays_while_each_of_its_words_was_said_by_others_too():
    """One person's words go: the names others said stay, the name only they gave a word to does not."""
    left = without(NAMED, {"a"})
    assert (left["label"], left["labels"]) == ("road · bus", {"en": "road · bus"})
    assert left["keywords"] == ["road", "bus"]
    assert without(left, {"b"})["label"] == ""
    assert "zebra" not in repr({**left, "said_by": {}})


def test_a_name_of_which_nothing_is_known_goes_and_a_codebooks_stays():
    """Older readings lose their names as before; the codebook's are nobody's words."""
    old = {"label": "road", "labels": {"en": "road"}, "keywords": ["road"]}
    assert without(old, {"a"}) == {"label": "", "labels": {}, "keywords": [], "said_by": {}}
    code = {**old, "given": True}
    assert without(code, {"a"}) == code | {"keywords": [], "said_by": {}}


@given(st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("abc")))
def test_words_that_go_one_by_one_leave_what_they_leave_together(first, then):
    """And where nothing of a theme went, nothing of its name does."""
    assert without(without(NAMED, first), then) == without(NAMED, first | then)
    assert touched(NAMED, [], first) == bool(first)


def test_a_confirmed_theme_keeps_its_name_when_one_of_many_takes_words_back(table):
    """On the wall, in the reading and in the file: the name others gave stays, the words do not."""
    table.check = Check(table.store, clock=table.clock, limits=table.circle.limits)
    table.write_round()
    seats = [table.sit(key) for key in ("a", "b", "c")]
    texts = ("The zebra road", "A bus road", "The bus again")
    said = [
        table.say(seat, text, f"key-{n}") for n, (seat, text) in enumerate(zip(seats, texts, strict=True))
    ]
    ids = dict(zip("abc", said, strict=True))
    theme = {"id": "t1", "members": said, "size": 3, "circles": 1, "quotes": []} | NAMED
    theme["said_by"] = {word: [ids[one] for one in who] for word, who in NAMED["said_by"].items()}
    row = model.Reading(session_id=table.session, upto=9, themes=[theme], placed=[], method={})
    table.store.change(lambda work: work.put(row))
    table.check.show(table.session)
    table.check.mark(table.session, "c01", "confirmed")
    table.circle.withdraw(seats[0], said[0])
    with table.store.read() as work:
        (draft,), (found,) = reading.judged(work, table.session), reading.themes(work, table.session)
    assert (draft.label, draft.status, found.label) == ("road · bus", "confirmed", "road · bus")
    assert "zebra" not in repr((draft, found))
    table.circle.agree(seats[1], Consent(False, False))
    with table.store.read() as work:
        assert reading.judged(work, table.session)[0].label == ""
