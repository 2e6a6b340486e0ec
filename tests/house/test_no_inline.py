"""Nothing inline: pages hold no script, style or handler, and nobody's words become markup."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FACES = [ROOT / "participant_ui", ROOT / "facilitator"]


def _files(pattern: str) -> list[Path]:
    return sorted(path for face in FACES for path in face.rglob(pattern) if "vendor" not in path.parts)


TEMPLATES, SCRIPTS, CODE = _files("*.html"), _files("*.js"), _files("*.py")
JINJA = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.S)
FORBIDDEN_IN_TEMPLATES = re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b|javascript:", re.I)
FORBIDDEN_IN_SCRIPTS = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|srcdoc|DOMParser|setHTMLUnsafe|createContextualFragment)\b"
    r"|document\.write|\beval\(|new Function\b|setAttribute\(\s*[\"'](?:on|style)|javascript:"
)
FORBIDDEN_IN_CODE = re.compile(r"\bMarkup\(|render_template_string\(|autoescape\s*=\s*False")
INSECURE = re.compile(r"crypto\.(?:randomUUID|subtle)|serviceWorker|wakeLock|navigator\.locks|clipboard\.")
SENTENCE = re.compile(r"""(["'`])[A-ZĀ-ŽА-Я][\wāčēģīķļņšūž]+,? [a-zā-žа-я][^"'`]*\1""")


class Inline(HTMLParser):
    """Gathers whatever a page would run or paint from within itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        self.found += [f"{tag} {name}" for name in names if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "action") and re.match(r"(https?:)?//", value or ""):
                self.found.append(f"{tag} {name}={value}")


def test_there_are_pages_and_scripts_to_look_at() -> None:
    assert len(TEMPLATES) > 10 and len(SCRIPTS) >= 5


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_holds_no_script_style_or_handler(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert not FORBIDDEN_IN_TEMPLATES.findall(page)
    assert not Inline(JINJA.sub("x", page)).found


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_makes_no_markup_and_holds_no_sentence(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not FORBIDDEN_IN_SCRIPTS.findall(code)
    assert not INSECURE.findall(code), "a page over plain HTTP has none of these"
    assert not [found.group() for found in SENTENCE.finditer(code)]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_code_trusts_no_text_as_markup(path: Path) -> None:
    assert not FORBIDDEN_IN_CODE.findall(path.read_text(encoding="utf-8"))


def test_the_guard_itself_sees_what_it_forbids() -> None:
    """A control: each of these must be caught."""
    for page in ("<p onclick=x>", "<p style='x'>", "<style></style>", "<script>1</script>", "<a href='//x'>"):
        assert Inline(page).found
    assert FORBIDDEN_IN_TEMPLATES.search("{{ text | safe }}")
    assert FORBIDDEN_IN_SCRIPTS.search("a.innerHTML = b")
    assert SENTENCE.search('say("Nothing is lost")')
