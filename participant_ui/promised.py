"""The public page of a circle: what was promised, and what was done about each theme. Read only, no seat."""

import re
from pathlib import Path

from flask import render_template, request
from flask.typing import ResponseReturnValue

from participant_ui import i18n
from participant_ui.answers import circle
from participant_ui.blueprint import phone
from participant_ui.port import NoSuchCircle, PromisePage

SHEETS = Path(__file__).parent / "static" / "css"
_TOKEN = re.compile(r"\A[A-Za-z0-9_-]{22,64}\Z")
_LINK = re.compile(r'<link rel="stylesheet" href="(?:[^"]*/)?([a-z]+\.css)">')


@phone.get("/n/<token>")
def answers(token: str) -> ResponseReturnValue:
    if not _TOKEN.match(token):
        raise NoSuchCircle
    page = circle().promised(token)
    i18n.use(i18n.best(request.args.get("lang"), own=page.languages[0]))
    return render_template("phone/promised.html", page=page)


def as_file(page: PromisePage) -> bytes:
    """The same page as one file for anybody's web site: every language of the circle in it, and no script.

    Needs a request at hand, and leaves it speaking the language it spoke.
    """
    before = i18n.language()
    known = [one for one in page.languages if one in i18n.LANGUAGES] or ["en"]
    try:
        html = render_template("phone/promised_file.html", page=page, languages=known, speak=i18n.use)
    finally:
        i18n.use(before)
    return _LINK.sub(_inline, html).encode("utf-8")


def _inline(link: re.Match[str]) -> str:
    return f"<style>\n{(SHEETS / link[1]).read_text('utf-8')}</style>"
