"""Lower bounds of carriers over many rows: compiled loops over pick-ups, bases and the scene."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.geo.arrays import Floats, Mask, Rows
from sar.geo.bounds import chord2, chord2_of_nm, least_of_vectors_nm
from sar.geo.sea.compiled import compiled
from sar.matching import carriage, least_time
from sar.matching.fuel_stops import REFUEL_MINUTES
from sar.matching.least_time import least_flown
from sar.matching.wind_bounds import WindOver, at_most_kn_nm, directly_kn, fuel_at_least_nm

_SLACK_MINUTES: Final = 1e-3
_LOADING: Final = carriage.LOADING_MINUTES
_CLOSE: Final = least_time.CLOSE_MINUTES
_TURNED: Final = carriage.TURNED
_REFUEL: Final = REFUEL_MINUTES


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


@compiled
def over_each_base(
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
def by_bases(
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
def soonest_of_pairs(
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
