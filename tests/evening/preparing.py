"""Before and after a played evening: whom to invite, the venue, the promise; report, sealing, answer."""

import asyncio

from leading import Facilitator

GROUPS = (("Autobusu vadītāji", "Zvanām autoparkam"), ("Jaunie vecāki", "Lapiņa pie bērnudārza durvīm"))
LETTER = {
    "day": "2031-05-14",
    "begins": "18:00",
    "ends": "20:00",
    "page": "https://example.org/aplis",
    "title": "Kam mēs uzticamies?",
    "place": "Izdomātā ciema bibliotēka, lielā zāle, 2. stāvs",
    "reply": "Zvaniet uz bibliotēku, 6000 0000",
    "why": "Dome grib saprast, kas palīdz uzticēties un kas traucē. Mēs klausāmies un neko nelemjam.",
    "tuning": "Kad jums pēdējoreiz kāds pajautāja, ko jūs domājat?\nKam jūs uzticat mājas atslēgu?",
}
PROMISE = {
    "commissioner": "Izdomātā novada dome",
    "answers_by": "Domes izpilddirektors",
    "due": "2031-09-01",
    "note": "Jūnijā dome par to runā atklātā sēdē.",
    "address": "https://example.org/atbildes",
}


class Organiser(Facilitator):
    """The same person, before and after the evening, on the circle's own pages."""

    async def goes_to(self, path: str) -> None:
        await self.page.goto(f"{self.evening.console}{path}")

    async def takes_along(self, path: str, name: str) -> None:
        """A printout: the page as it stands on the screen, and as it comes out of the printer."""
        await self.goes_to(path)
        await self.evening.album.printed(self.page, name)

    async def plans_whom_to_invite(self) -> None:
        for number, (group, how) in enumerate(GROUPS):
            await self.goes_to(f"/circles/{self.circle}/invite")
            question = self.page.locator(".asks > li").nth(number)
            await question.locator("summary").click()
            await question.locator('[name="name"]').fill(group)
            await question.locator('[name="how"]').fill(how)
            await question.locator("button").click()
            await self.page.locator("li.card h3").filter(has_text=group).wait_for()
        await self.evening.album.shot(self.page, "00-invite-plan", whole=True)

    async def writes_the_invitation(self) -> None:
        await self.goes_to(f"/circles/{self.circle}/invite/letter")
        for name, said in LETTER.items():
            await self.page.locator(f'form.letter [name="{name}"]').fill(said)
        await self._keeps("form.letter")
        await self.evening.album.shot(self.page, "00-invite-letter", whole=True)
        for size, language in (("a4", "lv"), ("a5", "lv"), ("cards", "lv"), ("a4", "ru")):
            path = f"/circles/{self.circle}/invite/sheet?lang={language}&size={size}"
            await self.takes_along(path, f"invitation-{size}-{language}")

    async def looks_at_the_venue(self) -> None:
        await self.goes_to(f"/circles/{self.circle}/venue")
        await self.page.locator("fieldset label.choice").first.click()
        await self.page.locator("#also").fill("Pagarinātājs projektoram\nTēja un ūdens")
        await self._keeps("main form")
        await self.evening.album.shot(self.page, "00-venue", whole=True)
        await self.takes_along(f"/circles/{self.circle}/venue", "venue-checklist")

    async def promises(self) -> None:
        await self.goes_to(f"/circles/{self.circle}/next")
        for name, said in PROMISE.items():
            await self.page.locator(f'form.card [name="{name}"]').first.fill(said)
        await self._keeps("form.card")
        await self.evening.album.shot(self.page, "00-next", whole=True)

    async def prints_the_script(self) -> None:
        for language in ("lv", "ru"):
            path = f"/circles/{self.circle}/script?start=18:00&language={language}"
            await self.takes_along(path, f"script-{language}")
        await self.evening.album.shot(self.page, "00-script")

    async def prints_what_the_room_needs(self) -> None:
        """What is only there once an evening is prepared."""
        await self.takes_along(f"/ready/{self.session}/sheet", "door-sheet")
        await self.takes_along(f"/pulse/{self.session}/print", "paper-forms")
        await self.takes_along(f"/desk/{self.session}/cards", "cards")

    async def _keeps(self, form: str) -> None:
        async with self.page.expect_navigation():
            await self.page.locator(f"{form} button:not([type=button])").first.click()

    # after

    async def has_the_sheet_to_print(self) -> None:
        await self.goes_to(f"/takehome/{self.session}")
        await self.page.locator(".sheet-themes > li").first.wait_for()

    async def prints_the_sheet(self) -> None:
        """It is noted that it went out."""
        await self.evening.album.shot(self.page, "12-sheet-desk")
        for language in ("lv", "ru"):
            await self.takes_along(f"/takehome/{self.session}?language={language}", f"take-home-{language}")
        await self.goes_to(f"/takehome/{self.session}")
        await self.page.locator("[data-print-form] button").click()

    async def types_in_paper_answers(self, slips: list[tuple[int, str]], forms: int = 2) -> None:
        """Trust and feedback from the sheets of those without a phone; their code joins before and after."""
        for kind in ("before", "after", "feedback"):
            for number, code in slips[: forms if kind == "feedback" else None]:
                await self.goes_to(f"/pulse/{self.session}/paper/{kind}")
                if kind != "feedback":
                    await self.page.locator('[name="slip"]').fill(code)
                for select in await self.page.locator("form.typing select").all():
                    await select.select_option(str(1 + number % 5))
                await self._keeps("form.typing")
        await self.evening.album.shot(self.page, "13-paper-answers", whole=True)

    async def counts_the_answers(self) -> None:
        await self.goes_to(f"/pulse/{self.session}")
        counting = self.page.locator("details.counting")
        await counting.locator("summary").click()
        await counting.locator("button.stop").click(no_wait_after=True)
        await self.page.locator('#pulse[data-counted="yes"]').wait_for()  # it may find out by itself too
        await self.evening.album.shot(self.page, "13-trust-and-feedback", whole=True)

    async def reads(self) -> None:
        """Waits until all that was said is read; the reading page shows themes and offers the report."""
        await self.goes_to(f"/reading/{self.session}")
        await self.page.locator('form[data-form="read"] button').click()
        await self.page.locator('.formats:not([hidden]) button[value="csv"]').wait_for()
        unread = self.page.locator('form[data-form="read"] [data-when="unread"]')
        while await unread.is_visible() or await self.page.locator('[data-state="reading"]').is_visible():
            await asyncio.sleep(0.2)  # seconds of reading: no sooner than it is read

    async def takes_the_report(self, form: str) -> str:
        path = await self.downloads(self.page.locator(f'.formats button[value="{form}"]'))
        return path.read_text("utf-8")

    async def sees_copies_to_replace(self) -> None:
        await self.goes_to(f"/reading/{self.session}")
        await self.page.locator("section.copies li").first.wait_for()
        await self.evening.album.shot(self.page, "14-reading-copies")

    async def takes_back_for(self, slip: str, text: str) -> None:
        """Somebody without a phone comes with a slip code and takes words back."""
        await self.goes_to("/slip-code")
        await self.page.locator("#slip").fill(slip)
        await self.page.locator('form[action$="/slip-code"] button').first.click()
        own = self.page.locator("ul.own-words > li").filter(has_text=text)
        await own.locator("details").last.locator("summary").click()
        await self.evening.album.shot(self.page, "14-slip-code", whole=True)
        await own.locator('form[action$="/back"] button').click()
        await self.page.locator('ul.own-words > li[data-state="withdrawn"]').first.wait_for()
        self.evening.owed.withdrawn(text)

    async def seals(self) -> None:
        await self.goes_to(f"/desk/{self.session}")
        sealing = self.page.locator('[data-has="unsealed"]')
        await sealing.locator("summary").click()
        await sealing.locator("button.stop").click()
        await self.page.locator('[data-has="sealed"]:not([hidden])').wait_for()
        await self.evening.album.shot(self.page, "15-sealed-desk")

    async def answers_the_first_theme(self, text: str) -> str:
        """What was done; returns the address of the public page."""
        await self.goes_to(f"/circles/{self.circle}/next")
        await self.evening.album.shot(self.page, "15-next-unanswered", whole=True)
        topic = self.page.locator("ul.topics > li").first
        await topic.locator('[name="text"]').fill(text)
        async with self.page.expect_navigation():
            await topic.locator("button").click()
        await self.evening.album.shot(self.page, "15-next-answered", whole=True)
        return str(await self.page.locator('a[href*="/n/"]').first.get_attribute("href"))
