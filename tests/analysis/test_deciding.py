"""What people decide at the reading desk holds: through every new reading, every undo and redo."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.clusters import Grouping, unit
from analysis.corpus import Contribution
from analysis.deciding import (
    ACTS,
    BadAct,
    Entry,
    apply,
    checked,
    constraints,
    fingerprint,
    folded,
    history,
    known_themes,
    settled,
    span_sum,
)
from analysis.decisions import Decisions, kept_to
from analysis.grading import measured
from analysis.identity import ordered
from analysis.report import Placed, Quote, Report, Theme

IDS = [f"c{number:02}" for number in range(18)]
TEXT = "what somebody said of trust, number "
THEMES = ["t1", "t2", "t3", "p3", "p5"]
ids, themes = st.sampled_from(IDS), st.sampled_from(THEMES)
some = st.lists(ids, min_size=1, max_size=5, unique=True)
words = st.dictionaries(st.sampled_from(["lv", "en"]), st.sampled_from(["Roads", "Ceļi", ""]), min_size=1)


def machine(seed: int, decisions: Decisions, before=()) -> Report:
    """A machine that puts everybody anywhere, and keeps to decisions as the real one does."""
    rng = np.random.default_rng(seed)
    points = unit(rng.normal(size=(len(IDS), 6)))
    labels = np.unique(rng.integers(0, 4, len(IDS)), return_inverse=True)[1]
    found = Grouping(labels, np.ones(len(IDS)), "random", points)
    labels = (kept_to(decisions, IDS, found) if decisions else found).labels
    groups = [[id for id, one in zip(IDS, labels, strict=True) if one == n] for n in range(labels.max() + 1)]
    named = ordered(list(before), [set(group) for group in groups])
    made = [_theme(id, groups[place]) for id, place in named]
    theme_of = {member: theme.id for theme in made for member in theme.members}
    report = Report(
        title="",
        themes=made,
        placed=[Placed(id, theme_of[id], "en") for id in IDS],
        contributions=[Contribution(id, TEXT + id, circle=str(int(id[1:]) % 3)) for id in IDS],
    )
    return settled(report, decisions.pinned, list(before))


def _theme(id: str, members: list[str]) -> Theme:
    quotes = [Quote(one, 0, 4, TEXT[:4]) for one in members[:2]]
    return Theme(id, f"label {id}", ("word",), len(members), quotes, tuple(members))


acts = st.one_of(
    st.tuples(st.just("rename"), st.fixed_dictionaries({"theme": themes, "names": words})),
    st.tuples(
        st.just("merge"), st.fixed_dictionaries({"into": themes, "themes": st.lists(themes, max_size=2)})
    ),
    st.tuples(st.just("split"), st.fixed_dictionaries({"theme": themes, "members": some, "names": words})),
    st.tuples(
        st.just("move"), st.fixed_dictionaries({"members": some, "to": st.one_of(themes, st.just(""))})
    ),
    st.tuples(st.just("assign"), st.fixed_dictionaries({"members": some, "theme": themes})),
    st.tuples(st.just("unassign"), st.fixed_dictionaries({"members": some, "theme": themes})),
    st.tuples(st.just("pin"), st.fixed_dictionaries({"members": some, "pinned": st.booleans()})),
    st.tuples(st.just("mark"), st.fixed_dictionaries({"theme": themes, "contribution": ids})),
    st.tuples(st.just("reject"), st.fixed_dictionaries({"members": some, "rejected": st.booleans()})),
    st.tuples(st.just("refuse"), st.fixed_dictionaries({"theme": themes, "refused": st.booleans()})),
    st.tuples(st.just("memo"), st.fixed_dictionaries({"kind": st.just("theme"), "id": themes})),
    st.tuples(st.just("code"), st.fixed_dictionaries({"members": some, "codes": st.lists(ids, max_size=2)})),
    st.tuples(st.just("tell"), st.fixed_dictionaries({"members": some, "value": st.just("trust")})),
    st.tuples(st.just("read"), st.integers(0, 99)),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
)


class Bench:
    """A log and its readings, as the desk's file keeps them."""

    def __init__(self) -> None:
        self.readings = {1: machine(0, Decisions())}
        self.log = [Entry(1, "read", {"version": 1})]

    def desk(self):
        now = history(self.log)
        return folded(self.readings[now.version], now.decided)

    def do(self, act, said) -> None:
        if act == "read":
            desk = self.desk()
            version = max(self.readings) + 1
            known = known_themes(desk)
            self.readings[version] = machine(said, Decisions(pinned=constraints(desk)), known)
            said = {"version": version}
        elif act in ("undo", "redo"):
            said = {}
        else:
            said = self._filled(act, dict(said))
        self.log.append(Entry(len(self.log) + 1, act, said))

    def _filled(self, act, body):
        desk = self.desk()

        def inside(*themes):
            return sorted({id for one in themes for id in desk.members.get(one, ())} - desk.out)

        extra = {
            "rename": lambda: {"members": inside(body["theme"])},
            "refuse": lambda: {"members": inside(body["theme"])},
            "merge": lambda: {"members": inside(body["into"], *body["themes"])},
            "split": lambda: {
                "new": f"p{len(self.log) + 1}",
                "members": [id for id in body["members"] if id in inside(body["theme"])],
            },
            "pin": lambda: {"to": {id: desk.placed[id].theme or "" for id in body["members"]}},
            "mark": lambda: {"start": 0, "end": 4, "sha256": span_sum(TEXT[:4])},
            "memo": lambda: {"text": "look again"},
            "code": lambda: {"book": "trust 1"},
            "tell": lambda: {"facet": "valence"},
        }
        return body | extra.get(act, dict)()


def by_people(desk):
    """All that a person decided and that shows on the desk."""
    placed = {id: frozenset(desk.themes_of(id)) for id in desk.placed_by - desk.out}
    named = {
        id: (dict(one.named), one.memo, one.state) for id, one in desk.themes.items() if id in desk.touched
    }
    members = {id: desk.members[id] - desk.out for id in desk.touched & desk.themes.keys()}
    codes = {id: tuple(one.codes) for id, one in desk.placed.items() if one.coded}
    codes |= {f"{id} which way": (one.valence,) for id, one in desk.placed.items() if one.facets}
    return placed, named, members, codes, set(desk.refused), set(desk.out), dict(desk.marked)


@settings(max_examples=120, deadline=None)
@given(st.lists(acts, max_size=14))
def test_reading_again_takes_nothing_from_people(history_of):
    """Where a person put something, what they named, coded, marked, refused: it is there afterwards."""
    bench = Bench()
    for act, said in history_of:
        before = by_people(bench.desk())
        bench.do(act, said)
        if act != "read":
            continue
        after = by_people(bench.desk())
        for was, now in zip(before[:2], after[:2], strict=True):
            assert was.items() <= now.items()
        assert all(members <= after[2][theme] for theme, members in before[2].items())
        assert before[3:] == after[3:]


@settings(max_examples=60, deadline=None)
@given(st.lists(acts, max_size=14))
def test_undo_to_the_start_and_redo_to_the_end(history_of):
    """Undone to the start the desk has the check sum it had at first; done again, the one it had last."""
    bench = Bench()
    first = fingerprint(bench.desk().report())
    for act, said in history_of:
        bench.do(act, said)
    last, steps = fingerprint(bench.desk().report()), 0
    while history(bench.log).undo is not None:
        bench.do("undo", None)
        steps += 1
    assert fingerprint(bench.desk().report()) == first
    for _ in range(steps):
        bench.do("redo", None)
    assert fingerprint(bench.desk().report()) == last


@settings(max_examples=40, deadline=None)
@given(st.lists(acts, max_size=14))
def test_the_desk_adds_up(history_of):
    """Every theme holds whom it says, quotes stand in its own words, and nobody left out is anywhere."""
    bench = Bench()
    for act, said in history_of:
        bench.do(act, said)
    desk = bench.desk()
    report = desk.report()
    known = {one.id: one for one in report.contributions}
    for theme in (*report.themes, *report.rejected):
        inside = {one.id for one in report.placed if theme.id in (one.theme, *one.also)}
        assert set(theme.members) == inside and theme.size == len(inside)
        assert all(known[one.contribution].text[one.start : one.end] == one.text for one in theme.quotes)
        assert {one.contribution for one in theme.quotes} <= inside
    assert not desk.out & {one.id for one in report.placed} and len(known) == len(IDS) - len(desk.out)


def test_of_a_theme_that_people_changed_nobody_says_how_well_it_holds():
    """It was measured as the machine found it, and is another one now."""
    bench = Bench()
    bench.do("move", {"members": IDS[:3], "to": "t1"})
    changed = next(one for one in bench.desk().report().themes if one.id == "t1")
    assert not measured(changed.quality)


def test_a_machine_that_does_not_keep_to_decisions_is_caught():
    """The control of the first law: read again without what was decided, and a person's placing is lost."""
    bench = Bench()
    bench.do("move", {"members": IDS[:9], "to": "t1"})
    bench.do("rename", {"theme": "t1", "names": {"en": "Roads"}})
    moved = by_people(bench.desk())[2]["t1"]
    again = machine(7, Decisions(), known_themes(bench.desk()))
    assert not moved <= {one.id for one in again.placed if one.theme == "t1"}
    kept = machine(7, Decisions(pinned=constraints(bench.desk())), known_themes(bench.desk()))
    assert moved <= {one.id for one in kept.placed if one.theme == "t1"}


def test_a_mark_does_not_stand_on_other_words():
    """A quote somebody marked is gone, and said to be lost, once the words under it changed."""
    desk = Bench().desk()
    body = {"theme": "t1", "contribution": "c00", "start": 0, "end": 4, "sha256": span_sum("what")}
    apply(desk, "mark", body)
    assert [one.text for one in desk.marked["t1"]] == ["what"]
    base = Bench().readings[1]
    other = [replace(one, text="They" + one.text[4:]) for one in base.contributions]
    changed = folded(replace(base, contributions=other), [Entry(2, "mark", body)])
    assert changed.lost == {"c00"} and not changed.marked.get("t1")


@pytest.mark.parametrize("act", sorted(ACTS))
def test_an_act_that_says_too_little_or_too_much_is_refused(act):
    """Nothing half-said stands in the log."""
    with pytest.raises(BadAct):
        checked(act, {})
    with pytest.raises(BadAct):
        checked(act, dict.fromkeys(ACTS[act].parts, 3.5) | {"more": 1})
    with pytest.raises(BadAct):
        checked("no such act", {})
