"""A PMTiles file (version 3) of one tile that is the whole world."""

from io import BytesIO

from pmtiles.tile import Compression, TileType
from pmtiles.writer import Writer


def of_one_tile(picture: bytes) -> bytes:
    """The file's bytes; its directory names one tile of zoom 0."""
    file = BytesIO()
    writer = Writer(file)
    writer.write_tile(0, picture)
    edges = {"min_lon_e7": -1_800_000_000, "min_lat_e7": -850_000_000}
    edges |= {"max_lon_e7": 1_800_000_000, "max_lat_e7": 850_000_000}
    middle = {"center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0}
    form = {"tile_type": TileType.PNG, "tile_compression": Compression.NONE}
    writer.finalize({**form, **edges, **middle}, {})
    return file.getvalue()
