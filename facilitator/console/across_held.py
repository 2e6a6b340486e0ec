"""The series page as it was last reckoned: it is reckoned anew only when something in the series changed."""

from threading import Lock

from facilitator import model, series_corpus, series_facts
from facilitator.house import House
from facilitator.reading_desk import Desk
from facilitator.seriesview import SeriesView, view


class Reckoned:
    def __init__(self) -> None:
        self._last: tuple[object, SeriesView] | None = None
        self._lock = Lock()

    def now(self, house: House, desk: Desk, language: str) -> SeriesView:
        """The view of this desk. Raises NothingOpen."""
        with house.store.read() as work:
            plans = [(row.circle_id, repr(row.body)) for row in work.rows(model.Plan)]
            counted = [(row.id, row.agreed, row.present) for row in work.sessions()]
            key = (house.store.path, language, desk.seq, series_corpus.stands_at(work), plans, counted)
            with self._lock:
                if self._last is None or self._last[0] != key:
                    facts = series_facts.circles(work, language, desk.called)
                    self._last = key, view(desk, facts, language)
                return self._last[1]
