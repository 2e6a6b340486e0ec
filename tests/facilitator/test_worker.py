"""The reader: themes are found in a process of its own, and what it cannot do harms nobody."""

import threading

import pytest

from facilitator import looking, reading, research, worker
from facilitator.worker import Reader, ReaderDied, State
from participant_ui.port import Stage

SAID = [
    "The council never answers our letters about the road.",
    "I wrote to the council three times and nobody replied.",
    "The council office sends a form answer after two months.",
    "Our mayor came to the village meeting and really listened.",
    "My neighbour helps me with firewood every winter.",
    "Neighbours look after each other's children here.",
    "When my house burned the whole village neighbours helped.",
    "I leave my keys with my neighbour when I travel.",
    "The doctor had no time, the queue was four months.",
    "Waiting for the doctor in the queue I lost hope.",
    "At the hospital a doctor finally explained everything.",
    "The queue at the health centre begins at six in the morning.",
]
NOTHING_FOUND = {"themes": {"themes": [], "placed": [], "method": {"grouping": {"more": 0}, "stable": False}}}


@pytest.fixture(name="reader")
def _reader(table, lent):
    with lent.to(table.store) as reader:
        yield reader


def fill(table):
    table.open()
    table.turn(0)
    table.desk.agreed_aloud(table.session, 5, 5)
    return [table.record.keep(table.session, text, key=f"k{n}").id for n, text in enumerate(SAID)]


def test_themes_are_found_from_what_was_said_and_vectors_are_kept(table, reader):
    """After a reading there are themes over these words; each has its vector for the next time."""
    ids = fill(table)
    reader.read(table.session)
    with table.store.read() as work:
        themes = reading.themes(work, table.session)
        row = work.reading(table.session)
        vectors = work.vectors(table.session, reader._ask("embedder"))
    assert {m for t in themes for m in t.members} <= set(ids)
    assert themes
    assert all(p.text in SAID[ids.index(p.contribution)] for t in themes for p in t.passages)
    assert {p["id"] for p in row.placed} == set(ids)
    assert set(vectors) == set(ids)
    assert table.told[-1].name == "themes.found"
    with table.store.read() as work:
        told = research.report(work, table.session, "en")
    coded = [placed for placed in told.placed if placed.codes]
    assert told.codebook is not None and len(coded) > len(SAID) / 2
    assert all(code in {one.id for one in told.codebook.codes} for placed in coded for code in placed.codes)
    assert all(theme.codes for theme in told.themes)


def test_a_reader_that_dies_is_started_again(table, reader):
    """The process is killed in the middle of the evening: the next reading works, nothing else notices."""
    fill(table)
    reader._ask("embedder")
    reader._process.kill()
    reader._process.join()
    reader.read(table.session)
    with table.store.read() as work:
        assert work.reading(table.session) is not None


def test_several_may_ask_at_once(table, reader):
    """The evening's reading and somebody's "read now" at the same moment: both get their own answers."""
    fill(table)
    troubles = []

    def read():
        try:
            reader.read(table.session)
        except Exception as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


def test_trouble_in_the_reader_is_an_answer(table, reader):
    """A question it cannot answer raises; the process lives on."""
    with pytest.raises(ReaderDied):
        reader._ask("themes", {"contributions": [{"nonsense": 1}], "title": "", "question": ""}, None)
    assert reader._process.is_alive()


def test_words_taken_back_while_it_reads_are_not_in_the_reading(table, reader, monkeypatch):
    """Between the question and the answer somebody takes words back: they are in no theme."""
    ids = fill(table)
    ask = reader._ask

    def meanwhile(what, *about):
        found = ask(what, *about)
        if what == "themes":
            table.record.take_back(table.session, ids[0])
        return found

    monkeypatch.setattr(reader, "_ask", meanwhile)
    reader.read(table.session)
    with table.store.read() as work:
        row = work.reading(table.session)
    assert ids[0] not in repr((row.themes, row.placed))


def test_a_line_mended_while_it_reads_gets_no_vector_of_the_old_words(table, reader, monkeypatch):
    """Between the question and the answer a line is mended: neither vector nor quote is of the old text."""
    ids = fill(table)
    ask = reader._ask

    def meanwhile(what, *about):
        found = ask(what, *about)
        if what == "embed" and SAID[0] in about[0]:
            table.record.mend(table.session, ids[0], "Short.", quotable=True)
        return found

    monkeypatch.setattr(reader, "_ask", meanwhile)
    reader.read(table.session)
    with table.store.read() as work:
        assert ids[0] not in work.vectors(table.session, reader._ask("embedder"))
        assert work.unread(table.session) == 1


def test_the_reader_looks_as_it_was_told(table, reader, monkeypatch):
    """What the facilitator chose last goes with the words; a choice by itself lets it read again."""
    fill(table)
    asked = []
    monkeypatch.setattr(reader, "_ask", lambda *about: asked.append(about) or NOTHING_FOUND.get(about[0]))
    reader.read(table.session)
    assert {"more": 0, "stable": False}.items() <= asked[-1][-1].items()
    table.store.hear = reader.hear
    looking.choose(table.store, table.session, looking.Chosen(2, True))
    assert reader._stirred == {table.session}
    reader.catch_up_with(table.session)
    assert {"more": 2, "stable": True}.items() <= asked[-1][-1].items()


def test_themes_are_held_on_to_while_people_may_speak_of_them(table, reader, monkeypatch):
    """The next reading moves as little as it can; another choice, or the end, lets it begin anew."""
    fill(table)
    asked = []
    monkeypatch.setattr(reader, "_ask", lambda *about: asked.append(about) or NOTHING_FOUND.get(about[0]))
    for _ in range(2):
        reader.read(table.session)
    table.store.hear = reader.hear
    table.close()
    assert reader._stirred == {table.session}
    reader.read(table.session)
    table.desk.move(table.session, Stage.OPEN, seen=table.state)
    reader.read(table.session)
    looking.choose(table.store, table.session, looking.Chosen(1, False))
    reader.read(table.session)
    assert [one[-1]["still"] for one in asked if one[0] == "themes"] == [False, True, False, True, False]


def until(so, seconds=20.0):
    """Wait for what another thread does."""
    for _ in range(int(seconds / 0.02)):
        if so():
            return
        threading.Event().wait(0.02)
    raise AssertionError("it did not come about")


def test_a_reading_that_went_wrong_is_tried_once_more_by_itself(table, monkeypatch):
    """A process that was ended in the middle costs a moment; one that always ends is not asked for ever."""
    monkeypatch.setattr(worker, "SETTLE", 0.01)
    outcomes = [ReaderDied("ended"), None, ReaderDied("ended"), ReaderDied("ended"), None]
    tried = []

    def read(session):
        tried.append(session)
        if (trouble := outcomes[len(tried) - 1]) is not None:
            raise trouble

    reader = Reader(table.store)
    monkeypatch.setattr(reader, "read", read)
    reader.start()
    reader.stir(table.session)
    until(lambda: len(tried) == 2 and reader.status(table.session).state is State.IDLE)
    reader.stir(table.session)
    until(lambda: len(tried) == 4 and reader.status(table.session).state is State.FAILED)
    assert reader._stirred == set()
    reader.stop()


def test_a_circle_where_nothing_was_said_is_not_read(table):
    """No words, no process."""
    reader = Reader(table.store)
    reader.read(table.session)
    assert reader._process is None
    assert reader.status(table.session).state is State.IDLE


def test_who_asked_for_a_reading_is_told_at_once_that_it_goes_on(table):
    """Nobody waits for the reader to begin before something is said."""
    asked = Reader(table.store)
    asked.stir_series("Anna")
    assert asked.status(worker.SERIES).state is State.READING
