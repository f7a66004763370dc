"""Search for the carriers of teams and equipment among very many assets: bounds before
evaluation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final

import numpy as np

from sar.geo.arrays import Floats, Mask, Rows
from sar.geo.bounds import (
    chord2_of,
    least_between_nm,
    least_nm,
)
from sar.geo.sea.land import vector, vectors
from sar.matching import carriage, least_time
from sar.matching.candidate import Candidate
from sar.matching.fleet.carrier_bounds import (
    BaseColumns,
    CarrierColumns,
    by_bases,
    over_each_base,
    soonest_of_pairs,
)
from sar.matching.intercept import HORIZON_MINUTES
from sar.matching.question import Scene
from sar.matching.wind_bounds import STILL, WindOver

_BAND_DEG: Final = carriage.SAME_PORT_NM / 55.0
"""A band of latitude wider than the distance between two places in one port."""

_LOADING: Final = carriage.LOADING_MINUTES
_SAME_PORT_NM: Final = carriage.SAME_PORT_NM
_TURNED: Final = carriage.TURNED


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
            over_each_base(
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
        return soonest_of_pairs(
            at,
            things.notice,
            self._rest_nm(things),
            by_bases(
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
