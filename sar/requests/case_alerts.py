"""Alerts about alarms of cases: what is awaited of the centre's people, and the facts that tell of
its contacts."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.ladder import Silence
from sar.alerts.subjects import AlertFacts, AwaitedAnswer, Subject, register
from sar.alerts.words import AlertMatter, AlertTurn
from sar.incidents import visible
from sar.incidents.alarm_keys import is_on
from sar.incidents.alarm_rules import (
    COORDINATORS_ALONE,
    TAKEN_UP_WITHIN,
    YOUR_WORD,
    again_each,
    leaves_at_once,
    says_of,
    tried_again_at,
)
from sar.incidents.alarms.alert_entries import recording_alert
from sar.incidents.alarms.lead_unreached import tell_lead_unreached
from sar.incidents.alarms.untasked import AGAIN_AFTER
from sar.incidents.models import CaseAlarm, Incident
from sar.incidents.words import AlarmCause
from sar.parties import presence
from sar.record.entries import (
    CaseAlertFailed,
    CaseAlertGivenUp,
    CaseAlertSent,
    CaseContactsExhausted,
)
from sar.record.recording import FurtherFact
from sar.requests import pair_rows, rows
from sar.requests.owner_knows import known_until, owner_knows


async def _read(
    db: AsyncSession, alarm_id: UUID, lock: bool, now: datetime
) -> AwaitedAnswer | None:
    """The alarm, whose case is locked where that is wanted."""
    alarm = await visible.alarm_of(db, alarm_id)
    if alarm is None:
        return None
    if lock:
        incident = await visible.locked(db, alarm.incident_id)
        await db.refresh(alarm)
    else:
        (incident,) = await visible.rows_of(db, {alarm.incident_id})
    refs = await visible.centre_refs(db, ids=[alarm.centre_id])
    asker_id = _speaker(alarm, incident)
    says = says_of(alarm.cause, alarm.key)
    if alarm.cause is AlarmCause.SMC_SILENT and alarm.centre_id == incident.smc_centre_id:
        says = YOUR_WORD
    return AwaitedAnswer(
        about_id=alarm.id,
        fields={
            "id": incident.id,
            "about": incident.reference,
            "centre": refs[alarm.centre_id].name,
            "matter": says,
        },
        party=alarm.party_code,
        centre_id=alarm.centre_id,
        asker_centre_id=asker_id,
        reference=incident.reference,
        exercise=incident.exercise,
        silence=await _silence(db, alarm, incident, now=now),
        is_over=not is_on(alarm, incident, await visible.centres_in(db, incident.id)),
        readers=_readers(alarm, incident),
        says=says,
    )


def _speaker(alarm: CaseAlarm, incident: Incident) -> UUID:
    """The centre in whose name the contact is alerted, and which it calls: his own, the lead of
    another's case, or the centre that has taken it over and not confirmed what it was told."""
    match alarm.cause:
        case (
            AlarmCause.REGION
            | AlarmCause.SMC_SILENT
            | AlarmCause.LEAD_UNHEARD
            | AlarmCause.LEAD_UNREACHED
        ):
            return incident.lead_centre_id
        case AlarmCause.HANDED_OVER:
            return incident.smc_centre_id
        case _:
            return alarm.centre_id


def _readers(alarm: CaseAlarm, incident: Incident) -> list[str]:
    """Its own party; who waits for the word of a mission coordinator by voice reads how it is
    alerted."""
    if alarm.cause is AlarmCause.SMC_SILENT:
        return [alarm.party_code, incident.lead_party]
    return [alarm.party_code]


async def _silence(
    db: AsyncSession, alarm: CaseAlarm, incident: Incident, *, now: datetime
) -> Silence:
    if alarm.cause in COORDINATORS_ALONE:
        watched = await presence.coordinator_signed_in(db, alarm.centre_id)
    else:
        watched = await presence.watch_signed_in(db, alarm.centre_id)
    return Silence(
        exercise=incident.exercise,
        asked_at=alarm.at,
        acknowledge_due_at=alarm.at + TAKEN_UP_WITHIN,
        answer_due_at=tried_again_at(alarm.cause, alarm.at),
        acknowledged=alarm.taken_up_at is not None,
        at_once=leaves_at_once(alarm.cause, watched=watched),
        quiet_until=await _quiet_until(db, alarm, incident, now=now),
        again_each=again_each(alarm.cause),
        seen_at=alarm.taken_up_at,
    )


async def _quiet_until(
    db: AsyncSession, alarm: CaseAlarm, incident: Incident, *, now: datetime
) -> datetime | None:
    """As the alarm is silent on the screens: that a region is touched, while its party has silenced
    those of the lead's; that nobody is tasked, while somebody has said that no unit is able, or the
    owner of the soonest one has acknowledged what is asked of it."""
    if alarm.cause is AlarmCause.REGION:
        return await pair_rows.quiet_until(
            db, incident, party=alarm.party_code, of_party=incident.lead_party
        )
    if alarm.cause is not AlarmCause.UNTASKED or incident.untasked is None:
        return None
    answers = await rows.answers_in(db, incident.id, now=now)
    if alarm.waits_for and owner_knows(alarm.waits_for, answers, now=now):
        ends = known_until(alarm.waits_for, answers, now=now)
        return min(ends or now + AGAIN_AFTER, now + AGAIN_AFTER)
    no_able = incident.untasked["no_able"]
    return datetime.fromisoformat(no_able["again_at"]) if no_able else None


async def _tell_others(
    db: AsyncSession, about: AwaitedAnswer, turn: AlertTurn, tried: int, now: datetime
) -> list[FurtherFact]:
    """The others in the case, where nobody at the lead answers and people are in distress."""
    alarm = await visible.alarm_of(db, about.about_id)
    if alarm is None:
        return []
    incident = await visible.locked(db, alarm.incident_id)
    is_again = turn is AlertTurn.ANSWER
    since = (tried_again_at(alarm.cause, alarm.at) if is_again else None) or alarm.at
    return await tell_lead_unreached(db, incident, alarm, since=since, tried=tried, now=now)


_FACTS: Final = AlertFacts(CaseAlertSent, CaseAlertFailed, CaseAlertGivenUp, CaseContactsExhausted)

register(
    AlertMatter.CASE,
    Subject(read=_read, recording=recording_alert, facts=_FACTS, tell_others=_tell_others),
)
