"""Parts of ready-made texts of a case: who coordinates, the craft, what is asked for (pure).

A text states what stands now; one that would ask for help that nobody wants any more is refused.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sar.agreements.words import Phase
from sar.errors import Refusal
from sar.incidents.texts.case_facts import Case, Contact, LinkedCase
from sar.incidents.texts.craft import identified, missing
from sar.incidents.texts.craft_forms import form_on_air, unnamed
from sar.incidents.texts.people_lines import Casualty, people_found, people_line, persons
from sar.incidents.texts.time_lines import date_time_group
from sar.incidents.texts.wanted_lines import WantedLine, still_required
from sar.incidents.words import IncidentState
from sar.languages.phrasing import ENGLISH, Wording

PHASE_NAMES: Final = {
    Phase.UNCERTAINTY: "UNCERTAINTY (INCERFA)",
    Phase.ALERT: "ALERT (ALERFA)",
    Phase.DISTRESS: "DISTRESS (DETRESFA)",
}


def phase_name(phase: Phase, words: Wording = ENGLISH) -> str:
    """The phase as texts name it; its word in brackets is the same in every language."""
    match phase:
        case Phase.UNCERTAINTY:
            return words.say("lines", "UNCERTAINTY (INCERFA)")
        case Phase.ALERT:
            return words.say("lines", "ALERT (ALERFA)")
        case Phase.DISTRESS:
            return words.say("lines", "DISTRESS (DETRESFA)")


def references(case: Case, words: Wording = ENGLISH) -> str:
    """The reference of the case, and of those of the same event."""
    others = words.listed(_named(one, words) for one in case.same_event)
    if not others:
        return case.reference
    return (
        f"{words.apart(case.reference)} ({words.say('lines', 'SAME EVENT: {cases}', cases=others)})"
    )


def _named(one: LinkedCase, words: Wording) -> str:
    """The linked case, as a text names it."""
    if one.reference:
        return one.reference.upper()
    return words.say("lines", "A CASE OF {party}", party=one.party_name.upper())


def coordinators(case: Case, words: Wording = ENGLISH) -> str:
    """The mission coordinator; of an event that several centres coordinate still, each with its
    case."""
    lead = case.lead.named
    open_ones = [
        (_named(one, words), one.coordinator) for one in case.same_event if one.coordinator
    ]
    if not open_ones:
        return lead
    if all(centre == case.lead for _, centre in open_ones):
        return words.say("lines", "{centre}, OF ALL CASES OF THIS EVENT", centre=lead)
    each = [(case.reference, lead), *((named, centre.named) for named, centre in open_ones)]
    said = words.listed(
        words.say("lines", "{centre} FOR {case}", centre=centre, case=named)
        for named, centre in each
    )
    not_agreed = words.say("lines", "ONE COORDINATOR FOR THE EVENT IS NOT AGREED YET")
    return f"{said}. {not_agreed}"


def at_risk(case: Case, words: Wording = ENGLISH) -> str:
    """The persons on board, and what has become of them as far as the reader may know."""
    said = (persons(case.casualty, words), people_line(case.people, words))
    return ". ".join(part for part in said if part)


def assistance_wanted(case: Case, words: Wording = ENGLISH) -> str:
    """The assistance to ask for when nobody has said: by phase, and by persons at risk."""
    if case.phase is not Phase.DISTRESS:
        return words.say(
            "lines",
            "INFORMATION ON THE CASUALTY, UNITS AT READINESS. SAY WHAT YOU HAVE AND ITS NOTICE",
        )
    least, most = case.casualty.pob_min, case.casualty.pob_max
    if case.nobody_missing:
        if all_accounted(case):
            return words.say("lines", "NONE: ALL PERSONS ON BOARD ARE ACCOUNTED FOR")
        return words.say("lines", "NONE: NOBODY IS MISSING")
    if case.people is not None and (case.people.found.total or case.people.found.any_uncounted):
        least, most = case.people.outstanding.least, case.people.outstanding.most
    if most:
        return words.say(
            "lines",
            "UNITS ABLE TO REACH AND RECOVER UP TO {most} PERSONS. SAY WHAT YOU SEND AND WHEN IT IS"
            " ON SCENE",
            most=most,
        )
    if least:
        return words.say(
            "lines",
            "UNITS ABLE TO REACH AND RECOVER AT LEAST {least} PERSONS. SAY WHAT YOU SEND AND WHEN"
            " IT IS ON SCENE",
            least=least,
        )
    return words.say(
        "lines",
        "UNITS ABLE TO REACH AND RECOVER THE PERSONS AT RISK. SAY WHAT YOU SEND AND WHEN IT IS ON"
        " SCENE",
    )


def assistance_line(
    case: Case,
    needs: Sequence[WantedLine],
    *,
    said: str = "",
    now: datetime,
    words: Wording = ENGLISH,
) -> str:
    """The assistance that is required now, as somebody has said or as the needs stand; of a closed
    case none, and of a suspended one what is asked for all the same. A party that does not lead it
    knows no more than it has asked for itself."""
    closed = case.state is IncidentState.CLOSED
    if not closed and (asked := said or still_required(needs, now=now, words=words)):
        return asked
    if case.state is not IncidentState.OPEN:
        return words.say("assistance", "NONE")
    if case.leads:
        return assistance_wanted(case, words)
    return words.say("lines", "AS {centre} ASKS", centre=case.lead.name.upper())


def all_accounted(case: Case) -> bool:
    """Whether there were people on board and all of them are found and counted, as the lead
    knows."""
    people = case.people
    if people is None or people.found.any_uncounted:
        return False
    return people.found.total > 0 and people.outstanding.most == 0


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


def not_wanted(case: Case, text: str) -> Refusal | None:
    """As `not_worked_on`, of a text that asks or offers: help may still be asked for, and is, while
    a search is suspended."""
    return None if case.state is IncidentState.SUSPENDED else not_worked_on(case, text)


def suspended_line(case: Case, words: Wording = ENGLISH) -> list[str]:
    """The line on a search that is suspended, and since when; nothing of another case."""
    if case.state is not IncidentState.SUSPENDED:
        return []
    said = words.say("last word", "THE SEARCH IS SUSPENDED")
    return [f"{said} {words.apart(date_time_group(case.ended_at))}" if case.ended_at else said]


def identity(case: Case, words: Wording = ENGLISH) -> str:
    """The craft: what it is, its name, call sign and flag where they are known, and the title. For
    an addressee alone: on the air `identity_on_air`."""
    written = words.apart(case.object_class), _identified(case, words), words.apart(case.title)
    return words.listed(part for part in written if part)


def whole_identity(case: Case, words: Wording = ENGLISH) -> str:
    """The craft as the first heading of a report has it, where it says what is not on file too."""
    gaps = "" if case.craft is None else missing(case.craft, words)
    return sentences(identity(case, words), gaps)


def identity_on_air(case: Case, words: Wording = ENGLISH) -> str:
    """The craft for all to hear: its form as a closed list has it, name, call sign and MMSI. Never
    the title or what else was written of it, nor its flag."""
    form = form_on_air(case.object_class)
    known = [words.word(form) if form else "", _identified(case, words, flag=False)]
    if any(known):
        return words.listed(part for part in known if part)
    in_distress = case.phase is Phase.DISTRESS and case.state is IncidentState.OPEN
    return words.word(unnamed(case.situation, in_distress=in_distress))


def _identified(case: Case, words: Wording, *, flag: bool = True) -> str:
    return "" if case.craft is None else identified(case.craft, words, flag=flag)


def on_board_alone(case: Case, words: Wording = ENGLISH) -> str:
    """The number on board: not who they are, whose word it is, or what has become of them."""
    numbers = Casualty(pob_min=case.casualty.pob_min, pob_max=case.casualty.pob_max)
    return persons(numbers, words)


def for_all_to_hear(case: Case, words: Wording = ENGLISH) -> str:
    """The numbers that go on the air: whoever listens hears them, so neither who the people are,
    nor whose word it is, nor where they are."""
    found = "" if case.people is None else people_found(case.people, words)
    return ". ".join(part for part in (on_board_alone(case, words), found) if part)


def reported(case: Case, words: Wording = ENGLISH) -> str:
    """The time and the means of the first report; whose it was is no part of a text."""
    at, through = date_time_group(case.reported_at), case.reported_through
    if not through:
        return words.say("lines", "FIRST REPORTED {time}", time=at)
    return words.say("lines", "FIRST REPORTED {time} BY {channel}", time=at, channel=through)


def contact_line(case: Case, words: Wording = ENGLISH) -> list[str]:
    """The ways to call the people in distress; none where the reader is not to know it."""
    if not case.contact:
        return []
    return [
        words.say(
            "lines", "CASUALTY CONTACT, FOR THE ADDRESSEE ALONE: {contact}", contact=case.contact
        )
    ]


def channels_of(case: Case) -> str:
    """The channels of the case, each behind what it is for."""
    return ", ".join(" ".join(filter(None, (c.purpose, c.channel))) for c in case.channels)


def sentences(*parts: str) -> str:
    """The parts that are known, each with its full stop but the last."""
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def written(text: str, words: Wording = ENGLISH) -> str:
    """The words that somebody wrote, as one of several `sentences`."""
    return words.apart(text.strip().rstrip("."))


def numbered(lines: Iterable[str]) -> list[str]:
    """The lines, each behind its number."""
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def numbered_contacts(contacts: Sequence[Contact], words: Wording = ENGLISH) -> list[str]:
    """The ways to reach a centre, in the order in which to try them."""
    if not contacts:
        return [words.say("call script", "(no contact is known: ask a neighbouring centre)")]
    return numbered(_contact(contact, words) for contact in contacts)


def _contact(contact: Contact, words: Wording) -> str:
    on = contact.verified_on
    verified = words.say("call script", "verified {date}", date=on) if on else ""
    notes = [words.apart(contact.language), verified]
    noted = words.listed(note for note in notes if note)
    said = f"{words.word(contact.channel)}: {words.apart(contact.value)}"
    return f"{said} ({noted})" if noted else said
