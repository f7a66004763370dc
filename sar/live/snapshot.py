"""The snapshot: a party's whole picture as of one instant of the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation
from sar.agreements import visible as agreements
from sar.assets.column_presenting import rows_of
from sar.assets.visible_columns import VisibleColumns, visible_columns
from sar.assets.visible_fuel_points import fuel_picture
from sar.distress_reports import visible as distress_reports
from sar.incidents import visible as incidents
from sar.live.protocol import clock_view
from sar.live.tables import table_of
from sar.parties import visible as directory
from sar.parties.visible_limits import limits_picture
from sar.record import service as record
from sar.record.entries import Thing
from sar.requests import drawing as requests
from sar.requests.presenting import expected_view
from sar.requests.visible import seen_times
from sar.wire import JsonObject

THINGS: tuple[Thing, ...] = get_args(Thing)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that a party sees, with the number of its last entry: entries after it follow."""

    number: int
    hash: bytes
    """Of the party's own chain, up to that entry."""
    clock: JsonObject
    lists: dict[str, list[JsonObject]]
    """The views by thing, in the order of ids; of all but assets and ships."""
    expected: list[JsonObject]
    """The expected times of arrival."""
    columns: VisibleColumns
    """Assets, ships and positions, of which there may be very many."""

    def by_row(self) -> JsonObject:
        """The snapshot with a view for each thing, as entries' changes have it."""
        columns = self.columns._asdict().items()
        return self._head() | self.lists | {name: rows_of(list_) for name, list_ in columns}

    def by_column(self) -> JsonObject:
        """With a table for each of the long lists: quicker, and half the bytes on the wire."""
        columns = self.columns._asdict().items()
        return self._head() | self.lists | {name: table_of(list_) for name, list_ in columns}

    def _head(self) -> JsonObject:
        head = {"number": self.number, "hash": self.hash.hex()}
        return {
            "number": self.number,
            "head": head,
            "clock": self.clock,
            "expected": self.expected,
        }


async def take(db: AsyncSession, party: str, *, now: datetime) -> Snapshot:
    """The party's snapshot; in a transaction that reads the database as of one instant."""
    number, hash_ = await record.own_head(db, party)
    now = await installation.not_before(db, now)
    seen = dict(await directory.picture(db, party))
    seen |= await limits_picture(db)
    seen |= await agreements.picture(db, party)
    seen |= await fuel_picture(db, party, now=now)
    seen |= await incidents.picture(db, party, now=now)
    seen |= await requests.picture(db, party, now=now)
    seen |= await distress_reports.picture(db, party)
    lists: dict[str, list[JsonObject]] = {thing: [] for thing in THINGS}
    for (thing, _), view in sorted(seen.items()):
        lists[thing].append(view)
    columns = await visible_columns(db, party, now=now)
    exercise = (await installation.read(db)).exercise
    times = [expected_view(row).plain() for row in await seen_times(db, party)]
    told_clock = clock_view(exercise=exercise, now=now).plain()
    return Snapshot(number, hash_, told_clock, lists, times, columns)
