"""A circle that came in a bundle, as the console shows it: everything can be read, nobody can join."""

import made_up_circles as made_up
import pytest

from facilitator import merging
from participant_ui.port import Consent, NoSuchCircle, NotNow, Stage

PAGES = (
    *("/console/", "/circles/{c}/invite", "/circles/{c}/next", "/circles/{c}/script"),
    *("/desk/{s}", "/desk/{s}/now", "/desk/{s}/slips", "/reading/{s}", "/reading/{s}/now"),
    *("/recorder/{s}", "/recorder/{s}/now", "/check/{s}", "/check/{s}/now"),
    *("/projector/{s}", "/projector/{s}/now", "/pulse/{s}", "/ready/{s}", "/ready/{s}/now"),
)


@pytest.fixture(name="came")
def _came(console):
    """The session of a made-up circle, merged into a new series."""
    store = console.house.store
    store.open(console.house.settings.data / "country.aplis")
    one = made_up.opened(made_up.content("c1", words={"w1": "Made-up words", "w2": "Others"}, gone=["w3"]))
    store.change(lambda work: merging.merge(work, [one]))
    with store.read() as work:
        return work.sessions("c1")[0].id


def test_every_page_of_it_opens(console, came):
    """None of them expects a code, a seat or a time that stayed at home."""
    told = {page: console.get(page.format(s=came, c="c1")) for page in PAGES}
    assert "made up" in told["/check/{s}"]
    assert "Circle c1" in told["/console/"]


def test_it_stays_closed(console, came):
    """Its sitting is sealed: it is not opened again, and no phone finds a way in."""
    with pytest.raises(NotNow, match="sealed"):
        console.house.desk.move(came, Stage.OPEN, seen=0)
    with pytest.raises(NotNow):
        console.house.circle.take_seat(f"bundle {came}", Consent(True, True), language="lv", key="k")
    with pytest.raises(NoSuchCircle):
        console.house.circle.link_of(f"bundle {came}")
