"""What somebody wrote into the database past every form: no page runs it, no link leads to it, for readers or for staff."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from justhtml import JustHTML

from ciwo_site.links import web_address
from events.models import Event, Material
from programs.enums import LinkPurpose
from programs.models import Organization, Page, Person, Program, ResourceGuide
from programs.private_links import address, make_link
from tests.factories import AT_NOW, NOW
from tests.showcase import Showcase, make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]

EVIL = (
    '<p onclick="alert(1)">Words</p><a href="https://kept.example/">e</a><a href="mailto:a@kept.example">f</a>'
    '<a href="tel:+15550100">g</a><p style="color:red">h</p><script>alert(1)</script><a href="javascript:alert(1)">a</a>'
    '<a href=" java\nscript:alert(1)">b</a><a href="data:text/html,x">c</a><a href="vbscript:x">d</a><a href="sms:+15550100">i</a><img src=x onerror=alert(1)>'
    '<style>a{}</style><form action="//x.example"><input></form><iframe src="//x.example"></iframe><svg onload=alert(1)>'
)
# What the site itself makes: a message to nobody yet that sends an address on, and a calendar for a program to follow.
OURS = r"sms:\?&body=|webcal://testserver/"
LINKS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "ftp://x.example/", "//x.example/", "x.example",
    "https://", "http:///x", "https:x.example", "blob:https://x.example/1", "https://[x", "",
]  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
def test_what_is_no_web_address_is_none(link: str) -> None:
    assert web_address(link) == ""


@pytest.mark.parametrize("link", ["https://x.example/a?b=c#d", "http://x.example", "HTTPS://X.example/ñ"])
def test_a_web_address_stays_as_it_is(link: str) -> None:
    assert web_address(link) == link


@pytest.mark.parametrize("link", LINKS[:-1])
@pytest.mark.parametrize(("model", "name"), [(Event, "registration_link"), (Program, "application_link"),
                                             (Organization, "web_page"), (Material, "link")], ids=str)  # fmt: skip
def test_no_field_takes_what_is_no_web_address(model: Any, name: str, link: str) -> None:
    field = model._meta.get_field(name)

    with pytest.raises(Exception, match="URL"):
        field.clean(link, model())


def write(model: Any, where: str = "1 = 1", **columns: str) -> None:
    """As somebody would who has the database and no form."""
    table, placed = model._meta.db_table, ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {placed} WHERE {where}", list(columns.values()))  # noqa: S608 -- names of our own columns


def rich(*fields: str) -> dict[str, str]:
    return {f"{field}_{code}": EVIL for field in fields for code in ("en", "es")}


@pytest.fixture
def showcase() -> Showcase:
    """Every page, with the worst in every rich text and every link."""
    showcase = make_showcase()
    write(Event, registration_link=LINKS[0], **rich("body", "recap"))
    write(Program, application_link=LINKS[0], **rich("body"))
    write(ResourceGuide, **rich("body"))
    write(Person, **rich("bio"))
    write(Page, **rich("body"))
    write(Organization, web_page=LINKS[0])
    write(Material, where="link <> ''", link=LINKS[0])
    return showcase


def is_ours(script: dict[str, str]) -> bool:
    """Data, or the editor's import map with the nonce of its page."""
    kind = script.get("type")
    return kind in ("application/json", "application/ld+json") or bool(kind == "importmap" and script.get("nonce"))


def harm(html: bytes) -> set[str]:
    """What a page has that only a stranger would have put there."""
    page = JustHTML(html, sanitize=False)
    found = set()
    for element in page.query("*"):
        attributes = element.attrs
        found |= {f"{element.name} {name}" for name in attributes if name.startswith("on") or name == "style"}
        for name in ("href", "src", "action", "formaction"):
            value = re.sub(r"[\x00-\x20]", "", attributes.get(name) or "").lower()
            if re.match(rf"(?!https?:|mailto:|tel:|{OURS})[a-z]+:", value) or "x.example" in value:
                found.add(f"{element.name} {name}={value}")
        if element.name in ("iframe", "style", "object", "embed"):
            found.add(element.name)
        if element.name == "script" and not (attributes.get("src") or is_ours(attributes)):
            found.add("script")
    return found


def test_no_page_for_readers_carries_it(showcase: Showcase, client: Client) -> None:
    pages = {name: client.get(path).content for name, path in showcase.every_address().items()}

    assert {name: harm(html) for name, html in pages.items() if harm(html)} == {}
    event = pages["an upcoming event (en)"].decode()
    for kept in (
        'href="https://kept.example/"',
        'href="mailto:a@kept.example"',
        'href="tel:+15550100"',
        "<p>Words</p>",
    ):
        assert kept in event


def test_no_private_page_carries_it(showcase: Showcase, client: Client) -> None:
    draft = showcase.upcoming
    Event.objects.filter(pk=draft.pk).update(publication="draft")
    links = [make_link(draft, purpose, None, NOW) for purpose in (LinkPurpose.PREVIEW, LinkPurpose.BRIEFING)]

    pages = [client.get(address(link, "en")) for link in links]

    assert [(page.status_code, harm(page.content)) for page in pages] == [(200, set())] * 2
    assert b"Words" in pages[0].content


@pytest.mark.parametrize("role", ["Editor", "Translator", "Language-access coordinator"])
def test_no_form_and_no_list_of_staff_carries_it(showcase: Showcase, role: str) -> None:
    """A coordinator reads in the form what an editor may change."""
    client = Client()
    user = User.objects.create_user("somebody", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    addresses = [
        f"/admin/events/webinar/{showcase.upcoming.pk}/change/", f"/admin/events/webinar/{showcase.past.pk}/change/",
        f"/admin/programs/program/{showcase.program.pk}/change/", f"/admin/programs/person/{showcase.person.pk}/change/",
        "/admin/programs/organization/", "/admin/events/webinar/", "/admin/translations/", "/admin/",
        f"/admin/programs/organization/{Organization.objects.first().pk}/change/",
        f"/admin/events/webinar/{showcase.upcoming.pk}/history/", f"/admin/preview/event/{showcase.upcoming.pk}/en/",
    ]  # fmt: skip

    pages = {path: client.get(path) for path in addresses}

    seen = {path: harm(page.content) for path, page in pages.items() if page.status_code == 200}
    assert len(seen) >= 8
    assert {path: found for path, found in seen.items() if found} == {}


def test_saving_a_row_cleans_it(showcase: Showcase) -> None:
    event = showcase.upcoming
    event.refresh_from_db()

    event.save()

    with connection.cursor() as cursor:
        cursor.execute("SELECT body_en, registration_link FROM events_event WHERE id = %s", [event.pk])
        body, link = cursor.fetchone()
    assert harm(body.encode()) == set()
    assert link == ""
