"""Trust before and after: paired without a person, told in tens, and in no other way."""

import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator import codes, model, pulse
from facilitator.chairs import Options
from facilitator.limits import Limits
from facilitator.pulse import Spread, State
from facilitator.questions import PULSES, Questions
from facilitator.retention import forget_due
from participant_ui.port import Consent, NoSuchSeat, NotNow, WordsRefused
from participant_ui.questions import DONT_KNOW, PULSE, Form, Moment

BEFORE, AFTER = Moment
SLIPS = st.text(alphabet=codes.ALPHABET, min_size=10, max_size=10)
SAID = st.dictionaries(st.sampled_from(list(PULSE)), st.integers(0, 10) | st.just(DONT_KNOW), min_size=1)
SLOWLY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(name="asking")
def _asking(table):
    """The questions of a circle that uses the pulse."""
    table.desk.use(table.session, Options(marks=0, pulse=True, feedback=True, capacity=30))
    return Questions(table.store, table.circle.secret, clock=table.clock, limits=Limits(table.clock.seconds))


def turn_to(table, moment):
    asks = [round.asks for round in table.script.rounds]
    table.turn(next(i for i, ask in enumerate(asks) if PULSES[moment] in ask))


def summary(table):
    with table.store.read() as work:
        return pulse.summary(work, table.session)


def everybody(table, asking, before, after):
    """A seat for each pair of answers about other people; opens, asks twice, closes."""
    seats = [table.sit(f"person-{n}") for n in range(len(before))]
    table.open()
    for moment, answers in ((BEFORE, before), (AFTER, after)):
        turn_to(table, moment)
        for seat, said in zip(seats, answers, strict=True):
            asking.answer(seat, moment, {"others": said})
    table.close()
    return seats


def test_phones_are_asked_in_the_rounds_that_say_so(table, asking):
    """Before in its round, after in its own and for an hour after closing; between them nothing."""
    seat = table.sit()
    assert asking.asked(seat).pulse is None
    table.open()
    heard = []
    for index in range(len(table.script.rounds)):
        table.turn(index)
        heard.append(asking.asked(seat).pulse)
    assert heard[0] is BEFORE and heard[-1] is AFTER and set(heard[1:-1]) == {None}
    table.close()
    assert asking.asked(seat).pulse is AFTER
    table.clock.pass_(minutes=61)
    assert asking.asked(seat).pulse is None
    with pytest.raises(NotNow, match="not_asked"):
        asking.answer(seat, AFTER, {"others": 5})


def test_a_script_that_names_nothing_asks_in_its_first_and_last_round(table, asking):
    """A script of one's own need not know of the pulse."""

    def unsaid(work):
        row = work.session(table.session)
        row.script = row.script | {"rounds": [one | {"asks": []} for one in row.script["rounds"]]}

    table.store.change(unsaid)
    seat = table.sit()
    table.open()
    table.turn(0)
    assert asking.asked(seat).pulse is BEFORE
    table.turn(len(table.script.rounds) - 1)
    assert (asking.asked(seat).pulse, asking.asked(seat).feedback) == (AFTER, True)


def test_where_it_is_switched_off_nobody_is_asked(table, asking):
    table.desk.use(table.session, Options(marks=0, pulse=False, feedback=False, capacity=30))
    seat = table.sit()
    table.open()
    turn_to(table, BEFORE)
    assert asking.asked(seat).pulse is None
    with pytest.raises(NotNow, match="not_asked"):
        asking.answer(seat, BEFORE, {"others": 5})


def test_an_answer_held_up_on_its_way_is_taken_but_none_from_before_comes_after_the_talk(table, asking):
    """A phone that was cut off delivers later; once the second pulse is asked the first is over."""
    seat = table.sit()
    table.open()
    with pytest.raises(NotNow):
        asking.answer(seat, BEFORE, {"others": 5})
    turn_to(table, BEFORE)
    table.turn(2)
    asking.answer(seat, BEFORE, {"others": 5})
    with pytest.raises(NotNow):
        asking.answer(seat, AFTER, {"others": 6})
    turn_to(table, AFTER)
    with pytest.raises(NotNow):
        asking.answer(seat, BEFORE, {"others": 9})
    assert asking.answers(seat, BEFORE) == {"others": 5}


def test_answering_again_replaces_and_saying_nothing_leaves_nothing(table, asking):
    seat = table.sit()
    table.open()
    turn_to(table, BEFORE)
    asking.answer(seat, BEFORE, {"others": 5, "local": 2})
    asking.answer(seat, BEFORE, {"others": DONT_KNOW})
    assert asking.asked(seat).answers == {"others": DONT_KNOW}
    asking.answer(seat, BEFORE, {})
    assert asking.asked(seat).answers == {}
    assert asking.numbers(table.session).before == 0


def test_only_answers_are_kept(table, asking):
    seat = table.sit()
    table.open()
    turn_to(table, BEFORE)
    for wrong in ({"others": 11}, {"others": -1}, {"others": True}, {"others": "7"}, {"police": 5}):
        with pytest.raises(ValueError, match="no_answer"):
            asking.answer(seat, BEFORE, wrong)
    assert asking.numbers(table.session).before == 0


@given(secret=st.binary(min_size=32, max_size=32), one=SLIPS, other=SLIPS)
def test_the_same_slip_pairs_and_another_never(secret, one, other):
    """However it is typed; in another session or with another laptop's secret it is another pair."""
    pair = pulse.pair_of(secret, "s" * 32, one)
    assert pair == pulse.pair_of(secret, "s" * 32, codes.spaced(one).lower())
    assert (pair == pulse.pair_of(secret, "s" * 32, other)) == (one == other)
    assert pair != pulse.pair_of(secret, "t" * 32, one)
    assert pair != pulse.pair_of(secret[::-1] + b"x", "s" * 32, one)
    assert one not in pair and pair != codes.digest(one)


def test_what_stands_on_paper_pairs_with_what_came_by_phone(table, asking):
    """Under the slip's code; without one it is kept and paired with nothing; a wrong code is said."""
    seat = table.sit()
    _, slip = table.desk.paper_slip(table.session, Consent(False, False), key="p" * 16)
    table.open()
    turn_to(table, BEFORE)
    asking.answer(seat, BEFORE, {"others": 5})
    for moment in Moment:
        asking.paper_pulse(table.session, moment, {"others": 4}, slip=slip, key=f"form-{moment}")
    asking.paper_pulse(table.session, AFTER, {"others": 6}, slip=codes.spaced(seat.slip), key="form-3")
    for _ in range(2):  # the page was sent twice
        asking.paper_pulse(table.session, AFTER, {"others": 1}, slip=" ", key="form-4")
    with pytest.raises(WordsRefused, match="wrong_slip"):
        asking.paper_pulse(table.session, AFTER, {"others": 1}, slip="K7QF2-M9XAB", key="form-5")
    table.close()
    asking.count(table.session)
    came = asking.numbers(table.session)
    assert (came.before, came.after, came.counted) == (2, 3, True)
    assert summary(table).people == 2


def test_ten_people_give_a_picture_with_its_figures(table, asking):
    """Median and middle half before, after, and of each one's own change."""
    everybody(table, asking, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [2, 3, 4, 5, 6, 7, 8, 9, 10, 10])
    assert summary(table).state is State.OPEN and summary(table).items == ()
    asking.count(table.session)
    told = summary(table)
    assert (told.state, told.people) == (State.SHOWN, 10)
    others, local, national = told.items
    assert others.n == 10
    assert others.before == Spread(low=2, median=4.5, high=7)
    assert others.after == Spread(low=4, median=6.5, high=9)
    assert others.change == Spread(low=2, median=2, high=2)
    assert (local.n, local.before, national.after) == (None, None, None)


def test_nine_of_ten_who_answered_twice_are_nine(table, asking):
    """Who answered once enters nothing: the difference of two sums would be that person."""
    seats = everybody(table, asking, [5] * 10, [6] * 10)
    pair = pulse.pair_of(table.circle.secret, table.session, seats[0].slip)
    table.store.change(lambda work: work.drop(model.Pulse, pair=pair, moment="after"))
    asking.count(table.session)
    assert summary(table) == pulse.Summary(State.FEW, 9)


def test_do_not_know_and_rather_not_say_are_no_numbers(table, asking):
    """With ten people and one who does not know, that question has nine and is not told."""
    everybody(table, asking, [DONT_KNOW] + [5] * 9, [5] * 10)
    asking.count(table.session)
    told = summary(table)
    assert told.people == 10 and told.items[0] == pulse.Item("others")


@SLOWLY
@given(data=st.data(), people=st.integers(0, 9))
def test_below_ten_nothing_is_given_out_whatever_was_answered(table, data, people):
    """Two rooms with other answers of equally many people look the same; so does each question."""
    told = []
    for _ in range(2):
        said = data.draw(st.lists(st.tuples(SAID, SAID), min_size=people, max_size=people))
        told.append(table.store.change(lambda work, said=said: _only_these(work, table.session, said)))
    assert told[0] == told[1]
    assert told[0].items == ()


@SLOWLY
@given(said=st.lists(st.tuples(SAID, SAID), min_size=10, max_size=14))
def test_a_question_is_told_only_where_ten_gave_a_number_twice(table, said):
    told = table.store.change(lambda work: _only_these(work, table.session, said))
    for item in told.items:
        numbers = sum(isinstance(b.get(item.id), int) and isinstance(a.get(item.id), int) for b, a in said)
        assert item.n == (numbers if numbers >= 10 else None)
        assert (item.before is None) == (item.after is None) == (item.change is None) == (numbers < 10)


def _only_these(work, session, people):
    work.drop(model.Pulse, session_id=session)
    for number, (before, after) in enumerate(people):
        pulse.keep(work, session, f"pair-{number}", BEFORE, before)
        pulse.keep(work, session, f"pair-{number}", AFTER, after)
    pulse.count(work, session)
    return pulse.summary(work, session)


def test_counted_is_counted(table, asking):
    """Only after closing; then nothing more is taken, by phone or on paper, and phones are not asked."""
    seat = table.sit()
    table.open()
    with pytest.raises(NotNow, match="still_open"):
        asking.count(table.session)
    table.close()
    asking.answer(seat, AFTER, {"others": 5})
    asking.count(table.session)
    asking.count(table.session)
    assert (asking.asked(seat).pulse, asking.asked(seat).feedback) == (None, False)
    with pytest.raises(NotNow, match="not_asked"):
        asking.answer(seat, AFTER, {"others": 6})
    with pytest.raises(NotNow, match="counted"):
        asking.paper_pulse(table.session, AFTER, {"others": 1}, slip="", key="form-1")
    with pytest.raises(NotNow, match="counted"):
        asking.paper_form(table.session, Form(trust=5), key="form-1")


def test_whoever_takes_everything_back_takes_the_pulse_too(table, asking):
    """Leaving alone keeps it; leaving and taking all back removes it from the file's bytes."""
    stays, goes = table.sit("a"), table.sit("b")
    table.open()
    turn_to(table, BEFORE)
    for seat in (stays, goes):
        asking.answer(seat, BEFORE, {"others": 5})
    pairs = [pulse.pair_of(table.circle.secret, table.session, s.slip).encode() for s in (stays, goes)]
    table.circle.leave(stays, withdraw=False)
    table.circle.leave(goes, withdraw=True)
    assert asking.numbers(table.session).before == 1
    table.store.fold()
    there = [any(pair in f.read_bytes() for f in table.store.path.parent.iterdir()) for pair in pairs]
    assert there == [True, False]
    with pytest.raises(NoSuchSeat):
        asking.answer(goes, BEFORE, {"others": 5})


def test_a_picture_from_which_somebody_went_is_shown_no_more(table, asking):
    """An old picture less a new one would be what this person had answered."""
    seats = everybody(table, asking, [5] * 11, [6] * 11)
    asking.count(table.session)
    table.circle.leave(seats[0], withdraw=True)
    assert summary(table) == pulse.Summary(State.TAKEN_BACK)


def test_who_goes_before_the_counting_leaves_no_trace_in_it(table, asking):
    seats = everybody(table, asking, [5] * 11, [6] * 11)
    table.circle.leave(seats[0], withdraw=True)
    asking.count(table.session)
    assert (summary(table).state, summary(table).people) == (State.SHOWN, 10)


def test_at_the_date_answers_go_and_the_summary_of_ten_stays(table, asking):
    everybody(table, asking, [5] * 10, [6] * 10)
    asking.count(table.session)
    before = summary(table)
    table.clock.pass_(days=91)
    for _ in range(2):
        forget_due(table.store, clock=table.clock)
        assert summary(table) == before
    with table.store.read() as work:
        assert len(work.rows(model.Pulse)) == 1


@pytest.mark.parametrize("counted", [True, False])
def test_at_the_date_nothing_stays_of_fewer(table, asking, counted):
    everybody(table, asking, [5] * 9, [6] * 9)
    if counted:
        asking.count(table.session)
    table.clock.pass_(days=91)
    forget_due(table.store, clock=table.clock)
    with table.store.read() as work:
        assert work.rows(model.Pulse) == []


def test_a_rehearsals_answers_go_with_it(table, asking):
    """As all of it does: see the desk's tests; here the row that belongs to the session too."""
    everybody(table, asking, [5], [6])
    asking.count(table.session)
    table.store.change(lambda work: work.forget_session(table.session))
    with table.store.read() as work:
        assert work.rows(model.Pulse) == [] and work.rows(model.Feedback) == []


# nothing leads from an answer to a person


def values(path, tables, *, but=("session_id",)):
    """Every text that stands in these tables of the file, also inside JSON, with where it stands."""
    with closing(sqlite3.connect(path)) as file:
        found = {}
        for name in tables:
            for _, column, kind, *_ in file.execute(f"pragma table_info({name})").fetchall():
                for (value,) in file.execute(f'select "{column}" from "{name}"') if column not in but else ():
                    for text in _texts(json.loads(value) if kind == "JSON" and value else value):
                        found.setdefault(text, set()).add(f"{name}.{column}")
        return found


def _texts(value):
    """The texts of a column worth comparing, each with its digest: one might be the other's."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value  # keys are our own words
        for one in inner:
            yield from _texts(one)
    elif isinstance(value, str) and len(value) >= 6:
        yield from (value, codes.digest(value))


def shared_values(table):
    """What stands in an answer's row and anywhere else in the file."""
    table.store.fold()
    path = table.store.path
    with closing(sqlite3.connect(path)) as file:
        tables = {name for (name,) in file.execute("select name from sqlite_master where type = 'table'")}
    answers = values(path, {"pulse", "feedback"})
    others = values(path, tables - {"pulse", "feedback"})
    return {text: (answers[text], others[text]) for text in answers.keys() & others.keys()}


def test_no_row_of_an_answer_shares_anything_with_a_person_or_the_journal(table, asking):
    """All columns of all tables are compared, texts and their digests; there is no time and no row number."""
    seats = everybody(table, asking, list(range(10)), [5] * 10)
    for number, seat in enumerate(seats):
        asking.hand_in(seat, Form({"heard": 3}, 7, {"experience": f"Good {number}"}), key=f"key-{number:016}")
    told = len(table.told)
    asking.count(table.session)
    assert len(table.told) == told, "the journal hears nothing of it"
    assert shared_values(table) == {}
    with closing(sqlite3.connect(table.store.path)) as file:
        for name in ("pulse", "feedback"):
            (made,) = file.execute("select sql from sqlite_master where name = ?", (name,)).fetchone()
            assert "WITHOUT ROWID" in made
            columns = {row[1] for row in file.execute(f"pragma table_info({name})")}
            assert columns == {"session_id", "answers"} | ({"pair", "moment"} if name == "pulse" else {"key"})


@pytest.mark.parametrize("link", ["slip", "id", "token", "digest_of_id"])
def test_the_comparison_finds_a_link_where_there_is_one(table, asking, link):
    """The control: a row that hangs on what is known of a person, plainly or by its digest."""
    table.sit()

    def tie(work):
        person = work.participants(table.session)[0]
        value = codes.digest(person.id) if link == "digest_of_id" else getattr(person, link)
        pulse.keep(work, table.session, value, BEFORE, {"others": 5})

    table.store.change(tie)
    assert shared_values(table) != {}


def order_in_file(table, names):
    """These texts in the order in which they stand in the file's bytes."""
    table.store.fold()
    content = table.store.path.read_bytes()
    return sorted(names, key=lambda name: content.rindex(name.encode()))


def test_after_the_counting_the_file_no_longer_tells_in_which_order_answers_came(table, asking):
    """Inside a page rows lie as they came, however sorted the page is; counting writes them anew, by key."""
    seats = everybody(table, asking, [5] * 8, [5] * 8)
    keys = [f"form-{number:016}" for number in (4, 1, 7, 3, 8, 2, 6, 5)]
    for seat, key in zip(seats, keys, strict=True):
        asking.hand_in(seat, Form(trust=5), key=key)
    assert order_in_file(table, keys) in (keys, keys[::-1]), "the control: as they came, or backwards"
    asking.count(table.session)
    assert order_in_file(table, keys) in (sorted(keys), sorted(keys)[::-1])
    with table.store.read() as work:
        pairs = sorted({row.pair for row in work.rows(model.Pulse) if row.pair})
    assert order_in_file(table, pairs) in (pairs, pairs[::-1])


def test_the_slip_code_itself_stands_nowhere(table, asking):
    seats = everybody(table, asking, [5] * 3, [5] * 3)
    table.store.fold()
    for file in table.store.path.parent.iterdir():
        content = file.read_bytes()
        assert not any(seat.slip.encode() in content for seat in seats)


def test_the_desk_hears_that_one_more_came_and_not_which(table, asking):
    heard = []
    asking.came = heard.append
    seat = table.sit()
    table.open()
    turn_to(table, BEFORE)
    asking.answer(seat, BEFORE, {"others": 5})
    assert heard == [table.session]


def test_a_session_that_is_not_there_has_no_answers(asking):
    with pytest.raises(NoSuchSeat):
        asking.numbers("nowhere")
