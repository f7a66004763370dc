"""Units at work that owe a sign: a table, and what holds for all."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.catalogue import type_of
from sar.assets.reporting_interval import AIRBORNE, SHIP, interval_of
from sar.requests.unit_silence import UnitSigns, missing, next_sign
from sar.requests.words import DeploymentState, Unheard

NOON = datetime(2026, 7, 11, 12, tzinfo=UTC)


def at(minutes: float | None) -> datetime | None:
    return None if minutes is None else NOON + timedelta(minutes=minutes)


def signs(
    position: float | None = None,
    before: float | None = None,
    heard: float | None = None,
    check_in: int | None = None,
    **fields: Any,
) -> UnitSigns:
    """A helicopter that set out at noon; instants in minutes after it."""
    plain: dict[str, Any] = {
        "state": DeploymentState.ON_SCENE,
        "is_ship": False,
        "since": NOON,
        "interval": AIRBORNE,
        **fields,
    }
    return UnitSigns(
        position_at=at(position),
        before_at=at(before),
        heard_at=at(heard),
        check_in=None if check_in is None else timedelta(minutes=check_in),
        **plain,
    )


@pytest.mark.parametrize(
    ("known", "why", "due"),
    [
        pytest.param(signs(20, 19), Unheard.SILENT, 30, id="its positions stop"),
        pytest.param(signs(20, 9), Unheard.CHECK_IN, 50, id="they never came at that pace"),
        pytest.param(signs(), Unheard.CHECK_IN, 30, id="none came at all"),
        pytest.param(signs(20), Unheard.CHECK_IN, 50, id="one that was heard by voice"),
        pytest.param(signs(heard=40), Unheard.CHECK_IN, 70, id="a word"),
        pytest.param(signs(20, 19, heard=25), Unheard.SILENT, 55, id="a word after they stopped"),
        pytest.param(signs(26, 25, heard=25), Unheard.SILENT, 36, id="they come again after it"),
        pytest.param(signs(-90, -91), Unheard.CHECK_IN, 30, id="its transmitter is off since long"),
        pytest.param(signs(-3, -4), Unheard.SILENT, 30, id="lost before it set out"),
        pytest.param(signs(20, 19, check_in=25), Unheard.CHECK_IN, 25, id="a word was agreed"),
        pytest.param(signs(2, 1, check_in=25), Unheard.SILENT, 12, id="agreed, and they stop"),
        pytest.param(
            signs(20, 19, state=DeploymentState.REFUELLING), Unheard.SILENT, 65, id="takes fuel"
        ),
        pytest.param(signs(20, 5, interval=SHIP), Unheard.SILENT, 50, id="a ship"),
    ],
)
def test_the_sign_that_is_due_first(known: UnitSigns, why: Unheard, due: float) -> None:
    found = next_sign(known)
    assert found is not None
    assert (found.why, found.due_at) == (why, at(due))
    assert missing(known, now=found.due_at - timedelta(seconds=1)) is None
    assert missing(known, now=found.due_at) == found


def test_positions_that_have_stopped_are_told_and_not_the_word_that_is_due_too() -> None:
    known = signs(20, 19, check_in=15)
    due = missing(known, now=NOON + timedelta(minutes=29))
    assert due is not None
    assert due.why is Unheard.CHECK_IN
    silent = missing(known, now=NOON + timedelta(minutes=31))
    assert silent is not None
    assert silent.why is Unheard.SILENT


@pytest.mark.parametrize(
    "fields",
    [
        {"state": DeploymentState.COMMITTED},
        {"state": DeploymentState.MOBILISING},
        {"state": DeploymentState.RETURNED},
        {"state": DeploymentState.HAILED, "is_ship": True},
        {"state": DeploymentState.RELEASED, "is_ship": True},
        {"interval": None},
    ],
)
def test_nothing_is_expected_of_one_that_is_not_out(fields: dict[str, Any]) -> None:
    assert next_sign(signs(**fields)) is None
    assert missing(signs(**fields), now=NOON + timedelta(days=9)) is None


@pytest.mark.parametrize(
    ("code", "minutes"), [("H1", (10, 30)), ("F4", (10, 30)), ("S1", (20, 30)), ("M2", (30, 60))]
)
def test_intervals_by_kind(code: str, minutes: tuple[int, int]) -> None:
    found = interval_of(type_of(code))
    assert found is not None
    assert (found.position, found.voice) == tuple(timedelta(minutes=one) for one in minutes)


@pytest.mark.parametrize("code", ["T1", "E1"])
def test_what_does_not_move_by_itself_owes_nothing(code: str) -> None:
    assert interval_of(type_of(code)) is None


MINUTE = st.none() | st.integers(-200, 200)


@given(MINUTE, MINUTE, MINUTE, st.none() | st.integers(5, 90), st.integers(0, 400))
def test_it_is_overdue_from_an_instant_on_and_a_word_ends_it(
    position: int | None, before: int | None, heard: int | None, check_in: int | None, now: int
) -> None:
    instant = NOON + timedelta(minutes=now)
    known = signs(position, before, heard, check_in)
    due = next_sign(known)
    assert due is not None
    assert (missing(known, now=instant) is not None) == (instant >= due.due_at)
    spoken = signs(position, before, max(now, position or now) + 1, check_in)
    assert missing(spoken, now=instant + timedelta(minutes=1)) is None
