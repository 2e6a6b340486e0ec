"""What gets a phone to the circle: the link, its QR code, and the Wi-Fi's QR code."""

import unicodedata
from collections.abc import Iterable, Sequence

import qrcode

from facilitator.network.kinds import never, parse
from facilitator.saying import N_, Saying

QUIET_ZONE = 4


class NotForPhones(ValueError):
    """An address that no phone can open was about to be put into a link."""


class WifiBroken(ValueError):
    """A network name or password that no Wi-Fi can have; `saying` is for the one who typed it."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(str(saying))
        self.saying = saying


def at(host: str, port: int | None) -> str:
    """`host:port` as it stands in a link; an IPv6 address gets its brackets."""
    address = parse(host)
    name = f"[{address}]" if address is not None and address.version == 6 else host
    return name if port is None else f"{name}:{port}"


def join_link(address: str, port: int, token: str) -> str:
    """The link a phone opens. Its host is the chosen address, never what a request said of itself.

    Raises NotForPhones for loopback and link-local addresses and for `localhost`.
    """
    parsed = parse(address)
    loopback = address.lower().rstrip(".").split(".")[-1] in ("localhost", "localdomain")
    if loopback or (parsed is not None and never(parsed)):
        raise NotForPhones(f"{address} is no address that another device could open: choose another")
    return f"http://{at(address, port)}/j/{token}"


def qr_svg(text: str) -> str:
    """The QR code of `text` as an SVG drawing: level M, quiet zone 4, black on white also on dark pages.

    No size, id, style or title in it: the page gives those. One unit of the viewBox is one module.
    """
    matrix = qr_matrix(text)
    side = len(matrix)
    runs = ((x, y, width) for y, row in enumerate(matrix) for x, width in _runs(row))
    marks = "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in runs)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{marks}"/></svg>'
    )


def qr_matrix(text: str) -> list[list[bool]]:
    """Rows of modules, True for dark, quiet zone included. ValueError for a text too long for a code."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text.encode("utf-8"), optimize=0)
    try:
        code.make(fit=True)
    except (qrcode.exceptions.DataOverflowError, ValueError) as error:
        raise ValueError(f"{len(text)} characters are too many for one QR code") from error
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _runs(row: Sequence[bool]) -> Iterable[tuple[int, int]]:
    """Start and length of each stretch of dark modules: drawn whole, no hair lines between them."""
    start: int | None = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield start, x - start
            start = None


def wifi_text(ssid: str, password: str = "", *, hidden: bool = False) -> str:
    """What a phone's camera reads to join a Wi-Fi: `WIFI:T:WPA;S:…;P:…;;`, an open one without a password.

    Raises WifiBroken for a name or a password that cannot be right.
    """
    if not 1 <= len(ssid.encode("utf-8")) <= 32 or _has_controls(ssid):
        raise WifiBroken(Saying(N_("A Wi-Fi's name has 1 to 32 characters, fewer with letters like ā or ж.")))
    if password and (not 8 <= len(password.encode("utf-8")) <= 63 or _has_controls(password)):
        raise WifiBroken(
            Saying(N_("A Wi-Fi's password has 8 to 63 characters. Leave it empty if there is none."))
        )
    kind = (
        f"T:WPA;S:{_escaped(ssid)};P:{_escaped(password)};" if password else f"T:nopass;S:{_escaped(ssid)};"
    )
    return f"WIFI:{kind}{'H:true;' if hidden else ''};"


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in '\\;,:"' else c for c in text)


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(c) in ("Cc", "Cs") for c in text)
