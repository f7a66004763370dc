"""While nobody knows where a craft is, ships and those who follow ships are asked each day."""

from datetime import UTC, datetime, timedelta

import pytest

from sar.incidents.ship_inquiries import ShipSource, ask_at, in_words

AT = datetime(2027, 7, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked_hours", "known_hours", "worked_on", "found", "hours"),
    [
        (None, None, True, False, 1),
        (5, None, True, False, 29),
        (49, None, True, False, 73),
        (None, 168, True, False, 168),
        (5, 168, True, False, 168),
        (160, 168, True, False, 184),
        (170, 168, True, False, 194),
        (5, None, False, False, None),
        (5, None, True, True, None),
        (5, 168, True, True, None),
    ],
)
def test_each_day_while_nobody_knows_where_it_is(
    asked_hours: int | None,
    known_hours: int | None,
    worked_on: bool,
    found: bool,
    hours: int | None,
) -> None:
    due = ask_at(
        None if asked_hours is None else AT + timedelta(hours=asked_hours),
        opened_at=AT,
        known_until=None if known_hours is None else AT + timedelta(hours=known_hours),
        is_worked_on=worked_on,
        all_found=found,
    )
    assert due == (None if hours is None else AT + timedelta(hours=hours))


def test_those_asked_stand_in_the_order_of_the_list() -> None:
    said = in_words([ShipSource.VMS, ShipSource.SHIPS, ShipSource.AIS])
    assert said == "ships in the area, AIS, VMS"
