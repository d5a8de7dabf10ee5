"""A page as it is kept, and as it is sent: packed as the browser likes it, or “you have it already”."""

import gzip
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

import brotli

Headers = list[tuple[str, str]]
Answer = tuple[str, Headers, bytes]  # status, headers, body

GZIP_LEVEL, BROTLI_QUALITY = 6, 5  # a page costs about a millisecond; more effort would save a few dozen bytes
NOT_IN_304 = {"content-type", "content-length", "content-encoding", "content-language"}
# Each request's own, or said anew for every reader of a kept page.
NOT_KEPT = {"cache-control", "content-length", "vary", "x-request-id"}
# Anybody between us and the reader may keep a page, must ask before using it again, and may show it while we are away.
CACHE_CONTROL = "public, no-cache, stale-if-error=86400"


@dataclass(slots=True)
class Entry:
    """One page. `version` names the catalog that it was made from; from `fresh_until` on it may say something else."""

    version: str
    made_at: datetime
    fresh_until: datetime
    headers: Headers  # as Django made them
    body: bytes
    etag: str
    headers_of_200: Headers
    headers_of_304: Headers
    packed: dict[str, bytes] = field(default_factory=dict)  # by content coding

    def is_fresh(self, version: str, at: datetime) -> bool:
        return self.version == version and at < self.fresh_until

    def is_packed(self, coding: str) -> bool:
        return not coding or coding in self.packed

    def pack(self, coding: str) -> None:
        """In a dictionary of its own, because other threads may be reading the present one."""
        self.packed = {**self.packed, coding: pack(self.body, coding)}

    def answer(self, coding: str, if_none_match: str) -> Answer:
        """For a reader who takes this content coding (RFC 9110 §15.4.5)."""
        if if_none_match and is_known(self.etag, if_none_match):
            return "304 Not Modified", self.headers_of_304, b""
        if not coding:
            return "200 OK", [*self.headers_of_200, ("Content-Length", str(len(self.body)))], self.body
        body = self.packed.get(coding) or pack(self.body, coding)  # where two threads packed it at the same time
        headers = [*self.headers_of_200, ("Content-Encoding", coding), ("Content-Length", str(len(body)))]
        return "200 OK", headers, body


def make_entry(version: str, made_at: datetime, fresh_until: datetime, headers: Headers, body: bytes) -> Entry:
    # Weak (RFC 9110 §8.8.1): the same page has the same tag, however it is packed.
    etag = f'W/"{blake2b(body, digest_size=16).hexdigest()}"'
    headers = [(name, value) for name, value in headers if name.lower() not in NOT_KEPT]
    all_headers = [*headers, ("ETag", etag), ("Cache-Control", CACHE_CONTROL), ("Vary", "Accept-Encoding")]
    headers_of_304 = [(name, value) for name, value in all_headers if name.lower() not in NOT_IN_304]
    return Entry(version, made_at, fresh_until, headers, body, etag, all_headers, headers_of_304)


def preferred_coding(accepted: str) -> str:
    """The best content coding that an `Accept-Encoding` header allows (RFC 9110 §12.5.3); empty for none."""
    allowed = set()
    for part in accepted.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            allowed.add(name.strip())
    return next((coding for coding in ("br", "gzip") if coding in allowed), "")


def pack(body: bytes, coding: str) -> bytes:
    if coding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if coding else body


def is_known(etag: str, if_none_match: str) -> bool:
    """Does the reader have the page with this tag? The comparison is the weak one (RFC 9110 §13.1.2)."""
    if if_none_match.strip() == "*":
        return True
    bare = etag.removeprefix("W/")
    return any(tag.strip().removeprefix("W/") == bare for tag in if_none_match.split(","))
