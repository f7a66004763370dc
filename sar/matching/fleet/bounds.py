"""Lower bounds of every asset's rank key, vectorised; no asset is evaluated."""

from functools import cached_property
from typing import Final

import numpy as np

from sar.assets.availability import CIVIL_TWILIGHT_DEG, ready_at, sun_altitudes_deg
from sar.assets.fleet.access import FleetAccess
from sar.assets.fleet.columns import READINESS, Fleet, micros
from sar.geo.arrays import Floats, Mask, Rows
from sar.geo.bounds import across, least_nm, least_of_vectors_nm
from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.sea.field_cache import SceneFields
from sar.geo.sea.land import vector, vectors
from sar.matching import carriage
from sar.matching.fleet.asset_classes import AssetClasses
from sar.matching.fleet.carrier_bounds import BaseColumns, CarrierColumns
from sar.matching.fleet.carriers import CarrierSearch, UnitColumns
from sar.matching.fleet.fleet_bases import FleetBases
from sar.matching.fleet.kernels import (
    COMES,
    OUT,
    TIMELESS,
    UNSUITED,
    AssetColumns,
    ClassColumns,
    CoarsePass,
    ReadinessTable,
    ScenePoint,
    are_out,
    least_minutes_all,
    rough_bounds,
    soon_there,
    tally_all,
)
from sar.matching.fleet.ship_bounds import has_no_way
from sar.matching.fuel_stops import REFUEL_MINUTES, OpenStops
from sar.matching.least_time import CLOSE_MINUTES, NO_TIME, least_minutes
from sar.matching.question import Question
from sar.matching.voyage import ASIDE_NM
from sar.matching.wind_bounds import STILL, WindOver, at_most_kn_nm, least_straight

_EDGE_DEG: Final = 1e-6


class LowerBounds:
    """Lower bounds for one question over one fleet.

    Bounds have a column for each row asked about: the part and the minutes of its rank key.
    """

    def __init__(
        self,
        question: Question,
        fleet: Fleet,
        access: FleetAccess,
        classes: AssetClasses,
        sea: SceneFields | None,
    ) -> None:
        self._question, self._fleet, self._access, self._sea = question, fleet, access, sea
        self._classes = classes
        self._stops = OpenStops.of(question)
        self.bases = FleetBases(question.scene.place, fleet, access, classes, self._stops)
        self._wind = WindOver.of(question.scene.wind_kn, question.scene.wind_from_deg)
        self._drifts_kn = 0.0
        if question.scene.drift is not None:
            self._drifts_kn = carriage.TURNED * question.scene.drift.speed_kn

    def coarse_pass(self) -> CoarsePass:
        """Least minutes of every row of the fleet, by its speed alone, and counts."""
        classes = self._classes
        kn = classes.fastest_kn + self._drifts_kn
        pace = np.divide(60.0, kn, out=np.full(len(kn), np.inf), where=kn > 0.0)
        seen, columns = self._access.seen, self._columns()
        return CoarsePass(
            least_minutes_all(seen, columns, pace, self._point),
            *tally_all(seen, columns, self._class_columns, self._readiness),
        )

    def rough_bounds(self, rows: Rows) -> Floats:
        """Bounds by the coarsest distance and by everything that needs no sun, in one pass."""
        return rough_bounds(
            rows, self._columns(), self._class_columns, self._readiness, self._point
        )

    @cached_property
    def _class_columns(self) -> ClassColumns:
        classes = self._classes
        return ClassColumns(
            *(classes.fastest_kn, classes.carried, classes.unsuited, self._reaches_nm),
            *(classes.day, classes.night, classes.at_sea),
        )

    @cached_property
    def _reaches_nm(self) -> Floats:
        """The farthest that each class may go: aircraft out and back over a base, vessels over a
        point, if there is any."""
        classes, sails = self._classes, self._classes.sails
        over_nm = 2.0 * classes.radius_nm + ASIDE_NM
        by_water = np.where(sails & self._stops.serves_vessels, over_nm, classes.radius_nm)
        return np.where(classes.returns, 3.0 * classes.radius_nm, by_water)

    @cached_property
    def _point(self) -> ScenePoint:
        place = self._question.scene.place
        if place is None:
            return ScenePoint(np.nan, np.nan, np.zeros(1), self._drifts_kn)
        return ScenePoint(place.lon, place.lat, across(place), self._drifts_kn)

    def _columns(self) -> AssetColumns:
        fleet, found = self._fleet, self._access
        return AssetColumns(
            found.lon,
            found.lat,
            self._classes.of,
            found.knows_readiness,
            *(fleet["at_sea"], fleet["day"], fleet["night"], fleet["sea"]),
            *(fleet["readiness"], fleet["readiness_until"], fleet["id_high"]),
            self._at_once,
        )

    @cached_property
    def _at_once(self) -> Mask:
        """The rows of assets that may come from other work, without notice."""
        found = np.zeros(self._fleet.length, dtype=bool)
        left = [id_ for id_, work in self._question.engagements.items() if work.left]
        if left:
            rows = self._fleet.rows(left)
            found[rows[rows >= 0]] = True
        return found

    @cached_property
    def _readiness(self) -> ReadinessTable:
        now = self._question.now
        return ReadinessTable(
            self._cannot, micros(now), micros(max(now, self._question.want.from_at or now))
        )

    def bounds_of(self, rows: Rows) -> Floats:
        """Bounds by everything known of each row except its route."""
        scene, of = self._question.scene, self._classes.of[rows]
        lon, lat = self._access.lon[rows], self._access.lat[rows]
        carried, speed = self._classes.carried[of], self._classes.speed_kn[of]
        timeless = np.isnan(lon) | ((speed == 0.0) & ~carried)
        timeless |= has_no_way(self._classes, of, lon, lat, self._sea)
        if scene.place is None:
            timeless[:] = True
        part = np.where(timeless, TIMELESS, COMES)
        part[self.out(rows)] = OUT
        part[self._classes.unsuited[of]] = UNSUITED
        minutes = np.full(len(rows), np.inf)
        minutes[part == TIMELESS] = self._fleet["id_high"][rows[part == TIMELESS]]
        if scene.place is not None:
            away = least_nm(lon, lat, scene.place)
            away[self._classes.sails[of]] -= carriage.BESIDE_NM
            part, least = self._on_its_fuel(rows, part, away, scene.place)
            minutes[~timeless] = np.maximum(least[~timeless], 0.0)
        return self._by_id_where_late(rows, part, minutes)

    def _on_its_fuel(
        self, rows: Rows, part: Floats, away: Floats, place: LatLon
    ) -> tuple[Floats, Floats]:
        """The parts and least minutes of units so far away, with what their fuel lets them do."""
        of = self._classes.of[rows]
        notice, speed = self._notice(rows), self._classes.speed_kn[of]
        with np.errstate(divide="ignore", invalid="ignore"):
            least = least_minutes(away, notice, speed, self._drifts_kn)
        straight = self._straight(rows, away, notice, least)
        lacks = self._lacks_nm(rows, away, place)
        soonest = np.fmin(straight, least + REFUEL_MINUTES)
        if self._drifts_kn:
            in_reach = np.fmax(soonest, lacks / self._drifts_kn * 60.0 - CLOSE_MINUTES)
            return part, np.where(part < UNSUITED, in_reach, least)
        part[(lacks > 0.0) & (part == COMES)] = UNSUITED
        beyond = (part == COMES) & (away > self._classes.radius_nm[of])
        for moves, bound in (
            (self._classes.returns, self._from_far),
            (self._classes.sails, self._from_far_by_water),
        ):
            far = np.flatnonzero(beyond & moves[of])
            part[far], soonest[far] = bound(rows[far], away[far], least[far], straight[far])
        return part, soonest

    def _straight(self, rows: Rows, away_nm: Floats, notice: Floats, least: Floats) -> Floats:
        """The same bounds with the wind along the way, where aircraft fly straight to the scene."""
        scene, wind = self._question.scene, self._wind
        found = least.copy()
        of = self._classes.of[rows]
        if scene.place is None or wind.kn == 0.0:
            return found
        some = np.flatnonzero(self._classes.in_wind[of] & np.isfinite(least))
        at = vectors(self._access.lon[rows[some]], self._access.lat[rows[some]])
        found[some] = least_straight(
            at,
            vector(scene.place.lon, scene.place.lat),
            away_nm[some],
            notice[some],
            self._classes.speed_kn[of[some]],
            self._drifts_kn,
            wind,
        )
        return found

    def _from_far(
        self, rows: Rows, away_nm: Floats, least: Floats, straight: Floats
    ) -> tuple[Floats, Floats]:
        """Bounds of aircraft out of direct reach of a scene that does not drift: they refuel at a
        base on the way, or fly directly if they can land close to the scene. `straight` are those
        of direct flights."""
        scene, of = self._question.scene.place, self._classes.of[rows]
        if scene is None:
            return np.full(len(rows), COMES), least
        limit = self._classes.radius_nm[of]
        back_nm = np.fmin(self._back_nm(rows, scene), away_nm)
        directly = (away_nm + back_nm) / 2.0 <= limit
        over_nm = self._over_nm(rows, limit, self._wind)
        over = least + (over_nm - away_nm) / self._classes.speed_kn[of] * 60.0 + REFUEL_MINUTES
        part = np.where(directly | np.isfinite(over_nm), COMES, UNSUITED)
        return part, np.where(directly | np.isinf(over_nm), np.fmin(straight, over), over)

    def _from_far_by_water(
        self, rows: Rows, away_nm: Floats, least: Floats, straight: Floats
    ) -> tuple[Floats, Floats]:
        """Bounds of vessels whose fuel does not last to a scene that does not drift: they take some
        at a point on the way. A wind does not bear on them."""
        of = self._classes.of[rows]
        over_nm = self._over_nm(rows, self._classes.radius_nm[of] + ASIDE_NM, STILL) - ASIDE_NM
        longer = np.maximum(over_nm - away_nm, 0.0) / self._classes.speed_kn[of] * 60.0
        goes = np.isfinite(over_nm)
        part = np.where(goes, COMES, UNSUITED)
        return part, np.where(goes, least + longer + REFUEL_MINUTES, straight)

    def _over_nm(self, rows: Rows, limit_nm: Floats, wind: WindOver) -> Floats:
        """Lower bound of each way over one base where it may land, or one point where a vessel may
        take fuel, in miles at the most that it makes in the wind; infinite without any."""
        bases, key = self.bases.known, self.bases.landing_of(rows)
        near = np.flatnonzero(self.bases.nm <= limit_nm.max(initial=0.0))
        begins, ends = (np.searchsorted(near, bases.first[at]) for at in (key, key + 1))
        at = vectors(self._access.lon[rows], self._access.lat[rows])
        base_at = vectors(bases.lon[near], bases.lat[near])
        place, scene_nm = self._question.scene.place, self.bases.nm[near]
        if place is None:
            return np.full(len(rows), np.inf)
        scene_at, kn = vector(place.lon, place.lat), self._classes.speed_kn[self._classes.of[rows]]
        return _least_over(at, limit_nm, begins, ends, base_at, scene_nm, scene_at, kn, wind)

    def bounds_of_carried(
        self, rows: Rows, carrier_search: CarrierSearch | None, within: float
    ) -> Floats:
        """Bounds of assets that must be carried, to be there within so many minutes; later ones
        have no place among the first."""
        if carrier_search is None:
            return self.bounds_of(rows)
        part = np.where(np.isnan(self._access.lon[rows]), TIMELESS, COMES)
        placed = np.flatnonzero(part == COMES)
        minutes = np.full(len(rows), np.inf)
        minutes[placed] = carrier_search.bounds(self.units(rows[placed]))
        part[(part == COMES) & np.isinf(minutes) & np.isinf(within)] = TIMELESS
        part[self.out(rows)] = OUT
        part[self._classes.unsuited[self._classes.of[rows]]] = UNSUITED
        timeless = part == TIMELESS
        minutes[timeless] = self._fleet["id_high"][rows[timeless]]
        return self._by_id_where_late(rows, part, minutes)

    def _by_id_where_late(self, rows: Rows, part: Floats, minutes: Floats) -> Floats:
        """Bounds with the place of those that fail without a time, which is by id: else all of
        them would lead alike, and all be evaluated."""
        late = np.flatnonzero((part > TIMELESS) & np.isinf(minutes))
        minutes[late] = NO_TIME + self._fleet["id_high"][rows[late]].astype(np.float64)
        return np.vstack((part, minutes))

    def carrier_search(self, rows: Rows, within: float) -> CarrierSearch | None:
        """The search over the rows that may carry something to the scene within so many minutes."""
        scene = self._question.scene
        if scene.place is None:
            return None
        classes = self._classes
        rows = soon_there(
            rows,
            self._columns(),
            self._class_columns,
            classes.can_carry,
            classes.response_kn,
            self._point,
            within,
        )
        units = self.units(rows[~self.out(rows)])
        of, key = classes.of[units.rows], self.bases.landing_of(units.rows)
        carriers = CarrierColumns(
            kn=classes.response_kn[of],
            lands=classes.helicopter[of],
            flies=classes.flies[of],
            in_wind=classes.in_wind[of],
            tank_nm=classes.tank_nm[of],
            landing_nm=self.bases.least_nm[key],
            key=key.astype(np.int32),
        )
        based = self.bases.known
        keys = np.repeat(np.arange(len(based.first) - 1, dtype=np.int32), np.diff(based.first))
        bases = BaseColumns(based.lon, based.lat, keys, self.bases.nm)
        return CarrierSearch(units, carriers, bases, scene=scene, within=within)

    def units(self, rows: Rows) -> UnitColumns:
        """The rows as columns of the carrier search."""
        return UnitColumns(rows, self._access.lon[rows], self._access.lat[rows], self._notice(rows))

    def base_of(self, rows: Rows) -> tuple[Floats, Floats]:
        """Longitudes and latitudes of the bases that the asker may know, else NaN."""
        shown = self._access.own[rows] | self._fleet["base_shared"][rows]
        base_lon, base_lat = self._fleet["base_lon"][rows], self._fleet["base_lat"][rows]
        return np.where(shown, base_lon, np.nan), np.where(shown, base_lat, np.nan)

    def _lacks_nm(self, rows: Rows, away_nm: Floats, scene: LatLon) -> Floats:
        """Lower bound of the miles by which the scene must come closer to be within reach; negative
        or NaN: none. `away_nm` is the least distance."""
        of = self._classes.of[rows]
        limit = self._classes.radius_nm[of]
        landing_nm = self.bases.least_nm[self.bases.landing_of(rows)]
        direct = (away_nm + np.fmin(self._back_nm(rows, scene), away_nm)) / 2.0 - limit
        with np.errstate(invalid="ignore"):
            over = np.maximum(landing_nm - limit, away_nm - 3.0 * limit)
        one_way = away_nm - limit
        if self._stops.serves_vessels:
            with np.errstate(invalid="ignore"):
                over_point = np.maximum(landing_nm - limit, away_nm - 2.0 * limit) - ASIDE_NM
            sails = self._classes.sails[of]
            one_way = np.where(sails, np.minimum(one_way, over_point), one_way)
        return np.where(self._classes.returns[of], np.minimum(direct, over), one_way)

    def _back_nm(self, rows: Rows, scene: LatLon) -> Floats:
        """Lower bound of the distance from the scene to a base where each can land."""
        landing_nm = self.bases.least_nm[self.bases.landing_of(rows)]
        return np.fmin(landing_nm, least_nm(*self.base_of(rows), scene))

    def out(self, rows: Rows) -> Mask:
        """The rows that certainly cannot go when the need begins, by their party's word."""
        return are_out(rows, self._columns(), self._readiness)

    @cached_property
    def _cannot(self) -> Mask:
        """Whether each word of readiness excludes going, by its end: one that has passed, one
        before the need, one after it or none."""
        now = self._question.now
        at = max(now, self._question.want.from_at or now)
        ends = (now, at, None)
        return np.array(
            [
                [ready_at(word, end, at=at, now=now).now is False for end in ends]
                for word in READINESS
            ],
            dtype=bool,
        )

    def _notice(self, rows: Rows) -> Floats:
        """Lower bound of each notice: by day, by night or at sea; at the edge of night the shorter
        of two."""
        fleet, access, classes = self._fleet, self._access, self._classes
        knows, of = access.knows_readiness[rows], classes.of[rows]

        def minutes_of(column: str, usual: Floats) -> Floats:
            own = fleet[column][rows]
            return np.where(knows & (own >= 0), own, usual[of])

        sun_deg = sun_altitudes_deg(access.lon[rows], access.lat[rows], self._question.now)
        day, night = minutes_of("day", classes.day), minutes_of("night", classes.night)
        by_clock = np.minimum(day, night)
        by_clock = np.where(sun_deg > CIVIL_TWILIGHT_DEG + _EDGE_DEG, day, by_clock)
        by_clock = np.where(sun_deg < CIVIL_TWILIGHT_DEG - _EDGE_DEG, night, by_clock)
        at_sea = minutes_of("sea", classes.at_sea)
        due = np.where(knows & fleet["at_sea"][rows], at_sea, by_clock)
        return np.where(self._at_once[rows], 0.0, due)


@compiled
def _least_over(
    at: Floats,
    limit_nm: Floats,
    begins: Rows,
    ends: Rows,
    bases: Floats,
    scene_nm: Floats,
    scene_at: Floats,
    kn: Floats,
    wind: WindOver,
) -> Floats:
    """Lower bound of each aircraft's way to the scene over one of its bases (a range of all bases,
    with lower bounds of their distance to the scene), in miles at the `kn` that it makes at most in
    the wind; infinite where it reaches over none."""
    found = np.full(len(at), np.inf)
    for k in range(len(at)):
        for base in range(begins[k], ends[k]):
            if scene_nm[base] > limit_nm[k]:
                continue
            nm = least_of_vectors_nm(at[k], bases[base])
            if nm <= 2.0 * limit_nm[k]:
                first_nm = at_most_kn_nm(nm, at[k], bases[base], kn[k], wind)
                last_nm = at_most_kn_nm(scene_nm[base], bases[base], scene_at, kn[k], wind)
                found[k] = min(found[k], first_nm + last_nm)
    return found
