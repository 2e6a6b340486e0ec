"""Do themes hold still enough to be talked about? Words arrive, a page is looked at.

    python tests/bench/live_themes.py --to FOLDER [--texts FILE] [--minutes 10] [--count 300] [--language lv]

The real program runs, phones with seats write through the real door in the order of the texts (a Polis
export's own order of time; .jsonl as it lies), and headless Chromium takes a picture of the page each minute.
`--minutes 2` sends as many in less time, and then looks every twelve seconds. Prints what changed from look
to look, and between readings.
"""

import argparse
import csv
import itertools
import json
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE), str(ROOT / "tests/harness")]

import chromium  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from program import Phone, Program, prepared  # noqa: E402
from stillness import Look, held, mean, told  # noqa: E402

DATA = ROOT.parent / "shared/data"
TEXTS = DATA / "polis/american-assembly.bowling-green.csv"
PHONES = 30
LOOKS = 10
SETTLED = 25.0  # seconds in which the last words are surely read
FEWEST = 3  # looks before which there is nothing to compare


@dataclass(frozen=True)
class Seen:
    """One look at the page: after how many seconds, with how many contributions on it."""

    at: float
    said: int
    look: Look


def texts(file: Path, count: int) -> list[str]:
    """The first contributions of a conversation, in the order they were made."""
    if file.suffix == ".jsonl":
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        found = [row["text"] for row in rows]
    else:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = sorted(csv.DictReader(lines), key=lambda row: int(row["timestamp"]))
        found = [row["comment-body"] for row in rows]
    return [text for text in found if text.strip()][:count]


@contextmanager
def running(folder: Path) -> Iterator[Program]:
    program = prepared(folder)
    program.start()
    try:
        program.wait()
        yield program
    finally:
        program.stop()


@contextmanager
def page_of_themes(program: Program, language: str) -> Iterator[Page]:
    """The facilitator's page, as it stands open on the desk all evening."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.ARGUMENTS])
        page = browser.new_context(viewport={"width": 1366, "height": 1200}, locale=language).new_page()
        page.goto(program.console)
        page.goto(f"http://127.0.0.1:{program.port + 20}/reading/{program.session}")
        yield page
        browser.close()


def looked(page: Page) -> tuple[int, Look]:
    """What stands on the page, as somebody reads it: names in their order, and where each contribution is."""
    shown: list[dict[str, Any]] = page.eval_on_selector_all(
        '[data-list="themes"] > li',
        """all => all.map(one => ({id: one.dataset.id,
             name: one.querySelector('h3 [data-slot="label"]').textContent,
             members: [...one.querySelectorAll('.members > li')].map(line => line.dataset.id)}))""",
    )
    places = {member: theme["id"] for theme in shown for member in theme["members"]}
    unsorted = page.eval_on_selector_all("#unsorted li[data-id]", "all => all.map(one => one.dataset.id)")
    places |= dict.fromkeys(unsorted, "")
    return len(places), Look({theme["id"]: theme["name"] for theme in shown}, places)


def watched(said: list[str], seconds: float, folder: Path, language: str) -> tuple[list[Seen], list[Seen]]:
    """Let them arrive evenly; the looks at each step, and one after each reading that changed the page."""
    steps, readings = list[Seen](), list[Seen]()
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data)) as program,
        page_of_themes(program, language) as page,
    ):
        phones = [Phone(program) for _ in range(PHONES)]
        for phone in phones:
            phone.sit()
        began, sent, last = time.monotonic(), 0, Look({}, {})
        while (now := time.monotonic() - began) < seconds + SETTLED:
            while sent < len(said) and sent < now / seconds * len(said):
                kept = phones[sent % PHONES].keep(said[sent], key=secrets.token_hex(16))
                if kept not in (200, 201):
                    raise RuntimeError(f"the door answered {kept}")
                sent += 1
            count, look = looked(page)
            if look != last:
                readings.append(Seen(now, count, look))
                last = look
            if now >= (len(steps) + 1) * seconds / LOOKS:
                steps.append(Seen(now, count, look))
                page.screenshot(path=folder / f"look-{len(steps):02d}.png")
            page.wait_for_timeout(500)
        steps.append(Seen(now, *looked(page)))
        page.screenshot(path=folder / "look-last.png", full_page=True)
    return steps, readings


def print_changes(what: str, seen: list[Seen]) -> None:
    told_of = [one for one in seen if one.look.names]
    changes = [held(one.look, other.look) for one, other in itertools.pairwise(told_of)]
    for one, change in zip(told_of[1:], changes, strict=True):
        print(f"  {one.at:5.0f} s  {one.said:3d} read  {len(one.look.names):2d} themes  {told(change)}")
    if changes:
        print(f"{what}: {told(mean(changes))}")
    if len(changes) > FEWEST:
        print(f"{what}, second half: {told(mean(changes[len(changes) // 2 :]))}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--to", type=Path, required=True, help="folder for the pictures")
    asked.add_argument("--texts", type=Path, default=TEXTS, help="a Polis export or .jsonl with `text`")
    asked.add_argument("--count", type=int, default=300)
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--language", default="lv", help="the page's language")
    given = asked.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    said = texts(given.texts, given.count)
    print(f"{len(said)} contributions of {given.texts.name} in {given.minutes:g} minutes")
    steps, readings = watched(said, given.minutes * 60, given.to, given.language)
    print_changes("from reading to reading", readings)
    print_changes(f"from look to look, every {given.minutes * 60 / LOOKS:.0f} s", steps)
    for seen in steps:
        print(f"  {seen.at:5.0f} s  {'; '.join(seen.look.names.values())}")


if __name__ == "__main__":
    main()
