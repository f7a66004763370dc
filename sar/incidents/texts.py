"""Ready-made texts of a case: short SITREP, call script for a listed centre, MAYDAY RELAY.

Each states what stands now; one that would ask for help nobody wants any more is refused. Forms
follow IAMSAR Volume II (SITREP, short form, headings A to F) and the distress relay of ITU Radio
Regulations, Article 32, as a coast station speaks it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.agreements.words import Phase, Situation
from sar.errors import Refusal
from sar.incidents.text_lines import (
    Casualty,
    Datum,
    People,
    WantedLine,
    Weather,
    date_time_group,
    people_line,
    persons,
    position,
    still_required,
    weather,
)
from sar.incidents.words import IncidentState

EXERCISE_MARK: Final = "EXERCISE EXERCISE EXERCISE"
NOT_ON_DISTRESS_FREQUENCIES: Final = "EXERCISE TEXT: NOT TO BE SENT ON A DISTRESS FREQUENCY"

PHASE_NAMES: Final = {
    Phase.UNCERTAINTY: "UNCERTAINTY (INCERFA)",
    Phase.ALERT: "ALERT (ALERFA)",
    Phase.DISTRESS: "DISTRESS (DETRESFA)",
}
PRIORITIES: Final = {
    Phase.UNCERTAINTY: "SAFETY",
    Phase.ALERT: "URGENCY",
    Phase.DISTRESS: "DISTRESS",
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a centre, in the order in which to try."""

    channel: str
    value: str
    language: str = ""
    verified_on: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """A centre, as texts name it."""

    name: str
    party_name: str
    listed: bool = False
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of a case that texts are made of.

    `people`: for the texts of the lead alone. `ended_at`: when it was suspended or closed.
    """

    reference: str
    title: str
    phase: Phase
    situation: Situation
    exercise: bool
    object_class: str
    description: str
    reported_by: str
    reported_at: datetime
    lead: Station
    casualty: Casualty
    datum: Datum | None = None
    weather: Weather | None = None
    on_scene: str = ""
    channels: tuple[str, ...] = ()
    people: People | None = None
    leads: bool = True
    """The reader leads the case."""
    state: IncidentState = IncidentState.OPEN
    ended_at: datetime | None = None


def at_risk(case: Case) -> str:
    """The persons on board, and what has become of them as far as the reader may know."""
    return ". ".join(part for part in (persons(case.casualty), people_line(case.people)) if part)


def assistance_wanted(case: Case) -> str:
    """The assistance to ask for when nobody has said: by phase, and by persons at risk."""
    if case.phase is not Phase.DISTRESS:
        return "INFORMATION ON THE CASUALTY; UNITS AT READINESS. SAY WHAT YOU HAVE AND ITS NOTICE"
    least, most = case.casualty.pob_min, case.casualty.pob_max
    if case.people is not None and case.people.found.total:
        least, most = case.people.outstanding.least, case.people.outstanding.most
        if most == 0:
            return "NONE: ALL PERSONS ON BOARD ARE ACCOUNTED FOR"
    whom = "THE PERSONS AT RISK"
    if most:
        whom = f"UP TO {most} PERSONS"
    elif least:
        whom = f"AT LEAST {least} PERSONS"
    return f"UNITS ABLE TO REACH AND RECOVER {whom}. SAY WHAT YOU SEND AND WHEN IT IS ON SCENE"


def assistance_line(
    case: Case, needs: Sequence[WantedLine], *, said: str = "", now: datetime
) -> str:
    """The assistance that is required now, as somebody has said or as the needs stand; of a case
    that nobody works on, none. Who does not lead it knows no more than it has asked for itself."""
    if case.state is not IncidentState.OPEN:
        return "NONE"
    if asked := said or still_required(needs, now=now):
        return asked
    return assistance_wanted(case) if case.leads else f"AS {case.lead.name.upper()} ASKS"


def sitrep_short(
    case: Case,
    *,
    sender: Station,
    to: Station | None,
    number: int,
    issued: bool,
    assistance: str,
    now: datetime,
) -> str:
    """A SAR situation report in short form; it leaves at once when the addressee's help is needed.

    `number` counts the reports of this case by its sender; one that is not `issued` says so.
    """
    draft = "" if issued else " (DRAFT, NOT ISSUED)"
    lines = [
        PRIORITIES[case.phase] if case.state is IncidentState.OPEN else "ROUTINE",
        date_time_group(now),
        f"FROM {sender.name}",
        f"TO {to.name if to else 'ALL CONCERNED'}",
        f"SAR SITREP NO {number}{draft}",
        f"CASE {case.reference}",
        f"A. IDENTITY OF CASUALTY: {_joined(case.title, case.object_class)}",
        f"B. POSITION: {position(case.datum)}",
        f"C. SITUATION: {_situation(case)}. REPORTED BY {_source(case)}"
        f" {date_time_group(case.reported_at)}. {case.description}".rstrip(),
        f"D. NUMBER OF PERSONS AT RISK: {at_risk(case)}",
        f"E. ASSISTANCE REQUIRED: {assistance}",
        f"F. COORDINATING RCC: {case.lead.name} ({case.lead.party_name})",
    ]
    if seen := weather(case.weather):
        lines.append(f"WEATHER ON SCENE: {seen}")
    return _marked(case, lines)


def _situation(case: Case) -> str:
    ended = {
        IncidentState.SUSPENDED: "SEARCH SUSPENDED",
        IncidentState.CLOSED: "CASE CLOSED",
    }.get(case.state)
    phase = PHASE_NAMES[case.phase]
    if ended:
        at = f" {date_time_group(case.ended_at)}" if case.ended_at else ""
        phase = f"{ended}{at} IN PHASE {phase}"
    return f"{phase}, {case.situation.replace('_', ' ').upper()}"


def _source(case: Case) -> str:
    """The source of the case; empty once it has been erased."""
    return case.reported_by or "A SOURCE SINCE ERASED"


def not_worked_on(case: Case, text: str) -> Refusal | None:
    """The refusal of a text that asks for help, of a case that is suspended or closed."""
    if case.state is IncidentState.OPEN:
        return None
    return Refusal(
        "wrong_state",
        f"{case.reference} is {case.state}: a {text} would ask for help that is not wanted any"
        " more. Send a SITREP, which says how it stands, or reopen the case.",
        {"state": case.state.value, "allowed": [IncidentState.OPEN.value]},
    )


def call_script(
    case: Case,
    *,
    sender: Station,
    to: Station,
    needs: Sequence[WantedLine] = (),
    answers: Sequence[str] = (),
    now: datetime,
) -> str | Refusal:
    """The script of a call to a centre that is not on the platform, with notes to take.

    `answers`: what the centre has said so far, and which calls it did not answer.
    """
    if refused := not_worked_on(case, "call"):
        return refused
    exercise = "This is an exercise, exercise, exercise. " if case.exercise else ""
    opening = (
        f"I call again about our case {case.reference}."
        if answers
        else "I have a search and rescue case for you."
    )
    lines = [
        f"CALL SCRIPT {date_time_group(now)} CASE {case.reference}",
        "",
        f"CALL {to.name} ({to.party_name}), in this order:",
        *numbered_contacts(to.contacts),
        "",
        *([f"{to.name} SO FAR:", *_numbered(answers), ""] if answers else []),
        "SAY:",
        f"{to.name}, this is {sender.name}, {sender.party_name}, rescue coordination centre."
        f" {exercise}{opening} Are you ready to write?",
        f"Our reference: {case.reference}. Phase: {PHASE_NAMES[case.phase]}.",
        f"What: {_joined(case.title, case.object_class)}. {case.description}".rstrip(),
        f"Position: {position(case.datum)}.",
        f"Persons at risk: {at_risk(case)}.",
        f"Reported by {_source(case)} at {date_time_group(case.reported_at)}.",
        *([f"Weather on scene: {seen}."] if (seen := weather(case.weather)) else []),
        f"Assistance: {assistance_line(case, needs, now=now)}.",
        f"{case.lead.name} coordinates the case until another centre takes it over.",
        "",
        "ASK:",
        *_numbered(_questions(case, to)),
        "",
        "WRITE DOWN: the function of who answers (no name), the time in Z, each answer as said.",
        "THEN: record the answer on the platform and send the short SITREP.",
        "NO ANSWER: try the next contact; log every attempt with its time.",
    ]
    return _marked(case, lines)


def _questions(case: Case, to: Station) -> list[str]:
    takes_over = "Do you take over the coordination? (Say the time; until then we go on.)"
    coordinates = "You coordinate: who is on the way, and when do you speak to us next?"
    return [
        "Have you received this? Please read back the position and the number of persons.",
        "What can you send, and when can it be on scene?",
        "What ships do you know of near the position?",
        takes_over if to.name != case.lead.name else coordinates,
        "Must our units ask to enter your territorial sea or airspace? From whom?",
    ]


def mayday_relay(case: Case, *, sender: Station, now: datetime) -> str | Refusal:
    """A distress relay to all stations; refused outside the distress phase, and once nobody works
    on the case any more."""
    if refused := not_worked_on(case, "MAYDAY RELAY"):
        return refused
    if case.phase is not Phase.DISTRESS:
        return Refusal(
            "not_distress",
            f"A MAYDAY RELAY is for the distress phase; {case.reference} is in the {case.phase}"
            " phase. Use an urgency message (PAN PAN), or reclassify the case.",
            {"phase": case.phase.value},
        )
    if case.people is not None and case.people.found.total and case.people.outstanding.most == 0:
        return Refusal(
            "nobody_outstanding",
            f"All on board of {case.reference} are accounted for: no ship is called to it.",
        )
    if case.datum is None:
        return Refusal(
            "no_datum",
            f"{case.reference} has no position yet: a MAYDAY RELAY needs one.",
        )
    name = sender.name.upper()
    lines = [
        "MAYDAY RELAY, MAYDAY RELAY, MAYDAY RELAY",
        "ALL STATIONS, ALL STATIONS, ALL STATIONS",
        f"THIS IS {name}, {name}, {name}",
        f"FOLLOWING RECEIVED FROM {_source(case).upper()} AT {date_time_group(case.reported_at)}",
        "MAYDAY",
        _joined(case.title, case.object_class).upper(),
        f"IN POSITION {position(case.datum)}",
        *([case.description.upper()] if case.description else []),
        f"PERSONS AT RISK: {at_risk(case)}",
        *([f"WEATHER: {seen}"] if (seen := weather(case.weather)) else []),
        "VESSELS IN THE VICINITY ARE REQUESTED TO KEEP A SHARP LOOKOUT, ASSIST IF POSSIBLE AND"
        f" REPORT TO {case.lead.name.upper()}",
        *([f"ON-SCENE COORDINATOR: {case.on_scene}"] if case.on_scene else []),
        *([f"CHANNELS: {'; '.join(case.channels)}"] if case.channels else []),
        f"REFERENCE {case.reference}",
        f"TIME {date_time_group(now)}",
        "OVER",
    ]
    if case.exercise:
        lines = [NOT_ON_DISTRESS_FREQUENCIES, *lines]
    return _marked(case, lines)


def _marked(case: Case, lines: Sequence[str]) -> str:
    """Exercise traffic is marked first and last."""
    marks = [EXERCISE_MARK] if case.exercise else []
    return set_out([*marks, *lines, *marks])


def set_out(lines: Iterable[str]) -> str:
    """The lines of a signal.

    A quotation of several lines is indented from its second line on, so that nothing somebody
    wrote passes for a line of the form."""
    return "\n".join("\n    ".join(line.splitlines()) for line in lines) + "\n"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _numbered(lines: Iterable[str]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def numbered_contacts(contacts: Sequence[Contact]) -> list[str]:
    """The ways to reach a centre, in the order in which to try them."""
    if not contacts:
        return ["(no contact is known: ask a neighbouring centre)"]
    return _numbered(_contact(contact) for contact in contacts)


def _contact(contact: Contact) -> str:
    notes = [contact.language, f"verified {contact.verified_on}" if contact.verified_on else ""]
    noted = ", ".join(note for note in notes if note)
    return f"{contact.channel}: {contact.value}" + (f" ({noted})" if noted else "")
