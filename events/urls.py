from django.urls import path
from django.utils.translation import gettext_lazy as _

from events import views
from events.access_requests import views as access_requests

urlpatterns = [
    path(_("events/"), views.event_list, name="event-list"),
    path(_("events/past/"), views.event_archive, name="event-archive"),
    path(_("events/<entry:entry>/"), views.event, name="event"),
    path(_("events/<entry:entry>/access/"), access_requests.access_request, name="access-request"),
    path(_("events/<entry:entry>/access/received/"), access_requests.received, name="access-request-received"),
    path(_("events/<entry:entry>/materials/<int:material>/"), views.material, name="material"),
    path(_("series/<entry:entry>/"), views.series, name="series"),
]
