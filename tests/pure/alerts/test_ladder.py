"""The ladder of contacts: the moves by a table, and what holds of any list of contacts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.alerts.ladder import LadderMove, Rung, Silence, Tried, next_move
from sar.alerts.words import AlertChannel, AlertTurn
from sar.parties.hours import begin_after, is_within

T0: Final = datetime(2026, 10, 11, 21, 0, tzinfo=UTC)
OWN, OTHER = UUID(int=1), UUID(int=2)
ALL: Final = frozenset(AlertChannel)


def minutes(number: float) -> datetime:
    return T0 + timedelta(minutes=number)


def rung(place: int, **fields: Any) -> Rung:
    return Rung(OWN, place, AlertChannel.EMAIL, f"{place}@example.int", **fields)


def silence(**fields: Any) -> Silence:
    given = Silence(
        exercise=False,
        asked_at=T0,
        acknowledge_due_at=minutes(10),
        answer_due_at=minutes(30),
        acknowledged=False,
        at_once=True,
    )
    return replace(given, **fields)


def tried(place: int, at: float, turn: str = "acknowledge", *, failed: bool = False) -> Tried:
    address = f"{place}@example.int"
    return Tried(OWN, AlertChannel.EMAIL, address, AlertTurn(turn), minutes(at), failed)


TWO: Final = (rung(1), rung(2))
NIGHT: Final = rung(1, hours="20:00-06:00", time_zone="Europe/Rome")
DAY: Final = rung(1, hours="06:00-20:00", time_zone="Europe/Rome")
ACK, ANSWER = AlertTurn.ACKNOWLEDGE, AlertTurn.ANSWER

# what it is, rungs, silence, tried, turns over, now; whom to alert, when to look again, exhausted
TABLE: Final[list[tuple[str, Sequence[Rung], Silence, list[Tried], set[AlertTurn], float, Any]]] = [
    ("at once", TWO, silence(), [], set(), 0, (1, 10, False)),
    ("somebody watches: once it is overdue", TWO, silence(at_once=False), [], set(), 0,
     (None, 10, False)),
    ("it is overdue", TWO, silence(at_once=False), [], set(), 10, (1, 20, False)),
    ("the first has its time", TWO, silence(), [tried(1, 0)], set(), 9, (None, 10, False)),
    ("its time is over", TWO, silence(), [tried(1, 0)], set(), 10, (2, 20, False)),
    ("the next waits for no failing one", TWO, silence(), [tried(1, 0, failed=True)], set(), 1,
     (2, 11, False)),
    ("the last has its time", TWO, silence(), [tried(1, 0), tried(2, 10)], set(), 15,
     (None, 20, False)),
    ("all were tried", TWO, silence(), [tried(1, 0), tried(2, 10)], set(), 20, (None, 30, True)),
    ("it is known that all were", TWO, silence(), [tried(1, 0), tried(2, 10)], {ACK}, 20,
     (None, 30, False)),
    ("never acknowledged, and no answer: again from the first", TWO, silence(),
     [tried(1, 0), tried(2, 10)], {ACK}, 30, (1, 40, False)),
    ("acknowledged: nothing until the answer is due", TWO, silence(acknowledged=True),
     [tried(1, 0)], set(), 11, (None, 30, False)),
    ("acknowledged, then silent", TWO, silence(acknowledged=True), [tried(1, 0)], set(), 30,
     (1, 40, False)),
    ("the answer's turn goes on", TWO, silence(acknowledged=True),
     [tried(1, 0), tried(1, 30, "answer")], set(), 40, (2, 50, False)),
    ("nobody is left for the answer either", TWO, silence(acknowledged=True),
     [tried(1, 30, "answer"), tried(2, 40, "answer")], set(), 50, (None, None, True)),
    ("it ends there", TWO, silence(acknowledged=True),
     [tried(1, 30, "answer"), tried(2, 40, "answer")], {ANSWER}, 50, (None, None, False)),
    ("only an acknowledgement is awaited", TWO, silence(acknowledged=True, answer_due_at=None), [],
     set(), 50, (None, None, False)),
    ("23:00 in Rome is night", [NIGHT], silence(), [], set(), 0, (1, 10, False)),
    ("and not day: the second instead", [DAY, rung(2)], silence(), [], set(), 0, (2, 10, False)),
    ("nobody in his hours: that is no news, and is looked at again", [DAY], silence(), [], set(),
     0, (None, 10, False)),
    ("still nobody: its own time is over, and he is waited for", [DAY], silence(), [], set(), 10,
     (None, 20, True)),
    ("it is known, and he is waited for until the answer is due", [DAY], silence(), [], {ACK}, 25,
     (None, 30, False)),
    ("he comes after that all the same", [rung(1)], silence(), [], {ACK}, 15, (1, 25, False)),
    ("no answer either", [DAY], silence(), [], {ACK}, 30, (None, 40, True)),
    ("the others were alerted, and only one turn: until 06:00 in Rome", [DAY, rung(2)],
     silence(answer_due_at=None), [tried(2, 0)], set(), 10, (None, 7 * 60, True)),
    ("his hours begin", [DAY, rung(2)], silence(answer_due_at=None), [tried(2, 0)], {ACK}, 7 * 60,
     (1, 7 * 60 + 10, False)),
    ("there it ends for him too", [DAY, rung(2)], silence(answer_due_at=None),
     [tried(2, 0), tried(1, 7 * 60)], {ACK}, 7 * 60 + 10, (None, None, False)),
    ("in the last turn as well", [DAY, rung(2)], silence(acknowledged=True),
     [tried(2, 30, "answer")], {ANSWER}, 40, (None, 7 * 60, False)),
    ("not on a day when he is unmarked", [DAY, rung(2, in_exercises=True)],
     silence(exercise=True, answer_due_at=None), [tried(2, 0)], {ACK}, 10, (None, None, False)),
    ("no contact at all: it has its own time", [], silence(), [], set(), 0, (None, 10, False)),
    ("which is over", [], silence(), [], set(), 10, (None, 30, True)),
    ("and is known to be", [], silence(), [], {ACK}, 12, (None, 30, False)),
    ("nor has it answered", [], silence(), [], {ACK}, 30, (None, None, True)),
    ("there it ends", [], silence(), [], {ACK, ANSWER}, 31, (None, None, False)),
    ("no contact, acknowledged by voice, then silent", [], silence(acknowledged=True), [], set(),
     30, (None, None, True)),
    ("no contact, and only an acknowledgement awaited", [], silence(answer_due_at=None), [], set(),
     10, (None, None, True)),
    ("an exercise reaches nobody who is not marked", TWO, silence(exercise=True), [], set(), 0,
     (None, 10, False)),
    ("but who is", [rung(1), rung(2, in_exercises=True)], silence(exercise=True), [], set(), 0,
     (2, 10, False)),
    ("its party has silenced it: that may end sooner, so it is looked at each step", TWO,
     silence(quiet_until=minutes(60)), [], set(), 0, (None, 10, False)),
    ("whenever it is looked at, for the same instant", TWO, silence(quiet_until=minutes(60)), [],
     set(), 13, (None, 20, False)),
    ("not beyond the end", TWO, silence(quiet_until=minutes(55)), [], set(), 51,
     (None, 55, False)),
    ("until then", TWO, silence(quiet_until=minutes(60)), [], set(), 60, (1, 70, False)),
    ("no contact has less than a minute", TWO, silence(acknowledge_due_at=T0), [tried(1, 0)], set(),
     0.5, (None, 1, False)),
]  # fmt: skip


EACH: Final = silence(answer_due_at=minutes(30), again_each=timedelta(minutes=30))
SEEN: Final = replace(EACH, acknowledged=True)
ONCE: Final = [tried(1, 0), tried(2, 10), tried(1, 30, "answer"), tried(2, 40, "answer")]
FURTHER: Final = [*ONCE, tried(1, 60, "answer"), tried(2, 70, "answer")]

# As above, of what is tried again every half hour.
AGAIN: Final[list[tuple[str, Sequence[Rung], Silence, list[Tried], set[AlertTurn], float, Any]]] = [
    ("the second turn's last has its time", TWO, EACH, ONCE, {ACK}, 45, (None, 50, False)),
    ("the second turn is over: told once, and a third is to come", TWO, EACH, ONCE, {ACK}, 50,
     (None, 60, True)),
    ("it is known", TWO, EACH, ONCE, {ACK, ANSWER}, 55, (None, 60, False)),
    ("the third turn, from the first", TWO, EACH, ONCE, {ACK, ANSWER}, 60, (1, 70, False)),
    ("goes on", TWO, EACH, FURTHER[:-1], {ACK, ANSWER}, 70, (2, 80, False)),
    ("and is followed by a fourth", TWO, EACH, FURTHER, {ACK, ANSWER}, 80, (None, 90, False)),
    ("which begins", TWO, EACH, FURTHER, {ACK, ANSWER}, 90, (1, 100, False)),
    ("taken up before the second turn: that comes all the same", TWO,
     replace(SEEN, seen_at=minutes(12)), ONCE[:2], {ACK}, 30, (1, 40, False)),
    ("taken up in it: the next contact sleeps", TWO, replace(SEEN, seen_at=minutes(31)), ONCE[:3],
     {ACK}, 40, (None, 60, False)),
    ("until the third", TWO, replace(SEEN, seen_at=minutes(31)), ONCE[:3], {ACK}, 60,
     (1, 70, False)),
    ("whose contacts that holds back no more", TWO, replace(SEEN, seen_at=minutes(31)),
     [*ONCE[:3], tried(1, 60, "answer")], {ACK}, 70, (2, 80, False)),
    ("a turn that lasts longer than half an hour is not cut short", [*TWO, rung(3), rung(4)], EACH,
     [*ONCE, tried(3, 50, "answer")], {ACK}, 60, (4, 70, False)),
    ("nor its last contact's time", [*TWO, rung(3), rung(4)], EACH,
     [*ONCE, tried(3, 50, "answer"), tried(4, 60, "answer")], {ACK}, 65, (None, 70, False)),
    ("the next begins when it is done", [*TWO, rung(3), rung(4)], EACH,
     [*ONCE, tried(3, 50, "answer"), tried(4, 60, "answer")], {ACK}, 70, (1, 80, False)),
    ("nobody to alert: it is looked at again, for a list may be mended", [], EACH, [], {ACK}, 30,
     (None, 150, True)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rungs", "of", "before", "over", "now", "expected"),
    [pytest.param(*row[1:], id=row[0]) for row in (*TABLE, *AGAIN)],
)
def test_the_next_move(
    rungs: Sequence[Rung],
    of: Silence,
    before: list[Tried],
    over: set[AlertTurn],
    now: float,
    expected: tuple[int | None, float | None, bool],
) -> None:
    move = next_move(rungs, of, before, ways=ALL, over=over, now=minutes(now))
    place, look_at, exhausted = expected
    assert (move.send and move.send.place) == place
    assert move.look_at == (None if look_at is None else minutes(look_at))
    assert move.exhausted is exhausted


def test_a_way_that_is_not_configured_is_passed_over() -> None:
    phone = Rung(OWN, 2, AlertChannel.SMS, "+390612345678")
    move = next_move([rung(1), phone], silence(), [], ways={AlertChannel.SMS}, over=(), now=T0)
    assert move.send == phone


@pytest.mark.parametrize(
    ("hours", "hour", "within"),
    [
        ("", 3, True), ("20:00-06:00", 21, True), ("20:00-06:00", 5, True),
        ("20:00-06:00", 6, False), ("08:00-16:00", 8, True), ("08:00-16:00", 16, False),
        ("00:00-00:00", 12, True), ("not hours", 12, False),
    ],
)  # fmt: skip
def test_hours_reach_over_midnight(hours: str, hour: int, within: bool) -> None:
    now = datetime(2026, 1, 1, hour, tzinfo=UTC)
    assert is_within(hours, "UTC", now) is within


@pytest.mark.parametrize(
    ("hours", "now", "begins"),
    [
        ("20:00-06:00", "2026-01-01T19:00Z", "2026-01-01T20:00Z"),
        ("20:00-06:00", "2026-01-01T20:00Z", "2026-01-02T20:00Z"),
        ("06:00-20:00", "2026-01-01T21:00Z", "2026-01-02T06:00Z"),
        ("", "2026-01-01T21:00Z", None),
        ("not hours", "2026-01-01T21:00Z", None),
    ],
)
def test_hours_begin_again_each_day(hours: str, now: str, begins: str | None) -> None:
    at = begin_after(hours, "UTC", datetime.fromisoformat(now))
    assert at == (None if begins is None else datetime.fromisoformat(begins))


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24"])
def test_hours_begin_by_the_local_clock_when_it_is_set(day: str) -> None:
    """Rome sets its clock in the night after that day."""
    now = datetime.fromisoformat(f"{day}T21:00Z")
    at = begin_after("06:00-20:00", "Europe/Rome", now)
    assert at is not None
    assert at.astimezone(ZoneInfo("Europe/Rome")).hour == 6
    assert is_within("06:00-20:00", "Europe/Rome", at)
    gap = begin_after("02:30-05:00", "Europe/Rome", now)
    assert gap is not None
    assert is_within("02:30-05:00", "Europe/Rome", gap)


RUNGS: Final = st.lists(
    st.builds(
        Rung,
        centre_id=st.sampled_from([OWN, OTHER]),
        place=st.integers(1, 5),
        channel=st.sampled_from(AlertChannel),
        address=st.sampled_from(["a", "b", "c"]),
        hours=st.sampled_from(["", "20:00-06:00", "08:00-16:00"]),
        time_zone=st.sampled_from(["UTC", "Asia/Tokyo", "America/Lima"]),
        in_exercises=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: (one.centre_id, one.channel, one.address),
)
SILENCES: Final = st.builds(
    silence,
    exercise=st.booleans(),
    acknowledge_due_at=st.integers(0, 20).map(minutes),
    answer_due_at=st.none() | st.integers(10, 90).map(minutes),
    at_once=st.booleans(),
)


@given(
    rungs=RUNGS,
    of=SILENCES,
    ways=st.frozensets(st.sampled_from(AlertChannel)),
    acknowledged_after=st.none() | st.integers(0, 12),
    fails=st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_climbed_to_its_end(
    rungs: list[Rung],
    of: Silence,
    ways: frozenset[AlertChannel],
    acknowledged_after: int | None,
    fails: list[bool],
) -> None:
    """Each contact once in a turn and never one that may not be; it comes to an end of its own."""
    now, sent, over = of.asked_at, list[Tried](), set[AlertTurn]()
    for look in range(200):
        if acknowledged_after is not None and len(sent) >= acknowledged_after:
            of = replace(of, acknowledged=True)
        move = next_move(rungs, of, sent, ways=ways, over=over, now=now)
        if move.send is not None:
            _may_be_alerted(move, move.send, of, sent, ways, now)
            one = move.send
            failed = fails[len(sent) % len(fails)]
            sent.append(Tried(one.centre_id, one.channel, one.address, move.turn, now, failed))
            if failed:
                continue
        if move.exhausted:
            alerted = any(one.turn is move.turn for one in sent)
            own = of.acknowledge_due_at if move.turn is ACK else of.answer_due_at
            assert own is not None
            assert alerted or now >= own, "it has its own time"
            assert move.turn not in over
            over.add(move.turn)
        if move.look_at is None:
            break
        assert move.look_at >= now
        assert move.look_at > now or move.exhausted
        now = move.look_at
        if look > 150 and not sent:
            break  # nobody may be alerted at all; it goes on looking for who comes into his hours
    assert len(sent) <= 2 * len(rungs)
    if not of.acknowledged:
        assert ACK in over, "the asker is told that it is silent, whoever could be alerted"


@given(
    rungs=RUNGS,
    ways=st.frozensets(st.sampled_from(AlertChannel)),
    fails=st.lists(st.booleans(), min_size=12, max_size=12),
    seen=st.sets(st.integers(0, 179)),
)
def test_a_night_is_climbed_to_its_end(
    rungs: list[Rung], ways: frozenset[AlertChannel], fails: list[bool], seen: set[int]
) -> None:
    """No hour of what is tried again goes by in which nobody is alerted who may be, and no contact
    is alerted twice within half an hour of one turn's beginning."""
    of = silence(
        acknowledge_due_at=minutes(5),
        answer_due_at=minutes(30),
        again_each=timedelta(minutes=30),
    )
    look_at, sent, over = of.asked_at, list[Tried](), set[AlertTurn]()
    for minute in range(180):
        now = minutes(minute)
        if minute in seen:
            of = replace(of, acknowledged=True, seen_at=now)
        for _ in range(2 * len(rungs) + 4):
            if look_at > now:
                break
            move = next_move(rungs, of, sent, ways=ways, over=over, now=now)
            if move.send is not None:
                one = move.send
                failed = fails[len(sent) % len(fails)]
                sent.append(Tried(one.centre_id, one.channel, one.address, move.turn, now, failed))
                if failed:
                    continue
            if move.exhausted:
                over.add(move.turn)
            assert move.look_at is not None, "it stands, so it is looked at again"
            look_at = move.look_at
    always = [one for one in rungs if not one.hours and one.channel in ways]
    for one in always if all(not one.hours for one in rungs) else ():
        at = [tried.at for tried in sent if one.is_same(tried) and tried.turn is ANSWER]
        for before, after in pairwise(at):
            assert after - before >= timedelta(minutes=25), "the first of a turn may fail"
    if always and not seen:
        times = [*sorted({tried.at for tried in sent}), minutes(180)]
        assert times[0] == T0
        assert all(after - before <= timedelta(minutes=30) for before, after in pairwise(times))


@pytest.mark.parametrize(
    ("after", "rungs", "each"),
    [(11, True, 30), (12, True, 120), (72, True, 120), (1, False, 120)],
)
def test_after_half_a_day_a_turn_comes_less_often(after: int, rungs: bool, each: int) -> None:
    assert EACH.again_after(T0 + timedelta(hours=after), rungs=rungs) == timedelta(minutes=each)
    once = replace(EACH, again_each=None)
    assert once.again_after(T0 + timedelta(hours=after), rungs=rungs) is None


def _may_be_alerted(
    move: LadderMove,
    one: Rung,
    of: Silence,
    sent: list[Tried],
    ways: frozenset[AlertChannel],
    now: datetime,
) -> None:
    assert one.channel in ways
    assert one.in_exercises or not of.exercise
    assert is_within(one.hours, one.time_zone, now)
    assert not any(one.is_same(other) and other.turn is move.turn for other in sent)
    assert move.look_at is not None
    assert move.look_at > now
