"""Situation reports of a case, short and full, by the headings of the IMO (pure).

IAMSAR Volume II, SITREP: A to F are the short form, with which the first report leaves at once;
G to N are added later, without an I. House figure: one an hour, and one at each change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.geo.position import LatLon, format_telex
from sar.incidents.distress import Answer, Criterion, Sheet
from sar.incidents.sheet_words import CRITERIA
from sar.incidents.text_lines import date_time_group, position, time_of_day, weather, weather_head
from sar.incidents.texts import (
    PHASE_NAMES,
    Case,
    Station,
    at_risk,
    coordinators,
    heading,
    identity,
    message,
    references,
    reply_to,
    reported,
    sentences,
)
from sar.incidents.words import IncidentState, SitrepForm
from sar.requests.texts.handover import AskedLine, UnitLine

SEEN: Final = (
    Criterion.NOT_SEAWORTHY,
    Criterion.OVERLOADED,
    Criterion.SHORT_OF_SUPPLIES,
    Criterion.NO_ABLE_CREW,
    Criterion.NO_EQUIPMENT,
    Criterion.NO_LIFE_JACKETS,
    Criterion.ADRIFT,
    Criterion.BELOW_DECK,
    Criterion.LISTING,
)
"""The lines of the assessment that describe the craft."""
NOT_ON_FILE: Final = "NOTHING ON FILE"
MOST_CORNERS: Final = 12
"""An area of more is told by the box around it."""


@dataclass(frozen=True, slots=True)
class SearchArea:
    """An area to be searched, by its corners."""

    name: str
    corners: Sequence[LatLon]
    assigned_to: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class AltitudeBlock:
    """Heights that are kept for one aircraft or purpose."""

    assigned_to: str
    from_ft: int
    to_ft: int


def heights(blocks: Sequence[AltitudeBlock]) -> str:
    """The heights, and for whom each are kept."""
    return ", ".join(f"{one.from_ft} TO {one.to_ft} FT {one.assigned_to}" for one in blocks)


@dataclass(frozen=True, slots=True)
class Operation:
    """The work on a case, as the reader may see it."""

    sheet: Sheet
    units: Sequence[UnitLine] = ()
    requests: Sequence[AskedLine] = ()
    areas: Sequence[SearchArea] = ()
    blocks: Sequence[AltitudeBlock] = ()
    in_water_since: datetime | None = None
    look_again_at: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ReportHead:
    """The report itself: its number and form. `assistance`: what is required; `plans`: what comes
    next."""

    number: int
    form: SitrepForm
    issued: bool
    assistance: str
    plans: str = ""


def usual_form(number: int) -> SitrepForm:
    """The form of the report of that number: the first one leaves short, at once."""
    return SitrepForm.SHORT if number == 1 else SitrepForm.FULL


def sitrep(
    case: Case,
    report: ReportHead,
    of: Operation,
    *,
    sender: Station,
    to: Station | None,
    now: datetime,
) -> str:
    """A SAR situation report. One that is not issued says so."""
    final = " AND FINAL" if case.state is IncidentState.CLOSED else ""
    draft = "" if report.issued else " (DRAFT, NOT ISSUED)"
    lines = [
        *heading(case, sender=sender, to=_addressee(to), now=now),
        f"SAR SITREP NO {report.number}{final}{draft}",
        f"CASE {references(case)}",
        *_short(case, report),
    ]
    if report.form is SitrepForm.FULL:
        lines += _full(case, report, of, now=now)
    elif seen := weather(case.weather):
        lines.append(f"H. {weather_head(case.weather)}: {seen}")
    return message(case, [*lines, *reply_to(sender, lead=case.lead)])


def _addressee(to: Station | None) -> str:
    return to.named if to else "ALL CONCERNED"


def _short(case: Case, report: ReportHead) -> Iterator[str]:
    yield f"A. IDENTITY OF CASUALTY: {identity(case)}"
    yield f"B. POSITION: {position(case.datum, route=case.route)}"
    yield f"C. SITUATION: {_situation(case)}"
    yield f"D. NUMBER OF PERSONS AT RISK: {at_risk(case)}"
    yield f"E. ASSISTANCE REQUIRED: {report.assistance}"
    yield f"F. COORDINATING RCC: {coordinators(case)}"
    if case.contact:
        yield f"CASUALTY CONTACT, FOR THE ADDRESSEE ALONE: {case.contact}"


def _situation(case: Case) -> str:
    ended = {
        IncidentState.SUSPENDED: "SEARCH SUSPENDED",
        IncidentState.CLOSED: "CASE CLOSED",
    }.get(case.state)
    phase = PHASE_NAMES[case.phase]
    if ended:
        at = f" {date_time_group(case.ended_at)}" if case.ended_at else ""
        phase = f"{ended}{at} IN PHASE {phase}"
    kind = f"{phase}, {case.situation.replace('_', ' ').upper()}"
    return sentences(kind, case.description, reported(case))


def _full(case: Case, report: ReportHead, of: Operation, *, now: datetime) -> Iterator[str]:
    yield f"G. DESCRIPTION OF CASUALTY: {_craft(case, of)}"
    yield f"H. {weather_head(case.weather)}: {weather(case.weather) or NOT_ON_FILE}"
    yield f"J. INITIAL ACTION TAKEN: {_action(of, now=now)}"
    yield f"K. SEARCH AREA: {_areas(of)}"
    yield f"L. COORDINATING INSTRUCTIONS: {_instructions(case, of)}"
    yield f"M. FUTURE PLANS: {_plans(case, report, of, now=now)}"
    yield f"N. ADDITIONAL INFORMATION/CONCLUSION: {_conclusion(case, of)}"


def _craft(case: Case, of: Operation) -> str:
    said = [
        f"{CRITERIA[one]}: {answer}"
        for one in SEEN
        if (answer := of.sheet.get(one)) and answer is not Answer.NOT_KNOWN
    ]
    water = (
        f"PEOPLE IN THE WATER SINCE {date_time_group(of.in_water_since)}"
        if of.in_water_since and case.state is IncidentState.OPEN
        else ""
    )
    return sentences(", ".join(said), water) or NOT_ON_FILE


def _action(of: Operation, *, now: datetime) -> str:
    asked = [
        f"{one.reference} TO {', '.join(f'{name} ({state})' for name, state in one.centres)}"
        for one in of.requests
        if one.centres
    ]
    return sentences(
        f"TASKED {', '.join(_unit(one, now=now) for one in of.units)}" if of.units else "",
        f"ASKED {', '.join(asked)}" if asked else "",
    ) or ("NO UNIT TASKED, NOBODY ASKED")


def _unit(one: UnitLine, *, now: datetime) -> str:
    whose = one.owner or "SHIP OF OPPORTUNITY"
    expected = f", EXPECTED {time_of_day(one.expected_at, now=now)}" if one.expected_at else ""
    return f"{one.name} ({whose}) {one.state}{expected}"


def _areas(of: Operation) -> str:
    return sentences(*map(_area, of.areas)) or NOT_ON_FILE


def _area(one: SearchArea) -> str:
    corners = ", ".join(format_telex(corner) for corner in one.corners)
    if len(one.corners) > MOST_CORNERS:
        lats, lons = [p.lat for p in one.corners], [p.lon for p in one.corners]
        south_west, north_east = LatLon(min(lats), min(lons)), LatLon(max(lats), max(lons))
        corners = f"WITHIN {format_telex(south_west)} TO {format_telex(north_east)}, SEE THE CHART"
    details = ", ".join(part for part in (one.pattern, one.assigned_to) if part)
    return f"{one.name}: {corners}" + (f" ({details})" if details else "")


def _instructions(case: Case, of: Operation) -> str:
    blocks = heights(of.blocks)
    return sentences(
        f"OSC {case.on_scene}" if case.on_scene else "NO OSC NAMED",
        f"ACO {case.in_the_air}" if case.in_the_air else "",
        f"CHANNELS {', '.join(case.channels)}" if case.channels else "",
        f"HEIGHTS {blocks}" if blocks else "",
    )


def _plans(case: Case, report: ReportHead, of: Operation, *, now: datetime) -> str:
    look = (
        f"LOOK AGAIN BY {time_of_day(of.look_again_at, now=now)}"
        if of.look_again_at and case.state is IncidentState.SUSPENDED
        else ""
    )
    goes_on = {
        IncidentState.OPEN: "SEARCH AND RESCUE GO ON. NEXT SITREP WITHIN THE HOUR",
        IncidentState.SUSPENDED: "ANY NEWS RESUMES THE SEARCH",
        IncidentState.CLOSED: "",
    }[case.state]
    return sentences(report.plans, look, goes_on) or "NONE"


def _conclusion(case: Case, of: Operation) -> str:
    at = ""
    if case.state is not IncidentState.OPEN and case.ended_at is not None:
        ended = "SUSPENDED" if case.state is IncidentState.SUSPENDED else "ENDED"
        at = f"SEARCH AND RESCUE {ended} {date_time_group(case.ended_at)}"
    return sentences(at, of.outcome) or "NONE"
