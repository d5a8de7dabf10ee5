"""Whose name and password count at all."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class StaffBackend(AuthenticationBackend):
    """Active staff. Anybody else is nobody, even with the right password, and her attempts count like a stranger's."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and user.is_staff

    @classmethod
    def _stash_user(cls, user: Any) -> None:
        """django-allauth would keep whoever is refused here, forget the attempt, and lead to a page that says why."""
