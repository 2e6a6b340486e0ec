"""Where somebody lives: a street with a house number, a farm by its name. A street alone is a place."""

import re
from collections.abc import Iterator

from analysis.pseudonyms.codes import Spot
from analysis.pseudonyms.kinds import Confidence
from analysis.words import Sentence

_CAPITAL = "A-ZĀČĒĢĪĶĻŅŠŪŽÅÄÖÕÜ"
_CYRILLIC = "А-ЯЁ"
_NAME = rf"[{_CAPITAL}][\w.-]*(?: [{_CAPITAL}][\w.-]*){{0,2}}"
_HOUSE = (
    r"\d{1,3}(?: ?[A-Za-zА-Яа-я](?!\w))?(?:[-/] ?[kк]?-?\d{1,4}(?!\d|\.\d))*(?!\d|[.:,]\d|[%€]|[ .]*gad|"
    r"\. ?(?:jan|feb|mar|apr|mai|jūn|jūl|aug|sep|okt|nov|dec))"
)
_DWELLING = r"(?:,? ?(?:dz\.|dzīv\.|dzīvokl\w+|kv\.|кв\.|квартира|apt\.?|flat|krt|as\.?|lgh) ?\d{1,4})?"
_POST = rf"(?:, (?-i:[{_CAPITAL}{_CYRILLIC}])\w+(?: (?:pag\.|pagasts|nov\.|novads))?)?(?:,? LV-?\d{{4}})?"
_LATVIAN = re.compile(
    rf"(?<!\w)(?:{_NAME}|[^\W\d_]{{3,}}[asu]) "
    rf"(?:iela|ielā|ielas|ielu|ielai|bulvār\w+|prospekt\w+|gatv\w+|laukum\w+|šosej\w+|alej\w+|"
    rf"ceļ[šaāu]|līnij\w+|dambi?s?|dambī|krastmal\w+|street)\,? (?:Nr\. ?)?{_HOUSE}{_DWELLING}"
    rf"(?P<post>{_POST})"
)
_RUSSIAN = re.compile(
    rf"(?<!\w)(?:(?:ул\.|улиц[аеуы]|пр\.|пр-т|просп\.|проспект[ае]?|бульвар[ае]?|"
    rf"шоссе|пер\.|переулок|переулке|площад[ьи]) ?"
    rf"[{_CYRILLIC}][\w.-]*(?: [{_CYRILLIC}]\w+)?|[{_CYRILLIC}][\w-]+ (?:улица|улице|бульвар|шоссе))"
    rf",? ?(?:д\.|дом)? ?"
    rf"{_HOUSE}{_DWELLING}(?P<post>{_POST})",
    re.IGNORECASE,
)
_RUSSIAN_SHORT = re.compile(
    rf"(?:адрес\w*|живёт на|живет на|живут на|живу на)[: ]+"
    rf"(?P<at>[{_CYRILLIC}]\w+,? {_HOUSE}{_DWELLING}(?P<post>{_POST}))"
)
_ENGLISH = re.compile(
    rf"(?<!\d)\d{{1,4}}[A-Za-z]? (?:[{_CAPITAL}][\w'-]*,? ){{1,3}}(?:Street|Road|Avenue|Lane|Drive|Close|"
    rf"Square|Terrace|Way|Place|Court|Crescent|St\.?|Rd\.?|Ave\.?)(?!\w)(?:, [{_CAPITAL}]\w+)?"
)
_NORTHERN = re.compile(
    rf"(?<!\w)(?:[{_CAPITAL}]\w+(?:katu|kadu|tie|kuja|polku|polu|raitti|kaari|väylä|"
    rf"gatan|vägen|gränd|stigen|torget|allén|backen)\w{{0,4}}"
    rf"|{_NAME} (?:tn\.?|tänav\w*|tee|mnt\.?|maantee\w*|pst\.?|puiestee\w*|põik|gata|väg)) "
    rf"{_HOUSE}(?: [A-Z](?!\w))?"
    rf"(?: \d{{1,3}}(?!\d|\.\d))?{_DWELLING}"
)
_FARM = re.compile(
    rf"[„“\"«”][{_CAPITAL}][\w -]{{2,30}}[”“\"»],? "
    rf"(?P<place>[{_CAPITAL}]\w+ (?:pag\.|pagast\w*|ciem\w*|novad\w*|nov\.))"
    rf"|(?:[Mm]ājās|[Mm]ājas|māju|viensēt\w*|saimniecīb\w*) "
    rf"(?P<farm>[„“\"«”][{_CAPITAL}][\w -]{{2,30}}[”“\"»])"
)
_SHORT = re.compile(
    rf"(?<!\w)(?P<at>[{_CAPITAL}]\w+(?:as|es|a|u|ļu|ņu) \d{{1,3}}[A-Za-z]?-\d{{1,3}},? "
    rf"(?:[{_CAPITAL}]\w+|LV-?\d{{4}}))"
)
_STREET = Sentence("It is a street with a house number.")
_FARM_REASON = Sentence("It is a house called by its name.")


def addresses(text: str) -> Iterator[Spot]:
    """Every address in a folded text, its town and post code with it."""
    if any(sign.isdigit() for sign in text):
        for shape in (_LATVIAN, _RUSSIAN, _ENGLISH, _NORTHERN):
            for match in shape.finditer(text):
                yield (*match.span(), Confidence.SURE, _STREET)
        for shape in (_SHORT, _RUSSIAN_SHORT):
            for match in shape.finditer(text):
                yield (*match.span("at"), Confidence.LIKELY, _STREET)
    for match in _FARM.finditer(text):
        yield (*match.span("farm" if match["farm"] else 0), Confidence.LIKELY, _FARM_REASON)
