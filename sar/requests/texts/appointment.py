"""The appointment of an on-scene or aircraft coordinator, as it is told to all at work (pure).

SAR Convention, Annex 4.7.2: the most capable on scene, named early, before the units arrive if it
can be; until one is named, the first to arrive acts. The appointment is by voice or message.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sar.errors import Refusal
from sar.incidents.text_lines import position, time_of_day, weather, weather_head
from sar.incidents.texts import (
    PHASE_NAMES,
    Case,
    Station,
    for_all_to_hear,
    heading,
    identity,
    message,
    not_worked_on,
    numbered,
    reply_to,
)
from sar.incidents.words import Office
from sar.languages.places import filled
from sar.requests.texts.handover import UnitLine
from sar.requests.texts.sitrep import AltitudeBlock, heights

NAMES: Final = {
    Office.OSC: "ON-SCENE COORDINATOR (OSC)",
    Office.ACO: "AIRCRAFT COORDINATOR (ACO)",
}
DUTIES: Final = {
    Office.OSC: (
        "TAKE COORDINATION OF ALL UNITS ON SCENE, KEEP THEM APART, TELL EACH ITS TASK",
        "COUNT WHO IS TAKEN ABOARD AND BY WHOM, ALIVE AND DEAD, CHILDREN APART",
        "KEEP US TOLD OF WEATHER, SEARCHED AREAS, UNITS THAT ARRIVE AND LEAVE",
        "REPORT BY SITREP EVERY HOUR AND AT EACH CHANGE",
    ),
    Office.ACO: (
        "KEEP AIRCRAFT APART BY HEIGHT, AREA AND TIME, GIVE ENTRY AND EXIT POINTS",
        "KEEP THE OSC AND US TOLD OF AIRCRAFT THAT ARRIVE AND LEAVE, AND OF THEIR FUEL",
        "SAY AT ONCE WHAT ENDANGERS THEM",
    ),
}


def appointment(
    case: Case,
    office: Office,
    *,
    holder: str,
    units: Sequence[UnitLine] = (),
    blocks: Sequence[AltitudeBlock] = (),
    sender: Station,
    now: datetime,
) -> str | Refusal:
    """The appointment of the one that holds the office; refused while nobody does, to a party that
    does not lead, and once nobody works on the case any more."""
    name = NAMES[office]
    if refused := not_worked_on(case, "appointment"):
        return refused
    if not case.leads:
        return Refusal(
            "not_lead",
            filled(
                "{name} appoints it: it leads {reference}.",
                name=case.lead.name,
                reference=case.reference,
            ),
        )
    if not holder:
        return Refusal(
            "nobody_named",
            f"Nobody is named {name} of {case.reference}: name one first.",
        )
    lines = [
        *heading(case, sender=sender, to=f"{holder}, AND ALL UNITS AT WORK", now=now),
        f"APPOINTED {name} OF CASE {case.reference}, FROM NOW: {holder}",
        f"PHASE: {PHASE_NAMES[case.phase]}",
        f"CASUALTY: {identity(case)}",
        f"POSITION: {position(case.datum, route=case.route)}",
        f"PERSONS: {for_all_to_hear(case)}",
        *([f"{weather_head(case.weather)}: {w}"] if (w := weather(case.weather)) else []),
        f"UNITS: {', '.join(_unit(one, now=now) for one in units) or 'NONE TASKED YET'}",
        *([f"HEIGHTS: {heights(blocks)}"] if blocks else []),
        *([f"CHANNELS: {', '.join(case.channels)}"] if case.channels else []),
        *([f"OSC: {case.on_scene}"] if office is Office.ACO and case.on_scene else []),
        *([f"ACO: {case.in_the_air}"] if office is Office.OSC and case.in_the_air else []),
        *numbered(DUTIES[office]),
        f"ACKNOWLEDGE, AND SAY IF YOU CANNOT. MISSION COORDINATOR STAYS {case.lead.name}.",
        *reply_to(sender),
    ]
    return message(case, lines)


def _unit(one: UnitLine, *, now: datetime) -> str:
    expected = f" {time_of_day(one.expected_at, now=now)}" if one.expected_at else ""
    return f"{one.name} {one.state}{expected}"
