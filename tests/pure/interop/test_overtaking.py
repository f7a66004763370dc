"""Sentences that wait: as they came where nothing is dropped, bounded where very many come, and
with signals of distress before all others."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.interop import overtaking
from sar.interop.ais.distress_lines import AT_ONCE
from sar.interop.bounded_lines import LONGEST_LINE
from sar.interop.overtaking import WAITING_BYTES, WaitingSentences, read_in_turn
from sar.interop.sources import Chunk
from tests.given.ais import sentences

pytestmark = pytest.mark.anyio

SHIP: Final = sentences(type=1, mmsi=247_000_001, lat=35.0, lon=12.0)[0] + b"\r\n"


def beacon(number: int = 0) -> bytes:
    active: dict[str, Any] = {"status": 14, "lat": 34.5, "lon": 14.0}
    return sentences(type=1, mmsi=974_000_000 + number, **active)[0] + b"\r\n"


async def come(chunks: Sequence[Chunk]) -> AsyncIterator[Chunk]:
    for chunk in chunks:
        yield chunk


class Reader:
    """One who asks for nothing until all has come."""

    def __init__(self) -> None:
        self.overtook: list[bytes] = []
        self.dropped = 0
        self.read: list[tuple[str, bytes]] = []

    def drop(self, lines: int) -> None:
        self.dropped += lines

    async def take(self, *chunks: Chunk) -> None:
        waiting = WaitingSentences(lambda line: self.overtook.append(line.data), self.drop)
        await waiting.fill(come(chunks))
        self.read = [(one.peer, one.data) async for one in waiting.in_turn()]


def of_peer(reader: Reader, peer: str) -> bytes:
    return b"".join(data for whose, data in reader.read if whose == peer)


async def test_a_beacon_overtakes_all_that_waits_and_has_its_turn_too() -> None:
    reader, traffic = Reader(), SHIP * 50_000
    await reader.take(Chunk("a", traffic), Chunk("a", beacon()), Chunk("a", SHIP))
    assert reader.overtook == [beacon()]
    assert of_peer(reader, "a") == traffic + beacon() + SHIP
    assert max(len(data) for _, data in reader.read) <= overtaking.PIECE_BYTES + len(SHIP)


async def test_the_oldest_are_dropped_and_counted_where_too_many_wait_but_no_beacon() -> None:
    reader, many = Reader(), 2 * WAITING_BYTES // len(SHIP)
    chunks = [Chunk("a", beacon())] + [Chunk("a", SHIP * 1_000)] * (many // 1_000)
    await reader.take(*chunks, Chunk("a", beacon(1)))
    read = of_peer(reader, "a")
    assert reader.overtook == [beacon(), beacon(1)]
    assert len(read) <= WAITING_BYTES
    assert read.endswith(SHIP + beacon(1))
    assert reader.dropped + read.count(b"\n") == many // 1_000 * 1_000 + 2


async def test_what_has_waited_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overtaking, "OLDEST_S", 0.05)
    dropped: list[int] = []
    waiting = WaitingSentences(lambda _line: None, dropped.append)
    await waiting.fill(come([Chunk("a", SHIP * 3)]))
    await asyncio.sleep(0.1)
    await waiting.fill(come([Chunk("a", SHIP)]))
    assert [one.data async for one in waiting.in_turn()] == [SHIP]
    assert dropped == [3]


async def test_a_flood_of_beacons_does_not_overtake_as_a_whole() -> None:
    reader, flood = Reader(), beacon() * (AT_ONCE + 50)
    await reader.take(Chunk("a", flood))
    assert len(reader.overtook) == AT_ONCE
    assert of_peer(reader, "a") == flood


@given(
    cuts=st.lists(st.integers(0, 400), max_size=12),
    ends=st.booleans(),
    garbage=st.binary(max_size=60),
)
async def test_every_cut_of_a_stream_brings_the_same_lines(
    cuts: list[int], ends: bool, garbage: bytes
) -> None:
    stream = SHIP + beacon(1) + garbage.replace(b"\n", b"") + b"\n" + beacon(2) + SHIP[:20]
    at = sorted({0, *cuts})
    parts = [stream[a:b] for a, b in zip(at, [*at[1:], None], strict=True) if stream[a:b]]
    chunks = [one for part in parts for one in (Chunk("a", part), Chunk("b", SHIP))]
    reader = Reader()
    await reader.take(*chunks, *([Chunk("a", b"")] if ends else []))
    whole = stream + b"\n" if ends else stream.removesuffix(SHIP[:20])
    assert of_peer(reader, "a") == whole
    assert reader.overtook == [beacon(1), beacon(2)]
    assert (("a", b"") in reader.read) is ends


async def test_a_line_without_end_is_not_kept() -> None:
    reader = Reader()
    await reader.take(*[Chunk("a", b"x" * LONGEST_LINE)] * 20_000)
    assert len(of_peer(reader, "a")) <= WAITING_BYTES


async def test_it_ends_with_the_fault_that_ended_what_came() -> None:
    async def breaks() -> AsyncIterator[Chunk]:
        yield Chunk("a", SHIP)
        raise ConnectionResetError("gone")

    read: list[bytes] = []

    async def read_all() -> None:
        async with read_in_turn(
            breaks(), overtake=lambda _line: None, drop=lambda _lines: None
        ) as chunks:
            async for chunk in chunks:
                read.append(chunk.data)  # noqa: PERF401 what came before the fault counts

    with pytest.raises(ConnectionResetError, match="gone"):
        await read_all()
    assert read == [SHIP]
