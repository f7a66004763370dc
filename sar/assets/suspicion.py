"""Suspicion of positions within reach: each rule looks at the position, at what is remembered of
the track, and at what the asset is (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sar.assets.ashore import is_ashore
from sar.assets.circling import is_false_circle
from sar.assets.track_memory import TrackMemory, TrailPoint, lengthened_trail
from sar.assets.words import FixDoubt
from sar.geo.position import LatLon

AHEAD: Final = timedelta(minutes=1)
"""A clock aboard that is further ahead is told (house figure); one far ahead is refused."""
LATE: Final = timedelta(hours=24)
"""A position received so long after its time is old (house figure): reports by VMS are hours late
as a rule."""
PARTED_FOR: Final = timedelta(minutes=30)
"""Two tracks are remembered for so long after both were heard (house figure)."""
FROZEN_NM: Final = 0.5
FROZEN_FOR: Final = timedelta(minutes=2)
"""A run of so far, by the speeds told, without any change of the coordinates in so long (house
figures): receivers scatter by metres, and none sends so few digits."""
_AT_ONCE_NM: Final = FROZEN_NM / 2.0
"""Counted of one run: a craft may be back where it was, once."""
_UNDER_WAY_KN: Final = 2.0
"""Slower speeds are told by receivers at rest."""
ALOFT_FOR: Final = timedelta(minutes=10)
"""An aeroplane in flight that tells no speed is nowhere for so long (house figure)."""


@dataclass(frozen=True, slots=True)
class TrackTraits:
    """Facts of the register by which an asset's positions are suspected."""

    afloat: bool = False
    """It is a vessel."""
    aloft: bool = False
    """It is an aeroplane in flight, as its party says."""
    base: LatLon | None = None


ANYTHING: Final = TrackTraits()


def remembered(memory: TrackMemory, last: TrailPoint | None, point: TrailPoint) -> TrackMemory:
    """The memory after a position within reach of the last one."""
    still_since, still_nm = None, 0.0
    if last is not None and last.point == point.point:
        run_kn = point.speed_kn or 0.0
        still_since, still_nm = memory.still_since or last.at, memory.still_nm
        if run_kn >= _UNDER_WAY_KN:
            run_nm = run_kn * (point.at - last.at).total_seconds() / 3600.0
            still_nm += min(run_nm, _AT_ONCE_NM)
    trail = lengthened_trail(memory.trail, (point,))
    if trail is memory.trail:
        if still_since == memory.still_since and still_nm == memory.still_nm:
            return memory
        return replace(memory, still_since=still_since, still_nm=still_nm)
    return replace(
        memory,
        still_since=still_since,
        still_nm=still_nm,
        trail=trail,
        circles=is_false_circle(trail),
    )


def is_parted(memory: TrackMemory, at: datetime) -> bool:
    """Whether two tracks were heard in turn not long ago."""
    return memory.parted_at is not None and at - memory.parted_at <= PARTED_FOR


def is_out_of_reach(doubt: FixDoubt | None) -> bool:
    """Whether a position that is doubted so is out of reach of the place that stands; also one from
    before reasons were kept."""
    return doubt in (None, FixDoubt.TELEPORT, FixDoubt.TWO_TRACKS)


def doubts_on_track(
    memory: TrackMemory, point: TrailPoint, traits: TrackTraits
) -> Iterator[FixDoubt]:
    """The doubts of a position that is later than all before it, the gravest first; `memory` knows
    it already."""
    if is_parted(memory, point.at):
        yield FixDoubt.TWO_TRACKS
    if memory.circles:
        yield FixDoubt.CIRCLE
    if memory.still_since is not None and _is_frozen(memory, point.at, traits):
        yield FixDoubt.FROZEN


def doubts_alone(
    point: TrailPoint, traits: TrackTraits, *, received_at: datetime | None
) -> Iterator[FixDoubt]:
    """The doubts of a position by itself; its time is judged where it is known when it came."""
    if traits.afloat and is_ashore(point.point, traits.base):
        yield FixDoubt.ON_LAND
    if received_at is not None:
        if point.at > received_at + AHEAD:
            yield FixDoubt.FUTURE
        if point.at < received_at - LATE:
            yield FixDoubt.OLD


def _is_frozen(memory: TrackMemory, at: datetime, traits: TrackTraits) -> bool:
    still_for = at - (memory.still_since or at)
    if traits.aloft and still_for >= ALOFT_FOR:
        return True
    return memory.still_nm >= FROZEN_NM and still_for >= FROZEN_FOR
