"""Islands and lakes of the full coast of GSHHG, for `build_territories.py` and `build_lakes.py`.

Reads `binned_GSHHS_f.nc` of the Debian package gmt-gshhg-full 2.3.7 (LGPL-3+), in which polygons
are cut into bins of one degree. Of its levels 1 is land, 2 lakes, 3 islands in lakes, 4 ponds on
them; Antarctica is there twice, by its ice front (level 1, marked) and its grounding line (6).
Islands are of 1, with the ice front, and 3, which inland seas such as the Caspian have.
"""

from pathlib import Path
from typing import Any, Final

import h5py
import numpy as np
import shapely

LAND: Final = (1, 3)
LAKES: Final = (2,)
_WHOLE: Final = 4
"""In place of the side of the bin at which a piece begins: it is a ring of its own."""
_UNIT: Final = 65_535.0


def islands(path: Path, levels: tuple[int, ...] = LAND) -> np.ndarray[Any, Any]:
    """All land, or what else is of these levels, but what is too broken to be closed again: Eurasia
    and Antarctica, which every coast has. Polygons may run over 180 degrees to the east."""
    with h5py.File(path) as file:
        held = {name: file[name][:] for name in file if file[name].shape}
    embedded = held["Embedded_npts_levels_exit_entry_for_a_segment"]
    count, level, entry = embedded >> 9, (embedded >> 6) & 7, (embedded >> 3) & 7
    polygon = held["Id_of_GSHHS_ID"]
    bins = np.repeat(np.arange(360 * 180), held["N_segments_in_a_bin"])
    bin_of = np.repeat(bins, count)
    lons = held["Relative_longitude_from_SW_corner_of_bin"].view(np.uint16) / _UNIT + bin_of % 360
    lats = held["Relative_latitude_from_SW_corner_of_bin"].view(np.uint16) / _UNIT
    corners = np.round(np.column_stack((lons, lats + (89 - bin_of // 360))), 6)
    is_land = np.isin(level, levels)
    whole = is_land & (entry == _WHOLE)
    kept = np.repeat(whole, count)
    ring = np.repeat(np.cumsum(whole) - 1, count)[kept]
    found = [*shapely.polygons(shapely.linearrings(corners[kept], indices=ring))]
    cut = np.flatnonzero(is_land & ~whole)
    cut = cut[np.argsort(polygon[cut], kind="stable")]
    first = held["Id_of_first_point_in_a_segment"]
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
