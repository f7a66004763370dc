"""The text of a clearance as it stands: for a call, or for a message beside the platform.

SAR Convention, Annex 3.1.3: full details of the projected mission and the need for it; 3.1.4: the
State acknowledges at once and states conditions, if any. Parts that nobody has told say so where
the State must know them, and are left out else; nothing is invented.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum, auto
from typing import Final, assert_never

from sar.agreements.sentences import SENSORS
from sar.agreements.words import (
    RESCUE,
    AssetService,
    ClearanceMode,
    Phase,
    Situation,
)
from sar.geo.position import format_telex
from sar.geo.territory import undetermined
from sar.geo.waters import DISCLAIMER, WhoseWaters
from sar.incidents.telex import set_out, signal_of
from sar.incidents.text_lines import date_time_group
from sar.incidents.texts import (
    PHASE_NAMES,
    PRIORITIES,
    ROUTINE,
    Station,
    marked,
    numbered_contacts,
    reply_to,
)
from sar.requests.clearance_rules import UNANSWERED, UNREAD
from sar.requests.clearance_views import ClearanceView
from sar.requests.words import ClearanceState

TO_WRITE_DOWN: Final = (
    "",
    "WRITE DOWN: the function of who answers (no name), the time in Z, each answer as said.",
    "THEN: record the answer on the platform.",
)
CONDITIONS: Final = ", AND STATE CONDITIONS, IF ANY"
MAY_NOT_ENTER: Final = "THE UNIT MAY NOT ENTER"
SERVICES: Final = {
    AssetService.CIVIL: "CIVIL",
    AssetService.STATE: "STATE, NOT MILITARY",
    AssetService.MILITARY: "MILITARY",
}
NOT_TOLD: Final = "NOT TOLD"
PURPOSES: Final = {
    **dict.fromkeys(RESCUE, "SOLELY FOR SEARCH AND RESCUE"),
    Situation.LAND: "SOLELY FOR SEARCH AND RESCUE ON LAND",
    Situation.NATURAL_DISASTER: "SOLELY FOR DISASTER RELIEF",
    Situation.POLLUTION: "SOLELY FOR RESPONSE TO POLLUTION",
    Situation.BORDER_EMERGENCY: "FOR HELP IN A BORDER EMERGENCY",
    Situation.CAPACITY_BUILDING: "FOR CAPACITY BUILDING",
}
"""Annex 3.1.2 and 3.1.3 speak of entry solely for search and rescue: other work says what it is."""


PREJUDICE: Final = DISCLAIMER.rstrip(".").upper()
NOT_DETERMINED: Final = frozenset({"not_determined_asked", "not_determined_told"})
PASSING: Final = frozenset({"passes_through", "transit_passage", "sea_lanes_passage"})
"""These rulings are the same in a State's waters and where it is not determined whose they are."""


class Into(Enum):
    """The waters that are entered, for the centre that is asked."""

    ITS_WATERS = auto()
    ITS_REGION = auto()
    """Not determined whose they are; they lie in its region."""
    SHARED_WATERS = auto()
    """Not determined whose they are, and in no region of its own: its party is concerned."""
    UNPLACED_WATERS = auto()
    """No State's by the ruling, and no position is given."""


def into(code: str, *, by_lead: bool, here: WhoseWaters | None, in_region: bool) -> Into:
    """The waters as the text tells them: by the lead's word, if it has said that they are that
    State's, else by the ruling's `code`. `here`: those at the position given, as they are known
    now; None: none is given. `in_region`: it lies in the region of the centre that is asked."""
    if by_lead:
        return Into.ITS_WATERS
    if here is None:
        return Into.UNPLACED_WATERS if code in NOT_DETERMINED | PASSING else Into.ITS_WATERS
    if code in NOT_DETERMINED or undetermined(here.state):
        return Into.ITS_REGION if in_region else Into.SHARED_WATERS
    return Into.ITS_WATERS


def signal(
    asked: ClearanceView,
    *,
    type_name: str,
    sender: Station,
    to: Station,
    at_work: bool,
    persons: str = "",
    into: Into,
    now: datetime,
) -> str:
    """The message, and while an answer is awaited after the number to call and before the answers
    to write down. `at_work`: the unit is still at work. `persons`: how many are at risk, for a
    reader who is involved in the case. `into`: the waters as they are known now."""
    awaits = at_work and asked.state in UNREAD | UNANSWERED
    message = marked(
        [
            *_head(asked, sender=sender, to=to, at_work=at_work, into=into, now=now),
            *_mission(asked, type_name=type_name, sender=sender, persons=persons, at_work=at_work),
            *(_stands(asked, to=to, now=now) if at_work else [_over(asked)]),
            *reply_to(sender),
        ],
        exercise=asked.exercise,
    )
    if not awaits:
        return signal_of(message)
    call = [f"CALL {to.named}, in this order:", *numbered_contacts(to.contacts)]
    return set_out([*call, ""]) + signal_of(message) + set_out(TO_WRITE_DOWN)


def _head(
    asked: ClearanceView,
    *,
    sender: Station,
    to: Station,
    at_work: bool,
    into: Into,
    now: datetime,
) -> Iterator[str]:
    basis = asked.basis
    by = (
        f"{basis.article} OF {basis.agreement}, VERSION {basis.version}"
        if basis.agreement
        else basis.instrument or ""
    )
    notified = asked.mode is ClearanceMode.NOTIFY
    what = "NOTIFICATION OF ENTRY" if notified else "REQUEST FOR ENTRY"
    yield PRIORITIES[asked.phase] if asked.phase and at_work else ROUTINE
    yield date_time_group(now)
    yield f"FROM {sender.named}"
    yield f"TO {to.named}"
    yield f"{what} INTO {_where(into, to)}, {PURPOSES[asked.situation]}"
    yield PREJUDICE
    yield f"BASIS: {by}"
    phase = f", {PHASE_NAMES[asked.phase]}" if asked.phase else ""
    yield f"CASE {asked.reference}: {asked.situation.replace('_', ' ').upper()}{phase}"


def _where(into: Into, to: Station) -> str:
    match into:
        case Into.ITS_WATERS:
            return f"THE TERRITORY OR TERRITORIAL SEA OF {to.party_name}"
        case Into.ITS_REGION:
            region = f"WATERS IN THE SAR REGION OF {to.name}"
            return f"{region}, WHOSE WATERS THESE ARE IS NOT DETERMINED HERE"
        case Into.SHARED_WATERS:
            return "WATERS AT THE POSITION GIVEN, WHOSE WATERS THESE ARE IS NOT DETERMINED HERE"
        case Into.UNPLACED_WATERS:
            return "WATERS WHOSE STATE IS NOT DETERMINED HERE"
        case _:
            assert_never(into)


def _mission(
    asked: ClearanceView, *, type_name: str, sender: Station, persons: str, at_work: bool
) -> Iterator[str]:
    """The unit, the projected mission and the need for it."""
    unit, mission = asked.particulars, asked.mission
    if mission.need or asked.phase is Phase.DISTRESS:
        yield f"NEED: {mission.need or 'PERSONS IN DISTRESS'}"
    if persons:
        yield f"PERSONS AT RISK: {persons}"
    yield f"UNIT: {asked.name}, {type_name}, OF {sender.party_name}"
    marks = [
        f"{name} {value}"
        for name, value in (
            ("CALL SIGN", unit.callsign), ("MMSI", unit.mmsi), ("ICAO 24", unit.icao24),
        )
        if value
    ]  # fmt: skip
    yield f"REGISTRATION: {', '.join(marks) or NOT_TOLD}"
    yield f"SERVICE: {SERVICES[unit.service] if unit.service else NOT_TOLD}"
    armed = {True: "YES", False: "NO", None: NOT_TOLD}[unit.armed]
    yield f"ARMED: {armed}"
    yield f"SENSORS: {', '.join(SENSORS[one].upper() for one in unit.sensors) or 'NONE TOLD'}"
    yield f"CREW: {NOT_TOLD if mission.crew is None else mission.crew}"
    enters = [
        *([f"AT {format_telex(asked.place.to_latlon())}"] if asked.place else []),
        *([f"ABOUT {date_time_group(asked.enters_at)}"] if asked.enters_at else []),
    ]
    if enters and at_work:
        yield f"ENTERS {' '.join(enters)}"
    if mission.duration_minutes is not None:
        yield f"STAYS {mission.duration_minutes} MIN"
    for name, value in (
        ("TRACKS IN AND OUT", mission.tracks),
        ("HEIGHTS", mission.heights),
        ("LANDING AND FUEL", mission.landing),
        ("RADIO", mission.radio),
        ("TRANSPONDER", mission.transponder),
        ("LIAISON", mission.liaison),
        ("DETAILS", asked.details),
    ):
        if value:
            yield f"{name}: {value}"


def _over(asked: ClearanceView) -> str:
    return f"{asked.name} IS NOT AT WORK ANY MORE: NOTHING IS ASKED FOR"


def _stands(asked: ClearanceView, *, to: Station, now: datetime) -> list[str]:
    """The State's answer as it stands, or the one that is awaited."""
    answered = _at(asked.answered_at)
    match asked.state:
        case ClearanceState.ASKED:
            return [_acknowledge(asked.acknowledge_due_at, now=now) + CONDITIONS]
        case ClearanceState.NOTIFIED:
            return [_acknowledge(asked.acknowledge_due_at, now=now)]
        case ClearanceState.ACKNOWLEDGED:
            by = f", BY {asked.answer_due_at:%H%MZ}" if asked.answer_due_at else ""
            acknowledged = f"ACKNOWLEDGED{_at(asked.acknowledged_at)}"
            return [f"{acknowledged}. PLEASE SAY WHETHER IT MAY ENTER{by}{CONDITIONS}"]
        case ClearanceState.NOTED:
            return [f"ACKNOWLEDGED BY {to.party_name}{_at(asked.acknowledged_at)}"]
        case ClearanceState.GRANTED:
            until = f", UNTIL {date_time_group(asked.valid_until)}" if asked.valid_until else ""
            granted = f"GRANTED BY {to.party_name}{answered}{until}"
            return [granted, f"CONDITIONS: {asked.conditions or 'NONE'}"]
        case ClearanceState.REFUSED:
            reason = f": {asked.reason}" if asked.reason else ""
            return [f"REFUSED BY {to.party_name}{answered}{reason}", MAY_NOT_ENTER]
        case ClearanceState.LAPSED:
            return [f"LAPSED{_at(asked.valid_until)}: IT WAS GRANTED UNTIL THEN", MAY_NOT_ENTER]
        case ClearanceState.WITHDRAWN:
            reason = f": {asked.reason}" if asked.reason else ""
            return [f"WITHDRAWN BY {asked.asked_by.name}{reason}", "THE UNIT DOES NOT ENTER"]
        case ClearanceState.SUPERSEDED:
            return ["ASKED FOR ANEW: THIS IS NOT ASKED FOR ANY MORE"]
        case _:
            assert_never(asked.state)


def _acknowledge(due: datetime, *, now: datetime) -> str:
    late = "" if now <= due else f" (WAS DUE {due:%H%MZ})"
    by = f", BY {due:%H%MZ}" if now <= due else ""
    return f"PLEASE ACKNOWLEDGE AT ONCE{by}{late}"


def _at(at: datetime | None) -> str:
    return f" {date_time_group(at)}" if at else ""
