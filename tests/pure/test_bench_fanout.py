"""The measures of fan-out count what they are to count."""

import asyncio
import math
from typing import Any

import orjson
import pytest

from bench.ais_traffic import Traffic, numbers
from bench.bare_broadcast import bare_broadcast
from bench.fix_to_socket import Sent, came_of, rang_ms, sent_by, with_beacons
from bench.many_sockets import Kept, Wanted, many_sockets
from bench.reconnect_storm import gaps


def frame(kind: str, **fields: Any) -> bytes:
    return orjson.dumps({"type": kind, **fields})


def fix(id_: str, lon: float, lat: float) -> dict[str, Any]:
    return {"id": id_, "point": {"type": "Point", "coordinates": [lon, lat]}}


@pytest.mark.anyio
async def test_sockets_count_what_a_bare_broadcast_sends_to_their_group() -> None:
    entries = frame("entries", entries=[{"number": 7}, {"number": 8}], pad="x" * 70_000)
    positions = frame("positions", fixes=[fix("a", 1, 2)], gone=[], pad="x" * 300)
    sent = [Kept(0, "one", entries), Kept(0, "other", positions), Kept(0, "one", positions)]
    wanted = [Wanted("", group, path=f"/{group}", keeps=True) for group in ("one", "one", "other")]
    with bare_broadcast() as bare, many_sockets(bare.port) as sockets:
        await sockets.open(wanted)
        took = await bare.play(sent)
        async with asyncio.timeout(20):
            totals = await sockets.look()
            while sum(totals.frames.values()) < 5:
                await asyncio.sleep(0.05)
                more = await sockets.look()
                totals.frames += more.frames
                totals.told += more.told
                totals.bytes_on_wire += more.bytes_on_wire
        kept = await sockets.kept()
    assert totals.frames == {"one": 4, "other": 1}
    assert totals.told == 2 * (2 + 1) + 1
    assert totals.bytes_on_wire == 2 * (10 + len(entries)) + 3 * (4 + len(positions))
    assert sorted(one.payload for one in kept) == sorted([entries] * 2 + [positions] * 3)
    assert all(one.at_s >= took.began_s for one in kept)


def test_positions_under_way_are_found_in_the_lines_of_a_station() -> None:
    lines = b"".join(Traffic(20).seconds(2, 400)).splitlines()
    found = sent_by(lines, numbers(20)[:5])
    assert found
    assert found.keys() <= set(numbers(20)[:5])
    for of_ship in found.values():
        assert len(of_ship) <= 2, "the same place again in one second is the first one"
        assert all(5 <= one.lon <= 21 and 31 <= one.lat <= 40 for one in of_ship)


def test_a_position_is_held_against_the_line_that_told_it() -> None:
    sent = {"247000000": [Sent(0, 10.0, 35.0), Sent(10, 10.1, 35.0), Sent(25, 10.2, 35.0)]}
    pieces = [(0, 100.0), (10, 116.0), (20, 117.0), (30, 118.0)]
    payload = frame("positions", fixes=[fix("a", 10.0, 35.0), fix("a", 10.2, 35.0)], gone=[])
    came = came_of(sent, pieces, [Kept(117.4, "x", payload)], {"a": "247000000"})
    assert [round(took) for took in came.took_ms] == [400]
    assert (came.sent, came.replaced) == (2, 1), "the first seconds are not counted"


def test_gaps_are_between_frames_of_one_group() -> None:
    kept = [Kept(at_s, group, b"") for at_s, group in ((1, "a"), (2, "b"), (3.5, "a"), (4, "b"))]
    assert all(map(math.isclose, gaps(kept), [2.5, 2.0]))


def test_a_transmitter_in_distress_is_timed_from_its_line_to_its_report() -> None:
    lines, beacons = with_beacons([b"x"] * 30, 2)
    assert {number: lines[at][:6] for number, at in beacons.items()} == dict.fromkeys(
        (974_000_100, 974_000_101), b"!AIVDM"
    )
    reports = [
        {"type": "DistressHeard", "changes": [{"value": {"sender": "974000101"}}]},
        {"type": "LogWritten", "changes": []},
    ]
    kept = [Kept(118.5, "x", frame("entries", entries=reports)), Kept(119, "x", frame("ready"))]
    rang = rang_ms(beacons, [(0, 116.0), (10, 117.0), (20, 118.0), (30, 119.0)], kept)
    assert rang == {974_000_101: 500.0}
