"""Everybody is counted once, whatever the steps, transfers and corrections."""

from dataclasses import astuple, replace
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.people.outstanding import FoundPeople, PersonsRange, outstanding_range
from sar.requests.counted_anew import correct, counted_anew, state_with
from sar.requests.landed_places import by_place
from sar.requests.tally import Tally, doubt, lived, more_dead_left, more_than_aboard, tally
from sar.requests.transfer_counts import Afloat, Move, hand_over, uncounted
from sar.requests.words import LIVES, DeploymentAction, DeploymentState

_A, _D = DeploymentAction, DeploymentState
GIVING = {
    "on_scene", "refuelling", "loaded", "delivered", "recalled", "diverted", "embarked", "unable",
}  # fmt: skip
UNIT_TAKING = {"on_scene", "loaded", "delivered"}
SHIP_TAKING = {"on_scene", "embarked"}

SHIP = Afloat("Exercise Star", True, _D.EMBARKED, Tally(aboard=9, recovered=9), 50)
UNIT = Afloat("Rescue 1", False, _D.ON_SCENE, Tally(), 8)


def test_aboard_of_the_one_falls_and_of_the_other_rises_and_recovered_stays() -> None:
    after = hand_over(SHIP, UNIT, persons=4)
    assert after.giver.tally == Tally(aboard=5, recovered=9, handed_over=4)
    assert after.taker.tally == Tally(aboard=4, taken_over=4)
    assert (after.giver.state, after.taker.state) == ("embarked", "loaded")
    assert not after.crowded


def test_with_nobody_left_aboard_the_giver_is_on_scene_again() -> None:
    after = hand_over(SHIP, UNIT, persons=9)
    assert after.giver.state is _D.ON_SCENE
    assert after.crowded, "nine in a helicopter that holds eight: done, and said"


HAS_TAKEN = dict.fromkeys(["underway", "proceeding", "released", "returning"], "loaded")
"""Of assets; a ship of opportunity is `embarked` whatever it was."""


@pytest.mark.parametrize("ship", [False, True])
@pytest.mark.parametrize("aboard", [0, 4, 9])
def test_every_pair_of_states_hands_over_and_who_was_not_there_is_told(
    ship: bool, aboard: int
) -> None:
    takes = SHIP_TAKING if ship else UNIT_TAKING
    for giving, taking in product(_D, _D):
        giver = replace(SHIP, state=giving, tally=Tally(aboard=aboard, recovered=aboard))
        taker = replace(UNIT, state=taking, ship=ship)
        after = hand_over(giver, taker, persons=4)
        assert after.giver_away == (None if giving in GIVING else giving)
        assert after.taker_away == (None if taking in takes else taking)
        assert (after.giver.tally.aboard, after.taker.tally.aboard) == (max(0, aboard - 4), 4)
        assert balanced(after.giver.tally)
        assert balanced(after.taker.tally)
        if after.giver_away:
            assert after.giver.state == giving
        if after.taker_away:
            then = _D.EMBARKED if ship else HAS_TAKEN.get(taking.value, taking)
            assert after.taker.state == then


@given(aboard=st.integers(0, 9), persons=st.integers(1, 12))
def test_who_is_handed_over_was_aboard(aboard: int, persons: int) -> None:
    giver = replace(SHIP, tally=Tally(aboard=aboard, recovered=aboard))
    after = hand_over(giver, UNIT, persons=persons)
    ends = (after.giver.tally, after.taker.tally)
    assert sum(end.aboard for end in ends) == max(aboard, persons)
    assert all(balanced(end) for end in ends)
    assert more_than_aboard(giver.tally, _A.TRANSFER, persons=persons) == max(0, persons - aboard)


def balanced(one: Tally) -> bool:
    """Whether it is what the table lets stand."""
    came = one.recovered + one.taken_over + one.born
    went = one.aboard + one.delivered + one.handed_over + one.dead + one.back_in_water
    of_the_dead = one.died <= one.dead and one.dead_landed <= one.dead
    return min(astuple(one)) >= 0 and came == went and of_the_dead


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["load", "deliver", "move", "move", "bodies", "call", *sorted(LIVES)]),
            st.integers(0, 3),
            st.integers(0, 3),
            st.integers(1, 5),
        ),
        max_size=25,
    )
)
def test_whoever_is_called_away_with_survivors_all_counts_go_with_them(
    steps: list[tuple[str, int, int, int]],
) -> None:
    ids = [UUID(int=n) for n in range(4)]
    tallies, moves, gone = dict.fromkeys(ids, Tally()), [], set()
    for action, one, other, persons in steps:
        unit, before = ids[one], tallies[ids[one]]
        if unit in gone:
            continue
        if action == "load":
            step = tally(before, DeploymentAction.LOAD, persons=persons)
        elif action == "deliver":
            step = tally(before, DeploymentAction.DELIVER, persons=persons)
        elif action in ("move", "bodies") and ids[other] not in gone and one != other:
            giver = Afloat("A", False, _D.ON_SCENE, before, 9)
            taker = Afloat("B", False, _D.ON_SCENE, tallies[ids[other]], 9)
            alive = persons if action == "move" else 0
            done = hand_over(giver, taker, persons=alive, dead=persons - alive)
            step, tallies[ids[other]] = done.giver.tally, done.taker.tally
            moves.append(Move(unit, ids[other], persons))
        elif action in LIVES:
            step = lived(before, DeploymentAction(action), persons=persons)
        elif action == "call":
            step = tally(before, DeploymentAction.CALL_AWAY, persons=None)
            assert isinstance(step, Tally)
            others = {id_: one for id_, one in tallies.items() if id_ != unit}
            lost = before.taken_over - step.taken_over
            recovered = sum(one.recovered for one in tallies.values())
            born = any(one.born for one in tallies.values())
            tallies |= uncounted(others, moves, taker=unit, persons=lost)
            tallies[unit] = step
            kept = sum(one.recovered for one in tallies.values())
            assert kept == recovered - before.aboard or (
                born and recovered - before.aboard < kept <= recovered
            )
            gone.add(unit)
        else:
            continue
        assert isinstance(step, Tally)
        tallies[unit] = step
    assert all(balanced(one) for one in tallies.values())
    handed = sum(one.handed_over for one in tallies.values())
    assert handed == sum(one.taken_over for one in tallies.values())


@pytest.mark.parametrize(
    ("deliveries", "delivered", "places"),
    [
        ([], 0, {}),
        ([("Valletta", 5), ("", 2), ("Valletta", 1)], 8, {"Valletta": 6, "": 2}),
        ([("Valletta", 5), ("Pozzallo", 4)], 7, {"Valletta": 5, "Pozzallo": 2}),
        ([("Valletta", 5), ("Pozzallo", 4)], 10, {"Valletta": 5, "Pozzallo": 5}),
        ([], 3, {"": 3}),
    ],
)
def test_a_corrected_count_is_of_the_last_deliveries(
    deliveries: list[tuple[str, int]], delivered: int, places: dict[str, int]
) -> None:
    assert by_place(deliveries, delivered) == places
    assert sum(places.values()) == delivered


@pytest.mark.parametrize(
    ("action", "before", "persons", "after"),
    [
        (_A.FOUND_DEAD, Tally(), 2, Tally(recovered=2, dead=2)),
        (
            _A.DIED,
            Tally(aboard=3, recovered=3),
            1,
            Tally(aboard=2, recovered=3, dead=1, died=1),
        ),
        (
            _A.DIED,
            Tally(recovered=3, delivered=3),
            1,
            Tally(recovered=3, delivered=2, dead=1, died=1, dead_landed=1),
        ),
        (_A.BORN, Tally(aboard=3, recovered=3), 1, Tally(aboard=4, recovered=3, born=1)),
        (
            _A.BACK_IN_WATER,
            Tally(aboard=27, taken_over=27),
            3,
            Tally(aboard=24, taken_over=27, back_in_water=3),
        ),
        (
            _A.DIED,
            Tally(aboard=1, recovered=9, delivered=8),
            2,
            Tally(recovered=9, delivered=7, dead=2, died=2, dead_landed=1),
        ),
        (_A.DIED, Tally(aboard=1, recovered=1), 3, Tally(recovered=3, dead=3, died=3)),
        (
            _A.BACK_IN_WATER,
            Tally(recovered=9, delivered=9),
            1,
            Tally(recovered=10, delivered=9, back_in_water=1),
        ),
    ],
)
def test_lives_are_told_and_all_counts_add_up(
    action: DeploymentAction, before: Tally, persons: int, after: Tally
) -> None:
    told = lived(before, action, persons=persons)
    assert told == after
    assert balanced(told)


@pytest.mark.parametrize(
    ("action", "before", "persons", "doubted"),
    [
        (_A.DELIVER, Tally(aboard=3), 3, 0),
        (_A.DELIVER, Tally(aboard=3), 4, 1),
        (_A.TRANSFER, Tally(), 1, 1),
        (_A.RECEIVE, Tally(), 9, 0),
        (_A.DIED, Tally(aboard=1), 1, 0),
        (_A.DIED, Tally(aboard=1, delivered=8), 2, 1),
        (_A.DIED, Tally(delivered=8), 8, 0),
        (_A.DIED, Tally(delivered=8), 9, 1),
        (_A.BACK_IN_WATER, Tally(delivered=9), 1, 1),
        (_A.FOUND_DEAD, Tally(), 9, 0),
        (_A.BORN, Tally(), 1, 0),
        (_A.LOAD, Tally(), 9, 0),
    ],
)
def test_more_who_left_than_were_aboard_is_a_contradiction_and_never_refused(
    action: DeploymentAction, before: Tally, persons: int, doubted: int
) -> None:
    assert more_than_aboard(before, action, persons=persons) == doubted


@pytest.mark.parametrize(
    ("before", "persons", "dead", "after", "more", "uncounted"),
    [
        (
            Tally(aboard=3, recovered=5, dead=2),
            3,
            2,
            Tally(recovered=5, delivered=3, dead=2, dead_landed=2, cycles=1),
            0,
            0,
        ),
        (
            Tally(aboard=3, recovered=5, dead=2),
            None,
            1,
            Tally(aboard=3, recovered=5, dead=2, dead_landed=1, cycles=1),
            0,
            0,
        ),
        # Nobody told that two of the ten aboard had died: they are no two more.
        (
            Tally(aboard=10, recovered=10),
            8,
            2,
            Tally(recovered=10, delivered=8, dead=2, died=2, dead_landed=2, cycles=1),
            2,
            0,
        ),
        (
            Tally(aboard=1, recovered=1),
            1,
            2,
            Tally(recovered=3, delivered=1, dead=2, dead_landed=2, cycles=1),
            2,
            2,
        ),
    ],
)
def test_the_dead_who_are_landed_are_counted_apart_from_those_aboard(
    before: Tally, persons: int | None, dead: int, after: Tally, more: int, uncounted: int
) -> None:
    landed = tally(before, _A.DELIVER, persons=persons, dead=dead)
    assert landed == after
    assert balanced(after)
    assert more_dead_left(before, persons=persons, dead=dead) == (more, uncounted)


@given(
    st.builds(
        Tally,
        aboard=st.integers(0, 9),
        delivered=st.integers(0, 9),
        dead=st.integers(5, 9),
        dead_landed=st.integers(0, 5),
    ),
    st.none() | st.integers(1, 12),
    st.integers(1, 12),
    st.integers(0, 9),
)
def test_no_dead_are_lost_between_aboard_and_landed(
    counts: Tally, persons: int | None, dead: int, counted: int
) -> None:
    before = replace(counts, recovered=counts.aboard + counts.delivered + counts.dead)
    after = tally(before, _A.DELIVER, persons=persons, dead=dead)
    assert isinstance(after, Tally)
    assert balanced(after)
    assert after.dead_landed == before.dead_landed + dead
    assert after.dead_aboard == max(0, before.dead_aboard - dead)
    assert after.recovered >= before.recovered
    anew = correct(after, aboard=after.aboard, delivered=after.delivered, dead=counted)
    assert balanced(anew)


@given(
    st.builds(Tally, aboard=st.integers(0, 9), delivered=st.integers(0, 9), dead=st.integers(0, 9)),
    st.sampled_from([_A.DELIVER, *sorted(LIVES)]),
    st.integers(1, 20),
    st.integers(0, 60),
)
def test_whatever_is_told_nobody_is_missing_less_than_zero_and_the_most_ever_stands(
    counts: Tally, action: DeploymentAction, persons: int, most: int
) -> None:
    before = replace(counts, recovered=counts.aboard + counts.delivered + counts.dead)
    after = (
        tally(before, action, persons=persons)
        if action is _A.DELIVER
        else lived(before, action, persons=persons)
    )
    assert isinstance(after, Tally)
    assert balanced(after)

    def missing(one: Tally) -> PersonsRange:
        found = FoundPeople(
            aboard=one.aboard, delivered=one.delivered, dead=one.dead, born=one.born
        )
        return outstanding_range(PersonsRange(most, most), found)

    left = missing(after)
    assert left.most is not None
    assert 0 <= left.least <= left.most <= most
    if action is _A.BACK_IN_WATER:
        assert left.most >= (missing(before).most or 0), "who is in the water again is missing"


GAVE = Tally(aboard=3, recovered=8, dead=5, died=2, dead_landed=1)
"""Three are alive aboard; of five dead two died aboard, and one was landed."""


@pytest.mark.parametrize(
    ("persons", "dead", "gives", "takes"),
    [
        # Those who were found dead go first.
        (
            0,
            3,
            replace(GAVE, dead=2, handed_over=3),
            Tally(taken_over=3, dead=3),
        ),
        # Nobody who died is lost from the dead of the case.
        (
            0,
            4,
            replace(GAVE, dead=1, died=1, handed_over=4),
            Tally(taken_over=4, dead=4, died=1),
        ),
        # With the living, in one step.
        (
            2,
            1,
            replace(GAVE, aboard=1, dead=4, handed_over=3),
            Tally(aboard=2, taken_over=3, dead=1),
        ),
        # Two more dead than were known to be: two of those aboard died.
        (
            0,
            6,
            Tally(aboard=1, recovered=8, dead=1, died=1, dead_landed=1, handed_over=6),
            Tally(taken_over=6, dead=6, died=3),
        ),
        # Two whom nobody had counted, alive or dead: they are found dead, and doubted.
        (
            3,
            6,
            Tally(recovered=10, dead=1, died=1, dead_landed=1, handed_over=9),
            Tally(aboard=3, taken_over=9, dead=6, died=1),
        ),
    ],
)
def test_the_dead_who_are_handed_over_are_the_takers_and_counted_once(
    persons: int, dead: int, gives: Tally, takes: Tally
) -> None:
    after = hand_over(replace(SHIP, tally=GAVE), UNIT, persons=persons, dead=dead)
    assert (after.giver.tally, after.taker.tally) == (gives, takes)
    assert balanced(gives)
    assert balanced(takes)
    assert after.taker.state is (_D.LOADED if persons else _D.ON_SCENE)


@pytest.mark.parametrize("ship", [False, True])
def test_the_dead_alone_leave_every_takers_state_as_it_is(ship: bool) -> None:
    takes = SHIP_TAKING if ship else UNIT_TAKING
    for taking in _D:
        taker = replace(UNIT, state=taking, ship=ship, tally=Tally(aboard=9, recovered=9))
        after = hand_over(replace(SHIP, tally=GAVE), taker, dead=2)
        assert after.taker.state is taking
        assert after.taker_away == (None if taking in takes else taking)
        assert not after.crowded, "the dead take nobody's room"


counted = st.builds(
    lambda aboard, found, died, landed, delivered: Tally(
        aboard=aboard,
        delivered=delivered,
        recovered=aboard + delivered + found + died,
        dead=found + died,
        died=died,
        dead_landed=min(landed, found + died),
    ),
    *[st.integers(0, 6)] * 5,
)


@given(counted, counted, st.integers(0, 8), st.integers(0, 8))
def test_a_hand_over_doubles_nobody_and_loses_nobody(
    gave: Tally, took: Tally, persons: int, dead: int
) -> None:
    """Of the living and of the dead there are as many as before, or as many as were told."""
    after = hand_over(
        replace(SHIP, tally=gave), replace(UNIT, tally=took), persons=persons, dead=dead
    )
    ends, before = (after.giver.tally, after.taker.tally), (gave, took)

    def both(name: str) -> tuple[int, int]:
        return sum(getattr(one, name) for one in before), sum(getattr(one, name) for one in ends)

    assert all(balanced(one) for one in ends)
    more, unheard = more_dead_left(gave, persons=persons, dead=dead)
    uncounted_alive = max(0, persons - gave.aboard)
    was, now = both("recovered")
    assert now == was + unheard + uncounted_alive
    was, now = both("dead")
    assert now == was + more
    was, now = both("died")
    assert now == was + more - unheard
    assert both("dead_landed") == (gave.dead_landed + took.dead_landed,) * 2
    was, now = both("aboard")
    assert now == was + uncounted_alive - (more - unheard)
    assert after.giver.tally.handed_over - gave.handed_over == persons + dead
    assert after.taker.tally.taken_over - took.taken_over == persons + dead
    assert after.giver.tally.dead_aboard == max(0, gave.dead_aboard - dead)
    assert after.taker.tally.dead_aboard == took.dead_aboard + dead


def test_who_was_found_alive_and_died_on_the_way_is_dead_and_found() -> None:
    """Fass Boye, 2023: 39 found alive and 6 dead of 101, and one died on the way."""
    count = tally(Tally(), _A.LOAD, persons=39)
    for action, persons in ((_A.FOUND_DEAD, 6), (_A.DIED, 1)):
        assert isinstance(count, Tally)
        count = lived(count, action, persons=persons)
    assert isinstance(count, Tally)
    assert (count.aboard, count.dead, count.died) == (38, 7, 1)
    found = FoundPeople(aboard=count.aboard, dead=count.dead)
    assert outstanding_range(PersonsRange(101, 101), found) == PersonsRange(56, 56)


@pytest.mark.parametrize("alive", [FoundPeople(aboard=4, born=1), FoundPeople(delivered=4, born=1)])
def test_who_was_born_stands_for_nobody_who_is_missing(alive: FoundPeople) -> None:
    assert outstanding_range(PersonsRange(8, 9), alive) == PersonsRange(5, 6)


people = st.integers(0, 60)


@given(people, people, people, people, people, people, people)
def test_a_corrected_count_is_what_was_counted_and_adds_up(
    taken: int, handed: int, born: int, lost: int, aboard: int, delivered: int, dead: int
) -> None:
    before = Tally(
        aboard=taken + born,
        taken_over=taken,
        handed_over=handed,
        recovered=handed + lost,
        born=born,
        back_in_water=lost,
        delivered=0,
    )
    after = correct(before, aboard=aboard, delivered=delivered, dead=dead)
    assert (after.aboard, after.delivered, after.dead) == (aboard, delivered, dead)
    assert balanced(after)
    assert after.handed_over == handed
    assert after.taken_over + after.born == min(
        taken + born, aboard + delivered + dead + handed + lost
    )


def test_a_correction_says_the_old_numbers_and_the_new() -> None:
    before = Tally(aboard=8, recovered=8)
    after = correct(before, aboard=6, delivered=0, dead=1)
    assert counted_anew(before, after) == "Aboard 6, not 8; dead 1, not 0."
    assert counted_anew(before, before) == "8 aboard, as before."


@pytest.mark.parametrize(
    ("aboard", "state", "ship", "after"),
    [
        (0, _D.LOADED, False, _D.ON_SCENE),
        (3, _D.LOADED, False, _D.LOADED),
        (0, _D.EMBARKED, True, _D.ON_SCENE),
        (3, _D.ON_SCENE, True, _D.EMBARKED),
        (3, _D.ON_SCENE, False, _D.ON_SCENE),
        (3, _D.RETURNED, False, _D.RETURNED),
        (0, _D.RECALLED, False, _D.RECALLED),
    ],
)
def test_a_corrected_count_leaves_a_state_from_which_they_can_be_delivered(
    aboard: int, state: DeploymentState, ship: bool, after: DeploymentState
) -> None:
    assert state_with(aboard, state, ship=ship) is after


@pytest.mark.parametrize(
    ("aboard", "at_most", "doubtful"),
    [(9, 10, False), (10, 10, False), (11, 10, True), (3, 0, False)],
)
def test_more_aboard_than_it_holds_at_most_is_said(
    aboard: int, at_most: int, doubtful: bool
) -> None:
    said = doubt("Rescue 1", Tally(aboard=aboard), at_most=at_most)
    assert bool(said) is doubtful
