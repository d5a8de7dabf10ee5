"""The admin's first page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.roles import may_translate
from ciwo_site.this_week.tasks import tasks_for
from events.coverage_warnings import Severity

LATER_SHOWN = 8  # of what can wait; the rest is folded away, so that a long list frightens nobody


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    url: str
    about: str


def start(request: HttpRequest) -> HttpResponse:
    tasks = tasks_for(request.user, timezone.now())
    later = [task for task in tasks if task.severity == Severity.NOTE]
    context = {
        "title": _("This week"),
        "index_title": admin.site.index_title,
        "due": [task for task in tasks if task.severity != Severity.NOTE],
        "later": later[:LATER_SHOWN],
        "much_later": later[LATER_SHOWN:],
        "tools": tools_for(request.user),
    }
    return admin.site.index(request, context)


def tools_for(user: Any) -> list[Tool]:
    """The pages beside the lists that this person may open."""
    plans = user.has_perm("events.view_interpretationslot") and user.has_perm("events.view_interpreter")
    writes = may_translate(user) or user.has_perm("events.change_event")
    adds = user.has_perm("events.add_event")
    links = user.has_perm("programs.view_privatelink")
    events = user.has_perm("events.view_event")
    known = (
        (plans, "board", gettext_lazy("Interpretation board"), gettext_lazy("Eight weeks of events and services at a glance")),
        (writes, "translations", gettext_lazy("Translations"), gettext_lazy("What is written in which language")),
        (adds, "intake", gettext_lazy("Paste a flyer"), gettext_lazy("Its text becomes a draft in both languages")),
        (adds, "admin:events_webinar_import", gettext_lazy("Import webinars"), gettext_lazy("From a spreadsheet")),
        (events, "newsletter", gettext_lazy("Newsletter"), gettext_lazy("The coming month, to paste into any mailer")),
        (links, "admin:programs_privatelink_changelist", gettext_lazy("Private links"), gettext_lazy("Doors without an account: see them, take them back")),
        (True, "staff-guide", gettext_lazy("Staff guide"), gettext_lazy("From “announce a webinar” to “post the recording”")),
    )  # fmt: skip
    return [Tool(str(name), url, str(about)) for may, page, name, about in known if may and (url := _address(page))]


def _address(name: str) -> str:
    """Empty while no such page exists."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
