"""A PMTiles file (version 3) of one tile that is the whole world."""

import struct

PNG, MVT = 2, 1
NO_COMPRESSION = 1
_HEADER_BYTES = 127


def of_one_tile(tile: bytes, *, kind: int = PNG) -> bytes:
    """The file's bytes; its directory names one tile of zoom 0."""
    directory = b"\x01\x00\x01" + _varint(len(tile)) + b"\x01"
    metadata = b"{}"
    at_metadata = _HEADER_BYTES + len(directory)
    at_tile = at_metadata + len(metadata)
    header = struct.pack(
        "<7sB11Q6B4iB2i",
        b"PMTiles",
        3,
        *(_HEADER_BYTES, len(directory), at_metadata, len(metadata), at_tile, 0),
        *(at_tile, len(tile), 1, 1, 1),
        *(1, NO_COMPRESSION, NO_COMPRESSION, kind, 0, 0),
        *(-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000),
        *(0, 0, 0),
    )
    return header + directory + metadata + tile


def _varint(value: int) -> bytes:
    parts = []
    while value >= 0x80:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])
