"""Where assets were a while ago: what a term with a delay shows of the fleet, kept until due."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Integer, column, func, literal, select, text, true
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.fleet.columns import Spot, micros
from sar.assets.models import TrackPoint

LATER: Final = 2**63 - 1
MINUTE_US: Final = 60_000_000

Wanted = tuple[UUID, int]
"""An asset and the minutes of delay."""


class Past:
    """The newest fix of an asset that is old enough, and until when it is the newest."""

    def __init__(self) -> None:
        self._kept: dict[UUID, dict[int, tuple[Spot | None, int]]] = {}

    def spot(self, asset_id: UUID, delay_minutes: int) -> Spot | None:
        """As `fill` found it."""
        return self._kept[asset_id][delay_minutes][0]

    def still(self) -> "Past":
        """A copy to be read while the fleet goes on."""
        copied = Past()
        copied._kept = {asset_id: dict(kept) for asset_id, kept in self._kept.items()}
        return copied

    def lacking(self, wanted: Iterable[Wanted], *, now: datetime) -> list[Wanted]:
        """What is not kept, or no longer the newest."""
        present = micros(now)
        return [
            (asset_id, delay)
            for asset_id, delay in wanted
            if (kept := self._kept.get(asset_id, {}).get(delay)) is None or kept[1] <= present
        ]

    def moved(self, asset_id: UUID, at: datetime, *, newest: bool) -> None:
        """A fix has come: of a time that was passed already it may be the one to show."""
        for delay, (spot, due) in list(self._kept.get(asset_id, {}).items()):
            if not newest:
                self._kept.pop(asset_id, None)
                return
            if due == LATER:
                due = micros(at) + delay * MINUTE_US
                self._kept[asset_id][delay] = spot, due

    def keep(self, asset_id: UUID, delay: int, spot: Spot | None, next_at: datetime | None) -> None:
        """What was found, and when the fix that follows it becomes old enough."""
        due = LATER if next_at is None else micros(next_at) + delay * MINUTE_US
        self._kept.setdefault(asset_id, {})[delay] = spot, due


async def fill(db: AsyncSession, past: Past, wanted: list[Wanted], *, now: datetime) -> None:
    """Find what is lacking, in one statement."""
    lacking = past.lacking(wanted, now=now)
    if not lacking:
        return
    asked = (
        func.unnest(
            literal([asset_id for asset_id, _ in lacking], ARRAY(UUID_TYPE())),
            literal([delay for _, delay in lacking], ARRAY(Integer())),
        )
        .table_valued(column("asset_id", UUID_TYPE()), column("delay", Integer()))
        .render_derived(name="asked")
    )
    horizon = literal(now) - asked.c.delay * text("interval '1 minute'")
    theirs = col(TrackPoint.asset_id) == asked.c.asset_id
    shown = (
        select(
            col(TrackPoint.at),
            col(TrackPoint.point),
            col(TrackPoint.uncertainty_nm),
            col(TrackPoint.implausible),
        )
        .where(theirs, col(TrackPoint.at) <= horizon)
        .order_by(col(TrackPoint.at).desc())
        .limit(1)
        .lateral("shown")
    )
    following = (
        select(func.min(col(TrackPoint.at)).label("next_at"))
        .where(theirs, col(TrackPoint.at) > horizon)
        .lateral("following")
    )
    rows = await db.execute(
        select(asked.c.asset_id, asked.c.delay, shown, following.c.next_at)
        .select_from(asked)
        .outerjoin(shown, true())
        .join(following, true())
    )
    for row in rows:
        spot = None
        if row.at is not None:
            spot = Spot(row.at, row.point, row.uncertainty_nm, row.implausible)
        past.keep(row.asset_id, row.delay, spot, row.next_at)
