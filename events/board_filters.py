"""Which services the board shows: those of a status, of a provider, or all. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from events.enums import SlotStatus
from events.service_plans import PlannedSlot

NO_PROVIDER = 0


@dataclass(frozen=True, slots=True)
class BoardFilters:
    status: str = ""
    provider: int | None = None  # 0: none is noted

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """What an address asks for; a value that means nothing asks for nothing."""
        status, provider = query.get("status", ""), query.get("provider", "")
        is_number = provider.isascii() and provider.isdigit() and len(provider) < 10
        return cls(status if status in SlotStatus.values else "", int(provider) if is_number else None)

    def __bool__(self) -> bool:
        return bool(self.status) or self.provider is not None

    @property
    def query(self) -> str:
        values = {"status": self.status, "provider": "" if self.provider is None else str(self.provider)}
        found = urlencode({name: value for name, value in values.items() if value})
        return f"?{found}" if found else ""

    def with_status(self, status: str) -> "BoardFilters":
        return replace(self, status=status)

    def with_provider(self, provider: int | None) -> "BoardFilters":
        return replace(self, provider=provider)

    def lets_through(self, slot: PlannedSlot) -> bool:
        return (not self.status or slot.status == self.status) and (
            self.provider is None or (slot.provider_id or NO_PROVIDER) == self.provider
        )
