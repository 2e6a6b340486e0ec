"""Words from files come into a circle once, as people agreed, and can be taken back like all others."""

import hashlib
import os
from dataclasses import replace
from datetime import date, timedelta

import pytest

from facilitator import bundle, cli, handing, merging, model, research, researched, series_facts
from facilitator.importing import Importing, NotBrought, Terms, look
from facilitator.prepare import Prepare
from facilitator.record import Record
from facilitator.retention import forget_due
from facilitator.script_shape import shape_faults
from facilitator.signing import of_laptop
from facilitator.store import Store
from participant_ui.port import NoSuchCircle, Stage

NOTES = """Aplis bibliotēkā

1. posms: Iepazīšanās

V: Kā jums klājas?
Anna: Man labi, te visi cits citu pazīst.
Jānis: Es nepazīstu nevienu.

2. posms: Saruna

S1: Ceļš ir slikts jau desmit gadus.
Pašvaldība atbild tikai uz vēstulēm.
""".encode()
TERMS = Terms(held=date(2025, 5, 14), agreed=True, quote=True, keep=True, title="Bibliotēkas aplis")


@pytest.fixture
def store(tmp_path):
    store = Store()
    store.open(tmp_path / "trust.aplis")
    Prepare(store).series(title="Uzticēšanās", question="Kam mēs uzticamies?", host="Made-up association")
    yield store
    store.close()


def bring(store, content=NOTES, name="notes.txt", terms=TERMS):
    importing = Importing(store)
    return importing.keep(importing.look(content, name), terms)


def test_a_file_becomes_a_closed_sitting_of_a_circle(store):
    """Its day, its rounds, its people; each contribution is marked as brought in, and no name is kept."""
    brought = bring(store)
    with store.read() as work:
        session = work.sitting(brought.session)
        said = work.contributions(brought.session)
        circle = work.circle(session.circle_id)
        (arrival,) = work.rows(researched.Arrival)
    assert (session.stage, session.joining, session.present, circle.title) == (
        *(Stage.CLOSED, False, 0),
        "Bibliotēkas aplis",
    )
    assert session.opened_at.date() == TERMS.held
    assert [step["title"]["lv"] for step in session.script["rounds"]] == [
        *("1. posms: Iepazīšanās", "2. posms: Saruna")
    ]
    assert list(shape_faults(session.script)) == []
    assert {one.source for one in said} == {"import"} and len(said) == brought.contributions == 4
    assert "Anna" not in " ".join(one.text for one in said)
    assert (arrival.name, arrival.kind, arrival.contributions) == ("notes.txt", "txt", 4)


def test_what_people_agreed_to_holds_for_each_voice(store):
    """Voices carry consent; words nobody's mark stands before are kept for research by nobody's word."""
    brought = bring(store, terms=replace(TERMS, quote=False))
    with store.read() as work:
        assert not any(one.quotable for one in research.corpus(work, brought.session).contributions)
        assert {p.may_quote for p in work.participants(brought.session)} == {False}
    brought = bring(store, b"S1: Yes.\nNobody knows who.\n", "b.txt")
    with store.read() as work:
        kept = research.corpus(work, brought.session, to_keep=True).contributions
    assert [one.quotable for one in kept] == [True, False]


def test_words_without_consent_to_be_kept_go_at_the_date(store):
    """Counted from the day they came in, not from the day the circle met."""
    keeping, going = bring(store), bring(store, b"S1: Yes.\n", "b.txt", replace(TERMS, keep=False))
    assert forget_due(store) == 0
    assert forget_due(store, clock=lambda: model.now() + timedelta(days=91)) == 2
    with store.read() as work:
        assert [bool(c.text) for c in work.contributions(keeping.session)] == [True, True, True, False]
        assert [bool(c.text) for c in work.contributions(going.session)] == [False]


def test_the_same_file_comes_into_a_circle_once(store):
    """Also after its words were taken back: they do not come back by the same way."""
    first = bring(store)
    with store.read() as work:
        circle = work.sitting(first.session).circle_id
    again = replace(TERMS, circle=circle, title="")
    with pytest.raises(NotBrought, match="already"):
        bring(store, terms=again)
    Importing(store).take_back(first.session)
    with pytest.raises(NotBrought, match="already"):
        bring(store, terms=again)
    second = bring(store, NOTES + b"\nMore.\n", terms=again)
    with store.read() as work:
        assert len(work.circles()) == 1 and work.sitting(second.session).circle_id == circle
        assert not any(c.text for c in work.contributions(first.session))


def test_a_circle_that_came_in_a_bundle_takes_no_words(store, tmp_path):
    """Its next bundle would not know of them. A circle made from a file merges like any other."""
    bring(store)
    handed = handing.hand_over(store, 1, of_laptop(tmp_path))
    elsewhere = Store()
    elsewhere.open(tmp_path / "country.aplis")
    opened = bundle.opened(handed.content, "a.circle")
    elsewhere.change(lambda work: merging.merge(work, [opened]))
    with elsewhere.read() as work:
        (circle,) = work.circles()
        (session,) = work.sessions(circle.id)
        assert [one.source for one in work.contributions(session.id)] == ["import"] * 4
    try:
        with pytest.raises(NotBrought, match="came here in a bundle"):
            bring(elsewhere, b"S1: More.\n", "b.txt", replace(TERMS, circle=circle.id))
    finally:
        elsewhere.close()


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (replace(TERMS, agreed=False), "Only words of people who agreed"),
        (replace(TERMS, held=date(2999, 1, 1)), "Say on which day"),
        (replace(TERMS, title=" "), "Say what the new circle is called"),
        (replace(TERMS, circle="nowhere"), "There is no circle"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(store, terms, sentence):
    with pytest.raises(NotBrought, match=sentence):
        bring(store, terms=terms)
    with store.read() as work:
        assert work.circles() == [] and work.sessions() == []


def test_what_names_people_is_counted_before_anything_is_kept(store):
    looked = look("S1: Zvaniet Jānim Bērziņam, 29123456.\nS2: Labi.\n".encode(), "n.txt")
    assert looked.personal == {"name": 1, "phone": 1}
    with pytest.raises(NoSuchCircle):
        Importing(store).held("no such word")


def test_words_that_came_are_read_carried_and_taken_back(store, tmp_path):
    """Like all words: read for themes, in a bundle, gone when somebody wants them gone."""
    brought = bring(store)
    with store.read() as work:
        said = work.contributions(brought.session)
    Record(store).take_back(brought.session, said[0].id)
    handed = handing.hand_over(store, 1, of_laptop(tmp_path))
    carried = bundle.opened(handed.content, "a.circle").content
    assert {one.source for one in carried.contributions} == {"import"}
    assert [one.id for one in carried.withdrawn] == [said[0].id]
    with store.read() as work:
        read = research.corpus(work, brought.session).contributions
    assert [one.text for one in read] == [one.text for one in said[1:]]
    assert [one.voice for one in read] == ["voice 1", "voice 2", ""]


def test_the_command_line_says_what_it_recognised_and_keeps_only_what_was_agreed(store, tmp_path, capsys):
    store.close()
    notes = tmp_path / "notes.md"
    notes.write_bytes(b"# Circle\n\n## Round 1\n\nAnna: All is well here.\n")
    asked = ["import", str(notes), "--into", str(tmp_path / "trust.aplis"), "--new", "Library"]
    assert cli.main([*asked, "--dry-run"]) == 0
    assert "Names before what was said: 1." in capsys.readouterr().out
    assert cli.main([*asked, "--held", "2025-05-14"]) == 2
    assert "who agreed" in capsys.readouterr().err
    assert cli.main([*asked, "--held", "2025-05-14", "--agreed"]) == 0
    assert "1 contributions into circle 1" in capsys.readouterr().out
    assert cli.main([*asked[:4], "--circle", "1", "--held", "2025-05-14", "--agreed"]) == 2
    assert "already" in capsys.readouterr().err


def test_a_file_saved_anew_brings_no_word_in_again(store):
    """Other bytes, the same texts: those that stand there and those that were taken back both stay out."""
    secret = b"s" * 32
    importing = Importing(store, secret)
    first = importing.keep(importing.look(NOTES, "notes.txt"), TERMS)
    with store.read() as work:
        circle = work.sitting(first.session).circle_id
        gone = work.contributions(first.session)[0]
        kept_under = [one.key for one in work.contributions(first.session)]
    Record(store).take_back(first.session, gone.id)
    anew, again = NOTES.replace(b" ", b"  ").replace(b"\n\n", b"\n \n"), replace(TERMS, circle=circle)
    importing = Importing(store, secret)
    word = importing.look(anew, "notes saved anew.txt")
    assert (importing.standing(word)[circle].there, importing.standing(word)[circle].back) == (3, 1)
    with pytest.raises(NotBrought, match="3 stand there, 1 were taken back"):
        importing.keep(word, again)
    more = importing.keep(importing.look(anew + b"\nMore was said.\n", "c.txt"), again)
    assert (more.contributions, more.there, more.back) == (1, 3, 1)
    plain = hashlib.sha256(gone.text.encode()).hexdigest()
    assert not any(plain.startswith(key.partition("-")[0]) for key in kept_under)


def test_a_dry_run_refuses_what_the_real_one_would(store, tmp_path, capsys):
    store.close()
    notes, series = tmp_path / "notes.txt", str(tmp_path / "trust.aplis")
    notes.write_bytes(NOTES)
    terms = ["--held", "2025-05-14", "--agreed", "--data", str(tmp_path)]
    to = ["import", str(notes), "--into", series]
    assert cli.main([*to, "--circle", "9", *terms, "--dry-run"]) == 2
    assert "no circle 9" in capsys.readouterr().err
    assert cli.main([*to[:3], str(tmp_path / "none.aplis"), "--circle", "1", *terms, "--dry-run"]) == 2
    assert cli.main([*to, "--new", "Library", *terms, "--people", "0"]) == 2
    assert cli.main([*to, "--new", "Library", *terms, "--people", "1"]) == 0
    assert "More voices (3) than people (1)" in capsys.readouterr().out
    assert cli.main([*to, "--circle", "1", *terms, "--dry-run"]) == 2
    assert "already" in capsys.readouterr().err


def test_a_series_begins_with_a_file_on_the_command_line(tmp_path, capsys):
    """It is called as its first circle is, nobody else may read it, and the circle's language can be said."""
    notes, series = tmp_path / "notes.txt", tmp_path / "new.aplis"
    notes.write_bytes(NOTES)
    asked = ["import", str(notes), "--into", str(series), "--new", "Library"]
    asked += ["--held", "2025-05-14", "--agreed", "--data", str(tmp_path)]
    assert cli.main([*asked, "--dry-run"]) == 0
    assert not series.exists()
    assert cli.main([*asked, "--language", "nothing"]) == 2
    assert not series.exists()
    assert cli.main(asked) == 0
    assert "A new series: Library" in capsys.readouterr().out
    if os.name == "posix":
        assert series.stat().st_mode & 0o777 == 0o600
    store = Store()
    store.open(series)
    try:
        bring(store, b"S1: All is well.\n", "b.txt", replace(TERMS, language="ru"))
        with store.read() as work:
            assert [one.language for one in work.circles()] == ["lv", "ru"]
            assert [one.people for one in series_facts.circles(work)] == [0, 0]
    finally:
        store.close()


def test_of_several_circles_a_bundle_asks_which(store, tmp_path):
    """Without a number nobody is told of a circle “?”."""
    bring(store)
    bring(store, NOTES.replace(b"Anna", b"Liga"), "other.txt", replace(TERMS, title="Cits aplis"))
    with pytest.raises(handing.NotHanded, match=r"several circles: 1, 2\."):
        handing.hand_over(store, None, of_laptop(tmp_path))
