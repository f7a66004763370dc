"""Turns at a scarce thing: so many at once in all, of a party and of an identity; parties in turn.

A work that waits holds nothing. A party whose own limit is reached waits behind itself alone.
"""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneBounds:
    """So many under way at once: `most` of all together, `writes` of all that write, and of those
    `own_writes` of one identity: they wait for each other's rows and for the record anyway.

    Of reads one identity has `own_reads` under way and its party `party_reads`; None: as many as of
    all. `waiting` of one party are let into its line, and `own_waiting` reads of one identity; each
    waits for `wait_s` at most. `rest`: an identity whose next write waited already while one was
    under way begins it only after that many times what the one took, so that who never stops
    writing leaves the process to others for most of the time. Nobody rests who has nothing waiting.
    """

    most: int
    writes: int
    party: int
    identity: int
    own_writes: int
    rest: float = 0.0
    own_reads: int | None = None
    party_reads: int | None = None
    waiting: int = 64
    own_waiting: int | None = None
    wait_s: float = 15.0


@dataclass(frozen=True, slots=True)
class Whose:
    """The owner of a turn, and whether it writes."""

    party: str
    identity: str
    writes: bool


class OwnLimitError(Exception):
    """Too many of the same party or identity are under way or in line."""


class AllBusyError(Exception):
    """Others took every turn for as long as one may wait."""


@dataclass(slots=True, eq=False)
class _InLine:
    whose: Whose
    turn: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


_MOST_NOTED: Final = 1_000
_NOTED_S: Final = 60.0
"""Of more than so many parties the beginnings of their last turns are noted for so long."""


def _nothing() -> None:
    """For lanes whose changes nobody wants to know of."""


class Lanes:
    """One line for each party; its members are admitted in order, the parties by turns."""

    def __init__(self, bounds: LaneBounds) -> None:
        self._bounds: Final = bounds
        self._under_way = 0
        self._writing = 0
        self._of_party: Counter[str] = Counter()
        self._of_identity: Counter[str] = Counter()
        self._writes_of: Counter[str] = Counter()
        self._reads_of: Counter[str] = Counter()
        """By identity and by party."""
        self._began: dict[str, float] = {}
        """The beginning of each identity's write under way, of several the last, by the loop's
        clock."""
        self._resting: set[str] = set()
        """The identities whose next write is not to begin yet."""
        self._reads_rest: dict[str, float] = {}
        """The identities and parties whose next read is not to begin yet, and until when."""
        self._lines: dict[str, deque[_InLine]] = {}
        self._last_began: dict[str, float] = {}
        """The last instant at which a turn of each party began."""
        self.on_change: Callable[[], None] = _nothing
        """Called whenever a turn has begun or ended."""

    @asynccontextmanager
    async def turn(self, whose: Whose) -> AsyncIterator["LaneTurn"]:
        """A turn of `whose`; raises OwnLimitError or AllBusyError, and then nothing was taken."""
        mine = LaneTurn(self, whose)
        await mine.take()
        try:
            yield mine
        finally:
            mine.end()

    async def take(self, whose: Whose) -> None:
        """Wait for a turn, which `end` ends; `turn` does both. A work that waits has none that
        fits, so that one that fits takes nobody's place."""
        mine = _InLine(whose)
        if self._fits(mine):
            self._begin(whose)
        else:
            await self._wait(mine)

    def rest_reads(self, of: str, rest_s: float) -> None:
        """No read of an identity or a party begins for so long."""
        loop = asyncio.get_running_loop()
        at = loop.time() + rest_s
        if of not in self._reads_rest:
            loop.call_at(at, self._read_again, of)
        self._reads_rest[of] = max(at, self._reads_rest.get(of, at))

    def _read_again(self, of: str) -> None:
        loop = asyncio.get_running_loop()
        if self._reads_rest[of] > loop.time():
            loop.call_at(self._reads_rest[of], self._read_again, of)
            return
        del self._reads_rest[of]
        self._admit()

    def take_again(self, whose: Whose) -> None:
        """Begin a turn that was given back, before all who wait and beyond the bounds if need be:
        for one who holds by now what others wait for, or a result that would be lost."""
        self._begin(whose)

    def serves_others(self, than: str, *, within_s: float) -> bool:
        """Whether another party has a turn or waits for one, or had one begun lately."""
        if self._under_way > self._of_party[than] or any(one != than for one in self._lines):
            return True
        since = asyncio.get_running_loop().time() - within_s
        return any(one != than and at > since for one, at in self._last_began.items())

    def parties_served(self, *, within_s: float) -> list[str]:
        """The parties that have a turn or wait for one, or had one begun lately; those whose turn
        began last first."""
        since = asyncio.get_running_loop().time() - within_s
        lately = (one for one, at in self._last_began.items() if at > since)
        served = {*self._of_party, *self._lines, *lately}
        return sorted(served, key=lambda one: -self._last_began.get(one, 0.0))

    @property
    def under_way(self) -> int:
        """The number of turns taken and not ended."""
        return self._under_way

    @property
    def parties_under_way(self) -> list[str]:
        """The parties that have a turn."""
        return list(self._of_party)

    @property
    def in_line(self) -> int:
        """The number of those that wait."""
        return sum(map(len, self._lines.values()))

    async def _wait(self, mine: _InLine) -> None:
        whose = mine.whose
        line = self._lines.setdefault(whose.party, deque())
        if self._is_full(line, whose):
            raise OwnLimitError
        line.append(mine)
        try:
            async with asyncio.timeout(self._bounds.wait_s):
                await mine.turn
        except TimeoutError:
            own = self._own_limit(mine.whose)
            self._leave(mine)
            raise (OwnLimitError if own else AllBusyError) from None
        except asyncio.CancelledError:
            self._leave(mine)
            raise

    def _leave(self, mine: _InLine) -> None:
        """Gives up the place in line, or the turn that came in the same moment."""
        if mine.turn.done() and not mine.turn.cancelled():
            self.end(mine.whose)
            return
        line = self._lines.get(mine.whose.party)
        if line is not None and mine in line:
            line.remove(mine)
            if not line:
                del self._lines[mine.whose.party]
        self._admit()

    def _is_full(self, line: deque[_InLine], whose: Whose) -> bool:
        """Whether a party's line takes no more of `whose`."""
        if len(line) >= self._bounds.waiting:
            return True
        most = self._bounds.own_waiting
        if most is None or whose.writes:
            return False
        return sum(one.whose == whose for one in line) >= most

    def _own_limit(self, whose: Whose) -> bool:
        return (
            self._of_party[whose.party] >= self._bounds.party
            or self._of_identity[whose.identity] >= self._bounds.identity
            or (
                self._writes_no_more(whose.identity) if whose.writes else self._reads_no_more(whose)
            )
        )

    def _reads_no_more(self, whose: Whose) -> bool:
        bounds = self._bounds
        each = ((whose.identity, bounds.own_reads), (whose.party, bounds.party_reads))
        return any(
            (most is not None and self._reads_of[of] >= most) or of in self._reads_rest
            for of, most in each
        )

    def _writes_no_more(self, identity: str) -> bool:
        too_many = self._writes_of[identity] >= self._bounds.own_writes
        return too_many or identity in self._resting

    def _fits(self, one: _InLine) -> bool:
        if self._under_way >= self._bounds.most or self._own_limit(one.whose):
            return False
        return not one.whose.writes or self._writing < self._bounds.writes

    def _begin(self, whose: Whose) -> None:
        self._under_way += 1
        self._writing += whose.writes
        self._of_party[whose.party] += 1
        now = asyncio.get_running_loop().time()
        self._last_began[whose.party] = now
        if len(self._last_began) > _MOST_NOTED:  # strangers come from addresses without number
            lately = ((one, at) for one, at in self._last_began.items() if now - at < _NOTED_S)
            self._last_began = dict(lately)
        self._of_identity[whose.identity] += 1
        self._writes_of[whose.identity] += whose.writes
        for of in (whose.identity, whose.party):
            self._reads_of[of] += not whose.writes
        if whose.writes:
            self._began[whose.identity] = asyncio.get_running_loop().time()
        self.on_change()

    def end(self, whose: Whose) -> None:
        """End a turn that was taken."""
        self._under_way -= 1
        self._writing -= whose.writes
        for counts, key, taken in (
            (self._of_party, whose.party, 1),
            (self._of_identity, whose.identity, 1),
            (self._writes_of, whose.identity, whose.writes),
            (self._reads_of, whose.identity, not whose.writes),
            (self._reads_of, whose.party, not whose.writes),
        ):
            counts[key] -= taken
            if not counts[key]:
                del counts[key]
        if whose.writes:
            self._rest_after(whose)
        self._admit()
        self.on_change()

    def _rest_after(self, whose: Whose) -> None:
        """Lets the identity rest after a write that has ended, if its next one waits."""
        began = self._began[whose.identity]
        if whose.identity not in self._writes_of:
            del self._began[whose.identity]
        line = self._lines.get(whose.party, ())
        if any(one.whose.writes and one.whose.identity == whose.identity for one in line):
            loop = asyncio.get_running_loop()
            rest_s = self._bounds.rest * (loop.time() - began)
            self._resting.add(whose.identity)
            loop.call_later(rest_s, self._rested, whose.identity)

    def _rested(self, identity: str) -> None:
        self._resting.discard(identity)
        self._admit()

    def _admit(self) -> None:
        """Gives every free turn to the parties in turn; who has had one goes behind the others."""
        given = True
        while given:
            given = False
            for party in list(self._lines):
                line = self._lines[party]
                waiting = (one for one in line if not one.turn.done())
                first = next((one for one in waiting if self._fits(one)), None)
                if first is None:
                    continue
                line.remove(first)
                del self._lines[party]
                if line:
                    self._lines[party] = line
                self._begin(first.whose)
                first.turn.set_result(None)
                given = True


class LaneTurn:
    """A turn under way, which may be given back for a while."""

    def __init__(self, lanes: Lanes, whose: Whose) -> None:
        self._lanes: Final = lanes
        self._whose: Final = whose
        self._held = False

    async def take(self) -> None:
        """Wait for it; raises OwnLimitError or AllBusyError."""
        await self._lanes.take(self._whose)
        self._held = True

    def end(self) -> None:
        """End it, unless it is given back."""
        if self._held:
            self._held = False
            self._lanes.end(self._whose)

    @asynccontextmanager
    async def given_back(self) -> AsyncIterator[None]:
        """Others have it meanwhile; it is taken again at once afterwards, but not where something
        fails.

        It is not waited for: all who wait for what is held by then would wait for this one's party
        too, and a result would be lost.
        """
        self.end()
        yield
        self._lanes.take_again(self._whose)
        self._held = True
