"""Which language a contribution is in, and the words in it that mean something."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from analysis.corpus import Contribution

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier
    from spacy.language import Language as SpacyLanguage
    from spacy.tokens import Doc, Token

LANGUAGES = ("lv", "en", "fi", "sv", "et", "ru")
"""The six languages aplis is made for."""

NEIGHBOURS = (
    *("de", "lt", "uk", "be", "pl", "fr", "es", "it", "nl", "da", "no", "pt", "cs", "ro", "hu", "bg"),
    *("tr", "el", "he", "ar", "fa", "ka", "hy", "az", "kk", "hi", "zh", "ja", "ko", "vi"),
)
"""Others that somebody may write in a circle: recognised, and read as they are."""

UNKNOWN = "und"
"""The code for a language nobody could tell, as ISO 639-2 has it."""

_SURE = 0.9
_ENOUGH_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_ENDS = frozenset(".!?…:")
_NAMED_AS = re.compile(r"\b(language|valoda|valodā|язык|kieli|språk|keel|sprache)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """A content word: `text[start:end]` is what was written, `surface` the same in composed letters.

    `opens` is True for the first word of a sentence, whose capital letter says nothing.
    """

    lemma: str
    surface: str
    language: str
    start: int
    end: int
    opens: bool = False


def languages(contributions: Sequence[Contribution]) -> list[str]:
    """Give each contribution's language as a two-letter code, in order.

    What the source says is believed. Else the text decides, weighed with how common each language is
    in the corpus, so that two words are not taken for a language nobody else there writes. Where
    nothing can be told (digits alone, an empty corpus) the commonest language stands, or `und`.
    """
    given = [code(c.language) for c in contributions]
    if all(given):
        return given
    seen = [None if known else _likelihood(c.text) for known, c in zip(given, contributions, strict=True)]
    common = Counter(known for known in given if known)
    for c, likely in zip(contributions, seen, strict=True):
        if likely and len(_WORD.findall(c.text)) >= _ENOUGH_WORDS:
            best = max(likely, key=lambda language: likely[language])
            common[best] += likely[best] >= _SURE
    usual = min(common, key=lambda language: (-common[language], language)) if +common else UNKNOWN
    return [
        known or (_weighed(likely, common) if likely else usual)
        for known, likely in zip(given, seen, strict=True)
    ]


def code(name: str) -> str:
    """Read `lv-LV`, `Latvian`, `latviešu` or `LAV` as `lv`; an empty string where it is none we know."""
    plain = _NAMED_AS.sub("", unicodedata.normalize("NFC", name)).strip().casefold()
    names = _names()
    if plain in names:
        return names[plain]
    return names.get(re.split(r"[-_@.\s]", plain, maxsplit=1)[0], "")


def terms(texts: Sequence[str], languages: Sequence[str]) -> list[list[Term]]:
    """Give each text's content words with their lemmas, in order; stop words, digits and links are out.

    `languages` holds one code per text. A language without a dictionary keeps its words as written.
    """
    found: list[list[Term]] = [[] for _ in texts]
    for language in dict.fromkeys(languages):
        at = [i for i, its in enumerate(languages) if its == language]
        whole = (texts[i].encode("utf-8", "replace").decode("utf-8") for i in at)  # no halves of a character
        for i, doc in zip(at, pipeline(language).pipe(whole), strict=True):
            found[i] = list(_content(doc, language))
    return found


@cache
def pipeline(language: str) -> "SpacyLanguage":
    """A blank spaCy pipeline with our lemmas; the multi-language one where spaCy lacks the language."""
    import spacy

    from analysis import lemmas  # its import registers the component

    try:
        nlp = spacy.blank(language)
    except ImportError:
        nlp = spacy.blank("xx")
    nlp.add_pipe(lemmas.COMPONENT, config={"language": language})
    return nlp


def _content(doc: "Doc", language: str) -> Iterator[Term]:
    from analysis.lemmas import CLINGING
    from analysis.stopwords import is_stop

    shouted, opens = doc.text.isupper(), True
    for token in doc:
        written = unicodedata.normalize("NFC", token.text).rstrip(CLINGING)
        if _is_word(token, written):
            start, end = token.idx, token.idx + len(token.text.rstrip(CLINGING))
            if not shouted and _is_acronym(written, language):
                yield Term(written.casefold(), written, language, start, end, opens)
            elif not is_stop(written.casefold(), token.lemma_, language):
                yield Term(token.lemma_, written, language, start, end, opens)
        if not token.is_space:
            opens = token.text[-1] in _SENTENCE_ENDS or (opens and token.is_punct)


def _is_word(token: "Token", written: str) -> bool:
    letters = sum(letter.isalpha() for letter in written)
    return letters >= 2 and letters >= len(written) - 1 and not (token.like_url or token.like_email)


def _is_acronym(written: str, language: str) -> bool:
    """Capitals throughout: a short name, unless it is a little word that somebody stressed."""
    from analysis.stopwords import SHORT_NAMES, stop_words

    small = written.casefold()
    stressed = small in stop_words(language) and small not in SHORT_NAMES.get(language, ())
    return 2 <= len(written) <= 5 and written.isupper() and not stressed


def _likelihood(text: str) -> Mapping[str, float] | None:
    if not _WORD.search(text):
        return None
    return dict(_identifier().rank(text))


def _weighed(likely: Mapping[str, float], common: Mapping[str, int]) -> str:
    def weight(language: str) -> float:
        at_least = 0.5 if language in LANGUAGES else 0.05
        return likely[language] * (common.get(language, 0) + at_least)

    return max(likely, key=lambda language: (weight(language), language))


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    whole.set_languages([*LANGUAGES, *NEIGHBOURS])
    # One made of the part: the whole, which keeps a hundred languages more, can go.
    table, prior, names = whole.nb_ptc, whole.nb_pc, whole.nb_classes
    letters, told, rows = whole.tk_nextmove, whole.tk_output, whole.tk_row
    return LanguageIdentifier(table, prior, names, letters, told, norm_probs=True, tk_row=rows)


@cache
def _names() -> Mapping[str, str]:
    """Every way to name a language that a spreadsheet is likely to hold, in small letters, to its code."""
    names = {"lav": "lv", "eng": "en", "fin": "fi", "swe": "sv", "est": "et", "rus": "ru", "deu": "de"}
    names |= {"ger": "de", "latv": "lv", "latviski": "lv", "angliski": "en", "krieviski": "ru"}
    for language in (*LANGUAGES, *NEIGHBOURS):
        names[language] = language
        for spoken in (language, *LANGUAGES, "de"):
            try:
                name = Locale.parse(language).get_language_name(spoken)
            except UnknownLocaleError:
                continue
            if name:
                bare = _NAMED_AS.sub("", name).strip().casefold()
                names.setdefault(bare, language)
    return names
