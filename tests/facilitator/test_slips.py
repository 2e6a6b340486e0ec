"""With a slip code: one's own words read, corrected, taken back, on whatever day and with no phone at all."""

import pytest

from facilitator import model, research
from facilitator.limits import Limits
from facilitator.sealing import Sealing
from facilitator.session import Stale
from facilitator.slips import Slips
from participant_ui.port import Consent, NoSuchSeat, NotNow, NotYours, Stage, WordsRefused


@pytest.fixture(name="evening")
def _evening(table):
    """One person on a phone, one on paper; both wrote in the first round of writing."""
    table.slips = Slips(table.store, clock=table.clock, limits=Limits(table.clock.seconds))
    table.sealing = Sealing(table.store, clock=table.clock)
    table.seat = table.sit()
    table.number, table.code = table.desk.paper_slip(table.session, Consent(True, False), key="p" * 16)
    table.write_round()
    table.mine = table.say(table.seat, "A neighbour listened.")
    table.theirs = table.record.keep(table.session, "The council did not.", key="k" * 16, paper=1).id
    return table


def seal(evening):
    evening.close()
    evening.sealing.seal(evening.session, seen=evening.state)


def reason(refusal):
    return refusal.value.reason


def row(evening, id):
    with evening.store.read() as work:
        return work.contribution(id)


def in_file(evening, words):
    return any(words.encode() in f.read_bytes() for f in evening.store.path.parent.iterdir())


def test_a_slip_code_shows_its_own_words_and_no_others(evening):
    """Typed in small letters, with the dash or without: the words, the choices, until when they are kept."""
    for typed in (evening.code, evening.code.lower(), f" {evening.code[:5]} - {evening.code[5:]} "):
        slip = evening.slips.read(typed)
        assert [words.text for words in slip.words] == ["The council did not."]
        assert (slip.number, slip.circle, slip.consent.quote) == (1, "Evening", True)
    assert [words.text for words in evening.slips.read(evening.seat.slip).words] == ["A neighbour listened."]
    assert evening.circle.room(evening.seat).circle == "Evening"  # reading at the desk moves no seat


def test_wrong_slip_codes_are_slowed(evening):
    """Ten in a minute, then the desk waits as everybody does."""
    for _ in range(10):
        with pytest.raises(NoSuchSeat):
            evening.slips.read("0000000000")
    with pytest.raises(NotNow) as refusal:
        evening.slips.read(evening.code)
    assert reason(refusal) == "too_many_tries"


def test_words_are_corrected_by_whoever_said_them_until_they_are_sealed(evening):
    """From the phone or at the desk, also after closing and on another day; nothing old stays in the file."""
    evening.close()
    evening.clock.pass_(days=1)
    evening.circle.mend(evening.seat, evening.mine, "  Two neighbours listened. ")
    evening.slips.mend(evening.code, evening.theirs, "The council did, later.")
    assert evening.words() == ["Two neighbours listened.", "The council did, later."]
    assert row(evening, evening.mine).corrected_at.replace(tzinfo=None) == evening.clock().replace(
        tzinfo=None
    )
    assert not in_file(evening, "The council did not.")
    evening.sealing.seal(evening.session, seen=evening.state)
    for mend in (
        lambda: evening.circle.mend(evening.seat, evening.mine, "Too late."),
        lambda: evening.slips.mend(evening.code, evening.theirs, "Too late."),
    ):
        with pytest.raises(NotNow) as refusal:
            mend()
        assert reason(refusal) == "sealed"
    assert "Too late." not in evening.words()


def test_after_sealing_words_can_still_be_taken_back(evening):
    """By the phone and by the slip code; the row stays empty and its key taken."""
    seal(evening)
    evening.circle.withdraw(evening.seat, evening.mine)
    evening.slips.withdraw(evening.code, evening.theirs)
    assert evening.words() == []
    assert (row(evening, evening.mine).text, row(evening, evening.mine).key) == ("", "w" * 16)
    assert not in_file(evening, "A neighbour listened.")
    with pytest.raises(WordsRefused):
        evening.record.keep(evening.session, "The council did not.", key="k" * 16, paper=1)


def test_words_taken_back_are_not_corrected_back_to_life(evening):
    """Correcting what was taken back is refused."""
    evening.circle.withdraw(evening.seat, evening.mine)
    with pytest.raises(WordsRefused) as refusal:
        evening.circle.mend(evening.seat, evening.mine, "There again.")
    assert reason(refusal) == "withdrawn"


def test_nobody_corrects_or_takes_back_the_words_of_another(evening):
    """A seat and a slip reach their own words alone."""
    with pytest.raises(NotYours):
        evening.circle.mend(evening.seat, evening.theirs, "Mine now.")
    with pytest.raises(NotYours):
        evening.slips.mend(evening.code, evening.mine, "Mine now.")
    with pytest.raises(NotYours):
        evening.slips.withdraw(evening.code, evening.mine)
    assert evening.words() == ["A neighbour listened.", "The council did not."]


@pytest.mark.parametrize(
    ("text", "why"), [("  ", "empty"), ("x" * 2001, "too_long"), ("\udc00", "unreadable")]
)
def test_a_correction_is_cleaned_and_refused_as_words_are(evening, text, why):
    """The old words stay."""
    with pytest.raises(WordsRefused) as refusal:
        evening.circle.mend(evening.seat, evening.mine, text)
    assert reason(refusal) == why
    assert "A neighbour listened." in evening.words()


def test_the_same_correction_twice_is_one(evening):
    """A lost answer and a second press: one entry in the journal."""
    for _ in range(2):
        evening.circle.mend(evening.seat, evening.mine, "Better said.")
    assert [told.name for told in evening.told].count("contribution.mended") == 1


def read(evening):
    """A reading as the reader would give it: one theme of both, a quote from each."""
    ids = [evening.mine, evening.theirs]
    theme = {
        "id": "t1", "label": "listening", "labels": {"en": "listening"}, "keywords": ["listen"], "size": 2,
        "members": ids, "quotes": [{"contribution": id, "start": 0, "end": 11} for id in ids], "circles": 1,
    }  # fmt: skip
    placed = [{"id": id, "theme": "t1", "language": "en", "confidence": 1.0} for id in ids]
    kept = model.Reading(
        session_id=evening.session, upto=9, themes=[theme], placed=placed, method={"seed": 0}
    )
    vectors = [model.Vector(contribution_id=id, embedder="e", values=b"\0\0") for id in ids]
    evening.store.change(lambda work: [work.put(one) for one in (kept, *vectors)])


def report(evening):
    with evening.store.read() as work:
        return research.report(work, evening.session)


def test_what_is_taken_back_with_a_slip_is_gone_from_themes_quotes_counts_and_report(evening):
    """Sealed, on another day, by code: the report made then knows nothing of it."""
    read(evening)
    assert (report(evening).themes[0].size, len(report(evening).themes[0].quotes)) == (2, 2)
    seal(evening)
    evening.clock.pass_(days=1)
    evening.slips.withdraw(evening.code, evening.theirs)
    made = report(evening)
    assert [theme.size for theme in made.themes] == [1]
    assert "council" not in repr(made) and "listening" not in repr(made)  # the name came of these words too
    assert [c.text for c in made.contributions] == ["A neighbour listened."]
    with evening.store.read() as work:
        assert set(work.vectors(evening.session, "e")) == {evening.mine}
        assert len(work.contributions(evening.session)) == 2  # the tombstone


def test_a_correction_forgets_what_was_read_of_the_old_words(evening):
    """No quote of words that are no longer said; they wait to be read anew, and are in the report."""
    read(evening)
    evening.slips.mend(evening.code, evening.theirs, "The mayor did, later.")
    made = report(evening)
    assert "council" not in repr(made)
    assert [c.text for c in made.contributions] == ["A neighbour listened.", "The mayor did, later."]
    with evening.store.read() as work:
        assert work.unread(evening.session) == 1


def test_consent_can_be_changed_with_the_slip(evening):
    """Who is on paper may change their mind too: shown words leave the wall."""
    evening.turn(next(i for i, r in enumerate(evening.script.rounds) if r.shared == "projector"))
    id = evening.record.keep(evening.session, "On the wall", key="w" * 16, paper=1).id
    evening.desk.release(evening.session, id)
    evening.slips.agree(evening.code, Consent(False, True))
    assert evening.slips.read(evening.code).consent == Consent(False, True)
    assert row(evening, id).visibility == "hidden"


def test_a_slip_code_is_enough_at_the_phones_door(evening):
    """The next day, with no link: it gives the seat and the words, and the phone that had it loses it."""
    evening.close()
    evening.clock.pass_(days=1)
    found = evening.circle.seat_by_code(evening.code.lower())
    assert [words.text for words in evening.circle.room(found).mine] == ["The council did not."]
    again = evening.circle.seat_by_code(evening.code)
    with pytest.raises(NoSuchSeat):
        evening.circle.room(found)
    evening.circle.withdraw(again, evening.theirs)
    for wrong in ("0000000000", evening.link, ""):
        with pytest.raises(NoSuchSeat):
            evening.circle.seat_by_code(wrong)


def test_only_what_is_closed_is_sealed_and_then_stays_so(evening):
    """An open circle is not sealed; a stale desk seals nothing; sealed, it is not opened again."""
    for seen, refusal in ((evening.state, NotNow), (0, Stale)):
        with pytest.raises(refusal):
            evening.sealing.seal(evening.session, seen=seen)
    seal(evening)
    evening.sealing.seal(evening.session, seen=0)
    assert [told.name for told in evening.told].count("session.sealed") == 1
    assert evening.circle.room(evening.seat).sealed
    with pytest.raises(NotNow) as refusal:
        evening.desk.move(evening.session, Stage.OPEN, seen=evening.state)
    assert reason(refusal) == "sealed"


def test_after_sealing_no_late_words_come_in(evening):
    """Within the hour a phone that was cut off may still deliver; not once the record is finished."""
    seal(evening)
    writing = evening.script.rounds[evening.rounds("write")[0]].id
    with pytest.raises(NotNow) as refusal:
        evening.say(evening.seat, "late", "late" * 4, writing)
    assert reason(refusal) == "closed"
