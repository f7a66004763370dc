"""Rows of alerts, whoever asks: read by the packages whose pictures show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, bindparam, exists, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_COLUMN
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from sar import jobs
from sar.alerts.ladder import Rung
from sar.alerts.models import Alert, Escalation
from sar.alerts.words import AlertChannel, AlertFailure, AlertMatter, AlertState
from sar.parties.models import Centre

CHANNEL: Final = "sar_alert"
"""Notified when an alert waits."""

CLIMB: Final = "alerts.climb"
"""The job that looks whom to alert next."""

UNSENT: Final = (AlertState.WAITING, AlertState.FAILED)


@dataclass(frozen=True, slots=True)
class Alerting:
    """An escalation and its alerts, oldest first."""

    escalation: Escalation
    alerts: list[Alert] = field(default_factory=list)


async def begin(
    db: AsyncSession, matter: AlertMatter, about_ids: Collection[UUID], *, now: datetime
) -> None:
    """Begin to await a centre's answers: its contacts are looked at as soon as this is
    committed."""
    rows = [Escalation(matter=matter, about_id=id_, look_at=now) for id_ in about_ids]
    db.add_all(rows)
    for row in rows:
        await jobs.defer(db, CLIMB, {"escalation_id": str(row.id)}, at=now)


async def look_again(db: AsyncSession, about_ids: Collection[UUID], *, now: datetime) -> None:
    """Have it looked at what is awaited of these rows as soon as this is committed: what held its
    alerts back is over, or it has become more urgent."""
    if not about_ids:
        return
    found = select(col(Escalation.id)).where(col(Escalation.about_id) == any_(_ABOUT))
    ids = await db.scalars(found.order_by(col(Escalation.id)), {"about": list(about_ids)})
    for id_ in ids:
        await jobs.defer(db, CLIMB, {"escalation_id": str(id_)}, at=now)


async def escalation(db: AsyncSession, escalation_id: UUID) -> Escalation | None:
    """The escalation as it stands now."""
    return await db.get(Escalation, escalation_id, populate_existing=True)


async def escalation_about(db: AsyncSession, about_id: UUID) -> Escalation | None:
    """The escalation of what is awaited of this row; None: none began."""
    found = await db.execute(select(Escalation).where(col(Escalation.about_id) == about_id))
    return found.scalar_one_or_none()


async def alert(db: AsyncSession, alert_id: UUID) -> Alert | None:
    """The alert as it stands now."""
    return await db.get(Alert, alert_id, populate_existing=True)


async def alerts_of(db: AsyncSession, escalation_id: UUID) -> Sequence[Alert]:
    """The alerts of an escalation as they stand now, oldest first."""
    found = await db.execute(
        select(Alert)
        .where(col(Alert.escalation_id) == escalation_id)
        .order_by(col(Alert.id))
        .execution_options(populate_existing=True)
    )
    return found.scalars().all()


def has_news(about_id: ColumnElement[UUID] | Mapped[UUID]) -> ColumnElement[bool]:
    """Whether contacts were alerted of it, or none was left: else there is nothing to read."""
    begun = exists().where(
        col(Alert.escalation_id) == col(Escalation.id), col(Escalation.about_id) == about_id
    )
    over = exists().where(
        col(Escalation.about_id) == about_id,
        or_(
            col(Escalation.acknowledge_exhausted_at).is_not(None),
            col(Escalation.answer_exhausted_at).is_not(None),
        ),
    )
    return or_(begun, over)


_ABOUT: Final = bindparam("about", type_=ARRAY(UUID_COLUMN(as_uuid=True)))


@cache
def _alerting() -> Select[Escalation, Alert | None]:
    """Cached: compiling the statement costs more than running it."""
    return (
        select(Escalation, Alert)
        .outerjoin(Alert, col(Alert.escalation_id) == col(Escalation.id))
        .where(col(Escalation.about_id) == any_(_ABOUT))
        .order_by(col(Alert.id))
    )


async def alerting_of(db: AsyncSession, about_ids: Collection[UUID]) -> dict[UUID, Alerting]:
    """The escalations and alerts by what they are about."""
    found: dict[UUID, Alerting] = {}
    if not about_ids:
        return found
    for one, sent in await db.execute(_alerting(), {"about": list(about_ids)}):
        row = found.setdefault(one.about_id, Alerting(one))
        if sent is not None:
            row.alerts.append(sent)
    return found


async def rungs_of(db: AsyncSession, party: str, centre_id: UUID) -> list[Rung]:
    """The contacts of the centre on which alerts leave, in order, then those of the party's other
    centres."""
    found = await db.execute(
        select(Centre)
        .where(col(Centre.party_code) == party, col(Centre.retired_at).is_(None))
        .order_by(col(Centre.code))
    )
    centres = sorted(found.scalars(), key=lambda one: one.id != centre_id)
    return [rung for centre in centres for rung in _rungs(centre)]


def _rungs(centre: Centre) -> list[Rung]:
    known = frozenset(AlertChannel)
    return [
        Rung(
            centre_id=centre.id,
            place=place,
            channel=AlertChannel(contact["channel"]),
            address=contact["value"],
            hours=contact.get("hours", ""),
            time_zone=centre.time_zone,
            in_exercises=contact.get("in_exercises", False),
        )
        for place, contact in enumerate(centre.contacts, 1)
        if contact["channel"] in known
    ]


@dataclass(frozen=True, slots=True)
class Claimed:
    """An alert of which an attempt is begun, the `attempts`th."""

    id: UUID
    attempts: int


async def claim(db: AsyncSession, *, most: int, lease: timedelta) -> list[Claimed]:
    """Begin the attempts that are due, each in one worker of all. One of which nothing is heard
    within the lease may be begun again, with the next number."""
    rows = await db.execute(_CLAIM, {"most": most, "lease": lease})
    return [Claimed(row.id, row.attempts) for row in rows]


_CLAIM: Final = text("""
    UPDATE alert SET attempts = attempts + 1, try_at = now() + :lease,
        begun_at = coalesce(begun_at, now())
    WHERE id IN (
        SELECT id FROM alert WHERE state IN ('waiting', 'failed') AND try_at <= now()
        ORDER BY try_at LIMIT :most FOR UPDATE SKIP LOCKED
    )
    RETURNING id, attempts
""")


OF_THE_WAY: Final = frozenset(
    {
        AlertFailure.NOT_REACHED,
        AlertFailure.NO_ANSWER,
        AlertFailure.WAY_REFUSED,
        AlertFailure.NOT_CONFIGURED,
    }
)
"""The failures that are the way's own, whoever is alerted on it."""


async def note_way(
    db: AsyncSession, channel: AlertChannel, alert_id: UUID, failure: AlertFailure | None
) -> None:
    """Write down how an attempt on the way went; one success in five seconds is enough.

    An address that is refused is its contact's affair, until another one is too, and none has been
    taken between them: then it is the way that takes none.
    """
    given = {"channel": channel.value}
    if failure is None:
        await db.execute(_WENT_WELL, given)
        return
    if failure is AlertFailure.REFUSED:
        others = await db.execute(_REFUSED_TOO, {**given, "alert": alert_id})
        if not others.scalar_one():
            return
    elif failure not in OF_THE_WAY:
        return
    await db.execute(_FAILED, given)


_REFUSED_TOO: Final = text("""
    SELECT EXISTS (
        SELECT FROM alert other JOIN alert mine ON mine.id = :alert
        WHERE other.channel = :channel AND other.address <> mine.address
            AND other.failure = 'refused' AND other.state IN ('failed', 'given_up')
            AND other.begun_at > clock_timestamp() - interval '1 hour'
            AND other.begun_at > coalesce(
                (SELECT ok_at FROM alert_way WHERE channel = :channel), '-infinity'
            )
    )
""")
_WENT_WELL: Final = text("""
    INSERT INTO alert_way (channel, ok_at) VALUES (:channel, clock_timestamp())
    ON CONFLICT (channel) DO UPDATE SET ok_at = clock_timestamp(), failing_since = NULL
    WHERE alert_way.failing_since IS NOT NULL OR alert_way.ok_at IS NULL
        OR alert_way.ok_at < clock_timestamp() - interval '5 s'
""")
_FAILED: Final = text("""
    INSERT INTO alert_way (channel, failing_since, failed_at)
    VALUES (:channel, clock_timestamp(), clock_timestamp())
    ON CONFLICT (channel) DO UPDATE SET failed_at = clock_timestamp(),
        failing_since = coalesce(alert_way.failing_since, clock_timestamp())
""")


async def beat(db: AsyncSession, sender_id: UUID, channels: Collection[AlertChannel]) -> None:
    """Say that alerts are being sent, and on which ways; senders long silent are forgotten."""
    given = {"id": sender_id, "ways": sorted(channels)}
    await db.execute(_BEAT, given)
    await db.execute(_FORGET)


_BEAT: Final = text("""
    INSERT INTO alert_sender (id, at, ways) VALUES (:id, clock_timestamp(), :ways)
    ON CONFLICT (id) DO UPDATE SET at = clock_timestamp(), ways = excluded.ways
""")
_FORGET: Final = text("""
    DELETE FROM alert_sender gone WHERE at < clock_timestamp() - interval '1 day'
        AND EXISTS (SELECT FROM alert_sender other WHERE other.at > gone.at)
""")
