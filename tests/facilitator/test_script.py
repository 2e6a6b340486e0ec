"""Scripts: what a facilitation format says, and how a broken one is refused."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facilitator.script import Script, ScriptBroken, load, said, scripts

Data = dict[str, Any]
Break = Callable[[Data], object]


@pytest.fixture(scope="module")
def timeout_120() -> Script:
    return load("timeout-120")


@pytest.fixture(params=scripts())
def script(request: pytest.FixtureRequest) -> Script:
    return load(str(request.param))


def toml(value: Any) -> str:
    """A value written as TOML, inline: what a script's file can hold."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def written(folder: Path, data: Data, name: str = "timeout-120") -> Path:
    path = folder / f"{name}.toml"
    path.write_text("\n".join(f"{json.dumps(k)} = {toml(v)}" for k, v in data.items()), "utf-8")
    return path


def refused(folder: Path, script: Script, spoil: Break) -> str:
    data = copy.deepcopy(script.to_dict())
    spoil(data)
    with pytest.raises(ScriptBroken) as broken:
        load(written(folder, data))
    return str(broken.value)


TIMEOUTS = {"timeout-60", "timeout-90", "timeout-120", "timeout-180", "timeout-240"}
SPOKEN = ("lv", "en", "ru")


def test_there_is_a_script_for_every_kind_of_evening() -> None:
    """One to four hours; trust in four aspects; the next topic; in writing; over a plan; and a bare frame."""
    others = {"trust-2023", "topic-selection", "silent", "action-plan-review", "own"}
    assert TIMEOUTS | others <= set(scripts())


def test_shorter_ones_are_listed_before_longer_ones() -> None:
    assert [name for name in scripts() if name in TIMEOUTS] == [
        f"timeout-{minutes}" for minutes in (60, 90, 120, 180, 240)
    ]


@pytest.mark.parametrize("name", sorted(TIMEOUTS - {"timeout-60"}))
def test_a_circle_follows_the_thirteen_sections_in_order(name: str) -> None:
    found = load(name)
    sections = [section for step in found.rounds for section in step.sections]
    assert sections == [s for s in range(1, 14) if (s, name) != (7, "timeout-90")]
    assert f"timeout-{sum(step.minutes for step in found.rounds)}" == name


# Minutes of sections 1, 2, 3, 4, 5, break, 6, 7, 8, 9, 10, 11-13.
PLANNED = {
    "timeout-90": [10, 5, 3, 7, 25, 0, 3, 0, 17, 4, 10, 6],
    "timeout-120": [12, 6, 5, 8, 35, 0, 4, 5, 22, 4, 12, 7],
    "timeout-180": [15, 8, 7, 10, 50, 10, 6, 8, 38, 5, 16, 7],
}


@pytest.mark.parametrize("name", PLANNED)
def test_time_is_given_out_as_the_method_would(name: str) -> None:
    taken = {tuple(step.sections): step.minutes for step in load(name).rounds}
    places = [(1,), (2,), (3,), (4,), (5,), (), (6,), (7,), (8,), (9,), (10,), (11, 12, 13)]
    assert [taken.get(place, 0) for place in places] == PLANNED[name]


def test_every_shipped_script_is_sound_and_speaks_three_languages(script: Script) -> None:
    assert set(SPOKEN) <= set(script.languages)
    assert [one.key for one in script.warnings()] == ["minutes"] * (script.id == "timeout-60")


def test_phones_are_away_while_people_talk_together(script: Script) -> None:
    """The joint dialogue belongs to faces; phones come out for joining, writing and checking."""
    for step in script.rounds:
        if {5, 8} & set(step.sections) and script.kind != "silent":
            assert step.phones == "away"
        if step.form == "alone":
            assert step.phones == "write"


def test_people_see_the_draft_themes_before_they_leave(script: Script) -> None:
    assert script.rounds[-1].phones == "check"


def test_trust_and_feedback_are_asked_when_people_come_and_go(script: Script) -> None:
    asked = {one: step.id for step in script.rounds for one in step.asks}
    assert asked == {"pulse_before": "welcome", "pulse_after": "farewell", "feedback": "farewell"}


def test_trust_is_talked_about_in_four_aspects() -> None:
    """Each aspect first alone and then together: what is written and said there is about that aspect."""
    blocks = [(step.aspect, step.form) for step in load("trust-2023").rounds if step.aspect]
    aspects = ("citizen_citizen", "citizen_state", "citizen_municipality", "citizen_politician")
    assert blocks == [(aspect, form) for aspect in aspects for form in ("alone", "together")]


def test_what_is_ours_is_said_to_be_ours() -> None:
    """Our hour, our writing and our going through a plan; and nobody found the questions of 2023."""
    for name in ("timeout-60", "silent", "action-plan-review"):
        assert "ours, not the Timeout Foundation's" in load(name).source["en"]
    assert "our short form" in load("timeout-60").title["en"]
    assert "were not found: these are ours" in load("trust-2023").source["en"]


def test_nobody_speaks_in_the_silent_script() -> None:
    """All write, and what they write can be shown on phones; the rules are those for writing."""
    silent = load("silent")
    writing = [step for step in silent.rounds if step.phones == "write"]
    assert all(step.shared == "phones" for step in writing) and len(writing) == 5
    assert silent.ground_rules.id == "writing"


def test_what_is_said_aloud_is_short_and_plain(script: Script) -> None:
    """A facilitator reads it off the screen: at most four pieces of four sentences, nobody is shouted at."""
    for step in script.rounds:
        assert 1 <= len(step.say) <= 4, step.id
        for texts in (*step.say, *step.ask, step.prompt, *script.rules):
            for text in texts.values():
                assert len(re.findall(r"[.?:](?:\s|$)", text)) <= 4, text
                assert len(text) <= 260 and "!" not in text, text


def test_russian_is_russian_and_the_others_are_not(script: Script) -> None:
    """No text slipped into another language's place."""
    for step in script.rounds:
        for texts in (step.title, step.prompt, *step.say, *step.ask):
            if texts["en"] == "{question}":
                continue
            assert re.search("[а-яё]", texts["ru"]) and len(set(texts.values())) == 3, texts
            assert not re.search("[а-яё]", texts["lv"] + texts["en"].lower()), texts


def test_the_method_is_credited_and_no_affiliation_is_claimed(script: Script) -> None:
    source = script.source["en"]
    assert "Erätauko" in source and source.endswith("affiliated with this tool.")


def test_a_session_keeps_its_script_as_plain_data(script: Script) -> None:
    """The snapshot goes through JSON and comes back the same, so a later edit changes no evening."""
    assert Script.from_dict(json.loads(json.dumps(script.to_dict()))) == script


def test_a_script_written_anew_from_its_snapshot_is_the_same(timeout_120: Script, tmp_path: Path) -> None:
    assert load(written(tmp_path, timeout_120.to_dict())) == timeout_120


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        ({"lv": "jā", "en": "yes", "ru": "да"}, "ru", "да"),
        ({"lv": "jā", "en": "yes"}, "ru", "yes"),
        ({"lv": "jā", "ru": "да"}, "et", "jā"),
        ({}, "lv", ""),
    ],
)
def test_words_fall_back_to_english_and_then_to_what_there_is(
    texts: dict[str, str], language: str, expected: str
) -> None:
    assert said(texts, language) == expected


def double_id(data: Data) -> None:
    data["rounds"][3]["id"] = data["rounds"][1]["id"]


def without_rules_round(data: Data) -> None:
    data["rounds"][0]["minutes"] += data["rounds"].pop(1)["minutes"]


def short_closing(data: Data) -> None:
    data["rounds"][4]["minutes"] += 8
    data["rounds"][9]["minutes"] -= 8


def little_talk(data: Data) -> None:
    data["rounds"][0]["minutes"] += 40
    data["rounds"][4]["minutes"] -= 25
    data["rounds"][7]["minutes"] -= 15


BROKEN: list[tuple[str, Break, str]] = [
    (
        "minutes differ",
        lambda d: d.update(minutes=125),
        "minutes: It says 125, and the rounds together take 120",
    ),
    ("a round of no time", lambda d: d["rounds"][3].update(minutes=0), "rounds[3].minutes: It says 0."),
    ("half minutes", lambda d: d["rounds"][3].update(minutes=7.5), "rounds[3].minutes: It says 7.5."),
    ("yes for minutes", lambda d: d["rounds"][3].update(minutes=True), "rounds[3].minutes: It says True."),
    (
        "an unknown form",
        lambda d: d["rounds"][0].update(form="lecture"),
        "rounds[0].form: It says 'lecture'.",
    ),
    (
        "phones on",
        lambda d: d["rounds"][4].update(phones="on"),
        "rounds[4].phones: It says 'on'. Choose one of away",
    ),
    ("shared with all", lambda d: d["rounds"][8].update(shared="all"), "rounds[8].shared: It says 'all'"),
    ("an unknown kind", lambda d: d["rounds"][8].update(kind="vote"), "rounds[8].kind: It says 'vote'"),
    (
        "a typing error",
        lambda d: d["rounds"][2].update(minuts=5),
        "rounds[2].minuts: This is not a key",
    ),
    ("a key too many", lambda d: d.update(author="me"), "author: This is not a key"),
    ("no prompt", lambda d: d["rounds"][5].pop("prompt"), "rounds[5].prompt: It is missing"),
    (
        "a language forgotten",
        lambda d: d["rounds"][5]["prompt"].pop("ru"),
        "rounds[5].prompt.ru: It is missing",
    ),
    (
        "a language too many",
        lambda d: d["title"].update(et="Ring"),
        "title.et: The language is not in languages",
    ),
    (
        "an empty text",
        lambda d: d["rounds"][6]["title"].update(lv=" "),
        "rounds[6].title.lv: There are no words",
    ),
    (
        "spaces around",
        lambda d: d["rounds"][6]["title"].update(lv="Te "),
        "rounds[6].title.lv: There are stray spaces",
    ),
    (
        "a number for words",
        lambda d: d["rounds"][6]["title"].update(lv=5),
        "rounds[6].title.lv: There are no words",
    ),
    (
        "nothing to say",
        lambda d: d["rounds"][1].update(say=[]),
        "rounds[1].say: This is not a list with something",
    ),
    (
        "one text for all",
        lambda d: d["rounds"][1].update(say=["Hello"]),
        "rounds[1].say[0]: This is not one text per",
    ),
    (
        "a placeholder in a title",
        lambda d: d["title"].update(lv="{question}"),
        "title.lv: There is a curly bracket",
    ),
    (
        "an unknown placeholder",
        lambda d: d["rounds"][3]["prompt"].update(lv="{name}?"),
        "rounds[3].prompt.lv: There is a curly",
    ),
    (
        "a question lost",
        lambda d: d["rounds"][3]["prompt"].update(en="Well?"),
        "rounds[3].prompt.en: {question} stands in other",
    ),
    (
        "no ground rules",
        lambda d: d["ground_rules"].update(rules=[]),
        "ground_rules.rules: This is not a list",
    ),
    ("no round for the rules", without_rules_round, "rounds: No round goes through the ground rules"),
    ("two rounds of one name", double_id, "rounds[3].id: ground-rules is the name of an earlier"),
    ("an odd name", lambda d: d["rounds"][0].update(id="Hello There"), "rounds[0].id: It says 'Hello There'"),
    (
        "another file's name",
        lambda d: d.update(id="evening"),
        "id: It says evening, and the file is timeout-120.toml",
    ),
    ("a 14th section", lambda d: d["rounds"][10].update(sections=[14]), "rounds[10].sections: It says [14]"),
    (
        "sections out of order",
        lambda d: d["rounds"].reverse(),
        "rounds[1].sections: Sections 10 come after section 13",
    ),
    ("hardly any closing", short_closing, "rounds: The closing (sections 9 to 13) takes 15 min"),
    (
        "little joint dialogue",
        little_talk,
        "The joint dialogue (sections 5 and 8) takes 17 min, another round takes 52 min.",
    ),
    ("no languages", lambda d: d.update(languages=[]), "languages: It says []"),
    ("a language twice", lambda d: d.update(languages=["lv", "lv"]), "languages: It says ['lv', 'lv']"),
    ("a language by its name", lambda d: d.update(languages=["Latvian"]), "languages: It says ['Latvian']"),
    ("no rounds", lambda d: d.update(rounds=[]), "rounds: This is not a list with something in it"),
    ("rounds of nothing", lambda d: d.update(rounds=["talk"]), "rounds[0]: This is no table"),
]


@pytest.mark.parametrize(("spoil", "sentence"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_broken_script_is_refused_with_file_key_and_remedy(
    timeout_120: Script, tmp_path: Path, spoil: Break, sentence: str
) -> None:
    told = refused(tmp_path, timeout_120, spoil)
    line = next((line for line in told.splitlines() if sentence in line), "")
    assert line.startswith("timeout-120.toml: "), told
    assert re.search(r"\. \S.{4,}\.$", line), "the remedy is missing"


def test_all_faults_are_told_at_once(timeout_120: Script, tmp_path: Path) -> None:
    """Nobody mends one fault to meet the next."""

    def spoil(data: Data) -> None:
        data["rounds"][0].update(form="lecture", minutes=-1)
        data["rounds"][5]["prompt"].pop("ru")

    told = refused(tmp_path, timeout_120, spoil)
    assert len(told.splitlines()) == 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"title = 'x", "broken.toml: file: It is not TOML"),
        ("id = 'āā'".encode("cp1257"), "broken.toml: file: It is not UTF-8"),
        (b"", "broken.toml: rounds: It is missing"),
        (b"[[rounds]]\n", "broken.toml: rounds[0].minutes: It is missing"),
    ],
)
def test_what_is_no_script_at_all_is_refused_too(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "broken.toml").write_bytes(content)
    with pytest.raises(ScriptBroken, match=re.escape(sentence)):
        load(tmp_path / "broken.toml")


def test_a_script_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(ScriptBroken, match=r"midnight.toml: file: It cannot be read .* timeout-120"):
        load("midnight")


def test_a_short_evening_is_warned_of_and_not_refused(timeout_120: Script, tmp_path: Path) -> None:
    data = copy.deepcopy(timeout_120.to_dict())
    data["rounds"][4]["minutes"] -= 20
    data["rounds"][7]["minutes"] -= 15
    data["minutes"] -= 35
    for step in data["rounds"]:
        step.pop("least")
    data["rounds"][4].pop("ask")
    assert len(load(written(tmp_path, data)).warnings()) == 1


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in nested data that holds a plain value."""
    if isinstance(value, dict):
        return [p for key, inner in value.items() for p in places(inner, (*path, key))]
    if isinstance(value, list):
        return [p for index, inner in enumerate(value) for p in places(inner, (*path, index))]
    return [path]


PLACES = places(load("timeout-120").to_dict())
WRONG = st.one_of(
    st.just(""), st.just([]), st.just({}), st.integers(-9, 0), st.floats(0.1, 0.9), st.booleans()
)


@settings(deadline=None)
@given(place=st.sampled_from(PLACES), wrong=WRONG)
def test_wherever_a_value_is_spoiled_the_place_is_named(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[Any, ...], wrong: Any
) -> None:
    """Any value of the wrong kind, anywhere: refused, and the sentence holds the key it stands under."""
    data = load("timeout-120").to_dict()
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    assume(place[-1] not in ("own", "aspect", "year"))  # none, no and 0 may stand there
    inner[place[-1]] = wrong
    path = written(tmp_path_factory.mktemp("scripts"), data)
    with pytest.raises(ScriptBroken) as broken:
        load(path)
    named = next(key for key in reversed(place) if isinstance(key, str))
    assert any(named in fault.key for fault in broken.value.faults), str(broken.value)
