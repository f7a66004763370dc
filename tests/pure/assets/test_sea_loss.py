"""Speed that vessels keep in a sea: less in a higher one, and less of a shorter hull."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.words import Kind
from sar.assets.catalogue import asset_types
from sar.assets.sea_loss import FREE_SEA_STATE, SOURCES, UNSLOWED, kept_speed
from sar.assets.words import Hull

HULLS = st.sampled_from(Hull)
LENGTHS = st.floats(3, 400)


@pytest.mark.parametrize(
    ("hull", "length_m", "by_sea_state"),
    [
        (Hull.DISPLACEMENT, 190.0, (0.96, 0.93, 0.89, 0.83, 0.76, 0.70)),
        (Hull.DISPLACEMENT, 70.0, (0.92, 0.87, 0.80, 0.68, 0.60, 0.54)),
        (Hull.PLANING, 42.0, (0.87, 0.77, 0.70, 0.64, 0.58, 0.56)),
        (Hull.PLANING, 17.0, (0.83, 0.72, 0.65, 0.60, 0.55, 0.53)),
        (Hull.PLANING, 8.4, (0.81, 0.70, 0.63, 0.58, 0.53, 0.51)),
    ],
)
def test_the_part_that_each_hull_keeps_in_sea_states_4_to_9(
    hull: Hull, length_m: float, by_sea_state: tuple[float, ...]
) -> None:
    kept = [round(kept_speed(hull, length_m, state).mean, 2) for state in range(4, 10)]
    assert kept == pytest.approx(by_sea_state, abs=0.011)


def test_a_ship_of_150_metres_loses_in_beaufort_6_as_aertssen_has_it() -> None:
    """Head sea 1300 / 150 + 6, following 200 / 150 + 1 in a hundred."""
    kept = kept_speed(Hull.DISPLACEMENT, 150.0, 5)
    assert kept.head == pytest.approx(1 - (1300 / 150 + 6) / 100)
    assert kept.following == pytest.approx(1 - (200 / 150 + 1) / 100)


def test_a_boat_slows_down_until_it_strikes_no_harder_than_in_a_slight_sea() -> None:
    """Savitsky and Brown: (waves / beam + 0.084) times speed squared stays what it is."""
    kept, beam_m = kept_speed(Hull.PLANING, 20.0, 5), 5.0
    assert (3.25 / beam_m + 0.084) * kept.head**2 == pytest.approx(0.875 / beam_m + 0.084)


@given(HULLS, LENGTHS, st.sampled_from([None, *range(FREE_SEA_STATE + 1)]))
def test_nothing_is_lost_up_to_a_slight_sea_or_in_one_not_known(
    hull: Hull, length_m: float, sea_state: int | None
) -> None:
    assert kept_speed(hull, length_m, sea_state) == UNSLOWED


@given(HULLS, LENGTHS)
def test_a_higher_sea_leaves_no_more_and_never_nothing(hull: Hull, length_m: float) -> None:
    for lower, higher in pairwise(kept_speed(hull, length_m, state) for state in range(10)):
        assert 0.0 < higher.head <= lower.head <= 1.0
        assert higher.mean <= lower.mean
        assert higher.following <= lower.following


@given(HULLS, LENGTHS, LENGTHS, st.integers(0, 9))
def test_a_longer_hull_loses_no_more(hull: Hull, one: float, other: float, state: int) -> None:
    shorter, longer = (kept_speed(hull, metres, state) for metres in sorted((one, other)))
    assert longer.mean >= shorter.mean - 1e-12


@given(HULLS, LENGTHS, st.integers(0, 9))
def test_the_mean_course_lies_between_a_head_and_a_following_sea(
    hull: Hull, length_m: float, state: int
) -> None:
    kept = kept_speed(hull, length_m, state)
    assert kept.head - 1e-12 <= kept.mean <= kept.following + 1e-12
    assert 0.0 <= kept.spread < 0.5


def test_every_vessel_of_the_catalogue_has_a_hull_and_nothing_else_has() -> None:
    for one in asset_types().values():
        assert (one.hull is not None) == (one.kind is Kind.VESSEL), one.code
        assert (one.figures.length_m is not None) == (one.kind is Kind.VESSEL), one.code
        if one.hull is not None:
            assert SOURCES[one.hull]


def test_what_is_fast_for_its_length_planes() -> None:
    """At 2 kn for each root of a foot, where the formula for planing hulls begins."""
    for one in asset_types().values():
        if one.hull is not None and one.figures.length_m and one.figures.response_kn:
            fast = one.figures.response_kn / (one.figures.length_m / 0.3048) ** 0.5
            assert (one.hull is Hull.PLANING) == (fast >= 2.0), (one.code, fast)
