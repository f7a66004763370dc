"""Answers by voice of parties that have joined, as another party wrote them: claimed until the
party itself confirms them here (pure)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypedDict

from sar.requests.words import CallOutcome

STANDING_AT_MOST: Final = 20
"""Claims of what one party has said, written by one other, that stand unconfirmed in what is under
way between them (house figure)."""
CALLS_AT_MOST: Final = 20
"""Calls without an answer that stand beside the answers, the newest; the record has all."""

ACKNOWLEDGED: Final = "acknowledged"
"""The answer that every other one gives too."""
UNANSWERED_CALLS: Final = frozenset(outcome.value for outcome in CallOutcome)
"""Calls that stand among the answers and brought none."""


class Claimant(TypedDict):
    """The writer of it: the party's code and its centre's name."""

    party: str
    centre: str


def claimed(by: Claimant) -> dict[str, str]:
    """The claimant, as facts name it."""
    return {"claimed_by": by["party"], "claimed_by_centre": by["centre"]}


def is_claim(said: Mapping[str, Any]) -> bool:
    """Whether somebody else wrote the answer for a party that speaks here itself."""
    return said.get("claimed_by") is not None


def is_unconfirmed(said: Mapping[str, Any]) -> bool:
    """Whether it is a claim that the party has not confirmed here."""
    return is_claim(said) and said.get("confirmed_at") is None


def replaces(new: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Whether the new one stands instead: the same party claims the same answer again."""
    return (
        is_claim(new)
        and is_unconfirmed(said)
        and said["claimed_by"]["party"] == new["claimed_by"]["party"]
        and said["answer"] == new["answer"]
    )


def written_down(voice: Sequence[dict[str, Any]], new: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers and calls that stand, with a new one; what it replaces is on the record."""
    standing = [*(said for said in voice if not replaces(new, said)), new]
    calls = [place for place, said in enumerate(standing) if said["answer"] in UNANSWERED_CALLS]
    dropped = set(calls[:-CALLS_AT_MOST])
    return [said for place, said in enumerate(standing) if place not in dropped]


def confirmed(voice: list[dict[str, Any]], answer: str, *, now: datetime) -> list[dict[str, Any]]:
    """The answers by voice, once the party has given `answer` here itself: claims of the same are
    confirmed, others stay claims."""
    return [
        {**said, "confirmed_at": now.isoformat()}
        if is_unconfirmed(said) and said["answer"] in (answer, ACKNOWLEDGED)
        else said
        for said in voice
    ]
