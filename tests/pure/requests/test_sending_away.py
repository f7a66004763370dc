"""The need left without a unit, and what it takes to send it away from a case in distress."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.catalogue import type_of
from sar.errors import Refusal
from sar.incidents.people.outstanding import PersonsRange
from sar.incidents.words import SentAwayReason
from sar.requests.coverage import Promise
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.recovery import UNLIMITED, means_of
from sar.requests.sending_away import (
    REASONS,
    URGENT,
    Left,
    Sending,
    ToBeTaken,
    judge,
    left_without,
    reason_text,
    room_of,
)
from sar.requests.words import DeploymentState

_D = DeploymentState
_R = SentAwayReason
NOW = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)
NOBODY_FOUND = ToBeTaken(PersonsRange(400, 400), None, None, NOW)


def unit(state: DeploymentState = _D.ON_SCENE, persons: int = 100) -> Promise:
    """A vessel whose means nothing limits."""
    return Promise(state=state, quantity=1, persons=persons, means=UNLIMITED)


PLANE = replace(unit(), persons=90, means=None, is_vessel=False)
BULK_CARRIER = replace(unit(), means=None)


@pytest.mark.parametrize(
    ("others", "wanted", "sentence"),
    [
        ([], PersonsRange(400, 400), "After this 0 of 400 can be taken aboard on scene."),
        ([unit()], PersonsRange(400, 400), "After this 100 of 400 can be taken aboard on scene."),
        ([PLANE], PersonsRange(300, 480), "After this 0 of 300–480 can be taken aboard on scene."),
        (
            [unit(), unit(_D.UNDERWAY, 50)],
            PersonsRange(0, 400),
            "After this 100 of 400 can be taken aboard on scene, and 50 by units that are to come.",
        ),
        (
            [unit(), unit(persons=0)],
            PersonsRange(400, 400),
            "After this at least 100 of 400 can be taken aboard on scene.",
        ),
        (
            [unit(), replace(unit(persons=200), aboard=20, uncounted=True)],
            PersonsRange(0, 380),
            "After this at least 100 of 380 can be taken aboard on scene.",
        ),
        (
            [],
            PersonsRange(0, None),
            "After this 0 can be taken aboard on scene; how many are to be is not known.",
        ),
        (
            [unit()],
            PersonsRange(12, None),
            "After this 100 can be taken aboard on scene; 12 at least are to be, how many at most"
            " is not known.",
        ),
    ],
)
def test_the_sentence_has_the_true_numbers(
    others: list[Promise], wanted: PersonsRange, sentence: str
) -> None:
    assert left_without(unit(), others, replace(NOBODY_FOUND, wanted=wanted)).sentence == sentence


@pytest.mark.parametrize(
    ("gone", "others", "is_last"),
    [
        (_D.ON_SCENE, [], True),
        (_D.ON_SCENE, [_D.ON_SCENE], False),
        (_D.ON_SCENE, [_D.UNDERWAY], False),
        (_D.ON_SCENE, [_D.PROCEEDING], False),
        (_D.ON_SCENE, [_D.DELIVERED], False),
        # Promised is not under way.
        (_D.ON_SCENE, [_D.COMMITTED], True),
        (_D.ON_SCENE, [_D.HAILED], True),
        (_D.ON_SCENE, [_D.RELEASED], True),
        (_D.UNDERWAY, [_D.MOBILISING], True),
        # One that has not left yet is the last where no other is promised either.
        (_D.COMMITTED, [], True),
        (_D.COMMITTED, [_D.MOBILISING], False),
        (_D.COMMITTED, [_D.UNDERWAY], False),
    ],
)
def test_the_last_able_unit(
    gone: DeploymentState, others: list[DeploymentState], is_last: bool
) -> None:
    left = left_without(unit(gone), [unit(state) for state in others], NOBODY_FOUND)
    assert left.is_last is is_last


def test_the_room_of_a_case_is_of_units_that_are_there_or_promised_and_take_people() -> None:
    work = [unit(), unit(_D.COMMITTED, 50), unit(_D.HAILED), unit(_D.RETURNED), PLANE]
    room = room_of(work, NOBODY_FOUND)
    assert (room.units, room.on_scene, room.coming, room.is_enough) == (2, 100, 50, False)
    assert room_of(work, replace(NOBODY_FOUND, wanted=PersonsRange(90, 150))).is_enough


def test_an_aeroplane_is_neither_the_last_able_unit_nor_leaves_another_so() -> None:
    assert not left_without(PLANE, [], NOBODY_FOUND).is_last
    assert left_without(unit(), [PLANE], NOBODY_FOUND).is_last


def test_a_merchant_ship_without_boats_takes_people_too() -> None:
    assert left_without(BULK_CARRIER, [], NOBODY_FOUND).is_last
    left = left_without(unit(), [BULK_CARRIER], NOBODY_FOUND)
    assert (left.is_last, left.on_scene) == (False, 100)


def test_a_unit_that_the_sea_holds_back_is_not_able() -> None:
    small = replace(unit(), means=means_of(type_of("S1")))
    assert small.means is not None
    limit = small.means.sea_state_max
    assert limit is not None
    rough = replace(NOBODY_FOUND, sea_state=limit + 1)
    assert left_without(unit(), [small], rough).is_last
    assert left_without(unit(), [small], rough).on_scene == 0


PYLOS = replace(NOBODY_FOUND, wanted=PersonsRange(400, 750))
PATROL_BOAT = unit(persons=30)
TANKER = replace(BULK_CARRIER, persons=200)
NOBODY_SAID = replace(BULK_CARRIER, persons=0)


@pytest.mark.parametrize(
    ("gone", "others", "wanted", "leaves_few"),
    [
        # The last merchant ship goes, a patrol boat stays: 30 of 750.
        (TANKER, [PATROL_BOAT], PersonsRange(400, 750), True),
        (NOBODY_SAID, [PATROL_BOAT], PersonsRange(400, 750), True),
        (TANKER, [PATROL_BOAT, PATROL_BOAT], PersonsRange(400, 750), True),
        (
            TANKER,
            [PATROL_BOAT, replace(PATROL_BOAT, state=_D.UNDERWAY)],
            PersonsRange(0, 750),
            True,
        ),
        (TANKER, [PATROL_BOAT], PersonsRange(400, None), True),
        # The boat goes, the ship stays; or one of two alike.
        (PATROL_BOAT, [TANKER], PersonsRange(400, 750), False),
        (TANKER, [TANKER], PersonsRange(400, 900), False),
        (PATROL_BOAT, [PATROL_BOAT], PersonsRange(400, 750), False),
        # A ship of which nobody knows how many it takes is no small boat.
        (TANKER, [PATROL_BOAT, NOBODY_SAID], PersonsRange(400, 750), False),
        # With people aboard who are not counted a ship has no room for sure, and may have most.
        (TANKER, [PATROL_BOAT, replace(TANKER, uncounted=True)], PersonsRange(0, 750), True),
        (replace(TANKER, uncounted=True), [PATROL_BOAT], PersonsRange(0, 750), True),
        # A quarter of them, and all of them.
        (TANKER, [unit(persons=187)], PersonsRange(400, 750), True),
        (TANKER, [unit(persons=188)], PersonsRange(400, 750), False),
        (TANKER, [PATROL_BOAT], PersonsRange(20, 30), False),
        # Nobody knows how many there are: nothing is said to be far too little.
        (TANKER, [PATROL_BOAT], PersonsRange(0, None), False),
        # It is full: nobody is taken aboard less without it.
        (replace(TANKER, aboard=200), [PATROL_BOAT], PersonsRange(400, 750), False),
        # What only finds people takes no ship's place, and none of theirs.
        (TANKER, [PATROL_BOAT, PLANE], PersonsRange(400, 750), True),
        (PLANE, [PATROL_BOAT], PersonsRange(400, 750), False),
        # A promise alone is not there, and none is the last.
        (TANKER, [unit(_D.COMMITTED, 400)], PersonsRange(400, 750), False),
        (TANKER, [PATROL_BOAT, unit(_D.COMMITTED, 400)], PersonsRange(400, 750), True),
        (TANKER, [], PersonsRange(400, 750), False),
    ],
)
def test_a_ship_beside_which_those_that_stay_are_next_to_nothing(
    gone: Promise, others: list[Promise], wanted: PersonsRange, leaves_few: bool
) -> None:
    left = left_without(gone, others, replace(PYLOS, wanted=wanted))
    assert left.leaves_few is leaves_few
    assert not (left.is_last and left.leaves_few)


def test_it_waits_as_the_last_one_does_and_goes_at_once_on_the_same_grounds() -> None:
    left = left_without(TANKER, [PATROL_BOAT], PYLOS)
    assert left.sentence == "After this 30 of 400–750 can be taken aboard on scene."

    def sent(reason: SentAwayReason, **more: bool) -> Sending | list[Refusal]:
        given_ = {"owners_right": False, "seconded": False, **more}
        return judge(left, reason=reason, words="", **given_)

    assert sent(_R.FUEL) is Sending.WAITS
    assert sent(_R.FUEL, seconded=True) is Sending.ONE_WORD
    assert sent(_R.FUEL, owners_right=True) is Sending.ONE_WORD
    assert sent(_R.FUEL, distress=False) is Sending.ONE_WORD
    assert sent(_R.MASTER_LEAVES) is Sending.ONE_WORD


FEW = left_without(unit(), [unit()], NOBODY_FOUND)
LAST = left_without(unit(), [], NOBODY_FOUND)
ENOUGH = left_without(unit(), [unit(persons=400)], NOBODY_FOUND)


@pytest.mark.parametrize(
    ("left", "reason", "words", "owners_right", "seconded", "expected"),
    [
        (ENOUGH, None, "", False, False, Sending.FREELY),
        (FEW, None, "Fuel.", False, False, "reason_needed"),
        (FEW, None, "Fuel.", True, False, "reason_needed"),
        (FEW, _R.OTHER, "", False, False, "words_needed"),
        (FEW, _R.OTHER, "Engine.", False, False, Sending.ONE_WORD),
        (FEW, _R.FUEL, "", False, False, Sending.ONE_WORD),
        (LAST, _R.FUEL, "", False, False, Sending.WAITS),
        (LAST, _R.FUEL, "", False, True, Sending.ONE_WORD),
        (LAST, _R.FUEL, "", True, False, Sending.ONE_WORD),
        (LAST, _R.MASTER_LEAVES, "", False, False, Sending.ONE_WORD),
        (LAST, _R.SECOND_DISTRESS, "", False, False, Sending.ONE_WORD),
        (LAST, _R.CREW_IN_DANGER, "", False, False, Sending.ONE_WORD),
    ],
)
def test_how_a_unit_is_sent_away(
    left: Left,
    reason: SentAwayReason | None,
    words: str,
    owners_right: bool,
    seconded: bool,
    expected: Sending | str,
) -> None:
    found = judge(
        left,
        reason=reason,
        words=words,
        owners_right=owners_right,
        seconded=seconded,
    )
    assert (found[0].code if isinstance(found, list) else found) == expected


@pytest.mark.parametrize("left", [LAST, FEW])
def test_below_distress_nothing_waits_and_the_reason_is_still_asked_for(left: Left) -> None:
    def said(reason: SentAwayReason | None) -> Sending | list[Refusal]:
        return judge(
            left, reason=reason, words="", owners_right=False, seconded=False, distress=False
        )

    assert said(_R.FUEL) is Sending.ONE_WORD
    found = said(None)
    assert isinstance(found, list)
    assert [one.code for one in found] == ["reason_needed"]


units = st.builds(
    unit, st.sampled_from(tuple(DeploymentState)), st.integers(min_value=0, max_value=500)
)


@given(gone=units, others=st.lists(units, max_size=4), most=st.none() | st.integers(0, 900))
def test_another_able_unit_never_makes_sending_away_harder(
    gone: Promise, others: list[Promise], most: int | None
) -> None:
    scene = replace(NOBODY_FOUND, wanted=PersonsRange(0, most))
    before = left_without(gone, others, scene)
    after = left_without(gone, [*others, unit()], scene)
    assert after.is_last <= before.is_last
    assert after.leaves_few <= (before.leaves_few or before.is_last)
    assert after.is_enough >= before.is_enough


@given(gone=units, others=st.lists(units, max_size=4))
def test_only_promised_room_is_counted(gone: Promise, others: list[Promise]) -> None:
    left = left_without(gone, others, NOBODY_FOUND)
    promised = [one for one in others if TRAITS[one.state].counts is Counts.PROMISED]
    assert left.on_scene + left.coming == sum(one.persons for one in promised)


def test_every_reason_has_words_and_the_urgent_ones_are_among_them() -> None:
    assert set(REASONS) == set(SentAwayReason)
    assert set(REASONS) > URGENT
    assert reason_text(_R.FUEL, "Two hours.") == ("Its fuel or endurance is at its end. Two hours.")
    assert reason_text(_R.OTHER, "Engine.") == "Engine."
