"""This week: what is wrong in the catalog or due for it, for one person of the staff. Nothing else."""

from ciwo_site.this_week.tasks import Task, tasks_for

__all__ = ["Task", "tasks_for"]
