"""Finding the carrier of a team or a piece of equipment among very many: bounds before answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Final

import numpy as np

from sar.geo.bounds import least_between_nm, least_nm
from sar.requests import carriage
from sar.requests.approach import HORIZON_MINUTES, REFUEL_MINUTES
from sar.requests.builds import Floats, Mask, Rows
from sar.requests.candidate import Candidate, Scene

_FIRST: Final = 64
_PAIRS: Final = 30_000
"""So many pairs are looked at to tell very many things apart."""

_BAND_DEG: Final = carriage.SAME_PORT_NM / 55.0
"""Of latitude: more than lies between two places in one port."""


@dataclass(frozen=True, slots=True)
class Units:
    """Things or carriers by column; `rows` are those of the fleet, `notice` in minutes."""

    rows: Rows
    lon: Floats
    lat: Floats
    notice: Floats

    def only(self, which: Mask | Rows) -> "Units":
        """Some of them, in that order."""
        return Units(self.rows[which], self.lon[which], self.lat[which], self.notice[which])


class Fetchers:
    """What may carry something to one scene, the soonest there by itself first.

    Who comes for something and goes on to the scene is there no sooner than who goes there at
    once and loads on the spot. So carriers are looked at in that order, until none left can beat
    what is found.
    """

    def __init__(
        self,
        units: Units,
        kn: Floats,
        *,
        lands: Mask,
        flies: Mask,
        tank_nm: Floats,
        landing_nm: Floats,
        back_nm: Floats,
        scene: Scene,
        within: float,
    ) -> None:
        """`lands`: helicopters, which come from anywhere; `landing_nm`: the least from the scene
        to where it takes fuel; `back_nm`: to where it lands, but for where it took something. The
        scene has a place; who is there later than `within` minutes is left out."""
        drift_kn = scene.drift.speed_kn if scene.drift else 0.0
        self._scene, self._drift_kn = scene, drift_kn
        self._turned_kn = carriage.TURNED * drift_kn
        self._drifted_nm = drift_kn * min(within, HORIZON_MINUTES) / 60.0
        with np.errstate(divide="ignore", invalid="ignore"):
            rest_nm = self._rest_nm(units.lon, units.lat)
            by_itself = self._least(rest_nm, units.notice + carriage.LOADING_MINUTES, kn)
        order = np.flatnonzero((by_itself <= within) & (by_itself < np.inf) & (kn > 0.0))
        order = order[np.argsort(by_itself[order], kind="stable")]
        self._units = units.only(order)
        self._kn, self._by_itself = kn[order], by_itself[order]
        self._lands, self._flies, self._within = lands[order], flies[order], within
        self._tank_nm, self._back_nm = tank_nm[order], back_nm[order]
        self._refuels = landing_nm[order] - self._drifted_nm <= self._tank_nm / 2.0
        beside = np.flatnonzero(~self._lands)
        beside = beside[np.argsort(self._units.lat[beside], kind="stable")]
        self._beside = beside, self._units.lat[beside]
        self._ahead: dict[int, Floats] = {}
        """By the row of a thing: what `_pairs` says of it with the first carriers."""

    def bounds(self, things: Units) -> Floats:
        """The least minutes in which each thing can be there; infinite: nothing carries it."""
        count = len(self._kn)
        least = np.where(self._carried_at_all(things), -np.inf, np.inf)
        asked = np.flatnonzero(np.isneginf(least))
        take = min(count, max(16, _PAIRS // max(1, len(asked))))
        some = things.only(asked)
        pairs = self._pairs(some, slice(0, take))
        self._ahead.update(zip(some.rows.tolist(), pairs, strict=True))
        best = pairs.min(axis=1, initial=np.inf)
        if take < count:
            others = np.maximum(self._of_all(some), self._by_itself[take])
            best = np.minimum(best, others)
        least[asked] = best
        return least

    def offers(
        self,
        thing: Candidate,
        bounds_of: Units,
        unit_of: Callable[[int], Candidate],
    ) -> Iterator[carriage.Offer]:
        """As `carriage.offers` of all carriers, each worked out when it is its turn; those that
        it takes beyond their reach are left out. `bounds_of` is the same thing as a column of
        one."""
        waiting: list[tuple[float, int, carriage.Offer | None]] = []
        start, part = 0, self._ahead.get(int(bounds_of.rows[0]), np.empty(0))
        while start < len(self._kn) or waiting:
            ahead = self._by_itself[start] if start < len(self._kn) else np.inf
            while waiting and waiting[0][0] <= ahead:
                least, at, offered = heappop(waiting)
                if offered is not None:
                    yield offered
                    continue
                found = carriage.offer(thing, unit_of(int(self._units.rows[at])), self._scene)
                if found is not None:
                    least = max(least, found.least_minutes)
                    found = replace(found, least_minutes=least)
                    heappush(waiting, (least, at, found))
            if start or not len(part):
                part = self._pairs(bounds_of, slice(start, start + max(_FIRST, 3 * start)))[0]
            for at in np.flatnonzero((part <= self._within) & (part < np.inf)).tolist():
                heappush(waiting, (float(part[at]), start + at, None))
            start += len(part)

    def _carried_at_all(self, things: Units) -> Mask:
        """Whether a helicopter takes it to the scene, or anything else lies in its port."""
        reach_nm = 1.5 * float(self._tank_nm[self._lands].max(initial=0.0))
        result: Mask = self._rest_nm(things.lon, things.lat) - self._drifted_nm <= reach_nm
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
        result[thing[away <= carriage.SAME_PORT_NM]] = True
        return result

    def _of_all(self, things: Units) -> Floats:
        """What even the fastest cannot beat."""
        off = things.notice + carriage.LOADING_MINUTES
        rest_nm = self._rest_nm(things.lon, things.lat)
        return self._least(rest_nm, off, np.full(len(off), self._kn.max(initial=1.0)))

    def _pairs(self, things: Units, part: slice) -> Floats:
        """A row for each thing, a column for each carrier; infinite where it does not take it."""
        units, kn = self._units.only(np.arange(len(self._kn))[part]), self._kn[part]
        away_nm = least_between_nm(
            things.lon[:, None], things.lat[:, None], units.lon[None, :], units.lat[None, :]
        )
        rest_nm = self._rest_nm(things.lon, things.lat)[:, None]
        there = units.notice + away_nm / kn * 60.0
        there = there + np.where(away_nm > self._tank_nm[part], REFUEL_MINUTES, 0.0)
        off = np.maximum(things.notice[:, None], there) + carriage.LOADING_MINUTES
        least = self._refuelled(part, rest_nm, off, self._least(rest_nm, off, kn))
        far = ~self._lands[part] & (away_nm > carriage.SAME_PORT_NM)
        return np.where(far | ~self._reaches(part, away_nm, rest_nm), np.inf, least)

    def _refuelled(self, part: slice, rest_nm: Floats, off: Floats, least: Floats) -> Floats:
        """`least` of an aircraft that the scene is too far for, and so takes fuel on the way,
        unless the scene has drifted closer by then.

        It goes straight no further than its radius: where it could land beyond that, it could
        take fuel there as well.
        """
        radius_nm = self._tank_nm[part] / 2.0
        with np.errstate(divide="ignore", invalid="ignore"):
            closer = (rest_nm - radius_nm) / self._drift_kn * 60.0 - carriage.CLOSE_MINUTES
        over = self._least(rest_nm, off + REFUEL_MINUTES, self._kn[part])
        far = self._flies[part] & (rest_nm > radius_nm)
        return np.where(far, np.minimum(np.maximum(least, closer), over), least)

    def _reaches(self, part: slice, away_nm: Floats, rest_nm: Floats) -> Mask:
        """Whether its fuel may do: to the pick-up, where aircraft may come over a base, and on to
        the scene, over another one or to where it lands."""
        flies, tank_nm = self._flies[part], self._tank_nm[part]
        least_nm = rest_nm - self._drifted_nm
        back_nm = np.fmin(self._back_nm[part], rest_nm) - self._drifted_nm
        straight = np.where(flies, least_nm + back_nm, least_nm + away_nm) <= tank_nm
        over = flies & self._refuels[part] & (least_nm <= 1.5 * tank_nm)
        fetched = ~flies | (away_nm <= 1.5 * tank_nm)
        return np.asarray(fetched & (straight | over))

    def _rest_nm(self, lon: Floats, lat: Floats) -> Floats:
        assert self._scene.place is not None  # noqa: S101 who asks for fetchers has one
        return least_nm(lon, lat, self._scene.place) - carriage.BESIDE_NM

    def _least(self, rest_nm: Floats, off_minutes: Floats, kn: Floats) -> Floats:
        least: Floats = (rest_nm * 60.0 + kn * off_minutes) / (kn + self._turned_kn)
        return np.maximum(least - carriage.CLOSE_MINUTES, 0.0)
