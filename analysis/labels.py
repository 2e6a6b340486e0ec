"""What a theme is called, in words people wrote."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.keywords import LONGEST
from analysis.language import Term
from analysis.naming import IN_A_NAME, Ranked, names, unlike
from analysis.phrases import joined

KEYWORDS = 7
_ENOUGH = 3
_FAINT = 0.3
_TWENTIETH = 0.05
_SHARED = 0.75
_TAKEN = 0.35
_ACRONYM = 5
_VERB = 0.7
_UNLISTED = 0.85
_INFINITIVES = {
    "lv": ("t", "ties"),
    "ru": ("ть", "ться", "ти"),
    "et": ("ma",),
    "de": ("en", "ern", "eln"),
    "fi": ("aa", "ää", "oa", "öä", "ua", "yä", "da", "dä", "lla", "llä"),
}


@dataclass(frozen=True)
class Named:
    """A theme's name: `label` in its main language, `labels` in that and each other much of it is in."""

    label: str
    keywords: Sequence[str]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class _Corpus:
    """What is known of the contributions, one item for each."""

    terms: Sequence[Sequence[Term]]
    languages: Sequence[str]
    quotable: Sequence[bool]
    sure: Sequence[float]


@dataclass(frozen=True)
class _Counts:
    """How often lemmas of one language come up in each group: as words, in how many contributions, and
    in what share of the group, its surest members counting double."""

    said: Sequence[Counter[str]]
    within: Sequence[Counter[str]]
    share: Sequence[Mapping[str, float]]
    sizes: Sequence[int]


def name_themes(
    terms: Sequence[Sequence[Term]],
    languages: Sequence[str],
    groups: Sequence[Sequence[int]],
    *,
    quotable: Sequence[bool] | None = None,
    sure: Sequence[float] | None = None,
    before: Sequence[Mapping[str, str]] | None = None,
) -> list[Named]:
    """Name each group of contributions.

    `terms` and `languages` hold one item per contribution, `groups` their indexes. Words are weighed by
    class TF-IDF over lemmas (after Grootendorst 2022), more where the group's contributions share them
    and others do not. No two groups get the same label in one language. Where `quotable` is given, a
    word said only by people who did not agree to be quoted counts and is in no name. Where `sure` is
    given, 0 to 1, the words of contributions that surely belong to their group weigh up to twice as much.
    Where `before` gives the labels a group had, by language, their words stay as long as they hold.
    """
    n = len(terms)
    corpus = _Corpus(
        joined(_as_said(terms)), languages, quotable or [True] * n, sure if sure is not None else [1.0] * n
    )
    spoken = [language for language, _ in Counter(languages).most_common()]
    had = before or [{}] * len(groups)
    ranked = {language: _words(corpus, groups, language) for language in spoken}
    labels = {
        language: names(ranked[language], [its.get(language, "") for its in had], language)
        for language in spoken
    }
    named = []
    for g, group in enumerate(groups):
        times = Counter(languages[i] for i in group)
        mine = _its_languages(times, had[g])
        main = next((language for language in mine if labels[language][g]), mine[0] if mine else "")
        label = labels[main][g] if main else ""
        named.append(
            Named(
                label=label,
                keywords=tuple(ranked[main][g].words[:KEYWORDS]) if main else (),
                labels={
                    language: labels[language][g]
                    for language in spoken
                    if language == main or (times[language] >= _ENOUGH and labels[language][g])
                },
            )
        )
    return named


def _as_said(terms: Sequence[Sequence[Term]]) -> list[list[Term]]:
    """The terms with what denies a word apart from what does not: they are two words in a name."""
    from analysis.lemmas import as_said

    def said(term: Term) -> Term:
        lemma = as_said(term.surface, term.lemma, term.language)
        return term if lemma == term.lemma else replace(term, lemma=lemma)

    return [[said(term) for term in mine] for mine in terms]


def _its_languages(times: Mapping[str, int], had: Mapping[str, str]) -> list[str]:
    """A group's languages, the commonest first; the one it is called in stays first while half as common."""
    called = had.get("", "")
    first = next((language for language, name in had.items() if language and name == called), "")
    return sorted(
        times, key=lambda language: (-times[language] * (2 if language == first else 1), -times[language])
    )


def _words(corpus: _Corpus, groups: Sequence[Sequence[int]], language: str) -> list[Ranked]:
    """Each group's words in one language."""
    terms = corpus.terms
    members = [[i for i in group if corpus.languages[i] == language] for group in groups]
    counts = _Counts(
        said=[Counter(t.lemma for i in group for t in terms[i]) for group in members],
        within=[Counter(lemma for i in group for lemma in {t.lemma for t in terms[i]}) for group in members],
        share=[_share(corpus, group) for group in members],
        sizes=[len(group) for group in members],
    )
    shown = _forms(t for group in members for i in group for t in terms[i])
    may_be = {
        t.lemma
        for mine, may in zip(terms, corpus.quotable, strict=True)
        for t in mine
        if may and max(map(len, t.surface.split()), default=0) <= LONGEST
    }
    scores = [
        {lemma: score for lemma, score in mine.items() if lemma in may_be}
        for mine in _apart(_scores(counts, language))
    ]
    return [
        _ranked(mine, shown, (t for i in group if corpus.quotable[i] for t in terms[i]), language)
        for mine, group in zip(scores, members, strict=True)
    ]


def _ranked(
    scores: Mapping[str, float], shown: Mapping[str, str], terms: Iterable[Term], language: str
) -> Ranked:
    strongest = _strongest(scores)
    weights = {shown[lemma].casefold(): scores[lemma] for lemma in reversed(strongest)}
    for term in terms:
        if term.lemma in scores:
            weights.setdefault(term.surface.casefold(), scores[term.lemma])
    return Ranked(unlike((shown[lemma] for lemma in strongest), language), weights)


def _share(corpus: _Corpus, group: Sequence[int]) -> dict[str, float]:
    weight = {i: 0.5 + corpus.sure[i] / 2 for i in group}
    total = sum(weight.values())
    share: dict[str, float] = defaultdict(float)
    for i in group:
        for lemma in {term.lemma for term in corpus.terms[i]}:
            share[lemma] += weight[i] / total
    return share


def _scores(counts: _Counts, language: str) -> list[dict[str, float]]:
    everywhere = sum(counts.said, Counter[str]())
    in_all = sum(counts.within, Counter[str]())
    usual = sum(everywhere.values()) / max(1, sum(1 for said in counts.said if said))
    n = sum(counts.sizes)
    plain = {lemma: _plainness(lemma, language) for lemma in everywhere}
    scores = []
    groups = zip(counts.said, counts.within, counts.share, counts.sizes, strict=True)
    for said, within, share, size in groups:
        scores.append(
            {
                lemma: round(share[lemma], 9) ** _SHARED
                * math.log1p(usual / everywhere[lemma])
                * _own(within[lemma], size, in_all[lemma], n)
                * min(1.0, within[lemma] / _many(size)) ** 2
                * plain[lemma]
                for lemma in said
            }
        )
    return scores


def _plainness(lemma: str, language: str) -> float:
    """How well a word serves as a name, whatever the theme: 1, or less for verbs, rarities, faint words."""
    from analysis.latvian import verb_denied
    from analysis.lemmas import is_headword
    from analysis.stopwords import faint_words

    plain = verb_denied(lemma) if language == "lv" else ""
    return (
        (_FAINT if not faint_words(language).isdisjoint((lemma, plain)) else 1)
        * (_VERB if _is_verb(lemma, language) else 1)
        * (1 if " " in lemma or is_headword(lemma, language) else _UNLISTED)
    )


def _is_verb(lemma: str, language: str) -> bool:
    """Whether a lemma looks like a verb: a theme is better called by its nouns."""
    return lemma.endswith(_INFINITIVES.get(language, "\0"))


def _many(size: int) -> int:
    """How many contributions of a group of this size a word must be in to weigh in full: a word of two or
    three people does not name what a hundred say."""
    return math.ceil(1 + _TWENTIETH * size) if size > 1 else 1


def _own(within: int, size: int, in_all: int, n: int) -> float:
    """How much a word is the group's own: near 1 where only it uses the word, .5 where all do alike."""
    inside = (within + 0.5) / (size + 1)
    outside = (in_all - within + 0.5) / (n - size + 1)
    return inside / (inside + outside)


def _apart(scores: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """The scores, those held back whose lemmas lead another group with more right."""
    leader: dict[str, int] = {}
    for g, mine in enumerate(scores):
        for lemma in _strongest(mine)[:IN_A_NAME]:
            if lemma not in leader or mine[lemma] > scores[leader[lemma]][lemma]:
                leader[lemma] = g
    return [
        {lemma: score * (_TAKEN if leader.get(lemma, g) != g else 1) for lemma, score in mine.items()}
        for g, mine in enumerate(scores)
    ]


def _strongest(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda lemma: (-scores[lemma], lemma))


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

    if name := _name(lemma, inside, language):
        return name
    small = Counter[str]()
    for form, times in (inside + opening).items():
        small[form.casefold()] += times
    # English and German readers expect the form people used (media, not medium); the others the headword.
    listed = lemma in small or (language not in ("en", "de") and is_headword(lemma, language))
    chosen = lemma if listed else min(small, key=lambda form: (-small[form], form))
    written = Counter({form: times for form, times in inside.items() if form.casefold() == chosen})
    if written:
        form = min(written, key=lambda form: (-written[form], not form.islower(), form))
        return form if len(form) <= _ACRONYM or not form.isupper() else form.casefold()
    capital = sum(times for form, times in inside.items() if form[0].isupper())
    named = capital > sum(inside.values()) / 2 if inside else is_name(chosen, language)
    return chosen[:1].upper() + chosen[1:] if named else chosen


def _name(lemma: str, inside: Counter[str], language: str) -> str:
    """The name that most wrote within a sentence, where its lemma is another word; "" where it is none."""
    from analysis.lemmas import name_of

    capital = {form: times for form, times in inside.items() if form[0].isupper()}
    if language in ("en", "de") or 2 * sum(capital.values()) <= sum(inside.values()):
        return ""
    if any(form.casefold() == lemma for form in capital):
        return ""
    names = Counter[str]()
    for form, times in capital.items():
        names[name_of(form, language)] += times
    del names[""]
    return min(names, key=lambda name: (-names[name], name), default="")
