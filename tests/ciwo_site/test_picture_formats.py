"""An uploaded picture, as pages serve it: in the format that weighs least, without what a telephone wrote into it."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from justhtml import JustHTML
from PIL import Image, ImageDraw

from events.models import Event
from tests.factories import AT_NOW, make_event

pytestmark = [pytest.mark.django_db, AT_NOW]


def photograph(format_: str = "JPEG", mode: str = "RGB") -> bytes:
    """1,200 × 900 pixels, taken with the telephone turned, at a known place."""
    image = Image.new(mode, (1200, 900), (255, 255, 255, 0) if mode == "RGBA" else "white")
    for x in range(0, 1200, 40):
        ImageDraw.Draw(image).line([(x, 0), (1200 - x, 900)], fill=(x % 255, 90, 160), width=9)
    exif, content = Image.Exif(), BytesIO()
    exif[0x0112], exif[0x010F] = 6, "Maker of telephones"
    exif.get_ifd(0x8825)[2] = (40.0, 29.0, 0.0)  # latitude
    image.save(content, format_, exif=exif)
    return content.getvalue()


def make_pictured(content: bytes, name: str = "DSC_001.jpg") -> Event:
    return make_event(image=ContentFile(content, name), image_description_en="People at a table")


def shown(client: Client, event: Event) -> Any:
    return JustHTML(client.get(event.address("en")).content, sanitize=False).query_one(".picture picture")


def offered(picture: Any) -> dict[str, list[tuple[str, int]]]:
    """Type → (address, width) of each copy."""
    return {
        part.attrs.get("type", "own"): [
            (address, int(width.removesuffix("w")))
            for address, width in (copy.split() for copy in part.attrs["srcset"].split(", "))
        ]
        for part in picture.query("source, img")
    }


def fetched(client: Client, address: str) -> tuple[str, Image.Image]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.headers["Content-Type"], Image.open(BytesIO(b"".join(answer)))


def test_a_page_offers_a_picture_in_three_formats_and_two_widths(client: Client) -> None:
    picture = shown(client, make_pictured(photograph()))

    copies = offered(picture)
    assert list(copies) == ["image/avif", "image/webp", "own"]
    for kind, found in copies.items():
        for address, width in found:
            served_as, image = fetched(client, address)
            assert served_as == ("image/jpeg" if kind == "own" else kind)
            assert f"image/{image.format.lower()}" == served_as
            # Turned upright it is 900 × 1,200, and nothing is made larger than it was.
            assert image.size == (min(width, 900), min(width, 900) * 4 // 3)


def test_the_page_says_how_large_it_is_and_what_it_shows(client: Client) -> None:
    image = shown(client, make_pictured(photograph())).query_one("img")

    assert (image.attrs["width"], image.attrs["height"], image.attrs["alt"]) == ("900", "1200", "People at a table")
    assert image.attrs["loading"] == "lazy"


def test_the_newer_formats_weigh_less(client: Client) -> None:
    copies = offered(shown(client, make_pictured(photograph())))

    weights = {kind: len(b"".join(client.get(found[-1][0]))) for kind, found in copies.items()}
    assert weights["image/avif"] < weights["own"]
    assert weights["image/webp"] < weights["own"]


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_no_copy_tells_where_and_with_what_it_was_taken(client: Client, format_: str) -> None:
    event = make_pictured(photograph(format_), f"DSC_001.{format_.lower()}")

    addresses = [
        event.image.url,
        *(address for found in offered(shown(client, event)).values() for address, _w in found),
    ]

    for address in addresses:
        _served_as, image = fetched(client, address)
        assert dict(image.getexif()) == {}, address
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(image.info), address


def test_transparency_stays(client: Client) -> None:
    drawing, content = Image.new("RGBA", (1200, 900), (0, 0, 0, 0)), BytesIO()
    ImageDraw.Draw(drawing).ellipse((300, 200, 900, 700), fill=(160, 40, 40, 128))
    drawing.save(content, "PNG")
    event = make_pictured(content.getvalue(), "drawing.png")

    for found in offered(shown(client, event)).values():
        image = fetched(client, found[0][0])[1].convert("RGBA")
        assert image.getpixel((0, 0))[3] == 0
        assert 100 < image.getpixel((image.width // 2, image.height // 2))[3] < 156


def test_a_page_whose_picture_is_lost_is_still_a_page(client: Client) -> None:
    event = make_pictured(photograph())
    event.image.storage.delete(event.image.name)

    page = client.get(event.address("en"))

    assert page.status_code == 200
    assert client.get(event.image.url).status_code == 404


def test_a_copy_that_is_missing_is_made_when_somebody_asks(client: Client) -> None:
    event = make_pictured(photograph())
    copies = [address for found in offered(shown(client, event)).values() for address, _width in found]
    for address in copies:
        event.image.storage.delete(address.removeprefix("/media/"))

    again = [fetched(client, address) for address in copies]

    assert [served_as for served_as, _image in again] == [
        kind for kind in ("image/avif", "image/webp", "image/jpeg") for _width in range(2)
    ]
    assert [dict(image.getexif()) for _served_as, image in again] == [{}] * 6
    assert event.image.storage.exists(copies[0].removeprefix("/media/"))


def test_a_copy_that_no_picture_has_is_not_made(client: Client) -> None:
    event = make_pictured(photograph())
    copy = offered(shown(client, event))["own"][0][0]
    stem = event.image.name.rpartition("/")[2].partition(".")[0]

    refused = [copy.replace(stem, "0" * 32), copy.replace(".jpg", ".webp"), f"/media/__processed__/{stem}.jpg"]

    assert [client.get(address).status_code for address in refused] == [404] * 3
    event.image.storage.delete(copy.removeprefix("/media/"))
    event.image.storage.delete(event.image.name)
    assert client.get(copy).status_code == 404


def test_an_upload_is_no_page_of_this_site_whatever_its_name_says(client: Client) -> None:
    event = make_pictured(photograph(), "a.html.jpeg")

    answer = client.get(event.image.url)

    assert event.image.name.endswith((".jpg", ".jpeg"))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"] == "inline"
    b"".join(answer)
