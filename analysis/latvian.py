"""Latvian words the dictionary does not list: prefixes, participles, reflexive verbs, nouns of doing."""

import re
from collections.abc import Callable, Mapping

LookUp = Callable[[str, str], str]

_VERB_PREFIXES = ("aiz", "pār", "pie", "ap", "at", "ie", "iz", "no", "pa", "sa", "uz")
_INFINITIVE = ("t", "ties")
_LEAST = 3
_TAIL = 5  # letters: a shorter word ends many others by chance

# An adjective's endings, which participles share: indefinite and definite, every case.
_CASES = "s|a|am|ai|u|ā|i|as|iem|ām|us|os|ās|ais|ajam|ajai|o|ajā|ie|ajiem|ajām|ajos|ajās"
_DOING = re.compile(r"(.{2,}šan)(a|as|ai|u|ā|ām|ās|os)")
_AGENT = re.compile(r"(.{3,}tāj)(?:s|a|am|u|ā|i|iem|us|os)")
_PASSIVE = re.compile(rf"(.{{2,}}t)(?:{_CASES})")
_ACTIVE = re.compile(rf"(.{{2,}}?)(?:is|us[iī](?:em|m|s)?|ušais|uš(?:{_CASES}))")
_PRESENT = re.compile(rf"(.{{2,}}?)(?:ot|oš(?:{_CASES})|[aā]m(?:{_CASES})|am|dams|dama|dami|damas)")
_SMOOTH = re.compile(
    r"(.{2,}[ēāoī])(?:ju|ji|ja|jām|jāt|jot|šu|si|sim|siet|jis|jusi|jam|tu|j)"
    rf"|(.{{2,}}[ēāoī])jo?š(?:{_CASES})|(.{{2,}}[ēāoī])juš(?:{_CASES})"
)
_REFLEXIVE = (
    *(("sieties", "siet"), ("simies", "sim"), ("amies", "am"), ("āmies", "ām"), ("aties", "at")),
    *(("āties", "āt"), ("usies", "usi"), ("ušies", "uši"), ("oties", "ot"), ("tos", "tu"), ("šos", "šu")),
    *(("sies", "s"), ("jas", "j"), ("jās", "ja"), ("ās", "a"), ("as", ""), ("os", "u"), ("ies", "is")),
    *(("ies", "i"),),
)
_FORMED = re.compile(
    r"(.{2,}?)(?P<suffix>āt|isk|īg|īv|āl|ain|ēl|ist|niek|tāj|um|iņ|ent|ant|ism|or|īb|ij|tav|šan|ūr|nīc|ien)"
    rf"(?P<ending>{_CASES}|e|es|ei|ē|ēm|ēs|is|im|ī|š|im)"
)
_MASCULINE = {"iņ": "iņš"}
_FEMININE = {"īb": "ība", "ij": "ija", "tav": "tava", "ūr": "ūra", "nīc": "nīca"}
_MORE = re.compile(rf"(?:vis)?(.{{3,}})āk(?:{_CASES})")
_HIDDEN_VERB = re.compile(r".{2,}[ēāīo](?:ts|tais|jis)")
_REGULAR = re.compile(
    r".{2,}(?:šana|šanās|šanas|tājs|ums|ība|nieks|isks|īgs|īvs|ists|isms|ācija|ēt|āt|īt|ot)"
)
_MAKING = re.compile(r"(.{2,}(?<!a)in)(?:(?:a|ām|āt|ot)|(?P<self>ās|āmies|āties|oties))")
_DOER = re.compile(r"(.{3,}ēj)(?:s|i|iem|us)")
_FEMININE_PARTICIPLE = ("tas", "tās", "amas", "amās", "āmas", "āmās", "ošas", "ošās")
_DIMINUTIVE_FEMININE = ("as", "ai", "ām", "ās")
_QUALITY = re.compile(r"(.{2,}tāt)(?:e|es|ei|i|ē|ēm|ēs)")
_OF_PERSONS = re.compile(r"(.+(?:ist|or|ier|ent|ant|ārst|str))[iu]")
_PAST = re.compile(rf".{{2,}}(?:us[iī](?:em|m|s)?|uš(?:{_CASES}))")
_DONE = ("dams", "ušais", "ošais")
_MADE = ("uz", "no", "iz", "ie", "aiz", "pār", "sa", "pie")
_FIXED = re.compile(
    "ļoti|pavisam|drusku|tikko|pretī|pretim|priekšā|beidzot|joprojām|brīžam|visai|klajā|papildus|lejā|augšā"
    "|pārlieku|šurpu|turpu|reizē|tādējādi|pamazām|pagalam|teju|klusiņām|vienlaikus|drīzumā|nemūžam|nereti"
    "|ārā|nevilšus|bojā|laikam|daļēji|vidēji"
)
"""Words that no longer change, though they end as if they did."""
_PLURAL = {"vēlēšana": "vēlēšanas", "vēlēšanās": "vēlēšanas"}
_RATHER = {
    **dict.fromkeys(("ceļi", "ceļa", "ceļu", "ceļus", "ceļiem", "ceļos", "ceļam", "ceļā"), "ceļš"),
    **{"varu": "varēt", "vēlos": "vēlēties", "nozīmē": "nozīmēt"},
}
"""What a form that two words share mostly is."""
_LASTING = frozenset({"nākamais", "pēdējais", "pirmais", "galvenais", "vienīgais"})
_NOUN_ENDINGS = (
    *(("iem", "s"), ("ajiem", "s"), ("ajām", "s"), ("ajā", "s"), ("ajos", "s"), ("ais", "s")),
    *(("ām", "a"), ("ēm", "e"), ("ēs", "e"), ("es", "e"), ("ei", "e"), ("ē", "e"), ("im", "is")),
    *(("us", "s"), ("os", "s"), ("am", "s"), ("ās", "a"), ("as", "a"), ("ai", "a"), ("u", "s")),
    *(("ā", "s"), ("a", "s"), ("i", "s"), ("o", "s"), ("ī", "s")),
)
_NOMINATIVES = ("s", "a", "is", "e", "š", "us", "i", "as", "es")


def lemma(word: str, look_up: LookUp, entries: Mapping[str, str]) -> str:
    """The dictionary form of a Latvian word in small letters.

    `look_up` is a general lemmatiser, `entries` its dictionary, form to lemma. A known form keeps the
    dictionary's lemma, mended where it takes the negated verb, the comparative or the verb behind a noun
    of doing for it. An unknown one is taken apart, and what comes out is checked in the dictionary.
    """
    if doing := _DOING.fullmatch(word):
        noun = doing.group(1) + ("ās" if doing.group(2) in ("ās", "os") else "a")
        return _PLURAL.get(noun, noun)
    if agent := _AGENT.fullmatch(word):
        return agent.group(1) + "s"
    if _FIXED.fullmatch(word):
        return word
    known = _RATHER.get(word) or entries.get(word)
    if known:
        return _mended(word, known.casefold(), entries)
    if doer := _DOER.fullmatch(word):
        return doer.group(1) + "s"
    found = _verb(word, entries) or _built(word) or _compound(word, entries) or _ending(word, entries)
    if found:
        return found
    guess = look_up(word, "lv").casefold()
    return word if guess.endswith("iet") else guess


def is_denied(form: str, lemma: str) -> bool:
    """Whether a form in small letters denies the verb that is its lemma: neuzticos, of uzticēties."""
    return lemma.endswith(_INFINITIVE) and form.startswith("nene" if lemma.startswith("ne") else "ne")


def verb_denied(word: str) -> str:
    """The verb of a denied infinitive: uzticēties of neuzticēties; "" where the word looks like none."""
    return word[2:] if word.startswith("ne") and word.endswith(_INFINITIVE) else ""


def is_formed(lemma: str) -> bool:
    """Whether a dictionary form is built so regularly that it can be shown without a dictionary's word."""
    return _REGULAR.fullmatch(lemma) is not None


def _mended(word: str, known: str, entries: Mapping[str, str]) -> str:
    if known.startswith("ne") and known.endswith(_INFINITIVE) and known[2:] in entries:
        return known[2:]
    if word.endswith("ot") and entries.get(word[:-1]) == word:
        return word
    if _is_masculine(word, known) and _is_listed(known[:-1] + "s", entries):
        return known[:-1] + "s"
    if _HIDDEN_VERB.fullmatch(known) and _is_listed(verb := _participle(known, entries), entries):
        return verb
    done = known.endswith(_DONE) or (_PAST.fullmatch(word) and not known.endswith("ais"))
    if done and (verb := _participle(word, entries)) and not verb.endswith("gāt"):  # but pagājis: paiet
        return verb
    return known if known in _LASTING else _positive(known, entries)


def _is_masculine(word: str, known: str) -> bool:
    """Whether a form that may be of a man's or a woman's word is rather of the man's: sportisti, zābaki."""
    if known.endswith("a"):
        return word == known[:-1] + "i"
    return known.endswith("e") and known[:-1] == word[:-1] and _OF_PERSONS.fullmatch(word) is not None


def _positive(known: str, entries: Mapping[str, str]) -> str:
    """The plain adjective of a comparative, superlative or definite one: labākais, labs."""
    for ending in ("āks", "ākais", "ais"):
        stem = known.removesuffix(ending).removeprefix("vis")
        if known.endswith(ending) and stem:
            for nominative in ("s", "š"):
                if _is_listed(stem + nominative, entries):
                    return stem + nominative
    return known


def _is_listed(form: str, entries: Mapping[str, str]) -> bool:
    return entries.get(form) == form


def _verb(word: str, entries: Mapping[str, str]) -> str:
    """The infinitive of a verb's form; empty where it seems to be none."""
    if word.startswith("ne") and len(word) > 4 and (base := _verb_of(word[2:], entries)):
        return base
    if word.startswith("jā") and len(word) > 4 and (base := _verb_of(word[2:], entries)):
        return base
    return _verb_of(word, entries)


def _verb_of(word: str, entries: Mapping[str, str]) -> str:
    if known := _infinitive(word, entries) or _plain(word, entries):
        return known
    for ending, active in _REFLEXIVE:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            base = word.removesuffix(ending) + active
            plain = _infinitive(base, entries) or _participle(base, entries)
            if plain.endswith("ties"):
                return plain
            if plain:
                return plain[:-1] + "ties"
            if found := _listed(word.removesuffix(ending), entries):
                return found
    return _participle(word, entries)


def _plain(word: str, entries: Mapping[str, str]) -> str:
    """The infinitive where the form alone shows it, before anything reflexive is looked for in its ending."""
    if word.endswith("ties") and len(word) > 6 and word[-5] not in "aeiu":
        return word
    if m := _MAKING.fullmatch(word):
        return m[1] + ("āties" if m["self"] else "āt")
    return _participle(word, entries) if word.endswith(_FEMININE_PARTICIPLE) else ""


def _listed(stem: str, entries: Mapping[str, str]) -> str:
    """A reflexive verb of that stem which the dictionary has, with or without a prefix: brīn-, brīnīties."""
    verbs = (stem + vowel + "ties" for vowel in "īāēo")
    return next((verb for verb in verbs if _infinitive(verb, entries) == verb), "")


def _infinitive(word: str, entries: Mapping[str, str]) -> str:
    """The infinitive a form has by the dictionary, with or without one of the verb's prefixes."""
    known = entries.get(word, "").casefold()
    if known.endswith(_INFINITIVE):
        return known.removeprefix("ne") if known[2:] in entries else known
    for prefix in _VERB_PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= _LEAST and entries.get(rest, "").endswith(_INFINITIVE):
            base = entries[rest].casefold()
            return prefix + (base.removeprefix("ne") if base[2:] in entries else base)
    return ""


def _participle(word: str, entries: Mapping[str, str]) -> str:
    if (m := _PASSIVE.fullmatch(word)) and (
        m[1][-2] in "ēīo"
        or m[1].endswith("ināt")
        or (m[1].endswith("āt") and m[1].startswith(_MADE))
        or _infinitive(m[1], entries) == m[1]
    ):
        return m[1]
    if m := _SMOOTH.fullmatch(word):
        return next(stem for stem in m.groups() if stem) + "t"
    if (m := _ACTIVE.fullmatch(word)) and (
        found := _infinitive(m[1] + "a", entries) or _infinitive(m[1] + "u", entries)
    ):
        return found
    if m := _PRESENT.fullmatch(word):
        forms = (m[1] + ending for ending in ("", "u", "a", "am", "ām", "i"))
        return next((found for form in forms if (found := _infinitive(form, entries))), "")
    return ""


def _built(word: str) -> str:
    """The nominative of a noun or adjective with one of the common suffixes."""
    if m := _MORE.fullmatch(word) or _QUALITY.fullmatch(word):
        return m[1] + ("e" if m.re is _QUALITY else "s")
    m = _FORMED.fullmatch(word)
    if not m or (m["suffix"] == "āt" and m["ending"][0] in "eē"):
        return ""
    stem, suffix = m[1], m["suffix"]
    if suffix == "iņ" and m["ending"] in _DIMINUTIVE_FEMININE:
        return stem + "iņa"
    if suffix in _FEMININE:
        return stem + _FEMININE[suffix]
    return stem + _MASCULINE.get(suffix, suffix + "s")


def _compound(word: str, entries: Mapping[str, str]) -> str:
    """A word whose end is a word of the dictionary: amat-personu, dzīves-vietā."""
    for cut in range(_LEAST, len(word) - _TAIL + 1):
        tail = word[cut:]
        known = _RATHER.get(tail) or entries.get(tail, "").casefold()
        if known and not known.endswith(_INFINITIVE):
            known = _mended(tail, known, entries)
            of_men = tail.endswith(("iem", "am")) and known.endswith(("a", "e"))
            if tail[: len(known) - 2] == known[:-2] and not of_men:
                return word[:cut] + known
    return ""


def _ending(word: str, entries: Mapping[str, str]) -> str:
    """The nominative by the ending alone, of those one that the dictionary has, where there is one."""
    for ending, nominative in _NOUN_ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _LEAST:
            continue
        for form in (stem + other for other in _NOMINATIVES):
            if _is_listed(form, entries):
                return form
        return stem + nominative
    return ""
