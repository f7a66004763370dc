"""The script of a call to a centre, with what to say, to ask, and to write down (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sar.errors import Refusal
from sar.incidents.text_lines import WantedLine, date_time_group, position, weather
from sar.incidents.texts import (
    PHASE_NAMES,
    Case,
    Station,
    assistance_line,
    at_risk,
    coordinators,
    joined,
    not_worked_on,
    numbered,
    numbered_contacts,
    references,
    spoken,
    ways_to_answer,
)


@dataclass(frozen=True, slots=True)
class Callee:
    """The centre to be called, and what stands between it and us.

    `asked`: the needs that it is asked for, line by line. `answers`: what it has said so far, and
    which calls it did not answer. `proposed`: it is asked to take the mission over. `touches`: its
    territory lies at the scene or on a way there, so that entry is spoken of.
    """

    station: Station
    asked: Sequence[str] = ()
    answers: Sequence[str] = ()
    proposed: bool = False
    touches: bool = False


def call_script(
    case: Case,
    *,
    sender: Station,
    callee: Callee,
    needs: Sequence[WantedLine] = (),
    now: datetime,
) -> str | Refusal:
    """The script of a call to a centre, with notes to take."""
    if refused := not_worked_on(case, "call"):
        return refused
    to = callee.station
    lines = [
        f"CALL SCRIPT {date_time_group(now)} CASE {case.reference}",
        "",
        f"CALL {to.named}, in this order:",
        *numbered_contacts(to.contacts),
        "",
        *([f"{to.name} SO FAR:", *numbered(callee.answers), ""] if callee.answers else []),
        "SAY:",
        f"{to.name}, this is {sender.name}, {sender.party_name}, rescue coordination centre."
        f" {_opening(case, sender, callee)} Are you ready to write?",
        f"Our reference: {references(case)}. Phase: {PHASE_NAMES[case.phase]}.",
        f"What: {joined(case.object_class, case.title)}. {case.description}".rstrip(),
        f"Position: {position(case.datum, route=case.route)}.",
        f"Persons at risk: {at_risk(case)}.",
        f"{_reported(case)}.",
        *([f"Weather on scene: {seen}."] if (seen := weather(case.weather)) else []),
        f"Assistance: {assistance_line(case, needs, now=now)}.",
        *([f"Coordinating: {coordinators(case)}."] if case.same_event else []),
        *([f"The people themselves: {case.contact}."] if case.contact else []),
        *(["We ask you for:", *numbered(callee.asked)] if callee.asked else []),
        f"Call us back: {ways_to_answer(sender)}.",
        "",
        "ASK:",
        *numbered(_questions(case, callee)),
        "",
        "WRITE DOWN: the function of who answers (no name), the time in Z, each answer as said.",
        "THEN: record the answer on the platform and send the short SITREP.",
        "NO ANSWER: try the next contact; log every attempt with its time.",
        "",
        f"WE ARE {sender.name}: {ways_to_answer(sender)}",
    ]
    return spoken(case, lines)


def _reported(case: Case) -> str:
    through = f" by {case.reported_through}" if case.reported_through else ""
    return f"First reported {date_time_group(case.reported_at)}{through}"


def _opening(case: Case, sender: Station, callee: Callee) -> str:
    """The purpose of the call, so that nobody takes it for a hand-over."""
    exercise = "This is an exercise, exercise, exercise. " if case.exercise else ""
    again = f"I call again about our case {case.reference}. " if callee.answers else ""
    if callee.proposed:
        what = "We propose that you take over as mission coordinator; until you accept, we go on."
    elif callee.station.name == case.lead.name:
        what = "You are mission coordinator: I have information, and ask what you want of us."
    elif sender.name == case.lead.name:
        what = "This is a request for your assistance. We stay mission coordinator."
    else:
        what = f"This is a request for your assistance. {case.lead.name} is mission coordinator."
    return f"{exercise}{again}{what}"


def _questions(case: Case, callee: Callee) -> Iterator[str]:
    yield "Please read back the position, the number of persons and our telephone number."
    yield "What can you send, and when can it be on scene?"
    yield "What ships do you know of near the position?"
    if callee.proposed:
        yield "Do you take over as mission coordinator? (Say the time; until then we go on.)"
    if callee.station.name == case.lead.name:
        yield "You coordinate: who is on the way?"
    if callee.touches:
        yield (
            "Your conditions, if any, for entry of our units into your territorial sea or airspace"
            " (Annex 3.1.4.2)? To whom do we address it?"
        )
    yield "What do you do now? When do we speak again? (Say a time.)"
