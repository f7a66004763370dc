"""The immersion estimate: by the model, since people were said to be in the water."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.people.immersion import (
    IMMERSION_SOURCE,
    WITHOUT_LIFE_JACKETS,
    immersed_since,
    immersion_minutes,
)
from tests.world import START


@pytest.mark.parametrize(
    ("water_c", "minutes"),
    [(-1.8, 106), (0.0, 106), (5.0, 132), (10.0, 176), (15.0, 276), (18.0, 431), (30.0, 700)],
)
def test_the_bound_runs_from_when_they_were_said_to_be_in_the_water(
    water_c: float, minutes: int
) -> None:
    bound = immersed_since(START, water_c)
    assert bound is not None
    assert bound.most_at == START + timedelta(minutes=minutes)
    assert bound.least_at in {START + timedelta(minutes=one) for one in half(minutes)}


def half(minutes: int) -> tuple[int, int]:
    """Of the model's time before its minutes are cut."""
    return minutes // 2, (minutes + 1) // 2


@given(st.floats(-3.0, 40.0))
def test_nobody_is_without_a_limit_and_colder_is_never_longer(water_c: float) -> None:
    here, warmer = immersion_minutes(water_c), immersion_minutes(water_c + 0.5)
    assert 50.0 <= here[0] <= warmer[0] <= 350.0
    assert 100.0 <= here[1] <= warmer[1] <= 700.0


def test_nothing_said_sets_no_bound() -> None:
    assert immersed_since(START, None) is None
    assert immersed_since(None, 12.0) is None


def test_both_lines_name_their_source() -> None:
    assert "Hayward" in IMMERSION_SOURCE
    assert "not checked" in IMMERSION_SOURCE
    assert "National SAR Manual" in WITHOUT_LIFE_JACKETS
