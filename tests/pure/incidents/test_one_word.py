"""One person's word: awaited, seconded, alone, lapsed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from sar.incidents.one_word import (
    SECOND_WITHIN,
    given,
    has_lapsed,
    is_awaited,
    left_alone,
    may_second,
    seconded,
)

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
WORD = given(UUID(int=1), now=NOW)
WAITS = {**WORD, "waits": True}


def test_a_second_is_due_in_half_an_hour() -> None:
    assert datetime.fromisoformat(WORD["second_due_at"]) - NOW == SECOND_WITHIN
    assert timedelta(minutes=30) == SECOND_WITHIN


@pytest.mark.parametrize(
    ("word", "awaited", "lapsed"),
    [
        (WORD, True, False),
        (WAITS, True, False),
        (left_alone(WORD), False, False),
        (left_alone(WAITS), False, True),
        (seconded(WORD, function="a coordinator", at=NOW), False, False),
        (seconded(WAITS, function="a coordinator", at=NOW), False, False),
        (seconded(left_alone(WORD), function="a coordinator", at=NOW), False, False),
    ],
)
def test_what_becomes_of_a_word(word: dict[str, object], awaited: bool, lapsed: bool) -> None:
    assert (is_awaited(word), has_lapsed(word)) == (awaited, lapsed)


@pytest.mark.parametrize(
    ("identity", "is_person", "function", "may"),
    [
        (2, True, "", True),
        (1, True, "", False),
        (2, False, "", False),
        (1, True, "Head of operations", True),
        (2, False, "Head of operations", True),
    ],
)
def test_who_may_be_the_second(identity: int, is_person: bool, function: str, may: bool) -> None:
    found = may_second(WORD, identity=UUID(int=identity), is_person=is_person, function=function)
    assert found is may
