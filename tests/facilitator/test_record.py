"""The recorder: what is said aloud, after the round of consent; mended, taken back, from paper."""

import json

import pytest

from facilitator import model, research
from facilitator.session import Visibility
from participant_ui.port import Consent, NoSuchSeat, NotNow, NotYours, WordsRefused


@pytest.fixture(name="desk")
def _desk(table):
    table.open()
    table.turn(table.rounds("away")[0])
    table.desk.agreed_aloud(table.session, 9, 10)
    return table


def test_nothing_said_aloud_is_kept_before_people_agreed(table):
    """The round of consent comes first."""
    table.open()
    table.turn(0)
    with pytest.raises(NotNow) as refusal:
        table.record.keep(table.session, "Too early", key="k")
    assert refusal.value.reason == "not_agreed"


def test_a_line_is_kept_in_whatever_round_is_open(desk):
    """Phones are away: the recorder writes."""
    desk.record.keep(desk.session, "Someone said this", key="k1")
    desk.turn(desk.rounds("write")[0])
    desk.record.keep(desk.session, "And this", key="k2")
    assert desk.words() == ["Someone said this", "And this"]


def test_a_line_sent_twice_is_kept_once(desk):
    """A recorder's line has a key as a phone's words have."""
    first = desk.record.keep(desk.session, "Once", key="k")
    assert desk.record.keep(desk.session, "Once", key="k").id == first.id
    assert desk.words() == ["Once"]


def test_a_line_is_mended_also_where_it_was_shown(desk):
    """The room sees the corrected words; the old ones are nowhere."""
    id = desk.record.keep(desk.session, "Wrnog", key="k").id
    desk.desk.release(desk.session, id)
    desk.record.mend(desk.session, id, "Wrong")
    assert desk.words() == ["Wrong"]
    assert desk.told[-1].name == "contribution.released"
    assert desk.told[-1].body["text"] == "Wrong"


def test_a_line_that_is_not_for_quoting_after_all_is_shown_no_more(desk):
    """Somebody says so when they see it on the wall."""
    id = desk.record.keep(desk.session, "On the wall", key="k").id
    desk.desk.release(desk.session, id)
    desk.record.mend(desk.session, id, "On the wall", quotable=False)
    assert line(desk, id).visibility is Visibility.HIDDEN
    assert "contribution.hidden" in [told.name for told in desk.told]


def test_a_line_is_taken_back(desk):
    """It is gone, and cannot be mended any more."""
    id = desk.record.keep(desk.session, "No", key="k").id
    desk.record.take_back(desk.session, id)
    assert desk.words() == []
    with pytest.raises(WordsRefused):
        desk.record.mend(desk.session, id, "Yes", quotable=True)


def test_what_a_phone_wrote_is_not_the_recorders(desk):
    """The recorder mends lines typed at a desk, never somebody's own words."""
    seat = desk.sit()
    desk.turn(desk.rounds("write")[0])
    id = desk.say(seat, "My own")
    with pytest.raises(NotYours):
        desk.record.mend(desk.session, id, "Not yours", quotable=True)
    with pytest.raises(NotYours):
        desk.record.take_back(desk.session, id)


def test_paper_needs_a_slip_and_no_spoken_consent(table):
    """Who wrote on a slip agreed on paper; a number nobody has is refused."""
    table.write_round()
    table.desk.paper_slip(table.session, Consent(True, True), key="p")
    table.record.keep(table.session, "From paper", key="k", paper=1)
    with pytest.raises(NoSuchSeat):
        table.record.keep(table.session, "From nowhere", key="k2", paper=7)
    assert table.words() == ["From paper"]


def line(desk, id):
    with desk.store.read() as work:
        return work.contribution(id)


def with_marks(desk, marks):
    def act(work):
        work.session(desk.session).marks = marks

    desk.store.change(act)


def test_a_line_carries_what_the_recorder_says_of_it(desk):
    """A question, in the recorder's own words, of the speaker marked S3; nothing else is said of it."""
    with_marks(desk, 8)
    flags = {"kind": "question", "paraphrase": True, "mark": 3}
    said = line(desk, desk.record.keep(desk.session, "Why?", key="k", **flags).id)
    assert (said.kind, said.paraphrase, said.mark, said.quotable) == ("question", True, 3, True)
    plain = line(desk, desk.record.keep(desk.session, "Because.", key="k2").id)
    assert (plain.kind, plain.paraphrase, plain.mark, plain.quotable) == ("other", False, None, True)


def test_flags_are_changed_and_what_is_left_out_stays(desk):
    """Taking "question" off gives the line back to its round; the mark stays, for nobody spoke of it."""
    with_marks(desk, 8)
    id = desk.record.keep(desk.session, "Why?", key="k", kind="question", mark=3, quotable=False).id
    desk.record.mend(desk.session, id, "Why?", kind="")
    said = line(desk, id)
    assert (said.kind, said.mark, said.quotable) == ("other", 3, False)
    told = len(desk.told)
    desk.record.mend(desk.session, id, "Why?", kind="", mark=3)
    assert len(desk.told) == told  # nothing changed, so nothing is told


def test_a_mark_nobody_has_is_left_out_and_the_line_is_kept(desk):
    """The facilitator turned marks off while a line was on its way; paper has a seat of its own."""
    assert line(desk, desk.record.keep(desk.session, "One", key="k", mark=3).id).mark is None
    with_marks(desk, 4)
    assert line(desk, desk.record.keep(desk.session, "Two", key="k2", mark=5).id).mark is None
    desk.desk.paper_slip(desk.session, Consent(True, True), key="p")
    assert line(desk, desk.record.keep(desk.session, "Three", key="k3", mark=2, paper=1).id).mark is None


SECRET_WORDS = "Ilze from the brewery Žagars"


def test_redacted_words_are_nowhere_in_the_file_and_their_place_stays(desk):
    """Row, vectors, reading, and the bytes on the disk; the place that is left counts as nothing."""
    id = desk.record.keep(desk.session, SECRET_WORDS, key="k", kind="insight", paraphrase=True).id
    desk.record.keep(desk.session, "What stays", key="k2")
    _read_somehow(desk, id)
    desk.desk.release(desk.session, id)
    assert _on_disk(desk, "brewery")  # the control: the search finds what is there
    desk.record.redact(desk.session, id)
    desk.record.redact(desk.session, id)  # a second press changes nothing
    said = line(desk, id)
    assert (said.text, said.redacted, said.kind, said.paraphrase) == ("", True, "other", False)
    assert desk.words() == ["What stays"]
    with desk.store.read() as work:
        assert work.vectors(desk.session, "e") == {}
        assert work.reading(desk.session).themes[0]["quotes"] == []
        assert work.reading(desk.session).themes[0]["label"] == ""
        assert [c.id for c in research.corpus(work, desk.session).contributions] != [id]
    assert not _on_disk(desk, "brewery") and not _on_disk(desk, "Žagars")
    assert desk.told[-1].name == "contribution.withdrawn"
    with pytest.raises(WordsRefused):
        desk.record.mend(desk.session, id, "Back again", quotable=True)


def test_words_mended_away_are_nowhere_in_the_file(desk):
    """A name slipped in and was mended at once."""
    id = desk.record.keep(desk.session, SECRET_WORDS, key="k").id
    desk.record.mend(desk.session, id, "Somebody from the brewery")
    assert _on_disk(desk, "brewery") and not _on_disk(desk, "Žagars")


def test_a_turn_that_is_not_recorded_has_a_place_and_no_words(desk):
    """Somebody who did not agree speaks: typed as a dash, kept once, counted as nothing."""
    first = desk.record.omit(desk.session, key="k")
    assert desk.record.omit(desk.session, key="k").id == first.id
    assert line(desk, first.id).redacted
    assert desk.words() == []
    assert [told.name for told in desk.told].count("turn.omitted") == 1


def test_the_place_of_a_turn_typed_by_mistake_goes_too(desk):
    """The dash was one too many: taken back, nothing of it is on the record."""
    id = desk.record.omit(desk.session, key="k").id
    desk.record.take_back(desk.session, id)
    assert not line(desk, id).redacted
    assert desk.told[-1].name == "contribution.withdrawn"


def test_a_sealed_record_is_not_mended_and_words_still_go(desk):
    """What a report was made of changes no more; taking words out is always possible."""
    id = desk.record.keep(desk.session, SECRET_WORDS, key="k").id
    desk.close()
    _seal(desk)
    for late in (
        lambda: desk.record.mend(desk.session, id, "Better words"),
        lambda: desk.record.keep(desk.session, "Late", key="k2", round=line(desk, id).round),
    ):
        with pytest.raises(NotNow) as refusal:
            late()
        assert refusal.value.reason == "sealed"
    desk.record.redact(desk.session, id)
    assert desk.words() == []


def _seal(desk):
    def act(work):
        work.session(desk.session).sealed_at = desk.clock()

    desk.store.change(act)


def test_a_line_left_out_before_it_is_known_to_have_come_is_gone_either_way(desk):
    """The line was cut: it had come, or it comes late; the words are not kept in either order."""
    desk.record.keep(desk.session, SECRET_WORDS, key="came")
    desk.record.omit(desk.session, key="came")
    desk.record.omit(desk.session, key="late")
    with pytest.raises(WordsRefused):
        desk.record.keep(desk.session, SECRET_WORDS, key="late")
    assert desk.words() == []
    assert not _on_disk(desk, "brewery")


def test_a_slips_line_is_left_out_as_any_other(desk):
    """What stands on paper has another author, and the same rights."""
    desk.desk.paper_slip(desk.session, Consent(True, True), key="p")
    id = desk.record.keep(desk.session, SECRET_WORDS, key="k", paper=1).id
    assert desk.record.omit(desk.session, key="k", paper=1).id == id
    assert line(desk, id).redacted and desk.words() == []


def test_leaving_out_waits_for_the_consent_that_keeping_waits_for(table):
    """Before people agreed there is no record at all, and so no place in it."""
    table.open()
    table.turn(0)
    with pytest.raises(NotNow):
        table.record.omit(table.session, key="k")


def _read_somehow(desk, id):
    """As after a reading: a vector, and a theme that is named by these words and quotes them."""
    theme = {
        "id": "t1", "label": "brewery", "labels": {"lv": "brewery"}, "keywords": ["brewery"], "size": 1,
        "members": [id], "quotes": [{"contribution": id, "start": 0, "end": 4}], "circles": [],
    }  # fmt: skip

    def act(work):
        work.put(model.Vector(contribution_id=id, embedder="e", values=b"brewery"))
        placed = [{"id": id, "theme": "t1", "language": "en"}]
        work.put(model.Reading(session_id=desk.session, upto=9, themes=[theme], placed=placed, method={}))

    desk.store.change(act)


def _on_disk(desk, words):
    """Do these words stand anywhere in the series' files? JSON columns write them escaped."""
    forms = {words.encode(), json.dumps(words)[1:-1].encode()}
    files = [path for path in desk.store.path.parent.iterdir() if path.is_file()]
    return any(form in path.read_bytes() for form in forms for path in files)
