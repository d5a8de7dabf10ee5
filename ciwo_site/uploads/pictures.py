"""Pictures: measured before they are decoded, turned upright, bounded, and saved again without what they tell."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageCms, ImageOps

from ciwo_site.uploads.documents import document_limit
from ciwo_site.uploads.refusals import UploadRefused, damaged, empty, too_large, unexpected

MAX_PIXELS = 40_000_000
MAX_PIXELS_OF = {"WEBP": 13_000_000}  # whose decoder holds each pixel four times
MAX_HELD_BYTES = 4 * MAX_PIXELS  # of a JPEG that comes in several passes, all of which are kept until the last
MAX_EDGE = 2400  # pixels: a full-width picture on a dense screen

NAMES = {
    "JPEG": gettext_lazy("a JPEG picture"),
    "PNG": gettext_lazy("a PNG picture"),
    "WEBP": gettext_lazy("a WebP picture"),
}
SEVERAL = {
    "MPO": "JPEG"
}  # as many telephones take: the picture, and after it a map of its light or a view from the side
EXTENSIONS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "WEBP": ("webp",)}
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 86, "progressive": True, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 86, "method": 4},
}
SAVED_MODES = {"JPEG": {"L", "RGB"}, "PNG": {"L", "LA", "P", "RGB", "RGBA"}, "WEBP": {"RGB", "RGBA"}}
STRIP = 64  # lines of the smaller picture
WITH_ALPHA = {"RGBA", "LA", "PA", "RGBa", "La"}


@dataclass(frozen=True)
class PictureFacts:
    """`format` is Pillow's name, of several pictures in one file that of the first; width and height in pixels as stored, before turning; `size` in bytes."""

    format: str
    width: int
    height: int
    size: int


def inspect_picture(file: File) -> PictureFacts:
    """The facts about a JPEG, PNG or WebP. Raises UploadRefused for anything else, and for more than 40 megapixels.

    Reads the header alone. A picture whose rest is broken is refused by tidy_picture.
    """
    with _opened(file) as image:
        facts = PictureFacts(_format_of(image), image.width, image.height, file.size)
    file.seek(0)
    return facts


def tidy_picture(file: File, *, max_edge: int = MAX_EDGE) -> ContentFile:
    """A new file with the same picture: upright, at most `max_edge` pixels each way, in sRGB, without metadata.

    What a telephone writes into a photograph (place, hour, device, a small copy before cropping) is left behind.
    Of an animated picture, and of several in one file, the first is kept. Decodes: up to 40 megapixels, at most 160 MB of memory, since nothing is
    copied before it is small.
    """
    image = _opened(file)
    format_ = _format_of(image)
    try:
        tidy = _decoded(image, max_edge)
        del image  # gives the memory of the large one back before there are more of the small one
        tidy.thumbnail((max_edge, max_edge), Image.Resampling.LANCZOS)
        ImageOps.exif_transpose(tidy, in_place=True)
        tidy = _in_saved_mode(_in_srgb(tidy), format_)
    except Exception as error:  # broken notes of a camera break their reader in ways that no documentation lists
        raise damaged(NAMES[format_]) from error
    # Some of this dictionary is written into the file unless it is emptied; the transparent colour belongs.
    tidy.info = {key: value for key, value in tidy.info.items() if key == "transparency"}
    content = BytesIO()
    tidy.save(content, format_, **SAVE_OPTIONS[format_])
    file.seek(0)
    stem = PurePath(file.name or "picture").stem
    return ContentFile(content.getvalue(), name=f"{stem}.{EXTENSIONS[format_][0]}")


def validate_picture(file: File) -> None:
    """For an image field. A picture that is stored already was checked when it came."""
    if not getattr(file, "_committed", False):
        inspect_picture(file)


def _opened(file: File) -> Image.Image:
    """The picture, its header read and nothing decoded."""
    if file.closed:
        file.open()
    if not file.size:
        raise empty()
    if file.size > document_limit():
        raise too_large(file.size, document_limit())
    file.seek(0)
    try:
        image = Image.open(file, formats=list(NAMES))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (OSError, ValueError, SyntaxError) as error:
        raise unexpected(None, NAMES.values()) from error
    limit = _most_pixels(image)
    if image.width * image.height > limit:
        raise _too_many_pixels(limit)
    return image


def _most_pixels(image: Image.Image) -> int:
    if not image.info.get("progressive"):
        return MAX_PIXELS_OF.get(_format_of(image), MAX_PIXELS)
    parts = [across * down for _number, across, down, _table in image.layer]  # type: ignore[attr-defined]  # of a JPEG
    bytes_per_pixel = 2 * sum(parts) / max([1, *parts])
    return min(MAX_PIXELS, int(MAX_HELD_BYTES / max(1, bytes_per_pixel)))


def _format_of(image: Image.Image) -> str:
    return SEVERAL.get(str(image.format), str(image.format))


def _decoded(image: Image.Image, max_edge: int) -> Image.Image:
    """The picture in memory, less than twice `max_edge` pixels each way. Nothing is copied at its full size."""
    image.draft(None, (max_edge, max_edge))  # lets a JPEG be decoded at a half, a quarter or an eighth
    image.load()
    return image if max(image.size) <= max_edge else _reduced(image, max(image.size) // max_edge)


def _reduced(image: Image.Image, times: int) -> Image.Image:
    """A picture of the means of squares, made strip by strip: colours by their numbers, and transparency, need copies."""
    width, height = image.size
    small: Image.Image | None = None
    for top in range(0, height, times * STRIP):
        strip = _with_means(image.crop((0, top, width, min(top + times * STRIP, height)))).reduce(times)
        if small is None:
            small = Image.new(strip.mode, (strip.width, -(-height // times)))
        small.paste(strip, (0, top // times))
    assert small is not None  # noqa: S101 -- no picture is without a line
    small.info = {name: value for name, value in image.info.items() if name != "transparency"}
    return small


def _with_means(image: Image.Image) -> Image.Image:
    """In a mode whose numbers have a mean: not the places of colours in a list."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    has_transparent_colour = "transparency" in image.info
    return _without_palette(image) if image.mode in {"P", "PA"} or has_transparent_colour else image


def _too_many_pixels(limit: int = MAX_PIXELS) -> UploadRefused:
    message = _("This picture has more than %(limit)s million pixels. Make it smaller and upload it again.")
    return UploadRefused(message, code="too_many_pixels", params={"limit": limit // 1_000_000})


def _in_srgb(image: Image.Image) -> Image.Image:
    """The picture in the colours of the web, since the profile that explains its own is about to go."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode in {"L", "LA", "1"}:
        return image
    alpha = image.convert("RGBA").getchannel("A") if image.mode in WITH_ALPHA or "transparency" in image.info else None
    plain = image if image.mode in {"RGB", "CMYK"} else image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that cannot be read explains nothing
    if converted is None:  # Pillow's signature allows it, for work in place
        return plain
    if alpha is not None:
        converted.putalpha(alpha)
    return converted


def _in_saved_mode(image: Image.Image, format_: str) -> Image.Image:
    if image.mode in SAVED_MODES[format_]:
        return image
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    return _without_palette(image) if format_ != "JPEG" else image.convert("RGB")


def _without_palette(image: Image.Image) -> Image.Image:
    return image.convert("RGBA" if image.mode in WITH_ALPHA or "transparency" in image.info else "RGB")
