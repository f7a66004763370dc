"""A mail server in a process of its own, which can be killed (-9) and keeps what it has taken.

`python -m bench.mail_server PORT FOLDER` listens until it is killed; a message is on the disk
before it is said to be taken. Nothing of the program is imported: it is up again soon.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Final
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

STARTS_WITHIN_S: Final = 60.0


class _Keeper:
    """Keeps each message as a file of the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 aiosmtpd calls it so
        content = envelope.content
        assert isinstance(content, bytes)
        name = uuid4().hex
        await asyncio.to_thread(_write, self._folder / f".{name}", self._folder / name, content)
        return "250 taken"


def _write(at: Path, to: Path, content: bytes) -> None:
    with at.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    at.rename(to)


class MailProcess:
    """The server from outside: started, killed, and what it has kept."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def setting(self) -> str:
        """Its address, as the setting has it."""
        return f"smtp://127.0.0.1:{self.port}/?from=sar@example.int&starttls=no"

    def start(self) -> None:
        """Start it, and wait until it listens."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.mail_server", str(self.port), str(self._folder)]
        )
        deadline = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the mail server does not listen")

    def kill(self) -> None:
        """Kill it (-9): no connection is ended in order."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(30)
        self._process = None

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages that it has taken, of all its lives."""
        found = []
        for path in sorted(self._folder.iterdir()):
            if not path.name.startswith("."):
                message = message_from_bytes(path.read_bytes(), policy=default)
                assert isinstance(message, EmailMessage)
                found.append(message)
        return found


@contextmanager
def mail_process(folder: Path) -> Iterator[MailProcess]:
    """A server that runs, killed at the end."""
    server = MailProcess(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def main(port: int, folder: Path) -> None:
    """Listen until it is killed."""
    Controller(_Keeper(folder), hostname="127.0.0.1", port=port).start()
    signal.pause()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
