"""A mailbox on a mail server, asked by IMAP (RFC 3501) in a thread: nothing is deleted in it, and
no message is answered."""

import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any, Final, NamedTuple

from sar.interop.mail_content import MOST_BYTES
from sar.interop.source_address import MailboxName, SourceAddress, SourceKind

ANSWERED_WITHIN_S: Final = 10.0
SHOWN_OF_ANSWER: Final = 150
_NUMBERS: Final = re.compile(rb"[0-9]+")
_ARRIVED: Final = re.compile(rb'INTERNALDATE "([^"]{10,40})"')


class MailboxError(OSError):
    """The mail server does not give what it is asked for; the sentence says what it answers."""


class ArrivedMail(NamedTuple):
    """A message, no more of it than may be read, and when the mail server received it."""

    raw: bytes
    arrived_at: datetime


class _Bounded:
    """Reads no longer literal than a message may have, whatever the server says."""

    def read(self, size: int) -> bytes:
        """The next bytes."""
        if size > MOST_BYTES + 1:
            raise imaplib.IMAP4.abort("the mail server sends more than it was asked for")
        return super().read(size)  # type: ignore[misc, no-any-return]  # typeshed has no read


class _Imap(_Bounded, imaplib.IMAP4):
    pass


class _Imaps(_Bounded, imaplib.IMAP4_SSL):
    pass


class Mailbox:
    """A folder of a mailbox that is open. Every method waits for the server; each raises
    MailboxError, or another OSError where the connection breaks."""

    def __init__(self, address: SourceAddress, name: MailboxName, password: str) -> None:
        self._asking = Lock()
        self._imap: imaplib.IMAP4 = self._asked(lambda: _connected(address))
        try:
            self._asked(lambda: self._imap.login(name.login, password))
            self._asked(lambda: self._imap.select(f'"{name.folder}"'))
            (told,) = self._asked(lambda: self._imap.response("UIDVALIDITY"))[:1] or [None]
            self.uid_validity = int(told or 0)
        except BaseException:
            self.cut()
            raise

    def uids_since(self, day: date) -> list[int]:
        """The numbers of the messages that arrived on that day or later."""
        return self._searched("SINCE", imaplib.Time2Internaldate(_noon(day))[1:12].strip())

    def uids_after(self, uid: int) -> list[int]:
        """The numbers of the messages that came after that one."""
        self._asked(self._imap.noop)
        return [one for one in self._searched("UID", f"{uid + 1}:*") if one > uid]

    def opened(self, uids: Iterable[int]) -> set[int]:
        """The ones of these messages that a person has opened, or has taken away."""
        asked = set(uids)
        if not asked:
            return set()
        which = ",".join(map(str, sorted(asked)))
        return asked - set(self._searched("UID", which, "UNSEEN"))

    def fetch(self, uid: int) -> ArrivedMail | None:
        """The message; None: it is not there any more."""
        wanted = f"(INTERNALDATE BODY.PEEK[]<0.{MOST_BYTES + 1}>)"
        parts = self._asked(lambda: self._imap.uid("FETCH", str(uid), wanted))
        told = [part for part in parts if isinstance(part, tuple)]
        if not told:
            return None
        lines = b" ".join(part[0] if isinstance(part, tuple) else part or b"" for part in parts)
        return ArrivedMail(told[0][1], _arrived(lines))

    def mark_read(self, uid: int) -> None:
        """Have people see that it was taken; a mailbox that may not be written stays as it is."""
        with suppress(MailboxError):
            self._asked(lambda: self._imap.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)"))

    def close(self) -> None:
        """Take leave."""
        with suppress(OSError):
            self._asked(self._imap.logout)
        self.cut()

    def cut(self) -> None:
        """Break the connection off, from whatever thread: who waits for an answer waits no more."""
        with suppress(OSError):
            self._imap.socket().shutdown(socket.SHUT_RDWR)
        with self._asking, suppress(OSError):
            self._imap.shutdown()

    def _searched(self, *criteria: str) -> list[int]:
        parts = self._asked(lambda: self._imap.uid("SEARCH", *criteria))
        return sorted({int(one) for part in parts for one in _NUMBERS.findall(part or b"")})

    def _asked(self, work: Callable[[], Any]) -> Any:
        """The answer, if it is a good one."""
        try:
            with self._asking:
                answer = work()
        except imaplib.IMAP4.error as error:
            raise MailboxError(f"the mail server answers: {_shown(error)}") from None
        except (ValueError, IndexError, TypeError) as error:
            raise MailboxError(f"the mail server's answer cannot be read: {error}") from error
        if not isinstance(answer, tuple):
            return answer
        state, parts = answer
        if state not in ("OK", "BYE", "UIDVALIDITY"):
            raise MailboxError(f"the mail server answers {state}: {_shown(parts)}")
        return parts


def _connected(address: SourceAddress) -> imaplib.IMAP4:
    if address.kind is SourceKind.IMAP:
        return _Imap(address.host, address.port, timeout=ANSWERED_WITHIN_S)
    context = ssl.create_default_context()
    return _Imaps(address.host, address.port, ssl_context=context, timeout=ANSWERED_WITHIN_S)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _arrived(told: bytes) -> datetime:
    found = _ARRIVED.search(told)
    if found is None:
        raise MailboxError("the mail server does not tell when a message arrived")
    try:
        return datetime.strptime(found[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        raise MailboxError("the mail server tells no time of a message's arrival") from None


def _shown(answer: object) -> str:
    """An answer on one line, without what is not printed."""
    told = answer[0] if isinstance(answer, list) and answer else answer
    text = told.decode("ascii", "replace") if isinstance(told, bytes) else str(told)
    return "".join(sign if sign.isprintable() else " " for sign in text)[:SHOWN_OF_ANSWER]
