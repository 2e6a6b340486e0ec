"""Reports as a page and as Markdown: what they say, and that nothing in them does anything."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_reports import ATTACKS, of_an_evening, report, with_quality, written

from analysis.codebook import load
from analysis.exporters.drawing import drawing
from analysis.exporters.markdown import escaped
from analysis.words import LANGUAGES


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
    assert attack not in written("markdown", of_an_evening(attack)) or not re.search(r"[<>\[\]]", attack)


def test_every_word_of_an_evening_is_told() -> None:
    """In each language of ours, with its own section and a link to it; numbers with their n."""
    for words in LANGUAGES:
        page = written("html", of_an_evening("fine words"), words)
        for id in ("rejected", "gone", "summary", "insights", "missing", "next", "trust", "feedback", "held"):
            assert f'id="{id}"' in page and f'href="#{id}"' in page
    text = written("markdown", of_an_evening("fine words"))
    assert "2.5 (1 … 4) | 2.5 (1 … 4) | 0 (−1 … +1.5) | 12 |" in text
    assert "corrected by the room" in text and "9 of 10" in text and "confirmed by the room" in text


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


@settings(deadline=None)
@given(st.text(max_size=80) | st.sampled_from(ATTACKS))
def test_markdown_is_inert(text: str) -> None:
    """In Markdown every sign that could mean something is escaped, and a text stays on its line."""
    line = escaped(text)
    assert "\n" not in line
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>&*_`\[\]#|]", line)
    assert not re.match(r"[-+=:!]|[0-9]{1,9}[.)](\s|$)", line)
    assert not re.search(r"--|\+\+|==|:(?=\S)|(?i:www)\.\w|\w\.(?=[^\W\d_])", re.sub(r"\\.", " ", line))
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line) == " ".join(text.split())


def test_markdown_reads_well_before_it_is_rendered() -> None:
    """A day, a name in brackets, a hyphen and a full stop stand as they are, a list's number does not."""
    assert escaped("13.10.2026. – Made-up (2025), +1.5!") == "13.10.2026. – Made-up (2025), +1.5!"
    assert escaped("1. aplis") == "1\\. aplis" and escaped("1. aplis", within=True) == "1. aplis"
    assert escaped("- a") == "\\- a" and escaped("www.a") == "www\\.a"


@pytest.mark.parametrize("name", ["html", "markdown"])
@pytest.mark.parametrize(("words", "said"), [("lv", "Kā tas tapa"), ("ru", "Как это сделано")])
def test_reports_speak_the_readers_language(name: str, words: str, said: str) -> None:
    """A report's own words are in the language asked for."""
    out = written(name, report(["a b", "c d"]), words)
    assert said in out and "How it was done" not in out


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


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><script>1</script></svg>",
        '<svg><rect onclick="x"/></svg>',
        '<svg><a href="#x"/></svg>',
        '<svg><rect style="fill: url(//x)"/></svg>',
        "<svg><foreignObject/></svg>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        "<svg>",
    ],
)
def test_nothing_but_shapes_and_words_comes_out_of_a_picture(svg: str) -> None:
    """A picture with anything in it that could do something is no picture for a page."""
    with pytest.raises(ValueError, match="picture"):
        drawing(svg)
