"""Close waters in `sar/geo/territories.npz`: archipelagic ones, and those that States close.

Run by hand after `narrow_territories.py`, with the same folder of sources, on the file it wrote:

    python scripts/close_territories.py FOLDER sar/geo/territories.npz

Sea within the hull of an archipelagic State's islands (`sar/geo/waters.py`), or in a row of
`sar/geo/closed.yaml`, that lies in no territorial sea becomes *not determined*. So does land that
`sar/geo/contested.yaml` lists and the file still gives to a State, with the sea within 24 nm of it:
in a file that was built with that row nothing changes by it. Every other piece stays as it is,
corner by corner.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import shapely
import yaml
from build_territories import (
    SIMPLIFY_DEG,
    _areas,
    _back,
    _flat,
    _outline,
    listed,
    moved,
    near_land,
    on_grid,
    states,
)
from narrow_territories import Piece, keep_pieces, narrowed, read_pieces
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from sar.geo.territory import UNDETERMINED, UNDETERMINED_BEYOND
from sar.geo.units import M_PER_NM
from sar.geo.waters import ARCHIPELAGIC_STATES

CLOSED: Final = Path(__file__).parents[1] / "sar" / "geo" / "closed.yaml"
LINE_M: Final = 125.0 * M_PER_NM
"""The longest line about the waters of an archipelagic State (UNCLOS 47(2))."""
ROUGH_DEG: Final = 0.02
"""So roughly its islands are drawn for that."""
FINE_DEG: Final = SIMPLIFY_DEG / 3.0
SEAM_DEG: Final = 0.008
"""Narrower than this is no land that a State still holds within an outline, but the seam of pieces
that were thinned out beside it; outlines are drawn so much wider than the land they hold."""
APART_DEG: Final = 1.3
"""Groups of islands farther than twice this from one another are drawn each for itself."""


def enclosed(land: BaseGeometry) -> BaseGeometry:
    """The waters among a State's islands, as lines no longer than the longest shut them in: no
    circle as wide that touches no island comes to a place in them from outside."""
    west, _, east, _ = land.bounds
    if east - west > 180.0:  # on both sides of the antimeridian
        land = moved(land, lambda xs, ys: (xs % 360.0, ys))
    islands = shapely.make_valid(shapely.simplify(land, ROUGH_DEG))
    found = []
    for group in shapely.get_parts(shapely.buffer(islands, APART_DEG)):
        lon, lat = group.centroid.x, group.centroid.y
        to, back = _flat(lon, lat)
        flat = moved(shapely.intersection(islands, group), to.transform)
        grown = shapely.buffer(shapely.make_valid(flat), LINE_M / 2.0)
        shut = shapely.union_all([Polygon(part.exterior) for part in shapely.get_parts(grown)])
        found.append(shapely.make_valid(_back(shapely.buffer(shut, -LINE_M / 2.0), lon, back)))
    return _areas(shapely.union_all(found))


def sea_left(area: BaseGeometry, pieces: Iterable[Piece]) -> BaseGeometry:
    """The part of an area that lies in no piece."""
    held = [piece for _, piece in pieces if piece.intersects(area)]
    return _areas(shapely.difference(area, shapely.union_all(held)))


def claim(pieces: list[Piece], area: BaseGeometry, asked: int, told: int) -> list[Piece]:
    """The pieces once an area is not determined where it is no State's: what was told there is
    asked."""
    area = _areas(shapely.make_valid(shapely.simplify(area, SIMPLIFY_DEG)))
    shapely.prepare(area)
    left = sea_left(area, pieces)
    after: list[Piece] = []
    for number, piece in pieces:
        if number != told or not area.intersects(piece):
            after.append((number, piece))
            continue
        stays, goes = narrowed(piece, area)
        after += [(number, part) for part in stays] + [(asked, part) for part in goes]
    return after + [(asked, part) for part in on_grid(left)]


def contest(
    pieces: list[Piece], land: BaseGeometry, ground: BaseGeometry, asked: int, told: int
) -> list[Piece]:
    """The pieces once some land is nobody's here: it, and the sea within 24 nm of it."""
    close, wide = near_land(land)
    open_ = shapely.simplify(shapely.difference(wide, shapely.difference(ground, land)), FINE_DEG)
    open_ = _areas(shapely.make_valid(open_))
    left = sea_left(open_, pieces)
    shapely.prepare(open_)
    after: list[Piece] = []
    for number, piece in pieces:
        if number in (asked, told) or not open_.intersects(piece):
            after.append((number, piece))
            continue
        stays, goes = narrowed(piece, open_)
        after += [(number, part) for part in stays] + [(asked, part) for part in goes]
    after += [(asked, part) for part in on_grid(shapely.intersection(left, close))]
    return after + [(told, part) for part in on_grid(shapely.difference(left, close))]


def main(folder: Path, path: Path) -> None:
    """Close them in the file, in place."""
    pieces, codes = read_pieces(path)
    asked, told = codes.index(UNDETERMINED), codes.index(UNDETERMINED_BEYOND)
    owned, _ = states(folder)
    for name, land in listed().outlines.items():
        within = shapely.buffer(land, -SEAM_DEG)
        shapely.prepare(within)
        if not any(n not in (asked, told) and within.intersects(piece) for n, piece in pieces):
            continue
        near = shapely.box(*land.buffer(1.5).bounds)
        ground = shapely.union_all([shapely.intersection(near, one) for one in owned.values()])
        pieces = contest(pieces, land, ground, asked, told)
        print(f"{name}: not determined, with the sea about it", file=sys.stderr)
    with CLOSED.open(encoding="utf-8") as file:
        rows = yaml.safe_load(file)
    areas = {name: _outline(corners) for name, corners in rows.items()}
    areas |= {code: enclosed(owned[code]) for code in sorted(ARCHIPELAGIC_STATES & owned.keys())}
    for name, area in areas.items():
        before = len(pieces)
        pieces = claim(pieces, area, asked, told)
        print(f"{name}: {len(pieces) - before} pieces more", file=sys.stderr)
    keep_pieces(pieces, codes, path)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
