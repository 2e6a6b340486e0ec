"""The reading desk as it lies open: themes and contributions that acts move about, then a report again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.report import Insight, Placed, Quality, Quote, Report, Theme

QUOTES = 4  # shown under a theme where nobody chose more
BY_PEOPLE = "human-coded"


class Desk:
    """A report taken apart. Themes and contributions that are not there are passed over: they may have been
    taken back since the decision. `placed_by` are contributions that a person put where they are; `touched`
    themes that a person named or changed: both hold when the machine reads again."""

    def __init__(self, report: Report) -> None:
        self.base = report
        self.themes = {theme.id: theme for theme in (*report.themes, *report.rejected)}
        self.refused = {theme.id for theme in report.rejected}
        self.placed = {one.id: one for one in report.placed}
        self.members: dict[str, set[str]] = {id: set() for id in self.themes}
        for one in report.placed:
            for theme in _themes_of(one):
                self.members.setdefault(theme, set()).add(one.id)
        self.texts = {one.id: one for one in report.contributions}
        self.placed_by: set[str] = set()
        self.touched: set[str] = set()
        self.changed: set[str] = set()  # themes whose members are no longer the machine's
        self.out: set[str] = set()
        self.marked: dict[str, list[Quote]] = {}
        self.unmarked: set[tuple[str, str, int, int]] = set()
        self.lost: set[str] = set()  # contributions whose marked span holds other words now
        self.insights: dict[str, Insight] = {insight.id: insight for insight in report.insights}

    def there(self, ids: Iterable[str]) -> list[str]:
        return [id for id in ids if id in self.placed]

    def theme(self, id: str, names: Mapping[str, str] | None = None) -> Theme:
        """The theme, made anew where the machine no longer finds it: what people spoke of stays."""
        if id not in self.themes:
            label = next(iter((names or {}).values()), "") or id
            self.themes[id] = Theme(id=id, label=label, keywords=(), size=0, quotes=())
            self.members[id] = set()
            self.changed.add(id)
        return self.themes[id]

    def touch(self, id: str, **changed: object) -> None:
        """A person stands behind this theme; a review of it before the change no longer holds."""
        self.touched.add(id)
        self.themes[id] = replace(self.theme(id), **{"state": BY_PEOPLE, **changed})  # type: ignore[arg-type]

    def drop(self, id: str) -> None:
        self.themes.pop(id, None)
        self.members.pop(id, None)
        self.touched.discard(id)
        self.refused.discard(id)

    def place(self, id: str, themes: Iterable[str]) -> None:
        """Put a contribution into these themes and no others, the first being its own."""
        now = list(dict.fromkeys(themes))
        before = set(_themes_of(self.placed[id]))
        for gone in before - set(now):
            self.members.get(gone, set()).discard(id)
            self.changed.add(gone)
        for come in set(now) - before:
            self.theme(come)
            self.members[come].add(id)
            self.changed.add(come)
        first, also = (now[0], tuple(now[1:])) if now else (None, ())
        self.placed[id] = replace(
            self.placed[id], theme=first, also=also, reason="" if now else "by a person"
        )

    def put(self, id: str, themes: Iterable[str]) -> None:
        """A person puts it there: it stays."""
        self.place(id, themes)
        self.placed_by.add(id)
        self.stands(id)

    def stands(self, id: str, **changed: object) -> None:
        self.placed[id] = replace(self.placed[id], **{"state": BY_PEOPLE, **changed})  # type: ignore[arg-type]

    def themes_of(self, id: str) -> list[str]:
        return _themes_of(self.placed[id])

    def span(self, quote: Mapping[str, object]) -> Quote | None:
        """The span as it stands now; None where the words are not there."""
        said = self.texts.get(str(quote["contribution"]))
        start, end = int(str(quote["start"])), int(str(quote["end"]))
        if said is None or not 0 <= start < end <= len(said.text):
            return None
        return Quote(said.id, start, end, said.text[start:end], chosen=True)

    def report(self) -> Report:
        """What lies on the desk now. Contributions left out are in no theme, and not among those said."""
        placed = [self._placed(one.id) for one in self.base.placed if one.id not in self.out]
        order = {one.id: at for at, one in enumerate(self.base.placed)}
        done = [self._theme(theme, order) for theme in self.themes.values()]
        there = [theme for theme in done if theme.size or theme.id in self.touched]
        return replace(
            self.base,
            themes=[theme for theme in there if theme.id not in self.refused],
            rejected=[theme for theme in there if theme.id in self.refused],
            placed=placed,
            contributions=[one for one in self.base.contributions if one.id not in self.out],
            left_out=self.base.left_out + len(self.out & self.texts.keys()),
            insights=[one for one in self.insights.values() if set(one.sources) - self.out],
        )

    def _placed(self, id: str) -> Placed:
        one = self.placed[id]
        return replace(one, by_person=True) if id in self.placed_by else one

    def _theme(self, theme: Theme, order: Mapping[str, int]) -> Theme:
        members = sorted(self.members[theme.id] - self.out, key=order.__getitem__)
        inside = set(members)
        codes = Counter(code for id in members for code in self.placed[id].codes)
        quotes = [one for one in self._quotes(theme) if one.contribution in inside]
        return replace(
            theme,
            size=len(members),
            members=tuple(members),
            quotes=tuple(quotes),
            circles=len({said.circle for id in members if (said := self.texts.get(id)) and said.circle}),
            codes=dict(sorted(codes.items(), key=lambda one: (-one[1], one[0]))),
            quality=self._quality(theme) if theme.id in self.changed else theme.quality,
        )

    def _quotes(self, theme: Theme) -> list[Quote]:
        """Those people marked, then the machine's that nobody took away."""
        marked = self.marked.get(theme.id, [])
        spans = {(one.contribution, one.start, one.end) for one in marked}
        machine = [
            one
            for one in theme.quotes
            if (theme.id, one.contribution, one.start, one.end) not in self.unmarked
            and (one.contribution, one.start, one.end) not in spans
        ]
        return [*marked, *machine[: max(0, QUOTES - len(marked))]]

    def _quality(self, theme: Theme) -> Quality:
        """A theme that people changed was not measured; who speaks in it is counted anew."""
        said = [self.texts[id] for id in self.members[theme.id] if id in self.texts and id not in self.out]
        voices = {(one.circle, one.voice) for one in said if one.voice}
        languages = sorted({self.placed[one.id].language for one in said})
        return Quality(separation=None, stability=None, voices=len(voices), languages=tuple(languages))


def _themes_of(one: Placed) -> list[str]:
    return [*([one.theme] if one.theme is not None else []), *one.also]
