"""Spans and instants in sentences, as the screens write them (`frontend/tests/format.test.ts`)."""

from datetime import UTC, datetime

import pytest

from sar.time_words import minute_text, span_text, to_the_minute


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (-3.0, "0 min"),
        (0.4, "0 min"),
        (59.4, "59 min"),
        (59.5, "1 h"),
        (68.7, "1 h 9 min"),
        (120.0, "2 h"),
        (1199.0, "19 h 59 min"),
        (2879.4, "47 h 59 min"),
        (2880.0, "2 d"),
        (9651.0, "6 d 17 h"),
    ],
)
def test_a_span_is_written_as_people_read_it(minutes: float, written: str) -> None:
    assert span_text(minutes) == written


def test_an_instant_is_written_to_its_minute_which_is_not_rounded() -> None:
    at = datetime(2026, 11, 3, 14, 5, 59, 999_999, tzinfo=UTC)
    assert minute_text(at) == "03 Nov 14:05Z"
    assert to_the_minute(at) == datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
