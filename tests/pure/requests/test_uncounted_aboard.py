"""People taken aboard whom nobody has counted: not counted is not zero, until somebody counts."""

import pytest

from sar.errors import Refusal
from sar.incidents.people import FoundPeople, PersonsRange, most_outstanding, outstanding_range
from sar.incidents.phases import grew, outstanding
from sar.requests.persons import (
    Afloat,
    Tally,
    correct,
    counted_anew,
    hand_over,
    lived,
    more_than_aboard,
    state_with,
    tally,
)
from sar.requests.words import DeploymentAction, DeploymentState

_A, _D = DeploymentAction, DeploymentState
UNCOUNTED = Tally(uncounted_aboard=True)
SOME_COUNTED = Tally(aboard=5, recovered=5, uncounted_aboard=True)


@pytest.mark.parametrize("action", [_A.LOAD, _A.EMBARK])
@pytest.mark.parametrize("aboard", [0, 5])
def test_who_takes_people_aboard_without_a_number_has_not_counted_them(
    action: DeploymentAction, aboard: int
) -> None:
    after = tally(Tally(aboard=aboard, recovered=aboard), action, persons=None)
    assert after == Tally(aboard=aboard, recovered=aboard, uncounted_aboard=True)


@pytest.mark.parametrize(
    ("before", "action", "persons", "dead", "after"),
    [
        (UNCOUNTED, _A.LOAD, 27, None, Tally(aboard=27, recovered=27)),
        (SOME_COUNTED, _A.EMBARK, 2, None, Tally(aboard=7, recovered=7)),
        (UNCOUNTED, _A.LOAD, None, None, UNCOUNTED),
        (UNCOUNTED, _A.DELIVER, 27, None, Tally(recovered=27, delivered=27, cycles=1)),
        (SOME_COUNTED, _A.DELIVER, 5, None, Tally(recovered=5, delivered=5, cycles=1)),
        (
            SOME_COUNTED,
            _A.DELIVER,
            3,
            None,
            Tally(aboard=2, recovered=5, delivered=3, cycles=1, uncounted_aboard=True),
        ),
        (
            UNCOUNTED,
            _A.DELIVER,
            None,
            2,
            Tally(recovered=2, dead=2, dead_landed=2, cycles=1, uncounted_aboard=True),
        ),
        (UNCOUNTED, _A.RECALL, None, None, UNCOUNTED),
        (SOME_COUNTED, _A.CALL_AWAY, None, None, Tally()),
    ],
)
def test_a_number_or_a_delivery_ends_it(
    before: Tally, action: DeploymentAction, persons: int | None, dead: int | None, after: Tally
) -> None:
    assert tally(before, action, persons=persons, dead=dead) == after


@pytest.mark.parametrize("before", [UNCOUNTED, SOME_COUNTED])
def test_nobody_is_released_with_people_aboard_whom_nobody_counted(before: Tally) -> None:
    refused = tally(before, _A.RELEASE, persons=None)
    assert isinstance(refused, list)
    assert [(one.code, one.params) for one in refused] == [("survivors_aboard", {"aboard": None})]
    assert isinstance(refused[0], Refusal)
    assert "not counted" in refused[0].sentence
    assert "0" not in refused[0].sentence


def test_to_count_anew_ends_it_also_with_nobody() -> None:
    after = correct(UNCOUNTED, aboard=27, delivered=0, dead=0)
    assert after == Tally(aboard=27, recovered=27)
    assert counted_anew(UNCOUNTED, after) == "Aboard 27, not counted before."
    assert counted_anew(SOME_COUNTED, correct(SOME_COUNTED, aboard=5, delivered=0, dead=1)) == (
        "Aboard 5, not counted before; dead 1, not 0."
    )
    assert correct(UNCOUNTED, aboard=0, delivered=0, dead=0) == Tally()


@pytest.mark.parametrize("action", [_A.DELIVER, _A.TRANSFER, _A.DIED, _A.BACK_IN_WATER])
def test_who_leaves_of_people_whom_nobody_counted_contradicts_nothing(
    action: DeploymentAction,
) -> None:
    assert more_than_aboard(UNCOUNTED, action, persons=9) == 0
    assert more_than_aboard(Tally(), action, persons=9) == 9


def test_who_died_of_them_was_aboard_and_the_others_are_still() -> None:
    before = Tally(recovered=4, delivered=4, uncounted_aboard=True)
    after = lived(before, _A.DIED, persons=2)
    assert after == Tally(recovered=6, delivered=4, dead=2, died=2, uncounted_aboard=True)
    assert state_with(after.anybody_aboard, _D.EMBARKED, ship=True) is _D.EMBARKED


def test_who_hands_some_of_them_over_has_the_others_still() -> None:
    ship = Afloat("Exercise Star", True, _D.EMBARKED, UNCOUNTED, 50)
    unit = Afloat("Rescue 1", False, _D.ON_SCENE, Tally(), 8)
    after = hand_over(ship, unit, persons=4)
    assert after.giver.tally == Tally(recovered=4, handed_over=4, uncounted_aboard=True)
    assert after.giver.state is _D.EMBARKED
    assert after.taker.tally == Tally(aboard=4, taken_over=4)


def test_in_the_balance_they_may_be_all_who_are_missing_or_none() -> None:
    found = FoundPeople(aboard=3, uncounted=("Nemo",))
    assert outstanding_range(PersonsRange(20, 40), found) == PersonsRange(0, 37)
    assert outstanding_range(PersonsRange(20, None), found) == PersonsRange(0, None)
    assert most_outstanding(PersonsRange(20, 40), found, None) == 37


def test_they_hold_the_end_of_a_case_and_a_wish_to_close_is_not_for_more_of_them() -> None:
    nobody = FoundPeople(delivered=4)
    some = FoundPeople(delivered=4, uncounted=("Nemo",))
    before, left = (
        outstanding(PersonsRange(4, 4), one, highest=4, distress=True) for one in (nobody, some)
    )
    assert not before.any
    assert left.any
    assert left.uncounted == ("Nemo",)
    assert grew(before, left)
    assert not grew(left, before)
