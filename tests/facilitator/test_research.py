"""What leaves for research: no seat, no name, nothing taken back, quotes only as agreed."""

import io
from collections import Counter
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.registry import exporter
from facilitator import model, promise, research
from facilitator.check import Check
from facilitator.summary import Given, Summary, version
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


# what the room said of a theme, and how the evening was held


def drawn(table, *groups):
    """A reading anew, as the reader would give it: one theme for each of these groups."""
    themes = [
        {"id": f"t{n + 1}", "label": f"machine {n + 1}", "labels": {}, "keywords": ["word"],
         "size": len(group), "members": list(group), "quotes": [], "circles": 1}
        for n, group in enumerate(groups)
    ]  # fmt: skip
    placed = [
        {"id": id, "theme": theme["id"], "language": "en", "confidence": 1.0}
        for theme in themes
        for id in theme["members"]
    ]
    row = model.Reading(session_id=table.session, upto=99, themes=themes, placed=placed, method={})
    table.store.change(lambda work: work.put(row))


def report_of(table, language="en"):
    with table.store.read() as work:
        return research.report(work, table.session, language)


@pytest.fixture(name="checked")
def _checked(table):
    """Six contributions in three themes, which the room confirmed, corrected and rejected."""
    table.write_round()
    seats = [table.sit(f"seat-{n}") for n in range(6)]
    ids = [table.say(seat, f"Words number {n} of the evening.", f"k{n}") for n, seat in enumerate(seats)]
    drawn(table, ids[:2], ids[2:4], ids[4:])
    check = Check(table.store, clock=table.clock)
    check.show(table.session)
    for theme, status in (("c01", "confirmed"), ("c02", "corrected"), ("c03", "rejected")):
        check.mark(table.session, theme, status, "As the room says" if status == "corrected" else "")
    return table, ids


def test_the_status_goes_with_the_theme_into_the_report(checked):
    """The room's own name beside the machine's; what it rejected is apart, and its words still count."""
    report = report_of(checked[0])
    assert [(t.label, t.status, t.correction) for t in report.themes] == [
        ("machine 1", "confirmed", ""),
        ("machine 2", "corrected", "As the room says"),
    ]
    assert [(t.label, t.status) for t in report.rejected] == [("machine 3", "rejected")]
    assert report.gone == [] and report.evening.checked


def test_a_theme_read_anew_carries_the_status_of_the_one_it_is_most_like(checked):
    """Half of the members in common is enough, less is another theme; what is found no more is told."""
    table, ids = checked
    drawn(table, ids[:3], [ids[3]], ids[4:])
    report = report_of(table)
    assert [(t.size, t.status) for t in report.themes] == [(3, "confirmed"), (1, "corrected")]
    drawn(table, [ids[0], ids[2], ids[4]], [ids[1], ids[3], ids[5]])
    report = report_of(table)
    assert [t.status for t in report.themes] == ["", ""] and report.rejected == []
    assert {(one.label, one.status, one.size) for one in report.gone} == {
        ("machine 1", "confirmed", 2),
        ("As the room says", "corrected", 2),
        ("machine 3", "rejected", 2),
    }


GROUPS = st.permutations(range(6)).flatmap(
    lambda order: st.lists(st.integers(1, 3), min_size=1, max_size=4).map(
        lambda sizes: [order[sum(sizes[:n]) : sum(sizes[: n + 1])] for n in range(len(sizes))]
    )
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(GROUPS)
def test_whatever_the_reading_each_status_stands_once_and_the_counts_reconcile(checked, groups):
    """Law: three were judged, three are told; every contribution is in one theme, a rejected one, or none."""
    table, ids = checked
    drawn(table, *([ids[n] for n in group] for group in groups if group))
    report = report_of(table)
    told = [t.status for t in (*report.themes, *report.rejected) if t.status] + [
        g.status for g in report.gone
    ]
    assert sorted(told) == ["confirmed", "corrected", "rejected"]
    nowhere = sum(one.theme is None for one in report.placed)
    sizes = sum(t.size for t in (*report.themes, *report.rejected))
    assert sizes + nowhere == len(report.contributions) == 6
    lengths = {t.id: t.size for t in (*report.themes, *report.rejected)}
    assert Counter(one.theme for one in report.placed if one.theme) == lengths


SAID = {
    "en": ("confirmed by the room", "corrected by the room", "Themes the room rejected"),
    "lv": ("dalībnieki apstiprināja", "dalībnieki izlaboja", "Tēmas, ko dalībnieki noraidīja"),
}


def test_every_kind_of_report_says_what_the_room_said(checked):
    """In words, in the language of the report; the room's own name and the program's are both there."""
    table, _ = checked
    for language, format in product(SAID, ("html", "markdown", "csv", "jsonl")):
        out = io.BytesIO()
        exporter(format).write(report_of(table, language), out, words=language)
        text = out.getvalue().decode("utf-8")
        plain = ("confirmed", "corrected", "rejected")
        assert all(words in text for words in (plain if format in ("csv", "jsonl") else SAID[language]))
        assert "As the room says" in text and "machine 2" in text and "machine 3" in text


def test_a_report_tells_how_the_evening_was_held(table):
    """Rules and whether they were accepted, who agreed, where the time went, answers, what was promised."""
    table.open()
    table.desk.agreed_aloud(table.session, 9, 10)
    table.desk.accept_rules(table.session)
    table.turn(0)
    table.clock.pass_(minutes=9)
    table.turn(table.rounds("write")[0])
    table.say(table.sit("a"), "A word or two.", "k1")
    table.clock.pass_(minutes=4)
    table.close()
    Summary(table.store).answer(table.session, {"topics": Given("Of the school.", version(""))})
    with table.store.read() as work:
        circle = work.session(table.session).circle_id
    said = {
        "commissioner": "Council",
        "answers_by": "Committee",
        "due": "2026-12-01",
        "note": "",
        "address": "",
    }
    table.store.change(lambda work: promise.keep(work, circle, said))
    drawn(table)
    evening = report_of(table, "lv").evening
    assert (evening.agreed, evening.present, evening.rules_accepted, evening.checked) == (9, 10, True, False)
    assert len(evening.rules) == len(table.script.rules)
    assert [r.used for r in evening.rounds if r.used] == [9, 4]
    assert sum(r.planned for r in evening.rounds) == table.script.minutes
    assert [(one.question, one.text) for one in evening.answers] == [
        ("Par ko aplī galvenokārt runāja?", "Of the school.")
    ]
    assert (evening.promise.answers_by, evening.done, evening.trust, evening.feedback) == (
        "Committee",
        [],
        [],
        [],
    )
