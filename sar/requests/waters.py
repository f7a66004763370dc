"""The fields of ways by water about a scene, kept for as long as it stays where it is."""

import asyncio
import math
from collections.abc import Collection
from functools import lru_cache
from threading import Lock
from typing import Final

from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import SeaField, sea_field
from sar.geo.sea.told import SeaWay
from sar.incidents.drift import Drift, carried

STEP_NM: Final = 2.0
"""A scene that drifts gets a new field whenever it has gone so far."""


BOATS: Final = frozenset({Draught.SHALLOW})


class Ways:
    """The ways to one place. The field of a draught is made when a vessel of it first asks."""

    def __init__(self, place: LatLon) -> None:
        self._fields = {draught: _Kept(place, draught) for draught in Draught}

    @property
    def field(self) -> SeaField:
        """That of boats."""
        return self.field_of(Draught.SHALLOW)

    def field_of(self, draught: Draught) -> SeaField:
        """That of boats, or that of deep ships."""
        return self._fields[draught].field()

    def way(self, p: LatLon, draught: Draught) -> SeaWay:
        """The way from p, for a boat or for a deep ship."""
        return self._fields[draught].way(p)


async def about(
    datum: LatLon | None, drift: Drift | None, minutes: float, draughts: Collection[Draught] = BOATS
) -> Ways | None:
    """The ways to where the datum has drifted to, within STEP_NM.

    A new field takes a good part of a second: those of the draughts are made off the event loop.
    """
    if datum is None:
        return None
    return await asyncio.to_thread(ways_to, stepped(datum, drift, minutes), draughts)


def stepped(datum: LatLon, drift: Drift | None, minutes: float) -> LatLon:
    """Where the field of a scene stands that has drifted for so long."""
    if drift is None or drift.speed_kn == 0.0:
        return datum
    step_minutes = STEP_NM / drift.speed_kn * 60.0
    return carried(datum, drift, math.floor(minutes / step_minutes) * step_minutes)


def ways_to(place: LatLon, draughts: Collection[Draught] = BOATS) -> Ways:
    """The ways to a place, with the fields of the draughts at hand."""
    ways = _kept(place)
    for draught in draughts:
        ways.field_of(draught)
    return ways


class _Kept:
    """A field that those who want it at once wait for together, and the ways asked for last.

    A ship alongside takes a look out of its port by a finer field: 20 ms once that is there.
    """

    def __init__(self, place: LatLon, draught: Draught) -> None:
        self._place, self._draught, self._lock = place, draught, Lock()
        self._field: SeaField | None = None
        self.way = lru_cache(maxsize=2_048)(self._way)

    def field(self) -> SeaField:
        with self._lock:
            if self._field is None:
                self._field = sea_field(self._place, draught=self._draught)
            return self._field

    def _way(self, p: LatLon) -> SeaWay:
        return self.field().way(p)


@lru_cache(maxsize=8)
def _kept(place: LatLon) -> Ways:
    """The last eight, some 5 MB for each draught."""
    return Ways(place)
