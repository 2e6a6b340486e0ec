"""From a corpus to a report: every contribution has its place, every quote is somebody's exact words."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import code_lines, space
from analysis.codebook import load
from analysis.corpus import Contribution, Corpus
from analysis.embedders import Vectors, e5
from analysis.placing import Look
from analysis.report import Report
from analysis.themes import find_themes

# Made up: four matters, in Latvian, English and Russian.
MATTERS = {
    "doctor": [
        "Ģimenes ārsts mani vienmēr uzklausa, tāpēc viņam uzticos.",
        "Pie ārsta jāgaida trīs mēneši, slimnīcā neviens neko nepaskaidro.",
        "Slimnīcas ārsti ir noguruši, bet dara visu, ko var.",
        "My doctor listens to me, and the nurses at the hospital are kind.",
        "You wait for months to see a doctor at the hospital.",
        "The clinic lost my test results and nobody said sorry.",
        "Врач в поликлинике даже не посмотрел на меня.",
        "Моему семейному врачу я доверяю больше всех.",
        "В больнице медсёстры добрые, но очередь к врачу огромная.",
    ],
    "school": [
        "Skolotāja ticēja manam dēlam, un viņš sāka mācīties labāk.",
        "Skolā bērni baidās teikt, ko domā.",
        "Mūsu skolu grib slēgt, bet vecākiem neviens neprasīja.",
        "The teachers at our school really care about the children.",
        "My daughter is bullied at school and the teacher looks away.",
        "Parents were not asked before the school was closed.",
        "Учительница хорошо объясняет, дети её любят.",
        "В школе детям не дают говорить, что они думают.",
        "Школу закрывают, а родителей никто не спросил.",
    ],
    "bus": [
        "Autobuss uz pilsētu kursē divas reizes dienā un vienmēr kavējas.",
        "Autobusa maršrutu noņēma, un tagad uz darbu jābrauc ar auto.",
        "Šoferis pagaida, ja redz, ka skrienu uz autobusu.",
        "The bus is always late and the timetable is wrong.",
        "They cancelled our bus route and I cannot get to town.",
        "The bus driver waits when he sees old people running.",
        "Автобус ходит два раза в день и всегда опаздывает.",
        "Отменили наш автобус, теперь до города не доехать.",
        "Водитель автобуса всегда ждёт бабушек на остановке.",
    ],
    "neighbours": [
        "Kaimiņi pieskata mūsu māju, kad esam prom.",
        "Kaimiņiem varu atstāt dzīvokļa atslēgas.",
        "Kāpņutelpā kaimiņi cits ar citu pat nesveicinās.",
        "My neighbours water the flowers and keep our keys.",
        "I do not even know the names of my neighbours on this floor.",
        "The neighbours helped us carry everything when we moved in.",
        "Соседи помогают друг другу, ключи всегда можно оставить.",
        "Соседей по подъезду я не знаю, никто не здоровается.",
        "Сосед присматривает за нашим домом, пока нас нет.",
    ],
}
EVENING = [
    Contribution(f"{matter}{n}", text, voice=f"v{n % 5}", circle="Cēsis" if n % 2 else "Rīga")
    for matter, texts in MATTERS.items()
    for n, text in enumerate(texts)
]


class Letters:
    """A small embedder of our own, for laws that hold whatever the vectors say."""

    name = "letters"
    fingerprint = "letters-1"

    def embed(self, texts: Sequence[str]) -> Vectors:
        counts = np.zeros((len(texts), 64), np.float32)
        for row, text in zip(counts, texts, strict=True):
            np.add.at(row, [ord(letter) % 64 for letter in text], 1)
        unit: Vectors = counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1)
        return unit


@pytest.fixture(autouse=True, scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        for room in (space, code_lines):
            patch.setattr(room, "user_cache_path", lambda *_, **__: folder)
        yield folder


@pytest.fixture(scope="module")
def evening() -> Report:
    return find_themes(Corpus("Evening", EVENING))


def check(report: Report, given: Sequence[Contribution]) -> None:
    """What holds for every report, whatever was said."""
    by_id = {one.id: one for one in given}
    assert [one.id for one in report.placed] == [one.id for one in given]
    member_of = {member: theme.id for theme in report.themes for member in theme.members}
    assert len(member_of) == sum(len(theme.members) for theme in report.themes)
    assert {one.id: one.theme for one in report.placed if one.theme} == member_of
    assert [theme.id for theme in report.themes] == [f"t{n}" for n in range(1, len(report.themes) + 1)]
    sizes = [(-theme.size, theme.label) for theme in report.themes]
    assert sizes == sorted(sizes)
    for theme in report.themes:
        assert theme.size == len(theme.members) > (report.method["state"] == "enough")
        assert theme.label
        for quote in theme.quotes:
            source = by_id[quote.contribution]
            assert source.id in theme.members
            assert source.quotable
            assert source.text[quote.start : quote.end] == quote.text
    json.dumps(report.method)


def test_matters_found(evening: Report) -> None:
    """Four matters spoken of in three languages become four themes, each in all three languages."""
    check(evening, EVENING)
    assert len(evening.themes) == 4
    place = {one.id: one for one in evening.placed}
    for theme in evening.themes:
        matters = Counter(member.rstrip("0123456789") for member in theme.members)
        assert matters.most_common(1)[0][1] >= 0.75 * theme.size
        assert {place[member].language for member in theme.members} == {"lv", "en", "ru"}
        assert set(theme.labels) == {"lv", "en", "ru"}
        assert 2 <= len(theme.quotes) <= 4
        assert theme.circles == 2


def test_method(evening: Report) -> None:
    """The report says how it was made, in values that depend on nothing but the input."""
    method = evening.method
    assert method["embedder"] == {"name": "multilingual-e5-small", "fingerprint": e5.E5().fingerprint}
    assert method["languages"] == {"en": 12, "lv": 12, "ru": 12}
    assert method["state"] == "enough"
    assert method["warnings"] == []


def test_order(evening: Report) -> None:
    """The report is the same in whatever order contributions come, but for their own order."""
    turned = find_themes(Corpus("Evening", EVENING[::-1]))
    place = {one.id: one for one in turned.placed}
    assert [place[one.id] for one in EVENING] == list(evening.placed)
    assert [replace(theme, members=()) for theme in turned.themes] == [
        replace(theme, members=()) for theme in evening.themes
    ]
    assert turned.method == evening.method


def test_kept_vectors(evening: Report) -> None:
    """Vectors kept when contributions came give the same report, and nothing is embedded again."""
    vectors = e5.E5().embed([one.text for one in EVENING])
    told: list[tuple[int, int]] = []
    again = find_themes(
        Corpus("Evening", EVENING), vectors=vectors, progress=lambda *how_far: told.append(how_far)
    )
    assert again == evening
    assert told == []


def test_progress() -> None:
    """Who waits is told how far the reading has come."""
    told: list[tuple[int, int]] = []
    find_themes(Corpus("Evening", EVENING), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (36, 36)


def test_not_for_quoting() -> None:
    """Words that may not be quoted count in their theme, and are in no quote."""
    quiet = [replace(one, quotable="0" <= one.id[-1] <= "4") for one in EVENING]
    report = find_themes(Corpus("Evening", quiet))
    check(report, quiet)
    assert sum(theme.size for theme in report.themes) == len(quiet)
    nobody = [replace(one, quotable=False) for one in EVENING]
    assert [theme.quotes for theme in find_themes(Corpus("Evening", nobody)).themes] == [()] * 4


def test_says_nothing() -> None:
    """What says nothing is honestly unsorted, and counted as such."""
    nothing = ["…", "+1", "ok", "", "  \n", "👍👍", "?!", "12 345"]
    given = [*EVENING, *(Contribution(f"nothing {n}", text) for n, text in enumerate(nothing))]
    report = find_themes(Corpus("Evening", given))
    check(report, given)
    assert {placed.theme for placed in report.placed[-len(nothing) :]} == {None}
    assert report.method["counts"] == {
        "contributions": 36 + len(nothing),
        "sorted": 36,
        "unsorted": {"says nothing": len(nothing), "far from all": 0, "no code fits": 0, "too few": 0},
    }


@pytest.mark.parametrize("count", [0, 1, 5, 19])
def test_few(count: int) -> None:
    """Under twenty contributions no themes are looked for: they are sorted by the codebook, and told so."""
    given = [one for four in zip(*[EVENING[i::9] for i in range(9)], strict=True) for one in four][:count]
    report = find_themes(Corpus("Few", given))
    check(report, given)
    names = {code.label["lv"] for code in load("trust").codes}
    assert {theme.labels["lv"] for theme in report.themes} <= names
    assert bool(report.themes) == (count >= 1)
    assert report.method["state"] == "too few"
    assert {theme.quality.state for theme in report.themes} <= {"too few"}
    assert {one.reason for one in report.placed if one.theme is None} <= {"no code fits"}
    assert len(report.method["warnings"]) == 1  # type: ignore[arg-type]


def test_all_the_same() -> None:
    """Forty people who say the same have one theme."""
    given = [Contribution(str(n), "Es uzticos saviem kaimiņiem.") for n in range(40)]
    report = find_themes(Corpus("Same", given))
    check(report, given)
    assert [theme.size for theme in report.themes] == [40]
    assert len(report.themes[0].quotes) == 1


@settings(max_examples=15, deadline=None)
@given(
    said=st.lists(st.tuples(st.text(st.characters(), max_size=40), st.booleans()), max_size=30),
    seed=st.integers(0, 2**31),
)
def test_any_texts(said: list[tuple[str, bool]], seed: int) -> None:
    """Whatever strings come, nothing is lost, nothing is placed twice, and quotes are exact."""
    given = [Contribution(str(n), text, quotable=may) for n, (text, may) in enumerate(said)]
    once = find_themes(Corpus("Any", given), embedder=Letters(), look=Look(seed=seed))
    check(once, given)
    assert once == find_themes(Corpus("Any", given), embedder=Letters(), look=Look(seed=seed))


def test_what_cannot_be() -> None:
    """Ids that come twice and vectors that do not fit are refused."""
    with pytest.raises(ValueError, match="same id"):
        find_themes(Corpus("Twice", [EVENING[0], EVENING[0]]))
    with pytest.raises(ValueError, match="3 vectors for 36"):
        find_themes(Corpus("Evening", EVENING), vectors=np.zeros((3, 384), np.float32))


def test_without_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without weights each language is read by itself, by its words, and the report says so."""
    monkeypatch.setattr(e5, "WEIGHTS", tmp_path)
    given = [*EVENING, Contribution("fi", "Naapurit auttavat aina toisiaan.", language="fi")]
    report = find_themes(Corpus("Evening", given))
    check(report, given)
    assert report.method["embedder"] is None
    assert "by words alone" in str(report.method["warnings"])
    language = {one.id: one.language for one in report.placed}
    for theme in report.themes:
        assert len({language[member] for member in theme.members}) == 1
    assert report.placed[-1].theme is None
    assert {one.language for one in report.placed if one.theme} == {"lv", "en", "ru"}
