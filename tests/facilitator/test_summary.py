"""The five questions at the end: the last answer counts, and nobody's text is replaced unseen."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.retention import forget_due
from facilitator.summary import QUESTIONS, Given, Summary, answers, may_replace, version
from participant_ui.port import NoSuchSeat, NotNow, WordsRefused

EMPTY = version("")


@pytest.fixture(name="summary")
def _summary(table):
    return Summary(table.store)


def stored(table):
    with table.store.read() as work:
        return answers(work, table.session)


def test_answers_come_in_the_order_of_the_questions(table, summary):
    """Whatever was answered first; what was not answered is left out; the journal holds no word of it."""
    summary.answer(table.session, {"further": Given("The council", EMPTY)})
    summary.answer(table.session, {"topics": Given("  Trust in the council\r\n", EMPTY)})
    assert list(stored(table).items()) == [("topics", "Trust in the council"), ("further", "The council")]
    assert [told.name for told in table.told] == ["summary.answered"] * 2
    assert tuple(stored(table)) == tuple(q for q in QUESTIONS if q in ("topics", "further"))


def test_an_answer_is_changed_by_whoever_saw_it(table, summary):
    """And can be emptied again."""
    summary.answer(table.session, {"topics": Given("First", EMPTY)})
    assert summary.answer(table.session, {"topics": Given("Second", version("First"))}) == {}
    assert stored(table) == {"topics": "Second"}
    assert summary.answer(table.session, {"topics": Given(" ", version("Second"))}) == {}
    assert stored(table) == {}


def test_two_at_once_the_later_sees_the_earlier_before_replacing_it(table, summary):
    """Both began from the empty question; other questions of the same form are kept all the same."""
    summary.answer(table.session, {"topics": Given("What one wrote", EMPTY)})
    unseen = summary.answer(
        table.session, {"topics": Given("What the other wrote", EMPTY), "open": Given("Much", EMPTY)}
    )
    assert unseen == {"topics": "What one wrote"}
    assert stored(table) == {"topics": "What one wrote", "open": "Much"}
    again = {"topics": Given("What the other wrote", version("What one wrote"))}
    assert summary.answer(table.session, again) == {}
    assert stored(table)["topics"] == "What the other wrote"


def test_an_answer_sent_twice_is_one_answer(table, summary):
    """The first answer was lost on the way: nothing is unseen, nothing is told again."""
    sent = {"topics": Given("Once", EMPTY)}
    assert [summary.answer(table.session, sent) for _ in range(2)] == [{}, {}]
    assert len(table.told) == 1


def test_what_was_not_touched_changes_nothing(table, summary):
    """A page without script sends all five each time, also those that another screen answered meanwhile."""
    summary.answer(table.session, {"topics": Given("Written meanwhile", EMPTY)})
    assert summary.answer(table.session, {"topics": Given("", EMPTY)}) == {}
    assert stored(table) == {"topics": "Written meanwhile"}


TYPED = st.tuples(st.sampled_from("ab"), st.sampled_from(["x", "y", "z", ""]))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TYPED, max_size=8))
def test_no_text_goes_unseen(table, summary, typed):
    """Two screens answer in any order: whoever replaced a text had it on the screen before."""
    summary.answer(table.session, {"open": Given("", version(stored(table).get("open", "")))})
    seen = dict.fromkeys("ab", stored(table).get("open", ""))
    for number, (screen, text) in enumerate(typed):
        text = f"{screen}{number}{text}"
        before = stored(table).get("open", "")
        unseen = summary.answer(table.session, {"open": Given(text, version(seen[screen]))})
        assert (stored(table).get("open", "") == text) == (seen[screen] == before)
        assert unseen == ({} if seen[screen] == before else {"open": before})
        seen[screen] = stored(table)["open"]


@given(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))
def test_only_what_was_seen_is_replaced(there, text, seen):
    """The rule by itself."""
    assert may_replace(there, text, version(seen)) == (there == seen and text != seen)


def test_nothing_is_answered_where_nothing_may_be(table, summary):
    """No such evening, a question nobody asked, too long an answer, a record that is finished."""
    with pytest.raises(NoSuchSeat):
        summary.answer("nowhere", {"topics": Given("x", EMPTY)})
    assert summary.answer(table.session, {"weather": Given("Fine", EMPTY)}) == {}
    with pytest.raises(WordsRefused):
        summary.answer(table.session, {"topics": Given("x" * 9000, EMPTY)})

    def seal(work):
        work.session(table.session).sealed_at = table.clock()

    table.store.change(seal)
    with pytest.raises(NotNow):
        summary.answer(table.session, {"topics": Given("x", EMPTY)})
    assert stored(table) == {}


def test_answers_go_with_the_record_when_their_date_has_come(table, summary):
    """They are the recorder's own words, as the record is; nothing of them stays in the file."""
    table.open()
    summary.answer(table.session, {"topics": Given("canary: the council", EMPTY)})
    table.close()
    table.clock.pass_(days=89)
    forget_due(table.store, clock=table.clock)
    assert stored(table) == {"topics": "canary: the council"}
    table.clock.pass_(days=2)
    forget_due(table.store, clock=table.clock)
    assert stored(table) == {}
    for file in table.store.path.parent.iterdir():
        assert b"canary" not in file.read_bytes()
