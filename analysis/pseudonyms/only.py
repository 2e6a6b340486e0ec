"""People who are told by being the only one: "the only doctor in our village"."""

import re
from collections.abc import Iterator

from analysis.pseudonyms.codes import Spot
from analysis.pseudonyms.kinds import Confidence
from analysis.words import Sentence

_BETWEEN = r"(?:(?!(?:in|at|of|on|for|to|в|на|для|i|på) )[^\W\d_][\w-]*,? ){0,4}?"

# Who: beginnings of words for people. A school, a shop or a problem may be the only one as well.
_LATVIAN_WHO = (
    r"(?:\w*(?:tāj|niek|niec|ist[se]|ist[aiu]|ārst|ārs\b|ore\b|ors\b|iete|ietis|ietim|ietei)\w*|skolotāj\w*|māt[ei]\w*|tēv[sau]\w*|"
    r"vīriet\w*|siev\w*|cilvēk\w*|ģimen\w*|ukraini\w*|krievi?\w*|latvi\w*|čigān\w*|roms?|romiet\w*|lietuvie\w*|baltkriev\w*|igaun\w*|ebrej\w*|"
    r"students?|student\w*|jaunie\w*|pensionār\w*|invalīd\w*|policist\w*|feldšer\w*|mācītāj\w*|šofer\w*|veterinār\w*|atraitn\w*|"
    r"bērn[sau]\w*|zemniek\w*|zvejniek\w*|musulmaņ\w*|bēgl\w*|ārzemnie\w*|kurš|kura|es\b)"
)
_RUSSIAN_WHO = (
    r"(?:\w*(?:тель|ница|ницу|ник|ика|ист|истка|ец|янин|янка|инка|инец)(?:\w{0,3})|врач\w*|мат[ье]\w*|отец|отца|женщин\w*|мужчин\w*|человек\w*|"
    r"сем[ьe]\w*|украин\w*|русск\w*|латыш\w*|цыган\w*|еврей\w*|студент\w*|пенсионер\w*|инвалид\w*|фельдшер\w*|батюшк\w*|водител\w*|"
    r"ветеринар\w*|вдов\w*|реб[её]н\w*|фермер\w*|рыбак\w*|мусульман\w*|беженк\w*|беженец|кто|я\b)"
)
_ENGLISH_WHO = (
    r"(?:\w*(?:ist|ician|maker)s?\b|doctor|midwife|teacher|nurse|priest|pastor|driver|farmer|fisherman|librarian|baker|officer|worker|mother|father|parent|"
    r"widow\w*|woman|man|girl|boy|child|person|family|couple|one|student|pensioner|vet|refugee|foreigner|immigrant|(?!parish)\w*(?:ian|ese|ish)\b|"
    r"Roma|Jew\w*|Muslim\w*|Arab\w*|Black|gay|lesbian|disabled|blind|deaf|I\b)"
)
_FINNISH_WHO = (
    r"\w*(?:lääkäri|opettaja|äiti|isä|nainen|mies|ihminen|lapsi|pappi|"
    r"lainen|läinen|hoitaja|kuljettaja|perhe|jä|ja)\b"
)
_ESTONIAN_WHO = r"\w*(?:arst|õpetaja|ema|isa|naine|mees|inimene|laps|pastor|lane|ja|nik|juht|pere|õde)\b"
_SWEDISH_WHO = (
    r"\w*(?:läkare|lärare|mamma|mor|pappa|far|kvinna|man|människa|barn|präst|are|ist|familj|sköterska)\w{0,3}"
)

_SHAPES = (
    re.compile(
        rf"\bvienīg(?:ais|ā|o|ajam|ajai|ie|ās|os|ajiem|ajām) "
        rf"{_BETWEEN}{_LATVIAN_WHO}[\w-]*(?:,? [\w-]+){{0,3}}? "
        r"(?:ciemā|ciematā|pagastā|pilsētā|pilsētiņā|novadā|mājā|ielā|kopienā|draudzē|apkaimē|pusē|"
        r"rajonā|skolā|klasē|apkārtnē|salā)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bединственн\w+ {_BETWEEN}{_RUSSIAN_WHO}[\w-]*(?:,? [\w-]+){{0,3}}? "
        r"(?:деревне|селе|пос[её]лке|волости|городе|городке|крае|доме|подъезде|улице|школе|классе|приходе|районе|округе|острове|хуторе)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:the|our|its) (?:only|sole) {_BETWEEN}{_ENGLISH_WHO}[\w-]*(?:,? [\w-]+){{0,3}}? "
        r"(?:(?:our|the|this|my|that) )?(?:village|parish|town|building|house|street|school|class|"
        r"neighbou?rhood|community|congregation|island|district)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bainoa\w* {_BETWEEN}{_FINNISH_WHO}(?: [\w-]+){{0,3}}? "
        r"(?:kylä|kunna|kaupungi|talo|koulu|seurakunna|saare)\w+",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bain(?:us|uke|sa|ukese)\w* {_BETWEEN}{_ESTONIAN_WHO}(?: [\w-]+){{0,3}}? "
        r"(?:küla|valla|linna|maja|kooli|koguduse|saare|alevi)s\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:den|det|vår) end[ae] {_BETWEEN}{_SWEDISH_WHO}(?: [\w-]+){{0,3}}? "
        r"(?:byn?|socknen|kommunen|stan|staden|huset|skolan|församlingen|ön)\b",
        re.IGNORECASE,
    ),
)
_HERE_FIRST = (
    re.compile(
        r"\b(?:ciemā|ciematā|pagastā|pilsētā|novadā|mājā|ielā|draudzē|apkaimē|skolā|"
        r"klasē|salā),? (?:[\w-]+,? ){0,4}?"
        rf"vienīg(?:ais|ā|ie|ās|o|ajam|ajai) {_BETWEEN}{_LATVIAN_WHO}[\w-]*",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:деревне|селе|пос[её]лке|волости|городке|крае|доме|подъезде|школе|"
        r"классе|приходе),? (?:[\w-]+,? ){0,4}?"
        rf"единственн\w+ {_BETWEEN}{_RUSSIAN_WHO}[\w-]*",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bin (?:our|this|my) (?:village|parish|town|building|house|street|"
        r"school|class),? (?:[\w-]+,? ){0,4}?"
        rf"the (?:only|sole) {_BETWEEN}{_ENGLISH_WHO}[\w-]*",
        re.IGNORECASE,
    ),
)
_BY_PLACE = (
    re.compile(
        r"\b(?:our|the|this|my) (?:village|parish|town|street|school|community|island|congregation)'s "
        rf"(?:only|sole) {_BETWEEN}{_ENGLISH_WHO}[\w-]*",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bодин (?:единственный )?(?:врач|фельдшер|учитель|священник|участковый|водитель|ветеринар|доктор) "
        r"на вс[юеё] (?:село|деревн\w+|волость|пос[её]лок|остров|округу)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:viens pats|viena pati) (?:ārst\w*|feldšer\w*|skolotāj\w*|mācītāj\w*|policist\w*|dakter\w*|"
        r"šofer\w*|veterinārārst\w*) (?:visā|pa visu|uz visu) (?:pagast|ciem|novad|sal)\w+",
        re.IGNORECASE,
    ),
)
"""One person, and the place they are the only one of, said the other way round."""
_REASON = Sentence("Somebody is the only one there: neighbours know who is meant.")


def only_ones(text: str) -> Iterator[Spot]:
    """Every person in a folded text who is said to be the only one in a small place; from "only" to place."""
    for shape in (*_SHAPES, *_HERE_FIRST, *_BY_PLACE):
        for match in shape.finditer(text):
            yield (*match.span(), Confidence.LIKELY, _REASON)
