"""Types of assets that parties add: read, kept in this process, and followed. An access module.

Each process holds all of them, because rules look a type up by its code alone. The process that
writes one keeps it with its commit, and others hear of it. A code that somebody sends is asked of
the database; a stored one that a process does not know yet it looks up: who needs it is served
once that is read.
"""

import asyncio
import math
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Final

import psycopg
from sqlalchemy import event, func, select
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlmodel import col

from sar.assets.access import asset_accesses
from sar.assets.catalogue import OWN, PREFIX_END, AssetType, keep_own, known_type
from sar.assets.governing import governing, parameters
from sar.assets.models import Asset, OwnAssetType
from sar.assets.type_definitions import type_from
from sar.database_roles import DatabaseRole, conninfo
from sar.db import limits_of, locked
from sar.errors import Busy, ReadFirst
from sar.listening import NotificationListener
from sar.log import first_line, logger

log = logger(__name__)

TYPES_CHANNEL: Final = "sar_asset_types"
"""Notified with the code of a type that was added or refined, when it is committed."""

LOOK_UP_AGAIN_S: Final = 1.0
"""A code that nobody knows is looked up so often at most."""
LOOK_UP_S: Final = 1.0
"""The longest that its statement takes."""


def type_of_row(row: OwnAssetType) -> AssetType:
    """The type of a row."""
    return type_from(row.code, row.definition)


async def keep_all(db: AsyncSession) -> None:
    """Keep all types of parties' own in this process."""
    rows = await db.scalars(select(OwnAssetType))
    keep_own([type_of_row(row) for row in rows])


async def follow(database_url: str | URL, sessions: async_sessionmaker[AsyncSession]) -> None:
    """Keep what other processes add or refine, until cancelled."""
    changed, codes = asyncio.Event(), set[str]()
    reading = asyncio.create_task(_keep_whenever(changed, codes, sessions))
    try:
        async for heard in NotificationListener(database_url, [TYPES_CHANNEL]).listen():
            codes.add(heard.payload)  # empty after a pause: any may have changed
            changed.set()
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


async def _keep_whenever(
    changed: asyncio.Event, codes: set[str], sessions: async_sessionmaker[AsyncSession]
) -> None:
    while True:
        await changed.wait()
        changed.clear()
        wanted = codes.copy()
        codes.clear()
        query = select(OwnAssetType)
        if "" not in wanted:
            query = query.where(col(OwnAssetType.code).in_(wanted))
        try:
            async with sessions() as db:
                keep_own([type_of_row(row) for row in await db.scalars(query)])
        except (SQLAlchemyError, OSError) as error:
            codes |= wanted
            log.warning("types are not read yet", error=first_line(error))
            await asyncio.sleep(LOOK_UP_AGAIN_S)
            changed.set()


def look_up_in(database_url: str | URL) -> None:
    """Let a stored code that this process does not know be looked up in the database: it was added
    by another process a moment ago.

    Raises ReadFirst: a thread reads meanwhile, and the loop serves others.
    """
    OWN.look_up = _LookUp(_place(database_url))


def look_up_no_more() -> None:
    """End that, with the application whose database it was."""
    OWN.look_up = None


def look_up_at_once_in(database_url: str | URL) -> None:
    """As `look_up_in`, where nobody else is kept waiting; raises Busy where that is slow."""
    place = _place(database_url)
    last_at = -LOOK_UP_AGAIN_S

    def look_up(_code: str) -> None:
        nonlocal last_at
        now = time.monotonic()
        if now - last_at < LOOK_UP_AGAIN_S:
            return
        last_at = now
        try:
            _read(place)
        except psycopg.Error as error:
            raise Busy from error

    OWN.look_up = look_up


class _LookUp:
    """Reads all types in a thread, once a second at most, when a code is missed; what is missed
    still after a read that began later is nobody's."""

    def __init__(self, place: str) -> None:
        self._place: Final = place
        self._thread: Final = ThreadPoolExecutor(1, thread_name_prefix="types")
        self._changing: Final = threading.Lock()
        self._missed_at: dict[str, float] = {}
        self._read_at = -math.inf
        self._reading: Future[None] | None = None

    def __call__(self, code: str) -> None:
        with self._changing:
            if self._missed_at.setdefault(code, time.monotonic()) < self._read_at:
                del self._missed_at[code]
                return
            if self._reading is None or self._reading.done():
                self._reading = self._thread.submit(self._read)
            raise ReadFirst(self._reading)

    def _read(self) -> None:
        time.sleep(max(0.0, self._read_at + LOOK_UP_AGAIN_S - time.monotonic()))
        began_at = time.monotonic()
        _read(self._place)
        with self._changing:
            self._read_at = began_at


def _place(database_url: str | URL) -> str:
    return conninfo(database_url, DatabaseRole.APP, **limits_of(LOOK_UP_S))


def _read(place: str) -> None:
    """Keep all types of parties' own; returns once that is done."""
    try:
        with psycopg.connect(place, connect_timeout=2, autocommit=True) as db:
            rows = db.execute("SELECT code, definition FROM own_asset_type").fetchall()
    except psycopg.Error as error:
        log.warning("types are not read yet", error=first_line(error))
        raise
    # Of one that is known the definition kept with a commit may be newer.
    keep_own([type_from(*row) for row in rows if known_type(row[0]) is None])


async def keep_of_party(db: AsyncSession, party: str) -> None:
    """Keep the party's own types that this process does not know yet: a list may name them."""
    theirs = select(OwnAssetType).where(col(OwnAssetType.party_code) == party)
    keep_unknown(await db.scalars(theirs))


def keep_unknown(rows: Iterable[OwnAssetType]) -> None:
    """Keep those of committed types that this process does not know yet."""
    if unknown := [row for row in rows if known_type(row.code) is None]:
        keep_own([type_of_row(row) for row in unknown])


async def keep_at_commit(db: AsyncSession, row: OwnAssetType) -> None:
    """Keep the type in this process once it is committed, and tell the others."""
    await db.execute(select(func.pg_notify(TYPES_CHANNEL, row.code)))
    made = type_of_row(row)
    event.listen(db.sync_session, "after_commit", lambda _session: keep_own([made]), once=True)


async def own_type(db: AsyncSession, party: str, code: str) -> OwnAssetType | None:
    """A type of the party's own, locked."""
    found = select(OwnAssetType).where(
        col(OwnAssetType.code) == code, col(OwnAssetType.party_code) == party
    )
    return await locked(db, found)


async def is_taken(db: AsyncSession, code: str) -> bool:
    """Whether there is such a type already."""
    return await db.get(OwnAssetType, code) is not None


async def count_of(db: AsyncSession, party: str) -> int:
    """The number of types of the party's own, withdrawn ones too."""
    query = select(func.count()).where(col(OwnAssetType.party_code) == party)
    return (await db.execute(query)).scalar_one()


async def viewers_of_type(db: AsyncSession, code: str, *, now: datetime) -> list[str]:
    """The parties that may see an asset in the register that is of the type, its own among them."""
    query = select(col(Asset.id)).where(
        col(Asset.type_code) == code, col(Asset.retired_at).is_(None)
    )
    ids = list(await db.scalars(query))
    accesses = await asset_accesses(db, now=now, ids=ids) if ids else []
    return sorted({access.viewer for access in accesses})


async def visible_types(db: AsyncSession, viewer: str, *, now: datetime) -> list[OwnAssetType]:
    """The party's own types, and those of assets of others that it sees, by code."""
    rows = {row.code: row for row in await db.scalars(select(OwnAssetType))}
    others = [code for code, row in rows.items() if row.party_code != viewer]
    seen: set[str] = set()
    if others:
        rights = governing()
        query = (
            select(col(Asset.type_code))
            .join(rights, rights.c.asset_id == col(Asset.id))
            .where(col(Asset.type_code).in_(others), col(Asset.retired_at).is_(None))
            .distinct()
        )
        seen = {*await db.scalars(query, parameters(viewer, now))}
    return [row for code, row in sorted(rows.items()) if row.party_code == viewer or code in seen]


async def seen_among(
    db: AsyncSession, viewer: str, codes: Iterable[str], *, now: datetime
) -> dict[str, AssetType]:
    """The types of parties' own among these codes that the viewer sees, kept here from then on. The
    same statements whether there are such types or not."""
    wanted = {code for code in codes if PREFIX_END in code}
    if not wanted:
        return {}
    rows = [row for row in await visible_types(db, viewer, now=now) if row.code in wanted]
    keep_unknown(rows)
    return {row.code: type_of_row(row) for row in rows}
