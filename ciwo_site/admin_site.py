"""The admin as staff enter it: sections in the order of their work, and a content policy that lets the editor run."""

from collections import defaultdict
from enum import StrEnum
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ciwo_site.acting import acting_for_the_user
from ciwo_site.i18n import active_language


class Section(StrEnum):
    """The parts of the start page, in the order of the work."""

    EVENTS = "events"
    PROGRAMS = "programs"
    PEOPLE = "people"
    ACCESS = "access"
    SITE = "site"
    ACCOUNTS = "accounts"


SECTION_NAMES = {
    Section.EVENTS: _("Webinars and convenings"),
    Section.PROGRAMS: _("Programs and guides"),
    Section.PEOPLE: _("People and organizations"),
    Section.ACCESS: _("Language access"),
    Section.SITE: _("The site"),
    Section.ACCOUNTS: _("Accounts"),
}


class StaffSite(admin.AdminSite):
    site_header = _("CIWO catalog: staff")
    site_title = _("CIWO catalog")
    index_title = _("What would you like to do?")
    empty_value_display = "–"

    @property
    def site_url(self) -> str:  # type: ignore[override]
        """Where “View site” leads: the readers' home in the language of the staff member."""
        return f"/{active_language()}/"

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        page = super().admin_view(acting_for_the_user(view), cacheable)
        return csp_update(settings.ADMIN_CONTENT_SECURITY_POLICY)(page)

    def get_urls(self) -> list[Any]:
        """Without Django's way from a number to an address, which asks nobody for a role."""
        return [found for found in super().get_urls() if getattr(found, "name", "") != "view_on_site"]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        languages = [
            {"code": code, "name": settings.LANGUAGE_NAMES[code], "is_current": code == active_language()}
            for code, _name in settings.LANGUAGES
        ]
        return super().each_context(request) | {"staff_languages": languages}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """What this person may see, by section rather than by application; within one, as `position` says."""
        found = defaultdict(list)
        for app in self._build_app_dict(request, app_label).values():
            for model in app["models"]:
                options = self._registry[model["model"]]
                model["name"] = getattr(options, "list_name", model["name"])
                section = getattr(options, "section", Section.ACCOUNTS)
                found[section].append((getattr(options, "position", 0), str(model["name"]), model))
        return [
            {
                "name": SECTION_NAMES[section],
                "app_label": section.value,
                "app_url": "",
                "has_module_perms": True,
                "models": [model for *_order, model in sorted(found[section], key=lambda row: row[:2])],
            }
            for section in Section
            if section in found
        ]
