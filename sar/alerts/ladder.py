"""The ladder of contacts: whom to alert now, and when to look again. Pure.

A centre that is silent is woken contact by contact, in the order of its list, then by the contacts
of its party's other centres. Each is tried once for a missing acknowledgement, and once more for a
missing answer (house rule, serving SAR Convention, Annex 3.1.7: centres shall assist when asked).
If lives hang on it that turn comes again and again, for as long as it is awaited: `again_each`.

A centre without contacts that may be alerted, known by its telephone alone, is silent all the
same: its time to acknowledge, or to answer, being over, nobody is left, and whom to ask next is
proposed. A contact who may be alerted only later, in his hours, still is.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sar.alerts.words import AlertChannel, AlertTurn
from sar.parties.hours import begin_after, is_within

LEAST_STEP: Final = timedelta(minutes=1)
"""No contact is given less time than this, whatever a clause says (house figure)."""
OFTEN_FOR: Final = timedelta(hours=12)
"""So long a turn comes again at the pace that is asked for, through any night; afterwards it is
`SELDOM` times as long to the next (house figures): who is alerted every half hour for days stops
to hear it."""
SELDOM: Final = 4


@dataclass(frozen=True, slots=True)
class Rung:
    """One contact of a centre on which alerts leave by themselves. `place`: among all contacts of
    its centre, from 1; `hours`: those of the day in which it is alerted, empty: all."""

    centre_id: UUID
    place: int
    channel: AlertChannel
    address: str
    hours: str = ""
    time_zone: str = "UTC"
    in_exercises: bool = False

    def is_same(self, tried: "Tried") -> bool:
        """Whether it is the contact that was tried, wherever it stands in the list now."""
        return (self.centre_id, self.channel, self.address) == (
            tried.centre_id,
            tried.channel,
            tried.address,
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """A contact that was alerted. `failed`: nothing has been taken by its server yet."""

    centre_id: UUID
    channel: AlertChannel
    address: str
    turn: AlertTurn
    at: datetime
    failed: bool

    def is_same(self, other: "Tried") -> bool:
        """Whether it is the same contact."""
        return (self.centre_id, self.channel, self.address) == (
            other.centre_id,
            other.channel,
            other.address,
        )


@dataclass(frozen=True, slots=True)
class Silence:
    """The answer that is awaited of a centre, and since when.

    `at_once`: its contacts are alerted as soon as it is asked, not only once it is overdue.
    `quiet_until`: its party has silenced alarms of this kind until then. `again_each`: so often the
    turn of the answer begins anew at first (`again_after`); None: it comes once. `seen_at`:
    somebody there said last that he has it, which ends the turn that is on where another follows.
    """

    exercise: bool
    asked_at: datetime
    acknowledge_due_at: datetime
    answer_due_at: datetime | None
    acknowledged: bool
    at_once: bool
    quiet_until: datetime | None = None
    again_each: timedelta | None = None
    seen_at: datetime | None = None

    @property
    def step(self) -> timedelta:
        """The time that each contact is given: as long as the centre has to acknowledge."""
        return max(LEAST_STEP, self.acknowledge_due_at - self.asked_at)

    def again_after(self, now: datetime, *, rungs: bool) -> timedelta | None:
        """The time from a turn of the answer to the next; the longer one also where nobody can be
        alerted and it is looked for who can by now."""
        often = rungs and now - self.asked_at < OFTEN_FOR
        return self.again_each if often or self.again_each is None else SELDOM * self.again_each


@dataclass(frozen=True, slots=True)
class LadderMove:
    """The next move. `look_at` None: there is nothing more to do. `exhausted`: of this turn every
    contact that may be alerted was, and the last one's time is over; or none may be, and the
    centre's own time is."""

    turn: AlertTurn
    send: Rung | None = None
    look_at: datetime | None = None
    exhausted: bool = False


def next_move(
    rungs: Sequence[Rung],
    silence: Silence,
    tried: Collection[Tried],
    *,
    ways: Collection[AlertChannel],
    over: Collection[AlertTurn],
    now: datetime,
) -> LadderMove:
    """The move for a centre that has not answered. `over`: the turns that are exhausted."""
    turn, begins_at = _turn(silence, over, now=now)
    if begins_at is None:
        return LadderMove(turn)
    if now < begins_at:
        return LadderMove(turn, look_at=begins_at)
    if silence.quiet_until is not None and now < silence.quiet_until:
        # What silences it may end before its time: no longer than a step goes by unlooked.
        soon = _next_step(begins_at, silence.step, now=now)
        return LadderMove(turn, look_at=min(silence.quiet_until, soon))
    mine = [one for one in tried if one.turn is turn]
    again_at = None
    again_after = silence.again_after(now, rungs=bool(rungs))
    if turn is AlertTurn.ANSWER and again_after is not None:
        mine = _newest_turn(mine)
        again_at = (mine[0].at if mine else max(begins_at, now)) + again_after
        is_seen = silence.seen_at is not None and bool(mine) and silence.seen_at >= mine[0].at
        if now >= again_at and (is_seen or _is_done(rungs, silence, mine, ways, now=now)):
            mine, again_at, is_seen = [], now + again_after, False
        if is_seen:
            return LadderMove(turn, look_at=again_at)
    due_at = max((_over_at(one, silence.step) for one in mine), default=begins_at)
    if now < due_at:
        return LadderMove(turn, look_at=due_at)
    for rung in _usable(rungs, silence, ways, now=now):
        if not any(rung.is_same(one) for one in mine):
            return LadderMove(turn, send=rung, look_at=now + silence.step)
    own_end = silence.acknowledge_due_at if turn is AlertTurn.ACKNOWLEDGE else begins_at
    exhausted = turn not in over and (bool(mine) or now >= own_end)
    # Who comes within his hours later still can be alerted, though all others were.
    looks = [_next_step(begins_at, silence.step, now=now)] if rungs and not mine else []
    looks += _hours_ahead(rungs, silence, mine, ways, now=now)
    if turn not in over and not exhausted:
        looks.append(own_end)
    elif turn is AlertTurn.ACKNOWLEDGE and silence.answer_due_at is not None:
        looks.append(max(silence.answer_due_at, now))
    if again_at is not None:
        looks.append(again_at)
    return LadderMove(turn, look_at=min(looks, default=None), exhausted=exhausted)


def _turn(
    silence: Silence, over: Collection[AlertTurn], *, now: datetime
) -> tuple[AlertTurn, datetime | None]:
    """The turn that is on, and when it begins; None: no answer is awaited beyond the
    acknowledgement. The turn of the acknowledgement lasts until the answer is due."""
    begins_at = silence.asked_at if silence.at_once else silence.acknowledge_due_at
    due_at = silence.answer_due_at
    if silence.acknowledged:
        return AlertTurn.ANSWER, due_at
    if AlertTurn.ACKNOWLEDGE in over and due_at is not None and now >= due_at:
        return AlertTurn.ANSWER, due_at
    return AlertTurn.ACKNOWLEDGE, begins_at


def _newest_turn(tried: Iterable[Tried]) -> list[Tried]:
    """The alerts of the newest of several turns: each contact is tried once in one."""
    newest: list[Tried] = []
    for one in sorted(tried, key=lambda one: one.at):
        if any(one.is_same(other) for other in newest):
            newest = []
        newest.append(one)
    return newest


def _is_done(
    rungs: Iterable[Rung],
    silence: Silence,
    mine: Sequence[Tried],
    ways: Collection[AlertChannel],
    *,
    now: datetime,
) -> bool:
    """Whether every contact that may be alerted was in this turn, and the last one's time is
    over."""
    return all(_over_at(one, silence.step) <= now for one in mine) and all(
        any(rung.is_same(one) for one in mine) for rung in _usable(rungs, silence, ways, now=now)
    )


def _over_at(tried: Tried, step: timedelta) -> datetime:
    """The end of the contact's time: at once where nothing reached its server."""
    return tried.at if tried.failed else tried.at + step


def _next_step(begins_at: datetime, step: timedelta, *, now: datetime) -> datetime:
    """The next instant of a turn, step by step from its beginning: looks that come beside the
    ladder's own wait for the same one."""
    return begins_at + ((now - begins_at) // step + 1) * step


def _usable(
    rungs: Iterable[Rung], silence: Silence, ways: Collection[AlertChannel], *, now: datetime
) -> Iterable[Rung]:
    """The contacts that may be alerted now, in their hours."""
    return (
        rung
        for rung in _allowed(rungs, silence, ways)
        if is_within(rung.hours, rung.time_zone, now)
    )


def _allowed(
    rungs: Iterable[Rung], silence: Silence, ways: Collection[AlertChannel]
) -> Iterable[Rung]:
    """The contacts on a way that is configured, and in an exercise only those that are marked."""
    return (
        rung
        for rung in rungs
        if rung.channel in ways and (rung.in_exercises or not silence.exercise)
    )


def _hours_ahead(
    rungs: Iterable[Rung],
    silence: Silence,
    mine: Collection[Tried],
    ways: Collection[AlertChannel],
    *,
    now: datetime,
) -> list[datetime]:
    """The instants at which the hours begin of contacts that were not alerted in this turn."""
    begins = (
        begin_after(rung.hours, rung.time_zone, now)
        for rung in _allowed(rungs, silence, ways)
        if not any(rung.is_same(one) for one in mine)
    )
    return [at for at in begins if at is not None]
