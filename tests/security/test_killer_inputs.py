"""What a hostile hand may send: every route, every field and every address; never a server error."""

# ruff: noqa: E501  (tables of inputs)

import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.app import create_app
from facilitator.console.key import COOKIE, _signer
from facilitator.folder import open_folder
from facilitator.gate import DOOR, Door
from facilitator.script import load
from facilitator.settings import Settings
from participant_ui import seat as seats
from participant_ui.port import Consent, Stage

KILLERS = [
    "", " ", "\x00", "a\x00b", "\ud83d", "\ufffe", "\u202e" * 40, "🧨" * 4000, "x" * 70_000, "../../etc/passwd",
    "%00", "%2e%2e%2f", "null", "NaN", "-1", "0", "1e400", str(2**63), str(2**64), "9" * 5000, "[]", "{}",
    '{"a":' * 500, "[" * 5000, "true", "'; DROP TABLE session; --", "<script>alert(1)</script>", "{{7*7}}",
    "%s%n%d", "\r\nSet-Cookie: x=1", "=cmd|' /C calc'!A0", "Ωà́̂̃̄̅lgo", "١٢٣", "⁷", "1\u00a0000", "on", "\t\n",
]  # fmt: skip
FIELDS = [
    "text", "key", "round", "language", "quote", "archive", "slip", "code", "title", "question", "host", "place",
    "keep_days", "capacity", "script", "rehearsal", "seen", "to", "index", "agreed", "present", "address", "name",
    "password", "role", "id", "paper", "unquotable", "format", "shown", "open", "withdraw", "link", "file", "lang",
]  # fmt: skip
# What a page of ours sends, so that one bad field among good ones gets as far as it can.
GOOD = {
    "text": "words", "key": "k" * 20, "round": "experience", "language": "lv", "title": "T", "question": "Q?",
    "host": "H", "place": "P", "keep_days": "90", "capacity": "12", "script": "timeout-120", "seen": "2",
    "to": "open", "index": "3", "agreed": "3", "present": "4", "role": "recorder", "format": "csv", "shown": "yes",
    "open": "yes", "code": "ABCD-EFGH", "slip": "ABCDE-FGHJK", "name": "x", "password": "", "address": "",
}  # fmt: skip
FORMS = {
    "/console/language": ["language"], "/series": ["title", "question", "host", "keep_days"],
    "/series/name": ["title", "question", "host", "keep_days"], "/series/open": ["name"],
    "/circles": ["title", "question", "place", "language"], "/circles/<circle>/sessions": ["script", "capacity"],
    "/desk/<session>/stage": ["seen", "to"], "/desk/<session>/turn": ["seen", "index"],
    "/desk/<session>/agreed": ["agreed", "present"], "/desk/<session>/slips": ["key"],
    "/recorder/<session>/keep": ["text", "key", "round"], "/recorder/<session>/mend": ["text", "id"],
    "/reading/<session>/report": ["format", "language"], "/c/<session>/words": ["text", "key", "round"],
    "/j/<token>/seat": ["key", "language"], "/j/<token>/slip": ["slip", "language"], "/code": ["code"],
    "/pair": ["code"], "/ready/<session>/wifi": ["name", "password"], "/ready/<session>/address": ["address"],
}  # fmt: skip


class Place:
    def __init__(self, folder):
        data = open_folder(folder / "data")
        self.app, self.house = create_app(
            Settings(data=data, address="circle.test"), console_port=8760, phone_port=8770
        )
        self.app.testing = False
        self.house.store.open(data / "trust.aplis")
        self.house.prepare.series(title="Trust", question="When?", host="Made-up association")
        self.circle = self.house.prepare.circle(title="One", question="", place="", language="en")
        self.session = self.house.prepare.session(self.circle, load("timeout-120"), capacity=500)
        self.house.desk.move(self.session, Stage.OPEN, seen=0)
        self.house.desk.turn(self.session, 3, seen=1)
        self.house.desk.agreed_aloud(self.session, 3, 3)
        with self.house.store.read() as work:
            self.link = work.session(self.session).link
        sitting = self.house.circle.take_seat(self.link, Consent(True, True), language="en", key="k" * 16)
        with self.app.test_request_context():
            key = _signer().dumps(self.house.launch)
            mine = seats._seal(self.app.secret_key).dumps([sitting.token, self.session, sitting.slip])
        self.client = self.app.test_client()
        self.client.set_cookie(COOKIE, key)
        self.client.set_cookie(seats.cookie_name(self.session), mine)

    def paths(self, method, hostile=None):
        """Each route of this method with good parts in its address, or with a hostile one."""
        for rule in self.app.url_map.iter_rules():
            if method not in rule.methods or rule.endpoint.endswith("static"):
                continue
            yield rule.rule, re.sub(r"<(?:\w+:)?(\w+)>", lambda part: self.part(part[1], hostile), rule.rule)

    def part(self, name, hostile):
        known = {"session": self.session, "circle": self.circle, "token": self.link}
        return known.get(name, "1") if hostile is None else hostile

    def ask(self, path, method="POST", **more):
        answer = self.client.open(path, method=method, environ_base={DOOR: Door.DESK}, **more)
        assert answer.status_code < 500, (method, path[:80], more, answer.status_code)
        return answer


@pytest.fixture(name="place", scope="module")
def _place(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("killers"))
    yield place
    place.house.store.close()


@pytest.mark.parametrize("killer", KILLERS, ids=range(len(KILLERS)))
def test_no_field_brings_the_server_down(place, killer):
    """Each killer in each field of the forms known here, the others as a page of ours sends them; in all
    fields at once of every other form."""
    for rule, path in place.paths("POST"):
        fields = FORMS.get(rule, FIELDS[:1])
        for field in fields:
            good = {name: GOOD.get(name, "x") for name in fields} if rule in FORMS else {}
            form = good | ({field: killer} if rule in FORMS else dict.fromkeys(FIELDS, killer))
            encoded = {name: value.encode("utf-8", "surrogatepass") for name, value in form.items()}
            place.ask(path, data=encoded)


@pytest.mark.parametrize("killer", KILLERS, ids=range(len(KILLERS)))
def test_no_address_brings_the_server_down(place, killer):
    """Each killer in each part of each address, and as a question behind it."""
    from urllib.parse import quote

    part = quote(killer.encode("utf-8", "surrogatepass"), safe="")[:3000] or "-"
    for method in ("GET", "POST"):
        for rule, path in place.paths(method, hostile=part):
            if "<" in rule:
                place.ask(path, method)
    for number, (_, path) in enumerate(place.paths("GET")):
        if number % 4 == KILLERS.index(killer) % 4:  # each page gets a quarter of them, and all get some
            place.ask(f"{path}?lang={part}&{part}={part}", "GET")


BODIES = [
    (b"", None), (b"{", "application/json"), (b"[" * 100_000, "application/json"), (b"x" * 200_000, "text/plain"),
    (b"a=1&a=2&a=3", "application/x-www-form-urlencoded"), (b"=" * 60_000, "application/x-www-form-urlencoded"),
    (b"&" * 60_000, "application/x-www-form-urlencoded"), (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
    (b"text=%ED%A0%80&key=%00", "application/x-www-form-urlencoded"), (b"--x\r\n", "multipart/form-data; boundary=x"),
    (b"x", "multipart/form-data"), (b"x", "application/x-www-form-urlencoded; charset=utf-7"), (b"x", "\xff/\xff"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "kind"), BODIES, ids=range(len(BODIES)))
def test_no_body_brings_the_server_down(place, body, kind):
    """Bodies that no page of ours sends."""
    for _, path in place.paths("POST"):
        place.ask(path, input_stream=io.BytesIO(body), content_type=kind, content_length=len(body))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60), max_size=5),
    rule=st.sampled_from(sorted(FORMS)),
)
def test_no_made_up_form_brings_the_server_down(place, form, rule):
    """Whatever form hypothesis thinks of."""
    for known, path in place.paths("POST"):
        if known == rule:
            encoded = {name: value.encode("utf-8", "surrogatepass") for name, value in form.items()}
            place.ask(path, data={name: GOOD.get(name, "x") for name in FORMS[rule]} | encoded)


def test_the_control_a_broken_view_is_noticed(place):
    """The control: a view that raises does answer 500, and the tests above would see it."""
    place.app.view_functions["healthz"], before = (lambda: 1 / 0), place.app.view_functions["healthz"]
    try:
        with pytest.raises(AssertionError):
            place.ask("/healthz", "GET")
    finally:
        place.app.view_functions["healthz"] = before
