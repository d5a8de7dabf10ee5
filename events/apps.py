from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Webinars and convenings")

    def ready(self) -> None:
        from events.searchable import KINDS  # noqa: PLC0415 -- models exist only now
        from programs.search.doors import register  # noqa: PLC0415

        register(*KINDS)
