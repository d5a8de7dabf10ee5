"""What events lack besides languages: a registration link, people on the panel, a recording, an answer to somebody."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciwo_site.dates import join_words
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language
from ciwo_site.this_week.services import may_plan, service_tasks
from ciwo_site.this_week.task import Task, change_address, entry_words, severity_before
from events.coverage_warnings import Severity
from events.enums import AttendanceMode
from events.models import AccessRequest, Event, InterpretationSlot, Material, Speaker

WEEKS = 8  # how far ahead an event is looked at, as on the board
LIMIT = 100
FORGOTTEN_DAYS = 60  # after which an announced recording is no news any more, but still a gap


def event_tasks(user: Any, at: datetime) -> Iterator[Task]:
    edits, plans = user.has_perm("events.change_event"), may_plan(user)
    if edits or plans:
        events = list(_upcoming(at))
        if plans:
            yield from service_tasks(events, at)
        if edits:
            yield from _announcement_tasks(events, at)
    if user.has_perm("events.change_material"):
        yield from _recording_tasks(at)
    if user.has_perm("events.view_accessrequest"):
        yield from _request_tasks(at)


def _upcoming(at: datetime) -> Any:
    slots = InterpretationSlot.objects.select_related("provider").prefetch_related("interpreters")
    return (
        Event.objects.upcoming(at)
        .taking_place()
        .filter(starts_at__lt=at + timedelta(weeks=WEEKS))
        .annotate(has_panel=Exists(Speaker.objects.filter(event=OuterRef("pk"))))
        .prefetch_related("languages", Prefetch("slots", queryset=slots))[:LIMIT]
    )


def _announcement_tasks(events: Sequence[Any], at: datetime) -> Iterator[Task]:
    """For events that readers see or are about to see; a draft may lack what it likes."""
    for event in events:
        if event.publication == "draft" or event.starts_at <= at:
            continue
        today = at.astimezone(event.zone).date()
        severity = severity_before(event.local_date, today)
        if not event.registration_link and event.attendance_mode != AttendanceMode.IN_PERSON:
            opens = event.registration_opens_at
            if opens is None or opens <= at + timedelta(days=3):
                sentence = _("%(entry)s, %(soon)s, has no registration link.")
                words = sentence % {"entry": entry_words(event), "soon": soon_words(event.local_date, today)}
                address = change_address(event, "id_registration_link")
                yield Task(words, _("Add the link"), address, severity, event.local_date)
        if not event.has_panel:
            sentence = _("%(entry)s, %(soon)s, has nobody on its panel.")
            words = sentence % {"entry": entry_words(event), "soon": soon_words(event.local_date, today)}
            address = change_address(event, "speakers-group")
            yield Task(words, _("Add the speakers"), address, severity, event.local_date)


def soon_words(day: date, today: date) -> str:
    """“today”, “in 9 days”"""
    days = (day - today).days
    if days <= 0:
        return _("today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def _recording_tasks(at: datetime) -> Iterator[Task]:
    """Recordings that readers were told would come, and that are not there."""
    days = settings.RECORDING_DAYS
    announced = Material.objects.recordings().filter(link="", file="")
    events = (
        Event.objects.past(at)
        .taking_place()
        .filter(over_at__lte=at - timedelta(days=days))
        .filter(Exists(announced.filter(event=OuterRef("pk"))))
        .prefetch_related(Prefetch("materials", queryset=announced, to_attr="waited_for"))
    )
    for event in events[:LIMIT]:
        ended = event.over_at.astimezone(event.zone).date()
        ago = (at.astimezone(event.zone).date() - ended).days
        languages = [language_name(row.language) for row in event.waited_for]
        sentence = ngettext(
            "%(entry)s ended %(days)s day ago, and its recording in %(languages)s is not posted.",
            "%(entry)s ended %(days)s days ago, and its recording in %(languages)s is not posted.",
            ago,
        )
        words = {
            "entry": entry_words(event),
            "days": ago,
            "languages": join_words(list(dict.fromkeys(languages)), active_language()),
        }
        severity = Severity.PRESSING if ago <= FORGOTTEN_DAYS else Severity.NOTE
        address = change_address(event, "materials-group")
        yield Task(sentence % words, _("Post the recording"), address, severity, ended + timedelta(days=days))


def _request_tasks(at: datetime) -> Iterator[Task]:
    waiting = Q(access_requests__answered=False)
    events = Event.objects.upcoming(at).annotate(waiting=Count("access_requests", filter=waiting)).filter(waiting__gt=0)
    for event in events[:LIMIT]:
        today = at.astimezone(event.zone).date()
        sentence = ngettext(
            "%(entry)s, %(soon)s: %(count)s person asked for something that she needs to follow it.",
            "%(entry)s, %(soon)s: %(count)s people asked for something that they need to follow it.",
            event.waiting,
        )
        words = {
            "entry": entry_words(event),
            "soon": soon_words(event.local_date, today),
            "count": event.waiting,
        }
        severity = min(
            severity_before(event.local_date, today), Severity.PRESSING, key=list(Severity).index
        )  # somebody waits for an answer
        button = ngettext("Read the request", "Read the requests", event.waiting)
        yield Task(sentence % words, button, _requests_address(event), severity, event.local_date)


def _requests_address(event: Event) -> str:
    try:
        address = reverse(f"admin:{AccessRequest._meta.label_lower.replace('.', '_')}_changelist")
    except NoReverseMatch:
        return change_address(event)
    return f"{address}?event__id__exact={event.pk}"
