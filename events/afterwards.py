"""What there is to watch and read in a language where nobody interprets, or not for certain. Pure, as sentences."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from ciwo_site.dates import join_words
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language
from events.enums import MaterialKind


class Remnant(Protocol):
    """A material, posted or only announced."""

    kind: str
    language: str

    @property
    def is_posted(self) -> bool: ...


def afterwards(language: str, materials: Iterable[Remnant], *, is_over: bool, is_all: bool) -> list[str]:
    """Sentences about the materials in a language: what can be opened, and what is announced.

    `is_all`: there is nothing else in this language, so that no material at all is worth a sentence too.
    """
    materials = list(materials)
    here = _things(language, [material for material in materials if material.is_posted])
    announced = [thing for thing in _things(language, materials) if thing not in here]
    sentences = []
    if here:
        text = (
            _("What you can open instead: %(things)s.") if is_all else _("What you can open in any case: %(things)s.")
        )
        sentences.append(text % {"things": join_words(here, active_language())})
    if announced:
        text = _("What will be posted instead: %(things)s.") if is_all else _("What will be posted too: %(things)s.")
        sentences.append(text % {"things": join_words(announced, active_language())})
    if not sentences and is_all:
        names = {"language": language_name(language)}
        if is_over:
            sentences.append(_("There is no recording and no text in %(language)s either.") % names)
        else:
            sentences.append(_("No recording and no text in %(language)s is announced either.") % names)
    return sentences


def _things(language: str, materials: Iterable[Remnant]) -> list[str]:
    """“a recording with captions in Spanish”: what the materials of a language are together, each kind once."""
    materials = list(materials)
    kinds = {material.kind for material in materials if material.language == language}
    is_recorded = any(material.kind == MaterialKind.RECORDING for material in materials)
    has_captions = MaterialKind.CAPTIONS in kinds
    phrases = [
        (MaterialKind.RECORDING in kinds and has_captions, _("a recording and captions in %(language)s")),
        (MaterialKind.RECORDING in kinds and not has_captions, _("a recording in %(language)s")),
        (MaterialKind.RECORDING not in kinds and has_captions and is_recorded,
         _("a recording with captions in %(language)s")),
        (has_captions and not is_recorded, _("captions in %(language)s")),
        (MaterialKind.AUDIO in kinds, _("a sound recording in %(language)s")),
        (MaterialKind.TRANSCRIPT in kinds, _("a transcript in %(language)s")),
        (MaterialKind.SLIDES in kinds, _("slides in %(language)s")),
        (MaterialKind.DOCUMENT in kinds, _("a document in %(language)s")),
    ]  # fmt: skip
    return [phrase % {"language": language_name(language)} for applies, phrase in phrases if applies]
