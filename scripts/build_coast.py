"""Cuts coasts into the archives of the map: vector tiles in one PMTiles file, in steps of zoom.

The whole world, when Natural Earth is to be another, from what `npm pack world-atlas@2.0.2` has
fetched, unpacked:

    python scripts/build_coast.py world package

Waters whose harbours are to be seen, from the full coast of GSHHG 2.3.7 (LGPL-3+), which is in the
Debian package that `apt-get download gmt-gshhg-full` fetches and `dpkg -x` unpacks, with h5py
installed beside:

    python scripts/build_coast.py waters binned_GSHHS_f.nc [WEST SOUTH EAST NORTH]...

Each box is widened to whole tiles of the first zoom; without any, the demo's waters are cut. The
screens are built anew afterwards (`make setup`). Decision 62 says why it is as it is.
"""

import gzip
import json
import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import mapbox_vector_tile
import numpy as np
import shapely
from full_coast import held, land_within
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely.geometry.base import BaseGeometry

WORLD, WATERS = (
    Path(__file__).parent.parent / "frontend" / "basemap" / f"land-{name}.pmtiles"
    for name in ("world", "waters")
)
SCALES: Final = (("110m", range(3)), ("50m", range(3, 5)), ("10m", range(5, 6)))
"""Natural Earth's, by the zooms that are cut from them."""
ZOOMS: Final = range(7, 11)
"""The zooms of the full coast: its corners lie a hundred metres apart, so that a tile of the last
is as true at zoom 14."""
EXTENT: Final = 8192
"""Steps to a tile's side: those of MapLibre itself, so that nothing is rounded twice."""
BUFFER: Final = 1 / 64
"""A tile holds so much beyond its edges, or the stroke of the coast would show them."""
COARSENED_BY: Final = 4 / EXTENT
"""The coast of a zoom that is not its step's last may lie so far off, in tiles: 1/4 of a pixel."""
FARTHEST_LAT: Final = 86.0
"""Beyond the edge of the map."""

MARGIN_DEG: Final = 0.1
"""More than a tile of the full coast holds beyond its edges."""

DEMO: Final = (8.0, 30.0, 20.0, 42.0)
NOTHING: Final = np.array([])

Areas = np.ndarray[Any, Any]
Box = tuple[float, float, float, float]
Tile = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """A source of the coast and the zooms that are cut from it; the last has all its corners."""

    land: Areas
    """Polygons on the map, of which the world is the square from 0 to 1."""
    zooms: range


def world(package: Path) -> None:
    """Cut Natural Earth's land for the whole world."""
    steps = [Step(natural_earth(package / f"land-{scale}.json"), zooms) for scale, zooms in SCALES]
    tiles = {at: encoded(land) for step in steps for at, land in cut(step).items()}
    write(WORLD, tiles, [(-180.0, -85.0, 180.0, 85.0)], credit="Natural Earth 4.1")


def natural_earth(path: Path) -> Areas:
    """The land of a file of world-atlas."""
    topology = json.loads(path.read_text())
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]
    polygons = [
        _unrolled([_joined(ring, arcs) for ring in rings])
        for shape in topology["objects"]["land"]["geometries"]
        for rings in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])
    ]
    return on_map(np.array(polygons))


def _joined(ring: list[int], arcs: list[Any]) -> np.ndarray[Any, Any]:
    """The ring that these arcs make; a negative index is an arc read backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _unrolled(rings: list[np.ndarray[Any, Any]]) -> BaseGeometry:
    """A polygon that may run over 180 degrees; round the pole it is one turn wide."""
    flat = [np.column_stack((np.unwrap(r[:, 0], period=360.0), r[:, 1])) for r in rings]
    outer, *holes = flat
    if abs(outer[-1, 0] - outer[0, 0]) > 180.0:
        pole = np.copysign(90.0, outer[:, 1].mean())
        outer = np.vstack((outer, [[outer[-1, 0], pole], [outer[0, 0], pole]]))
    for hole in holes:
        hole[:, 0] += 360.0 * round((outer[:, 0].mean() - hole[:, 0].mean()) / 360.0)
    return shapely.Polygon(outer, holes)


def waters(full_coast: Path, boxes: list[Box], target: Path = WATERS) -> None:
    """Cut the full coast for these waters, with its own sea over what the world's coast draws."""
    source = held(full_coast)
    tiles: dict[Tile, bytes] = {}
    cuts = [[*tiles_of(box, ZOOMS[0])] for box in boxes]
    for within in cuts:
        step = Step(on_map(land_within(source, _with_margin(bounds_of(within)))), ZOOMS)
        land = cut(step, within)
        everywhere = (at for tile in within for zoom in ZOOMS for at in _descendants(tile, zoom))
        tiles |= {at: encoded(land.get(at, NOTHING), water=True) for at in everywhere}
    write(target, tiles, [bounds_of(within) for within in cuts], credit="GSHHG 2.3.7, LGPL-3.0+")


def tiles_of(box: Box, zoom: int) -> Iterator[Tile]:
    """The tiles of this zoom that the box touches."""
    west, south, east, north = box
    (left, top), (right, bottom) = mercator(np.array([(west, north), (east, south)])) * 2**zoom
    for x in range(math.floor(left), math.ceil(right)):
        yield from ((zoom, x, y) for y in range(math.floor(top), math.ceil(bottom)))


def bounds_of(tiles: Iterable[Tile]) -> Box:
    """The box about these tiles of one zoom."""
    (zoom, *_), xs, ys = (list(column) for column in zip(*tiles, strict=True))
    west, east = (at / 2**zoom * 360.0 - 180.0 for at in (min(xs), max(xs) + 1))
    south, north = (
        math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * at / 2**zoom))))
        for at in (max(ys) + 1, min(ys))
    )
    return west, south, east, north


def _with_margin(box: Box) -> Box:
    west, south, east, north = box
    return west - MARGIN_DEG, south - MARGIN_DEG, east + MARGIN_DEG, north + MARGIN_DEG


def _descendants(tile: Tile, zoom: int) -> Iterator[Tile]:
    if tile[0] == zoom:
        yield tile
    else:
        yield from (at for child in children(tile) for at in _descendants(child, zoom))


def on_map(polygons: Areas) -> Areas:
    """The polygons, valid, in Mercator's map of the world from 0 to 1, y to the south; repeated
    where they reach over its edges."""

    valid = parts(shapely.make_valid(shapely.transform(polygons, mercator)))
    west, _, east, _ = shapely.bounds(valid).T
    over = valid[(west < 0.02) | (east > 0.98)]
    turned = [
        shapely.transform(over, lambda xy, by=by: xy + np.array((by, 0.0))) for by in (-1.0, 1.0)
    ]
    joined = shapely.union_all(np.concatenate((over, *turned)))
    return np.concatenate((valid[(west >= 0.02) & (east <= 0.98)], parts(joined)))


def mercator(lonlat: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    lats = np.radians(np.clip(lonlat[:, 1], -FARTHEST_LAT, FARTHEST_LAT))
    ys = 0.5 - np.arcsinh(np.tan(lats)) / (2.0 * np.pi)
    return np.column_stack((lonlat[:, 0] / 360.0 + 0.5, ys))


def parts(geometries: BaseGeometry | Areas) -> Areas:
    """Their polygons."""
    found = shapely.get_parts(shapely.get_parts(geometries))
    return found[shapely.get_type_id(found) == shapely.GeometryType.POLYGON]


def cut(step: Step, within: Iterable[Tile] = ((0, 0, 0),)) -> dict[Tile, Areas]:
    """The land in each tile of the step that has any and lies in one of these, in its grid."""
    found: dict[Tile, Areas] = {}
    for zoom in step.zooms:
        land = step.land
        if zoom != step.zooms[-1]:
            off = COARSENED_BY / 2**zoom
            land = shapely.simplify(land[shapely.area(land) > off**2], off)
        for tile in within:
            found |= _descended(land, tile, zoom)
    return found


def _descended(land: Areas, tile: Tile, zoom: int) -> dict[Tile, Areas]:
    z, x, y = tile
    size = 2.0**-z
    beyond = BUFFER * size
    edges = (x * size - beyond, y * size - beyond, (x + 1) * size + beyond, (y + 1) * size + beyond)
    west, south, east, north = shapely.bounds(land).T
    near = land[(west < edges[2]) & (east > edges[0]) & (south < edges[3]) & (north > edges[1])]
    inside = parts(shapely.intersection(near, shapely.box(*edges)))
    if not len(inside):
        return {}
    if z == zoom:
        grid = shapely.transform(inside, lambda xy: (xy / size - (x, y)) * EXTENT)
        stepped = parts(shapely.set_precision(grid, 1.0))
        return {tile: stepped} if len(stepped) else {}
    return {
        at: land for child in children(tile) for at, land in _descended(inside, child, zoom).items()
    }


def children(tile: Tile) -> Iterator[Tile]:
    """The four tiles of the next zoom in this."""
    z, x, y = tile
    yield from ((z + 1, 2 * x + right, 2 * y + down) for right in (0, 1) for down in (0, 1))


def encoded(land: Areas, *, water: bool = False) -> bytes:
    """A vector tile with this land, and with water all over it where wanted; compressed."""
    beyond = BUFFER * EXTENT
    whole = shapely.box(-beyond, -beyond, EXTENT + beyond, EXTENT + beyond)
    layers = [
        {"name": name, "features": [{"geometry": shapely.multipolygons(areas), "properties": {}}]}
        for name, areas in (("water", [whole] if water else []), ("land", land))
        if len(areas)
    ]
    options = {"y_coord_down": True, "extents": EXTENT}
    return gzip.compress(mapbox_vector_tile.encode(layers, default_options=options), mtime=0)


def write(path: Path, tiles: dict[Tile, bytes], boxes: list[Box], *, credit: str) -> None:
    """One archive of all the tiles, those of a zoom together; says what each zoom weighs."""
    low, high = np.array(boxes).min(axis=0), np.array(boxes).max(axis=0)
    west, south, east, north = (round(at * 1e7) for at in (*low[:2], *high[2:]))
    header = {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": 0,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
    by_id = sorted((zxy_to_tileid(*at), data) for at, data in tiles.items())
    with path.open("wb") as file:
        writer = Writer(file)
        for number, data in by_id:
            writer.write_tile(number, data)
        writer.finalize(header, {"attribution": credit, "boxes": boxes})
    for zoom in sorted({z for z, _, _ in tiles}):
        contents = {data for (z, _, _), data in tiles.items() if z == zoom}
        print(f"zoom {zoom}: {sum(map(len, contents)) / 1e3:.1f} kB in {len(contents)} tiles")
    print(f"{path.name}: {path.stat().st_size / 1e3:.1f} kB")


def boxes_of(numbers: list[str]) -> list[Box]:
    """The boxes that these numbers give, four each."""
    given = [float(one) for one in numbers]
    boxes = [tuple(given[at : at + 4]) for at in range(0, len(given), 4)]
    for box in boxes:
        match box:
            case (west, south, east, north) if (
                -180.0 <= west < east <= 180.0 and -85.0 <= south < north <= 85.0
            ):
                continue
        sys.exit(f"{box}: a box is WEST SOUTH EAST NORTH; one over 180 degrees is given as two")
    return boxes


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["world", package]:
            world(Path(package))
        case ["waters", full_coast, *numbers]:
            waters(Path(full_coast), boxes_of(numbers) or [DEMO])
        case _:
            sys.exit(__doc__)
