"""The frames that a client may send, and those that it may not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from uuid_utils.compat import uuid7

from sar.assets.views import KnownPositionView
from sar.assets.visible import Box
from sar.geo.geojson import Point
from sar.live import protocol
from sar.live.entry_feed import OLDEST, may_move, not_resumable
from sar.live.position_feed import Shown, concerning


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"start","since":null}',
        '{"type":"start","since":7,"positions":{"bbox":[10,30,20,40]}}',
        '{"type":"start","since":0,"as_of":"2026-10-11T12:26:00Z","positions":null}',
    ],
)
def test_a_start_is_understood(text: str) -> None:
    assert isinstance(protocol.MESSAGE.validate_json(text), protocol.StartMessage)


def test_a_box_may_cross_the_antimeridian() -> None:
    view = protocol.MESSAGE.validate_json('{"type":"view","positions":{"bbox":[170,-50,-170,-40]}}')
    assert view.watch == protocol.Subscription(Box(170, -50, -170, -40))


def test_nothing_watched_is_no_watch() -> None:
    start = '{"type":"start","since":null,"incidents":null,"positions":null}'
    assert protocol.MESSAGE.validate_json(start).watch is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"type":"stop"}',
        '{"since":1}',
        '{"type":"start"}',
        '{"type":"start","since":-1}',
        '{"type":"start","since":1.5}',
        '{"type":"start","since":"1"}',
        '{"type":"start","since":true}',
        '{"type":"start","since":99999999999999999999}',
        '{"type":"start","since":1,"surprise":1}',
        '{"type":"start","since":1,"as_of":"2026-10-11T12:26:00"}',
        '{"type":"start","since":1,"positions":{"bbox":[0,0,1]}}',
        '{"type":"start","since":1,"positions":{"bbox":[0,2,1,1]}}',
        '{"type":"start","since":1,"positions":{"bbox":[0,0,181,1]}}',
        '{"type":"start","since":1,"positions":{"bbox":[0,NaN,1,1]}}',
        '{"type":"start","since":1,"positions":{"bbox":[0,1e400,1,1]}}',
        '{"type":"view","positions":{"bbox":["0",0,1,1]}}',
        '{"type":"\\ud800"}',
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        protocol.MESSAGE.validate_json(text)


@given(st.text())
def test_no_text_breaks_the_reader_of_messages(text: str) -> None:
    with pytest.raises(ValidationError):
        protocol.MESSAGE.validate_json(text)


@pytest.mark.parametrize(
    ("since", "head", "reason"),
    [
        (0, 0, None),
        (5, 5, None),
        (6, 5, "ahead_of_record"),
        (0, OLDEST, None),
        (0, OLDEST + 1, "too_old"),
    ],
)
def test_who_may_resume(since: int, head: int, reason: str | None) -> None:
    assert not_resumable(since=since, head=head) == reason


def test_only_changes_that_can_move_something_are_looked_at_again() -> None:
    assert may_move('{"changes":[{"thing":"request","id":"1"},{"thing":"deployment","id":"2"}]}')
    assert not may_move('{"changes":[{"thing":"request","id":"1"}]}')
    assert not may_move('{"changes":[]}')
    assert not may_move(None)


def shown(lon: float) -> Shown:
    """A position on the equator."""
    view = KnownPositionView(
        thing="asset",
        id=uuid7(),
        at=datetime(2026, 10, 11, tzinfo=UTC),
        point=Point(coordinates=(lon, 0.0)),
        course_deg=None,
        speed_kn=None,
        uncertainty_nm=0.1,
        precision_nm=0.0,
        delay_minutes=0,
        source="",
        delivered_by=None,
        implausible=False,
    )
    return Shown(view.point.to_latlon(), f"at {lon}", by_time=False)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, shown(5), ["at 5"]),
        (None, shown(15), []),
        (shown(5), shown(6), ["at 6"]),
        (shown(5), shown(15), ["at 15"]),
        (shown(15), shown(16), []),
        (shown(15), shown(5), ["at 5"]),
        (shown(5), None, [None]),
        (shown(15), None, []),
    ],
)
def test_a_box_is_told_what_is_in_it_and_what_has_just_left_it(
    before: Shown | None, after: Shown | None, told: list[str | None]
) -> None:
    watch = protocol.Subscription(Box(0, -1, 10, 1))
    assert list(concerning(watch, (), {uuid7(): (before, after)}).values()) == told


def test_what_is_deployed_in_a_watched_incident_is_told_wherever_it_is() -> None:
    watch, asset = protocol.Subscription(None, frozenset({uuid7()})), uuid7()
    changes = {asset: (None, shown(15)), uuid7(): (None, shown(5))}
    assert concerning(watch, {asset}, changes) == {asset: "at 15"}
