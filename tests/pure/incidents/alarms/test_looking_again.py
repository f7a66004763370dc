"""The time for which the soonest unit is looked for by the clock, in a case in which nobody is
tasked."""

from datetime import datetime, timedelta

import pytest

from sar.incidents.alarms.untasked import looked_for_again_at
from tests.world import START


@pytest.mark.parametrize(
    ("after", "knows", "again"),
    [
        (0, False, 5),
        (59, False, 5),
        (60, False, None),
        (60, True, 5),
        (4_000, False, None),
        (4_000, True, 5),
    ],
)
def test_it_is_looked_for_in_the_first_hour_and_while_its_owner_knows(
    after: int, knows: bool, again: int | None
) -> None:
    now = START + timedelta(minutes=after)
    at: datetime | None = None if again is None else now + timedelta(minutes=again)
    assert looked_for_again_at(START, knows=knows, now=now) == at
