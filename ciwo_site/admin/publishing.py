"""From draft to review to published, and back: one button for each step that an entry can take."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ciwo_site.enums import Publication

STEP = "_publication"  # the name of the buttons, which save the form as it is and give it this publication


@dataclass(frozen=True, slots=True)
class Step:
    publication: Publication
    words: str


def steps_from(publication: str) -> list[Step]:
    """What can follow, the next one first."""
    review = Step(Publication.REVIEW, _("Save, and ask a colleague to review"))
    publish = Step(Publication.PUBLISHED, _("Save and publish"))
    if publication == Publication.PUBLISHED:
        return [Step(Publication.DRAFT, _("Save, and take off the site"))]
    if publication == Publication.REVIEW:
        return [publish, Step(Publication.DRAFT, _("Save, and back to draft"))]
    return [review, publish]


class PublishingAdmin:
    """Stands before the site's own admin classes. The form judges a step as it judges the field behind it."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.POST.get(STEP) in set(Publication):
            sent = request.POST.copy()
            sent["publication"] = str(sent[STEP])
            request.POST = sent  # type: ignore[assignment]
        return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        entry = context.get("original")
        may = self.may_edit(request, entry) if entry else self.has_add_permission(request)  # type: ignore[attr-defined]
        stored = entry.publication if entry is not None else Publication.DRAFT
        context["publishing_steps"] = steps_from(stored) if may and not context.get("is_popup") else []
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
