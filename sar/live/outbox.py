"""The queue of one socket: bounded, entries in order, of positions and times the latest."""

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final, NamedTuple
from uuid import UUID

from sar.alerts.views import AlertsLeavingView
from sar.http.shared_messages import SendingAtOnce, SharedText
from sar.live import protocol
from sar.live.frames import ResyncReason
from sar.parties.views import ClockView

MAX_ENTRIES: Final = 1_000
MAX_BYTES: Final = 2_000_000
FRAME_ENTRIES: Final = 200
FRAME_BYTES: Final = 200_000
FRAME_POSITIONS: Final = 1_000

CLOCK_OFF_S: Final = 1.0
"""A reader's clock that goes on by itself may be off by so much; by more, and it is told anew."""
FRAMES_SHARED: Final = 64
"""Frames of entries that are kept for further sockets; none is much larger than `FRAME_BYTES`."""


@dataclass(frozen=True, slots=True, eq=False)
class FeedEntry:
    """An entry under the party's own number, as JSON text."""

    number: int
    text: str
    resync: bool = False


class EntryRun:
    """Entries of one party whose numbers follow one another, for all its sockets: a socket that
    keeps up takes them together, however many they are."""

    def __init__(self, entries: Sequence[FeedEntry]) -> None:
        self.entries = tuple(entries)
        self.first, self.last = entries[0].number, entries[-1].number
        self.size = sum(len(one.text) for one in entries)
        self.resync = any(one.resync for one in entries)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def frame(self) -> SharedText:
        """The frame of them alone."""
        return protocol.entries(one.text for one in self.entries)

    def after(self, number: int) -> "EntryRun":
        """The part of them after the number, which is one of theirs."""
        return EntryRun([one for one in self.entries if one.number > number])


def runs_of(entries: Iterable[FeedEntry]) -> Iterator[EntryRun]:
    """The entries in runs, none larger than a frame."""
    taken: list[FeedEntry] = []
    size = 0
    for entry in entries:
        is_full = len(taken) >= FRAME_ENTRIES or size >= FRAME_BYTES
        if taken and (is_full or entry.number != taken[-1].number + 1):
            yield EntryRun(taken)
            taken, size = [], 0
        taken.append(entry)
        size += len(entry.text)
    if taken:
        yield EntryRun(taken)


@lru_cache(maxsize=FRAMES_SHARED)
def _frame_of(runs: tuple[EntryRun, ...]) -> SharedText:
    """The frame of the same entries, for all sockets of their party."""
    return protocol.entries(one.text for run in runs for one in run.entries)


class PositionChanges(dict[UUID, str | None]):
    """Newer positions by asset or ship, as JSON text, for all sockets that watch the same; None:
    it is not to be shown any more."""

    @cached_property
    def frame(self) -> SharedText:
        """The frame of them alone."""
        return protocol.positions(self)


class Pulse(NamedTuple):
    """The contents of a heartbeat beside its number."""

    clock: ClockView
    alerts: AlertsLeavingView | None
    watched: bool | None

    def goes_on_from(self, told: "Pulse", after_s: float) -> bool:
        """Whether a reader that was told the other so long ago knows this one by its own clock."""
        mine, before = self.clock, told.clock
        rate = 0.0 if before.paused else before.rate
        off_s = (mine.now - before.now).total_seconds() - rate * after_s
        return (
            abs(off_s) <= CLOCK_OFF_S * max(1.0, rate)
            and self._replace(clock=before) == told
            and mine.model_copy(update={"now": before.now}) == before
        )


class _State(StrEnum):
    CLOSED = "closed"
    """Not started: whatever is offered is left."""
    HOLDING = "holding"
    """The backlog is being read: what is offered waits until it can follow."""
    LIVE = "live"


class Outbox:
    """Everything between the hub, which never waits, and one socket, which may be slow.

    Entries leave in the order of their numbers, without gap or repeat, except where a `resync`
    says from which number on they follow. Past the bounds all waiting entries are dropped for a
    resync, so that a slow reader costs no more memory than that and nobody any time.
    """

    def __init__(self, line: SendingAtOnce | None = None) -> None:
        self._line = line
        self._is_awaited = False
        """Whether the socket waits in `next`, and has sent all that it took before."""
        self._passes_soon = False
        self.number = 0
        """The last number that was taken in."""
        self._state = _State.CLOSED
        self._ready: SharedText | None = None
        self._resync: ResyncReason | None = None
        self._entries: deque[EntryRun] = deque()
        self._count = self._bytes = 0
        self._held: list[EntryRun] = []
        self._held_count = 0
        self._held_lost = False
        self._positions = PositionChanges()
        """Waiting for the socket; other sockets may have the same: never changed in place."""
        self._positions_due_s = 0.0
        self._times: dict[UUID, str] = {}
        self._pulse: Pulse | None = None
        self._is_thin = False
        self._told: tuple[float, Pulse] | None = None
        """The last whole heartbeat of a thin line, and when it was sent."""
        self._news = asyncio.Event()
        self._drained = asyncio.Event()

    # what the hub offers

    def restart(self, *, thin: bool = False) -> None:
        """Forget everything that waits and hold what is offered from now on."""
        self._is_thin, self._told = thin, None
        self._ready = self._resync = self._pulse = None
        self._drop_entries()
        self._positions = PositionChanges()
        self._times = {}
        self.hold()

    def hold(self) -> None:
        """Keep what is offered from now on until `release`."""
        self._state = _State.HOLDING
        self._held, self._held_count, self._held_lost = [], 0, False

    def ready(self, frame: SharedText, *, after: int) -> None:
        """Send `frame` first; entries follow after the number `after`."""
        self._ready, self.number = frame, after
        self._tell()

    def fill(self, backlog: Iterable[FeedEntry]) -> None:
        """Take in entries that were read for this socket."""
        for run in runs_of(backlog):
            self._append(run)

    def release(self) -> bool:
        """Let what was held follow and go live; False when some of it was lost: read on."""
        if self._held_lost:
            return False
        for run in self._held:
            self._append(run)
        self._held, self._held_count, self._state = [], 0, _State.LIVE
        return True

    def offer(self, run: EntryRun) -> None:
        """Entries that were just committed."""
        match self._state:
            case _State.CLOSED:
                pass
            case _State.HOLDING if self._held_count + len(run) <= MAX_ENTRIES:
                self._held.append(run)
                self._held_count += len(run)
            case _State.HOLDING:
                self._held_lost = True
            case _State.LIVE:
                self._append(run)

    def offer_positions(self, changes: PositionChanges) -> None:
        """Newer positions; of those that wait already the latest stay."""
        if self._state is not _State.CLOSED and changes:
            waiting = self._positions
            self._positions = PositionChanges(waiting | changes) if waiting else changes
            self._tell()

    def offer_times(self, times: Mapping[UUID, str]) -> None:
        """Newer expected times by unit."""
        if self._state is not _State.CLOSED and times:
            self._times.update(times)
            self._tell()

    def forget_positions(self) -> None:
        """Drop positions that wait: they may be seen no longer, or will be told afresh."""
        self._positions = PositionChanges()

    def resync(self, reason: ResyncReason) -> None:
        """Have the client fetch its snapshot again."""
        if self._state is not _State.CLOSED:
            self._resync = reason
            self._tell()

    def pulse(
        self,
        clock: ClockView,
        alerts: AlertsLeavingView | None = None,
        watched: bool | None = None,
    ) -> None:
        """A heartbeat, after every entry that waits."""
        if self._state is _State.LIVE:
            self._pulse = Pulse(clock, alerts, watched)
            self._tell()

    def _append(self, run: EntryRun) -> None:
        if run.last <= self.number:
            return
        if run.first <= self.number:
            run = run.after(self.number)
        if run.first != self.number + 1:
            self._drop_entries()
            self._resync = protocol.GAP
        self.number = run.last
        self._entries.append(run)
        self._count += len(run)
        self._bytes += run.size
        if run.resync:
            self._resync = protocol.ACCESS_CHANGED
            self._positions = PositionChanges()
            self._times = {}
        if self._count > MAX_ENTRIES or self._bytes > MAX_BYTES:
            self._drop_entries()
            self._resync = protocol.FELL_BEHIND
        self._tell()

    def _drop_entries(self) -> None:
        self._entries.clear()
        self._count = self._bytes = 0
        self._drained.set()

    def _tell(self) -> None:
        """Have what was offered sent: past the queue when the loop is free again, where the reader
        keeps up, or else by the socket."""
        if self._line is None or not self._is_awaited:
            self._news.set()
        elif not self._passes_soon:
            self._passes_soon = True
            asyncio.get_running_loop().call_soon(self._pass, self._line)

    def _pass(self, line: SendingAtOnce) -> None:
        self._passes_soon = False
        now_s = asyncio.get_running_loop().time()
        while self._is_awaited and line.is_free:
            frame = self.take(now_s)
            if frame is None:
                break
            line.send_at_once(frame)
        if not self._is_empty:
            self._news.set()

    @property
    def _is_empty(self) -> bool:
        return not any(
            (self._ready, self._resync, self._entries, self._pulse, self._positions, self._times)
        )

    # what the socket takes

    async def drained(self) -> None:
        """Wait until no entry waits."""
        while self._entries:
            self._drained.clear()
            await self._drained.wait()

    async def next(self) -> SharedText:
        """The next frame to send, when there is one."""
        loop = asyncio.get_running_loop()
        while True:
            self._news.clear()
            frame = self.take(loop.time())
            if frame is not None:
                return frame
            wait_s = self._positions_due_s - loop.time() if self._positions else None
            self._is_awaited = True
            try:
                async with asyncio.timeout(wait_s):
                    await self._news.wait()
            except TimeoutError:
                continue
            finally:
                self._is_awaited = False

    def take(self, now_s: float) -> SharedText | None:
        """The next frame, or None; positions no sooner than their pace allows."""
        if self._ready is not None:
            frame, self._ready = self._ready, None
            return frame
        if self._resync is not None:
            frame = protocol.resync(self._resync, self.number - self._count)
            self._resync = None
            return frame
        if self._entries:
            return self._take_entries()
        if self._pulse is not None:
            # Before positions: on a thin line some are always due.
            return self._take_pulse(self._pulse, now_s)
        if self._positions and now_s >= self._positions_due_s:
            return self._take_positions(now_s)
        if self._times:
            taken, self._times = self._times, {}
            return protocol.expected(taken.values())
        return None

    def _take_pulse(self, pulse: Pulse, now_s: float) -> SharedText:
        self._pulse = None
        if self._is_thin:
            if self._told is not None:
                told_s, told = self._told
                after_s = now_s - told_s
                if after_s < protocol.THIN_HEARTBEAT_S and pulse.goes_on_from(told, after_s):
                    return protocol.pulse(self.number)
            self._told = now_s, pulse
        return protocol.heartbeat(self.number, *pulse)

    def _take_entries(self) -> SharedText:
        taken = [self._entries.popleft()]
        count, size = len(taken[0]), taken[0].size
        while self._entries:
            more = self._entries[0]
            if count + len(more) > FRAME_ENTRIES or size >= FRAME_BYTES:
                break
            taken.append(self._entries.popleft())
            count += len(more)
            size += more.size
        self._count -= count
        self._bytes -= size
        if not self._entries:
            self._drained.set()
        return taken[0].frame if len(taken) == 1 else _frame_of(tuple(taken))

    def _take_positions(self, now_s: float) -> SharedText:
        taken = self._positions
        if len(taken) > FRAME_POSITIONS:
            left = iter(taken.items())
            taken = PositionChanges(islice(left, FRAME_POSITIONS))
            self._positions = PositionChanges(left)
        else:
            self._positions = PositionChanges()
            thin = self._is_thin
            every_s = protocol.THIN_POSITIONS_EVERY_S if thin else protocol.POSITIONS_EVERY_S
            self._positions_due_s = now_s + every_s
        return taken.frame
