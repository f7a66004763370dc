"""Makes sar/geo/sea/lakes.npz: the lakes of the earth, by which vessels on one of them go.

Run by hand, in the repository, with a folder that holds `binned_GSHHS_f.nc` of the Debian package
gmt-gshhg-full 2.3.7 and with h5py installed beside: `python scripts/build_lakes.py FOLDER`.

Taken are the lakes (and wide rivers, which GSHHG has among them) of LEAST_KM2 and more, thinned out
to THIN_DEG. Left out are those that the coast of the program has as sea, and those that a canal of
ships leads through: ways by sea go there. Islands in lakes are not known.
"""

import sys
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from full_coast import LAKES, islands

from sar.geo.sea.land import are_on_land
from sar.geo.sea.passages import passages

LEAST_KM2: Final = 50.0
THIN_DEG: Final = 0.004
UNIT_DEG: Final = 0.001
KM_PER_DEGREE: Final = 111.2
TARGET: Final = Path(__file__).parent.parent / "sar" / "geo" / "sea" / "lakes.npz"


def main(folder: Path) -> None:
    found = islands(folder / "binned_GSHHS_f.nc", LAKES)
    west = np.array([one.bounds[0] for one in found])
    found[west >= 180.0] = shapely.transform(found[west >= 180.0], lambda at: at - (360.0, 0.0))
    middles = shapely.get_coordinates(shapely.centroid(found))
    km2 = shapely.area(found) * np.cos(np.radians(middles[:, 1])) * KM_PER_DEGREE**2
    inside = shapely.get_coordinates(shapely.point_on_surface(found))
    kept = (km2 >= LEAST_KM2) & are_on_land(*inside.T.copy())
    for one in passages().values():
        line = shapely.linestrings([(p.lon, p.lat) for p in one.line])
        kept &= ~shapely.intersects(found, line)
    rings = [_ring(one) for one in shapely.simplify(found[kept], THIN_DEG)]
    steps = np.concatenate([np.diff(ring, axis=0) for ring in rings])
    if np.abs(steps).max() > np.iinfo(np.int16).max:
        raise SystemExit("a step between corners does not fit in 16 bits")
    np.savez_compressed(
        TARGET,
        starts=np.array([ring[0] for ring in rings], dtype=np.int32),
        corners=np.array([len(ring) for ring in rings], dtype=np.int32),
        steps=steps.astype(np.int16),
        unit=np.array(UNIT_DEG),
    )
    print(f"{len(rings)} lakes, {len(steps)} corners, {TARGET.stat().st_size} bytes")


def _ring(lake: shapely.Polygon) -> np.ndarray:
    """Its corners in units, each once; of one that rounding has cut the largest part."""
    units = np.round(shapely.get_coordinates(lake.exterior) / UNIT_DEG)
    parts = shapely.get_parts(shapely.make_valid(shapely.Polygon(units)))
    largest = max(parts, key=lambda part: part.area)
    return np.round(shapely.get_coordinates(largest.exterior)[:-1]).astype(np.int64)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
