"""Bundles merged: order, grouping and number of times change nothing; what was taken back stays gone."""

import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import reduce
from itertools import pairwise, permutations
from pathlib import Path

import made_up_circles as made_up
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator import issued, joining, merging, model, pulse, research, retention
from facilitator.events import ThemesFound
from facilitator.keeping import take_back
from facilitator.prepare import Prepare
from facilitator.script import load
from facilitator.signing import words
from facilitator.store import Store

OWN_NAMES = {"series": ("id", "made_at"), "circle": ("series_id",)}
"""What is made anew in each file: the series' own id and the day it was made."""

WORDS = {"w1": "The first made-up text", "w2": "The second made-up text", "w3": "A third"}


@pytest.fixture(name="empty", scope="module")
def _empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "empty.aplis"
    store = Store()
    store.open(path)
    store.close()
    return path


@contextmanager
def opened(path):
    store = Store()
    store.open(path)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture(name="merged")
def _merged(empty, tmp_path):
    """Merge groups of bundles, one after the other, into a new series; what is then in the file."""
    made = []

    def merged(*groups, accept=()):
        path = tmp_path / f"series-{len(made)}.aplis"
        made.append(path)
        shutil.copy(empty, path)
        with opened(path) as store:
            for group in groups:
                store.change(lambda work, group=group: merging.merge(work, group, accept=accept))
        return path

    return merged


def held(path):
    """Every row of every table, but for what is made anew in each file."""
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: sorted(
                (
                    {k: row[k] for k in row.keys() if k not in OWN_NAMES.get(table, ())}  # noqa: SIM118
                    for row in file.execute(f'SELECT * FROM "{table}"')
                ),
                key=repr,
            )
            for table in tables
        }


def texts(path):
    return sorted(row["text"] for row in held(path)["contribution"] if row["text"])


def merge(path, *bundles, accept=()):
    with opened(path) as store:
        return store.change(lambda work: merging.merge(work, bundles, accept=accept))


ISSUES = [
    made_up.opened(made_up.content(words=WORDS, region="Made-up coast"), 1),
    made_up.opened(
        made_up.content(words=WORDS | {"w2": "The second, said better"}, region="Made-up hills"), 2
    ),
    made_up.opened(made_up.content(words={"w1": WORDS["w1"], "w3": "A third"}, gone=["w2"]), 2),
    made_up.opened(made_up.content(words=WORDS | {"w4": "Late"}, redacted=["w0"]), 3),
    made_up.opened(made_up.content(words={"w3": "A third"}, gone=["w1"], redacted=["w2"]), 1),
    made_up.opened(made_up.content("c2", words={"v1": "Another circle"}, day=-3), 1),
    made_up.opened(made_up.content("c2", words={}, gone=["v1"], day=-3), 2),
    made_up.opened(made_up.content("c3", day=5, series="Another name"), 7),
]


@pytest.fixture(name="whole", scope="module")
def _whole(empty, tmp_path_factory):
    """What stands when all of them are merged at once."""
    path = Path(shutil.copy(empty, tmp_path_factory.mktemp("whole") / "series.aplis"))
    merge(path, *ISSUES)
    return held(path)


@settings(max_examples=6, deadline=None)
@given(
    order=st.permutations([*ISSUES, *ISSUES[:3]]),
    cuts=st.lists(st.integers(0, len(ISSUES) + 3), max_size=3),
)
def test_only_which_bundles_were_merged_counts(tmp_path_factory, empty, whole, order, cuts):
    """On the disk, every table: in whatever order, in whatever groups, some of them twice."""
    path = Path(shutil.copy(empty, tmp_path_factory.mktemp("merged") / "series.aplis"))
    with opened(path) as store:
        for start, end in pairwise([0, *sorted(cuts), len(order)]):
            store.change(lambda work, some=order[start:end]: merging.merge(work, some))
    assert held(path) == whole


@pytest.mark.parametrize("less", [3, 6])
def test_that_law_can_fail(merged, whole, less):
    """The control: with one bundle less, the file is another one."""
    assert held(merged([one for at, one in enumerate(ISSUES) if at != less])) != whole


KNOWN = [joining.of(one) for one in ISSUES[:5]]


@given(*[st.sampled_from(KNOWN)] * 3)
def test_what_bundles_say_together_is_a_lattice(one, other, third):
    """Joined in any order, grouped anyhow, joined with itself."""
    join = joining.joined
    assert join(one, other) == join(other, one)
    assert join(join(one, other), third) == join(one, join(other, third))
    assert join(one, one) == one


def test_every_order_of_three_stands_the_same():
    """The whole standing content, not only its name."""
    stands = [joining.standing(reduce(joining.joined, order)) for order in permutations(KNOWN[:4], 3)]
    by_set = {}
    for order, content in zip(permutations(range(4), 3), stands, strict=True):
        assert by_set.setdefault(frozenset(order), content) == content


def test_a_newer_issue_replaces_an_older_one(merged):
    """Also where the older one comes later."""
    assert texts(merged(ISSUES[:2])) == sorted((WORDS | {"w2": "The second, said better"}).values())
    assert held(merged([ISSUES[1]], [ISSUES[0]])) == held(merged([ISSUES[1]]))


@pytest.mark.parametrize("order", [[0, 2, 3], [2, 3, 0], [3, 0, 2]])
def test_what_any_bundle_says_was_taken_back_stays_gone(merged, order):
    """From a newer issue too, which still had the words: they are nowhere in the file, and in no theme."""
    path = merged(*([ISSUES[at]] for at in order))
    assert texts(path) == sorted([WORDS["w1"], WORDS["w3"], "Late"])
    assert b"The second" not in path.read_bytes()
    (draft,) = held(path)["checkedtheme"]
    w2 = joining.renamed(made_up.content(words={"w2": "x"})).contributions[0].id
    assert w2 not in repr(draft)


def test_what_is_taken_back_in_the_series_stays_gone(merged):
    """By the calendar or by hand, after the merge: no bundle brings it again, older or newer."""
    path = merged([ISSUES[0]])
    with opened(path) as store, store.read() as work:
        (row,) = [c for c in work.contributions(work.sessions()[0].id) if c.text == WORDS["w1"]]
        store.change(lambda work: take_back(work, work.contribution(row.id)))
    merge(path, ISSUES[0])
    merge(path, ISSUES[3])
    assert WORDS["w1"] not in texts(path) and "Late" in texts(path)
    assert WORDS["w1"].encode() not in path.read_bytes()


def test_words_go_at_the_date_their_people_were_told(merged):
    """Counted from the evening they were said, by the series they were said in."""
    path = merged([ISSUES[0]])
    later = made_up.THEN.replace(year=2027)
    with opened(path) as store:
        assert retention.forget_due(store, clock=lambda: made_up.THEN) == 0
        assert retention.forget_due(store, clock=lambda: later) == len(WORDS)
    merge(path, ISSUES[0])
    assert texts(path) == []


def test_what_came_is_read_and_reported_like_any_circle(merged):
    """Corpus, consent, what the room said and what was counted: a report has them."""
    path = merged(ISSUES)
    with opened(path) as store, store.read() as work:
        first, second, third = work.circles()
        corpus = research.corpus(work, work.sessions(second.id)[0].id)
        counted = pulse.summary(work, work.sessions(third.id)[0].id)
        draft = work.rows(model.CheckedTheme, session_id=work.sessions(third.id)[0].id)[0]
    assert [c.id for c in (first, second, third)] == ["c2", "c1", "c3"]
    assert [c.text for c in corpus.contributions] == [WORDS["w3"], "Late"]
    assert {c.voice for c in corpus.contributions} <= {"", "voice 1", "voice 2", "voice 3"}
    assert [c.quotable for c in corpus.contributions] == [True, False]  # the second by voice 2
    assert counted.state is pulse.State.SHOWN and counted.items[0].n == 11
    assert draft.status == "confirmed" and draft.hands == {"confirmed": 4}


def test_nothing_that_came_lets_a_phone_in(merged):
    """No code, no link, no token, no slip that anybody could type or hold."""
    rows = held(merged(ISSUES))
    assert all(row["code"].startswith("bundle ") and not row["joining"] for row in rows["session"])
    assert all(row["sealed_at"] and row["stage"] == "CLOSED" for row in rows["session"])
    assert all(row["token"] == row["slip"] == f"bundle {row['id']}" for row in rows["participant"])


# whose bundles are taken


FORGED = made_up.opened(made_up.content(words={"w1": "Forged"}), 9, signer=made_up.OTHER)


def test_another_key_is_refused_until_a_person_accepts_it(merged):
    """The first who signed a circle signs it; the refusal has the words to ask for, and they let it in."""
    path = merged([ISSUES[0]])
    before = held(path)
    done = merge(path, FORGED)
    assert [line.text for line in done.refused] == [merging.OTHER_KEY]
    said = str(done.refused[0])
    assert FORGED.signer in said and words(made_up.LAPTOP.public) in said and FORGED.file in said
    assert held(path) == before
    assert merge(path, FORGED, accept=[FORGED.signer]).refused == []
    assert texts(path) == ["Forged"]


def test_two_first_signers_at_once_are_both_refused(merged):
    """Whichever stood first in the list: nobody knows whose circle it is, until a person says."""
    for both in ([ISSUES[0], FORGED], [FORGED, ISSUES[0]]):
        path = merged(both)
        assert held(path)["contribution"] == []
        done = merge(path, *both, accept=[ISSUES[0].signer])
        assert [line.values["signer"] for line in done.refused] == [FORGED.signer]
        assert texts(path) == sorted(WORDS.values())


def test_the_other_circles_of_a_merge_come_in(merged):
    """One forged bundle keeps nobody else's out, and leaves no trace of its own."""
    assert held(merged([ISSUES[0]], [FORGED, ISSUES[5]])) == held(merged([ISSUES[0]], [ISSUES[5]]))


def test_a_circle_of_this_very_series_takes_no_bundle(merged):
    """What was held here is newer than any file of it."""
    path = merged()
    with opened(path) as store:
        series = store.change(lambda work: work.add(model.Series(title="Ours", question="?"))).id
        ours = model.Circle(id="c1", series_id=series, number=1, title="Ours", question="?")
        store.change(lambda work: work.add(ours))
    done = merge(path, ISSUES[0], ISSUES[5])
    assert [line.text for line in done.refused] == [merging.OWN]
    rows = held(path)
    assert {(row["id"], row["number"]) for row in rows["circle"]} == {("c1", 1), ("c2", 2)}
    assert rows["series"][0]["title"] == "Ours"


def test_forged_ids_reach_nobody_elses_words(merged):
    """A bundle of one circle with the ids of another's sitting and words: each stays in its own."""
    evil = made_up.opened(
        made_up.content("evil", words={"w1": "Evil"}, gone=["w2", "w3"]), signer=made_up.OTHER
    )
    path = merged([ISSUES[0]], [evil])
    assert texts(path) == sorted([*WORDS.values(), "Evil"])


def test_a_series_is_called_as_most_of_its_bundles_say_until_somebody_names_it(merged):
    """Not by whichever came first."""
    path = merged([ISSUES[7]], [ISSUES[0]], [ISSUES[5]])
    assert held(path)["series"][0]["title"] == "Trust"
    with opened(path) as store:
        store.change(lambda work: setattr(work.series(), "title", "Ours"))
    merge(path, ISSUES[3])
    assert held(path)["series"][0]["title"] == "Ours"


def test_what_was_merged_has_a_name_one_can_compare(empty, tmp_path):
    """Two researchers who merged the same read the same name; one bundle more, another."""
    names = []
    for number, some in enumerate((ISSUES[4:], ISSUES[:3:-1], ISSUES[4:7])):
        path = Path(shutil.copy(empty, tmp_path / f"{number}.aplis"))
        names.append(merge(path, *some).fingerprint)
    assert names[0] == names[1] != names[2]


def test_what_is_told_names_each_file(merged):
    """New, newer, here already, older; and how much went because it was taken back."""
    path = merged()
    first, newer, gone, newest = (replace(one, file=f"{at}.circle") for at, one in enumerate(ISSUES[:4]))
    assert [line.text for line in merge(path, first, newer).lines] == [merging.OLDER, merging.NEW]
    assert [line.text for line in merge(path, newest).lines] == [merging.NEWER]
    told = merge(path, newest, gone).lines
    assert [line.text for line in told] == [merging.HERE, merging.OLDER, merging.TAKEN_BACK]
    assert told[2].values["count"] == 1 and "3.circle" in str(told[0])


def test_a_sitting_made_here_for_a_circle_that_came_is_left_alone(merged):
    """The next issue brings its own sittings anew, and touches no other."""
    path = merged([ISSUES[0]])
    with opened(path) as store:
        here = Prepare(store).session("c1", load("timeout-90"))
    merge(path, ISSUES[3])
    with opened(path) as store, store.read() as work:
        assert {here} < {row.id for row in work.sessions("c1")}
        assert len(work.sessions("c1")) == 2


@pytest.mark.parametrize(
    ("later", "changed"),
    [([ISSUES[2]], (1, 0)), ([ISSUES[1]], (0, 1)), ([ISSUES[3], ISSUES[4]], (2, 0)), ([ISSUES[0]], (0, 0))],
    ids=["newer", "corrected", "older", "same"],
)
def test_a_report_of_what_came_is_listed_when_its_words_change(merged, later, changed):
    """Also where its session's journal went on here, and where an older bundle tells of the withdrawal."""
    path = merged([ISSUES[0]])
    with opened(path) as store:
        with store.read() as work:
            session = work.sessions("c1")[0].id
        for number in range(5):
            store.change(
                lambda work, number=number: work.note(session, ThemesFound(themes=number, contributions=3))
            )
        store.change(lambda work: issued.note(work, session, b"report", kind="html", language="en"))
    merge(path, *later)
    with opened(path) as store, store.read() as work:
        (copy,) = issued.listed(work, session)
    assert (copy.taken_back, copy.corrected) == changed


def test_what_was_taken_back_is_counted_in_a_sitting_without_a_word(merged):
    """An older bundle's withdrawal leaves its empty place also where the newest has nothing else."""
    empty = made_up.opened(made_up.content(words={}), 3)
    orders = ([ISSUES[2]], [empty]), ([empty], [ISSUES[2]])
    one, other = (held(merged(*order)) for order in orders)
    assert one == other and [row["visibility"] for row in one["contribution"]] == ["WITHDRAWN"]
