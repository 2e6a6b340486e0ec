"""`aplis bundle` and `aplis merge` as a stranger uses them: a stick goes from one laptop to another."""

import hashlib
import shutil

import made_up_circles as made_up
import pytest

from facilitator.cli import main
from facilitator.desk import Desk
from facilitator.prepare import Prepare
from facilitator.record import Record
from facilitator.script import load
from facilitator.store import Store
from participant_ui.port import Stage


@pytest.fixture(name="held", scope="module")
def _held(tmp_path_factory):
    """A series with a circle that was just closed, in which two lines were written down."""
    file = tmp_path_factory.mktemp("held") / "held.aplis"
    store = Store()
    store.open(file)
    prepare, desk, record = Prepare(store), Desk(store, b"s" * 32), Record(store)
    prepare.series(title="Trust", question="Whom?", host="Made-up house")
    circle = prepare.circle(title="Evening", question="", place="", language="lv")
    session = prepare.session(circle, load("timeout-90"))
    desk.move(session, Stage.OPEN, seen=0)
    desk.turn(session, 0, seen=1)
    desk.agreed_aloud(session, 5, 5)
    for line in ("Made up", "Made up too"):
        record.keep(session, line, key=line)
    desk.move(session, Stage.CLOSED, seen=2)
    store.close()
    return file


@pytest.fixture(name="laptop")
def _laptop(held, tmp_path, monkeypatch):
    """A folder of one's own with that series, and a data folder beside."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(held, tmp_path / "held.aplis")
    (tmp_path / "data").mkdir(mode=0o700)
    return tmp_path


def digests(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.is_file()}


def test_a_circle_goes_from_one_laptop_to_another(laptop, capsys):
    """Bundled, tried, merged, and merged again: each says what it did, and the words of the key."""
    assert main(["bundle", "1", "--from", "held.aplis", "--data", "data", "--to", "evening.circle"]) == 0
    told = capsys.readouterr().out.splitlines()
    signer = told[2].split(":")[0].removeprefix("Signed by ")
    assert told[0] == "evening.circle" and told[1].startswith("Issue 1. Contributions: 2.")
    assert (laptop / "evening.circle").stat().st_mode & 0o077 == 0
    assert main(["merge", "evening.circle", "--into", "country.aplis", "--dry-run"]) == 0
    tried = capsys.readouterr().out
    assert "nothing was changed" in tried and signer in tried and "circles 1, contributions 2" in tried
    assert not (laptop / "country.aplis").exists()
    assert main(["merge", "evening.circle", "--into", "country.aplis"]) == 0
    merged = capsys.readouterr().out
    assert next(line for line in merged.splitlines() if "new here" in line) in tried
    before = digests(laptop)["country.aplis"]
    assert main(["merge", "evening.circle", "evening.circle", "--into", "country.aplis"]) == 0
    assert "is here already" in capsys.readouterr().out
    assert digests(laptop)["country.aplis"] == before
    assert sorted(p.name for p in laptop.iterdir()) == [
        "country.aplis", "data", "evening.circle", "held.aplis",
    ]  # fmt: skip


def test_without_a_name_the_bundle_is_called_after_its_circle(laptop, capsys):
    """Into a folder; and nothing that is there already is overwritten."""
    (laptop / "stick").mkdir()
    assert main(["bundle", "--from", "held.aplis", "--data", "data", "--to", "stick"]) == 0
    (made,) = (laptop / "stick").iterdir()
    assert made.suffix == ".circle" and str(made.name) in capsys.readouterr().out
    assert main(["bundle", "--from", "held.aplis", "--data", "data", "--to", "stick"]) == 0
    made.write_bytes(b"somebody's own")
    assert main(["bundle", "--from", "held.aplis", "--data", "data", "--to", "stick"]) == 2
    assert "overwrites nothing" in capsys.readouterr().err
    assert made.read_bytes() == b"somebody's own"


def test_refused_files_are_named_with_what_to_do_and_the_others_come_in(laptop, capsys):
    """Damaged, forged, something else, not there: status 2, and the good one is merged."""
    good = made_up.file(made_up.content("c1"))
    (laptop / "good.circle").write_bytes(good)
    (laptop / "damaged.circle").write_bytes(good[:-1] + b"\1")
    (laptop / "notes.txt").write_text("Not a bundle")
    assert main(["merge", "good.circle", "damaged.circle", "notes.txt", "gone", "--into", "s.aplis"]) == 2
    said = capsys.readouterr()
    assert "good.circle" in said.out
    for name in ("damaged.circle", "notes.txt", "gone"):
        assert f"aplis: {name} " in said.err
    (laptop / "forged.circle").write_bytes(made_up.file(made_up.content("c1"), 5, made_up.OTHER))
    before = digests(laptop)
    assert main(["merge", "forged.circle", "--into", "s.aplis"]) == 2
    said = capsys.readouterr().err
    assert "--accept" in said
    assert digests(laptop) == before
    words = made_up.opened(made_up.content("c1"), 5, made_up.OTHER).signer
    assert words in said
    assert main(["merge", "forged.circle", "--into", "s.aplis", "--accept", words]) == 0


def test_where_nothing_is_good_no_series_is_made(laptop, capsys):
    """Neither of unreadable files nor of bundles whose signer nobody knows."""
    for name, signer in (("a.circle", made_up.LAPTOP), ("b.circle", made_up.OTHER)):
        (laptop / name).write_bytes(made_up.file(made_up.content("c1"), 1, signer))
    assert main(["merge", "held.aplis", "--into", "new.aplis"]) == 2
    assert main(["merge", "a.circle", "b.circle", "--into", "new.aplis"]) == 2
    assert not (laptop / "new.aplis").exists()
    assert capsys.readouterr().out == ""


def test_trouble_is_a_sentence(laptop, capsys):
    """No series named, none there, open elsewhere, not a series, another circle."""
    (laptop / "letter.aplis").write_text("Dear ...")
    (laptop / "one.circle").write_bytes(made_up.file(made_up.content("c1")))
    assert main(["bundle", "--data", "data"]) == 2
    assert main(["bundle", "--from", "none.aplis", "--data", "data"]) == 2
    assert main(["bundle", "9", "--from", "held.aplis", "--data", "data"]) == 2
    assert main(["merge", "one.circle", "--into", "letter.aplis"]) == 2
    open_elsewhere = Store()
    open_elsewhere.open(laptop / "held.aplis")
    try:
        assert main(["bundle", "--from", "held.aplis", "--data", "data"]) == 2
        assert main(["merge", "one.circle", "--into", "held.aplis"]) == 2
        assert main(["merge", "one.circle", "--into", "held.aplis", "--dry-run"]) == 0
    finally:
        open_elsewhere.close()
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 6 and all(line.startswith("aplis: ") for line in said)
    assert (laptop / "letter.aplis").read_text() == "Dear ..."
