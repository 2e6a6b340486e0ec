"""Who decides at this browser: asked once, kept in a cookie, sent with every decision."""

from urllib.parse import quote, unquote

from flask import Response, request

from participant_ui.port import WordsRefused

WHO = "aplis-who"
A_YEAR = 365 * 24 * 3600


def named(who: str) -> str:
    """The name that a form brought. Raises WordsRefused(no_who) where it is empty."""
    if not who:
        raise WordsRefused("no_who")
    return who


def who_before() -> str:
    return unquote(request.cookies.get(WHO, ""))[:60]


def remembered(answer: Response, who: str) -> Response:
    answer.set_cookie(WHO, quote(who), max_age=A_YEAR, httponly=True, samesite="Strict")
    return answer
