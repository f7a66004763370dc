"""The field of ways by water about a scene, kept for as long as the scene stays where it is."""

import asyncio
import math
from functools import lru_cache
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
    return await asyncio.to_thread(_about, _stepped(datum, drift, minutes))


def _stepped(datum: LatLon, drift: Drift | None, minutes: float) -> LatLon:
    if drift is None or drift.speed_kn == 0.0:
        return datum
    step_minutes = STEP_NM / drift.speed_kn * 60.0
    return carried(datum, drift, math.floor(minutes / step_minutes) * step_minutes)


@lru_cache(maxsize=8)
def _about(place: LatLon) -> SeaField:
    return sea_field(place)
