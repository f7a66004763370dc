"""Receivers of alerts on loopback: a mail server and a web server, stopped and started at will."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.running import WITHIN_S, free_port


@dataclass
class MailReceiver:
    """A mail server; `refuses`: the addresses that it does not take mail for."""

    port: int = field(default_factory=free_port)
    messages: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    stalls_s: float = 0.0
    """It takes so long before it says that it has taken a message."""
    _controller: Controller | None = None

    @property
    def setting(self) -> str:
        """Its address, as the setting has it."""
        return f"smtp://127.0.0.1:{self.port}/?from=sar@example.int&starttls=no"

    def start(self) -> None:
        """Listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Listen no more."""
        if self._controller is not None:
            self._controller.stop(no_assert=True)
        self._controller = None

    async def handle_RCPT(  # noqa: N802 the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Whether it takes mail for the address."""
        if address in self.refuses:
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 aiosmtpd's name
        """Keep a message."""
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        await asyncio.sleep(self.stalls_s)
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        """The messages for an address."""
        return [one for one in self.messages if one["To"] == address]


@dataclass
class Posted:
    """One request that a web server has received."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class HookReceiver:
    """A web server; it answers with `status`, and `location` where it redirects."""

    port: int = field(default_factory=free_port)
    posted: list[Posted] = field(default_factory=list)
    status: int = 204
    location: str = ""
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.posted.append(Posted(self.path, headers, body))
                self.send_response(receiver.status)
                if receiver.location:
                    self.send_header("location", receiver.location)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Nothing: the test's output is its own."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        self._server = None


Receiver = TypeVar("Receiver", MailReceiver, HookReceiver)


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    """The receiver, listening until the end."""
    receiver.start()
    try:
        yield receiver
    finally:
        receiver.stop()


async def until(condition: Any, *, within_s: float = WITHIN_S) -> None:
    """Wait until it holds; AssertionError when it does not come to."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        found = condition()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it has not come about")
