"""People of a played evening who have a phone: they take a seat, write, answer, take back, come back."""

import asyncio
import re

from playing import PHONE, Evening
from playwright.async_api import BrowserContext, Locator, Page, expect

KEPT = re.compile("kept|released|hidden")
LIKED = {"lv": "Gaidīju strīdu, bet mēs klausījāmies.", "ru": "Было спокойно.", "en": "Calm and useful."}


class Participant:
    def __init__(self, evening: Evening, context: BrowserContext, *, number: int, language: str) -> None:
        self.evening, self.context = evening, context
        self.number, self.language = number, language
        self.quote = number % 5 != 4  # now and then somebody would rather not be quoted
        self.page: Page
        self.slip = ""
        self.wrote: list[str] = []

    @classmethod
    async def comes(cls, evening: Evening, number: int, language: str) -> "Participant":
        tongue = "en-GB" if language == "en" else language
        context = await evening.person(PHONE, tongue)
        self = cls(evening, context, number=number, language=language)
        self.page = await context.new_page()
        return self

    async def takes_a_seat(self, link: str, *, two: bool = False) -> None:
        page = self.page
        await page.goto(link)
        await page.locator("a.main").tap()
        for name, wanted in (("quote", self.quote), ("archive", True), ("two", two)):
            if wanted:
                await page.locator(f'input[name="{name}"]').check()
        await page.locator("button.main").tap()
        self.slip = await page.locator(".slip-code").first.inner_text()
        await page.locator("a.main").tap()
        await page.wait_for_url("**/c/*/")
        await expect(page.locator("html")).to_have_attribute("lang", self.language)

    async def sees(self, face: str) -> None:
        await expect(self.page.locator("#room")).to_have_attribute("data-face-now", face)

    def mine(self, text: str) -> Locator:
        return self.page.locator("main li.mine").filter(has_text=text)

    async def has(self, text: str, state: re.Pattern[str] | str = KEPT) -> None:
        await expect(self.mine(text)).to_have_attribute("data-state", state)

    async def types(self, text: str) -> None:
        """Words of the round at hand, not acknowledged yet."""
        await self.sees("write")
        await self.page.locator("#text").fill(text)
        await self.page.locator('button.main[form="write"]').tap()
        self.wrote.append(text)

    async def writes(self, text: str, *, round: str) -> None:
        await self.types(text)
        await self.has(text)
        self.evening.owed.kept(text, round=round, quotable=self.quote)

    async def writes_without_a_line(self, text: str) -> None:
        """It stays on the phone, and the phone says so."""
        await self.sees("write")
        await self.context.set_offline(True)
        await self.types(text)
        await self.has(text, "here")

    async def gets_the_line_back(self, text: str, *, round: str) -> None:
        await self.context.set_offline(False)
        await self.has(text)
        self.evening.owed.kept(text, round=round, quotable=self.quote)

    async def takes_back(self, text: str) -> None:
        mine = self.mine(text)
        rights = mine.locator("details.back:not(.mend)")
        await rights.locator("summary").tap()
        await rights.locator("button.stop").tap()
        await self.has(text, "withdrawn")
        self.evening.owed.withdrawn(text)

    async def corrects(self, text: str, after: str) -> None:
        mend = self.mine(text).locator("details.mend")
        await mend.locator("summary").tap()
        await mend.locator("textarea").fill(after)
        await mend.locator("button").tap()
        await self.has(after)
        self.evening.owed.corrected(text, after)

    async def loses_the_seat_and_comes_back(self) -> None:
        """The browser forgets; the slip code, typed where the circle's code is asked for, brings all back."""
        await self.context.clear_cookies()
        await self.page.goto(f"{self.evening.program.phones}/")
        await self.page.locator("#code").fill(self.slip.lower())
        await self.page.locator("button.main").tap()
        await self.page.wait_for_url("**/c/*/")
        for text in self.wrote:
            await self.has(text, re.compile("kept|released|hidden|withdrawn"))

    # what is asked besides

    async def answers_on_trust(self, later: int = 0) -> None:
        """Three numbers, one a screen; the last person does not know, the one before would rather not say."""
        await self.page.locator('#asked [data-ask="pulse"] [data-open]').tap()
        for n, name in enumerate(("others", "local", "national")):
            value = str(min(10, (self.number * 3 + n) % 9 + later))
            value = {10: "dont_know", 11: "rather_not"}.get(self.number, value) if n == 2 else value
            await self._chooses(name, value)
            await self._goes_on(last=n == 2)
        await expect(self.page.locator('#asked [data-ask="pulse"] [data-in]')).to_be_visible()

    async def gives_feedback(self) -> None:
        await self.page.locator('#asked [data-ask="feedback"] [data-open]').tap()
        for n, name in enumerate(("heard", "could_speak", "respected", "topic", "others_views")):
            await self._chooses(name, str(5 - (self.number + n) % 3))
        await self._goes_on(last=False)
        await self._chooses("trust", str(5 + self.number % 6))
        await self._goes_on(last=False)
        await self.page.locator("#fb-experience").fill(LIKED[self.language])
        await self._goes_on(last=True)
        await expect(self.page.locator('#asked [data-ask="feedback"] [data-in]')).to_be_visible()

    # before leaving

    async def judges(self, verdict: str, how: str = "") -> None:
        """The draft theme at hand: right, not quite, no."""
        card = self.page.locator("section.check li.theme:visible")
        await card.locator(f'button.second[name="verdict"][value="{verdict}"]').first.tap()
        if how:
            await card.locator("textarea").fill(how)
            await card.locator("button.keep-how").tap()
        await expect(card).to_have_attribute("data-state", "kept")

    async def says_what_is_missing(self, text: str, *, round: str) -> None:
        """Once the room looks at all themes together, the phone asks by itself."""
        await self.page.locator("#text").fill(text)
        await self.page.locator('button.main[form="write"]').tap()
        await self.has(text)
        self.wrote.append(text)
        self.evening.owed.kept(text, round=round, quotable=self.quote)

    async def takes_the_sheet_home(self) -> None:
        await self.page.locator('a[href$="/home-sheet"]').tap()
        await expect(self.page.locator(".sheet-themes > li").first).to_be_visible()

    async def goes_back_to_the_circle(self) -> None:
        await self.page.locator(".way-back a").tap()
        await self.page.wait_for_url("**/c/*/")

    async def _chooses(self, name: str, value: str) -> None:
        target = self.page.locator(".asked-page label.target", has=self.page.locator(f'input[name="{name}"]'))
        await target.filter(has=self.page.locator(f'input[value="{value}"]')).tap()

    async def _goes_on(self, *, last: bool) -> None:
        onward = "[data-send]" if last else '[data-turn="1"]'
        await self.page.locator(f".asked-page {onward}").tap()


async def all_of(*acts: object) -> None:
    """Everybody at once; whoever fails, the others still finish, and then it is told."""
    results = await asyncio.gather(*acts, return_exceptions=True)  # type: ignore[call-overload]
    failed = [one for one in results if isinstance(one, BaseException)]
    if failed:
        raise failed[0]
