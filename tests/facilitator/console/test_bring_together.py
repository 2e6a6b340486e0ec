"""Bringing circles together on the console: seen first, then as it was seen, and no file left lying."""

import io
import threading

import made_up_circles as made_up
import pytest

from facilitator import aside, merging, partwise
from facilitator.gathering import Gathering, Stage
from facilitator.signing import words

PAGE = "/bring-together"
FIRST = made_up.file(made_up.content(region="Made-up coast"))
SECOND = made_up.file(made_up.content("c2", words={"v1": "Another made-up circle"}, day=-3))
NEWER = made_up.file(made_up.content(words={"w1": "Made-up words, said better"}, gone=["w2"]), 2)
FORGED = made_up.file(made_up.content(words={"w1": "Forged"}), 9, made_up.OTHER)


def settled(console):
    """The page once nothing is at work any more."""
    gathering = console.house.gathering
    while gathering.now().at_work:
        gathering._thread.join()
    return console.get(PAGE)


def bring(console, *files, where="here"):
    named = [(io.BytesIO(content), f"{at}.circle") for at, content in enumerate(files)]
    answer = console.client.post(f"{PAGE}/files", data={"bundle": named, "where": where})
    assert answer.status_code == 303, answer.status_code
    return settled(console)


def take(console, page):
    console.press(page, "Bring them together")
    return settled(console)


def texts(console):
    with console.house.store.read() as work:
        return sorted(c.text for row in work.sessions() for c in work.contributions(row.id) if c.text)


def lying(console):
    return list(console.house.settings.data.glob(f"{aside.PREFIX}*"))


@pytest.fixture(name="ours")
def _ours(sitting):
    """A console with a series of its own open, and files that go when the test ends."""
    yield sitting.console
    sitting.console.house.gathering.close()


def test_what_would_be_is_said_first_and_then_is(ours):
    """The dry run changes nothing; what it said comes, and the files are gone."""
    page = bring(ours, FIRST, SECOND)
    assert "2 circles are new" in page and "Circle c2" in page and words(made_up.LAPTOP.public) in page
    assert texts(ours) == []
    assert len(lying(ours)) == 1
    page = take(ours, page)
    assert "2 circles of this series came in bundles" in page
    assert texts(ours) == ["Another made-up circle", "Made-up words", "More made-up words"]
    assert lying(ours) == []
    with ours.house.store.read() as work:
        assert {c.region for c in work.circles()} == {"", "Made-up coast"}
        assert work.series().title == "Trust"


def test_a_newer_issue_replaces_and_says_what_goes(ours):
    """And an older one, or the same once more, brings nothing."""
    take(ours, bring(ours, FIRST))
    page = bring(ours, NEWER)
    assert "1 takes the place of an older issue" in page and "Taken back, and would go" in page
    take(ours, page)
    assert texts(ours) == ["Made-up words, said better"]
    page = bring(ours, NEWER, FIRST)
    assert "Nothing would change" in page and "Bring them together" not in page


def test_what_is_damaged_or_forged_is_left_out_with_the_reason(ours):
    """The others come; a key is accepted by a tick beside its words, and looked at again before it counts."""
    take(ours, bring(ours, FIRST))
    page = bring(ours, FORGED, SECOND, SECOND[:-9], b"a letter")
    assert "3 files are left out" in page and "1 circle is new" in page
    assert words(made_up.OTHER.public) in page and "2.circle is no bundle" in page
    answer = ours.client.post(f"{PAGE}/look", data={f"accept-{words(made_up.OTHER.public)}": "yes"})
    assert answer.status_code == 303
    page = settled(ours)
    assert "1 takes the place" in page and texts(ours) == ["Made-up words", "More made-up words"]
    take(ours, page)
    assert texts(ours) == ["Another made-up circle", "Forged"]


def test_a_series_that_changed_in_between_is_looked_at_again(ours):
    """What was said of it no longer holds: it is said anew, and nothing comes until somebody agrees."""
    page = bring(ours, SECOND)
    ours.house.prepare.circle(title="Meanwhile", question="", place="", language="lv")
    page = take(ours, page)
    assert "has changed since you looked" in page and texts(ours) == []
    assert "They are in" in take(ours, page)


def test_an_old_page_brings_in_nothing(ours):
    """What somebody else looked at since is not what this page said."""
    old = bring(ours, FIRST)
    bring(ours, SECOND)
    assert ours.send(old, "Bring them together").status_code == 409
    assert texts(ours) == []


def test_the_first_run_makes_a_series_of_bundles(console):
    """Called as most of them say, in a file of that name; nothing has to be typed."""
    assert "Bring circles together" in console.get("/console/")
    page = bring(console, FIRST, SECOND)
    assert "They become a series of their own" in page and "Trust" in page
    assert console.house.store.path is None
    take(console, page)
    assert console.house.store.path.name == "Trust.aplis"
    assert len(texts(console)) == 3
    assert "Circle c2" in console.get("/console/")


def test_a_new_series_beside_the_open_one(ours):
    """The open one is left as it was."""
    before = ours.house.store.path
    take(ours, bring(ours, SECOND, where="new"))
    assert ours.house.store.path != before
    assert texts(ours) == ["Another made-up circle"]


def test_files_go_when_they_are_forgotten_or_nobody_asks(ours, tmp_path):
    """By the button, after half an hour, when aplis ends, and when one that was killed is started again."""
    page = bring(ours, FIRST)
    ours.press(page, "Forget these files")
    assert lying(ours) == []
    clock = [0.0]
    gathering = Gathering(ours.house.store, ours.house.settings.data, clock=lambda: clock[0])
    path, file = gathering.place()
    file.write(FIRST)
    file.close()
    gathering.add([("a.circle", path)], new=False)
    clock[0] = 1799
    gathering.expire()
    assert path.exists() and path.stat().st_mode & 0o77 == 0 == path.parent.stat().st_mode & 0o77
    assert Gathering(ours.house.store, ours.house.settings.data).now().stage is Stage.EMPTY and path.exists()
    clock[0] = 1801
    gathering.expire()
    assert not path.exists() and lying(ours) == []
    left = ours.house.settings.data / f"{aside.PREFIX}left"
    left.mkdir()
    (left / "words").write_bytes(FIRST)
    Gathering(ours.house.store, ours.house.settings.data)
    assert lying(ours) == []


def test_more_than_there_is_room_for_is_refused_whole(ours, monkeypatch):
    """Said with what to do, and nothing of it is kept."""
    monkeypatch.setattr(aside, "MOST_FILES", 1)
    named = [(io.BytesIO(FIRST), f"{at}.circle") for at in range(2)]
    answer = ours.client.post(f"{PAGE}/files", data={"bundle": named}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (409, {"code": "too_many_bundles"})
    assert ours.house.gathering.now().stage is Stage.EMPTY


def test_a_live_circle_waits_for_one_part_and_never_for_all(ours, monkeypatch):
    """Words that are kept while circles come in are kept after the part in hand, before the next."""
    store, inside, held = ours.house.store, [], merging.bring_in

    def while_it_comes(work, bundles, *, accept=()):
        if not inside:  # what a phone sends now waits for this part's commit
            keep.start()
            while store._waiting.empty():
                keep.join(0.001)
        came = held(work, bundles, accept=accept)
        inside.append("part")
        return came

    keep = threading.Thread(target=store.change, args=(lambda work: inside.append("kept"),))
    page = bring(ours, FIRST, SECOND)
    monkeypatch.setattr(partwise, "PART", 1)
    monkeypatch.setattr(merging, "bring_in", while_it_comes)
    take(ours, page)
    keep.join()
    assert inside == ["part", "kept", "part"]
