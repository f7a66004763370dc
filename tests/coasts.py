"""The archives of the coast as tests read them."""

import gzip
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import shapely
from pmtiles.reader import MemorySource, Reader, all_tiles
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).parent.parent
WORLD, WATERS = (ROOT / "frontend" / "basemap" / f"land-{of}.pmtiles" for of in ("world", "waters"))

Tile = tuple[int, int, int]


@cache
def build_coast() -> Any:
    """The script that cuts them."""
    sys.path.append(str(ROOT / "scripts"))
    return import_module("build_coast")


@cache
def reader(path: Path) -> Reader:
    """The library's own reader of an archive."""
    return Reader(MemorySource(path.read_bytes()))


def layers(path: Path, tile: Tile) -> dict[str, BaseGeometry]:
    """The areas of a tile by the names of their layers, in its grid; none where it has none."""
    data = reader(path).get(*tile)
    if data is None:
        return {}
    options = {"y_coord_down": True}
    found = mapbox_vector_tile.decode(gzip.decompress(data), default_options=options)
    return {
        name: shapely.union_all([shape(one["geometry"]) for one in layer["features"]])
        for name, layer in found.items()
    }


def place_in(lon: float, lat: float, zoom: int) -> tuple[Tile, tuple[float, float]]:
    """The tile of a place and where in its grid it lies."""
    script = build_coast()
    ((x, y),) = script.mercator(script.np.array([(lon, lat)])) * 2**zoom
    at = (zoom, int(x), int(y))
    return at, ((x - int(x)) * script.EXTENT, (y - int(y)) * script.EXTENT)


def is_land(path: Path, lon: float, lat: float, zoom: int) -> bool:
    """Whether the archive has land at a place."""
    tile, (x, y) = place_in(lon, lat, zoom)
    return bool(shapely.contains_xy(layers(path, tile).get("land", shapely.Point()), x, y))


def bytes_by_zoom(path: Path) -> dict[int, int]:
    """The size of the tiles of each zoom; those that are alike are there once."""
    found: dict[int, dict[bytes, int]] = {}
    for (zoom, *_), data in all_tiles(MemorySource(path.read_bytes())):
        found.setdefault(zoom, {})[data] = len(data)
    return {zoom: sum(sizes.values()) for zoom, sizes in sorted(found.items())}


def tiles_of_archive(path: Path) -> list[tuple[Tile, bytes]]:
    """All tiles of an archive, uncompressed."""
    return [(at, gzip.decompress(data)) for at, data in all_tiles(reader(path).get_bytes)]
