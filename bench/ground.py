"""The database of every bench: its own, migrated and seeded, on the private cluster."""

import asyncio
import os
import platform
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from alembic import command

from sar import clock, migrations
from sar.localdb import cluster as localdb
from tests.conftest import seed_database
from tests.world import START, World

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Figure:
    """One figure; `context` says what it was measured on."""

    name: str
    value: float
    unit: str
    context: str


@dataclass(frozen=True)
class Ground:
    """A database that nothing else uses."""

    database_url: str
    world: World


@contextmanager
def ground(name: str) -> Iterator[Ground]:
    """Make it, and drop it at the end."""
    cluster = localdb.start(ROOT)
    database = f"sar_bench_{os.getpid()}_{name}"
    localdb.drop_database(cluster, database)
    localdb.create_database(cluster, database)
    try:
        url = cluster.url(database)
        command.upgrade(migrations.config(url), "head")
        world = asyncio.run(seed_database(url))
        clock.use(clock.Scale(clock.real_now(), START, 1.0, paused=True))
        yield Ground(url, world)
    finally:
        clock.use(None)
        localdb.drop_database(cluster, database)


@dataclass(frozen=True)
class Machine:
    """The machine that it ran on."""

    processor: str
    processors: int
    memory_gb: float
    system: str
    python: str
    postgresql: str

    def plain(self) -> dict[str, object]:
        """The figures for the results."""
        return asdict(self)


def sync_ms() -> float:
    """Duration of one fdatasync where the database lives: no commit is faster."""
    times = 200
    with tempfile.NamedTemporaryFile(dir=ROOT / ".sar") as file:
        file.write(b"x" * 8_192 * times)
        os.fsync(file.fileno())
        started = time.perf_counter()
        for n in range(times):
            os.pwrite(file.fileno(), b"y" * 8_192, n * 8_192)
            os.fdatasync(file.fileno())
        return round(1e3 * (time.perf_counter() - started) / times, 2)


def machine() -> Machine:
    """This one."""
    cluster = localdb.start(ROOT)
    pages, page_size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return Machine(
        processor=_processor(),
        processors=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1,
        memory_gb=round(pages * page_size / 1e9, 1),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        postgresql=(cluster.datadir / "PG_VERSION").read_text().strip(),
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
