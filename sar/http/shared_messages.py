"""Messages that many WebSockets are sent: each is made once, as a frame, for all of them.

Compression is by message alone (RFC 7692, 7.1.1.1: no context takeover): what is compressed for one
socket serves every other, and no socket keeps a window of its own.
"""

import logging
from functools import cached_property
from typing import Any, Final, Protocol

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import (
    PerMessageDeflate,
    ServerPerMessageDeflateFactory,
)
from websockets.frames import Frame, Opcode
from websockets.server import ServerProtocol

WINDOW_BITS: Final = 12
"""As the server says it in the handshake: 4 kB hold some ten positions, which are alike."""
SMALLEST_DEFLATED: Final = 200
"""Bytes; of shorter messages a packet on the line has room for all either way (house figure)."""
SENDING_AT_ONCE: Final = "sar.sending_at_once"
"""The extension of a WebSocket's scope that has its `SendingAtOnce`."""

_DEFLATE: Final = PerMessageDeflate(
    remote_no_context_takeover=True,
    local_no_context_takeover=True,
    remote_max_window_bits=WINDOW_BITS,
    local_max_window_bits=WINDOW_BITS,
)


class SharedText(str):
    """Text that several sockets are sent."""

    @cached_property
    def plain(self) -> bytes:
        """Its frame as it is."""
        return Frame(Opcode.TEXT, self.encode()).serialize(mask=False)

    @cached_property
    def deflated(self) -> bytes:
        """Its frame, compressed where that is less."""
        data = self.encode()
        if len(data) < SMALLEST_DEFLATED:
            return self.plain
        frame = Frame(Opcode.TEXT, data).serialize(mask=False, extensions=[_DEFLATE])
        return min(frame, self.plain, key=len)


class SendingAtOnce(Protocol):
    """The way past the queue of a socket whose reader keeps up."""

    @property
    def is_free(self) -> bool:
        """Whether a message needs no waiting: not where the reader lags behind, or the socket is
        about to go."""

    def send_at_once(self, message: SharedText) -> None:
        """Send it while `is_free`."""


class SharingConnection(WebSocketsSansIOProtocol):
    """A WebSocket that takes whole frames of messages that are shared."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        deflate = ServerPerMessageDeflateFactory(
            server_no_context_takeover=True,
            client_no_context_takeover=True,
            server_max_window_bits=WINDOW_BITS,
        )
        self.conn = ServerProtocol(
            extensions=[deflate] if self.config.ws_per_message_deflate else [],
            max_size=self.config.ws_max_size,
            logger=logging.getLogger("uvicorn.error"),
        )

    async def run_asgi(self) -> None:
        """Run the application, which may send at once."""
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[SENDING_AT_ONCE] = self
        await super().run_asgi()

    @property
    def is_free(self) -> bool:
        """Whether a message needs no waiting."""
        return self.writable.is_set() and self._is_open

    def send_at_once(self, message: SharedText) -> None:
        """Send its frame while `is_free`."""
        self.transport.write(message.deflated if self.conn.extensions else message.plain)

    async def send(self, message: Any) -> None:
        """Send what the application says; of a shared message the frame that is there."""
        text = message.get("text")
        if isinstance(text, SharedText):
            await self.writable.wait()
            if self.is_free:
                self.send_at_once(text)
                return
        await super().send(message)

    @property
    def _is_open(self) -> bool:
        return (
            self.handshake_complete
            and not (self.close_sent or self.disconnected)
            and self.initial_response is None
            and not self.transport.is_closing()
        )
