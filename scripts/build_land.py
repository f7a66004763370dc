"""Turns world-atlas's land-10m.json (Natural Earth 1:10m land) into sar/geo/sea/land.npz.

Run by hand when Natural Earth changes: `npm pack world-atlas`, unpack, then
`python scripts/build_land.py package/land-10m.json`. TopoJSON joins the rings over the
antimeridian and round the south pole, and so they stay: on a sphere they need no cut. Steps
between neighbouring corners are stored in the file's own grid, longitude modulo one turn.
"""

import json
import sys
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parent.parent / "sar" / "geo" / "sea" / "land.npz"


def main(source: Path) -> None:
    topology = json.loads(source.read_text())
    arcs = [np.cumsum(np.array(arc, dtype=np.int64), axis=0) for arc in topology["arcs"]]
    rings = [_ring(arcs, ring) for ring in _rings(topology["objects"]["land"])]
    (lon_scale, lat_scale), (west, south) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    turn = round(360.0 / lon_scale)
    steps = [np.diff(ring, axis=0) for ring in rings]
    for step in steps:
        step[:, 0] = (step[:, 0] + turn // 2) % turn - turn // 2
    packed = np.concatenate(steps)
    if np.abs(packed).max() > np.iinfo(np.int16).max:
        raise SystemExit("a step between corners does not fit in 16 bits")
    np.savez_compressed(
        TARGET,
        starts=np.array([ring[0] for ring in rings], dtype=np.int32),
        corners=np.array([len(ring) - 1 for ring in rings], dtype=np.int32),
        lon_steps=packed[:, 0].astype(np.int16),
        lat_steps=packed[:, 1].astype(np.int16),
        transform=np.array([west, south, lon_scale, lat_scale]),
    )
    print(f"{len(rings)} rings, {len(packed)} corners, {TARGET.stat().st_size} bytes")


def _rings(land: dict) -> list[list[int]]:
    shapes = land.get("geometries", [land])
    polygons = [
        polygon
        for shape in shapes
        for polygon in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])
    ]
    return [ring for polygon in polygons for ring in polygon]


def _ring(arcs: list[np.ndarray], indices: list[int]) -> np.ndarray:
    """The closed ring that these arcs make; a negative index is an arc read backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    ring = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    # An arc that comes round through the antimeridian ends where it began, one turn on.
    if ring[0, 1] != ring[-1, 1]:
        raise SystemExit("a ring is open")
    return ring


if __name__ == "__main__":
    main(Path(sys.argv[1]))
