"""The memory of a track comes back as it was packed, and is bounded."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sar.assets.track_memory import (
    NOTHING_KNOWN,
    TRAIL_POINTS,
    TrackMemory,
    TrailPoint,
    TrustRuling,
    lengthened_trail,
    packed_memory,
    unpacked_memory,
)
from sar.assets.words import FixDoubt
from sar.geo.position import LatLon

T0 = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)

instants = st.integers(0, 10**6).map(lambda ms: T0 + timedelta(milliseconds=ms))
places = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))
figures = st.one_of(st.none(), st.floats(0, 360, width=32))
points = st.builds(TrailPoint, instants, places, figures, figures)
memories = st.builds(
    TrackMemory,
    rival=st.one_of(st.none(), st.builds(TrailPoint, instants, places)),
    rival_nm=st.floats(0, 600),
    parted_at=st.one_of(st.none(), instants),
    still_since=st.one_of(st.none(), instants),
    still_nm=st.floats(0, 100, width=32),
    trail=st.lists(points, max_size=TRAIL_POINTS).map(tuple),
    circles=st.booleans(),
    ruling=st.sampled_from(TrustRuling),
    ruled=st.one_of(st.none(), st.sampled_from(FixDoubt)),
)


@given(memories)
def test_it_comes_back_as_it_was(memory: TrackMemory) -> None:
    packed = packed_memory(memory)
    assert unpacked_memory(packed) == memory
    assert len(packed) < 500


@given(st.binary(max_size=3).filter(lambda packed: not packed.startswith(b"\x01")))
def test_another_form_is_no_memory(packed: bytes) -> None:
    assert unpacked_memory(packed) == NOTHING_KNOWN


def test_a_trail_is_thinned_bounded_and_begun_anew_after_a_gap() -> None:
    seconds = [*range(0, 3_600, 10), 9_000]
    found = lengthened_trail(
        (), (TrailPoint(T0 + timedelta(seconds=one), LatLon(0.0, 1.0)) for one in seconds[:-1])
    )
    assert len(found) == TRAIL_POINTS
    assert {b.at - a.at for a, b in pairwise(found)} == {timedelta(seconds=30)}
    assert len(lengthened_trail(found, [TrailPoint(T0 + timedelta(hours=3), LatLon(0, 1))])) == 1
