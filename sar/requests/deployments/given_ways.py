"""Ways that a unit keeps from one working-out of its time to the next: by water, and over its stop.

A ship that is on the way she was given keeps to it; a field of the sea is made for others alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self

from sar.agreements.words import Kind
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import SceneFields, scene_fields
from sar.geo.sea.kept_way import KeptWay
from sar.geo.sea.sea_route import SeaWay
from sar.incidents.datum import field_place_after
from sar.matching.candidate import Candidate
from sar.matching.evaluation import Match
from sar.matching.question import Where
from sar.requests.deployments.awaiting import ExpectedUnit
from sar.requests.models import ExpectedTime

ONE_WIDER: Final = 1
"""Ways by water are worked out as far as 1,000 nm; the field of the whole earth takes too long."""


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """The way by water of a ship that keeps to the one it was given."""

    left: SeaWay
    kept: dict[str, Any]

    def way(self, _p: LatLon, _draught: Draught, /) -> SeaWay:
        """The rest of it, from where she is."""
        return self.left


@dataclass(frozen=True, slots=True)
class GivenWays:
    """The ways that were kept of a unit: by water for this reader, and its stop, of one that is
    out. A reader who is new knows of no stop: it is that of the others."""

    way: dict[str, Any] | None
    stop: dict[str, Any] | None

    @classmethod
    def of(cls, unit: ExpectedUnit, rows: Mapping[str, ExpectedTime], reader: str) -> Self:
        """As the rows of the readers have them."""
        kept = rows.get(reader)
        told = [kept] if kept is not None else list(rows.values())
        stop = next((row.stop for row in told if row.stop is not None), None)
        return cls(kept.way if kept else None, stop if unit.is_out else None)


def sea_ways_of(
    candidate: Candidate,
    where: Where,
    given: GivenWays,
    fields: dict[tuple[LatLon, Draught], SceneFields],
    *,
    now: datetime,
) -> SceneFields | OnItsWay | None:
    """The ways by water of a vessel; fields are made only for one that is on no way."""
    place, draught = candidate.seen.place, candidate.seen.type.draught
    if candidate.kind is not Kind.VESSEL or place is None:
        return None
    if where.datum is None or where.scene.place is None:
        return None
    if given.way is not None:
        left = _kept_way(given.way).left(place, where.scene.place)
        if left is not None:
            return OnItsWay(left, given.way)
    age = 0.0 if where.datum_at is None else (now - where.datum_at) / timedelta(minutes=1)
    about = field_place_after(where.datum, where.scene.drift, max(0.0, age))
    if (about, draught) not in fields:
        fields[about, draught] = scene_fields(about, [draught], sizes=ONE_WIDER)
    return fields[about, draught]


def _kept_way(plain: dict[str, Any]) -> KeptWay:
    corners = tuple(LatLon(lat=lat, lon=lon) for lon, lat in plain["corners"])
    return KeptWay(corners, tuple(plain["through"]))


def way_to_keep(match: Match, sea: SceneFields | OnItsWay | None) -> dict[str, Any] | None:
    """The way as it was worked out first, while the ship is on it; else the one found now."""
    route = match.approach.route
    if route is None or not route.by_water or route.stop is not None or route.stop_not_known:
        return None
    if isinstance(sea, OnItsWay):
        return sea.kept
    found = KeptWay.of(route.corners, route.through)
    if found is None:
        return None
    corners = [[corner.lon, corner.lat] for corner in found.corners]
    return {"corners": corners, "through": list(found.through)}


def lacks_a_way(match: Match, sea: SceneFields | OnItsWay | None) -> bool:
    """Whether a wider field is being made for its way, or one about its stop."""
    if isinstance(sea, SceneFields) and sea.needs_wider:
        sea.start_wider()
        return True
    return match.approach.route is not None and match.approach.route.stop_not_known
