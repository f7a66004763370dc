"""The pace of reads: what each takes of the event loop is measured, spread out, and counted for
whom it is done.

A quick read is never held up, nor is any while no other party is served. If one is, a longer one
works a little at a time, so that others' small requests come between, and who has had much rests
before the next. The share goes by the processor's time: a machine that is busy with something else
makes nobody rest. The pauses go by the clock: others wait by it.
"""

import asyncio
import math
import time
import types
from collections.abc import Coroutine, Generator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sar.errors import PartySlowDown, SlowDown
from sar.http.lanes import Lanes, Whose
from sar.stints import PAUSE, STINT_S

QUICK_S: Final = 0.02
"""A read that takes no longer is done without a pause, and not counted here: how many come is
bounded elsewhere."""
PAUSES: Final = 2.0
"""So many times as long as one party's longer reads have worked others have the loop."""
OTHERS_WITHIN_S: Final = 2.0
"""Another party is served while it has a turn, and for so long after one began."""
PATIENCE_S: Final = 5.0
"""Nobody rests for longer: it is told so at once."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many seconds of the loop at once, and then a part of its time."""

    at_once_s: float
    part: float


class Taken:
    """The time that each has taken, held against its share."""

    def __init__(self, share: Share) -> None:
        self._share: Final = share
        self._paid_at: dict[str, float] = {}
        """The instant at which all that was taken is paid for at the even pace, by whom."""

    def add(self, of: str, s: float) -> None:
        """Count so many seconds of a processor."""
        now = time.monotonic()
        self._paid_at[of] = max(now, self._paid_at.get(of, now)) + s / self._share.part

    def rest_s(self, of: str) -> float:
        """So long until there is room for more; below nothing: there is."""
        now = time.monotonic()
        at_once_s = self._share.at_once_s / self._share.part
        return max(now, self._paid_at.get(of, now)) - now - at_once_s


OF_IDENTITY: Final = Share(2.0, 0.1)
OF_PARTY: Final = Share(20.0, 0.25)
"""House figures: a sign-in takes a tenth of a second of the loop, with a
fleet of thousands one second. A whole room comes back at once when its line does."""

T = TypeVar("T")


class ReadPaces:
    """The time of its loop that the reads of one process have taken, by identity and by party."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes: Final = lanes
        self._of_identities: Final = Taken(OF_IDENTITY)
        self._of_parties: Final = Taken(OF_PARTY)
        self._free_at: dict[str, float] = {}
        """The instant at which a longer read of that party goes on."""

    def refuse_beyond(self, whose: Whose) -> None:
        """Raise SlowDown, or PartySlowDown, where a read would rest too long before it begins."""
        for taken, of, problem in (
            (self._of_identities, whose.identity, SlowDown),
            (self._of_parties, whose.party, PartySlowDown),
        ):
            if (rest_s := taken.rest_s(of)) > PATIENCE_S:
                raise problem(math.ceil(rest_s))

    def of(self, whose: Whose) -> "ReadPace":
        """The pace of one read."""
        return ReadPace(self, whose)

    def took(self, whose: Whose, loop_s: float, *, held_s: float) -> None:
        """Count what a longer read took while another party is served, and for how long it held the
        loop by that: those of its party pause, and the next one may rest."""
        if not self._serves_others(whose.party):
            return
        now = time.monotonic()
        free_at = max(now, self._free_at.get(whose.party, now))
        self._free_at[whose.party] = free_at + PAUSES * held_s
        for taken, of in (
            (self._of_identities, whose.identity),
            (self._of_parties, whose.party),
        ):
            taken.add(of, loop_s)
            if (rest_s := taken.rest_s(of)) > 0:
                self._lanes.rest_reads(of, rest_s)

    def pause_s(self, party: str) -> float:
        """So long longer reads of the party pause yet."""
        pause_s = self._free_at.get(party, 0.0) - time.monotonic()
        return pause_s if pause_s > 0 and self._serves_others(party) else 0.0

    def _serves_others(self, party: str) -> bool:
        return self._lanes.serves_others(party, within_s=OTHERS_WITHIN_S)


class ReadPace:
    """The time that one read has taken."""

    def __init__(self, paces: ReadPaces, whose: Whose) -> None:
        self._paces: Final = paces
        self._whose: Final = whose
        self._took_s = self._uncounted_s = self._held_s = 0.0
        self._task: asyncio.Task[Any] | None = None

    @property
    def took_s(self) -> float:
        """So much of the loop until now."""
        return self._took_s

    @types.coroutine
    def keep(self, work: Coroutine[Any, Any, T]) -> Generator[Any, Any, T]:
        """The result of the work, whose steps are measured. It pauses where it gives the loop back
        by itself, rests, or asks the database."""
        self._task = asyncio.current_task()
        PAUSE.set(self._pause)
        try:
            return (yield from self._steps(work))
        finally:
            PAUSE.set(None)

    def _steps(self, work: Coroutine[Any, Any, T]) -> Generator[Any, Any, T]:
        thrown: BaseException | None = None
        while True:
            began, began_at = time.thread_time(), time.monotonic()
            try:
                waits_for = work.send(None) if thrown is None else work.throw(thrown)
            except StopIteration as end:
                result: T = end.value
                return result
            finally:
                self._worked(time.thread_time() - began, time.monotonic() - began_at)
            thrown = None
            try:
                yield waits_for
                if waits_for is None:
                    yield from self._pause().__await__()
            except BaseException as error:
                thrown = error

    async def _pause(self) -> None:
        """Nothing, in a task that the work has begun: others may wait for that one too."""
        own = asyncio.current_task() is self._task
        while own and (pause_s := self._pause_s()) > 0:  # noqa: ASYNC110 time alone ends it
            await asyncio.sleep(pause_s)

    def _worked(self, loop_s: float, held_s: float) -> None:
        self._took_s += loop_s
        self._uncounted_s += loop_s
        self._held_s += held_s
        if self._took_s > QUICK_S and self._uncounted_s >= STINT_S:
            self._paces.took(self._whose, self._uncounted_s, held_s=self._held_s)
            self._uncounted_s = self._held_s = 0.0

    def _pause_s(self) -> float:
        return self._paces.pause_s(self._whose.party) if self._took_s > QUICK_S else 0.0
