"""Stops for fuel of a unit that is awaited: as they are told, and the one ahead as it is kept.

A unit sets out with full tanks, and how much of them is left no position tells: one that was to
take fuel on its way still does, until it has been at that place or has passed it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Self

from sar.agreements.words import Kind
from sar.assets.fuel_points import FuelPointPlain
from sar.assets.seen import SeenAsset
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.matching.candidate import Candidate
from sar.matching.evaluation import Match
from sar.matching.fuel_stops import OpenStops, StopAhead, refuel_minutes
from sar.matching.landing_places import Site
from sar.matching.presenting import stop_view
from sar.matching.question import Where

THERE_NM: Final = 1.0
"""A unit so close to a place is there (house figure)."""


@dataclass(frozen=True, slots=True)
class KeptStop:
    """The stop on the way of a unit, as it is kept from one working-out of its time to the next.

    `owner` None: it is a base of its own party; `point`: the id of a fuel point. `since`: it has
    been there from then on.
    """

    place: LatLon
    owner: str | None
    point: str | None
    left_from: LatLon
    since: datetime | None = None

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """Read as it was kept."""
        since = plain["since"]
        return cls(
            _place(plain["place"]),
            plain["owner"],
            plain["point"],
            _place(plain["left_from"]),
            None if since is None else datetime.fromisoformat(since),
        )

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "place": [self.place.lon, self.place.lat],
            "owner": self.owner,
            "point": self.point,
            "left_from": [self.left_from.lon, self.left_from.lat],
            "since": None if self.since is None else self.since.isoformat(),
        }

    def seen_from(
        self, unit: Candidate, scene: LatLon, *, at: datetime, snapped_nm: float = 0.0
    ) -> Self | None:
        """The stop, if the unit has it still ahead by its place at that instant, or takes fuel
        there; None: it has done so, or has passed it. `snapped_nm`: how coarse that place is."""
        place = unit.seen.place
        if place is None:
            return self
        if distance_nm(place, self.place) <= THERE_NM + snapped_nm:
            since = self.since or at
            takes = timedelta(minutes=refuel_minutes(unit))
            return replace(self, since=since) if at < since + takes else None
        return None if self.since is not None or self._is_passed(unit, place, scene) else self

    def _is_passed(self, unit: Candidate, place: LatLon, scene: LatLon) -> bool:
        """Whether an aircraft is nearer to the scene than the stop, which lay nearer to that than
        where it set out. Of vessels the way by water tells (`Voyage`)."""
        stop_nm = distance_nm(self.place, scene)
        nearer = distance_nm(place, scene) < stop_nm < distance_nm(self.left_from, scene)
        return unit.kind is not Kind.VESSEL and nearer

    def ahead(
        self, unit: Candidate, points: Iterable[FuelPointPlain], *, at: datetime
    ) -> StopAhead | None:
        """The stop as its way is worked out over it; None: there is no such fuel point any more."""
        point = next((one for one in points if str(one.id) == self.point), None)
        if point is None and self.point is not None:
            return None
        gone = timedelta() if self.since is None else at - self.since
        minutes = refuel_minutes(unit) - gone / timedelta(minutes=1)
        site, is_there = Site(self.place, self.owner, point), self.since is not None
        return StopAhead(site, self.left_from, minutes, is_there=is_there)


def stop_still_ahead(
    kept: dict[str, Any] | None, unit: Candidate, where: Where, *, at: datetime
) -> KeptStop | None:
    """The stop of a unit that is out, as it was kept last, if it has it still ahead at that
    instant."""
    if kept is None or where.scene.place is None:
        return None
    snapped_nm = unit.seen.precision_nm if isinstance(unit.seen, SeenAsset) else 0.0
    stop, scene = KeptStop.of(kept), where.scene.place
    return stop.seen_from(unit, scene, at=at, snapped_nm=snapped_nm)


def kept_of(match: Match, before: KeptStop | None) -> KeptStop | None:
    """The stop on the way that was found, with what was kept of it, and that alone where no way is
    known; None: there is none."""
    route = match.approach.route
    if route is None or match.time is None or route.stop_not_known:
        return before
    if route.stop is None:
        return None
    stop = route.stop
    if before is not None and before.place == stop.place:
        return before
    point = None if stop.point is None else str(stop.point.id)
    return KeptStop(stop.place, stop.owner, point, route.corners[0])


def told_stops(match: Match, kept: KeptStop | None, *, start: datetime) -> list[dict[str, Any]]:
    """The stops of a unit whose way is reckoned from that instant, as its owner is told them."""
    views = [stop_view(stop, start=start) for stop in match.fuel_stops]
    if kept is not None and kept.since is not None:
        there = {"from_at": kept.since.replace(microsecond=0)}
        views = [view if view.after_work else view.model_copy(update=there) for view in views]
    return [view.plain() for view in views]


def is_open_stop(
    stop: dict[str, Any], unit: Candidate, opened: OpenStops, points: Iterable[FuelPointPlain]
) -> bool:
    """Whether a stop of the unit, as it is told, is at a place that is open to it there: a base, or
    one of these points."""
    lon, lat = stop["place"]["coordinates"]
    point = next((one for one in points if str(one.id) == stop["fuel_point_id"]), None)
    if point is None and stop["fuel_point_id"] is not None:
        return False
    return opened.may_take_fuel(Site(LatLon(lat=lat, lon=lon), stop["party"], point), unit)


def _place(plain: tuple[float, float]) -> LatLon:
    lon, lat = plain
    return LatLon(lat=lat, lon=lon)
