"""What happens next: a promise with a day, later what was done about each theme; no words but its names."""

from datetime import date

import pytest

from facilitator import model, promise
from facilitator.session import Stale
from participant_ui.port import Consent, NoSuchCircle, WordsRefused

SAID = {
    "commissioner": "The town library",
    "answers_by": "The town council's culture office",
    "due": "2026-12-01",
    "note": "The council talks about it in November.",
}


@pytest.fixture(name="circle")
def _circle(table):
    return table.prepare.page().circles[0].id


def change(table, act, *args):
    return table.store.change(lambda work: act(work, *args))


def look(table, act, *args):
    with table.store.read() as work:
        return act(work, *args)


def topics(table, circle):
    return look(table, promise.topics, circle)


def page(table, circle):
    with table.store.read() as work:
        return promise.page(work, promise.of(work, circle).token)


def spoken(table):
    """Two people wrote, and a reading found a theme of both and one of the second."""
    first, second = table.sit("a", quote=True), table.sit("b", quote=True)
    table.write_round()
    ids = [table.say(first, "The bus never comes.", "k1"), table.say(second, "No bus, no doctor.", "k2")]
    themes = [theme("t1", "bus", ids, lv="autobuss"), theme("t2", "doctor", ids[1:])]
    read(table, themes)
    return first, second, ids


def theme(id, label, members, **labels):
    return {"id": id, "label": label, "labels": labels, "keywords": [label], "size": len(members),
            "members": members, "quotes": [], "circles": 1}  # fmt: skip


def read(table, themes):
    row = model.Reading(session_id=table.session, upto=99, themes=themes, placed=[], method={})
    table.store.change(lambda work: work.put(row))


def check(table, id, label, members, status="", correction=""):
    row = model.CheckedTheme(
        session_id=table.session, theme=id, labels={"label": label, "labels": {"lv": label}, "quotes": []},
        members=members, status=status, correction=correction,
    )  # fmt: skip
    table.store.change(lambda work: work.put(row))


def test_nothing_is_promised_until_somebody_says_so(table, circle):
    """Then who asked, who answers, by when and a note; the token of its page stays the same."""
    assert look(table, promise.of, circle) is None
    change(table, promise.keep, circle, SAID)
    told = look(table, promise.of, circle)
    assert {name: getattr(told, name) for name in SAID} == SAID
    change(table, promise.keep, circle, {"note": "Changed"})
    again = look(table, promise.of, circle)
    assert (again.note, again.commissioner, again.token) == ("Changed", "", told.token)
    assert len(told.token) >= 26


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"due": "soon"}, "no_day"),
        ({"address": "ftp://example.org/a"}, "no_address"),
        ({"answers_by": "x" * 301}, "too_long"),
        ({"note": "a\ufffeb"}, "unreadable"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(table, circle, wrong, reason):
    """A day that is none, an address nobody can open, a text that is no text."""
    change(table, promise.keep, circle, SAID)
    with pytest.raises(WordsRefused) as refusal:
        change(table, promise.keep, circle, SAID | wrong)
    assert refusal.value.reason == reason
    assert look(table, promise.of, circle).due == SAID["due"]


def test_the_page_is_where_the_organiser_says_or_on_this_laptop(table, circle):
    """The laptop's own address works in the room alone, and that is said; without a network there is none."""
    change(table, promise.keep, circle, SAID)
    told = look(table, promise.of, circle)
    here = promise.page_address(told, "192.168.1.7:8770")
    assert (here.url, here.here_only) == (f"http://192.168.1.7:8770/n/{told.token}", True)
    assert promise.page_address(told, None) is None
    change(table, promise.keep, circle, SAID | {"address": "https://example.org/answers"})
    published = promise.page_address(look(table, promise.of, circle), None)
    assert (published.url, published.here_only) == ("https://example.org/answers", False)


def test_an_answer_is_late_the_day_after_and_until_all_is_answered(table, circle):
    """Without a day nothing is late; nor with an own heading where themes are only a program's drafts."""
    spoken(table)
    change(table, promise.keep, circle, SAID)
    first, second = topics(table, circle)
    assert [late(table, circle, day) for day in (1, 2)] == [(0, 2, False), (0, 2, True)]
    change(table, promise.answer, circle, first.key, "A bus runs at seven.")
    assert late(table, circle) == (1, 2, True)
    change(table, promise.answer, circle, second.key, "The doctor comes.")
    assert late(table, circle) is None
    change(table, promise.answer, circle, second.key, "")
    change(table, promise.own_heading, circle, "All of it", "We talked.")
    assert late(table, circle) is None
    change(table, promise.keep, circle, SAID | {"due": ""})
    change(table, promise.answer, circle, first.key, "")
    assert late(table, circle) is None


def test_what_the_room_looked_at_is_answered_theme_by_theme(table, circle):
    """Neither a heading of one's own nor an answer nobody can see is enough."""
    _, _, ids = spoken(table)
    check(table, "c01", "bus", ids, "confirmed")
    check(table, "c02", "doctor", ids[1:])
    change(table, promise.keep, circle, SAID)
    change(table, promise.own_heading, circle, "All of it", "We talked.")
    change(table, promise.answer, circle, topics(table, circle)[1].key, "The doctor comes.")
    check(table, "c02", "doctor", ids[1:], "rejected")
    assert late(table, circle) == (0, 1, True)
    change(table, promise.answer, circle, topics(table, circle)[0].key, "A bus runs.")
    assert late(table, circle) is None


def late(table, circle, day=2):
    told = look(table, promise.awaited, circle, date(2026, 12, day))
    return told and (told.answered, told.asked, told.overdue)


def test_a_theme_is_answered_and_stands_on_the_page(table, circle):
    """With its names in each language; the drafts nobody answered stay at home."""
    spoken(table)
    change(table, promise.keep, circle, SAID)
    bus, doctor = topics(table, circle)
    assert dict(bus.label) == {"lv": "autobuss", "": "bus"}
    change(table, promise.answer, circle, bus.key, " A bus runs at seven. ")
    shown = page(table, circle)
    assert [(dict(t.label), t.text, t.on) for t in shown.themes] == [
        ({"lv": "autobuss", "": "bus"}, "A bus runs at seven.", "2026-10-03")
    ]
    assert (shown.circle, shown.question, shown.host) == (
        "Evening",
        "When did you feel heard?",
        "Made-up association",
    )
    assert (shown.held, shown.languages[0]) == ("2026-10-03", "lv")
    change(table, promise.answer, circle, bus.key, "  ")
    assert page(table, circle).themes == [] and doctor in topics(table, circle)


def test_what_the_room_checked_is_on_the_page_and_what_it_rejected_is_not(table, circle):
    """Called as the room wants it; with no answer yet, which is said; in place of the drafts."""
    _, _, ids = spoken(table)
    check(table, "t1", "bus", ids, "corrected", "The bus that does not come")
    check(table, "t2", "doctor", ids, "rejected")
    check(table, "t3", "doctor far away", ids[1:])
    change(table, promise.keep, circle, SAID)
    assert [(dict(t.label), t.text) for t in page(table, circle).themes] == [
        ({"": "The bus that does not come"}, ""),
        ({"lv": "doctor far away"}, ""),
    ]
    assert [t.status for t in topics(table, circle)] == ["corrected", ""]


def test_an_answer_to_what_the_room_then_rejected_is_only_at_the_desk(table, circle):
    """There it can be seen and taken away; the page says nothing of it."""
    _, _, ids = spoken(table)
    check(table, "t1", "bus", ids)
    change(table, promise.answer, circle, topics(table, circle)[0].key, "A bus runs.")
    check(table, "t1", "bus", ids, "rejected")
    assert page(table, circle).themes == [] and page(table, circle).promised.answers == 0
    (left,) = topics(table, circle)
    assert (left.status, dict(left.label), left.text) == ("rejected", {"lv": "bus"}, "A bus runs.")
    change(table, promise.answer, circle, left.key, "")
    assert topics(table, circle) == []


def test_an_answer_finds_its_draft_after_another_reading(table, circle):
    """Drafts are numbered anew each time: an answer goes by the name, never by the number."""
    _, _, ids = spoken(table)
    change(table, promise.answer, circle, topics(table, circle)[0].key, "A bus runs at seven.")
    read(table, [theme("t1", "doctor", ids[1:]), theme("t2", "bus", ids, lv="autobuss")])
    assert [(dict(t.label), t.text) for t in topics(table, circle)] == [
        ({"": "doctor"}, ""),
        ({"lv": "autobuss", "": "bus"}, "A bus runs at seven."),
    ]


def test_an_answer_stays_with_its_theme_through_the_room_check(table, circle):
    """Given to a draft it is found again when the room saw the theme, and when the room named it anew."""
    _, _, ids = spoken(table)
    change(table, promise.answer, circle, topics(table, circle)[0].key, "A bus runs at seven.")
    check(table, "c01", "autobuss", ids)
    check(table, "c02", "doctor", ids[1:])
    assert [t.text for t in topics(table, circle)] == ["A bus runs at seven.", ""]
    check(table, "c01", "autobuss", ids, "corrected", "The bus that does not come")
    assert [t.text for t in topics(table, circle)] == ["A bus runs at seven.", ""]


def test_an_answer_goes_to_no_other_theme_that_took_its_number(table, circle):
    """Drafts nobody spoke of give way to others under the same number: the answer then has no name."""
    _, _, ids = spoken(table)
    check(table, "c01", "bus", ids)
    change(table, promise.answer, circle, topics(table, circle)[0].key, "A bus runs at seven.")
    check(table, "c01", "doctor", ids[1:])
    assert [(dict(t.label), t.text) for t in topics(table, circle)] == [
        ({"lv": "doctor"}, ""),
        ({}, "A bus runs at seven."),
    ]


def test_somebodys_own_words_are_no_name_unless_the_room_may_see_them(table, circle):
    """A theme that no word names is called by how a quote begins: not where these words stay at the desk."""
    first = table.sit("a", quote=True)
    table.open()
    for shared in ("facilitator", "projector"):
        index = next(i for i in table.rounds("write") if table.script.rounds[i].shared == shared)
        table.turn(index)
        words = f"When I said it to the {shared} they laughed at me"
        id = table.say(first, words, key=f"key-{shared}-0000000000")
        quote = {"contribution": id, "start": 0, "end": len(words)}
        read(table, [theme("t1", "When I said it to …", [id]) | {"quotes": [quote]}])
        assert [dict(t.label) for t in topics(table, circle)] == (
            [{"": "When I said it to …"}] if shared == "projector" else []
        )


@pytest.mark.parametrize("how", ["withdraw", "no quotes"])
def test_a_name_goes_with_the_words_it_was_made_of(table, circle, how):
    """From the page and from the file; the answer stays, under no name, until the organiser gives it one."""
    first, _, ids = spoken(table)
    change(table, promise.answer, circle, topics(table, circle)[0].key, "It runs at seven.")
    if how == "withdraw":
        table.circle.withdraw(first, ids[0])
    else:
        table.circle.agree(first, Consent(False, False))
    assert [(dict(t.label), t.text) for t in page(table, circle).themes] == [({}, "It runs at seven.")]
    with table.store.read() as work:
        (row,) = work.rows(model.ThemeAnswer)
    assert "bus" not in row.label and row.label
    change(table, promise.own_heading, circle, "Getting around", "It runs at seven.")
    assert {"": "Getting around"} in [dict(t.label) for t in page(table, circle).themes]


def test_an_old_page_overwrites_no_other_theme(table, circle):
    """Read anew between looking and keeping: said, and nothing is kept."""
    _, _, ids = spoken(table)
    bus = topics(table, circle)[0]
    read(table, [theme("t1", "doctor", ids[1:])])
    with pytest.raises(Stale):
        change(table, promise.answer, circle, bus.key, "A bus runs at seven.")
    assert topics(table, circle)[0].text == ""


def test_a_rehearsal_has_no_say_in_it(table, circle):
    """Its themes are not there, and without an evening there is nothing to answer."""
    with pytest.raises(NoSuchCircle):
        change(table, promise.keep, "none", SAID)
    other = table.prepare.circle(title="Two", question="", place="", language="lv")
    table.session = table.prepare.session(other, table.script, rehearsal=True)
    read(table, [theme("t1", "bus", [])])
    assert topics(table, other) == []
    with pytest.raises(NoSuchCircle):
        change(table, promise.own_heading, other, "Bus", "It runs.")


def test_an_own_heading_needs_words_on_both_sides(table, circle):
    for heading, text in (("", "It runs."), ("Bus", " ")):
        with pytest.raises(WordsRefused):
            change(table, promise.own_heading, circle, heading, text)


def test_a_page_opens_with_its_token_alone(table, circle):
    change(table, promise.keep, circle, SAID)
    for wrong in ("", "x" * 26, circle):
        with pytest.raises(NoSuchCircle):
            look(table, promise.page, wrong)
