"""Answers by voice that stand: of claims of the same answer the newest, of calls the last few."""

from typing import Any

import pytest

from sar.requests.claims import CALLS_AT_MOST, written_down


def said(answer: str, by: str | None = None, *, confirmed: bool = False) -> dict[str, Any]:
    claimant = {"claimed_by": {"party": by, "centre": "Centre"}} if by else {}
    return {
        "answer": answer,
        "confirmed_at": "2026-10-11T12:26:00Z" if confirmed else None,
        **claimant,
    }


@pytest.mark.parametrize(
    ("before", "stands"),
    [
        (said("declined", "ITA"), False),
        (said("declined", "ITA", confirmed=True), True),
        (said("declined", "GRC"), True),
        (said("offered", "ITA"), True),
        (said("declined"), True),
    ],
    ids=["the same", "confirmed", "another's", "another answer", "its own word"],
)
def test_a_claim_replaces_the_same_claim_alone(before: dict[str, Any], stands: bool) -> None:
    new = said("declined", "ITA")
    assert written_down([before], new) == ([before, new] if stands else [new])


def test_its_own_word_replaces_nothing() -> None:
    claim, own = said("declined", "ITA"), said("declined")
    assert written_down([claim], own) == [claim, own]


def test_of_calls_without_answer_the_last_stand() -> None:
    voice: list[dict[str, Any]] = [said("declined", "ITA")]
    for note in range(CALLS_AT_MOST + 5):
        voice = written_down(voice, {**said("no_answer"), "said": str(note)})
    assert [one.get("said") for one in voice] == [None, *map(str, range(5, CALLS_AT_MOST + 5))]
