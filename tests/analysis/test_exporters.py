"""Reports written down: whole, harmless, the same bytes each time, and without the words of who said no."""

import ast
import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebook import load
from analysis.corpus import Contribution
from analysis.evening import Answered, Done, Evening, Fall, Promise, RoundHeld, Spread, Trust
from analysis.exporters.markdown import escaped
from analysis.exporters.telling import Telling
from analysis.registry import EXPORTERS, NoSuch, embedder, exporter, exporter_for
from analysis.report import Gone, Placed, Quality, Quote, Report, Theme
from analysis.tables import as_meant
from analysis.words import LANGUAGES, LOCALE

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "]]><!--",
    "&lt;script&gt;",
    "javascript:alert(1)",
]


def report(texts: list[str], *, name: str = "roads", closed: tuple[int, ...] = ()) -> Report:
    """One theme with all texts but the last, which is unsorted; every text is quoted whole."""
    said = [
        Contribution(f"{name}{i}", text, circle=name, round=name, quotable=i not in closed)
        for i, text in enumerate(texts)
    ]
    inside = said[:-1]
    theme = Theme(
        id="t1",
        label=name,
        keywords=(name, f"{name} too"),
        size=len(inside),
        quotes=tuple(Quote(c.id, 0, len(c.text), c.text) for c in inside),
        members=tuple(c.id for c in inside),
        labels={"en": name, "lv": name},
        circles=1,
    )
    return Report(
        title=name,
        question=name,
        themes=[theme],
        placed=[*(Placed(c.id, "t1", "en", 0.5) for c in inside), Placed(said[-1].id, None, "und")],
        contributions=said,
        method={"seed": 0, "embedder": {"name": name}, "warnings": [name], "grouping": {"way": [name]}},
    )


def evening(words: str, *, missing: tuple[str, ...] = ()) -> Evening:
    """An evening in which everything that somebody typed is these words."""
    spread = Spread(1.0, 2.5, 4.0)
    return Evening(
        day="2026-10-03",
        method=words,
        rules=[words],
        rules_set=words,
        rules_accepted=True,
        agreed=9,
        present=10,
        rounds=[RoundHeld(words, 10, 12)],
        checked=True,
        missing=missing,
        insights=missing,
        answers=[Answered(words, words)],
        trust=[Trust(words, 12, spread, spread, Spread(-1.0, 0.0, 1.5))],
        feedback=[Fall(words, 1, [0, 1, 2, 3, 4]), Fall(words, 0, [1] * 11)],
        forms=10,
        promise=Promise(words, words, "2026-12-01", words, words),
        done=[Done(words, words, "2026-12-02")],
    )


def of_an_evening(words: str, *, closed: tuple[int, ...] = ()) -> Report:
    """A report of one: a theme corrected, one rejected with the last text in it, one no longer found."""
    given = report([words] * 3, name="roads", closed=closed)
    theme = replace(given.themes[0], status="corrected", correction=words)
    last = given.contributions[-1]
    quotes = (Quote(last.id, 0, len(last.text), last.text),)
    rejected = replace(
        theme, id="t2", size=1, members=(last.id,), quotes=quotes, status="rejected", correction=""
    )
    placed = [replace(one, theme=one.theme or "t2") for one in given.placed]
    told = evening(words, missing=(last.id,))
    gone = [Gone(words, "confirmed", 2)]
    return replace(given, themes=[theme], rejected=[rejected], placed=placed, gone=gone, evening=told)


def written(name: str, given: Report, words: str = "en") -> str:
    out = io.BytesIO()
    exporter(name).write(given, out, words=words)
    return told(out.getvalue())


def told(content: bytes) -> str:
    """All that is in a file, with what is packed in it."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(f"{part}\n{told(parts.read(part))}" for part in parts.namelist())


class Page(HTMLParser):
    """What a browser would see: tags with their attributes, and text outside the style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)


@pytest.mark.parametrize("attack", ATTACKS)
def test_page_shows_attacks_as_text(attack: str) -> None:
    """Markup in a title, name, id, circle, keyword, warning or quote is text on the page, nothing else."""
    harmless = Page(written("html", report(["fine words"] * 3)))
    page = Page(written("html", report([attack] * 3, name=attack)))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in harmless.tags]
    assert [set(attributes) for _, attributes in page.tags] == [
        set(attributes) for _, attributes in harmless.tags
    ]
    assert page.open == []
    assert "".join(page.text).count(attack) >= 10


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_told_of_an_evening_is_text_too(attack: str) -> None:
    """Answers, rules, promises, the room's own names: no markup on the page, none in Markdown."""
    harmless = Page(written("html", of_an_evening("fine words")))
    page = Page(written("html", of_an_evening(attack)))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in harmless.tags]
    assert page.open == [] and "".join(page.text).count(attack) >= 15
    assert attack not in written("markdown", of_an_evening(attack)) or not re.search(r"[<>\[\]()]", attack)


def test_every_word_of_an_evening_is_told() -> None:
    """In each language of ours, with its own section and a link to it; numbers with their n."""
    for words in LANGUAGES:
        page = written("html", of_an_evening("fine words"), words)
        for id in ("rejected", "gone", "summary", "insights", "missing", "next", "trust", "feedback", "held"):
            assert f'id="{id}"' in page and f'href="#{id}"' in page
    text = written("markdown", of_an_evening("fine words"))
    assert "2.5 \\(1 … 4\\) | 2.5 \\(1 … 4\\) | 0 \\(−1 … \\+1\\.5\\) | 12 |".replace("2.5", "2\\.5") in text
    assert "corrected by the room" in text and "9 of 10" in text and "confirmed by the room" in text


def test_the_figures_of_an_evening_add_up() -> None:
    """The themes are those confirmed, corrected and not checked; what is none of them has its own line."""
    given = of_an_evening("fine words")
    unseen = replace(given.themes[0], id="t3", status="", correction="")
    told = dict(Telling(replace(given, themes=[*given.themes, unseen, unseen])).glance())
    parts = [int(many) for what, many in told.items() if what.startswith("– ")]
    assert told["Themes"] == "3" and sorted(parts) == [1, 2]
    assert told["Themes the room rejected"] == told["Checked in the room, no longer found so"] == "1"


@pytest.mark.parametrize("name", EXPORTERS)
def test_who_said_no_is_not_shown_among_the_insights_either(name: str) -> None:
    """Nor in a theme that was rejected, nor where something was missed."""
    given = of_an_evening("a word")
    secret = replace(given.contributions[-1], text="my secret", quotable=False)
    quote = Quote(secret.id, 0, 9, "my secret")
    rejected = replace(given.rejected[0], quotes=(quote,))
    given = replace(given, contributions=[*given.contributions[:-1], secret], rejected=[rejected])
    assert "secret" not in written(name, given)


def test_without_an_evening_a_report_is_as_it_was() -> None:
    """A table read by itself has no room in it: no column, no key and no word of one."""
    given = report(["a b", "c d"])
    head = json.loads(written("jsonl", given).splitlines()[0])["report"]
    assert list(head) == ["title", "question", "themes", "method"]
    known = ["id", "label", "labels", "keywords", "size", "circles", "quotes", "state", "quality"]
    assert list(head["themes"][0]) == known
    assert written("csv", given).splitlines()[0].count(",") == 10
    assert "room" not in written("markdown", given) and "no person has checked them" in written("html", given)


def test_the_table_says_what_the_room_said() -> None:
    """Status and the room's own name, in columns of their own."""
    rows = list(csv.DictReader(io.StringIO(written("csv", of_an_evening("As we say")).lstrip("\ufeff"))))
    assert [(row["theme status"], row["label by the room"]) for row in rows] == [
        ("corrected", "As we say"),
        ("corrected", "As we say"),
        ("rejected", ""),
    ]


def test_page_needs_nothing_from_outside() -> None:
    """The page has no script and asks nothing of any network; its links stay inside."""
    page = written("html", report(["a b c"] * 3))
    tags = Page(page).tags
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "object", "base", "form"}
    for _, attributes in tags:
        assert not any(name.startswith("on") or name == "src" for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in page and "@import" not in page and "//" not in page.replace("<!doctype", "")


def test_page_links_lead_somewhere() -> None:
    """Every link of the contents has its place, and the picture has a title, a description and a table."""
    tags = Page(written("html", report(["a b c"] * 3))).tags
    ids = {attributes["id"] for _, attributes in tags if "id" in attributes}
    assert {a["href"] for tag, a in tags if tag == "a"} <= {f"#{id}" for id in ids}
    (picture,) = [a for tag, a in tags if tag == "svg"]
    assert picture["role"] == "img" and set((picture["aria-labelledby"] or "").split()) <= ids
    assert any(tag == "table" for tag, _ in tags)


@pytest.mark.parametrize("name", EXPORTERS)
def test_who_said_no_is_counted_and_never_shown(name: str) -> None:
    """The text of a contribution not to be quoted is in no export, sorted or not, though it counts."""
    secrets = ["the first secret", "the second secret"]
    given = report([secrets[0], "open words here", "more open words", secrets[1]], closed=(0, 3))
    out = written(name, given)
    assert "secret" not in out
    assert "open words here" in out
    assert "roads0" in out or name in ("html", "markdown", "qdc")


@pytest.mark.parametrize("name", EXPORTERS)
def test_same_report_same_bytes(name: str) -> None:
    """The same report gives the same bytes, in every language of ours, with nothing from the clock."""
    for words in LANGUAGES:
        assert written(name, report(["a b", "c d"]), words) == written(name, report(["a b", "c d"]), words)


@pytest.mark.parametrize("name", EXPORTERS)
def test_report_without_themes(name: str) -> None:
    """A report in which nothing was found is a report, and says so."""
    given = replace(
        report(["a", "b"]), themes=[], placed=[Placed("roads0", None, "en"), Placed("roads1", None, "en")]
    )
    assert "roads" in written(name, given)


SIGNS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r") | st.sampled_from("=+-@\t;,\"'|\n"), max_size=60
)


@settings(deadline=None)
@given(st.lists(SIGNS, min_size=2, max_size=5))
def test_table_gives_texts_back(texts: list[str]) -> None:
    """The table is one row a contribution, its cells cannot be formulas, and its texts can be had back."""
    out = written("csv", report(texts))
    header, *rows = csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline=""))
    assert header == [
        "id",
        "theme",
        "theme label",
        "language",
        "confidence",
        "circle",
        "round",
        "quoted",
        "text",
        "why in no theme",
        "theme state",
    ]
    assert [as_meant(row[8]) for row in rows] == texts
    assert [row[1] for row in rows] == ["t1"] * (len(texts) - 1) + [""]
    assert [row[7] for row in rows] == ["yes"] * (len(texts) - 1) + ["no"]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=2, max_size=5))
def test_json_lines_quotes_are_exact(texts: list[str]) -> None:
    """The first line is the report, then a line for each contribution; quotes are exact spans."""
    first, *rest = [json.loads(line) for line in written("jsonl", report(texts)).split("\n") if line]
    (theme,) = first["report"]["themes"]
    assert {"id", "label", "keywords", "size", "quotes"} <= theme.keys()
    for quote, text in zip(theme["quotes"], texts, strict=False):
        assert quote.keys() == {"contribution", "start", "end", "text"}
        assert text[quote["start"] : quote["end"]] == quote["text"]
    assert first["report"]["method"]["seed"] == 0
    assert [row["id"] for row in rest] == [f"roads{i}" for i in range(len(texts))]
    last = {"id": f"roads{len(texts) - 1}", "theme": None, "language": "und"}
    assert rest[-1] == {**last, "confidence": None, "reason": "not sorted yet"}


@settings(deadline=None)
@given(st.text(max_size=80) | st.sampled_from(ATTACKS))
def test_markdown_is_inert(text: str) -> None:
    """In Markdown every sign that could mean something is escaped, and a text stays on its line."""
    line = escaped(text)
    assert "\n" not in line
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>&*_`\[\]#|]", line)
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line) == " ".join(text.split())


@pytest.mark.parametrize("name", ["html", "markdown"])
@pytest.mark.parametrize(("words", "said"), [("lv", "Kā tas tapa"), ("ru", "Как это сделано")])
def test_reports_speak_the_readers_language(name: str, words: str, said: str) -> None:
    """A report's own words are in the language asked for."""
    out = written(name, report(["a b", "c d"]), words)
    assert said in out and "How it was done" not in out


def test_catalogues_are_whole() -> None:
    """Every catalogue has the same messages, none empty, with the placeholders and plural forms it needs."""
    ids: list[set[object]] = []
    for path in sorted(LOCALE.glob("*.po")):
        with path.open("rb") as po:
            read = read_po(po, locale=path.stem)
        messages = [message for message in read if message.id]
        ids.append({message.id for message in messages})
        for message in messages:
            forms = message.string if message.pluralizable else (message.string,)
            assert all(forms) and (not message.pluralizable or len(forms) == read.num_plurals)
            wanted = set(re.findall(r"\{\w+\}", message.id if isinstance(message.id, str) else message.id[1]))
            assert all(set(re.findall(r"\{\w+\}", form)) == wanted for form in forms)
    assert len(ids) >= 2 and all(one == ids[0] for one in ids)


TOLD = {"Sentence", "CannotRead", "CannotWrite", "tell", "self", "count"}


def test_no_sentence_lacks_its_translation() -> None:
    """Every sentence in the code of the reading room is in the catalogues."""
    spoken = set()
    for path in LOCALE.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            name = getattr(called, "id", getattr(called, "attr", ""))
            if name in TOLD and isinstance(node, ast.Call) and node.args:
                if name == "count" and len(node.args) < 3:
                    continue  # the count of a text, which says nothing to anybody
                first = node.args[0]
                if (
                    isinstance(first, ast.Constant)
                    and isinstance(first.value, str)
                    and re.search("[a-z]", first.value)
                ):
                    spoken.add(first.value)
    with (LOCALE / "lv.po").open("rb") as po:
        known = {one if isinstance(one, str) else one[0] for one in (m.id for m in read_po(po, locale="lv"))}
    assert spoken and spoken - known == set()


def test_registry_knows_endings_and_says_what_there_is() -> None:
    """An exporter is found by name or file ending; an unknown one is refused with those there are."""
    assert exporter_for(".HTML") is exporter("html")
    with pytest.raises(NoSuch, match=r"\.csv, \.html, \.jsonl, \.md"):
        exporter_for(".docx")
    with pytest.raises(NoSuch, match="html, markdown"):
        exporter("docx")
    with pytest.raises(NoSuch, match="e5"):
        embedder("nothing")


def with_quality(state: str, **method: object) -> Report:
    """Two languages, one theme that was measured."""
    given = report(["we trust the road", "one more road", "+1"])
    quality = Quality(0.61, 0.55, 0.83, state, voices=2, languages=("en", "lv"))
    theme = replace(given.themes[0], quality=quality)
    placed = [*given.placed[:-1], replace(given.placed[-1], reason="says nothing")]
    spoken = {"languages": {"en": 2, "lv": 1}, "language_leakage": 0.31}
    return replace(given, themes=[theme], placed=placed, method={**given.method, **spoken, **method})


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_a_report_says_in_words_how_well_themes_hold(name: str) -> None:
    """For each theme, with its numbers at the end; for the whole, what is in none and why, and what leaks."""
    out = written(name, with_quality("reliable")).replace("\\", "")
    words = "Firm ground: what is in it is alike, runs into another theme, nearly always found again"
    assert words in out and "from at least 2 people · English, Latvian" in out
    assert all(number in out for number in ("0.61", "0.55", "0.83"))
    assert "These say too little by themselves. (1)" in out
    assert "Themes follow the language people spoke" in out and "0.31" in out
    assert "Weak ground" in written(name, with_quality("weak"))
    few = written(name, with_quality("too few"))
    assert "Too few contributions to tell" in few and "found again when" not in few and "0.83" not in few


def test_programs_hear_how_sure_a_place_is_and_how_a_theme_holds() -> None:
    """JSON lines tell each place's confidence or why there is none, each theme's state and figures."""
    first, *rest = [json.loads(line) for line in written("jsonl", with_quality("reliable")).splitlines()]
    assert [(one["confidence"], one["reason"]) for one in rest] == [
        (0.5, None),
        (0.5, None),
        (None, "says nothing"),
    ]
    (theme,) = first["report"]["themes"]
    assert theme["state"] == "reliable"
    figures = {"cohesion": 0.61, "separation": 0.55, "stability": 0.83}
    assert theme["quality"] == {**figures, "circles": 1, "people": 2, "languages": ["en", "lv"]}
    unknown = json.loads(written("jsonl", report(["a", "b"])).splitlines()[0])["report"]["themes"][0]
    assert unknown["state"] is None and unknown["quality"]["stability"] is None


def test_a_table_says_why_and_how_a_theme_holds() -> None:
    """In its last two columns: why a row is in no theme, or the state of the theme that it is in."""
    rows = list(csv.reader(io.StringIO(written("csv", with_quality("weak")).lstrip("\ufeff"))))
    assert [row[-2:] for row in rows] == [
        ["why in no theme", "theme state"],
        ["", "weak"],
        ["", "weak"],
        ["says nothing", ""],
    ]


@pytest.mark.parametrize("name", ["html", "markdown"])
@pytest.mark.parametrize(
    ("method", "said"),
    [
        ({}, "A small language model on this computer put together"),
        ({"grouping": {"way": "leiden", "more": 2}}, "Far more themes than usual were asked for."),
        ({"grouping": {"way": "leiden", "more": -1}, "stable": True}, "Kept together is what nearly always"),
        ({"grouping": {"way": "codebook"}}, "the codebook's definitions sorted them"),
        ({"embedder": None}, "the part that compares meanings is not installed"),
        ({"held": False}, "The same texts give the same report again."),
        ({"held": True}, "Themes were held still while words came"),
    ],
)
def test_a_report_says_in_short_how_themes_were_found(
    name: str, method: dict[str, object], said: str
) -> None:
    """With what was asked for; and where that fails stands in the same report."""
    out = written(name, with_quality("weak", **method)).replace("\\", "")
    assert said in out and "Irony and half-sentences are read at their word." in out


def test_names_of_a_codebook_are_not_said_to_be_peoples_words() -> None:
    """Under twenty contributions themes are codes, and the report says so."""
    few = with_quality("too few", grouping={"way": "codebook"})
    few = replace(few, method={**few.method, "state": "too few"})
    assert "codebook and chose the quotes" in written("markdown", few)
    assert "words people wrote" in written("markdown", with_quality("weak", grouping={"way": "leiden"}))


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_a_theme_names_the_codes_most_of_it_carries(name: str) -> None:
    """In the reader's language; nothing of them where the report was not coded, or codes are its themes."""
    coded = with_quality("weak", grouping={"way": "leiden"})
    theme = replace(coded.themes[0], codes={"courts_law": 2, "local_government": 1})
    coded = replace(coded, themes=[theme], codebook=load("trust"))
    out = written(name, coded, "lv").replace("\\", "")
    assert "Kodi, kā iesaka programma: Tiesas un tiesiskums (2)" in out and "Pašvaldība" not in out
    for other in (replace(coded, codebook=None), with_quality("too few", grouping={"way": "codebook"})):
        assert "Kodi, kā" not in written(name, replace(other, themes=[theme]), "lv")


def test_a_theme_has_its_most_central_statement_under_its_name() -> None:
    """In the list of themes, cut at a word where it is long; words not to be quoted never."""
    long = "trust " * 40
    out = written("html", report([long, "b c", "+1"]))
    assert re.search(r'<q class="central" lang="en">(trust ){20,23}…</q>', out)
    assert 'central"' not in written("html", report([long, "b c", "+1"], closed=(0, 1)))


RAW = ("counts", "unsorted", "language_", "left_out", "theme_map", "fingerprint", "last_number", "coded by")


@pytest.mark.parametrize("name", ["html", "markdown"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "lv",
            ("Cik daudz tēmas seko valodai, 0 līdz 1", "0,00", "Izteikumu pietiek, lai salīdzinātu", "jā"),
        ),
        ("ru", ("Насколько темы следуют за языком, от 0 до 1", "0,00", "Вне тем: говорят слишком мало")),
    ],
)
def test_particulars_have_names_and_round_figures(name: str, words: str, said: tuple[str, ...]) -> None:
    """No key of a program reaches a reader, no figure has four places, and no leakage is below nought."""
    why = {"says nothing": 1, "far from all": 0, "no code fits": 0, "too few": 0}
    method = {
        "aplis": "1.0",
        "stable": True,
        "embedder": {"name": "e5", "fingerprint": "ab"},
        "language_directions": 12,
        "theme_map": "cd",
        "grouping": {"way": "leiden", "dimensions": 32, "more": 0},
        "state": "enough",
        "counts": {"contributions": 3, "sorted": 2, "unsorted": why},
        "left_out": 0.3333,
        "language_leakage": -0.0924,
        "last_number": 4,
        "coding": {"coded by a person": 0, "without a code": 1},
    }
    given = with_quality("weak")
    out = written(name, replace(given, method={**given.method, **method}), words).replace("\\", "")
    told = out[out.index("Sīkāk" if words == "lv" else "Подробности") :]
    assert all(one in told for one in said) and "0,33" in told
    assert not any(one in told for one in (*RAW, "0924", "3333", "enough", "True"))


def test_particulars_of_a_plug_in_keep_their_own_names() -> None:
    """What aplis has no words for is told as it is written."""
    told = Telling(replace(report(["a", "b"]), method={"embedder": {"name": "x", "depth": 2}, "mine": None}))
    assert told.particulars() == [("Language model", "x"), ("Language model, depth", "2"), ("mine", "–")]


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_a_name_is_not_said_twice(name: str) -> None:
    """Under a theme stand the words beyond its names, in whatever language; none, and there is no line."""
    given = report(["we trust the road", "one more road"])
    words = ("Road", "ceļš", "mud", "village school")
    theme = replace(given.themes[0], label="road · school", labels={"lv": "ceļš"}, keywords=words)
    out = written(name, replace(given, themes=[theme])).replace("\\", "")
    assert "More words: mud · village school" in out
    bare = written(name, replace(given, themes=[replace(theme, keywords=words[:2])]))
    assert "More words" not in bare
