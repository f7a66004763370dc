"""The processes that a demo starts beside itself, and the port they serve on."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx

READY_S: Final = 60.0
STOP_S: Final = 15.0
LOOK_S: Final = 0.1
ANY_PORT: Final = 0
BACKLOG: Final = 2_048


class ChildEndedError(Exception):
    """One of the processes has ended by itself."""


def listening(host: str, port: int) -> socket.socket | None:
    """A socket that listens there, to be given to a server; None: another one does.

    Connections wait until the server takes them.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError:
        made.close()
        return None
    return made


@dataclass
class Child:
    """One process and the file that its words go to."""

    name: str
    process: asyncio.subprocess.Process
    log: Path


@dataclass
class Children:
    """Processes of `sar`, each in its own session: Ctrl-C reaches the demo, which ends them."""

    folder: Path
    started: list[Child] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def end_leftovers(self) -> bool:
        """End what a demo that was killed left running; whether there was anything."""
        left = [pid for pid, mark in self._noted() if _mark(pid) == mark]
        for pid in left:
            os.kill(pid, signal.SIGTERM)
        deadline_s = time.monotonic() + STOP_S
        for pid in left:
            while _mark(pid) is not None:
                if time.monotonic() > deadline_s:
                    break
                await asyncio.sleep(LOOK_S)
        self._note()
        return bool(left)

    def _noted(self) -> list[tuple[int, str]]:
        try:
            noted = json.loads(self._notes.read_text(encoding="utf-8"))
            return [(int(pid), str(mark)) for pid, mark in noted if mark]
        except (FileNotFoundError, ValueError, TypeError):
            return []

    def _note(self) -> None:
        pids = [child.process.pid for child in self.started]
        self._notes.write_text(json.dumps([(pid, _mark(pid)) for pid in pids]), encoding="utf-8")

    @property
    def _notes(self) -> Path:
        return self.folder / "children.json"

    async def start(
        self, name: str, arguments: Sequence[str], *, inherits: Collection[int] = ()
    ) -> None:
        """Start `sar` with these arguments; `inherits` are files that it goes on with."""
        log = self.folder / f"{name}.log"
        with log.open("wb") as words:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "sar.cli", *arguments),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=words,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
                pass_fds=inherits,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        self.started.append(Child(name, process, log))
        self._note()

    async def died(self) -> Child:
        """The first that ends by itself."""
        waits = {asyncio.create_task(child.process.wait()): child for child in self.started}
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            return waits[done.pop()]
        finally:
            for task in waits:
                task.cancel()

    async def ready(self, url: str) -> None:
        """Wait until the server answers; ChildEndedError when a child ends before.

        The database is migrated by then, so a process that answers is ready.
        """
        try:
            async with asyncio.timeout(READY_S):
                await self._answers(url)
        except TimeoutError:
            raise ChildEndedError(f"Nothing answers at {url}; see {self.folder}.") from None

    async def _answers(self, url: str) -> None:
        async with httpx.AsyncClient(timeout=READY_S, trust_env=False) as client:
            while True:
                for child in self.started:
                    if child.process.returncode is not None:
                        raise ChildEndedError(said_of(child))
                try:
                    if (await client.get(f"{url}/healthz")).is_success:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(LOOK_S)

    async def stop(self) -> None:
        """Ask all to end, and make those that do not."""
        for child in self.started:
            _signal(child, signal.SIGTERM)
        for child in self.started:
            try:
                await asyncio.wait_for(child.process.wait(), STOP_S)
            except TimeoutError:
                _signal(child, signal.SIGKILL)
                await child.process.wait()
        self.started.clear()
        self._note()


def said_of(child: Child) -> str:
    """Its end, and the log that tells why."""
    last = child.log.read_text(errors="replace").strip().splitlines()[-3:]
    told = "".join(f"\n  {line}" for line in last)
    code = child.process.returncode
    return f"The {child.name} has ended (code {code}); see {child.log}, which ends:{told}"


def _mark(pid: int) -> str | None:
    """The instant the process began, which tells it from a later one of the same number (Linux)."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return None if words[0] == "Z" else words[19]


def _signal(child: Child, number: signal.Signals) -> None:
    if child.process.returncode is None:
        try:
            child.process.send_signal(number)
        except ProcessLookupError:
            return
