"""What a data archive asks of a deposit: DataCite and Dublin Core, with what a report knows filled in."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from analysis.exporters.sheets import day_of
from analysis.exporters.telling import Telling

TO_COME = ":tba"  # DataCite's own word for what is still to be assigned or announced
FORMATS = ("text/csv", "application/jsonl", "text/html", "text/markdown", "application/xml")


@dataclass(frozen=True)
class Deposit:
    """What only people know; what is left out stands as to be announced. `year`: of publication."""

    creators: Sequence[str] = ()
    publisher: str = ""
    year: int | None = None
    identifier: str = ""
    licence: str = ""
    subjects: Sequence[str] = ()
    coverage: str = ""


def datacite(tell: Telling, deposit: Deposit) -> bytes:
    """The properties that DataCite 4 makes mandatory, and of the others those that are known, as JSON."""
    day = day_of(tell)
    year = deposit.year or (day.year if day else None)
    known: dict[str, object] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "doi": deposit.identifier or TO_COME,
        "creators": [{"name": name} for name in deposit.creators or (TO_COME,)],
        "titles": [{"title": tell.report.title, "lang": tell.language}],
        "publisher": {"name": deposit.publisher or TO_COME},
        "publicationYear": year or TO_COME,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Contributions to dialogue circles"},
        "subjects": [{"subject": one} for one in deposit.subjects],
        "language": (languages(tell) or [tell.language])[0],
        "dates": [{"date": day.isoformat(), "dateType": "Collected"}] if day else [],
        "formats": list(FORMATS),
        "rightsList": [{"rights": deposit.licence}] if deposit.licence else [],
        "geoLocations": [{"geoLocationPlace": place} for place in _places(tell, deposit)],
        "descriptions": [
            {"description": text, "descriptionType": kind, "lang": tell.language}
            for text, kind in ((abstract(tell), "Abstract"), ("\n".join(tell.method()), "Methods"))
        ],
    }
    told = {key: value for key, value in known.items() if value != []}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def dublin_core(tell: Telling, deposit: Deposit) -> bytes:
    """The fifteen elements, in the dress that archives harvest (oai_dc)."""
    root = Element(
        "oai_dc:dc",
        {
            "xmlns:oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        },
    )
    for name, value in _elements(tell, deposit):
        SubElement(root, f"dc:{name}").text = value
    indent(root)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def languages(tell: Telling) -> list[str]:
    """In which languages people spoke, the commonest first."""
    spoken = [placed.language for placed in tell.report.placed if placed.language not in ("", "und")]
    return sorted(set(spoken), key=lambda one: (-spoken.count(one), one))


def abstract(tell: Telling) -> str:
    """What this is, in a paragraph, with what a reader must know before relying on it."""
    figures = "; ".join(f"{what}: {many}" for what, many in tell.glance())
    return " ".join(one for one in (tell.report.question, f"{figures}.", *tell.caution()) if one)


def _places(tell: Telling, deposit: Deposit) -> list[str]:
    """Where this is of: as people say; else the regions of its circles, as far as they are known."""
    regions = sorted({circle.region for circle in tell.report.circles if circle.region})
    return [deposit.coverage] if deposit.coverage else regions


def _elements(tell: Telling, deposit: Deposit) -> Iterator[tuple[str, str]]:
    day = day_of(tell)
    yield "title", tell.report.title
    yield from (("creator", one) for one in deposit.creators or (TO_COME,))
    yield from (("subject", one) for one in deposit.subjects)
    yield "description", abstract(tell)
    yield "publisher", deposit.publisher or TO_COME
    if day:
        yield "date", day.isoformat()
    yield "type", "Dataset"
    yield from (("format", one) for one in FORMATS)
    yield "identifier", deposit.identifier or TO_COME
    yield from (("language", one) for one in languages(tell))
    yield from (("coverage", place) for place in _places(tell, deposit))
    yield "rights", deposit.licence or TO_COME
