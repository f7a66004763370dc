"""Rules of answer links: how long they last, what a code proves, and which answers are open (pure).

A link shows only that something waits until a code was given that its maker spoke by voice to a
number in the directory; from then on it is open to the device that gave it, and to no other.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sar.machine import Action, Machine, Side, State, Step, decide
from sar.requests.clearance_rules import CLEARANCE
from sar.requests.grant_end import GrantEnd
from sar.requests.state_tables import ANSWER
from sar.requests.words import (
    AnswerAction,
    AnswerSource,
    AnswerState,
    ClearanceAction,
    ClearanceState,
    CodeOutcome,
    LinkAnswer,
    LinkStanding,
)

LASTS: Final = timedelta(hours=72)
"""A link lasts so long at most, by real time; it ends sooner with what it answers."""
CODE_DIGITS: Final = 6
WRONG_AT_MOST: Final = 5
"""So many wrong codes lock a link (house figure)."""
SAID_AT_MOST: Final = 20
"""Answers that one centre gives by link to one request or clearance (house figure)."""

REQUEST_ANSWERS: Final[Mapping[LinkAnswer, AnswerAction]] = {
    LinkAnswer.ACKNOWLEDGED: AnswerAction.ACKNOWLEDGE,
    LinkAnswer.OFFERED: AnswerAction.OFFER,
    LinkAnswer.DECLINED: AnswerAction.DECLINE,
}
CLEARANCE_ANSWERS: Final[Mapping[LinkAnswer, ClearanceAction]] = {
    LinkAnswer.ACKNOWLEDGED: ClearanceAction.ACKNOWLEDGE,
    LinkAnswer.GRANTED: ClearanceAction.GRANT,
    LinkAnswer.REFUSED: ClearanceAction.REFUSE,
}
WORDED: Final = frozenset({LinkAnswer.OFFERED, LinkAnswer.DECLINED, LinkAnswer.REFUSED})
"""The answers that must say something: what is offered, or why not."""


def code_from(number: int) -> str:
    """The code of a random number below `10 ** CODE_DIGITS`."""
    return f"{number:0{CODE_DIGITS}d}"


def link_standing(bound_to: bytes | None, device: bytes | None) -> LinkStanding:
    """The standing of a link for a device, both by the hashes of their secrets; None: bound to none
    yet, or a device without a secret."""
    if bound_to is None:
        return LinkStanding.CODE
    same = device is not None and hmac.compare_digest(bound_to, device)
    return LinkStanding.OPEN if same else LinkStanding.OTHER_DEVICE


def judge_code(
    stands: LinkStanding, *, fits: bool, wrong_codes: int, spoken: bool = True
) -> CodeOutcome:
    """The outcome of a code, after so many that were wrong. Once a device is bound no code of
    another counts, right or wrong. `spoken`: the link has a code; before, none is wrong, and all
    are answered alike."""
    match stands:
        case LinkStanding.OPEN:
            return CodeOutcome.ACCEPTED
        case LinkStanding.OTHER_DEVICE:
            return CodeOutcome.OTHER_DEVICE
        case _ if not spoken:
            return CodeOutcome.NOT_SPOKEN
        case _ if fits:
            return CodeOutcome.ACCEPTED
        case _:
            return CodeOutcome.WRONG if tries_left(wrong_codes) > 1 else CodeOutcome.LOCKED


def tries_left(wrong_codes: int) -> int:
    """The codes that may be tried yet."""
    return max(0, WRONG_AT_MOST - wrong_codes)


def answers_to_request(state: AnswerState) -> list[LinkAnswer]:
    """The answers that an addressed centre in this state may give."""
    return _possible(ANSWER, state, REQUEST_ANSWERS, Side.ADDRESSEE)


def answers_to_clearance(state: ClearanceState) -> list[LinkAnswer]:
    """The answers that a State may give to a clearance in this state."""
    return _possible(CLEARANCE, state, CLEARANCE_ANSWERS, Side.STATE)


def _possible(
    machine: Machine[State, Action], state: State, answers: Mapping[LinkAnswer, Action], side: Side
) -> list[LinkAnswer]:
    return [
        answer
        for answer, action in answers.items()
        if isinstance(decide(machine, state, action, sides=frozenset({side})), Step)
    ]


def in_one(said: str, there: str) -> str:
    """The words of an offer, with when it would be there as its giver puts it."""
    if not there:
        return said
    ends = said if said.endswith((".", "!", "?")) else f"{said}."
    return f"{ends} There: {there}"


def link_row(*, made_at: datetime, expires_at: datetime) -> dict[str, str | None]:
    """A new link as its makers see it."""
    return {
        "made_at": made_at.isoformat(),
        "expires_at": expires_at.isoformat(),
        "opened_at": None,
        "locked_at": None,
    }


def answer_row(
    *, function: str, said: str, answer: LinkAnswer, end: GrantEnd, now: datetime
) -> dict[str, str | None]:
    """The answer as it stands among those by voice; `end`: of a grant."""
    return {
        "function": function,
        "said": said,
        "answer": answer.value,
        "at": now.isoformat(),
        "recorded_at": now.isoformat(),
        "source": AnswerSource.LINK.value,
        **(end.kept if answer is LinkAnswer.GRANTED else {}),
    }
