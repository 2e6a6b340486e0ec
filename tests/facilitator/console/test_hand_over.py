"""Handing a circle over at the console: a page that says what is in the file, and a button that saves it."""

from facilitator import bundle, handing
from participant_ui.port import Stage


def test_a_circle_that_is_over_is_saved_as_a_file(console, sitting):
    """Until it is over the page says so; then the file opens, and its words stand on the page."""
    page = f"/circles/{sitting.circle}/hand-over"
    assert "was not held yet" in console.get(page)
    sitting.writing("Made-up words")
    assert "still open" in console.get(page)
    assert not (console.house.settings.data / "signing.key").exists()  # looking makes no key
    assert "still open" in console.client.post(page, follow_redirects=True).text
    console.house.desk.move(sitting.id, Stage.CLOSED, seen=sitting.state)
    told = console.get(page)
    assert "What went out last" not in told
    answer = console.send(told, "Save the bundle")
    one = bundle.opened(answer.data, "saved.circle")
    assert [c.text for c in one.content.contributions] == ["Made-up words"]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert one.signer in console.get(page)
    assert console.send(told, "Save the bundle").data == answer.data


def test_the_page_is_said_in_three_languages(console, sitting):
    """Also the reason why there is nothing to hand over yet."""
    page = f"/circles/{sitting.circle}/hand-over"
    for language, words in (
        ("lv", "vēl nav noticis"),
        ("ru", "ещё не состоялся"),
        ("en", handing.NOT_HELD[-20:]),
    ):
        answer = console.client.get(page, headers={"Accept-Language": language})
        assert words in answer.text
        assert f'lang="{language}"' in answer.text
    console.get("/circles/none/hand-over", status=404)
