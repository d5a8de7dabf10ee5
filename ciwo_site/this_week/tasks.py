"""All that one person can put right, the most urgent first."""

from datetime import datetime
from typing import Any

from ciwo_site.this_week.gatherings import event_tasks
from ciwo_site.this_week.guides import guide_tasks
from ciwo_site.this_week.task import Task
from ciwo_site.this_week.texts import text_tasks

__all__ = ["Task", "tasks_for"]


def tasks_for(user: Any, at: datetime) -> list[Task]:
    """Only what this person may do. About a dozen queries, however much there is."""
    found = [*event_tasks(user, at), *text_tasks(user, at), *guide_tasks(user)]
    return sorted(found, key=lambda task: task.urgency)
