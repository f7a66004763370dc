"""The immersion estimate: by the table, since people were said to be in the water."""

from datetime import timedelta

import pytest

from sar.incidents.immersion import Bound, immersed_since
from tests.world import START


@pytest.mark.parametrize(
    ("water_c", "least_h", "most_h"),
    [(0.0, 0.25, 0.75), (10.0, 1.0, 3.0), (10.1, 1.0, 6.0), (21.0, 2.0, 40.0), (26.5, 3.0, None)],
)
def test_the_bound_runs_from_when_they_were_said_to_be_in_the_water(
    water_c: float, least_h: float, most_h: float | None
) -> None:
    most_at = None if most_h is None else START + timedelta(hours=most_h)
    assert immersed_since(START, water_c) == Bound(START + timedelta(hours=least_h), most_at)


def test_warm_water_or_nothing_said_sets_no_bound() -> None:
    assert immersed_since(START, 26.6) is None
    assert immersed_since(START, None) is None
    assert immersed_since(None, 12.0) is None
