"""The field of ways by water about a scene, kept for as long as the scene stays where it is."""

import asyncio
import math
from functools import lru_cache
from threading import Lock
from typing import Final

from sar.geo.position import LatLon
from sar.geo.sea.field import SeaField, sea_field
from sar.geo.sea.told import SeaWay
from sar.incidents.drift import Drift, carried

STEP_NM: Final = 2.0
"""A scene that drifts gets a new field whenever it has gone so far."""


class Ways:
    """The ways to one place; those that were asked for last are kept.

    A ship alongside takes a look out of its port by a finer field: 20 ms once that is there.
    """

    def __init__(self, field: SeaField) -> None:
        self.field = field
        self._way = lru_cache(maxsize=2_048)(field.way)

    def way(self, p: LatLon) -> SeaWay:
        """The way from p."""
        return self._way(p)


async def about(datum: LatLon | None, drift: Drift | None, minutes: float) -> Ways | None:
    """The ways to where the datum has drifted to, within STEP_NM.

    A new field takes a good part of a second, off the event loop.
    """
    if datum is None:
        return None
    return await asyncio.to_thread(ways_to, stepped(datum, drift, minutes))


def stepped(datum: LatLon, drift: Drift | None, minutes: float) -> LatLon:
    """Where the field of a scene stands that has drifted for so long."""
    if drift is None or drift.speed_kn == 0.0:
        return datum
    step_minutes = STEP_NM / drift.speed_kn * 60.0
    return carried(datum, drift, math.floor(minutes / step_minutes) * step_minutes)


def ways_to(place: LatLon) -> Ways:
    """The ways to a place: the last eight fields are kept, some 5 MB each."""
    return _kept(place).ways()


class _Kept:
    """A field that those who want it at once wait for together."""

    def __init__(self, place: LatLon) -> None:
        self._place, self._lock = place, Lock()
        self._ways: Ways | None = None

    def ways(self) -> Ways:
        with self._lock:
            if self._ways is None:
                self._ways = Ways(sea_field(self._place))
            return self._ways


@lru_cache(maxsize=8)
def _kept(place: LatLon) -> _Kept:
    return _Kept(place)
