"""The distress relay to all stations as a coast station speaks it, and its cancellation (pure).

ITU Radio Regulations, 32.19E and 32.19F: the signal three times, all stations, the name of the
relaying station three times with its call sign or other identification, then the distress message
with the name and call sign or other identification of the craft in distress, where they are known.
Of the people it tells how many are on board and no more, and it says no word that somebody typed:
whoever listens hears it, and people in distress are a target too. It is spoken while it is true,
and the cancellation once it is not: house reading of the words that end distress traffic.
"""

from datetime import datetime
from typing import Final

from sar.agreements.words import Phase
from sar.errors import Refusal
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.case_texts import (
    all_accounted,
    channels_of,
    not_worked_on,
    on_board_alone,
    references,
)
from sar.incidents.texts.craft import hailed
from sar.incidents.texts.craft_forms import unnamed
from sar.incidents.texts.message_frame import message, ways_to_answer
from sar.incidents.texts.open_air import BLANK, heard
from sar.incidents.texts.place_lines import position
from sar.incidents.texts.telex import joined
from sar.incidents.texts.time_lines import date_time_group
from sar.incidents.texts.weather_lines import weather_line
from sar.incidents.words import IncidentState
from sar.languages.places import filled

NOT_ON_DISTRESS_FREQUENCIES: Final = "EXERCISE TEXT: NOT TO BE SENT ON A DISTRESS FREQUENCY"


def mayday_relay(case: Case, *, sender: Station, now: datetime) -> str | Refusal:
    """A distress relay to all stations; refused outside the distress phase, and once nobody works
    on the case any more."""
    if refused := not_true_now(case):
        return refused
    case = heard(case)
    station = f"{case.lead.name}: {ways_to_answer(case.lead)}"
    lines = [
        "MAYDAY RELAY, MAYDAY RELAY, MAYDAY RELAY",
        *_all_stations(case, sender),
        f"RECEIVED{_through(case)} {date_time_group(case.reported_at)}",
        f"MAYDAY {_casualty(case)}",
        f"IN POSITION {position(case.datum)}",
        f"PERSONS ON BOARD: {on_board_alone(case)}",
        *weather_line(case.weather),
        "VESSELS IN THE VICINITY ARE REQUESTED TO KEEP A SHARP LOOKOUT, ASSIST IF POSSIBLE, AND"
        f" REPORT NAME, POSITION AND TIME OF ARRIVAL TO {case.lead.name}",
        *([f"ON-SCENE COORDINATOR: {case.on_scene}"] if case.on_scene else []),
        *([f"CHANNELS: {channels_of(case)}"] if case.channels else []),
        f"REFERENCE {references(case)}",
        f"TIME {date_time_group(now)}",
        f"REPORT TO {station}",
        "OVER",
    ]
    return _for_the_air(case, lines)


def relay_cancelled(case: Case, *, sender: Station, now: datetime) -> str | Refusal:
    """The end of a distress relay; refused while the relay is true, and while one person's word
    alone has ended the distress: it takes no safeguard away."""
    why = not_true_now(case)
    if why is not None and case.lone_end and not case.nobody_missing:
        return Refusal(
            "relay_is_true",
            filled(
                "That the distress of {reference} is over is one person's word alone: a MAYDAY"
                " RELAY of it stands until a second has said so too.",
                reference=case.reference,
            ),
        )
    if why is None:
        return Refusal(
            "relay_is_true",
            filled(
                "{reference} is in distress: a MAYDAY RELAY of it stands. It is cancelled once the"
                " phase is lowered, nobody is missing, or the case is suspended or closed.",
                reference=case.reference,
            ),
        )
    case = heard(case)
    over = case.state is not IncidentState.OPEN or why.code == "nobody_outstanding"
    lines = [
        "MAYDAY",
        *_all_stations(case, sender),
        f"TIME {date_time_group(now)}",
        f"MAYDAY RELAY FOR {_casualty(case)}, REFERENCE {case.reference},"
        f" IS CANCELLED: {_ended(case, why)}",
        *(["SEELONCE FEENEE"] if over else []),
        f"REPORT ANYTHING SEEN TO {case.lead.name}: {ways_to_answer(case.lead)}",
        "OUT",
    ]
    return _for_the_air(case, lines)


def not_true_now(case: Case) -> Refusal | None:
    """The reason why a distress relay would not be true now; None: it is true."""
    if refused := not_worked_on(case, "MAYDAY RELAY"):
        return refused
    if case.nobody_missing:
        return Refusal(
            "nobody_outstanding",
            filled(
                "Nobody of {reference} is missing: no ship is called to it.",
                reference=case.reference,
            ),
        )
    if case.phase is not Phase.DISTRESS:
        return Refusal(
            "not_distress",
            filled(
                "A MAYDAY RELAY is for the distress phase; {reference} is in the {phase} phase."
                " Use an urgency message (PAN PAN), or reclassify the case.",
                reference=case.reference,
                phase=case.phase,
            ),
            {"phase": case.phase.value},
        )
    if case.datum is None:
        return Refusal(
            "no_datum",
            filled(
                "{reference} has no position yet: a MAYDAY RELAY needs one.",
                reference=case.reference,
            ),
        )
    return None


def _all_stations(case: Case, sender: Station) -> list[str]:
    """The call; who does not lead says for whom it speaks."""
    name = sender.name
    leads = sender.name == case.lead.name
    return [
        "ALL STATIONS, ALL STATIONS, ALL STATIONS",
        f"THIS IS {name}, {name}, {name}",
        f"CALL SIGN OR MMSI OF THE COAST STATION {BLANK}",
        *([] if leads else [f"ON BEHALF OF {case.lead.name}"]),
    ]


def _casualty(case: Case) -> str:
    """The craft by its name and call sign or other identification, where they are known, and by its
    form as a closed list has it: nothing that somebody wrote of it."""
    known = joined(hailed(case.craft) if case.craft else "", case.object_class)
    return known or unnamed(case.situation, in_distress=True)


def _through(case: Case) -> str:
    return f" BY {case.reported_through}" if case.reported_through else ""


def _ended(case: Case, why: Refusal) -> str:
    if case.state is IncidentState.SUSPENDED:
        return "THE SEARCH IS SUSPENDED"
    if case.state is IncidentState.CLOSED:
        return "THE CASE IS CLOSED"
    if why.code == "nobody_outstanding":
        found = all_accounted(case)
        return "ALL PERSONS ON BOARD ARE ACCOUNTED FOR" if found else "NOBODY IS MISSING"
    if why.code == "not_distress":
        return f"THE CASE IS IN THE {case.phase} PHASE. KEEP A LOOKOUT"
    return "ITS POSITION IS NOT KNOWN ANY MORE. KEEP A LOOKOUT"


def _for_the_air(case: Case, lines: list[str]) -> str:
    if case.exercise:
        lines = [NOT_ON_DISTRESS_FREQUENCIES, *lines]
    return message(case, lines)
