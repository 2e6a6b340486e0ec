"""What a script's file leaves unsaid: rounds it takes from another script, a rule set it only names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from facilitator import ground_rules, shapes
from facilitator.saying import N_
from facilitator.shapes import Finding

Data = Mapping[str, Any]
TAKEN = ("kind", "languages", "source", "ground_rules", "rounds")


def built(data: Data, base: Data) -> tuple[dict[str, Any], list[Finding]]:
    """The script of `data`, which is based on `base`: what it does not say, it takes from there.

    Its rounds are its own list. A round takes what it does not say from the base's round of the same id,
    or of the id under `like`; the texts in the languages of the new script alone, `least` only together
    with the minutes.
    """
    own = {key: value for key, value in data.items() if key != "based_on"}
    spoken = own.get("languages", base["languages"])
    wanted = [code for code in spoken if code in base["languages"]] if isinstance(spoken, list) else []
    taken = {key: _only(base[key], wanted) for key in TAKEN if key != "languages"}
    taken["languages"] = base["languages"]
    patterns = {step["id"]: step for step in taken["rounds"]}
    whole = {**taken, **own}
    faults: list[Finding] = []
    if isinstance(own.get("rounds"), list):
        faults = [*_unlike(own["rounds"], patterns, str(base["id"]))]
        whole["rounds"] = [_filled(step, patterns) for step in own["rounds"]]
    return whole, faults


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


def _unlike(steps: Sequence[Any], patterns: Data, base: str) -> Iterator[Finding]:
    for index, step in enumerate(steps):
        like = step.get("like") if isinstance(step, dict) else None
        if like is not None and like not in patterns:
            values = {"base": base, "id": shapes.shown(like), "known": shapes.listed(list(patterns))}
            what, remedy = N_("%(base)s has no round %(id)s."), N_("Its rounds are %(known)s.")
            yield Finding(f"rounds[{index}].like", what, remedy, values)


def _filled(step: Any, patterns: Data) -> Any:
    if not isinstance(step, dict):
        return step
    name = step.get("like", step.get("id"))
    pattern = dict(patterns.get(name, {})) if isinstance(name, str) else {}
    if "minutes" in step:
        pattern.pop("least", None)
    return {**pattern, **{key: value for key, value in step.items() if key != "like"}}


def _only(value: Any, languages: Sequence[str]) -> Any:
    """The value with every text in these languages alone."""
    if isinstance(value, list | tuple):
        return [_only(inner, languages) for inner in value]
    if not isinstance(value, dict):
        return value
    if value and all(shapes.LANGUAGE.fullmatch(key) and isinstance(value[key], str) for key in value):
        return {code: value[code] for code in languages if code in value}
    return {key: _only(inner, languages) for key, inner in value.items()}
