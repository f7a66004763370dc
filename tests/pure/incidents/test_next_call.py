"""The time of the next call to the people in distress, by a table."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from sar.incidents.next_call import (
    CALLED_AGAIN_WITHIN,
    due_after_call,
    next_call_at,
    next_call_line,
)

OPENED: Final = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)


def after(minutes: int) -> datetime:
    return OPENED + timedelta(minutes=minutes)


CALLED: Final = {"at": after(10).isoformat(), "next_at": after(64).isoformat()}


@pytest.mark.parametrize(
    ("last", "can_be_called", "all_found", "expected"),
    [
        (None, True, False, after(30)),
        (CALLED, True, False, after(64)),
        (None, False, False, None),
        (CALLED, False, False, None),
        (None, True, True, None),
        (CALLED, True, True, None),
    ],
)
def test_they_are_called_again_while_they_can_be_and_any_is_outstanding(
    last: dict[str, Any] | None, can_be_called: bool, all_found: bool, expected: datetime | None
) -> None:
    found = next_call_at(last, can_be_called=can_be_called, opened_at=OPENED, all_found=all_found)
    assert found == expected


def test_as_agreed_else_in_half_an_hour() -> None:
    lead: dict[str, Any] = {"reached": True, "by_lead": True, "standing": None}
    assert due_after_call(OPENED, None, **lead) == OPENED + CALLED_AGAIN_WITHIN
    assert due_after_call(OPENED, after(64), **lead) == after(64)


@pytest.mark.parametrize(
    ("agreed", "reached", "by_lead", "standing", "due"),
    [
        (64, True, True, None, 64),
        (9_000, True, True, None, 360),  # nobody agrees on more
        (64, False, True, None, 30),  # nothing was agreed with whom nobody reached
        (64, True, False, 20, 20),  # the lead's call comes sooner and stays
        (10, True, False, 20, 10),
        (64, True, False, -5, 30),  # it was due: they were reached, but not by the lead
        (64, True, False, None, 64),
    ],
)
def test_nobody_but_the_lead_puts_a_call_off(
    agreed: int, reached: bool, by_lead: bool, standing: int | None, due: int
) -> None:
    before = None if standing is None else {"next_at": after(standing).isoformat()}
    found = due_after_call(OPENED, after(agreed), reached=reached, by_lead=by_lead, standing=before)
    assert found == after(due)


@pytest.mark.parametrize(
    ("now", "line"),
    [
        (after(0), "NEXT CALL 1330Z"),
        (after(64), "NEXT CALL 1330Z (OVERDUE)"),
        (after(24 * 60), "NEXT CALL 111330Z (OVERDUE)"),
    ],
)
def test_texts_say_when(now: datetime, line: str) -> None:
    assert next_call_line(after(64), now=now) == line
