"""An event's file as an HTTP answer; of a text of what people said, only what readers may know."""

from collections.abc import Iterator
from hashlib import blake2b

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from ciwo_site.downloads import file_response
from ciwo_site.release import release_print
from events.enums import VOICES
from events.models import Material
from events.transcripts.parts import Unreadable
from events.transcripts.readers import readers_cues, readers_paragraphs, withheld_on
from events.transcripts.times import clock
from events.transcripts.withholding import Withheld
from events.transcripts.writing import vtt


def material_response(request: HttpRequest, material: Material) -> HttpResponseBase:
    """The file as it was uploaded; recordings play in the browser, everything else is a download.

    A transcript or captions of an event on which somebody is not named are written anew without the names.
    """
    if material.transcript_of and _withheld(material):
        return _without_names(request, material)
    return file_response(
        request,
        material.file,
        filename=material.filename,
        media_type=material.media_type,
        checksum=material.checksum,
        last_modified=material.posted_at,
        inline=material.kind in VOICES,
    )


def _withheld(material: Material) -> Withheld:
    """Costs four queries, for texts alone: a recording is asked for in many small parts."""
    prefetch_related_objects([material.event], "speakers__person", "slots__interpreters")
    return withheld_on(material.event)


def captions_response(request: HttpRequest, material: Material) -> HttpResponseBase:
    """WebVTT for a player on our pages, made from whatever captions were uploaded."""
    return _text_response(request, material, "vtt", "")


def _without_names(request: HttpRequest, material: Material) -> HttpResponseBase:
    is_plain = material.media_type == "text/plain"
    name = material.filename if is_plain else f"{material.filename.rpartition('.')[0]}.vtt"
    return _text_response(request, material, "txt" if is_plain else "vtt", name)


def _text_response(request: HttpRequest, material: Material, form: str, download_name: str) -> HttpResponseBase:
    withheld = _withheld(material)
    parts = (material.checksum, str(withheld), form, release_print())
    etag = f'"{blake2b("|".join(parts).encode(), digest_size=16).hexdigest()}"'
    disposition = content_disposition_header(True, download_name) if download_name else "inline"
    headers = {
        "Content-Disposition": disposition or "attachment",
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
    }
    unchanged = get_conditional_response(request, etag, None, HttpResponse(headers=headers))
    if unchanged is not None and unchanged.status_code != 200:
        return unchanged
    try:
        content = vtt(readers_cues(material, material.event)) if form == "vtt" else _plain(material)
    except (Unreadable, FileNotFoundError) as problem:
        raise Http404("There are no words to show.") from problem
    types = {"vtt": "text/vtt", "txt": "text/plain"}
    return StreamingHttpResponse(content, content_type=f"{types[form]}; charset=utf-8", headers=headers)


def _plain(material: Material) -> Iterator[str]:
    speaker = ""
    for paragraph in readers_paragraphs(material, material.event):
        time = "" if paragraph.at is None else f"[{clock(paragraph.at)}] "
        name = f"{paragraph.speaker}: " if paragraph.speaker and paragraph.speaker != speaker else ""
        speaker = paragraph.speaker
        yield f"{time}{name}{paragraph.text}\n\n"
