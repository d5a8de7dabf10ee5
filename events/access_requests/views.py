"""The form that asks what somebody needs for an event, without an account, a script or a cookie."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ciwo_site.addresses import EntryNumber, moved
from ciwo_site.dates import when
from ciwo_site.frame import frame
from ciwo_site.i18n import active_language
from ciwo_site.same_site import Sender, sender_of
from events.access_requests.deadlines import access_address, first_day_ahead, may_ask
from events.access_requests.forms import AccessRequestForm
from events.access_requests.limits import HOUR, is_admitted
from events.models import Event
from events.parts import EntryPart


@csrf_exempt  # it needs a cookie, which readers do not have; `sender_of` asks for the same in another way
@require_http_methods(["GET", "HEAD", "POST"])
def access_request(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    """The form; 303 to a page of thanks once it is kept, or the form again with what was written and what is wrong."""
    at = timezone.now()
    event = _event(entry, at)
    if request.method != "POST":
        redirection = moved(request, EntryPart(event, "access-request"))
        return redirection or _form_page(request, event, at, AccessRequestForm(event=event, at=at))
    if not may_ask(event, at):
        return _form_page(request, event, at, AccessRequestForm(event=event, at=at))
    written = _written(request)
    if written is None:
        problem = _("That was far too much text for this form. Please send it again with fewer words.")
        return _form_page(request, event, at, AccessRequestForm(event=event, at=at), problem, 413)
    sender = sender_of(request)
    form = AccessRequestForm(None if sender == Sender.FOREIGN else written, event=event, at=at)
    if sender != Sender.OURS:
        return _form_page(request, event, at, form, _refusal(sender), 403)
    if not form.is_valid():
        return _form_page(request, event, at, form, status=400)
    if not is_admitted(request, event.pk):
        problem = _(
            "More requests arrive than we can take just now. Please send yours again in an hour; nothing is lost."
        )
        response = _form_page(request, event, at, form, problem, 429)
        response.headers["Retry-After"] = str(HOUR)
        return response
    form.save()
    response = redirect(access_address(event, name="access-request-received"))
    response.status_code = 303
    return _kept_nowhere(response)


@require_safe
def received(request: HttpRequest, entry: EntryNumber) -> HttpResponse:
    """Thanks, and what happens next. It knows nothing of what was asked, so it can be shown to anybody."""
    at = timezone.now()
    event = _event(entry, at)
    part = EntryPart(event, "access-request-received")
    if redirection := moved(request, part):
        return redirection
    context = _context(request, event, at, part, _("We have received it"))
    return _kept_nowhere(render(request, "events/access_request_received.html", context))


def _event(entry: EntryNumber, at: datetime) -> Event:
    return get_object_or_404(Event.objects.published(at), pk=entry.number)


def _written(request: HttpRequest) -> QueryDict | None:
    """What the form holds; none where there is more of it than the server reads."""
    try:
        return request.POST
    except (BadRequest, SuspiciousOperation, UnreadablePostError):
        return None


def _refusal(sender: Sender) -> str:
    if sender == Sender.FOREIGN:
        return _("This did not come from our page, so we did not keep it. If you meant to ask, please do it here.")
    return _(
        "Your browser does not say which page this came from, so we could not keep it. Please use another browser, or "
        "write to us: the way is on the page Contact."
    )


def _form_page(
    request: HttpRequest, event: Event, at: datetime, form: AccessRequestForm, problem: str = "", status: int = 200
) -> HttpResponse:
    part = EntryPart(event, "access-request")
    context = _context(request, event, at, part, _("What do you need to take part?")) | {
        "form": form,
        "problem": problem,
        "may_ask": may_ask(event, at),
        "first_day": first_day_ahead(event, at),
    }
    status = status if may_ask(event, at) else 410
    response = render(request, "events/access_request.html", context, status=status)
    # Under the site's usual policy, browsers without `Sec-Fetch-Site` would call the sender of the form “null”.
    response.headers["Referrer-Policy"] = "same-origin"
    return _kept_nowhere(response)


def _context(request: HttpRequest, event: Event, at: datetime, part: EntryPart, title: str) -> dict[str, Any]:
    return {
        "event_url": event.address(),
        "event_title": event.text("title"),
        "when": when(
            event.starts_at,
            event.ends_at,
            all_day=event.all_day,
            time_zone=event.time_zone,
            language=active_language(),
        ),
        "days_kept": settings.ACCESS_REQUEST_DAYS,
        "frame": frame(request, title=title, section="events", entry=part, is_indexed=False),
    }


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """What somebody wrote is shown again on some of these pages: no cache keeps it, and no search engine."""
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
