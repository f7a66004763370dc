"""The memory of an asset's track from batch to batch: bounded, packed into some hundred bytes
(pure)."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Final, overload

from sar.assets.words import FixDoubt
from sar.geo.position import LatLon

TRAIL_POINTS: Final = 12
TRAIL_APART: Final = timedelta(seconds=30)
"""The trail reaches back over six minutes at least, and further where positions come seldom."""

TRAIL_GAP: Final = timedelta(minutes=10)
"""After so long nobody knows how a craft has moved meanwhile (house figure)."""


@dataclass(frozen=True, slots=True)
class TrailPoint:
    """A position of the trail, with the movement that it tells."""

    at: datetime
    point: LatLon
    course_deg: float | None = None
    speed_kn: float | None = None


class PackedTrail(Sequence[TrailPoint]):
    """A trail as it is kept, equal to the tuple of its points. Each is unpacked when it is asked
    for: most positions come too soon to lengthen it, and look at its last point alone."""

    __slots__ = ("packed",)

    def __init__(self, packed: bytes) -> None:
        self.packed = packed

    def __len__(self) -> int:
        return len(self.packed) // _POINT.size

    @overload
    def __getitem__(self, index: int) -> TrailPoint: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[TrailPoint, ...]: ...

    def __getitem__(self, index: int | slice) -> TrailPoint | tuple[TrailPoint, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        at = range(len(self))[index] * _POINT.size
        return _point_of(*_POINT.unpack_from(self.packed, at))

    def __iter__(self) -> Iterator[TrailPoint]:
        return (_point_of(*told) for told in _POINT.iter_unpack(self.packed))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class TrustRuling(IntEnum):
    """A person's word on the suspicion that stands; it ends with the first position that raises
    none."""

    NONE = 0
    BELIEVED = 1
    """Positions are not suspect for that reason again."""
    DISBELIEVED = 2
    """Suspect positions do not move the asset."""


@dataclass(frozen=True, slots=True)
class TrackMemory:
    """Beyond the place that stands: the state of the rules that look at more than two positions."""

    rival: TrailPoint | None = None
    """The last position on another track: out of reach, or left by a jump that was believed."""
    rival_nm: float = 0.0
    """Its uncertainty."""
    parted_at: datetime | None = None
    """The last instant at which both tracks were heard in turn."""
    still_since: datetime | None = None
    """The instant since which the coordinates are the same to the last digit."""
    still_nm: float = 0.0
    """The run since then by the speeds that were told."""
    trail: Sequence[TrailPoint] = ()
    circles: bool = False
    """Whether the trail is a circle that its courses and speeds do not fit."""
    ruling: TrustRuling = TrustRuling.NONE
    ruled: FixDoubt | None = None
    """The suspicion that a person has ruled on."""


NOTHING_KNOWN: Final = TrackMemory()

_HEAD: Final = struct.Struct("<BBddddddf?")
_POINT: Final = struct.Struct("<dddff")
_VERSION: Final = 1
_NONE: Final = float("nan")
_DOUBTS: Final = tuple(FixDoubt)
"""By number in packed memories: their order is kept, new ones come last."""


def packed_memory(memory: TrackMemory) -> bytes:
    """As it is kept in the database; `unpacked_memory` reads it."""
    rival = memory.rival
    ruled = 0 if memory.ruled is None else _DOUBTS.index(memory.ruled) + 1
    head = _HEAD.pack(
        _VERSION,
        memory.ruling << 4 | ruled,
        _seconds(rival.at if rival else None),
        rival.point.lat if rival else _NONE,
        rival.point.lon if rival else _NONE,
        memory.rival_nm,
        _seconds(memory.parted_at),
        _seconds(memory.still_since),
        memory.still_nm,
        memory.circles,
    )
    if isinstance(memory.trail, PackedTrail):
        return head + memory.trail.packed
    return head + b"".join(
        _POINT.pack(
            one.at.timestamp(),
            one.point.lat,
            one.point.lon,
            _NONE if one.course_deg is None else one.course_deg,
            _NONE if one.speed_kn is None else one.speed_kn,
        )
        for one in memory.trail
    )


def unpacked_memory(packed: bytes) -> TrackMemory:
    """The memory; none of another version of the form."""
    if not packed or packed[0] != _VERSION:
        return NOTHING_KNOWN
    _, ruling, at, lat, lon, rival_nm, parted, still, still_nm, circles = _HEAD.unpack_from(packed)
    rival_at = _instant(at)
    ruled = ruling & 15
    return TrackMemory(
        rival=TrailPoint(rival_at, LatLon(lat, lon)) if rival_at else None,
        rival_nm=rival_nm,
        parted_at=_instant(parted),
        still_since=_instant(still),
        still_nm=still_nm,
        trail=PackedTrail(packed[_HEAD.size :]),
        circles=circles,
        ruling=TrustRuling(ruling >> 4),
        ruled=_DOUBTS[ruled - 1] if ruled else None,
    )


def lengthened_trail(
    trail: Sequence[TrailPoint], points: Iterable[TrailPoint]
) -> Sequence[TrailPoint]:
    """The trail with those of the points that are far enough apart in time; after a gap a new
    one."""
    for point in points:
        if trail and point.at - trail[-1].at > TRAIL_GAP:
            trail = (point,)
        elif not trail or point.at - trail[-1].at >= TRAIL_APART:
            trail = (*trail[-TRAIL_POINTS + 1 :], point)
    return trail


def _point_of(
    seconds: float, lat: float, lon: float, course_deg: float, speed_kn: float
) -> TrailPoint:
    at, place = datetime.fromtimestamp(seconds, UTC), LatLon(lat, lon)
    return TrailPoint(at, place, _known(course_deg), _known(speed_kn))


def _seconds(at: datetime | None) -> float:
    return _NONE if at is None else at.timestamp()


def _instant(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds == seconds else None


def _known(number: float) -> float | None:
    return number if number == number else None
