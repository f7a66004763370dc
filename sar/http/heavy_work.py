"""Heavy work off the event loop: how much each party has had lately, and who gives way to whom.

Fields of the sea of a party that has had much are not computed on while a request of one that has
had less is under way, and its questions begin later: a thread beside the loop slows every request,
by the processor even where it needs no interpreter. No piece of work gives way for long, nor a
party that has had little, nor work that others wait for. The web processes of one machine share its
processors, and so tell each other who is served and who has had how much.
"""

import asyncio
import heapq
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, TypeVar

from sar.geo.sea.standstill import MOST_S, Standstill, going_by, timed
from sar.http.lanes import Lanes
from sar.http.question_pace import QuestionPace

HALF_LIFE_S: Final = 10.0
OWN_S: Final = 1.0
"""So much of it gives way to nobody: a few questions at new places."""
LESS: Final = 0.8
"""A party has had less if it has had less than this part."""
PATIENCE_S: Final = 0.25
"""A question that has not begun gives way for so long."""
LINE_S: Final = 2.0
"""Behind others of the same party it waits for so long."""
MOST_STILL_S: Final = 2.0
"""A piece of work stands still for half as long as its party has had lately, at most for so long
(all six are house figures)."""
SERVED_S: Final = 1.5
"""Another process says once a second whom it serves: that holds for so long."""
MOST_TOLD: Final = 60
"""Parties of each sort in what is told to other processes."""

T = TypeVar("T")


@dataclass(slots=True)
class _Had:
    """So much, in seconds of a processor, as of an instant of the monotonic clock."""

    s: float
    at: float

    def by(self, now: float) -> float:
        """The part of it that counts by now."""
        return self.s * math.exp2((self.at - now) / HALF_LIFE_S)


@dataclass(frozen=True, slots=True)
class HeavyNews:
    """The news of a process for those beside it: the seconds that parties have had since the last
    news, and the parties that it serves."""

    had_s: Mapping[str, float]
    served: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class _UnderWay:
    party: str
    of: object
    standstill: Standstill


class HeavyWork:
    """The work of one process; it gives way to requests with a turn in `lanes`, None: to nobody."""

    def __init__(self, lanes: Lanes | None = None) -> None:
        self._lanes: Final = lanes
        self._had: dict[str, _Had] = {}
        self._untold_s: dict[str, float] = {}
        self._served_elsewhere: dict[str, float] = {}
        """The parties that another process serves, and until when that holds (the loop's clock)."""
        self._under_way: list[_UnderWay] = []
        self._giving_way: dict[asyncio.Future[None], str] = {}
        self._lines: dict[str, asyncio.Lock] = {}
        self.questions = QuestionPace(lanes)
        """The pace of the questions that it is done for."""
        if lanes is not None:
            lanes.on_change = self._tell

    @contextmanager
    def under_way(self, party: str, *, of: object) -> Iterator[Standstill]:
        """One piece of it while this is entered, `of` a line; it stands still by what is yielded,
        which counts what it took."""
        still_s = min(MOST_STILL_S, max(MOST_S, 0.5 * self._had_s(party)))
        one = _UnderWay(party, of, Standstill(still_s))
        self._under_way.append(one)
        self._tell()
        try:
            yield one.standstill
        finally:
            self._under_way.remove(one)
            one.standstill.tell(still=False)
            self.add(party, one.standstill.took_s)
            if of is None:
                self.questions.took(party, one.standstill.took_s)

    @contextmanager
    def counted(
        self, party: str, work: Callable[[], T], *, of: object = None
    ) -> Iterator[Callable[[], T]]:
        """The work, to be done in a thread while this is entered. It stands still where it is of a
        line; without one it holds what others wait for."""
        with self.under_way(party, of=of) as standstill:

            def done() -> T:
                with timed(standstill), nullcontext() if of is None else going_by(standstill):
                    return work()

            yield done

    def release(self, *, of: object, but: str) -> None:
        """Have the pieces of a line go on, for a party that is about to wait in it; its own do not
        count."""
        for one in self._under_way:
            if one.of is of and one.party != but:
                one.standstill.release()

    def add(self, party: str, s: float) -> None:
        """Count so many seconds of a processor as had by the party."""
        self._untold_s[party] = self._untold_s.get(party, 0.0) + s
        self._add(party, s)
        self._tell()

    def news(self) -> HeavyNews:
        """The news since the last time; of many parties those that had most."""
        most = heapq.nlargest(MOST_TOLD, self._untold_s.items(), key=itemgetter(1))
        self._untold_s = {}
        served = [] if self._lanes is None else self._lanes.parties_served(within_s=1.0)
        return HeavyNews(dict(most), served[:MOST_TOLD])

    def give_back(self, news: HeavyNews) -> None:
        """Let what could not be told be told later."""
        for party, s in news.had_s.items():
            self._untold_s[party] = self._untold_s.get(party, 0.0) + s

    def hear(self, news: HeavyNews) -> None:
        """Count what another process of this machine has done, and give way to whom it serves."""
        for party, s in news.had_s.items():
            self._add(party, s)
        loop = asyncio.get_running_loop()
        until = loop.time() + SERVED_S
        self._served_elsewhere |= dict.fromkeys(news.served, until)
        self._tell()
        loop.call_at(until, self._forget_served, until)

    def _forget_served(self, until: float) -> None:
        lasting = ((party, at) for party, at in self._served_elsewhere.items() if at > until)
        self._served_elsewhere = dict(lasting)
        self._tell()

    def _add(self, party: str, s: float) -> None:
        self._had[party] = _Had(self._had_s(party) + s, time.monotonic())

    def has_to_give_way(self, party: str) -> bool:
        """Whether a request of a party that has had less is under way."""
        return any(self._has_had_less(other, than=party) for other in self._busy())

    async def give_way(self, party: str) -> None:
        """Wait while the party has to, for a short while at most; what it asks at once waits one
        after the other, none of it longer than LINE_S."""
        if not self.has_to_give_way(party):
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(LINE_S), self._lines.setdefault(party, asyncio.Lock()):
                await self.stand_aside(party)

    async def stand_aside(self, party: str) -> None:
        """The same for work that comes one at a time of each party anyway."""
        if not self.has_to_give_way(party):
            return
        free = asyncio.get_running_loop().create_future()
        self._giving_way[free] = party
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE_S):
                    await free
        finally:
            self._giving_way.pop(free, None)

    def _busy(self) -> list[str]:
        """The parties with a request or heavy work under way, or served by another process."""
        asking = [] if self._lanes is None else self._lanes.parties_under_way
        own = (one.party for one in self._under_way)
        return [*asking, *own, *self._served_elsewhere]

    def _tell(self) -> None:
        """Tell every piece of work, and who gives way, what holds now."""
        for one in self._under_way:
            one.standstill.tell(still=self.has_to_give_way(one.party))
        for free, party in list(self._giving_way.items()):
            if not free.done() and not self.has_to_give_way(party):
                free.set_result(None)

    def _has_had_less(self, party: str, *, than: str) -> bool:
        had_s = self._had_s(than)
        return had_s > OWN_S and self._had_s(party) < LESS * had_s

    def _had_s(self, party: str) -> float:
        had = self._had.get(party)
        return 0.0 if had is None else had.by(time.monotonic())
