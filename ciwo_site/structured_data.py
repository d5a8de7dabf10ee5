"""JSON-LD (W3C JSON-LD 1.1) in the words of schema.org: what every page has in common, and how it is written into HTML.

Builders here and in the apps take the objects that a page shows and return plain dicts. What a page does not say is not
in them; what has no value is left out.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.templatetags.static import static

from ciwo_site.addresses import localized_reverse, whole
from ciwo_site.frame import Frame
from ciwo_site.i18n import LocalText
from ciwo_site.richtext import plain_text
from ciwo_site.share_images.plate import SIZE

Node = dict[str, Any]

CONTEXT = "https://schema.org"
HOUSE = "Center for Innovation in Worker Organization"
HOUSE_ACRONYM = "CIWO"
LOGO = "icons/icon-512.png"
# Inside a script element nothing may end the element or begin a comment (HTML, §4.12.1.3), and two line separators are
# no line breaks in JSON but were in JavaScript.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def script_text(data: Node) -> str:
    """JSON that can stand in a `script` element, whatever its texts hold; a lone surrogate becomes an escape."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)
    return "".join(f"\\u{ord(letter):04x}" if "\ud800" <= letter <= "\udfff" else letter for letter in text)


def node(kind: str | list[str], **properties: Any) -> Node:
    """A thing of a type; `id` becomes `@id`, and what is empty is left out."""
    if identifier := properties.pop("id", ""):
        properties = {"@id": identifier, **properties}
    return {"@type": kind, **{name: value for name, value in properties.items() if value not in ("", None, [], ())}}


def words(text: LocalText | str) -> str | Node:
    """A text; one in another language than its page's carries its own language (JSON-LD 1.1, §4.2.4)."""
    if isinstance(text, LocalText) and text.is_borrowed:
        return {"@value": text.text, "@language": text.language}
    return str(text)


def rich_words(text: LocalText) -> str | Node:
    """The words of a rich text, without its form."""
    return words(LocalText(plain_text(text.text), text.language, text.wanted))


def page_graph(frame: Frame) -> Node:
    """All that a page says of itself and of what it shows, as one graph."""
    page = node(
        frame.page_type,
        id=frame.canonical,
        url=frame.canonical,
        name=words(LocalText(frame.title, frame.title_language, frame.language)),
        description=words(LocalText(frame.description, frame.description_language, frame.language)),
        inLanguage=frame.language,
        isPartOf={"@id": site_id(frame)},
        primaryImageOfPage=share_image(frame),
    )
    if main := next((found["@id"] for found in frame.structured_data if "@id" in found), None):
        page["mainEntity"] = {"@id": main}
    return {"@context": CONTEXT, "@graph": [page, website(frame), *frame.structured_data]}


def site_id(frame: Frame) -> str:
    return f"{frame.origin}{localized_reverse('home', frame.language)}#site"


def website(frame: Frame) -> Node:
    """The site in the reader's language; on its first page also who makes it and how to search it."""
    is_home = frame.section == "home"
    return node(
        "WebSite",
        id=site_id(frame),
        url=f"{frame.origin}{localized_reverse('home', frame.language)}",
        name=HOUSE_ACRONYM,
        inLanguage=frame.language,
        publisher=house(frame) if is_home else None,
        potentialAction=search_action(frame) if is_home else None,
    )


def search_action(frame: Frame) -> Node:
    """How to search the catalog, in the form that search engines read (schema.org, “Potential Actions”)."""
    target = f"{frame.origin}{localized_reverse('search', frame.language)}?q={{search_term_string}}"
    return node(
        "SearchAction",
        target=node("EntryPoint", urlTemplate=target),
        **{"query-input": "required name=search_term_string"},
    )


def house(frame: Frame) -> Node:
    """Who makes the catalog, as the foot of every page says."""
    return node(
        "Organization",
        id=f"{frame.origin}/#house",
        name=HOUSE,
        alternateName=HOUSE_ACRONYM,
        logo=image(whole(frame.origin, static(LOGO)), 512, 512),
    )


def share_image(frame: Frame) -> Node:
    return image(frame.image, *SIZE)


def picture(frame: Frame, shown: Any, description: LocalText) -> Node | None:
    """An uploaded picture that the page shows."""
    if not shown:
        return None
    return image(whole(frame.origin, shown.url), shown.stored_width, shown.stored_height) | node(
        "ImageObject", caption=words(description)
    )


def image(url: str, width: int, height: int) -> Node:
    """Width and height in pixels, in the form of schema.org's `Distance`."""
    return node("ImageObject", url=url, width=f"{width} px", height=f"{height} px")


def breadcrumbs(frame: Frame, *crumbs: tuple[LocalText | str, str]) -> Node:
    """The way to this page: the name and the path of each page above it, as the page shows them, and then itself."""
    title = LocalText(frame.title, frame.title_language, frame.language)
    return node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=position, name=words(name), item={"@id": whole(frame.origin, address)})
            for position, (name, address) in enumerate((*crumbs, (title, frame.canonical)), start=1)
        ],
    )


def item_list(frame: Frame, items: Iterable[tuple[LocalText, str]], *, start: int = 1) -> Node:
    """What a list page lists: the title and the path of each entry, in the order shown."""
    elements = [
        node("ListItem", position=position, name=words(name), url=whole(frame.origin, address))
        for position, (name, address) in enumerate(items, start=start)
    ]
    return node("ItemList", id=f"{frame.canonical}#list", itemListElement=elements, numberOfItems=len(elements))


def organization(origin: str, name: LocalText, address: str, kind: str = "Organization") -> Node:
    return node(kind, name=words(name), url=whole(origin, address))


def one_or_many(found: Sequence[Node | str]) -> Any:
    """A single value as itself, which is how most readers of JSON-LD expect it."""
    return found[0] if len(found) == 1 else list(found)
