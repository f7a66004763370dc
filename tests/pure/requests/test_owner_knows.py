"""Owners of soonest units who know: the table that the screens go by too."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sar.requests.owner_knows import (
    CaseAnswer,
    CaseAnswers,
    anybody_knows,
    known_until,
    owner_knows,
)
from sar.requests.state_tables import UNDECIDED
from sar.requests.words import AnswerState, OfferState

VECTORS = Path(__file__).parents[2] / "vectors" / "owners_who_know.json"
ROWS: list[dict[str, Any]] = json.loads(VECTORS.read_text())["rows"]
NOW = datetime(2026, 7, 11, 12, 26, tzinfo=UTC)
LATER = NOW + timedelta(minutes=4)
NOT_COUNTED = ("over", "takes_nobody")


def said(row: dict[str, Any]) -> CaseAnswers:
    """As the rows of the database are read; an offer whose time is over waits no more."""
    offers = [OfferState(one) for one in row["offers"] if one not in NOT_COUNTED]
    due_at = NOW if row.get("overdue") else LATER
    answers = [
        CaseAnswer(AnswerState(one), row.get("for_people", True), due_at) for one in row["answers"]
    ]
    return CaseAnswers(
        {"MLT": answers}, {"MLT"} if any(one in UNDECIDED for one in offers) else set()
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_the_owner_knows(row: dict[str, Any]) -> None:
    assert owner_knows("MLT", said(row), now=NOW) is row["knows"]
    assert anybody_knows(said(row), now=NOW) is row["knows"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_what_another_party_says_is_its_own_word(row: dict[str, Any]) -> None:
    assert not owner_knows("TUN", said(row), now=NOW)
    assert not owner_knows(None, said(row), now=NOW)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_an_acknowledgement_counts_until_its_answer_is_due(row: dict[str, Any]) -> None:
    ends = known_until("MLT", said(row), now=NOW)
    acknowledged = row["knows"] and "acknowledged" in row["answers"]
    assert ends == (LATER if acknowledged else None)
    if ends is not None and not row["offers"]:
        assert not owner_knows("MLT", said(row), now=ends)


def test_who_was_asked_for_something_else_is_not_asked_for_people() -> None:
    modeller = CaseAnswer(AnswerState.ACKNOWLEDGED, False, None)
    boat = CaseAnswer(AnswerState.DECLINED, True, None)
    answers = CaseAnswers({"MLT": [modeller], "TUN": [modeller, boat]})
    assert answers.asked_for_people == {"TUN"}
