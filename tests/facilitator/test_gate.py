"""The outermost door: exact hosts, our own origins, the same headers on every answer."""

import itertools

import pytest

from facilitator.gate import DOOR, Door, Gate

OURS = frozenset({"192.168.1.7:8770", "circle.test:8770"})
ORIGINS = [None, "null", "http://evil.example", "http://192.168.1.7:8770", "http://circle.test:8770.evil.example",
           "http://192.168.1.7", "https://circle.test:8770", "http://CIRCLE.TEST:8770", "http://circle.test.:8770",
           "http://evil.example:8770"]  # fmt: skip
HOSTS = ["192.168.1.7:8770", "circle.test:8770", "CIRCLE.test:8770", "evil.example", "evil.example:8770",
         "192.168.1.7", "127.0.0.1:8770", "", "circle.test:8770@evil.example"]  # fmt: skip
FORWARDED = [{}, {"HTTP_X_FORWARDED_HOST": "192.168.1.7:8770"}, {"HTTP_FORWARDED": "host=circle.test:8770"}]
KINDS = [
    {"REQUEST_METHOD": "GET"},
    {"REQUEST_METHOD": "POST"},
    {"REQUEST_METHOD": "GET", "HTTP_UPGRADE": "websocket"},
]


def ask(environ, hosts=OURS):
    answered = {}

    def app(inner, start):
        answered["environ"] = inner
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"in"]

    def start(status, headers, *rest):
        answered.update(status=status, headers=dict(headers))

    body = b"".join(Gate(app, Door.PHONES, lambda: hosts)(dict(environ), start))
    return body == b"in", answered


def should_open(kind, host, origin):
    if host.lower() not in OURS:
        return False
    if origin is not None:
        return origin.lower() in {f"http://{h}" for h in OURS}
    return kind == KINDS[0]


CASES = list(itertools.product(KINDS, HOSTS, ORIGINS, FORWARDED))


def test_only_our_hosts_and_origins_come_in():
    """Every mixture of host, origin, forwarded headers and request: only the listed ones get through."""
    for kind, host, origin, forwarded in CASES:
        environ = kind | forwarded | {"HTTP_HOST": host}
        if origin is not None:
            environ["HTTP_ORIGIN"] = origin
        came_in, _ = ask(environ)
        assert came_in == should_open(kind, host, origin), (kind, host, origin, forwarded)
    assert len(CASES) > 500


def test_forwarded_headers_are_not_believed():
    """Whoever says to come from elsewhere comes from here."""
    _, answered = ask(
        {"REQUEST_METHOD": "GET", "HTTP_HOST": "circle.test:8770", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}
    )
    assert "HTTP_X_FORWARDED_FOR" not in answered["environ"]
    assert answered["environ"][DOOR] is Door.PHONES


def test_a_form_without_an_origin_is_believed_only_from_the_same_site():
    """Browsers that send no Origin on a form send Sec-Fetch-Site."""
    base = {"REQUEST_METHOD": "POST", "HTTP_HOST": "circle.test:8770"}
    assert ask(base | {"HTTP_SEC_FETCH_SITE": "same-origin"})[0]
    assert not ask(base | {"HTTP_SEC_FETCH_SITE": "cross-site"})[0]


@pytest.mark.parametrize("host", ["circle.test:8770", "evil.example"])
def test_every_answer_carries_the_headers(host):
    """Also the refusal: nothing is sniffed, framed or told to others."""
    _, answered = ask({"REQUEST_METHOD": "GET", "HTTP_HOST": host})
    assert answered["headers"]["X-Content-Type-Options"] == "nosniff"
    assert answered["headers"]["Referrer-Policy"] == "same-origin"
    if host in OURS:
        policy = answered["headers"]["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert f"ws://{host}" in policy
        assert answered["headers"]["Cache-Control"] == "no-store"
