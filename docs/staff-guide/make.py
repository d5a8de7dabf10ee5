"""Make the staff guide's pictures again, from a demo that runs: `uv run docs/staff-guide/make.py ADDRESS NAME PASSWORD`.

For maintainers, after a page that the guide shows has changed. Start `manage.py demo` first; the account is the demo's
editor. Needs Chromium. One edit is made to a sample event, so that there is a history to show.
"""

import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent.parent / "static" / "admin_site" / "guide"
WINDOW = {"width": 900, "height": 760}  # narrow, so that its words can be read when the guide shows it smaller
INKS = 32
TALLEST = 620  # pixels of the page; a picture shows what is meant and leaves the rest
LANGUAGES = {"en": "en-US", "es": "es-US"}
SAMPLE = {"en": "Sample: An announcement", "es": "Muestra: Un anuncio"}
NEW_TITLES = {"en": "Sample: An announcement that people really read", "es": "Muestra: Un anuncio que la gente lee"}


def main(address: str, name: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language, locale in LANGUAGES.items():
            (PICTURES / language).mkdir(parents=True, exist_ok=True)
            context = browser.new_context(
                base_url=address, locale=locale, viewport=WINDOW, color_scheme="light", reduced_motion="reduce"
            )
            page = context.new_page()
            sign_in(page, name, password)
            take_pictures(page, language)
            context.close()
        browser.close()


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("[type=submit]")


def take_pictures(page: Page, language: str) -> None:
    page.goto("/admin/")
    picture(page.locator(".tasks").first, language, "week", tallest=440)
    page.goto("/admin/board/")
    without_side_bar(page)
    picture(page.locator("#content"), language, "board")
    event = open_sample(page, language)
    without_side_bar(page)
    picture(page.locator("fieldset").first, language, "texts", tallest=480)
    page.goto("/admin/events/webinar/add/")
    without_side_bar(page)
    picture(page.locator(".publishing-steps"), language, "publish", margin=16)
    page.goto(recorded_event(page))
    without_side_bar(page)
    picture(page.locator("#materials-group .inline-related").first, language, "materials", tallest=440)
    make_history(page, event, language)
    without_side_bar(page)
    picture(page.locator("#content"), language, "history")


def open_sample(page: Page, language: str) -> str:
    page.goto("/admin/events/webinar/?when=upcoming")
    page.locator(".field-shown_title a", has_text=SAMPLE[language]).first.click()
    page.wait_for_load_state("networkidle")
    return page.url


def recorded_event(page: Page) -> str:
    page.goto("/admin/events/webinar/?recording=posted")
    return page.locator(".field-shown_title a").first.evaluate("link => link.href")


def make_history(page: Page, event: str, language: str) -> None:
    page.goto(event)
    field = page.locator(f"#id_title_{language}")
    before = field.input_value()
    field.fill(NEW_TITLES[language] if before != NEW_TITLES[language] else f"{before}.")
    page.locator("[name=_continue]").last.click()
    page.locator(".historylink").click()
    page.locator(".version-open").first.click()


def without_side_bar(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.locator("#nav-sidebar").evaluate_all("bars => bars.forEach(bar => bar.remove())")
    page.locator("#toggle-nav-sidebar").evaluate_all("buttons => buttons.forEach(button => button.remove())")


def picture(part: Locator, language: str, name: str, *, tallest: int = TALLEST, margin: int = 0) -> None:
    """A part of the page, cut at a height, in few inks."""
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    if box is None:
        raise SystemExit(f"There is nothing to see of {name}.")
    path = PICTURES / language / f"{name}.png"
    offset = part.page.evaluate("[scrollX, scrollY]")
    clip = {
        "x": max(0, box["x"] + offset[0] - margin),
        "y": max(0, box["y"] + offset[1] - margin),
        "width": box["width"] + 2 * margin,
        "height": min(box["height"] + 2 * margin, tallest),
    }
    part.page.screenshot(path=path, clip=clip, full_page=True)
    with Image.open(path) as shot:
        few = shot.convert("RGB").quantize(INKS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
