"""The time from a sentence off the air until the sockets that watch have the position in it, or the
signal of distress, at half the rate at which sentences are to be taken in."""

import asyncio
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson
from pyais import decode
from pyais.encode import encode_dict

from bench.ais_ingest import (
    OWN,
    SHIPS,
    feed_at_a_port,
    processor_s,
    reader_of,
    register_ships,
    station,
)
from bench.ais_traffic import Traffic, numbers
from bench.fanout import pid_of, port_of
from bench.fanout_ground import start_in
from bench.ground import ROOT, Figure, ground
from bench.many_sockets import Kept, Wanted, many_sockets
from tests.running import Server, running
from tests.world import START

PER_S: Final = 20_000
"""Lines: half of what `ais_ingest_per_s` is to be."""
FOR_S: Final = 20
WARM_S: Final = 8.0
"""The first seconds are not counted: 20,000 ships are heard for the first time."""
AFTER_S: Final = 3.0
SOCKETS: Final = 20
KEPT: Final = 4
"""So many of them measure."""
AREA: Final = (0.0, 25.0, 30.0, 45.0)
SLOWEST_KN: Final = 3.0
"""A ship that is slower may tell the same place twice."""
NEAR_DEG: Final = 4e-6
"""Two units of the sentences; a ship that moves is farther on a second later."""


FIRST_BEACON: Final = 974_000_100
BEACONS: Final = 10
BEACON_AT: Final = {"lat": 34.5, "lon": 14.0}
"""In Malta's region; the station that hears it is Italy's."""


class Sent(NamedTuple):
    """A position in a line of the file."""

    line: int
    lon: float
    lat: float


@dataclass(frozen=True)
class Came:
    """The times in ms of positions that came, on each socket, and the number of those sent that
    came nowhere: newer ones had taken their place."""

    took_ms: list[float]
    sent: int
    replaced: int
    rang_ms: dict[int, float] = field(default_factory=dict)
    """Of each transmitter in distress."""
    processors: str = ""


def measure() -> list[Figure]:
    """A real server, the reader of feeds, a station and the sockets in processes of their own."""
    with tempfile.TemporaryDirectory(dir=ROOT / ".sar") as folder:
        file = Path(folder, "traffic.nmea")
        traffic = b"".join(Traffic(SHIPS).seconds(FOR_S, PER_S))
        lines, beacons = with_beacons(traffic.splitlines(), BEACONS)
        file.write_bytes(b"\r\n".join([*lines, b""]))
        sent = sent_by(lines, numbers(SHIPS)[:OWN])
        with (
            ground("fix_to_socket") as prepared,
            running(prepared.database_url, prepared.world) as server,
        ):
            came = asyncio.run(_run(server, file, sent, beacons))
    took_ms = sorted(came.took_ms)
    load = os.getloadavg()[0]
    context = (
        f"{PER_S:,} sentences/s of {SHIPS:,} ships, of which {OWN} are assets that {SOCKETS}"
        f" sockets watch, for {FOR_S} s without the first {WARM_S:.0f}; from when the station sends"
        f" until the socket has it, of {len(took_ms):,} deliveries, median"
        f" {_percentile(took_ms, 50):.0f} ms; {came.replaced:,} of {came.sent:,} positions were"
        f" replaced by newer ones before they were sent; {came.processors}; load {load:.1f}"
    )
    rang_in_ms = sorted(came.rang_ms.values())
    rang = (
        f"the slowest of {len(rang_in_ms)} transmitters in distress in that traffic, median"
        f" {_percentile(rang_in_ms, 50):.0f} ms, from the station to a socket of the centre at"
        f" which it rings; {BEACONS - len(rang_in_ms)} did not ring; load {load:.1f}"
    )
    return [
        Figure("fix_to_socket_p99_ms", round(_percentile(took_ms, 99)), "ms", context),
        Figure("beacon_to_socket_ms", round(rang_in_ms[-1]), "ms", rang),
    ]


def _percentile(sorted_: Sequence[float], percent: int) -> float:
    return sorted_[min(len(sorted_) - 1, len(sorted_) * percent // 100)]


def with_beacons(lines: Sequence[bytes], many: int) -> tuple[list[bytes], dict[int, int]]:
    """The lines with those of so many transmitters in distress among them, evenly; and the line of
    each, by its number."""
    found, told = list(lines), {}
    for n in range(many):
        told[FIRST_BEACON + n] = at = len(found) * (n + 1) // (many + 1)
        given: dict[str, Any] = {"type": 1, "mmsi": FIRST_BEACON + n, "status": 14, **BEACON_AT}
        found.insert(at, encode_dict(given, sentence_type="VDM")[0].encode())
    return found, told


def sent_by(lines: Iterable[bytes], whose: Iterable[str]) -> dict[str, list[Sent]]:
    """The positions of ships under way in the lines, by MMSI; of each place where it was first."""
    found: dict[str, list[Sent]] = defaultdict(list)
    wanted = {int(number) for number in whose}
    for number, line in enumerate(lines):
        fields = line[line.rindex(b"!") :].split(b",")
        if fields[1] != b"1" or _mmsi(fields[5]) not in wanted:
            continue
        told: dict[str, Any] = decode(line[line.rindex(b"!") :]).asdict()
        if told["msg_type"] not in (1, 3, 18) or told["speed"] < SLOWEST_KN:
            continue
        of_ship = found[f"{told['mmsi']:09d}"]
        place = Sent(number, told["lon"], told["lat"])
        if not of_ship or not _same(of_ship[-1], place.lon, place.lat):
            of_ship.append(place)
    return found


def _mmsi(payload: bytes) -> int:
    """Bits 8 to 37 of a message (ITU-R M.1371-5, 3.3)."""
    number = 0
    for letter in payload[:7]:
        six = letter - 48
        number = number << 6 | (six - 8 if six > 40 else six)
    return number >> 4 & 0x3FFFFFFF


def _same(sent: Sent, lon: float, lat: float) -> bool:
    return abs(sent.lon - lon) < NEAR_DEG and abs(sent.lat - lat) < NEAR_DEG


async def _run(
    server: Server, file: Path, sent: dict[str, list[Sent]], beacons: dict[int, int]
) -> Came:
    await register_ships(server)
    await server.set_clock(at=START, paused=False)
    port = await feed_at_a_port(server)
    mmsi_of = await _assets(server)
    key = server.world.keys["ITA", "observer"]
    wanted = [Wanted(key, "ITA", start_in(AREA), keeps=n < KEPT) for n in range(SOCKETS)]
    wanted.append(
        Wanted(
            server.world.keys["MLT", "observer"],
            "MLT",
            {"type": "start", "since": None},
            keeps=True,
        )
    )
    with tempfile.TemporaryFile() as times, many_sockets(port_of(server)) as sockets:
        await sockets.open(wanted)
        with (
            station(
                file, port, "--per-s", str(PER_S), "--for-s", str(FOR_S), stdout=times
            ) as sending,
            reader_of(server) as reader,
        ):
            await asyncio.to_thread(sending.wait, FOR_S + 30)
            await asyncio.sleep(AFTER_S)
            kept = await sockets.kept()
            of_reader, of_server = processor_s(reader.pid), processor_s(pid_of(server))
        times.seek(0)
        pieces = [(int(line), float(at_s)) for line, at_s in map(bytes.split, times)]
    came = came_of(sent, pieces, kept, mmsi_of)
    began, ended = pieces[0], pieces[-1]
    taken_per_s = (ended[0] - began[0]) / (ended[1] - began[1])
    processors = (
        f"{taken_per_s:,.0f} sentences/s were taken; the reader used {of_reader:.0f} s of a"
        f" processor, the server {of_server:.0f}"
    )
    return replace(came, processors=processors, rang_ms=rang_ms(beacons, pieces, kept))


def rang_ms(
    beacons: dict[int, int], pieces: Sequence[tuple[int, float]], kept: Iterable[Kept]
) -> dict[int, float]:
    """The time from the piece with a transmitter's line until its report came, by number."""
    found: dict[int, float] = {}
    for frame in kept:
        for entry in orjson.loads(frame.payload).get("entries", ()):
            if entry["type"] == "DistressHeard":
                number = int(entry["changes"][0]["value"]["sender"])
                sent_s = max(one for one in pieces if one[0] <= beacons[number])[1]
                found.setdefault(number, 1e3 * (frame.at_s - sent_s))
    return found


async def _assets(server: Server) -> dict[str, str]:
    """The MMSI of each asset, by id."""
    async with server.client("ITA", "observer") as http:
        snapshot = (await http.get("/api/snapshot", timeout=60)).json()
    return {asset["id"]: asset["mmsi"] for asset in snapshot["asset"] if asset["mmsi"]}


def came_of(
    sent: dict[str, list[Sent]],
    pieces: Sequence[tuple[int, float]],
    kept: Iterable[Kept],
    mmsi_of: dict[str, str],
) -> Came:
    """Each position that came held against the line that told it, and against those that came
    nowhere; `pieces` are the first lines of what was sent together, and when."""
    begins_s, ends_s = pieces[0][1] + WARM_S, pieces[-1][1]
    every = pieces[1][0] - pieces[0][0] if len(pieces) > 1 else 1
    counted = {
        (mmsi, one.line): at_s
        for mmsi, of_ship in sent.items()
        for one in of_ship
        if begins_s <= (at_s := pieces[min(one.line // every, len(pieces) - 1)][1]) < ends_s
    }
    took_ms: list[float] = []
    came: set[tuple[str, int]] = set()
    for frame in kept:
        for fix in orjson.loads(frame.payload).get("fixes", ()):
            mmsi = mmsi_of.get(fix["id"], "")
            lon, lat = fix["point"]["coordinates"]
            same = next((one for one in sent.get(mmsi, ()) if _same(one, lon, lat)), None)
            if same is not None and (key := (mmsi, same.line)) in counted:
                took_ms.append(1e3 * (frame.at_s - counted[key]))
                came.add(key)
    return Came(took_ms, len(counted), len(counted.keys() - came))
