"""Themes hold still enough to be talked about while more is being said."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.identity import carried, ordered
from analysis.known import Known

people = st.frozensets(st.integers(0, 40).map(str), max_size=12)


def parted(sets):
    """Groups that share nobody."""
    seen: set[str] = set()
    out = []
    for one in sets:
        mine = frozenset(one - seen)
        seen |= mine
        if mine:
            out.append(mine)
    return out


groups = st.lists(people, max_size=6).map(parted)


@given(groups, groups)
def test_a_theme_that_is_mostly_there_keeps_its_name(old, now):
    """No id is given twice, and one is given only where more than half of the theme went."""
    before = [Known(f"t{n}", members) for n, members in enumerate(old, 1)]
    ids = carried(before, now)
    given_ids = [id for id in ids if id is not None]
    assert len(given_ids) == len(set(given_ids))
    everybody = set().union(*now) if now else set()
    for id, group in zip(ids, now, strict=True):
        if id is not None:
            still = set(before[int(id[1:]) - 1].members) & everybody
            assert len(still & group) > len(still) / 2


@given(groups, st.randoms())
def test_the_same_groups_keep_ids_and_order(now, rnd):
    """Found again in another order, they stand as they stood."""
    before = [Known(f"t{n}", members) for n, members in enumerate(now, 1)]
    mixed = list(now)
    rnd.shuffle(mixed)
    assert [(id, mixed[index]) for id, index in ordered(before, mixed)] == [(k.id, k.members) for k in before]


@given(groups, groups)
def test_everything_is_shown_once_under_an_id_of_its_own(old, now):
    before = [Known(f"t{n}", members) for n, members in enumerate(old, 3)]
    shown = ordered(before, now)
    assert sorted(index for _, index in shown) == list(range(len(now)))
    assert len({id for id, _ in shown}) == len(now)


def test_of_two_that_ran_together_the_larger_gives_its_name():
    before = [Known("t1", {"a", "b"}), Known("t2", {"c", "d", "e"})]
    assert carried(before, [{"a", "b", "c", "d", "e"}]) == ["t2"]


def test_a_new_theme_never_takes_the_name_of_one_that_is_gone():
    """Somebody may have spoken of it."""
    shown = ordered([Known("t1", {"a"}), Known("t7", {"b"})], [{"x", "y"}, {"a"}])
    assert shown == [("t1", 1), ("t8", 0)]


def test_a_place_that_came_free_moves_one_theme_at_most():
    """Where a theme is gone a new one stands, or the last; all others, and with them their marks, stay."""
    before = [Known("t1", {"a"}), Known("t2", {"b"}), Known("t3", {"c"}), Known("t4", {"d"})]
    assert [id for id, _ in ordered(before, [{"a"}, {"d"}, {"c"}])] == ["t1", "t4", "t3"]
    assert [id for id, _ in ordered(before, [{"a"}, {"d"}, {"c"}, {"x"}])] == ["t1", "t5", "t3", "t4"]
    assert [id for id, _ in ordered(before, [{"d"}])] == ["t4"]
    assert [id for id, _ in ordered(before, [{"a"}, {"b"}])] == ["t1", "t2"]


@given(groups, groups)
def test_places_hold(old, now):
    """Every theme that goes on stands where it stood, but for as many as there are places to fill."""
    before = [Known(f"t{n}", members) for n, members in enumerate(old, 1)]
    shown = [id for id, _ in ordered(before, now)]
    place = {theme.id: n for n, theme in enumerate(before)}
    gone = sum(theme.id not in shown for theme in before)
    assert sum(place[id] != n for n, id in enumerate(shown) if id in place) <= gone
