"""An evening's stage: the program on a clock of its own, a browser for everybody, what people are owed."""

import asyncio
import csv
import io
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import chromium
import faster
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect
from program import HOST, Program

from facilitator.demo import TEXTS
from facilitator.folder import open_folder
from facilitator.store import Store

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1366, "height": 768}}
PROJECTOR = {"width": 1920, "height": 1080}
PATIENCE = 60_000  # ms: on two busy cores people act late; a test that gives up early says nothing of aplis
expect.set_options(timeout=PATIENCE)

# What twelve phones, two slips and a talk need beyond the demo's words. Made up, like those.
MORE = {
    ("experience", "ru"): ["На почте меня узнали и подождали, пока я схожу за паспортом. Мелочь, а приятно."],
    ("second-thoughts", "en"): ["I never asked why the clinic moved. I was only told that it had."],
    ("second-thoughts", "ru"): ["Я не знаю никого, кто сидит в совете. Может, с этого и начать."],
    ("insight", "en"): ["Nobody here wanted to win, and so I could listen."],
    ("insight", "ru"): ["Важнее всего, чтобы ответили, даже если ответ мне не понравится."],
}
NEARLY_THE_SAME = (
    "Uzticēties sāk tad, kad kāds atbild uz vēstuli.",
    "Uzticēties sāk tad, kad kāds atbild uz vēstulēm.",
)


class Words:
    """Made-up words to say, each once: by round and language."""

    def __init__(self) -> None:
        told = json.loads(TEXTS.read_text("utf-8"))["contributions"]
        self.aloud = {
            name: [one["text"] for one in told if one["round"] == name and one["by"] is None]
            for name in dict.fromkeys(one["round"] for one in told)
        }
        self._written = {
            key: iter([*(o["text"] for o in told if _written(o, key)), *MORE.get(key, [])])
            for key in {(o["round"], o["language"]) for o in told}
        }

    def written(self, round: str, language: str) -> str:
        """The next words of this round; where there are no more, numbered ones."""
        return (
            next(self._written.get((round, language), iter(())), "") or f"{round} {language} {time.time_ns()}"
        )


def _written(one: dict[str, object], key: tuple[str, str]) -> bool:
    return (one["round"], one["language"]) == key and one["by"] is not None


class Owed:
    """What people were told is kept: that, and nothing else, must be in the file. A text is said once."""

    def __init__(self) -> None:
        self.rounds: dict[str, str] = {}  # by text
        self.unquoted: set[str] = set()  # of people who did not agree to be quoted, or marked so

    def kept(self, text: str, *, round: str, quotable: bool = True) -> None:
        self.rounds[text] = round
        if not quotable:
            self.unquoted.add(text)

    def withdrawn(self, text: str) -> None:
        del self.rounds[text]

    def corrected(self, before: str, after: str) -> None:
        self.kept(after, round=self.rounds[before], quotable=before not in self.unquoted)
        self.withdrawn(before)

    @property
    def all(self) -> Counter[str]:
        return Counter(list(self.rounds))

    @property
    def record(self) -> Counter[tuple[str, str]]:
        """Round and text as a report has them; what may not be quoted is there without its words."""
        rows = ((round, "" if text in self.unquoted else text) for text, round in self.rounds.items())
        return Counter(rows)


def record(table: str) -> Counter[tuple[str, str]]:
    """The same out of a report's table."""
    rows = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    return Counter((row["round"], row["text"]) for row in rows)


class Watch:
    """The time in the room, for the program, every page and everybody who looks at it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.paces: faster.Paces = []

    def go(self, times: float) -> None:
        self.paces.append((time.time(), times))
        written = self.file.with_suffix(".new")
        written.write_text("".join(f"{since!r} {by!r}\n" for since, by in self.paces), "utf-8")
        written.replace(self.file)

    def now(self) -> float:
        return faster.faster(time.time(), self.paces)

    async def until(self, moment: float) -> None:
        while self.now() < moment:
            await asyncio.sleep(0.05)


class Album:
    """Pictures of every screen in every phase, and the printouts, in APLIS_SHOTS or a folder that is told."""

    def __init__(self, evening: str) -> None:
        named = os.environ.get("APLIS_SHOTS")
        self.folder = Path(named or tempfile.mkdtemp(prefix="aplis-evening-")) / evening
        self.folder.mkdir(parents=True, exist_ok=True)
        print(f"\nPictures and printouts: {self.folder}")

    async def shot(self, page: Page, name: str, *, whole: bool = False) -> None:
        await page.screenshot(path=self.folder / f"{name}.png", full_page=whole, animations="disabled")

    async def printed(self, page: Page, name: str) -> None:
        margin = dict.fromkeys(
            ("top", "right", "bottom", "left"), "10mm"
        )  # as browsers do where a page asks for none
        await page.pdf(
            path=self.folder / f"{name}.pdf", prefer_css_page_size=True, format="A4", margin=margin
        )


class Evening:
    """Everything that is in the room but the people."""

    def __init__(self, program: Program, browser: Browser, watch: Watch, album: Album) -> None:
        self.program, self.browser, self.watch, self.album = program, browser, watch, album
        self.words, self.owed = Words(), Owed()
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    async def person(self, kind: dict[str, object], language: str) -> BrowserContext:
        """A browser of somebody's own, on the room's time."""
        context = await self.browser.new_context(locale=language, **kind)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        await context.add_init_script(faster.IN_A_BROWSER)
        await self._on_time(context)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", self._heard)
        self.contexts.append(context)
        return context

    def _heard(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Trusted" in message.text:
            self.complaints.append(message.text)

    async def go(self, times: float) -> None:
        """From now on the time in the room runs so many times faster."""
        self.watch.go(times)
        for context in self.contexts:
            await self._on_time(context)

    async def _on_time(self, context: BrowserContext) -> None:
        paces = f"globalThis.aplisPaces = {json.dumps(self.watch.paces)}"
        await context.add_init_script(paces)
        await asyncio.gather(*(page.evaluate(paces) for page in context.pages))

    async def last_look(self) -> None:
        """What everybody saw when something went wrong."""
        pages = [page for context in self.contexts for page in context.pages]
        print(*self.complaints, sep="\n")
        for number, page in enumerate(pages):
            print(f"99-went-wrong-{number}: {page.url}")
            await self.album.shot(page, f"99-went-wrong-{number}")

    @property
    def console(self) -> str:
        return self.program.console.split("/key/")[0]

    def in_the_file(self) -> Counter[str]:
        """Every text that is there, once the program has let go of its file."""
        self.program.stop()
        (file,) = self.program.data.glob("*.aplis")
        store = Store()
        store.open(file)
        try:
            with store.read() as work:
                said = [c.text for circle in work.circles() for c in self._said(work, circle.id)]
        finally:
            store.close()
        return Counter(text for text in said if text)

    def _said(self, work: object, circle: str) -> Iterator[object]:
        for session in work.sessions(circle):  # type: ignore[attr-defined]
            yield from work.contributions(session.id)  # type: ignore[attr-defined]


@asynccontextmanager
async def an_evening(folder: Path, name: str) -> AsyncIterator[Evening]:
    """The program runs and nobody is there yet."""
    watch = Watch(folder / "pace")
    program = Program(open_folder(folder / "data"), faster=watch.file)
    program.start()
    program.wait()
    rules = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium.find(), args=[*chromium.ARGUMENTS, rules]
            )
            evening = Evening(program, browser, watch, Album(name))
            try:
                yield evening
            except BaseException:
                await evening.last_look()
                raise
            finally:
                await browser.close()
    finally:
        program.stop()
