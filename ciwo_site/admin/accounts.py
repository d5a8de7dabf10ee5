"""Accounts. An administrator makes and mends them; only a superuser makes or touches a superuser."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ciwo_site.admin_site import Section
from ciwo_site.roles import LABELS, role_label

admin.site.unregister(User)
admin.site.unregister(Group)

NAME = (None, {"fields": ("username", "password")})
PERSON = (_("Who it is"), {"fields": ("first_name", "last_name", "email")})
TIMES = (_("Since when"), {"classes": ["collapse"], "fields": ("last_login", "date_joined")})


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> str:
        return role_label(group.name)


@admin.register(User)
class AccountAdmin(UserAdmin):
    section = Section.ACCOUNTS
    position = 1
    filter_horizontal = ("user_permissions",)
    readonly_fields = ("last_login", "date_joined")
    list_display = ("username", "first_name", "last_name", "shown_roles", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "groups")
    list_display_links = ("username",)

    @admin.display(description=_("roles"))
    def shown_roles(self, user: User) -> str:
        return ", ".join(role_label(group.name).partition(":")[0] for group in user.groups.all())

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

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
        return super().has_delete_permission(request, obj) and self._is_within_reach(request, obj)

    def _is_within_reach(self, request: HttpRequest, obj: User | None) -> bool:
        return obj is None or not obj.is_superuser or request.user.is_superuser


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """The site's own roles keep their names, by which the code knows them; nobody deletes them."""

    section = Section.ACCOUNTS
    position = 2

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        return ("name",) if obj is not None and obj.name in LABELS else ()

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        is_ours = obj is not None and obj.name in LABELS
        return super().has_delete_permission(request, obj) and not is_ours
