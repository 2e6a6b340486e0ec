"""Style and script travel packed, and come out as they were."""

import gzip

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

URL = "/phone/static/js/room.js"


def got(phone: FlaskClient, url: str, **headers: str) -> TestResponse:
    """The answer read to its end, so that its file is closed."""
    with phone.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()}) as answer:
        assert answer.data is not None
        return answer


@pytest.mark.parametrize("name", ["css/tokens.css", "css/phone.css", "js/room.js", "js/live.js"])
def test_static_text_is_packed_for_those_who_can_unpack(phone: FlaskClient, name: str) -> None:
    plain = got(phone, f"/phone/static/{name}")
    packed = got(phone, f"/phone/static/{name}", Accept_Encoding="gzip")
    assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_what_a_phone_already_has_is_not_sent_again(phone: FlaskClient) -> None:
    first = got(phone, URL, Accept_Encoding="gzip")
    again = got(phone, URL, Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    assert again.status_code == 304 and again.data == b""


def test_a_part_of_a_file_stays_plain(phone: FlaskClient) -> None:
    part = got(phone, URL, Accept_Encoding="gzip", Range="bytes=0-1999")
    assert part.status_code == 206 and len(part.data) == 2000 and "Content-Encoding" not in part.headers


def test_the_way_in_is_light(phone: FlaskClient) -> None:
    """Everything of the first page, as it goes over the radio: three requests, far under 70 kB."""
    urls = ("/", "/phone/static/css/tokens.css", "/phone/static/css/phone.css")
    assert sum(len(got(phone, url, Accept_Encoding="gzip").data) for url in urls) < 12_000
