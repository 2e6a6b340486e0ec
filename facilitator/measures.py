"""The measures of a plan: out of a table as people have it, into a script that goes through them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.tables import as_meant, table_in
from facilitator.saying import N_, Saying
from facilitator.script import Round, Script, load

FRAME = "action-plan-review"
PATTERN = "measure"
"""The round that stands once for each measure."""
MOST = 50
LONGEST_TITLE, LONGEST_TEXT, LONGEST_ID = 300, 2000, 20
COLUMNS = {
    "title": (
        *("title", "measure", "name", "nosaukums", "pasākums", "pasākuma nosaukums"),
        *("название", "мера", "мероприятие"),
    ),
    "text": ("text", "description", "teksts", "apraksts", "pasākuma apraksts", "текст", "описание"),
    "id": ("id", "no", "no.", "number", "nr", "nr.", "numurs", "npk", "n.p.k.", "№", "номер"),
}
QUOTES = {"ru": "«{}»", "fi": "”{}”", "sv": "”{}”", "et": "„{}“", "lv": "“{}”"}


@dataclass(frozen=True)
class Measure:
    """One thing a plan promises. `id` is its number in the plan, "" where it has none."""

    title: str
    text: str = ""
    id: str = ""


class NoMeasures(ValueError):
    """Measures that cannot be taken in, in a sentence with row and remedy."""

    def __init__(self, text: str, /, **values: object) -> None:
        self.saying = Saying(text, values)
        super().__init__(str(self.saying))


def read(content: bytes, file: str, *, at: Mapping[str, int] | None = None) -> list[Measure]:
    """The measures in a CSV file's content: a column for the title, and if there are, for text and id.

    `at` says which columns these are, counted from 0; without it they are found by their names. Raises
    analysis.words.CannotRead where the file is no table, NoMeasures where it holds none.
    """
    table = table_in(content, file)
    at = _columns(table.header) if at is None else at
    if not all(0 <= index < len(table.header) for index in at.values()):
        raise NoMeasures(N_("The table has no such column. Choose another one."))
    found: list[Measure] = []
    for row, cells in table.rows:
        measure = Measure(**{name: _plain(cells[index]) for name, index in at.items()})
        if measure == Measure(""):
            continue
        _check(measure, row, {one.id for one in found})
        found.append(measure)
    if not found:
        raise NoMeasures(N_("There is no measure in the table. Write one in each row below the first."))
    if len(found) > MOST:
        raise NoMeasures(
            N_("There are %(found)s measures, more than %(most)s. Take some out, or make two tables."),
            found=len(found),
            most=MOST,
        )
    return found


def waits(script: Script) -> bool:
    """Whether the script has a round that is to stand once for each measure."""
    return any(step.id == PATTERN for step in script.rounds)


def frame(script: Script) -> Script:
    """What measures go into: this script if it waits for some, else the one that comes with aplis."""
    return script if waits(script) else load(FRAME)


def with_measures(script: Script, measures: Sequence[Measure], minutes: int | None = None) -> Script:
    """The script with its pattern round once for each measure, its time shared out evenly among them.

    `minutes` is the whole length, if it is to be another. A break that follows the pattern comes in the
    middle. Raises NoMeasures where the script has no pattern, or less than a minute for each.
    """
    place = next((index for index, step in enumerate(script.rounds) if step.id == PATTERN), None)
    if place is None or not measures:
        raise NoMeasures(N_("The script has no round “measure” that could stand once for each measure."))
    pattern, whole = script.rounds[place], minutes or script.minutes
    share = whole - script.minutes + pattern.minutes
    if share < len(measures):
        raise NoMeasures(
            N_("%(count)s measures do not fit. Take %(least)s min or more for the whole, or fewer measures."),
            count=len(measures),
            least=script.minutes - pattern.minutes + len(measures),
        )
    each, over = divmod(share, len(measures))
    ids = _round_ids(measures)
    steps = [
        _step(pattern, measure, id=ids[number], minutes=each + (number < over))
        for number, measure in enumerate(measures)
    ]
    rest = [*script.rounds[place + 1 :]]
    if rest and not rest[0].sections:
        steps.insert((len(steps) + 1) // 2, rest.pop(0))
    return replace(script, minutes=whole, rounds=(*script.rounds[:place], *steps, *rest))


def columns(header: Sequence[str]) -> dict[str, int]:
    """Which column holds what, as far as their names tell: title, text, id."""
    names = [re.sub(r"[-_\s]+", " ", name).strip().casefold() for name in header]
    return {
        key: next(names.index(name) for name in known if name in names)
        for key, known in COLUMNS.items()
        if set(known) & set(names)
    }


def _columns(header: Sequence[str]) -> dict[str, int]:
    at = columns(header)
    if "title" not in at:
        raise NoMeasures(
            N_(
                "No column is called “title”. Name the columns in the first row: title, and if there is "
                "more to a measure, text and id."
            )
        )
    return at


def _plain(cell: str) -> str:
    """The words of a cell as a script can hold them: one line, no curly brackets."""
    shown = "".join(letter if letter.isprintable() else " " for letter in as_meant(cell))
    return " ".join(shown.replace("{", "(").replace("}", ")").split())


def _check(measure: Measure, row: int, taken: set[str]) -> None:
    if not measure.title:
        raise NoMeasures(N_("Row %(row)s has no title. Write one, or empty the row."), row=row)
    if measure.id and measure.id in taken:
        raise NoMeasures(N_("Row %(row)s: %(id)s was there before. Number it anew."), row=row, id=measure.id)
    for words, most in (
        (measure.title, LONGEST_TITLE),
        (measure.text, LONGEST_TEXT),
        (measure.id, LONGEST_ID),
    ):
        if len(words) > most:
            raise NoMeasures(
                N_("Row %(row)s: a cell has more than %(most)s characters. Shorten it."), row=row, most=most
            )


def _round_ids(measures: Sequence[Measure]) -> list[str]:
    """After the numbers of the plan, where these tell the measures apart; otherwise counted."""
    slugs = [re.sub(r"[^a-z0-9]+", "-", measure.id.lower()).strip("-") for measure in measures]
    if not all(slugs) or len(set(slugs)) < len(slugs):
        slugs = [str(number) for number in range(1, len(measures) + 1)]
    return [f"{PATTERN}-{slug}" for slug in slugs]


def _step(pattern: Round, measure: Measure, *, id: str, minutes: int) -> Round:
    title = f"{measure.id} {measure.title}".strip()
    text = [dict.fromkeys(pattern.title, measure.text)] if measure.text else []
    return replace(
        pattern,
        id=id,
        minutes=minutes,
        least=(minutes + 1) // 2,
        title=dict.fromkeys(pattern.title, title),
        prompt={
            language: f"{QUOTES.get(language, '“{}”').format(measure.title)} {asked}"
            for language, asked in pattern.prompt.items()
        },
        say=(*text, *pattern.say),
    )
