"""A request for assistance and an offer of it, as messages beside the platform (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sar.errors import Refusal
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.case_texts import (
    at_risk,
    channels_of,
    contact_line,
    identity,
    not_wanted,
    numbered,
    phase_name,
    references,
    suspended_line,
)
from sar.incidents.texts.message_frame import heading, message, reply_to
from sar.incidents.texts.place_lines import position
from sar.incidents.texts.time_lines import date_time_group, time_of_day
from sar.incidents.texts.weather_lines import weather_line
from sar.languages.phrasing import ENGLISH, Wording
from sar.languages.places import filled
from sar.requests.state_tables import AWAITED
from sar.requests.words import AnswerState


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A request as it is put to a centre: its needs line by line, by when it is answered, and the
    answer of the centre that stands. Put to several, it waits for all of them."""

    reference: str
    needs: Sequence[str]
    message: str = ""
    acknowledge_by: datetime | None = None
    answer_by: datetime | None = None
    state: AnswerState = AnswerState.SENT
    answer: str = ""


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
    case: Case,
    asked: Sequence[AskedFor],
    *,
    sender: Station,
    to: Station | None,
    now: datetime,
    words: Wording = ENGLISH,
) -> str | Refusal:
    """A request for assistance, with all that is asked of the addressee; refused where nothing is,
    and once the case is closed."""
    if refused := not_wanted(case, "request"):
        return refused
    if not asked:
        said = filled(
            "Nothing is asked for {reference}: file the request first, so that it has a reference"
            " and its clocks run.",
            reference=case.reference,
        )
        if to:
            said = filled(
                "Nothing is asked of {name} for {reference}: file the request first, so that it has"
                " a reference and its clocks run.",
                name=to.name,
                reference=case.reference,
            )
        return Refusal("nothing_asked", said)
    say = partial(words.say, "request")
    channels = channels_of(case)
    lines = [
        *heading(case, sender=sender, to=_to(to, words), now=now, words=words),
        say("REQUEST FOR ASSISTANCE IN SEARCH AND RESCUE"),
        *_case(case, words),
        *suspended_line(case, words),
        say("CASUALTY: {casualty}", casualty=identity(case, words)),
        *([say("DETAILS: {details}", details=case.description)] if case.description else []),
        words.say(
            "request",
            "POSITION: {position}",
            position=position(case.datum, route=case.route, words=words),
        ),
        say("PERSONS: {persons}", persons=at_risk(case, words)),
        *weather_line(case.weather, words),
        *contact_line(case, words),
        *(line for one in asked for line in _asked(one, words, now=now)),
        *([say("ON-SCENE COORDINATOR: {holder}", holder=case.on_scene)] if case.on_scene else []),
        *([say("CHANNELS: {channels}", channels=channels)] if channels else []),
        *_please(asked, words),
        *reply_to(sender, lead=case.lead, words=words),
    ]
    return message(case, lines, words)


def _case(case: Case, words: Wording) -> list[str]:
    known = references(case, words)
    phase = phase_name(case.phase, words)
    return [words.say("request", "CASE {references}: {phase}", references=known, phase=phase)]


def _asked(one: AskedFor, words: Wording, *, now: datetime) -> list[str]:
    say = partial(words.say, "request")
    by = []
    if one.acknowledge_by is not None and one.state is AnswerState.SENT:
        at = time_of_day(one.acknowledge_by, now=now)
        by.append(
            say("ACKNOWLEDGE BY {time}", time=at)
            if now <= one.acknowledge_by
            else say("ACKNOWLEDGE AT ONCE (WAS DUE {time})", time=at)
        )
    if one.answer_by is not None and one.state in AWAITED:
        at = time_of_day(one.answer_by, now=now)
        by.append(
            say("ANSWER BY {time}", time=at)
            if now <= one.answer_by
            else say("ANSWER AT ONCE (WAS DUE {time})", time=at)
        )
    return [
        say("REQUEST {reference}:", reference=one.reference),
        *numbered(map(words.apart, one.needs)),
        *([say("MESSAGE: {message}", message=one.message)] if one.message else []),
        *([say("YOUR ANSWER SO FAR: {answer}", answer=one.answer)] if one.answer else []),
        *([words.listed(by)] if by else []),
    ]


def _please(asked: Sequence[AskedFor], words: Wording) -> list[str]:
    """The acts asked of the addressee, as far as it has not answered yet."""
    say = partial(words.say, "request")
    states = {one.state for one in asked}
    if not states & AWAITED:
        return [say("TELL US AT ONCE IF YOUR ANSWER CHANGES.")]
    wanted = (
        words.say(
            "request",
            "PLEASE ACKNOWLEDGE AT ONCE. SAY WHAT YOU SEND, WHEN IT IS ON SCENE, AND YOUR"
            " CONDITIONS.",
        )
        if AnswerState.SENT in states
        else say("PLEASE SAY WHAT YOU SEND, WHEN IT IS ON SCENE, AND YOUR CONDITIONS.")
    )
    return [wanted, say("IF YOU SEND NOTHING, SAY SO AND WHY.")]


def offer_text(
    case: Case,
    offers: Sequence[OfferedHelp],
    *,
    sender: Station,
    to: Station,
    now: datetime,
    words: Wording = ENGLISH,
) -> str | Refusal:
    """An offer of assistance to the lead; refused where one's own party offers nothing that waits,
    and once the case is closed."""
    if refused := not_wanted(case, "offer"):
        return refused
    if not offers:
        return Refusal(
            "nothing_offered",
            filled(
                "No offer of yours for {reference} waits for an answer: make it first.",
                reference=case.reference,
            ),
        )
    say = partial(words.say, "offer")
    lines = [
        *heading(case, sender=sender, to=_to(to, words), now=now, words=words),
        say("OFFER OF ASSISTANCE IN SEARCH AND RESCUE"),
        *_case(case, words),
        *suspended_line(case, words),
        *(line for one in offers for line in _offered(one, words, now=now)),
        say("NO UNIT IS SENT BY THIS OFFER ALONE. PLEASE ACCEPT OR DECLINE."),
        *reply_to(sender, lead=case.lead, words=words),
    ]
    return message(case, lines, words)


def _offered(one: OfferedHelp, words: Wording, *, now: datetime) -> list[str]:
    say = partial(words.say, "offer")
    until = date_time_group(one.valid_until)
    rests = ", ".join(one.rests_on)
    return [
        say(
            "IN ANSWER TO {reference}, STANDS UNTIL {time}",
            reference=one.reference,
            time=until,
        )
        if one.reference
        else say("NOT ASKED FOR, STANDS UNTIL {time}", time=until),
        *numbered(_unit(unit, words, now=now) for unit in one.units),
        say("CONDITIONS: {conditions}", conditions=one.conditions)
        if one.conditions
        else say("CONDITIONS: NONE"),
        *([say("RESTS ON {articles}", articles=rests)] if rests else []),
    ]


def _unit(one: OfferedUnit, words: Wording, *, now: datetime) -> str:
    say = partial(words.say, "offer")
    many = f"{one.quantity} X " if one.quantity > 1 else ""
    parts = [f"{many}{words.apart(one.name)}", words.word(one.kind)]
    if one.persons:
        parts.append(say("ROOM FOR {count}", count=one.persons))
    if one.promised_at is not None:
        at = time_of_day(one.promised_at, now=now)
        parts.append(say("ON SCENE AS PROMISED {time}", time=at))
    elif one.expected_at is not None:
        at = time_of_day(one.expected_at, now=now)
        parts.append(say("EXPECTED ON SCENE {time}", time=at))
    if one.until_at is not None:
        at = time_of_day(one.until_at, now=now)
        parts.append(say("UNTIL {time}", time=at))
    return words.listed(parts)


def _to(to: Station | None, words: Wording) -> str:
    return to.named if to else words.say("request", "ALL CENTRES THAT ARE ASKED")
