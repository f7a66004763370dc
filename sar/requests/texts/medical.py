"""A request for medical evacuation, and one for advice of a telemedical service (pure).

House list of fields after IAMSAR; what is told of a patient is written in by hand and is not kept
here: no name, nationality or papers.
"""

from datetime import datetime
from typing import Final

from sar.errors import Refusal
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.case_texts import identity, not_worked_on, numbered
from sar.incidents.texts.message_frame import heading, message, reply_to
from sar.incidents.texts.place_lines import position
from sar.incidents.texts.weather_lines import weather_line
from sar.languages.phrasing import ENGLISH, Wording

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
    case: Case,
    *,
    sender: Station,
    to: Station | None,
    now: datetime,
    words: Wording = ENGLISH,
) -> str | Refusal:
    """A request for medical evacuation, with what the case knows and blanks for what it does not;
    refused once nobody works on the case any more."""
    asked = words.say("medical", "REQUEST FOR MEDICAL EVACUATION (MEDEVAC)")
    wants = words.say(
        "medical", "PLEASE SAY WHAT YOU SEND AND WHEN IT IS THERE, AND WHERE THE PATIENT IS TAKEN."
    )
    fields = (*PATIENT, *EVACUATION, *SHIP)
    return _medical(case, asked, fields, wants, sender=sender, to=to, now=now, words=words)


def tmas_request(
    case: Case,
    *,
    sender: Station,
    to: Station | None,
    now: datetime,
    words: Wording = ENGLISH,
) -> str | Refusal:
    """A request for advice of a telemedical assistance service; refused once nobody works on the
    case any more."""
    asked = words.say("medical", "REQUEST FOR TELEMEDICAL ADVICE (TMAS)")
    wants = words.say(
        "medical",
        "PLEASE ADVISE ON TREATMENT, AND SAY WHETHER THE PATIENT IS TO BE EVACUATED, HOW SOON, AND"
        " WHETHER A HOIST OR A BOAT CAN BE BORNE.",
    )
    fields = (*PATIENT, *SHIP)
    return _medical(case, asked, fields, wants, sender=sender, to=to, now=now, words=words)


def _medical(
    case: Case,
    asked: str,
    fields: tuple[str, ...],
    wants: str,
    *,
    sender: Station,
    to: Station | None,
    now: datetime,
    words: Wording,
) -> str | Refusal:
    if refused := not_worked_on(case, "medical request"):
        return refused
    whom = to.named if to else BLANK
    where = position(case.datum, route=case.route, words=words)
    about = case.description
    lines = [
        *heading(case, sender=sender, to=whom, now=now, words=words),
        asked,
        words.say("medical", "CASE {reference}", reference=case.reference),
        words.say("medical", "ON BOARD: {casualty}", casualty=identity(case, words)),
        *([words.say("request", "DETAILS: {details}", details=about)] if about else []),
        words.say("request", "POSITION: {position}", position=where),
        *weather_line(case.weather, words),
        *_contact(case, words),
        *numbered(f"{words.word(field)}: {BLANK}" for field in fields),
        wants,
        *reply_to(sender, lead=case.lead, words=words),
    ]
    return message(case, lines, words)


def _contact(case: Case, words: Wording) -> list[str]:
    if not case.contact:
        return []
    return [
        words.say(
            "medical",
            "CONTACT WITH THEM, FOR THE ADDRESSEE ALONE: {contact}",
            contact=case.contact,
        )
    ]
