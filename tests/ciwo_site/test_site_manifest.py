"""The site beside other programs: its manifest in each language, and icons of the sizes that it names."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from ciwo_site.inks import inks

ICONS = Path(settings.BASE_DIR) / "static" / "icons"


@pytest.mark.parametrize(("language", "events"), [("en", "/en/events/"), ("es", "/es/eventos/")])
def test_each_language_has_a_manifest_of_its_own(client: Client, language: str, events: str) -> None:
    answer = client.get(f"/{language}/site.webmanifest")

    manifest = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (manifest["lang"], manifest["start_url"], manifest["id"]) == (language, f"/{language}/", f"/{language}/")
    assert (manifest["scope"], manifest["short_name"]) == ("/", "CIWO")
    assert manifest["shortcuts"][0]["url"] == events


def test_every_icon_is_as_large_as_the_manifest_says(client: Client) -> None:
    icons = client.get("/en/site.webmanifest").json()["icons"]

    pictures = [icon for icon in icons if icon["type"] == "image/png"]
    sizes = {}
    for icon in pictures:
        with Image.open(settings.BASE_DIR / icon["src"].lstrip("/")) as picture:
            sizes[icon["src"]] = f"{picture.width}x{picture.height}"
    assert sizes == {icon["src"]: icon["sizes"] for icon in pictures}
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    assert {"192x192", "512x512"} <= set(sizes.values())


@pytest.mark.parametrize("name", ["icon-180.png", "icon-maskable-512.png"])
def test_an_icon_that_systems_cut_themselves_has_ink_in_every_corner(name: str) -> None:
    with Image.open(ICONS / name) as picture:
        side = picture.width - 1
        corners = {picture.convert("RGBA").getpixel(at) for at in ((0, 0), (side, 0), (0, side), (side, side))}

    assert corners == {(*inks()["vermilion"].light, 255)}


def test_what_is_masked_keeps_the_hand_in_the_safe_circle() -> None:
    with Image.open(ICONS / "icon-maskable-512.png") as picture:
        dark = picture.convert("L").point(lambda value: 255 if value < 60 else 0)
        left, top, right, _bottom = dark.getbbox() or (0, 0, 0, 0)

    assert min(left, top, 512 - right) >= 512 * 0.1


def test_a_browser_that_reads_no_page_finds_an_icon(client: Client) -> None:
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/x-icon")
    assert b"".join(answer)[:4] == b"\x00\x00\x01\x00"


def test_pages_name_their_manifest_icons_and_the_paper_around_them(client: Client) -> None:
    html = client.get("/es/nothing-here/").content.decode()

    assert '<link rel="manifest" href="/es/site.webmanifest">' in html
    assert re.findall(r'<link rel="(?:apple-touch-)?icon" href="([^"]+)"', html) == [
        "/static/icon.svg",
        "/static/icons/icon-180.png",
    ]
    assert '<meta name="theme-color" content="#f9f2e2" media="(prefers-color-scheme: light)">' in html
    assert '<meta name="theme-color" content="#160f0b" media="(prefers-color-scheme: dark)">' in html
