"""A series' small page for frames on other sites: its address, and the line that staff hand to whoever asks."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.models import Series
from events.parts import EntryPart

HEIGHT = 640  # pixels: the head and two events on a narrow column


@dataclass(frozen=True, slots=True)
class SeriesEmbed:
    """The page as something with an address in every language."""

    series: Series

    def address(self, language: str | None = None) -> str:
        return EntryPart(self.series, "series-embed").address(language)

    def title(self) -> str:
        """What the page, and the frame around it, are called in the active language."""
        return _("%(series)s: coming events") % {"series": self.series.text("title")}


def embed_code(series: Series, language: str, origin: str) -> str:
    """HTML for another site. The frame's name is in the language of what it shows (WCAG 2.2 SC 2.4.1, 4.1.2)."""
    embed = SeriesEmbed(series)
    with translation.override(language):
        return format_html(
            '<iframe src="{}{}" title="{}" lang="{}" width="100%" height="{}" loading="lazy" style="border: 0"></iframe>',
            origin,
            embed.address(language),
            embed.title(),
            language,
            HEIGHT,
        )
