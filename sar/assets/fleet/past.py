"""Earlier places of assets: the fixes that terms with a delay show, cached until they fall due."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sar.assets.fleet.columns import FleetFix, micros
from sar.assets.holding import Held

LATER: Final = 2**63 - 1

PastKey = tuple[UUID, Held]
"""An asset and the age at which its positions are told."""


class PastFixes:
    """By asset and age the newest fix that is old enough, and the instant at which the next one
    is."""

    def __init__(self) -> None:
        self._kept: dict[UUID, dict[Held, tuple[FleetFix | None, int]]] = {}

    def fix(self, asset_id: UUID, held: Held) -> FleetFix | None:
        """The fix found by `from_tables.fill`."""
        return self._kept[asset_id][held][0]

    def known(self, asset_id: UUID, held: Held) -> tuple[FleetFix | None, int]:
        """The same with the instant until which it is the newest, in microseconds."""
        return self._kept[asset_id][held]

    def only(self, wanted: Iterable[PastKey]) -> "PastFixes":
        """A copy of these, to be read while others are found."""
        copied = PastFixes()
        for asset_id, held in wanted:
            copied._kept.setdefault(asset_id, {})[held] = self._kept[asset_id][held]
        return copied

    def missing(self, wanted: Iterable[PastKey], *, now: datetime) -> list[PastKey]:
        """Keys that are not cached, or whose fix is no longer the newest."""
        present = micros(now)
        return [
            (asset_id, held)
            for asset_id, held in wanted
            if (kept := self._kept.get(asset_id, {}).get(held)) is None or kept[1] <= present
        ]

    def moved(self, asset_id: UUID, at: datetime, *, newest: bool) -> None:
        """Notes a new fix of an asset; one older than the newest may be the one to show."""
        for held, (fix, due) in list(self._kept.get(asset_id, {}).items()):
            if not newest:
                self._kept.pop(asset_id, None)
                return
            if due == LATER:
                self._kept[asset_id][held] = fix, _due(held, fix, at)

    def keep(
        self, asset_id: UUID, held: Held, fix: FleetFix | None, next_at: datetime | None
    ) -> None:
        """Stores the fix found, and when the following one becomes old enough."""
        due = LATER if next_at is None else _due(held, fix, next_at)
        self._kept.setdefault(asset_id, {})[held] = fix, due


def _due(held: Held, fix: FleetFix | None, next_at: datetime) -> int:
    return micros(held.told_at(next_at, first=fix is None))
