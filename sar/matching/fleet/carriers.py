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
    least_between_nm,
    least_nm,
    least_of_vectors_nm,
)
from sar.geo.sea.compiled import compiled
from sar.geo.sea.land import vectors
from sar.matching import carriage, least_time
from sar.matching.candidate import Candidate
from sar.matching.candidate_route import REFUEL_MINUTES
from sar.matching.fleet.kernels import least_minutes
from sar.matching.intercept import HORIZON_MINUTES
from sar.matching.question import Scene

_BAND_DEG: Final = carriage.SAME_PORT_NM / 55.0
"""A band of latitude wider than the distance between two places in one port."""

_SLACK_MINUTES: Final = 1e-3
_LOADING: Final = carriage.LOADING_MINUTES
_CLOSE: Final = least_time.CLOSE_MINUTES
_SAME_PORT_NM: Final = carriage.SAME_PORT_NM
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

    `key` is a number for party and sort, as in `BaseColumns`. `tank_nm` is the range on full fuel,
    infinite without a known limit; `back_nm` the least distance from the scene to a landing place
    other than the pick-up; `refuels`: a landing place may be close enough to take fuel on the way.
    """

    kn: Floats
    lands: Mask
    flies: Mask
    tank_nm: Floats
    back_nm: Floats
    refuels: Mask
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


class _SceneMotion(NamedTuple):
    """The motion of the scene: how far it may drift until then, and how fast it may come closer."""

    drifted_nm: float
    drift_kn: float
    turned_kn: float


def drifted_nm(scene: Scene, within: float) -> float:
    """The greatest distance that the scene drifts in so many minutes."""
    drift_kn = scene.drift.speed_kn if scene.drift else 0.0
    return drift_kn * min(within, HORIZON_MINUTES) / 60.0


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
        drift_kn = scene.drift.speed_kn if scene.drift else 0.0
        self._scene, self._within = scene, within
        self._motion = _SceneMotion(drifted_nm(scene, within), drift_kn, carriage.TURNED * drift_kn)
        kn = carriers.kn
        with np.errstate(divide="ignore", invalid="ignore"):
            off = units.notice + _LOADING
            least = least_time.least_minutes(self._rest_nm(units), off, kn, self._motion.turned_kn)
        soonest = np.maximum(least, 0.0)
        order = np.flatnonzero((soonest <= within) & (soonest < np.inf) & (kn > 0.0))
        order = order[np.argsort(soonest[order], kind="stable")]
        self._units, self._carriers = units.only(order), carriers.only(order)
        self._at, self._soonest = vectors(self._units.lon, self._units.lat), soonest[order]
        lands = self._carriers.lands
        # Over a base it comes from no farther than one and a half times its range.
        comes_nm = np.where(lands, 1.5 * self._carriers.tank_nm, _SAME_PORT_NM)
        self._reach2 = chord2_of(comes_nm)
        self._reach_nm = 1.5 * float(self._carriers.tank_nm[lands].max(initial=0.0))
        self._bases = self._about(bases)
        self._base_at = vectors(self._bases.lon, self._bases.lat)
        self._tank2 = chord2_of(2.0 * self._radius_nm)
        beside = np.flatnonzero(~lands)
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
        alone = np.array([[thing.seen.place.lon], [thing.seen.place.lat], [thing.notice.minutes]])
        part = self._pairs(UnitColumns(np.zeros(1, dtype=np.intp), *alone), each=True)[0]
        some = np.flatnonzero((part <= self._within) & (part < np.inf)).tolist()
        waiting: list[tuple[float, int, carriage.CarrierOption | None]]
        waiting = [(float(part[at]), at, None) for at in some]
        heapify(waiting)
        while waiting:
            least, at, options = heappop(waiting)
            if options is not None:
                yield options
                continue
            found = carriage.option(thing, unit_of(int(self._units.rows[at])), self._scene)
            if found is not None:
                found = carriage.CarrierOption(found.unit, max(least, found.least_minutes))
                heappush(waiting, (found.least_minutes, at, found))

    def _about(self, bases: BaseColumns) -> BaseColumns:
        """The bases at which a helicopter may take fuel, with keys renumbered."""
        lands = self._carriers.lands
        theirs = np.unique(self._carriers.key[lands])
        most = max(bases.key.max(initial=0), self._carriers.key.max(initial=0))
        numbers = np.full(int(most) + 1, -1, dtype=np.int32)
        numbers[theirs] = np.arange(len(theirs))
        key = numbers[self._carriers.key]
        self._carriers = self._carriers._replace(key=key)
        self._radius_nm = np.zeros(len(theirs))
        np.maximum.at(self._radius_nm, key[lands], self._carriers.tank_nm[lands] / 2.0)
        far_nm = self._reach_nm * 4.0 / 3.0 + self._motion.drifted_nm
        close = np.flatnonzero((numbers[bases.key] >= 0) & (bases.scene_nm <= far_nm))
        key = numbers[bases.key[close]]
        return BaseColumns(bases.lon[close], bases.lat[close], key, bases.scene_nm[close])

    def _carried_at_all(self, things: UnitColumns) -> Mask:
        """Whether a helicopter may take it to the scene, or any other carrier lies in its port."""
        rest_nm = self._rest_nm(things) - self._motion.drifted_nm
        result: Mask = rest_nm <= self._reach_nm
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
        at, rest_nm = vectors(things.lon, things.lat), self._rest_nm(things)
        near_nm = self._radius_nm + self._motion.drifted_nm
        fuel = _fuel(at, self._base_at, self._bases, near_nm, self._tank2)
        return _least_minutes(
            at,
            things.notice,
            rest_nm,
            fuel,
            self._at,
            self._units.notice,
            self._reach2,
            self._soonest,
            self._carriers,
            self._motion,
            each,
        )

    def _rest_nm(self, units: UnitColumns) -> Floats:
        assert self._scene.place is not None  # noqa: S101 a carrier search has one
        return least_nm(units.lon, units.lat, self._scene.place) - carriage.BESIDE_NM


@compiled
def _fuel(
    things: Floats, base_at: Floats, bases: BaseColumns, radius_nm: Floats, reach2: Floats
) -> Floats:
    """By thing and key: least distance to a base, to one close enough to the scene to continue
    from, and over such a one to the scene; among bases within the square of a chord."""
    found = np.full((len(things), len(radius_nm), 3), np.inf)
    for t in range(len(things)):
        for b in range(len(bases.key)):
            if chord2(things[t], base_at[b]) > reach2[bases.key[b]]:
                continue
            nm = least_of_vectors_nm(things[t], base_at[b])
            least = found[t, bases.key[b]]
            least[0] = min(least[0], nm)
            if bases.scene_nm[b] <= radius_nm[bases.key[b]]:
                least[1] = min(least[1], nm)
                least[2] = min(least[2], nm + bases.scene_nm[b])
    return found


@compiled
def _least_minutes(
    things: Floats,
    thing_notice: Floats,
    rest_nm: Floats,
    fuel: Floats,
    units: Floats,
    unit_notice: Floats,
    reach2: Floats,
    soonest: Floats,
    carriers: CarrierColumns,
    pull: _SceneMotion,
    each: bool,
) -> Floats:
    """Least minutes of each thing by each carrier, or by the best; `fuel` is from `_fuel`, and
    `reach2` the square of the longest chord to a pick-up."""
    found = np.full((len(things), len(units) if each else 1), np.inf)
    for t in range(len(things)):
        for u in range(len(units)):
            if not each and soonest[u] - _SLACK_MINUTES >= found[t, 0]:
                break
            if chord2(things[t], units[u]) > reach2[u]:
                continue
            away_nm = least_of_vectors_nm(things[t], units[u])
            tank_nm, kn = carriers.tank_nm[u], carriers.kn[u]
            there = unit_notice[u] + away_nm / kn * 60.0
            off = max(thing_notice[t], there) + _LOADING
            if not carriers.flies[u]:
                if rest_nm[t] - pull.drifted_nm + away_nm > tank_nm:
                    continue
                least = _least(rest_nm[t], off, kn, pull)
            else:
                base_nm, close_nm, over_nm = 0.0, np.inf, 0.0
                if carriers.lands[u]:
                    base_nm, close_nm, over_nm = fuel[t, carriers.key[u]]
                elif carriers.refuels[u] and rest_nm[t] - pull.drifted_nm <= 1.5 * tank_nm:
                    close_nm = 0.0
                back_nm = min(carriers.back_nm[u], rest_nm[t]) - pull.drifted_nm
                least = np.inf
                if away_nm <= tank_nm:
                    least = _by_air(
                        rest_nm[t], off, away_nm, back_nm, close_nm, over_nm, tank_nm, kn, pull
                    )
                if base_nm <= tank_nm / 2.0:
                    off = max(thing_notice[t], there + _REFUEL) + _LOADING
                    over = _by_air(
                        rest_nm[t], off, base_nm, back_nm, close_nm, over_nm, tank_nm, kn, pull
                    )
                    least = min(least, over)
            if each:
                found[t, u] = least
            else:
                found[t, 0] = min(found[t, 0], least)
    return found


@compiled
def _by_air(
    rest_nm: float,
    off: float,
    spent_nm: float,
    back_nm: float,
    close_nm: float,
    over_nm: float,
    tank_nm: float,
    kn: float,
    pull: _SceneMotion,
) -> float:
    """Least minutes of an aircraft that leaves the pick-up after `spent_nm` on its fuel: directly,
    or over a base no farther than `close_nm`.

    It flies directly no farther than its radius: any landing place beyond that would also be a
    place to refuel. A scene too far away now may drift closer by then.
    """
    found = np.inf
    radius_nm, least_nm = tank_nm / 2.0, rest_nm - pull.drifted_nm
    if least_nm <= radius_nm and spent_nm + least_nm + back_nm <= tank_nm:
        found = _least(rest_nm, off, kn, pull)
        if rest_nm > radius_nm:
            found = max(found, (rest_nm - radius_nm) / pull.drift_kn * 60.0 - _CLOSE)
    if close_nm <= tank_nm - spent_nm:
        found = min(found, _least(max(rest_nm, over_nm), off + _REFUEL, kn, pull))
    return found


@compiled
def _least(nm: float, off: float, kn: float, pull: _SceneMotion) -> float:
    return max(least_minutes(nm, off, kn, pull.turned_kn), 0.0)
