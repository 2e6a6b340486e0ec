"""Names of people in a text: by lists, by how words bend, by what stands beside them; guesses to look at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from analysis.pseudonyms import cues
from analysis.pseudonyms.codes import Spot
from analysis.pseudonyms.gazetteer import gazetteer
from analysis.pseudonyms.kinds import Confidence
from analysis.pseudonyms.words import Word, words
from analysis.stopwords import MORE
from analysis.words import Sentence

_GIVEN = Sentence("A given name is in it.")
SURNAME = Sentence("It is a surname, or ends like one.")
_CUE = Sentence("The word beside it says that a person is meant.")
_INITIAL = Sentence("An initial stands beside it.")
_CAPITAL = Sentence("It has a capital in the middle of a sentence and is no place or office that is known.")
_SMALL = Sentence("It is a given name in small letters.")
_BENDING = ("lv", "ru")  # languages in which a given name and its surname end alike
_TAIL = 5  # letters at most after the beginning of an office's word
_Verdict = tuple[Confidence, Sentence]


def names(text: str, language: str) -> Iterator[Spot]:
    """Every run of words in a folded text that could name a person. `language`: two letters, or empty."""
    seen = words(text)
    reader = _Reader(seen, language)
    for run in _runs(seen):
        yield from reader.judged(run)
    yield from reader.small()


class _Reader:
    """One text's words, looked at with the lists at hand."""

    def __init__(self, seen: Sequence[Word], language: str) -> None:
        self._seen, self._language, self._lists = seen, language, gazetteer()
        self._place_of = {word.start: i for i, word in enumerate(seen)}

    def judged(self, run: list[Word]) -> Iterator[Spot]:
        """The parts of a run that are left when places, offices and the opening word are taken off it."""
        after = self._beside(run[-1], +1)
        before = self._beside(run[0], -1)
        if (after and cues.MEMORIAL.fullmatch(after)) or (before and cues.FIRM.fullmatch(before)):
            return
        office = self._is_office(run, after)
        for part in self._parts(run):
            verdict = self._verdict(part, office=office)
            if verdict and verdict[1] == SURNAME and len(part) == 1 and self._only_opens(part[0]):
                verdict = Confidence.POSSIBLE, SURNAME
            if verdict:
                yield part[0].start, part[-1].end, *verdict

    def small(self) -> Iterator[Spot]:
        """Given names typed in small letters, with a surname after them."""
        skip = -1
        for i, word in enumerate(self._seen):
            if i > skip and word.surface.islower():
                surname = self._small_surname(i + 1)
                if self._is_lone(word) or (surname and self._is_own(word)):
                    skip = i + 1 if surname else skip
                    yield word.start, (surname or word).end, Confidence.POSSIBLE, _SMALL

    def _small_surname(self, i: int) -> Word | None:
        if i < len(self._seen) and self._seen[i].glued and self._seen[i].surface.islower():
            low = self._seen[i].low
            known = low in self._lists.surnames and low not in self._lists.plain_surnames
            return self._seen[i] if known else None
        return None

    def _is_own(self, word: Word) -> bool:
        """A given name's form in the text's language."""
        return word.low in self._lists.by_language.get(self._language, self._lists.given)

    def _only_opens(self, word: Word) -> bool:
        """It opens a longer line and may owe its capital to that: *Lapiņa* is a leaflet, and a surname."""
        return self._seen[0].start == word.start and self._seen[-1].start != word.start

    def _parts(self, run: list[Word]) -> Iterator[list[Word]]:
        part: list[Word] = []
        for word in run:
            follows = bool(part) and self._is_given(part[-1]) and self._is_body(word.low)
            shouting = word.shouted and not self._is_listed(word)
            if shouting or self._is_title(word) or (not follows and self._is_known_thing(word)):
                if part:
                    yield part
                part = []
            else:
                part.append(word)
        if part:
            yield part

    def _verdict(self, part: list[Word], *, office: bool) -> _Verdict | None:
        part[:] = self._without_opening(part)
        if not part or all(word.initial for word in part):
            return None
        if self._is_cued(part):
            return Confidence.SURE, _CUE
        if any(cues.PATRONYMIC.fullmatch(word.low) for word in part):
            return Confidence.SURE, _GIVEN
        if any(self._is_given(word) for word in part):
            return (Confidence.SURE if len(part) > 1 else Confidence.LIKELY), _GIVEN
        if any(word.initial for word in part) and len(part) > 1 and not office:
            return Confidence.LIKELY, _INITIAL
        return None if office else self._by_surname(part)

    def _by_surname(self, part: list[Word]) -> _Verdict | None:
        """No given name and no cue: a surname, or some capital that no sentence opens with."""
        if any(self._is_surname(word) for word in part):
            return Confidence.LIKELY, SURNAME
        first = part[0]
        if self._language == "en" and any(cues.ENGLISH_NOUN.fullmatch(word.low) for word in part):
            return None
        if first.opens or first.low in _ordinary() or any(word.shouted for word in part):
            return None
        if self._is_somewhere(part):
            return None
        return Confidence.POSSIBLE, _CAPITAL

    def _without_opening(self, part: list[Word]) -> list[Word]:
        """The word a sentence opens with says nothing by its capital, unless it is a name and no more."""
        first = part[0]
        if not first.opens:
            return part
        if first.initial:
            stays = len(part) > 1 and self._dotted(first)
        else:
            stays = self._is_given(first) or self._is_surname(first)
            stays = stays or (self._is_cued(part) and first.low not in _ordinary())
            stays = stays or (self._is_nameable(first) and self._is_told_by_next(part))
            stays = stays or self._agrees(part)
        return [replace(first, opens=False), *part[1:]] if stays else part[1:]

    def _agrees(self, part: list[Word]) -> bool:
        """No word that sentences begin with, and it bends as the surname after it does: a rare given name."""
        first, second = part[0].low, part[1] if len(part) > 1 else None
        if second is None or first in _ordinary():
            return False
        if cues.PATRONYMIC.fullmatch(second.low):
            return not cues.PERSON_BEFORE.fullmatch(first)
        if not self._is_surname(second) or cues.PERSON_BEFORE.fullmatch(first):
            return False
        if self._language == "fi" and first.endswith(("in", "imme")):  # "Sanoin Virtaselle": a verb
            return False
        return self._language not in _BENDING or cues.ending(first) == cues.ending(second.low)

    def _is_nameable(self, word: Word) -> bool:
        """Listed, or shaped as a surname that is no small form of a word (Māsiņas, Kaimiņš)."""
        word_after_all = cues.SMALL.fullmatch(word.low) or cues.PERSON_BEFORE.fullmatch(word.low)
        return self._is_listed(word) or (not word_after_all and bool(cues.SURNAME.fullmatch(word.low)))

    def _is_listed(self, word: Word) -> bool:
        return word.low in self._lists.given or word.low in self._lists.surnames

    def _is_told_by_next(self, part: list[Word]) -> bool:
        """A name that is a word as well: what stands after it tells which."""
        if len(part) > 1:
            return self._is_surname(part[1]) or not self._is_given(part[1])
        after = self._beside(part[0], +1) or ""
        return after in cues.DOES or bool(cues.PERSON_BEFORE.fullmatch(after))

    def _is_given(self, word: Word) -> bool:
        if word.low in self._lists.given:
            return not word.opens or self._opens_as_name(word.low)
        halves = word.low.split("-")
        known = len(halves) > 1 and any(half in self._lists.given for half in halves)
        return known and (not word.opens or any(map(self._opens_as_name, halves)))

    def _opens_as_name(self, low: str) -> bool:
        """At the head of a sentence: no ordinary word, and a form of the text's language or a listed name."""
        if low in self._lists.plain_too or low in _ordinary():
            return False
        own = self._lists.by_language.get(self._language)
        return own is None or low in own or low in self._lists.listed

    def _is_surname(self, word: Word) -> bool:
        if word.shouted or word.initial:
            return False
        if word.low in self._lists.surnames:
            return not word.opens or word.low not in self._lists.plain_surnames
        shape = cues.SLAVIC if word.opens else cues.SURNAME
        return bool(shape.fullmatch(word.low)) and not self._is_body(word.low)

    def _is_lone(self, word: Word) -> bool:
        if word.low in self._lists.given and self._is_cued([word]):
            return True
        return word.low in self._lists.lone and self._is_own(word) and word.low not in _ordinary()

    def _is_title(self, word: Word) -> bool:
        return word.low in cues.TITLES

    def _is_known_thing(self, word: Word) -> bool:
        """A place, an office, a brand; what is also somebody's name is a thing only after "in", "uz", "в"."""
        bent_name = cues.SURNAME.fullmatch(word.low)
        if self._is_body(word.low) and not bent_name and not self._is_listed(word):
            return True
        if word.low not in self._lists.places and word.low not in self._lists.proper:
            return False
        if word.low not in self._lists.given:
            return True
        before = self._beside(word, -1) or ""
        return word.opens or bool(cues.PLACE_BEFORE.fullmatch(before)) or word.low in self._lists.proper

    def _is_office(self, run: list[Word], after: str | None) -> bool:
        told = any(self._is_body(word.low) and not self._opens_inside(word) for word in run)
        return told or bool(after and self._is_body(after))

    def _opens_inside(self, word: Word) -> bool:
        """ "Domē Kalniņš …", "Vallas Kuusk …": in an office, and then somebody."""
        inside = cues.LOCATIVE.fullmatch(word.low) or (self._language == "et" and word.low.endswith("s"))
        return word.opens and bool(inside)

    def _is_body(self, low: str) -> bool:
        return any(low[:end] in self._lists.bodies for end in range(max(2, len(low) - _TAIL), len(low) + 1))

    def _is_cued(self, part: list[Word]) -> bool:
        before, after = self._beside(part[0], -1), self._beside(part[-1], +1)
        if before and cues.PERSON_BEFORE.fullmatch(before):
            return True
        return bool(after and cues.PERSON_AFTER.fullmatch(after))

    def _is_somewhere(self, part: list[Word]) -> bool:
        before = self._beside(part[0], -1) or ""
        last = part[-1].low
        return bool(
            cues.PLACE_BEFORE.fullmatch(before) or cues.LOCATIVE.fullmatch(last) or cues.PLACE.fullmatch(last)
        )

    def _dotted(self, word: Word) -> bool:
        i = self._place_of[word.start] + 1
        return i < len(self._seen) and self._seen[i].start > word.end + 1

    def _beside(self, word: Word, step: int) -> str | None:
        """The neighbour in small letters, if nothing but a space is between."""
        i = self._place_of[word.start] + step
        if not 0 <= i < len(self._seen):
            return None
        later = word if step < 0 else self._seen[i]
        return self._seen[i].low if later.glued else None


def _runs(seen: Sequence[Word]) -> Iterator[list[Word]]:
    """Capitals beside one another."""
    run: list[Word] = []
    for word in seen:
        fits = word.capital or (word.shouted and len(word.surface) > 3)
        if run and not (fits and word.glued):
            yield run
            run = []
        if fits:
            run.append(word)
    if run:
        yield run


@cache
def _ordinary() -> frozenset[str]:
    return cues.OPENERS.union(*(lot.split() for lot in MORE.values()))
