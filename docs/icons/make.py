"""Make the site's icons again from `static/icon.svg`: `uv run docs/icons/make.py`.

For maintainers, after the drawing has changed. Needs Chromium. What it makes is committed under `static/icons/`.
"""

import re
import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
ICONS = STATIC / "icons"
STEPS = 31
FAVICON_SIZES = (16, 32, 48)
# A system that cuts icons into a shape of its own shows at least the circle in the middle, of four fifths of the width
# (W3C, Web Application Manifest, “Icon masks and safe zone”): there the hand is smaller, and the ground fills the square.
FULL, MASKABLE = "", "translate(1.8 3.2) scale(.9)"
DRAWING = re.compile(r'<path fill="(?P<ink>#\w+)" d="[^"]+"/>(?P<hand><path .+?/>)')


def main() -> None:
    ICONS.mkdir(exist_ok=True)
    drawing = (STATIC / "icon.svg").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size in (192, 512):
            save(render(browser, drawing, size), f"icon-{size}.png")
        save(render(browser, filled(drawing, FULL), 180), "icon-180.png")
        save(render(browser, filled(drawing, MASKABLE), 512), "icon-maskable-512.png")
        small = [render(browser, drawing, size) for size in FAVICON_SIZES]
        browser.close()
    small[-1].save(ICONS / "favicon.ico", append_images=small[:-1], sizes=[picture.size for picture in small])


def filled(drawing: str, transform: str) -> str:
    """The drawing on a ground without cut edges, for systems that cut it themselves."""
    parts = DRAWING.search(drawing)
    assert parts is not None, "The icon is no longer a ground and a hand."  # noqa: S101 -- for whoever redraws it
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<path fill="{parts["ink"]}" d="M0 0H32V32H0Z"/><g transform="{transform}">{parts["hand"]}</g></svg>'
    )


def render(browser: Browser, drawing: str, size: int) -> Image.Image:
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block; width: {size}px }}</style>{drawing}")
    picture = Image.open(BytesIO(page.screenshot(omit_background=True)))
    page.close()
    return picture.convert("RGBA")


def save(picture: Image.Image, name: str) -> None:
    """One without holes in two inks and the steps between them, which is a third of the size."""
    if picture.getchannel("A").getextrema() == (255, 255):
        plain = picture.convert("RGB")
        (_many, ground), (_fewer, hand) = sorted(plain.getcolors(4096), reverse=True)[:2]
        steps = Image.new("P", (1, 1))
        steps.putpalette(
            [round(a + (b - a) * step / STEPS) for step in range(STEPS + 1) for a, b in zip(ground, hand, strict=True)]
        )
        picture = plain.quantize(palette=steps, dither=Image.Dither.NONE)
    picture.save(ICONS / name, optimize=True)


if __name__ == "__main__":
    main()
