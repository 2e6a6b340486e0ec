"""Who says the words that themes are called by: so that a name goes with its words, and not before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from analysis.corpus import Contribution
from analysis.language import Term, terms
from analysis.naming import words_of

ENOUGH = 8  # of them are noted for a word: when all of these are gone, the name is found anew


def sayers(
    said: Sequence[Contribution], languages: Sequence[str], names: Iterable[str]
) -> Mapping[str, Sequence[str]]:
    """For each word of these names the ids of contributions that hold it, in that form or as its lemma.

    Who denies a word does not say it.
    Only of those that may be quoted, at most ENOUGH, each from another voice where voices are known. A word
    that nobody says (it is a codebook's) has none.
    """
    wanted = {word for name in names for word in words_of(name)}
    found: dict[str, list[str]] = {word: [] for word in sorted(wanted)}
    heard: dict[str, set[str]] = defaultdict(set)
    open_ = [(one, spoken) for one, spoken in zip(said, languages, strict=True) if one.quotable]
    read = terms([one.text for one, _ in open_], [spoken for _, spoken in open_])
    for (one, _), its in zip(open_, read, strict=True):
        held = {form.casefold() for term in its for form in _shown_as(term)}
        whole = one.text.casefold()
        voice = f"{one.circle} {one.voice}" if one.voice else one.id
        for word in wanted & held | {word for word in wanted if " " in word and word in whole}:
            if voice not in heard[word] and len(found[word]) < ENOUGH:
                heard[word].add(voice)
                found[word].append(one.id)
    return found


def _shown_as(term: Term) -> Iterable[str]:
    """The words a name can show for it."""
    from analysis.lemmas import as_said, name_of

    said = as_said(term.surface, term.lemma, term.language)
    return said, term.surface, name_of(term.surface, term.language)
