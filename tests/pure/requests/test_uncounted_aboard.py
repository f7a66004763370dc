"""People whom nobody has counted, aboard or landed: that is not zero, until somebody counts."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.errors import Refusal
from sar.incidents.people.outstanding import (
    FoundPeople,
    PersonsRange,
    missing_in_numbers,
    most_outstanding,
    outstanding_range,
)
from sar.incidents.phases import grew, outstanding
from sar.requests.counted_anew import correct, counted_anew, state_with
from sar.requests.landed_places import by_place
from sar.requests.tally import Tally, lived, more_than_aboard, not_counted, tally
from sar.requests.transfer_counts import Afloat, hand_over
from sar.requests.words import DeploymentAction, DeploymentState

_A, _D = DeploymentAction, DeploymentState
UNCOUNTED = Tally(uncounted_aboard=True)
SOME_COUNTED = Tally(aboard=5, recovered=5, uncounted_aboard=True)
ALL_COUNTED = Tally(aboard=5, recovered=5)
LANDED = Tally(cycles=1, uncounted_delivered=True)


@pytest.mark.parametrize("action", [_A.LOAD, _A.EMBARK])
@pytest.mark.parametrize("aboard", [0, 5])
def test_who_takes_people_aboard_without_a_number_has_not_counted_them(
    action: DeploymentAction, aboard: int
) -> None:
    after = tally(Tally(aboard=aboard, recovered=aboard), action, persons=None, uncounted=True)
    assert after == Tally(aboard=aboard, recovered=aboard, uncounted_aboard=True)


@pytest.mark.parametrize(
    ("before", "action", "persons", "dead", "after"),
    [
        (UNCOUNTED, _A.LOAD, 27, None, Tally(aboard=27, recovered=27, uncounted_aboard=True)),
        (SOME_COUNTED, _A.EMBARK, 2, None, Tally(aboard=7, recovered=7, uncounted_aboard=True)),
        (UNCOUNTED, _A.DELIVER, 27, None, Tally(recovered=27, delivered=27, cycles=1)),
        (SOME_COUNTED, _A.DELIVER, 6, None, Tally(recovered=6, delivered=6, cycles=1)),
        (
            SOME_COUNTED,
            _A.DELIVER,
            5,
            None,
            Tally(recovered=5, delivered=5, cycles=1, uncounted_aboard=True),
        ),
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
def test_only_a_delivery_of_more_than_were_counted_ends_it(
    before: Tally, action: DeploymentAction, persons: int | None, dead: int | None, after: Tally
) -> None:
    assert tally(before, action, persons=persons, dead=dead) == after


@pytest.mark.parametrize(
    ("before", "persons", "dead", "after"),
    [
        (UNCOUNTED, None, None, LANDED),
        (Tally(), None, None, LANDED),
        (
            SOME_COUNTED,
            None,
            None,
            Tally(recovered=5, delivered=5, cycles=1, uncounted_delivered=True),
        ),
        (
            ALL_COUNTED,
            None,
            None,
            Tally(recovered=5, delivered=5, cycles=1, uncounted_delivered=True),
        ),
        (
            SOME_COUNTED,
            2,
            1,
            Tally(
                recovered=5,
                delivered=4,
                dead=1,
                died=1,
                dead_landed=1,
                cycles=1,
                uncounted_delivered=True,
            ),
        ),
        (
            UNCOUNTED,
            None,
            2,
            Tally(recovered=2, dead=2, dead_landed=2, cycles=1, uncounted_delivered=True),
        ),
    ],
)
def test_who_lands_all_without_a_number_is_empty_and_has_not_counted_them(
    before: Tally, persons: int | None, dead: int | None, after: Tally
) -> None:
    assert tally(before, _A.DELIVER, persons=persons, dead=dead, uncounted=True) == after
    assert not after.anybody_aboard


@pytest.mark.parametrize(
    ("persons", "dead", "said", "uncounted"),
    [
        (None, None, False, True),
        (None, 0, False, True),
        (None, 2, False, False),
        (None, 2, True, True),
        (3, None, False, False),
        (3, None, True, True),
    ],
)
def test_without_any_number_nobody_was_counted(
    persons: int | None, dead: int | None, *, said: bool, uncounted: bool
) -> None:
    assert not_counted(persons=persons, dead=dead, said=said) is uncounted


def test_a_later_landing_with_a_number_does_not_count_those_before() -> None:
    again = tally(LANDED, _A.LOAD, persons=9)
    assert isinstance(again, Tally)
    after = tally(again, _A.DELIVER, persons=9)
    assert after == Tally(recovered=9, delivered=9, cycles=2, uncounted_delivered=True)
    assert tally(again, _A.RECALL, persons=None) == again


def test_an_empty_unit_is_free_whatever_was_counted_ashore() -> None:
    assert tally(LANDED, _A.RELEASE, persons=None) == LANDED


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
        "Aboard 5, 5 and others not counted before; dead 1, not 0."
    )
    assert correct(UNCOUNTED, aboard=0, delivered=0, dead=0) == Tally()


def test_whoever_counts_those_landed_corrects_it_with_both_on_the_record() -> None:
    after = correct(LANDED, aboard=0, delivered=27, dead=0)
    assert after == Tally(recovered=27, delivered=27, cycles=1)
    assert counted_anew(LANDED, after) == "Delivered 27, not counted before."
    known = Tally(recovered=5, delivered=5, uncounted_delivered=True)
    assert counted_anew(known, correct(known, aboard=0, delivered=27, dead=0)) == (
        "Delivered 27, 5 and others not counted before."
    )
    assert correct(LANDED, aboard=0, delivered=0, dead=0) == Tally(cycles=1)


def test_one_side_may_be_counted_while_nobody_has_counted_the_other() -> None:
    both = Tally(uncounted_aboard=True, uncounted_delivered=True)
    ashore = correct(both, aboard=None, delivered=27, dead=0)
    assert ashore == Tally(recovered=27, delivered=27, uncounted_aboard=True)
    assert counted_anew(both, ashore) == "Delivered 27, not counted before."
    at_sea = correct(both, aboard=9, delivered=None, dead=0)
    assert at_sea == Tally(aboard=9, recovered=9, uncounted_delivered=True)
    neither = correct(both, aboard=None, delivered=None, dead=0)
    assert neither == both
    assert counted_anew(both, neither) == "Not counted aboard, as before."


@pytest.mark.parametrize(
    ("told", "at", "places"),
    [
        ([("Augusta", 0)], ["Augusta"], {"Augusta": 17}),
        ([("Augusta", 0), ("Catania", 10)], ["Augusta"], {"Catania": 10, "Augusta": 7}),
        ([("Augusta", 0), ("Catania", 0)], ["Augusta", "Catania"], {"": 17}),
        ([("Augusta", 5), ("Catania", 10)], [], {"Augusta": 5, "Catania": 12}),
    ],
)
def test_who_was_counted_afterwards_is_where_people_were_landed_uncounted(
    told: list[tuple[str, int]], at: list[str], places: dict[str, int]
) -> None:
    assert by_place(told, 17, uncounted=at) == places


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


def test_who_died_ashore_of_those_landed_uncounted_was_landed() -> None:
    after = lived(LANDED, _A.DIED, persons=2)
    assert after == Tally(
        recovered=2, dead=2, died=2, dead_landed=2, cycles=1, uncounted_delivered=True
    )
    assert more_than_aboard(LANDED, _A.DIED, persons=2) == 0


def test_who_hands_some_of_them_over_has_the_others_still() -> None:
    ship = Afloat("Exercise Star", True, _D.EMBARKED, UNCOUNTED, 50)
    unit = Afloat("Rescue 1", False, _D.ON_SCENE, Tally(), 8)
    after = hand_over(ship, unit, persons=4)
    assert after.giver.tally == Tally(recovered=4, handed_over=4, uncounted_aboard=True)
    assert after.giver.state is _D.EMBARKED
    assert after.taker.tally == Tally(aboard=4, taken_over=4)


@pytest.mark.parametrize("before", [UNCOUNTED, SOME_COUNTED, ALL_COUNTED, Tally()])
def test_all_go_to_the_other_unit_without_a_number(before: Tally) -> None:
    ship = Afloat("Exercise Star", True, _D.EMBARKED, before, 50)
    unit = Afloat("Rescue 1", False, _D.ON_SCENE, Tally(aboard=1, recovered=1), 8)
    after = hand_over(ship, unit, uncounted=True)
    known = before.aboard
    assert after.giver.tally == Tally(recovered=known, handed_over=known)
    assert after.giver.state is _D.ON_SCENE
    taken = Tally(aboard=known + 1, recovered=1, taken_over=known, uncounted_aboard=True)
    assert after.taker.tally == taken
    assert after.taker.state is _D.LOADED
    counted = correct(after.taker.tally, aboard=12, delivered=0, dead=0)
    assert known + counted.recovered == 12, "each is recovered once"


def test_some_go_counted_with_all_others_and_the_dead() -> None:
    before = Tally(aboard=5, recovered=7, dead=2, uncounted_aboard=True)
    ship = Afloat("Exercise Star", True, _D.EMBARKED, before, 50)
    unit = Afloat("Rescue 1", False, _D.ON_SCENE, Tally(), 8)
    after = hand_over(ship, unit, persons=6, dead=2, uncounted=True)
    assert after.giver.tally == Tally(recovered=8, handed_over=8)
    assert after.taker.tally == Tally(aboard=6, dead=2, taken_over=8, uncounted_aboard=True)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([_A.LOAD, _A.DELIVER]),
            st.none() | st.integers(1, 50),
            st.none() | st.integers(1, 5),
        )
    )
)
def test_who_was_not_counted_is_marked_until_somebody_counts(
    steps: list[tuple[DeploymentAction, int | None, int | None]],
) -> None:
    now = Tally()
    for action, persons, dead in steps:
        dead = dead if action is _A.DELIVER else None
        said = not_counted(persons=persons, dead=dead, said=False)
        after = tally(now, action, persons=persons, dead=dead, uncounted=said)
        assert isinstance(after, Tally), "a fact is never refused"
        assert after.recovered == after.aboard + after.delivered + after.dead
        assert after.recovered >= now.recovered
        landed_more = action is _A.DELIVER and (persons or 0) > now.aboard
        if now.uncounted_aboard:
            assert after.uncounted_aboard or after.uncounted_delivered or landed_more
        assert after.uncounted_delivered or not now.uncounted_delivered
        now = after


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (PersonsRange(0, 12), "0–12"),
        (PersonsRange(3, 3), "3"),
        (PersonsRange(0, 0), "0"),
        (PersonsRange(0, None), "an unknown number"),
        (PersonsRange(3, None), "3 or more"),
    ],
)
def test_the_missing_are_a_range_wherever_they_are_one(missing: PersonsRange, said: str) -> None:
    assert missing_in_numbers(missing) == said


def named(where: str) -> dict[str, Any]:
    return {where: ("Nemo",)}


@pytest.mark.parametrize("where", ["uncounted", "uncounted_delivered"])
def test_in_the_balance_they_may_be_all_who_are_missing_or_none(where: str) -> None:
    found = replace(FoundPeople(aboard=3), **named(where))
    assert outstanding_range(PersonsRange(20, 40), found) == PersonsRange(0, 37)
    assert outstanding_range(PersonsRange(20, None), found) == PersonsRange(0, None)
    assert most_outstanding(PersonsRange(20, 40), found, None) == 37


@pytest.mark.parametrize("where", ["uncounted", "uncounted_delivered"])
def test_they_hold_the_end_of_a_case_and_a_wish_to_close_is_not_for_more_of_them(
    where: str,
) -> None:
    nobody = FoundPeople(delivered=4)
    some = replace(nobody, **named(where))
    before, left = (
        outstanding(PersonsRange(4, 4), one, highest=4, distress=True) for one in (nobody, some)
    )
    assert not before.any
    assert left.any
    assert getattr(left, where) == ("Nemo",)
    assert grew(before, left)
    assert not grew(left, before)
