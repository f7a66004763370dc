"""Ready-made texts of a case: their facts, their first and last lines, what they ask for (pure).

Every text that leaves is in the letters and lines of a telex, is marked first and last in an
exercise, and ends with who to answer and how. A text states what stands now; one that would ask for
help that nobody wants any more is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sar.agreements.words import Phase, Situation
from sar.errors import Refusal
from sar.incidents.telex import set_out, signal_of
from sar.incidents.text_lines import (
    Casualty,
    Datum,
    People,
    WantedLine,
    Weather,
    date_time_group,
    people_found,
    people_line,
    persons,
    still_required,
)
from sar.incidents.words import IncidentState

EXERCISE_MARK: Final = "EXERCISE EXERCISE EXERCISE"

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
ROUTINE: Final = "ROUTINE"
REPLY_BY: Final[Mapping[str, str]] = {
    "telephone": "TEL",
    "satellite": "SATCOM",
    "aftn": "AFTN",
    "email": "EMAIL",
    "fax": "FAX",
    "vhf": "VHF",
    "mf_hf": "MF/HF",
    "other": "ALSO",
}
"""The channels on which people answer; those of alerts (`sms`, `push`, `webhook`) are not told."""


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
    party: str = ""
    """The code of its party."""

    @property
    def named(self) -> str:
        """The centre with its State: `MRCC Roma (Italy)`."""
        return f"{self.name} ({self.party_name})"


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """Another case of the same event. `reference`: None where the reader does not see it.
    `coordinator`: None: it is closed."""

    reference: str | None
    party_name: str
    coordinator: Station | None

    @property
    def named(self) -> str:
        """The case, as a text names it."""
        return self.reference or f"a case of {self.party_name}"


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of a case that texts are made of.

    `people`: for the texts of the lead alone. `ended_at`: when it was suspended or closed.
    `contact`: how to call the people in distress, for texts to those who are asked to act alone.
    `reported_through`: the channel of the first report; `reported_by`: whose it was.
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
    """The mission coordinator."""
    casualty: Casualty
    reported_through: str = ""
    contact: str = ""
    datum: Datum | None = None
    weather: Weather | None = None
    on_scene: str = ""
    in_the_air: str = ""
    channels: tuple[str, ...] = ()
    people: People | None = None
    leads: bool = True
    """The reader leads the case."""
    state: IncidentState = IncidentState.OPEN
    ended_at: datetime | None = None
    same_event: tuple[LinkedCase, ...] = ()
    """The cases linked with it, as far as the reader reads of them."""
    route: str = ""
    """The intended route, where the reader may know it."""


def references(case: Case) -> str:
    """The reference of the case, and of those of the same event."""
    others = ", ".join(one.named.upper() for one in case.same_event)
    return f"{case.reference} (SAME EVENT: {others})" if others else case.reference


def coordinators(case: Case) -> str:
    """The mission coordinator; of an event that several centres coordinate still, each with its
    case."""
    lead = case.lead.named
    open_ones = [(one.named.upper(), one.coordinator) for one in case.same_event if one.coordinator]
    if not open_ones:
        return lead
    if all(centre == case.lead for _, centre in open_ones):
        return f"{lead}, OF ALL CASES OF THIS EVENT"
    others = ", ".join(f"{centre.named} FOR {reference}" for reference, centre in open_ones)
    return f"{lead} FOR {case.reference}, {others}. ONE COORDINATOR FOR THE EVENT IS NOT AGREED YET"


def at_risk(case: Case) -> str:
    """The persons on board, and what has become of them as far as the reader may know."""
    return ". ".join(part for part in (persons(case.casualty), people_line(case.people)) if part)


def assistance_wanted(case: Case) -> str:
    """The assistance to ask for when nobody has said: by phase, and by persons at risk."""
    if case.phase is not Phase.DISTRESS:
        return "INFORMATION ON THE CASUALTY, UNITS AT READINESS. SAY WHAT YOU HAVE AND ITS NOTICE"
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


def all_accounted(case: Case) -> bool:
    """Whether all on board are known to be found, as the lead knows."""
    people = case.people
    return people is not None and people.found.total > 0 and people.outstanding.most == 0


def priority(case: Case) -> str:
    """The priority with which a text of the case is sent."""
    return PRIORITIES[case.phase] if case.state is IncidentState.OPEN else ROUTINE


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


def identity(case: Case) -> str:
    """The craft in the words of the case, which has no field for its name, call sign or flag."""
    known = joined(case.object_class, case.title)
    return f"{known} (NO OTHER NAME, NO CALL SIGN OR FLAG ON FILE)"


def for_all_to_hear(case: Case) -> str:
    """The numbers that go on the air: whoever listens hears them, so neither who the people are,
    nor whose word it is, nor where they are."""
    alone = replace(case.casualty, children=None, unaccompanied=None, source="")
    found = "" if case.people is None else people_found(case.people)
    return ". ".join(part for part in (persons(alone), found) if part)


def reported(case: Case) -> str:
    """When and through what the first report came; whose it was is no part of a text."""
    through = f" BY {case.reported_through}" if case.reported_through else ""
    return f"FIRST REPORTED {date_time_group(case.reported_at)}{through}"


def heading(case: Case, *, sender: Station, to: str, now: datetime) -> list[str]:
    """The first lines of a message."""
    return [
        priority(case),
        date_time_group(now),
        f"FROM {sender.named}",
        f"TO {to}",
    ]


def ways_to_answer(station: Station) -> str:
    """How the centre is reached by people; that nothing is on file, where nothing is."""
    ways = [
        f"{REPLY_BY[one.channel]} {one.value}"
        for one in station.contacts
        if one.channel in REPLY_BY
    ]
    return ", ".join(ways) if ways else "NO NUMBER ON FILE, BY THE WAY THIS CAME"


def reply_to(sender: Station, *, lead: Station | None = None) -> list[str]:
    """The last lines of a message: who to answer, and how; and who leads, where that is another."""
    lines = [f"REPLY TO {sender.name}: {ways_to_answer(sender)}"]
    if lead is not None and lead.name != sender.name:
        lines.insert(0, f"MISSION COORDINATOR {lead.name}: {ways_to_answer(lead)}")
    return lines


def message(case: Case, lines: Sequence[str]) -> str:
    """A message of the case as it is sent."""
    return signal_of(marked(lines, exercise=case.exercise))


def spoken(case: Case, lines: Sequence[str]) -> str:
    """A text of the case for people who call, with capitals and signs as they were written."""
    return set_out(marked(lines, exercise=case.exercise))


def marked(lines: Sequence[str], *, exercise: bool) -> list[str]:
    """Exercise traffic is marked first and last."""
    marks = [EXERCISE_MARK] if exercise else []
    return [*marks, *lines, *marks]


def joined(*parts: str) -> str:
    """The parts that are known."""
    return ", ".join(part for part in parts if part)


def sentences(*parts: str) -> str:
    """The parts that are known, each with its full stop but the last."""
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def numbered(lines: Iterable[str]) -> list[str]:
    """The lines, each behind its number."""
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def numbered_contacts(contacts: Sequence[Contact]) -> list[str]:
    """The ways to reach a centre, in the order in which to try them."""
    if not contacts:
        return ["(no contact is known: ask a neighbouring centre)"]
    return numbered(_contact(contact) for contact in contacts)


def _contact(contact: Contact) -> str:
    notes = [contact.language, f"verified {contact.verified_on}" if contact.verified_on else ""]
    noted = ", ".join(note for note in notes if note)
    return f"{contact.channel}: {contact.value}" + (f" ({noted})" if noted else "")
