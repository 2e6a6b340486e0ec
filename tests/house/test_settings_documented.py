"""The page on settings says what the code says, and only the settings read the environment."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from facilitator.settings import Settings, flag, load, variable

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_every_setting_has_its_row_and_every_row_its_setting() -> None:
    """Name, default, variable, flag and words of the page are those of the code, in its order."""
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in PAGE.splitlines() if line[:3] == "| `"
    ]
    assert rows == [
        [
            f"`{each.name}`",
            each.metadata["shown"] or str(each.default).lower(),
            f"`{variable(each.name)}`",
            f"`{flag(each.name)}`",
            each.metadata["help"],
        ]
        for each in fields(Settings)
    ]


def test_the_example_file_of_the_page_works(tmp_path: Path) -> None:
    """What people copy from the page is accepted as it stands."""
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1]
    (tmp_path / "settings.toml").write_text(example, encoding="utf-8")
    settings = load({"data": tmp_path}, {})
    for name, value in tomllib.loads(example).items():
        assert getattr(settings, name) == (tuple(value) if isinstance(value, list) else value)


def test_nobody_else_reads_the_environment() -> None:
    """What the host does is set in one place, and told by `aplis settings`; a screen is no setting."""
    reading = re.compile(
        r"\bos\.(?:environ|getenv)(?!\.get\(\"(?:WAYLAND_)?DISPLAY\"\))|from os import .*environ"
    )
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "facilitator").rglob("*.py")
        if reading.search(path.read_text(encoding="utf-8"))
    ]
    assert readers == ["facilitator/settings.py"]
