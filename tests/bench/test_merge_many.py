"""A national series: 150 bundles of 150 contributions in any order, one damaged, one forged, one anew."""

import random
import sqlite3
import time
from contextlib import closing

import made_up_circles as made_up

from facilitator import bundle, merging
from facilitator.bundle import Refused
from facilitator.signing import Signer
from facilitator.store import Store

CIRCLES, EACH = 150, 150
WORDS = ["uzticēšanās", "saruna", "kaimiņš", "pašvaldība", "autobuss", "skola", "ceļš", "laiks", "kopā"]


def told(circle, *, gone=(), changed=""):
    draw = random.Random(circle)
    said = {f"w{n}": " ".join(draw.choices(WORDS, k=draw.randint(4, 60))) for n in range(EACH)}
    if changed:
        said["w0"] = changed
    return made_up.content(f"c{circle}", {k: v for k, v in said.items() if k not in gone}, gone, day=circle)


def files():
    """Each laptop with a key of its own; one circle issued anew, one after words were taken back."""
    signer = [Signer(n.to_bytes(32, "big")) for n in range(CIRCLES)]
    made = {f"{n}.circle": made_up.file(told(n), 1, signer[n]) for n in range(CIRCLES)}
    made["anew.circle"] = made_up.file(told(3, changed="Said better"), 2, signer[3])
    made["withdrawn.circle"] = made_up.file(told(5, gone=["w7"]), 2, signer[5])
    made["forged.circle"] = made_up.file(told(8, changed="Forged"), 9, made_up.OTHER)
    damaged = bytearray(made["9.circle"])
    damaged[len(damaged) // 2] ^= 1
    made["damaged.circle"] = bytes(damaged)
    return made


def read(made, names):
    good, refused = [], []
    for name in names:
        try:
            good.append(bundle.opened(made[name], name))
        except Refused:
            refused.append(name)
    return good, refused


def merged(path, bundles, groups):
    store = Store()
    store.open(path)
    try:
        for at in range(groups):
            some = bundles[at::groups]
            done = store.change(lambda work, some=some: merging.merge(work, some), patience=600)
        return done
    finally:
        store.close()


def held(path):
    with closing(sqlite3.connect(path)) as file:
        return {
            table: sorted(file.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
            for table, columns in (
                ("contribution", "id, session_id, number, participant_id, text, visibility, quotable"),
                ("circle", "id, number, title"),
                ("bundled", "circle_id, issue, sha256, keys, withdrawn"),
                ("participant", "id, session_id, may_quote"),
                ("checkedtheme", "session_id, labels, members"),
            )
        }


def test_a_national_series(tmp_path):
    """The same at the end in whatever order and grouping; merged once more nothing changes. Prints times."""
    made = files()
    names = [name for name in made if name != "forged.circle"]  # a first merge cannot know who was first
    start = time.perf_counter()
    good, refused = read(made, names)
    opening = time.perf_counter() - start
    assert refused == ["damaged.circle"]
    one = tmp_path / "one.aplis"
    start = time.perf_counter()
    done = merged(one, good, 1)
    print(f"\n{len(good)} bundles of {EACH}: opened in {opening:.1f} s, merged in "
          f"{time.perf_counter() - start:.1f} s, {one.stat().st_size / 1e6:.0f} MB")  # fmt: skip
    assert (done.circles, done.contributions) == (CIRCLES, CIRCLES * EACH - 1)
    whole = held(one)
    for seed in range(2):
        shuffled = random.Random(seed).sample(good, len(good))
        other = tmp_path / f"other-{seed}.aplis"
        start = time.perf_counter()
        assert merged(other, shuffled, 3 + 4 * seed).fingerprint == done.fingerprint
        print(f"in another order, {3 + 4 * seed} groups: {time.perf_counter() - start:.1f} s")
        assert held(other) == whole
    forged, _ = read(made, ["forged.circle"])
    start = time.perf_counter()
    again = merged(one, [*good, *forged], 1)
    print(f"all of it once more, with a forged one: {time.perf_counter() - start:.1f} s")
    assert [line.text for line in again.refused] == [merging.OTHER_KEY]
    assert held(one) == whole
    texts = [row[4] for row in whole["contribution"]]
    assert "Said better" in texts and "Forged" not in texts
