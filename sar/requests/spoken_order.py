"""Order of spoken answers: the one said last counts, whenever each is written down (pure).

A word spoken by telephone is a fact and is recorded with its own time. One that was said before
what is known already stands beside that, marked as written late, and turns nothing over. House
rule: facts are never refused.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sar.machine import Action, Machine, Side, State, Step, decide
from sar.requests.claims import ACKNOWLEDGED, UNANSWERED_CALLS, is_claim
from sar.time_words import minute_text

DECIDES_NOTHING: Final = UNANSWERED_CALLS | {ACKNOWLEDGED}
"""Words and calls that leave open what was asked."""
ACKNOWLEDGES: Final = "acknowledge"
"""The action of an acknowledgement, of requests and clearances alike."""


def decided_at(voice: Iterable[Mapping[str, Any]]) -> datetime | None:
    """The time of the last answer by voice or link that decided, as its giver's own word."""
    own = (said for said in voice if not is_claim(said) and said["answer"] not in DECIDES_NOTHING)
    return max((datetime.fromisoformat(said["at"]) for said in own), default=None)


def is_late(at: datetime, known: Iterable[datetime | None]) -> bool:
    """Whether a word of this instant is written down after one that was said later. Times are
    written to the minute: within one the later written counts as the later said."""
    minutes = (one.replace(second=0, microsecond=0) for one in known if one is not None)
    return any(at < minute for minute in minutes)


def words_known(
    voice: Iterable[Mapping[str, Any]], *beside: datetime | None
) -> list[datetime | None]:
    """The instants of all words that are known: by voice or link, and given here beside."""
    spoken = (said for said in voice if said["answer"] not in UNANSWERED_CALLS)
    return [*beside, *(datetime.fromisoformat(said["at"]) for said in spoken)]


def state_after(
    machine: Machine[State, Action],
    state: State,
    action: Action,
    *,
    side: Side,
    at: datetime,
    decided: datetime | None,
) -> State | None:
    """The state once the words are recorded that were said at an instant; None: they stand beside
    it and change nothing. `decided`: when what stands was said.

    An acknowledgement leaves an answer as it is, and is no contradiction of one.
    """
    step = decide(machine, state, action, sides=frozenset({side}))
    if not isinstance(step, Step):
        return None
    if action.value == ACKNOWLEDGES:
        return step.state
    return None if is_late(at, [decided]) else step.state


def first_of(known: datetime | None, at: datetime) -> datetime:
    """The earlier of when it was first heard to be read, and a word that shows that it was."""
    return at if known is None else min(known, at)


def late_text(at: datetime) -> str:
    """The instant of a word that was written late, for a sentence."""
    return f", said {minute_text(at)}, written after a later word"
