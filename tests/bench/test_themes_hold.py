"""How still themes hold while words arrive: readings one after another, without a room around them.

Run with `make bench`; prints figures and asserts none. Eight contributions come between two readings, as in
a circle where one comes every two seconds; a minute is four readings. Beside it: every reading afresh, where
only numbers and places are carried on. The whole, with page and phones, is `live_themes.py`.
"""

import itertools

import numpy as np
import pytest
from live_themes import DATA, texts
from score_adapter import Pipeline
from stillness import Look, held, mean, told

from analysis.corpus import Contribution, Corpus
from analysis.identity import lay
from analysis.known import Known
from analysis.placing import Look as Way
from analysis.report import Report
from analysis.themes import ENOUGH, find_themes

BETWEEN, MINUTE, FROM, COUNT = 8, 4, 60, 300
CONVERSATIONS = ("american-assembly.bowling-green", "austria-climate.5twd2jsnkf.2022-08-08")


def known(report: Report) -> list[Known]:
    last = Known(f"t{report.method['last_number']}", ())
    themes = [
        Known(one.id, one.members, one.label, one.labels, tuple(quote.contribution for quote in one.quotes))
        for one in report.themes
    ]
    return themes if last.id in {one.id for one in themes} else [*themes, last]


def readings(pipeline: Pipeline, said: list[str], *, still: bool) -> list[Look]:
    vectors = pipeline.vectors(said)
    before, found = list[Known](), list[Look]()
    for count in range(BETWEEN, len(said) + 1, BETWEEN):
        held_on_to = lay(before) if still and count > ENOUGH + BETWEEN else {}
        report = find_themes(
            Corpus("live", [Contribution(str(n), text) for n, text in enumerate(said[:count])]),
            embedder=pipeline.embedder,
            vectors=np.asarray(vectors[:count]),
            before=before if still else [Known(one.id, one.members) for one in before],
            look=Way(lay=held_on_to),
        )
        before = known(report)
        if count >= FROM:
            places = {one.id: one.theme or "" for one in report.placed}
            found.append(Look({one.id: one.label for one in report.themes}, places))
    return found


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_themes_hold(name):
    file = DATA / f"polis/{name}.csv"
    if not file.exists():
        pytest.skip("the data of others is not here")
    pipeline, said = Pipeline(), texts(file, COUNT)
    print(f"\n{name}: {len(said)} contributions, from {FROM} on")
    for what, still in (("held", True), ("afresh", False)):
        looks = readings(pipeline, said, still=still)
        for step, often in ((1, "reading"), (MINUTE, "minute")):
            changes = [held(one, other) for one, other in itertools.pairwise(looks[::step])]
            print(f"  {what:6s} from {often:7s} {told(mean(changes))}")
