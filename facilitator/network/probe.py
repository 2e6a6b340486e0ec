"""Whether aplis answers on an address: asked by this laptop of itself, through that address."""

import http.client
from dataclasses import dataclass

from facilitator.network.kinds import parse
from facilitator.saying import N_, Saying

TIMEOUT = 2.0
LARGEST = 4096


@dataclass(frozen=True)
class Answer:
    """`answered` proves that the server listens there; only a phone proves that phones get through."""

    answered: bool
    words: Saying


def probe(address: str, port: int, *, expect: bytes = b"", timeout: float = TIMEOUT) -> Answer:
    """GET /healthz of our own server through this address; no proxy, no redirect followed.

    `expect`: bytes the answer must hold, so that another program on that port is not taken for aplis.
    `timeout` in seconds, for connecting and for each wait. Never raises for what the network does.
    """
    place = {"address": address, "port": port}
    host = f"[{address}]" if (parsed := parse(address)) and parsed.version == 6 else address
    line = http.client.HTTPConnection(address, port, timeout=timeout)
    try:
        line.request("GET", "/healthz", headers={"Host": f"{host}:{port}", "Connection": "close"})
        reply = line.getresponse()
        body = reply.read(LARGEST)
    except TimeoutError:
        return Answer(False, Saying(N_("Nothing answered on %(address)s within two seconds."), place))
    except (OSError, http.client.HTTPException):
        return Answer(False, Saying(N_("Nothing answers on %(address)s, port %(port)s."), place))
    finally:
        line.close()
    if reply.status != 200 or expect not in body:
        other = N_("Something other than aplis answers on %(address)s, port %(port)s.")
        return Answer(False, Saying(other, place))
    return Answer(True, Saying(N_("aplis answers on this address. The first phone shows the rest."), place))
