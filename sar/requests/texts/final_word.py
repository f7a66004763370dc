"""The word that a search is over, to everybody who was activated, and who has not had it (pure).

SAR Convention, Annex 4.8.3: the centre that ends the search and rescue informs every authority,
facility and service that was activated or notified.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sar.errors import Refusal
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.case_texts import all_accounted, for_all_to_hear, identity_on_air
from sar.incidents.texts.message_frame import heading, message, reply_to
from sar.incidents.texts.open_air import heard
from sar.incidents.texts.time_lines import date_time_group
from sar.incidents.words import IncidentState
from sar.languages.phrasing import ENGLISH, Wording
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
    case: Case,
    *,
    ships: Sequence[str] = (),
    sender: Station,
    now: datetime,
    words: Wording = ENGLISH,
) -> str | Refusal:
    """The word to ships and units at work that all are safe or the search is over; refused while
    the case is worked on. It says *all well* only where all are accounted for and nobody died, and
    asks for a lookout while anybody may be missing. Everybody hears it: numbers and the ending, and
    no word of why."""
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
    case = heard(case, words)
    persons = for_all_to_hear(case, words)
    lines = [
        *heading(case, sender=sender, to=_addressees(ships, words), now=now, words=words),
        words.say(
            "last word",
            "CASE {reference}: {word}",
            reference=case.reference,
            word=_word(case, words),
        ),
        words.say("request", "CASUALTY: {casualty}", casualty=identity_on_air(case, words)),
        words.say("request", "PERSONS: {persons}", persons=persons),
        _released(case, words),
        *reply_to(sender, lead=case.lead, words=words),
    ]
    return message(case, lines, words)


def _addressees(ships: Sequence[str], words: Wording) -> str:
    if not ships:
        return words.say("last word", "ALL SHIPS AND UNITS AT WORK")
    return words.say("last word", "ALL SHIPS AND UNITS AT WORK: {ships}", ships=", ".join(ships))


def _word(case: Case, words: Wording) -> str:
    if case.state is IncidentState.SUSPENDED:
        said = words.say("last word", "THE SEARCH IS SUSPENDED")
    elif all_accounted(case) and case.people is not None and not case.people.found.dead:
        said = words.say("last word", "ALL WELL, SEARCH AND RESCUE ENDED")
    else:
        said = words.say("last word", "SEARCH AND RESCUE ENDED")
    return f"{said} {words.apart(date_time_group(case.ended_at))}" if case.ended_at else said


def _released(case: Case, words: Wording) -> str:
    if case.state is IncidentState.SUSPENDED:
        return words.say(
            "last word",
            "KEEP A LOOKOUT WHEN PASSING. ANY NEWS RESUMES THE SEARCH: REPORT IT AT ONCE",
        )
    if not case.nobody_missing:
        return words.say(
            "last word",
            "NO UNIT IS ASKED TO GO ON SEARCHING. KEEP A LOOKOUT WHEN PASSING, AND REPORT ANYTHING"
            " SEEN AT ONCE. WE THANK ALL WHO HELPED",
        )
    return words.say("last word", "NO MORE ASSISTANCE IS REQUIRED. WE THANK ALL WHO HELPED")
