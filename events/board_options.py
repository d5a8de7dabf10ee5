"""What the board can be narrowed to: a status of the services, or who provides them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ciwo_site.i18n import LocalText
from events.board_filters import NO_PROVIDER, BoardFilters
from events.enums import SlotStatus
from events.models import InterpretationSlot


@dataclass(frozen=True, slots=True)
class Option:
    words: str | LocalText
    count: int
    query: str
    is_chosen: bool


def status_options(slots: list[InterpretationSlot], filters: BoardFilters) -> Iterable[Option]:
    found = Counter(slot.status for slot in slots if filters.with_status("").lets_through(slot))
    yield Option(pgettext("services", "All"), found.total(), filters.with_status("").query, not filters.status)
    for status in SlotStatus:
        if found[status] or filters.status == status:
            query = filters.with_status(status.value).query
            yield Option(str(status.label), found[status], query, filters.status == status)


def provider_options(slots: list[InterpretationSlot], filters: BoardFilters) -> Iterable[Option]:
    everybody = filters.with_provider(None)
    found = Counter(slot.provider_id or NO_PROVIDER for slot in slots if everybody.lets_through(slot))
    names = {slot.provider.pk: slot.provider.text("name") for slot in slots if slot.provider is not None}
    yield Option(pgettext("services", "All"), found.total(), everybody.query, filters.provider is None)
    for number, name in sorted(names.items(), key=lambda one: (str(one[1]).casefold(), one[0])):
        yield Option(name, found[number], filters.with_provider(number).query, filters.provider == number)
    if found[NO_PROVIDER] or filters.provider == NO_PROVIDER:
        query = filters.with_provider(NO_PROVIDER).query
        yield Option(_("nobody noted"), found[NO_PROVIDER], query, filters.provider == NO_PROVIDER)
