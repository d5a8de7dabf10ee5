"""What readers get of a transcript: all that was said, without those whom the event's page may not name.

The columns hold what staff uploaded. Whoever shows or indexes a transcript asks here, because people may ask to stay
unnamed after it was uploaded.
"""

from collections.abc import Iterable

from events.enums import MaterialKind, MaterialOrigin
from events.models import Event, Material
from events.transcripts.parts import Cue, Paragraph
from events.transcripts.withholding import Withheld, withhold


def withheld_on(event: Event) -> Withheld:
    """Costs no query for an event that was fetched `with_names_to_withhold`."""
    unnamed = [
        speaker.person.name
        for speaker in event.speakers.all()
        if speaker.person is not None and not (event.people_named and speaker.person.named_publicly)
    ]
    interpreters = [person.name for slot in event.slots.all() for person in slot.interpreters.all()]
    return Withheld(labels=not event.people_named, names=tuple(sorted({*unnamed, *interpreters})))


def readers_paragraphs(material: Material, event: Event) -> list[Paragraph]:
    """Of a material that was fetched `with_transcript`; else it costs a query."""
    return withhold([Paragraph(**row) for row in material.transcript], withheld_on(event))


def readers_cues(material: Material, event: Event) -> list[Cue]:
    """Read from the file each time. Raises `Unreadable` and `FileNotFoundError`."""
    return withhold(material.cues(), withheld_on(event))


def best_transcripts(materials: Iterable[Material]) -> dict[str, Material]:
    """For each language the one that its page shows: a transcript before captions, what was said before a machine's."""
    found: dict[str, Material] = {}
    for material in sorted(materials, key=_rank):
        if material.transcript_paragraphs and material.may_be_opened:
            found.setdefault(material.language, material)
    return found


def _rank(material: Material) -> tuple[bool, int, int, int]:
    origins = [choice.value for choice in MaterialOrigin]
    return (
        material.kind != MaterialKind.TRANSCRIPT,
        origins.index(material.origin) if material.origin in origins else len(origins),
        material.order,
        material.pk,
    )
