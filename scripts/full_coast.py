"""The full coast of GSHHG: islands for `build_territories.py`, lakes for `build_lakes.py`, all for
`build_coast.py`.

Reads `binned_GSHHS_f.nc` of the Debian package gmt-gshhg-full 2.3.7 (LGPL-3+), in which polygons
are cut into bins of one degree. Of its levels 1 is land, 2 lakes, 3 islands in lakes, 4 ponds on
them; Antarctica is there twice, by its ice front (level 1, marked) and its grounding line (6).
Islands are of 1, with the ice front, and 3, which inland seas such as the Caspian have.
"""

import math
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

LAND: Final = (1, 3)
LAKES: Final = (2,)
SEA_KM2: Final = 1_000.0
"""A lake so large counts as sea in `land_within`, and a smaller one as land."""
_WHOLE: Final = 4
"""In place of the side of the bin at which a piece begins: it is a ring of its own."""
_UNIT: Final = 65_535.0

Held = dict[str, np.ndarray[Any, Any]]
"""The arrays of the file, by their names in it."""
Line = np.ndarray[Any, Any]


def held(path: Path) -> Held:
    """Read the file."""
    import h5py  # a package of the scripts that read it, and of nothing else

    with h5py.File(path) as file:
        return {name: file[name][:] for name in file if file[name].shape}


def islands(path: Path, levels: tuple[int, ...] = LAND) -> np.ndarray[Any, Any]:
    """All land, or what else is of these levels, but what is too broken to be closed again: Eurasia
    and Antarctica, which every coast has. Polygons may run over 180 degrees to the east."""
    of = held(path)
    embedded = of["Embedded_npts_levels_exit_entry_for_a_segment"]
    count, level, entry = embedded >> 9, (embedded >> 6) & 7, (embedded >> 3) & 7
    polygon = of["Id_of_GSHHS_ID"]
    bins = np.repeat(np.arange(360 * 180), of["N_segments_in_a_bin"])
    bin_of = np.repeat(bins, count)
    lons = of["Relative_longitude_from_SW_corner_of_bin"].view(np.uint16) / _UNIT + bin_of % 360
    lats = of["Relative_latitude_from_SW_corner_of_bin"].view(np.uint16) / _UNIT
    corners = np.round(np.column_stack((lons, lats + (89 - bin_of // 360))), 6)
    is_land = np.isin(level, levels)
    whole = is_land & (entry == _WHOLE)
    kept = np.repeat(whole, count)
    ring = np.repeat(np.cumsum(whole) - 1, count)[kept]
    found = [*shapely.polygons(shapely.linearrings(corners[kept], indices=ring))]
    cut = np.flatnonzero(is_land & ~whole)
    cut = cut[np.argsort(polygon[cut], kind="stable")]
    first = of["Id_of_first_point_in_a_segment"]
    for pieces in np.split(cut, np.flatnonzero(np.diff(polygon[cut])) + 1):
        lines = [corners[first[s] : first[s] + count[s]] for s in pieces if count[s] > 1]
        if np.ptp(np.concatenate(lines)[:, 0]) > 180.0:  # over the meridian of Greenwich
            lines = [
                np.column_stack(((x + 180.0) % 360.0 - 180.0, y)) for x, y in (a.T for a in lines)
            ]
        closed = shapely.get_parts(shapely.polygonize([shapely.LineString(a) for a in lines]))
        found += [*closed]
        if not len(closed):
            print("not closed: polygon", polygon[pieces[0]])
    return np.array(found, dtype=object)


def land_within(of: Held, box: tuple[float, float, float, float]) -> np.ndarray[Any, Any]:
    """All land in the bins that the box touches, cut at their outer sides."""
    west, south, east, north = box
    columns = range(math.floor(west), math.ceil(east))
    rows = range(math.floor(south), math.ceil(north))
    found = [_land_of_bin(of, lon, lat) for lon, lat in product(columns, rows)]
    return shapely.get_parts(shapely.union_all(found))


def _land_of_bin(of: Held, lon: int, lat: int) -> Any:
    """Its land without its large lakes, but with their islands."""
    shift = np.array((lon, lat))
    land, lakes, isles = (
        shapely.union_all(shapely.make_valid([shapely.Polygon(r / _UNIT + shift) for r in rings]))
        for rings in (_rings(of, (89 - lat) * 360 + lon % 360, level) for level in (1, 2, 3))
    )
    return shapely.union(shapely.difference(land, lakes), isles)


def _rings(of: Held, number: int, level: int) -> Iterator[Line]:
    """The areas of this level in a bin, in its units, counter-clockwise."""
    first = of["Id_of_first_segment_in_a_bin"][number]
    segments = np.arange(first, first + of["N_segments_in_a_bin"][number])
    embedded = of["Embedded_npts_levels_exit_entry_for_a_segment"][segments]
    segments, embedded = (one[(embedded >> 6) & 7 == level] for one in (segments, embedded))
    cut = []
    for segment, entry in zip(segments, (embedded >> 3) & 7, strict=True):
        line = _line(of, segment)
        if level not in LAND:  # land is to the left of every line
            line = line[::-1]
            if of["The_km_squared_area_of_polygons"][of["Id_of_GSHHS_ID"][segment]] < SEA_KM2:
                continue
        if entry != _WHOLE:
            cut.append(line)
        elif len(line) > 3:
            yield line
    nodes = int(of["Embedded_node_levels_in_a_bin"][number])
    if cut:
        yield from _closed(cut)
    elif not any((embedded >> 3) & 7 != _WHOLE) and (nodes >> 9) & 7 >= level:
        yield _corners(-1.0, 4.0)


def _line(of: Held, segment: int) -> Line:
    start = of["Id_of_first_point_in_a_segment"][segment]
    count = of["Embedded_npts_levels_exit_entry_for_a_segment"][segment] >> 9
    names = ("Relative_longitude_from_SW_corner_of_bin", "Relative_latitude_from_SW_corner_of_bin")
    columns = [of[name][start : start + count].view(np.uint16).astype(float) for name in names]
    return np.column_stack(columns)


def _closed(lines: list[Line]) -> Iterator[Line]:
    """The areas to the left of lines that run from side to side of the bin: where one ends, its
    area goes on along the sides, counter-clockwise, to where the next begins."""
    starts = [_around(line[0]) for line in lines]
    left = set(range(len(lines)))
    while left:
        first = at = min(left)
        ring = []
        while True:
            left.discard(at)
            end = _around(lines[at][-1])
            following = min((*left, first), key=lambda one: (starts[one] - end) % 4.0)
            ahead = (starts[following] - end) % 4.0
            ring += [lines[at], _corners(end, end + ahead)]
            at = following
            if at == first:
                break
        yield np.concatenate(ring)


def _around(place: Line) -> float:
    """The way round the bin to a place on its sides, from the south-west, in sides."""
    x, y = place / _UNIT
    if y == 0.0:
        return float(x)
    if x == 1.0:
        return float(1.0 + y)
    return float(3.0 - x if y == 1.0 else 4.0 - y)


def _corners(after: float, until: float) -> Line:
    """The corners of the bin between two places of its sides."""
    numbers = range(math.floor(after) + 1, math.ceil(until))
    corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    return np.array([corners[n % 4] for n in numbers]).reshape(-1, 2) * _UNIT
