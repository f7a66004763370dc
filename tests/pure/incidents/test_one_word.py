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
    said_again,
    said_otherwise,
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


ALONE, SECONDED = left_alone(WORD), seconded(WORD, function="a coordinator", at=NOW)
LATER = NOW + timedelta(minutes=20)


@pytest.mark.parametrize("word", [WORD, ALONE, SECONDED])
def test_the_same_word_said_again_moves_nothing(word: dict[str, object]) -> None:
    assert said_again({**word, "reason": "A ship is near."}) == word


@pytest.mark.parametrize("word", [WORD, ALONE])
def test_other_words_of_one_person_give_no_further_time(word: dict[str, object]) -> None:
    other = said_otherwise(word, identity=UUID(int=2), now=LATER)
    assert other["id"] != word["id"]
    assert other["identity"] == str(UUID(int=2))
    for key in ("second_due_at", "second", "alone"):
        assert other[key] == word[key]


def test_a_second_is_awaited_anew_where_one_spoke_of_other_words() -> None:
    other = said_otherwise(SECONDED, identity=UUID(int=2), now=LATER)
    assert other["second"] is None
    assert datetime.fromisoformat(other["second_due_at"]) == LATER + SECOND_WITHIN
