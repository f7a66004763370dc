"""Facts of a case and of centres, loaded as its ready-made texts name them."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.words import Phase
from sar.geo.position import LatLon, format_telex
from sar.geo.state_names import BY_CODE
from sar.incidents import case_people, people_presenting, presenting
from sar.incidents.coordination_views import EventView
from sar.incidents.datum import drifted, followed_until, told_at, within_nm
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import has_left_distress
from sar.incidents.next_call import next_call_line
from sar.incidents.people.fewer_on_board import was_of
from sar.incidents.people.headcount import KindTotal
from sar.incidents.people.outstanding import PersonsRange
from sar.incidents.place_views import VoyageView
from sar.incidents.schemas import ConditionsBody
from sar.incidents.texts.case_facts import Case, Contact, LinkedCase, RadioChannel, Station
from sar.incidents.texts.craft import Craft
from sar.incidents.texts.people_lines import Casualty, People, persons
from sar.incidents.texts.place_lines import Datum, Plot
from sar.incidents.texts.time_lines import date_time_group
from sar.incidents.texts.weather_lines import Weather
from sar.incidents.words import IncidentState
from sar.parties import visible as directory


async def stations(db: AsyncSession, ids: set[UUID | None]) -> dict[UUID, Station]:
    """Centres as texts name them."""
    names = {party.id: party.name for party in await directory.parties(db)}
    centres = await directory.centres(db, ids=[id_ for id_ in ids if id_ is not None])
    return {
        centre.id: Station(
            name=centre.name,
            party_name=names[centre.party],
            party=centre.party,
            listed=centre.listed,
            languages=tuple(centre.languages),
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


async def same_event(db: AsyncSession, event: EventView | None) -> tuple[LinkedCase, ...]:
    """The cases linked with a case, as texts name them."""
    linked = event.cases[1:] if event else []
    if not linked:
        return ()
    names = {party.id: party.name for party in await directory.parties(db)}
    found = await stations(db, {one.smc.id for one in linked if one.smc})
    return tuple(
        LinkedCase(one.reference, names[one.party], found[one.smc.id] if one.smc else None)
        for one in linked
    )


def case_of(
    incident: Incident,
    *,
    lead: Station,
    reader: str,
    now: datetime,
    same_event: tuple[LinkedCase, ...] = (),
    voyage: VoyageView | None = None,
    craft: Craft | None = None,
) -> Case:
    """The facts of an incident that the reader's texts use, its place as it is now."""
    return Case(
        reference=incident.reference,
        title=incident.title,
        phase=incident.phase,
        situation=incident.situation,
        exercise=incident.exercise,
        object_class=incident.object_class,
        description=incident.description,
        reported_by=incident.source["who"],
        reported_through=incident.source["channel"] or "",
        reported_at=incident.opened_at,
        lead=lead,
        casualty=_casualty(incident),
        datum=_datum(incident, now=now),
        weather=_weather(incident),
        on_scene=_holder(incident.osc),
        in_the_air=_holder(incident.aco),
        channels=tuple(RadioChannel(c["purpose"], c["channel"]) for c in incident.channels),
        people=_people(incident) if reader == incident.lead_party else None,
        leads=reader == incident.lead_party,
        nobody_missing=case_people.outstanding_of(incident).most == 0,
        lone_end=incident.state is IncidentState.OPEN
        and incident.phase is not Phase.DISTRESS
        and has_left_distress(incident.assessment),
        state=incident.state,
        ended_at=incident.closed_at or incident.suspended_at,
        same_event=same_event,
        route=route_text(voyage),
        route_by_positions=route_text(voyage, ports=False),
        craft=craft,
    )


def _people(incident: Incident) -> People:
    told = people_presenting.people(incident)
    aboard = tuple((one.name, one.persons) for one in told.aboard)
    delivered = tuple((one.place, one.persons) for one in told.delivered)
    return People(
        found=case_people.found_of(incident),
        died=told.died,
        dead_aboard=tuple((one.name, one.persons) for one in told.dead_aboard),
        dead_landed=tuple((one.place, one.persons) for one in told.dead_landed),
        uncounted_at=tuple(dict.fromkeys(one.place for one in told.uncounted_delivered)),
        back_in_water=told.back_in_water,
        kinds=tuple(KindTotal(one.kind, one.counted, one.of) for one in told.kinds),
        outstanding=PersonsRange(told.outstanding_min, told.outstanding_max),
        aboard=aboard,
        delivered=delivered,
    )


def route_text(voyage: VoyageView | None, *, ports: bool = True) -> str:
    """The intended route as a line of a signal; empty where nobody has told it to the reader.
    Without the names of its `ports` for the air: positions and times alone."""
    if voyage is None:
        return ""
    port = format_telex(voyage.port_at.to_latlon()) if voyage.port_at else ""
    begin = ", ".join(filter(None, (voyage.last_port if ports else "", port)))
    turns = [format_telex(LatLon(lat=lat, lon=lon)) for lon, lat in voyage.way]
    left = f"LEFT {date_time_group(voyage.left_at)}" if voyage.left_at else ""
    named = [
        f"FROM {begin}" if begin else "",
        left,
        f"BOUND FOR {voyage.bound_for}" if ports and voyage.bound_for else "",
        f"BY {' - '.join(turns)}" if turns else "",
    ]
    return ", ".join(filter(None, named))


async def craft_for(db: AsyncSession, incident: Incident, *, involved: bool) -> Craft | None:
    """The identity of the craft, for those who are involved in the case; its flag by the State's
    name, where the directory has it."""
    if not involved:
        return None
    has_flag = bool(incident.craft and incident.craft["flag"])
    return Craft.of(incident.craft, await directory.state_names(db) if has_flag else BY_CODE)


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
        followed_until=followed_until(incident.datum_at) if present.is_unknown else None,
    )


def _weather(incident: Incident) -> Weather | None:
    told = ConditionsBody.of_kept(incident.conditions)
    known = {figure: getattr(told, figure) for figure in _FIGURES}
    if all(value is None for value in known.values()):
        return None
    return Weather(
        **known,
        sea_state_by_height=told.sea_state_by_height,
        source=told.source,
        at=told.at,
    )


_FIGURES: Final = (
    "wind_from_deg", "wind_kn", "wind_m_s", "wave_height_m", "sea_state", "visibility_nm",
    "cloud_base_ft", "air_c", "water_c",
)  # fmt: skip


def persons_at_risk(incident: Incident) -> str:
    """The number on board, as far as two persons have said; who they are, and whose word it is,
    is nobody's abroad."""
    return persons(Casualty(pob_min=incident.pob_min, pob_max=incident.searched_for.most))


def _casualty(incident: Incident) -> Casualty:
    """The people on board, for whom the search goes on: one person's lower number alone is told as
    a range up to what had been said."""
    fewer = incident.fewer_on_board
    return Casualty(
        pob_min=incident.pob_min,
        pob_max=incident.searched_for.most,
        before=was_of(fewer) if fewer else None,
        children=incident.pob.get("children"),
        unaccompanied=incident.pob.get("unaccompanied"),
        source=incident.pob.get("source") or "",
    )


def contact_with(incident: Incident, *, now: datetime) -> str:
    """The ways to call the people in distress, and the language; for those alone who are involved,
    and for whom these ask to act."""
    call_back, language = incident.source["call_back"], incident.source["language"]
    if not call_back:
        return ""
    return ", ".join(part for part in (call_back, language, next_call(incident, now=now)) if part)


def next_call(incident: Incident, *, now: datetime) -> str:
    """The next call to them: `NEXT CALL 1330Z`; empty where there is none."""
    at = presenting.next_call_of(incident)
    return next_call_line(at, now=now) if at else ""


def _holder(office: dict[str, Any] | None) -> str:
    if office is None:
        return ""
    return " ".join(part for part in (office["name"], office["channel"]) if part)
