"""Circles for a coder at another laptop, without codes or suggestions, and the work that comes back."""

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.codebook import Codebook
from analysis.codebook_shape import normal
from analysis.corpus import Contribution
from analysis.exporters.code_tree import facet_guid
from analysis.exporters.refi_qda import PROJECT
from analysis.exporters.sources import places
from analysis.exporters.telling import Telling
from analysis.hand_coding import read_corrections
from analysis.narrowing import only
from analysis.qda_project import coded_by, read_project
from analysis.renaming import under
from analysis.report import Report
from analysis.tables import read_table, write_table
from analysis.words import CannotRead
from facilitator import blind_coding, coders, desk_log, issued, series_corpus
from facilitator.coders import DONE, MEMO
from facilitator.keeping import answered
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import WordsRefused

COLUMNS = ("id", "code", "memo", "round", "text")
KINDS = ("csv", "qdpx")
LARGEST = 64 * 1024 * 1024
Given = Mapping[str, Collection[str]]


def taken(store: Store, kind: str, chosen: Collection[str], language: str) -> bytes:
    """A file of these circles to code elsewhere: a table to fill in, or a project for another program; noted
    with each evening as a copy that went out. Words that may not be quoted do not leave, and are not in it.

    Raises WordsRefused(no_circles), NotNow.
    """
    return answered(store, partial(_taken, kind, chosen, language))


def brought(store: Store, name: str, content: bytes, file: str) -> list[str]:
    """The work of a coder that comes back, as a lane that is done: from a .qdpx one for each who coded in it.

    The lanes' ids. Raises CannotRead with place and remedy; NotNow; WordsRefused(no_who, who_taken,
    nothing_coded).
    """
    return answered(store, partial(_brought, name, content, file))


def _taken(kind: str, chosen: Collection[str], language: str, work: Work) -> bytes:
    said = [one for one in coders.to_code(work, chosen) if one.quotable]
    if not said:
        raise WordsRefused("no_circles")
    out = io.BytesIO()
    if kind == "csv":
        called = series_corpus.said(work).called
        write_table(out, [COLUMNS, *((called[c.id], "", "", c.round, c.text) for c in said)])
    else:
        PROJECT.write(_bare(work, said), out, words=language)
    content = out.getvalue()
    held = {one.id for one in said}
    for _, _, row in series_corpus.sittings(work):
        if any(one.id in held for one in work.contributions(row.id)):
            issued.note(work, row.id, content, kind=f"coding-{kind}", language=language)
    return content


def _bare(work: Work, said: Sequence[Contribution]) -> Report:
    """The words and the codebook, and nothing that anybody or any program made of them."""
    words = series_corpus.said(work)
    report = only(series_corpus.read_as(work, 0, words), [one.id for one in said])
    return under(replace(report, title=words.corpus.title), words.called)


def _brought(name: str, content: bytes, file: str, work: Work) -> list[str]:
    words = series_corpus.said(work)
    ids = {ref: id for id, ref in words.called.items()}
    book, _ = series_corpus.codebook(work)
    if Path(file).suffix.casefold() == ".qdpx":
        found, memos = _of_project(work, content, file, book), dict[str, str]()
    else:
        given, memos = _of_table(content, file, book, ids)
        found = {name: given}
    if not any(found.values()):
        raise WordsRefused("nothing_coded")
    alone = len(found) == 1
    lanes = []
    for who, given in found.items():
        named = name if alone else f"{name} ({who})"
        lanes.append(_lane(work, named, {ids[ref]: codes for ref, codes in given.items()}, file))
        for ref, text in memos.items():
            body = {"kind": "contribution", "id": ids[ref], "text": text}
            desk_log.add(work, MEMO, body, who=named, lane=lanes[-1])
        desk_log.add(work, DONE, {}, who=named, lane=lanes[-1])
    return lanes


def _lane(work: Work, name: str, given: Given, file: str) -> str:
    of = {one.id: one.circle for one in series_corpus.said(work).corpus.contributions}
    circles = {of[id] for id in given if id in of}
    kind = "qdpx" if file.casefold().endswith(".qdpx") else "csv"
    id = blind_coding.added(work, name, circles, kind)
    lane, alike = coders.lane(work, id), dict[tuple[str, ...], list[str]]()
    for one, codes in given.items():
        alike.setdefault(tuple(sorted(codes)), []).append(one)
    for codes, members in alike.items():
        blind_coding.write(work, lane, members, codes)
    return id


def _of_table(
    content: bytes, file: str, book: Codebook, ids: Collection[str]
) -> tuple[Given, dict[str, str]]:
    """Codes and memos by what people call contributions."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "coding.csv"
        path.write_bytes(content)
        try:
            return read_corrections([path], book, ids), _memos(path, ids)
        except CannotRead as trouble:
            told = trouble.sentence
            raise CannotRead(told.template, **{**told.values, "file": file}) from trouble


def _memos(path: Path, ids: Collection[str]) -> dict[str, str]:
    table = read_table(path)
    names = [name.casefold() for name in table.header]
    if "memo" not in names:
        return {}
    at, memo = names.index("id"), names.index("memo")
    rows = ((cells[at].strip(), cells[memo].strip()[:4000]) for _, cells in table.rows)
    return {id: text for id, text in rows if text and id in ids}


def _of_project(work: Work, content: bytes, file: str, book: Codebook) -> dict[str, Given]:
    """By coder; who gave none of our codes is no coder: the program itself stands in each project."""
    numbers = {circle.number for circle in blind_coding.circles(work)}
    said = [one for one in coders.to_code(work, numbers) if one.quotable]
    project, lies = read_project(content, file), places(Telling(_bare(work, said)))
    guids = {one.guid: one.id for one in book.codes}
    guids |= {facet_guid(book, "special", one.id): one.id for one in book.special_codes}
    known = _names(book) | {normal(one.name): guids[one.guid] for one in project.codes if one.guid in guids}
    found: dict[str, Given] = {}
    for coder, given in coded_by(project, lies).items():
        ours = {
            id: {known[normal(code)] for code in codes if normal(code) in known}
            for id, codes in given.items()
        }
        if any(ours.values()):
            found[coder or "–"] = ours
    return found


def _names(book: Codebook) -> dict[str, str]:
    """What a code may be called: alone, or after its short name, as projects have it."""
    labels = book.codes, book.special_codes
    known = {
        normal(name): one.id for some in labels for one in some for name in (*one.label.values(), one.id)
    }
    return known | {
        normal(f"{one.short} {name}"): one.id for one in book.codes for name in one.label.values()
    }
