"""The text of a clearance as it stands: for a call, or for a message beside the platform.

SAR Convention, Annex 3.1.3: full details of the projected mission and the need for it; 3.1.4: the
State acknowledges at once and states conditions, if any. Its facts are those of `clearance_lines`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, assert_never

from sar.agreements.words import ClearanceMode
from sar.incidents.texts.case_facts import Station
from sar.incidents.texts.case_texts import PHASE_NAMES, numbered_contacts
from sar.incidents.texts.message_frame import PRIORITIES, ROUTINE, marked, reply_to
from sar.incidents.texts.telex import set_out, signal_of
from sar.incidents.texts.time_lines import date_time_group
from sar.matching.words import EndSaid
from sar.requests.clearance_rules import UNREAD, is_welcomed
from sar.requests.clearance_views import ClearanceView
from sar.requests.clearances.clearance_lines import (
    Into,
    asks_entry,
    basis_in_words,
    purpose,
    unit_and_mission,
    without_prejudice,
)
from sar.requests.words import UNANSWERED, ClearanceState, LinkLine

TO_WRITE_DOWN: Final = (
    "",
    "WRITE DOWN: the function of who answers (no name), the time in Z, each answer as said.",
)
OF_A_YES: Final = "OF A YES: until when it holds, as they say it; or that no end was said."
THEN: Final = "THEN: record the answer on the platform."
CONDITIONS: Final = ", AND STATE CONDITIONS, IF ANY, AND UNTIL WHEN IT MAY ENTER"
UNENDED: Final = {
    EndSaid.NONE: "NO END WAS SAID: IT HOLDS WHILE THE UNIT IS AT WORK",
    EndSaid.NOT_TOLD: "UNTIL WHEN IS NOT ON RECORD",
}
"""The line of a grant without an end."""
MAY_NOT_ENTER: Final = "THE UNIT MAY NOT ENTER"
STAYS_A_NOTICE: Final = "BY THE BASIS ABOVE NO LEAVE IS NEEDED: THE NOTICE STANDS"
OBJECTION: Final = (
    "BY THE BASIS ABOVE NO LEAVE IS NEEDED: THE OBJECTION IS ON RECORD AND CLOSES NO BORDER"
)
NAMES: Final = {
    LinkLine.NEED: "NEED:",
    LinkLine.PEOPLE: "PERSONS AT RISK:",
    LinkLine.UNIT: "UNIT:",
    LinkLine.REGISTRATION: "REGISTRATION:",
    LinkLine.SERVICE: "SERVICE:",
    LinkLine.ARMED: "ARMED:",
    LinkLine.SENSORS: "SENSORS:",
    LinkLine.CREW: "CREW:",
    LinkLine.ENTERS: "ENTERS",
    LinkLine.STAYS: "STAYS",
    LinkLine.TRACKS: "TRACKS IN AND OUT:",
    LinkLine.HEIGHTS: "HEIGHTS:",
    LinkLine.LANDING: "LANDING AND FUEL:",
    LinkLine.RADIO: "RADIO:",
    LinkLine.TRANSPONDER: "TRANSPONDER:",
    LinkLine.LIAISON: "LIAISON:",
    LinkLine.DETAILS: "DETAILS:",
}
"""The lines of unit and mission, as each begins."""


def signal(
    asked: ClearanceView,
    *,
    sender: Station,
    to: Station,
    at_work: bool,
    persons: str = "",
    craft: str = "",
    into: Into,
    now: datetime,
) -> str:
    """The message, and while an answer is awaited after the number to call and before the answers
    to write down. `at_work`: the unit is still at work. `persons`: how many are at risk, for a
    reader who is involved in the case, as `craft`: the identity of the one in distress. `into`: the
    waters as they are known now."""
    awaits = at_work and asked.state in UNREAD | UNANSWERED
    message = marked(
        [
            *_head(asked, sender=sender, to=to, at_work=at_work, into=into, now=now),
            *_mission(asked, sender=sender, persons=persons, craft=craft, at_work=at_work),
            *(_stands(asked, to=to, now=now) if at_work else [_over(asked)]),
            *reply_to(sender),
        ],
        exercise=asked.exercise,
    )
    if not awaits:
        return signal_of(message)
    of_a_yes = [OF_A_YES] if asked.state in UNANSWERED else []
    call = [f"CALL {to.named}, in this order:", *numbered_contacts(to.contacts)]
    return set_out([*call, ""]) + signal_of(message) + set_out([*TO_WRITE_DOWN, *of_a_yes, THEN])


def _head(
    asked: ClearanceView,
    *,
    sender: Station,
    to: Station,
    at_work: bool,
    into: Into,
    now: datetime,
) -> Iterator[str]:
    yield PRIORITIES[asked.phase] if asked.phase and at_work else ROUTINE
    yield date_time_group(now)
    yield f"FROM {sender.named}"
    yield f"TO {to.named}"
    yield f"{asks_entry(asked, into, to)}, {purpose(asked)}"
    yield from without_prejudice(into)
    yield f"BASIS: {basis_in_words(asked.basis)}"
    phase = f", {PHASE_NAMES[asked.phase]}" if asked.phase else ""
    yield f"CASE {asked.reference}: {asked.situation.replace('_', ' ').upper()}{phase}"


def _mission(
    asked: ClearanceView, *, sender: Station, persons: str, craft: str, at_work: bool
) -> Iterator[str]:
    """The unit, the projected mission and the need for it, of which the craft in distress is a part
    (Annex 3.1.3)."""
    for name, text in unit_and_mission(
        asked, party_name=sender.party_name, persons=persons, at_work=at_work
    ):
        if text:
            yield f"{NAMES[name]} {text}"
        if name is LinkLine.PEOPLE and craft:
            yield f"CRAFT IN DISTRESS: {craft}"


def _over(asked: ClearanceView) -> str:
    over = "THIS NOTICE IS OVER" if asked.mode is ClearanceMode.NOTIFY else "NOTHING IS ASKED FOR"
    return f"{asked.name} IS NOT AT WORK ANY MORE: {over}"


def _stands(asked: ClearanceView, *, to: Station, now: datetime) -> list[str]:
    """The State's answer as it stands, or the one that is awaited."""
    answered = _at(asked.answered_at)
    match asked.state:
        case ClearanceState.ASKED:
            return [_acknowledge(asked.acknowledge_due_at, now=now) + CONDITIONS]
        case ClearanceState.NOTIFIED:
            return [_acknowledge(asked.acknowledge_due_at, now=now)]
        case ClearanceState.ACKNOWLEDGED:
            by = _by(asked.answer_due_at, now=now) if asked.answer_due_at else ""
            acknowledged = f"ACKNOWLEDGED{_at(asked.acknowledged_at)}"
            return [f"{acknowledged}. PLEASE SAY WHETHER IT MAY ENTER{by}{CONDITIONS}"]
        case ClearanceState.NOTED if is_welcomed(asked.state, asked.answered_at):
            yes = f"YES SAID TO THIS NOTICE BY {to.party_name}{answered}"
            said = f", UNTIL {date_time_group(asked.valid_until)}" if asked.valid_until else ""
            return [f"{yes}{said}", f"CONDITIONS: {asked.conditions or 'NONE'}", STAYS_A_NOTICE]
        case ClearanceState.NOTED:
            return [f"ACKNOWLEDGED BY {to.party_name}{_at(asked.acknowledged_at)}"]
        case ClearanceState.GRANTED:
            granted = f"GRANTED BY {to.party_name}{answered}"
            conditions = f"CONDITIONS: {asked.conditions or 'NONE'}"
            if asked.valid_until:
                return [f"{granted}, UNTIL {date_time_group(asked.valid_until)}", conditions]
            return [granted, UNENDED[asked.end or EndSaid.NOT_TOLD], conditions]
        case ClearanceState.REFUSED:
            reason = f": {asked.reason}" if asked.reason else ""
            if asked.objection:
                return [f"OBJECTED TO BY {to.party_name}{answered}{reason}", OBJECTION]
            return [f"REFUSED BY {to.party_name}{answered}{reason}", MAY_NOT_ENTER]
        case ClearanceState.LAPSED:
            return [f"LAPSED{_at(asked.valid_until)}: IT WAS GRANTED UNTIL THEN", MAY_NOT_ENTER]
        case ClearanceState.WITHDRAWN:
            reason = f": {asked.reason}" if asked.reason else ""
            return [f"WITHDRAWN BY {asked.asked_by.name}{reason}", "THE UNIT DOES NOT ENTER"]
        case ClearanceState.SUPERSEDED if asked.mode is ClearanceMode.NOTIFY:
            return ["A LATER REQUEST OR NOTICE STANDS IN PLACE OF THIS ONE"]
        case ClearanceState.SUPERSEDED:
            return ["ASKED FOR ANEW: THIS IS NOT ASKED FOR ANY MORE"]
        case _:
            assert_never(asked.state)


def _acknowledge(due: datetime, *, now: datetime) -> str:
    return f"PLEASE ACKNOWLEDGE AT ONCE{_by(due, now=now)}"


def _by(due: datetime, *, now: datetime) -> str:
    return f", BY {due:%H%MZ}" if now <= due else f" (WAS DUE {due:%H%MZ})"


def _at(at: datetime | None) -> str:
    return f" {date_time_group(at)}" if at else ""
