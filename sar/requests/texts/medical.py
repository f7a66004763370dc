"""A request for medical evacuation, and one for advice of a telemedical service (pure).

House list of fields after IAMSAR; what is told of a patient is written in by hand and is not kept
here: no name, nationality or papers.
"""

from datetime import datetime
from typing import Final

from sar.errors import Refusal
from sar.incidents.text_lines import position, weather, weather_head
from sar.incidents.texts import (
    Case,
    Station,
    heading,
    identity,
    message,
    not_worked_on,
    numbered,
    reply_to,
)

BLANK: Final = "........"
PATIENT: Final = (
    "NUMBER OF PATIENTS, AGE AND SEX OF EACH (NO NAME)",
    "COMPLAINT OR INJURY, SINCE WHEN",
    "CONSCIOUS, BREATHING, BLEEDING",
    "PULSE, BLOOD PRESSURE, BREATHS A MINUTE, TEMPERATURE",
    "HISTORY, ALLERGIES, PREGNANT",
    "MEDICINES GIVEN, AND WHAT IS ABOARD",
)
EVACUATION: Final = (
    "WHAT THE DOCTOR HAS DECIDED, FUNCTION AND TIME",
    "HOW URGENT: AT ONCE, WITHIN HOURS, IN PORT",
    "WALKS, SITS, OR LIES ON A STRETCHER",
    "WHO GOES WITH THE PATIENT",
)
SHIP: Final = (
    "SHIP'S NAME, CALL SIGN, MMSI, FLAG",
    "COURSE, SPEED, NEXT PORT AND TIME OF ARRIVAL",
    "WINCHING AREA, MASTS AND WIRES, OR HOW A BOAT COMES ALONGSIDE",
    "RADIO CHANNELS",
)


def medevac_request(
    case: Case, *, sender: Station, to: Station | None, now: datetime
) -> str | Refusal:
    """A request for medical evacuation, with what the case knows and blanks for what it does not;
    refused once nobody works on the case any more."""
    asked = "REQUEST FOR MEDICAL EVACUATION (MEDEVAC)"
    wants = "PLEASE SAY WHAT YOU SEND AND WHEN IT IS THERE, AND WHERE THE PATIENT IS TAKEN."
    fields = (*PATIENT, *EVACUATION, *SHIP)
    return _medical(case, asked, fields, wants, sender=sender, to=to, now=now)


def tmas_request(
    case: Case, *, sender: Station, to: Station | None, now: datetime
) -> str | Refusal:
    """A request for advice of a telemedical assistance service; refused once nobody works on the
    case any more."""
    asked = "REQUEST FOR TELEMEDICAL ADVICE (TMAS)"
    wants = (
        "PLEASE ADVISE ON TREATMENT, AND SAY WHETHER THE PATIENT IS TO BE EVACUATED, HOW SOON, AND"
        " WHETHER A HOIST OR A BOAT CAN BE BORNE."
    )
    return _medical(case, asked, (*PATIENT, *SHIP), wants, sender=sender, to=to, now=now)


def _medical(
    case: Case,
    asked: str,
    fields: tuple[str, ...],
    wants: str,
    *,
    sender: Station,
    to: Station | None,
    now: datetime,
) -> str | Refusal:
    if refused := not_worked_on(case, "medical request"):
        return refused
    whom = to.named if to else BLANK
    lines = [
        *heading(case, sender=sender, to=whom, now=now),
        asked,
        f"CASE {case.reference}",
        f"ON BOARD: {identity(case)}",
        *([f"DETAILS: {case.description}"] if case.description else []),
        f"POSITION: {position(case.datum, route=case.route)}",
        *([f"{weather_head(case.weather)}: {w}"] if (w := weather(case.weather)) else []),
        *([f"CONTACT WITH THEM, FOR THE ADDRESSEE ALONE: {case.contact}"] if case.contact else []),
        *numbered(f"{field}: {BLANK}" for field in fields),
        wants,
        *reply_to(sender, lead=case.lead),
    ]
    return message(case, lines)
