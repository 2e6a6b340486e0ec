"""What people decided, in a workbook: columns beside themes and contributions, and sheets of their own."""

from collections.abc import Iterator, Mapping, Sequence

from analysis.exporters.decisions import by, insight_rows, log_rows
from analysis.exporters.grid import MIDDLE, NARROW, TEXT, WIDE, Cell, Column, Sheet
from analysis.exporters.telling import Telling
from analysis.report import Placed, Report, Theme


def decision_sheets(tell: Telling) -> Iterator[Sheet]:
    """Key insights and the log, each only where there is something in it."""
    if insights := list(insight_rows(tell)):
        heads = ((tell("Number"), NARROW), (tell("Language"), NARROW), (tell("Text"), TEXT))
        columns = [*(Column(*head) for head in heads), Column(tell("Stands on"), WIDE)]
        yield Sheet(tell("Key insights"), columns, insights)
    if log := list(log_rows(tell)):
        heads = ((tell("When"), MIDDLE), (tell("Who"), MIDDLE), (tell("What was decided"), WIDE))
        columns = [*(Column(*head) for head in heads), Column(tell("Why"), WIDE), Column(tell("About"), TEXT)]
        yield Sheet(tell("Decisions"), columns, log)


def regions_of(report: Report) -> Mapping[str, str]:
    """By circle, where anybody wrote it down."""
    return {circle.id: circle.region for circle in report.circles if circle.region}


def placing_columns(tell: Telling) -> Sequence[Column]:
    heads = (tell("Also in"), tell("Put there by"), tell("State"))
    return [*(Column(head, MIDDLE) for head in heads), Column(tell("Memo"), WIDE)]


def placing(tell: Telling, where: Placed, themes: Mapping[str, Theme]) -> Sequence[Cell]:
    """Further themes, who put it there, how far people stand behind it, their memo."""
    also = "; ".join(tell.label(themes[id]) for id in where.also if id in themes)
    return [also, by(tell, where.by_person), tell.state(where.state), where.memo]


def theme_columns(tell: Telling) -> Sequence[Column]:
    heads = ((tell("State"), MIDDLE), (tell("What belongs in it"), WIDE), (tell("Memo"), WIDE))
    return [Column(*head) for head in heads]


def theme_cells(tell: Telling, theme: Theme) -> Sequence[Cell]:
    return [tell.state(theme.state), tell.definition(theme), theme.memo]
