"""The copies of a picture that pages offer: two widths in the picture's own format, and each in two that weigh less.

A browser takes the first format that it knows and the width that fits. Copies are made when a picture is saved.
"""

from collections.abc import Callable
from typing import Any

from imagefield.processing_pillow import register_pillow
from PIL import Image

SMALL, MEDIUM = ("thumbnail", (480, 1200)), ("thumbnail", (960, 2400))
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 60, "speed": 7},
    "WEBP": {"quality": 80, "method": 4},
}

Spec = Callable[[Any, Any], None]


@register_pillow
def written_as(get_image: Any, format_: str) -> Any:
    """A step of django-imagefield: save in this format, whatever the picture came in."""

    def step(image: Image.Image, context: Any) -> Image.Image:
        context.save_kwargs["format"] = format_
        found = get_image(image, context)
        context.save_kwargs.update(SAVE_OPTIONS[format_])
        has_alpha = found.mode in ("LA", "PA", "RGBA") or "transparency" in found.info
        return found.convert("RGBA" if has_alpha else "RGB")

    return step


def lighter(format_: str, size: tuple[str, tuple[int, int]]) -> Spec:
    """A copy in a format of its own, and so under an ending of its own."""

    def spec(_file: Any, context: Any) -> None:
        context.extension = f".{format_.lower()}"
        context.processors = [("written_as", format_), "default", size]

    return spec


FORMATS: dict[str, Any] = {
    "small": ["default", SMALL],
    "medium": ["default", MEDIUM],
    "small_webp": lighter("WEBP", SMALL),
    "medium_webp": lighter("WEBP", MEDIUM),
    "small_avif": lighter("AVIF", SMALL),
    "medium_avif": lighter("AVIF", MEDIUM),
}
