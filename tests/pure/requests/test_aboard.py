"""Survivors handed over from one deployment to another count once, whatever the steps."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.requests.aboard import Afloat, HandedOver, hand_over
from sar.requests.lifecycle import Tally
from sar.requests.words import DeploymentState

_D = DeploymentState
GIVING = {"on_scene", "refuelling", "loaded", "delivered", "recalled", "diverted", "embarked"}
UNIT_TAKING = {"on_scene", "loaded", "delivered"}
SHIP_TAKING = {"on_scene", "embarked"}

SHIP = Afloat("Exercise Star", True, _D.EMBARKED, Tally(aboard=9, recovered=9), 50)
UNIT = Afloat("Rescue 1", False, _D.ON_SCENE, Tally(), 8)


def test_aboard_of_the_one_falls_and_of_the_other_rises_and_recovered_stays() -> None:
    after = hand_over(SHIP, UNIT, persons=4)
    assert isinstance(after, HandedOver)
    assert after.giver.tally == Tally(aboard=5, recovered=9, handed_over=4)
    assert after.taker.tally == Tally(aboard=4, taken_over=4)
    assert (after.giver.state, after.taker.state) == ("embarked", "loaded")
    assert not after.crowded


def test_with_nobody_left_aboard_the_giver_is_on_scene_again() -> None:
    after = hand_over(SHIP, UNIT, persons=9)
    assert isinstance(after, HandedOver)
    assert after.giver.state is _D.ON_SCENE
    assert after.crowded, "nine in a helicopter that holds eight: done, and said"


@pytest.mark.parametrize("ship", [False, True])
def test_every_pair_of_states_is_as_the_table_says(ship: bool) -> None:
    takes = SHIP_TAKING if ship else UNIT_TAKING
    for giving, taking in product(_D, _D):
        giver, taker = replace(SHIP, state=giving), replace(UNIT, state=taking, ship=ship)
        after = hand_over(giver, taker, persons=4)
        refused = {one.code for one in after} if isinstance(after, list) else set()
        assert ("more_than_aboard" in refused) is (giving not in GIVING)
        assert ("cannot_take_over" in refused) is (taking not in takes)


@given(aboard=st.integers(0, 9), persons=st.integers(1, 12))
def test_nobody_is_handed_over_who_is_not_aboard(aboard: int, persons: int) -> None:
    giver = replace(SHIP, tally=Tally(aboard=aboard, recovered=aboard))
    after = hand_over(giver, UNIT, persons=persons)
    assert isinstance(after, HandedOver) is (persons <= aboard)
    if isinstance(after, HandedOver):
        ends = (after.giver.tally, after.taker.tally)
        assert sum(end.aboard for end in ends) == aboard
        for end in ends:
            assert end.recovered + end.taken_over == end.aboard + end.delivered + end.handed_over
