"""Words revealed together, joined where nearly the same, held back, and taken away again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import aloud, deskview
from facilitator.events import Role
from facilitator.reveal import Reveal, shuffled
from facilitator.session import Stale
from participant_ui.port import Consent, NotNow, NotYours

SECRET = b"s" * 32


@pytest.fixture(name="silent")
def _silent(table):
    """Three people write in a round whose words come to the phones once they are revealed."""
    shared = {"experience": "phones", "second-thoughts": "projector"}
    rounds = [replace(r, shared=shared.get(r.id, r.shared)) for r in table.script.rounds]
    with table.store.read() as work:
        circle = work.session(table.session).circle_id
    table.session = table.prepare.session(circle, replace(table.script, rounds=rounds), capacity=12)
    with table.store.read() as work:
        table.link = work.session(table.session).link
    table.reveal = Reveal(table.store, SECRET)
    table.seats = [table.sit(f"seat-{n}") for n in range(3)]
    table.write_round()
    return table


def revealed(table, round=""):
    return table.reveal.reveal(table.session, seen=table.state, round=round)


def on_phone(table, seat=2):
    return [(card.text, card.several) for card in table.circle.room(table.seats[seat]).shared]


def on_wall(table):
    with table.store.read() as work:
        wall = deskview.projector(work, table.session, now=table.clock())
    return [(card.text, card.several) for card in wall.words]


def heard(table, role=Role.PHONES):
    with table.store.read() as work:
        return [told.news for told in aloud.journal(work, table.session, 0, role)]


def write(table, *texts, who=None):
    seats = [table.seats[who]] * len(texts) if who is not None else table.seats
    return [
        table.say(seat, text, f"{text}-{n}".encode().hex()[:48] + "k" * 16)
        for n, (seat, text) in enumerate(zip(seats, texts, strict=False))
    ]


def reason(refusal):
    return refusal.value.reason


def test_all_words_are_revealed_in_one_moment_to_wall_and_phones_alike(silent):
    """Nothing before; then one entry of the journal with all of them, in the same order everywhere."""
    ids = write(silent, "one", "two", "three")
    assert (on_phone(silent), on_wall(silent)) == ([], [])
    assert silent.reveal.waiting(silent.session) == 3
    before = len(silent.told)
    assert revealed(silent) == 3
    assert [told.name for told in silent.told[before:]] == ["words.revealed"]
    assert on_phone(silent) == on_wall(silent)
    assert {text for text, _ in on_wall(silent)} == {"one", "two", "three"}
    told = heard(silent)[-1]
    assert [card["text"] for card in told["words"]] == [text for text, _ in on_wall(silent)]
    assert sorted(told["order"]) == sorted(ids)
    assert [mine.state for mine in silent.circle.room(silent.seats[0]).mine] == ["released"]


def test_where_the_wall_alone_shows_them_phones_hear_which_and_no_word(silent):
    """A round shared with the projector: each phone learns that its own words are shown, and nothing else."""
    silent.turn(silent.rounds("write")[1])
    ids = write(silent, "hush-hush", "two")
    revealed(silent)
    assert on_phone(silent) == [] and len(on_wall(silent)) == 2
    told = heard(silent)[-1]
    assert (sorted(told["order"]), told["words"]) == (sorted(ids), [])
    assert "hush-hush" not in repr(heard(silent))


@given(st.sets(st.uuids().map(str), max_size=8).flatmap(lambda ids: st.permutations(sorted(ids))))
def test_the_order_says_nothing_of_who_came_first(ids):
    """Whoever wrote first or sat where: the same words stand in the same order, in each round another one."""
    assert shuffled(SECRET, "s", "r", ids) == shuffled(SECRET, "s", "r", sorted(ids))
    assert sorted(shuffled(SECRET, "s", "r", ids)) == sorted(ids)


def test_every_order_comes_up():
    """Over many rounds each of three is first about as often: nobody's words are always on top."""
    first = [shuffled(SECRET, "s", f"round-{n}", "abc")[0] for n in range(600)]
    assert all(150 < first.count(id) < 250 for id in "abc")
    assert len({tuple(shuffled(SECRET, f"session-{n}", "r", "abc")) for n in range(60)}) == 6


def test_words_that_come_late_wait_and_are_added_at_the_end(silent):
    """Revealing again moves nothing that stands there."""
    write(silent, "one", "two")
    revealed(silent)
    first = on_phone(silent)
    write(silent, "late", who=2)
    assert on_phone(silent) == first
    revealed(silent)
    assert on_phone(silent) == on_wall(silent) == [*first, ("late", False)]
    with pytest.raises(NotNow) as refusal:
        revealed(silent)
    assert reason(refusal) == "nothing_to_reveal"


def test_who_does_not_want_to_be_quoted_is_not_revealed(silent):
    """Nor is anything in a round whose page promised that only the facilitator reads it."""
    silent.seats[0] = silent.sit("shy", quote=False)
    write(silent, "mine", "theirs")
    assert revealed(silent) == 1
    assert on_phone(silent) == [("theirs", False)]
    with pytest.raises(NotNow) as refusal:
        revealed(silent, round="welcome")
    assert reason(refusal) == "not_for_room"


def test_a_stale_desk_reveals_nothing(silent):
    """Two consoles: the round was turned by the other one meanwhile."""
    write(silent, "one")
    seen = silent.state
    silent.turn(silent.rounds("away")[0])
    with pytest.raises(Stale):
        silent.reveal.reveal(silent.session, seen=seen)
    assert on_phone(silent) == []


def test_words_of_an_earlier_round_can_be_revealed_later(silent):
    """The facilitator turned too early: the round can still be named."""
    write(silent, "one")
    silent.turn(silent.rounds("away")[-1])
    assert revealed(silent, round="experience") == 1
    assert on_phone(silent) == [("one", False)]
    with pytest.raises(NotNow) as refusal:
        revealed(silent, round="no such")
    assert reason(refusal) == "no_such_round"


def test_what_should_not_be_shown_is_held_back_before_the_reveal(silent):
    """It stays at the desk, its phone says so, and afterwards it can still be shown by itself."""
    rude, _ = write(silent, "rude", "fine")
    with pytest.raises(NotNow) as refusal:
        silent.desk.release(silent.session, rude)
    assert reason(refusal) == "reveal_together"
    silent.desk.hide(silent.session, rude)
    with pytest.raises(NotNow):
        silent.desk.release(silent.session, rude)
    assert revealed(silent) == 1
    assert silent.circle.room(silent.seats[0]).mine[0].state == "hidden"
    assert on_phone(silent) == [("fine", False)]
    silent.desk.release(silent.session, rude)
    assert on_phone(silent) == on_wall(silent) == [("fine", False), ("rude", False)]


def test_hiding_is_at_once_and_silent_afterwards(silent):
    """No later reading of the journal speaks the hidden words again, to phones or wall."""
    bad, _ = write(silent, "regretted", "fine")
    revealed(silent)
    silent.desk.hide(silent.session, bad)
    assert on_phone(silent) == on_wall(silent) == [("fine", False)]
    assert silent.told[-1].name == "contribution.hidden"
    for role in (Role.PHONES, Role.PROJECTOR):
        assert "regretted" not in repr(heard(silent, role))
    assert "regretted" in repr(heard(silent, Role.FACILITATOR))


def test_nearly_the_same_words_are_offered_and_joined_to_one_card(silent):
    """All stay in the record and in every count; on wall and phones there is one card, said by several."""
    ids = write(silent, "Mani uzklausīja bibliotēkā.", "Cits stāsts", "mani uzklausija biblioteka")
    (offer,) = silent.reveal.candidates(silent.session)
    assert set(offer.ids) == {ids[0], ids[2]}
    silent.reveal.join(silent.session, [ids[2], ids[0]])
    assert silent.reveal.candidates(silent.session) == []
    assert revealed(silent) == 3
    assert sorted(on_phone(silent)) == [("Cits stāsts", False), ("mani uzklausija biblioteka", True)]
    assert on_wall(silent) == on_phone(silent)
    assert len(silent.words()) == 3
    assert [silent.circle.room(seat).mine[0].state for seat in silent.seats] == ["released"] * 3
    with silent.store.read() as work:
        view = deskview.desk(work, silent.session, here=frozenset(), now=silent.clock())
    assert {one.id: one.joined_to for one in view.words} == {ids[0]: ids[2], ids[1]: "", ids[2]: ""}


def test_joining_and_parting_after_the_reveal_changes_wall_and_phones(silent):
    """The card that was there stays where it is; what is parted comes back to its own place."""
    ids = write(silent, "same words", "another", "same words here")
    revealed(silent)
    apart = on_phone(silent)
    silent.reveal.join(silent.session, [ids[0], ids[2]])
    assert ("same words", True) in on_phone(silent) and len(on_phone(silent)) == 2
    assert on_phone(silent) == on_wall(silent)
    silent.reveal.part(silent.session, ids[2])
    assert on_phone(silent) == on_wall(silent) == apart
    silent.reveal.join(silent.session, ids)
    silent.reveal.part(silent.session, ids[0])
    assert on_phone(silent) == on_wall(silent) == apart


def test_late_words_join_a_card_that_is_there(silent):
    """They are shown with it, though they came after the reveal; nothing waits for another one."""
    (shown,) = write(silent, "same words", who=0)
    revealed(silent)
    (late,) = write(silent, "same words, late", who=1)
    silent.reveal.join(silent.session, [late, shown])
    assert on_phone(silent) == on_wall(silent) == [("same words", True)]
    assert silent.circle.room(silent.seats[1]).mine[0].state == "released"
    assert silent.reveal.waiting(silent.session) == 0


@pytest.mark.parametrize("away", ["withdraw", "no longer quoted", "leave"])
def test_when_the_words_on_the_card_go_another_stands_for_the_rest(silent, away):
    """In the same place; of whoever took words away nothing is left to see."""
    ids = write(silent, "first said", "another", "first said too")
    silent.reveal.join(silent.session, [ids[0], ids[2]])
    revealed(silent)
    place = on_wall(silent).index(("first said", True))
    if away == "withdraw":
        silent.circle.withdraw(silent.seats[0], ids[0])
    elif away == "leave":
        silent.circle.leave(silent.seats[0], withdraw=True)
    else:
        silent.circle.agree(silent.seats[0], Consent(False, False))
    assert on_wall(silent)[place] == on_phone(silent, 1)[place] == ("first said too", False)
    assert len(on_wall(silent)) == 2


def test_when_words_behind_a_card_go_the_card_stays(silent):
    """And says no longer that several said it."""
    ids = write(silent, "first said", "another", "first said too")
    silent.reveal.join(silent.session, [ids[0], ids[2]])
    revealed(silent)
    silent.circle.withdraw(silent.seats[2], ids[2])
    assert ("first said", False) in on_phone(silent)
    assert "first said too" not in silent.words()


def test_hiding_a_card_hides_all_behind_it(silent):
    """What was nearly the same does not come up in its place; shown again, it is one card again."""
    ids = write(silent, "not this", "another", "not this either")
    silent.reveal.join(silent.session, [ids[0], ids[2]])
    revealed(silent)
    before = on_phone(silent)
    silent.desk.hide(silent.session, ids[2])
    assert on_phone(silent) == on_wall(silent) == [("another", False)]
    silent.desk.release(silent.session, ids[0])
    assert on_phone(silent) == on_wall(silent) == before


def test_only_words_that_may_be_shown_are_joined(silent):
    """Not those of somebody who does not want to be quoted, not those of another round or session."""
    silent.seats[0] = silent.sit("shy", quote=False)
    ids = write(silent, "the same", "the same here")
    with pytest.raises(NotNow) as refusal:
        silent.reveal.join(silent.session, ids)
    assert reason(refusal) == "not_quotable"
    for too_few in ([ids[1]], [ids[1], ids[1]]):
        with pytest.raises(NotNow):
            silent.reveal.join(silent.session, too_few)
    with pytest.raises(NotYours):
        silent.reveal.join(silent.session, [ids[0], "nothing there"])


def test_words_corrected_on_the_wall_are_shown_corrected(silent):
    """A slip of the pen keeps its place; a wholly new thought leaves the card it was joined to."""
    ids = write(silent, "I was heard there", "another", "I was heard there, too.")
    silent.reveal.join(silent.session, [ids[2], ids[0]])
    revealed(silent)
    silent.circle.mend(silent.seats[2], ids[2], "I was heard there, at last.")
    assert ("I was heard there, at last.", True) in on_phone(silent)
    silent.circle.mend(silent.seats[0], ids[0], "Nobody ever asked me.")
    assert sorted(on_phone(silent)) == [
        ("I was heard there, at last.", False),
        ("Nobody ever asked me.", False),
        ("another", False),
    ]
    assert on_phone(silent) == on_wall(silent)


def test_paper_slips_are_revealed_with_the_rest(silent):
    """A circle with no phone at all has the same moment; what was said aloud is shown line by line."""
    silent.desk.paper_slip(silent.session, Consent(True, False), key="p" * 16)
    silent.desk.agreed_aloud(silent.session, 4, 4)
    silent.record.keep(silent.session, "From paper", key="k" * 16, paper=1)
    aloud = silent.record.keep(silent.session, "Said aloud", key="m" * 16).id
    assert revealed(silent) == 1
    assert on_wall(silent) == [("From paper", False)]
    silent.desk.release(silent.session, aloud)
    assert on_wall(silent) == [("From paper", False), ("Said aloud", False)]
