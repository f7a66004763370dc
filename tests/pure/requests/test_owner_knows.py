"""Whether the owner of the soonest unit knows: the table that the screens go by too."""

import json
from pathlib import Path
from typing import Any

import pytest

from sar.requests.owner_knows import CaseAnswers, owner_knows
from sar.requests.state_tables import UNDECIDED
from sar.requests.words import AnswerState, OfferState

VECTORS = Path(__file__).parents[2] / "vectors" / "owners_who_know.json"
ROWS: list[dict[str, Any]] = json.loads(VECTORS.read_text())["rows"]


def said(row: dict[str, Any]) -> CaseAnswers:
    """As the rows of the database are read; an offer whose time is over waits no more."""
    offers = [OfferState(one) for one in row["offers"] if one != "over"]
    return CaseAnswers(
        {"MLT": {AnswerState(one) for one in row["answers"]}},
        {"MLT"} if any(one in UNDECIDED for one in offers) else set(),
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_the_owner_knows(row: dict[str, Any]) -> None:
    assert owner_knows("MLT", said(row)) is row["knows"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_what_another_party_says_is_its_own_word(row: dict[str, Any]) -> None:
    assert not owner_knows("TUN", said(row))
    assert not owner_knows(None, said(row))
