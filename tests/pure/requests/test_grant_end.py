"""The end of a State's leave to enter is one rule, however the State has said it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from sar.errors import Malformed
from sar.matching.words import EndSaid
from sar.requests.grant_end import GrantEnd, check_end, end_of
from sar.requests.words import ClearanceState
from tests.pure.requests.noon import NOON, past_noon


@dataclass
class Row:
    """A clearance that was granted at noon, but for what is told of it."""

    answered_at: datetime | None = NOON
    valid_until: datetime | None = None
    voice: list[dict[str, Any]] = field(default_factory=list)


def said(answer: str = "granted", at: datetime = NOON, **more: Any) -> dict[str, Any]:
    """An answer by voice or link, as it is kept."""
    return {"answer": answer, "at": at.isoformat(), **more}


@pytest.mark.parametrize(
    ("ends", "said_at", "fault"),
    [
        (None, 0, None),
        (0.1, 0, None),
        (60, 0, None),
        (0, 0, "in_the_past"),
        (-1, 0, "in_the_past"),
        # Told by voice at 11:40: an end before now is a fact, and the leave has lapsed.
        (-10, -20, None),
        (60, -20, None),
        (-20, -20, "before_it_was_said"),
        (-30, -20, "before_it_was_said"),
        (None, -20, None),
    ],
)
def test_a_grant_ends_after_it_was_said(
    ends: float | None, said_at: float, fault: str | None
) -> None:
    at = None if ends is None else past_noon(ends)
    end = GrantEnd.of(at, none_said=True)
    if fault is None:
        check_end(end, said_at=past_noon(said_at), now=NOON)
        return
    with pytest.raises(Malformed) as refused:
        check_end(end, said_at=past_noon(said_at), now=NOON)
    assert refused.value.code == fault


@pytest.mark.parametrize(
    ("at", "none_said", "end", "told"),
    [
        (past_noon(60), False, "named", " until 11 Oct 13:00Z"),
        (None, True, "none", ", no end was said"),
        (None, False, "not_told", ""),
    ],
)
def test_no_end_is_made_up(at: datetime | None, none_said: bool, end: str, told: str) -> None:
    found = GrantEnd.of(at, none_said=none_said)
    assert (found.said, found.at, found.as_recorded) == (end, at, told)
    assert found.kept == {"end": end, "valid_until": at and at.isoformat()}


@pytest.mark.parametrize(
    ("row", "end"),
    [
        (Row(valid_until=past_noon(60)), EndSaid.NAMED),
        (Row(), EndSaid.NONE),  # the State itself, here
        (Row(voice=[said(end="none")]), EndSaid.NONE),
        (Row(voice=[said(end="not_told")]), EndSaid.NOT_TOLD),
        (Row(voice=[said()]), EndSaid.NOT_TOLD),  # from before ends were told
        # A remark, a claim, a call and an earlier answer did not give it.
        (Row(voice=[said("acknowledged")]), EndSaid.NONE),
        (Row(voice=[said("no_answer")]), EndSaid.NONE),
        (Row(voice=[said(claimed_by={"party": "MLT", "centre": "RCC"})]), EndSaid.NONE),
        (Row(voice=[said(at=past_noon(-5))]), EndSaid.NONE),
        (Row(voice=[said(), said(end="none")]), EndSaid.NONE),
        (Row(voice=[said(end="named", valid_until=past_noon(1).isoformat())]), EndSaid.NAMED),
    ],
)
def test_it_is_known_how_the_end_of_the_grant_that_stands_was_said(row: Row, end: EndSaid) -> None:
    assert end_of(row, ClearanceState.GRANTED) is end
    assert end_of(row, ClearanceState.LAPSED) is end


def test_what_is_not_granted_has_no_end() -> None:
    let_in = {ClearanceState.GRANTED, ClearanceState.LAPSED}
    for state in set(ClearanceState) - let_in:
        # Of a yes to a notice the end that was said is kept as a word.
        kept = EndSaid.NAMED if state is ClearanceState.NOTED else None
        assert end_of(Row(valid_until=past_noon(60)), state) is kept
        assert end_of(Row(valid_until=None), state) is None
