"""Connections of clients: one whose peer takes nothing of what it is sent is ended."""

import asyncio
import socket
import struct
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sar.log import logger
from sar.settings import settings

log = logger(__name__)

LOOKS: Final = 4
"""Within the time that a peer may take nothing."""
_LINGER: Final = struct.pack("ii", 1, 0)
"""Data that were not taken are dropped with the connection, by the kernel too."""
_TCP_INFO: Final[int | None] = getattr(socket, "TCP_INFO", None)
"""Linux alone tells what a peer has confirmed."""
_UNACKED, _ACKED, _NOT_SENT, _SIZE = 24, 120, 144, 148
"""Places in its `struct tcp_info` (linux/tcp.h): segments sent and not confirmed, bytes confirmed,
bytes not sent."""


class ClientConnection(HttpToolsProtocol):
    """A connection that is watched; a socket of the live feed stays on the one it began on."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn
        """Begin to watch."""
        super().connection_made(transport)
        own: socket.socket | None = transport.get_extra_info("socket")
        if own is not None and own.family != socket.AF_UNIX and _TCP_INFO is not None:
            _Watch(transport, own).later()


class _Watch:
    """Ends a connection of which nothing is taken for `stall_s`, though something waits.

    An answer is handed over whole and a `send` returns long before it is taken, so that only the
    kernel knows. The kernel gives up itself, within minutes, what it still holds of a closed
    connection.
    """

    def __init__(self, transport: asyncio.Transport, own: socket.socket) -> None:
        self._transport, self._own = transport, own
        self._every_s: Final = settings().stall_s / LOOKS
        self._taken = self._looks = 0

    def later(self) -> None:
        """Look in a while."""
        asyncio.get_running_loop().call_later(self._every_s, self._look)

    def _look(self) -> None:
        waits = self._transport.get_write_buffer_size() > 0
        if self._transport.is_closing() and not waits:
            return  # its descriptor may be another's by now
        told = self._own.getsockopt(socket.IPPROTO_TCP, _TCP_INFO or 0, _SIZE)
        (taken,) = struct.unpack_from("Q", told, _ACKED)
        waits |= struct.unpack_from("I", told, _UNACKED) > (0,)
        waits |= struct.unpack_from("I", told, _NOT_SENT) > (0,)
        self._looks = self._looks + 1 if waits and taken == self._taken else 0
        self._taken = taken
        if self._looks < LOOKS:
            self.later()
            return
        log.info("a connection is ended: its peer takes nothing")
        self._own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        self._transport.abort()
