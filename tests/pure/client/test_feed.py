"""The reader of the live feed: its starts, and the event of each frame."""

from typing import Any

import orjson
import pytest

from sar.client.events import (
    EntryEvent,
    HeartbeatEvent,
    LiveEvent,
    PositionsEvent,
    ReadyEvent,
    ResyncEvent,
    ThingChange,
)
from sar.client.feed import FeedCursor

NOW = "2026-10-11T12:26:00Z"
CLOCK = {"now": NOW, "rate": 1.0, "paused": True, "exercise": True}
LATER = {**CLOCK, "now": "2026-10-11T12:30:00Z"}
NOTHING: dict[str, Any] = {"positions": None, "incidents": []}


def entry(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "number": number,
        "resync": False,
        "type": "LogWritten",
        "at": "2026-10-11T12:27:00Z",
        "by": {"party": "ITA", "centre": "MRCC-ROMA"},
        "about": {"thing": "incident", "id": "1", "reference": "ITA-2026-0001"},
        "facts": {"text": "On scene."},
        "sentence": "On scene.",
        "changes": [{"thing": "asset", "id": "7", "value": None}],
        "exercise": True,
        **fields,
    }


def entries(*numbers: int) -> dict[str, Any]:
    return {"type": "entries", "entries": [entry(n) for n in numbers]}


def told(cursor: FeedCursor, *frames: dict[str, Any]) -> list[LiveEvent]:
    return [event for frame in frames for event in cursor.events(frame)]


def numbers(events: list[LiveEvent]) -> list[int]:
    return [event.number for event in events if isinstance(event, EntryEvent)]


def starts(cursor: FeedCursor) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(cursor.start(NOTHING))
    return found


def test_a_reader_starts_from_now_on_and_again_after_the_last_entry_it_was_told() -> None:
    cursor = FeedCursor(None, None)
    assert starts(cursor) == {"type": "start", "since": None, **NOTHING}
    told(cursor, {"type": "ready", "number": 4, "clock": CLOCK})
    assert starts(cursor) == {"type": "start", "since": 4, "as_of": NOW, **NOTHING}
    events = told(cursor, entries(5, 6))
    assert numbers(events) == [5, 6]
    assert starts(cursor)["since"] == 6


def test_the_cursor_is_past_an_entry_when_it_is_handed_out() -> None:
    cursor = FeedCursor(4, None)
    events = cursor.events(entries(5, 6))
    next(events)
    assert starts(cursor)["since"] == 5


def test_an_entry_that_is_told_again_is_passed_over() -> None:
    assert numbers(told(FeedCursor(5, None), entries(4, 5, 6), entries(6, 7))) == [6, 7]


def test_a_hole_in_the_numbers_is_told_as_a_resync() -> None:
    cursor = FeedCursor(5, None)
    events = told(cursor, entries(6, 9))
    assert events[1] == ResyncEvent("gap", 8)
    assert numbers(events) == [6, 9]


@pytest.mark.parametrize("since", [None, 3, 40])
def test_after_a_resync_a_reader_goes_on_from_where_that_says(since: int | None) -> None:
    cursor = FeedCursor(since, None)
    resync = {"type": "resync", "reason": "ahead_of_record", "number": 7}
    ready = {"type": "ready", "number": 7, "clock": CLOCK}
    assert told(cursor, ready, resync)[1] == ResyncEvent("ahead_of_record", 7)
    assert numbers(told(cursor, entries(8))) == [8]


def test_only_a_heartbeat_says_that_all_changes_of_access_until_then_were_told() -> None:
    cursor = FeedCursor(3, NOW)
    told(cursor, {"type": "ready", "number": 3, "clock": LATER})
    assert starts(cursor)["as_of"] == NOW
    told(cursor, {"type": "heartbeat", "number": 3, "clock": LATER})
    assert starts(cursor)["as_of"] == LATER["now"]


def test_a_pulse_is_a_heartbeat_whose_clock_has_gone_on() -> None:
    cursor = FeedCursor(3, None)
    goes = {**CLOCK, "paused": False, "rate": 60.0}
    first, pulse = told(
        cursor,
        {"type": "heartbeat", "number": 3, "clock": goes},
        {"type": "pulse", "number": 4},
    )
    assert isinstance(first, HeartbeatEvent)
    assert isinstance(pulse, HeartbeatEvent)
    assert (first.number, pulse.number) == (3, 4)
    assert (pulse.clock.at, pulse.clock.received_s) == (first.clock.at, first.clock.received_s)
    assert pulse.clock.now() > pulse.clock.at
    assert starts(cursor)["as_of"] == NOW


def test_a_clock_that_a_reader_sets_is_not_that_of_the_next_pulse() -> None:
    cursor = FeedCursor(3, None)
    first = told(cursor, {"type": "heartbeat", "number": 3, "clock": CLOCK})[0]
    assert isinstance(first, HeartbeatEvent)
    first.clock.paused = False
    pulse = told(cursor, {"type": "pulse", "number": 3})[0]
    assert isinstance(pulse, HeartbeatEvent)
    assert pulse.clock.paused


def test_a_pulse_before_any_heartbeat_tells_nothing() -> None:
    assert told(FeedCursor(3, None), {"type": "pulse", "number": 4}) == []


def test_every_frame_is_told_in_its_own_type() -> None:
    ready, one, positions, heartbeat = told(
        FeedCursor(3, None),
        {"type": "ready", "number": 4, "clock": CLOCK},
        entries(4),
        {"type": "positions", "fixes": [{"id": "7"}], "gone": ["8"]},
        {"type": "from_a_later_version"},
        {"type": "heartbeat", "number": 4, "clock": CLOCK},
    )
    assert isinstance(ready, ReadyEvent)
    assert isinstance(one, EntryEvent)
    assert one.changes == (ThingChange("asset", "7", None),)
    assert one.at is not None
    assert one.at.utcoffset() is not None
    assert positions == PositionsEvent(({"id": "7"},), ("8",))
    assert isinstance(heartbeat, HeartbeatEvent)
    assert heartbeat.clock.exercise


def test_an_erased_entry_has_its_number_and_nothing_else() -> None:
    frame = {"type": "entries", "entries": [{"number": 4, "resync": False, "type": "Erased"}]}
    assert told(FeedCursor(3, None), frame) == [
        EntryEvent(4, "Erased", False, None, {}, {}, {}, "", (), None)
    ]
