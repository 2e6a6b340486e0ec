"""Claims about people as a whole, in English, Latvian and Russian: shares, “everyone”, “nobody”."""

import re
from collections.abc import Sequence

# Who: people of a kind of whom a share can be told: “most older people” is one,
# “most trusted people” is none.
_WHO_EN = (
    r"(?:(?:young|old|older|local|ordinary|rural) )?(?:people|persons|participants|residents|citizens|"
    r"respondents|latvians|inhabitants|villagers|townspeople|locals|voters|families|households|neighbou?rs|"
    r"pensioners|farmers|parents|women|men|adults)\b"
)
_ALL_EN = r"(?:residents|citizens|latvians|inhabitants|villagers|townspeople|locals|voters)\b"
_PLACE_EN = (
    r"(?:village|town|city|country|nation|community|parish|region|county|population|district|municipality|"
    r"island|neighbou?rhood)\b(?!['’]|-| (?:hall|council|budget|roads?|money))"
)
_OF_EN = r"(?:of )?(?:the |all |those |these |this |our |us |them )*"
_HOLDS_EN = (
    r"(?:wants?|wanted|hates?|hated|loves?|likes?|trusts?|trusted|distrusts?|mistrusts?|believes?|believed|"
    r"thinks?|thought|says?|said|feels?|felt|agrees?|agreed|disagrees?|supports?|supported|opposes?|opposed|"
    r"fears?|knows?|knew|demands?|cares?|expects?|"
    r"(?:is|are|was|were) (?:against|angry|afraid|happy|unhappy|sure|convinced|satisfied|opposed))\b"
)
_HERE_EN = r"(?: (?:here|there|really|still|now|else|who came|in (?:the|this|our) \w+|of (?:us|them)))*"
_MANY_EN = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred)"

_WHO_LV = r"(?:\w+\s+)?(?:cilvēk|iedzīvotāj|dalībniek|latvieš|respondent|ciemniek|pilsoņ|vēlētāj|ģime)\w*"
_ALL_LV = r"(?:cilvēki|iedzīvotāji|latvieši|ciemnieki|pilsoņi|vēlētāji)\b"
_PLACE_LV = r"(?:ciema|ciemata|pagasta|pilsētas|valsts|tautas|novada|sabiedrības|Latvijas)\b"
_HOLDS_LV = (
    r"(?:ne)?(?:grib|gribēja|vēlas|uzticas|tic|domā|saka|jūtas|atbalsta|mīl|baidās|zina|piekrīt|piekrita)\b|"
    r"ienīst\b|ir (?:pret|par|dusmīg\w+|neapmierināt\w+|apmierināt\w+)\b"
)
_HERE_LV = rf"(?: (?:te|šeit|tur|mēs|viņi|no mums|no viņiem|{_ALL_LV}))*"
_ORDINAL_LV = r"(?:otrais|otrā|trešais|trešā|ceturtais|ceturtā|piektais|piektā|desmitais|desmitā)"
_MANY_LV = r"(?:\d+|vien[sa]|div[ia]|trīs|četr[ia]|piec[ia]|seš[ia]|septiņ[ia]|astoņ[ia]|deviņ[ia]|desmit)"

_WHO_RU = r"(?:\w+\s+)?(?:люд|жител|участник|граждан|латвийц|опрошенн|семей|избирател)\w*"
_ALL_RU = r"(?:люди|жители|граждане|латвийцы|избиратели)\b"
_PLACE_RU = r"(?:деревни|села|пос[её]лка|города|страны|края|волости|области|народа|общества|Латвии)\b"
_HOLDS_RU = (
    r"(?:не )?(?:хот[яи]т|хочет|хотели|вер[яи]т|доверя[ею]т|дума[ею]т|счита[ею]т|говор[яи]т|чувству[ею]т|"
    r"бо[яи]тся|ненавид[яи]т|люб[яи]т|поддержива[ею]т|зна[ею]т|согласн[ыа]|довольн[ыа]|недовольн[ыа]|"
    r"против|устали)\b"
)
_HERE_RU = rf"(?: (?:здесь|тут|там|мы|они|у нас|из нас|из них|в (?:деревне|селе|городе)|{_ALL_RU}))*"
_ORDINAL_RU = r"(?:второй|вторая|третий|третья|четв[её]ртый|четв[её]ртая|пятый|пятая|десятый|десятая)"
_MANY_RU = r"(?:\d+|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять)"

_ENGLISH: Sequence[str] = (
    rf"\b(?:most|majority|half|minority|a third|a quarter) {_OF_EN}(?:{_WHO_EN}|{_PLACE_EN})",
    rf"\bhalf {_HOLDS_EN}|\bmost (?:want|agree|believe|think|say|feel|hate|oppose|support)\b",
    r"\b(?:most of us|most of them|half of us|half of them|the majority)\b",
    r"\b(?:two|three|four|nine)[ -](?:thirds|quarters|fifths|tenths)\b"
    rf"(?! of (?!(?:the |all |our )*(?:{_WHO_EN}|{_PLACE_EN}|us\b|them\b)))",
    rf"\b(?:nearly|almost|practically|virtually) (?:everyone|everybody|nobody|no one|all {_OF_EN}{_WHO_EN})",
    rf"(?<!for )(?<!to )(?<!of )(?<!by )\ball (?:of )?(?:the |our )?(?:{_ALL_EN}|{_WHO_EN} {_HOLDS_EN})",
    r"\b(?:everyone|everybody|every (?:person|man|woman|family)|nobody|no[ -]one|none|we all|they all|all)"
    rf"{_HERE_EN} (?!(?<=nobody )said\b){_HOLDS_EN}",
    rf"\b{_MANY_EN} (?:in|out of|of)(?: every)? {_MANY_EN} {_WHO_EN}",
)
_LATVIAN: Sequence[str] = (
    rf"\b(?:lielāk\w+|lielum\w*) daļ\w+ (?:{_WHO_LV}|{_PLACE_LV}|{_HOLDS_LV})",
    rf"\b(?:vairum|vairākum|trešdaļ|ceturtdaļ)\w+ (?:{_WHO_LV}|{_PLACE_LV}|{_HOLDS_LV})",
    rf"\bpus[ei] (?:no )?(?:{_WHO_LV}|{_PLACE_LV}|{_HOLDS_LV})",
    r"\b(?:divas trešdaļas|trīs ceturtdaļas|četras piektdaļas)\b(?! (?:stundas|gada|dienas))",
    rf"\bkatr[sa] {_ORDINAL_LV}\b|\bgandrīz (?:vis(?:i|a|as|iem|us)|ikviens|neviens)\b|\bvisi kā viens\b",
    rf"\bvisi {_ALL_LV}|\b(?:vis[ia]|visas|ikviens|katrs|neviens|neviena){_HERE_LV} (?:{_HOLDS_LV})",
    rf"\b{_MANY_LV} no {_MANY_LV}(?:iem|ām)? {_WHO_LV}",
)
_RUSSIAN: Sequence[str] = (
    r"\b(?:большая часть|половин\w+|трет[ьи]|четверт[ьи]|меньшинств\w+) "
    rf"(?:{_WHO_RU}|{_PLACE_RU}|{_HOLDS_RU})",
    rf"\bбольшинств\w+ {_WHO_RU}|\bбольшинство\b(?! (?:случаев|кругов))",
    r"\b(?:две трети|три четверти)\b(?! (?:часа|года|дня))",
    rf"\bкажд(?:ый|ая) {_ORDINAL_RU}\b|\bпочти (?:все|каждый|никто)\b|\bвсе (?:как один|до одного)\b",
    rf"\bвсе {_ALL_RU}|\b(?:все|каждый|никто){_HERE_RU} (?:{_HOLDS_RU})",
    rf"\bкаждый (?:житель|человек|гражданин) (?:{_HOLDS_RU})",
    rf"\b{_MANY_RU} из {_MANY_RU}\w{{0,2}} {_WHO_RU}",
)
_ANY = r"\d\s*%|\bper\s?cent\b|\bpercentages?\b|\bprocent\w*|\bпроцент\w*"
_SHARE = re.compile("|".join((_ANY, *_ENGLISH, *_LATVIAN, *_RUSSIAN)), re.IGNORECASE)


def share_in(text: str) -> str:
    """The first words in a text that speak of a share of people, or of all or none of them; "" where none do.

    “Everyone had a turn” tells what was done, and may be said; “everyone hates it” tells what people hold.
    """
    found = _SHARE.search(" ".join(text.split()))
    return found.group() if found else ""
