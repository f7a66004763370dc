"""The field of ways by water about a scene, kept for as long as the scene stays where it is."""

import asyncio
import math
from functools import lru_cache
from threading import Lock
from typing import Final

from sar.geo.position import LatLon
from sar.geo.sea.field import SeaField, sea_field
from sar.incidents.drift import Drift, carried

STEP_NM: Final = 2.0
"""A scene that drifts gets a new field whenever it has gone so far."""


async def about(datum: LatLon | None, drift: Drift | None, minutes: float) -> SeaField | None:
    """The field about where the datum has drifted to, within STEP_NM.

    A new field takes a good part of a second, off the event loop.
    """
    if datum is None:
        return None
    return await asyncio.to_thread(field_about, stepped(datum, drift, minutes))


def stepped(datum: LatLon, drift: Drift | None, minutes: float) -> LatLon:
    """Where the field of a scene stands that has drifted for so long."""
    if drift is None or drift.speed_kn == 0.0:
        return datum
    step_minutes = STEP_NM / drift.speed_kn * 60.0
    return carried(datum, drift, math.floor(minutes / step_minutes) * step_minutes)


def field_about(place: LatLon) -> SeaField:
    """The field about a place: the last eight are kept, some 5 MB each."""
    return _kept(place).field()


class _Kept:
    """A field that those who want it at once wait for together."""

    def __init__(self, place: LatLon) -> None:
        self._place, self._lock = place, Lock()
        self._field: SeaField | None = None

    def field(self) -> SeaField:
        with self._lock:
            if self._field is None:
                self._field = sea_field(self._place)
            return self._field


@lru_cache(maxsize=8)
def _kept(place: LatLon) -> _Kept:
    return _Kept(place)
