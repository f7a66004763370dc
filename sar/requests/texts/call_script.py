"""The script of a call to a centre, with what to say, to ask, and to write down (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import partial

from sar.agreements.words import AT_SEA
from sar.errors import Refusal
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.case_texts import (
    assistance_line,
    at_risk,
    coordinators,
    identity,
    not_wanted,
    not_worked_on,
    numbered,
    numbered_contacts,
    phase_name,
    references,
    suspended_line,
)
from sar.incidents.texts.message_frame import spoken, ways_to_answer
from sar.incidents.texts.place_lines import position
from sar.incidents.texts.time_lines import date_time_group
from sar.incidents.texts.wanted_lines import WantedLine
from sar.incidents.texts.weather_lines import weather_line
from sar.languages.phrasing import ENGLISH, Wording


class Entry(Enum):
    """The ways in which entry is spoken of in a call."""

    UNSPOKEN = auto()
    AT_POSITION = auto()
    """The waters' State is not said: it may be not determined, or units pass on the way."""
    THEIR_WATERS = auto()
    """The scene lies in waters that are known here to be those of the party called."""


@dataclass(frozen=True, slots=True)
class Callee:
    """The centre to be called, and what stands between it and us.

    `asked`: the needs that it is asked for, line by line. `answers`: what it has said so far, and
    which calls it did not answer. `proposed`: it is asked to take the mission over. `ditched`: the
    people from an aircraft are at sea.
    """

    station: Station
    asked: Sequence[str] = ()
    answers: Sequence[str] = ()
    proposed: bool = False
    entry: Entry = Entry.UNSPOKEN
    ditched: bool = False


def call_script(
    case: Case,
    *,
    sender: Station,
    callee: Callee,
    needs: Sequence[WantedLine] = (),
    now: datetime,
    words: Wording = ENGLISH,
) -> str | Refusal:
    """The script of a call to a centre, with notes to take."""
    asks = callee.asked or callee.proposed or callee.station.name == case.lead.name
    if refused := (not_wanted if asks else not_worked_on)(case, "call"):
        return refused
    to = callee.station
    say = partial(words.say, "call script")
    ours, phase = references(case, words), phase_name(case.phase, words)
    lines = [
        say(
            "CALL SCRIPT {time} CASE {reference}",
            time=date_time_group(now),
            reference=case.reference,
        ),
        "",
        say("CALL {centre}, in this order:", centre=to.named),
        *numbered_contacts(to.contacts, words),
        "",
        *_so_far(callee, words),
        say("SAY:"),
        say(
            "{callee}, this is {centre}, {party}, rescue coordination centre.",
            callee=to.name,
            centre=sender.name,
            party=sender.party_name,
        )
        + f" {_opening(case, sender, callee, words)} "
        + say("Are you ready to write?"),
        say("Our reference: {references}. Phase: {phase}.", references=ours, phase=phase),
        *_casualty(case, words),
        *_more(case, callee, needs, words, now=now),
        say("Call us back: {ways}.", ways=ways_to_answer(sender, words)),
        "",
        say("ASK:"),
        *numbered(_questions(case, callee, words)),
        "",
        say(
            "WRITE DOWN: the function of who answers (no name), the time in Z, each answer as said."
        ),
        say("THEN: record the answer on the platform and send the short SITREP."),
        say("NO ANSWER: try the next contact; log every attempt with its time."),
        "",
        say("WE ARE {centre}: {ways}", centre=sender.name, ways=ways_to_answer(sender, words)),
    ]
    return spoken(case, lines, words)


def _casualty(case: Case, words: Wording) -> list[str]:
    """The lines on the casualty, its position, and who reported it."""
    say = partial(words.say, "call script")
    what = identity(case, words)
    return [
        *suspended_line(case, words),
        f"{say('What: {what}.', what=what)} {words.apart(case.description)}".rstrip(),
        say(
            "Position: {position}.",
            position=position(case.datum, route=case.route, words=words),
        ),
        say("Persons at risk: {persons}.", persons=at_risk(case, words)),
        _reported(case, words),
    ]


def _so_far(callee: Callee, words: Wording) -> list[str]:
    if not callee.answers:
        return []
    head = words.say("call script", "{centre} SO FAR:", centre=callee.station.name)
    return [head, *numbered(map(words.apart, callee.answers)), ""]


def _more(
    case: Case, callee: Callee, needs: Sequence[WantedLine], words: Wording, *, now: datetime
) -> Iterator[str]:
    """The lines that not every script has."""
    say = partial(words.say, "call script")
    for line in weather_line(case.weather, words):
        yield f"{line}."
    yield say("Assistance: {needs}.", needs=assistance_line(case, needs, now=now, words=words))
    if case.same_event:
        yield say("Coordinating: {centres}.", centres=coordinators(case, words))
    if case.contact:
        yield say("The people themselves: {contact}.", contact=case.contact)
    if callee.asked:
        yield say("We ask you for:")
        yield from numbered(map(words.apart, callee.asked))


def _reported(case: Case, words: Wording) -> str:
    at, through = date_time_group(case.reported_at), case.reported_through
    if not through:
        return words.say("call script", "First reported {time}.", time=at)
    return words.say("call script", "First reported {time} by {channel}.", time=at, channel=through)


def _opening(case: Case, sender: Station, callee: Callee, words: Wording) -> str:
    """The purpose of the call, so that nobody takes it for a hand-over."""
    say = partial(words.say, "call script")
    parts = []
    if case.exercise:
        parts.append(say("This is an exercise, exercise, exercise."))
    if callee.answers:
        parts.append(say("I call again about our case {reference}.", reference=case.reference))
    if callee.proposed:
        parts.append(
            say("We propose that you take over as mission coordinator; until you accept, we go on.")
        )
    elif callee.station.name == case.lead.name:
        parts.append(
            say("You are mission coordinator: I have information, and ask what you want of us.")
        )
    else:
        parts.append(say("This is a request for your assistance."))
        parts.append(
            say("We stay mission coordinator.")
            if sender.name == case.lead.name
            else say("{centre} is mission coordinator.", centre=case.lead.name)
        )
    return " ".join(parts)


def _conditions(case: Case, callee: Callee, words: Wording) -> str:
    """The question for conditions of entry; it names no State's waters that are not known to be
    its own. The people of a ditched aircraft are at sea; of entry to them the law of the air
    speaks, the SAR Convention of maritime casualties."""
    say = partial(words.say, "call script")
    at_sea, theirs = case.situation in AT_SEA, callee.entry is Entry.THEIR_WATERS
    if at_sea and theirs:
        return say(
            "Your conditions, if any, for entry of our units into your territorial sea or airspace"
            " (Annex 3.1.4.2)? To whom do we address it?"
        )
    if callee.ditched and theirs:
        return say(
            "Your conditions, if any, for entry of our units into your territorial sea or airspace"
            " (Chicago Convention 25, Annex 12 chapter 3)? To whom do we address it?"
        )
    if theirs:
        return say(
            "Your conditions, if any, for entry of our units into your territory or airspace? To"
            " whom do we address it?"
        )
    if at_sea:
        return say(
            "Your conditions, if any, for our units that work at this position or pass on the way"
            " to it (Annex 3.1.4.2)? To whom do we address it?"
        )
    if callee.ditched:
        return say(
            "Your conditions, if any, for our units that work at this position or pass on the way"
            " to it (Chicago Convention 25, Annex 12 chapter 3)? To whom do we address it?"
        )
    return say(
        "Your conditions, if any, for our units that work at this position or pass on the way to"
        " it? To whom do we address it?"
    )


def _questions(case: Case, callee: Callee, words: Wording) -> Iterator[str]:
    say = partial(words.say, "call script")
    yield say("Please read back the position, the number of persons and our telephone number.")
    yield say("What can you send, and when can it be on scene?")
    yield say("What ships do you know of near the position?")
    if callee.proposed:
        yield say("Do you take over as mission coordinator? (Say the time; until then we go on.)")
    if callee.station.name == case.lead.name:
        yield say("You coordinate: who is on the way?")
    if callee.entry is not Entry.UNSPOKEN:
        prejudice = say("All of this is without prejudice to any claim, boundary or status.")
        yield f"{_conditions(case, callee, words)} {prejudice}"
    yield say("What do you do now? When do we speak again? (Say a time.)")
