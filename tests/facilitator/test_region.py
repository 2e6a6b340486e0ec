"""A circle's region: told by its bundle, or entered where it came to; neither is lost to the other."""

import made_up_circles as made_up
import pytest

from facilitator import handing, merging, model
from facilitator.prepare import Prepare
from facilitator.store import Store
from participant_ui.port import WordsRefused


def issue(number, region):
    return made_up.opened(made_up.content(words={"w1": f"Words {number}"}, region=region), number)


@pytest.fixture(name="store")
def _store(tmp_path):
    store = Store()
    store.open(tmp_path / "series.aplis")
    yield store
    store.close()


def enter(store, region):
    def act(work):
        work.circle("c1").region = region

    store.change(act)


def merged(store, *bundles):
    """The circle's region after these came, each for itself."""
    for one in bundles:
        store.change(lambda work, one=one: merging.merge(work, [one]))
    with store.read() as work:
        return work.circle("c1").region


def test_the_newest_issue_says_the_region(store):
    """Also that there is none any more, and also where an older one comes later."""
    assert merged(store, issue(1, "Coast")) == "Coast"
    assert merged(store, issue(2, "Hills"), issue(1, "Coast")) == "Hills"
    assert merged(store, issue(3, ""), issue(2, "Hills")) == ""


@pytest.mark.parametrize("told", ["", "Coast"])
def test_a_region_entered_here_stays(store, told):
    """When the same issue comes again, a newer one, and one that says what was taken back."""
    merged(store, issue(1, told))
    enter(store, "Entered here")
    gone = made_up.opened(made_up.content(words={}, gone=["w1"], region=told), 1)
    again = (issue(1, told), issue(2, told), issue(3, "Hills"), gone, issue(3, "Hills"))
    assert merged(store, *again) == "Entered here"


def test_a_circle_is_handed_over_with_its_region(table):
    """As it was entered before the evening or after it."""
    table.write_round()
    table.say(table.sit(), "Made-up words")
    table.close()

    def act(work):
        (circle,) = work.circles()
        circle.region = "Coast"
        return handing.content(work, circle)

    assert table.store.change(act).circle.region == "Coast"
    with table.store.read() as work:
        assert work.rows(model.Circle)[0].region == "Coast"


@pytest.mark.parametrize("typed", ["Kalnu iela 5", "Ozolu iela", "LV-1010", "улица Мира"])
def test_an_address_is_no_region(table, typed):
    """Reports show a region to everybody: a street or a number is refused where it is entered."""
    prepare = Prepare(table.store)
    with table.store.read() as work:
        (circle,) = work.circles()
    with pytest.raises(WordsRefused, match="address"):
        prepare.regions({circle.id: typed})
    prepare.regions({circle.id: "Ielejas novads"})
    with table.store.read() as work:
        assert work.circle(circle.id).region == "Ielejas novads"
