from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The shared code; no table of its own."""

    name = "ciwo_site"
    verbose_name = "CIWO"
