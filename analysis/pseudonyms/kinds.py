"""What could name a person in a text: a find, how sure it is, and the typed word proposed in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, get_args

from analysis.words import Sentence

Kind = Literal["name", "phone", "email", "code", "address", "plate", "account", "profile", "only"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Confidence(IntEnum):
    """How sure a find is, in three words. No probability: nothing here was fitted to real talk."""

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Find:
    """`text[start:end]` could name a person; `placeholder` is proposed for it. The words are not kept.

    `start` and `end` count code points, `end` exclusive.
    """

    start: int
    end: int
    kind: Kind
    placeholder: str
    confidence: Confidence
    reason: Sentence

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span: {self.start} to {self.end}")


_WORDS: Mapping[str, tuple[str, ...]] = {  # in the order of KINDS
    "en": (
        *("name", "phone number", "e-mail", "personal code", "address", "number plate"),
        *("bank account", "profile", "somebody local"),
    ),
    "lv": (
        *("vārds", "tālrunis", "e-pasts", "personas kods", "adrese", "numurzīme"),
        *("konts", "profils", "kāds no vietējiem"),
    ),
    "ru": (
        *("имя", "телефон", "эл. почта", "персональный код", "адрес", "номер машины"),
        *("счёт", "профиль", "кто-то из местных"),
    ),
    "fi": (
        *("nimi", "puhelinnumero", "sähköposti", "henkilötunnus", "osoite", "rekisterinumero"),
        *("tili", "profiili", "joku paikkakuntalainen"),
    ),
    "et": (
        *("nimi", "telefon", "e-post", "isikukood", "aadress", "autonumber"),
        *("konto", "profiil", "keegi kohalik"),
    ),
    "sv": (
        *("namn", "telefonnummer", "e-post", "personnummer", "adress", "registreringsnummer"),
        *("konto", "profil", "någon på orten"),
    ),
}
LANGUAGES = tuple(_WORDS)


def placeholder(kind: Kind, language: str) -> str:
    """The typed word for a kind in the contribution's language, in brackets; in English for any other."""
    return f"[{_WORDS.get(language, _WORDS['en'])[KINDS.index(kind)]}]"
