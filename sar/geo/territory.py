"""Territories and territorial seas of States: the one a place lies in, and where a route crosses;
approximate.

The territories come from Natural Earth's 1:10m coast and borders (public domain) and the islands of
GSHHG that it lacks (LGPL), with 12 nm of sea as far as no coast but that State's lies within 24 nm
(`scripts/build_territories.py`). If two States' coasts do, or land that is nobody's, contested
or missing there (`contested.yaml`), it is *not determined* whose waters these are; so it is of sea
between the breadth that a State keeps and 12 nm, where that is less (`breadths.yaml`). Straight
baselines and boundaries agreed between States are not in it: answers that rest on it say that they
are approximate.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from sar.geo.areas import bounds_about, corners, leg
from sar.geo.arrays import Ints
from sar.geo.extents import TILE_DEG
from sar.geo.geodesy import distance_nm, distances_nm
from sar.geo.line_parts import STEP_DEG, Edges, edges, pieces_at, pieces_near, spans
from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.sea.land import unit_vector

UNDETERMINED: Final = "not determined"
"""In place of a State's code: land or sea of which the platform does not say whose it is."""

UNDETERMINED_BEYOND: Final = "not determined, beyond 12 nm"
"""The same of sea within 24 nm of such coasts that lies more than 12 nm off any coast known."""

APPROXIMATE: Final = "12 nm from a public coast (Natural Earth, GSHHG): approximate, not a boundary"

NOT_DETERMINED: Final = frozenset({UNDETERMINED, UNDETERMINED_BEYOND})

_LINE: Final = 1
"""The type of geometry, as shapely counts them."""

_STANDING_NM: Final = 1e-3
"""A leg shorter than this is a place: its line is too short to be cut."""

_POLAR_LAT: Final = 85.0
"""Beyond, ten miles are no short step of longitude, and lines are cut by the library."""

_LOOK_NM: Final = 15.0
_AROUND_DEG: Final = 0.6
_FARTHEST_NM: Final = 3_000.0
"""So far a leg stays within two miles of its great circle."""

_SEAM_NM: Final = 0.3
"""Stretches closer than this are one: the pieces are cut into tiles, at steps of 0.06 nm."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a way within one State's territory, in nautical miles from the way's start."""

    state: str
    """Its code of ISO 3166-1 alpha-3."""
    enters_nm: float
    leaves_nm: float


@dataclass(frozen=True, slots=True)
class _Territories:
    edges: Edges
    owners: tuple[str, ...]
    beyond: Edges
    """Sea of which it is not determined whose it is, beyond 12 nm of any coast known."""
    taken: NDArray[np.bool_]
    """By row from the south and column from the west: whether anything lies in that tile."""


class _Pieces(NamedTuple):
    """All pieces, each within one tile of two degrees; those beyond 12 nm of any coast known come
    last."""

    corners: Ints
    rings: Ints
    starts: Ints
    """By piece: its first ring, which is its outer one; corners and rings are as in `Edges`."""
    owners: list[str]
    """By piece."""
    near: int
    """The number of pieces before those beyond."""


def _pieces() -> _Pieces:
    with (
        files("sar.geo").joinpath("territories.npz").open("rb") as source,
        np.load(source, allow_pickle=False) as stored,
    ):
        steps, lengths = stored["steps"], stored["lengths"]
        owners, holes = stored["owners"], stored["holes"]
        codes = stored["codes"].tolist()
    rings = np.concatenate(([0], lengths.cumsum()))
    run = np.cumsum(steps, axis=0, dtype=np.int64)  # each ring begins with its place on earth
    before = run[rings[:-1]] - steps[rings[:-1]]
    starts = np.flatnonzero(~holes)
    return _Pieces(
        (run - np.repeat(before, lengths, axis=0)).astype(np.int32),
        rings.astype(np.int32),
        np.append(starts, len(holes)).astype(np.int32),
        [codes[owner] for owner in owners[starts].tolist()],
        int(np.searchsorted(owners[starts], codes.index(UNDETERMINED_BEYOND))),
    )


@cache
def _territories() -> _Territories:
    corners, rings, starts, owners, near = _pieces()
    cut = edges(corners, rings, starts[: near + 1])
    return _Territories(
        cut,
        tuple(owners[:near]),
        edges(corners, rings, starts[near:]),
        np.diff(cut.first).reshape(-1, round(360.0 / TILE_DEG)) > 0,
    )


@cache
def _polygons() -> shapely.STRtree:
    """The pieces but those beyond, for lines whose parts the edges do not tell; they take four
    times the room of the edges."""
    corners, rings, starts, _, near = _pieces()
    within = starts[near]
    return shapely.STRtree(
        shapely.from_ragged_array(
            shapely.GeometryType.POLYGON,
            corners[: rings[within]] * STEP_DEG,
            (rings[: within + 1], starts[: near + 1]),
        )
    )


def undetermined(state: str | None) -> bool:
    """Whether it is not determined here whose territory that is."""
    return state in NOT_DETERMINED


@lru_cache(maxsize=4_096)
def territory_of(p: LatLon) -> str | None:
    """The State in whose territory or territorial sea the position lies; or `UNDETERMINED`, or
    `UNDETERMINED_BEYOND`; None: beyond any territorial sea known here."""
    known = _territories()
    for lon in (p.lon, -p.lon) if abs(p.lon) == 180.0 else (p.lon,):
        if found := pieces_at(lon, p.lat, known.edges).tolist():
            return known.owners[int(min(found))]
        if len(pieces_at(lon, p.lat, known.beyond)):
            return UNDETERMINED_BEYOND
    return None


def lies_near(state: str, p: LatLon, *, within_nm: float) -> bool:
    """Whether some of the State's territory, or of what is not determined, lies within a box that
    reaches so far from the place; also of a State that is not known here."""
    if state not in _territories().owners:
        return True
    return not {state, UNDETERMINED}.isdisjoint(owners_near(p, within_nm=within_nm))


@lru_cache(maxsize=16_384)
def owners_near(p: LatLon, *, within_nm: float) -> frozenset[str]:
    """The States of which some territory, or territorial sea that is plainly theirs, lies within a
    box that reaches so far from the place; or `UNDETERMINED`."""
    known = _territories()
    return frozenset(
        known.owners[index]
        for bounds in bounds_about(p, within_nm)
        for index in pieces_near(*bounds, known.edges).tolist()
    )


@lru_cache(maxsize=4_096)
def stretches(way: tuple[LatLon, ...]) -> tuple[Stretch, ...]:
    """The parts of a way of geodesics from corner to corner that lie in territories, in order."""
    found: list[Stretch] = []
    before_nm = 0.0
    for a, b in pairwise(way):
        length_nm, parts = _of_leg(a, b)
        found += [
            Stretch(one.state, before_nm + one.enters_nm, before_nm + one.leaves_nm)
            for one in parts
        ]
        before_nm += length_nm
    if len(way) == 1 and (state := territory_of(way[0])):
        found.append(Stretch(state, 0.0, 0.0))
    return tuple(_joined(sorted(found, key=lambda s: (s.enters_nm, s.state))))


@lru_cache(maxsize=4_096)
def _of_leg(a: LatLon, b: LatLon) -> tuple[float, tuple[Stretch, ...]]:
    """Its length, and the parts of it."""
    length_nm = distance_nm(a, b)
    return length_nm, _parts(a, b, length_nm)


def _parts(a: LatLon, b: LatLon, length_nm: float) -> tuple[Stretch, ...]:
    known = _territories()
    if length_nm < _STANDING_NM:
        met = pieces_at(a.lon, a.lat, known.edges).tolist()
        return tuple(Stretch(known.owners[index], 0.0, 0.0) for index in met)
    if length_nm < _FARTHEST_NM and not may_meet(a.lon, a.lat, b.lon, b.lat, known.taken):
        return ()
    lons, lats = corners(a, b, length_nm)
    found = spans(lons, lats, known.edges) if np.abs(lats).max() < _POLAR_LAT else None
    if found is None:
        return tuple(_cut(a, b))
    each_nm = length_nm / (len(lons) - 1)  # corners stand equally far from one another
    return tuple(
        Stretch(known.owners[one.piece], one.begins * each_nm, one.ends * each_nm) for one in found
    )


@compiled
def may_meet(
    lon_a: float, lat_a: float, lon_b: float, lat_b: float, taken: NDArray[np.bool_]
) -> bool:
    """Whether a leg comes near a tile in which anything lies: by places on its great circle, and
    those around them by more than they lie from one another and from the geodesic."""
    ax, ay, az = unit_vector(lon_a, lat_a)
    bx, by, bz = unit_vector(lon_b, lat_b)
    across_nm = math.degrees(math.acos(max(-1.0, min(1.0, ax * bx + ay * by + az * bz)))) * 60.0
    steps = int(across_nm / _LOOK_NM) + 1
    for k in range(steps + 1):
        part = k / steps
        x, y, z = ax + part * (bx - ax), ay + part * (by - ay), az + part * (bz - az)
        lat = math.degrees(math.atan2(z, math.hypot(x, y)))
        lon = math.degrees(math.atan2(y, x))
        wide = _AROUND_DEG / max(0.05, math.cos(math.radians(min(90.0, abs(lat) + _AROUND_DEG))))
        for j in range(-1, 2):
            row = math.floor((lat + j * _AROUND_DEG + 90.0) / TILE_DEG)
            row = min(max(row, 0), taken.shape[0] - 1)
            west = math.floor((lon - wide + 180.0) / TILE_DEG)
            east = math.floor((lon + wide + 180.0) / TILE_DEG)
            for column in range(west, east + 1):
                if taken[row, column % taken.shape[1]]:
                    return True
    return False


def _cut(a: LatLon, b: LatLon) -> Iterator[Stretch]:
    """As `_parts`, by cutting the line with each piece that it meets."""
    owners = _territories().owners
    for index, enters_nm, leaves_nm in cut(a, b, _polygons()):
        yield Stretch(owners[index], enters_nm, leaves_nm)


def cut(a: LatLon, b: LatLon, tree: shapely.STRtree) -> Iterator[tuple[int, float, float]]:
    """The parts of a leg that lie in areas: by number of the area, from where to where, in nautical
    miles."""
    line = leg(a, b)
    met = tree.query(line, "intersects")
    if not len(met):
        return
    parts, of = shapely.get_parts(
        shapely.intersection(line, tree.geometries[met]), return_index=True
    )
    # Points at which a longer way only touches do not count.
    lines = (shapely.get_type_id(parts) == _LINE) & ~shapely.is_empty(parts)
    parts, of = parts[lines], of[lines]
    ends = shapely.get_coordinates([shapely.get_point(parts, 0), shapely.get_point(parts, -1)])
    along_nm = distances_nm(ends[:, 0], ends[:, 1], a).reshape(2, -1)
    yield from zip(
        met[of].tolist(), along_nm.min(axis=0).tolist(), along_nm.max(axis=0).tolist(), strict=True
    )


def _joined(found: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches of one State that follow one another, as one."""
    last: dict[str, Stretch] = {}
    done: list[Stretch] = []
    for one in found:
        before = last.get(one.state)
        if before is not None and one.enters_nm - before.leaves_nm <= _SEAM_NM:
            leaves_nm = max(before.leaves_nm, one.leaves_nm)
            last[one.state] = Stretch(one.state, before.enters_nm, leaves_nm)
            continue
        if before is not None:
            done.append(before)
        last[one.state] = one
    yield from sorted([*done, *last.values()], key=lambda s: (s.enters_nm, s.state))
