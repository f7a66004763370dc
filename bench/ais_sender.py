"""A station that sends a file to whoever connects, as fast as it is taken:
`python -m bench.ais_sender FILE PORT`."""

import argparse
import socket
import time
from pathlib import Path

PART = 65_536
"""Bytes that are sent at once."""


def main() -> None:
    """Send to one connection, once."""
    parser = argparse.ArgumentParser(prog="python -m bench.ais_sender", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--for-s", type=float, default=60.0)
    asked = parser.parse_args()
    with socket.create_server(("127.0.0.1", asked.port)) as listening:
        connection, _ = listening.accept()
        with connection:
            _send(connection, asked.file.read_bytes(), asked.for_s)


def _send(connection: socket.socket, data: bytes, for_s: float) -> None:
    began = time.monotonic()
    for at in range(0, len(data), PART):
        if time.monotonic() - began >= for_s:
            return
        connection.sendall(data[at : at + PART])


if __name__ == "__main__":
    main()
