"""A grid of cells about a position, and which of its cells are water."""

import math
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from sar.geo.position import LatLon
from sar.geo.sea.cells import cell_at, cell_vector, cell_vectors
from sar.geo.sea.draught import Draught
from sar.geo.sea.land import coast, coast_about, on_land, vector, vectors
from sar.geo.sea.passage_index import passages_about
from sar.geo.sea.passages import Passage
from sar.geo.sea.raster import CHANNEL, clearance, face_vector, fill_land, paint
from sar.geo.sea.shoals import fill_shoals, shoals
from sar.geo.units import NM_PER_RADIAN

OFFING_NM: Final = 3.0  # fitted to published distances: bench/sea_distances.md

_BAR_CELLS = 1.0
_COARSE_NM = 2.0  # larger cells take how far land is from others,
_FINER = 3  # so many times as fine
_FAIRWAY_NM = 2.0  # to either side of it the water is deep, as dredged and buoyed


@dataclass(frozen=True, eq=False)
class Grid:
    """One face about `centre`, or with six faces the whole earth seen from it."""

    centre: LatLon
    faces: int
    cells_across: int
    half_width: float
    frame: NDArray[np.float64]

    @classmethod
    def about(cls, centre: LatLon, *, radius_nm: float, cell_nm: float) -> Self:
        """One face; its cells are largest, `cell_nm`, at the centre. At most 45° of radius."""
        half_width = math.tan(radius_nm / NM_PER_RADIAN)
        if not 0.0 < half_width <= 1.0 or cell_nm <= 0.0:
            raise ValueError(f"no face has a radius of {radius_nm} nm by cells of {cell_nm} nm")
        return cls(centre, 1, _across(half_width, cell_nm), half_width, _frame(centre))

    @classmethod
    def round_the_earth(cls, centre: LatLon, *, cell_nm: float) -> Self:
        """Six faces."""
        return cls(centre, 6, _across(1.0, cell_nm), 1.0, _frame(centre))

    @property
    def cell_nm(self) -> float:
        """The side of the largest cells."""
        return 2.0 * self.half_width / self.cells_across * NM_PER_RADIAN

    @property
    def corner_nm(self) -> float:
        """The distance of the corners of a grid of one face from its centre."""
        return math.atan(math.sqrt(2.0) * self.half_width) * NM_PER_RADIAN

    def vectors(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Unit vectors in the frame of the grid."""
        return np.ascontiguousarray(vectors(lons, lats) @ self.frame.T)

    def vector(self, p: LatLon) -> NDArray[np.float64]:
        """One of them."""
        found: NDArray[np.float64] = self.frame @ vector(p.lon, p.lat)
        return found

    def position(self, vector: NDArray[np.float64]) -> LatLon:
        """The place that a unit vector in the frame of the grid points to."""
        x, y, z = (float(part) for part in vector @ self.frame)
        return LatLon(
            lat=math.degrees(math.asin(max(-1.0, min(1.0, z)))), lon=math.degrees(math.atan2(y, x))
        )

    def cell(self, p: LatLon) -> int:
        """The cell p lies in, or -1."""
        a, b, c = self.vector(p)
        return int(cell_at(a, b, c, self.cells_across, self.faces, self.half_width))

    def cells(self, vectors: NDArray[np.float64]) -> NDArray[np.int64]:
        """The cells that many vectors point to, of a grid of one face; -1 outside."""
        n, half_width = self.cells_across, self.half_width
        ahead = vectors[:, 2] > 0.0
        height = np.where(ahead, vectors[:, 2], 1.0)
        i = np.floor((vectors[:, 0] / height + half_width) * n / (2.0 * half_width)).astype(int)
        j = np.floor((vectors[:, 1] / height + half_width) * n / (2.0 * half_width)).astype(int)
        inside = ahead & (i >= 0) & (i < n) & (j >= 0) & (j < n)
        return np.where(inside, j * n + i, -1)

    def centre_of(self, cell: int) -> NDArray[np.float64]:
        """The unit vector of a cell's centre."""
        return np.array(cell_vector(cell, self.cells_across, self.half_width))

    def centres_of(self, cells: NDArray[np.int64]) -> NDArray[np.float64]:
        """The same of many."""
        return cell_vectors(cells, self.cells_across, self.half_width)

    def positions(
        self, vectors: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Longitudes and latitudes of many unit vectors in the frame of the grid."""
        x, y, z = (vectors @ self.frame).T
        return np.degrees(np.arctan2(y, x)), np.degrees(np.arcsin(np.clip(z, -1.0, 1.0)))


def _across(half_width: float, cell_nm: float) -> int:
    """Cells across a face: an odd number, so that the centre is the centre of a cell."""
    return math.ceil(2.0 * half_width * NM_PER_RADIAN / cell_nm) // 2 * 2 + 1


def _frame(centre: LatLon) -> NDArray[np.float64]:
    """Rows: east, north and up at the centre."""
    up = vector(centre.lon, centre.lat)
    lon = math.radians(centre.lon)
    east = np.array([-math.sin(lon), math.cos(lon), 0.0])
    return np.stack((east, np.cross(up, east), up))


def rooms(
    grid: Grid, passages: tuple[Passage, ...], draught: Draught = Draught.SHALLOW
) -> NDArray[np.uint8]:
    """For each cell by face, row and column: 0 on land, else cells to the nearest land."""
    return waters(grid, passages, draught)[0]


def waters(
    grid: Grid, passages: tuple[Passage, ...], draught: Draught
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """For each cell by face, row and column its room, 0 on land, else cells to the nearest land;
    and whether it is a shoal to that draught.

    The passages' lines are water, where open, and barred at their gates, where shut, however
    narrow they are against a cell. To a deep ship shoals count as land does, but that it can
    pass them: they have one cell of room. In coarse cells one cell of room is what is less than
    OFFING_NM off land, as finer cells have it.
    """
    n, half_width = grid.cells_across, grid.half_width
    shore = coast()
    if grid.faces == 1:
        up = vector(grid.centre.lon, grid.centre.lat)
        shore = coast_about(up, grid.corner_nm / NM_PER_RADIAN)
    turned = grid.vectors(shore.lons, shore.lats)
    parts = _FINER if grid.cell_nm > _COARSE_NM else 1
    clear, shoal = np.empty((grid.faces, n, n), np.uint8), np.zeros((grid.faces, n, n), np.uint8)
    corner = (0.5 / (n * parts) - 0.5) * 2.0 * half_width
    lines = _lines(grid, passages)
    for face in range(grid.faces):
        first = np.array(face_vector(face, corner, corner))
        finer = np.zeros((n * parts, n * parts), np.uint8)
        fill_land(finer, face, half_width, turned, shore.ring_ends, on_land(grid.position(first)))
        land = finer[parts // 2 :: parts, parts // 2 :: parts].copy()
        for points, is_open in lines:
            reach = CHANNEL if is_open else _BAR_CELLS
            paint(land, face, half_width, points, 0 if is_open else 1, reach)
        if draught is Draught.DEEP:
            _fill_shoals(grid, face, land, lines, shoal[face])
        if parts == 1:
            clear[face] = clearance(land | shoal[face])
            clear[face][shoal[face] > land] = 1
            continue
        within = math.floor(OFFING_NM / grid.cell_nm * parts)
        close = clearance(finer)[parts // 2 :: parts, parts // 2 :: parts] <= within
        clear[face] = np.minimum(clearance(land | shoal[face] | close), 254) + 1
        clear[face][(shoal[face] > 0) | close] = 1
        clear[face][land > 0] = 0
    return clear, shoal


def _lines(grid: Grid, passages: tuple[Passage, ...]) -> list[tuple[NDArray[np.float64], bool]]:
    """Points of each passage that comes near, closer than cells are, and whether it is open."""
    step_nm = 0.4 * grid.cell_nm
    if grid.faces == 1:
        passages = passages_about(passages, grid.centre, grid.corner_nm + _FAIRWAY_NM)
    return [(vectors(*p.points(step_nm)) @ grid.frame.T, p.is_open) for p in passages]


def _fill_shoals(
    grid: Grid,
    face: int,
    land: NDArray[np.uint8],
    lines: list[tuple[NDArray[np.float64], bool]],
    shoal: NDArray[np.uint8],
) -> None:
    """Set the cells of water that are shoal."""
    fill_shoals(shoal, land, face, grid.half_width, grid.frame, shoals())
    for points, is_open in lines:
        if is_open:
            reach = max(1.0, _FAIRWAY_NM / grid.cell_nm)
            paint(shoal, face, grid.half_width, points, 0, reach)
