"""The watch on access: who may listen no longer, and what time alone has changed."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.agreements.models import AgreementParty, SharingSuspension, Term, Version
from sar.live import protocol
from sar.live.audience import Audience, Listener
from sar.live.position_feed import PositionFeed
from sar.parties.models import ApiKey, Person, Posting, SignIn
from sar.parties.roles import Act, holders


class AccessWatch:
    """Checks every second for access that ends or begins without an entry on the record."""

    def __init__(self, audience: Audience, positions: PositionFeed) -> None:
        self._audience = audience
        self._positions = positions
        self._looked_at: datetime | None = None

    async def check(self, db: AsyncSession) -> None:
        """Dismiss whom it must; have the parties resync whose terms began or ended by time."""
        now = clock.now()
        since, self._looked_at = self._looked_at or now, now
        try:
            for listener, code in await _unwelcome(db, list(self._audience)):
                listener.dismiss(code)
            for party in await changed_between(db, since, now):
                self._positions.look_again(party)
                for listener in self._audience.of(party):
                    listener.outbox.forget_positions()
                    listener.outbox.resync(protocol.ACCESS_CHANGED)
        except BaseException:
            self._looked_at = since
            raise


async def _unwelcome(
    db: AsyncSession, listeners: Collection[Listener]
) -> list[tuple[Listener, int]]:
    """Listeners whose session has ended or run out, whose account is closed or key revoked, or
    whose session acts where no role reads; each with the code to close with."""
    sign_ins = {one.caller.sign_in_id for one in listeners if one.caller.sign_in_id}
    keys = {one.caller.key_id for one in listeners if one.caller.key_id}
    reads: dict[UUID, bool] = {}
    if sign_ins:
        reading = exists().where(
            col(Posting.person_id) == col(SignIn.person_id),
            col(Posting.centre_id) == col(SignIn.centre_id),
            col(Posting.role).in_(holders(Act.READ)),
        )
        found = await db.execute(
            select(col(SignIn.id), reading)
            .join(Person, col(Person.id) == col(SignIn.person_id))
            .where(
                col(SignIn.id).in_(sign_ins),
                col(SignIn.ended_at).is_(None),
                col(SignIn.expires_at) > clock.real_now(),
                col(Person.disabled_at).is_(None),
            )
        )
        reads.update((id_, may_read) for id_, may_read in found)
    if keys:
        held = await db.execute(
            select(col(ApiKey.id)).where(col(ApiKey.id).in_(keys), col(ApiKey.revoked_at).is_(None))
        )
        reads.update((id_, True) for id_ in held.scalars())
    told = [(one, reads.get(one.opened_by)) for one in listeners]
    return [
        (one, protocol.NOT_SIGNED_IN if may_read is None else protocol.READS_NO_MORE)
        for one, may_read in told
        if not may_read
    ]


async def changed_between(db: AsyncSession, one: datetime, other: datetime) -> set[str]:
    """The parties of agreements of which anything began or ended by time between two instants."""
    after, until = sorted((one, other))
    if after == until:
        return set()
    version = _any_in(
        [Version.valid_from, Version.valid_until, Version.suspended_at, Version.ended_at],
        after,
        until,
    )
    terms = select(col(Term.version_id)).where(
        _any_in([Term.valid_from, Term.valid_until], after, until)
    )
    suspended = select(col(SharingSuspension.version_id)).where(
        _any_in([SharingSuspension.from_at], after, until)
    )
    parties = await db.execute(
        select(col(AgreementParty.party_code))
        .join(Version, col(Version.agreement_id) == col(AgreementParty.agreement_id))
        .where(
            col(Version.signed_at).is_not(None),
            or_(version, col(Version.id).in_(terms), col(Version.id).in_(suspended)),
        )
        .distinct()
    )
    return set(parties.scalars())


def _any_in(columns: Iterable[Any], after: datetime, until: datetime) -> ColumnElement[bool]:
    return or_(*((col(column) > after) & (col(column) <= until) for column in columns))
