"""The outermost door: which hosts and origins are ours; all else is turned away before any page."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any

Environ = dict[str, Any]
Start = Callable[..., Any]
Wsgi = Callable[[Environ, Start], Iterable[bytes]]

SAFE = frozenset({"GET", "HEAD"})
DOOR = "aplis.door"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' {sockets}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    # "no-referrer" would send the Origin of our own forms as "null"; "same-origin" tells strangers as little.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("X-Frame-Options", "DENY"),
)


class Door(StrEnum):
    """Which listener a request came in by."""

    DESK = "desk"  # loopback: the console
    PHONES = "phones"  # the room's network


class Gate:
    """WSGI around Flask and Socket.IO together: exact hosts, our own origins, the headers of every answer."""

    def __init__(self, app: Wsgi, door: Door, hosts: Callable[[], frozenset[str]]) -> None:
        self.app = app
        self.door = door
        self.hosts = hosts

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        for name in [n for n in environ if n.startswith("HTTP_X_FORWARDED") or n in FORGED]:
            del environ[name]
        environ.pop(
            "HTTP_SEC_WEBSOCKET_EXTENSIONS", None
        )  # one deflate per recipient costs more than it saves
        environ[DOOR] = self.door
        host = environ.get("HTTP_HOST", "").lower()
        hosts = self.hosts()
        if host not in hosts:
            return _refuse(start, "421 Misdirected Request")
        if not _own_origin(environ, hosts):
            return _refuse(start, "403 Forbidden")
        return self.app(environ, _with_headers(start, host))


FORGED = frozenset({"HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_ORIGINAL_URL", "HTTP_X_REWRITE_URL"})


def own_origin(origin: str, hosts: frozenset[str]) -> bool:
    return origin.lower() in {f"http://{host}" for host in hosts}


def _own_origin(environ: Environ, hosts: frozenset[str]) -> bool:
    """Whatever changes something, and every socket, must come from a page of ours."""
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None:
        return own_origin(origin, hosts)
    if environ.get("HTTP_UPGRADE", "").lower() == "websocket":
        return False
    if environ.get("REQUEST_METHOD") in SAFE:
        return True
    return bool(environ.get("HTTP_SEC_FETCH_SITE") == "same-origin")


def _refuse(start: Start, status: str) -> Sequence[bytes]:
    start(status, [("Content-Length", "0"), *HEADERS])
    return [b""]


def _with_headers(start: Start, host: str) -> Start:
    policy = POLICY.format(sockets=f"ws://{host}")

    def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        said = {name.lower() for name, _ in headers}
        added = [(name, value) for name, value in HEADERS if name.lower() not in said]
        if "cache-control" not in said:
            added.append(("Cache-Control", "no-store"))
        if "content-security-policy" not in said:
            added.append(("Content-Security-Policy", policy))
        return start(status, headers + added, *rest)

    return begin
