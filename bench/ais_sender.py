"""A station that sends a file to whoever connects, evenly within a time or so many lines a second:
`python -m bench.ais_sender FILE PORT`."""

import argparse
import socket
import time
from contextlib import suppress
from pathlib import Path

PART = 65_536
"""Bytes that are sent at once."""
EVENLY_S = 0.05
"""The time between two parts that are sent evenly."""


def main() -> None:
    """Send to one connection, once."""
    parser = argparse.ArgumentParser(prog="python -m bench.ais_sender", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--for-s", type=float, default=60.0)
    parser.add_argument("--per-s", type=int, help="lines a second; their times are printed")
    asked = parser.parse_args()
    with socket.create_server(("127.0.0.1", asked.port)) as listening:
        connection, _ = listening.accept()
        with connection, suppress(ConnectionError):
            data = asked.file.read_bytes()
            if asked.per_s:
                _send_evenly(connection, data.splitlines(keepends=True), asked.per_s, asked.for_s)
            else:
                _send(connection, data, asked.for_s)


def _send(connection: socket.socket, data: bytes, for_s: float) -> None:
    """As a station does, which hears no faster than there is to hear: what is sent faster than it
    can be read is dropped there."""
    began = time.monotonic()
    for at in range(0, len(data), PART):
        time.sleep(max(0.0, began + for_s * at / len(data) - time.monotonic()))
        if time.monotonic() - began >= for_s:
            return
        connection.sendall(data[at : at + PART])


def _send_evenly(connection: socket.socket, lines: list[bytes], per_s: int, for_s: float) -> None:
    """A few at a time; before each part its first line's number and the time are printed."""
    began, many = time.monotonic(), round(per_s * EVENLY_S)
    for number, at in enumerate(range(0, len(lines), many)):
        time.sleep(max(0.0, began + EVENLY_S * number - time.monotonic()))
        if time.monotonic() - began >= for_s:
            return
        print(at, time.monotonic(), flush=True)
        connection.sendall(b"".join(lines[at : at + many]))


if __name__ == "__main__":
    main()
