"""Distances by water to every cell, by straight legs from turning point to turning point.

The march settles cells from near to far. A cell takes over the last turning point (pivot) of
the neighbour it was reached from, if nothing but water lies between, and turns at that
neighbour otherwise (any-angle search: Nash, Koenig, Tovey, "Lazy Theta*", AAAI 2010). So a way
is a chain of great circles that touch the coast, not a staircase of cells.

A way has two measures. Its *cost*, more than a mile for a mile inshore, shapes it: of ways that
leave the same islands to the same side the one of least cost is taken. Its *miles*, with those
that a canal's hours are worth, choose between ways that do not: a cell that is settled already is
settled anew where another way comes to it later at more cost and in fewer miles.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.geo.sea.cells import cell_vector, centre_at, neighbour, place
from sar.geo.sea.compiled import compiled
from sar.geo.sea.islands import Rays
from sar.geo.sea.sight import Vector, arc, in_sight
from sar.geo.sea.standstill import stand_still
from sar.geo.units import NM_PER_RADIAN

SEED: Final = -1
UNREACHED: Final = -2

INSHORE: Final = 1.5  # what a mile inshore costs against one in the open
SHOAL: Final = 3.0  # to a deep ship, over a shoal or in the cell next to land or shoal

TIE: Final = 0.004  # ways whose miles differ by a smaller part are as long: the cost decides
TIE_NM: Final = 0.5
_TIE_ARC: Final = TIE_NM / NM_PER_RADIAN

BEYOND: Final = 1.5  # of the miles to a target: up to that cost a shorter way to it may come

_GUESSED, _SEEN, _SETTLED, _AGAIN = 0, 1, 2, 3
"""A cell is reached by a pivot that may be out of sight; in sight; settled; to be settled anew."""

_STATE: Final = 3
"""The bits of a mark that hold the state of its cell; above them stands the side of the islands by
which the way to it goes. One array of whole numbers less matters over the whole earth."""

STEP_I = np.array([1, -1, 0, 0, 1, 1, -1, -1])
STEP_J = np.array([0, 0, 1, -1, 1, -1, 1, -1])


class Lines(NamedTuple):
    """The cells on the lines of open passages: a mark for each cell of a grid, and by the cells in
    their order the cost of the canal's hours from the line's first end to there, as radians at
    the service speed."""

    marks: NDArray[np.uint8]
    cells: NDArray[np.int64]
    tolls: NDArray[np.float32]


class Chart(NamedTuple):
    """The ground of a march: the room of each cell, shoals, the lines of passages, and islands."""

    clear: NDArray[np.uint8]
    shoals: NDArray[np.uint8]
    lines: Lines
    rays: Rays
    half_width: float


class MarchStart(NamedTuple):
    """Cells to start from with what is already gone, and by which side of which islands.

    A seed's pivot is the cell itself if seeds turn, else the origin (SEED).
    """

    cells: NDArray[np.int32]
    costs: NDArray[np.float64]
    miles: NDArray[np.float64]
    sides: NDArray[np.int32]
    turns: bool
    origin: Vector


class Found(NamedTuple):
    """By cell, in radians: cost and miles of the way to it, infinite if it is not settled; and its
    pivot, or UNREACHED."""

    costs: NDArray[np.float32]
    miles: NDArray[np.float32]
    pivots: NDArray[np.int32]


_FEW: Final = 1_024  # places of a queue to begin with


@compiled
def _longer(queue: NDArray[np.int32], long: int) -> NDArray[np.int32]:
    """The queue with so many places; the new ones are free, each before the next."""
    new = np.empty((long, 2), np.int32)
    new[: len(queue)] = queue
    for at in range(len(queue), long):
        new[at, 0], new[at, 1] = -1, at + 1
    return new


@compiled
def _push(
    cell: int, bucket: int, heads: NDArray[np.int32], queue: NDArray[np.int32], free: int
) -> int:
    """Put a cell first into a bucket, at the free place; the next free place."""
    following = queue[free, 1]
    queue[free, 0], queue[free, 1] = cell, heads[bucket]
    heads[bucket] = free
    return int(following)


@compiled
def _mark(side: int | np.int32, state: int | np.int32) -> np.int32:
    return np.int32((np.int32(side) << 2) | state)


@compiled
def _side(mark: np.int32) -> np.int32:
    """The side of a mark, or what is left of one that would be put into it."""
    return np.int32(mark >> 2)


@compiled
def is_shorter(miles: float | np.float32, than: float | np.float32) -> bool:
    """Whether a way is shorter than another by more than what makes them as long."""
    return bool(miles < than - max(_TIE_ARC, TIE * than))


@compiled
def march(
    chart: Chart,
    offing: int,
    shoal: float,
    start: MarchStart,
    limit: float,
    target: int,
    told: NDArray[np.int64],
) -> Found:
    """The ways to the cells within the limit of cost.

    Cells with no more than `offing` cells of room are inshore: they are passed one by one, at
    INSHORE times the miles, so that ways keep off the coast where there is room to; those with
    one cell of room, as next to land and on shoals, at `shoal` times the miles; those on the line
    of a passage at no more than the miles. Ends early when nothing more can come to the target
    cell (or -1). Between two buckets it stands still while `told`, the cell of a Standstill.
    """
    clear, half_width, known, origin = chart.clear, chart.half_width, chart.rays, start.origin
    first, tops, marks = known.first, known.tops, known.marks
    faces, n = clear.shape[0], clear.shape[1]
    rooms, shoals, lines = clear.reshape(-1), chart.shoals.reshape(-1), chart.lines
    cells = faces * n * n
    costs, miles = np.full(cells, np.inf, np.float32), np.full(cells, np.inf, np.float32)
    kept, pivots = np.zeros(cells, np.int32), np.full(cells, UNREACHED, np.int32)
    # Of each place the cell, and the next place of its bucket (or of those that are free). A cell
    # that has moved to another bucket stays in the old one too, and is passed over there.
    queue, free = _longer(np.empty((0, 2), np.int32), _FEW), 0
    width = half_width / n  # of a bucket: half a cell
    end = int(limit / width) + 1
    heads = np.full(end + 1, -1, np.int32)
    late = end
    for k in range(len(start.cells)):
        cell = start.cells[k]
        costs[cell], miles[cell] = start.costs[k], start.miles[k]
        pivots[cell] = cell if start.turns else SEED
        kept[cell] = _mark(start.sides[k], _SEEN)
        if free == len(queue):
            queue = _longer(queue, 2 * free)
        free = _push(cell, min(int(costs[cell] / width), end), heads, queue, free)
    bucket = 0
    while bucket < late:
        at = heads[bucket]
        if at < 0:
            bucket += 1
            stand_still(told)
            continue
        cell = queue[at, 0]
        heads[bucket], queue[at, 1], free = queue[at, 1], free, at
        if (
            kept[cell] & _STATE == _SETTLED
            or pivots[cell] == UNREACHED
            or min(int(costs[cell] / width), end) > bucket
        ):
            continue
        if kept[cell] & _STATE == _GUESSED:
            was = costs[cell]
            _look(
                cell,
                clear,
                half_width,
                offing,
                first,
                tops,
                marks,
                costs,
                miles,
                kept,
                pivots,
                origin,
            )
            if pivots[cell] == UNREACHED:
                continue
            kept[cell] = _mark(_side(kept[cell]), _SEEN)
            again = min(int(costs[cell] / width), end)
            if again > bucket and costs[cell] > was:
                free = _push(cell, again, heads, queue, free)
                continue
        own = _side(kept[cell])
        kept[cell] = _mark(own, _SETTLED)
        if cell == target:
            late = min(late, int(BEYOND * miles[cell] / width) + 2)
        pivot = pivots[cell]
        turn, cost_gone, miles_gone = origin, np.float32(0.0), np.float32(0.0)
        if pivot != SEED:
            turn = cell_vector(pivot, n, half_width)
            cost_gone, miles_gone = costs[pivot], miles[pivot]
        face, i, j = place(cell, n)
        here = centre_at(face, i, j, n, half_width)
        inside = 0 < i < n - 1 and 0 < j < n - 1
        is_line = lines.marks[cell]
        for side in range(8):
            di, dj = STEP_I[side], STEP_J[side]
            if inside:
                near = cell + dj * n + di
            else:
                near = neighbour(face, i + di, j + dj, faces, n, half_width)
            if near < 0 or rooms[near] == 0:
                continue
            past = own
            if inside and di != 0:
                column = face * n + i + min(di, 0)
                if first[column] < first[column + 1]:
                    crossed = _crossed(column, max(j, j + dj), first, tops, marks)
                    past = _side(_mark(past + di * crossed, 0))
            state, other = kept[near] & _STATE, _side(kept[near])
            if state == _SETTLED and (other == past or not is_shorter(miles[cell], miles[near])):
                continue
            if rooms[cell] == 1 and is_corner(face, i, j, di, dj, rooms, faces, n, half_width):
                continue
            if inside:
                there = centre_at(face, i + di, j + dj, n, half_width)
            else:
                there = cell_vector(near, n, half_width)
            on_line = is_line and lines.marks[near]
            toll = _toll(lines, cell, near) if on_line else np.float32(0.0)
            inshore = rooms[near] <= offing or rooms[cell] <= offing
            steps, cost, mile = inshore or toll > 0.0, np.float32(0.0), np.float32(0.0)
            if not steps:
                step = arc(turn, there)
                cost, mile = np.float32(cost_gone + step), np.float32(miles_gone + step)
                if state >= _SETTLED and pivots[near] != UNREACHED:
                    is_same = other == past
                    if not _is_better(state, cost, mile, costs[near], miles[near], is_same):
                        continue
                    steps = not in_sight(clear, half_width, offing, turn, there)
            if steps:
                step, price = arc(here, there), 1.0
                if inshore and not on_line:
                    price = shoal if rooms[near] == 1 or rooms[cell] == 1 else INSHORE
                cost = np.float32(costs[cell] + price * step + toll)
                if not on_line and (shoals[near] or shoals[cell]):
                    step *= shoal
                mile = np.float32(miles[cell] + step + toll)
            is_same = other == past
            if pivots[near] != UNREACHED and not _is_better(
                state, cost, mile, costs[near], miles[near], is_same
            ):
                continue
            costs[near], miles[near] = cost, mile
            pivots[near] = cell if steps else pivot
            if state >= _SETTLED:
                kept[near] = _mark(past, _AGAIN)
            else:
                kept[near] = _mark(past, _SEEN if steps else _GUESSED)
            if free == len(queue):
                queue = _longer(queue, 2 * free)
            free = _push(near, min(max(int(cost / width), bucket), end), heads, queue, free)
    for cell in range(cells):
        if kept[cell] & _STATE < _SETTLED:
            costs[cell] = miles[cell] = np.inf
            pivots[cell] = UNREACHED
    return Found(costs, miles, pivots)


@compiled
def _toll(lines: Lines, one: int, other: int) -> np.float32:
    """The cost of the canal's hours between two cells of lines."""
    at, to = np.searchsorted(lines.cells, one), np.searchsorted(lines.cells, other)
    return np.float32(abs(lines.tolls[to] - lines.tolls[at]))


@compiled
def reach(found: Found) -> tuple[float, int]:
    """The most that a way to a cell costs, and how many cells have one."""
    most, count = 0.0, 0
    for cell in range(len(found.pivots)):
        if found.pivots[cell] != UNREACHED:
            most, count = max(most, float(found.costs[cell])), count + 1
    return most, count


@compiled
def _is_better(
    state: int,
    cost: float | np.float32,
    miles: float | np.float32,
    than_cost: float | np.float32,
    than_miles: float | np.float32,
    is_same: bool,
) -> bool:
    """Whether a way to a cell is to be taken instead of the one that is known.

    Once a cell was settled others may have turned at it: only in fewer miles is it settled anew,
    so that turns never lead round in a ring.
    """
    if is_same:
        return bool(cost < than_cost and (state != _AGAIN or miles <= than_miles))
    if is_shorter(miles, than_miles):
        return True
    return bool(state < _SETTLED and cost < than_cost and not is_shorter(than_miles, miles))


@compiled
def _crossed(
    at: int,
    height: int,
    first: NDArray[np.int32],
    tops: NDArray[np.int32],
    marks: NDArray[np.int32],
) -> int:
    """The sum of the marks of the rays of a column that are crossed at a height."""
    total = 0
    for k in range(first[at], first[at + 1]):
        if tops[k] < height:
            total += marks[k]
    return total


@compiled
def is_corner(
    face: int,
    i: int,
    j: int,
    di: int,
    dj: int,
    rooms: NDArray[np.uint8],
    faces: int,
    n: int,
    half_width: float,
) -> bool:
    """Whether a diagonal step would slip between two cells of land that touch."""
    if di == 0 or dj == 0:
        return False
    beside = neighbour(face, i + di, j, faces, n, half_width)
    above = neighbour(face, i, j + dj, faces, n, half_width)
    return (beside < 0 or rooms[beside] == 0) and (above < 0 or rooms[above] == 0)


@compiled
def _look(
    cell: int,
    clear: NDArray[np.uint8],
    half_width: float,
    offing: int,
    first: NDArray[np.int32],
    tops: NDArray[np.int32],
    marks: NDArray[np.int32],
    costs: NDArray[np.float32],
    miles: NDArray[np.float32],
    kept: NDArray[np.int32],
    pivots: NDArray[np.int32],
    origin: Vector,
) -> None:
    """Keep the cell's pivot if it is in sight, else take the best of its settled neighbours':
    of those on the same side of the islands, if there are any."""
    faces, n = clear.shape[0], clear.shape[1]
    rooms = clear.reshape(-1)
    here = cell_vector(cell, n, half_width)
    failed = pivots[cell]
    turn = origin if failed == SEED else cell_vector(failed, n, half_width)
    if in_sight(clear, half_width, offing, turn, here):
        return
    best, best_miles, best_pivot = np.float32(np.inf), np.float32(np.inf), UNREACHED
    best_past, own_past = np.int32(0), _side(kept[cell])
    face, i, j = place(cell, n)
    for side in range(8):
        di, dj = STEP_I[side], STEP_J[side]
        near = neighbour(face, i + di, j + dj, faces, n, half_width)
        if near < 0 or kept[near] & _STATE < _SETTLED:
            continue
        if is_corner(face, i, j, di, dj, rooms, faces, n, half_width):
            continue
        past = _side(kept[near])
        if di != 0 and 0 <= i + di < n and 0 <= j + dj < n:
            at = face * n + i + min(di, 0)
            crossed = _crossed(at, max(j, j + dj), first, tops, marks)
            past = _side(_mark(past - di * crossed, 0))
        if best_pivot != UNREACHED and best_past == own_past and past != own_past:
            continue
        is_first = past == own_past and best_past != own_past
        step = arc(cell_vector(near, n, half_width), here)
        cost = np.float32(costs[near] + step)
        if cost < best or is_first:
            best, best_pivot, best_past = cost, near, past
            best_miles = np.float32(miles[near] + step)
        pivot = pivots[near]
        if pivot == failed or pivot == best_pivot:  # noqa: SIM109 a tuple needs one type
            continue
        turn, cost_gone, miles_gone = origin, np.float32(0.0), np.float32(0.0)
        if pivot != SEED:
            turn, cost_gone, miles_gone = (
                cell_vector(pivot, n, half_width),
                costs[pivot],
                miles[pivot],
            )
        step = arc(turn, here)
        cost = np.float32(cost_gone + step)
        if cost < best and in_sight(clear, half_width, offing, turn, here):
            best, best_pivot, best_past = cost, pivot, past
            best_miles = np.float32(miles_gone + step)
    costs[cell], miles[cell] = best, best_miles
    pivots[cell], kept[cell] = best_pivot, _mark(best_past, kept[cell] & _STATE)
