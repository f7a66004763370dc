"""The outbox of one socket: in order, bounded, the latest position only."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from sar.alerts.views import AlertsLeavingView
from sar.alerts.words import AlertsLeaving
from sar.http.shared_messages import SharedText
from sar.live import outbox as module
from sar.live import protocol
from sar.live.outbox import MAX_ENTRIES, EntryRun, FeedEntry, Outbox, PositionChanges, runs_of
from sar.parties.views import ClockView
from tests.world import START

LONG_AGO_S, NOW_S = 0.0, 1_000.0


def entry(number: int, *, resync: bool = False, size: int = 0) -> FeedEntry:
    """An entry as the hub offers it."""
    return FeedEntry(number, f'{{"number":{number},"pad":"{"x" * size}"}}', resync)


def run(number: int, *, resync: bool = False, size: int = 0) -> EntryRun:
    """One entry alone, as the hub offers it."""
    return EntryRun([entry(number, resync=resync, size=size)])


def started(after: int = 0) -> Outbox:
    """An outbox that is live after the number `after`."""
    outbox = Outbox()
    outbox.restart()
    outbox.ready(SharedText("{}"), after=after)
    assert outbox.release()
    assert outbox.take(NOW_S) == "{}"
    return outbox


def frames(outbox: Outbox, now_s: float = NOW_S) -> list[dict[str, Any]]:
    """Everything that can be sent now."""
    taken = []
    while (frame := outbox.take(now_s)) is not None:
        taken.append(json.loads(frame))
    return taken


def numbers(taken: list[dict[str, Any]]) -> list[int]:
    return [e["number"] for frame in taken if frame["type"] == "entries" for e in frame["entries"]]


def test_entries_leave_in_order_and_in_one_frame() -> None:
    outbox = started(after=4)
    outbox.offer(run(5))
    outbox.offer(run(6))
    taken = frames(outbox)
    assert len(taken) == 1
    assert numbers(taken) == [5, 6]


def test_an_entry_offered_again_is_not_sent_twice() -> None:
    outbox = started()
    for number in (1, 2, 2, 1, 3):
        outbox.offer(run(number))
    assert numbers(frames(outbox)) == [1, 2, 3]


def test_nothing_is_kept_for_a_socket_that_has_not_started() -> None:
    outbox = Outbox()
    outbox.offer(run(1))
    outbox.offer_positions(PositionChanges({uuid7(): "{}"}))
    outbox.resync(protocol.ACCESS_CHANGED)
    assert frames(outbox) == []


def test_what_is_committed_while_the_backlog_is_read_follows_it() -> None:
    outbox = Outbox()
    outbox.restart()
    outbox.ready(SharedText("{}"), after=0)
    outbox.offer(run(3))
    outbox.offer(run(4))
    outbox.fill([entry(1), entry(2), entry(3)])
    assert outbox.release()
    outbox.offer(run(5))
    assert numbers(frames(outbox)[1:]) == [1, 2, 3, 4, 5]


def test_a_held_entry_that_found_no_room_makes_the_reader_read_on() -> None:
    outbox = Outbox()
    outbox.restart()
    outbox.ready(SharedText("{}"), after=0)
    for number in range(1, MAX_ENTRIES + 3):
        outbox.offer(run(number))
    assert not outbox.release()
    outbox.hold()
    outbox.fill([entry(1)])
    assert outbox.release()


def test_a_reader_that_falls_behind_is_told_to_resync_and_goes_on_after_it() -> None:
    outbox = started()
    for number in range(1, MAX_ENTRIES + 2):
        outbox.offer(run(number))
    outbox.offer(run(MAX_ENTRIES + 2))
    resync, entries = frames(outbox)
    assert resync == {"type": "resync", "reason": "fell_behind", "number": MAX_ENTRIES + 1}
    assert numbers([entries]) == [MAX_ENTRIES + 2]


def test_large_entries_are_bounded_by_their_size() -> None:
    outbox = started()
    for number in range(1, 12):
        outbox.offer(run(number, size=module.MAX_BYTES // 10))
    assert frames(outbox)[0]["reason"] == "fell_behind"


def test_a_frame_holds_only_so_much() -> None:
    outbox = started()
    for number in range(1, 11):
        outbox.offer(run(number, size=module.FRAME_BYTES // 3))
    assert [len(frame["entries"]) for frame in frames(outbox)] == [3, 3, 3, 1]


def test_changed_access_is_told_before_anything_else_and_once() -> None:
    outbox = started()
    outbox.offer_positions(PositionChanges({uuid7(): '{"seen":"before"}'}))
    outbox.offer(run(1, resync=True))
    outbox.offer(run(2, resync=True))
    taken = frames(outbox)
    assert taken[0] == {"type": "resync", "reason": "access_changed", "number": 0}
    assert numbers(taken) == [1, 2]
    assert [frame["type"] for frame in taken] == ["resync", "entries"]


def test_a_hole_is_never_passed_over_in_silence() -> None:
    outbox = started()
    outbox.offer(run(1))
    outbox.offer(run(3))
    taken = frames(outbox)
    assert taken[0] == {"type": "resync", "reason": "gap", "number": 2}
    assert numbers(taken) == [3]


def test_of_positions_the_latest_leaves_four_times_a_second() -> None:
    outbox, asset = started(), uuid7()
    outbox.offer_positions(PositionChanges({asset: '{"n":1}'}))
    outbox.offer_positions(PositionChanges({asset: '{"n":2}'}))
    assert [frame["fixes"] for frame in frames(outbox, NOW_S)] == [[{"n": 2}]]
    outbox.offer_positions(PositionChanges({asset: '{"n":3}'}))
    assert frames(outbox, NOW_S + 0.9 * protocol.POSITIONS_EVERY_S) == []
    assert [frame["fixes"] for frame in frames(outbox, NOW_S + protocol.POSITIONS_EVERY_S)] == [
        [{"n": 3}]
    ]


def test_a_position_that_may_be_seen_no_longer_is_named_as_gone() -> None:
    outbox, asset = started(), uuid7()
    outbox.offer_positions(PositionChanges({asset: '{"n":1}'}))
    outbox.offer_positions(PositionChanges({asset: None}))
    assert frames(outbox) == [{"type": "positions", "fixes": [], "gone": [str(asset)]}]


def test_a_heartbeat_comes_last_with_the_number_that_was_sent() -> None:
    outbox = started(after=7)
    outbox.pulse(protocol.clock_view(exercise=True))
    outbox.offer(run(8))
    taken = frames(outbox)
    assert [frame["type"] for frame in taken] == ["entries", "heartbeat"]
    assert taken[-1]["number"] == 8


def test_positions_hold_no_heartbeat_up_however_many_there_are() -> None:
    outbox, asset = started(), uuid7()
    for second in range(3):
        outbox.offer_positions(PositionChanges({asset: f'{{"n":{second}}}'}))
        outbox.pulse(protocol.clock_view(exercise=True))
        sent = frames(outbox, NOW_S + second)
        assert [frame["type"] for frame in sent] == ["heartbeat", "positions"]


def thin() -> Outbox:
    """An outbox of a thin line that has been told its first heartbeat."""
    outbox = Outbox()
    outbox.restart(thin=True)
    outbox.ready(SharedText("{}"), after=7)
    assert outbox.release()
    assert beats(outbox, 0) == ["{}", "heartbeat"]
    return outbox


def clock_at(seconds: float, **fields: Any) -> ClockView:
    """The platform's clock at a rate of one, as it is so long after the first heartbeat."""
    told = {"rate": 1.0, "paused": False, "exercise": True}
    return ClockView(now=START + timedelta(seconds=seconds), **(told | fields))


def beats(outbox: Outbox, after_s: float, *more: Any, clock: ClockView | None = None) -> list[str]:
    """The types of what is sent after a heartbeat, so long after the first."""
    outbox.pulse(clock or clock_at(after_s), *more)
    taken = frames(outbox, NOW_S + after_s)
    return [frame.get("type", "{}") for frame in taken]


def test_a_thin_line_is_told_a_pulse_while_all_is_as_it_was() -> None:
    outbox = thin()
    assert beats(outbox, 5) == ["pulse"]
    outbox.offer(run(8))
    assert beats(outbox, 10) == ["entries", "pulse"]
    outbox.pulse(clock_at(15))
    assert frames(outbox, NOW_S + 15) == [{"type": "pulse", "number": 8}]
    assert beats(outbox, protocol.THIN_HEARTBEAT_S + 5) == ["heartbeat"], "once a minute the whole"
    assert beats(outbox, protocol.THIN_HEARTBEAT_S + 10) == ["pulse"]


@pytest.mark.parametrize(
    "clock",
    [
        clock_at(3_600),
        clock_at(0),
        clock_at(5, rate=12.0),
        clock_at(5, paused=True),
        clock_at(5, exercise=False),
    ],
)
def test_a_thin_line_is_told_at_once_of_a_clock_that_did_not_just_go_on(clock: ClockView) -> None:
    assert beats(thin(), 5, clock=clock) == ["heartbeat"]


def test_a_thin_line_is_told_at_once_who_watches_and_whether_alerts_leave() -> None:
    outbox = thin()
    assert beats(outbox, 5, None, True) == ["heartbeat"]
    assert beats(outbox, 10, None, True) == ["pulse"]
    leave = AlertsLeavingView(state=AlertsLeaving.LEAVING, failing=[], silent_s=None)
    assert beats(outbox, 15, leave, True) == ["heartbeat"]


def test_a_paused_clock_stands_on_a_thin_line() -> None:
    outbox = thin()
    assert beats(outbox, 5, clock=clock_at(5, paused=True)) == ["heartbeat"]
    assert beats(outbox, 50, clock=clock_at(5, paused=True)) == ["pulse"]


def test_a_line_that_starts_again_is_told_the_whole_again() -> None:
    outbox = thin()
    outbox.restart()
    outbox.ready(SharedText("{}"), after=7)
    assert outbox.release()
    assert beats(outbox, 5) == ["{}", "heartbeat"]
    assert beats(outbox, 10) == ["heartbeat"], "it is thin no longer"


def test_a_thin_line_is_told_of_positions_more_rarely() -> None:
    outbox, asset = thin(), uuid7()
    outbox.offer_positions(PositionChanges({asset: '{"n":1}'}))
    assert len(frames(outbox)) == 1
    outbox.offer_positions(PositionChanges({asset: '{"n":2}'}))
    assert frames(outbox, NOW_S + protocol.POSITIONS_EVERY_S) == []
    (told,) = frames(outbox, NOW_S + protocol.THIN_POSITIONS_EVERY_S)
    assert told["fixes"] == [{"n": 2}]


@pytest.mark.anyio
async def test_next_waits_for_the_pace_of_positions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "POSITIONS_EVERY_S", 0.05)
    outbox, asset = started(), uuid7()
    outbox.offer_positions(PositionChanges({asset: '{"n":1}'}))
    first = await outbox.next()
    outbox.offer_positions(PositionChanges({asset: '{"n":2}'}))
    second = await outbox.next()
    assert [json.loads(frame)["fixes"] for frame in (first, second)] == [[{"n": 1}], [{"n": 2}]]


class Line:
    """A socket's way past its queue, for a reader that keeps up or not."""

    def __init__(self) -> None:
        self.is_free = True
        self.sent: list[dict[str, Any]] = []

    def send_at_once(self, message: SharedText) -> None:
        """Note what is sent."""
        assert self.is_free
        self.sent.append(json.loads(message))


async def awaiting(line: Line) -> tuple[Outbox, asyncio.Task[SharedText]]:
    """A live outbox whose socket waits for the next frame."""
    outbox = Outbox(line)
    outbox.restart()
    outbox.ready(SharedText("{}"), after=0)
    assert outbox.release()
    assert await outbox.next() == "{}"
    waiting = asyncio.create_task(outbox.next())
    await asyncio.sleep(0)
    return outbox, waiting


@pytest.mark.anyio
async def test_a_reader_that_keeps_up_is_sent_to_at_once_and_in_order() -> None:
    line = Line()
    outbox, waiting = await awaiting(line)
    for number in (1, 2):
        outbox.offer(run(number))
    asset = uuid7()
    outbox.offer_positions(PositionChanges({asset: '{"n":1}'}))
    await asyncio.sleep(0.05)
    assert [frame["type"] for frame in line.sent] == ["entries", "positions"]
    assert numbers(line.sent) == [1, 2]
    assert not waiting.done()
    outbox.offer_positions(PositionChanges({asset: '{"n":2}'}))
    assert json.loads(await waiting)["fixes"] == [{"n": 2}]
    outbox.offer(run(3))
    await asyncio.sleep(0.05)
    assert len(line.sent) == 2, "nobody waits: the frame before is still to be sent"
    assert numbers([json.loads(await outbox.next())]) == [3]


@pytest.mark.anyio
async def test_a_reader_that_lags_is_told_by_its_queue() -> None:
    line = Line()
    outbox, waiting = await awaiting(line)
    line.is_free = False
    outbox.offer(run(1))
    assert numbers([json.loads(await waiting)]) == [1]
    assert line.sent == []


def test_sockets_that_watch_the_same_are_sent_one_frame() -> None:
    one, other = started(), started()
    changes = PositionChanges({uuid7(): '{"n":1}'})
    told = run(1)
    for outbox in (one, other):
        outbox.offer(told)
        outbox.offer_positions(changes)
    for _ in range(2):
        assert one.take(NOW_S) is other.take(NOW_S) is not None
    behind = PositionChanges({uuid7(): '{"n":2}'})
    one.offer_positions(behind)
    one.offer_positions(PositionChanges({uuid7(): '{"n":3}'}))
    assert len(behind) == 1, "what others are sent too is left as it is"


def test_entries_that_come_together_leave_as_one_frame_for_all() -> None:
    one, other, late = started(), started(), started(after=2)
    (told,) = runs_of(entry(number) for number in range(1, 5))
    for outbox in (one, other, late):
        outbox.offer(told)
    assert one.take(NOW_S) is other.take(NOW_S) is told.frame
    assert numbers(frames(late)) == [3, 4], "what it has already is left out"


def test_runs_end_at_a_gap_and_where_a_frame_is_full() -> None:
    apart = [[e.number for e in r.entries] for r in runs_of(map(entry, (1, 2, 4, 5)))]
    assert apart == [[1, 2], [4, 5]]
    many = list(runs_of(entry(n) for n in range(1, module.FRAME_ENTRIES + 2)))
    assert [len(r) for r in many] == [module.FRAME_ENTRIES, 1]
    large = list(runs_of(entry(n, size=module.FRAME_BYTES) for n in (1, 2)))
    assert [len(r) for r in large] == [1, 1]


# whatever happens, a reader that obeys `resync` never misses an entry unknowingly

Step = tuple[str, int]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("commit"), st.integers(1, 700)),
        st.tuples(st.just("commit together"), st.integers(1, 700)),
        st.tuples(st.just("take"), st.integers(1, 12)),
        st.tuples(st.just("restart"), st.integers(0, 3)),
    ),
    max_size=40,
)


@given(STEPS)
def test_entries_follow_each_other_or_a_resync_says_from_where(steps: list[Step]) -> None:
    head, outbox = 0, started()
    expected: int | None = 1
    for what, count in steps:
        match what:
            case "commit":
                for _ in range(count):
                    head += 1
                    outbox.offer(run(head))
            case "commit together":
                head += count
                again = max(1, head - count - 2)
                for together in runs_of(entry(n) for n in range(again, head + 1)):
                    outbox.offer(together)
            case "take":
                for _ in range(count):
                    frame = outbox.take(NOW_S)
                    if frame is not None:
                        expected = _read(json.loads(frame), expected)
            case _:
                outbox.restart()
                outbox.ready(SharedText('{"type":"ready"}'), after=head)
                assert outbox.release()
                expected = head + 1
    for left in frames(outbox):
        expected = _read(left, expected)
    assert expected == head + 1


def _read(frame: dict[str, Any], expected: int | None) -> int | None:
    """The number that must come next after the frame."""
    if frame["type"] == "resync":
        return int(frame["number"]) + 1
    for read in frame.get("entries", []):
        assert read["number"] == expected
        expected = read["number"] + 1
    return expected


def test_an_id_is_told_once_in_a_frame() -> None:
    outbox = started()
    ids = [UUID(int=n) for n in range(module.FRAME_POSITIONS + 1)]
    outbox.offer_positions(PositionChanges({id_: f'{{"n":{id_.int}}}' for id_ in ids}))
    assert [len(frame["fixes"]) for frame in frames(outbox)] == [module.FRAME_POSITIONS, 1]
