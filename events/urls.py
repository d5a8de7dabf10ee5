from django.urls import path
from django.utils.translation import gettext_lazy as _

from events import calendar_views, embed, feed_views, flyer_views, transcript_views, views
from events.access_requests import views as access_requests
from events.take_away import views as take_away

urlpatterns = [
    path(_("events/"), views.event_list, name="event-list"),
    path(_("events/feed.atom"), feed_views.upcoming, name="upcoming-feed"),
    path(_("events/changes.atom"), feed_views.changes, name="changes-feed"),
    path(_("events/recordings.atom"), feed_views.recordings, name="recordings-feed"),
    path(_("events/calendar.ics"), calendar_views.calendar, name="calendar"),
    path(_("events/subscribe/"), calendar_views.subscribe, name="subscribe"),
    path(_("events/past/"), views.event_archive, name="event-archive"),
    path(_("events/<entry:entry>/"), views.event, name="event"),
    path(_("events/<entry:entry>/flyer/"), flyer_views.flyer, name="flyer"),
    path(_("events/<entry:entry>/flyer.pdf"), flyer_views.flyer_pdf, name="flyer-pdf"),
    path(_("events/<entry:entry>/event.ics"), calendar_views.event_calendar, name="event-calendar"),
    path(_("events/<entry:entry>/access/"), access_requests.access_request, name="access-request"),
    path(_("events/<entry:entry>/access/received/"), access_requests.received, name="access-request-received"),
    path(_("events/<entry:entry>/materials/<int:material>/"), views.material, name="material"),
    path(_("events/<entry:entry>/transcript/<slug:spoken>/"), transcript_views.transcript, name="transcript"),
    path(_("events/<entry:entry>/captions/<int:material>/"), transcript_views.captions, name="captions"),
    path(_("events/<entry:entry>/take-with-you.zip"), take_away.event_folder, name="take-away"),
    path(_("series/<entry:entry>/"), views.series, name="series"),
    path(_("series/<entry:entry>/take-with-you.zip"), take_away.series_folder, name="series-take-away"),
    path(_("series/<entry:entry>/embed/"), embed.series_embed, name="series-embed"),
]
