"""Attacks on the displacement of a coarse ship by those who know the berth that it sails from.

All is reckoned on the plane that shows geodesics through the berth as straight lines (azimuthal
equidistant); places are miles to the north and to the east of the berth.
"""

import math
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.geodesy import AWAY, CELL, NEAR, direct, inverse
from sar.geo.position import LatLon

Told = tuple[datetime, float, float]
"""An instant with the latitude and longitude that are told of it."""
Plane = NDArray[np.float64]

_DIRECTIONS: Final = np.radians(np.arange(0.0, 360.0, 3.0))
_ASIDE: Final = np.radians(np.linspace(-30.0, 30.0, 81))
"""Courses are tried so far to both sides of the mean bearing of what is told."""


def found_by_lying(
    told: Collection[Told], berth: LatLon, then: datetime, left_at: datetime
) -> LatLon:
    """The place at an instant, by the displacement that was told of the ship while it lay at its
    berth: subtracted from what is told later, to which a line is fitted."""
    lying, later = _parted(told, berth, left_at)
    displacement = lying[1].mean(axis=0) if len(lying[1]) else np.zeros(2)
    return _place(_fitted(later[0], later[1] - displacement, then), berth)


def found_by_ray(
    told: Collection[Told], berth: LatLon, then: datetime, precision_nm: float, left_at: datetime
) -> LatLon:
    """The place at an instant, in the mean over all directions of displacement and all courses that
    begin at the berth, each weighed by how well it explains what is told, and left out where the
    ship would have been told elsewhere than at its berth when it was told there."""
    hours, places = _parted(told, berth, left_at)[1]
    at_berth = [_hours(at) for at, lat, lon in told if (lat, lon) == (berth.lat, berth.lon)]
    at, since = _hours(then), hours - hours.mean()
    sides = np.stack([np.ones(len(hours)), since], axis=1)
    total, weight = np.zeros(2), 0.0
    for direction in _DIRECTIONS:
        off = AWAY * precision_nm * np.array([math.cos(direction), math.sin(direction)])
        there = places - off
        mean_north, mean_east = there.mean(axis=0)
        courses = math.atan2(mean_east, mean_north) + _ASIDE
        ahead = np.stack([np.cos(courses), np.sin(courses)])
        along, aside = there @ ahead, there @ np.stack([-ahead[1], ahead[0]])
        fit, *_ = np.linalg.lstsq(sides, along)
        misses = ((along - sides @ fit) ** 2).sum(axis=0) + (aside**2).sum(axis=0)
        likely = np.exp(-misses / (2.0 * (CELL * precision_nm) ** 2 / 12.0)) * (fit[1] > 0.0)
        for then_hours in sorted(at_berth)[-3:]:
            gone = np.maximum(0.0, fit[0] + fit[1] * (then_hours - hours.mean()))
            near = np.hypot(*(gone * ahead + off[:, None])) <= (NEAR + CELL / 2) * precision_nm
            likely *= near
        total += ahead @ (likely * (fit[0] + fit[1] * (at - hours.mean())))
        weight += float(likely.sum())
    return _place(total / weight, berth)


def _parted(
    told: Iterable[Told], berth: LatLon, left_at: datetime
) -> tuple[tuple[Plane, Plane], tuple[Plane, Plane]]:
    """Hours and places of what is told while the ship lay at the berth, and of it under way but for
    what is told as at its berth still."""
    parts: tuple[list[tuple[float, Plane]], list[tuple[float, Plane]]] = [], []
    for at, lat, lon in sorted(told):
        leg = inverse(berth, LatLon(lat, lon))
        course = math.radians(leg.course_deg)
        place = leg.distance_nm * np.array([math.cos(course), math.sin(course)])
        if at <= left_at or leg.distance_nm > 0.0:
            parts[at > left_at].append((_hours(at), place))
    lying, away = (
        (
            np.array([hours for hours, _ in part]),
            np.array([place for _, place in part]).reshape(-1, 2),
        )
        for part in parts
    )
    return lying, away


def _fitted(hours: Plane, places: Plane, then: datetime) -> Plane:
    sides = np.stack([np.ones(len(hours)), hours - _hours(then)], axis=1)
    found, *_ = np.linalg.lstsq(sides[:, : min(2, len(hours))], places)
    place: Plane = found[0]
    return place


def _place(north_east: Plane, berth: LatLon) -> LatLon:
    north, east = north_east.tolist()
    return direct(berth, math.degrees(math.atan2(east, north)), math.hypot(north, east))


def _hours(at: datetime) -> float:
    return at.timestamp() / timedelta(hours=1).total_seconds()
