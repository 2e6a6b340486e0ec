"""The demo is a real file, played through the real acts, and says that it is made up."""

import json

import pytest

from facilitator import demo, research
from facilitator.store import Store
from participant_ui.port import Stage


@pytest.fixture(name="played", scope="module")
def _played(tmp_path_factory):
    file = tmp_path_factory.mktemp("demo") / "demo.aplis"
    session = demo.make(file)
    store = Store()
    store.open(file)
    yield store, session
    store.close()


def test_the_demo_is_a_closed_circle_with_every_text_in_it(played):
    """All that was written stands in it, in its round, with the consent its author gave."""
    store, session = played
    told = json.loads(demo.TEXTS.read_text("utf-8"))
    with store.read() as work:
        row = work.session(session)
        corpus = research.corpus(work, session)
        circle = work.circle(row.circle_id)
    assert row.stage is Stage.CLOSED
    assert [(c.text, c.round) for c in corpus.contributions] == [
        (one["text"], one["round"]) for one in told["contributions"]
    ]
    shy = {n for n, person in enumerate(told["participants"]) if not person["quote"]}
    expected = [one["by"] not in shy and one["quotable"] for one in told["contributions"]]
    assert [c.quotable for c in corpus.contributions] == expected
    assert "Made-up" in circle.title


def test_the_demo_took_two_hours(played):
    """Its time is the script's: the desk shows an evening that went by the plan."""
    store, session = played
    with store.read() as work:
        row = work.session(session)
    assert 119 <= (row.closed_at - row.opened_at).total_seconds() / 60 <= 121
