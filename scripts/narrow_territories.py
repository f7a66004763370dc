"""Narrow `sar/geo/territories.npz` where States keep less than 12 nm (`sar/geo/breadths.yaml`).

Run by hand after `build_territories.py`, with the same folder of sources, on the file it wrote:

    python scripts/narrow_territories.py FOLDER sar/geo/territories.npz

The sea of such a State that lies in the named waters farther from any land than the breadth becomes
*not determined*. Every other piece stays as it is, corner by corner.
"""

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
import yaml
from build_territories import (
    FINE_M,
    GSHHG,
    SIMPLIFY_DEG,
    STEP_DEG,
    _areas,
    _back,
    _flat,
    _outline,
    moved,
    states,
    write_pieces,
)
from full_coast import islands as full_islands
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from sar.geo.territory import UNDETERMINED
from sar.geo.units import M_PER_NM

BREADTHS: Final = Path(__file__).parents[1] / "sar" / "geo" / "breadths.yaml"
REACH_DEG: Final = 0.5
"""Land so far about the waters counts; more than 12 nm by latitude, and by longitude up to 60."""

Piece = tuple[int, Polygon]
"""A piece of a territory, with the number of its State."""


def beyond(land: np.ndarray[Any, Any], waters: BaseGeometry, breadth_nm: float) -> BaseGeometry:
    """The part of some waters that lies farther from the land than a breadth."""
    lon, lat = waters.centroid.x, waters.centroid.y
    to, back = _flat(lon, lat)
    west, south, east, north = waters.bounds
    about = (west - REACH_DEG, south - REACH_DEG, east + REACH_DEG, north + REACH_DEG)
    near = shapely.make_valid(shapely.clip_by_rect(land, *about))
    ground = moved(_areas(shapely.union_all(near[~shapely.is_empty(near)])), to.transform)
    ground = shapely.simplify(shapely.make_valid(ground), FINE_M)
    close = shapely.buffer(ground, breadth_nm * M_PER_NM, quad_segs=8)
    rest = _areas(shapely.difference(waters, shapely.make_valid(_back(close, lon, back))))
    return _areas(shapely.make_valid(shapely.simplify(rest, SIMPLIFY_DEG)))


def pieces_of(stored: Any) -> Iterator[Piece]:
    """The pieces of the file, in order."""
    rings = [
        np.cumsum(ring, axis=0) for ring in np.split(stored["steps"], stored["lengths"].cumsum())
    ][:-1]
    starts = np.flatnonzero(~stored["holes"])
    for first, after in pairwise([*starts.tolist(), len(rings)]):
        yield (
            int(stored["owners"][first]),
            Polygon(
                rings[first] * STEP_DEG,
                [ring * STEP_DEG for ring in rings[first + 1 : after]],
            ),
        )


def narrowed(piece: Polygon, zone: BaseGeometry) -> tuple[list[Polygon], list[Polygon]]:
    """The parts of a piece outside a zone, and those in it; on the grid of the file."""
    stays, goes = (
        _areas(shapely.set_precision(shapely.make_valid(part), STEP_DEG))
        for part in (shapely.difference(piece, zone), shapely.intersection(piece, zone))
    )
    return list(shapely.get_parts(stays)), list(shapely.get_parts(goes))


def read_pieces(path: Path) -> tuple[list[Piece], list[str]]:
    """The pieces of the file, in order, and the codes that their numbers count."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        held = {name: stored[name] for name in stored.files}
    return list(pieces_of(held)), held["codes"].tolist()


def keep_pieces(pieces: list[Piece], codes: list[str], path: Path) -> None:
    """Write those that are not empty, State by State, each State's in their order."""
    kept = [one for one in pieces if not one[1].is_empty]
    write_pieces(sorted(kept, key=lambda one: one[0]), np.array(codes), path)  # stable
    print(f"{len(kept)} pieces, {path.stat().st_size} bytes")


def main(folder: Path, path: Path) -> None:
    """Narrow the file in place."""
    pieces, codes = read_pieces(path)
    owned, unowned = states(folder)
    coast = [part for one in (*owned.values(), unowned) for part in shapely.get_parts(one)]
    found = full_islands(folder / GSHHG)
    with BREADTHS.open(encoding="utf-8") as file:
        rows = yaml.safe_load(file)
    for name, row in rows.items():
        waters = _outline(row["waters"])
        wide = shapely.box(*waters.buffer(REACH_DEG * 2.0).bounds)
        land = np.array([*coast, *found[shapely.intersects(found, wide)]], dtype=object)
        land = shapely.make_valid(land[shapely.intersects(land, wide)])
        zone = beyond(land, waters, row["breadth_nm"])
        shapely.prepare(zone)
        whose = {codes.index(state) for state in row["states"]}
        after: list[Piece] = []
        gone = 0.0
        for number, piece in pieces:
            if number not in whose or not zone.intersects(piece):
                after.append((number, piece))
                continue
            stays, goes = narrowed(piece, zone)
            gone += sum(part.area for part in goes)
            after += [(number, part) for part in stays]
            after += [(codes.index(UNDETERMINED), part) for part in goes]
        pieces = after
        print(f"{name}: {gone:.3f} square degrees not determined", file=sys.stderr)
    keep_pieces(pieces, codes, path)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
