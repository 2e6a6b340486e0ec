"""A circle handed over: what travels and what stays, which issue it is, and when there is nothing to hand."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from facilitator import bundle, feedback, handing, held, invite, issued, merging, model, pulse, research
from facilitator.events import Role
from facilitator.handing import NotHanded, hand_over
from facilitator.joining import renamed
from facilitator.keeping import take_back
from facilitator.packed import unpacked
from facilitator.pairing import Pairings
from facilitator.script import load
from facilitator.signing import Signer
from facilitator.store import Store
from facilitator.summary import Given, Summary, version
from participant_ui.port import Stage
from participant_ui.questions import Form, Moment

LAPTOP = Signer(b"a" * 32)


@pytest.fixture(name="evening")
def _evening(table):
    """Three phones and the recorder; somebody not to be quoted, words taken back, a turn not recorded."""
    first, second, third = table.sit("one"), table.sit("two", quote=False, archive=True), table.sit("three")
    Pairings(table.store, clock=table.clock).offer(table.session, Role.RECORDER)
    table.write_round()
    table.desk.agreed_aloud(table.session, 5, 6)
    second_said = table.say(second, "Second chair wrote first", "k" * 16)
    table.say(first, "First chair wrote later", "l" * 16)
    gone = table.say(third, "Canary that is taken back", "m" * 16)
    table.circle.withdraw(third, gone)
    table.record.keep(table.session, "Said aloud, with a mark", key="n" * 16)
    table.record.omit(table.session, key="o" * 16)
    Summary(table.store).answer(table.session, {"topics": Given("Buses", version(""))})
    _answer(table)
    with table.store.read() as work:
        circle = work.circles()[0].id
    group = invite.Group(
        id="", name="Bus drivers", types=["know"], how="Canary phone number", invited=4, yes=2
    )
    table.store.change(lambda work: invite.keep_group(work, circle, group))
    table.store.change(lambda work: work.put(_draft(table.session, second_said)))
    table.close()
    return table


def _answer(table):
    """Pulse and feedback of eleven people; counted below, as the facilitator counts them."""
    form = Form({"heard": 4}, 7, {"missing": "Form canary"})

    def act(work):
        for n in range(11):
            for moment in Moment:
                pulse.keep(work, table.session, f"pair-canary-{n}", moment, {"others": n})
            feedback.keep(work, table.session, form, key=f"form-{n}")

    table.store.change(act)


def _draft(session, contribution):
    return model.CheckedTheme(
        session_id=session,
        theme="t1",
        labels={
            "label": "chair",
            "labels": {"en": "chair"},
            "said_by": {"chair": [contribution]},
            "quotes": [{"contribution": contribution, "start": 0, "end": 6}],
        },
        members=[contribution],
        hands={"confirmed": 3},
        status="confirmed",
    )


def count(table):
    table.store.change(lambda work: pulse.count(work, table.session))
    table.store.change(lambda work: feedback.count(work, table.session))


def handed(table, number=None):
    return hand_over(table.store, number, LAPTOP)


def told(table):
    return bundle.opened(handed(table).content, "evening.circle").content


def test_what_was_kept_travels_as_consent_allows(evening):
    """Words in order, who may be quoted, what was not recorded; of words taken back, only that they were."""
    content = told(evening)
    said = [(c.text, c.source, c.quotable, c.voice, c.redacted) for c in content.contributions]
    assert said == [
        ("Second chair wrote first", "phone", True, 1, False),
        ("First chair wrote later", "phone", True, 2, False),
        ("Said aloud, with a mark", "recorder", True, None, False),
        ("", "recorder", True, None, True),
    ]
    (sitting,) = content.sittings
    voices = [(v.number, v.may_quote, v.may_archive) for v in sitting.voices]
    assert voices == [(1, False, True), (2, True, False), (3, True, False)]
    assert len(content.withdrawn) == 1
    assert (sitting.agreed, sitting.present, sitting.answers) == (5, 6, {"topics": "Buses"})
    assert [group.name for group in content.circle.groups] == ["Bus drivers"]
    assert content.checked[0].status == "confirmed" and content.checked[0].hands == {"confirmed": 3}
    assert content.circle.series.host == "Made-up association"


def test_trust_and_feedback_travel_only_as_counted(evening):
    """Before the counting nothing; then what may be told of eleven together, and no word of a form."""
    assert told(evening).counted == ()
    count(evening)
    (counted,) = told(evening).counted
    assert counted.pulse.people == 11
    assert counted.feedback.forms == 11 and counted.feedback.statements[0].counts == (0, 0, 0, 11, 0)
    assert b"Form canary" not in handed(evening).content


def test_nothing_in_it_leads_to_a_phone(evening):
    """No value by which the file knows a seat, a slip, a screen or a pair stands anywhere in the bundle."""
    count(evening)
    content = handed(evening).content
    secrets = {
        "participant": ("id", "token", "slip"),
        "session": ("code", "link"),
        "pairing": ("id", "link", "code"),
        "pulse": ("pair",),
        "feedback": ("key",),
        "contribution": ("key", "author", "participant_id"),
    }
    with closing(sqlite3.connect(evening.store.path)) as file:
        values = {
            value
            for table, columns in secrets.items()
            for column in columns
            for (value,) in file.execute(f"SELECT {column} FROM {table}")
        }
    values = {str(value) for value in values if value and value != "recorder"}
    assert len(values) > 20
    assert [value for value in values if value.encode() in content] == []
    assert b"anary" not in content


def test_the_keys_of_its_parts_are_these(evening):
    """A field that is added has to be thought of here: whom does it lead to?"""
    count(evening)
    parts = unpacked(handed(evening).content)
    said, gone, sitting = (
        json.loads(parts[f"{name}.json"])[0] for name in ("contributions", "withdrawn", "sittings")
    )
    assert sorted(said) == [
        "id", "joined_to", "kind", "language", "number", "paraphrase", "quotable", "redacted", "round",
        "session", "shared", "source", "text", "visibility", "voice",
    ]  # fmt: skip
    assert sorted(gone) == ["id", "number", "session"]
    assert sorted(sitting["voices"][0]) == [
        "consent", "here", "language", "may_archive", "may_quote", "number", "people",
    ]  # fmt: skip
    names = {entry["name"] for entry in sitting["journal"]}
    assert names <= {f"session.{stage}" for stage in ("opened", "paused", "closed", "sealed")} | {
        "round.opened",
        "round.closed",
    }


def test_the_same_circle_again_is_the_same_file_and_a_change_the_next_issue(evening):
    """However often it is asked for; a correction, a withdrawal or another title make a new one."""
    first = handed(evening)
    assert handed(evening) == first
    assert first.issue == 1 and first.name.startswith("Evening-2026-10-03-1.")
    with evening.store.read() as work:
        said = work.contributions(evening.session)[0].id
    evening.store.change(lambda work: take_back(work, work.contribution(said)))
    second = handed(evening)
    assert (second.issue, second.contributions, second.withdrawn) == (2, 2, 2)
    assert b"Second chair" not in second.content
    evening.store.change(lambda work: setattr(work.circles()[0], "title", "Evening, renamed"))
    assert handed(evening).issue == 3


def test_it_is_listed_among_the_copies_that_went_out(evening):
    """Words taken back later make it one to replace, and the newer issue takes its place."""
    handed(evening)
    with evening.store.read() as work:
        said = work.contributions(evening.session)[0].id
    evening.store.change(lambda work: take_back(work, work.contribution(said)))
    with evening.store.read() as work:
        (copy,) = issued.changed(work, evening.session)
    assert (copy.kind, copy.taken_back, copy.newer) == ("bundle", 1, "")
    handed(evening)
    with evening.store.read() as work:
        assert issued.changed(work, evening.session)[0].newer


def test_an_evening_that_came_is_the_evening_that_was_held(evening, tmp_path):
    """The report of the merged series tells what the laptop's own tells: rules, time, answers, trust."""
    count(evening)
    there = merged(evening, tmp_path)
    ids = {c.id for c in renamed(told(evening)).contributions if c.text}  # as docs/bundles.md says
    with evening.store.read() as here, there.read() as work:
        theirs, ours = work.sessions()[0].id, evening.session
        corpora = [research.corpus(*one).contributions for one in ((here, ours), (work, theirs))]
        assert [replace(c, id="") for c in corpora[0]] == [replace(c, id="") for c in corpora[1]]
        evenings = [
            held.evening(one, one.session(session), "en", {c.id: "" for c in corpus})
            for one, session, corpus in ((here, ours, corpora[0]), (work, theirs, corpora[1]))
        ]
        assert evenings[0] == evenings[1]
        assert {c.id for c in corpora[1]} == ids
        plans = [invite.plan(one, one.circles()[0].id).groups for one in (here, work)]
        assert plans[1] == [replace(plans[0][0], id="1", how="")]
    there.close()


def merged(table, tmp_path):
    store = Store()
    store.open(tmp_path / "merged.aplis")
    one = bundle.opened(handed(table).content, "evening.circle")
    store.change(lambda work: merging.merge(work, [one]))
    return store


def refusal(store, number=None):
    with pytest.raises(NotHanded) as refused:
        hand_over(store, number, LAPTOP)
    return refused.value.saying.text


def test_what_cannot_be_handed_over_is_said(table, tmp_path):
    """No circle, none of this number, not held, still open, only rehearsed, and one that came in a bundle."""
    empty = Store()
    empty.open(tmp_path / "empty.aplis")
    assert refusal(empty) == handing.NONE_HERE
    empty.close()
    assert refusal(table.store, 7) == handing.NO_CIRCLE
    assert refusal(table.store) == handing.NOT_HELD
    table.open()
    assert refusal(table.store) == handing.STILL_OPEN
    table.close()
    there = merged(table, tmp_path)
    assert refusal(there) == handing.CAME
    there.close()


def test_a_rehearsal_stays_at_home(evening):
    """Only what was meant travels; and an evening that is still to come does not hold it up."""
    with evening.store.read() as work:
        circle = work.circles()[0].id
    script = load("timeout-120")
    rehearsal = evening.prepare.session(circle, script, rehearsal=True)
    evening.prepare.session(circle, script)
    evening.desk.move(rehearsal, Stage.OPEN, seen=0)
    assert [sitting.id for sitting in told(evening).sittings] == [evening.session]


def test_two_circles_want_to_be_told_apart(evening):
    """Without a number nobody guesses which."""
    evening.prepare.circle(title="Another", question="", place="", language="lv")
    assert refusal(evening.store) == handing.WHICH
    assert handed(evening, 1).issue == 1
