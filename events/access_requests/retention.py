"""How long a request is kept: until the event, and some days after it for what is left to be done."""

from datetime import datetime, timedelta

from django.conf import settings

from events.models import AccessRequest


def delete_old_requests(at: datetime) -> int:
    """Delete the requests for events that ended `ACCESS_REQUEST_DAYS` before `at`, and say how many those were."""
    ended_before = at - timedelta(days=settings.ACCESS_REQUEST_DAYS)
    deleted, _by_model = AccessRequest.objects.filter(event__over_at__lte=ended_before).delete()
    return deleted
