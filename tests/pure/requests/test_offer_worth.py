"""Offers to a case that ring: the table that the screens go by too, and what holds for all."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.requests.offer_worth import (
    HelpSoFar,
    LackingNeed,
    UnitOffered,
    UnitTasked,
    is_worth_a_ring,
)

TABLE = Path(__file__).parents[2] / "vectors" / "offers.json"
ROWS: list[dict[str, Any]] = json.loads(TABLE.read_text())["rows"]

MINUTES = st.none() | st.floats(0, 600)
OFFERED = st.builds(
    UnitOffered, MINUTES, st.integers(0, 90), missing=st.none() | st.integers(0, 90)
)
TASKED = st.builds(UnitTasked, st.booleans(), MINUTES, st.integers(0, 90), st.integers(0, 90))
SO_FAR = st.builds(
    HelpSoFar,
    st.lists(TASKED, max_size=4),
    st.lists(st.builds(LackingNeed, st.booleans(), st.integers(0, 90)), max_size=3),
    st.none() | st.integers(0, 400),
)


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_the_table_that_the_screens_go_by(row: dict[str, Any]) -> None:
    so_far = HelpSoFar(
        [UnitTasked(**one) for one in row["tasked"]],
        [LackingNeed(**one) for one in row["needs"]],
        row["outstanding"],
    )
    assert is_worth_a_ring([UnitOffered(**one) for one in row["offered"]], so_far) is row["rings"]


@given(one=OFFERED, so_far=SO_FAR)
def test_what_nobody_knows_speaks_for_the_offer(one: UnitOffered, so_far: HelpSoFar) -> None:
    if is_worth_a_ring([one], so_far):
        assert is_worth_a_ring([replace(one, comes=None)], so_far)
        assert is_worth_a_ring([one], replace(so_far, outstanding=None))


@given(one=OFFERED, so_far=SO_FAR, more=TASKED)
def test_less_help_makes_no_offer_worth_less(
    one: UnitOffered, so_far: HelpSoFar, more: UnitTasked
) -> None:
    with_more = replace(so_far, tasked=[*so_far.tasked, more])
    if is_worth_a_ring([one], with_more):
        assert is_worth_a_ring([one], so_far)


@given(offered=st.lists(OFFERED, min_size=1, max_size=4), so_far=SO_FAR)
def test_an_offer_of_several_is_worth_what_one_of_them_is(
    offered: list[UnitOffered], so_far: HelpSoFar
) -> None:
    assert is_worth_a_ring(offered, so_far) is any(
        is_worth_a_ring([one], so_far) for one in offered
    )
