"""Service of a case's ready-made texts: loads rows and directory, and lets `texts` write."""

from datetime import datetime
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Malformed, Refusal
from sar.incidents import texts
from sar.incidents.datum import drifted, told_at, within_nm
from sar.incidents.models import Incident
from sar.incidents.texts import Case, Casualty, Contact, Datum, Plot, Station, Weather
from sar.parties import visible as directory
from sar.parties.caller import Caller


class TextKind(StrEnum):
    """The texts that can be asked for."""

    SITREP_SHORT = "sitrep-short"
    CALL_SCRIPT = "call-script"
    MAYDAY_RELAY = "mayday-relay"


async def text(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    kind: TextKind,
    *,
    centre_id: UUID | None = None,
    number: int = 1,
    assistance: str = "",
    now: datetime,
) -> str:
    """The text, sent by the caller's centre; `centre_id` is the addressee.

    Malformed when a call script names nobody to call; Conflict when the case does not allow it.
    """
    found = await stations(db, {caller.centre_id, incident.lead_centre_id, centre_id})
    if centre_id is not None and centre_id not in found:
        raise Malformed.at("centre_id", "no_such_centre", "is not a centre in the directory")
    case = case_of(incident, lead=found[incident.lead_centre_id], now=now)
    sender = found[caller.centre_id]
    to = None if centre_id is None else found[centre_id]
    match kind:
        case TextKind.SITREP_SHORT:
            return texts.sitrep_short(
                case, sender=sender, to=to, number=number, assistance=assistance, now=now
            )
        case TextKind.CALL_SCRIPT:
            if to is None:
                raise Malformed.at("centre_id", "missing", "names the centre to be called")
            return texts.call_script(case, sender=sender, to=to, now=now)
        case TextKind.MAYDAY_RELAY:
            relay = texts.mayday_relay(case, sender=sender, now=now)
            if isinstance(relay, Refusal):
                raise Conflict.of(relay, state=incident.state)
            return relay
        case _:
            assert_never(kind)


async def stations(db: AsyncSession, ids: set[UUID | None]) -> dict[UUID, Station]:
    """Centres as texts name them."""
    names = {party.id: party.name for party in await directory.parties(db)}
    centres = await directory.centres(db, ids=[id_ for id_ in ids if id_ is not None])
    return {
        centre.id: Station(
            name=centre.name,
            party_name=names[centre.party],
            listed=centre.listed,
            contacts=tuple(
                Contact(
                    channel=str(contact["channel"]),
                    value=str(contact["value"]),
                    language=str(contact.get("language") or ""),
                    verified_on=str(contact.get("verified_on") or ""),
                )
                for contact in centre.contacts
            ),
        )
        for centre in centres
    }


def case_of(incident: Incident, *, lead: Station, now: datetime) -> Case:
    """The facts of an incident that texts use, its place as it is now."""
    return Case(
        reference=incident.reference,
        title=incident.title,
        phase=incident.phase,
        situation=incident.situation,
        exercise=incident.exercise,
        object_class=incident.object_class,
        description=incident.description,
        reported_by=incident.source["who"],
        reported_at=incident.opened_at,
        lead=lead,
        casualty=Casualty(
            pob_min=incident.pob_min,
            pob_max=incident.pob_max,
            children=incident.pob.get("children"),
            unaccompanied=incident.pob.get("unaccompanied"),
            source=incident.pob.get("source") or "",
        ),
        datum=_datum(incident, now=now),
        weather=_weather(incident),
        on_scene=_on_scene(incident),
        channels=tuple(f"{c['purpose']} {c['channel']}" for c in incident.channels),
    )


def _datum(incident: Incident, *, now: datetime) -> Datum | None:
    at = told_at(incident, now=now)
    present = drifted(incident, now=at)
    if incident.datum is None or incident.datum_at is None or present.place is None:
        return None
    known_nm = within_nm(incident.datum_uncertainty_nm or 0.0)
    drift = present.drift
    return Datum(
        known=Plot(incident.datum, incident.datum_at, known_nm),
        now=Plot(present.place, at, within_nm(present.uncertainty_nm)),
        course_deg=drift.course_deg if drift else None,
        speed_kn=drift.speed_kn if drift else None,
    )


def _weather(incident: Incident) -> Weather | None:
    known = incident.conditions
    figures = ("wind_from_deg", "wind_kn", "sea_state", "visibility_nm", "water_c")
    if not any(known.get(figure) is not None for figure in figures):
        return None
    return Weather(**{figure: known.get(figure) for figure in figures})


def _on_scene(incident: Incident) -> str:
    if incident.osc is None:
        return ""
    return " ".join(part for part in (incident.osc["name"], incident.osc["channel"]) if part)
