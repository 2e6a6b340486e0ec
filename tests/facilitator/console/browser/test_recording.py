"""The recorder types on, whatever the line does; nothing is lost, nothing comes twice."""

import pytest

from facilitator.chairs import Options
from facilitator.events import Role
from participant_ui.port import Stage

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


def test_the_last_line_is_mended_and_taken_away_by_keyboard(evening, desk, until):
    """Up mends, Escape leaves; emptied, it asks first; undo goes back step by step, and forth again."""
    keep(desk, "First")
    keep(desk, "Secnod")
    until(desk, lambda: evening.words() == ["First", "Secnod"])
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Control+a")
    keep(desk, "Second")
    until(desk, lambda: evening.words() == ["First", "Second"])
    for key in ("ArrowUp", "Control+a", "Delete", "Enter"):
        desk.keyboard.press(key)
    desk.locator(".record-line.going").wait_for()
    desk.keyboard.press("Escape")
    assert evening.words() == ["First", "Second"]
    for key in ("ArrowUp", "Control+a", "Delete", "Enter", "Enter"):
        desk.keyboard.press(key)
    until(desk, lambda: evening.words() == ["First"])
    assert shown(desk) == ["First"]
    for expected in (["First", "Second"], ["First", "Secnod"], ["First"], []):
        desk.keyboard.press("Control+z")
        until(desk, lambda expected=expected: evening.words() == expected)
        assert shown(desk) == expected
    desk.keyboard.press("Control+z")
    desk.locator(".state-line [data-code=nothing_to_undo]").wait_for()
    for expected in (["First"], ["First", "Secnod"], ["First", "Second"]):
        desk.keyboard.press("Control+y")
        until(desk, lambda expected=expected: evening.words() == expected)
    assert shown(desk) == ["First", "Second"]


def test_words_taken_out_are_gone_from_screen_file_and_browser(evening, desk, until):
    """One key, and Enter to confirm; their place stays; no undo brings them back."""
    keep(desk, "Stays")
    keep(desk, "A name slipped out")
    until(desk, lambda: len(evening.words()) == 2)
    desk.keyboard.press("Control+Backspace")
    desk.locator(".state-line [data-code=redact]").wait_for()
    desk.keyboard.press("Escape")
    desk.keyboard.press("Control+Backspace")
    desk.keyboard.press("Enter")
    until(desk, lambda: evening.words() == ["Stays"])
    assert shown(desk) == ["Stays", "not recorded"]
    keep(desk, "-")
    until(desk, lambda: shown(desk) == ["Stays", "not recorded", "not recorded"])
    desk.keyboard.press("Control+z")
    until(desk, lambda: shown(desk) == ["Stays", "not recorded"])
    desk.keyboard.press("Control+z")  # says that it cannot, and leaves the older line alone
    desk.locator(".state-line [data-code=redact_stays]").wait_for()
    assert shown(desk) == ["Stays", "not recorded"]
    desk.keyboard.press("Control+z")
    until(desk, lambda: evening.words() == [])
    until(desk, lambda: shown(desk) == ["not recorded"])
    assert "slipped" not in desk.evaluate("JSON.stringify({...localStorage})")


def test_all_that_is_done_without_a_line_is_done_once_it_is_back(evening, desk, until):
    """Flags, mending, undoing wait on this computer and go out in order; words taken out do not wait."""
    keep(desk, "Kept before")
    keep(desk, "To be taken out")
    until(desk, lambda: len(evening.words()) == 2)
    desk.context.set_offline(True)
    desk.keyboard.press("Control+Backspace")
    desk.keyboard.press("Enter")
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Control+i")
    desk.keyboard.press("Enter")
    keep(desk, "Typed without a line")
    keep(desk, "Taken out before it was ever sent")
    desk.keyboard.press("Control+Backspace")
    desk.keyboard.press("Enter")
    keep(desk, "Undone before it was ever sent")
    desk.keyboard.press("Control+z")
    expected = ["Kept before", "not recorded", "Typed without a line", "not recorded"]
    assert shown(desk) == expected
    waiting = desk.evaluate("JSON.stringify({...localStorage})")
    assert "without a line" in waiting and "taken out" not in waiting.lower() and "Undone" not in waiting
    desk.context.set_offline(False)
    until(desk, lambda: evening.words() == ["Kept before", "Typed without a line"])
    desk.locator(".state-line [data-code=all_kept]").wait_for()
    until(desk, lambda: shown(desk) == expected)

    def said():
        with evening.house.store.read() as work:
            return [(c.kind, c.redacted) for c in work.contributions(evening.session)]

    until(desk, lambda: said() == [("insight", False), ("talk", True), ("talk", False), ("talk", True)])


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
    """Letters with Control say what a line is, digits who speaks; a number sign is a paper slip."""
    from participant_ui.port import Consent

    evening.house.desk.use(evening.session, Options(marks=12, pulse=False, feedback=True, capacity=30))
    evening.house.desk.paper_slip(evening.session, Consent(quote=True, archive=False), key="slip")
    desk.locator('select[name=paper] option[value="1"]').wait_for(state="attached")
    desk.locator(".chip.speaker").nth(11).wait_for()
    for key in ("Control+4", "Control+j", "Control+i"):  # an insight after all
        desk.keyboard.press(key)
    keep(desk, "What we heard")
    keep(desk, "and heard on")
    desk.keyboard.press("Control+p")
    keep(desk, "s12 In other words")
    desk.keyboard.press("Control+b")
    keep(desk, "#1 What the slip says")
    desk.keyboard.type("Do not quote me")
    desk.keyboard.press("Control+Enter")
    desk.keyboard.press("Control+9")
    desk.keyboard.press("Control+9")  # nobody after all
    keep(desk, "Said by nobody we know")
    until(desk, lambda: len(evening.words()) == 6)
    with evening.house.store.read() as work:
        said = [(c.kind, c.paraphrase, c.quotable, c.mark) for c in work.contributions(evening.session)]
    assert said == [
        ("insight", False, True, 4),
        ("talk", False, True, 4),
        ("talk", True, True, 12),
        ("talk", False, False, None),
        ("talk", False, False, 12),
        ("talk", False, True, None),
    ]
    marks = [" ".join(text.split()) for text in desk.locator(".record-line .marks").all_inner_texts()]
    assert marks == ["I", "", "W", "N P1", "N", ""]
    speakers = desk.locator(".record-line .said-by").all_inner_texts()
    assert speakers == ["S4", "S4", "S12", "", "S12", ""]


LAYOUTS = [
    ("AltGr on Windows", {"key": "€", "code": "KeyP", "ctrlKey": True, "altKey": True}, []),
    ("Option on macOS", {"key": "ī", "code": "KeyI", "altKey": True}, []),
    ("a dead key", {"key": "Dead", "code": "Quote"}, []),
    (
        "Ctrl Shift J opens the browser's tools",
        {"key": "J", "code": "KeyJ", "ctrlKey": True, "shiftKey": True},
        [],
    ),
    ("a Russian layout", {"key": "о", "code": "KeyJ", "ctrlKey": True}, ["question"]),
    ("a Latvian layout that moves letters", {"key": "j", "code": "KeyK", "ctrlKey": True}, ["question"]),
    ("capitals are on", {"key": "B", "code": "KeyB", "ctrlKey": True}, ["unquotable"]),
]
PRESSED = """(event) => {
  const { text, ...fields } = document.getElementById("line").elements;
  text.dispatchEvent(new KeyboardEvent("keydown", { ...event, bubbles: true, cancelable: true }));
  const ticked = ["question", "insight", "paraphrase", "unquotable"].filter((name) => fields[name].checked);
  for (const name of ticked) fields[name].checked = false;
  return ticked;
}"""


def test_chords_do_not_fight_with_typing(desk):
    """Letters that need AltGr, Option or a dead key are letters; a chord is found on any layout."""
    for layout, event, expected in LAYOUTS:
        ticked = desk.evaluate(PRESSED, event)
        assert ticked == expected, layout


def test_two_recorders_see_each_other_and_touch_only_their_own(evening, desk, until):
    """Ten lines each, turn about; then one undoes and the other mends: each its own last line."""
    evening.house.desk.use(evening.session, Options(marks=4, pulse=False, feedback=True, capacity=30))
    other = evening.recorder_page()
    for number in range(10):
        keep(desk, f"One {number}")
        keep(other, f"Other {number}")
    until(desk, lambda: len(evening.words()) == 20)
    for page in (desk, other):
        until(page, lambda page=page: shown(page) == evening.words())
    for who, page in (("One", desk), ("Other", other)):
        elsewhere = page.locator('.record-line:has-text("other screen") .words').all_inner_texts()
        assert len(elsewhere) == 10 and not any(text.startswith(who) for text in elsewhere)
    desk.keyboard.press("Control+z")
    until(desk, lambda: "One 9" not in evening.words())
    other.keyboard.press("ArrowUp")
    keep(other, ", mended")
    until(desk, lambda: shown(desk)[-1] == "Other 9, mended")
    desk.keyboard.press("Shift+ArrowUp")
    other.keyboard.press("ArrowUp")
    keep(other, " twice")
    until(desk, lambda: shown(desk)[-1] == "Other 9, mended twice")
    keep(desk, " by the one")  # what changed meanwhile is seen before it is replaced
    desk.locator(".state-line [data-code=changed_meanwhile]").wait_for()
    desk.keyboard.press("Enter")
    until(desk, lambda: evening.words()[-1] == "Other 9, mended by the one")
    until(other, lambda: shown(other) == evening.words())
    other.keyboard.press("Control+z")
    other.locator(".state-line [data-code=changed_since]").wait_for()
    assert len(evening.words()) == 19 and evening.words()[-1] == "Other 9, mended by the one"
    other.context.close()


def test_two_recorders_answer_the_five_questions_without_loss(evening, desk, until):
    """Kept as they are typed; whoever answers later sees what stood there, and may add it."""
    other = evening.recorder_page()
    for page in (desk, other):
        page.keyboard.press("Control+k")
        page.locator("#summary.live").wait_for()
    desk.locator("#topics").fill("What the one wrote")
    desk.locator("#agreement").focus()
    until(desk, lambda: evening.answers() == {"topics": "What the one wrote"})
    until(other, lambda: other.locator("#topics").input_value() == "What the one wrote")
    other.context.set_offline(True)
    other.locator("#topics").fill("What the other wrote")
    other.locator("#open").focus()
    desk.locator("#topics").fill("What the one wrote anew")
    desk.locator("#agreement").focus()
    until(desk, lambda: evening.answers() == {"topics": "What the one wrote anew"})
    other.context.set_offline(False)
    until(other, lambda: evening.answers() == {"topics": "What the other wrote"})
    assert "anew" in other.locator('[data-question="topics"] .offered').inner_text()
    until(desk, lambda: desk.locator("#topics").input_value() == "What the other wrote")
    assert "anew" in desk.locator('[data-question="topics"] .offered').inner_text()
    desk.get_by_role("button", name="Add it to the answer").click()
    desk.keyboard.press("Escape")
    desk.locator("#record.live").wait_for()
    until(desk, lambda: evening.answers() == {"topics": "What the other wrote\nWhat the one wrote anew"})
    other.context.close()


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


def test_a_finished_record_takes_words_out_and_nothing_in(evening, desk, until):
    """The desk says why; its line, flags and button rest, nothing is offered to mend, and no time runs."""
    keep(desk, "Stays")
    keep(desk, "A name slipped out")
    until(desk, lambda: len(evening.words()) == 2)
    evening.move(Stage.CLOSED)
    evening.house.sealing.seal(evening.session, seen=evening.state)
    desk.locator(".waits[data-code=finished]").wait_for()
    assert desk.get_by_role("button", name="Keep this line").is_disabled()
    assert not desk.get_by_label("What was said").is_editable()
    assert desk.locator(".flags input").first.is_disabled() and desk.locator(".clock").is_hidden()
    for key in ("Control+z", "ArrowUp", "Control+j", "Enter"):
        desk.keyboard.press(key)
    keep(desk, "Too late")
    assert shown(desk) == evening.words() == ["Stays", "A name slipped out"]
    desk.keyboard.press("ArrowUp")
    desk.locator(".state-line [data-code=finished_line]").wait_for()
    desk.keyboard.press("Control+Backspace")
    desk.keyboard.press("Enter")
    until(desk, lambda: evening.words() == ["Stays"])


def test_a_name_is_proposed_away_under_the_line_and_never_in_the_way(evening, desk, until):
    """One key replaces it, another leaves it; a line kept before anybody looked is asked about once more."""
    found = desk.locator(".found.there")
    desk.keyboard.type("Jānis Bērziņš called from 29 000 111")
    found.wait_for()
    desk.keyboard.press("Control+m")
    until(desk, lambda: "[" in desk.locator("#text").input_value())
    desk.locator(".found [data-slot=what]", has_text="29 000 111").wait_for()
    desk.keyboard.press("Control+l")
    desk.locator(".found:not(.there)").wait_for(state="attached")
    desk.keyboard.press("Enter")
    until(desk, lambda: len(evening.words()) == 1)
    assert evening.words()[0].endswith("] called from 29 000 111")
    keep(desk, "Zenta Ozoliņa came too")
    until(desk, lambda: evening.words()[1:] == ["Zenta Ozoliņa came too"])
    found.wait_for()
    desk.keyboard.press("Control+m")
    until(desk, lambda: evening.words()[1].endswith("] came too"))
    desk.context.set_offline(True)
    keep(desk, "Typed on while nothing answers")
    desk.locator("[data-how=waiting]").wait_for()
    desk.context.set_offline(False)
    until(desk, lambda: len(evening.words()) == 3)
