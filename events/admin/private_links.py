"""Private links as staff make them, copy them, and take them back.

Whoever may see what a link opens and holds the permission for links may make it; the list shows no link to anything
that the person may not see.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ciwo_site.admin import StaffAdmin
from ciwo_site.admin_site import Section
from ciwo_site.dates import short_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language, site_languages
from events.models import Convening, Event, Series, Webinar
from programs.enums import LinkPurpose
from programs.models import Organization, PrivateLink, Program, ResourceGuide
from programs.private_links import address, make_link, open_links, take_back


@dataclass(frozen=True, slots=True)
class Door:
    """What links may be made to one kind of thing, and which permissions each takes beside the one for links."""

    model: type[Model]
    purposes: dict[str, tuple[str, ...]]


DOORS = {
    "event": Door(
        Event,
        {
            LinkPurpose.PREVIEW: ("events.view_event",),
            LinkPurpose.BRIEFING: ("events.view_event", "events.view_interpretationslot"),
        },
    ),
    "series": Door(Series, {LinkPurpose.PREVIEW: ("events.view_series",)}),
    "program": Door(Program, {LinkPurpose.PREVIEW: ("programs.view_program",)}),
    "guide": Door(ResourceGuide, {LinkPurpose.PREVIEW: ("programs.view_resourceguide",)}),
    "organization": Door(
        Organization,
        {LinkPurpose.CALENDAR: ("programs.view_organization", "events.view_interpretationslot")},
    ),
}
MAKE_WORDS = {
    LinkPurpose.PREVIEW: gettext_lazy("Make a private preview link"),
    LinkPurpose.BRIEFING: gettext_lazy("Make a briefing link"),
    LinkPurpose.CALENDAR: gettext_lazy("Make a calendar link"),
}
PURPOSE_HELP = {
    LinkPurpose.PREVIEW: gettext_lazy(
        "For somebody without an account who should read the page before it is published."
    ),
    LinkPurpose.BRIEFING: gettext_lazy(
        "For interpreters: hours and call times, run of show, how to say the names, slides, terms."
    ),
    LinkPurpose.CALENDAR: gettext_lazy(
        "For the program in which a cooperative or agency keeps its calendar. It stays up to date by itself."
    ),
}


def door_of(target: Model | None) -> str:
    """The name of the door of an entry; empty where no private link leads to it."""
    model = {Webinar: Event, Convening: Event}.get(type(target), type(target))  # type: ignore[arg-type]
    return next((name for name, door in DOORS.items() if door.model is model), "")


def purposes_for(user: Any, name: str, action: str) -> list[str]:
    """The links to that kind of thing which this person may make (`add`), take back (`change`) or see (`view`)."""
    if not user.has_perm(f"programs.{action}_privatelink"):
        return []
    return [purpose for purpose, wanted in DOORS[name].purposes.items() if user.has_perms(wanted)]


def page_of(name: str, number: int) -> str:
    return reverse("admin:programs_privatelink_of", args=[name, number])


def expiry_date(link: PrivateLink) -> str:
    """The date until which a link works, on the site's usual clocks; empty for one without an end."""
    return _day(link.expires_at) if link.expires_at else ""


def _day(moment: datetime) -> str:
    return short_date(moment.astimezone(ZoneInfo(settings.EVENT_TIME_ZONE)).date(), active_language())


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("open", gettext_lazy("Works")), ("closed", gettext_lazy("Works no longer"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        working = open_links(timezone.now()).values("pk")
        match self.value():
            case "open":
                return queryset.filter(pk__in=working)
            case "closed":
                return queryset.exclude(pk__in=working)
        return queryset


@admin.register(PrivateLink)
class PrivateLinkAdmin(StaffAdmin):
    """Links are made on the page of what they open; here they are looked over and taken back."""

    section, position = Section.ACCESS, 6
    list_display = ("shown_target", "purpose", "shown_state", "shown_expiry", "made_by", "shown_made")
    list_display_links = None
    list_filter: ClassVar[Any] = (StandingFilter, "purpose")
    list_select_related = ["made_by", "target_type"]
    actions = ("take_back_chosen",)
    fieldsets = [(None, {"fields": ["expires_at"]})]

    # Roles ----------------------------------------------------------------------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # from the page of an entry, which knows what is to be opened

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # what was once given away stays on record; taking it back closes it

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or self._may(request, obj, "change"))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_view_permission(request, obj) and (obj is None or self._may(request, obj, "view"))

    def _may(self, request: HttpRequest, link: Any, action: str) -> bool:
        name = _name_of(link)
        return bool(name) and link.purpose in purposes_for(request.user, name, action)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Links to what this person may see; one query more fetches the targets of each kind."""
        models = {name: door.model for name, door in DOORS.items()}
        types = {name: ContentType.objects.get_for_model(model) for name, model in models.items()}
        visible = super().get_queryset(request).none()
        for name, kind in types.items():
            purposes = purposes_for(request.user, name, "view")
            visible |= super().get_queryset(request).filter(target_type=kind, purpose__in=purposes)
        return visible.prefetch_related("target")

    # The list -------------------------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("leads to"))
    def shown_target(self, link: PrivateLink) -> SafeString | str:
        if link.target is None:
            return _("(deleted)")
        return format_html('<a href="{}">{}</a>', page_of(_name_of(link), link.target_id), str(link.target))

    @admin.display(description=gettext_lazy("state"))
    def shown_state(self, link: PrivateLink) -> SafeString:
        at = timezone.now()
        is_open = link.is_open(at) and link.target is not None
        return format_html('<span class="state" data-good="{}">{}</span>', int(is_open), state_words(link, at))

    @admin.display(description=gettext_lazy("works until"), ordering="expires_at")
    def shown_expiry(self, link: PrivateLink) -> SafeString:
        """The date leads to the form on which it can be changed."""
        url = reverse("admin:programs_privatelink_change", args=[link.pk])
        return format_html('<a href="{}">{}</a>', url, expiry_date(link) or _("you take it back"))

    @admin.display(description=gettext_lazy("made"), ordering="made_at")
    def shown_made(self, link: PrivateLink) -> str:
        return _day(link.made_at)

    @admin.action(description=gettext_lazy("Take back"), permissions=["change"])
    def take_back_chosen(self, request: HttpRequest, queryset: QuerySet) -> None:
        links = [link for link in queryset if self._may(request, link, "change")]
        done = take_back(PrivateLink.objects.filter(pk__in=[link.pk for link in links]), timezone.now())
        for link in links:
            self.log_change(request, link, _("Taken back"))
        words = ngettext("%(count)s link no longer works.", "%(count)s links no longer work.", done)
        self.message_user(request, words % {"count": done}, messages.SUCCESS if done else messages.INFO)

    # The links of one entry -----------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("of/<slug:name>/<int:number>/", view(self.links_view), name="programs_privatelink_of"),
            path("<int:number>/take-back/", view(self.take_back_view), name="programs_privatelink_take_back"),
            *super().get_urls(),
        ]

    def links_view(self, request: HttpRequest, name: str, number: int) -> HttpResponse:
        """The links to one entry: make one, copy one, take one back."""
        door = DOORS.get(name)
        if door is None:
            raise Http404
        may_see = purposes_for(request.user, name, "view")
        if not may_see:
            raise PermissionDenied
        target = get_object_or_404(door.model._default_manager, pk=number)
        if request.method == "POST":
            return self._make(request, name, target)
        links = PrivateLink.objects.filter(
            target_type=ContentType.objects.get_for_model(door.model), target_id=number, purpose__in=may_see
        ).select_related("made_by")
        at = timezone.now()
        made = request.GET.get("made", "")
        for link in links:
            link.target = target  # already here: asking for it would cost a query each
        rows = [self._row(request, link, at, is_new=str(link.pk) == made) for link in links]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Private links"),
            "subtitle": str(target),
            "opts": self.opts,
            "target": target,
            "target_url": _form_of(target),
            "makers": [
                {
                    "purpose": purpose,
                    "words": MAKE_WORDS[LinkPurpose(purpose)],
                    "help": PURPOSE_HELP[LinkPurpose(purpose)],
                }
                for purpose in purposes_for(request.user, name, "add")
            ],
            "made": next((row for row in rows if row["is_new"] and row["is_open"]), None),
            "open_rows": [row for row in rows if row["is_open"]],
            "closed_rows": [row for row in rows if not row["is_open"]],
        }
        return TemplateResponse(request, "admin/private_links.html", context)

    def _make(self, request: HttpRequest, name: str, target: Model) -> HttpResponse:
        purpose = request.POST.get("purpose", "")
        if purpose not in purposes_for(request.user, name, "add"):
            raise PermissionDenied
        link = make_link(target, purpose, request.user, timezone.now())
        self.log_addition(request, link, [{"added": {}}])
        return redirect(f"{page_of(name, target.pk)}?made={link.pk}")

    def take_back_view(self, request: HttpRequest, number: int) -> HttpResponse:
        link = get_object_or_404(PrivateLink.objects.select_related("target_type"), pk=number)
        if request.method != "POST" or not self._may(request, link, "change"):
            raise PermissionDenied
        if take_back(PrivateLink.objects.filter(pk=number), timezone.now()):
            self.log_change(request, link, _("Taken back"))
            self.message_user(request, _("This link no longer works for anybody."), messages.SUCCESS)
        return redirect(page_of(_name_of(link), link.target_id))

    def _row(self, request: HttpRequest, link: PrivateLink, at: datetime, *, is_new: bool) -> dict[str, Any]:
        is_open = link.is_open(at)
        return {
            "number": link.pk,
            "purpose": str(link.get_purpose_display()),
            "state": state_words(link, at),
            "expiry": expiry_date(link),
            "made": _day(link.made_at),
            "made_by": str(link.made_by or ""),
            "is_open": is_open,
            "is_new": is_new,
            "may_take_back": is_open and self._may(request, link, "change"),
            "addresses": _addresses(request, link) if is_open else [],
        }


def state_words(link: PrivateLink, at: datetime) -> str:
    if link.revoked_at is not None:
        return _("Taken back on %(date)s") % {"date": _day(link.revoked_at)}
    if link.target is None:
        return _("What it opened is gone")
    if not link.is_open(at):
        return _("Expired")
    return _("Works")


def _addresses(request: HttpRequest, link: PrivateLink) -> list[dict[str, str]]:
    """The whole address in each language."""
    return [
        {
            "language": code,
            "name": language_name(code),
            "url": request.build_absolute_uri(address(link, code)),
        }
        for code in site_languages()
    ]


def _name_of(link: PrivateLink) -> str:
    model = link.target_type.model_class()
    return next((name for name, door in DOORS.items() if door.model is model), "")


def _form_of(target: Model) -> str:
    """The form on which the entry is edited."""
    name = target.kind if isinstance(target, Event) else target._meta.model_name
    return reverse(f"admin:{target._meta.app_label}_{name}_change", args=[target.pk])
