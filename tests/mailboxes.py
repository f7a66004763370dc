"""A mail server on loopback that is asked by IMAP, in a process of its own, and messages in it."""

import imaplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage

from tests.running import WITHIN_S, free_port

LOGIN = "reports@mrcc.example.int"
PASSWORD = "kept in the dark"


@dataclass
class MailServer:
    """A mail server with one mailbox, which is empty again when it is started anew."""

    port: int = field(default_factory=free_port)
    _process: "subprocess.Popen[bytes] | None" = None

    def address(self, query: str = "from=@navy.example.int") -> str:
        """Its mailbox as a feed's address."""
        return f"mail+imap://127.0.0.1:{self.port}/{LOGIN}?{query}"

    def start(self) -> None:
        """Listen."""
        self._process = subprocess.Popen(  # noqa: S603 this program
            [
                *(sys.executable, "-m", "tests.mailboxes"),
                *("--host", "127.0.0.1", "--port", str(self.port), "--no-tls"),
                *("dict", "--demo-user", LOGIN, "--demo-password", PASSWORD),
            ],
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + WITHIN_S
        while True:
            try:
                with self.opened():
                    return
            except OSError:
                assert time.monotonic() < until, "the mail server does not start"
                time.sleep(0.05)

    def stop(self) -> None:
        """Listen no more, and forget all."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """The mailbox, as a mail program has it."""
        imap = imaplib.IMAP4("127.0.0.1", self.port, timeout=WITHIN_S)
        try:
            imap.login(LOGIN, PASSWORD)
            imap.select("INBOX")
            yield imap
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                imap.logout()

    def deliver(self, *messages: EmailMessage | bytes, arrived_at: datetime | None = None) -> None:
        """Have messages arrive."""
        with self.opened() as imap:
            for message in messages:
                raw = message if isinstance(message, bytes) else message.as_bytes()
                at = imaplib.Time2Internaldate(arrived_at or datetime.now(UTC))
                state, said = imap.append("INBOX", "", at, raw.replace(b"\n", b"\r\n"))
                assert state == "OK", said

    def unread(self) -> int:
        """The messages that nobody has opened."""
        with self.opened() as imap:
            _, (found,) = imap.search(None, "UNSEEN")
            return len(found.split())

    def empty(self) -> None:
        """Have a person delete all messages."""
        with self.opened() as imap:
            _, (found,) = imap.search(None, "ALL")
            if found:
                imap.store("1:*", "+FLAGS", r"(\Deleted)")
                imap.expunge()

    def open_all(self) -> None:
        """Have a person open all messages."""
        with self.opened() as imap:
            imap.store("1:*", "+FLAGS", r"(\Seen)")


def message(
    text: str, *, sender: str = "bridge@navy.example.int", subject: str = "Position", **headers: str
) -> EmailMessage:
    """A message as a ship sends it; further headers by their names, with `_` for `-`."""
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = sender, LOGIN, subject
    found["Date"] = datetime.now(UTC)
    found["Message-ID"] = f"<{time.monotonic_ns()}@{sender.partition('@')[2]}>"
    for name, value in headers.items():
        del found[name.replace("_", "-")]
        found[name.replace("_", "-")] = value
    found.set_content(text)
    return found


if __name__ == "__main__":
    from pymap.main import main

    main()
