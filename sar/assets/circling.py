"""Positions on a circle that the asset does not sail: the mark of false signals of satellites
(pure).

Receivers that are given false signals report places on a circle about a fixed centre, at a steady
speed and with courses that are not along it. An aircraft that orbits and a ship that turns have
courses along their circle, and are not meant.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sar.assets.track_memory import TrailPoint
from sar.geo.units import NM_PER_DEGREE

_LEAST_POINTS: Final = 8
_LEAST_RADIUS_NM: Final = 0.03
"""Smaller circles are drawn by the scatter of a receiver (house figure)."""
_MOST_RADIUS_NM: Final = 20.0
_SCATTER: Final = 0.1
"""The root mean square of the distances from the circle, as a share of its radius."""
_WIDEST_GAP_DEG: Final = 120.0
_LEAST_KN: Final = 3.0
"""Slower ones swing at anchor."""
_ALONG_DEG: Final = 45.0
"""A course that differs so little from the tangent, either way round, is along the circle."""
_MISFITS: Final = 1.0 / 3.0
"""So many of the points that tell a course or a speed do not fit: half do by chance alone."""
_TOO_FAST: Final = 2.0
_SPEED_MARGIN_KN: Final = 3.0

_Flat = list[tuple[float, float]]


def is_false_circle(trail: Sequence[TrailPoint]) -> bool:
    """Whether the trail is a circle to which the courses and speeds told do not fit."""
    if len(trail) < _LEAST_POINTS:
        return False
    places = _flat(trail)
    legs_nm = [math.dist(a, b) for a, b in pairwise(places)]
    hours = (trail[-1].at - trail[0].at).total_seconds() / 3600.0
    run_nm = sum(legs_nm)
    if run_nm < _LEAST_KN * hours or math.dist(places[0], places[-1]) > 0.8 * run_nm:
        return False
    fitted = _circle_through(places)
    if fitted is None:
        return False
    x, y, radius_nm = fitted
    if not _LEAST_RADIUS_NM <= radius_nm <= _MOST_RADIUS_NM:
        return False
    off = [math.hypot(px - x, py - y) - radius_nm for px, py in places]
    if math.sqrt(sum(one * one for one in off) / len(off)) > _SCATTER * radius_nm:
        return False
    bearings = [math.degrees(math.atan2(px - x, py - y)) % 360.0 for px, py in places]
    return _goes_round(bearings) and _does_not_fit(trail, bearings, legs_nm)


def _flat(trail: Sequence[TrailPoint]) -> _Flat:
    """East and north of the first point, in nautical miles."""
    first = trail[0].point
    wide = NM_PER_DEGREE * math.cos(math.radians(first.lat))
    return [
        (
            ((one.point.lon - first.lon + 180.0) % 360.0 - 180.0) * wide,
            (one.point.lat - first.lat) * NM_PER_DEGREE,
        )
        for one in trail
    ]


def _circle_through(places: _Flat) -> tuple[float, float, float] | None:
    """The centre and radius of the circle with the least squares (Kåsa 1976); None on a line."""
    n = len(places)
    mean_x = sum(x for x, _ in places) / n
    mean_y = sum(y for _, y in places) / n
    xx = xy = yy = xr = yr = 0.0
    for px, py in places:
        x, y = px - mean_x, py - mean_y
        square = x * x + y * y
        xx, xy, yy = xx + x * x, xy + x * y, yy + y * y
        xr, yr = xr + x * square, yr + y * square
    det = xx * yy - xy * xy
    if det <= 1e-9 * (xx + yy) ** 2:
        return None
    x, y = (xr * yy - yr * xy) / (2.0 * det), (yr * xx - xr * xy) / (2.0 * det)
    return mean_x + x, mean_y + y, math.sqrt(x * x + y * y + (xx + yy) / n)


def _goes_round(bearings: Sequence[float]) -> bool:
    """Whether no part of the circle as wide as the gap is free of points."""
    ordered = sorted(bearings)
    gaps = [b - a for a, b in zip(ordered, [*ordered[1:], ordered[0] + 360.0], strict=True)]
    return max(gaps) <= _WIDEST_GAP_DEG


def _does_not_fit(
    trail: Sequence[TrailPoint], bearings: Sequence[float], legs_nm: Sequence[float]
) -> bool:
    """Whether enough of the points that were sailed to tell another course or speed."""
    telling = misfits = 0
    points = zip(pairwise(trail), bearings[1:], legs_nm, strict=True)
    for (before, one), bearing, leg_nm in points:
        least_kn = leg_nm / ((one.at - before.at).total_seconds() / 3600.0)
        if least_kn < _LEAST_KN or (one.course_deg is None and one.speed_kn is None):
            continue
        telling += 1
        if one.course_deg is not None:
            off_tangent = abs((one.course_deg - bearing) % 180.0 - 90.0)
            if off_tangent > _ALONG_DEG:
                misfits += 1
                continue
        if one.speed_kn is not None:
            misfits += least_kn > _TOO_FAST * one.speed_kn + _SPEED_MARGIN_KN
    return telling >= _LEAST_POINTS - 1 and misfits >= _MISFITS * telling
