"""Alerts by e-mail, over the operator's own mail server."""

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from sar.alerts.alert_text import AlertText
from sar.alerts.words import AlertFailure

STEP_S: Final = 5.0
"""The limit of each step of the conversation."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """The mail server of a setting."""

    host: str
    port: int
    tls: bool
    starttls: bool
    sender: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, url: str) -> "MailServer":
        """The server that a checked setting names."""
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        tls = parts.scheme == "smtps"
        return cls(
            host=parts.hostname or "",
            port=parts.port or (465 if tls else 587),
            tls=tls,
            starttls=not tls and query.get("starttls") != ["no"],
            sender=query["from"][0],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


def message(
    server: MailServer, to: str, text: AlertText, *, id_: UUID, at: datetime
) -> EmailMessage:
    """The message, which has the same Message-ID at every attempt."""
    written = EmailMessage()
    written["From"] = server.sender
    written["To"] = to
    written["Subject"] = text.subject
    written["Date"] = format_datetime(at)
    written["Message-ID"] = f"<{id_}@{server.sender.rpartition('@')[2]}>"
    written["Importance"] = "high"
    written["Auto-Submitted"] = "auto-generated"
    written.set_content(f"{text.body}\n")
    return written


class MailConversation:
    """One conversation with the server, in a thread; `abort` from another ends it."""

    def __init__(self, server: MailServer) -> None:
        self._server: Final = server
        self._smtp: smtplib.SMTP | None = None
        self._is_aborted = False

    def abort(self) -> None:
        """Cut the connection: whoever waits for an answer on it gets none."""
        self._is_aborted = True
        if (smtp := self._smtp) is not None and smtp.sock is not None:
            # To close it would not wake the thread that waits on it.
            with suppress(OSError):
                smtp.sock.shutdown(socket.SHUT_RDWR)

    def hand_over(self, written: EmailMessage) -> AlertFailure | None:
        """Send it; None: the server has taken it for its recipient."""
        try:
            self._converse(written)
        except smtplib.SMTPServerDisconnected as error:
            timed_out = self._is_aborted or isinstance(error.__context__, TimeoutError)
            return AlertFailure.NO_ANSWER if timed_out else AlertFailure.NOT_REACHED
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError):
            return AlertFailure.REFUSED
        except smtplib.SMTPException:
            return AlertFailure.WAY_REFUSED
        except OSError as error:
            timed_out = self._is_aborted or isinstance(error, TimeoutError)
            return AlertFailure.NO_ANSWER if timed_out else AlertFailure.NOT_REACHED
        return None

    def _converse(self, written: EmailMessage) -> None:
        server, context = self._server, ssl.create_default_context()
        name = server.sender.rpartition("@")[2]
        if server.tls:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                local_hostname=name, timeout=STEP_S, context=context
            )
        else:
            smtp = smtplib.SMTP(local_hostname=name, timeout=STEP_S)
        self._smtp = smtp
        # Connecting apart lets `abort` reach it; the constructor would have set the name itself.
        smtp._host = server.host  # type: ignore[attr-defined]  # smtplib's own
        try:
            code, said = smtp.connect(server.host, server.port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, said)
            if server.starttls:
                smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password)
            smtp.send_message(written)
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
        finally:
            smtp.close()
