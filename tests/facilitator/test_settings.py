"""What is set, where, and what a wrong setting says."""

from pathlib import Path

import pytest

from facilitator.settings import SettingsBroken, describe, load, read


def written(folder: Path, text: str) -> Path:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return folder


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    """Built in: the console on 8760, phones on 8770, the address chosen, thirty seats."""
    settings = load({"data": tmp_path}, {})
    assert (settings.console_port, settings.phone_port, settings.capacity) == (8760, 8770, 30)
    assert settings.address is None and settings.names == () and settings.language is None
    assert settings.open_browser and settings.data == tmp_path
    assert load({}, {}).data.name == "aplis"


def test_flags_beat_the_environment_beats_the_file(tmp_path: Path) -> None:
    """Each place wins over the one before it, setting by setting, and the winner is named."""
    folder = written(tmp_path, "phone_port = 9001\ncapacity = 20\nlanguage = 'lv'\n")
    environ = {
        "APLIS_DATA": str(folder),
        "APLIS_PHONE_PORT": "9002",
        "APLIS_CAPACITY": "21",
        "APLIS_NAMES": "",
    }
    settings, sources = read({"phone_port": "9003", "address": None}, environ)
    assert (settings.phone_port, settings.capacity, settings.language) == (9003, 21, "lv")
    assert sources == {
        "data": "APLIS_DATA",
        "phone_port": "--phone-port",
        "capacity": "APLIS_CAPACITY",
        "language": f"{folder / 'settings.toml'}, language",
    }


@pytest.mark.parametrize("given", ["no", "off", "0", "False", False])
def test_no_is_understood_in_several_ways(tmp_path: Path, given: object) -> None:
    """A switch can be turned off as people write it."""
    assert not load({"data": tmp_path, "open_browser": given}, {}).open_browser


def test_names_can_be_listed_or_written_in_a_line(tmp_path: Path) -> None:
    """In the file a list, in the environment a line with commas or spaces."""
    line = load({"data": tmp_path}, {"APLIS_NAMES": "Circle.test, aplis.lan"})
    listed = load({"data": written(tmp_path, 'names = ["circle.test", "aplis.lan"]')}, {})
    assert line.names == listed.names == ("circle.test", "aplis.lan")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Windows' Notepad may begin the file with one."""
    assert load({"data": written(tmp_path, "\ufeffcapacity = 12")}, {}).capacity == 12


WRONG = [
    ("phone_port = 70000", ["phone_port", "70000", "1 to 65535"]),
    ("phone_port = true", ["phone_port", "True"]),
    ("phone_port = 8770.5", ["phone_port", "8770.5"]),
    ("phone_port = 8760", ["phone_port", "cannot share port 8760"]),
    ("capacity = 0", ["capacity", "1 to 500"]),
    ('names = ["http://x"]', ["names", "without http://"]),
    ("names = [1]", ["names", "no list of names"]),
    ('open_browser = "perhaps"', ["open_browser", "'perhaps'", "true or false"]),
    ('language = "latviešu"', ["language", "lv, en or ru"]),
    ("address = 5", ["address", "192.168.1.5"]),
    ("adress = 'x'", ["adress", "Did you mean address?"]),
    ("data = '/x'", ["data", "--data"]),
    ("capacity = 1 2", ["settings.toml", "line 1", "Mend that line"]),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[w[0] for w in WRONG])
def test_a_wrong_line_is_refused_with_place_key_and_remedy(
    tmp_path: Path, text: str, said: list[str]
) -> None:
    """The sentence names the file, the setting and what would do."""
    with pytest.raises(SettingsBroken) as broken:
        load({"data": written(tmp_path, text)}, {})
    for word in [*said, str(tmp_path / "settings.toml")]:
        assert word in str(broken.value)


def test_a_wrong_variable_or_flag_is_named_as_it_was_given(tmp_path: Path) -> None:
    """Not the setting's inner name, but what the person typed."""
    with pytest.raises(SettingsBroken, match="APLIS_CAPACITY: 'many' is no number"):
        load({"data": tmp_path}, {"APLIS_CAPACITY": "many"})
    with pytest.raises(SettingsBroken, match="--console-port: '-1' is no port"):
        load({"data": tmp_path, "console_port": "-1"}, {})
    with pytest.raises(SettingsBroken, match="is no folder"):
        load({"data": "  "}, {})


def test_a_file_asked_for_must_be_there(tmp_path: Path) -> None:
    """The usual file may be missing; one named on purpose may not."""
    with pytest.raises(SettingsBroken, match="is not there"):
        load({"data": tmp_path}, {}, tmp_path / "mine.toml")


def test_what_is_set_is_told_whole(tmp_path: Path) -> None:
    """Each setting with value, source, help, flag and variable; the words pass through translation."""
    settings, sources = read({"data": tmp_path, "phone_port": 9000}, {"APLIS_NAMES": "a.test b.test"})
    told = describe(settings, sources)
    assert "phone_port = 9000   [--phone-port]" in told
    assert "names = a.test, b.test   [APLIS_NAMES]" in told
    assert "address = chosen by aplis   [built in]" in told
    assert "open_browser = true   [built in]" in told
    assert str(tmp_path / "settings.toml") in told
    assert "[iebūvēts]" in describe(settings, sources, lambda text: {"built in": "iebūvēts"}.get(text, text))
