"""Earlier places of assets: the fixes that terms with a delay show, cached until they fall due."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sar.assets.fleet.columns import FleetFix, micros

LATER: Final = 2**63 - 1
MINUTE_US: Final = 60_000_000

PastKey = tuple[UUID, int]
"""An asset and the minutes of delay."""


class PastFixes:
    """By asset and delay the newest fix that is old enough, and the instant at which the next one
    is."""

    def __init__(self) -> None:
        self._kept: dict[UUID, dict[int, tuple[FleetFix | None, int]]] = {}

    def fix(self, asset_id: UUID, delay_minutes: int) -> FleetFix | None:
        """The fix found by `from_tables.fill`."""
        return self._kept[asset_id][delay_minutes][0]

    def only(self, wanted: Iterable[PastKey]) -> "PastFixes":
        """A copy of these, to be read while others are found."""
        copied = PastFixes()
        for asset_id, delay in wanted:
            copied._kept.setdefault(asset_id, {})[delay] = self._kept[asset_id][delay]
        return copied

    def missing(self, wanted: Iterable[PastKey], *, now: datetime) -> list[PastKey]:
        """Keys that are not cached, or whose fix is no longer the newest."""
        present = micros(now)
        return [
            (asset_id, delay)
            for asset_id, delay in wanted
            if (kept := self._kept.get(asset_id, {}).get(delay)) is None or kept[1] <= present
        ]

    def moved(self, asset_id: UUID, at: datetime, *, newest: bool) -> None:
        """Notes a new fix of an asset; one older than the newest may be the one to show."""
        for delay, (fix, due) in list(self._kept.get(asset_id, {}).items()):
            if not newest:
                self._kept.pop(asset_id, None)
                return
            if due == LATER:
                due = micros(at) + delay * MINUTE_US
                self._kept[asset_id][delay] = fix, due

    def keep(
        self, asset_id: UUID, delay: int, fix: FleetFix | None, next_at: datetime | None
    ) -> None:
        """Stores the fix found, and when the following one becomes old enough."""
        due = LATER if next_at is None else micros(next_at) + delay * MINUTE_US
        self._kept.setdefault(asset_id, {})[delay] = fix, due
