"""Ways drawn taut on chart sheets, so that the shape of a way depends neither on the cells of the
field that found it nor on the end that it is asked from."""

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.geo.arrays import Floats
from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.sea.draught import Draught
from sar.geo.sea.land import vectors
from sar.geo.sea.passages import Passage
from sar.geo.sea.sheets import Sheets, leg_cost, sheets_of
from sar.geo.sea.sight import Vector, arc
from sar.geo.units import NM_PER_DEGREE, NM_PER_RADIAN

_SCALES: Final = np.array([6.0, 3.0, 1.5, 0.75, 0.4, 0.2]) / NM_PER_RADIAN
"""The steps by which corners are moved, from coarse to fine."""
_SWEEPS: Final = 6
_STEPS: Final = 4
_GAIN: Final = 0.004 / NM_PER_RADIAN
"""A move that saves less is none, nor is a new corner that saves less than `_WORTH`."""
_WORTH: Final = 0.02 / NM_PER_RADIAN
_ROUNDED: Final = 1e-10
_BENT: Final = 1.0005
"""A leg that costs more for its length may be bent."""

_ABOUT_NM: Final = 8.0
"""Sheets are at hand so far to either side of a way."""
_APART_NM: Final = 12.0
_ROOM: Final = 512
"""Corners of a way while it is drawn."""


class _Line(NamedTuple):
    """The corners of a way while it is drawn; what each leg costs, by the corner it begins at;
    corners that stay; and corners and legs that nothing was gained at since they last changed."""

    points: Floats
    costs: Floats
    fixed: NDArray[np.bool_]
    still: NDArray[np.bool_]


def straightened(
    path: tuple[LatLon, ...], passages: tuple[Passage, ...], draught: Draught
) -> tuple[LatLon, ...]:
    """The way of least cost that the path can be drawn into, corner by corner.

    It ends where the path ends, and stays the same in a port that is too narrow for a sheet.
    """
    if not 2 < len(path) < _ROOM // 2:
        return path
    along = vectors([p.lon for p in path], [p.lat for p in path])
    sheets = sheets_of(_about(along), along[[0, -1]], passages, draught)
    x, y, z = _drawn(along, sheets)[1:-1].T
    lats, lons = np.degrees(np.arctan2(z, np.hypot(x, y))), np.degrees(np.arctan2(y, x))
    between = (LatLon(lat, lon) for lat, lon in zip(lats.tolist(), lons.tolist(), strict=True))
    return path[0], *between, path[-1]


def _about(along: Floats) -> Floats:
    """Unit vectors along a way and to either side of it."""
    legs_nm = np.arccos(np.clip((along[:-1] * along[1:]).sum(axis=1), -1.0, 1.0)) * NM_PER_RADIAN
    steps = np.ceil(legs_nm / _APART_NM).astype(int) + 1
    at = np.concatenate([k + np.arange(m + 1) / m for k, m in enumerate(steps)])
    corner = np.arange(len(along))
    line = np.stack([np.interp(at, corner, along[:, d]) for d in range(3)], axis=1)
    line /= np.linalg.norm(line, axis=1, keepdims=True)
    reach = _ABOUT_NM / NM_PER_RADIAN
    east = np.stack((-line[:, 1], line[:, 0], np.zeros(len(line))), axis=1)
    east *= reach / np.maximum(np.linalg.norm(east, axis=1, keepdims=True), 1.0 / NM_PER_DEGREE)
    north = np.array([0.0, 0.0, reach]) - reach * line[:, 2:] * line
    moved = [line + i * east + j * north for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return np.concatenate(moved)


@compiled
def _drawn(path: Floats, sheets: Sheets) -> Floats:
    """The corners of the way drawn taut.

    From coarse to fine, until nothing is gained: a corner is left out, moved, or cut off, and a
    leg that runs inshore is bent.
    """
    count = len(path)
    line = _Line(
        np.empty((_ROOM, 3)),
        np.zeros(_ROOM),
        np.zeros(_ROOM, np.bool_),
        np.zeros(_ROOM, np.bool_),
    )
    line.points[:count] = path
    _fix(line, sheets, count)
    for scale in _SCALES:
        line.still[:] = False
        for _ in range(_SWEEPS):
            was, count = count, _swept(line, sheets, count, scale)
            if count == was and line.still[:count].all():
                break
    return line.points[:count].copy()


@compiled
def _fix(line: _Line, sheets: Sheets, count: int) -> None:
    """The costs of the legs; and the corners that stay: in port, up to the last leg that a sheet
    is too coarse to have as water."""
    for k in range(count - 1):
        line.costs[k] = leg_cost(sheets, _at(line, k), _at(line, k + 1), np.inf)[0]
    line.fixed[0] = line.fixed[count - 1] = True
    k = 0
    while k < count - 1 and leg_cost(sheets, _at(line, k), _at(line, k + 1), np.inf)[1] > 0.0:
        line.fixed[k] = True
        k += 1
    k = count - 1
    while k > 0 and leg_cost(sheets, _at(line, k - 1), _at(line, k), np.inf)[1] > 0.0:
        line.fixed[k] = True
        k -= 1


@compiled
def _swept(line: _Line, sheets: Sheets, count: int, scale: float) -> int:
    """One sweep over all corners and legs; how many corners there are then."""
    k = 0
    while k < count - 1:
        if line.still[k]:
            k += 1
            continue
        line.still[k] = True
        if not line.fixed[k]:
            if _leave_out(line, sheets, k, count):
                count -= 1
                k = max(0, k - 1)
                continue
            if _move(line, sheets, k, scale):
                _stir(line, k)
            if count < _ROOM - 2 and _cut(line, sheets, k, count, scale):
                count += 1
                _stir(line, k)
                _stir(line, k + 1)
                k += 1
        if count < _ROOM - 2 and _bend(line, sheets, k, count, scale):
            count += 1
            _stir(line, k + 1)
            k += 1
        k += 1
    line.still[count - 1] = True
    return count


@compiled
def _stir(line: _Line, k: int) -> None:
    """Look again at a corner and those beside it."""
    line.still[max(0, k - 1) : k + 2] = False


@compiled
def _at(line: _Line, k: int) -> Vector:
    return line.points[k, 0], line.points[k, 1], line.points[k, 2]


@compiled
def _put(line: _Line, k: int, at: Vector) -> None:
    line.points[k, 0], line.points[k, 1], line.points[k, 2] = at


@compiled
def _cost(sheets: Sheets, one: Vector, other: Vector, limit: float) -> float:
    return leg_cost(sheets, one, other, limit)[0]


@compiled
def _unit(a: float, b: float, c: float) -> Vector:
    norm = max(math.sqrt(a * a + b * b + c * c), 1e-15)
    return a / norm, b / norm, c / norm


@compiled
def _ahead(one: Vector, other: Vector, at: Vector) -> Vector:
    """The direction at a place in which the other of two lies from the one."""
    a, b, c = other[0] - one[0], other[1] - one[1], other[2] - one[2]
    up = a * at[0] + b * at[1] + c * at[2]
    return _unit(a - up * at[0], b - up * at[1], c - up * at[2])


@compiled
def _aside(at: Vector, ahead: Vector) -> Vector:
    """The direction to the left."""
    return (
        at[1] * ahead[2] - at[2] * ahead[1],
        at[2] * ahead[0] - at[0] * ahead[2],
        at[0] * ahead[1] - at[1] * ahead[0],
    )


@compiled
def _moved(at: Vector, towards: Vector, by: float) -> Vector:
    return _unit(at[0] + by * towards[0], at[1] + by * towards[1], at[2] + by * towards[2])


@compiled
def _insert(line: _Line, k: int, count: int) -> None:
    """Make room for a corner before corner k."""
    for m in range(count, k, -1):
        line.points[m] = line.points[m - 1]
        line.costs[m], line.fixed[m] = line.costs[m - 1], line.fixed[m - 1]
        line.still[m] = line.still[m - 1]
    line.fixed[k] = False


@compiled
def _leave_out(line: _Line, sheets: Sheets, k: int, count: int) -> bool:
    """Leave a corner out where the way past it costs no more; whether it was."""
    limit = line.costs[k - 1] + line.costs[k] + _ROUNDED
    past = _cost(sheets, _at(line, k - 1), _at(line, k + 1), limit)
    if past >= limit:
        return False
    for m in range(k, count - 1):
        line.points[m] = line.points[m + 1]
        line.costs[m], line.fixed[m] = line.costs[m + 1], line.fixed[m + 1]
        line.still[m] = line.still[m + 1]
    line.costs[k - 1] = past
    _stir(line, k - 1)
    return True


@compiled
def _move(line: _Line, sheets: Sheets, k: int, scale: float) -> bool:
    """Move a corner to the sides and along the way, as long as that costs less; whether it was."""
    moved = False
    before, after = _at(line, k - 1), _at(line, k + 1)
    for turn in range(4):
        ahead = _ahead(before, after, _at(line, k))
        towards = _aside(_at(line, k), ahead) if turn < 2 else ahead
        for _ in range(_STEPS):
            there = _moved(_at(line, k), towards, scale if turn % 2 == 0 else -scale)
            limit = line.costs[k - 1] + line.costs[k] - _GAIN
            first = _cost(sheets, before, there, limit - arc(there, after))
            rest = _cost(sheets, there, after, limit - first)
            if first + rest > limit - _ROUNDED:
                break
            _put(line, k, there)
            line.costs[k - 1], line.costs[k], moved = first, rest, True
    return moved


@compiled
def _cut(line: _Line, sheets: Sheets, k: int, count: int, scale: float) -> bool:
    """Cut a corner off, so that there are two, if that costs less; whether it was."""
    before, at, after = _at(line, k - 1), _at(line, k), _at(line, k + 1)
    by = min(scale, 0.5 * min(arc(before, at), arc(at, after)))
    if by < 0.5 * scale:
        return False
    one, other = _moved(at, _ahead(at, before, at), by), _moved(at, _ahead(at, after, at), by)
    limit = line.costs[k - 1] + line.costs[k] - _WORTH
    first_arc, last_arc = arc(before, one), arc(other, after)
    across = _cost(sheets, one, other, limit - first_arc - last_arc)
    first = _cost(sheets, before, one, limit - across - last_arc)
    last = _cost(sheets, other, after, limit - across - first)
    if first + across + last > limit - _ROUNDED:
        return False
    _insert(line, k, count)
    _put(line, k, one)
    _put(line, k + 1, other)
    line.costs[k - 1], line.costs[k], line.costs[k + 1] = first, across, last
    return True


@compiled
def _bend(line: _Line, sheets: Sheets, k: int, count: int, scale: float) -> bool:
    """Put a corner beside a leg that runs inshore, if that costs less; whether it was."""
    before, after = _at(line, k), _at(line, k + 1)
    length, was = arc(before, after), line.costs[k]
    is_fixed = line.fixed[k] and line.fixed[k + 1]
    if was < _BENT * length + 2.0 * _WORTH or length < 2.0 * scale or is_fixed:
        return False
    best, best_first, place = was - _WORTH, 0.0, before
    for part in range(1, 4):
        middle = _moved(before, _ahead(before, after, before), math.tan(0.25 * part * length))
        aside = _aside(middle, _ahead(before, after, middle))
        for side in (-scale, scale):
            there = _moved(middle, aside, side)
            first = _cost(sheets, before, there, best - arc(there, after))
            rest = _cost(sheets, there, after, best - first)
            if first + rest < best - _ROUNDED:
                best, best_first, place = first + rest, first, there
    if best_first == 0.0:
        return False
    _insert(line, k + 1, count)
    _put(line, k + 1, place)
    line.costs[k], line.costs[k + 1] = best_first, best - best_first
    return True
