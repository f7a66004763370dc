"""Parties that are not to be told of a case: its lead names them, with the reason.

No notice of the platform reaches them: no region that the drift touches, no term that shares
cases, none of its terms that the case meets. Nobody addresses one by mistake: it is taken off the
list first, with a reason too. A house rule, serving MSC.167(78) 6.17: a boat's position must not
go to the State that its people flee.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.errors import Conflict, Malformed, Refusal
from sar.incidents import visible
from sar.incidents.access import is_held_back
from sar.incidents.alarms.raising import follow_again
from sar.incidents.informing import occasions, regions
from sar.incidents.informing.named_parties import NO_REASON, party_named
from sar.incidents.informing_schemas import KeepFromBody, KeepFromNoMoreBody
from sar.incidents.models import Incident
from sar.incidents.phases import PHASE_RAISED
from sar.incidents.recording import changed, lines_for, recording
from sar.incidents.schemas import KeepFromAtOpeningBody
from sar.incidents.words import CaseAction
from sar.languages.places import filled
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import CaseKeptFrom, CaseKeptFromNoMore


async def entries_of(
    db: AsyncSession, caller: Caller, wanted: Iterable[KeepFromAtOpeningBody], *, now: datetime
) -> list[dict[str, str]]:
    """The rows of the list for a new case. No opening is refused over it: words that name no other
    party known here are kept as they are."""
    names = {one.id: one.name for one in await directory.parties(db) if one.id != caller.party}
    rows: dict[str, dict[str, str]] = {}
    for one in wanted:
        reason, at = one.reason or NO_REASON, now.isoformat()
        party = party_named(one.party, names)
        if party is None:
            rows[f"word {one.party}"] = _of_words(one.party, reason, at)
        else:
            rows[party] = {"party": party, "reason": reason, "at": at}
    return list(rows.values())


def _of_words(word: str, reason: str, at: str) -> dict[str, str]:
    return {"party": "", "word": word, "reason": reason, "at": at}


async def keep_from(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: KeepFromBody, *, now: datetime
) -> None:
    """Put a party on the list, or give another reason; Conflict where it is involved already."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.CHANGE)
    if body.party not in {party.id for party in await directory.parties(db)}:
        raise Malformed.at("party", "no_such_party", "is not a party in the directory")
    if body.party == caller.party:
        raise Malformed.at("party", "own_party", "is your own party")
    row = {"party": body.party, "reason": body.reason, "at": now.isoformat()}
    knows = {*await visible.parties_involved(db, incident.id), await _coordinates(db, incident)}
    if body.party in knows:
        name = (await directory.state_names(db)).of(body.party)
        said = filled("{party} is involved in the case and knows of it.", party=name)
        raise Conflict.of(Refusal("knows_already", said, {"party": body.party}))
    knew = {body.party} & (await _readers(db, incident, now=now))
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        others = [one for one in incident.kept_from if one["party"] != body.party]
        incident.kept_from = [*others, row]
        await _no_longer_called(db, incident, body.party)
        changed(incident, now=now)
        fact = CaseKeptFrom(
            id=incident.id, about=incident.reference, party=body.party, reason=body.reason
        )
        told = await visible.parties_involved(db, incident.id)
        entry.record(fact, readers=told, resync=knew)


async def keep_from_no_more(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: KeepFromNoMoreBody, *, now: datetime
) -> None:
    """Take a party off the list, or words that name none, with the reason: whom that kept from
    being told is told now of its region that is touched, and of its terms that the case meets."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.CHANGE)
    named = body.party or f"“{body.word}”"
    others = [one for one in incident.kept_from if not _is_meant(one, body)]
    if len(others) == len(incident.kept_from):
        called = (await directory.state_names(db)).of(named)
        said = filled("The case is not kept from {party}.", party=called)
        raise Conflict.of(Refusal("not_kept_from", said, {"party": named}))
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        incident.kept_from = others
        changed(incident, now=now)
        informed = await regions.inform(db, caller, incident, now=now)
        await follow_again(db, incident, now=now)
        await jobs.defer(db, PHASE_RAISED, {"incident_id": str(incident.id)}, at=now)
        if not is_held_back(incident):
            await occasions.tell_taken_off(db, incident, body.party, now=now)
        fact = CaseKeptFromNoMore(
            id=incident.id, about=incident.reference, party=named, reason=body.reason
        )
        told = await visible.parties_involved(db, incident.id)
        readers = await _readers(db, incident, now=now)
        knows = readers & {body.party} if body.party else readers - set(told)
        again = knows | informed.newcomers.parties | informed.newcomers.resync
        entry.record(fact, readers=told, resync=again)
        entry.further += lines_for(incident, informed.lines, by=caller.actor)


def _is_meant(row: Mapping[str, str], body: KeepFromNoMoreBody) -> bool:
    """Whether it is the row of the list that the body takes off."""
    return row["party"] == body.party if body.party else row.get("word") == body.word


async def _coordinates(db: AsyncSession, incident: Incident) -> str:
    """The party of the mission coordinator; by voice it is none of those involved."""
    return (await directory.access_centre(db, incident.smc_centre_id)).party_code


async def _readers(db: AsyncSession, incident: Incident, *, now: datetime) -> set[str]:
    """The parties with any access to it: nobody else notices that the list changes."""
    return set((await visible.access_by_party(db, [incident], now=now))[incident.id])


async def _no_longer_called(db: AsyncSession, incident: Incident, party: str) -> None:
    codes = {centre.code for centre in await directory.centres(db, party=party)}
    incident.to_be_called = [code for code in incident.to_be_called if code not in codes]
