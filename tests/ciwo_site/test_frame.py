"""What a page says of itself to search engines and to whoever shares it."""

import pytest
from django.test import Client, RequestFactory
from justhtml import JustHTML

from ciwo_site.frame import frame, shorten
from ciwo_site.i18n import LocalText
from ciwo_site.share_images.plate import house_plate
from tests.factories import AT_NOW, make_event


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("", ""),
        ("Short enough", "Short enough"),
        ("x" * 12, "x" * 12),
        ("One two three four", "One two…"),
        ("One two thr", "One two thr"),
    ],
)
def test_a_description_is_cut_between_words(text: str, short: str) -> None:
    assert shorten(text, 12) == short


def test_a_description_is_plain_words() -> None:
    found = frame(RequestFactory().get("/en/"), title="Home", description="<p>About <b>us</b> &amp; them</p>")

    assert found.description == "About us & them"


def test_addresses_are_whole() -> None:
    plate = house_plate()

    found = frame(RequestFactory().get("/en/"), title="Home", default_path="/", plate=plate)

    assert (found.canonical, found.origin, found.default, found.image) == (
        "http://testserver/en/",
        "http://testserver",
        "http://testserver/",
        f"http://testserver{plate.address}",
    )


def test_a_borrowed_title_says_its_language() -> None:
    found = frame(RequestFactory().get("/en/"), title=LocalText("Historias", "es", "en"))

    assert (found.title, found.title_language, found.language) == ("Historias", "es", "en")


@AT_NOW
@pytest.mark.django_db
def test_a_shared_page_says_its_title_and_summary_in_its_own_language(client: Client) -> None:
    event = make_event(summary_en="Stories & “quotes” <b>move</b>", summary_es="Las historias mueven")

    english, spanish = (
        {
            node.attrs.get("property") or node.attrs.get("name"): node.attrs["content"]
            for node in JustHTML(client.get(event.address(code)).content, sanitize=False).query("meta[content]")
        }
        for code in ("en", "es")
    )

    assert (english["og:title"], spanish["og:title"]) == ("Webinar", "Seminario web")
    assert english["og:url"] == f"http://testserver{event.address('en')}"
    assert english["description"] == english["og:description"] == "Stories & “quotes” move"
    assert spanish["description"] == "Las historias mueven"


@AT_NOW
@pytest.mark.django_db
def test_a_borrowed_title_and_description_carry_their_language_in_the_head_too(client: Client) -> None:
    event = make_event(title_en="", title_es="Historias", summary_es="Las historias mueven")

    head, own = (JustHTML(client.get(event.address(code)).content, sanitize=False) for code in ("en", "es"))

    assert head.query_one("title").attrs.get("lang") == "es"
    assert head.query_one('meta[name="description"]').attrs.get("lang") == "es"
    assert own.query_one("title").attrs == {}
