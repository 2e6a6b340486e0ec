"""Every route says whose it is, and is nobody else's: a route without a declaration turns this red."""

import re

import pytest

from facilitator.app import create_app
from facilitator.console.key import COOKIE, PAIRED, _signer
from facilitator.events import Role
from facilitator.folder import open_folder
from facilitator.gate import DOOR, Door
from facilitator.script import load
from facilitator.settings import Settings
from participant_ui import seat as seats
from participant_ui.port import Consent

PUBLIC = {"healthz", "key.static", "key.open_console", "phone.static"}
PUBLIC_FACES = ("phone.", "screens.")
REFUSED = {401, 403, 404}


@pytest.fixture(name="place", scope="module")
def _place(tmp_path_factory):
    data = open_folder(tmp_path_factory.mktemp("doors") / "data")
    app, house = create_app(Settings(data=data, address="circle.test"), console_port=8760, phone_port=8770)
    house.store.open(data / "trust.aplis")
    house.prepare.series(title="Trust", question="When?", host="Made-up association")
    circle = house.prepare.circle(title="One", question="", place="", language="en")
    mine = house.prepare.session(circle, load("timeout-120"))
    other = house.prepare.session(circle, load("timeout-120"))
    yield app, house, mine, other
    house.store.close()


def paired(house, session, role, *, confirmed=True, revoked=False):
    offer = house.pairings.offer(session, role)
    token, _ = house.pairings.claim(link=offer.link)
    if confirmed:
        house.pairings.confirm(session, offer.id)
    if revoked:
        house.pairings.revoke(session, offer.id)
    return {PAIRED: _signer().dumps(token)}


def identities(place):
    """Name → (door, cookies, the roles it has in `mine`)."""
    app, house, mine, other = place
    with app.test_request_context():
        key = {COOKIE: _signer().dumps(house.launch)}
        forged = {COOKIE: _signer().dumps("another launch")}
        recorder = paired(house, mine, Role.RECORDER)
        projector = paired(house, mine, Role.PROJECTOR)
        elsewhere = paired(house, other, Role.RECORDER)
        waiting = paired(house, mine, Role.RECORDER, confirmed=False)
        revoked = paired(house, mine, Role.RECORDER, revoked=True)
        with house.store.read() as work:
            link = work.session(mine).link
        sitting = house.circle.take_seat(link, Consent(True, True), language="en", key="k" * 16)
        phone = {
            seats.cookie_name(mine): seats._seal(app.secret_key).dumps([sitting.token, mine, sitting.slip])
        }
    return {
        "nobody, phones' door": (Door.PHONES, {}, set()),
        "nobody, console's door": (Door.DESK, {}, set()),
        "a phone with a seat": (Door.PHONES, phone, set()),
        "the console's key at the phones' door": (Door.PHONES, key, set()),
        "another launch's key": (Door.DESK, forged, set()),
        "the recorder of another session": (Door.PHONES, elsewhere, set()),
        "a recorder not confirmed": (Door.PHONES, waiting, set()),
        "a recorder revoked": (Door.PHONES, revoked, set()),
        "a recorder": (Door.PHONES, recorder, {Role.RECORDER}),
        "a projector": (Door.PHONES, projector, {Role.PROJECTOR}),
        "the facilitator": (Door.DESK, key, {Role.FACILITATOR}),
    }


def routes(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC or rule.endpoint.startswith(PUBLIC_FACES):
            continue
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule, method


def test_every_route_says_whose_it_is(place):
    """A new page must carry @facilitator_only or @for_role; else it is open to the room."""
    app, *_ = place
    undeclared = [
        rule.rule
        for rule, _ in routes(app)
        if not getattr(app.view_functions[rule.endpoint], "declared", None)
    ]
    assert undeclared == []


def test_nobody_gets_what_is_anothers(place):
    """Every route × method × identity: who has no role there is refused, before anything is done."""
    app, _, mine, _ = place
    asked = 0
    for name, (door, cookies, roles) in identities(place).items():
        client = app.test_client()
        for cookie, value in cookies.items():
            client.set_cookie(cookie, value)
        for rule, method in routes(app):
            if roles & app.view_functions[rule.endpoint].declared:
                continue
            path = re.sub(r"<session>", mine, rule.rule)
            path = re.sub(r"<int:[a-z]+>", "1", path)
            path = re.sub(r"<[^>]+>", "x" * 26, path)
            answer = client.open(
                path, method=method, data={} if method == "POST" else None, environ_base={DOOR: door}
            )
            assert answer.status_code in REFUSED, (name, method, path, answer.status_code)
            asked += 1
    assert asked > 100


def test_who_may_gets_in(place):
    """The control: the same requests by those whose pages they are do open."""
    app, _, mine, _ = place
    for name, (door, cookies, _) in identities(place).items():
        expected = {
            "a recorder": f"/recorder/{mine}",
            "a projector": f"/projector/{mine}",
            "the facilitator": f"/desk/{mine}",
        }.get(name)
        if expected is None:
            continue
        client = app.test_client()
        for cookie, value in cookies.items():
            client.set_cookie(cookie, value)
        assert client.get(expected, environ_base={DOOR: door}).status_code == 200, name
