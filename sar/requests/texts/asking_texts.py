"""A request for assistance and an offer of it, as messages beside the platform (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sar.errors import Refusal
from sar.incidents.text_lines import date_time_group, position, time_of_day, weather, weather_head
from sar.incidents.texts import (
    PHASE_NAMES,
    Case,
    Station,
    at_risk,
    heading,
    identity,
    message,
    not_worked_on,
    numbered,
    references,
    reply_to,
)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A request as it is put to a centre: its needs line by line, and by when it is answered."""

    reference: str
    needs: Sequence[str]
    message: str = ""
    acknowledge_by: datetime | None = None
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferedUnit:
    """A unit of an offer, and when it is there."""

    name: str
    kind: str
    quantity: int
    persons: int
    promised_at: datetime | None = None
    expected_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferedHelp:
    """An offer: its units, its conditions, and until when it stands. `reference`: of the request
    that it answers; empty where nobody asked."""

    units: Sequence[OfferedUnit]
    conditions: str
    valid_until: datetime
    rests_on: Sequence[str] = ()
    reference: str = ""


def request_text(
    case: Case, asked: Sequence[AskedFor], *, sender: Station, to: Station | None, now: datetime
) -> str | Refusal:
    """A request for assistance, with all that is asked of the addressee; refused where nothing is,
    and once nobody works on the case any more."""
    if refused := not_worked_on(case, "request"):
        return refused
    if not asked:
        whom = f" of {to.name}" if to else ""
        return Refusal(
            "nothing_asked",
            f"Nothing is asked{whom} for {case.reference}: file the request first, so that it has"
            " a reference and its clocks run.",
        )
    lines = [
        *heading(case, sender=sender, to=_to(to), now=now),
        "REQUEST FOR ASSISTANCE IN SEARCH AND RESCUE",
        f"CASE {references(case)}: {PHASE_NAMES[case.phase]}",
        f"CASUALTY: {identity(case)}",
        *([f"DETAILS: {case.description}"] if case.description else []),
        f"POSITION: {position(case.datum, route=case.route)}",
        f"PERSONS: {at_risk(case)}",
        *([f"{weather_head(case.weather)}: {w}"] if (w := weather(case.weather)) else []),
        *([f"CASUALTY CONTACT, FOR THE ADDRESSEE ALONE: {case.contact}"] if case.contact else []),
        *(line for one in asked for line in _asked(one, now=now)),
        *([f"ON-SCENE COORDINATOR: {case.on_scene}"] if case.on_scene else []),
        *([f"CHANNELS: {', '.join(case.channels)}"] if case.channels else []),
        "PLEASE ACKNOWLEDGE AT ONCE. SAY WHAT YOU SEND, WHEN IT IS ON SCENE, AND YOUR CONDITIONS.",
        "IF YOU SEND NOTHING, SAY SO AND WHY.",
        *reply_to(sender, lead=case.lead),
    ]
    return message(case, lines)


def _asked(one: AskedFor, *, now: datetime) -> list[str]:
    by = [
        f"{word} BY {time_of_day(at, now=now)}"
        for word, at in (("ACKNOWLEDGE", one.acknowledge_by), ("ANSWER", one.answer_by))
        if at is not None
    ]
    return [
        f"REQUEST {one.reference}:",
        *numbered(one.needs),
        *([f"MESSAGE: {one.message}"] if one.message else []),
        *([", ".join(by)] if by else []),
    ]


def offer_text(
    case: Case, offers: Sequence[OfferedHelp], *, sender: Station, to: Station, now: datetime
) -> str | Refusal:
    """An offer of assistance to the lead; refused where one's own party offers nothing that waits,
    and once nobody works on the case any more."""
    if refused := not_worked_on(case, "offer"):
        return refused
    if not offers:
        return Refusal(
            "nothing_offered",
            f"No offer of yours for {case.reference} waits for an answer: make it first.",
        )
    lines = [
        *heading(case, sender=sender, to=_to(to), now=now),
        "OFFER OF ASSISTANCE IN SEARCH AND RESCUE",
        f"CASE {references(case)}: {PHASE_NAMES[case.phase]}",
        *(line for one in offers for line in _offered(one, now=now)),
        "NO UNIT IS SENT BY THIS OFFER ALONE. PLEASE ACCEPT OR DECLINE.",
        *reply_to(sender, lead=case.lead),
    ]
    return message(case, lines)


def _offered(one: OfferedHelp, *, now: datetime) -> list[str]:
    answers = f"IN ANSWER TO {one.reference}" if one.reference else "NOT ASKED FOR"
    return [
        f"{answers}, STANDS UNTIL {date_time_group(one.valid_until)}",
        *numbered(_unit(unit, now=now) for unit in one.units),
        f"CONDITIONS: {one.conditions or 'NONE'}",
        *([f"RESTS ON {', '.join(one.rests_on)}"] if one.rests_on else []),
    ]


def _unit(one: OfferedUnit, *, now: datetime) -> str:
    times = [
        f"{word} {time_of_day(at, now=now)}"
        for word, at in (
            ("ON SCENE AS PROMISED", one.promised_at),
            ("EXPECTED ON SCENE", one.expected_at if one.promised_at is None else None),
            ("UNTIL", one.until_at),
        )
        if at is not None
    ]
    room = f"ROOM FOR {one.persons}" if one.persons else ""
    many = f"{one.quantity} X " if one.quantity > 1 else ""
    return ", ".join(part for part in (f"{many}{one.name}, {one.kind}", room, *times) if part)


def _to(to: Station | None) -> str:
    return to.named if to else "ALL CENTRES THAT ARE ASKED"
