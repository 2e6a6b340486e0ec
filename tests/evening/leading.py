"""The facilitator of a played evening: prepares it, leads through it by the clock, closes it."""

import re
from pathlib import Path

from playing import DESK, PROJECTOR, Evening
from playwright.async_api import BrowserContext, Locator, Page, expect


class Facilitator:
    def __init__(self, evening: Evening, context: BrowserContext) -> None:
        self.evening, self.context = evening, context
        self.page: Page
        self.wall: Page
        self.check: Page
        self.session = self.circle = self.code = ""
        self.rounds: list[tuple[str, str]] = []  # id and what phones do

    @classmethod
    async def comes(cls, evening: Evening) -> "Facilitator":
        """Opens the console by the address that the program printed."""
        self = cls(evening, await evening.person(DESK, "lv"))
        self.page = await self.context.new_page()
        await self.page.goto(evening.program.console)
        return self

    # before

    async def makes_a_series(self) -> None:
        page = self.page
        await page.locator('a[href$="/series/new"]').click()
        answers = {
            "title": "Uzticēšanās mūsu novadā",
            "question": "Kad jūs uzticaties, un kas uzticēšanos grauj?",
            "host": "Izdomāta biedrība, circle@example.org",
            "keep_days": "90",
        }
        for field, answer in answers.items():
            await page.locator(f'[name="{field}"]:visible').fill(answer)
            await page.locator("form.one-question button").click()
            await page.locator(f'input[type=hidden][name="{field}"], a[href$="/circles/new"]').first.wait_for(
                state="attached"
            )

    async def makes_a_circle(self, script: str = "timeout-120") -> None:
        page = self.page
        await page.locator('a[href$="/circles/new"]').first.click()
        await page.locator("#title").fill("Bibliotēkas aplis")
        await page.locator("#place").fill("Izdomātā ciema bibliotēka")
        await page.locator('input[name="language"][value="lv"]').check()
        chosen = page.locator(f'input[name="script"][value="{script}"]')
        await chosen.evaluate("(one) => one.closest('details')?.setAttribute('open', '')")
        await chosen.check()
        await self.evening.album.shot(page, "00-circle-new", whole=True)
        await page.locator('form[action$="/circles"] button').first.click()
        card = page.locator("section.card[id^=circle-]").first
        self.circle = str(await card.get_attribute("id")).removeprefix("circle-")

    async def prepares_an_evening(self, seats: int) -> None:
        page = self.page
        await page.goto(f"{self.evening.console}/console/")
        await self.evening.album.shot(page, "00-series")
        await page.locator('input[name="capacity"]').fill(str(seats))
        await page.locator("details.prepare button:not([name])").click()
        await page.wait_for_url("**/ready/*")
        self.session = re.split(r"[?#]", page.url.split("/ready/")[1])[0]
        await expect(page.locator("img.qr").first).to_be_visible()
        self.code = await page.locator(".code .typed").inner_text()

    async def chooses(self, *, marks: int, pulse: bool, feedback: bool) -> None:
        """What this evening uses."""
        await self.page.goto(f"{self.evening.console}/ready/{self.session}#options")
        await self.page.locator("#options details").first.evaluate("(one) => one.open = true")
        await self.page.locator("#option-marks").fill(str(marks))
        await self.page.locator('#options [name="pulse"]').set_checked(pulse)
        await self.page.locator('#options [name="feedback"]').set_checked(feedback)
        async with self.page.expect_navigation():
            await self.page.locator("#options form.options button").click()
        await self.evening.album.shot(self.page, "00-ready")

    async def lets_in(self, context: BrowserContext) -> Page:
        """Another laptop becomes a recorder's desk by the code typed on it."""
        page = self.page
        await page.goto(f"{self.evening.console}/ready/{self.session}#laptops")
        await page.locator("#laptops details").first.evaluate("(one) => one.open = true")
        await page.locator('#laptops button[value="recorder"]').click()
        code = await page.locator("#laptops .offer .typed").inner_text()
        other = await context.new_page()
        await other.goto(f"{self.evening.program.phones}/pair")
        await other.locator("#code").fill(code)
        await other.get_by_role("button").click()
        mark = await other.locator(".number").inner_text()
        waiting = page.locator("#laptops .screen", has=page.locator("form[action$='/confirm']"))
        await expect(waiting.locator(".typed")).to_have_text(mark)
        await waiting.locator("form[action$='/confirm'] button").click()
        await other.wait_for_url("**/recorder/*")
        return other

    async def gives_a_slip(self, *, quote: bool) -> tuple[int, str]:
        """A paper slip: its number, and its code."""
        page = self.page
        await page.goto(f"{self.evening.console}/desk/{self.session}/slips")
        await page.locator('[name="quote"]').set_checked(quote)
        await page.locator('form[action$="/slips"] button').first.click()
        slip = page.locator("section.slip")
        number = re.search(r"\d+", await slip.locator("h1").inner_text())
        assert number is not None
        return int(number[0]), await slip.locator(".typed").inner_text()

    async def comes_to_the_desk(self) -> None:
        await self.page.goto(f"{self.evening.console}/desk/{self.session}")
        await expect(self.page.locator("li.round").first).to_be_visible()
        self.wall = await self.context.new_page()
        await self.wall.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
        await self.wall.goto(f"{self.evening.console}/projector/{self.session}")
        await expect(self.wall.locator("#wall")).to_be_visible()

    # during

    def large(self, act: str) -> Locator:
        """The large button, while it is this one."""
        return self.page.locator(f'.now-acts > form[data-act="{act}"] button:visible')

    async def opens(self) -> None:
        await self.large("open").click()
        await expect(self.page.locator(".where .stage")).to_have_attribute("data-stage", "open")

    async def opens_next(self, id: str) -> None:
        """The next round, by the large button or the quiet one beside it."""
        line = self.page.locator(f'li.round[data-key="{id}"]')
        await self.page.locator('.now-acts form[action$="/turn"] button:visible').first.click()
        await expect(line).to_have_attribute("data-state", "open")
        self.began = self.evening.watch.now()

    async def time_is_over(self) -> None:
        """When the round's minutes are over, as the desk shows them now."""
        told = await self.page.locator('li.round[data-state="open"] [data-text="minutes"]').inner_text()
        await self.evening.watch.until(self.began + 60 * int(told))

    async def glances(self) -> None:
        """Looks at the desk, which draws the minutes anew; by itself it does so twice in a (real) minute."""
        await self.page.evaluate("dispatchEvent(new Event('online'))")

    async def notes_who_agreed(self, agreed: int, present: int) -> None:
        form = self.page.locator("form.agreed")
        await self.page.locator(".agreement").evaluate("(one) => one.open = true")
        await form.locator('[name="agreed"]').fill(str(agreed))
        await form.locator('[name="present"]').fill(str(present))
        await form.locator("button").click()
        await expect(form).to_have_attribute("data-agreed", "yes")

    async def notes_that_rules_are_accepted(self) -> None:
        await self.large("accept").click()
        await expect(self.page.locator(".acceptance")).to_have_attribute("data-given", "yes")

    def card(self, text: str) -> Locator:
        return self.page.locator("li.said:not(.line)").filter(has_text=text)

    async def joins_what_is_nearly_the_same(self) -> None:
        near = self.page.locator("li.near").first
        await near.locator("button").click()
        await expect(self.page.locator('li.said[data-behind="yes"]').first).to_be_attached()

    async def shows_them_together(self) -> None:
        await self.large("reveal").click()
        await expect(self.large("reveal")).to_have_count(0)

    # the room check

    async def puts_the_themes_before_the_room(self) -> None:
        """On a page of its own, which waits until enough was read."""
        self.check = await self.context.new_page()
        await self.check.goto(f"{self.evening.console}/check/{self.session}")
        show = self.check.locator('[data-when="before"] button.large')
        await self.evening.album.shot(self.check, "11-check-before")
        await show.click()
        await expect(self.check.locator(".at-hand h1.words")).to_be_visible()
        await expect(self.wall.locator("#wall")).to_have_attribute("data-shows", "theme")

    async def counts_hands(self, *counted: int) -> None:
        for name, number in zip(("confirmed", "corrected", "rejected"), counted, strict=True):
            await self.check.locator(f'form.hands [name="{name}"]').fill(str(number))
        await self.check.locator("form.hands button").click()
        await self.check.keyboard.press("Escape")

    async def decides(self, verdict: str, wording: str = "") -> None:
        """What the room decided, by its key."""
        if wording:
            await self.check.locator('[name="correction"]').fill(wording)
            await self.check.keyboard.press("Escape")
        key = {"confirmed": "1", "corrected": "2", "rejected": "3"}[verdict]
        await self.check.keyboard.press(key)
        pressed = self.check.locator(f'.choices button[value="{verdict}"]')
        await expect(pressed).to_have_attribute("aria-pressed", "true")

    async def turns_to_the_next(self) -> bool:
        """Whether there was another theme; behind the last one stand all together."""
        now = await self.check.locator('.drafts [aria-current="true"], .pick.all[aria-current]').inner_text()
        await self.check.keyboard.press("ArrowRight")
        here = self.check.locator(".drafts .pick[aria-current]")
        await expect(here).not_to_have_text(now, use_inner_text=True)
        return await self.check.locator('[data-when="one"]').is_visible()

    async def notes_what_is_missing(self, text: str, *, round: str) -> None:
        await self.check.locator('[data-form="missing"] textarea').fill(text)
        await self.check.locator('[data-form="missing"] button').click()
        await expect(self.check.locator('[data-list="missing"]')).to_contain_text(text)
        self.evening.owed.kept(text, round=round)

    async def closes(self) -> None:
        """Closing asks once more."""
        asks = self.page.locator('.now-acts > details[data-act="close"]:visible')
        if not await asks.count():
            asks = self.page.locator("[data-closing]")
        await asks.locator("summary").click()
        await asks.locator("button.stop").click()
        await expect(self.page.locator(".where .stage")).to_have_attribute("data-stage", "closed")

    # after

    async def downloads(self, button: Locator) -> Path:
        async with self.page.expect_download() as coming:
            await button.click()
        return await (await coming.value).path()
