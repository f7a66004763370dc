"""Miles by water from one position to any other: a field that serves every vessel around it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.geo.geodesy import WGS84, distance_nm, distances_nm, length_nm
from sar.geo.position import LatLon
from sar.geo.sea.cells import cell_vector, place
from sar.geo.sea.draught import Draught
from sar.geo.sea.fairways import lines
from sar.geo.sea.grid import OFFING_NM, Grid, rooms, waters
from sar.geo.sea.inland import are_inland
from sar.geo.sea.islands import no_rays, rays, sides_of
from sar.geo.sea.land import is_deep_inland, on_land, over_land_nm
from sar.geo.sea.marching import (
    INSHORE,
    SHOAL,
    Chart,
    MarchStart,
    is_corner,
    is_shorter,
    march,
    reach,
)
from sar.geo.sea.neighbourhood import Waters, cells_around
from sar.geo.sea.passage_index import passages_about, passed
from sar.geo.sea.passages import Passage, as_asked
from sar.geo.sea.sea_route import ASHORE, INLAND, NO_WAY, TOO_FAR, SeaWay
from sar.geo.sea.sight import Vector, in_sight
from sar.geo.sea.standstill import present
from sar.geo.sea.straightening import straightened
from sar.geo.sea.turning_points import (
    ORIGIN,
    TurningPoints,
    turned_at,
    turning_points,
    vectors_of,
)
from sar.geo.units import M_PER_NM, NM_PER_RADIAN

RADIUS_NM: Final = 600.0
CELL_NM: Final = 1.0

FARTHEST_ASHORE_NM: Final = 10.0
_INLAND_NM: Final = 1.05 * FARTHEST_ASHORE_NM

_NEAR_RADIUS_NM = 24.0
_NEAR_CELL_NM = 0.1
# Where even its water is a pond to the cells of a large field (Puget Sound to cells of 4 nm).
_WIDER_RADIUS_NM = 250.0
_WIDER_CELL_NM = 0.5
_REACH = 0.92  # of such a field, within which cells are taken over
_POND_CELLS = 400
_BESIDE_POND_NM = 1.0  # from a dock that a coast of this scale has no entrance of, to its harbour
_LONGEST = 2.0  # ways are followed to this many radii: round a cape and back
_INSHORE_STEPS = 1.1  # and by no more does going from cell to cell lengthen what is inshore
_PARTED_NM = (
    0.5  # of land between a place and a cell next to its own: a quay is less, an isthmus more
)
_MUCH_SHORTER = 0.98  # than the way of least cost: so much is no matter of its shape
_TO_NEXT = 1.5  # cells from a place to the middles of the cells about it, but the last corner


class Measured(NamedTuple):
    """Ways from many positions: true miles, the cost that shapes them, and the one they are chosen
    by."""

    nm: NDArray[np.float64]
    cost_nm: NDArray[np.float64]
    choice_nm: NDArray[np.float64]


class _Path(NamedTuple):
    """A way by its corners, and a remark on its ends."""

    path: tuple[LatLon, ...]
    note: str


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
    offing: int
    clear: NDArray[np.uint8]
    toll_nm: float
    """The most that the hours of a canal are worth here."""
    points: TurningPoints
    ashore_nm: float
    approach: "SeaField | None"
    is_cut_short: bool

    def way(self, p: LatLon) -> SeaWay:
        """The way from p to the datum, drawn taut. Lengths of up to two radii are found."""
        found = self._found(p)
        if isinstance(found, SeaWay):
            return found
        path = straightened(found.path, self.passages, self.draught)
        direct_nm = distance_nm(p, self.datum)
        nm = max(length_nm(path), direct_nm)
        way = SeaWay(nm, nm, path, passed(self.passages, path), found.note)
        return replace(way, bound_nm=self._bound_nm(nm, direct_nm, way.hours_nm))

    def _found(self, p: LatLon) -> "SeaWay | _Path":
        """The way from p as these cells have it, or why there is none."""
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
        elif found is not None and self._is_close(p, cell, found[1][1]):
            by_finer, its_note = self._from_inlet(p, None, note)
            found, note = (found, note) if by_finer is None else (by_finer, its_note)
        if found is None:
            return self._none(p, direct_nm)
        return _Path(found[1], note)

    def nm(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Lengths from many positions, quickly; NaN where `way` must look closer or there is none.

        Of `way` it lacks the look at other turning points nearby, so it may be longer by a
        fraction of a cell, never shorter than the great circle.
        """
        out = self.measured(lons, lats).nm
        known = ~np.isnan(out)
        out[known] = np.maximum(out[known], distances_nm(lons[known], lats[known], self.datum))
        return out

    def measured(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> "Measured":
        """Lengths and costs of the ways from many positions; NaN as `nm` has it."""
        cells = self._cells(lons, lats)
        of_cell = self.points.of_cell
        point = np.where(cells >= 0, of_cell[cells], of_cell.nowhere)
        known = point != of_cell.nowhere
        at = point[known].astype(np.intp)
        _, _, last_m = WGS84.inv(
            lons[known], lats[known], self.points.lons[at], self.points.lats[at]
        )
        last_nm = np.asarray(last_m) / M_PER_NM + self.ashore_nm
        found = Measured(*(np.full(len(lons), np.nan) for _ in range(3)))
        found.nm[known] = self.points.nm[at] + last_nm
        found.cost_nm[known] = self.points.cost_nm[at] + last_nm * self._price(cells[known])
        found.choice_nm[known] = self.points.choice_nm[at] + last_nm
        return found

    def has_none(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Positions from which `way` surely finds none: those within the field that are far from
        any sea and, of a closed sea, those beyond the field or on another water; not all are
        told. Of fields whose cells are finer than 3 nm: next to coarser ones there may be sea."""
        cells = self.grid.cells(self.grid.vectors(lons, lats))
        wet = (cells >= 0) & (self.clear.reshape(-1)[cells] > 0)
        dry: NDArray[np.bool_] = (cells >= 0) & ~wet & are_inland(lons, lats, _INLAND_NM)
        if not self.is_closed:
            return dry
        other = wet & (self.points.of_cell[cells] == self.points.of_cell.nowhere)
        result = dry | (cells < 0)
        for at in np.flatnonzero(other).tolist():
            result[at] = self._waters.of(int(cells[at])).cells >= _POND_CELLS
        return result

    @property
    def note(self) -> str:
        """A remark on the datum."""
        if self.approach is not None:
            return self.approach.note
        return ASHORE.format(nm=self.ashore_nm) if self.ashore_nm else ""

    @cached_property
    def is_at_sea(self) -> bool:
        """Whether the datum has a way out to any sea."""
        return not self.points.of_cell.is_empty

    @cached_property
    def is_closed(self) -> bool:
        """Whether no way leads out of this field to any water beyond, if there is any."""
        followed = self.is_at_sea and not self.is_cut_short
        return followed and (self.grid.faces > 1 or not self._is_left)

    @cached_property
    def _waters(self) -> Waters:
        return Waters(self.grid, self.clear)

    def _cells(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.int64]:
        """The cells of many positions, -1 outside."""
        if self.grid.faces == 1:
            return self.grid.cells(self.grid.vectors(lons, lats))
        places = zip(lons.tolist(), lats.tolist(), strict=True)
        return np.array([self.grid.cell(LatLon(lat=lat, lon=lon)) for lon, lat in places], int)

    def _price(self, cells: NDArray[np.int64]) -> NDArray[np.float64]:
        """The cost of a mile in cells of water: out of a port as inshore."""
        room = self.clear.reshape(-1)[cells]
        close = SHOAL if self.draught is Draught.DEEP else INSHORE
        inshore = np.where(room <= 1, close, INSHORE)
        return np.where(room <= self.offing, inshore, INSHORE if self.offing == 0 else 1.0)

    def _is_water(self, cell: int) -> bool:
        return bool(self.clear.reshape(-1)[cell])

    def _from(
        self, p: LatLon, vector: NDArray[np.float64], cell: int
    ) -> tuple[float, tuple[LatLon, ...]] | None:
        """The best way over a turning point in sight of p that its cell or one next to it knows."""
        best: tuple[float, tuple[LatLon, ...]] | None = None
        seen = {self.points.of_cell.nowhere}
        around = self._around(cell)
        for near, point in zip(around, self.points.of_cell[np.array(around)].tolist(), strict=True):
            if point in seen or not self._is_water(near):
                continue
            if self._is_beyond_land(cell, near):
                continue
            pivot = self._vector_of(point)
            at = LatLon(lat=self.points.lats[point], lon=self.points.lons[point])
            over: tuple[LatLon, ...] = ()
            nm = self.points.nm[point] + distance_nm(p, at) + self.ashore_nm
            if best is not None and best[0] <= nm:
                continue
            if in_sight(self.clear, self.grid.half_width, 0, pivot, _tuple(vector)):
                seen.add(point)
            else:
                middle = self.grid.position(self.grid.centre_of(near))
                over = (middle,)
                nm = self.points.nm[point] + distance_nm(middle, at) + distance_nm(p, middle)
                nm += self.ashore_nm
            if best is None or nm < best[0]:
                best = nm, (p, *over, *self._rest(point))
        return best

    def _vector_of(self, point: int) -> Vector:
        if point == ORIGIN:
            return _tuple(self.grid.vector(self.grid.centre))
        cell, grid = int(self.points.cells[point - 1]), self.grid
        return cell_vector(cell, grid.cells_across, grid.half_width)

    def _is_close(self, p: LatLon, cell: int, to: LatLon) -> bool:
        """Whether land is next to p that these cells are too coarse for: that the first leg
        crosses, or any next to cells of more than a mile."""
        if self.clear.reshape(-1)[cell] > 1 or self.radius_nm <= _NEAR_RADIUS_NM:
            return False
        is_coarse = self.grid.cell_nm > CELL_NM
        return is_coarse or over_land_nm(p, to, _TO_NEXT * self.grid.cell_nm) > _PARTED_NM

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
            in_detail = self.approach._found(way[-2])
            way = [*way[:-2], *in_detail.path]
        elif self.ashore_nm:
            way.append(self.datum)
        return tuple(way)

    def _from_inlet(
        self, p: LatLon, found: tuple[float, tuple[LatLon, ...]] | None, note: str
    ) -> tuple[tuple[float, tuple[LatLon, ...]] | None, str]:
        """The way out to some cells by a finer field about p, where these are too coarse."""
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
        """The best way from the middle of a finer field over a cell that both know.

        As the march takes it: that of least cost, but for a shorter one by other passages.
        """
        cells = cells_around(self.grid, out.datum, out.radius_nm * _REACH)
        cells = cells[self.points.of_cell[cells] != self.points.of_cell.nowhere]
        lons, lats = self.grid.positions(self.grid.centres_of(cells))
        first, rest = out.measured(lons, lats), self.measured(lons, lats)
        known = np.flatnonzero(~np.isnan(first.nm))
        if len(known) == 0:
            return None
        cost_nm = (out.cost_nm(first, self.draught) + rest.cost_nm)[known]
        choice_nm = (first.choice_nm + rest.choice_nm)[known]
        best, shortest = int(np.argmin(cost_nm)), int(np.argmin(choice_nm))

        def path(k: int) -> tuple[LatLon, ...]:
            there = out._found(LatLon(lat=float(lats[k]), lon=float(lons[k]))).path[::-1]
            return *there, *self._rest(int(self.points.of_cell[cells[k : k + 1]][0]))

        found = path(int(known[best]))
        if is_shorter(choice_nm[shortest] / NM_PER_RADIAN, choice_nm[best] / NM_PER_RADIAN):
            other = path(int(known[shortest]))
            is_other = passed(self.passages, found) != passed(self.passages, other)
            if is_other or choice_nm[shortest] < _MUCH_SHORTER * choice_nm[best]:
                best, found = shortest, other
        k = int(known[best])
        return float(first.nm[k] + rest.nm[k]), found

    def cost_nm(self, found: Measured, draught: Draught) -> NDArray[np.float64]:
        """The cost of ways of this field as the first or last part of another: out of a port, for a
        deep ship, as next to land."""
        is_near = self.offing == 0 and draught is Draught.DEEP
        return found.cost_nm * (SHOAL / INSHORE) if is_near else found.cost_nm

    def _none(self, p: LatLon, direct_nm: float) -> SeaWay:
        """The reason for no way: no sea at one end, two waters, or a field too small to tell."""
        if any(self._is_dry(end) for end in (p, self.datum)):
            return SeaWay(None, direct_nm, note=INLAND)
        if self.is_closed:
            return SeaWay(None, direct_nm, note=NO_WAY)
        cells = cells_around(self.grid, p, _NEAR_RADIUS_NM * _REACH)
        cells = cells[self.clear.reshape(-1)[cells] > 0]
        about = [self._waters.of(cell) for cell in cells.tolist()]
        waters = [water for water in about if water.cells >= _POND_CELLS]
        if waters and not any(water.reaches_rim for water in waters):
            return SeaWay(None, direct_nm, note=NO_WAY)
        within_nm = _LONGEST * self.radius_nm - self.toll_nm
        bound_nm = self._bound_nm(within_nm / (INSHORE * _INSHORE_STEPS), direct_nm)
        return SeaWay(None, bound_nm, (p, self.datum), note=TOO_FAR)

    def _is_dry(self, p: LatLon) -> bool:
        """Whether no sea is near enough to begin or end a way at."""
        return not self._is_water(self.grid.cell(p)) and _near(p, self.passages) is None

    @cached_property
    def _is_left(self) -> bool:
        """Whether ways from the datum come to where the field ends."""
        n = self.grid.cells_across
        side = np.arange(n)
        rim = np.concatenate((side, (n - 1) * n + side, side * n, side * n + n - 1))
        return bool((self.points.of_cell[rim] != self.points.of_cell.nowhere).any())

    def _bound_nm(self, nm: float, direct_nm: float, hours_nm: float = 0.0) -> float:
        """A way that leaves the field and returns is at least this long; one that is longer by no
        more than the hours of canals are worth would be taken."""
        if self.grid.faces > 1:
            return nm
        return max(direct_nm, min(nm, 2.0 * self.radius_nm - direct_nm - hours_nm))


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
    clear, shoal = waters(grid, passages, draught)
    chart = Chart(clear, shoal, lines(grid, passages), rays(clear, grid.cell_nm), grid.half_width)
    marched = partial(
        _marched,
        grid,
        chart,
        passages,
        draught,
        offing=offing,
        radius_nm=radius_nm,
        stop=_way_in(grid, clear, target, passages) if target is not None else -1,
    )
    start = grid.cell(grid.centre)
    is_small = radius_nm <= _NEAR_RADIUS_NM
    is_close = not is_small and clear.reshape(-1)[start] == 1
    at_once = _at(grid) if clear.reshape(-1)[start] else _nowhere(grid)
    field = None
    if not is_close:
        field, settled = marched(at_once)
        if is_small or settled >= _POND_CELLS:
            return field
    for out in _ways_out(grid.centre, passages, draught, radius_nm):
        seeds = _met_by(out, grid, chart, draught)
        if len(seeds.cells) == 0:
            continue
        field, settled = marched(seeds, out)
        if settled >= len(seeds.cells) + _POND_CELLS:
            break
    return marched(at_once)[0] if field is None else field


def _tuple(vector: NDArray[np.float64]) -> Vector:
    a, b, c = vector.tolist()
    return a, b, c


class _Seeds(NamedTuple):
    """The cells that a march starts from, and the true miles gone up to each."""

    start: MarchStart
    nm: NDArray[np.float64]

    @property
    def cells(self) -> NDArray[np.int32]:
        return self.start.cells


def _nowhere(grid: Grid) -> _Seeds:
    none = np.empty(0)
    start = MarchStart(
        np.empty(0, np.int32),
        none,
        none,
        np.empty(0, np.int32),
        False,
        _tuple(grid.vector(grid.centre)),
    )
    return _Seeds(start, none)


def _at(grid: Grid) -> _Seeds:
    """A march that starts in the middle."""
    zero, origin = np.zeros(1), _tuple(grid.vector(grid.centre))
    cells = np.array([grid.cell(grid.centre)], dtype=np.int32)
    return _Seeds(MarchStart(cells, zero, zero, np.zeros(1, np.int32), False, origin), zero)


def _met_by(out: SeaField, grid: Grid, chart: Chart, draught: Draught) -> _Seeds:
    """The cells of a grid that a finer field has a way to."""
    cells = cells_around(grid, out.datum, out.radius_nm * _REACH)
    cells = cells[chart.clear.reshape(-1)[cells] > 0]
    lons, lats = grid.positions(grid.centres_of(cells))
    found = out.measured(lons, lats)
    known = ~np.isnan(found.nm)
    if not known.any():
        return _nowhere(grid)
    cells = cells[known]
    last = out.points.of_cell[out.grid.cells(out.grid.vectors(lons, lats))[known]]
    turns = vectors_of(out.grid, out.points.cells) @ out.grid.frame @ grid.frame.T
    legs = np.concatenate((turns, grid.centres_of(cells)))
    parents = np.concatenate((out.points.parents, last.astype(np.int32)))
    sides = sides_of(chart.rays, grid.half_width, grid.cells_across, legs, parents)
    start = MarchStart(
        cells.astype(np.int32),
        out.cost_nm(found, draught)[known] / NM_PER_RADIAN,
        found.choice_nm[known] / NM_PER_RADIAN,
        sides[len(turns) :],
        True,
        _tuple(grid.vector(grid.centre)),
    )
    return _Seeds(start, found.nm[known])


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
    if near is None:
        return -1
    cells = cells_around(grid, target, near.radius_nm * _REACH)
    cells = cells[clear.reshape(-1)[cells] > 0]
    nm = near.nm(*grid.positions(grid.centres_of(cells)))
    return -1 if np.isnan(nm).all() else int(cells[np.nanargmin(nm)])


def _marched(
    grid: Grid,
    chart: Chart,
    passages: tuple[Passage, ...],
    draught: Draught,
    seeds: _Seeds,
    approach: SeaField | None = None,
    *,
    offing: int,
    radius_nm: float,
    stop: int,
) -> tuple[SeaField, int]:
    """The field that a march from the seeds gives, and how many cells it has ways from."""
    limit = _LONGEST * radius_nm / NM_PER_RADIAN
    shoal = SHOAL if draught is Draught.DEEP else INSHORE
    found = march(chart, offing, shoal, seeds.start, limit, stop, present().cell)
    most, settled = reach(found)
    turned = turned_at(found)
    del found  # before the ways are drawn taut: of the whole earth it is 95 MB
    field = SeaField(
        grid.centre,
        radius_nm,
        grid,
        passages,
        draught,
        offing,
        chart.clear,
        float(chart.lines.tolls.max(initial=0.0)) * NM_PER_RADIAN,
        turning_points(grid, chart, offing, turned, seeds.start, seeds.nm),
        0.0,
        approach,
        is_cut_short=most > 0.95 * limit,
    )
    return field, settled


def _nearest_water(waters: Waters, cells: NDArray[np.intp], n: int) -> int:
    """The cell that is nearest to the middle, but for a pond that other water lies beside."""
    rows, columns = np.divmod(cells, n)
    away = np.hypot(rows - n // 2, columns - n // 2)
    order = np.argsort(away, kind="stable")
    beside = order[away[order] <= away[order[0]] + _BESIDE_POND_NM / _NEAR_CELL_NM]
    for cell in cells[beside].tolist():
        if waters.of(cell).cells >= _POND_CELLS:
            return int(cell)
    return int(cells[order[0]])


@lru_cache(maxsize=64)
def _near(p: LatLon, passages: tuple[Passage, ...]) -> SeaField | None:
    """A small field of fine cells about p, or about the nearest water to it; None if inland.

    As many are kept as a region has ports, 0.3 MB each; for deep ships too, as ports are dredged.
    """
    if not passages_about(passages, p, _INLAND_NM) and is_deep_inland(p, _INLAND_NM):
        return None
    grid = Grid.about(p, radius_nm=_NEAR_RADIUS_NM, cell_nm=_NEAR_CELL_NM)
    clear = rooms(grid, passages)
    n = grid.cells_across
    rows, columns = np.nonzero(clear[0])
    if len(rows) == 0:
        return None
    start = _nearest_water(Waters(grid, clear), rows * n + columns, n)
    ashore_nm = 0.0
    if start != grid.cell(p):
        ashore_nm = distance_nm(p, grid.position(grid.centre_of(start)))
        if ashore_nm > FARTHEST_ASHORE_NM:
            return None
    water = p if ashore_nm == 0.0 else grid.position(grid.centre_of(start))
    around = replace(grid, centre=water)
    chart = Chart(
        clear, np.zeros_like(clear), lines(around, passages), no_rays(1, n), grid.half_width
    )
    seeds = _at(around)
    limit = _NEAR_RADIUS_NM / NM_PER_RADIAN
    found = march(chart, 0, INSHORE, seeds.start, limit, -1, present().cell)
    points = turning_points(around, chart, 0, turned_at(found), seeds.start, seeds.nm)
    return SeaField(
        p,
        _NEAR_RADIUS_NM,
        around,
        passages,
        Draught.SHALLOW,
        0,
        clear,
        float(chart.lines.tolls.max(initial=0.0)) * NM_PER_RADIAN,
        replace(points, cost_nm=INSHORE * points.cost_nm),
        ashore_nm,
        None,
        is_cut_short=True,
    )
