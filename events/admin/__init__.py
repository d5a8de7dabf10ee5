"""Events as staff list and edit them: webinars and convenings apart, with their series and their language services."""

from events.admin import access, event, private_links, requests, series

__all__ = ["access", "event", "private_links", "requests", "series"]
