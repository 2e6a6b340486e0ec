"""aplis on a clock that can be made to run faster, so that an evening of two hours takes two minutes.

The file named by APLIS_FASTER holds a line for each change of pace: since when (seconds of the common clock)
and how many times faster from then on. While it is not there, time runs as everybody's.
"""

import itertools
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

Paces = list[tuple[float, float]]

# The same for a page: its Date and its performance.now, and none of its timers.
IN_A_BROWSER = """
(() => {
  const [Real, tick, began] = [Date, performance.now.bind(performance), performance.timeOrigin];
  const paces = () => globalThis.aplisPaces ?? [];
  const faster = (ms) => paces().reduce((at, [since, times], n, all) => {
    const until = all[n + 1]?.[0] ?? Infinity;
    return at + Math.max(0, Math.min(ms / 1000, until) - since) * (times - 1) * 1000;
  }, ms);
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length ? given : [faster(Real.now())]));
    }
    static now() {
      return Math.round(faster(Real.now()));
    }
  };
  performance.now = () => faster(began + tick()) - faster(began);
})();
"""


def read(file: Path) -> Paces:
    """The changes of pace in a file, in their order; none where it is not there yet."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [(float(since), float(times)) for since, times in (line.split() for line in lines)]


def faster(at: float, paces: Iterable[tuple[float, float]]) -> float:
    """What this clock shows when the common one shows `at`, both in seconds."""
    changes = [*paces, (float("inf"), 1.0)]
    spans = [(since, until, times) for (since, times), (until, _) in itertools.pairwise(changes)]
    return at + sum(max(0.0, min(at, until) - since) * (times - 1) for since, until, times in spans)


def put_on_the_clock(file: Path) -> None:
    """Let every room ask this clock. They hold `model.now` itself, so what that asks is what changes."""
    from facilitator import model

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.fromtimestamp(faster(datetime.now(UTC).timestamp(), read(file)), UTC)

    model.datetime = Clock  # type: ignore[misc]


if __name__ == "__main__":
    from facilitator.cli import main

    put_on_the_clock(Path(os.environ["APLIS_FASTER"]))
    main()
