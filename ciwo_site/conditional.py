"""A document that was made whole, as an HTTP answer that a program asks for again and again (RFC 9110 §13)."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

FRESH_SECONDS = 300


def conditional(
    request: HttpRequest,
    content: bytes,
    content_type: str,
    *,
    last_modified: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The document, or 304 where the program has it: the same bytes have the same ETag.

    Give `last_modified` only where it is not older than anything the document says.
    """
    etag = f'"{blake2b(content, digest_size=16).hexdigest()}"'
    response = HttpResponse(content, content_type=content_type, headers=dict(headers or {}))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    modified = None
    if last_modified is not None:
        modified = int(last_modified.timestamp())
        response.headers["Last-Modified"] = http_date(modified)
    answer = get_conditional_response(request, etag, modified, response)
    assert answer is not None  # noqa: S101 -- it is given a response to return
    if answer is not response:
        for name, value in (headers or {}).items():
            answer.headers[name] = value
    return answer
