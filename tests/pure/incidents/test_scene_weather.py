"""Weather in the units that people tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.scene_weather import (
    knots_of,
    m_per_s_of,
    sea_state_of,
    wind_chill_c,
)


@pytest.mark.parametrize(
    ("height", "state"),
    [(0.0, 0), (0.05, 1), (0.1, 1), (0.3, 2), (0.5, 2), (1.25, 3), (1.3, 4), (2.5, 4), (3.0, 5),
     (4.0, 5), (4.1, 6), (6.0, 6), (9.0, 7), (12.0, 8), (14.0, 8), (14.1, 9), (30.0, 9)],
)  # fmt: skip
def test_the_sea_state_follows_from_the_waves(height: float, state: int) -> None:
    assert sea_state_of(height) == state


@given(st.integers(0, 10_000))
def test_a_speed_in_metres_per_second_comes_back_as_it_was_told(hundredths: int) -> None:
    assert m_per_s_of(knots_of(hundredths / 100)) == hundredths / 100


def test_ten_metres_per_second_are_nineteen_knots() -> None:
    assert knots_of(10) == 19.44


@pytest.mark.parametrize(
    ("air", "wind", "chill"),
    [
        (-10.0, 20 / 1.852, -18),  # the published table: -10 °C and 20 km/h
        (-20.0, 40 / 1.852, -34),
        (5.0, 30 / 1.852, 0),
        (11.0, 30.0, None),
        (0.0, 2.0, None),
        (None, 20.0, None),
        (0.0, None, None),
    ],
)
def test_wind_chill_is_that_of_the_published_table(
    air: float | None, wind: float | None, chill: int | None
) -> None:
    assert wind_chill_c(air, wind) == chill
