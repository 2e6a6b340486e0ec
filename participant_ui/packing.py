"""Static text goes out packed: three hundred phones share one radio."""

import gzip
from functools import lru_cache

from flask import Response, request

from participant_ui.blueprint import phone

WORTH_IT = 1000  # bytes; below, the wrapping costs more than it saves
TEXTS = ("text/css", "text/javascript", "application/javascript")


@lru_cache(maxsize=64)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


@phone.after_request
def pack(response: Response) -> Response:
    """Only files that are the same for everybody: a page with a person's words is never packed."""
    if request.endpoint != "phone.static" or response.mimetype not in TEXTS:
        return response
    response.vary.add("Accept-Encoding")
    etag, _ = response.get_etag()
    if response.status_code != 200 or not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= WORTH_IT and "Content-Range" not in response.headers:
        response.set_data(_packed(body))
        response.headers["Content-Encoding"] = "gzip"
        response.set_etag(etag or "", weak=True)
    return response
