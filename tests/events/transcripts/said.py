"""A file of what people said, and the material that holds it."""

from typing import Any

from django.core.files.base import ContentFile

from events.models import Event, Material
from tests.factories import make_material

SAID = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana Torres>Good evening, all of you.\n\n" \
    "01:10.000 --> 01:12.000\n<v Luz Vega>Xiomara Quiñones brought the chairs.\n"  # fmt: skip


def said(text: str = SAID, name: str = "said.vtt", encoding: str = "utf-8") -> ContentFile:
    return ContentFile(text.encode(encoding), name=name)


def make_transcript(event: Event, **fields: Any) -> Material:
    return make_material(event, **{"kind": "transcript", "file": said(), "language": "en", **fields})


def stored(material: Material) -> Material:
    return Material.objects.with_transcript().get(pk=material.pk)
