"""Tiles of Mercator's map of the world, and the areas that are drawn in a vector tile (MVT)."""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

FARTHEST_LAT: Final = 85.0
USUAL_EXTENT: Final = 4096
"""A layer's grid where it says nothing of it."""
_LAYER, _NAME, _FEATURE, _GEOMETRY, _EXTENT = 3, 1, 2, 4, 5
"""The numbers of the fields that are read."""
_VARINT, _FIXED64, _BYTES = 0, 1, 2
_MOVE_TO, _LINE_TO = 1, 2


class Tile(NamedTuple):
    """A square of the map, which has two to the power of `zoom` of them on a side."""

    zoom: int
    x: int
    y: int

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        (west, east), (south, north) = self.degrees(np.array([[0.0, 1.0], [1.0, 0.0]]))
        return float(west), float(south), float(east), float(north)

    def degrees(self, parts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Longitudes and latitudes, of parts of the side from the west and from the north."""
        side = 2.0**self.zoom
        lons = (self.x + parts[0]) / side * 360.0 - 180.0
        lats = np.degrees(np.arctan(np.sinh(math.pi * (1.0 - 2.0 * (self.y + parts[1]) / side))))
        return np.stack((lons, lats))


def tiles_over(box: tuple[float, float, float, float], zoom: int) -> Iterator[Tile]:
    """The tiles of a zoom that a box of west, south, east, north touches; one that reaches beyond
    180 degrees goes on there, and so do the tiles' numbers."""
    west, south, east, north = box
    side = 2**zoom
    left, right = ((lon + 180.0) / 360.0 * side for lon in (west, east))
    top, bottom = (_down(lat) * side for lat in (north, south))
    for x in range(math.floor(left), math.ceil(right)):
        yield from (Tile(zoom, x, y) for y in range(math.floor(top), math.ceil(bottom)))


def _down(lat: float) -> float:
    """The part of the map's height that lies north of a latitude."""
    at = math.radians(min(FARTHEST_LAT, max(-FARTHEST_LAT, lat)))
    return 0.5 - math.asinh(math.tan(at)) / (2.0 * math.pi)


def areas_of(data: bytes, layer: str, tile: Tile) -> BaseGeometry:
    """The areas of a layer of a tile, in degrees; they may reach beyond its edges. Empty where it
    has no such layer."""
    polygons = [
        polygon
        for found in _parts(data, _LAYER)
        if layer.encode() in _parts(found, _NAME)
        for polygon in _polygons(found, tile)
    ]
    areas = shapely.multipolygons(polygons) if polygons else shapely.MultiPolygon()
    if areas.is_valid:
        return areas
    return shapely.make_valid(areas, method="structure", keep_collapsed=False)


def _polygons(layer: bytes, tile: Tile) -> Iterator[shapely.Polygon]:
    told = [value for number, value in _fields(layer) if number == _EXTENT]
    extent = told[0] if told and isinstance(told[0], int) else USUAL_EXTENT
    for feature in _parts(layer, _FEATURE):
        for commands in _parts(feature, _GEOMETRY):
            yield from _assembled(_rings(_varints(commands)), extent, tile)


def _assembled(
    rings: Iterator[NDArray[np.float64]], extent: int, tile: Tile
) -> Iterator[shapely.Polygon]:
    """Each outer ring, which runs clockwise on the map, with the holes that follow it."""
    outer: NDArray[np.float64] | None = None
    holes: list[NDArray[np.float64]] = []
    for ring in rings:
        x, y = ring.T
        placed = tile.degrees(ring.T / extent).T
        if float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) < 0.0:
            holes.append(placed)
            continue
        if outer is not None:
            yield shapely.Polygon(outer, holes)
        outer, holes = placed, []
    if outer is not None:
        yield shapely.Polygon(outer, holes)


def _rings(numbers: list[int]) -> Iterator[NDArray[np.float64]]:
    """The rings that the commands of a geometry draw, in the grid of the tile."""
    at, x, y = 0, 0, 0
    ring: list[tuple[int, int]] = []
    while at < len(numbers):
        command, count = numbers[at] & 7, numbers[at] >> 3
        at += 1
        if command not in (_MOVE_TO, _LINE_TO):
            if len(ring) > 2:
                yield np.array(ring, dtype=np.float64)
            ring = []
            continue
        for _ in range(count):
            x += _signed(numbers[at])
            y += _signed(numbers[at + 1])
            ring.append((x, y))
            at += 2


def _signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def _parts(data: bytes, number: int) -> list[bytes]:
    """The fields of a number that have a length."""
    return [value for at, value in _fields(data) if at == number and isinstance(value, bytes)]


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message of Protocol Buffers: numbers, and what has a length."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield key >> 3, value
        elif kind == _BYTES:
            length, at = _varint(data, at)
            yield key >> 3, data[at : at + length]
            at += length
        else:
            at += 8 if kind == _FIXED64 else 4


def _varint(data: bytes, at: int) -> tuple[int, int]:
    found, shift = 0, 0
    while True:
        byte = data[at]
        at += 1
        found |= (byte & 0x7F) << shift
        if byte < 0x80:
            return found, at
        shift += 7


def _varints(data: bytes) -> list[int]:
    found, at = [], 0
    while at < len(data):
        number, at = _varint(data, at)
        found.append(number)
    return found
