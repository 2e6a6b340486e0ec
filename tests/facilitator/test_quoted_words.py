"""What a researcher quotes in a memo or an insight goes when the words are taken back."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.quoted_words import GONE, without

SAID = "Nobody at the council answered my letter about the road, not once."
words = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "omega"]), max_size=8).map(" ".join)


def test_a_quote_goes_and_what_the_researcher_wrote_stays():
    """Only the run of somebody's words is taken out, wherever it stands, whatever its capitals."""
    body = {
        "text": {"en": "They say “nobody at the Council answered my letter” and wait."},
        "sources": ["c1"],
    }
    assert without(body, SAID) == {"text": {"en": f"They say “{GONE}” and wait."}, "sources": ["c1"]}
    assert without("The road is about letters.", SAID) == "The road is about letters."
    assert without("Yes!", "Yes!") == "Yes!"  # too little to be anybody's words


@given(words, words)
def test_no_run_of_theirs_is_left(mine, theirs):
    """Of four or more of their words in a row nothing stays."""
    left, said = without(mine, theirs).split(), theirs.split()
    runs = {tuple(said[at : at + 4]) for at in range(len(said) - 3)}
    assert not runs & {tuple(left[at : at + 4]) for at in range(len(left) - 3)}
