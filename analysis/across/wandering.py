"""Could a hidden number be another, and all that is told stay as it is?"""

from collections.abc import Hashable

from analysis.across.hidden import Cell, Guarded, Number

Unit = tuple[Cell, str]
"""A contribution more, or less, of a theme in a circle, in a language."""


class Ways:
    """How units can wander through the hidden cells, so that every told sum stays as it is.

    Between circles they keep their language within a theme, or a circle that speaks of it in both changes it
    back: then the table by language stays as it is. To change that table they stay in their circle and change
    the language. How the contributions of one circle divide by language is told nowhere. What lies in no
    theme can take or give a unit, for how many such contributions a circle has is not told.
    """

    def __init__(self, now: Guarded) -> None:
        self.between_circles, self.between_languages = _Web(), _Web()
        self.heard = now.heard
        alike = {theme: now.alike(theme) for theme in now.themes}
        for cell in sorted(now.circles):
            theme, circle = cell
            column = "any" if circle in now.columns else circle
            for one in sorted(now.heard[circle]):
                row = (
                    ("any", one)
                    if theme in now.rows
                    else (theme, now.told_region(cell), alike[theme].get(one, one))
                )
                self.between_circles.tie((cell, one), row, column, there=one in now.spoken[cell])
        for theme, language in sorted(now.by_language):
            row = ("any", "") if theme in now.rows else (theme, "")
            self.between_languages.tie(((theme, ""), language), row, language)
        for circle, heard in sorted(now.heard.items()):
            for one in sorted(heard):
                there = (circle, one) in now.loose
                self.between_circles.tie((("", circle), one), ("any", one), circle, there=there)
        for one in sorted({one for heard in now.heard.values() for one in heard}):
            there = any(language == one for _, language in now.loose)
            self.between_languages.tie((("", ""), one), ("any", ""), one, there=there)

    def wander(self, number: Number) -> bool:
        """Can this number be another, and all that is told stay as it is?"""
        if number.language is not None:
            return self.between_languages.wander({((number.theme, ""), number.language)})
        return self.between_circles.wander(
            {(cell, one) for cell in number.cells for one in self.heard[cell[1]]}
        )


class _Web:
    """Told sums, tied together by the units that stand in two of them."""

    def __init__(self) -> None:
        self.next: dict[Hashable, list[tuple[Unit, Hashable]]] = {}
        self.before: dict[Hashable, list[tuple[Unit, Hashable]]] = {}
        self.ends: dict[Unit, tuple[Hashable, Hashable]] = {}
        self.gone: set[Unit] = set()

    def tie(self, unit: Unit, row: Hashable, column: Hashable, *, there: bool = True) -> None:
        """`there`: a unit stands there that can go; one more can always come."""
        one, other = ("row", row), ("column", column)
        self.ends[unit] = one, other
        self._step(unit, one, other)
        if there:
            self._step(unit, other, one)
            self.gone.add(unit)

    def wander(self, number: set[Unit]) -> bool:
        """One more or one less in all of these units together."""
        for unit in sorted(number):
            row, column = self.ends[unit]
            if self._way(column, row, number) or (unit in self.gone and self._way(row, column, number)):
                return True
        return False

    def _step(self, unit: Unit, at: Hashable, to: Hashable) -> None:
        self.next.setdefault(at, []).append((unit, to))
        self.before.setdefault(to, []).append((unit, at))

    def _way(self, start: Hashable, goal: Hashable, shut: set[Unit]) -> bool:
        """A way back from one end of a unit to its other, through none of these."""
        last = {at for unit, at in self.before.get(goal, ()) if unit not in shut}
        seen, left = {start}, [start]
        while left:
            at = left.pop()
            if at in last:
                return True
            for unit, to in self.next.get(at, ()):
                if to not in seen and unit not in shut:
                    if to in last:
                        return True
                    seen.add(to)
                    left.append(to)
        return False
