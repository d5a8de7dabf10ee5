"""A newsletter as the HTML that mail programs understand: tables, each with its own style, no picture, no script.

Nothing in it is fetched, so nobody learns who opened it.
"""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ciwo_site.i18n import LocalText
from events.newsletter import Newsletter, NewsletterItem

FACE = "font-family:Arial Narrow,Arial,Helvetica,sans-serif"
BODY = "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#1a1410"
NOTHING = mark_safe("")


def newsletter_html(parts: Sequence[Newsletter]) -> SafeString:
    """The block to paste, one table below the other, each in its own language."""
    return format_html_join("\n", "{}", ((_part(part),) for part in parts))


def _part(part: Newsletter) -> SafeString:
    return format_html(
        '<table role="presentation" lang="{}" width="100%" cellpadding="0" cellspacing="0" border="0" style="{}">\n'
        '<tr><td style="padding:24px 16px 8px">\n'
        '<h2 style="margin:0;{};font-size:30px;line-height:1.05;color:#1a1410">{}</h2>\n'
        '<p style="margin:6px 0 0;font-size:16px;color:#1a1410">{}</p>\n'
        "</td></tr>\n"
        "{}\n"
        '<tr><td style="padding:16px;border-top:6px solid #1a1410">'
        '<a href="{}" style="color:#1a1410;font-weight:bold">{}</a></td></tr>\n'
        "</table>",
        part.language,
        f"max-width:640px;background:#ffffff;{BODY}",
        FACE,
        part.heading,
        part.time,
        format_html_join("\n", "{}", ((_item(item),) for item in part.items)),
        part.more_url,
        part.more,
    )


def _item(item: NewsletterItem) -> SafeString:
    state = format_html("<strong>{}: </strong>", item.state_label) if item.state_label else NOTHING
    lines = format_html_join("", '<p style="margin:4px 0 0">{}</p>\n', ((fact,) for fact in item.facts))
    remark = format_html('<p style="margin:4px 0 0;font-size:14px">{}</p>\n', item.remark) if item.remark else NOTHING
    summary = (
        format_html('<p{} style="margin:8px 0 0">{}</p>\n', _lang(item.summary), item.summary)
        if item.summary
        else NOTHING
    )
    return format_html(
        '<tr><td style="padding:16px;border-top:2px solid #1a1410">\n'
        '<p style="margin:0;font-weight:bold;color:#8f2200">{}</p>\n'
        '<h3 style="margin:4px 0 0;{};font-size:23px;line-height:1.15">{}'
        '<a{} href="{}" style="color:#1a1410">{}</a></h3>\n{}{}{}</td></tr>',
        item.when,
        FACE,
        state,
        _lang(item.title),
        item.url,
        item.title,
        remark,
        lines,
        summary,
    )


def _lang(text: LocalText) -> SafeString:
    return format_html(' lang="{}"', text.language) if text.is_borrowed else NOTHING
