"""What people send each other about a guide, in every language of the site. Pure."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ciwo_site.dates import join_words
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language, other_languages
from ciwo_site.messages import Message, Share, in_lines, letter, line_of, marked_title, short_message
from programs.models import ResourceGuide


def guide_share(guide: ResourceGuide, editions: list[str], origin: str) -> Share:
    """A message for each language and the guide's address; `editions` are the languages that it can be downloaded in."""
    return Share(link=f"{origin}{guide.address()}", messages=guide_messages(guide, editions, origin))


def guide_messages(guide: ResourceGuide, editions: list[str], origin: str) -> list[Message]:
    """One message for each language, the reader's first."""
    found = []
    for language in (active_language(), *other_languages(active_language())):
        with translation.override(language):
            found.append(_message(guide, editions, f"{origin}{guide.address(language)}"))
    return found


def _message(guide: ResourceGuide, editions: list[str], link: str) -> Message:
    language = active_language()
    title, summary = guide.text("title", language), guide.text("summary", language)
    words = marked_title(title)
    names = [language_name(code) for code in dict.fromkeys(editions)]
    download = _("A guide to download in %(languages)s.") % {"languages": join_words(names, language)} if names else ""
    facts = in_lines([line_of(words, title), line_of(download)])
    return Message(
        language=language,
        name=settings.LANGUAGE_NAMES[language],
        subject=words,
        lines=(*facts, line_of(link)),
        short=short_message(str(title), [download], link),
        letter=letter(facts, summary, link),
    )
