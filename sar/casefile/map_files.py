"""Reads the files that the screens' map is drawn from, for charts on paper."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Final

from pmtiles.reader import MemorySource, all_tiles

from sar.casefile.backdrop import Backdrop, MapName
from sar.geo.vector_tiles import Tile
from sar.http.pages import BUILT

FILES: Final = BUILT / "assets"
COAST, NAMES = "land-waters-*.pmtiles", "places-*.json"


@cache
def shipped(folder: Path = FILES) -> Backdrop:
    """The backdrop of the screens that are built here, read once; bare where none are."""
    coast, names = (next(folder.glob(pattern), None) for pattern in (COAST, NAMES))
    tiles = {} if coast is None else _tiles(coast.read_bytes())
    rows = [] if names is None else json.loads(names.read_text(encoding="utf-8"))["places"]
    return Backdrop(tiles, tuple(MapName(*row) for row in rows))


def _tiles(archive: bytes) -> dict[Tile, bytes]:
    found = all_tiles(MemorySource(archive))
    return {Tile(*at): gzip.decompress(data) for at, data in found}
