"""Turns ETOPO1 depths every six minutes of arc into sar/geo/sea/shoals.npz: where ships keep off.

Run by hand when the safe depth changes: `pip download --no-deps pybacktrack==1.5.0`, unzip, then
with h5py at hand `python scripts/build_shoals.py
pybacktrack/bundle_data/topography/ETOPO1_0.1.grd`. A shoal is a place whose depth is less than
SAFE_M; places that ETOPO1 has on land are none, for the coast is Natural Earth's. One bit each,
rows from the south pole, columns from Greenwich eastward.
"""

import sys
from pathlib import Path

import h5py
import numpy as np

TARGET = Path(__file__).parent.parent / "sar" / "geo" / "sea" / "shoals.npz"

SAFE_M = 15.0  # a laden draught of 12 m, and a quarter of it under the keel


def main(source: Path) -> None:
    with h5py.File(source) as grid:
        lons, lats, heights_m = (np.asarray(grid[name]) for name in ("lon", "lat", "z"))
    if not (np.allclose(np.diff(lons), 0.1) and lats[0] == -90.0 and lons[0] == 0.0):
        raise SystemExit("not a grid of six minutes from the south pole and Greenwich")
    shoal = (heights_m > -SAFE_M) & (heights_m < 0.0)
    shoal = shoal[:, :-1]  # the last column is the first
    np.savez_compressed(
        TARGET, bits=np.packbits(shoal), shape=np.array(shoal.shape, dtype=np.int32)
    )
    print(f"{np.count_nonzero(shoal)} of {shoal.size} places, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
