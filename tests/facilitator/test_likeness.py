"""Nearly the same words: what is offered for joining, and what never is. All sentences are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import likeness

SAME = [
    ("I trust my neighbours.", "i trust my neighbours"),
    ("I trust my neighbours.", "I trust my neighbors!"),
    ("More time for each other", "more time for eachother"),
    ("People should listen more.", "People should listen more to each other."),
    ("The doctor finally explained everything to me.", "The doctor explained everything to me, finally"),
    ("Nobody answered my letter to the council.", "Nobody answered my letters to the council"),
    ("When the bus driver waited for me", "when a bus driver waited for me"),
    ("I was heard at the library.", "I was heard in the library"),
    ("We need an honest answer.", "We need honest answers."),
    ("They don't listen to us.", "They do not listen to us"),
    ("Es uzticos kaimiņiem.", "es uzticos kaiminiem"),
    ("Es uzticos kaimiņiem.", "Es uzticos saviem kaimiņiem"),
    ("Mani uzklausīja bibliotēkā", "Mani uzklausīja bibliotēkā!!!"),
    ("Vairāk jāklausās citam citā.", "Vairak jaklausas citam cita"),
    ("Ārsts man visu mierīgi izskaidroja.", "Ārsts man visu izskaidroja mierīgi"),
    ("Pašvaldība neatbild uz vēstulēm.", "Pašvaldība neatbild uz manām vēstulēm"),
    ("Gribu godīgu atbildi", "Gribu godīgas atbildes"),
    ("Kad autobusa šoferis mani pagaidīja.", "kad autobusa šoferis pagaidīja mani"),
    ("Skolotāja ticēja manam dēlam", "Skolotāja ticēja manam dēlam, un tas palīdzēja"),
    ("Neviens man neatbildēja.", "neviens man neatbildēja"),
    ("Я доверяю соседям.", "я доверяю соседям"),
    ("Я доверяю соседям.", "Я доверяю своим соседям"),
    ("Меня выслушали в библиотеке", "Меня выслушали в нашей библиотеке!"),
    ("Врач мне всё спокойно объяснил.", "Врач все мне спокойно объяснил"),
    ("Нужно больше слушать друг друга", "нужно больше слушать друг-друга."),
    ("Никто не ответил на моё письмо.", "Никто не ответил на мои письма"),
    ("Хочу честного ответа", "Хочу честный ответ"),
    ("Учительница поверила моему сыну.", "Учительница поверила в моего сына"),
]
OTHER = [
    ("I trust my neighbours.", "I don't trust my neighbours."),
    ("I trust my neighbours.", "I trust my doctor."),
    ("I trust my neighbours.", "I distrust my neighbours."),
    ("The council answered.", "The council never answered."),
    ("I waited 2 months for an answer", "I waited 20 months for an answer"),
    ("I was heard at the library.", "I was hurt at the library entrance and nobody came."),
    ("More time for each other", "More money for schools"),
    ("The doctor explained everything.", "The teacher explained everything."),
    ("It was possible to agree.", "It was impossible to agree."),
    ("I trust my neighbours.", "I trust my neighbours and the doctor and the school."),
    ("We need honest answers.", "We need honest answers from the council within a week."),
    ("Yes", "No"),
    ("🙂", "😡"),
    ("?!", "..."),
    ("Trust", "Time"),
    ("Es uzticos kaimiņiem.", "Es neuzticos kaimiņiem."),
    ("Es uzticos kaimiņiem.", "Es uzticos ārstiem."),
    ("Pašvaldība atbild uz vēstulēm.", "Pašvaldība neatbild uz vēstulēm."),
    ("Mani uzklausīja", "Mani neuzklausīja"),
    ("Es uzticos kaimiņiem.", "Es uzticos kaimiņiem, ārstiem un skolotājiem."),
    ("Vairāk klausīties", "Vairāk klausīties vienam otrā un mazāk strīdēties"),
    ("Ir laiks runāt", "Nav laika runāt"),
    ("Gaidīju 2 mēnešus", "Gaidīju 4 mēnešus"),
    ("Skolotāja ticēja manam dēlam", "Skolotāja kliedza uz manu dēlu."),
    ("Skolotāja ticēja manam dēlam", "Skolotāja ticēja tavai meitai."),
    ("Bez atbildes", "Ar atbildi"),
    ("Ārsts man visu izskaidroja.", "Priesteris man visu izskaidroja."),
    ("Vairāk klausīties", "Vairāk strādāt"),
    ("Я доверяю соседям.", "Я не доверяю соседям."),
    ("Я доверяю соседям.", "Я доверяю врачам."),
    ("Я доверяю соседям.", "Я доверяю соседям, врачам и учителям."),
    ("Хочу честный ответ", "Хочу честный ответ и извинения от думы"),
    ("Мне ответили", "Мне не ответили"),
    ("Можно договориться", "Нельзя договориться"),
    ("Ждал ответа 3 месяца", "Ждал ответа 13 месяцев"),
    ("Меня выслушали в библиотеке", "Меня обидели в библиотеке"),
    ("Больше слушать друг друга", "Больше работать"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_nearly_the_same_words_are_found_in_three_languages(one, other):
    """Case, marks, accents, a word moved or another ending: one card could stand for both."""
    assert likeness.alike(one, other) and likeness.alike(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_words_that_mean_something_else_are_not_offered(one, other):
    """Above all where one says no, or another number."""
    assert not likeness.alike(one, other) and not likeness.alike(other, one)


words = st.text("aeiknst ēš.!", min_size=1, max_size=30)


@given(words, words)
def test_likeness_goes_both_ways_and_each_is_like_itself(one, other):
    """Who is compared with whom first makes no difference."""
    assert likeness.alike(one, one)
    assert likeness.alike(one, other) == likeness.alike(other, one)


@given(st.lists(words, max_size=8))
def test_in_a_group_all_are_alike_and_nobody_is_in_two(texts):
    """No chain from one to the next: every two of a group are alike."""
    said = {str(number): text for number, text in enumerate(texts)}
    groups = likeness.groups(said)
    seen = [id for group in groups for id in group]
    assert len(seen) == len(set(seen)) and all(len(group) > 1 for group in groups)
    assert all(likeness.alike(said[a], said[b]) for group in groups for a in group for b in group)
