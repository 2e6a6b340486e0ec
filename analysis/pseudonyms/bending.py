"""How names bend: every form of a given name, a surname or a place that a text may hold, by language.

The rules give too many forms rather than too few: a form nobody uses costs nothing.
"""

from collections.abc import Callable, Iterator, Mapping

_SOFT = {
    **{
        "n": "ņ",
        "l": "ļ",
        "t": "š",
        "d": "ž",
        "s": "š",
        "z": "ž",
        "p": "pj",
        "b": "bj",
        "m": "mj",
        "v": "vj",
    },
    **{"c": "č", "g": "ģ", "k": "ķ"},
}
_LATVIAN = {
    "s": ("s", "a", "am", "u", "ā", "", "i", "iem", "us", "os"),
    "š": ("š", "a", "am", "u", "ā", "", "i", "iem", "us", "os"),
    "us": ("us", "um", "u", "ū"),
    "a": ("a", "as", "ai", "u", "ā", "am", "ām", "ās", ""),
    "e": ("e", "es", "ei", "i", "ē", "em", "ēm", "ēs", ""),
}
_LESS = 3  # letters, at least, of a stem that may stand without an ending


def latvian(name: str) -> Iterator[str]:
    """Jānis: Jāņa, Jānim, Jāni, Jānī …; also a family's name, and the small forms Jānītis, Ilzīte."""
    yield name
    if name.endswith("is"):
        stem = name[:-2]
        soft = _soft(stem)
        yield from (stem + end for end in ("is", "im", "i", "ī", "a", "am", "u", "īm", "īs"))
        yield from (soft + end for end in ("a", "i", "u", "iem", "us", "os"))
        yield from _small(stem, "īt", masculine=True)
    elif name.endswith("us"):
        yield from (name[:-2] + end for end in _LATVIAN["us"])
        yield from (name + end for end in ("a", "am", "u"))
    elif name.endswith("i"):  # many, or a feast: Jāņi
        yield from (name[:-1] + end for end in ("u", "iem", "us", "os"))
    elif name.endswith("as"):
        yield from (name[:-2] + end for end in ("u", "ām", "ās", "a"))
    elif name[-1] in _LATVIAN:
        stem, endings = name[:-1], _LATVIAN[name[-1]]
        yield from (stem + end for end in endings if end or len(stem) > _LESS)
        if name[-1] == "e":
            yield _soft(stem) + "u"
        if name[-1] in "ae":
            yield from (small for suffix in ("īt", "iņ") for small in _small(stem, suffix, masculine=False))
        else:
            yield from _small(stem, "iņ", masculine=True)
            yield from _small(stem, "īt", masculine=True)


def _soft(stem: str) -> str:
    if stem[-2:] in {"ll", "nn"}:
        return stem[:-2] + _SOFT[stem[-1]] * 2
    if stem[-2:] in {"sn", "zn", "ln"}:
        return stem[:-2] + {"s": "š", "z": "ž", "l": "ļ"}[stem[-2]] + "ņ"
    return stem[:-1] + _SOFT.get(stem[-1], stem[-1])


def _small(stem: str, suffix: str, *, masculine: bool) -> Iterator[str]:
    if suffix == "iņ":
        endings = ("š", "a", "am", "u") if masculine else ("a", "as", "ai", "u")
        yield from (stem + suffix + end for end in endings)
    elif masculine:
        yield from (stem + end for end in ("ītis", "īša", "ītim", "īti", "īt"))
    else:
        yield from (stem + end for end in ("īte", "ītes", "ītei", "īti", "īt"))


_RUSSIAN_HARD = ("", "а", "у", "ом", "е", "ы")
_HISSING = "гкхжчшщц"
_RUSSIAN_SURNAME = (
    *("", "а", "у", "ым", "е", "ы", "ых", "ыми", "ой", "ою", "ом"),
    *("й", "го", "му", "я", "ю"),
)
_FLEETING = {"Павел": "Павл", "Лев": "Льв", "Пётр": "Петр"}


def russian(name: str) -> Iterator[str]:
    """Сергей: Сергея, Сергею …; Маша: Маши …, and how one is called: Маш."""
    yield name
    if name.endswith(("ов", "ев", "ёв", "ин", "ын")):
        yield from (name + end for end in _RUSSIAN_SURNAME)
    yield from _russian_name(name)


def _russian_name(name: str) -> Iterator[str]:
    stem = _FLEETING.get(name, name[:-1] if name[-1] in "аяйьо" else name)
    match name[-1]:
        case "а":
            yield from (stem + end for end in ("е", "у", "ой", "ою"))
            yield from (stem + end for end in (("и", "ей") if stem[-1] in _HISSING else ("ы",)))
            if len(stem) >= _LESS:
                yield stem
        case "я":
            yield from (stem + end for end in ("и", "е", "ю", "ей", "ею", "ёй"))
            if len(stem) >= _LESS:
                yield from (stem + "ь", stem + "й")
        case "й":
            yield from (stem + end for end in ("я", "ю", "ем", "е", "и"))
        case "ь":
            yield from (stem + end for end in ("я", "ю", "ем", "ём", "е", "и", "ью"))
        case letter if letter not in "еёиоуыэю":
            yield from (stem + end for end in _RUSSIAN_HARD)


_FINNISH = [
    "n",
    "na",
    "nä",
    "nsa",
    "nsä",
    "sta",
    "stä",
    "ssa",
    "ssä",
    "lta",
    "ltä",
    "lla",
    "llä",
    "lle",
    "ksi",
    "a",
    "ä",
    "ta",
    "tä",
    "kin",
]


def finnish(name: str) -> Iterator[str]:
    """Pekka: Pekan, Pekkaa, Pekalle …; Nieminen: Niemisen; in the name's vowel harmony."""
    yield name
    stems = {name}
    if name.endswith("nen"):
        stems = {name[:-3] + "se", name[:-3] + "s"}
    elif name[-1] in "aeiouyäö":
        stems |= {name[:-3] + name[-2:] for two in ("kk", "pp", "tt") if name[-3:-1] == two}
        stems |= {name[:-3] + "nn" + name[-1]} if name[-3:-1] == "nt" else set()
        stems |= {name[:-3] + "ll" + name[-1]} if name[-3:-1] == "lt" else set()
    else:
        stems = {name + "i", name[:-1] + "kse", name[:-1] + "kso", name}
    wrong = set("äöy") if set(name.casefold()) & set("aou") else set("aou")
    for stem in stems:
        yield from (stem + end for end in _FINNISH if not wrong & set(end))
        yield from (stem + stem[-1] + "n", stem + "h" + stem[-1] + "n")  # into: Pekkaan, Maijahan


_ESTONIAN = ("", "l", "le", "lt", "s", "st", "sse", "ga", "ks", "t", "d", "na", "ni", "ta")


def estonian(name: str) -> Iterator[str]:
    """Maret: Mareti, Maretiga …; Peeter: Peetri; Tiit: Tiidu."""
    yield name
    stems = {name}
    if name[-1] not in "aeiouõäöü":
        stems = {name + vowel for vowel in "ieua"}
        stems |= {name[:-2] + name[-1] + "i"} if name[-2] == "e" else set()
        stems |= {name[:-1] + "du", name[:-1] + "di"} if name[-1] == "t" else set()
    yield from (stem + end for stem in stems for end in _ESTONIAN)


def swedish(name: str) -> Iterator[str]:
    """Anna: Annas. English does it the same way, and its apostrophe is cut off before."""
    yield from (name, name + "s")


BENT: Mapping[str, Callable[[str], Iterator[str]]] = {
    "lv": latvian,
    "ru": russian,
    "en": swedish,
    "fi": finnish,
    "et": estonian,
    "sv": swedish,
}
