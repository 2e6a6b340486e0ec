"""Cards for difficult moments: whole in every language of the house, short enough to be said."""

import pytest

from facilitator.cards import cards

LANGUAGES = {"lv", "en", "ru"}
SITUATIONS = {"any", "quiet", "dominates", "emotion", "deadlock", "agreement", "choosing"}


def test_there_is_a_card_for_each_situation_of_the_method():
    """Base moves, the quiet, the dominating, strong feelings, deadlock, too much agreement, choosing."""
    assert {card.id for card in cards()} >= SITUATIONS
    assert len({card.id for card in cards()}) == len(cards())


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.id)
def test_a_card_speaks_every_language_of_the_house(card):
    for said in (card.title, card.hint, *card.say):
        assert set(said) == LANGUAGES
        assert all(text == text.strip() and text and "!" not in text for text in said.values())


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.id)
def test_a_move_is_short_enough_to_be_said_at_a_glance(card):
    """One breath: the facilitator looks down for a second and up again."""
    assert 3 <= len(card.say) <= 7
    assert all(len(text) <= 110 for said in card.say for text in said.values())


def test_a_card_says_where_it_comes_from_or_that_it_is_ours():
    """Only what was read is named as a source."""
    ours = {card.id for card in cards() if not card.source}
    assert ours == {"agreement", "choosing"}
