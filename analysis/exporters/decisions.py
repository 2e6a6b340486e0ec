"""What people decided at the reading desk, for every file that leaves: log, insights, who put what where."""

from collections.abc import Iterator, Sequence

from analysis.exporters.telling import Telling
from analysis.report import Placed, Report, Theme

Line = tuple[str, str, str, str, str]
# Who was in the theme at that moment is noted with these, and is no part of what was decided.
_OF_A_THEME = frozenset({"rename", "refuse", "advance_theme", "define"})


def decided(report: Report) -> bool:
    """Whether people decided anything that this report holds."""
    return bool(
        report.log
        or report.insights
        or any(_touched(theme) for theme in (*report.themes, *report.rejected))
        or any(_held(one) for one in report.placed)
    )


def _touched(theme: Theme) -> bool:
    return bool(theme.state or theme.named or theme.definition or theme.memo)


def _held(one: Placed) -> bool:
    return bool(one.also or one.by_person or one.pinned or one.state or one.coded or one.memo)


def by(tell: Telling, person: bool) -> str:
    """Who did it: a person or the program, in words."""
    return tell("A coder") if person else tell("The program")


def coders(report: Report) -> Sequence[str]:
    """Who decided, as they called themselves at the desk, each once."""
    return list(dict.fromkeys(one.who for one in report.log if one.who))


def log_rows(tell: Telling) -> Iterator[Line]:
    """A row for each decision: when, who, what, why, about what: themes by name, insights by number."""
    report = tell.report
    called = {theme.id: tell.label(theme) for theme in (*report.themes, *report.rejected)}
    called |= {one.id: tell("Insight {n}", n=number) for number, one in enumerate(report.insights, start=1)}
    for one in report.log:
        named = one.about[:1] if one.what in _OF_A_THEME else one.about
        about = ", ".join(called.get(id) or id for id in named)
        yield one.at, one.who, act(tell, one.what, off=one.off), one.why, about


def insight_rows(tell: Telling) -> Iterator[tuple[int, str, str, str]]:
    """A row for each insight in each language it was written in: number, language, text, sources."""
    for number, one in enumerate(tell.report.insights, start=1):
        for language, text in one.text.items():
            if text:
                yield number, language, text, ", ".join(one.sources)


def act(tell: Telling, what: str, *, off: bool = False) -> str:
    """What somebody did, in words; an act that this version does not know, by its own name. `off`: it took
    back what the act says."""
    back = {
        "pin": tell("no longer pinned"),
        "reject": tell("brought back in"),
        "refuse": tell("theme brought back"),
        "insight": tell("key insight struck out"),
    }
    if off and what in back:
        return back[what]
    words = {
        "read": tell("everything read anew"),
        "rename": tell("theme renamed"),
        "merge": tell("themes joined"),
        "split": tell("theme split"),
        "create": tell("theme made"),
        "move": tell("moved to another theme"),
        "assign": tell("put into a theme as well"),
        "unassign": tell("taken out of a theme"),
        "pin": tell("pinned where it is"),
        "mark": tell("marked as a quote"),
        "unmark": tell("no longer a quote"),
        "reject": tell("left out of everything"),
        "refuse": tell("theme set aside"),
        "memo": tell("memo"),
        "define": tell("what belongs in a theme, written down"),
        "code": tell("coded"),
        "tell": tell("whose trust, and which way"),
        "advance": tell("state changed"),
        "advance_theme": tell("state of a theme changed"),
        "insight": tell("key insight"),
    }
    return words.get(what, what)


def note(tell: Telling, memo: str) -> str:
    """A memo with a word before it that says it is one; "" for none."""
    return tell("Memo: {text}", text=memo) if memo else ""
