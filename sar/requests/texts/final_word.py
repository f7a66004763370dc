"""The word that a search is over, to everybody who was activated, and who has not had it (pure).

SAR Convention, Annex 4.8.3: the centre that ends the search and rescue informs every authority,
facility and service that was activated or notified.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sar.errors import Refusal
from sar.incidents.text_lines import date_time_group
from sar.incidents.texts import (
    Case,
    Station,
    all_accounted,
    for_all_to_hear,
    heading,
    identity,
    message,
    reply_to,
)
from sar.incidents.words import IncidentState
from sar.languages.places import filled


@dataclass(frozen=True, slots=True)
class ActivatedCentre:
    """A centre that was asked, told, or sent a unit. `joined`: it reads what is told to all."""

    id: UUID
    name: str
    joined: bool


def untold(
    activated: Iterable[ActivatedCentre],
    *,
    told: Collection[UUID | None],
    own: Collection[UUID],
) -> list[ActivatedCentre]:
    """The centres that have not had the final report. `told`: whom such reports went to since the
    search ended; None: all concerned, which those that have joined read here."""
    to_all = None in told
    return [
        one
        for one in activated
        if one.id not in own and one.id not in told and not (to_all and one.joined)
    ]


def all_well(
    case: Case, *, ships: Sequence[str] = (), outcome: str, sender: Station, now: datetime
) -> str | Refusal:
    """The word to ships and units at work that all are safe or the search is over; refused while
    the case is worked on. It says *all well* only where all are accounted for and nobody died."""
    if case.state is IncidentState.OPEN:
        return Refusal(
            "still_open",
            filled(
                "{reference} is open: nobody is told that it is over before it is suspended or"
                " closed.",
                reference=case.reference,
            ),
            {"state": case.state.value, "allowed": ["suspended", "closed"]},
        )
    lines = [
        *heading(case, sender=sender, to=_addressees(ships), now=now),
        f"CASE {case.reference}: {_word(case)}",
        f"CASUALTY: {identity(case)}",
        f"PERSONS: {for_all_to_hear(case)}",
        *([f"OUTCOME: {outcome}"] if outcome else []),
        *_released(case),
        *reply_to(sender, lead=case.lead),
    ]
    return message(case, lines)


def _addressees(ships: Sequence[str]) -> str:
    named = ", ".join(ships)
    return f"ALL SHIPS AND UNITS AT WORK: {named}" if named else "ALL SHIPS AND UNITS AT WORK"


def _word(case: Case) -> str:
    at = f" {date_time_group(case.ended_at)}" if case.ended_at else ""
    if case.state is IncidentState.SUSPENDED:
        return f"THE SEARCH IS SUSPENDED{at}"
    if all_accounted(case) and case.people is not None and not case.people.found.dead:
        return f"ALL WELL, SEARCH AND RESCUE ENDED{at}"
    return f"SEARCH AND RESCUE ENDED{at}"


def _released(case: Case) -> list[str]:
    if case.state is IncidentState.SUSPENDED:
        return ["KEEP A LOOKOUT WHEN PASSING. ANY NEWS RESUMES THE SEARCH: REPORT IT AT ONCE"]
    return ["NO MORE ASSISTANCE IS REQUIRED. WE THANK ALL WHO HELPED"]
