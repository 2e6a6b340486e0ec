"""A recorder of a played evening: types what is said, by keyboard alone, on a laptop of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from playing import Evening
from playwright.async_api import Locator, Page, expect

CHORDS = {"question": "j", "insight": "i", "paraphrase": "p", "unquotable": "b"}
FLAGGED = {"question": 7, "insight": 5, "paraphrase": 6}  # about every how many-th line
ANSWER = "Runājām mierīgi; par dažām lietām domājam atšķirīgi, un to arī pateicām."


@dataclass
class Recorder:
    evening: Evening
    page: Page

    async def sits_down(self) -> None:
        await expect(self.page.locator("#record.live")).to_be_visible()
        await self.page.locator("#text").focus()

    async def sees(self, round: str) -> None:
        """A line belongs to the round that its writer saw: one begun before a turn stays where it was."""
        await expect(self.page.locator('#line input[name="round"]')).to_have_value(round)

    async def types(self, text: str, flags: Iterable[str] = ()) -> None:
        for flag in flags:
            await self.page.keyboard.press(f"Control+{CHORDS[flag]}")
        await self.page.keyboard.insert_text(text)
        await self.page.keyboard.press("Enter")

    async def writes_down(self, texts: list[str], *, marks: int, round: str) -> None:
        """A whole round of talk: every line has its speaker, some a flag; the first is not for quoting."""
        await self.sees(round)
        for n, text in enumerate(texts):
            flags = [flag for flag, every in FLAGGED.items() if n % every == 3][:1] if n else ["unquotable"]
            await self.types(f"s{n % marks + 1} {text}" if marks else text, flags)
            await self.has_kept(text)
            self.evening.owed.kept(text, round=round, quotable="unquotable" not in flags)
        await expect(self.page.locator('li.record-line:not([data-how="kept"])')).to_have_count(0)

    def line(self, text: str) -> Locator:
        return self.page.locator("li.record-line").filter(has_text=text)

    async def has_kept(self, text: str) -> None:
        """While the answer is on its way the line may stand there twice: as the file has it, and as typed."""
        kept = self.page.locator('li.record-line[data-how="kept"]').filter(has_text=text)
        await expect(kept).to_have_count(1)

    async def types_in_a_slip(self, number: int, text: str, *, round: str, quote: bool) -> None:
        await self.sees(round)
        await self.types(f"#{number} {text}")
        await self.has_kept(text)
        self.evening.owed.kept(text, round=round, quotable=quote)

    async def makes_mistakes(self) -> None:
        """One line is undone, one has its words taken out for good, somebody would rather not be recorded."""
        for text, keys in (
            ("This line belongs nowhere.", ["Control+z"]),
            ("A name slipped out here.", ["Control+Backspace", "Enter"]),
        ):
            await self.types(text)
            await self.has_kept(text)
            for key in keys:
                await self.page.keyboard.press(key)
            await expect(self.line(text)).to_have_count(0)
        await self.types("-")

    async def answers_the_five_questions(self) -> None:
        """By key from the record; each answer is kept as it is typed."""
        await self.page.keyboard.press("Control+k")
        await expect(self.page.locator("#summary.live")).to_be_visible()
        for field in await self.page.locator("#summary textarea").all():
            await field.fill(ANSWER)
        told = "document.getElementById('say').content.querySelector('[data-code=kept]').textContent"
        kept = str(await self.page.evaluate(told)).strip()
        await expect(self.page.locator("#summary [data-question] .state")).to_have_text([kept] * 5)
