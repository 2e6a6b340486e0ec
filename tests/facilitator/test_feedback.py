"""Feedback: anonymous, unlinked, and told only where five people answered."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator import feedback, model
from facilitator.chairs import Options
from facilitator.feedback import Counted, State
from facilitator.limits import Limits
from facilitator.pulse import Spread
from facilitator.questions import Questions
from facilitator.retention import forget_due
from facilitator.store import StorageFull
from participant_ui.port import NoSuchSeat, NotNow, WordsRefused
from participant_ui.questions import STATEMENTS, WORDS, Form

FORMS = st.builds(
    Form,
    st.dictionaries(st.sampled_from(list(STATEMENTS)), st.integers(1, 5)),
    st.none() | st.integers(0, 10),
    st.dictionaries(st.sampled_from(list(WORDS)), st.text("abc", min_size=1, max_size=5)),
).filter(lambda form: not form.empty)
SLOWLY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(name="asking")
def _asking(table):
    return Questions(table.store, table.circle.secret, clock=table.clock, limits=Limits(table.clock.seconds))


def key(number):
    return f"form-{number:016}"


def at_the_end(table):
    table.open()
    table.turn(len(table.script.rounds) - 1)


def hand_in(table, asking, forms):
    """Each from a seat of its own, in the last round; then the circle is closed and counted."""
    seats = [table.sit(f"person-{n}") for n in range(len(forms))]
    at_the_end(table)
    for number, (seat, form) in enumerate(zip(seats, forms, strict=True)):
        asking.hand_in(seat, form, key=key(number))
    table.close()
    asking.count(table.session)


def summary(table):
    with table.store.read() as work:
        return feedback.summary(work, table.session)


def kept(table):
    with table.store.read() as work:
        return work.rows(model.Feedback)


def test_it_is_asked_at_the_end_and_for_an_hour_after(table, asking):
    seat = table.sit()
    table.open()
    table.turn(0)
    assert not asking.asked(seat).feedback
    with pytest.raises(NotNow, match="not_asked"):
        asking.hand_in(seat, Form(trust=5), key=key(1))
    table.turn(len(table.script.rounds) - 1)
    assert asking.asked(seat).feedback
    table.close()
    asking.hand_in(seat, Form(trust=5), key=key(1))
    table.clock.pass_(minutes=61)
    assert not asking.asked(seat).feedback
    with pytest.raises(NotNow, match="not_asked"):
        asking.hand_in(seat, Form(trust=6), key=key(1))


def test_where_it_is_switched_off_nobody_is_asked(table, asking):
    table.desk.use(table.session, Options(marks=0, pulse=True, feedback=False, capacity=30))
    seat = table.sit()
    at_the_end(table)
    assert not asking.asked(seat).feedback
    with pytest.raises(NotNow, match="not_asked"):
        asking.hand_in(seat, Form(trust=5), key=key(1))


def test_only_who_has_a_seat_may_hand_in_and_each_once(table, asking):
    """A form sent twice is one; a second from the same seat is refused; two on one phone have two."""
    seat, shared = table.sit("a"), table.sit("b")
    table.store.change(lambda work: setattr(work.participants(table.session)[1], "people", 2))
    at_the_end(table)
    for trust in (5, 6):
        asking.hand_in(seat, Form(trust=trust), key=key(1))
    with pytest.raises(NotNow, match="handed_in"):
        asking.hand_in(seat, Form(trust=7), key=key(2))
    for number in (3, 4):
        asking.hand_in(shared, Form(trust=7), key=key(number))
    assert [row.answers["trust"] for row in kept(table)] == [6, 7, 7]
    table.circle.leave(seat, withdraw=False)
    with pytest.raises(NoSuchSeat):
        asking.hand_in(seat, Form(trust=5), key=key(1))


def test_words_follow_the_rule_for_words_and_what_is_empty_is_not_kept(table, asking):
    seat = table.sit()
    at_the_end(table)
    for text, why in (("a" * 2001, "too_long"), ("\ufdd0", "unreadable")):
        with pytest.raises(WordsRefused, match=why):
            asking.hand_in(seat, Form(words={"missing": text}), key=key(1))
    asking.hand_in(seat, Form(words={"missing": "  ", "invited": "\u200b"}), key=key(1))
    assert kept(table) == []
    asking.hand_in(seat, Form(words={"missing": "  ", "experience": " Calm\r\n"}), key=key(1))
    assert [row.answers["words"] for row in kept(table)] == [{"experience": "Calm"}]


@pytest.mark.parametrize(
    "form", [Form({"heard": 6}), Form({"loud": 1}), Form(trust=11), Form(words={"a": "b"})]
)
def test_only_a_form_is_kept(table, asking, form):
    seat = table.sit()
    at_the_end(table)
    with pytest.raises(ValueError, match="no_form"):
        asking.hand_in(seat, form, key=key(1))


def test_paper_counts_as_a_phone_does(table, asking):
    """Typed in at the console, the page sent twice; no seat is asked for."""
    for _ in range(2):
        asking.paper_form(table.session, Form({"heard": 4}, words={"missing": "Youth"}), key=key(1))
    asking.paper_form(table.session, Form(), key=key(2))
    (row,) = kept(table)
    assert row.answers == {"statements": {"heard": 4}, "trust": None, "words": {"missing": "Youth"}}
    assert row.key != key(1)


def test_five_forms_are_told_with_how_the_answers_fall(table, asking):
    """A question that only four answered is not told; what was written stands in no common order."""
    forms = [
        Form({"heard": said, **({"topic": 5} if said > 1 else {})}, trust, {"experience": f"A{said}"})
        for said, trust in ((1, 0), (4, 5), (4, 6), (5, 9), (5, 10))
    ]
    hand_in(table, asking, forms)
    told = summary(table)
    assert (told.state, told.forms) == (State.SHOWN, 5)
    statements = {one.id: one for one in told.statements}
    assert statements["heard"] == Counted("heard", 5, (1, 0, 0, 2, 2))
    assert statements["topic"] == Counted("topic") and statements["respected"] == Counted("respected")
    assert told.trust == Counted("trust", 5, (1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1))
    assert told.trust_spread == Spread(low=2.5, median=6, high=9.5)
    words = {one.id: one.words for one in told.words}
    assert sorted(words["experience"]) == ["A1", "A4", "A4", "A5", "A5"] and words["missing"] == ()


def test_two_questions_do_not_tell_their_answers_in_one_order(table, asking):
    """Else the third answer to each would be one person's form, put together again."""
    hand_in(table, asking, [Form(words=dict.fromkeys(WORDS, f"person {n}")) for n in range(8)])
    orders = {one.words for one in summary(table).words}
    assert len(orders) == len(WORDS) and len({tuple(sorted(order)) for order in orders}) == 1
    assert tuple(f"person {n}" for n in range(8)) not in orders


@SLOWLY
@given(data=st.data(), people=st.integers(0, 4))
def test_below_five_nothing_is_given_out_whatever_was_answered(table, data, people):
    """No count and no word: two rooms with equally many forms look the same."""
    told = []
    for _ in range(2):
        forms = data.draw(st.lists(FORMS, min_size=people, max_size=people))
        told.append(table.store.change(lambda work, forms=forms: _only_these(work, table.session, forms)))
    assert told[0] == told[1]
    assert (told[0].statements, told[0].trust, told[0].words) == ((), None, ())


@SLOWLY
@given(forms=st.lists(FORMS, min_size=5, max_size=9))
def test_each_count_stands_on_five_answers_and_adds_up(table, forms):
    told = table.store.change(lambda work: _only_these(work, table.session, forms))
    for one in told.statements:
        answers = [form.statements[one.id] for form in forms if one.id in form.statements]
        assert (one.n, sum(one.counts)) == ((len(answers),) * 2 if len(answers) >= 5 else (None, 0))
    for said in told.words:
        assert sorted(said.words) == sorted(f.words[said.id] for f in forms if said.id in f.words)


def _only_these(work, session, forms):
    work.drop(model.Feedback, session_id=session)
    for number, form in enumerate(forms):
        feedback.keep(work, session, form, key=key(number))
    feedback.count(work, session)
    return feedback.summary(work, session)


def test_before_the_counting_only_the_number_is_known(table, asking):
    """Sums told one after the other would tell each answer as it comes."""
    seats = [table.sit(f"person-{n}") for n in range(6)]
    at_the_end(table)
    for number, seat in enumerate(seats):
        asking.hand_in(seat, Form(trust=number), key=key(number))
    assert summary(table) == feedback.Summary(State.OPEN, 6)


def test_nothing_handed_in_is_said_so(table):
    assert summary(table) == feedback.Summary(State.NONE)


def test_at_the_date_forms_and_words_go_and_counts_of_five_stay(table, asking):
    hand_in(table, asking, [Form({"heard": 4}, 7, {"missing": "canary"}) for _ in range(5)])
    before = summary(table)
    table.clock.pass_(days=91)
    for _ in range(2):
        forget_due(table.store, clock=table.clock)
        after = summary(table)
        assert (after.statements, after.trust, after.trust_spread) == (
            before.statements,
            before.trust,
            before.trust_spread,
        )
        assert after.words == () and len(kept(table)) == 1
    for file in table.store.path.parent.iterdir():
        assert b"canary" not in file.read_bytes()


def test_at_the_date_nothing_stays_of_four_forms(table, asking):
    hand_in(table, asking, [Form({"heard": 4})] * 4)
    table.clock.pass_(days=91)
    forget_due(table.store, clock=table.clock)
    assert kept(table) == []


class FullDisk:
    """A store whose disk is full: the change is made, and then cannot be kept."""

    def __init__(self, store):
        self.store = store

    def change(self, act):
        def undone(work):
            act(work)
            raise StorageFull

        return self.store.change(undone)


def test_a_form_the_disk_refused_may_come_again(table, asking):
    """The seat's one form counts only once it is in the file."""
    seat = table.sit()
    at_the_end(table)
    asking.store = FullDisk(table.store)
    with pytest.raises(NotNow, match="storage_full"):
        asking.hand_in(seat, Form(trust=5), key=key(1))
    assert kept(table) == []
    asking.store = table.store
    asking.hand_in(seat, Form(trust=5), key=key(1))
    assert len(kept(table)) == 1
