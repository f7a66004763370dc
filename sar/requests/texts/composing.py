"""Ready-made texts of a case, from what the caller may read of it, its requests and its people."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, assert_never
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Malformed, Refusal
from sar.incidents import listing as cases
from sar.incidents import texts
from sar.incidents.datum import drifted
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import sheet_of
from sar.incidents.text_lines import WantedLine
from sar.incidents.text_service import case_of, stations
from sar.incidents.texts import Case, Station
from sar.parties.caller import Caller
from sar.requests import listing
from sar.requests.deployment_traits import is_active
from sar.requests.listing import DeploymentList
from sar.requests.recovery import dark_at
from sar.requests.texts.handover import RED, AskedLine, ToHandOver, UnitLine, twelve_facts
from sar.requests.texts.wanted import answers_of, wanted_lines
from sar.requests.views import HandoverLineView, HandoverSheetView, RequestView
from sar.requests.visible import seen_times

ALL_CONCERNED: Final = "ALL CONCERNED"
MOST_UNITS: Final = 500


class TextKind(StrEnum):
    """The texts that can be asked for."""

    SITREP_SHORT = "sitrep-short"
    CALL_SCRIPT = "call-script"
    MAYDAY_RELAY = "mayday-relay"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a text is composed of, as the caller's party may read it.

    `requests`: those of the case that are open and that its party has made.
    """

    case: Case
    sender: Station
    to: Station | None
    requests: list[RequestView]
    needs: tuple[WantedLine, ...]


async def facts_of(
    db: AsyncSession, caller: Caller, incident: Incident, *, to: UUID | None, now: datetime
) -> Facts:
    """The facts of a text from the caller's centre to another, or to all."""
    smc = incident.smc_centre_id
    found = await stations(db, {caller.centre_id, smc, to})
    if to is not None and to not in found:
        raise Malformed.at("centre_id", "no_such_centre", "is not a centre in the directory")
    lead = found[smc]
    requests = await listing.open_requests(db, caller.party, incident.id)
    return Facts(
        case=case_of(incident, lead=lead, reader=caller.party, now=now),
        sender=found[caller.centre_id],
        to=None if to is None else found[to],
        requests=requests,
        needs=wanted_lines(requests, dark=dark_at(drifted(incident, now=now).place, now)),
    )


async def text(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    kind: TextKind,
    *,
    centre_id: UUID | None = None,
    assistance: str = "",
    now: datetime,
) -> str:
    """The text as it reads now; `centre_id` is the addressee. A SITREP is a draft.

    Malformed when a call script names nobody to call; Conflict when the case does not allow it.
    """
    facts = await facts_of(db, caller, incident, to=centre_id, now=now)
    match kind:
        case TextKind.SITREP_SHORT:
            number = await cases.last_sitrep(db, incident.id, caller.centre_id) + 1
            return sitrep(facts, number=number, issued=False, assistance=assistance, now=now)
        case TextKind.CALL_SCRIPT:
            return _allowed(_script(facts, centre_id, now=now), incident)
        case TextKind.MAYDAY_RELAY:
            return _allowed(texts.mayday_relay(facts.case, sender=facts.sender, now=now), incident)
        case _:
            assert_never(kind)


async def handover(
    db: AsyncSession, caller: Caller, incident: Incident, *, now: datetime
) -> HandoverSheetView:
    """The twelve facts to hand over, as the caller's party may read them."""
    facts = await facts_of(db, caller, incident, to=None, now=now)
    history = await cases.history(db, incident.id)
    water = incident.in_water
    lines = twelve_facts(
        ToHandOver(
            case=facts.case,
            reason=history.phases[-1].reason if history.phases else "",
            sheet=sheet_of(incident.assessment),
            call_back=incident.source["call_back"] or "",
            language=incident.source["language"] or "",
            units=await _units(db, caller.party, incident.id),
            requests=[
                AskedLine(one.reference, [(a.centre.name, a.state.value) for a in one.addressees])
                for one in facts.requests
            ],
            kept_from=[one["party"] for one in incident.kept_from],
            in_water=f"PEOPLE IN THE WATER SINCE {water['since'][:16]}Z" if water else "",
        ),
        now=now,
    )
    return HandoverSheetView(
        as_of=now,
        lines=[
            HandoverLineView(fact=one.fact, text=one.text, known=one.known, first=one.fact in RED)
            for one in lines
        ],
    )


async def _units(db: AsyncSession, party: str, incident_id: UUID) -> list[UnitLine]:
    wanted = DeploymentList(incident_id=incident_id, limit=MOST_UNITS)
    seen = await listing.deployments(db, party, wanted)
    times = {one.work_id: one.at for one in await seen_times(db, party, incident_id=incident_id)}
    return [
        UnitLine(one.name, one.party, one.state.value.replace("_", " "), times.get(one.id))
        for one in seen
        if is_active(one.state, ship=one.ship_id is not None)
    ]


def _script(facts: Facts, centre_id: UUID | None, *, now: datetime) -> str | Refusal:
    if facts.to is None or centre_id is None:
        raise Malformed.at("centre_id", "missing", "names the centre to be called")
    return texts.call_script(
        facts.case,
        sender=facts.sender,
        to=facts.to,
        needs=facts.needs,
        answers=answers_of(facts.requests, centre_id),
        now=now,
    )


def _allowed(written: str | Refusal, incident: Incident) -> str:
    if isinstance(written, Refusal):
        raise Conflict.of(written, state=incident.state)
    return written


def sitrep(facts: Facts, *, number: int, issued: bool, assistance: str, now: datetime) -> str:
    """The short SITREP; it asks for what is still required where `assistance` is left empty."""
    return texts.sitrep_short(
        facts.case,
        sender=facts.sender,
        to=facts.to,
        number=number,
        issued=issued,
        assistance=texts.assistance_line(facts.case, facts.needs, said=assistance, now=now),
        now=now,
    )


def without_sources(facts: Facts) -> Facts:
    """The same facts without the sources of the case."""
    casualty = replace(facts.case.casualty, source="")
    return replace(facts, case=replace(facts.case, reported_by="", casualty=casualty))
