"""Ways by water to places where vessels take fuel or are at home, each by a field about that place.

The field about a scene knows the way from such a place to the scene; the way to the place takes
one of its own, which is cached for all scenes.
"""

from functools import partial
from math import inf
from time import monotonic
from typing import Final, Protocol

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import SeaField, sea_field
from sar.geo.sea.field_cache import PATIENCE_S, CachedField, FieldCache
from sar.geo.sea.lake_ways import lake_at, lake_way
from sar.geo.sea.question_fields import FieldLine
from sar.geo.sea.sea_route import TOO_FAR, SeaWay

RADIUS_NM: Final = 300.0
"""No vessel goes farther for fuel than this, so that fields stay small (house figure)."""


class StopWays(Protocol):
    """Ways by water to places where vessels take fuel or are at home."""

    def way(self, p: LatLon, stop: LatLon, draught: Draught, /) -> SeaWay | None:
        """The way from p to a stop; None: it is not worked out yet."""
        ...


def _about(stop: LatLon, draught: Draught) -> SeaField:
    return sea_field(stop, radius_nm=RADIUS_NM, draught=draught)


FIELDS: Final = FieldCache(_about, room=64, ways=256)
"""Some 1 MB each; about a fifth of a second."""


class NoWays:
    """No way is known, and none is begun."""

    def way(self, _p: LatLon, _stop: LatLon, _draught: Draught, /) -> SeaWay | None:
        """None."""
        return None


NO_WAYS: Final = NoWays()
"""Of units whose time on the way is not asked for."""


class WaysWithin:
    """The ways whose fields are computed, or can be within so many seconds for all of them; after
    that one is begun in the background, for later questions."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._left_s = seconds

    def way(self, p: LatLon, stop: LatLon, draught: Draught, /) -> SeaWay | None:
        """The way from p to a stop, if its field is computed in time."""
        alone = _without_field(p, stop)
        if alone is not None:
            return alone
        field = FIELDS.ready(stop, draught)
        if field is None and self._left_s > 0.0:
            begun = monotonic()
            field = FIELDS.field(stop, draught)
            self._left_s -= monotonic() - begun
        if field is None:
            FIELDS.start(stop, draught)
            return None
        return field.way(p)


ON_DEMAND: Final = WaysWithin(inf)
"""Every way, however long its field takes: for threads and tests that nobody waits for."""


class WaysComputed:
    """The ways of one question by fields that are computed. Missing ways are noted, and
    computed between two turns of the question, in its `line`, for as long as one waits for wider
    fields."""

    def __init__(self, line: FieldLine) -> None:
        self._line: Final = line
        self._fields: dict[tuple[LatLon, Draught], CachedField] = {}
        self._lacking: dict[tuple[LatLon, Draught], None] = {}
        self._left_s = PATIENCE_S

    def way(self, p: LatLon, stop: LatLon, draught: Draught, /) -> SeaWay | None:
        """The way from p to a stop, if its field is computed."""
        alone = _without_field(p, stop)
        if alone is not None:
            return alone
        field = self._fields.get((stop, draught)) or FIELDS.ready(stop, draught)
        if field is None:
            self._lacking[stop, draught] = None
            return None
        self._fields[stop, draught] = field
        return field.way(p)

    async def compute(self) -> bool:
        """Computes the fields that lack, as many as patience allows; whether there are any more
        than before. One of the others is begun in the background, for a later question."""
        found = False
        for stop, draught in list(self._lacking):
            begun, field = monotonic(), partial(FIELDS.field, stop, draught)
            made = await self._line.computed_within(field, max(0.0, self._left_s))
            self._left_s -= monotonic() - begun
            made = made or FIELDS.ready(stop, draught)  # its end was too late to be told of
            if made is None:
                FIELDS.start(stop, draught)
                break
            self._fields[stop, draught] = made
            del self._lacking[stop, draught]
            found = True
        return found


def _without_field(p: LatLon, stop: LatLon) -> SeaWay | None:
    """The way within one lake, or that it is too far; None: a field tells."""
    lake = lake_at(stop)
    if lake is not None and lake.has(p):
        return lake_way(p, stop)
    away_nm = distance_nm(p, stop)
    return SeaWay(None, away_nm, (p, stop), note=TOO_FAR) if away_nm > RADIUS_NM else None
