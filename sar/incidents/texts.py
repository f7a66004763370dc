"""Ready-made texts of a case: short SITREP, call script for a listed centre, MAYDAY RELAY.

Forms follow IAMSAR Volume II (SITREP, short form, headings A to F) and the distress relay of
ITU Radio Regulations, Article 32, as a coast station speaks it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sar.agreements.words import Phase, Situation
from sar.errors import Refusal
from sar.geo.position import LatLon, format_ddm

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
_MONTHS: Final = (
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
)  # fmt: skip


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
class Casualty:
    """The number of persons at risk; None: not known."""

    pob_min: int | None = None
    pob_max: int | None = None
    children: int | None = None
    unaccompanied: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A place of the casualty, its instant and how far off it may be."""

    point: LatLon
    at: datetime
    within_nm: float

    def is_told_as(self, other: "Plot") -> bool:
        """Whether both are written with the same place and uncertainty."""
        same = format_ddm(self.point) == format_ddm(other.point)
        return same and self.within_nm == other.within_nm


@dataclass(frozen=True, slots=True)
class Datum:
    """The last known place, the present one, and the drift between them (None: not known)."""

    known: Plot
    now: Plot
    course_deg: float | None = None
    speed_kn: float | None = None


@dataclass(frozen=True, slots=True)
class Weather:
    """Conditions on scene, as far as known."""

    wind_from_deg: float | None = None
    wind_kn: float | None = None
    sea_state: int | None = None
    visibility_nm: float | None = None
    water_c: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of a case that texts are made of."""

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


def date_time_group(at: datetime) -> str:
    """Zulu date-time group: `111226Z OCT 26`."""
    utc = at.astimezone(UTC)
    return f"{utc:%d%H%M}Z {_MONTHS[utc.month - 1]} {utc:%y}"


def persons(casualty: Casualty) -> str:
    """The persons at risk, as a line of a signal."""
    match casualty.pob_min, casualty.pob_max:
        case None, None:
            return "NOT KNOWN"
        case low, high if low == high:
            number = f"{low}"
        case None, high:
            number = f"UP TO {high}"
        case low, None:
            number = f"AT LEAST {low}"
        case low, high:
            number = f"{low} TO {high}"
    parts = [number]
    if casualty.children:
        parts.append(f"OF WHOM CHILDREN {casualty.children}")
    if casualty.unaccompanied:
        parts.append(f"UNACCOMPANIED {casualty.unaccompanied}")
    return ", ".join(parts) + (f" (SOURCE: {casualty.source})" if casualty.source else "")


def position(datum: Datum | None) -> str:
    """The present place as a line of a signal, then the last known one where that is another;
    each with its time. Degrees and minutes, latitude first.
    """
    if datum is None:
        return "NOT KNOWN"
    if datum.now.is_told_as(datum.known):
        return _plotted(datum.known) + _drift(datum)
    how = " BY ESTIMATE, DRIFT NOT KNOWN" if datum.speed_kn is None else " BY DRIFT"
    return f"{_plotted(datum.now, how)}{_drift(datum)}; LAST KNOWN {_plotted(datum.known)}"


def _plotted(plot: Plot, how: str = "") -> str:
    within = f", WITHIN {plot.within_nm:g} NM" if plot.within_nm else ""
    return f"{format_ddm(plot.point)} AT {date_time_group(plot.at)}{how}{within}"


def _drift(datum: Datum) -> str:
    if datum.course_deg is None or not datum.speed_kn:
        return ""
    course_deg = round(datum.course_deg) % 360
    return f", DRIFTING {course_deg:03d}° AT {round(datum.speed_kn, 2):g} KN"


def weather(on_scene: Weather | None) -> str:
    """Conditions as a line of a signal; empty when nothing is known."""
    if on_scene is None:
        return ""
    said = [
        _wind(on_scene),
        _figure("SEA STATE {:d}", on_scene.sea_state),
        _figure("VISIBILITY {:g} NM", on_scene.visibility_nm),
        _figure("WATER {:g} °C", on_scene.water_c),
    ]
    return ", ".join(part for part in said if part)


def _wind(on_scene: Weather) -> str:
    if on_scene.wind_kn is None:
        return ""
    wind_from = _figure(" FROM {:03.0f}°", on_scene.wind_from_deg)
    return f"WIND{wind_from} {on_scene.wind_kn:g} KN"


def _figure(form: str, value: float | None) -> str:
    return "" if value is None else form.format(value)


def assistance_wanted(case: Case) -> str:
    """The assistance to ask for when nobody has said: by phase, and by persons at risk."""
    if case.phase is not Phase.DISTRESS:
        return "INFORMATION ON THE CASUALTY; UNITS AT READINESS. SAY WHAT YOU HAVE AND ITS NOTICE"
    most = case.casualty.pob_max or case.casualty.pob_min
    whom = f"UP TO {most} PERSONS" if most else "THE PERSONS AT RISK"
    return f"UNITS ABLE TO REACH AND RECOVER {whom}. SAY WHAT YOU SEND AND WHEN IT IS ON SCENE"


def sitrep_short(
    case: Case,
    *,
    sender: Station,
    to: Station | None,
    number: int,
    assistance: str,
    now: datetime,
) -> str:
    """A SAR situation report in short form; it leaves at once when the addressee's help is needed.

    `number` counts the reports of this case; `assistance` "" asks what the phase asks for.
    """
    situation = f"{PHASE_NAMES[case.phase]}, {case.situation.replace('_', ' ').upper()}"
    lines = [
        PRIORITIES[case.phase],
        date_time_group(now),
        f"FROM {sender.name}",
        f"TO {to.name if to else 'ALL CONCERNED'}",
        f"SAR SITREP NO {number}",
        f"CASE {case.reference}",
        f"A. IDENTITY OF CASUALTY: {_joined(case.title, case.object_class)}",
        f"B. POSITION: {position(case.datum)}",
        f"C. SITUATION: {situation}. REPORTED BY {case.reported_by}"
        f" {date_time_group(case.reported_at)}. {case.description}".rstrip(),
        f"D. NUMBER OF PERSONS AT RISK: {persons(case.casualty)}",
        f"E. ASSISTANCE REQUIRED: {assistance or assistance_wanted(case)}",
        f"F. COORDINATING RCC: {case.lead.name} ({case.lead.party_name})",
    ]
    if seen := weather(case.weather):
        lines.append(f"WEATHER ON SCENE: {seen}")
    return _marked(case, lines)


def call_script(case: Case, *, sender: Station, to: Station, now: datetime) -> str:
    """The script of a call to a centre that is not on the platform, with notes to take."""
    exercise = "This is an exercise, exercise, exercise. " if case.exercise else ""
    lines = [
        f"CALL SCRIPT {date_time_group(now)} CASE {case.reference}",
        "",
        f"CALL {to.name} ({to.party_name}), in this order:",
        *numbered_contacts(to.contacts),
        "",
        "SAY:",
        f"{to.name}, this is {sender.name}, {sender.party_name}, rescue coordination centre."
        f" {exercise}I have a search and rescue case for you. Are you ready to write?",
        f"Our reference: {case.reference}. Phase: {PHASE_NAMES[case.phase]}.",
        f"What: {_joined(case.title, case.object_class)}. {case.description}".rstrip(),
        f"Position: {position(case.datum)}.",
        f"Persons at risk: {persons(case.casualty)}.",
        f"Reported by {case.reported_by} at {date_time_group(case.reported_at)}.",
        *([f"Weather on scene: {seen}."] if (seen := weather(case.weather)) else []),
        f"{case.lead.name} coordinates the case until another centre takes it over.",
        "",
        "ASK:",
        *_numbered(
            [
                "Have you received this? Please read back the position and the number of persons.",
                "What can you send, and when can it be on scene?",
                "What ships do you know of near the position?",
                "Do you take over the coordination? (Say the time; until then we go on.)",
                "Must our units ask to enter your territorial sea or airspace? From whom?",
            ]
        ),
        "",
        "WRITE DOWN: the function of who answers (no name), the time in Z, each answer as said.",
        "THEN: record the answer on the platform and send the short SITREP.",
        "NO ANSWER: try the next contact; log every attempt with its time.",
    ]
    return _marked(case, lines)


def mayday_relay(case: Case, *, sender: Station, now: datetime) -> str | Refusal:
    """A distress relay to all stations; refused outside the distress phase."""
    if case.phase is not Phase.DISTRESS:
        return Refusal(
            "not_distress",
            f"A MAYDAY RELAY is for the distress phase; {case.reference} is in the {case.phase}"
            " phase. Use an urgency message (PAN PAN), or reclassify the case.",
            {"phase": case.phase.value},
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
        f"FOLLOWING RECEIVED FROM {case.reported_by.upper()} AT"
        f" {date_time_group(case.reported_at)}",
        "MAYDAY",
        _joined(case.title, case.object_class).upper(),
        f"IN POSITION {position(case.datum)}",
        *([case.description.upper()] if case.description else []),
        f"PERSONS AT RISK: {persons(case.casualty)}",
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
