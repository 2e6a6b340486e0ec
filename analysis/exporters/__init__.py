"""Ways to write a report down. One file each; registry.py lists them."""

from typing import BinaryIO, Protocol

from analysis.report import Report


class Exporter(Protocol):
    """Whatever can write a report: a module or an object.

    `ENDING` is the file ending it writes, with its dot; `MEDIA_TYPE` what a browser should take it for.
    """

    ENDING: str
    MEDIA_TYPE: str

    def write(self, report: Report, out: BinaryIO, *, words: str = "en") -> None:
        """Write the report's bytes, the same ones for the same report. `words` is a language code.

        The text of a contribution that is not quotable must not be among them. Raises
        analysis.sourcing.Unsourced where a sentence, quote or figure has no source in the report.
        """
        ...
