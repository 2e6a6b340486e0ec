"""What leaves for research: no seat, no name, nothing taken back, quotes only as agreed."""

import pytest

from facilitator import model, research
from participant_ui.port import Consent, NotNow


@pytest.fixture(name="said")
def _said(table):
    free, shy = table.sit("a", quote=True), table.sit("b", quote=False)
    table.write_round()
    ids = [
        table.say(free, "The neighbours listened to me.", "k1"),
        table.say(shy, "Nobody at the council answered.", "k2"),
        table.say(free, "I take this back.", "k3"),
    ]
    table.circle.withdraw(free, ids[2])
    return table, ids


def keep_reading(table, ids):
    """A reading as the reader would give it: one theme of both, a quote from each."""
    quotes = [{"contribution": id, "start": 0, "end": 10} for id in ids]
    row = model.Reading(
        session_id=table.session,
        upto=99,
        themes=[
            {"id": "t1", "label": "listening", "labels": {"en": "listening"}, "keywords": ["listen"],
             "size": 2, "members": list(ids), "quotes": quotes, "circles": 1}
        ],
        placed=[{"id": id, "theme": "t1", "language": "en", "confidence": 1.0} for id in ids],
        method={"seed": 0},
    )  # fmt: skip
    table.store.change(lambda work: work.put(row))


def test_the_corpus_names_nobody_and_holds_what_was_not_taken_back(said):
    """Voices are numbers of this reading; participants, seats and keys are nowhere."""
    table, _ = said
    with table.store.read() as work:
        corpus = research.corpus(work, table.session)
        people = {p.id for p in work.participants(table.session)}
    assert [c.text for c in corpus.contributions] == [
        "The neighbours listened to me.",
        "Nobody at the council answered.",
    ]
    assert [c.quotable for c in corpus.contributions] == [True, False]
    assert not any(person in repr(corpus) for person in people)


def test_a_report_quotes_only_who_agreed(said):
    """Both count in the theme, one is quoted; contributions are called by circle and number."""
    table, ids = said
    keep_reading(table, ids[:2])
    with table.store.read() as work:
        report = research.report(work, table.session)
    (theme,) = report.themes
    assert theme.size == 2
    assert [q.text for q in theme.quotes] == ["The neighb"]
    assert all(c.id.startswith("1-") for c in report.contributions)
    assert not set(ids) & {c.id for c in report.contributions}


def test_what_came_after_the_reading_is_in_the_report_too(said):
    """Nothing that was kept is missing: it is in no theme yet, and counted so."""
    table, ids = said
    keep_reading(table, ids[:1])
    with table.store.read() as work:
        report = research.report(work, table.session)
        assert work.unread(table.session) == 1
    assert [(p.theme, c.text) for p, c in zip(report.placed, report.contributions, strict=True)] == [
        ("t1", "The neighbours listened to me."),
        (None, "Nobody at the council answered."),
    ]


def test_words_taken_back_leave_theme_count_and_quotes(said):
    """After a withdrawal the reading holds nothing of them."""
    table, ids = said
    keep_reading(table, ids[:2])
    seat = table.circle.seat_by_slip(table.link, table.sit("a").slip)
    table.circle.withdraw(seat, ids[0])
    with table.store.read() as work:
        report = research.report(work, table.session)
    assert [(t.size, list(t.quotes)) for t in report.themes] == [(1, [])]
    assert len(report.placed) == 1


def test_a_consent_taken_back_takes_the_quote_out(said):
    """Who no longer wants to be quoted is not, from the next report on."""
    table, ids = said
    keep_reading(table, ids[:2])
    table.circle.agree(table.sit("a"), Consent(False, False))
    with table.store.read() as work:
        assert research.report(work, table.session).themes[0].quotes == []


@pytest.mark.parametrize("how", ["withdraw", "no quotes"])
def test_names_go_with_the_words_they_were_made_of(said, how):
    """A theme is called by words people used: when somebody's go, so does the name, at once."""
    table, ids = said
    keep_reading(table, ids[:2])
    seat = table.sit("a")
    if how == "withdraw":
        table.circle.withdraw(seat, ids[0])
    else:
        table.circle.agree(seat, Consent(False, False))
        assert table.told[-1].name == "consent.changed"
    with table.store.read() as work:
        (theme,) = research.report(work, table.session).themes
        assert work.nameless(table.session)
    assert (theme.label, list(theme.keywords), dict(theme.labels)) == (theme.id, [], {})


def test_without_a_reading_there_is_no_report(table):
    """Nothing was read: said, not made up."""
    with table.store.read() as work, pytest.raises(NotNow) as refusal:
        research.report(work, table.session)
    assert refusal.value.reason == "no_themes"
