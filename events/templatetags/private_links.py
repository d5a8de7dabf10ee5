"""The buttons that make private links, for the form of whatever such a link can open."""

from typing import Any

from django import template
from django.contrib.contenttypes.models import ContentType

from events.admin.private_links import DOORS, MAKE_WORDS, door_of, page_of, purposes_for
from programs.enums import LinkPurpose
from programs.models import PrivateLink

register = template.Library()


@register.inclusion_tag("admin/private_link_tools.html", takes_context=True)
def private_link_tools(context: Any, target: Any) -> dict[str, Any]:
    """`{% private_link_tools original %}`: nothing for who may not, or for an entry that no link leads to. One query."""
    user, name = context["request"].user, door_of(target)
    if not name or target.pk is None or not purposes_for(user, name, "view"):
        return {"url": ""}
    kind = ContentType.objects.get_for_model(DOORS[name].model)
    return {
        "url": page_of(name, target.pk),
        "makers": [
            {"purpose": purpose, "words": MAKE_WORDS[LinkPurpose(purpose)]}
            for purpose in purposes_for(user, name, "add")
        ],
        "has_links": PrivateLink.objects.filter(target_type=kind, target_id=target.pk).exists(),
        "csrf_token": context.get("csrf_token", ""),
    }
