"""A place where a machine may phrase our sentences anew: off unless somebody sets it, and never trusted."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import entry_points
from ipaddress import ip_address
from typing import Protocol, cast
from urllib.parse import urlsplit

from analysis.exporters.blocks import Block, Claim, Claims, Document, Points, Section
from analysis.exporters.telling import Telling
from analysis.report import Report
from analysis.sourcing import Known, of_claim
from analysis.words import CannotRead

GROUP = "aplis.phrasers"
LONGEST = 1.6
"""So many times as long as ours a sentence may be, and a little more."""
_COUNTS = frozenset(
    (
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen", "hundred"),
        *("many", "all", "every", "none", "viens", "viena", "divi", "divas", "trīs", "četri", "četras"),
        *("pieci", "piecas", "seši", "sešas", "septiņi", "astoņi", "deviņi", "desmit", "simts", "visi"),
        *("один", "одна", "два", "две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"),
        *("десять", "сто", "все", "много"),
    )
)


class Phraser(Protocol):
    """`phrase` gives back one sentence in this language that says what the claim's text says, or raises."""

    def phrase(self, claim: Claim, language: str) -> str: ...


class Elsewhere(CannotRead):
    """The address of a phraser is on another machine, and nobody allowed that."""


@dataclass
class Phrased:
    """A document whose claims a phraser may say; how many stand in its words, how many of its do not."""

    phraser: Phraser
    known: Known
    tell: Telling
    taken: int = 0
    refused: int = 0

    def claim(self, claim: Claim) -> Claim:
        """In the phraser's words where they hold up, marked; else in ours. What a person wrote stays."""
        if claim.text in self.known.insights:
            return claim
        try:
            said = " ".join(self.phraser.phrase(claim, self.tell.language).split())
        except Exception:  # a plug-in may fail in any way, and a report must not
            said = ""
        if not holds(self.known, claim, said):
            self.refused += 1
            return claim
        self.taken += 1
        return replace(claim, text=f"{said} [{self.tell('phrased by a machine')}]")

    def block(self, block: Block) -> Block:
        match block:
            case Claim():
                return self.claim(block)
            case Claims(items):
                return Claims([self.claim(one) for one in items])
        return block

    def section(self, section: Section) -> Section:
        inner = [self.section(one) for one in section.sections]
        return replace(section, blocks=[self.block(one) for one in section.blocks], sections=inner)

    def account(self) -> Section:
        """What became of its sentences, for the end of the report."""
        tell = self.tell
        points = [
            tell.count(
                "{n} sentence was phrased by a machine; its sources, figures and quotes are ours.",
                "{n} sentences were phrased by a machine; their sources, figures and quotes are ours.",
                self.taken,
            ),
            tell.count(
                "{n} of its sentences did not hold up against its sources: ours stands there.",
                "{n} of its sentences did not hold up against their sources: ours stand there.",
                self.refused,
            ),
        ]
        return Section("phrased", tell("Phrased by a machine"), [Points(points)], by="machine")


def holds(known: Known, claim: Claim, said: str) -> bool:
    """Whether another sentence may stand for a claim: the same numbers in the same order, the same names in
    quotation marks and no other, nothing new with a capital, no new word for a number, not much longer."""
    if not said or len(said) > len(claim.text) * LONGEST + 40:
        return False
    if any(of_claim(known, replace(claim, text=said), "")) or _marked(said) != _marked(claim.text):
        return False
    ours, theirs = _words(claim.text), _words(said)
    new = {one for one in theirs if one not in ours}
    counted = {one for one in new if one.casefold() in _COUNTS}
    named = {one for one in theirs[1:] if one[:1].isupper() and one.casefold() not in map(str.casefold, ours)}
    return not counted and not named


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _marked(text: str) -> list[str]:
    return sorted(re.findall(r"[“„«](.*?)[”“»]", text))


def phrased(document: Document, report: Report, phraser: Phraser | None) -> Document:
    """The document with what the phraser may say in its words, and an account of it; as it is without one."""
    if phraser is None:
        return document
    work = Phrased(phraser, Known(report, document.language), Telling(report, document.language))
    sections: Sequence[Section] = [work.section(one) for one in document.sections]
    return replace(document, sections=[*sections, work.account()])


def phraser(named: str, *, elsewhere: bool = False) -> Phraser | None:
    """The phraser of that name, as "NAME:ADDRESS"; None for "". Its entry point is called with the address.

    Raises CannotRead where there is none of that name; Elsewhere where the address is not on this machine
    and `elsewhere` does not allow it.
    """
    if not named:
        return None
    name, _, address = named.partition(":")
    if not elsewhere and not _here(address):
        raise Elsewhere(
            "The phraser {name} is at {address}, on another machine: what people said would leave this one. "
            "Allow that deliberately, or give an address on this machine.",
            name=name,
            address=address or "–",
        )
    for point in entry_points(group=GROUP):
        if point.name == name:
            return cast(Callable[[str], Phraser], point.load())(address)
    known = ", ".join(sorted(point.name for point in entry_points(group=GROUP))) or "–"
    raise CannotRead("There is no phraser {name}. There are: {known}.", name=name, known=known)


def _here(address: str) -> bool:
    """Whether an address is this machine's own: a loopback address as a number, or localhost."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


_chosen: Mapping[str, Phraser | None] = {"": None}


def choose(one: Phraser | None) -> None:
    """Which phraser the reports of this process use from now on; None for none, as it is at the start."""
    global _chosen
    _chosen = {"": one}


def chosen() -> Phraser | None:
    return _chosen[""]
