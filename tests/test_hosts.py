"""No address that somebody sends leads to another site, and none gets into a link of ours."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from tests.factories import AT_NOW
from tests.settings_alone import read_setting
from tests.showcase import Showcase

pytestmark = [pytest.mark.django_db, AT_NOW]

EVIL = "evil.example"
FORGED = {
    "x-forwarded-host": EVIL, "x-forwarded-server": EVIL, "x-host": EVIL, "x-original-url": f"//{EVIL}/", "x-rewrite-url": f"//{EVIL}/",
    "x-original-host": EVIL, "forwarded": f"host={EVIL};proto=https", "x-forwarded-port": "666", "x-forwarded-prefix": f"//{EVIL}",
    "referer": f"https://{EVIL}/", "via": EVIL, "x-forwarded-for": EVIL,
}  # fmt: skip
ELSEWHERE = [
    f"https://{EVIL}/", f"//{EVIL}/", f"///{EVIL}", f"/\\{EVIL}", f"\\\\{EVIL}", "javascript:alert(1)", f"https:{EVIL}", f"http:///{EVIL}",
    f"/%2f{EVIL}", f"https://testserver@{EVIL}/", f"https://testserver.{EVIL}/", f"\thttps://{EVIL}", "data:text/html,x",
]  # fmt: skip


@pytest.fixture(params=["off", "on"])
def behind_proxy(request: pytest.FixtureRequest, settings: Settings) -> bool:
    """What BEHIND_PROXY sets."""
    if request.param == "on":
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    return request.param == "on"


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.mark.usefixtures("behind_proxy")
def test_no_header_gets_a_foreign_name_into_a_page(showcase: Showcase, client: Client) -> None:
    paths = {**showcase.every_address(), "an error": "/en/nothing/", "the way in": "/admin/login/"}

    pages = {name: client.get(path, headers=FORGED).content.decode() for name, path in paths.items()}

    assert [name for name, page in pages.items() if EVIL in page or ":666" in page] == []
    assert 'href="http://testserver/en/"' in pages["home (en)"]


@pytest.mark.usefixtures("behind_proxy")
def test_no_header_turns_a_redirect(showcase: Showcase, client: Client) -> None:
    number = showcase.upcoming.pk
    paths = [
        "/",
        f"/e/{number}",
        f"/en/events/{number}-old/?next=//{EVIL}/",
        "/en/events",
        "/admin/",
        "/admin/events/webinar/",
    ]

    for path in paths:
        answer = client.get(path, headers=FORGED)
        assert answer.status_code in (301, 302), path
        assert re.match(r"/(?![/\\])", answer.headers["Location"]), (path, answer.headers["Location"])


@pytest.mark.usefixtures("behind_proxy")
@pytest.mark.parametrize(
    "host", [EVIL, f"testserver@{EVIL}", f"testserver:80@{EVIL}", f"testserver.{EVIL}", f"{EVIL}#testserver", ""]
)
def test_a_host_that_is_not_ours_is_refused(client: Client, host: str) -> None:
    for path in ("/", "/en/", "/es/eventos/", "/admin/login/", "/en/nothing/"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == 400, path
        assert EVIL not in answer.content.decode()
        assert "Location" not in answer.headers


def test_only_a_trusted_proxy_says_that_a_reader_came_by_https(
    showcase: Showcase, client: Client, behind_proxy: bool
) -> None:
    page = client.get("/en/", headers={"host": "testserver", "x-forwarded-proto": "https"}).content.decode()

    assert ('href="https://testserver/en/"' in page) is behind_proxy


def test_behind_a_proxy_nobody_is_sent_round_in_a_circle(
    showcase: Showcase, client: Client, settings: Settings, behind_proxy: bool
) -> None:
    settings.SECURE_SSL_REDIRECT = True

    answer = Client().get("/en/", headers={"x-forwarded-proto": "https"})

    assert answer.status_code == (200 if behind_proxy else 301)


@pytest.mark.usefixtures("behind_proxy")
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_door_of_the_staff_leads_elsewhere(client: Client, elsewhere: str) -> None:
    User.objects.create_superuser("ana", password="a good pass phrase")

    switched = client.post("/admin/language/setlang/", {"language": "es", "next": elsewhere})
    referred = client.post("/admin/language/setlang/", {"language": "es"}, headers={"referer": elsewhere.strip()})
    entered = client.post(
        "/admin/login/?next=" + elsewhere.strip(), {"login": "ana", "password": "a good pass phrase", "next": elsewhere}
    )
    again = client.get("/admin/login/", {"next": elsewhere})

    for answer in (switched, referred, entered, again):
        place = answer.headers.get("Location", "")
        assert re.match(r"/(?![/\\])", place), place


@pytest.mark.usefixtures("behind_proxy")
def test_a_private_link_is_shown_with_our_own_name(showcase: Showcase, client: Client) -> None:
    client.force_login(User.objects.create_superuser("ana"))
    page = f"/admin/programs/privatelink/of/event/{showcase.upcoming.pk}/"

    answer = client.post(page, {"purpose": "briefing"}, headers=FORGED, follow=True)

    assert EVIL not in answer.content.decode()
    assert "http://testserver/en/" in answer.content.decode()


@pytest.mark.parametrize("environment", [{}, {"DEBUG": "off"}, {"SECRET_KEY": ""}, {"HTTPS": "off"}], ids=str)
def test_there_is_no_secret_key_that_everybody_knows(environment: dict[str, str]) -> None:
    run = read_setting("SECRET_KEY", **environment)

    assert run.returncode != 0
    assert "Set SECRET_KEY" in run.stderr


def test_former_keys_are_given_by_the_environment() -> None:
    """What the instructions for a restore under another key rely on."""
    run = read_setting("SECRET_KEY_FALLBACKS", SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS="old,older")

    assert run.stdout == "['old', 'older']\n"


def test_on_a_developers_machine_it_starts_without_one() -> None:
    assert read_setting("SECRET_KEY", DEBUG="on").returncode == 0


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("testserver", 200),
        ("testserver:80", 200),
        ("testserver:443", 200),
        ("testserver:666", 400),
        ("testserver:8443", 200),  # an origin that the settings trust
        ("localhost:8123", 200),  # a tunnel to one's own machine
        ("[::1]:8123", 200),
    ],
)
def test_a_port_at_which_nobody_put_the_site_is_no_host_of_ours(
    client: Client, settings: Settings, host: str, status: int
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "[::1]"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://testserver:8443"]

    for path in ("/en/", "/admin/login/"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == status, path
        assert ":666" not in answer.content.decode()


def test_the_port_that_the_server_has_is_its_own(client: Client) -> None:
    assert client.get("/en/", headers={"host": "testserver:9000"}, SERVER_PORT="9000").status_code == 200
