"""Too few contributions for themes of their own: they are sorted by the codebook, and it is said so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from analysis.code_lines import code_lines
from analysis.codebook import Code, Codebook
from analysis.coding import Coded, Heard, code
from analysis.decisions import Decisions, foes_of, parties_of
from analysis.embedders import Embedder, Progress, Vectors
from analysis.labels import Named
from analysis.language import Term
from analysis.placing import UNSORTED, Placing, Said, embedded
from analysis.space import DIRECTIONS, language_space

OWN = "~"  # begins what stands for a theme without a code: no code's id does


def by_code(
    said: Said,
    telling: Sequence[int],
    heard: tuple[Sequence[Sequence[Term]], Sequence[str]],
    *,
    book: Codebook,
    embedder: Embedder | None,
    decisions: Decisions | None = None,
    vectors: Vectors | None = None,
    progress: Progress | None = None,
) -> Placing:
    """Each of the `telling` under its likeliest code, those under none unsorted.

    `heard` are terms and languages. Without an embedder only seed words count. Where people decided, that
    holds: see `decided`. Raises Contradiction.
    """
    terms, languages = heard
    rows = np.zeros((len(said.ids), 1), np.float32)
    lines = None
    if embedder is not None and telling:
        if vectors is None:
            vectors = embedded(said.texts, embedder, progress)
        space = language_space(embedder)
        rows, lines = space.without_language(vectors), code_lines(book, embedder, space)
    some = list(telling)
    met = Heard(
        [said.ids[i] for i in some], rows[some], [terms[i] for i in some], [languages[i] for i in some]
    )
    coded = code(met, book, lines) if some else []
    kept = decided(decisions or Decisions(), coded, book)
    found = sorted({theme for theme, _ in kept if theme})
    groups, sure = np.full(len(said.ids), UNSORTED, np.intp), np.zeros(len(said.ids))
    for i, (theme, how_sure) in zip(some, kept, strict=True):
        if theme:
            groups[i], sure[i] = found.index(theme), how_sure
    names = {code.id: code for code in book.codes}
    method: dict[str, object] = {
        "embedder": {"name": embedder.name, "fingerprint": embedder.fingerprint} if embedder else None,
        "language_directions": DIRECTIONS,
        "grouping": {"way": "codebook", "codebook": f"{book.id} {book.version}"},
    }
    return Placing(groups, sure, rows, method, tuple(names.get(theme) for theme in found))


def decided(decisions: Decisions, coded: Sequence[Coded], book: Codebook) -> list[tuple[str, float]]:
    """For each the code it lies under, "" for none, and how sure that is; changed by decisions alone.

    Those to be together lie where the surest of them does; of two to be apart the less sure goes to its
    next code, or to none. A pin that is a code, by id or by name, is that code. Those a person put
    together or pinned are in a theme in any case: where no code is free, in one of their own, which has
    no code's id. Raises Contradiction.
    """
    ids = [one.id for one in coded]
    parties = parties_of(decisions, ids)
    foes = foes_of(decisions, ids, parties)
    members: dict[int, list[Coded]] = {}
    for one, party in zip(coded, parties, strict=True):
        members.setdefault(party, []).append(one)
    pins = {id: _code_named(key, book) for id, key in decisions.pinned.items()}
    wishes = {party: list(_wishes(mine, pins)) for party, mine in members.items()}
    own = {
        party: f"{OWN}{party:03d}"
        for party, mine in members.items()
        if len(mine) > 1 or mine[0].id in decisions.pinned
    }
    where = _settled(wishes, foes, own)
    placed = [(one, where[party]) for one, party in zip(coded, parties, strict=True)]
    sure = {one.id for mine in members.values() for one in mine if len(mine) > 1} | {
        id for id in pins if pins[id]
    }
    return [(theme, 1.0 if one.id in sure else one.beliefs.get(theme, 1.0)) for one, theme in placed]


def _settled(
    wishes: Mapping[int, Sequence[tuple[str, float]]],
    foes: Mapping[int, set[int]],
    own: Mapping[int, str],
) -> dict[int, str]:
    """Each party under the first code it wishes where no foe is, the surest party first; else in its own."""
    where: dict[int, str] = {}
    surest = {party: max((sure for _, sure in codes), default=0.0) for party, codes in wishes.items()}
    for party in sorted(wishes, key=lambda party: (-surest[party], party)):
        taken = {where.get(foe) for foe in foes.get(party, ())}
        where[party] = next((code for code, _ in wishes[party] if code not in taken), own.get(party, ""))
    return where


def _wishes(mine: Sequence[Coded], pins: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """The codes a party may lie under and how sure each is, the one it should first: pins count most."""
    yield from sorted({(pins[one.id], 2.0) for one in mine if pins.get(one.id)})
    for one in sorted((one for one in mine if one.codes), key=lambda one: -one.beliefs[one.codes[0]]):
        yield from ((code, one.beliefs[code]) for code in one.codes)


def _code_named(key: str, book: Codebook) -> str:
    """The id of the code that a pin names by its id or, in any language, by its name; "" for none."""
    wanted = key.strip().casefold()
    named = (code.id for code in book.codes if wanted in _names(code))
    return next(named, "")


def _names(code: Code) -> set[str]:
    return {name.casefold() for name in (code.id, *code.label.values())}


def by_its_code(called: Named, code: Code | None) -> Named:
    """The theme under the code's name, in every language of the codebook; its words stay people's own. One
    that people made and no code names keeps the name its words gave it."""
    if code is None:
        return called
    languages = [language for language in called.labels if language in code.label]
    label = code.label[languages[0]] if languages else next(iter(code.label.values()))
    return replace(called, label=label, labels=dict(code.label))
