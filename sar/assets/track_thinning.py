"""The positions of a track that say something: turns, stops, silences, doubts (pure).

A position drops out if the way between those that stay tells it: at each instant the thinned track
is within `DEPARTURE_NM` of the whole one, also in time, so that whoever slows down or stops is seen
to. No two that stay are further apart than `STEP`, but where the unit was silent for as long.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sar.assets.holding import EPOCH

DEPARTURE_NM: Final = 0.05
"""The distance by which the thinned track departs from the whole one at most (house figure): some
ninety metres, twice what a receiver of satellites without corrections is told to hold."""
STEP: Final = timedelta(minutes=10)
"""The longest way without a position (house figure)."""

_ALLOWED_NM: Final = 0.045
"""Less than `DEPARTURE_NM`: a degree of longitude is reckoned with one length along a step."""
_SIDE_NM: Final = _ALLOWED_NM / math.sqrt(2.0)
"""Half the side of the square within that circle."""
_FURTHEST_LAT: Final = 75.0
"""Beyond, meridians draw together too fast for that, and all is kept."""
_NM_PER_DEG: Final = 60.32
"""Not less than any degree of latitude has."""
_GREATEST_DEG: Final = 2.0
"""A step of more degrees of latitude is no step: all is kept."""


class ThinnedPoint(NamedTuple):
    """A position of a track, as far as it is asked whether it stays."""

    at: datetime
    lat: float
    lon: float
    source: str = ""
    uncertainty_nm: float = 0.1
    doubted: bool = False
    """Whether there is a reason to doubt it."""
    implausible: bool = False
    """Whether it does not move the place."""


class WholeWindow(NamedTuple):
    """A time of which all positions stay; both ends belong to it."""

    since: datetime
    until: datetime | None
    """None: it goes on."""


def those_that_stay(
    points: Sequence[ThinnedPoint],
    *,
    spans_s: Collection[int] = (),
    whole: Collection[WholeWindow] = (),
) -> list[datetime]:
    """The instants of those that stay, of one track in the order of time.

    Doubted ones stay, the first and the last of those that are plausible, and of each of the
    `spans_s` (those by which the unit's place is told coarsely) the last plausible one, which is
    told.
    """
    stays = {point.at for point in points if point.implausible or point.doubted}
    stays |= {point.at for point in points if any(_is_within(point.at, one) for one in whole)}
    moving = [point for point in points if not point.implausible]
    for seconds in spans_s:
        stays |= _ends_of_spans(moving, timedelta(seconds=seconds))
    stays |= set(_turns(moving, stays))
    return [point.at for point in points if point.at in stays]


def _is_within(at: datetime, window: WholeWindow) -> bool:
    return window.since <= at and (window.until is None or at <= window.until)


def _ends_of_spans(points: Iterable[ThinnedPoint], span: timedelta) -> set[datetime]:
    """A span includes its end and not its beginning, as `Held.horizon` has it."""
    return set({-((EPOCH - point.at) // span): point.at for point in points}.values())


def _turns(points: Sequence[ThinnedPoint], stays: Collection[datetime]) -> Iterable[datetime]:
    """A straight way is held as long as it tells all positions since it began. Every position
    allows, seen from the beginning, a square of mean velocities: the way to the next one has to lie
    within all of them."""
    if not points:
        return
    way = _StraightWay(points[0])
    yield points[0].at
    last = points[0]
    for point in points[1:]:
        if not way.goes_on_to(point):
            yield last.at
            way = _StraightWay(last)
            if not way.goes_on_to(point):
                yield point.at
                way = _StraightWay(point)
        if point.at in stays:
            way = _StraightWay(point)
        last = point
    yield last.at


class _StraightWay:
    """A straight way from a position, and the mean velocities that tell all that was on it."""

    __slots__ = ("_begin", "_nm_per_lon", "_x_max", "_x_min", "_y_max", "_y_min")

    def __init__(self, begin: ThinnedPoint) -> None:
        self._begin = begin
        self._nm_per_lon = _NM_PER_DEG * math.cos(math.radians(begin.lat))
        self._x_min = self._y_min = -math.inf
        self._x_max = self._y_max = math.inf

    def goes_on_to(self, point: ThinnedPoint) -> bool:
        """Whether it tells all that was on it if it ends there; then it is on it, too."""
        begin = self._begin
        passed = point.at - begin.at
        if passed > STEP or (point.source, point.uncertainty_nm) != (
            begin.source,
            begin.uncertainty_nm,
        ):
            return False
        north = point.lat - begin.lat
        if abs(north) > _GREATEST_DEG or abs(begin.lat) > _FURTHEST_LAT:
            return False
        seconds = passed.total_seconds()
        east = (point.lon - begin.lon + 180.0) % 360.0 - 180.0
        x, y = east * self._nm_per_lon / seconds, north * _NM_PER_DEG / seconds
        if not (self._x_min <= x <= self._x_max and self._y_min <= y <= self._y_max):
            return False
        free = _SIDE_NM / seconds
        self._x_min, self._x_max = max(self._x_min, x - free), min(self._x_max, x + free)
        self._y_min, self._y_max = max(self._y_min, y - free), min(self._y_max, y + free)
        return True
