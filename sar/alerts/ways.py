"""The ways on which alerts leave, as the operator has set them; each attempt takes a bounded
time."""

import asyncio
import logging
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlsplit
from uuid import UUID

from sar import clock
from sar.alerts import by_mail, webhooks
from sar.alerts.alert_text import AlertText
from sar.alerts.words import AlertChannel, AlertFailure
from sar.settings import Settings
from sar.wire import JsonObject

WITHIN_S: Final = 10.0
"""The longest that one attempt takes."""
REACHED_S: Final = 3.0
THREADS: Final = 16


@dataclass(frozen=True, slots=True)
class Letter:
    """An alert as it leaves. `secret`: of a webhook."""

    id: UUID
    channel: AlertChannel
    address: str
    text: AlertText
    reference: str
    exercise: bool
    at: datetime
    """The instant at which it was decided, the same at each attempt."""
    secret: str = ""


def configured(settings: Settings) -> frozenset[AlertChannel]:
    """The channels on which alerts can leave."""
    given = {
        AlertChannel.EMAIL: settings.alert_email,
        AlertChannel.SMS: settings.alert_sms,
        AlertChannel.PUSH: settings.alert_push,
        AlertChannel.WEBHOOK: settings.alert_webhooks,
    }
    return frozenset(channel for channel, setting in given.items() if setting)


class Ways:
    """All ways of the installation."""

    def __init__(self, settings: Settings) -> None:
        given = settings.alert_email
        self._mail: Final = by_mail.MailServer.parse(given.get_secret_value()) if given else None
        self._gateways: Final = {
            channel: address.get_secret_value()
            for channel, address in (
                (AlertChannel.SMS, settings.alert_sms),
                (AlertChannel.PUSH, settings.alert_push),
            )
            if address is not None
        }
        self.channels: Final = configured(settings)
        self._private_hosts: Final = frozenset(map(str.lower, settings.alert_private_hosts))
        self._threads: Final = ThreadPoolExecutor(THREADS, thread_name_prefix="alerts")
        # Both write the addresses that they send to into their own logs, secrets and all.
        for name in ("apprise", "httpx2", "httpcore2"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)

    def close(self) -> None:
        """Begin nothing more; what is under way ends within its limits."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def hand_over(self, letter: Letter) -> AlertFailure | None:
        """Make one attempt; None: the server of the way has taken it."""
        try:
            async with asyncio.timeout(WITHIN_S):
                return await self._attempt(letter)
        except TimeoutError:
            return AlertFailure.NO_ANSWER

    async def _attempt(self, letter: Letter) -> AlertFailure | None:
        if letter.channel not in self.channels:
            return AlertFailure.NOT_CONFIGURED
        match letter.channel:
            case AlertChannel.EMAIL:
                return await self._by_mail(letter)
            case AlertChannel.WEBHOOK:
                return await webhooks.post(
                    letter.address,
                    letter.secret,
                    content_of(letter),
                    id_=str(letter.id),
                    now=clock.real_now(),
                    private_hosts=self._private_hosts,
                )
            case AlertChannel.SMS | AlertChannel.PUSH:
                address = self._gateways[letter.channel]
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._threads, self._by_gateway, address, letter)

    async def _by_mail(self, letter: Letter) -> AlertFailure | None:
        assert self._mail is not None  # noqa: S101 its channel is configured
        talk = by_mail.MailConversation(self._mail)
        written = by_mail.message(
            self._mail, letter.address, letter.text, id_=letter.id, at=letter.at
        )
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, talk.hand_over, written)
        except asyncio.CancelledError:
            talk.abort()
            raise

    @staticmethod
    def _by_gateway(address: str, letter: Letter) -> AlertFailure | None:
        """In a thread: the library's own limits of connecting and reading bound it."""
        import apprise  # seldom needed, and slow to load

        url = address.replace("{to}", quote(letter.address, safe="")).replace(
            "{id}", str(letter.id)
        )
        asset = apprise.AppriseAsset(async_mode=False, http_redirects=False, app_id="SAR")
        way = apprise.Apprise(asset=asset)
        if not way.add(url):
            return AlertFailure.NOT_CONFIGURED
        if way.notify(body=letter.text.body, title=""):
            return None
        # The library does not say why.
        return AlertFailure.REFUSED if _is_reached(url) else AlertFailure.NOT_REACHED


_OWN_GATEWAYS: Final = ("form", "json", "xml")
"""The kinds of gateways whose address names their host; others have it in the library."""


def _is_reached(address: str) -> bool:
    """Whether the gateway's host takes a connection; of one that has no host of its own nobody
    knows here."""
    parts = urlsplit(address)
    kind = parts.scheme.removesuffix("s")
    if kind not in _OWN_GATEWAYS or parts.hostname is None:
        return True
    port = parts.port or (80 if parts.scheme == kind else 443)
    try:
        socket.create_connection((parts.hostname, port), timeout=REACHED_S).close()
    except OSError:
        return False
    return True


def content_of(letter: Letter) -> JsonObject:
    """The body of a webhook."""
    return {
        "type": "sar.alert",
        "timestamp": letter.at,
        "data": {
            "text": letter.text.body,
            "reference": letter.reference,
            "exercise": letter.exercise,
        },
    }
