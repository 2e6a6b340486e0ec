"""What the command line asks for, found: themes as decided, codes as corrected."""

from argparse import Namespace
from collections.abc import Callable
from typing import BinaryIO

from analysis import registry
from analysis.coded import code_report, with_codes
from analysis.corpus import Corpus
from analysis.decisions import Contradiction, Decisions
from analysis.embedders import Embedder, Progress, WeightsMissing
from analysis.embedders.e5 import E5
from analysis.hand_coding import codebook_of, read_corrections, read_decisions, write_queue
from analysis.placing import Look, embedded
from analysis.report import Report
from analysis.themes import find_themes
from analysis.words import CannotRead


def found(
    corpus: Corpus, asked: Namespace, progress: Progress | None
) -> tuple[Report, Callable[[BinaryIO], None]]:
    """The report, and who writes what to look at first. Raises CannotRead."""
    ids = [one.id for one in corpus.contributions]
    wanted = asked.codebook or ("trust" if asked.queue or asked.corrections else None)
    book = codebook_of(wanted) if wanted else None
    corrections = read_corrections(asked.corrections, book, ids) if book else {}
    decisions = read_decisions(asked.decisions, ids) if asked.decisions else Decisions()
    look = Look(more=asked.more, stable=asked.stable, seed=asked.seed, decisions=decisions)
    embedder = _embedder(asked.embedder)
    texts = [one.text for one in corpus.contributions]
    vectors = embedded(texts, embedder, progress) if embedder else None
    try:
        report = find_themes(corpus, embedder=embedder, vectors=vectors, look=look, book=book)
    except Contradiction as error:
        raise CannotRead(
            "{file}: two decisions contradict each other: {one} and {other} are to be together and apart. "
            "Take one of them out.",
            file=str(asked.decisions),
            one=error.one,
            other=error.other,
        ) from error
    if book is None:
        return report, lambda out: None
    coded = code_report(report, book, embedder, vectors=vectors, corrections=corrections)
    report = with_codes(report, coded, book, corrections)
    return report, lambda out: write_queue(out, report, coded, corrections, words=asked.language)


def _embedder(name: str | None) -> Embedder | None:
    try:
        return registry.embedder(name) if name else E5()
    except WeightsMissing:
        return None
    except registry.NoSuch as error:
        raise CannotRead(
            "There is no embedder {name}. Choose one of: {known}.", name=name, known=str(error)
        ) from error
