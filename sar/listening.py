"""Hearing the database's notifications, through restarts of the database."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy.engine.url import URL

from sar.bounded_connection import BoundedConnection
from sar.database_roles import DatabaseRole, conninfo
from sar.log import logger

log = logger(__name__)

CHECK_S = 5.0
RETRY_S = 0.5


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification; `channel` is empty right after (re)connecting: anything may be missed."""

    channel: str
    payload: str


class NotificationListener:
    """One connection of the system role that listens; `is_connected` while notifications arrive."""

    def __init__(self, url: str | URL, channels: list[str]) -> None:
        self._place = conninfo(url, DatabaseRole.SYSTEM)
        self._channels = channels
        self.is_connected = False
        self._is_retrying = False

    async def listen(self) -> AsyncIterator[Notification]:
        """Notifications for ever; reconnects by itself and says so with an empty Heard."""
        while True:
            try:
                async for heard in self._one_connection():
                    yield heard
            except (psycopg.OperationalError, psycopg.InterfaceError, OSError) as error:
                if not self._is_retrying:
                    log.warning("not hearing the database; trying again", error=str(error))
                self._is_retrying = True
                await asyncio.sleep(RETRY_S)

    async def _one_connection(self) -> AsyncIterator[Notification]:
        connection = await BoundedConnection.answering(
            self._place, answer_s=CHECK_S, autocommit=True
        )
        try:
            for channel in self._channels:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            self.is_connected, self._is_retrying = True, False
            yield Notification("", "")
            while True:
                async for notice in connection.notifies(timeout=CHECK_S):
                    yield Notification(notice.channel, notice.payload)
                await connection.execute("SELECT 1")
        finally:
            self.is_connected = False
            await connection.close()
