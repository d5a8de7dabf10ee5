"""What the site answers, from inside and through its proxy."""

from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from ciwo_site.doctor import headers
from ciwo_site.doctor.headers import Answer, from_inside, of_a_proxy, of_an_answer, of_staffs_pages
from tests.ciwo_site.doctor.found import words

pytestmark = pytest.mark.django_db


def test_what_the_site_answers_is_well() -> None:
    assert list(of_an_answer(from_inside())) == []


@pytest.mark.parametrize("name", [*headers.WANTED])
def test_a_header_that_was_lost_on_the_way_is_found(name: str) -> None:
    answer = from_inside()
    kept = {key: value for key, value in answer.headers.items() if key.lower() != name.lower()}

    assert name in words(of_an_answer(Answer(200, kept, answer.text)))


def test_a_cookie_for_readers_is_found() -> None:
    answer = from_inside()

    assert "sets a cookie" in words(of_an_answer(Answer(200, {**answer.headers, "Set-Cookie": "a=b"}, answer.text)))


def test_https_without_its_promise_is_found(settings: Settings) -> None:
    answer = from_inside()
    settings.HTTPS = True

    assert "Strict-Transport-Security" in words(of_an_answer(answer))


def test_maintenance_is_not_taken_for_a_page_that_fails(settings: Settings) -> None:
    settings.MAINTENANCE = True

    assert from_inside().status == 503
    assert list(headers.findings()) == []


def test_a_first_page_that_fails_is_found() -> None:
    assert words(of_an_answer(Answer(500, {}, ""))) == "The first page answers 500."


AT = datetime(2026, 3, 10, 15, 0, 0, tzinfo=UTC)
OUTSIDE = '<link rel="canonical" href="https://wins.example.org/en/">'


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(200, {}, OUTSIDE.replace("https:", "http:")), "does not know that readers call it https://wins.example.org"),
        (Answer(200, {"server": "nginx/1.22.1"}, OUTSIDE), "tells everybody what it is (nginx/1.22.1)"),
        (Answer(200, {"Date": "Tue, 10 Mar 2026 15:01:00 GMT"}, OUTSIDE), "clock"),
    ],
)  # fmt: skip
def test_a_proxy_that_stands_in_the_way_is_found(answer: Answer, said: str) -> None:
    assert said in words(of_a_proxy(answer, "https://wins.example.org/", AT))


def test_an_error_is_not_taken_for_a_page_of_another_name() -> None:
    assert list(of_a_proxy(Answer(502, {}, "<h1>Bad gateway</h1>"), "https://wins.example.org", AT)) == []


def test_a_good_proxy_is_passed_over() -> None:
    answer = Answer(200, {"Server": "", "Date": "Tue, 10 Mar 2026 15:00:01 GMT"}, OUTSIDE)

    assert list(of_a_proxy(answer, "https://wins.example.org", AT)) == []


def test_a_proxy_that_packs_what_is_secret_is_found() -> None:
    assert "compresses the pages of staff" in words(of_staffs_pages(Answer(200, {"content-encoding": "gzip"}, "")))
    assert list(of_staffs_pages(Answer(200, {}, ""))) == []


def test_a_site_is_asked_through_its_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def answer(*arguments: str) -> Answer:
        asked.append(arguments)
        return Answer(200, from_inside().headers | {"Server": ""}, OUTSIDE)

    monkeypatch.setattr(headers, "from_outside", answer)

    assert list(headers.findings("https://wins.example.org", AT)) == []
    assert [path for _address, *path in asked] == [[], ["/admin/login/", "br, gzip"]]


def test_an_address_where_nobody_answers_is_found() -> None:
    assert "does not answer" in words(headers.findings("http://127.0.0.1:9"))
