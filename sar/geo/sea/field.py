"""Miles by water from one position to any other: a field that serves every vessel around it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.geodesy import WGS84, distance_nm, distances_nm
from sar.geo.position import LatLon
from sar.geo.sea.cells import place
from sar.geo.sea.draught import Draught
from sar.geo.sea.grid import Grid, rooms
from sar.geo.sea.inland import are_inland
from sar.geo.sea.land import is_deep_inland, on_land
from sar.geo.sea.marching import INSHORE, SHOAL, UNREACHED, in_sight, is_corner, march
from sar.geo.sea.neighbourhood import Waters, cells_around
from sar.geo.sea.passage_index import passages_about, passed
from sar.geo.sea.passages import Passage, as_asked
from sar.geo.sea.sea_route import ASHORE, INLAND, NO_WAY, TOO_FAR, SeaWay
from sar.geo.sea.turning_points import TurningPoints, turning_points
from sar.geo.units import M_PER_NM, NM_PER_RADIAN

RADIUS_NM: Final = 600.0
CELL_NM: Final = 1.0
OFFING_NM: Final = 3.0  # fitted to published distances: bench/sea_distances.md

FARTHEST_ASHORE_NM: Final = 10.0
_INLAND_NM: Final = 1.05 * FARTHEST_ASHORE_NM

_NEAR_RADIUS_NM = 24.0
_NEAR_CELL_NM = 0.1
# Where even its water is a pond to the cells of a large field (Puget Sound to cells of 4 nm).
_WIDER_RADIUS_NM = 250.0
_WIDER_CELL_NM = 0.5
_REACH = 0.92  # of such a field, within which cells are taken over
_POND_CELLS = 400
_LONGEST = 2.0  # ways are followed to this many radii: round a cape and back
_INSHORE_STEPS = 1.1  # and by no more does going from cell to cell lengthen what is inshore


@dataclass(frozen=True, eq=False)
class SeaField:
    """Every cell within `radius_nm` knows its last turning point on the way to the datum.

    Lengths are geodesics on the ellipsoid from turning point to turning point, so that no way
    is shorter than the great circle and none inherits the steps of the grid.
    """

    datum: LatLon
    radius_nm: float
    grid: Grid
    passages: tuple[Passage, ...]
    draught: Draught
    clear: NDArray[np.uint8]
    points: TurningPoints
    ashore_nm: float
    approach: "SeaField | None"
    is_cut_short: bool

    def way(self, p: LatLon) -> SeaWay:
        """The way from p to the datum. Lengths of up to two radii are found."""
        direct_nm = distance_nm(p, self.datum)
        vector = self.grid.vector(p)
        cell = self.grid.cell(p)
        if cell < 0 and self.is_closed:
            return SeaWay(None, direct_nm, note=NO_WAY)
        if cell < 0:
            return SeaWay(None, direct_nm, (p, self.datum), note=TOO_FAR)
        if not self.is_at_sea:
            has_water = _near(self.datum, self.passages) is not None
            return SeaWay(None, direct_nm, note=NO_WAY if has_water else INLAND)
        found = self._from(p, vector, cell)
        note = self.note
        if not self._is_water(cell) or (
            found is None and self._waters.of(cell).cells < _POND_CELLS
        ):
            found, note = self._from_inlet(p, found, note)
        if found is None:
            return self._none(p, direct_nm)
        nm, path = found
        nm = max(nm, direct_nm)
        through = passed(self.passages, path)
        return SeaWay(nm, self._bound_nm(nm, direct_nm), path, through, note)

    def nm(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Lengths from many positions, quickly; NaN where `way` must look closer or there is none.

        Of `way` it lacks the look at other turning points nearby, so it may be longer by a
        fraction of a cell, never shorter than the great circle.
        """
        cells = self.grid.cells(self.grid.vectors(lons, lats))
        point = np.where(cells >= 0, self.points.of_cell[np.maximum(cells, 0)], self.points.nowhere)
        known = point != self.points.nowhere
        out = np.full(len(lons), np.nan)
        at = point[known]
        _, _, last_m = WGS84.inv(
            lons[known], lats[known], self.points.lons[at], self.points.lats[at]
        )
        out[known] = self.points.nm[at] + np.asarray(last_m) / M_PER_NM + self.ashore_nm
        out[known] = np.maximum(out[known], distances_nm(lons[known], lats[known], self.datum))
        return out

    def has_none(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Positions from which `way` surely finds none: those within the field that are far from
        any sea and, of a closed sea, those beyond the field or on another water; not all are
        told. Of fields whose cells are finer than 3 nm: next to coarser ones there may be sea."""
        cells = self.grid.cells(self.grid.vectors(lons, lats))
        wet = (cells >= 0) & (self.clear.reshape(-1)[cells] > 0)
        dry: NDArray[np.bool_] = (cells >= 0) & ~wet & are_inland(lons, lats, _INLAND_NM)
        if not self.is_closed:
            return dry
        other = wet & (self.points.of_cell[cells] == self.points.nowhere)
        result = dry | (cells < 0)
        for at in np.flatnonzero(other).tolist():
            result[at] = self._waters.of(int(cells[at])).cells >= _POND_CELLS
        return result

    @property
    def note(self) -> str:
        """What is to be said of the datum."""
        if self.approach is not None:
            return self.approach.note
        return ASHORE.format(nm=self.ashore_nm) if self.ashore_nm else ""

    @cached_property
    def is_at_sea(self) -> bool:
        """Whether the datum has a way out to any sea."""
        return bool((self.points.of_cell != self.points.nowhere).any())

    @cached_property
    def is_closed(self) -> bool:
        """Whether no way leads out of this field to any water beyond, if there is any."""
        followed = self.is_at_sea and not self.is_cut_short
        return followed and (self.grid.faces > 1 or not self._is_left)

    @cached_property
    def _waters(self) -> Waters:
        return Waters(self.grid, self.clear)

    def _is_water(self, cell: int) -> bool:
        return bool(self.clear.reshape(-1)[cell])

    def _from(
        self, p: LatLon, vector: NDArray[np.float64], cell: int
    ) -> tuple[float, tuple[LatLon, ...]] | None:
        """The best way over a turning point in sight of p that its cell or one next to it knows."""
        best: tuple[float, tuple[LatLon, ...]] | None = None
        seen = {self.points.nowhere}
        for near in self._around(cell):
            point = int(self.points.of_cell[near])
            if point in seen or not self._is_water(near):
                continue
            if self._is_beyond_land(cell, near):
                continue
            pivot = self.points.vectors[point]
            at = LatLon(lat=self.points.lats[point], lon=self.points.lons[point])
            over: tuple[LatLon, ...] = ()
            nm = self.points.nm[point] + distance_nm(p, at) + self.ashore_nm
            if best is not None and best[0] <= nm:
                continue
            if in_sight(self.clear, self.grid.half_width, 0, *pivot, *vector):
                seen.add(point)
            else:
                middle = self.grid.position(self.grid.centre_of(near))
                over = (middle,)
                nm = self.points.nm[point] + distance_nm(middle, at) + distance_nm(p, middle)
                nm += self.ashore_nm
            if best is None or nm < best[0]:
                best = nm, (p, *over, *self._rest(point))
        return best

    def _is_beyond_land(self, cell: int, near: int) -> bool:
        """Whether from a cell of water one slips to this one between two of land that touch."""
        n = self.grid.cells_across
        face, i, j = place(cell, n)
        _, to_i, to_j = place(near, n)
        rooms_of, width = self.clear.reshape(-1), self.grid.half_width
        return self._is_water(cell) and bool(
            is_corner(face, i, j, to_i - i, to_j - j, rooms_of, self.grid.faces, n, width)
        )

    def _around(self, cell: int) -> list[int]:
        n = self.grid.cells_across
        face, rest = divmod(cell, n * n)
        j, i = divmod(rest, n)
        rows, columns = range(max(0, j - 1), min(n, j + 2)), range(max(0, i - 1), min(n, i + 2))
        cells = [(face * n + row) * n + column for row in rows for column in columns]
        return sorted(cells, key=lambda near: near != cell)

    def _rest(self, point: int) -> tuple[LatLon, ...]:
        """From a turning point to the datum, the last miles as the approach has them."""
        way = self.points.back_from(point)
        if self.approach is not None and len(way) > 1:
            in_detail = self.approach.way(way[-2])
            way = [*way[:-2], *in_detail.path]
        elif self.ashore_nm:
            way.append(self.datum)
        return tuple(way)

    def _from_inlet(
        self, p: LatLon, found: tuple[float, tuple[LatLon, ...]] | None, note: str
    ) -> tuple[tuple[float, tuple[LatLon, ...]] | None, str]:
        """Where these cells are too coarse: out to some of them by a finer field about p."""
        if self.radius_nm <= _NEAR_RADIUS_NM:
            return found, note
        for out in _ways_out(p, self.passages, self.draught, self.radius_nm):
            by_it = self._through(out)
            if by_it is None:
                continue
            if found is None or not self._is_water(self.grid.cell(p)) or by_it[0] < found[0]:
                return by_it, out.note or note
            return found, note
        return found, note

    def _through(self, out: "SeaField") -> tuple[float, tuple[LatLon, ...]] | None:
        """The best way from the middle of a finer field over a cell that both know."""
        cells = cells_around(self.grid, out.datum, out.radius_nm * _REACH)
        cells = cells[self.points.of_cell[cells] != self.points.nowhere]
        if len(cells) == 0:
            return None
        lons, lats = self.grid.positions(self.grid.centres_of(cells))
        first_nm = out.nm(lons, lats)
        total = np.where(np.isnan(first_nm), np.inf, first_nm) + self._centre_nm(cells, lons, lats)
        k = int(np.argmin(total))
        if not math.isfinite(total[k]):
            return None
        there = out.way(LatLon(lat=float(lats[k]), lon=float(lons[k]))).path[::-1]
        return float(total[k]), (*there, *self._rest(int(self.points.of_cell[cells[k]])))

    def _centre_nm(
        self, cells: NDArray[np.int64], lons: NDArray[np.float64], lats: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Lengths from the centres of cells that are known to have one."""
        at = self.points.of_cell[cells].astype(int)
        _, _, last_m = WGS84.inv(lons, lats, self.points.lons[at], self.points.lats[at])
        nm: NDArray[np.float64] = self.points.nm[at] + np.asarray(last_m) / M_PER_NM
        return nm + self.ashore_nm

    def _none(self, p: LatLon, direct_nm: float) -> SeaWay:
        """Why there is no way: no sea at one end, two waters, or a field too small to tell."""
        if any(self._is_dry(end) for end in (p, self.datum)):
            return SeaWay(None, direct_nm, note=INLAND)
        if self.is_closed:
            return SeaWay(None, direct_nm, note=NO_WAY)
        waters = cells_around(self.grid, p, _NEAR_RADIUS_NM * _REACH)
        waters = waters[self.clear.reshape(-1)[waters] > 0]
        if not any(self._waters.of(cell).reaches_rim for cell in waters.tolist()):
            return SeaWay(None, direct_nm, note=NO_WAY)
        followed_nm = _LONGEST * self.radius_nm / (INSHORE * _INSHORE_STEPS)
        bound_nm = self._bound_nm(followed_nm, direct_nm)
        return SeaWay(None, bound_nm, (p, self.datum), note=TOO_FAR)

    def _is_dry(self, p: LatLon) -> bool:
        """Whether no sea is near enough to begin or end a way at."""
        return not self._is_water(self.grid.cell(p)) and _near(p, self.passages) is None

    @cached_property
    def _is_left(self) -> bool:
        """Whether ways from the datum come to where the field ends."""
        n = self.grid.cells_across
        reached = (self.points.of_cell != self.points.nowhere).reshape(n, n)
        return bool(reached[[0, -1]].any() or reached[:, [0, -1]].any())

    def _bound_nm(self, nm: float, direct_nm: float) -> float:
        """A way that leaves the field and returns is at least this long."""
        if self.grid.faces > 1:
            return nm
        return max(direct_nm, min(nm, 2.0 * self.radius_nm - direct_nm))


def is_inland(p: LatLon, passages: tuple[Passage, ...]) -> bool:
    """Whether no sea is near enough to begin or end a way at."""
    return on_land(p) and _near(p, passages) is None


def out_of_port(p: LatLon) -> None:
    """Have the fine field ready that a way from a port begins with."""
    _near(p, as_asked())


def sea_field(
    datum: LatLon,
    *,
    radius_nm: float = RADIUS_NM,
    cell_nm: float = CELL_NM,
    offing_nm: float = OFFING_NM,
    opened: frozenset[str] = frozenset(),
    shut: frozenset[str] = frozenset(),
    draught: Draught = Draught.SHALLOW,
) -> SeaField:
    """The field about a datum. A datum on land starts from the nearest water, and says so.

    Ways keep `offing_nm` off the coast where there is room, as ships do, and follow it closer
    in narrow waters and at their ends; those of deep ships keep as far off shoals. `opened` and
    `shut` are codes of passages, against what `passages.yaml` says of them.
    """
    grid = Grid.about(datum, radius_nm=radius_nm, cell_nm=cell_nm)
    return field_on(
        grid,
        radius_nm=radius_nm,
        offing=math.ceil(offing_nm / cell_nm),
        passages=as_asked(opened=opened, shut=shut),
        draught=draught,
    )


def field_on(
    grid: Grid,
    *,
    radius_nm: float,
    offing: int,
    passages: tuple[Passage, ...],
    draught: Draught,
    target: LatLon | None = None,
) -> SeaField:
    """The field on a grid of any shape; it may end where the target is reached."""
    clear = rooms(grid, passages, draught)
    start = grid.cell(grid.centre)
    stop = _way_in(grid, clear, target, passages) if target is not None else -1
    seeds = {start: 0.0} if clear.reshape(-1)[start] else {}
    marched = partial(_marched, grid, clear, draught, offing=offing, radius_nm=radius_nm, stop=stop)
    points, settled, is_cut_short = marched(seeds, seeds_turn=False)
    field = SeaField(
        grid.centre, radius_nm, grid, passages, draught, clear, points, 0.0, None, is_cut_short
    )
    reached = stop >= 0 and points.of_cell[stop] != field.points.nowhere
    if reached or settled >= _POND_CELLS or radius_nm <= _NEAR_RADIUS_NM:
        return field
    for out in _ways_out(grid.centre, passages, draught, radius_nm):
        seeds = _met_by(out, grid, clear)
        if not seeds:
            continue
        points, settled, is_cut_short = marched(seeds, seeds_turn=True)
        field = replace(field, points=points, approach=out, is_cut_short=is_cut_short)
        if settled >= len(seeds) + _POND_CELLS:
            break
    return field


def _met_by(out: SeaField, grid: Grid, clear: NDArray[np.uint8]) -> dict[int, float]:
    """The cells of a grid that a finer field has a way to, and its miles."""
    cells = cells_around(grid, out.datum, out.radius_nm * _REACH)
    cells = cells[clear.reshape(-1)[cells] > 0]
    nm = out.nm(*grid.positions(grid.centres_of(cells)))
    return {int(c): float(miles) for c, miles in zip(cells, nm, strict=True) if miles >= 0.0}


def _ways_out(
    p: LatLon, passages: tuple[Passage, ...], draught: Draught, radius_nm: float
) -> Iterator[SeaField]:
    """Ever wider and coarser fields about p, all finer than one of that radius."""
    near = _near(p, passages)
    if near is not None:
        yield near
        if radius_nm > _WIDER_RADIUS_NM:
            yield _wider(p, passages, draught)


@lru_cache(maxsize=4)
def _wider(p: LatLon, passages: tuple[Passage, ...], draught: Draught) -> SeaField:
    grid = Grid.about(p, radius_nm=_WIDER_RADIUS_NM, cell_nm=_WIDER_CELL_NM)
    offing = math.ceil(OFFING_NM / _WIDER_CELL_NM)
    return field_on(
        grid, radius_nm=_WIDER_RADIUS_NM, offing=offing, passages=passages, draught=draught
    )


def _way_in(
    grid: Grid, clear: NDArray[np.uint8], target: LatLon, passages: tuple[Passage, ...]
) -> int:
    """The cell a way to the target is found from: its own, or the first water out of its port."""
    cell = grid.cell(target)
    if cell < 0 or clear.reshape(-1)[cell]:
        return cell
    near = _near(target, passages)
    met = _met_by(near, grid, clear) if near is not None else {}
    return min(met, key=lambda c: met[c], default=-1)


def _marched(
    grid: Grid,
    clear: NDArray[np.uint8],
    draught: Draught,
    seeds: dict[int, float],
    *,
    seeds_turn: bool,
    offing: int,
    radius_nm: float,
    stop: int,
) -> tuple[TurningPoints, int, bool]:
    """What the march from the seeds gives, to how many cells, and whether it could go on."""
    arcs, pivots = march(
        clear,
        grid.half_width,
        offing,
        SHOAL if draught is Draught.DEEP else INSHORE,
        np.array(list(seeds), dtype=np.int32),
        np.array(list(seeds.values()), dtype=np.float64) / NM_PER_RADIAN,
        seeds_turn,
        grid.vector(grid.centre),
        _LONGEST * radius_nm / NM_PER_RADIAN,
        stop,
    )
    reached = arcs[pivots != UNREACHED]
    is_cut_short = bool(reached.max(initial=0.0) > 0.95 * _LONGEST * radius_nm / NM_PER_RADIAN)
    return turning_points(grid, clear, offing, arcs, pivots, seeds), len(reached), is_cut_short


@lru_cache(maxsize=64)
def _near(p: LatLon, passages: tuple[Passage, ...]) -> SeaField | None:
    """A small field of fine cells about p, or about the nearest water to it; None if inland.

    As many are kept as a region has ports, 0.7 MB each; for deep ships too, as ports are dredged.
    """
    if not passages_about(passages, p, _INLAND_NM) and is_deep_inland(p, _INLAND_NM):
        return None
    grid = Grid.about(p, radius_nm=_NEAR_RADIUS_NM, cell_nm=_NEAR_CELL_NM)
    clear = rooms(grid, passages)
    n = grid.cells_across
    rows, columns = np.nonzero(clear[0])
    if len(rows) == 0:
        return None
    away = np.hypot(rows - n // 2, columns - n // 2)
    k = int(np.argmin(away))
    start = int(rows[k] * n + columns[k])
    ashore_nm = 0.0
    if start != grid.cell(p):
        ashore_nm = distance_nm(p, grid.position(grid.centre_of(start)))
        if ashore_nm > FARTHEST_ASHORE_NM:
            return None
    water = p if ashore_nm == 0.0 else grid.position(grid.centre_of(start))
    around = replace(grid, centre=water)
    arcs, pivots = march(
        clear,
        grid.half_width,
        0,
        INSHORE,
        np.array([start], dtype=np.int32),
        np.zeros(1),
        False,
        around.vector(water),
        _NEAR_RADIUS_NM / NM_PER_RADIAN,
        -1,
    )
    points = turning_points(around, clear, 0, arcs, pivots, {start: 0.0})
    keel = Draught.SHALLOW
    return SeaField(
        p, _NEAR_RADIUS_NM, around, passages, keel, clear, points, ashore_nm, None, True
    )
