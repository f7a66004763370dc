"""Answers by voice of parties that have joined, as another party wrote them: claimed until the
party itself confirms them here (pure)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypedDict

ACKNOWLEDGED: Final = "acknowledged"
"""The answer that every other one gives too."""


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


def confirmed(voice: list[dict[str, Any]], answer: str, *, now: datetime) -> list[dict[str, Any]]:
    """The answers by voice, once the party has given `answer` here itself: claims of the same are
    confirmed, others stay claims."""
    return [
        {**said, "confirmed_at": now.isoformat()}
        if is_claim(said)
        and said.get("confirmed_at") is None
        and said["answer"] in (answer, ACKNOWLEDGED)
        else said
        for said in voice
    ]
