"""While nobody knows where a craft is, ships and those who follow ships are asked each day."""

from datetime import UTC, datetime, timedelta

import pytest

from sar.incidents.ship_inquiries import ShipSource, ask_at, in_words

AT = datetime(2027, 7, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked_hours", "datum", "worked_on", "found", "hours"),
    [
        (None, False, True, False, 1),
        (5, False, True, False, 29),
        (49, False, True, False, 73),
        (None, True, True, False, None),
        (5, True, True, False, None),
        (5, False, False, False, None),
        (5, False, True, True, None),
    ],
)
def test_each_day_until_there_is_a_datum(
    asked_hours: int | None, datum: bool, worked_on: bool, found: bool, hours: int | None
) -> None:
    due = ask_at(
        None if asked_hours is None else AT + timedelta(hours=asked_hours),
        opened_at=AT,
        has_datum=datum,
        is_worked_on=worked_on,
        all_found=found,
    )
    assert due == (None if hours is None else AT + timedelta(hours=hours))


def test_those_asked_stand_in_the_order_of_the_list() -> None:
    said = in_words([ShipSource.VMS, ShipSource.SHIPS, ShipSource.AIS])
    assert said == "ships in the area, AIS, VMS"
