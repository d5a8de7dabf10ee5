"""The record of sign-ins, for those who keep accounts."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.admin.records import RecordAdmin
from programs.models import SignInEvent


@admin.register(SignInEvent)
class SignInAdmin(RecordAdmin):
    position = 3
    list_name = gettext_lazy("Sign-ins")
    list_display = ("shown_moment", "shown_name", "happening", "method", "shown_browser", "shown_by")
    list_filter = ("happening", "is_new_device", ("user", admin.RelatedOnlyFieldListFilter))
    search_fields = ("name",)
    date_hierarchy = "happened_at"
    list_select_related = ("by",)

    @admin.display(description=gettext_lazy("when"), ordering="happened_at")
    def shown_moment(self, event: SignInEvent) -> str:
        return self.moment_words(event.happened_at)

    @admin.display(description=gettext_lazy("browser"), ordering="is_new_device")
    def shown_browser(self, event: SignInEvent) -> str:
        """Said only where it is a reason to look twice."""
        return _("a new one") if event.is_new_device else ""

    @admin.display(description=gettext_lazy("user name"), ordering="name")
    def shown_name(self, event: SignInEvent) -> str:
        return event.name or _("nobody’s name")

    @admin.display(description=gettext_lazy("done by"))
    def shown_by(self, event: SignInEvent) -> str:
        return event.by.get_username() if event.by else ""
