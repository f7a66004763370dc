"""The turning points of a field: a tree of straight legs back to its origin, in true miles."""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.geo.geodesy import WGS84
from sar.geo.position import LatLon
from sar.geo.sea.cells import cell_vector
from sar.geo.sea.compiled import compiled
from sar.geo.sea.grid import Grid
from sar.geo.sea.marching import SEED, UNREACHED, Chart, Found, MarchStart
from sar.geo.sea.sight import in_sight
from sar.geo.units import M_PER_NM, NM_PER_RADIAN

ORIGIN: Final = 0


@dataclass(frozen=True, eq=False)
class PointOfCell:
    """The last point before each cell, or `nowhere`, by runs of cells that have the same: a tenth
    of a number for each cell, as fields are kept by the dozen."""

    starts: NDArray[np.int32]
    """The first cell of each run."""
    points: NDArray[Any]
    """The point of each run; 16 bits wide where that is enough."""
    cells: int

    @property
    def nowhere(self) -> int:
        """The mark of cells without a way."""
        return int(np.iinfo(self.points.dtype).max)

    @property
    def is_empty(self) -> bool:
        """Whether no cell has a way."""
        return not bool((self.points != self.nowhere).any())

    def __getitem__(self, cells: NDArray[Any]) -> NDArray[Any]:
        """The points of some cells; -1 is the last cell, as in an array."""
        runs = np.searchsorted(self.starts, cells.astype(self.starts.dtype), "right") - 1
        found: NDArray[Any] = self.points[runs]
        return found

    def unpacked(self) -> NDArray[Any]:
        """The points of all cells."""
        found: NDArray[Any] = np.repeat(self.points, np.diff(self.starts, append=self.cells))
        return found


@dataclass(frozen=True, eq=False)
class TurningPoints:
    """Point 0 is the origin; `parents` point towards it; `nm` is the way by water to each.

    `cost_nm` is what it costs as ways are shaped, `choice_nm` as they are chosen: its miles, and
    those that the hours of canals are worth. `of_cell` gives the last point before each cell.
    `cells` are those of all points but the origin; `vectors_of` gives their unit vectors.
    """

    cells: NDArray[np.int32]
    lons: NDArray[np.float64]
    lats: NDArray[np.float64]
    parents: NDArray[np.int32]
    nm: NDArray[np.float64]
    cost_nm: NDArray[np.float64]
    choice_nm: NDArray[np.float64]
    of_cell: PointOfCell

    def back_from(self, point: int) -> list[LatLon]:
        """The point and all that lie between it and the origin, the origin last."""
        way = [point]
        while way[-1] != ORIGIN:
            way.append(int(self.parents[way[-1]]))
        return [LatLon(lat=self.lats[k], lon=self.lons[k]) for k in way]


class Turned(NamedTuple):
    """The cells that the ways of a march turn at, the shorter way first; without what it found of
    the others, which is twenty times as large."""

    cells: NDArray[np.int32]
    parents: NDArray[np.int32]
    is_seed: NDArray[np.bool_]
    costs: NDArray[np.float32]
    miles: NDArray[np.float32]
    of_cell: PointOfCell


def turned_at(found: Found) -> Turned:
    """The turning points of what the march found."""
    pivots = found.pivots
    point_of = np.full(len(pivots), -1, np.int32)
    cells = _pivots_of(pivots, point_of)
    cells = cells[np.argsort(found.miles[cells], kind="stable")]
    point_of[cells] = np.arange(1, len(cells) + 1)
    parents = np.zeros(len(cells) + 1, np.int32)
    before = pivots[cells]
    parents[1:] = np.where((before == SEED) | (before == cells), ORIGIN, point_of[before])
    kind = np.uint16 if len(parents) < np.iinfo(np.uint16).max else np.int32
    starts = _starts(pivots)
    points: NDArray[Any] = np.full(len(starts), np.iinfo(kind).max, kind)
    _last_before(pivots[starts], point_of, points)
    return Turned(
        cells,
        parents,
        before == cells,
        found.costs[cells],
        found.miles[cells],
        PointOfCell(starts, points, len(pivots)),
    )


def turning_points(
    grid: Grid,
    chart: Chart,
    offing: int,
    turned: Turned,
    start: MarchStart,
    gone_nm: NDArray[np.float64],
) -> TurningPoints:
    """With ways drawn taut; `gone_nm` are the true miles of each seed."""
    clear, cells, parents, is_seed = chart.clear, turned.cells, turned.parents, turned.is_seed
    vectors = vectors_of(grid, cells)
    middle = grid.cell(grid.centre)
    inshore = clear.reshape(-1)[np.concatenate(([middle], cells))] <= offing
    fixed = np.concatenate(([False], is_seed))
    _tighten(clear, grid.half_width, offing, vectors, parents, fixed, inshore)
    earth = vectors @ grid.frame
    lons = np.degrees(np.arctan2(earth[:, 1], earth[:, 0]))
    lats = np.degrees(np.arcsin(np.clip(earth[:, 2], -1.0, 1.0)))
    _, _, legs_m = WGS84.inv(lons, lats, lons[parents], lats[parents])
    legs_nm = np.asarray(legs_m) / M_PER_NM
    gone = dict(zip(start.cells.tolist(), gone_nm.tolist(), strict=True))
    for seed in np.flatnonzero(is_seed):
        legs_nm[seed + 1] = gone[int(cells[seed])]
    return TurningPoints(
        cells,
        lons,
        lats,
        parents,
        nm=_summed(parents, legs_nm),
        cost_nm=_of_points(turned.costs),
        choice_nm=_of_points(turned.miles),
        of_cell=turned.of_cell,
    )


def vectors_of(grid: Grid, cells: NDArray[np.int32]) -> NDArray[np.float64]:
    """The unit vectors of the origin and of the cells that are turned at."""
    vectors = np.empty((len(cells) + 1, 3))
    vectors[ORIGIN] = grid.vector(grid.centre)
    _centres(cells, grid.cells_across, grid.half_width, vectors)
    return vectors


def compile_for_many() -> None:
    """Compile what a field of few points is told in smaller numbers for one of many too."""
    none = np.full(1, UNREACHED, np.int32)
    _last_before(none, none, np.empty(1, np.int32))


def _of_points(arcs: NDArray[np.float32]) -> NDArray[np.float64]:
    """Miles of the origin and of the cells that are turned at."""
    return np.concatenate(([0.0], arcs.astype(np.float64) * NM_PER_RADIAN))


@compiled
def _pivots_of(pivots: NDArray[np.int32], point_of: NDArray[np.int32]) -> NDArray[np.int32]:
    """The cells that ways turn at, in their order; each has 0 in `point_of` then, others -1."""
    count = 0
    for pivot in pivots:
        if pivot >= 0 and point_of[pivot] < 0:
            point_of[pivot], count = 0, count + 1
    cells = np.empty(count, np.int32)
    for cell in range(len(point_of) - 1, -1, -1):
        if point_of[cell] == 0:
            count -= 1
            cells[count] = cell
    return cells


@compiled
def _starts(pivots: NDArray[np.int32]) -> NDArray[np.int32]:
    """The first cell of each run of cells with the same pivot."""
    count = 1
    for cell in range(1, len(pivots)):
        if pivots[cell] != pivots[cell - 1]:
            count += 1
    starts = np.empty(count, np.int32)
    starts[0], at = 0, 1
    for cell in range(1, len(pivots)):
        if pivots[cell] != pivots[cell - 1]:
            starts[at], at = cell, at + 1
    return starts


@compiled
def _last_before(
    pivots: NDArray[np.int32], point_of: NDArray[np.int32], points: NDArray[Any]
) -> None:
    """Write the last point before what has such a pivot, if that has a way."""
    for k in range(len(pivots)):
        if pivots[k] == SEED:
            points[k] = ORIGIN
        elif pivots[k] != UNREACHED:
            points[k] = point_of[pivots[k]]


@compiled
def _summed(parents: NDArray[np.int32], legs: NDArray[np.float64]) -> NDArray[np.float64]:
    """The legs from the origin to each point; a parent stands before its children."""
    total = np.zeros(len(parents))
    for k in range(1, len(parents)):
        total[k] = total[parents[k]] + legs[k]
    return total


@compiled
def _centres(
    cells: NDArray[np.int32], n: int, half_width: float, vectors: NDArray[np.float64]
) -> None:
    for k in range(len(cells)):
        a, b, c = cell_vector(cells[k], n, half_width)
        vectors[k + 1, 0], vectors[k + 1, 1], vectors[k + 1, 2] = a, b, c


@compiled
def _tighten(
    clear: NDArray[np.uint8],
    half_width: float,
    offing: int,
    vectors: NDArray[np.float64],
    parents: NDArray[np.int32],
    is_seed: NDArray[np.bool_],
    inshore: NDArray[np.bool_],
) -> None:
    """Leave out every turning point that the ones before and behind it can see past."""
    for k in range(1, len(parents)):
        parent = np.int32(parents[k])
        while parent != 0 and not is_seed[parent] and not is_seed[k]:
            past = parents[parent]
            among_shores = inshore[k] and inshore[parent] and inshore[past]
            free = in_sight(
                clear,
                half_width,
                0 if among_shores else offing,
                (vectors[past, 0], vectors[past, 1], vectors[past, 2]),
                (vectors[k, 0], vectors[k, 1], vectors[k, 2]),
            )
            if not free:
                break
            parent = past
            parents[k] = past
