"""The appointment of an on-scene or aircraft coordinator, as it is told to all at work (pure).

SAR Convention, Annex 4.7.2: the most capable on scene, named early, before the units arrive if it
can be; until one is named, the first to arrive acts. The appointment is by voice or message, and
everybody may hear it: units are called by what is on file of them, and no typed word is said.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from sar.errors import Refusal
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.case_texts import (
    channels_of,
    for_all_to_hear,
    identity_on_air,
    not_worked_on,
    numbered,
    phase_name,
)
from sar.incidents.texts.message_frame import heading, message, reply_to
from sar.incidents.texts.open_air import heard, whom_on_air
from sar.incidents.texts.place_lines import position
from sar.incidents.texts.time_lines import time_of_day
from sar.incidents.texts.weather_lines import weather_line
from sar.incidents.words import Office
from sar.languages.phrasing import ENGLISH, Wording
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
    units: Sequence[UnitLine] = (),
    blocks: Sequence[AltitudeBlock] = (),
    sender: Station,
    now: datetime,
    words: Wording = ENGLISH,
) -> str | Refusal:
    """The appointment of the one that holds the office, with dots where no unit of it is on file.
    Refused while nobody holds it, to a party that does not lead, and once nobody works on the case
    any more."""
    case = heard(case, words)
    holder = case.on_scene if office is Office.OSC else case.in_the_air
    if refused := not_worked_on(case, "appointment"):
        return refused
    if refused := _refused(case, office, holder):
        return refused
    say = partial(words.say, "appointment")
    to = say("{holder}, AND ALL UNITS AT WORK", holder=holder)
    lines = [
        *heading(case, sender=sender, to=to, now=now, words=words),
        say(
            "APPOINTED {office} OF CASE {reference}, FROM NOW: {holder}",
            office=words.word(NAMES[office]),
            reference=case.reference,
            holder=holder,
        ),
        *_casualty(case, words),
        *_at_work(case, units, blocks, words, now=now),
        *([say("OSC: {holder}", holder=case.on_scene)] if _tells_osc(case, office) else []),
        *([say("ACO: {holder}", holder=case.in_the_air)] if _tells_aco(case, office) else []),
        *numbered(words.word(duty) for duty in DUTIES[office]),
        say(
            "ACKNOWLEDGE, AND SAY IF YOU CANNOT. MISSION COORDINATOR STAYS {centre}.",
            centre=case.lead.name,
        ),
        *reply_to(sender, words=words),
    ]
    return message(case, lines, words)


def _refused(case: Case, office: Office, holder: str) -> Refusal | None:
    name = NAMES[office]
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
    return None


def _casualty(case: Case, words: Wording) -> list[str]:
    """The lines on the phase, the casualty, and the weather there."""
    say = partial(words.say, "appointment")
    return [
        say("PHASE: {phase}", phase=phase_name(case.phase, words)),
        words.say("request", "CASUALTY: {casualty}", casualty=identity_on_air(case, words)),
        words.say(
            "request",
            "POSITION: {position}",
            position=position(case.datum, route=case.route, words=words),
        ),
        words.say("request", "PERSONS: {persons}", persons=for_all_to_hear(case, words)),
        *weather_line(case.weather, words),
    ]


def _at_work(
    case: Case,
    units: Sequence[UnitLine],
    blocks: Sequence[AltitudeBlock],
    words: Wording,
    *,
    now: datetime,
) -> list[str]:
    """The lines on the units, their heights and the channels."""
    say = partial(words.say, "appointment")
    called = [one.name for one in units]
    at_work = words.listed(_unit(one, words, now=now) for one in units)
    channels = channels_of(case)
    kept = [replace(one, assigned_to=whom_on_air(one.assigned_to, called, words)) for one in blocks]
    return [
        say("UNITS: {units}", units=at_work) if at_work else say("UNITS: NONE TASKED YET"),
        *([say("HEIGHTS: {heights}", heights=heights(kept, words))] if kept else []),
        *([words.say("request", "CHANNELS: {channels}", channels=channels)] if channels else []),
    ]


def _tells_osc(case: Case, office: Office) -> bool:
    return office is Office.ACO and bool(case.on_scene)


def _tells_aco(case: Case, office: Office) -> bool:
    return office is Office.OSC and bool(case.in_the_air)


def _unit(one: UnitLine, words: Wording, *, now: datetime) -> str:
    expected = f" {words.apart(time_of_day(one.expected_at, now=now))}" if one.expected_at else ""
    return f"{words.apart(one.name)} {words.word(one.state)}{expected}"
