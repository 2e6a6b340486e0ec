"""What tells of a person is replaced by a person, for good, and a review is of the very words."""

import pytest

from analysis.deciding import span_sum
from facilitator import finding, model, personalview, release, researched
from facilitator.personal_review import Decision, PersonalReviews, Span
from facilitator.session import Stale
from participant_ui.port import NotYours, WordsRefused

SAID = "Vakar Jānis Bērziņš zvanīja no 29 000 111, un neviens neklausījās."
NAME, PHONE = "Jānis Bērziņš", "29 000 111"


@pytest.fixture(name="reviews")
def _reviews(table, clock):
    return PersonalReviews(table.store, clock=clock)


@pytest.fixture(name="said")
def _said(table):
    """One text that a theme quotes, named by a word that only it has, and a mark of a researcher in it."""
    table.write_round()
    id = table.say(table.sit(), SAID)
    other = table.say(table.sit("b"), "Neviens mūsu pilsētā neklausās.", "v" * 16)
    start = SAID.index(NAME)
    theme = {
        "id": "t1",
        "label": "jānis · neklausīties",
        "labels": {"lv": "neklausīties"},
        "said_by": {"jānis": [id], "neklausīties": [id, other]},
        "keywords": ["jānis", "neklausīties"],
        "size": 2,
        "members": [id, other],
        "quotes": [{"contribution": id, "start": start, "end": len(SAID) - 1}],
        "circles": 1,
    }
    placed = [{"id": one, "theme": "t1", "language": "lv"} for one in (id, other)]
    marked = {"theme": "t1", "contribution": id, "start": start, "end": len(SAID)}
    marked["sha256"] = span_sum(SAID[start:])

    def read(work):
        work.put(model.Reading(session_id=table.session, upto=9, themes=[theme], placed=placed, method={}))
        work.put(researched.SeriesReading(version=1, themes=[theme], placed=placed, method={}))
        work.add(researched.DeskEntry(seq=1, act="read", body={"version": 1}))
        work.add(researched.DeskEntry(seq=2, act="mark", body=marked))
        work.put(model.Vector(contribution_id=id, embedder="e", values=b"v"))

    table.store.change(read)
    return id


def at(table, id):
    with table.store.read() as work:
        return work.contribution(id)


def seen(table, id):
    return release.digest(at(table, id).text)


def spans(text=SAID):
    return [Span(one.start, one.end, one.kind) for one in finding.found(text, "lv")]


def rows(table, which, **where):
    with table.store.read() as work:
        return work.rows(which, **where)


def test_what_is_accepted_is_replaced_and_its_theme_stays(table, reviews, said):
    """Quotes and marks hold the same words, placeholders among them; a name made of a name goes."""
    reviews.settle(said, seen(table, said), spans(), through=True, who="Ilze")
    text = at(table, said).text
    assert text == "Vakar [vārds] zvanīja no [tālrunis], un neviens neklausījās."
    for reading in (*rows(table, model.Reading), *rows(table, researched.SeriesReading)):
        (theme,) = reading.themes
        (quote,) = theme["quotes"]
        assert text[quote["start"] : quote["end"]] == text[len("Vakar ") : -1]
        assert (theme["label"], theme["labels"]) == ("", {"lv": "neklausīties"})
        assert (theme["keywords"], len(theme["members"])) == (["neklausīties"], 2)
    (mark,) = rows(table, researched.DeskEntry, act="mark")
    marked = text[mark.body["start"] : mark.body["end"]]
    assert marked == text[len("Vakar ") :] and mark.body["sha256"] == span_sum(marked)
    assert rows(table, model.Vector) == []


def test_a_decision_is_noted_without_what_stood_there(table, reviews, said):
    """Each with its kind, who and when; a find that was left is noted as left."""
    name, phone = spans()
    reviews.settle(said, seen(table, said), [name], through=True, who="Ilze")
    noted = {(one.kind, one.placeholder, one.who) for one in rows(table, researched.Replacement)}
    assert noted == {("name", "[vārds]", "Ilze"), ("phone", "", "Ilze")}
    assert PHONE in at(table, said).text and phone.kind == "phone"


@pytest.mark.parametrize("replaced", [True, False])
def test_the_file_keeps_no_byte_of_what_was_replaced(table, reviews, said, replaced):
    """Searched byte by byte, log and all; the control, left as it was, is found."""
    reviews.settle(said, seen(table, said), spans() if replaced else [], through=True)
    table.store.fold()
    folder = table.store.path.parent
    there = any(NAME.encode() in file.read_bytes() for file in folder.iterdir())
    assert there is not replaced


def test_a_review_is_of_the_very_words(table, reviews, said, clock):
    """It holds while they stay the same: what its author corrects waits once more."""
    reviews.settle(said, seen(table, said), spans(), through=True)
    with table.store.read() as work:
        assert release.reviewed(work, work.contributions(table.session)) == {said}
    seat = table.sit()
    table.circle.mend(seat, said, "Vakar Jānis teica citādi.")
    with table.store.read() as work:
        assert release.reviewed(work, work.contributions(table.session)) == set()
        assert work.rows(researched.PersonalReview) == []


def test_nothing_is_replaced_unseen(table, reviews, said):
    """Who looked at other words changes nothing; nor do spans that overlap or lie outside."""
    with pytest.raises(Stale):
        reviews.settle(said, release.digest("other words"), spans(), through=True)
    for wrong in ([Span(0, 5, "name"), Span(2, 8, "name")], [Span(0, 999, "name")], [Span(4, 4, "name")]):
        with pytest.raises(WordsRefused):
            reviews.settle(said, seen(table, said), wrong, through=True)
    assert at(table, said).text == SAID
    assert rows(table, researched.Replacement) == rows(table, researched.PersonalReview) == []


def test_words_the_machine_missed_are_replaced_wherever_they_stand(table, reviews, said):
    """Typed as they stand in the text; words that are not in it are refused."""
    reviews.everywhere(said, seen(table, said), " neviens ", "only", who="Ilze")
    assert "[kāds no vietējiem] neklausījās" in at(table, said).text
    assert rows(table, researched.PersonalReview) == []
    with pytest.raises(WordsRefused):
        reviews.everywhere(said, seen(table, said), "nemaz", "name")


def test_a_sealed_sitting_can_be_looked_through(table, reviews, said):
    """Its words are no longer corrected; a name is still taken out, and its author still takes words back."""
    table.store.change(lambda work: setattr(work.sitting(table.session), "sealed_at", table.clock()))
    reviews.settle(said, seen(table, said), spans(), through=True)
    assert NAME not in at(table, said).text
    table.circle.withdraw(table.sit(), said)
    assert at(table, said).text == ""
    with pytest.raises(NotYours):
        reviews.settle(said, release.digest(""), through=True)


def test_what_reports_quote_comes_first(table, reviews, said):
    """Then what has a find; the rest only when asked for, and what was looked through no more."""
    found = table.say(table.sit("c"), "Es uzticos Andrim no veikala.", "x" * 16)
    clean = table.say(table.sit("d"), "Bibliotēkā vienmēr uzklausa.", "z" * 16)

    def sort_them(work):
        """They lie in the theme, too, and nothing quotes them."""
        for reading in (work.reading(table.session), work.one(researched.SeriesReading, version=1)):
            theirs = [{"id": id, "theme": "t1", "language": "lv"} for id in (found, clean)]
            reading.placed = [*reading.placed, *theirs]

    def waiting(**asked):
        with table.store.read() as work:
            return personalview.view(work, **asked)

    table.store.change(sort_them)
    view = waiting()
    assert [(line.id, line.why) for line in view.lines] == [(said, "quoted"), (found, "rest")]
    told = {one.kind: (one.number, one.waiting) for one in view.asked}
    assert (told, view.looked, view.all) == ({"html": (1, 1), "jsonl": (1, 1), "xlsx": (4, 4)}, 0, 4)
    assert clean in {line.id for line in waiting(every=True).lines}
    reviews.settle(said, seen(table, said), spans(), through=True)
    assert [line.id for line in waiting().lines] == [found]
    assert [one.waiting for one in waiting().asked] == [0, 0, 3]
    tables = waiting(first="xlsx").lines
    assert tables[0].id == found and len(tables) == 3, "a table shows all, and all is listed"


def test_a_recorders_decisions_while_typing_are_noted(table, reviews, said):
    """Of a line before it was kept: what kind, replaced or left; of no other session's line."""
    reviews.while_typing(table.session, said, [Decision("name", True), Decision("phone", False)])
    noted = [(one.kind, one.placeholder) for one in rows(table, researched.Replacement)]
    assert sorted(noted) == [("name", "[vārds]"), ("phone", "")]
    with pytest.raises(NotYours):
        reviews.while_typing("elsewhere", said, [Decision("name", True)])
