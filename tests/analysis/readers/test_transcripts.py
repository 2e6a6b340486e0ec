"""Transcripts: cues joined to turns, and not a word lost or said twice."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import read_content
from analysis.words import CannotRead

WORD = st.text("abcāēīšžабв", min_size=1, max_size=8)
LINE = st.lists(WORD, min_size=1, max_size=8).map(" ".join)
CUE = st.tuples(LINE, st.sampled_from(["", ".", "?", "…"]), st.sampled_from([0.0, 0.5, 3.0]))


def clock(seconds: float, sign: str) -> str:
    whole, part = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{sign}{part:03}"


def written(cues, sign: str) -> str:
    at, lines = 0.0, ["WEBVTT", ""] if sign == "." else []
    for number, (text, end, pause) in enumerate(cues, 1):
        at += pause
        lines += [str(number), f"{clock(at, sign)} --> {clock(at + 2, sign)}", text + end, ""]
        at += 2
    return "\n".join(lines)


def turns(content: str, name: str):
    return [(c.voice, c.text) for c in read_content(content.encode(), name).corpus.contributions]


@given(st.lists(CUE, min_size=1, max_size=30), st.sampled_from([("a.vtt", "."), ("a.srt", ",")]))
def test_joining_cues_loses_no_word_and_adds_none(cues, kind):
    """Whatever the cues: their words, in their order, are the words of the turns."""
    name, sign = kind
    words = [word for text, end, _ in cues for word in (text + end).split()]
    said = [word for _, text in turns(written(cues, sign), name) for word in text.split()]
    assert said == words


def test_voices_settings_notes_and_sounds():
    vtt = """WEBVTT - made up

NOTE nobody said this

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.000 align:start position:0%
<v.loud Anna Bērziņa>Labdien, es <i>domāju</i></v>

00:02.000 --> 00:04.000
<v Anna Bērziņa>ka viss ir labi.

00:04.000 --> 00:05.000
<v Peter>Nē &amp; jā.

00:06.000 --> 00:07.000
[Mūzika]
"""
    assert turns(vtt, "a.vtt") == [
        ("voice 1", "Labdien, es domāju ka viss ir labi."),
        ("voice 2", "Nē & jā."),
    ]


def test_a_name_in_the_text_holds_until_the_next():
    srt = (
        "1\n00:00:01,000 --> 00:00:03,000\nANNA: es domāju,\nka ir labi.\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nUn vēl.\n\n"
        "3\n00:00:04,000 --> 00:00:05,000\nV: Kāpēc?\n"
        "4\n00:00:05,000 --> 00:00:06,000\n- Jā.\n- Nē taču.\n"
    )
    assert turns(srt, "a.srt") == [
        ("voice 1", "es domāju, ka ir labi. Un vēl."),
        ("", "Jā."),
        ("", "Nē taču."),
    ]


def test_rolling_captions_are_read_once():
    lines = [f"rinda numur {n}" for n in range(8)]
    cues = [("", lines[0]), *pairwise(lines)]
    srt = "\n".join(
        f"{n}\n{clock(n, ',')} --> {clock(n + 1, ',')}\n" + "\n".join(filter(None, cue)) + "\n"
        for n, cue in enumerate(cues, 1)
    )
    assert " ".join(text for _, text in turns(srt, "a.srt")) == " ".join(lines)


def test_captions_that_grow_word_by_word_are_read_once():
    """As video sites write them: a line of spaces first, times between words, each line shown three times."""
    lines = [f"rinda numur {n}" for n in range(6)]
    cues, before = [], " "
    for n, line in enumerate(lines):
        first, *rest = line.split()
        grown = first + "".join(f"<00:00:{n:02}.500><c> {word}</c>" for word in rest)
        cues += [(2 * n, 2 * n + 1.99, before, grown), (2 * n + 1.99, 2 * n + 2, line, " ")]
        before = line
    vtt = "WEBVTT\nKind: captions\n\n" + "".join(
        f"{clock(start, '.')} --> {clock(end, '.')} align:start\n{upper}\n{lower}\n\n"
        for start, end, upper, lower in cues
    )
    assert " ".join(text for _, text in turns(vtt, "a.vtt")) == " ".join(lines)


def test_what_a_person_says_twice_stays():
    srt = "".join(f"{n}\n{clock(n * 3, ',')} --> {clock(n * 3 + 1, ',')}\nNē, nē.\n\n" for n in range(1, 4))
    assert sum(text.count("Nē, nē.") for _, text in turns(srt, "a.srt")) == 3


def test_a_speaker_is_one_turn_until_it_is_long():
    cue = "Es par to domāju jau sen un vēl arvien domāju."
    srt = "".join(
        f"{n}\n{clock(n, ',')} --> {clock(n + 1, ',')}\n{'Anna: ' if n == 1 else ''}{cue}\n\n"
        for n in range(1, 60)
    )
    said = turns(srt, "a.srt")
    assert 1 < len(said) < 5 and {voice for voice, _ in said} == {"voice 1"}
    assert all(len(text) <= 1900 and text.endswith(".") for _, text in said)


def test_a_file_without_times_is_no_transcript():
    with pytest.raises(CannotRead, match="no times with words"):
        read_content(b"Just words.\n", "a.srt")


def test_a_sound_in_brackets_beside_words_stays_out():
    """What else stands in brackets may take the place of a name, and stays."""
    text = "WEBVTT\n\n00:01.000 --> 00:04.000\nThey promise. [laughter] Then [name] did nothing (smejas).\n"
    (said,) = read_content(text.encode(), "t.vtt").corpus.contributions
    assert said.text == "They promise. Then [name] did nothing."
