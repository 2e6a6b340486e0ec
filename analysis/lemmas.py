"""Dictionary forms of words, offered as a spaCy component that anybody's pipeline can add."""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES
from spacy.language import Language
from spacy.tokens import Doc

from analysis import latvian
from analysis.dictionaries import Dictionaries

COMPONENT = "aplis_lemmas"
CLINGING = ".-'’"
"""What a tokenizer may leave at the end of a word."""
DICTIONARIES = Dictionaries()
MENDED = {
    "fi": {"työ": "työ"},
    "sv": {"skolan": "skola", "domen": "dom", "varor": "vara", "vann": "vinna"},
    "ru": {"дорожный": "дорожный", "голосовой": "голосовой", "действующий": "действующий"},
}
"""Words that a dictionary takes for others: Finnish "work" for a dialect's "you"."""


@Language.factory(COMPONENT, assigns=["token.lemma"], default_config={"language": ""})
class Lemmas:
    """Set every token's lemma. `language` outranks the pipeline's own, for a host spaCy does not know."""

    def __init__(self, nlp: Language, name: str, language: str) -> None:
        self.language = language or nlp.lang

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = lemma(token.text, self.language)
        return doc


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """The word's dictionary form in small letters; the word itself where no dictionary knows better."""
    plain = unicodedata.normalize("NFC", word)
    plain = plain.rstrip(CLINGING) or plain
    if language != "de":  # whose dictionary knows nouns by their capital
        plain = plain.casefold()
    if language == "lv":
        return latvian.lemma(plain, _looked_up, _entries(language))
    return MENDED.get(language, {}).get(plain) or _folded(_looked_up(plain, language).casefold(), language)


@lru_cache(maxsize=50_000)
def as_said(form: str, lemma: str, language: str) -> str:
    """The lemma, denied where the form denies it: Latvian writes "not" into the verb.

    What denies a word and what does not may lie together, but neither can be shown for the other.
    """
    return "ne" + lemma if language == "lv" and latvian.is_denied(form.casefold(), lemma) else lemma


@lru_cache(maxsize=50_000)
def name_of(form: str, language: str) -> str:
    """The name that a form with a capital letter is of: Германия of Германии, whose small letters would make
    it the element; "" where the dictionary knows none."""
    known = _entries(language).get(form, "") if form[:1].isupper() else ""
    return _folded(known, language) if known[:1].isupper() else ""


@lru_cache(maxsize=50_000)
def is_headword(word: str, language: str) -> bool:
    """Whether a dictionary lists the word, or its capitalised form, as an entry of its own.

    A Latvian word built by a regular suffix counts as one, and so does a denied verb: no dictionary holds
    them all.
    """
    if language == "lv":
        verb = latvian.verb_denied(word)
        if latvian.is_formed(word) or (verb and is_headword(verb, language)):
            return True
    return _folded(_entries(language).get(word, ""), language) == word or is_name(word, language)


@lru_cache(maxsize=50_000)
def is_name(word: str, language: str) -> bool:
    """Whether a dictionary lists the word with a capital letter only: a name, or a German noun."""
    entries, title = _entries(language), word[:1].upper() + word[1:]
    return word.islower() and word not in entries and entries.get(title) == title


def _folded(word: str, language: str) -> str:
    """Russian ё as е: people write either, and the dictionary has now the one, now the other."""
    return word.replace("ё", "е") if language == "ru" else word


def _entries(language: str) -> Mapping[str, str]:
    if language not in SUPPORTED_LANGUAGES:
        return {}
    return DICTIONARIES.get_dictionary(language)


def _looked_up(word: str, language: str) -> str:
    if language not in SUPPORTED_LANGUAGES or not word:
        return word
    return str(_lemmatizer().lemmatize(word, language))


@cache
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(greedy=True, dictionary_factory=DICTIONARIES))
