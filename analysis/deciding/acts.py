"""Every act a person can do at the reading desk: what it is called, what it says, what it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from analysis.deciding.desk import BY_PEOPLE, Desk
from analysis.report import STATES, Insight, Told

LONGEST = 4000
MOST = 200_000

Body = Mapping[str, Any]


class BadAct(ValueError):
    """An act that there is not, or that does not say what it must; the message names the part."""


def _id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _ids(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) <= MOST and all(_id(one) for one in value)


def _words(value: Any) -> bool:
    """Text by language."""
    return isinstance(value, Mapping) and all(_id(key) and _text(text) for key, text in value.items())


def _place(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _yes(value: Any) -> bool:
    return isinstance(value, bool)


def _state(value: Any) -> bool:
    return value in STATES


def _kind(value: Any) -> bool:
    return value in ("theme", "contribution")


def _where(value: Any) -> bool:
    return value == "" or _id(value)


@dataclass(frozen=True)
class Shape:
    """What an act says, each part with the question it must pass, and what it does to the desk."""

    parts: Mapping[str, Callable[[Any], bool]]
    do: Callable[[Desk, Body], None]


def checked(act: str, body: Body) -> dict[str, Any]:
    """The body, whole and with nothing else in it. Raises BadAct."""
    if act not in ACTS:
        raise BadAct(act)
    parts = ACTS[act].parts
    wrong = next((part for part in (*parts, *body) if part not in parts or part not in body), None)
    wrong = wrong or next((part for part, fits in parts.items() if not fits(body[part])), None)
    if wrong is not None:
        raise BadAct(f"{act}: {wrong}")
    return {part: list(value) if isinstance(value, tuple) else value for part, value in body.items()}


def apply(desk: Desk, act: str, body: Body) -> None:
    """Do it. What it is about and is no longer there is passed over. Raises BadAct."""
    ACTS[act].do(desk, checked(act, body))


def _rename(desk: Desk, body: Body) -> None:
    theme = desk.theme(body["theme"], body["names"])
    _gather(desk, theme.id, body["members"])
    named = {**theme.named, **body["names"]}
    desk.touch(theme.id, named={language: name for language, name in named.items() if name.strip()})


def _merge(desk: Desk, body: Body) -> None:
    into, others = body["into"], [one for one in body["themes"] if one != body["into"]]
    whole = desk.theme(into)
    for other in others:
        part = desk.themes.get(other)
        if part is None:
            continue
        for id in sorted(desk.members[other]):
            desk.place(id, [into if one == other else one for one in desk.themes_of(id)])
        if other in desk.marked:
            desk.marked[into] = [*desk.marked.get(into, ()), *desk.marked.pop(other)]
        whole = replace(
            whole,
            quotes=(*whole.quotes, *part.quotes),
            keywords=tuple(dict.fromkeys((*whole.keywords, *part.keywords))),
            memo="\n".join(memo for memo in (whole.memo, part.memo) if memo),
        )
        desk.drop(other)
    desk.themes[into] = whole
    desk.touch(into)
    _gather(desk, into, body["members"])


def _split(desk: Desk, body: Body) -> None:
    theme, new = body["theme"], body["new"]
    desk.theme(new, body["names"])
    desk.touch(theme)
    for id in desk.there(body["members"]):
        themes = desk.themes_of(id)
        if theme in themes:
            themes = [new if one == theme else one for one in themes]
        desk.put(id, themes if new in themes else [new, *desk.placed[id].also])
    desk.touch(new, named={**desk.theme(new).named, **_said(body["names"])})


def _create(desk: Desk, body: Body) -> None:
    desk.theme(body["new"], body["names"])
    for id in desk.there(body["members"]):
        desk.put(id, [body["new"]])
    desk.touch(body["new"], named={**desk.theme(body["new"]).named, **_said(body["names"])})


def _move(desk: Desk, body: Body) -> None:
    for id in desk.there(body["members"]):
        desk.put(id, [body["to"]] if body["to"] else [])


def _assign(desk: Desk, body: Body) -> None:
    for id in desk.there(body["members"]):
        desk.put(id, [*desk.themes_of(id), body["theme"]])


def _unassign(desk: Desk, body: Body) -> None:
    for id in desk.there(body["members"]):
        if body["theme"] in desk.themes_of(id):
            desk.place(id, [one for one in desk.themes_of(id) if one != body["theme"]])
            desk.stands(id)


def _pin(desk: Desk, body: Body) -> None:
    for id in desk.there(body["members"]):
        if body["pinned"]:
            to = body["to"].get(id, "")
            desk.put(id, [to, *desk.placed[id].also] if to else desk.themes_of(id))
        desk.stands(id, pinned=body["pinned"])


def _mark(desk: Desk, body: Body) -> None:
    quote = desk.span(body)
    if quote is None or (body["sha256"] and body["sha256"] != span_sum(quote.text)):
        desk.lost.add(body["contribution"])
        return
    desk.theme(body["theme"])
    desk.put(quote.contribution, [*desk.themes_of(quote.contribution), body["theme"]])
    marked = desk.marked.setdefault(body["theme"], [])
    if quote not in marked:
        marked.append(quote)
    desk.unmarked.discard((body["theme"], quote.contribution, quote.start, quote.end))
    desk.touched.add(body["theme"])


def _unmark(desk: Desk, body: Body) -> None:
    span = (body["contribution"], body["start"], body["end"])
    marked = desk.marked.pop(body["theme"], [])
    if left := [one for one in marked if (one.contribution, one.start, one.end) != span]:
        desk.marked[body["theme"]] = left
    desk.unmarked.add((body["theme"], *span))


def _reject(desk: Desk, body: Body) -> None:
    if body["rejected"]:
        desk.out.update(body["members"])
    else:
        desk.out.difference_update(body["members"])


def _refuse(desk: Desk, body: Body) -> None:
    theme = desk.theme(body["theme"])
    _gather(desk, theme.id, body["members"])
    desk.touch(theme.id)
    (desk.refused.add if body["refused"] else desk.refused.discard)(theme.id)


def _memo(desk: Desk, body: Body) -> None:
    if body["kind"] == "theme":
        desk.themes[body["id"]] = replace(desk.theme(body["id"]), memo=body["text"])
        desk.touched.add(body["id"])
    elif body["id"] in desk.placed:
        desk.placed[body["id"]] = replace(desk.placed[body["id"]], memo=body["text"])


def _define(desk: Desk, body: Body) -> None:
    theme = desk.theme(body["theme"])
    desk.touch(theme.id, definition=_said({**theme.definition, **body["text"]}))


def _code(desk: Desk, body: Body) -> None:
    for id in desk.there(body["members"]):
        desk.stands(id, codes={code: 1.0 for code in body["codes"]}, coded=True, book=body["book"])


def _tell(desk: Desk, body: Body) -> None:
    """A person says whose trust it is about, or which way it points; "" that neither can be told."""
    for id in desk.there(body["members"]):
        facets = dict(desk.placed[id].facets)
        facets.pop(body["facet"], None)
        if body["value"]:
            facets[body["facet"]] = Told(body["value"], 1.0, by_person=True)
        desk.stands(id, facets=facets)


def _advance(desk: Desk, body: Body) -> None:
    for id in desk.there(body["members"]):
        desk.stands(id, state=body["state"])


def _advance_theme(desk: Desk, body: Body) -> None:
    theme = desk.theme(body["theme"])
    _gather(desk, theme.id, body["members"])
    desk.touch(theme.id, state=body["state"] or BY_PEOPLE)


def _insight(desk: Desk, body: Body) -> None:
    if body["gone"]:
        desk.insights.pop(body["id"], None)
    else:
        desk.insights[body["id"]] = Insight(body["id"], _said(body["text"]), tuple(body["sources"]))


def _gather(desk: Desk, theme: str, members: list[str]) -> None:
    """Those that were in it when it was decided are in it now, whatever the machine found since; where a
    person put one before stays."""
    for id in desk.there(members):
        themes = desk.themes_of(id)
        if theme not in themes:
            by_person = id in desk.placed_by
            desk.place(id, [*themes, theme] if by_person else [theme, *desk.placed[id].also])


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in words.items() if text.strip()}


def span_sum(text: str) -> str:
    """What a mark keeps of the words it stands on, so that it never stands on others: their SHA-256."""
    return sha256(text.encode("utf-8")).hexdigest()


ACTS: Mapping[str, Shape] = {
    "rename": Shape({"theme": _id, "names": _words, "members": _ids}, _rename),
    "merge": Shape({"into": _id, "themes": _ids, "members": _ids}, _merge),
    "split": Shape({"theme": _id, "members": _ids, "names": _words, "new": _id}, _split),
    "create": Shape({"names": _words, "members": _ids, "new": _id}, _create),
    "move": Shape({"members": _ids, "to": _where}, _move),
    "assign": Shape({"members": _ids, "theme": _id}, _assign),
    "unassign": Shape({"members": _ids, "theme": _id}, _unassign),
    "pin": Shape({"members": _ids, "pinned": _yes, "to": _words}, _pin),
    "mark": Shape(
        {"theme": _id, "contribution": _id, "start": _place, "end": _place, "sha256": _text}, _mark
    ),
    "unmark": Shape({"theme": _id, "contribution": _id, "start": _place, "end": _place}, _unmark),
    "reject": Shape({"members": _ids, "rejected": _yes}, _reject),
    "refuse": Shape({"theme": _id, "refused": _yes, "members": _ids}, _refuse),
    "memo": Shape({"kind": _kind, "id": _id, "text": _text}, _memo),
    "define": Shape({"theme": _id, "text": _words}, _define),
    "code": Shape({"members": _ids, "codes": _ids, "book": _text}, _code),
    "tell": Shape({"members": _ids, "facet": _id, "value": _where}, _tell),
    "advance": Shape({"members": _ids, "state": _state}, _advance),
    "advance_theme": Shape({"theme": _id, "state": _state, "members": _ids}, _advance_theme),
    "insight": Shape({"id": _id, "text": _words, "sources": _ids, "gone": _yes}, _insight),
}
