"""Search for the carriers of teams and equipment among very many assets: bounds before
evaluation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.geo.arrays import Floats, Mask, Rows
from sar.geo.bounds import (
    chord2,
    chord2_of,
    chord2_of_nm,
    least_between_nm,
    least_nm,
    least_of_vectors_nm,
)
from sar.geo.sea.compiled import compiled
from sar.geo.sea.land import vector, vectors
from sar.matching import carriage, least_time
from sar.matching.candidate import Candidate
from sar.matching.fuel_stops import REFUEL_MINUTES
from sar.matching.intercept import HORIZON_MINUTES
from sar.matching.least_time import least_flown
from sar.matching.question import Scene
from sar.matching.wind_bounds import STILL, WindOver, at_most_kn_nm, directly_kn, fuel_at_least_nm

_BAND_DEG: Final = carriage.SAME_PORT_NM / 55.0
"""A band of latitude wider than the distance between two places in one port."""

_SLACK_MINUTES: Final = 1e-3
_LOADING: Final = carriage.LOADING_MINUTES
_CLOSE: Final = least_time.CLOSE_MINUTES
_SAME_PORT_NM: Final = carriage.SAME_PORT_NM
_TURNED: Final = carriage.TURNED
_REFUEL: Final = REFUEL_MINUTES


@dataclass(frozen=True, slots=True)
class UnitColumns:
    """Things or carriers by column; `rows` are rows of the fleet, `notice` in minutes."""

    rows: Rows
    lon: Floats
    lat: Floats
    notice: Floats

    def only(self, which: Mask | Rows) -> "UnitColumns":
        """A selection, in that order."""
        return UnitColumns(self.rows[which], self.lon[which], self.lat[which], self.notice[which])


class CarrierColumns(NamedTuple):
    """Possible carriers by column; `lands`: helicopters, which pick up anywhere.

    `tank_nm` is the range on full fuel, infinite without a known limit; `landing_nm` the least
    distance from the scene to a base of its party where it may take fuel. `key` is a number for
    party and sort, as in `BaseColumns`. `kn` of those `in_wind` includes its speed.
    """

    kn: Floats
    lands: Mask
    flies: Mask
    in_wind: Mask
    tank_nm: Floats
    landing_nm: Floats
    key: NDArray[np.int32]

    def only(self, which: Rows) -> "CarrierColumns":
        """A selection, in that order."""
        return CarrierColumns(**{name: column[which] for name, column in self._asdict().items()})


class BaseColumns(NamedTuple):
    """Bases of aircraft, with the number of party and sort and the least distance to the scene."""

    lon: Floats
    lat: Floats
    key: NDArray[np.int32]
    scene_nm: Floats

    def only(self, which: Rows) -> "BaseColumns":
        """A selection, in that order."""
        return BaseColumns(**{name: column[which] for name, column in self._asdict().items()})


class CarrierSearch:
    """Carriers to one scene, in the order of the least minutes in which each could be there.

    A detour by a pick-up is never faster than going to the scene directly and loading on the spot.
    Carriers are therefore tried in that order until none left can beat the best found.
    """

    def __init__(
        self,
        units: UnitColumns,
        carriers: CarrierColumns,
        bases: BaseColumns,
        *,
        scene: Scene,
        within: float,
    ) -> None:
        """The scene has a place; carriers later than `within` minutes are left out."""
        assert scene.place is not None  # noqa: S101 a carrier search has one
        self._scene, self._within = scene, within
        self._wind = WindOver.of(scene.wind_kn, scene.wind_from_deg)
        self._place, self._scene_at = scene.place, vector(scene.place.lon, scene.place.lat)
        self._drift_kn = scene.drift.speed_kn if scene.drift else 0.0
        drifted_nm = self._drift_kn * min(within, HORIZON_MINUTES) / 60.0
        kn = carriers.kn
        with np.errstate(divide="ignore", invalid="ignore"):
            off = units.notice + _LOADING
            least = least_time.least_minutes(
                self._rest_nm(units), off, kn, _TURNED * self._drift_kn
            )
        soonest = np.maximum(least, 0.0)
        order = np.flatnonzero((soonest <= within) & (soonest < np.inf) & (kn > 0.0))
        order = order[np.argsort(soonest[order], kind="stable")]
        self._units, self._carriers = units.only(order), carriers.only(order)
        self._at, self._soonest = vectors(self._units.lon, self._units.lat), soonest[order]
        # Over a base a helicopter comes from no farther than one and a half times its range.
        comes_nm = np.where(self._carriers.lands, 1.5 * self._carriers.tank_nm, _SAME_PORT_NM)
        self._reach2 = chord2_of(comes_nm)
        tank_nm = float(self._carriers.tank_nm[self._carriers.lands].max(initial=0.0))
        self._reach_nm = 1.5 * tank_nm + drifted_nm
        self._tank_nm, self._near_nm = tank_nm, tank_nm / 2.0 + drifted_nm
        self._fastest_kn = float(self._carriers.kn[self._carriers.lands].max(initial=1.0))
        near = np.flatnonzero(bases.scene_nm <= 2.0 * tank_nm + drifted_nm)
        theirs = np.isin(bases.key[near], self._carriers.key[self._carriers.lands])
        self._bases = bases.only(near[theirs])
        self._base_at = vectors(self._bases.lon, self._bases.lat)
        self._keys = 1 + int(self._carriers.key.max(initial=0))
        beside = np.flatnonzero(~self._carriers.lands)
        beside = beside[np.argsort(self._units.lat[beside], kind="stable")]
        self._beside = beside, self._units.lat[beside]

    def bounds(self, things: UnitColumns) -> Floats:
        """Least minutes in which each thing can be there; infinite: nothing carries it."""
        least = np.full(len(things.rows), np.inf)
        question = np.flatnonzero(self._carried_at_all(things))
        least[question] = self._pairs(things.only(question), each=False)[:, 0]
        return least

    def options(
        self,
        thing: Candidate,
        unit_of: Callable[[int], Candidate],
    ) -> Iterator[carriage.CarrierOption]:
        """As `carriage.options` over all carriers, each evaluated only in its turn, without those
        out of reach."""
        if thing.seen.place is None:
            return
        columns = np.array([[thing.seen.place.lon], [thing.seen.place.lat], [thing.notice.minutes]])
        alone = UnitColumns(np.zeros(1, dtype=np.intp), *columns)
        part = self._pairs(alone, each=True)[0]
        some = np.flatnonzero((part <= self._within) & (part < np.inf)).tolist()
        waiting: list[tuple[float, int, carriage.CarrierOption | None]]
        waiting = [(float(part[at]), at, None) for at in some]
        heapify(waiting)
        while waiting:
            least, at, options = heappop(waiting)
            if options is not None:
                yield options
                continue
            least = max(least, self._over_each_base(alone, at))
            if least > self._within or least == np.inf:
                continue
            found = carriage.option(thing, unit_of(int(self._units.rows[at])), self._scene)
            if found is not None:
                found = carriage.CarrierOption(found.unit, max(least, found.least_minutes))
                heappush(waiting, (found.least_minutes, at, found))

    def _over_each_base(self, thing: UnitColumns, at: int) -> float:
        """Least minutes in which one carrier brings one thing, by each base that it may fly over
        and its fuel; infinite: it does not reach. 0 of a scene that drifts, and of other carriers
        than helicopters."""
        if not self._carriers.lands[at] or self._drift_kn:
            return 0.0
        key = self._carriers.key[at]
        some = slice(*np.searchsorted(self._bases.key, (key, key + 1)))
        kn = float(self._carriers.kn[at])
        return float(
            _over_each_base(
                vectors(thing.lon, thing.lat)[0],
                float(thing.notice[0]),
                float(self._rest_nm(thing)[0]),
                self._at[at],
                float(self._units.notice[at]),
                kn,
                float(self._carriers.tank_nm[at]),
                self._base_at[some],
                self._bases.scene_nm[some],
                self._scene_at,
                self._wind if self._carriers.in_wind[at] else STILL,
            )
        )

    def _carried_at_all(self, things: UnitColumns) -> Mask:
        """Whether a helicopter may take it to the scene, or any other carrier lies in its port."""
        result: Mask = self._rest_nm(things) <= self._reach_nm
        far = np.flatnonzero(~result)
        beside, lats = self._beside
        first = np.searchsorted(lats, things.lat[far] - _BAND_DEG)
        count = np.searchsorted(lats, things.lat[far] + _BAND_DEG, side="right") - first
        thing = np.repeat(far, count)
        nth = np.arange(len(thing)) - np.repeat(np.cumsum(count) - count, count)
        unit = beside[np.repeat(first, count) + nth]
        away = least_between_nm(
            things.lon[thing], things.lat[thing], self._units.lon[unit], self._units.lat[unit]
        )
        result[thing[away <= _SAME_PORT_NM]] = True
        return result

    def _pairs(self, things: UnitColumns, *, each: bool) -> Floats:
        """A row for each thing with the least minutes by `each` carrier, or by the best of them;
        infinite where none takes it."""
        at = vectors(things.lon, things.lat)
        return _least_minutes(
            at,
            things.notice,
            self._rest_nm(things),
            _by_bases(
                at,
                self._base_at,
                self._bases,
                self._keys,
                self._tank_nm,
                self._near_nm,
                self._scene_at,
                self._fastest_kn,
                STILL if self._drift_kn else self._wind,
            ),
            self._at,
            self._units.notice,
            self._reach2,
            self._soonest,
            self._carriers,
            self._scene_at,
            self._drift_kn,
            self._wind,
            each,
        )

    def _rest_nm(self, units: UnitColumns) -> Floats:
        return least_nm(units.lon, units.lat, self._place) - carriage.BESIDE_NM


@compiled
def _over_each_base(
    thing: Floats,
    thing_notice: float,
    rest_nm: float,
    unit: Floats,
    unit_notice: float,
    kn: float,
    tank_nm: float,
    base_at: Floats,
    scene_nm: Floats,
    scene_at: Floats,
    wind: WindOver,
) -> float:
    """Least minutes of one helicopter with one thing to a scene that does not drift: to the thing
    directly or over a base, and on directly or over one, with its fuel on each leg."""
    half_nm, landing_nm = tank_nm / 2.0, rest_nm
    fuelled_nm, fuelled = np.inf, np.inf
    for b in range(len(base_at)):
        base = base_at[b]
        landing_nm = min(landing_nm, fuel_at_least_nm(scene_nm[b], scene_at, base, kn, wind))
        last_nm, first_nm = least_of_vectors_nm(base, thing), least_of_vectors_nm(unit, base)
        if last_nm > half_nm or fuel_at_least_nm(first_nm, unit, base, kn, wind) > tank_nm:
            continue
        fuelled_nm = min(fuelled_nm, fuel_at_least_nm(last_nm, base, thing, kn, wind))
        nm = at_most_kn_nm(first_nm, unit, base, kn, wind)
        nm += at_most_kn_nm(last_nm, base, thing, kn, wind)
        fuelled = min(fuelled, nm / kn * 60.0 + _REFUEL)
    away_nm = least_of_vectors_nm(unit, thing)
    spent_nm = fuel_at_least_nm(away_nm, unit, thing, kn, wind)
    there = at_most_kn_nm(away_nm, unit, thing, kn, wind) / kn * 60.0
    direct_nm = fuel_at_least_nm(rest_nm, thing, scene_at, kn, wind) + landing_nm
    rest = at_most_kn_nm(rest_nm, thing, scene_at, kn, wind) / kn * 60.0
    found = np.inf
    for gone_nm, minutes in ((spent_nm, there), (fuelled_nm, fuelled)):
        if gone_nm > tank_nm:
            continue
        off = max(thing_notice, unit_notice + minutes) + _LOADING
        if gone_nm + direct_nm <= tank_nm:
            found = min(found, off + rest)
        for b in range(len(base_at)):
            base = base_at[b]
            nm = least_of_vectors_nm(thing, base)
            first_nm = fuel_at_least_nm(nm, thing, base, kn, wind)
            last_nm = fuel_at_least_nm(scene_nm[b], base, scene_at, kn, wind)
            if scene_nm[b] > half_nm or gone_nm + first_nm > tank_nm:
                continue
            if last_nm + landing_nm <= tank_nm:
                over_nm = at_most_kn_nm(nm, thing, base, kn, wind)
                over_nm += at_most_kn_nm(scene_nm[b], base, scene_at, kn, wind)
                found = min(found, off + _REFUEL + over_nm / kn * 60.0)
    return found - _CLOSE


@compiled
def _by_bases(
    things: Floats,
    base_at: Floats,
    bases: BaseColumns,
    keys: int,
    tank_nm: float,
    near_nm: float,
    scene_at: Floats,
    kn: float,
    wind: WindOver,
) -> Floats:
    """By thing and key: least distance to a base within the range of a tank, and least way to
    the scene over one so near to it: its miles, and those that the fastest makes meanwhile at the
    `kn` that it makes at most in the wind. One that is slower in it makes no fewer."""
    range2 = chord2_of_nm(tank_nm)
    found = np.full((len(things), keys, 3), np.inf)
    for t in range(len(things)):
        for b in range(len(base_at)):
            if chord2(things[t], base_at[b]) > range2:
                continue
            nm = least_of_vectors_nm(things[t], base_at[b])
            least = found[t, bases.key[b]]
            least[0] = min(least[0], nm)
            if bases.scene_nm[b] <= near_nm:
                least[1] = min(least[1], nm + bases.scene_nm[b])
                first_nm = at_most_kn_nm(nm, things[t], base_at[b], kn, wind)
                last_nm = at_most_kn_nm(bases.scene_nm[b], base_at[b], scene_at, kn, wind)
                least[2] = min(least[2], first_nm + last_nm)
    return found


@compiled
def _least_minutes(
    things: Floats,
    thing_notice: Floats,
    rest_nm: Floats,
    by_bases: Floats,
    units: Floats,
    unit_notice: Floats,
    reach2: Floats,
    soonest: Floats,
    carriers: CarrierColumns,
    scene_at: Floats,
    drift_kn: float,
    wind: WindOver,
    each: bool,
) -> Floats:
    """Least minutes of each thing by each carrier, or by the best; `reach2` is the square of the
    longest chord to a pick-up."""
    found = np.full((len(things), len(units) if each else 1), np.inf)
    for t in range(len(things)):
        rest = rest_nm[t]
        for u in range(len(units)):
            if not each and soonest[u] - _SLACK_MINUTES >= found[t, 0]:
                break
            if chord2(things[t], units[u]) > reach2[u]:
                continue
            away = least_of_vectors_nm(things[t], units[u])
            kn, tank = carriers.kn[u], carriers.tank_nm[u]
            there, straight_kn, on_kn = unit_notice[u] + away / kn * 60.0, kn, kn
            if carriers.in_wind[u]:
                straight_kn = directly_kn(units[u], things[t], kn, wind)
                on_kn = directly_kn(things[t], scene_at, kn, wind)
            straight = unit_notice[u] + away / straight_kn * 60.0
            off = max(thing_notice[t], straight) + _LOADING
            if carriers.flies[u]:
                base, over, slowed = 0.0, rest, rest
                if carriers.lands[u]:
                    base, over, slowed = by_bases[t, carriers.key[u]]
                over, landing = max(rest, over), carriers.landing_nm[u]
                slowed = max(over, slowed)
                least = np.inf
                if away <= tank:
                    least = _by_air(
                        rest, over, slowed, landing, off, away, tank, kn, on_kn, drift_kn
                    )
                if base <= tank / 2.0:
                    off = max(thing_notice[t], there + _REFUEL) + _LOADING
                    fuelled = _by_air(
                        rest, over, slowed, landing, off, base, tank, kn, on_kn, drift_kn
                    )
                    least = min(least, fuelled)
            else:
                least = _least(rest, rest - (tank - away), off, kn, kn, drift_kn)
            at = u if each else 0
            found[t, at] = min(found[t, at], least)
    return found


@compiled
def _by_air(
    rest_nm: float,
    over_nm: float,
    slowed_nm: float,
    landing_nm: float,
    off: float,
    spent_nm: float,
    tank_nm: float,
    kn: float,
    on_kn: float,
    drift_kn: float,
) -> float:
    """Least minutes of an aircraft that leaves the pick-up after `spent_nm` on its fuel: directly,
    or over a base, which makes it `over_nm` at least, `slowed_nm` at `kn`.

    It flies directly no farther than its fuel takes it back from, or on to the landing place that
    is nearest to the scene: in a wind it may land at a base over which it could not come.
    """
    lands_nm = min(rest_nm, landing_nm)
    lacks_nm = (rest_nm + lands_nm + spent_nm - tank_nm) / 2.0
    directly = _least(rest_nm, lacks_nm, off, kn, on_kn, drift_kn)
    lacks_nm = max(landing_nm - tank_nm / 2.0, over_nm + spent_nm - 1.5 * tank_nm)
    return min(directly, _least(slowed_nm, lacks_nm, off + _REFUEL, kn, kn, drift_kn))


@compiled
def _least(
    nm: float, lacks_nm: float, off: float, kn: float, on_kn: float, drift_kn: float
) -> float:
    """Least minutes to a scene that must first drift so many miles closer to be within reach."""
    least = max(least_flown(nm, off, kn, on_kn, _TURNED * drift_kn), 0.0)
    if lacks_nm <= 0.0:
        return least
    return max(least, lacks_nm / drift_kn * 60.0 - _CLOSE) if drift_kn > 0.0 else np.inf
