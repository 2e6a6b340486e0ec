"""Random histories of bundles on the disk: whatever is merged in whatever order, the same stands at the end.

APLIS_MERGES says how many; `make soak` runs many more.
"""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import made_up_circles as made_up
import pytest

from facilitator import merging
from facilitator.store import Store

HISTORIES = int(os.environ.get("APLIS_MERGES", "3"))


def circle(draw):
    """A circle with some words, some taken back, some not recorded, cards, and at times a second sitting."""
    ids = [f"w{n}" for n in range(6)]
    draw.shuffle(ids)
    kept, gone = sorted((draw.randint(0, 6), draw.randint(0, 6)))
    words = {id: draw.choice(["One made-up text", "Another", "A third one"]) for id in ids[:kept]}
    told = made_up.content(
        draw.choice(["c1", "c2"]),
        words,
        ids[kept:gone],
        day=draw.randint(-3, 3),
        redacted=ids[gone : gone + draw.randint(0, 6 - gone)],
        series=draw.choice(["Trust", "Another name"]),
    )
    if len(words) > 1 and draw.random() < 0.5:
        card, behind = sorted(words)[:2]
        joined = {behind: card}
        told = replace(told, contributions=tuple(_joined(one, joined) for one in told.contributions))
    if draw.random() < 0.4:
        told = _twice(told, draw.randint(1, 3))
    return replace(told, checked=(), counted=()) if draw.random() < 0.3 else told


def _joined(one, joined):
    return one.model_copy(update={"joined_to": joined.get(one.id)})


def _twice(told, words):
    first = told.sittings[0]
    second = first.model_copy(update={"id": "second", "voices": first.voices[:1], "answers": {}})
    like = made_up.content(words={"w1": "In the second sitting"}).contributions[0]
    more = (like.model_copy(update={"id": f"z{n}", "session": "second", "number": n}) for n in range(words))
    return replace(told, sittings=(first, second), contributions=(*told.contributions, *more))


def merged(empty, path, bundles, draw):
    """Merge them in groups of any size; every row that is then in the file."""
    shutil.copy(empty, path)
    store = Store()
    store.open(path)
    try:
        while bundles:
            size = draw.randint(1, len(bundles))
            some, bundles = bundles[:size], bundles[size:]
            store.change(lambda work, some=some: merging.merge(work, some))
    finally:
        store.close()
    return held(path)


def held(path):
    """All but the ids and days that each file makes for itself."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE series SET id = '', made_at = ''")
        file.execute("UPDATE circle SET series_id = ''")
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(repr, file.execute(f'SELECT * FROM "{name}"'))) for name in tables}


@pytest.fixture(name="empty", scope="module")
def _empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "empty.aplis"
    store = Store()
    store.open(path)
    store.close()
    return path


@pytest.mark.parametrize("seed", range(4, 4 + HISTORIES))
def test_any_history_of_bundles_ends_the_same(empty, tmp_path, seed):
    """In the order they were made, and in any other with some of them twice."""
    draw = random.Random(seed)
    bundles = [made_up.opened(circle(draw), draw.randint(1, 3)) for _ in range(draw.randint(2, 7))]
    in_order = merged(empty, tmp_path / "one.aplis", bundles, draw)
    shuffled = [*draw.sample(bundles, len(bundles)), *draw.choices(bundles, k=2)]
    assert merged(empty, tmp_path / "other.aplis", shuffled, draw) == in_order
