from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(TextChoices):
    WEBINAR = "webinar", _("Webinar")
    CONVENING = "convening", _("Convening")


class AttendanceMode(TextChoices):
    ONLINE = "online", _("Online")
    IN_PERSON = "in_person", _("In person")
    HYBRID = "hybrid", _("In person and online")


class Occurrence(TextChoices):
    SCHEDULED = "scheduled", _("Takes place")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class ChangeKind(TextChoices):
    """What changed of what was announced."""

    RESCHEDULED = "rescheduled", _("Rescheduled")
    MOVED = "moved", _("Moved")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    REINSTATED = "reinstated", _("Takes place after all")


class Platform(TextChoices):
    """Where people meet online; each has its own way to choose the channel of a language."""

    ZOOM = "zoom", "Zoom"
    TEAMS = "teams", "Microsoft Teams"
    WEBEX = "webex", "Webex"
    JITSI = "jitsi", "Jitsi"
    PHONE = "phone", _("Telephone line")
    RECEIVERS = "receivers", _("Receivers in the room")


class SpeakerPart(TextChoices):
    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")
    FACILITATOR = "facilitator", _("Facilitator")
    HOST = "host", _("Host")


class LanguageService(TextChoices):
    SIMULTANEOUS = "simultaneous", _("Simultaneous interpretation")
    CONSECUTIVE = "consecutive", _("Consecutive interpretation")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    CAPTIONS = "captions", _("Live captions")


class ServiceProvision(TextChoices):
    PEOPLE = "people", _("By people")
    AUTOMATIC = "automatic", _("Automatic")


class SlotStatus(TextChoices):
    NEEDED = "needed", _("Needed")
    REQUESTED = "requested", _("Requested")
    HELD = "held", _("Held")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")


class MaterialKind(TextChoices):
    RECORDING = "recording", _("Recording")
    AUDIO = "audio", _("Audio")
    SLIDES = "slides", _("Slides")
    TRANSCRIPT = "transcript", _("Transcript")
    CAPTIONS = "captions", _("Captions")
    DOCUMENT = "document", _("Document")


class MaterialOrigin(TextChoices):
    """Where the words of a material come from."""

    ORIGINAL = "original", _("Original")
    INTERPRETED = "interpreted", _("Interpreted")
    MACHINE = "machine", pgettext_lazy("words of a material", "Automatic")


INTERPRETATION = (LanguageService.SIMULTANEOUS, LanguageService.CONSECUTIVE)
VOICES = (MaterialKind.RECORDING, MaterialKind.AUDIO)  # materials in which people are heard or seen
WORDS = (MaterialKind.TRANSCRIPT, MaterialKind.CAPTIONS)  # materials in which it can be read what they said
CONSENTED = (*VOICES, *WORDS)  # what readers get once everybody in it agreed
