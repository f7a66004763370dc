"""Nothing written about people in distress for half an hour is an alarm."""

from datetime import UTC, datetime, timedelta

import pytest

from sar.incidents.alarms.writing_rules import LOOKED, WRITTEN_WITHIN, looked
from sar.record.entries import all_facts

AT = datetime(2027, 6, 13, 20, 30, tzinfo=UTC)


def minute(number: float) -> datetime:
    return AT + timedelta(minutes=number)


@pytest.mark.parametrize(
    ("last", "now", "since", "look"),
    [
        (0, 0, None, 30),
        (0, 29.9, None, 30),
        (12, 30, None, 42),
        (0, 30, 0, 31),
        (0, 170, 0, 171),
    ],
)
def test_it_rings_half_an_hour_after_the_last_word(
    last: float, now: float, since: float | None, look: float
) -> None:
    found = looked(minute(last), rings_since=None, awaited=True, now=minute(now))
    assert found.since == (None if since is None else minute(since))
    assert found.look_at == minute(look)


def test_it_rings_once_and_until_somebody_writes() -> None:
    rings = looked(minute(0), rings_since=minute(0), awaited=True, now=minute(31))
    assert (rings.since, rings.look_at) == (minute(0), None)
    heard = looked(minute(40), rings_since=minute(0), awaited=True, now=minute(40))
    assert (heard.since, heard.look_at) == (None, minute(40) + WRITTEN_WITHIN)


@pytest.mark.parametrize("rings_since", [None, AT])
def test_nobody_is_awaited_to_write_once_nobody_is_in_distress(
    rings_since: datetime | None,
) -> None:
    found = looked(minute(0), rings_since=rings_since, awaited=False, now=minute(60))
    assert (found.since, found.look_at) == (None, None)


def test_to_look_is_not_to_write() -> None:
    assert set(all_facts()) >= LOOKED
