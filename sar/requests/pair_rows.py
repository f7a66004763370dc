"""Rows that stand between two parties, whoever asks: what one has asked of the other or offered it
unasked, and whether the other's alarms of it are silent."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_distress_still
from sar.requests.models import Addressee, Muting, Offer, Request
from sar.requests.state_tables import ASKING, AWAITED
from sar.requests.words import AnswerState, OfferState


async def lock_pairs(db: AsyncSession, *, asker: str, asked: Collection[str]) -> None:
    """Hold what stands between the parties until the transaction ends, in one order."""
    await db.execute(_LOCK, {"pairs": [f"{asker} {party}" for party in sorted(asked)]})


_LOCK = text(
    "SELECT pg_advisory_xact_lock(hashtextextended(pair, 2))"
    " FROM unnest(CAST(:pairs AS text[])) pair"
)


async def asked_below_distress(
    db: AsyncSession,
    *,
    asker: str,
    asked: Collection[str],
    exercise: bool,
    besides: UUID,
    since: datetime,
) -> dict[str, list[tuple[bool, datetime]]]:
    """By addressed party, the asker's requests without `besides` that wait for its first answer or
    were sent after `since`: whether it waits, and when it was last sent. Work and play apart."""
    unanswered = col(Addressee.state) == AnswerState.SENT
    waits = unanswered & col(Request.state).in_(ASKING)
    rows = await db.execute(
        select(col(Addressee.party_code), func.bool_or(waits), func.max(col(Addressee.sent_at)))
        .join(Request, col(Request.id) == col(Addressee.request_id))
        .where(
            col(Request.party_code) == asker,
            col(Request.exercise).is_(exercise),
            col(Request.id) != besides,
            col(Addressee.party_code).in_(asked),
            col(Addressee.sent_at).is_not(None),
            or_(unanswered, col(Addressee.sent_at) > since),  # found by an index each
            or_(waits, col(Addressee.sent_at) > since),
            ~incidents.in_distress(col(Request.incident_id)),
        )
        .group_by(col(Addressee.party_code), col(Request.id))
    )
    found: dict[str, list[tuple[bool, datetime]]] = defaultdict(list)
    for party, waiting, sent_at in rows:
        found[party].append((waiting, sent_at))
    return found


async def offered_below_distress(
    db: AsyncSession, *, by: str, to: str, exercise: bool, since: datetime, now: datetime
) -> list[tuple[bool, datetime]]:
    """One party's unasked offers for cases of the other that wait for its decision or were made
    after `since`: whether it waits, and when it was made. Work and play apart."""
    waits = col(Offer.state).in_((OfferState.OFFERED, OfferState.PROVISIONAL)) & (
        col(Offer.valid_until) > now
    )
    rows = await db.execute(
        select(waits, col(Offer.created_at)).where(
            col(Offer.party_code) == by,
            col(Offer.to_party) == to,
            col(Offer.request_id).is_(None),
            incidents.in_exercise(col(Offer.incident_id)).is_(exercise),
            or_(waits, col(Offer.created_at) > since),
            ~incidents.in_distress(col(Offer.incident_id)),
        )
    )
    return [(waiting, made_at) for waiting, made_at in rows]


async def awaited_between(db: AsyncSession, *, asker: str, asked: str) -> list[UUID]:
    """The ids of the addressees of the asked party whose answers the asker awaits."""
    query = (
        select(col(Addressee.id))
        .join(Request, col(Request.id) == col(Addressee.request_id))
        .where(
            col(Request.party_code) == asker,
            col(Request.state).in_(ASKING),
            col(Addressee.party_code) == asked,
            col(Addressee.state).in_(AWAITED),
        )
    )
    return list((await db.scalars(query.order_by(col(Addressee.id)))).all())


async def muting(db: AsyncSession, muting_id: UUID) -> Muting | None:
    """The muting as it stands now."""
    return await db.get(Muting, muting_id, populate_existing=True)


async def quiet_until(
    db: AsyncSession, incident: Incident | None, *, party: str, of_party: str
) -> datetime | None:
    """The time until which the party has silenced alarms of the other; None: it has not, or the
    case is in distress."""
    if incident is not None and is_distress_still(incident):
        return None
    muted = await standing_mutings(db, party=party, of_party=of_party)
    return max((one.until_at for one in muted), default=None)


async def standing_mutings(db: AsyncSession, *, party: str, of_party: str) -> list[Muting]:
    """The party's mutings of the other that nobody has ended."""
    rows = await db.execute(
        select(Muting).where(
            col(Muting.party_code) == party,
            col(Muting.of_party) == of_party,
            col(Muting.ended_at).is_(None),
        )
    )
    return list(rows.scalars())
