"""Questions of one party begin apart while another is served; alone it asks as fast as it can."""

import time
from collections.abc import AsyncIterator

import pytest

from sar.errors import PartySlowDown
from sar.http.heavy_work import HeavyWork
from sar.http.lanes import LaneBounds, Lanes, Whose
from sar.http.question_pace import EXPECTED_S, OF_QUESTIONS, PATIENCE_S, QuestionPace

pytestmark = pytest.mark.anyio

BOUNDS = LaneBounds(most=9, writes=9, party=9, identity=9, own_writes=1, wait_s=0.05)
QUIET = Whose("ITA", "quiet", writes=False)
AT_ONCE = round(OF_QUESTIONS.at_once_s / EXPECTED_S)
APART_S = EXPECTED_S / OF_QUESTIONS.part


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes but what a test lets pass."""
    monkeypatch.setattr(time, "monotonic", lambda: 1_000.0)


def later(monkeypatch: pytest.MonkeyPatch, s: float) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 1_000.0 + s)


@pytest.fixture
async def pace() -> AsyncIterator[QuestionPace]:
    """While a quiet State has a turn too."""
    lanes = Lanes(BOUNDS)
    async with lanes.turn(QUIET):
        yield QuestionPace(lanes)


async def test_some_begin_at_once_and_the_rest_so_far_apart(pace: QuestionPace) -> None:
    waits = [pace.begin("TUN") for _ in range(AT_ONCE + 4)]
    assert max(waits[:AT_ONCE]) == pytest.approx(0.0, abs=1e-9)
    assert waits[AT_ONCE + 1 :] == pytest.approx([APART_S, 2 * APART_S, 3 * APART_S])


async def test_a_question_that_took_long_keeps_its_partys_next_ones_waiting(
    pace: QuestionPace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace.begin("TUN")
    pace.end("TUN", OF_QUESTIONS.at_once_s + 0.2)
    assert pace.begin("TUN") == pytest.approx(0.2 / OF_QUESTIONS.part)
    assert pace.begin("MLT") == pytest.approx(0.0, abs=1e-9), "of its party alone"
    later(monkeypatch, 0.2 / OF_QUESTIONS.part + APART_S)
    assert pace.begin("TUN") == pytest.approx(0.0, abs=1e-9)


async def test_one_that_took_nothing_gives_its_place_back(pace: QuestionPace) -> None:
    for _ in range(10 * AT_ONCE):
        assert pace.begin("TUN") == pytest.approx(0.0, abs=1e-9)
        pace.end("TUN", 0.0)


async def test_who_would_wait_too_long_is_told_when_and_keeps_no_place(
    pace: QuestionPace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace.took("TUN", OF_QUESTIONS.at_once_s + (PATIENCE_S + 1.5) * OF_QUESTIONS.part)
    for _ in range(2):
        with pytest.raises(PartySlowDown) as told:
            pace.begin("TUN")
        assert told.value.headers["Retry-After"] == "2"
    later(monkeypatch, 2.0)
    assert pace.begin("TUN") == pytest.approx(PATIENCE_S - 0.5)


async def test_alone_nobody_waits_and_nothing_counts() -> None:
    lanes = Lanes(BOUNDS)
    pace = QuestionPace(lanes)
    async with lanes.turn(Whose("TUN", "own", writes=False)):
        for _ in range(10 * AT_ONCE):
            assert pace.begin("TUN") == 0.0
            pace.end("TUN", 1.0)
    async with lanes.turn(QUIET):
        assert pace.begin("TUN") == pytest.approx(0.0, abs=1e-9)


async def test_the_search_beside_the_loop_counts_and_a_field_of_the_sea_does_not() -> None:
    lanes = Lanes(BOUNDS)
    work = HeavyWork(lanes)
    async with lanes.turn(QUIET):
        with work.under_way("TUN", of=object()) as field:
            field.took_s = 10.0
        assert work.questions.begin("TUN") == pytest.approx(0.0, abs=1e-9)
        with work.under_way("TUN", of=None) as search:
            search.took_s = OF_QUESTIONS.at_once_s + 0.1
        assert work.questions.begin("TUN") == pytest.approx((EXPECTED_S + 0.1) / OF_QUESTIONS.part)
