"""What a script's file leaves unsaid: rounds it takes from another script, a rule set it only names."""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator import ground_rules, shapes
from facilitator.saying import N_
from facilitator.shapes import Finding

Data = Mapping[str, Any]
TAKEN = ("kind", "source", "ground_rules", "rounds")


def built(data: Data, base: Data) -> tuple[dict[str, Any], list[Finding]]:
    """The script of `data` whole: what it does not say, it takes from `base` (empty: from nowhere).

    Its rounds are its own list. A round takes what it does not say from the base's round of the same id;
    under `like` it may name another one, or an earlier one of its own list. Texts come in the languages
    of the new script alone, `least` only together with the minutes.
    """
    own = {key: value for key, value in data.items() if key != "based_on"}
    spoken = own.get("languages", base.get("languages"))
    known = base.get("languages", ())
    wanted = [code for code in spoken if code in known] if isinstance(spoken, list) else []
    taken = {key: _only(base[key], wanted) for key in TAKEN if key in base}
    whole = {**taken, "languages": known, **own} if base else own
    if not isinstance(own.get("rounds"), list):
        return whole, []
    steps, faults = _filled(own["rounds"], {step["id"]: step for step in taken.get("rounds", ())})
    return {**whole, "rounds": steps}, faults


def with_named_rules(data: Data) -> tuple[dict[str, Any], list[Finding]]:
    """The script with the rule set it names written out, in its languages."""
    named, at = data.get("ground_rules"), "ground_rules"
    if not isinstance(named, str):
        return dict(data), []
    if named not in ground_rules.sets():
        values = {"id": shapes.shown(named), "known": shapes.listed(ground_rules.sets())}
        remedy = N_("Choose one of %(known)s, or write the rules here.")
        return dict(data), [Finding(at, N_("There is no rule set %(id)s."), remedy, values)]
    rules = ground_rules.load(named)
    spoken = data.get("languages")
    wanted = [code for code in spoken if isinstance(code, str)] if isinstance(spoken, list) else []
    lacking = [code for code in wanted if code not in rules.languages]
    if lacking:
        values = {"id": named, "languages": shapes.listed(lacking)}
        remedy = N_("Take the language out, or write the rules here.")
        return dict(data), [Finding(at, N_("%(id)s does not speak %(languages)s."), remedy, values)]
    return {**data, "ground_rules": rules.only(wanted).to_dict()}, []


def _filled(steps: Sequence[Any], patterns: dict[str, Data]) -> tuple[list[Any], list[Finding]]:
    """Each round with what it takes from a pattern: the base's rounds, and under `like` earlier ones too."""
    whole: list[Any] = []
    faults: list[Finding] = []
    earlier: dict[str, Data] = {}
    for index, step in enumerate(steps):
        if not isinstance(step, dict):
            whole.append(step)
            continue
        like, id = step.get("like"), step.get("id")
        pattern = patterns.get(id) if isinstance(id, str) else None
        if like is not None:
            at_hand = {**patterns, **earlier}
            pattern = at_hand.get(like) if isinstance(like, str) else None
            if pattern is None:
                faults.append(_nothing_like(like, f"rounds[{index}].like", list(at_hand)))
        whole.append(_after(pattern or {}, step))
        if isinstance(id, str):
            earlier[id] = whole[-1]
    return whole, faults


def _after(pattern: Data, step: Data) -> dict[str, Any]:
    taken = {key: value for key, value in pattern.items() if key != "least" or "minutes" not in step}
    return {**taken, **{key: value for key, value in step.items() if key != "like"}}


def _nothing_like(like: Any, at: str, known: list[str]) -> Finding:
    values = {"id": shapes.shown(like), "known": shapes.listed(known)}
    return Finding(at, N_("There is no round %(id)s to take from."), N_("Choose one of %(known)s."), values)


def _only(value: Any, languages: Sequence[str]) -> Any:
    """The value with every text in these languages alone."""
    if isinstance(value, list | tuple):
        return [_only(inner, languages) for inner in value]
    if not isinstance(value, dict):
        return value
    if value and all(shapes.LANGUAGE.fullmatch(key) and isinstance(value[key], str) for key in value):
        return {code: value[code] for code in languages if code in value}
    return {key: _only(inner, languages) for key, inner in value.items()}
