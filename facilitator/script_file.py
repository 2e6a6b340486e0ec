"""A script written as the TOML file that script.py reads: to keep, to change by hand, to give away."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from facilitator.script import Script

BARE = re.compile(r"[A-Za-z0-9_-]+")
Table = Mapping[str, Any]


def write(script: Script) -> str:
    """The script as TOML. Reading it gives the same script; what has no value is left out."""
    return "\n".join(_lines(script.to_dict(), "")).strip() + "\n"


def _lines(table: Table, path: str) -> Iterator[str]:
    """A table's own values first, then the tables in it: TOML knows no other order."""
    inner = {key: value for key, value in table.items() if _is_tables(value)}
    for key, value in table.items():
        if key not in inner:
            yield from _value(_key(key), value)
    for key, value in inner.items():
        under = f"{path}.{_key(key)}" if path else _key(key)
        head = f"[[{under}]]" if isinstance(value, list) else f"[{under}]"
        for one in value if isinstance(value, list) else [value]:
            yield from ("", head, *_lines(one, under))


def _is_tables(value: Any) -> bool:
    """Whether it stands under a heading of its own: a list of tables, or a table of more than texts."""
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], dict)
    return isinstance(value, dict) and bool(value) and not _is_text(value)


def _is_text(value: Table) -> bool:
    return all(isinstance(words, str) for words in value.values())


def _value(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{key}.{_key(language)} = {_plain(words)}" for language, words in value.items())
    elif value is not None:
        yield f"{key} = {_plain(value)}"


def _plain(value: Any) -> str:
    """Numbers, yes and no, texts and lists of them: what JSON and TOML write alike, but for one sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else _plain(name)
