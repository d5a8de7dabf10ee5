from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgramKind(TextChoices):
    FELLOWSHIP = "fellowship", _("Fellowship")
    LEADERSHIP = "leadership", _("Leadership program")
    HUB = "hub", _("Training hub")
    PROGRAM = "program", _("Program")


class PartnerPart(TextChoices):
    """How an organization belongs to a program."""

    HOME = "home", _("Home organization")
    PARTNER = "partner", _("Partner")
    SUPPORTER = "supporter", _("Supporter")


class EditionFormat(TextChoices):
    PDF = "pdf", "PDF"
    EPUB = "epub", "EPUB"
    DOCX = "docx", "Word (DOCX)"
    ODT = "odt", "OpenDocument (ODT)"
    MP3 = "mp3", _("Audio (MP3)")


class PageKey(TextChoices):
    ABOUT = "about", _("About")
    CONTACT = "contact", _("Contact")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    PRIVACY = "privacy", _("Privacy")


class LinkPurpose(TextChoices):
    """What a private link opens."""

    PREVIEW = "preview", _("Preview of a page")
    BRIEFING = "briefing", _("Briefing for interpreters")
    CALENDAR = "calendar", _("Calendar of a provider")
