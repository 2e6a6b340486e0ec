"""The recorder types on, whatever the line does; nothing is lost, nothing comes twice."""

import pytest

from facilitator.events import Role

pytestmark = pytest.mark.browser


@pytest.fixture(name="desk")
def _desk(evening):
    """The recorder's desk on the facilitator's laptop, in the dialogue."""
    evening.talk()
    page = evening.desk_page(f"/recorder/{evening.session}")
    page.locator("#record.live").wait_for()
    return page


def keep(page, text):
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def shown(page):
    return page.locator("[data-list=lines] .words").all_inner_texts()


def test_thirty_lines_with_the_line_cut_in_between_are_kept_once_and_in_order(evening, desk, until):
    """Typed without a pause; the line goes after ten and comes back after twenty."""
    lines = [f"Line {number} of the evening" for number in range(30)]
    for number, text in enumerate(lines):
        if number in (10, 20):
            desk.context.set_offline(number == 10)
        keep(desk, text)
    until(desk, lambda: len(evening.words()) == 30)
    desk.locator(".state-line [data-code=all_kept]").wait_for()
    assert evening.words() == lines
    assert shown(desk) == lines


def test_lines_typed_while_cut_off_outlive_a_reload(evening, desk, until):
    """Also the one that was not finished."""
    desk.context.set_offline(True)
    keep(desk, "Typed without a line")
    desk.keyboard.type("and half a sen")
    assert desk.locator("[data-how=waiting] .state").inner_text() == "waiting for the line"
    desk.context.set_offline(False)
    with desk.expect_navigation():
        desk.evaluate("setTimeout(() => location.reload())")
    until(desk, lambda: evening.words() == ["Typed without a line"])
    assert desk.locator("#text").input_value() == "and half a sen"


def test_the_last_line_is_mended_and_taken_back_by_keyboard(evening, desk, until):
    """Up mends, Escape leaves, Control and Backspace asks first."""
    keep(desk, "First")
    keep(desk, "Secnod")
    until(desk, lambda: evening.words() == ["First", "Secnod"])
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Control+a")
    keep(desk, "Second")
    until(desk, lambda: evening.words() == ["First", "Second"])
    desk.keyboard.press("Control+Backspace")
    desk.locator(".record-line.going").wait_for()
    desk.keyboard.press("Escape")
    assert evening.words() == ["First", "Second"]
    desk.keyboard.press("Control+Backspace")
    desk.keyboard.press("Enter")
    until(desk, lambda: evening.words() == ["First"])
    assert shown(desk) == ["First"]


def test_what_is_typed_before_people_agreed_waits_and_is_kept_afterwards(evening, until):
    """The page says why; nothing typed is lost."""
    page = evening.desk_page(f"/recorder/{evening.session}")
    page.locator("#record.live").wait_for()
    keep(page, "Too early")
    page.locator(".waits[data-code=not_open]").wait_for()
    assert evening.words() == []
    evening.talk()
    until(page, lambda: evening.words() == ["Too early"])
    page.locator("[data-how=kept]").wait_for()


def test_marks_come_by_key(evening, desk, until):
    """Control and Enter: not for quoting. A number sign: from that paper slip."""
    from participant_ui.port import Consent

    evening.house.desk.paper_slip(evening.session, Consent(quote=True, archive=False), key="slip")
    desk.locator('select[name=paper] option[value="1"]').wait_for(state="attached")
    desk.keyboard.type("Do not quote me")
    desk.keyboard.press("Control+Enter")
    keep(desk, "#1 What the slip says")
    until(desk, lambda: evening.words() == ["Do not quote me", "What the slip says"])
    with evening.house.store.read() as work:
        said = [(c.quotable, c.source) for c in work.contributions(evening.session)]
    assert said == [(False, "recorder"), (True, "paper")]
    assert [text.strip() for text in desk.locator(".marks").all_inner_texts()] == ["N", "P"]


def test_a_number_without_a_slip_is_said_and_the_words_stay(evening, desk, until):
    """Whoever wrote on paper may have said no to quotes: their words never pass as the recorder's."""
    for typed in ("#9 From a slip nobody has", "#9"):
        keep(desk, typed)
        desk.locator(".state-line [data-code=no_slip]").wait_for()
        assert desk.locator("#text").input_value() == typed
        desk.keyboard.press("Control+a")
    keep(desk, "Said aloud")
    until(desk, lambda: evening.words() == ["Said aloud"])
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Home")
    keep(desk, "#1 ")
    desk.locator(".state-line [data-code=slip_later]").wait_for()
    assert desk.locator("#text").input_value() == "#1 Said aloud"
    desk.keyboard.press("Escape")
    assert evening.words() == shown(desk) == ["Said aloud"]


def test_lines_held_while_the_screen_was_sent_away_are_kept_once_it_is_let_in(evening, desk, until):
    """Turned away at every door for a while; nobody has to touch anything."""
    lines = [f"Held {number}" for number in range(20)]
    desk.route("**/recorder/**", lambda route: route.fulfill(status=401))
    for text in lines:
        keep(desk, text)
    desk.locator(".waits[data-code=gone]").wait_for()
    assert evening.words() == []
    desk.unroute("**/recorder/**")
    until(desk, lambda: evening.words() == lines)
    desk.locator(".state-line [data-code=all_kept]").wait_for()
    desk.locator(".waits").wait_for(state="hidden")


def test_a_page_in_place_of_an_answer_keeps_nothing_and_loses_nothing(evening, desk, until):
    """While no file is open, or another one, every post leads elsewhere: the lines wait."""
    desk.route("**/keep", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>"))
    desk.route("**/now", lambda route: route.fulfill(status=404, json={"code": "not_there"}))
    keep(desk, "Typed meanwhile")
    desk.locator("[data-how=waiting]").wait_for()
    # The newer road wins; with the older one taken away first a try in between would get through.
    desk.route("**/keep", lambda route: route.fulfill(status=404, json={"code": "not_there"}))
    desk.locator(".waits[data-code=gone]").wait_for()
    desk.locator("[data-how=waiting]").wait_for()
    desk.unroute_all()
    until(desk, lambda: evening.words() == ["Typed meanwhile"])


def test_lines_typed_while_the_program_starts_anew_are_kept(evening, desk, until):
    """Killed and started again in the middle of the dialogue; the window stays open."""
    keep(desk, "Before")
    until(desk, lambda: evening.words() == ["Before"])
    evening.restart(away=lambda: keep(desk, "Meanwhile"))
    keep(desk, "After")
    until(desk, lambda: evening.words() == ["Before", "Meanwhile", "After"])


def test_another_laptop_is_let_in_and_writes_the_record(evening, until):
    """By typed code over the room's network, with the same number on both screens."""
    evening.talk()
    code = evening.house.pairings.offer(evening.session, Role.RECORDER).code
    page = evening.other_page("/pair")
    page.get_by_label("Type the code").fill(code.lower())
    page.get_by_role("button", name="Use this screen").click()
    (screen,) = evening.house.pairings.screens(evening.session)
    assert page.locator(".number").inner_text() == screen.mark
    evening.house.pairings.confirm(evening.session, screen.id)
    page.locator("#record.live").wait_for()
    keep(page, "From the other laptop")
    until(page, lambda: evening.words() == ["From the other laptop"])
    evening.house.pairings.revoke(evening.session, screen.id)
    keep(page, "After it was sent away")
    page.locator(".waits[data-code=gone]").wait_for()
    assert evening.words() == ["From the other laptop"]
    page.context.close()
