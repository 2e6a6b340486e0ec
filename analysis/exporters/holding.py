"""How well themes hold and how they came about, in words: the same for a page and for Markdown."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.exporters.blocks import Table
from analysis.exporters.telling import Said, Telling
from analysis.grading import Grade, commonest, grade, leaks, measured
from analysis.report import Quality, Theme

REASONS = ("says nothing", "far from all", "no code fits", "too few", "")


def in_short(tell: Telling) -> str:
    """How the themes were found, in one short paragraph."""
    told = [_way(tell), _asked_for(tell), _named(tell)]
    return " ".join(sentence for sentence in told if sentence)


def limits(tell: Telling) -> list[str]:
    """What themes are not, and where finding them fails."""
    return [
        tell("Themes are suggestions, not findings: what they mean is for people to say."),
        tell("Many contributions are not many people, and the people who came are not the country."),
        tell("Place names, or how a sentence is built, can draw together what has nothing else in common."),
        tell("Irony and half-sentences are read at their word."),
        tell("Arguments of one question lie so near one another that their themes can run together."),
        tell("Among few contributions a good theme cannot be told from a chance one."),
        tell("Other languages than Latvian, Russian, English, Finnish, Swedish and Estonian lie apart."),
    ]


def held(tell: Telling, theme: Theme) -> str:
    """How well this theme holds; "" where that was not measured."""
    if not measured(theme.quality):
        return ""
    if theme.quality.state == "too few":
        return _state(tell, theme.quality)
    return f"{_state(tell, theme.quality)}: {', '.join(_words(tell, grade(theme.quality)))}."


def heard(tell: Telling, theme: Theme) -> str:
    """From how many people and in which languages, as far as it is known; "" where it is not."""
    quality, told = theme.quality, []
    if quality.voices:
        told.append(tell.count("from at least {n} person", "from at least {n} people", quality.voices))
    if quality.languages:
        told.append(", ".join(tell.language_name(language) for language in quality.languages))
    return " · ".join(told)


def codes(tell: Telling, theme: Theme) -> str:
    """The codes most of it carries, by name; "" where it was not coded, or is a code itself."""
    book = tell.report.codebook
    if book is None or tell.way() == "codebook":
        return ""
    named = [f"{book.named(code, tell.language)} ({n})" for code, n in commonest(theme.codes, theme.size)]
    return tell("Codes, as the program suggests: {codes}", codes=" · ".join(named)) if named else ""


def central(tell: Telling, theme: Theme, longest: int = 140) -> Said | None:
    """The theme's most central statement that may be shown, cut at a word; None where there is none."""
    said = next(iter(tell.said(theme.quotes)), None)
    if said is None or len(said.quote.text) <= longest:
        return said
    text = re.sub(r"\s+\S*\Z", "", said.quote.text[:longest])
    quote = replace(said.quote, end=said.quote.start + len(text), text=text)
    return replace(said, quote=quote, goes_on=True)


def numbers(tell: Telling) -> Table | None:
    """The figures behind the words, a row for each theme; None where nothing was measured."""
    rows = [
        [f"{number}. {tell.label(theme)}", *_figures(tell, theme.quality)]
        for number, theme in enumerate(tell.report.themes, start=1)
        if measured(theme.quality) and theme.quality.state != "too few"
    ]
    heads = [
        tell("Theme"),
        tell("Alike, 0 to 1"),
        tell("Distance to the next theme, 0 to 2"),
        tell("Found again, 0 to 1"),
        tell("People, at least"),
    ]
    return Table(heads, rows) if rows else None


def leakage(tell: Telling) -> str:
    """How much themes follow the language that was spoken; "" where there is one, or no theme."""
    method = tell.report.method
    spoken = method.get("languages")
    if not isinstance(spoken, Mapping) or len(spoken) < 2 or not tell.report.themes:
        return ""
    value = float(str(method.get("language_leakage", 0.0)))
    words = {
        "high": tell("Themes follow the language people spoke: compare across languages with care."),
        "middle": tell("Some themes are mostly of one language."),
        "low": tell("Themes do not depend on the language people spoke."),
    }[leaks(value)]
    return f"{words} ({tell.figure(max(0.0, value), '0.00')}; {tell('0: not at all, 1: wholly')})"


def unsorted(tell: Telling) -> Iterator[tuple[str, Sequence[Said]]]:
    """Why contributions are in no theme and how many, with those that may be shown, whole."""
    why = {placed.id: placed.reason for placed in tell.report.placed if placed.theme is None}
    many = Counter(why.values())
    shown = tell.unsorted()
    for reason in [*REASONS, *sorted(many.keys() - set(REASONS))]:
        if many[reason]:
            mine = [said for said in shown if why[said.quote.contribution] == reason]
            yield f"{why_nowhere(tell, reason)} ({many[reason]})", mine


def why_nowhere(tell: Telling, reason: str) -> str:
    """Why a contribution is in no theme, as a sentence; `reason` is the one it was placed with."""
    words = {
        "says nothing": tell("These say too little by themselves."),
        "far from all": tell("These are like none of the themes."),
        "no code fits": tell("No code of the codebook fits these."),
        "too few": tell("There are too few of these in their language to compare."),
    }
    return words.get(reason) or tell("These were not sorted yet.")


def _state(tell: Telling, quality: Quality) -> str:
    words = {
        "reliable": tell("Firm ground"),
        "too few": tell("Too few contributions to tell how well this holds."),
    }
    return words.get(quality.state) or tell("Weak ground, worth reading and not worth counting")


def _words(tell: Telling, steps: Grade) -> list[str]:
    alike = {
        "high": tell("what is in it is alike"),
        "middle": tell("what is in it is partly alike"),
        "low": tell("what is in it differs much"),
    }
    apart = {
        "high": tell("well apart from the other themes"),
        "middle": tell("near another theme"),
        "low": tell("runs into another theme"),
    }
    again = {
        "high": tell("nearly always found again when a fifth of the contributions are missing"),
        "middle": tell("often found again when a fifth of the contributions are missing"),
        "low": tell("seldom found again when a fifth of the contributions are missing"),
        "": tell("too few to tell how surely it is found again"),
    }
    words = (alike.get(steps.cohesion, ""), apart.get(steps.separation, ""), again[steps.stability])
    return [one for one in words if one]


def _figures(tell: Telling, quality: Quality) -> list[str]:
    found = (quality.cohesion, quality.separation, quality.stability)
    people = str(quality.voices) if quality.voices else "–"
    return [*("–" if value is None else tell.figure(value, "0.00") for value in found), people]


def _way(tell: Telling) -> str:
    if tell.way() == "codebook":
        return tell("There are too few contributions for themes: the codebook's definitions sorted them.")
    if tell.way() == "words":
        return tell(
            "Contributions that share words were put together, each language by itself: the part that "
            "compares meanings is not installed."
        )
    return tell(
        "A small language model on this computer put together contributions that mean something alike, in "
        "whatever language they are."
    )


def _asked_for(tell: Telling) -> str:
    if tell.way() == "codebook":
        return ""
    grouping = tell.report.method.get("grouping")
    more = grouping.get("more", 0) if isinstance(grouping, Mapping) else 0
    told = {
        -2: tell("Far fewer themes than usual were asked for."),
        -1: tell("Fewer themes than usual were asked for."),
        1: tell("More themes than usual were asked for."),
        2: tell("Far more themes than usual were asked for."),
    }.get(more, "")
    stable = (
        tell("Kept together is what nearly always falls together.")
        if tell.report.method.get("stable")
        else ""
    )
    return " ".join(sentence for sentence in (told, stable) if sentence)


def _named(tell: Telling) -> str:
    if tell.way() == "codebook":
        return tell("Themes have the names of codes.")
    return tell("People's own words name each theme, unless people named it.")
