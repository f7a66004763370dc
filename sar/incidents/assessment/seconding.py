"""The second person's word: on a phase below the suggestion, on a unit that was sent away, on fewer
people on board, on a search that is to be suspended, on a case that is to be closed, on one that
was closed as the same as another."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.errors import Conflict, Malformed, Refusal
from sar.incidents import visible
from sar.incidents.assessment_schemas import SecondBody
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.case_people import wish_to_suspend
from sar.incidents.checks import check_past
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_reasoned, stays_below
from sar.incidents.one_word import (
    SECOND_WITHIN,
    OneWord,
    has_lapsed,
    is_awaited,
    left_alone,
    may_second,
    seconded,
)
from sar.incidents.people.fewer_on_board import was_of
from sar.incidents.people.outstanding import in_numbers
from sar.incidents.recording import changed, readers_of_fact
from sar.incidents.words import CaseAction
from sar.parties.caller import Caller
from sar.parties.roles import Role
from sar.record.entries import (
    AssessedAlone,
    AssessmentSeconded,
    ClosedAsAlone,
    ClosedAsSeconded,
    ClosingLapsed,
    Fact,
    FewerAlone,
    FewerSeconded,
    SendingAwayLapsed,
    SentAwayAlone,
    SentAwaySeconded,
    SuspendingLapsed,
)
from sar.record.recording import Recording

STAYS_ALONE: Final = "incidents.assessed_alone"
"""The job that marks one person's word alone; `assessment_id` is the id of the word."""


async def await_second(db: AsyncSession, incident: Incident, word: OneWord) -> None:
    """Have the word marked once its time is over."""
    args = {"incident_id": str(incident.id), "assessment_id": word["id"]}
    await jobs.defer(db, STAYS_ALONE, args, at=datetime.fromisoformat(word["second_due_at"]))


def words_of(incident: Incident) -> list[dict[str, Any]]:
    """The words on which a second person may still speak, the newest last."""
    sheet = incident.assessment
    on_phase = sheet is not None and stays_below(incident) and is_reasoned(incident)
    fewer = incident.fewer_on_board
    wish = wish_to_suspend(incident)
    closes = incident.asked_to_close
    return [
        *([sheet] if sheet and on_phase else []),
        *([fewer] if fewer else []),
        *incident.sent_away,
        *(incident.closed_as_this or []),
        *([wish] if wish else []),
        *([closes] if closes and is_to_close(closes) else []),
    ]


def word_to_second(
    incident: Incident, caller: Caller, body: SecondBody, *, now: datetime
) -> dict[str, Any]:
    """The word that the body names, or the only one of the caller's party.

    Conflict where there is none, Malformed where it does not say which, or who the second is.
    """
    check_past("at", body.at, now=now)
    theirs = [one for one in words_of(incident) if _party(incident, one) == caller.party]
    named = [one for one in theirs if body.word_id in (None, UUID(one["id"]))]
    if not named:
        raise Conflict.of(_nothing_to_second(), state=incident.state)
    if len(named) > 1:
        raise Malformed.at("word_id", "missing", "must say which word is seconded")
    (word,) = named
    if not may_second(
        word,
        identity=caller.identity,
        is_person=caller.person_id is not None,
        function=body.function,
    ):
        raise Malformed.at("function", "missing", "must say who the second person is")
    return word


def _party(incident: Incident, word: OneWord) -> str:
    """The party whose second is awaited: of a unit that was sent away whose word it is; else that
    of who leads now."""
    return word["party"] if _is_sent_away(word) else incident.lead_party


def _is_sent_away(word: OneWord) -> bool:
    return "deployment_id" in word


def is_to_suspend(word: OneWord) -> bool:
    """Whether it is a wish to suspend the search."""
    return "wish" in word


def is_to_close(word: OneWord) -> bool:
    """Whether it is a wish to close the case despite what is left, which has not lapsed; those that
    an earlier version kept have no id, and are seconded by closing."""
    return "left" in word and "id" in word and not has_lapsed(word)


def is_closed_as(word: OneWord) -> bool:
    """Whether it says that a case was closed as the same as this one."""
    return "case_id" in word


def is_fewer(word: OneWord) -> bool:
    """Whether it says that fewer were on board."""
    return "was" in word


async def second(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    body: SecondBody,
    within: AbstractAsyncContextManager[Recording],
    follow: Callable[[], Awaitable[None]],
    *,
    now: datetime,
) -> None:
    """Write down the second person's word on the locked case: the caller's, or that of somebody
    heard by voice. It is recorded `within` what the layer that knows the requests draws; `follow`:
    what follows there from the people's number."""
    word = word_to_second(incident, caller, body, now=now)
    if not _is_sent_away(word):
        of_people = is_fewer(word)
        visible.allow(caller, incident, CaseAction.TELL_PEOPLE if of_people else CaseAction.ASSESS)
    function = body.function or function_of(caller)
    readers = await readers_of(db, incident, word)
    async with within as entry:
        _put(incident, seconded(word, function=function, at=body.at or now))
        changed(incident, now=now)
        await follow_clocks(db, incident, now=now)
        if is_fewer(word):
            await follow()
        entry.record(_seconded(incident, word, function), readers=readers)


async def readers_of(
    db: AsyncSession, incident: Incident, word: OneWord
) -> list[str] | Callable[[Recording], set[str]]:
    """Of a unit that was sent away the involved read, of another case that was closed the lead; of
    the rest whoever sees the case in full, or took part in a closed one."""
    if is_closed_as(word):
        return [incident.lead_party]
    if not _is_sent_away(word):
        return await readers_of_fact(db, incident)
    return await visible.parties_involved(db, incident.id)


def function_of(caller: Caller) -> str:
    """The second person who is signed in, by function."""
    return "a coordinator" if Role.COORDINATOR in caller.roles else "a watch officer"


def _put(incident: Incident, word: dict[str, Any]) -> None:
    """Keep the word. Of a unit that was sent away nothing is left to say once it is seconded, nor
    of fewer on board."""
    if is_fewer(word):
        incident.fewer_on_board = None if word["second"] else word
        return
    if is_closed_as(word):
        rest = [one for one in incident.closed_as_this or [] if one["id"] != word["id"]]
        incident.closed_as_this = (rest if word["second"] else [*rest, word]) or None
        return
    if not _is_sent_away(word):
        incident.assessment = word
        return
    others = [one for one in incident.sent_away if one["id"] != word["id"]]
    incident.sent_away = others if word["second"] else [*others, word]


def _seconded(incident: Incident, word: OneWord, function: str) -> Fact:
    about = {"id": incident.id, "about": incident.reference, "function": function}
    if _is_sent_away(word):
        return SentAwaySeconded(**about, name=word["name"])
    if is_closed_as(word):
        return ClosedAsSeconded(**about, name=word["name"])
    if is_fewer(word):
        return FewerSeconded(
            **about, now=in_numbers(incident.on_board), was=in_numbers(was_of(word))
        )
    return AssessmentSeconded(**about, phase=incident.phase.value)


def unseconded(incident: Incident, word_id: str) -> OneWord | None:
    """The word, if it stands, and nobody has been the second nor has it been marked."""
    named = (one for one in words_of(incident) if one["id"] == word_id)
    return next((one for one in named if is_awaited(one)), None)


def mark_alone(incident: Incident, word: OneWord, *, now: datetime) -> Fact:
    """Mark the word, or take it away where it waited for a second, but for a wish to close; the
    fact that nobody came."""
    changed(incident, now=now)
    about = {"id": incident.id, "about": incident.reference}
    within = {"minutes": SECOND_WITHIN // _ONE_MINUTE}
    if is_to_suspend(word):
        incident.asked_to_suspend = None
        return SuspendingLapsed(**about, **within)
    if is_to_close(word):
        incident.asked_to_close = left_alone(word)
        return ClosingLapsed(**about, **within)
    if word.get("waits"):
        incident.sent_away = [one for one in incident.sent_away if one["id"] != word["id"]]
        return SendingAwayLapsed(**about, **within, name=word["name"])
    _put(incident, left_alone(word))
    if _is_sent_away(word):
        return SentAwayAlone(**about, **within, name=word["name"])
    if is_closed_as(word):
        return ClosedAsAlone(**about, **within, name=word["name"])
    if is_fewer(word):
        return FewerAlone(
            **about, **within, now=in_numbers(incident.on_board), was=in_numbers(was_of(word))
        )
    return AssessedAlone(**about, **within, phase=incident.phase.value)


_ONE_MINUTE: Final = timedelta(minutes=1)


def _nothing_to_second() -> Refusal:
    return Refusal(
        "not_below",
        "Nobody of your party has given a word that waits for a second: there is nothing to"
        " second.",
    )
