"""Connections of clients: one is ended whose peer takes nothing of what it is sent, or does not
come to the end of a request's headers, or is one of too many of an address that ask nothing."""

import asyncio
import resource
import socket
import struct
from contextlib import suppress
from typing import ClassVar, Final

from prometheus_client import Counter
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sar.http.hardening import of_answer
from sar.http.networks import network_of
from sar.settings import settings

LOOKS: Final = 4
"""Within the time that a peer may take nothing."""
_LINGER: Final = struct.pack("ii", 1, 0)
"""Data that were not taken are dropped with the connection, by the kernel too."""
_TCP_INFO: Final[int | None] = getattr(socket, "TCP_INFO", None)
"""Linux alone tells what a peer has confirmed."""
_UNACKED, _ACKED, _NOT_SENT, _SIZE = 24, 120, 144, 148
"""Places in its `struct tcp_info` (linux/tcp.h): segments sent and not confirmed, bytes confirmed,
bytes not sent."""


HEADERS_BYTES: Final = 32_768
"""The address and the headers of a request together: browsers send two or three thousand."""
KEPT_S: Final = 125
"""So long an answered connection is kept for a further request: longer than reverse proxies (Caddy
two minutes) and libraries keep theirs, as one that is closed at this end may lose what was sent in
that moment."""
HEADERS_S: Final = 30.0
"""From the beginning of a connection, or of a further request on it, to the end of its headers."""
AWAITED: Final = 1_000
"""So many connections may be without a request whose headers have come."""
_SHARE: Final = 4
"""Nor may they be more than this part of the files that a process may open."""
ENDED: Final = Counter(
    "sar_connections_ended_total",
    "Connections that were ended: headers_late, headers_large, outnumbered, not_http, stalled",
    ["why"],
)
"""No line of the log: a stranger could write as many as they like."""
_SLICE: Final = 8_192
_TOO_LARGE: Final = b"431 Request Header Fields Too Large"
_NOT_HTTP: Final = b"400 Bad Request"


def allow_files() -> None:
    """Let the process open as many files, each connection one, as it may at all."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # not every system gives as many as it says
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def most_awaited() -> int:
    """So many connections may be without a request in this process."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return AWAITED if files == resource.RLIM_INFINITY else min(AWAITED, files // _SHARE)


class ClientConnection(HttpToolsProtocol):
    """A connection that is watched; a socket of the live feed stays on the one it began on."""

    _awaited: ClassVar["_Awaited"]
    network = ""
    """The network of its client (`network_of`)."""
    has_asked = False
    """Whether the headers of a request have come."""
    _headers_bytes: int | None = None
    """So many have come of headers that are not at their end; None: none are awaited."""
    _headers_late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn
        """Begin to watch."""
        super().connection_made(transport)
        self.network = network_of(self.client[0] if self.client else "")
        self._await_headers()
        own: socket.socket | None = transport.get_extra_info("socket")
        if own is not None and own.family != socket.AF_UNIX and _TCP_INFO is not None:
            _Watch(transport, own).later()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, in small parts while headers come: no more of them is taken than may be."""
        at = 0
        while at < len(data) and not self.transport.is_closing():
            reading = self.transport.get_protocol()
            if reading is not self:  # the live feed has taken the connection over
                assert isinstance(reading, asyncio.Protocol)  # noqa: S101 as uvicorn sets it
                reading.data_received(data[at:])
                return
            until = len(data) if self._headers_bytes is None else at + _SLICE
            part = data[at:until]
            super().data_received(part)
            at += len(part)
            self._await_what_follows()
            if self._headers_bytes is not None:
                self._headers_bytes += len(part)
                if self._headers_bytes > HEADERS_BYTES:
                    ENDED.labels("headers_large").inc()
                    self._refuse(_TOO_LARGE)

    def on_message_begin(self) -> None:
        """Await its headers."""
        super().on_message_begin()
        if self._headers_late is None:
            self._await_headers()
        self._headers_bytes = 0

    def on_headers_complete(self) -> None:
        """Await none any more."""
        self.has_asked = True
        self._stop_waiting()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Count an answered connection among those that ask nothing."""
        super().on_response_complete()
        if self.timeout_keep_alive_task is not None:
            self._awaited.add(self)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 uvicorn's words are its own
        """Tell that it was no HTTP, and count it."""
        ENDED.labels("not_http").inc()
        self._refuse(_NOT_HTTP)

    def _refuse(self, status: bytes) -> None:
        headers = of_answer("/api", tls=settings().tls) | {
            "Content-Length": "0",
            "Connection": "close",
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.transport.write(b"HTTP/1.1 %b\r\n%b\r\n" % (status, lines.encode()))
        self.transport.close()

    def end(self, why: str) -> None:
        """End it at once."""
        self._stop_waiting()
        ENDED.labels(why).inc()
        self.transport.abort()

    def _await_headers(self) -> None:
        self._headers_bytes = 0
        self._await_request()

    def _await_request(self) -> None:
        loop = asyncio.get_running_loop()
        self._headers_late = loop.call_later(HEADERS_S, self.end, "headers_late")
        self._awaited.add(self)

    def _await_what_follows(self) -> None:
        """Any byte ends the time in which an answered connection may be silent, also one that
        begins no request: an empty line, or the rest of a body that was answered before its end."""
        is_timed = self._headers_late is not None or self.timeout_keep_alive_task is not None
        if is_timed or self.cycle is None or self.transport.get_protocol() is not self:
            return
        if self.cycle.response_complete and not self.pipeline and not self.transport.is_closing():
            self._await_request()

    def _stop_waiting(self) -> None:
        self._awaited.remove(self)
        if self._headers_late is not None:
            self._headers_late.cancel()
        self._headers_bytes = self._headers_late = None


class _Awaited:
    """Connections without a request whose headers have come, of each network the longest first.

    Of too many one is ended of the network that has most of them, the longest that has never asked
    anything, or else the longest: who opens ever more and asks nothing ends their own."""

    def __init__(self) -> None:
        self._of: dict[str, dict[ClientConnection, None]] = {}
        self._number = 0

    def add(self, one: ClientConnection) -> None:
        """One more; of too many one is ended."""
        own = self._of.setdefault(one.network, {})
        if one not in own:
            own[one] = None
            self._number += 1
        if self._number > most_awaited():
            most = max(self._of.values(), key=len)
            mute = (other for other in most if not other.has_asked and other is not one)
            next(mute, next(iter(most))).end("outnumbered")

    def remove(self, one: ClientConnection) -> None:
        """One less, if it was among them."""
        own = self._of.get(one.network, {})
        if one not in own:
            return
        del own[one]
        self._number -= 1
        if not own:
            del self._of[one.network]


ClientConnection._awaited = _Awaited()


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
        ENDED.labels("stalled").inc()
        self._own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        self._transport.abort()
