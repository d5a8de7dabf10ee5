from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The shared code; no table of its own."""

    name = "ciwo_site"
    verbose_name = "CIWO"

    def ready(self) -> None:
        import_module("ciwo_site.sign_in.receivers")
