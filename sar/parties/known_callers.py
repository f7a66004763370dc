"""The callers whose credentials were good lately, by hash, for counting alone: whether one is still
good is found out with the database.

A process that begins knows all that are good, and learns every few seconds those made since by any
process, so that good keys and sessions are never counted with the strangers of their address.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.log import first_line, logger
from sar.parties.models import ApiKey, Person, SignIn
from sar.settings import settings

log = logger(__name__)

_MOST: Final = 20_000
_OF_PERSON: Final = 50
"""Sessions of one person that a process knows when it begins."""
_EVERY_S: Final = 3.0
"""As long as a session that another process made may count as a stranger's (house figure)."""
_LATE: Final = timedelta(minutes=1)
"""A credential is written by a transaction that may end so long after it was made, by a clock that
may differ from the database's."""


OpenSession = Callable[[], AbstractAsyncContextManager[AsyncSession]]


class KnownCaller(NamedTuple):
    """The party and the person or key that a credential stood for."""

    party: str
    identity: str


class KnownCallers:
    """The callers that one process knows; of more than it keeps, the ones seen last."""

    def __init__(self) -> None:
        self._by_hash: Final[OrderedDict[bytes, KnownCaller]] = OrderedDict()
        self._learnt_to: datetime | None = None

    def get(self, credential: bytes | None) -> KnownCaller | None:
        """The caller that it stood for lately; None: a stranger's."""
        if credential is None or credential not in self._by_hash:
            return None
        self._by_hash.move_to_end(credential)
        return self._by_hash[credential]

    def note(self, credential: bytes, party: str, identity: str) -> None:
        """Remember whose a good credential is, by its hash."""
        self._by_hash[credential] = KnownCaller(party, identity)
        self._by_hash.move_to_end(credential)
        if len(self._by_hash) > _MOST:
            self._by_hash.popitem(last=False)

    def forget(self, credential: bytes | None) -> None:
        """A credential that nobody's is any more: who brings it is a stranger."""
        if credential is not None:
            self._by_hash.pop(credential, None)

    async def learn(self, db: AsyncSession) -> None:
        """Know the good keys and sessions made since the last time, and forget those that have
        ended since; at first know all, as many as are kept. Real time of the database."""
        since = self._learnt_to
        now = (await db.execute(select(func.clock_timestamp()))).scalar_one()
        keys, sign_ins = (_KEYS, _at_first(now)) if since is None else _changed(since, now)
        for query in (sign_ins, keys):
            for token_hash, party, identity, is_good in await db.execute(query):
                if not is_good:
                    self.forget(token_hash)
                elif token_hash not in self._by_hash:
                    self.note(token_hash, party, str(identity))
        self._learnt_to = now - _LATE

    @asynccontextmanager
    async def learning(self, sessions: OpenSession) -> AsyncIterator[None]:
        """Learn once before, and then every few seconds."""
        async with sessions() as db:
            await self.learn(db)
        learning = asyncio.create_task(self._learn_on(sessions))
        try:
            yield
        finally:
            learning.cancel()
            await asyncio.gather(learning, return_exceptions=True)

    async def _learn_on(self, sessions: OpenSession) -> None:
        told = False
        while True:
            await asyncio.sleep(_EVERY_S)
            try:
                async with sessions() as db:
                    await self.learn(db)
                told = False
            except (SQLAlchemyError, OSError) as error:
                if not told:
                    log.warning("new sessions are not known", error=first_line(error))
                told = True


CredentialRows = Select[*tuple[Any, ...]]
"""Hash, party, person or key, and whether it is good; the ones to be kept longest last."""

_KEYS: Final[CredentialRows] = select(
    col(ApiKey.token_hash),
    col(ApiKey.party_code),
    col(ApiKey.id),
    col(ApiKey.revoked_at).is_(None),
).limit(_MOST // 2)


def _sign_ins(now: datetime) -> CredentialRows:
    return select(
        col(SignIn.token_hash), col(Person.party_code), col(Person.id), _good(now).label("is_good")
    ).join(Person, col(Person.id) == col(SignIn.person_id))


def _good(now: datetime) -> ColumnElement[bool]:
    return and_(col(SignIn.ended_at).is_(None), col(SignIn.expires_at) > now)


def _at_first(now: datetime) -> CredentialRows:
    """The good sessions used last, so many of each person: no account puts others' out."""
    nth = func.row_number().over(
        partition_by=col(SignIn.person_id), order_by=col(SignIn.used_at).desc()
    )
    good = (
        _sign_ins(now)
        .where(_good(now))
        .add_columns(nth.label("nth"), col(SignIn.used_at))
        .subquery()
    )
    last = (
        select(good)
        .where(good.c.nth <= _OF_PERSON)
        .order_by(good.c.used_at.desc())
        .limit(_MOST // 2)
        .subquery()
    )
    named = (last.c.token_hash, last.c.party_code, last.c.id, last.c.is_good)
    return select(*named).order_by(last.c.used_at)


def _changed(since: datetime, now: datetime) -> tuple[CredentialRows, CredentialRows]:
    """The keys and sessions that were made or ended since then."""
    keys = _KEYS.where(or_(col(ApiKey.created_at) > since, col(ApiKey.revoked_at) > since))
    oldest = now - 2 * timedelta(hours=settings().session_hours)
    sign_ins = _sign_ins(now).where(
        col(SignIn.id) > _first_id(oldest),
        or_(
            col(SignIn.created_at) > since,
            col(SignIn.ended_at) > since,
            and_(col(SignIn.expires_at) > since, col(SignIn.expires_at) <= now),
        ),
    )
    return keys, sign_ins.order_by(col(SignIn.id)).limit(_MOST // 2)


def _first_id(at: datetime) -> UUID:
    """The least id made at a time or later (UUIDs of version 7 begin with it: RFC 9562, 5.7)."""
    return UUID(int=int(at.timestamp() * 1e3) << 80)
