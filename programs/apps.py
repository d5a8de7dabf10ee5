from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs and guides")

    def ready(self) -> None:
        import_module("programs.sign_ins")
        from programs.change_triggers import drop_triggers, make_triggers  # noqa: PLC0415 -- models exist only now
        from programs.search.doors import register  # noqa: PLC0415
        from programs.search.first import index_after_migrate  # noqa: PLC0415
        from programs.searchable import KINDS  # noqa: PLC0415

        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(make_triggers, sender=self)
        register(*KINDS)
        post_migrate.connect(index_after_migrate, sender=self, dispatch_uid="first index of search")
