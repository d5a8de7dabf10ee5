"""An uploaded picture in a browser: the lightest format, the width that fits, and no line that jumps when it arrives."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import Page

from tests.factories import AT_NOW, make_event, make_series

pytestmark = AT_NOW

SHOWN = """async (image) => {
    const before = image.getBoundingClientRect().height;
    image.scrollIntoView();
    await image.decode();
    return [new URL(image.currentSrc).pathname, before === image.getBoundingClientRect().height];
}"""


def photograph() -> ContentFile:
    content = BytesIO()
    Image.radial_gradient("L").resize((1600, 1000)).save(content, "JPEG")
    return ContentFile(content.getvalue(), "table.jpg")


@pytest.mark.parametrize(("width", "copy"), [(390, "small_avif"), (1280, "medium_avif")])
def test_a_picture_is_avif_of_the_width_that_fits(new_page: Callable[..., Page], width: int, copy: str) -> None:
    event = make_event(image=photograph(), image_description_en="People at a table")
    page = new_page(width)

    page.goto(event.address("en"))

    assert page.locator(".picture img").evaluate(SHOWN) == [getattr(event.image, copy), True]


def test_a_picture_in_a_narrow_column_is_a_small_one(new_page: Callable[..., Page]) -> None:
    series = make_series(image=photograph(), body_en="<p>Beside it.</p>")
    page = new_page(1280)

    page.goto(series.address("en"))

    assert page.locator(".picture img").evaluate(SHOWN) == [series.image.small_avif, True]
