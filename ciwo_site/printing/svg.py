"""A sheet as inline SVG: what the browser shows and prints. Needs no style of its own, so no content policy refuses it."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ciwo_site.inks import hexadecimal, inks
from ciwo_site.printing.sheet import Line, Mark, Point, Shape, Sheet, Text, Tone

NOTHING = mark_safe("")


def svg(sheet: Sheet) -> SafeString:
    """The sheet as one `<svg>`. It is hidden from screen readers: whoever shows it says the same in words beside it."""
    colours = palette(sheet)
    return format_html(
        '<svg class="sheet" viewBox="0 0 {} {}" aria-hidden="true"><path d="M0 0H{}V{}H0Z" fill="{}"/>{}</svg>',
        _number(sheet.width),
        _number(sheet.height),
        _number(sheet.width),
        _number(sheet.height),
        colours[Tone.WHITE],
        format_html_join("", "{}", ((_mark(mark, colours),) for mark in sheet.marks)),
    )


def palette(sheet: Sheet) -> dict[Tone, str]:
    """Each tone in sRGB. A sheet for a copying machine knows black and the paper."""
    found = dict.fromkeys(Tone, "#000000") | {Tone.WHITE: "#ffffff"}
    if sheet.in_colour:
        found[Tone.INK] = hexadecimal(inks()[sheet.ink].light)
        found[Tone.ACCESS] = hexadecimal(inks()["access"].light)
    return found


def _mark(mark: Mark, colours: dict[Tone, str]) -> SafeString:
    match mark:
        case Text():
            return _text(mark, colours)
        case Shape():
            return format_html(
                '<path fill-rule="evenodd" d="{}"{}/>',
                "".join(map(_outline, mark.outlines)),
                NOTHING if mark.tone == Tone.BLACK else format_html(' fill="{}"', colours[mark.tone]),
            )
        case Line():
            return _line(mark)


def _text(mark: Text, colours: dict[Tone, str]) -> SafeString:
    attributes = []
    if mark.tone != Tone.BLACK:
        attributes.append(("fill", colours[mark.tone]))
    if mark.is_turned:
        attributes.append(("transform", f"rotate(-90 {_number(mark.x)} {_number(mark.y)})"))
    if mark.language:
        attributes.append(("lang", mark.language))
    return format_html(
        '<text class="sheet__{}" x="{}" y="{}" font-size="{}"{}>{}</text>',
        mark.face,
        _number(mark.x),
        _number(mark.y),
        _number(mark.size),
        format_html_join("", ' {}="{}"', attributes),
        mark.text,
    )


def _line(mark: Line) -> SafeString:
    (x, y), (other_x, other_y) = mark.start, mark.end
    return format_html(
        '<path d="M{} {}L{} {}" stroke="#000000" stroke-width="{}"{}/>',
        *map(_number, (x, y, other_x, other_y, mark.thickness)),
        format_html(' stroke-dasharray="{}"', _number(mark.dash)) if mark.dash else NOTHING,
    )


def _outline(points: Sequence[Point]) -> str:
    match points:
        case [(x, y), (right, also_y), (also_right, low), (also_x, also_low)] if (x, y, right, low) == (
            also_x,
            also_y,
            also_right,
            also_low,
        ):  # a code has thousands of modules, so a rectangle is worth a shorter word
            return f"M{_number(x)} {_number(y)}H{_number(right)}V{_number(low)}H{_number(x)}Z"
    return "M{}Z".format("L".join(f"{_number(x)} {_number(y)}" for x, y in points))


def _number(value: float) -> str:
    """Hundredths of a millimetre are finer than any printer."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
