from django.core.management.base import CommandError


class Stopped(CommandError):
    """Why the demo cannot go on, in one sentence for whoever started it."""
