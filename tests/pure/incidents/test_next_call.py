"""When the people in distress are called next, by a table."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from sar.incidents.next_call import (
    CALLED_AGAIN_WITHIN,
    agreed_for,
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
    assert agreed_for(OPENED, None) == OPENED + CALLED_AGAIN_WITHIN
    assert agreed_for(OPENED, after(64)) == after(64)


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
