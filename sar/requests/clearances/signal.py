"""The text of a clearance as it stands: for a call, or for a message beside the platform."""

from datetime import datetime
from typing import Final, assert_never

from sar.agreements.words import ClearanceMode
from sar.geo.position import format_ddm
from sar.geo.territory import territory_of, undetermined
from sar.incidents.text_lines import date_time_group
from sar.incidents.texts import (
    EXERCISE_MARK,
    PHASE_NAMES,
    Station,
    numbered_contacts,
    set_out,
)
from sar.requests.clearance_rules import UNANSWERED, UNREAD
from sar.requests.views import ClearanceView
from sar.requests.words import ClearanceState

TO_WRITE_DOWN: Final = (
    "",
    "WRITE DOWN: the function of who answers (no name), the time in Z, each answer as said.",
    "THEN: record the answer on the platform.",
)
CONDITIONS: Final = ", AND STATE CONDITIONS, IF ANY"
MAY_NOT_ENTER: Final = "THE UNIT MAY NOT ENTER"


def signal(
    asked: ClearanceView,
    *,
    type_name: str,
    sender: Station,
    to: Station,
    at_work: bool,
    now: datetime,
) -> str:
    """The sentences to say, and while an answer is awaited after the number to call and with the
    answers to write down (SAR Convention, Annex 3.1.3-3.1.4). Parts whose content is not known are
    left out, never invented. `at_work`: the unit is still at work."""
    awaits = at_work and asked.state in UNREAD | UNANSWERED
    basis = asked.basis
    by = (
        f"{basis.article} OF {basis.agreement}, VERSION {basis.version}"
        if basis.agreement
        else basis.instrument or ""
    )
    notified = asked.mode is ClearanceMode.NOTIFY
    what = "NOTIFICATION OF ENTRY" if notified else "REQUEST FOR ENTRY"
    enters = [
        *([f"AT {format_ddm(asked.place.to_latlon())}"] if asked.place else []),
        *([f"ABOUT {date_time_group(asked.enters_at)}"] if asked.enters_at else []),
    ]
    phase = f", {PHASE_NAMES[asked.phase]}" if asked.phase else ""
    call = [f"CALL {to.name} ({to.party_name}), in this order:", *numbered_contacts(to.contacts)]
    into = f"THE TERRITORY OR TERRITORIAL SEA OF {to.party_name.upper()}"
    if asked.place and undetermined(territory_of(asked.place.to_latlon())):
        into = (
            f"THE REGION OF {to.name.upper()}; WHOSE WATERS THESE ARE IS NOT DETERMINED HERE, AND"
            " NOTHING IN THIS MESSAGE PREJUDICES IT"
        )
    lines = [
        *([*call, ""] if awaits else []),
        date_time_group(now),
        f"FROM {sender.name} ({sender.party_name})",
        f"TO {to.name} ({to.party_name})",
        f"{what} INTO {into}, SOLELY FOR SEARCH AND RESCUE",
        f"BASIS: {by}",
        f"CASE {asked.reference}: {asked.situation.replace('_', ' ').upper()}{phase}",
        f"UNIT: {asked.name}, {type_name}, OF {sender.party_name}",
        *([f"ENTERS {' '.join(enters)}"] if enters and at_work else []),
        *([f"DETAILS: {asked.details}"] if asked.details else []),
        *(_stands(asked, to=to, now=now) if at_work else [_over(asked)]),
        *(TO_WRITE_DOWN if awaits else []),
    ]
    marks = [EXERCISE_MARK] if asked.exercise else []
    return set_out([*marks, *lines, *marks])


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
            return [f"ACKNOWLEDGED BY {to.party_name.upper()}{_at(asked.acknowledged_at)}"]
        case ClearanceState.GRANTED:
            until = f", UNTIL {date_time_group(asked.valid_until)}" if asked.valid_until else ""
            granted = f"GRANTED BY {to.party_name.upper()}{answered}{until}"
            return [granted, f"CONDITIONS: {asked.conditions or 'NONE'}"]
        case ClearanceState.REFUSED:
            reason = f": {asked.reason}" if asked.reason else ""
            return [f"REFUSED BY {to.party_name.upper()}{answered}{reason}", MAY_NOT_ENTER]
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
