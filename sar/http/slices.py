"""Large JSON written and sent in slices, between which others have their turns."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from starlette.responses import StreamingResponse

from sar.stints import Stints
from sar.wire import canonical_bytes

ITEMS: Final = 5
"""Of a list, written at once."""
SLICE_BYTES: Final = 65_536
"""Sent at once, and compressed if the client takes it so."""


async def slices(value: Mapping[str, Any]) -> list[bytes]:
    """`canonical_bytes` of an object, whose long lists are written a little at a time; in slices of
    the size that is sent."""
    stints, done, open_ = Stints(rests=0.0), list[bytes](), bytearray()
    for piece in _pieces(value):
        open_ += piece
        while len(open_) >= SLICE_BYTES:
            done.append(bytes(open_[:SLICE_BYTES]))
            del open_[:SLICE_BYTES]
        await stints.rest()
    done.append(bytes(open_))
    return done


def _pieces(value: Any) -> Iterator[bytes]:
    if isinstance(value, Mapping):
        yield b"{"
        for n, key in enumerate(sorted(value)):
            yield (b"," if n else b"") + canonical_bytes(key) + b":"
            yield from _pieces(value[key])
        yield b"}"
    elif isinstance(value, Sequence) and not isinstance(value, str) and len(value) > ITEMS:
        items = iter(value)
        yield b"["
        comma = b""
        while some := list(islice(items, ITEMS)):
            yield comma + canonical_bytes(some)[1:-1]
            comma = b","
        yield b"]"
    else:
        yield canonical_bytes(value)


class SlicedJson(StreamingResponse):
    """The answer that sends such slices."""

    def __init__(self, body: list[bytes]) -> None:
        super().__init__(_sent(body), media_type="application/json")


async def _sent(body: list[bytes]) -> AsyncIterator[bytes]:
    stints = Stints(rests=0.0)
    for slice_ in body:
        yield slice_
        await stints.rest()
