"""Made-up circles as bundles tell them, without an evening: for tests of what is done with bundles."""

from datetime import UTC, datetime, timedelta
from functools import cache

from facilitator import bundle
from facilitator.bundle import Bundle, Content
from facilitator.script import load
from facilitator.session import Visibility
from facilitator.signing import Signer
from facilitator.told import (
    Checked,
    CircleTold,
    Counted,
    Gone,
    Happened,
    ItemTold,
    PulseTold,
    Said,
    SeriesTold,
    SittingTold,
    Span,
    SpreadTold,
    Voice,
)

THEN = datetime(2026, 10, 3, 18, 0, tzinfo=UTC)
LAPTOP, OTHER = Signer(b"a" * 32), Signer(b"b" * 32)


@cache
def script():
    return load("timeout-90").to_dict()


def content(circle="c1", words=None, gone=(), *, day=0, redacted=(), series="Trust", region=""):
    """A circle with one sitting: `words` by id, every third by the recorder; `gone` were taken back."""
    words = {"w1": "Made-up words", "w2": "More made-up words"} if words is None else words
    opened = THEN + timedelta(days=day)
    numbers = {id: number for number, id in enumerate(sorted({*words, *gone, *redacted}), 1)}
    said = [_said(id, text, numbers[id]) for id, text in words.items()]
    said += [_said(id, "", numbers[id], redacted=True, voice=None) for id in redacted]
    named = sorted(words)[:2]
    spread = SpreadTold(low=3.0, median=5.0, high=7.5)
    return Content(
        circle=CircleTold(
            id=circle,
            number=1,
            title=f"Circle {circle}",
            question="Whom?",
            place="Library",
            region=region,
            language="lv",
            series=SeriesTold(id="s", title=series, question="Whom?", host="Made-up house", keep_days=90),
        ),
        sittings=(
            SittingTold(
                id="evening",
                script=script(),
                capacity=12,
                round=3,
                furthest=3,
                agreed=5,
                present=6,
                marks=0,
                heard=None,
                pulse=True,
                feedback=True,
                last_seq=900,
                made_at=opened,
                opened_at=opened,
                rules_accepted_at=None,
                closed_at=opened + timedelta(hours=2),
                sealed_at=None,
                journal=(
                    Happened(seq=1, name="session.opened", at=opened),
                    Happened(seq=2, name="session.closed", at=opened + timedelta(hours=2)),
                ),
                answers={"topics": "Made-up topics"},
                voices=tuple(_voice(number) for number in (1, 2, 3)),
            ),
        ),
        contributions=tuple(said),
        withdrawn=tuple(Gone(id=id, session="evening", number=numbers[id]) for id in gone),
        checked=(
            Checked(
                session="evening",
                theme="t1",
                label="made up",
                labels={"en": "made up"},
                said_by={word: tuple(named) for word in ("made", "up")},
                given=False,
                quotes=tuple(Span(contribution=id, start=0, end=len(words[id])) for id in named),
                members=tuple(named),
                hands={"confirmed": 4},
                status="confirmed",
                correction="",
            ),
        ),
        counted=(
            Counted(
                session="evening",
                pulse=PulseTold(
                    state="shown",
                    people=11,
                    items=(ItemTold(id="others", n=11, before=spread, after=spread, change=spread),),
                    least=10,
                ),
                feedback=None,
            ),
        ),
    )


def file(told, issue=1, signer=LAPTOP):
    return bundle.sealed(told, issue, signer)


def opened(told, issue=1, signer=LAPTOP, name="made-up.circle") -> Bundle:
    """A bundle as it is after its file was read."""
    return bundle.opened(file(told, issue, signer), name)


def _said(id, text, number, *, redacted=False, voice: int | None = 0):
    by = number % 3 or None if voice == 0 else voice
    return Said(
        id=id,
        session="evening",
        number=number,
        voice=by,
        source="phone" if by else "recorder",
        round="experience",
        kind="experience",
        language="",
        text=text,
        paraphrase=False,
        redacted=redacted,
        joined_to=None,
        quotable=True,
        visibility=Visibility.WITHDRAWN if redacted else Visibility.KEPT,
        shared=False,
    )


def _voice(number):
    return Voice(
        number=number,
        people=1,
        here=True,
        may_quote=number != 2,
        may_archive=False,
        consent="2026-11-1",
        language="lv",
    )
