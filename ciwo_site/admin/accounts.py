"""Accounts. An administrator makes and mends them; only a superuser makes or touches a superuser.

Whoever opens a form of these proves first who she is. An account that has done something is not deleted, since its part
in the record of changes would go with it: it is made inactive.
"""

from typing import Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ciwo_site.admin_site import Section
from ciwo_site.roles import LABELS, role_label
from ciwo_site.sign_in import letters
from ciwo_site.sign_in.confirmation import confirmed
from ciwo_site.sign_in.factors import KINDS, remove_all
from ciwo_site.sign_in.happenings import Happening, tell

for model in (User, Group, EmailAddress, Authenticator):  # these two of django-allauth are nobody's to edit
    if admin.site.is_registered(model):
        admin.site.unregister(model)

NAME = (None, {"fields": ("username", "password")})
PERSON = (_("Who it is"), {"fields": ("first_name", "last_name", "email")})
TIMES = (_("Since when"), {"classes": ["collapse"], "fields": ("last_login", "date_joined")})


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> str:
        return role_label(group.name)


class AccountForm(UserChangeForm):
    def clean_username(self) -> str:
        """Two names that differ in capitals alone would be one at the door."""
        name = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(User._meta.get_field("username").error_messages["unique"])
        return name


class ConfirmedAdmin(admin.ModelAdmin):
    """Forms and actions open to somebody who has just proved who she is; the list is there to look at."""

    @confirmed
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(request, *args, **kwargs)

    @confirmed
    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().delete_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return self._acted(request, extra_context) if request.method == "POST" else self._shown(request, extra_context)

    @confirmed
    def _acted(self, request: HttpRequest, extra_context: dict[str, Any] | None) -> HttpResponse:
        return self._shown(request, extra_context)

    def _shown(self, request: HttpRequest, extra_context: dict[str, Any] | None) -> HttpResponse:
        return super().changelist_view(request, extra_context)


@admin.register(User)
class AccountAdmin(ConfirmedAdmin, UserAdmin):
    form = AccountForm
    actions = ("remove_second_factor",)
    section = Section.ACCOUNTS
    position = 1
    filter_horizontal = ("user_permissions",)
    readonly_fields = ("last_login", "date_joined")
    list_display = (
        "username",
        "first_name",
        "last_name",
        "shown_roles",
        "shown_second_factor",
        "is_active",
        "is_staff",
    )
    list_filter = ("is_active", "is_staff", "groups")
    list_display_links = ("username",)

    @admin.display(description=_("roles"))
    def shown_roles(self, user: User) -> str:
        return ", ".join(role_label(group.name).partition(":")[0] for group in user.groups.all())

    @admin.display(description=_("second factor"), boolean=True)
    def shown_second_factor(self, user: User) -> bool:
        return user.has_second_factor  # type: ignore[attr-defined]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=KINDS)
        return super().get_queryset(request).prefetch_related("groups").annotate(has_second_factor=Exists(factors))

    @confirmed
    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().user_change_password(request, *args, **kwargs)

    @admin.action(description=_("Remove the second factor: somebody lost it"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, users: QuerySet) -> None:
        reached = [user for user in users if self.has_change_permission(request, user) and remove_all(user)]
        for user in reached:
            tell(Happening.FACTOR_REMOVED, user, by=request.user)
            self.log_change(request, user, [{"changed": {"name": str(_("second factor")), "object": str(user)}}])
            letters.write("factor_removed", user.email, {"name": user.get_username(), "account": _account(request)})
        words = ngettext(
            "%(number)d account signs in with the password alone until a new second factor is set up.",
            "%(number)d accounts sign in with the password alone until a new second factor is set up.",
            len(reached),
        )
        self.message_user(request, words % {"number": len(reached)}, messages.SUCCESS if reached else messages.WARNING)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return super().get_fieldsets(request, obj)
        rights = ["is_active", "is_staff", "groups"]
        if request.user.is_superuser:
            rights += ["is_superuser", "user_permissions"]
        return (NAME, PERSON, (_("What this person may do"), {"fields": rights}), TIMES)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs |= {"form_class": RolesField, "widget": forms.CheckboxSelectMultiple, "help_text": ""}
            return db_field.formfield(queryset=Group.objects.order_by("name"), **kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and LogEntry.objects.filter(user=obj).exists():
            return False
        return super().has_delete_permission(request, obj) and self._is_within_reach(request, obj)

    def _is_within_reach(self, request: HttpRequest, obj: User | None) -> bool:
        return obj is None or not obj.is_superuser or request.user.is_superuser


def _account(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("mfa_index"))


@admin.register(Group)
class RoleAdmin(ConfirmedAdmin, GroupAdmin):
    """The site's own roles keep their names, by which the code knows them; nobody deletes them."""

    section = Section.ACCOUNTS
    position = 2

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        return ("name",) if obj is not None and obj.name in LABELS else ()

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        is_ours = obj is not None and obj.name in LABELS
        return super().has_delete_permission(request, obj) and not is_ours
