"""A recorder of a played evening: types what is said, by keyboard alone, on a laptop of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from playing import Evening
from playwright.async_api import Locator, Page, expect

CHORDS = {"question": "j", "insight": "i", "paraphrase": "p", "unquotable": "b"}
FLAGGED = {"question": 7, "insight": 5, "paraphrase": 6}  # about every how many-th line


@dataclass
class Recorder:
    evening: Evening
    page: Page
    kept: int = 0

    async def sits_down(self) -> None:
        await expect(self.page.locator("#record.live")).to_be_visible()
        await self.page.locator("#text").focus()

    async def keeps(self, text: str, *, speaker: int = 0, flags: Iterable[str] = ()) -> None:
        """A line, acknowledged a moment later; marks and flags by their keys."""
        for flag in flags:
            await self.page.keyboard.press(f"Control+{CHORDS[flag]}")
        typed = f"s{speaker} {text}" if speaker else text
        await self.page.keyboard.insert_text(typed)
        await self.page.keyboard.press("Enter")
        self.evening.owed.kept(text, quotable="unquotable" not in flags)

    async def writes_down(self, texts: list[str], marks: int) -> None:
        """A whole round of talk: every line has its speaker, some a flag; one line is not for quoting."""
        for n, text in enumerate(texts):
            flags = [flag for flag, every in FLAGGED.items() if n % every == 3][:1] if n else ["unquotable"]
            await self.keeps(text, speaker=n % marks + 1 if marks else 0, flags=flags)
            await self.has_kept(text)
        await self.has_all_kept()

    def line(self, text: str) -> Locator:
        return self.page.locator("li.record-line").filter(has_text=text)

    async def has_kept(self, text: str) -> None:
        """While the answer is on its way the line may stand there twice: as the file has it, and as typed."""
        kept = self.page.locator('li.record-line[data-how="kept"]').filter(has_text=text)
        await expect(kept).to_have_count(1)

    async def has_all_kept(self) -> None:
        await expect(self.page.locator('li.record-line:not([data-how="kept"])')).to_have_count(0)

    async def types_in_a_slip(self, number: int, text: str, *, quote: bool) -> None:
        await self.keeps(f"#{number} {text}")
        self.evening.owed.withdrawn(f"#{number} {text}")
        self.evening.owed.kept(text, quotable=quote)
        await self.has_kept(text)

    async def makes_mistakes(self) -> None:
        """One line is undone, one has its words taken out for good, somebody would rather not be recorded."""
        await self.keeps("This line belongs nowhere.")
        await self.has_kept("This line belongs nowhere.")
        await self.page.keyboard.press("Control+z")
        await expect(self.line("This line belongs nowhere.")).to_have_count(0)
        self.evening.owed.withdrawn("This line belongs nowhere.")
        await self.keeps("A name slipped out here.")
        await self.has_kept("A name slipped out here.")
        await self.page.keyboard.press("Control+Backspace")
        await self.page.keyboard.press("Enter")
        await expect(self.line("A name slipped out here.")).to_have_count(0)
        self.evening.owed.withdrawn("A name slipped out here.")
        await self.page.keyboard.insert_text("-")
        await self.page.keyboard.press("Enter")
