"""What themes are called: words people wrote, and no two the same."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.exporters.telling import Telling
from analysis.labels import Named, name_themes
from analysis.language import Term, terms
from analysis.report import Report, Theme


def named(groups: Sequence[Sequence[str]], language: str = "en") -> list[Named]:
    texts = [text for group in groups for text in group]
    ends = [sum(map(len, groups[: n + 1])) for n in range(len(groups))]
    members = [range(end - len(group), end) for end, group in zip(ends, groups, strict=True)]
    spoken = [language] * len(texts)
    return name_themes(terms(texts, spoken), spoken, members)


ROADS = [
    "The road to our village is full of holes.",
    "Nobody mends the road or the holes in it.",
    "A bus would help, the road is bad.",
]
DOCTORS = [
    "I waited months for a doctor.",
    "The doctor had no time, the hospital is full.",
    "Our hospital was closed and the doctor left.",
]


def test_label_says_what_the_theme_shares() -> None:
    """A theme is called by the words its contributions share and others lack."""
    roads, doctors = named([ROADS, DOCTORS])
    assert roads.label.split(" · ")[0] == "road"
    assert doctors.label.split(" · ")[:2] == ["doctor", "hospital"]
    assert 3 <= len(roads.keywords) <= 7


def test_phrases_stay_together() -> None:
    """Two words that people say together are one keyword, and its parts are not repeated."""
    wages = ["The minimum wage is too low.", "Raise the minimum wage now.", "A minimum wage of ten would do."]
    theme, _ = named([wages, DOCTORS])
    assert theme.keywords[0] == "minimum wage"
    assert "wage" not in theme.keywords


def test_names_keep_their_capitals_and_sentences_do_not() -> None:
    """A capital at the start of a sentence is dropped; a name and an acronym keep theirs."""
    texts = ["Roads in Riga are bad, says NATO.", "Roads of Riga: ask NATO.", "Roads to Riga and NATO again."]
    theme, _ = named([texts, DOCTORS])
    assert set(theme.keywords[:3]) == {"roads", "Riga", "NATO"}


def test_latvian_headword_is_shown() -> None:
    """In Latvian the dictionary form is shown, whatever case people used."""
    theme, _ = named(
        [
            ["Kaimiņiem var uzticēties.", "Ar kaimiņu runāju.", "No kaimiņiem nebaidos."],
            ["Ārstam nav laika."] * 2,
        ],
        "lv",
    )
    assert theme.label.split(" · ")[0] == "kaimiņš"


WHOM = ["pašvaldībai", "policijai", "bankām", "tiesai", "ārstiem", "partijām"]


def test_who_denies_a_word_is_not_named_by_it() -> None:
    """In Latvian "not" is part of the verb: a theme of "neuzticos" is never called "to trust"."""
    denied, _ = named([[f"Es neuzticos {whom}." for whom in WHOM], ["Ārstam nav laika."] * 3], "lv")
    assert "neuzticēties" in denied.keywords and "uzticēties" not in denied.keywords
    unsure, _ = named([["Es nezinu.", "Nezinām.", "Viņi to nezina."], ["Ārstam nav laika."] * 3], "lv")
    assert unsure.label == "nezināt"


def test_a_word_and_its_denial_are_two() -> None:
    """Where some trust and some do not, neither is counted for the other, and both are said."""
    said = ["Es neuzticos.", "Mēs neuzticamies.", "Viņi neuzticas.", "Es uzticos."]
    both, _ = named([said, ["Ārstam nav laika."] * 3], "lv")
    assert both.keywords == ("neuzticēties", "uzticēties")


def test_a_country_is_not_an_element() -> None:
    """A name of which people wrote other cases only is shown as the name, not as the word it resembles."""
    texts = ["Газ идёт из Германии.", "Мы покупаем газ в Германии.", "Завод уехал в Германию."]
    theme, _ = named([texts, ["У врача нет времени."] * 3], "ru")
    assert "Германия" in theme.keywords
    assert "германий" not in " ".join(theme.keywords).casefold()


def test_trust_words_do_not_lead() -> None:
    """In a corpus on trust, trust is not what tells a theme from another."""
    theme, _ = named(
        [["I trust my neighbours.", "Trust between neighbours grows.", "Neighbours trust me."], DOCTORS]
    )
    assert theme.keywords[0] == "neighbours"


def test_a_label_for_each_language() -> None:
    """A theme spoken of in two languages is named in both; one who speaks another gives it no name there."""
    texts = [*ROADS, ROADS[0], "Ceļš ir slikts.", "Ceļu neviens nelabo.", "Kur ir ceļš?", *DOCTORS]
    texts.append("Das Krankenhaus ist zu, der Arzt ist weg.")
    spoken = ["en"] * 4 + ["lv"] * 3 + ["en"] * 3 + ["de"]
    roads, doctors = name_themes(terms(texts, spoken), spoken, [range(7), range(7, 11)])
    assert roads.labels["lv"].split(" · ")[0] == "ceļš"
    assert roads.label == roads.labels["en"]
    assert set(roads.labels) == {"en", "lv"}
    assert doctors.labels == {"en": doctors.label}
    themes = [
        Theme(str(n), one.label, (), 7, (), labels=one.labels) for n, one in enumerate((roads, doctors))
    ]
    told = Telling(Report("", themes, [], []), "lv")
    assert [told.label(theme) for theme in themes] == [roads.labels["lv"], doctors.label]
    assert [told.other_labels(theme) for theme in themes] == [[("en", roads.label)], []]


def test_nothing_said_gives_no_label() -> None:
    """A group without a content word has an empty name and no keywords."""
    assert name_themes([[], []], ["en", "en"], [[0, 1]]) == [Named("", (), {"en": ""})]


def test_words_of_who_said_no_are_in_no_name() -> None:
    """A word that only people who may not be quoted said is in no name, though they count."""
    texts = ["Zebrabridge road is bad.", "The road has holes.", "A road of mud."]
    (theme,) = name_themes(terms(texts, ["en"] * 3), ["en"] * 3, [range(3)], quotable=[False, True, True])
    assert theme.keywords[0] == "road"
    assert "zebrabridge" not in " ".join(theme.keywords).casefold()


def test_the_surest_members_name_a_theme() -> None:
    """Among words said once, those of contributions that surely belong come first."""
    texts = ["Apples and almonds grow here.", "The zebra crossing is gone."]
    (theme,) = name_themes(terms(texts, ["en"] * 2), ["en"] * 2, [range(2)], sure=[0.1, 0.9])
    assert set(theme.keywords[:2]) == {"zebra", "crossing"}


WORDS = st.sampled_from(["road", "doctor", "school", "bus", "tax", "park"])


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=3), min_size=1, max_size=5
    )
)
def test_labels_differ_and_are_repeatable(groups: list[list[list[str]]]) -> None:
    """No two themes have the same label, keywords do not repeat, and naming twice gives the same names."""
    said = [
        [Term(word, word, "en", 9 * i, 9 * i + len(word)) for i, word in enumerate(one)]
        for g in groups
        for one in g
    ]
    members, start = [], 0
    for group in groups:
        members.append(range(start, start + len(group)))
        start += len(group)
    names = name_themes(said, ["en"] * len(said), members)
    assert len({one.label for one in names}) == len(names)
    assert all(len(set(one.keywords)) == len(one.keywords) for one in names)
    assert names == name_themes(said, ["en"] * len(said), members)


def test_a_word_that_no_line_holds_is_in_no_name() -> None:
    """Twenty thousand letters without a space are counted, and name nothing; older readings are cut."""
    endless = "road" * 5000
    roads, _ = named([[f"{endless} {one}" for one in ROADS], DOCTORS])
    assert roads.label and all(len(word) <= 60 for word in (*roads.keywords, *roads.labels.values()))
    theme = Theme("t1", "road", (endless,), 3, [])
    assert len(Telling(Report("", [theme], [], [], {})).more_words(theme)) == 41
