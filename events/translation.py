"""The bilingual fields, as modeltranslation reads them."""

from modeltranslation.translator import TranslationOptions, register

from events.models import Event, InterpretationSlot, Material, Series, Speaker


@register(Series)
class SeriesTranslation(TranslationOptions):
    fields = Series.BILINGUAL


@register(Event)
class EventTranslation(TranslationOptions):
    fields = Event.BILINGUAL


@register(Speaker)
class SpeakerTranslation(TranslationOptions):
    fields = Speaker.BILINGUAL


@register(InterpretationSlot)
class InterpretationSlotTranslation(TranslationOptions):
    fields = InterpretationSlot.BILINGUAL


@register(Material)
class MaterialTranslation(TranslationOptions):
    fields = Material.BILINGUAL
