"""Alarms of a locked case: raised, once each, for a centre whose people are to take them up; and
taken up. Each is written in the transaction of what it is about."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar.alerts import rows as alerts
from sar.alerts.rows import Alerting
from sar.alerts.words import AlertMatter
from sar.incidents import visible
from sar.incidents.alarm_keys import acted_lines, is_on, keys_of
from sar.incidents.alarm_rules import COORDINATORS_ALONE, OF_THE_LEAD, is_taken_up, says_of
from sar.incidents.alarms.untasked import look_at_once
from sar.incidents.gone_help import gone_units, key_of_help
from sar.incidents.models import CaseAlarm, Incident
from sar.incidents.other_authorities import silent_keys
from sar.incidents.recording import recording
from sar.incidents.silent_hails import keys_of_hails
from sar.incidents.words import AlarmCause, Involvement
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.parties.roles import Act
from sar.record.entries import CaseTakenUp


async def raise_alarm(
    db: AsyncSession,
    incident: Incident,
    cause: AlarmCause,
    centre_id: UUID,
    party: str,
    *,
    waits_for: str = "",
    anew: bool = False,
    now: datetime,
) -> None:
    """Raise the alarm for a centre, as the case is now; nothing where it has it already, or where
    nothing of the kind is the matter. `anew`: the state returns after it was over, and what was
    raised in it before counts no more."""
    has_part = centre_id in await visible.centres_in(db, incident.id)
    key = keys_of(incident, has_part=has_part).get(cause)
    if key is None:
        return
    if anew:
        await _end_earlier(db, incident, cause, centre_id, party, key)
    await _raise(db, incident, cause, centre_id, party, key, waits_for=waits_for, now=now)


async def _end_earlier(
    db: AsyncSession,
    incident: Incident,
    cause: AlarmCause,
    centre_id: UUID,
    party: str,
    key: str,
) -> None:
    """End for good the alarm that was raised for the centre in such a state before: its key is none
    of a state any more."""
    for row in await visible.alarms_of(db, incident.id, party):
        if (row.cause, row.centre_id, row.key) == (cause, centre_id, key):
            row.key = f"{key} ended {row.id}"
    await db.flush()


async def raise_region_anew(
    db: AsyncSession, incident: Incident, centre_id: UUID, party: str, *, now: datetime
) -> None:
    """Raise anew for the centre that the case touches its region, where it has no part in the case
    itself, and was told so before, or that is what its party is in the case for."""
    raised = await visible.alarms_of(db, incident.id, party)
    cause = AlarmCause.REGION
    was_told = any(row.cause is cause and row.centre_id == centre_id for row in raised)
    if was_told or await why_of(db, incident, party) == [Involvement.REGION]:
        await raise_alarm(db, incident, cause, centre_id, party, anew=True, now=now)


async def raise_acted(
    db: AsyncSession,
    incident: Incident,
    line_id: str,
    centre_id: UUID,
    party: str,
    *,
    now: datetime,
) -> None:
    """Raise for the centre's coordinators that a watch officer took that decision; nothing while
    an earlier one still waits for one of them, who takes up both."""
    acted = acted_lines(incident, party)
    waits = any(
        row.taken_up_at is None and row.key in acted
        for row in await visible.alarms_of(db, incident.id, party)
        if row.cause is AlarmCause.ACTED and row.centre_id == centre_id
    )
    if not waits:
        await _raise(db, incident, AlarmCause.ACTED, centre_id, party, line_id, now=now)


async def _raise(
    db: AsyncSession,
    incident: Incident,
    cause: AlarmCause,
    centre_id: UUID,
    party: str,
    key: str,
    *,
    waits_for: str = "",
    now: datetime,
) -> None:
    row = {
        "id": uuid7(),
        "incident_id": incident.id,
        "cause": cause,
        "centre_id": centre_id,
        "party_code": party,
        "key": key,
        "waits_for": waits_for,
        "at": now,
    }
    made = await db.scalars(
        insert(CaseAlarm).values(row).on_conflict_do_nothing().returning(col(CaseAlarm.id))
    )
    await alerts.begin(db, AlertMatter.CASE, made.all(), now=now)


async def raise_at_lead(
    db: AsyncSession,
    incident: Incident,
    cause: AlarmCause,
    *,
    waits_for: str = "",
    anew: bool = False,
    now: datetime,
) -> None:
    """As `raise_alarm`, for the centre that leads the case."""
    await raise_alarm(
        db,
        incident,
        cause,
        centre_id=incident.lead_centre_id,
        party=incident.lead_party,
        waits_for=waits_for,
        anew=anew,
        now=now,
    )


async def raise_silent_hail(
    db: AsyncSession, incident: Incident, centre_id: UUID, party: str, key: str, *, now: datetime
) -> None:
    """Raise for the centre that a ship which was hailed does not answer."""
    await _raise(db, incident, AlarmCause.HAIL_UNANSWERED, centre_id, party, key, now=now)


async def raise_silent_unit(
    db: AsyncSession, incident: Incident, centre_id: UUID, party: str, key: str, *, now: datetime
) -> None:
    """Raise for the centre that a unit at work is silent."""
    await _raise(db, incident, AlarmCause.UNIT_SILENT, centre_id, party, key, now=now)


async def raise_each_at_lead(
    db: AsyncSession, incident: Incident, cause: AlarmCause, keys: Sequence[str], *, now: datetime
) -> None:
    """Raise one alarm for each of the keys, for the centre that leads the case."""
    at = (incident.lead_centre_id, incident.lead_party)
    for key in keys:
        await _raise(db, incident, cause, *at, key, now=now)


async def raise_at_new_lead(
    db: AsyncSession, incident: Incident, led: str, *, now: datetime
) -> None:
    """Raise for the centre that leads the case now what rang at that of the party that `led`, and
    still is the matter, each unit that is gone, and each authority that is silent in distress; it
    may have led before. The soonest unit is looked for at once: the new lead may see another."""
    keys = keys_of(incident, has_part=True)
    rings = {
        row.cause: row.waits_for
        for row in await visible.alarms_of(db, incident.id, led)
        if row.cause in OF_THE_LEAD and keys.get(row.cause) == row.key
    }
    for cause, waits_for in rings.items():
        await raise_at_lead(db, incident, cause, waits_for=waits_for, anew=True, now=now)
        if cause is AlarmCause.UNTASKED:
            await look_at_once(db, incident, now=now)
    at, help_gone = (incident.lead_centre_id, incident.lead_party), AlarmCause.HELP_GONE
    known = {
        row.key
        for row in await visible.alarms_of(db, incident.id, incident.lead_party)
        if row.cause is help_gone and row.centre_id == incident.lead_centre_id
    }
    for gone in gone_units(incident.help_gone):
        is_owner = gone.get("owner") == incident.lead_party and key_of_help(gone) in known
        if not is_owner:  # the owner's centre has an alarm of its own
            await _end_earlier(db, incident, help_gone, *at, key_of_help(gone))
            await _raise(db, incident, help_gone, *at, key_of_help(gone), now=now)
    cause = AlarmCause.HAIL_UNANSWERED
    for key in keys_of_hails(incident.silent_hails, centre_id=at[0], leads=True):
        await _end_earlier(db, incident, cause, *at, key)
        await _raise(db, incident, cause, *at, key, now=now)
    cause = AlarmCause.UNIT_SILENT
    for key in keys_of_hails(incident.silent_units, centre_id=at[0], leads=True):
        await _end_earlier(db, incident, cause, *at, key)
        await _raise(db, incident, cause, *at, key, now=now)
    silent = silent_keys(incident.other_authorities)
    for key in silent:
        await _end_earlier(db, incident, AlarmCause.AUTHORITY_SILENT, *at, key)
    await raise_each_at_lead(db, incident, AlarmCause.AUTHORITY_SILENT, silent, now=now)


async def follow_again(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Have the contacts looked at again of each alarm that stands in the locked case: while it was
    over nobody was to be alerted."""
    await db.flush()
    centres = await visible.centres_in(db, incident.id)
    standing = [
        row.id
        for party in await visible.parties_involved(db, incident.id)
        for row in await visible.alarms_of(db, incident.id, party)
        if is_on(row, incident, centres)
    ]
    await alerts.look_again(db, standing, now=now)


async def alarm_that_rings(
    db: AsyncSession, incident: Incident, cause: AlarmCause, key: str
) -> CaseAlarm | None:
    """The alarm that was raised for the lead in that state of the locked case; None: none was."""
    raised = await visible.alarms_of(db, incident.id, incident.lead_party)
    return next((row for row in raised if row.cause is cause and row.key == key), None)


async def why_of(db: AsyncSession, incident: Incident, party: str) -> Sequence[str]:
    """The reason why the party is involved in the case."""
    rows = (await visible.involvements(db, [incident.id]))[incident.id]
    return next((row.why or [] for row in rows if row.party == party), [])


def _alerted_at(alerting: Alerting | None) -> list[datetime]:
    """The instants at which contacts were alerted of it."""
    return [one.at for one in alerting.alerts] if alerting else []


async def take_up(db: AsyncSession, caller: Caller, incident_id: UUID, *, now: datetime) -> None:
    """Note that somebody who watches has taken up all that is the matter at the party's centres so
    far: no further contact is alerted of it. It settles nothing. No watch officer takes up what is
    a coordinator's to look at; where the party works on the case elsewhere, only a further centre's
    people take up that its region is touched."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    centres = await visible.centres_in(db, incident.id)
    raised = await visible.alarms_of(db, incident.id, caller.party)
    alerted = await alerts.alerting_of(db, [row.id for row in raised if row.taken_up_at])
    is_new = await why_of(db, incident, caller.party) == [Involvement.REGION]
    waiting = [
        row
        for row in raised
        if not is_taken_up(row.taken_up_at, _alerted_at(alerted.get(row.id)))
        and is_on(row, incident, centres)
        and (row.cause not in COORDINATORS_ALONE or caller.may(Act.COORDINATE))
        and (is_new or row.cause is not AlarmCause.REGION or row.centre_id == caller.centre_id)
    ]
    if not waiting:
        return  # another was there first, or it is over
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        for row in waiting:
            row.taken_up_at = now
        if caller.party == incident.lead_party:
            incident.lead_unreached = None
        incident.updated_at = now
        fact = CaseTakenUp(
            id=incident.id,
            about=incident.reference,
            centre=(await directory.access_centre(db, caller.centre_id)).name,
            matter="; ".join(dict.fromkeys(says_of(row.cause, row.key) for row in waiting)),
            who=caller.who,
        )
        entry.record(fact, readers=[caller.party])
