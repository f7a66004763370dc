"""Another server of positions, taky 0.10 (a TAK server in Python), in an environment of its own
that is thrown away: one producer of events, and consumers that count them."""

import asyncio
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, Final

from tests.running import free_port

PACKAGE: Final = "taky==0.10"
INSTALL_S: Final = 100
STARTS_S: Final = 15
UNITS: Final = 1_000
END: Final = b"</event>"
_EVENT: Final = (
    '<event version="2.0" uid="unit-{n}" type="a-f-S" how="m-g" time="{at}" start="{at}"'
    ' stale="{stale}"><point lat="{lat:.5f}" lon="14.5" hae="0" ce="185" le="9999999"/>'
    '<detail><contact callsign="Unit {n}"/><track course="90.0" speed="5.1"/></detail></event>'
)


class CannotInstallError(Exception):
    """The package is not to be had here."""


def taky_reports_per_s(consumers: int, *, settles_s: float, for_s: float) -> float:
    """The events that all consumers together are told in a second."""
    with tempfile.TemporaryDirectory(prefix="sar-bench-taky-") as folder:
        command = _install(Path(folder))
        with _serving(command, Path(folder)) as port:
            return asyncio.run(_count(port, consumers, settles_s, for_s))


def _install(folder: Path) -> Path:
    """The command of the server; CannotInstallError where there is no network, or no such
    package."""
    home = folder / "env"
    try:
        for command in (
            [sys.executable, "-m", "venv", str(home)],
            [str(home / "bin/pip"), "install", "-q", PACKAGE],
        ):
            subprocess.run(command, check=True, capture_output=True, timeout=INSTALL_S)
    except (subprocess.SubprocessError, OSError) as error:
        raise CannotInstallError(f"{PACKAGE}: {error}") from error
    return home / "bin/taky"


@contextmanager
def _serving(command: Path, folder: Path) -> Iterator[int]:
    port = free_port()
    config = folder / "taky.conf"
    config.write_text(f"[taky]\nbind_ip=127.0.0.1\nroot_dir={folder}\n[cot_server]\nport={port}\n")
    quiet = subprocess.DEVNULL
    started = [str(command), "-c", str(config), "-l", "error"]
    with subprocess.Popen(started, cwd=folder, stdout=quiet, stderr=quiet) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.kill()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + STARTS_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


class _Consumer(asyncio.Protocol):
    """Counts the events that it is told."""

    def __init__(self) -> None:
        self.events = 0
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        """Count the ends of events, one of which may come in two parts."""
        data = self._rest + data
        self.events += data.count(END)
        self._rest = data[-len(END) + 1 :]


def _itself(one: _Consumer) -> _Consumer:
    return one


async def _count(port: int, consumers: int, settles_s: float, for_s: float) -> float:
    loop = asyncio.get_running_loop()
    counted = [_Consumer() for _ in range(consumers)]
    for one in counted:
        await loop.create_connection(partial(_itself, one), "127.0.0.1", port)
    with _producing(port):
        await asyncio.sleep(settles_s)
        before, began_s = sum(one.events for one in counted), time.monotonic()
        await asyncio.sleep(for_s)
        took_s = time.monotonic() - began_s
        return (sum(one.events for one in counted) - before) / took_s


@contextmanager
def _producing(port: int) -> Iterator[None]:
    context = get_context("spawn")
    begun, over = context.Event(), context.Event()
    process: Any = context.Process(target=_produce, args=(port, begun, over), daemon=True)
    process.start()
    try:
        begun.wait(STARTS_S)
        yield
    finally:
        over.set()
        process.join(3)
        process.kill()
        process.join()


def _produce(port: int, begun: Event, over: Event) -> None:
    """All units one after the other, as fast as the server takes them."""
    now = time.time()
    at, stale = (
        time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(s)) for s in (now, now + 3_600)
    )
    with socket.create_connection(("127.0.0.1", port)) as line:
        step = 0
        while not over.is_set():
            step += 1
            for n in range(UNITS):
                event = _EVENT.format(n=n, at=at, stale=stale, lat=35 + n / 1e4 + step / 1e5)
                line.sendall(event.encode())
                begun.set()
                if over.is_set():
                    return
