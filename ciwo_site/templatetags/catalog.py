"""Tags that every template may use: a text with its language, an icon, a page of a list."""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.loader_tags import IncludeNode, do_include
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ciwo_site.borrowed import LanguageNotice, language_notice
from ciwo_site.enums import language_name
from ciwo_site.frame import Frame
from ciwo_site.i18n import LocalText, text_in
from ciwo_site.inks import hexadecimal, inks
from ciwo_site.kept_html import kept_html
from ciwo_site.richtext import sanitize
from ciwo_site.search.marking import Marked
from ciwo_site.structured_data import page_graph, script_text

register = template.Library()

NOTHING = mark_safe("")


class KeptInclude(IncludeNode):
    """An `include` that sees only what it is given, and whose HTML is kept for the next page that gives the same."""

    def render(self, context: Context) -> SafeString:
        assert context.template is not None  # noqa: S101 -- it is being rendered
        found = context.template.engine.get_template(self.template.resolve(context))
        return kept_html(found, {name: value.resolve(context) for name, value in self.extra_context.items()})


@register.tag
def kept(parser: Parser, token: Token) -> KeptInclude:
    """`{% kept "components/event_card.html" with card=card level=3 only %}`: an `include` for parts that many pages share."""
    node = do_include(parser, token)
    if not node.isolated_context:
        raise template.TemplateSyntaxError("“kept” gives a part its values and “only” those.")
    return KeptInclude(node.template, extra_context=node.extra_context, isolated_context=True)


@register.filter
def local(text: LocalText | str) -> SafeString | str:
    """A text, inside an element with its own `lang` where it is not in the page's language."""
    if isinstance(text, LocalText) and text.is_borrowed:
        return format_html('<span lang="{}">{}</span>', text.language, text.text)
    return str(text)


@register.filter
def local_lang(text: LocalText | str) -> SafeString:
    """A `lang` attribute for an element of the template's own, where the text is not in the page's language."""
    if isinstance(text, LocalText) and text.is_borrowed:
        return format_html(' lang="{}"', text.language)
    return NOTHING


@register.filter
def marks(text: Marked) -> SafeString:
    """A text in which the words that somebody searched for are marked."""
    pieces = (format_html("<mark>{}</mark>", piece.text) if piece.is_hit else piece.text for piece in text.pieces)
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def clean_html(text: LocalText | str) -> SafeString:
    """Rich text as HTML."""
    return mark_safe(sanitize(str(text)))  # noqa: S308 -- sanitised here, whatever the database held


@register.simple_tag
def text_of(entry: object, field: str) -> LocalText:
    """The text of a bilingual field for the reader: `{% text_of topic "name" as name %}`."""
    return text_in(entry, field)


@register.simple_tag
def borrowed(title: LocalText, *texts: LocalText, follows: str = "") -> LanguageNotice | None:
    """What a page must say of its language, once: `{% borrowed title summary body follows=follows as notice %}`."""
    return language_notice(title, *texts, follows=follows)


@register.simple_tag
def language_name_of(code: str) -> str:
    """The name of a language in the reader's words."""
    return language_name(code)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small picture beside words that say the same, so it is hidden from screen readers."""
    return _use("icons.svg", name, "icon")


@register.simple_tag
def figure(name: str, css_class: str = "") -> SafeString:
    """A cut-paper figure; decoration, hidden from screen readers."""
    return _use("figures.svg", name, css_class, mark_safe(' viewBox="0 0 200 200"'))


def _use(sprite: str, name: str, css_class: str, attributes: SafeString = NOTHING) -> SafeString:
    return format_html(
        '<svg{}{} aria-hidden="true"><use href="{}#{}"/></svg>',
        format_html(' class="{}"', css_class) if css_class else "",
        attributes,
        static(sprite),
        name,
    )


@register.simple_tag
def structured_data(frame: Frame) -> SafeString:
    """What the page says, for programs that read JSON-LD; nothing on a page that search engines should leave alone."""
    if not frame.is_indexed:
        return NOTHING
    data = mark_safe(script_text(page_graph(frame)))  # noqa: S308 -- everything that could end the element is escaped
    return format_html('<script type="application/ld+json">{}</script>', data)


@register.simple_tag
def theme_colors() -> SafeString:
    """The paper, by day and by night, for what a browser draws around the page."""
    paper = inks()["paper"]
    return format_html_join(
        "\n",
        '<meta name="theme-color" content="{}" media="(prefers-color-scheme: {})">',
        ((hexadecimal(paper.light), "light"), (hexadecimal(paper.dark), "dark")),
    )
