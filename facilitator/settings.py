"""What can be set, from where, and what it is set to; nobody else reads the environment."""

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

from facilitator.folder import default_data
from facilitator.saying import N_, Saying

FILE = "settings.toml"
PREFIX = "APLIS_"


class SettingsBroken(Exception):
    """A setting that cannot be; `saying` names where it stands, which one it is, and what would do."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(str(saying))
        self.saying = saying


class _Wrong(ValueError):
    """A value that a reader refuses, with the sentence that says what would do."""


def _path(given: object) -> Path:
    if not isinstance(given, str | Path) or not str(given).strip():
        raise _Wrong(N_("%(where)s: %(given)s is no folder. Give a path, as in /home/me/aplis."))
    return Path(given).expanduser().absolute()


def _between(low: int, high: int, refused: str) -> Callable[[object], int]:
    def read(given: object) -> int:
        text = str(given).strip()
        if isinstance(given, bool) or not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise _Wrong(refused)
        return int(text)

    return read


def _yes(given: object) -> bool:
    known = {"true": True, "yes": True, "on": True, "1": True}
    known |= {"false": False, "no": False, "off": False, "0": False}
    if str(given).strip().lower() not in known:
        raise _Wrong(N_("%(where)s: %(given)s is neither yes nor no. Give true or false."))
    return known[str(given).strip().lower()]


def _names(given: object) -> tuple[str, ...]:
    listed = re.split(r"[\s,]+", given.strip()) if isinstance(given, str) else given
    if not isinstance(listed, list | tuple) or not all(isinstance(name, str) for name in listed):
        raise _Wrong(N_('%(where)s: %(given)s is no list of names. Give them as ["aplis.lan"].'))
    names = tuple(name.lower() for name in listed if name)
    if not all(re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", name) for name in names):
        raise _Wrong(
            N_("%(where)s: %(given)s. A host name stands alone, without http:// and without a port.")
        )
    return names


def _text(given: object) -> str | None:
    if not isinstance(given, str) or any(c.isspace() or not c.isprintable() for c in given.replace(" ", "")):
        raise _Wrong(N_("%(where)s: %(given)s is no address. Give one as 192.168.1.5, or a network's name."))
    return given.strip() or None


def _language(given: object) -> str | None:
    if not isinstance(given, str) or not re.fullmatch(r"([a-z]{2,3})?", given.strip().lower()):
        raise _Wrong(N_("%(where)s: %(given)s is no language. Give its letters, as lv, en or ru."))
    return given.strip().lower() or None


PORT = _between(1, 65535, N_("%(where)s: %(given)s is no port. Give a number from 1 to 65535."))
SEATS = _between(1, 500, N_("%(where)s: %(given)s is no number of seats. Give one from 1 to 500."))


def _setting(read: Callable[[object], Any], words: str, shown: str = "") -> dict[str, Any]:
    """`read` turns what was given into the value, `shown` says the default where the value does not."""
    return {"read": read, "help": words, "shown": shown}


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. `data` has no default here, since it is asked of the system: see `load`."""

    data: Path = field(
        metadata=_setting(
            _path,
            N_("The folder where series are kept; not one that is copied to a cloud or lies on a network."),
            N_("aplis in the documents folder"),
        )
    )
    console_port: int = field(
        default=8760,
        metadata=_setting(PORT, N_("The console's port on this laptop; if it is taken, the next free one.")),
    )
    phone_port: int = field(
        default=8770,
        metadata=_setting(
            PORT, N_("The port phones use, as in the join link; if it is taken, the next free one.")
        ),
    )
    address: str | None = field(
        default=None,
        metadata=_setting(
            _text,
            N_("The address, network or host name phones use, where aplis would choose another."),
            N_("chosen by aplis"),
        ),
    )
    names: tuple[str, ...] = field(
        default=(),
        metadata=_setting(
            _names, N_("More host names phones may use, if the room's network knows them."), N_("none")
        ),
    )
    open_browser: bool = field(
        default=True, metadata=_setting(_yes, N_("Whether the console opens in the browser at start."))
    )
    language: str | None = field(
        default=None, metadata=_setting(_language, N_("The console's language."), N_("the system's"))
    )
    capacity: int = field(
        default=30, metadata=_setting(SEATS, N_("How many seats a session has; then joining is closed."))
    )
    phraser: str | None = field(
        default=None,
        metadata=_setting(
            _text,
            N_("A machine that may phrase sentences of a series' summary, as NAME:ADDRESS of this machine."),
            N_("none"),
        ),
    )
    phraser_elsewhere: bool = field(
        default=False,
        metadata=_setting(
            _yes, N_("Whether the phraser may be on another machine: sentences then go there.")
        ),
    )


def load(
    flags: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Settings:
    """The settings in force: built in, then the file, then the environment, then flags; the last one wins.

    `flags`: by setting's name; None means not given. `file`: `settings.toml` in the data folder if None.
    Raises SettingsBroken.
    """
    return read(flags, environ, file)[0]


def read(
    flags: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> tuple[Settings, dict[str, str]]:
    """As `load`, and for each setting that was given, where (the last place that gave it)."""
    spoken = _from_environment(os.environ if environ is None else environ) | _from_flags(flags or {})
    data = _value(_FIELDS["data"], *spoken["data"]) if "data" in spoken else _default_data()
    given = _from_file(file or data / FILE, asked_for=file is not None) | spoken
    values: dict[str, Any] = {
        name: _value(_FIELDS[name], where, what) for name, (where, what) in given.items()
    }
    values.setdefault("data", data)
    settings = Settings(**values)
    if settings.console_port == settings.phone_port:
        where = given.get("phone_port", given.get("console_port", ("", None)))[0]
        text = N_("%(where)s: console and phones cannot share port %(port)s. Give one of them another.")
        raise SettingsBroken(Saying(text, {"where": where, "port": settings.phone_port}))
    return settings, {name: where for name, (where, _) in given.items()}


def describe(settings: Settings, sources: Mapping[str, str], translate: Callable[[str], str] = str) -> str:
    """Every setting with its value, where that comes from, and its help: what `aplis settings` prints."""
    lines = []
    for each in fields(Settings):
        value = getattr(settings, each.name)
        source = sources.get(each.name) or translate(N_("built in"))
        lines += [f"{each.name} = {_shown(each, value, translate)}   [{source}]"]
        lines += [f"    {translate(each.metadata['help'])}", f"    {flag(each.name)}   {variable(each.name)}"]
    file = translate(N_("%(file)s may hold any of them but data, one a line.")) % {
        "file": settings.data / FILE
    }
    return "\n".join([*lines, "", file]) + "\n"


def variable(name: str) -> str:
    """The environment variable of a setting: `APLIS_PHONE_PORT`."""
    return PREFIX + name.upper()


def flag(name: str) -> str:
    """The flag of a setting: `--phone-port`."""
    return "--" + name.replace("_", "-")


def _shown(each: "Field[Any]", value: object, translate: Callable[[str], str]) -> str:
    if value in (None, ()):
        return translate(each.metadata["shown"])
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _value(each: "Field[Any]", where: str, given: object) -> Any:
    try:
        return each.metadata["read"](given)
    except _Wrong as wrong:
        raise SettingsBroken(Saying(str(wrong), {"where": where, "given": repr(given)})) from None


def _from_flags(flags: Mapping[str, object]) -> dict[str, tuple[str, object]]:
    unknown = set(flags) - set(_FIELDS)
    if unknown:
        raise TypeError(f"no such settings: {sorted(unknown)}")
    return {name: (flag(name), value) for name, value in flags.items() if value is not None}


def _from_environment(environ: Mapping[str, str]) -> dict[str, tuple[str, object]]:
    return {n: (variable(n), environ[variable(n)]) for n in _FIELDS if environ.get(variable(n))}


def _from_file(file: Path, *, asked_for: bool) -> dict[str, tuple[str, object]]:
    try:
        held = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        if asked_for:
            raise SettingsBroken(Saying(N_("%(where)s is not there."), {"where": file})) from None
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        text = N_("%(where)s cannot be read (%(why)s). Mend that line, or delete the file.")
        raise SettingsBroken(Saying(text, {"where": file, "why": error})) from error
    for name in held:
        _refuse_unknown(name, file)
    return {name: (f"{file}, {name}", value) for name, value in held.items()}


def _refuse_unknown(name: str, file: Path) -> None:
    where = {"where": f"{file}, {name}"}
    if name == "data":
        text = N_("%(where)s: the folder that holds this file cannot be set in it. Use --data or APLIS_DATA.")
        raise SettingsBroken(Saying(text, where))
    if name not in _FIELDS:
        near = difflib.get_close_matches(name, _FIELDS, n=1) or sorted(set(_FIELDS) - {"data"})
        text = N_("%(where)s: there is no such setting. Did you mean %(near)s?")
        raise SettingsBroken(Saying(text, where | {"near": ", ".join(near)}))


def _default_data() -> Path:
    return default_data(platformdirs.user_documents_path(), Path.home()).absolute()


_FIELDS: "dict[str, Field[Any]]" = {each.name: each for each in fields(Settings)}
