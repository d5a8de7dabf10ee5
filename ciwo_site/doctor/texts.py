"""The pages of the site itself, which every footer leads to: has somebody written them?"""

from contextlib import suppress

from django.db import DatabaseError

from ciwo_site.doctor.finding import Findings, advice
from ciwo_site.i18n import site_languages
from programs.enums import PageKey
from programs.models import Page


def findings() -> Findings:
    with suppress(DatabaseError):  # which is said elsewhere
        written = {page.key: page.languages_with("body") for page in Page.objects.all()}
        gaps = [
            f"{key} ({', '.join(lacking)})"
            for key in PageKey.values
            if (lacking := [code for code in site_languages() if code not in written.get(key, [])])
        ]
        if gaps:
            yield advice(
                f"Pages of the site itself have no text: {'; '.join(gaps)}.",
                "Write them in the admin, under Pages of the site. "
                "The demo's page on privacy says exactly what this program keeps; begin with that.",
            )
