"""Whatever stands in an address, the answer is a page, never a failure of ours."""

import pytest
from django.test import Client
from django.test.client import FakePayload
from pytest_django import Settings

from ciwo_site.addresses import localized_reverse
from events.models import Event
from tests.factories import AT_NOW, NOW, make_event, make_past_event
from tests.showcase import Showcase

pytestmark = [pytest.mark.django_db, pytest.mark.database, AT_NOW]

HUGE = "9" * 30
PARAMETERS = ("kind", "series", "program", "topic", "year", "follow", "recording", "page")
VALUES = (
    "", "0", "-1", "1", "1.5", "999999999", "2147483648", "9223372036854775808", HUGE, "9" * 5000, "%00", "1%00", "%FF%FE",
    "%C3%28", "%ED%A0%80", "%F0%9F%A6%84", "١", "²", "'", "%27%20OR%201=1--", "<script>", "{{7*7}}", "../../etc/passwd", "NaN",
    "null", "es%0d%0aSet-Cookie:x=1", "%", "%u0041",
)  # fmt: skip


def ask(client: Client, address: str) -> int:
    """The status of an answer to this very address, as bytes on the wire: the client would tidy it first."""
    path, _, query = address.partition("?")
    response = client.generic("GET", "/", PATH_INFO=_unquoted(path), QUERY_STRING=query.encode().decode("latin-1"))
    return response.status_code


def _unquoted(path: str) -> str:
    """What a server hands to the application: the path's bytes, percent signs resolved, one letter for each."""
    octets, rest = bytearray(), path.encode()
    while rest:
        if rest[:1] == b"%" and (digits := rest[1:3].decode("latin-1")) and len(digits) == 2 and _is_hex(digits):
            octets.append(int(digits, 16))
            rest = rest[3:]
        else:
            octets += rest[:1]
            rest = rest[1:]
    return octets.decode("latin-1")


def _is_hex(digits: str) -> bool:
    return all(digit in "0123456789abcdefABCDEF" for digit in digits)


def test_no_value_of_a_filter_or_a_page_number_breaks_a_list(client: Client) -> None:
    make_event()
    make_past_event()
    upcoming, past = (localized_reverse(name, "en") for name in ("event-list", "event-archive"))
    queries = ["&".join(f"{name}={value}" for name in PARAMETERS) for value in VALUES]
    addresses = [f"{path}?{query}" for path in (upcoming, past) for query in queries]

    answers = {address: ask(client, address) for address in addresses}

    assert {address[:80]: status for address, status in answers.items() if status != 200} == {}


def test_no_query_breaks_any_other_page(client: Client, showcase: Showcase) -> None:
    queries = ("page=%00", f"page={HUGE}", "page=-1", "%FF=%FE", "=&=&&", "page=2&page=%ED%A0%80")
    pages = [address for name, address in showcase.addresses("es").items() if "?" not in address]

    answers = {f"{path}?{query}": ask(client, f"{path}?{query}") for path in pages for query in queries}

    assert {address: status for address, status in answers.items() if status != 200} == {}


UNKNOWN = [
    "/en/events/0/", "/en/events/999999999/", f"/en/events/{HUGE}/", "/en/events/-1/", "/en/events/%00/", "/en/events/1%00/",
    "/en/events/%FF/", "/en/events/%ED%A0%80/", "/en/events/x/", "/en/events/1-%C3%B1/", "/en/events/%D9%A1/",
    "/en/events/1-a/b/", f"/en/events/1/materials/{HUGE}/", "/en/events/1/materials/0/", "/en/events/1/materials/x/",
    f"/en/events/1/materials/{'9' * 5000}/", f"/en/guides/1/editions/{HUGE}/", "/en/guides/1/editions/-1/",
    "/en/guides/1/latest/xx/", "/en/guides/1/latest/%00/", f"/en/guides/{HUGE}/latest/es/", "/en/series/999/",
    "/en/programs/999/", "/en/people/999/", "/fr/events/", "/xx/", "/en", "/en/EVENTS/", "/en//events/", "/es/events/",
    f"/e/{HUGE}", f"/e/{'9' * 5000}", "/e/0", "/e/x", "/e/%00", "/e/-1", "/media/", "/media/../manage.py", "/media/%2e%2e/manage.py",
    "/media/images/../../manage.py", "/media/images/%00.jpg", "/media/images/%FF.jpg", f"/media/images/{'a' * 5000}.jpg",
    "/media/images/nothing.jpg", "/media/guides/ab/ab.pdf", "/media//etc/passwd.jpg", "/static/../manage.py", "/static/%00",
    "/%00", "/%FF", "/.env", "/wp-login.php", "//", "//evil.example/", "/en/%0d%0aSet-Cookie:x=1/", "/en/events/past/page/2/",
]  # fmt: skip


def test_an_unknown_address_is_not_found(client: Client, showcase: Showcase) -> None:
    answers = {path: ask(client, path) for path in UNKNOWN}

    assert {path[:80]: status for path, status in answers.items() if status not in {301, 302, 400, 404}} == {}


def test_no_address_leads_to_another_site(client: Client) -> None:
    make_event()

    for path in (
        "//evil.example/",
        "//evil.example/%2f..",
        "/\\evil.example",
        "/en//evil.example/",
        "/e/1//evil.example",
    ):
        answer = client.generic("GET", "/", PATH_INFO=_unquoted(path))
        assert not answer.headers.get("Location", "/").startswith(("//", "http", "/\\")), path


PATHS = ("/en/", "/en/events/", "/es/eventos/pasados/", "/", "/e/1", "/en/nothing/")


@pytest.mark.parametrize("path", PATHS)
def test_a_very_long_query_is_answered(client: Client, path: str) -> None:
    make_event()

    for query in ("x" * 20_000, "kind=" + "a" * 20_000, "topic=" + "1" * 20_000, "page=" + "%41" * 6_000):
        assert ask(client, f"{path}?{query}") in {200, 302, 404}, query[:20]


@pytest.mark.parametrize("path", PATHS)
def test_two_thousand_parameters_are_answered(client: Client, path: str) -> None:
    make_event()

    for query in ("&".join(f"p{n}={n}" for n in range(2000)), "&".join(["kind=webinar"] * 2000), "&" * 5000):
        assert ask(client, f"{path}?{query}") in {200, 302, 400, 404}, query[:20]


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "x" * 20_000},
        {"accept-language": "es\x00"},
        {"accept-language": ",".join(f"a{n}" for n in range(3000))},
        {"accept-language": "ñ"},
        {"if-modified-since": "yesterday"},
        {"if-none-match": '"' * 5000},
        {"range": "bytes=0-"},
        {"accept-encoding": "gzip, br;q=x"},
        {"cookie": "django_language=xx; sessionid=\xff; =;"},
        {"referer": "http://\xff"},
        {"x-forwarded-host": "evil.example"},
        {"x-forwarded-proto": "https"},
    ],
    ids=lambda headers: next(iter(headers)) + "=" + ascii(next(iter(headers.values())))[:20],
)
def test_no_header_breaks_a_page(client: Client, headers: dict[str, str]) -> None:
    make_event()

    for path in ("/", "/en/", "/en/events/", "/en/nothing/"):
        answer = client.get(path, headers=headers)
        assert answer.status_code in {200, 302, 404}
        assert b"evil.example" not in answer.content


def test_an_unknown_host_is_refused_in_the_readers_language(client: Client) -> None:
    english = client.get("/en/", headers={"host": "evil.example"})
    spanish = client.get("/es/", headers={"host": "evil.example"})

    assert (english.status_code, spanish.status_code) == (400, 400)
    assert b"evil.example" not in english.content + spanish.content


def test_an_odd_method_is_refused(client: Client) -> None:
    make_event()

    statuses = [
        client.generic(method, "/en/events/").status_code for method in ("POST", "PUT", "DELETE", "PATCH", "BREW")
    ]

    assert statuses == [405] * 5


def test_an_endless_body_is_not_read(client: Client) -> None:
    body = b"x" * 100_000

    answer = client.generic("GET", "/en/events/", body, **{"wsgi.input": FakePayload(body)})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("asked", "shown"), [("0", 1), ("1", 1), ("2", 2), ("3", 3), ("4", 3), ("999999999", 3), ("x", 1), (HUGE, 1)]
)
def test_an_unknown_page_number_leads_to_the_nearest_page(
    client: Client, settings: Settings, asked: str, shown: int
) -> None:
    settings.EVENTS_PER_PAGE = 2
    for _number in range(5):
        make_past_event()

    page = client.get(f"/en/events/past/?page={asked}")

    assert (page.status_code, page.context["pages"].number) == (200, shown)
    assert Event.objects.past(NOW).count() == 5
