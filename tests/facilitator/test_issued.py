"""Copies that went out: those whose words were taken back or changed afterwards are known, and no others."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator import issued
from participant_ui.port import Consent

STEP = st.sampled_from(["keep", "withdraw", "mend", "issue"])


def issue(table, content=b"report", kind="html", language="lv"):
    table.store.change(lambda work: issued.note(work, table.session, content, kind=kind, language=language))


def copies(table, which=issued.changed):
    with table.store.read() as work:
        return which(work, table.session)


@pytest.fixture(name="talk")
def _talk(table):
    """The dialogue is open, people agreed, and the recorder writes."""
    table.open()
    table.turn(4)
    table.desk.agreed_aloud(table.session, 9, 10)
    return table


def keep(table):
    key = uuid4().hex
    return table.record.keep(table.session, f"Words {key}", key=key).id


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(STEP, max_size=14), pick=st.randoms(use_true_random=False))
def test_a_copy_is_changed_if_and_only_if_its_words_are(talk, steps, pick):
    """Whatever happens in whatever order: a copy counts each of its words taken back or corrected, once."""
    start, there, gone, mended, out = len(copies(talk, issued.listed)), [], {}, {}, []
    for number, step in enumerate(steps):
        if step == "keep" or (not there and step != "issue"):
            there.append(keep(talk))
        elif step == "issue":
            issue(talk, uuid4().bytes)
            out.append((list(there), number))
        elif step == "withdraw":
            id = there.pop(pick.randrange(len(there)))
            talk.record.take_back(talk.session, id)
            gone[id] = number
        else:
            id = pick.choice(there)
            talk.record.mend(talk.session, id, f"Mended {uuid4().hex}", quotable=True)
            mended[id] = number
    for copy, (held, at) in zip(copies(talk, issued.listed)[start:], out, strict=True):
        taken_back = {id for id in held if id in gone}
        corrected = {id for id in held if mended.get(id, -1) > at} - taken_back
        assert (copy.taken_back, copy.corrected) == (len(taken_back), len(corrected))
        assert copy.changed == bool(taken_back or corrected)


def test_a_copy_says_what_it_was_and_how_much_is_gone(talk):
    """Kind, language, day, the hash of its bytes; and once a newer one is taken, from which day."""
    first, second = keep(talk), keep(talk)
    issue(talk)
    assert copies(talk) == []
    talk.record.take_back(talk.session, first)
    talk.record.mend(talk.session, second, "Other words", quotable=True)
    (copy,) = copies(talk)
    assert (copy.kind, copy.language, copy.on) == ("html", "lv", "2026-10-03")
    assert (copy.taken_back, copy.corrected, copy.consent, copy.newer) == (1, 1, False, "")
    assert copy.sha256.startswith("845e9183")
    talk.clock.pass_(days=1)
    issue(talk, b"a new report")
    assert [(c.newer, c.changed) for c in copies(talk, issued.listed)] == [("2026-10-04", True), ("", False)]


def test_words_that_came_later_were_in_no_earlier_copy(talk):
    """Kept after it went out and taken back: nothing in it changed."""
    keep(talk)
    issue(talk)
    talk.record.take_back(talk.session, keep(talk))
    assert copies(talk) == []


def test_what_was_never_recorded_was_in_no_copy(talk):
    """A turn left out is only a place: taking the place away changes no copy."""
    id = keep(talk)
    talk.record.redact(talk.session, id)
    issue(talk)
    talk.record.take_back(talk.session, id)
    assert copies(talk) == []


def test_consent_changed_is_enough_to_look_again(talk):
    """Who it was and which words is told to nobody: every copy that was out is listed."""
    seat = talk.sit(quote=True)
    issue(talk)
    talk.circle.agree(seat, Consent(False, False))
    assert [c.consent for c in copies(talk)] == [True]


def test_the_same_bytes_again_are_no_other_copy(talk):
    """A withdrawal that changed nothing in the file: who has it need not replace it."""
    id = keep(talk)
    issue(talk)
    talk.record.take_back(talk.session, id)
    issue(talk)
    assert (len(copies(talk, issued.listed)), copies(talk)) == (1, [])


def test_a_rehearsal_takes_its_copies_with_it(talk):
    """Deleted without trace means these too."""
    other = talk.prepare.session(talk.prepare.page().circles[0].id, talk.script, rehearsal=True)
    talk.store.change(lambda work: issued.note(work, other, b"x", kind="html", language="lv"))
    talk.desk.forget_rehearsal(other)
    with talk.store.read() as work:
        assert issued.listed(work, other) == []
    talk.store.change(lambda work: issued.note(work, other, b"x", kind="html", language="lv"))
    with talk.store.read() as work:
        assert issued.listed(work, other) == []
