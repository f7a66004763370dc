"""Compiled passes over the columns: the coarsest bounds of every visible asset."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.assets.fleet.columns import NEVER
from sar.geo.arrays import Floats, Mask, Rows
from sar.geo.bounds import rough_one_nm
from sar.geo.sea.compiled import compiled
from sar.matching import carriage, least_time
from sar.matching.least_time import least_of_one

COMES, TIMELESS, OUT, UNSUITED = 0.0, 1.0, 2.0, 4.0
"""First parts of a rank key, as in `ranking.rank_key`."""

_SAMPLE: Final = 16_384

_BESIDE_NM: Final = carriage.BESIDE_NM
_LOADING: Final = carriage.LOADING_MINUTES
_CLOSE: Final = least_time.CLOSE_MINUTES
_NO_TIME: Final = least_time.NO_TIME


class AssetColumns(NamedTuple):
    """Columns by row of the fleet, as the asker may know them."""

    lon: Floats
    lat: Floats
    of: NDArray[np.int32]
    knows: Mask
    at_sea: Mask
    day: NDArray[np.int32]
    night: NDArray[np.int32]
    sea: NDArray[np.int32]
    readiness: NDArray[np.int8]
    until: NDArray[np.int64]
    id_high: NDArray[np.uint64]
    at_once: Mask
    """It may come without any notice, from other work."""


class ClassColumns(NamedTuple):
    """Columns by asset class."""

    kn: Floats
    carried: Mask
    unsuited: Mask
    reaches_nm: Floats
    """The farthest that it may go, over a place where it takes fuel."""
    day: Floats
    night: Floats
    at_sea: Floats


class ReadinessTable(NamedTuple):
    """The words of readiness that exclude going (`bounds.LowerBounds`); instants in
    microseconds."""

    cannot: Mask
    now: int
    at: int


class ScenePoint(NamedTuple):
    """The scene; NaN: no place."""

    lon: float
    lat: float
    across: Floats
    drifts_kn: float


@dataclass(frozen=True, slots=True)
class CoarsePass:
    """The results of `least_minutes_all` and `tally_all`."""

    minutes: Floats
    suited: int
    unsuited: int
    out: int
    nowhere: int

    def rows(self, within: float) -> Rows:
        """The visible rows that take no more minutes, at the least."""
        return np.flatnonzero(self.minutes <= within)

    def within(self, count: int) -> float:
        """Minutes within which about so many may be there, at the least."""
        some = self.minutes[:: max(1, len(self.minutes) // _SAMPLE)]
        place = count * len(some) // max(1, len(self.minutes))
        if place >= np.count_nonzero(some < np.inf):
            return np.inf
        return float(np.partition(some, place)[place])


@compiled
def _is_out(row: int, columns: AssetColumns, readiness: ReadinessTable) -> bool:
    until, when = columns.until[row], 2
    if until != NEVER and until <= readiness.at:
        when = 0 if until <= readiness.now else 1
    is_out: bool = columns.knows[row] & readiness.cannot[columns.readiness[row], when]
    return is_out


@compiled
def are_out(rows: Rows, columns: AssetColumns, readiness: ReadinessTable) -> Mask:
    """The rows that certainly cannot go, by their party's word."""
    found = np.empty(len(rows), np.bool_)
    for k in range(len(rows)):
        found[k] = _is_out(rows[k], columns, readiness)
    return found


@compiled
def least_minutes_all(seen: Mask, columns: AssetColumns, pace: Floats, scene: ScenePoint) -> Floats:
    """Least minutes of each row, or of its fastest carrier, to the scene without any notice:
    infinite without any speed or place, NaN where the row is not visible.

    `pace` is by class, in minutes a mile. This and `tally_all` avoid unpredictable branches, each
    of which would take as long as all the rest.
    """
    minutes = np.empty(len(seen))
    for row in range(len(seen)):
        lon, lat = columns.lon[row], columns.lat[row]
        nm = rough_one_nm(lon, lat, scene.lon, scene.lat, scene.across)
        least = max(nm - _BESIDE_NM, 0.0) * pace[columns.of[row]] - _CLOSE
        least = least if least < np.inf else np.inf
        minutes[row] = least if seen[row] else np.nan
    return minutes


@compiled
def tally_all(
    seen: Mask, columns: AssetColumns, classes: ClassColumns, readiness: ReadinessTable
) -> tuple[int, int, int, int]:
    """Numbers of visible rows suited and not suited by their type; among the suited those that
    certainly cannot go by their party's word, and those without a place."""
    suited = unsuited = out = nowhere = 0
    for row in range(len(seen)):
        cannot = classes.unsuited[columns.of[row]]
        fits = seen[row] & ~cannot
        suited += fits
        unsuited += seen[row] & cannot
        out += fits & _is_out(row, columns, readiness)
        nowhere += fits & np.isnan(columns.lon[row])
    return suited, unsuited, out, nowhere


@compiled
def soon_there(
    rows: Rows,
    columns: AssetColumns,
    classes: ClassColumns,
    can_carry: Mask,
    kn: Floats,
    scene: ScenePoint,
    within: float,
) -> Rows:
    """The rows of possible carriers that could be at the scene within so many minutes."""
    found, count = np.empty(len(rows), np.intp), 0
    for row in rows:
        of = columns.of[row]
        if not can_carry[of] or kn[of] == 0.0:
            continue
        nm = rough_one_nm(columns.lon[row], columns.lat[row], scene.lon, scene.lat, scene.across)
        off = _least_notice(row, columns, classes) + _LOADING
        if least_of_one(nm - _BESIDE_NM, off, kn[of], scene.drifts_kn) <= within:
            found[count] = row
            count += 1
    return found[:count].copy()


@compiled
def _least_notice(row: int, columns: AssetColumns, classes: ClassColumns) -> float:
    """Minutes of notice at sea or, whichever is shorter, by day or by night; none from other
    work."""
    of = columns.of[row]
    day, night, sea = classes.day[of], classes.night[of], classes.at_sea[of]
    if columns.knows[row]:
        day = np.float64(columns.day[row]) if columns.day[row] >= 0 else day
        night = np.float64(columns.night[row]) if columns.night[row] >= 0 else night
        sea = np.float64(columns.sea[row]) if columns.sea[row] >= 0 else sea
    least: float = sea if columns.knows[row] and columns.at_sea[row] else min(day, night)
    return 0.0 if columns.at_once[row] else least


@compiled
def rough_bounds(
    rows: Rows,
    columns: AssetColumns,
    classes: ClassColumns,
    readiness: ReadinessTable,
    scene: ScenePoint,
) -> Floats:
    """Part and minutes of each row, as `LowerBounds.rough_bounds` returns them."""
    found = np.empty((2, len(rows)))
    for k in range(len(rows)):
        row = rows[k]
        of = columns.of[row]
        kn, carried = classes.kn[of], classes.carried[of]
        part, minutes = COMES, np.float64(columns.id_high[row])
        away_nm = np.nan
        if not np.isnan(scene.lon):
            away_nm = rough_one_nm(
                columns.lon[row], columns.lat[row], scene.lon, scene.lat, scene.across
            )
        timeless = np.isnan(away_nm) or kn == 0.0
        if timeless:
            part = TIMELESS
        else:
            away_nm -= _BESIDE_NM
            off = _least_notice(row, columns, classes)
            if carried:
                # The scene may drift towards a slower carrier that is off later.
                off = 0.0 if scene.drifts_kn > 0.0 else off + _LOADING
            minutes = max(least_of_one(away_nm, off, kn, scene.drifts_kn), 0.0)
            far = away_nm > classes.reaches_nm[of]
            if scene.drifts_kn == 0.0 and not carried and far:
                part = UNSUITED
        if _is_out(row, columns, readiness):
            part = max(part, OUT)
        if classes.unsuited[of]:
            part = UNSUITED
        if timeless and part > TIMELESS:
            minutes += _NO_TIME
        found[0, k], found[1, k] = part, minutes
    return found
