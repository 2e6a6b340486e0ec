"""Words go when their date has come, except those kept for research."""

from facilitator.retention import forget_due


def test_words_go_at_their_date_and_not_before(table):
    """Ninety days after the closing: what nobody agreed to archive is erased, the rest stays."""
    stays, goes = table.sit("a", archive=True), table.sit("b", archive=False)
    table.write_round()
    table.say(stays, "for research")
    table.say(goes, "canary: for the evening")
    table.desk.agreed_aloud(table.session, 2, 2)
    table.record.keep(table.session, "canary: said aloud", key="r")
    table.close()
    table.clock.pass_(days=89)
    assert forget_due(table.store, clock=table.clock) == 0
    table.clock.pass_(days=2)
    assert forget_due(table.store, clock=table.clock) == 2
    assert table.words() == ["for research"]
    for file in table.store.path.parent.iterdir():
        assert b"canary" not in file.read_bytes()


def test_an_evening_that_is_not_over_is_left_alone(table):
    """A session that was never closed has no date yet."""
    seat = table.sit()
    table.write_round()
    table.say(seat, "still going on")
    table.clock.pass_(days=400)
    assert forget_due(table.store, clock=table.clock) == 0
