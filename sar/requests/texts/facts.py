"""The facts of the texts of a case, loaded as the caller's party may read them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Malformed
from sar.geo.areas import outer_rings
from sar.geo.waters import coasts_near, waters_at
from sar.incidents import listing as cases
from sar.incidents import visible
from sar.incidents.assessment.authority_help import why_gone
from sar.incidents.datum import drifted
from sar.incidents.gone_help import gone_units
from sar.incidents.lifecycle.same_case import is_closed_alone
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import sheet_of
from sar.incidents.other_authorities import not_ended
from sar.incidents.text_service import (
    case_of,
    contact_with,
    craft_for,
    same_event,
    stations,
)
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.wanted_lines import WantedLine
from sar.incidents.words import Office
from sar.languages.phrasing import ENGLISH, Wording
from sar.matching.helping import is_ditched
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.parties.declared_waters import declared_waters
from sar.requests import listing
from sar.requests.clearance_rules import LIVE
from sar.requests.deployment_traits import is_active
from sar.requests.listing import ClearanceList, DeploymentList, RequestList
from sar.requests.recovery import dark_at
from sar.requests.texts.addressee import refuse_addressee
from sar.requests.texts.asking_texts import AskedFor, OfferedHelp, OfferedUnit
from sar.requests.texts.call_script import Callee, Entry
from sar.requests.texts.handover import AskedLine, AuthorityLine, UnitLine
from sar.requests.texts.sitrep import AltitudeBlock, Operation, SearchArea
from sar.requests.texts.wanted import answer_given, answers_of, need_line, wanted_lines
from sar.requests.views import OfferView, RequestView
from sar.requests.visible import seen_times
from sar.requests.words import AnswerState, OfferState

MOST_UNITS: Final = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a text is composed of, as the caller's party may read it.

    `requests`: those of the case that are open and that its party has made. `is_smc`: the caller's
    centre is mission coordinator.
    """

    case: Case
    sender: Station
    to: Station | None
    to_id: UUID | None
    requests: list[RequestView]
    dark: bool | None
    """It is night at the datum."""
    is_smc: bool
    involved: bool
    """The caller's party is involved in the case."""

    def needs(self, words: Wording = ENGLISH) -> tuple[WantedLine, ...]:
        """The needs of the open requests, as a wording has them."""
        return wanted_lines(self.requests, dark=self.dark, words=words)


async def facts_of(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    *,
    to: UUID | None,
    calls: bool = False,
    now: datetime,
) -> Facts:
    """The facts of a text from the caller's centre to another, or to all. Conflict where the case
    is kept from the addressee.

    The way to call the people in distress goes to one who leads, is asked, or is called, and comes
    from one who is involved.
    """
    smc = incident.smc_centre_id
    involved = caller.party in await visible.parties_involved(db, incident.id)
    found = await stations(db, {caller.centre_id, smc, to})
    if to is not None and to not in found:
        raise Malformed.at("centre_id", "no_such_centre", "is not a centre in the directory")
    if to is not None:
        await refuse_addressee(db, incident, caller, found[to].party, involved=involved)
    requests = await listing.open_requests(db, caller.party, incident.id)
    seen = await visible.full_view_of(db, caller.party, incident.id, now=now)
    case = case_of(
        incident,
        lead=found[smc],
        reader=caller.party,
        now=now,
        same_event=await same_event(db, seen.event),
        voyage=seen.voyage,
        craft=await craft_for(db, incident, involved=involved),
    )
    if await is_closed_alone(db, incident):
        case = replace(case, lone_end=True)
    asked = {one.centre.id for request in requests for one in request.addressees}
    acts = to is not None and (calls or to == smc or to in asked)
    if acts and involved:
        case = replace(case, contact=contact_with(incident, now=now))
    return Facts(
        case=case,
        sender=found[caller.centre_id],
        to=None if to is None else found[to],
        to_id=to,
        requests=requests,
        dark=dark_at(drifted(incident, now=now).place, now),
        is_smc=caller.centre_id == smc,
        involved=involved,
    )


async def callee_of(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    facts: Facts,
    *,
    propose: bool,
    now: datetime,
    words: Wording = ENGLISH,
) -> Callee:
    """The centre to be called; `propose`: the mission coordinator calls it to take over."""
    to, to_id = facts.to, facts.to_id
    if to is None or to_id is None:
        raise Malformed.at("centre_id", "missing", "names the centre to be called")
    proposed = await visible.open_proposal(db, incident.id, Office.SMC)
    return Callee(
        station=to,
        asked=[line for one in asked_of(facts, words, now=now) for line in one.needs],
        answers=answers_of(facts.requests, to_id, words),
        proposed=facts.is_smc
        and (propose or (proposed is not None and proposed.to_centre_id == to_id)),
        entry=await _entry(db, caller, incident, to.party, now=now),
        ditched=is_ditched(incident.situation, incident.datum),
    )


async def _entry(
    db: AsyncSession, caller: Caller, incident: Incident, party: str, *, now: datetime
) -> Entry:
    """The way in which entry is spoken of with the party: the scene is in its waters, or it is
    concerned there, told first, or asked for a clearance, none of which says whose they are."""
    if party == caller.party:
        return Entry.UNSPOKEN
    if incident.datum is not None:
        waters = waters_at(incident.datum, await declared_waters(db))
        if party == waters.state:
            return Entry.THEIR_WATERS
        if party in (*waters.concerned, *coasts_near(incident.datum, waters)):
            return Entry.AT_POSITION
    if caller.party == incident.lead_party and incident.territory_of == party:
        return Entry.AT_POSITION
    wanted = ClearanceList(incident_id=incident.id, territory=party, limit=MOST_UNITS)
    found = await listing.clearances(db, caller.party, wanted, now=now)
    return Entry.AT_POSITION if any(one.state in LIVE for one in found) else Entry.UNSPOKEN


def asked_of(facts: Facts, words: Wording = ENGLISH, *, now: datetime) -> list[AskedFor]:
    """The open requests to the addressee; of all addressees, where it is none."""
    found = []
    for one in facts.requests:
        own = next((a for a in one.addressees if a.centre.id == facts.to_id), None)
        if facts.to_id is not None and own is None:
            continue
        lines = [need_line(need, words, now=now) for need in one.needs if need.withdrawn_at is None]
        found.append(
            AskedFor(
                reference=one.reference,
                needs=lines,
                message=one.message,
                acknowledge_by=own.acknowledge_due_at if own else None,
                answer_by=own.answer_due_at if own else None,
                state=own.state if own else AnswerState.SENT,
                answer=answer_given(own, words) if own else "",
            )
        )
    return found


async def offers_of(
    db: AsyncSession, caller: Caller, incident: Incident, *, now: datetime
) -> list[OfferedHelp]:
    """The offers of the caller's party for the case that wait for an answer."""
    found = await listing.offers(db, caller.party, incident_id=incident.id, now=now)
    own = [one for one in found if one.party == caller.party and one.state is OfferState.OFFERED]
    times = {
        one.work_id: one.at for one in await seen_times(db, caller.party, incident_id=incident.id)
    }
    wanted = RequestList(incident_id=incident.id, limit=MOST_UNITS)
    asked = {one.id: one.reference for one in await listing.requests(db, caller.party, wanted)}
    return [_offered(one, times, asked) for one in reversed(own)]


def _offered(
    one: OfferView, times: dict[UUID, datetime | None], asked: dict[UUID, str]
) -> OfferedHelp:
    return OfferedHelp(
        units=[
            OfferedUnit(
                name=item.name,
                kind=item.kind.value,
                quantity=item.quantity,
                persons=item.persons,
                promised_at=item.promised_at,
                expected_at=times.get(item.id),
                until_at=item.until_at,
            )
            for item in one.items
        ],
        conditions=one.conditions,
        valid_until=one.valid_until,
        rests_on=list(dict.fromkeys(f"{rest.article} {rest.agreement}" for rest in one.rests_on)),
        reference=asked.get(one.request_id, "") if one.request_id else "",
    )


async def units_of(db: AsyncSession, party: str, incident_id: UUID) -> list[UnitLine]:
    """The units and ships at work for the case, each with when it is expected."""
    wanted = DeploymentList(incident_id=incident_id, limit=MOST_UNITS)
    seen = await listing.deployments(db, party, wanted)
    times = {one.work_id: one.at for one in await seen_times(db, party, incident_id=incident_id)}
    names = {one.id: one.name for one in await directory.parties(db)}
    return [
        UnitLine(
            one.name,
            names.get(one.party, one.party) if one.party else None,
            one.state.value.replace("_", " "),
            times.get(one.id),
        )
        for one in seen
        if is_active(one.state, ship=one.ship_id is not None)
    ]


async def ships_of(db: AsyncSession, party: str, incident_id: UUID) -> list[str]:
    """The ships of opportunity that were hailed for the case, by name."""
    wanted = DeploymentList(incident_id=incident_id, limit=MOST_UNITS)
    seen = await listing.deployments(db, party, wanted)
    return sorted({one.name for one in seen if one.ship_id is not None})


def asked_lines(requests: Sequence[RequestView]) -> list[AskedLine]:
    """The requests, each with the centres asked and how their answers stand."""
    return [
        AskedLine(one.reference, [(a.centre.name, a.state.value) for a in one.addressees])
        for one in requests
    ]


def authority_lines(incident: Incident) -> list[AuthorityLine]:
    """The other authorities that have the case, without who said so."""
    gone = gone_units(incident.help_gone)
    return [
        AuthorityLine(
            name=one["name"],
            unit=one["unit"],
            contact_at=datetime.fromisoformat(one["contact_at"]) if one["contact_at"] else None,
            gone=why_gone(gone, name=one["name"], unit=one["unit"]),
        )
        for one in not_ended(incident.other_authorities)
    ]


async def operation_of(
    db: AsyncSession, caller: Caller, incident: Incident, facts: Facts
) -> Operation:
    """The work on the case, as the caller's party may read it."""
    water = incident.in_water
    return Operation(
        sheet=sheet_of(incident.assessment),
        units=await units_of(db, caller.party, incident.id),
        requests=asked_lines(facts.requests),
        authorities=authority_lines(incident),
        areas=[
            SearchArea(
                name=one["name"],
                corners=ring,
                assigned_to=one.get("assigned_to") or "",
                pattern=one.get("pattern") or "",
                note=one.get("note") or "",
            )
            for one in incident.search_areas
            for ring in outer_rings(one["area"])
        ],
        blocks=[
            AltitudeBlock(one["assigned_to"], one["from_ft"], one["to_ft"])
            for one in incident.altitude_blocks
        ],
        in_water_since=datetime.fromisoformat(water["since"]) if water else None,
        look_again_at=incident.look_again_at,
        outcome=incident.outcome,
    )


async def history_reason(db: AsyncSession, incident_id: UUID) -> str:
    """The reason for which the phase of the case was set."""
    phases = (await cases.history(db, incident_id)).phases
    return phases[-1].reason if phases else ""


def without_sources(facts: Facts) -> Facts:
    """The same facts without the sources of the case."""
    casualty = replace(facts.case.casualty, source="")
    case = replace(facts.case, reported_by="", reported_through="", contact="", casualty=casualty)
    return replace(facts, case=replace(case, route="", craft=None))
