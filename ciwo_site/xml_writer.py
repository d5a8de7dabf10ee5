"""XML, element by element, of which every text can be read back."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


def xml_text(text: str) -> str:
    """The text without the characters that no XML document may hold, not even as a reference."""
    return _NOT_XML.sub("", text)


class XmlWriter(SimplerXMLGenerator):
    def __init__(self, output: IO[bytes]) -> None:
        super().__init__(output, "utf-8", short_empty_elements=True)

    @contextmanager
    def inside(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """An element around what is written meanwhile."""
        self.startElement(name, AttributesImpl(_kept(attributes)))
        yield
        self.endElement(name)

    def element(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        """An element with a text and nothing else; an empty attribute is left out."""
        self.addQuickElement(name, xml_text(text), _kept(attributes))


def _kept(attributes: Mapping[str, str] | None) -> dict[str, str]:
    return {key: xml_text(value) for key, value in (attributes or {}).items() if value}
