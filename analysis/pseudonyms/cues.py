"""Words beside a capital that say a person, or a place, is meant."""

import re

PERSON_BEFORE = re.compile(
    # Latvian
    r"kaimiņ\w*|tant[eiu]\w*|onku[lļ]\w*|krustmāt\w*|krusttēv\w*|vecmāmiņ\w*|vecāmāt\w*|vectē[vt]\w*|omīt\w*|opi[sm]?|brā[lļ]\w*|"
    r"mās[au]i?s?|māt[ei]\w*|vīramāt\w*|tēv[asu]m?|meit[auiņ]\w*|dēl[asu]m?|mazmeit\w*|mazdēl\w*|vīr[asu]m?|siev[auā]s?|sievai|"
    r"draug\w*|draudzen\w*|skolotāj\w*|direktor\w*|ārst[aseiu]\w*|feldšer\w*|policist\w*|mācītāj\w*|priester\w*|deputāt\w*|"
    r"priekšnie[kc]\w*|priekšsēdētāj\w*|vadītāj\w*|trener\w*|treneri\w*|šofer\w*|bibliotekār\w*|audzinātāj\w*|darbinie[kc]\w*|"
    r"sauc|vārdā|uzvārdā|jaunkundz\w*|dakter\w*|profesor\w*|ministr[esuai]\w*|apsaimniekotāj\w*|kolēģ\w*|priekšniec\w*|"
    # Russian
    r"сосед\w*|т[её]т[яиюе]\w*|дяд[яиюе]\w*|бабушк\w*|бабы?|дедушк\w*|дед[ау]?|брат\w*|сестр\w*|доч[ькие]\w*|сын[ауо]?\w*|муж[ауе]?м?|"
    r"жен[аыуе]|женой|подруг\w*|друг[ау]?|другом|врач\w*|учител\w*|директор\w*|фельдшер\w*|батюшк\w*|депутат\w*|начальни\w*|тренер\w*|"
    r"господин\w*|госпож\w*|г-на?|г-ж[аеу]|зовут|имени|фамилии|спросить|управляющ\w*|председател\w*|министр\w*|коллег\w*|"
    # English
    r"mr|mrs|ms|miss|dr|doctor|neighbou?r|uncle|aunt|auntie|aunty|granny|grandma|grandpa|brothers?|sisters?|daughter|son|husband|wife|"
    r"friend|teacher|headmaster|headmistress|priest|father|reverend|councillor|mayor|officer|nurse|called|named|colleague|coach|boss|chairman|chairwoman|chair|"
    r"manager|minister|name is|"
    # Finnish, Estonian, Swedish
    r"naapur\w*|herra|rouva|täti|setä|eno|opettaj\w*|lääkäri\w*|ystävä\w*|nimeltä|naab\w*|härra\w*|proua\w*|tädi|onu|õpetaja\w*|"
    r"sõb\w*|arst|nimega|granne\w*|grannen|herr|fru|fröken|tant|farbror|moster|faster|läraren?|läkaren?|vän|vännen|heter"
)
PERSON_AFTER = re.compile(
    r"kung[sau]m?|kundz[eiu]s?|kundzei|jaunkundz\w*|tant[eiu]|onkul\w*|härra|proua|onu|tädi|nimi(?:nen|se\w*)"
)
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "doctor",
        "father",
        "uncle",
        "aunt",
        "auntie",
        "granny",
        "kungs",
        "kundze",
    ]
)

_DOES = """
teica saka stāstīja sacīja palīdzēja atnāca strādā dzīvo prasīja solīja vienmēr atbildēja zvanīja
piezvanīja man mums nāca sēž ar сказал сказала говорит говорил говорила помог помогла пришёл пришла
работает живёт знает обещал обещала опять мне нам всегда said told says helped came works lives
knows promised always asked never sanoi auttoi lupasi aina ütles aitas lubas sade hjälpte lovade
"""
DOES = frozenset(_DOES.split())
"""What stands after a name that is also a word, where it opens a sentence."""

PLACE_BEFORE = re.compile(
    r"в|во|на|из|под|над|около|близ|деревн\w*|сел[оае]|пос[её]лк\w*|город\w*|in|at|near|around|town|village|i|på|vid|uz|pilsēt\w*|"
    r"ciem\w*|pagast\w*|no|līdz|pa|pāri|caur|från|till|nära|the|of|for|а\/о|ооо|sia|as|ab|oy|oü"
)
LOCATIVE = re.compile(r".{2,}(?:[āēīū]|ājā|ajā|[āēoīū]s|ss[aä]|seen|sse)")
"""Endings of being somewhere: Latvian, Finnish, Estonian. People are seldom spoken of in them."""

MEMORIAL = re.compile(
    r"iel[aāu]\w*|bulvār\w*|gatv\w*|prospekt\w*|laukum\w*|šosej\w*|parks?\w*|muzej\w*|teātr\w*|"
    r"ģimnāzij\w*|vidusskol\w*|piemine\w*|stipendij\w*|балва|улиц\w*|бульвар\w*|площад\w*|музе\w*|театр\w*|street|road|"
    r"avenue|museum|theatre|square|katu\w*|tänav\w*|gata\w*"
)
"""What is called after somebody, who is then no person of the circle."""

SURNAME = re.compile(
    # Latvian, bent; and the Slavic ones as Latvian writes them
    r".{2,}(?:iņ(?:š|a|am|u|as|ai|i|iem)|(?:son|sone|berg|man|feld|šein|štein)(?:s|is|a|am|u|e|es|ei|i)|kaln(?:s|a|am|u|e|es|ei)|"
    r"(?:ov|ev|jev)(?:s|a|am|u|as|ai)|(?:sk|ck)(?:is|im|a|as|ai|u)|enko|čuk(?:s|a|am|u)|ovič(?:s|a|am|u))|"
    # Russian, Finnish, Swedish
    r".{2,}(?:(?:ов|ев|ёв|ин|ын)(?:а|у|ым|е|ой|ы|ых)?|(?:ск|цк)(?:ий|ого|ому|им|ая|ой|ую)|енко|(?:чук|юк)(?:а|у|ом|и)?|"
    r"ян|дзе|швили|иньш(?:а|у|ем)?)|"
    r".{2,}(?:nen|se(?:n|lle|lt[aä]|ll[aä]|st[aä])|ssons?|qvist|ström|lund|gren|berg|mäki|vičius|auskas)"
)
SLAVIC = re.compile(
    r".{2,}(?:(?:ov|jev)(?:s|am)|(?:sk|ck)(?:is|im)|enko|čuk(?:s|am)|ovič(?:s|am)|енко|(?:чук|дзе|швили)(?:а|у|ом)?)"
)
"""Endings that few Latvian words have, so that they tell also where a sentence opens."""
SMALL = re.compile(r".+iņ(?:a|am|u|as|ai|i|iem)")
PATRONYMIC = re.compile(r".{2,}(?:(?:ович|евич)(?:а|у|ем|е|и)?|(?:овн|евн|ичн|иничн)(?:а|ы|е|у|ой|ою))")
FIRM = re.compile(r"sia|as|ik|zs|ооо|зао|ltd|oy|oü|ab|firma\w*|фирм\w*")
"""What stands before the name of a firm."""
PLACE = re.compile(
    r".{2,}(?:ezer(?:s|a|am|u|ā|i|os|us|iem)|ciem(?:s|a|am|u|ā)|muiž(?:a|as|ai|u|ā)|pil(?:s|ī|i)|"
    r"город(?:а|у|е|ом)?|град(?:а|у|е|ом)?|бург(?:а|у|е|ом)?|ville|shire|maa|linna?|saari)"
)
"""Endings of what places are called."""
ENGLISH_NOUN = re.compile(
    r".{2,}(?:tions?|ments?|ity|ities|ness|isms?|ists?|ians?|ans|ers|ings?|ogy|ics|ances?|ences?|als?|ants|ents|ary|ory|ish|ese|"
    r"ways?|days?|ship|hood|land|lands|ure|ive)"
)
"""Endings of English nouns and peoples, which are often given a capital."""
_OPENERS = """
vakar rīt šodien šorīt vakarā pērn reiz kopš tad toreiz tagad bet arī tikai pat ja kad jo ka lai
paldies ticu ziniet вчера завтра сегодня однажды когда если потом тогда даже только потому хотя
спасибо знаете сейчас раньше yesterday today tomorrow once when if then even only because thanks ask
tell talk dear eilen tänään huomenna kerran eile täna homme kord igår idag imorgon en ett det den
семена темой
"""
OPENERS = frozenset(_OPENERS.split())
"""What sentences often begin with, besides the stop words."""


def ending(word: str) -> str:
    """How a word ends, as far as a given name and its surname agree: with a vowel (which kind) or without."""
    last = word[-1]
    if last in "aeiuāēīūаяыиеую":
        return "vowel"
    return "consonant"
