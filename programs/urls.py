from django.urls import path
from django.utils.translation import gettext_lazy as _

from programs import feed_views, views

urlpatterns = [
    path(_("programs/"), views.program_list, name="program-list"),
    path(_("guides/"), views.guide_list, name="guide-list"),
    path(_("guides/feed.atom"), feed_views.guides, name="guides-feed"),
    path(_("guides/<entry:entry>/editions/<int:edition>/"), views.edition, name="edition"),
    path(_("guides/<entry:entry>/latest/<slug:language>/"), views.latest_edition, name="edition-latest"),
    path(_("about/"), views.page, {"key": "about"}, name="about"),
    path(_("contact/"), views.page, {"key": "contact"}, name="contact"),
    path(_("accessibility/"), views.page, {"key": "accessibility"}, name="accessibility"),
    path(_("privacy/"), views.page, {"key": "privacy"}, name="privacy"),
]
