"""Whether a codebook of the right shape makes sense: what refers to what, and what may stand only once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.codebook_shape import ARROW, Fault, guid_of, normal

if TYPE_CHECKING:
    from analysis.codebook import Code, Codebook, Words


def sense_faults(book: Codebook) -> Iterator[Fault]:
    """Everything that contradicts something else in the book."""
    for check in (_twice, _references, _parents, _guids, _facet_values, _examples, _seed_words):
        yield from check(book)


def _twice(book: Codebook) -> Iterator[Fault]:
    """Ids and whatever else tells two things apart stand once."""
    yield from _repeats("domains", "id", [domain.id for domain in book.domains])
    yield from _repeats("facets", "id", [facet.id for facet in book.facets])
    for index, facet in enumerate(book.facets):
        yield from _repeats(f"facets[{index}].values", "id", [value.id for value in facet.values])
    for key in ("id", "short", "colour"):
        yield from _repeats("codes", key, [getattr(code, key) for code in book.codes])
    every = [code.id for code in book.codes] + [special.id for special in book.special_codes]
    for index, special in enumerate(book.special_codes):
        if every.count(special.id) > 1:
            yield Fault(f"special_codes[{index}].id", f"{special.id} is taken", "choose another id")


def _repeats(under: str, key: str, values: Sequence[str]) -> Iterator[Fault]:
    for index, value in enumerate(values):
        if value in values[:index]:
            first = values.index(value)
            yield Fault(f"{under}[{index}].{key}", f"{value} is taken by {under}[{first}]", "choose another")


def _references(book: Codebook) -> Iterator[Fault]:
    domains = {domain.id for domain in book.domains}
    known = {code.id for code in book.codes}
    for at, code in _codes(book):
        if code.domain not in domains:
            yield Fault(f"{at}.domain", f"{code.domain} is no domain", f"choose of {_list(domains)}")
        for index, near in enumerate(code.near):
            if near not in known - {code.id}:
                yield Fault(f"{at}.near[{index}]", f"{near} is no other code", f"choose of {_list(known)}")
        for key, lists in (("include", code.include), ("exclude", code.exclude)):
            for language, index, target in _arrows(lists):
                if target not in known:
                    where = f"{at}.{key}.{language}[{index}]"
                    yield Fault(where, f"points to {target}, no code", f"choose of {_list(known)}")


def _arrows(lists: Words) -> Iterator[tuple[str, int, str]]:
    """Codes that notes point to, as in `bribery -> integrity_corruption / fairness (both if unclear)`."""
    for language, notes in lists.items():
        for index, note in enumerate(notes):
            _, arrow, targets = note.partition(ARROW)
            for target in targets.split("(")[0].split("/") if arrow else ():
                yield language, index, target.split()[-1] if target.split() else "nothing"


def _parents(book: Codebook) -> Iterator[Fault]:
    above = {code.id: code.parent for code in book.codes}
    for at, code in _codes(book):
        if not code.parent:
            continue
        if code.parent not in above:
            yield Fault(f"{at}.parent", f"{code.parent} is no code", f"choose of {_list(above)}, or none")
            continue
        seen = {code.id}
        step = code.parent
        while step and step not in seen:
            seen.add(step)
            step = above.get(step, "")
        if step == code.id:
            yield Fault(f"{at}.parent", f"{code.id} stands above itself", "take one parent of the ring out")


def _guids(book: Codebook) -> Iterator[Fault]:
    for at, code in _codes(book):
        expected = guid_of(book.guid_namespace, code.id)
        if code.guid != expected:
            yield Fault(f"{at}.guid", f"is not what the rule gives for {code.id}", f"write {expected}")


def _facet_values(book: Codebook) -> Iterator[Fault]:
    known = {facet.id: facet for facet in book.facets}
    for at, given in _given(book):
        for name, values in given.items():
            if name not in known:
                yield Fault(f"{at}.facets.{name}", "is no facet", f"choose of {_list(known)}")
                continue
            allowed = {value.id for value in known[name].values}
            for index, value in enumerate(values):
                if value not in allowed:
                    where = f"{at}.facets.{name}[{index}]"
                    yield Fault(where, f"{value} is no value", f"choose of {_list(allowed)}")
            if len(values) > 1 and not known[name].multi:
                yield Fault(f"{at}.facets.{name}", "has several values", "keep one")


def _given(book: Codebook) -> Iterator[tuple[str, Mapping[str, Sequence[str]]]]:
    yield from ((at, code.facets) for at, code in _codes(book))
    yield from ((f"examples[{index}]", one.facets) for index, one in enumerate(book.examples))


def _examples(book: Codebook) -> Iterator[Fault]:
    known = {code.id for code in book.codes}
    said: dict[str, int] = {}
    for index, one in enumerate(book.examples):
        at = f"examples[{index}]"
        if one.language not in book.languages:
            remedy = f"choose of {_list(book.languages)}"
            yield Fault(f"{at}.language", f"{one.language} is not in languages", remedy)
        for number, id in enumerate(one.codes):
            if id not in known:
                yield Fault(f"{at}.codes[{number}]", f"{id} is no code", f"choose of {_list(known)}")
        first = said.setdefault(normal(one.text), index)
        if first != index:
            yield Fault(f"{at}.text", f"says the same as examples[{first}]", "keep one of the two")


def _seed_words(book: Codebook) -> Iterator[Fault]:
    """A seed belongs to one code of its language, and is no word of the topic, which every text holds."""
    for language in book.languages:
        topic = {normal(word) for key in ("trust", "distrust") for word in book.topic_lexicon[key][language]}
        owner: dict[str, str] = {}
        for at, code in _codes(book):
            seeds = [normal(seed) for seed in code.seeds[language]]
            for index, seed in enumerate(seeds):
                where = f"{at}.seeds.{language}[{index}]"
                if seed in topic:
                    yield Fault(where, f"{seed} is a word of the topic", "take it out of the seeds")
                if seed in owner:
                    yield Fault(where, f"{seed} is a seed of {owner[seed]}", "leave it in one place")
                owner.setdefault(seed, code.id)
            for index, weak in enumerate(code.weak_seeds.get(language, ())):
                if normal(weak) not in seeds:
                    where = f"{at}.weak_seeds.{language}[{index}]"
                    yield Fault(where, f"{weak} is not among the seeds", "add it there, or take it out")


def _codes(book: Codebook) -> Iterator[tuple[str, Code]]:
    return ((f"codes[{index}]", code) for index, code in enumerate(book.codes))


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
