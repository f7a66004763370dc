"""Positions of vessels off the air are judged as assets' are, one at a time and remembered
between."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.fix_trust import DOUBT_WORDS
from sar.assets.heard_vessels import WRITTEN_AFTER, VesselPosition
from sar.assets.plausible import Known, KnownFix, NewFix, judge
from sar.assets.suspicion import TrackTraits
from sar.assets.track_memory import packed_memory, unpacked_memory
from sar.assets.vessel_trust import JudgedVessel, KnownVessel, judged_vessels
from sar.assets.vessel_types import fastest_kn
from sar.assets.words import FixDoubt
from sar.geo.geodesy import direct
from sar.geo.position import LatLon

T0 = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)
SEA = LatLon(34.3, 17.5)
MMSI = "247320160"
VESSEL = UUID(int=1)
CARGO, FERRY = 70, 60

steps = st.lists(
    st.tuples(
        st.integers(10, 400),
        st.sampled_from((0.0, 0.0, 0.0, 60.0, 300.0)),
        st.sampled_from((None, 0.0, 12.0)),
    ),
    max_size=40,
)


def position(at: datetime, place: LatLon, speed_kn: float | None = 8.0) -> VesselPosition:
    return VesselPosition(MMSI, at, place, speed_kn, 90.0, 0.1)


def after(vessel: KnownVessel, one: JudgedVessel) -> KnownVessel:
    """The vessel as it is kept after a position that was judged."""
    fix, known = one.judged.fix, vessel.known
    spot = KnownFix(fix.at, fix.point, fix.uncertainty_nm)
    memory = unpacked_memory(packed_memory(one.judged.memory))
    if one.believed:
        return replace(vessel, known=Known(spot, None, memory), last_at=fix.at)
    assert known is not None
    assert one.doubted_since is not None
    doubted = (replace(spot, at=one.doubted_since), spot)
    return replace(vessel, known=Known(known.sound, doubted, memory), last_at=fix.at)


@given(steps)
def test_one_at_a_time_with_the_memory_packed_between_they_are_judged_as_all_at_once(
    drawn: list[tuple[int, float, float | None]],
) -> None:
    at, sent = T0, [position(T0, SEA)]
    for seconds, away_nm, speed_kn in drawn:
        at += timedelta(seconds=seconds)
        sent.append(position(at, direct(SEA, 0.0, away_nm), speed_kn))
    together = judge(
        [NewFix(VESSEL, one.at, one.place, 90.0, one.speed_kn) for one in sent],
        {},
        {VESSEL: fastest_kn(CARGO)},
        {VESSEL: TrackTraits(afloat=True)},
    )
    vessel, apart = KnownVessel(VESSEL, None, None, CARGO), list[JudgedVessel]()
    for one in sent:
        (judged,) = judged_vessels([one], {MMSI: vessel})
        apart.append(judged)
        vessel = after(vessel, judged)
    assert [(one.believed, one.doubt) for one in apart] == [
        (not one.implausible, one.doubt) for one in together
    ]
    assert all((one.doubted_since is None) is one.believed for one in apart)


@pytest.mark.parametrize(
    ("ship_type", "doubt"),
    [(CARGO, FixDoubt.TELEPORT), (30, FixDoubt.TELEPORT), (FERRY, None), (None, None), (35, None)],
)
def test_the_reach_is_that_of_the_type_that_it_tells(
    ship_type: int | None, doubt: FixDoubt | None
) -> None:
    """Fifty-five knots made good: with the margin a ferry's, and no cargo ship's."""
    sound = KnownFix(T0, SEA, 0.1)
    vessel = KnownVessel(VESSEL, Known(sound), T0, ship_type)
    hour = T0 + timedelta(hours=1)
    (one,) = judged_vessels([position(hour, direct(SEA, 90.0, 55.0))], {MMSI: vessel})
    assert one.doubt is doubt


def test_what_comes_too_soon_or_late_or_of_nobody_is_left_out() -> None:
    vessel = KnownVessel(VESSEL, Known(KnownFix(T0, SEA, 0.1)), T0, CARGO)
    for seconds in (-60.0, 0.0, 9.9):
        early = position(T0 + timedelta(seconds=seconds), SEA)
        assert judged_vessels([early], {MMSI: vessel}) == []
    due = position(T0 + WRITTEN_AFTER, SEA)
    assert len(judged_vessels([due], {MMSI: vessel})) == 1
    assert judged_vessels([due], {}) == []


def test_every_doubt_has_its_words() -> None:
    assert set(DOUBT_WORDS) == set(FixDoubt)
