"""What a theme is called, in words people wrote."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.language import Term
from analysis.phrases import joined

KEYWORDS = 7
_IN_A_LABEL = 3
_FAINT = 0.3
_ONCE = 0.5
_SHARED = 0.75
_TAKEN = 0.35
_ACRONYM = 5
_VERB = 0.7
_UNLISTED = 0.85
_INFINITIVES = {"lv": ("t", "ties"), "ru": ("ть", "ться", "ти"), "et": ("ma",)}


@dataclass(frozen=True)
class Named:
    """A theme's name: `label` in its main language, `labels` in each language of the corpus."""

    label: str
    keywords: Sequence[str]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class _Counts:
    """How often lemmas of one language come up: in each group, and in how many contributions."""

    said: Sequence[Counter[str]]
    within: Sequence[Counter[str]]
    sizes: Sequence[int]


def name_themes(
    terms: Sequence[Sequence[Term]], languages: Sequence[str], groups: Sequence[Sequence[int]]
) -> list[Named]:
    """Name each group of contributions.

    `terms` and `languages` hold one item per contribution, `groups` their indexes. Words are weighed by
    class TF-IDF over lemmas (after Grootendorst 2022), more where the group's contributions share them
    and others do not. No two groups get the same label in one language.
    """
    terms = joined(terms)
    spoken = [language for language, _ in Counter(languages).most_common()]
    words = {language: _words(terms, languages, groups, language) for language in spoken}
    labels = {language: _labels(words[language]) for language in spoken}
    named = []
    for g, group in enumerate(groups):
        mine = [language for language, _ in Counter(languages[i] for i in group).most_common()]
        main = next((language for language in mine if labels[language][g]), mine[0] if mine else "")
        label = labels[main][g] if main else ""
        named.append(
            Named(
                label=label,
                keywords=tuple(words[main][g][:KEYWORDS]) if main else (),
                labels={language: labels[language][g] or label for language in spoken},
            )
        )
    return named


def _words(
    terms: Sequence[Sequence[Term]],
    languages: Sequence[str],
    groups: Sequence[Sequence[int]],
    language: str,
) -> list[list[str]]:
    """Each group's words in one language, strongest first, in the form to show."""
    members = [[i for i in group if languages[i] == language] for group in groups]
    counts = _Counts(
        said=[Counter(t.lemma for i in group for t in terms[i]) for group in members],
        within=[Counter(lemma for i in group for lemma in {t.lemma for t in terms[i]}) for group in members],
        sizes=[len(group) for group in members],
    )
    shown = _forms(t for group in members for i in group for t in terms[i])
    return [_unlike(shown[lemma] for lemma in lemmas) for lemmas in _apart(_scores(counts, language))]


def _unlike(words: Iterable[str]) -> list[str]:
    """Leave out what repeats a word already there: "traffic flow" after "traffic"."""
    kept: list[str] = []
    said: set[str] = set()
    for word in words:
        parts = set(word.casefold().split())
        if not parts & said:
            kept.append(word)
            said |= parts
    return kept


def _scores(counts: _Counts, language: str) -> list[dict[str, float]]:
    everywhere = sum(counts.said, Counter[str]())
    in_all = sum(counts.within, Counter[str]())
    usual = sum(everywhere.values()) / max(1, sum(1 for said in counts.said if said))
    n = sum(counts.sizes)
    plain = {lemma: _plainness(lemma, language) for lemma in everywhere}
    scores = []
    for said, within, size in zip(counts.said, counts.within, counts.sizes, strict=True):
        scores.append(
            {
                lemma: (within[lemma] / size) ** _SHARED
                * math.log1p(usual / everywhere[lemma])
                * _own(within[lemma], size, in_all[lemma], n)
                * (_ONCE if within[lemma] < 2 <= size else 1)
                * plain[lemma]
                for lemma in said
            }
        )
    return scores


def _plainness(lemma: str, language: str) -> float:
    """How well a word serves as a name, whatever the theme: 1, or less for verbs, rarities, faint words."""
    from analysis.lemmas import is_headword
    from analysis.stopwords import faint_words

    return (
        (_FAINT if lemma in faint_words(language) else 1)
        * (_VERB if _is_verb(lemma, language) else 1)
        * (1 if " " in lemma or is_headword(lemma, language) else _UNLISTED)
    )


def _is_verb(lemma: str, language: str) -> bool:
    """Whether a lemma looks like a verb: a theme is better called by its nouns."""
    return lemma.endswith(_INFINITIVES.get(language, "\0"))


def _own(within: int, size: int, in_all: int, n: int) -> float:
    """How much a word is the group's own: near 1 where only it uses the word, .5 where all do alike."""
    inside = (within + 0.5) / (size + 1)
    outside = (in_all - within + 0.5) / (n - size + 1)
    return inside / (inside + outside)


def _apart(scores: Sequence[Mapping[str, float]]) -> list[list[str]]:
    """Order each group's lemmas, holding back those that lead another group with more right."""
    leader: dict[str, int] = {}
    for g, mine in enumerate(scores):
        for lemma in _strongest(mine)[:_IN_A_LABEL]:
            if lemma not in leader or mine[lemma] > scores[leader[lemma]][lemma]:
                leader[lemma] = g
    return [
        _strongest(
            {lemma: score * (_TAKEN if leader.get(lemma, g) != g else 1) for lemma, score in mine.items()}
        )
        for g, mine in enumerate(scores)
    ]


def _strongest(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda lemma: (-scores[lemma], lemma))


def _labels(words: Sequence[Sequence[str]]) -> list[str]:
    """Join each group's first words; where that is another's label too, take in its next words instead."""
    labels: list[str] = []
    for mine in words:
        chosen = list(mine[:_IN_A_LABEL])
        for other in mine[_IN_A_LABEL:]:
            if ", ".join(chosen) not in labels:
                break
            chosen[-1] = other
        label = ", ".join(chosen)
        number = 2
        while label and label in labels:
            label = f"{', '.join(chosen)} ({number})"
            number += 1
        labels.append(label)
    return labels


def _forms(terms: Iterable[Term]) -> dict[str, str]:
    """How to show each lemma: as a headword where it is one, else as most people wrote it."""
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    opening: dict[str, Counter[str]] = defaultdict(Counter)
    language = ""
    for term in terms:
        (opening if term.opens else inside)[term.lemma][term.surface] += 1
        language = term.language
    lemmas = inside.keys() | opening.keys()
    return {lemma: _shown(lemma, inside[lemma], opening[lemma], language) for lemma in lemmas}


def _shown(lemma: str, inside: Counter[str], opening: Counter[str], language: str) -> str:
    """`inside` and `opening` count the written forms within sentences and as their first words."""
    from analysis.lemmas import is_headword, is_name

    small = Counter[str]()
    for form, times in (inside + opening).items():
        small[form.casefold()] += times
    # English and German readers expect the form people used (media, not medium); the others the headword.
    listed = lemma in small or (language not in ("en", "de") and is_headword(lemma, language))
    chosen = lemma if listed else min(small, key=lambda form: (-small[form], form))
    written = Counter({form: times for form, times in inside.items() if form.casefold() == chosen})
    if written:
        form = min(written, key=lambda form: (-written[form], form))
        return form if len(form) <= _ACRONYM or not form.isupper() else form.casefold()
    capital = sum(times for form, times in inside.items() if form[0].isupper())
    named = capital > sum(inside.values()) / 2 if inside else is_name(chosen, language)
    return chosen[:1].upper() + chosen[1:] if named else chosen
