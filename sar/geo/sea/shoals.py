"""Shoals: water of less than 15 m, every six minutes of arc, by ETOPO1 (see NOTICE)."""

import math
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.geo.sea.raster import face_vector
from sar.geo.units import NM_PER_DEGREE

FILE: Final = Path(__file__).parent / "shoals.npz"

_PER_DEGREE: Final = 10.0
_COLUMNS: Final = 3_600


@cache
def shoals() -> NDArray[np.uint8]:
    """A bit for each place, set where it is shoal: rows from the south pole, in each the places
    from Greenwich eastward, eight in a byte, the highest bit first. 0.8 MB."""
    with np.load(FILE) as packed:
        bits: NDArray[np.uint8] = packed["bits"]
    return bits.reshape(-1, _COLUMNS // 8)


@compiled
def is_shoal(known: NDArray[np.uint8], lat: float, lon: float) -> bool:
    """Whether it is shoal at the place that is known nearest to a position."""
    row = int(np.floor((lat + 90.0) * _PER_DEGREE + 0.5))
    column = int(np.floor((lon + 360.0) * _PER_DEGREE + 0.5)) % _COLUMNS
    byte = known[min(row, known.shape[0] - 1), column >> 3]
    return bool((byte >> (7 - (column & 7))) & 1)


def has_shoals_within(p: LatLon, nm: float) -> bool:
    """Whether some shoal may lie within so many miles."""
    known = shoals()
    high = math.ceil(nm / NM_PER_DEGREE * _PER_DEGREE) + 1
    farthest = math.radians(abs(p.lat) + nm / NM_PER_DEGREE)
    wide = min(math.ceil(high / max(math.cos(farthest), 0.01)), _COLUMNS // 2)
    row, column = round((p.lat + 90.0) * _PER_DEGREE), round((p.lon + 360.0) * _PER_DEGREE)
    columns = np.arange(column - wide, column + wide + 1) % _COLUMNS
    rows = np.unpackbits(known[max(0, row - high) : row + high + 1], axis=1)
    return bool(rows[:, columns].any())


@compiled
def fill_shoals(
    shoal: NDArray[np.uint8],
    land: NDArray[np.uint8],
    face: int,
    half_width: float,
    frame: NDArray[np.float64],
    known: NDArray[np.uint8],
) -> None:
    """Set the cells of a face that are water, and shoal at the nearest place that is known."""
    n = land.shape[0]
    width = 2.0 * half_width / n
    for j in range(n):
        for i in range(n):
            if land[j, i]:
                continue
            a, b, c = face_vector(
                face, (i + 0.5) * width - half_width, (j + 0.5) * width - half_width
            )
            x = a * frame[0, 0] + b * frame[1, 0] + c * frame[2, 0]
            y = a * frame[0, 1] + b * frame[1, 1] + c * frame[2, 1]
            z = a * frame[0, 2] + b * frame[1, 2] + c * frame[2, 2]
            lat = math.degrees(math.asin(max(-1.0, min(1.0, z))))
            lon = math.degrees(math.atan2(y, x))
            if is_shoal(known, lat, lon):  # pages without any are not taken
                shoal[j, i] = 1
