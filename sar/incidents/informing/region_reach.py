"""The instant at which a drifting or growing area first reaches a search and rescue region (pure).

Hour by hour, and then by the minute: within an hour an area that moves and grows does not touch and
leave again.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from sar.geo.areas import MAX_DISC_RADIUS_NM, disc
from sar.geo.geodesy import direct, inverse
from sar.geo.position import LatLon

_DAY: Final = timedelta(days=1)
_DAILY: Final = 2
_LATER: Final = 3
"""House figures: a case whose area reaches nobody new is looked at daily for so many days, then
every so many: regions are drawn anew, too."""
_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_SLACK_NM: Final = 5.0

AreaAt = Callable[[datetime], Sequence[BaseGeometry]]
"""The shapes of the area at a whole minute, as the touched regions are found by them."""


def next_look(datum_at: datetime, now: datetime) -> datetime:
    """The latest instant at which a case with such a datum is looked at again."""
    days = max(0, (now - datum_at) // _DAY)
    if days < _DAILY:
        return datum_at + (days + 1) * _DAY
    return datum_at + (days + _LATER - (days - _DAILY) % _LATER) * _DAY


def first_reached(
    area: AreaAt, regions: Collection[BaseGeometry], *, after: datetime, until: datetime
) -> datetime | None:
    """The first whole minute after `after`, and not after `until`, at which the area touches one
    of the regions; None: it reaches none by then."""
    if not regions:
        return None
    for region in regions:
        shapely.prepare(region)
    early = after.replace(second=0, microsecond=0)
    last = until.replace(second=0, microsecond=0)
    while early < last:
        late = min(early + _HOUR, last)
        if _touches(area(late), regions):
            return _first_minute(area, regions, early, late)
        early = late
    return None


def _first_minute(
    area: AreaAt, regions: Collection[BaseGeometry], early: datetime, late: datetime
) -> datetime:
    """The first minute at which it touches one: after `early`, at `late` at the latest."""
    while late - early > _MINUTE:
        middle = early + (late - early) // _MINUTE // 2 * _MINUTE
        early, late = (early, middle) if _touches(area(middle), regions) else (middle, late)
    return late


def _touches(shapes: Sequence[BaseGeometry], regions: Collection[BaseGeometry]) -> bool:
    return any(region.intersects(shape) for region in regions for shape in shapes)


def all_about(first: LatLon, last: LatLon, radius_nm: float) -> MultiPolygon:
    """A disc that holds all that lies so near to the way between the places."""
    way = inverse(first, last)
    half_nm = way.distance_nm / 2.0
    middle = direct(first, way.course_deg, half_nm)
    return disc(middle, min(half_nm + radius_nm + _SLACK_NM, MAX_DISC_RADIUS_NM))
