"""Positions that cannot be true are marked, and the true ones after them are not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sar.assets.plausible import Judged, Known, KnownFix, NewFix, judge
from sar.geo.geodesy import direct
from sar.geo.position import LatLon

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
HERE = LatLon(34.3, 12.7)
SHIP = uuid4()


def fix(minutes: float, nm: float, asset_id: UUID = SHIP) -> NewFix:
    return NewFix(asset_id, NOW + timedelta(minutes=minutes), direct(HERE, 90.0, nm))


def known(minutes: float = 0, nm: float = 0, *, doubted_nm: float | None = None) -> Known:
    sound = KnownFix(NOW + timedelta(minutes=minutes), direct(HERE, 90.0, nm), 0.1)
    if doubted_nm is None:
        return Known(sound)
    doubted = KnownFix(sound.at + timedelta(minutes=1), direct(HERE, 90.0, doubted_nm), 0.1)
    return Known(sound, (doubted, doubted))


def marks(judged: list[Judged]) -> list[tuple[bool, bool]]:
    return [(one.older, one.implausible) for one in judged]


def test_the_first_position_is_believed() -> None:
    assert marks(judge([fix(0, 500)], {}, {SHIP: 20})) == [(False, False)]


def test_half_again_the_maximum_speed_is_allowed() -> None:
    assert not judge([fix(60, 30)], {SHIP: known()}, {SHIP: 20})[0].implausible
    assert judge([fix(60, 32)], {SHIP: known()}, {SHIP: 20})[0].implausible


def test_a_wild_position_does_not_discredit_the_true_ones_after_it() -> None:
    judged = judge([fix(10, 3), fix(20, 300), fix(30, 9)], {SHIP: known()}, {SHIP: 20})
    assert marks(judged) == [(False, False), (False, True), (False, False)]


def test_the_second_position_at_a_far_place_is_believed() -> None:
    judged = judge([fix(20, 300), fix(30, 302)], {SHIP: known()}, {SHIP: 20})
    assert marks(judged) == [(False, True), (False, False)]


def test_a_doubted_latest_position_is_not_what_the_next_is_measured_by_alone() -> None:
    before = {SHIP: known(doubted_nm=300)}
    assert not judge([fix(10, 3)], before, {SHIP: 20})[0].implausible
    assert not judge([fix(10, 302)], before, {SHIP: 20})[0].implausible
    assert judge([fix(10, 150)], before, {SHIP: 20})[0].implausible


def test_what_agrees_for_less_than_two_minutes_is_not_believed_yet() -> None:
    judged = judge(
        [fix(20, 300), fix(20.5, 300), fix(21, 300), fix(22, 300)], {SHIP: known()}, {SHIP: 20}
    )
    assert [one.implausible for one in judged] == [True, True, True, False]


def test_places_that_do_not_agree_with_one_another_are_never_believed() -> None:
    wild = [fix(20 + minute, 300 if minute % 2 else 900) for minute in range(30)]
    assert all(one.implausible for one in judge(wild, {SHIP: known()}, {SHIP: 20}))


def test_values_that_mean_nothing_are_doubted_however_often_they_come() -> None:
    nowhere = [
        NewFix(SHIP, NOW + timedelta(minutes=minute), LatLon(0.0, 0.0)) for minute in range(9)
    ]
    unknown = [replace(fix(minute, 0.1), speed_kn=102.3) for minute in range(9)]
    for fixes in (nowhere, unknown):
        for max_kn in ({SHIP: 20.0}, {}):
            for before in ({SHIP: known()}, {}):
                assert all(one.implausible for one in judge(fixes, before, max_kn))


def test_a_position_before_the_latest_is_older() -> None:
    judged = judge([fix(-10, -3), fix(0, 0), fix(10, 3)], {SHIP: known()}, {SHIP: 20})
    assert [one.older for one in judged] == [True, True, False]


def test_what_has_no_speed_of_its_own_is_never_doubted() -> None:
    assert not judge([fix(1, 3000)], {SHIP: known()}, {})[0].implausible


def test_assets_of_a_batch_are_judged_each_by_itself() -> None:
    other = uuid4()
    judged = judge([fix(10, 3), fix(10, 900, other)], {SHIP: known()}, {SHIP: 20, other: 20})
    assert not any(one.implausible for one in judged)
