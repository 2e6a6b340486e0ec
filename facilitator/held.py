"""How one evening was held, as a report tells it: in the report's own language, and without any name."""

from pathlib import Path

from analysis import evening as told
from analysis.evening import Evening
from facilitator import brought, feedback, model, pace, promise, pulse, summary
from facilitator.check import MISSING
from facilitator.script import Script, said
from facilitator.work import Work
from participant_ui import i18n
from participant_ui.questions import PULSE, STATEMENTS, TRUST

INSIGHT = "insight"

for folder in ("locale", "console/locale"):  # a report from the command line speaks too
    i18n.add_folder(Path(__file__).parent / folder)


def evening(work: Work, row: model.Session, language: str, called: dict[str, str]) -> Evening:
    """`called` gives contributions their public ids; those taken back are in no list."""
    script = Script.from_dict(row.script)
    there = [c for c in work.contributions(row.id) if c.text]
    forms, known = feedback.summary(work, row.id), not brought.is_brought(script)
    return Evening(
        day=row.opened_at.date().isoformat() if row.opened_at else "",
        method=said(script.source, language),
        rules=[said(rule, language) for rule in script.rules] if known else [],
        rules_set=_rule_set(script, language) if known else "",
        rules_accepted=row.rules_accepted_at is not None,
        agreed=row.agreed,
        present=row.present,
        rounds=_rounds(work, row, script, language) if known else [],
        brought=not known,
        checked=bool(work.rows(model.CheckedTheme, session_id=row.id)),
        missing=[called[c.id] for c in there if c.kind == MISSING],
        insights=[called[c.id] for c in there if c.kind == INSIGHT],
        answers=_answers(work, row.id, language),
        trust=_trust(work, row.id, language),
        feedback=_falls(forms, language),
        forms=forms.forms,
        promise=_promise(work, row.circle_id),
        done=_done(work, row, language),
    )


def _rule_set(script: Script, language: str) -> str:
    rules = script.ground_rules
    named = said(rules.title, language) or rules.id
    return f"{named} ({rules.id})" if named != rules.id else named


def _rounds(work: Work, row: model.Session, script: Script, language: str) -> list[told.RoundHeld]:
    entries = [(e.name, str(e.body.get("round", "")), e.at) for e in work.journal(row.id, 0)]
    used = pace.used(entries, [r.id for r in script.rounds], row.closed_at or work.clock())
    return [
        told.RoundHeld(said(one.title, language), one.minutes, round(seconds / 60))
        for one, seconds in zip(script.rounds, used, strict=True)
    ]


def _answers(work: Work, session: str, language: str) -> list[told.Answered]:
    say = i18n.catalog(language).gettext
    given = summary.answers(work, session)
    return [told.Answered(say(summary.ASKED[one]), text) for one, text in given.items()]


def _trust(work: Work, session: str, language: str) -> list[told.Trust]:
    """Only what pulse.summary would show: of ten people and more."""
    say = i18n.catalog(language).gettext
    return [
        told.Trust(
            say(PULSE[item.id]), item.n, *(_spread(one) for one in (item.before, item.after, item.change))
        )
        for item in pulse.summary(work, session).items
        if item.n is not None
    ]


def _spread(spread: pulse.Spread | None) -> told.Spread:
    assert spread is not None  # whoever has an n has all three
    return told.Spread(spread.low, spread.median, spread.high)


def _falls(forms: feedback.Summary, language: str) -> list[told.Fall]:
    """The counts; what people wrote was written to the organiser, and stays out."""
    say = i18n.catalog(language).gettext
    falls = [told.Fall(say(STATEMENTS[one.id]), 1, one.counts) for one in forms.statements if one.n]
    if forms.trust is not None and forms.trust.n:
        falls.append(told.Fall(say(TRUST), 0, forms.trust.counts))
    return falls


def _promise(work: Work, circle: str) -> told.Promise | None:
    promised = promise.of(work, circle)
    if promised is None:
        return None
    return told.Promise(
        promised.commissioner, promised.answers_by, promised.due, promised.note, promised.address
    )


def _done(work: Work, row: model.Session, language: str) -> list[told.Done]:
    """What was answered to this evening's themes, and under headings of the organiser's own."""
    return [
        told.Done(topic.label.get("") or said(topic.label, language), topic.text, topic.on)
        for topic in promise.topics(work, row.circle_id)
        if topic.text and topic.session == row.id
    ]
