"""The published scoring of the HTTP Observatory, as far as it can be read from one answer to a request over HTTPS.

Rules and points: `src/grader/charts.js` of mdn/mdn-http-observatory, as its documentation on MDN says. Every site starts with 100; penalties come
first, and bonuses count where 90 or more are left. A+ begins at 100. The preload list of HSTS (5 points) is a matter of
the domain's owner and not of an answer, so it is left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.cookies import Morsel
from typing import Any

from justhtml import JustHTML

SIX_MONTHS = 15_768_000  # seconds
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "data:", "http:", "https:", "*"}


@dataclass
class Answer:
    headers: Mapping[str, str]
    cookies: Iterable[Morsel]
    html: bytes = b""


def score(answer: Answer) -> tuple[int, dict[str, int]]:
    """The points in all, and those of each test."""
    points = {test.__name__: test(answer) for test in TESTS}
    left = 100 + sum(found for found in points.values() if found < 0)
    return left + sum(found for found in points.values() if found > 0) * (left >= 90), points


def policy_of(headers: Mapping[str, str]) -> dict[str, set[str]]:
    """A content policy as directive → sources."""
    directives = (part.split() for part in headers.get("Content-Security-Policy", "").split(";"))
    return {words[0].lower(): set(words[1:]) for words in directives if words}


def cookies(answer: Answer) -> int:
    found = list(answer.cookies)
    if not found:
        return 0
    if not all(cookie["secure"] for cookie in found):
        return -40
    if not all(cookie["httponly"] for cookie in found if "sess" in cookie.key.lower()):
        return -30
    if any(cookie["samesite"] not in ("Lax", "Strict", "") for cookie in found):
        return -20
    if any("csrf" in cookie.key.lower() and not cookie["samesite"] for cookie in found):
        return -20
    return 5 if all(cookie["samesite"] for cookie in found) else 0


def sharing(answer: Answer) -> int:
    """What everybody may read anyway may be read from other sites; not with the cookies of whoever is there."""
    return -50 if answer.headers.get("Access-Control-Allow-Credentials") == "true" else 0


def content_policy(answer: Answer) -> int:
    policy = policy_of(answer.headers)
    if not policy:
        return -25
    scripts = policy.get("script-src", policy.get("default-src", UNSAFE))
    objects = policy.get("object-src", policy.get("default-src", UNSAFE))
    styles = policy.get("style-src", policy.get("default-src", UNSAFE))
    if "'unsafe-eval'" in scripts or UNSAFE & (scripts | objects):
        return -20
    if UNSAFE & styles:
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def strict_transport(answer: Answer) -> int:
    header = answer.headers.get("Strict-Transport-Security", "")
    age = next((int(part.partition("=")[2]) for part in header.split(";") if part.strip().startswith("max-age=")), None)
    if age is None:
        return -20
    return 0 if age >= SIX_MONTHS else -10


def referrer(answer: Answer) -> int:
    value = answer.headers.get("Referrer-Policy")
    if value is None:
        return 0
    return 5 if value in PRIVATE_REFERRERS else -5


def scripts(answer: Answer) -> int:
    sources = [tag.attrs.get("src", "") for tag in JustHTML(answer.html, sanitize=False).query("script")]
    elsewhere = [source for source in sources if source.startswith(("http:", "https:", "//"))]
    return -50 if elsewhere else 0


def types(answer: Answer) -> int:
    return 0 if answer.headers.get("X-Content-Type-Options") == "nosniff" else -5


def framing(answer: Answer) -> int:
    if "frame-ancestors" in policy_of(answer.headers):
        return 5
    return 0 if answer.headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


def resource_policy(answer: Answer) -> int:
    value = answer.headers.get("Cross-Origin-Resource-Policy", "cross-origin")
    return {"same-origin": 10, "same-site": 10, "cross-origin": 0}.get(value, -5)


TESTS: tuple[Callable[[Answer], int], ...] = (
    cookies,
    sharing,
    content_policy,
    strict_transport,
    referrer,
    scripts,
    types,
    framing,
    resource_policy,
)


def answer_of(response: Any) -> Answer:
    """What Django's test client got."""
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return Answer(response.headers, response.cookies.values(), response.content if is_html else b"")
