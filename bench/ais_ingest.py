"""Sentences off the air into the database: how many a second are heard, judged and kept, beside the
bare decoder and beside the database's own way in for as many positions."""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

import psycopg
from pyais.exceptions import AISBaseException
from pyais.messages import AISSentence, NMEASentenceFactory
from sqlalchemy import text

from bench.ais_traffic import Traffic, numbers
from bench.ground import ROOT, Figure, ground
from sar import clock
from sar.database_roles import DatabaseRole, conninfo
from sar.interop.models import ReceiverFeed
from tests.running import Server, free_port, running
from tests.world import START

SHIPS: Final = 20_000
OWN: Final = 500
"""Ships that are assets of the party's register; nobody registers the others."""
FOR_S: Final = 60
REGISTERED_FOR_S: Final = 30
"""As long with every ship in the register."""
IMPORTED_AT_ONCE: Final = 5_000
MESSAGES_A_SECOND: Final = 60_000
"""More than are expected to be taken; the others are dropped, unread."""
EDGE_S: Final = 10
STOPS_S: Final = 15.0
"""The reader writes what waits before it ends; one that does not end is ended."""
READ_FOR_S: Final = 10
"""Seconds of traffic that the bare decoder reads."""
COPIED: Final = 200_000
TIMES: Final = 3


@dataclass(frozen=True)
class Told:
    """A look at the totals of the feed's reader."""

    at: datetime
    sentences: int
    dropped: int
    vessels_dropped: int


def measure() -> list[Figure]:
    """Stations send more than is read; then the two ways that it is compared with."""
    with tempfile.TemporaryDirectory(dir=ROOT / ".sar") as folder:
        file, shorter = Path(folder, "traffic.nmea"), Path(folder, "shorter.nmea")
        with file.open("wb") as traffic, shorter.open("wb") as beginning:
            for n, second in enumerate(Traffic(SHIPS).seconds(FOR_S, MESSAGES_A_SECOND)):
                traffic.write(second)
                if n < REGISTERED_FOR_S:
                    beginning.write(second)
        with (
            ground("ais_ingest") as prepared,
            running(prepared.database_url, prepared.world) as server,
        ):
            figures = asyncio.run(_run(server, file))
        with (
            ground("ais_ingest_registered") as prepared,
            running(prepared.database_url, prepared.world) as server,
        ):
            return [*figures, asyncio.run(_run_registered(server, shorter))]


@dataclass(frozen=True)
class _Taken:
    """The looks at a feed while a station sent, the processor's time of its reader, and the rows
    that are kept, by table."""

    looks: list[Told]
    used_s: float
    kept: dict[str, int]

    @property
    def lost(self) -> int:
        return self.looks[-1].dropped + self.looks[-1].vessels_dropped

    @property
    def sentence_us(self) -> float:
        return 1e6 * self.used_s / self.looks[-1].sentences

    @property
    def rows(self) -> str:
        return ", ".join(f"{rows:,} {table}" for table, rows in self.kept.items())


async def _taken(server: Server, file: Path, *, own: int, for_s: int) -> _Taken:
    await register_ships(server, own)
    await server.set_clock(at=START, paused=False)
    port = await feed_at_a_port(server)
    with station(file, port, "--for-s", str(for_s)), reader_of(server) as reader:
        looks = await _follow(server)
        used_s = processor_s(reader.pid)
    return _Taken(looks, used_s, await _kept(server))


async def _run_registered(server: Server, file: Path) -> Figure:
    """Every ship is an asset: each position is judged and put on a track."""
    taken = await _taken(server, file, own=SHIPS, for_s=REGISTERED_FOR_S)
    context = (
        f"as `ais_ingest_per_s`, with all {SHIPS} ships assets, for {REGISTERED_FOR_S} s;"
        f" {taken.sentence_us:.1f} µs of the reader's processor a sentence; {taken.lost} lost;"
        f" kept: {taken.rows}; load {os.getloadavg()[0]:.1f}"
    )
    return Figure("ais_ingest_registered_per_s", round(_rate(taken.looks)), "/s", context)


async def _run(server: Server, file: Path) -> list[Figure]:
    taken = await _taken(server, file, own=OWN, for_s=FOR_S)
    looks = taken.looks
    per_s, first, last = _rate(looks), _rate(_first(looks)), _rate(_last(looks))
    decoded_per_s = _decoded_per_s()
    copied_per_s = await _copied_per_s(server.database_url)
    context = (
        f"{SHIPS} ships, of which {OWN} are assets, for {FOR_S} s, in three processes and the"
        f" database's on the same processors; the first and the last {EDGE_S} s {first:,.0f} and"
        f" {last:,.0f}/s; {taken.sentence_us:.1f} µs of the reader's processor a sentence;"
        f" {taken.lost} lost; kept: {taken.rows}; load {os.getloadavg()[0]:.1f}"
    )
    return [
        Figure("ais_ingest_per_s", round(per_s), "/s", context),
        Figure("ais_ingest_last_to_first", round(last / first, 2), "×", f"by {EDGE_S} s each"),
        Figure(
            "ais_ingest_ratio_to_decoder",
            round(per_s / decoded_per_s, 2),
            "×",
            f"pyais alone, {decoded_per_s:,.0f} sentences/s in one process without a database",
        ),
        Figure(
            "ais_ingest_ratio_to_copy",
            round(per_s / copied_per_s, 2),
            "×",
            f"COPY of {COPIED} positions into a table of number, time, place, course and speed,"
            f" {copied_per_s:,.0f}/s",
        ),
    ]


def _decoded_per_s() -> float:
    lines = b"".join(Traffic(SHIPS).seconds(READ_FOR_S, MESSAGES_A_SECOND // 10)).splitlines()
    rates = []
    for _ in range(TIMES):
        began = time.perf_counter()
        for line in lines:
            with suppress(AISBaseException):  # a part of a message is none alone
                sentence = NMEASentenceFactory.produce(line)
                if isinstance(sentence, AISSentence) and sentence.frag_cnt == 1:
                    sentence.decode()
        rates.append(len(lines) / (time.perf_counter() - began))
    return statistics.median(rates)


async def _copied_per_s(url: str) -> float:
    rows = [(f"{n % SHIPS:09d}", START, n / COPIED, 35.0, 90.0, 10.0) for n in range(COPIED)]
    rates = []
    async with await psycopg.AsyncConnection.connect(conninfo(url, DatabaseRole.OWNER)) as db:
        await db.execute("""
            CREATE TABLE bare_position (
                mmsi text, at timestamptz, lon float8, lat float8, course float8, speed float8
            )
        """)
        await db.commit()
        for _ in range(TIMES):
            began = time.perf_counter()
            async with db.cursor() as cursor, cursor.copy("COPY bare_position FROM STDIN") as copy:
                for row in rows:
                    await copy.write_row(row)
            await db.commit()
            rates.append(COPIED / (time.perf_counter() - began))
    return statistics.median(rates)


def processor_s(pid: int) -> float:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _rate(looks: list[Told]) -> float:
    span_s = (looks[-1].at - looks[0].at).total_seconds()
    return (looks[-1].sentences - looks[0].sentences) / span_s


def _first(looks: list[Told]) -> list[Told]:
    return [one for one in looks if (one.at - looks[0].at).total_seconds() <= EDGE_S + 0.5]


def _last(looks: list[Told]) -> list[Told]:
    return [one for one in looks if (looks[-1].at - one.at).total_seconds() <= EDGE_S + 0.5]


async def register_ships(server: Server, many: int = OWN) -> None:
    """The first ships are assets of Italy."""
    rows = [f"Unit {n},S7,35.0,14.0,{mmsi}\n" for n, mmsi in enumerate(numbers(SHIPS)[:many])]
    async with server.client("ITA", "registrar") as registrar:
        for at in range(0, many, IMPORTED_AT_ONCE):
            answer = await registrar.post(
                "/api/assets/import",
                content="name,type,base_lat,base_lon,mmsi\n"
                + "".join(rows[at : at + IMPORTED_AT_ONCE]),
                headers={"Content-Type": "text/csv"},
                timeout=120,
            )
            answer.raise_for_status()


async def feed_at_a_port(server: Server, *, party: str = "ITA", name: str = "coast") -> int:
    """Have the party's feed fetched from a port of this machine, which it returns."""
    port = free_port()
    async with server.db() as db:
        db.add(
            ReceiverFeed(
                party_code=party,
                name=name,
                address=f"tcp://127.0.0.1:{port}",
                created_at=clock.real_now(),
            )
        )
        await db.commit()
    return port


@contextmanager
def station(
    file: Path, port: int, *more: str, stdout: int | IO[bytes] = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """The sender of a file to whoever connects to the port."""
    command = [sys.executable, "-m", "bench.ais_sender", str(file), str(port), *more]
    with subprocess.Popen(command, stdout=stdout, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def reader_of(server: Server) -> Iterator[subprocess.Popen[bytes]]:
    """The process that reads feeds."""
    command = [sys.executable, "-m", "sar.cli", "feeds", "run"]
    environment = os.environ | {"SAR_DATABASE_URL": server.database_url}
    with subprocess.Popen(command, env=environment, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(STOPS_S)
            except subprocess.TimeoutExpired:
                process.kill()


async def _follow(server: Server) -> list[Told]:
    looks: list[Told] = []
    deadline = time.monotonic() + FOR_S + 60
    while time.monotonic() < deadline:
        async with server.db() as db:
            row = (
                await db.execute(
                    text("""
                    SELECT told_at, sentences, dropped, vessels_dropped, problem, connected_since
                    FROM feed
                    """)
                )
            ).one()
        if row.told_at and row.sentences and (not looks or looks[-1].at != row.told_at):
            looks.append(Told(row.told_at, row.sentences, row.dropped, row.vessels_dropped))
        if len(looks) > 2 and looks[-1].sentences == looks[-2].sentences:
            return looks[:-1]
        await asyncio.sleep(0.5)
    return looks


async def _kept(server: Server) -> dict[str, int]:
    async with server.db() as db:
        return {
            table: (await db.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608 ours
            for table in ("fix", "track_point", "heard_vessel", "heard_vessel_point")
        }
