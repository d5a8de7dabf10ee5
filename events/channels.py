"""How to choose the channel of a language: what to press, and who needs it. Pure, in the active language.

The words on the buttons are those of the platforms; what an event's staff wrote for its readers comes before these.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.enums import language_name
from ciwo_site.i18n import text_in
from events.enums import LanguageService, Platform, ServiceProvision, SlotStatus
from events.language_access import Slot

STEPS = {
    Platform.ZOOM: [
        gettext_lazy(
            "Join with the Zoom app or the browser: by telephone only the original sound can be heard, no channel."
        ),
        gettext_lazy(
            "On a computer, press “Interpretation” (the globe) at the bottom of the window. On a phone, touch “More” (…) "
            "and then “Language Interpretation”."
        ),
        gettext_lazy("Choose your language. To hear the interpreters alone, choose “Mute Original Audio” as well."),
    ],
    Platform.TEAMS: [
        gettext_lazy("As you join, or later under “More” (…), open “Language interpretation”."),
        gettext_lazy("Choose your language. The original voices stay in the background, more quietly."),
    ],
    Platform.WEBEX: [
        gettext_lazy("As you join, or later at the bottom of the window, open “Interpretation” (the globe)."),
        gettext_lazy("Choose your language; the slider there sets how loud the original voices stay."),
    ],
    Platform.JITSI: [
        gettext_lazy(
            "Jitsi has no channels of its own: the interpretation has a room, or a telephone line, for itself."
        ),
        gettext_lazy("You receive its link or number when you register. Stay in the main room too, without its sound."),
    ],
    Platform.PHONE: [
        gettext_lazy("The interpretation has a number or a code of its own. You receive it when you register."),
        gettext_lazy("Call that number instead of the main one."),
    ],
    Platform.RECEIVERS: [
        gettext_lazy("Take a receiver at the entrance; ask there which channel is your language’s."),
        gettext_lazy("Put it on your ear before the event begins, and give it back at the end."),
    ],
}


@dataclass(frozen=True, slots=True)
class ChannelNote:
    platform: str  # its name; empty where nobody has noted which it is
    steps: list[str]
    who_needs_it: list[str]


def channel_note(platform: str, slots: Iterable[Slot], *, language: str) -> ChannelNote | None:
    """What a reader of `language` does to hear the confirmed interpreters; none where there is no channel to choose.

    Consecutive interpretation is heard by all; automatic interpretation differs from one meeting to the next.
    """
    channels = [
        slot
        for slot in slots
        if slot.service == LanguageService.SIMULTANEOUS
        and slot.status == SlotStatus.CONFIRMED
        and slot.provided_by == ServiceProvision.PEOPLE
    ]
    if not channels:
        return None
    told = [text_in(slot, "how_to_join", language) for slot in channels]
    is_told = all(text and not text.is_borrowed for text in told)
    steps = [] if is_told or not platform else [str(step) for step in STEPS[Platform(platform)]]
    return ChannelNote(str(Platform(platform).label) if steps else "", steps, who_needs_it(channels))


def who_needs_it(channels: Iterable[Slot]) -> list[str]:
    """For each language the channel, and when it is needed: by those who speak the language of most, too."""
    ways = dict.fromkeys(way for slot in channels for way in _ways(slot))
    sentences = [
        _("To follow in %(target)s, choose the %(target)s channel: you need it whenever somebody speaks %(source)s.")
        % {"source": language_name(source), "target": language_name(target)}
        for source, target in ways
    ]
    if len({target for _source, target in ways}) > 1:
        sentences.insert(0, _("Everybody chooses a channel, whichever language they speak."))
    return sentences


def _ways(slot: Slot) -> list[tuple[str, str]]:
    there = (slot.from_language, slot.to_language)
    return [there, (there[1], there[0])] if slot.both_ways else [there]
