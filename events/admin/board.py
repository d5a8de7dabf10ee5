"""The board of the next eight weeks, for those who plan language services."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from events.board import WEEKS, board
from events.board_cures import Viewer
from events.board_filters import BoardFilters
from events.enums import SlotStatus
from events.language_access import service_phrase
from events.models import InterpretationSlot
from events.slot_status import NotAllowed, move

NAME, TITLE = "board", gettext_lazy("Interpretation board")
PERMISSIONS = ("events.view_interpretationslot", "events.view_slotstatuschange")


def may_see_board(user: Any) -> bool:
    """Translators see services for the sake of their texts; the planning, which keeps its own record, is not theirs."""
    return user.has_perms(PERMISSIONS)


@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    if not may_see_board(request.user):
        raise PermissionDenied
    found = board(timezone.now(), Viewer.of(request.user), BoardFilters.read(request.GET.dict()))
    context = {**admin.site.each_context(request), "title": TITLE, "board": found, "weeks": WEEKS}
    return TemplateResponse(request, "admin/board.html", context)


@require_POST
def move_slot(request: HttpRequest, number: int) -> HttpResponse:
    """A button of the board. It says which status the person saw, so that nobody undoes what she does not know of."""
    if not (may_see_board(request.user) and request.user.has_perm("events.change_interpretationslot")):
        raise PermissionDenied
    slot: InterpretationSlot = get_object_or_404(InterpretationSlot.objects.select_related("event"), pk=number)
    before, after = request.POST.get("before", ""), request.POST.get("status", "")
    address = reverse(NAME) + BoardFilters.read(request.GET.dict()).query
    if not {before, after} <= set(SlotStatus.values):
        messages.error(request, _("This button is out of date. Look at the board again."))
        return redirect(address)
    words = {"service": capfirst(service_phrase(slot)), "event": str(slot.event)}
    try:
        if slot.status != before:
            raise NotAllowed(slot.status, after)
        move(slot, after, request.user)
    except NotAllowed as refused:
        changed = _("%(service)s, “%(event)s”: somebody changed the status in the meantime.") % words
        messages.error(request, f"{changed} {refused.sentence}" if refused.before != before else refused.sentence)
    else:
        words["status"] = str(SlotStatus(after).label)
        field = str(InterpretationSlot._meta.get_field("status").verbose_name)
        admin.site.get_model_admin(InterpretationSlot).log_change(request, slot, [{"changed": {"fields": [field]}}])
        messages.success(request, _("%(service)s, “%(event)s”: the status is now “%(status)s”.") % words)
    return redirect(f"{address}#event-{slot.event_id}")
