"""The march over small grids, against ways from cell to cell in plain Python."""

import heapq
import itertools
import math
import time
from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sar.geo.sea.islands import no_rays, rays
from sar.geo.sea.marching import INSHORE, UNREACHED, Chart, Found, Lines, MarchStart, march
from sar.geo.sea.raster import clearance
from sar.geo.sea.standstill import Standstill

ACROSS = 41
HALF_WIDTH = 0.01
CELL = 2.0 * HALF_WIDTH / ACROSS
START = ACROSS // 2 * ACROSS + ACROSS // 2

Land = NDArray[np.uint8]

RECTANGLES = st.lists(
    st.tuples(*[st.integers(0, ACROSS - 1)] * 2, st.integers(1, 14), st.integers(1, 14)),
    max_size=12,
)


def land_of(rectangles: list[tuple[int, int, int, int]]) -> Land:
    land = np.zeros((ACROSS, ACROSS), np.uint8)
    for row, column, high, wide in rectangles:
        land[row : row + high, column : column + wide] = 1
    land.reshape(-1)[START] = 0
    return land


def marched(
    land: Land, *, offing: int = 0, parts: bool = True, told: Standstill | None = None
) -> Found:
    clear = clearance(land)[None]
    known = rays(clear, 10.0) if parts else no_rays(1, ACROSS)
    none = Lines(np.zeros(clear.size, np.uint8), np.empty(0, np.int64), np.empty(0, np.float32))
    chart = Chart(clear, np.zeros_like(clear), none, known, HALF_WIDTH)
    zero = np.zeros(1)
    middle = np.array([START], np.int32)
    start = MarchStart(middle, zero, zero, np.zeros(1, np.int32), False, (0.0, 0.0, 1.0))
    return march(chart, offing, INSHORE, start, 1.0, -1, (told or Standstill()).cell)


def stepped(land: Land) -> list[float]:
    """From cell to cell over water, not between two cells of land that touch: cells gone."""
    found = [math.inf] * land.size
    found[START] = 0.0
    waiting = [(0.0, START)]
    while waiting:
        gone, cell = heapq.heappop(waiting)
        if gone > found[cell]:
            continue
        row, column = divmod(cell, ACROSS)
        for down, right in itertools.product((-1, 0, 1), repeat=2):
            to_row, to_column = row + down, column + right
            if not (0 <= to_row < ACROSS and 0 <= to_column < ACROSS) or land[to_row, to_column]:
                continue
            if down and right and land[to_row, column] and land[row, to_column]:
                continue
            longer = gone + math.hypot(down, right)
            if longer < found[to_row * ACROSS + to_column]:
                found[to_row * ACROSS + to_column] = longer
                heapq.heappush(waiting, (longer, to_row * ACROSS + to_column))
    return found


@given(RECTANGLES)
@hypothesis_settings(max_examples=60)
def test_what_steps_reach_the_march_reaches_and_no_farther(
    rectangles: list[tuple[int, int, int, int]],
) -> None:
    land = land_of(rectangles)
    found, steps = marched(land), np.array(stepped(land))
    reached = found.pivots != UNREACHED
    assert (reached == np.isfinite(steps)).all()
    rows, columns = np.divmod(np.arange(land.size), ACROSS)
    straight = np.hypot(rows - START // ACROSS, columns - START % ACROSS)
    cells = found.miles / CELL
    assert (cells[reached] <= steps[reached] + 1.0).all(), "no more than a cell longer"
    assert (cells[reached] >= 0.995 * straight[reached] - 0.01).all()


@given(RECTANGLES, st.integers(0, 3))
@hypothesis_settings(max_examples=60)
def test_turns_lead_back_to_the_start_in_ever_fewer_miles(
    rectangles: list[tuple[int, int, int, int]], offing: int
) -> None:
    found = marched(land_of(rectangles), offing=offing)
    for cell in np.flatnonzero(found.pivots >= 0).tolist():
        assert found.miles[found.pivots[cell]] < found.miles[cell]


def test_the_penalty_does_not_choose_the_longer_way_past_an_island() -> None:
    """Between two coasts lies the short way, over the open sea the long one."""
    land = np.zeros((ACROSS, ACROSS), np.uint8)
    land[17:19, 0:24] = land[21:36, 14:30] = 1  # a coast, and an island two cells off it
    start, behind = 20 * ACROSS + 4, 20 * ACROSS + 34
    land.reshape(-1)[start] = 0
    by_cost, by_miles = (
        marched(land, offing=2, parts=parts).miles[behind] for parts in (False, True)
    )
    assert by_miles <= by_cost


@pytest.mark.parametrize("offing", [0, 2])
def test_over_the_open_sea_ways_are_straight(offing: int) -> None:
    found = marched(np.zeros((ACROSS, ACROSS), np.uint8), offing=offing)
    far = 30 * ACROSS + 25
    straight = math.hypot(30 - ACROSS // 2, 25 - ACROSS // 2)
    assert found.miles[far] / CELL == pytest.approx(straight, abs=0.8)


def test_it_stands_still_while_it_is_told_to_and_comes_to_the_same() -> None:
    land, told = land_of([(5, 5, 3, 9)]), Standstill()
    told.tell(still=True)
    found = list[Found]()
    marching = Thread(target=lambda: found.append(marched(land, told=told)))
    marching.start()
    may = told.cell[2]
    while told.cell[2] > may - 2:
        time.sleep(0.001)
    assert not found
    told.tell(still=False)
    marching.join()
    assert np.array_equal(found[0].miles, marched(land).miles)
