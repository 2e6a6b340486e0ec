"""Two people code the same contributions blind; their work is compared, and differences are decided."""

import re

import pytest

from facilitator import blind_coding, coders, desk_log, series_corpus, series_report

SAID = [
    "The mayor answered my letter",
    "Nobody tells us why",
    "My neighbour has my key",
    "The doctor listened to me",
]
BOTH, ANNA, BEN = ("being_heard",), ("explained_decisions", "state_administration"), ("honest_communication",)


@pytest.fixture(name="series")
def _series(sitting):
    sitting.open()
    sitting.turn(4)
    sitting.house.desk.agreed_aloud(sitting.id, 9, 10)
    for number, text in enumerate(SAID):
        sitting.house.record.keep(sitting.id, text, key=f"k{number}")
    found = {"themes": [], "placed": [], "method": {"last_number": 2}}
    sitting.house.store.change(lambda work: desk_log.add_reading(work, found))
    return sitting


def begin(series, name):
    """A coder's own address."""
    page = series.console.get("/coders")
    answer = series.console.send(page, "Begin", name=name)
    assert answer.status_code == 200
    return answer.request.path


def code(series, address, codes, ref="", memo=""):
    """Codes for what lies before the coder: a tuple, none that fits, or unsure."""
    page = series.console.get(f"{address}?at={ref}" if ref else address)
    if codes is None:
        return series.console.press(page, "Unsure", memo=memo)
    if not codes:
        return series.console.press(page, "No code fits", memo=memo)
    ref = ref or re.search(r'name="ref" value="([^"]+)"', page)[1]
    fields = {"ref": ref, "memo": memo, "what": "codes"} | {f"code-{one}": "on" for one in codes}
    answer = series.console.client.post(
        f"{address}/code", data=fields, headers={"Accept-Language": "en"}, follow_redirects=True
    )
    assert answer.status_code == 200, answer.text
    return answer.text


def done(series, address):
    blind_coding.done(series.house.store, address.rpartition("/")[2])


def refs(series):
    """What people call the four contributions."""
    with series.house.store.read() as work:
        return list(series_corpus.said(work).called.values())


def coded_by_two(series):
    """Alike on the first and the third, apart on the second; Ben is unsure of the fourth."""
    store, lanes = series.house.store, []
    for name, given in (("Anna", (BOTH, ANNA, (), BOTH)), ("Ben", (BOTH, BEN, (), None))):
        lanes.append(blind_coding.begin(store, name, ["1"]))
        for ref, codes in zip(refs(series), given, strict=True):
            blind_coding.code(store, lanes[-1], ref, codes, "")
    return [f"/coders/of/{lane}" for lane in lanes]


def compared(series):
    anna, ben = coded_by_two(series)
    done(series, anna)
    done(series, ben)
    fields = {"lane-0": "on", "lane-1": "on", "who": "Lead"}
    answer = series.console.client.post(
        "/coders/agreement", data=fields, headers={"Accept-Language": "en"}, follow_redirects=True
    )
    assert answer.status_code == 200, answer.text
    return answer.request.path, answer.text


def test_a_coder_codes_one_after_another_and_can_stop_and_come_back(series):
    """In the order it was said, with the neighbours; progress is said; a name leads back to where one was."""
    anna = begin(series, "Anna")
    page = series.console.get(anna)
    assert "0 of 4 coded" in page and SAID[0] in page and SAID[1] in page and SAID[2] not in page
    assert "Being heard" in page and "Made-up example" in page  # the codebook is there
    page = code(series, anna, BOTH, memo="letters count")
    assert "1 of 4 coded" in page and all(text in page for text in SAID[:3])
    again = series.console.press(series.console.get("/coders"), "Go on", name=" anna ")
    assert "1 of 4 coded" in again
    page = series.console.press(again, "Undo")
    assert "0 of 4 coded" in page and "letters count" in page
    assert "1 of 4 coded" in series.console.press(page, "Do again")


def test_a_coding_says_by_which_codebook_it_was_made(series):
    anna = begin(series, "Anna")
    code(series, anna, ANNA)
    code(series, anna, None)
    with series.house.store.read() as work:
        (lane,) = coders.lanes(work)
    told = list(lane.codings.values())
    assert [one.codes for one in told] == [ANNA, ()] and told[1].unsure
    assert {one.book for one in told} == {"trust 0.2.0 (0)"}


def test_coders_are_blind_to_each_other_and_to_the_machine(series):
    """With the other's codes in the file, and the machine's, a coder's page is to the byte what it is
    without; the control is that the coder's own codes do change it."""
    ids = series.house.reading_desk.state().report.contributions
    anna, ben = begin(series, "Anna"), begin(series, "Ben")
    before = {path: series.console.get(path) for path in (ben, "/reading-desk/now")}
    code(series, anna, BOTH, memo="a note of Anna's")
    suggested = [{"id": one.id, "theme": "t1", "codes": {"media_information": 0.9}} for one in ids]
    theme = {"id": "t1", "label": "letters", "labels": {}, "keywords": [], "quotes": [], "circles": 1}
    theme |= {"members": [one.id for one in ids], "size": 4}
    placed = [one | {"language": "en", "confidence": 0.9} for one in suggested]
    found = {"themes": [theme], "placed": placed, "method": {"last_number": 2}}
    assert series.console.get("/reading-desk/now").count("a note of Anna's") == 0
    series.house.store.change(lambda work: desk_log.add_reading(work, found))
    assert series.console.get(ben) == before[ben]
    code(series, ben, BEN)
    assert series.console.get(f"{ben}?at={refs(series)[0]}") != before[ben]


def test_nobody_stumbles_into_anothers_lane(series):
    """No page leads there but one's own name; a name is taken once."""
    anna = begin(series, "Anna")
    assert anna.rpartition("/")[2] not in series.console.get("/coders")
    page = series.console.get("/coders")
    assert series.console.send(page, "Begin", name="ANNA").status_code == 422
    assert series.console.send(page, "Go on", name="Somebody").status_code == 404
    assert series.console.client.get("/coders/of/coder-0123456789abcdef").status_code == 404


def test_a_comparison_is_closed_until_everybody_is_done(series):
    """Early is possible, with a reason, which is logged; it ends their coding and is in no report."""
    anna, ben = coded_by_two(series)
    done(series, anna)
    both = {"lane-0": "on", "lane-1": "on", "who": "Lead"}
    assert series.console.post("/coders/agreement", **both).json["code"] == "coding_open"
    assert series.console.post("/coders/agreement", **both, early="on").json["code"] == "no_why"
    assert series.console.post("/coders/agreement", **both, early="on", why="Ben fell ill").status_code == 200
    with series.house.store.read() as work:
        (line,) = coders.comparisons(work)
        assert (line.early, line.who, line.why) == (True, "Lead", "Ben fell ill")
        assert coders.comparison(work) is None
    assert series.console.post(f"{ben}/code", ref=refs(series)[1], what="none").json["code"] == "coding_done"


def test_done_can_be_taken_back_only_until_somebody_compares(series):
    anna, ben = coded_by_two(series)
    done(series, anna)
    assert series.console.post(f"{anna}/code", ref=refs(series)[0], what="none").json["code"] == "coding_done"
    page = series.console.press(series.console.get(anna), "Not done yet")
    assert "Thank you" in series.console.press(page, "I am done with these circles")
    done(series, ben)
    both = {"lane-0": "on", "lane-1": "on", "who": "Lead"}
    assert series.console.post("/coders/agreement", **both).status_code == 200
    assert series.console.post(f"{anna}/on").json["code"] == "coding_done"


def test_the_page_tells_how_far_they_agree_and_where_they_differ(series):
    """In words and figures, with a reason where there is none; what somebody was unsure of is left out."""
    _, page = compared(series)
    assert "3 contributions were coded by two or more" in page and "1 left out because" in page
    assert "On 2 they gave the same codes" in page and "too few contributions" in page
    assert SAID[1] in page and SAID[0] not in page
    with series.house.store.read() as work:
        found = coders.comparison(work)
        assert found == coders.comparison(work)
        assert series_report.report(work).agreement == found
    assert found.coders == ("Anna", "Ben") and found.n == 3 and found.alone == 1
    assert found.whole.percent.value == pytest.approx(2 / 3)
    assert found.codes["being_heard"].kappa.value == 1


def test_what_they_agree_on_is_taken_over_in_one_step_and_the_rest_decided(series):
    """It becomes decisions of the shared desk, with who and why; nothing is decided twice."""
    path, page = compared(series)
    page = series.console.press(page, "Take over what they agree on", who="Lead", why="both said so")
    assert "Everything they agree on is decided" in page
    fields = {
        "ref": refs(series)[1],
        "code-explained_decisions": "on",
        "who": "Lead",
        "why": "talked it through",
    }
    assert series.console.post(f"{path}/settle", **fields).status_code == 200
    assert series.console.post(f"{path}/settle", **(fields | {"ref": refs(series)[0]})).status_code == 404
    now = series.house.reading_desk.state()
    placed = {now.called[one.id]: one for one in now.report.placed}
    told = [(list(placed[ref].codes), placed[ref].coded) for ref in refs(series)]
    assert told == [(["being_heard"], True), (["explained_decisions"], True), ([], True), ([], False)]
    assert [(one.who, one.why) for one in now.log if one.act == "code"][-1] == ("Lead", "talked it through")


def test_words_taken_back_are_in_no_comparison(series):
    compared(series)
    with series.house.store.read() as work:
        before, last = coders.comparison(work), work.contributions(series.id)[0]
    series.house.record.take_back(series.id, last.id)
    with series.house.store.read() as work:
        assert (before.n, coders.comparison(work).n) == (3, 2)
