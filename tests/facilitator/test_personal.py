"""Plans are about groups: what looks like somebody's name, e-mail or telephone is asked about first."""

import pytest

from facilitator.personal import looks_personal

SOMEBODY = {
    "name": [
        "Jānis Bērziņš",
        "J. Bērziņa",
        "Bērziņas kundze",
        "Anna-Marija Liepa",
        "through Anna Liepa, the teacher",
        "Mr Smith",
        "Иван Петров",
        "Ольга П.",
        "через Марию Ивановну",
    ],
    "phone": ["pa tālruni 26123456", "+371 26 123 456", "(371) 26-12-34-56"],
    "email": ["anna@example.lv", "rakstīt: info@biedriba.example"],
}
GROUPS = [
    "Young families",
    "jaunie vecāki",
    "Lapiņa pie bērnudārza durvīm",
    "молодые семьи",
    "Rīgas dome",
    "Latvijas Sarkanais Krusts",
    "Latvijas Universitāte",
    "Красный Крест",
    "Youth Council members",
    "biedrība „Anna Liepa”",
    "Pensionāri no Cēsīm, Valmieras",
    "Skolotāji. Vecāki",
    "NGO Latvia",
    "14.05.2026 plkst. 18.00",
    "people who came in 2015–2019",
    "People who moved here after 1990",
    "",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind in SOMEBODY for text in SOMEBODY[kind]])
def test_what_says_who_somebody_is_is_noticed(kind, text):
    """In Latvian, Russian and English."""
    assert looks_personal(text) == kind


@pytest.mark.parametrize("text", GROUPS)
def test_a_group_is_left_in_peace(text):
    """Groups, offices, places, days: nobody is asked about these."""
    assert looks_personal(text) == ""
