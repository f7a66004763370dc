"""Plausibility of delivered positions: speed and place against what the type can do (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sar.assets.suspicion import (
    ANYTHING,
    PARTED_FOR,
    TrackTraits,
    doubts_alone,
    doubts_on_track,
    is_parted,
    remembered,
)
from sar.assets.track_memory import NOTHING_KNOWN, TrackMemory, TrailPoint, TrustRuling
from sar.assets.words import FixDoubt, FixTrust
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon

SPEED_MARGIN: Final = 1.5
"""Wind, current and rounding may add half of a type's maximum speed before anyone doubts."""

SLACK_NM: Final = 0.5
"""Allowed between two positions however short the time between them."""

FUTURE_TOLERANCE: Final = timedelta(minutes=2)
"""Clocks aboard differ by as much; a position further ahead is refused."""

BELIEVED_AFTER: Final = timedelta(minutes=2)
"""House figure: positions out of reach that agree for so long, two at least, are believed."""

NO_SPEED_KN: Final = 102.3
"""AIS: speed not available (ITU-R M.1371)."""

NO_SPEED_TENTHS: Final = 1023.0
"""The same as the number of tenths that a message carries."""

_NOWHERE_DEG: Final = 1e-4


@dataclass(frozen=True, slots=True)
class NewFix:
    """A position that somebody delivers for an asset; a ship's is judged as one."""

    asset_id: UUID
    at: datetime
    point: LatLon
    course_deg: float | None = None
    speed_kn: float | None = None
    uncertainty_nm: float = 0.1
    source: str = ""


@dataclass(frozen=True, slots=True)
class KnownFix:
    """A place at an instant that is known."""

    at: datetime
    point: LatLon
    uncertainty_nm: float


@dataclass(frozen=True, slots=True)
class Known:
    """The asset before a batch: the place that is reckoned from, the first and the last of the
    positions after it that are doubted and agree with one another, and the memory of its track."""

    sound: KnownFix
    doubted: tuple[KnownFix, KnownFix] | None = None
    memory: TrackMemory = NOTHING_KNOWN


@dataclass(frozen=True, slots=True)
class Judged:
    """A delivered position: whether the place that is reckoned from is later, and whether it cannot
    take its place. Only one that is neither older nor implausible becomes that place.

    A conflicting one is always implausible, a suspect one while a person disbelieves it. `doubt`:
    why it is not plausible; `away_nm`: how far out of reach of it the place lies that stands.
    `memory`: that of the asset after it.
    """

    fix: NewFix
    older: bool
    implausible: bool
    trust: FixTrust = FixTrust.PLAUSIBLE
    doubt: FixDoubt | None = None
    away_nm: float | None = None
    memory: TrackMemory = NOTHING_KNOWN


def judge(
    fixes: Sequence[NewFix],
    known: Mapping[UUID, Known],
    max_kn: Mapping[UUID, float],
    traits: Mapping[UUID, TrackTraits] = MappingProxyType({}),
    *,
    received_at: datetime | None = None,
) -> list[Judged]:
    """Judge a batch, by asset and time.

    A position is plausible when it could be reached from the latest plausible one. One that could
    not does not replace it; but an asset that really is elsewhere is believed once its positions
    there, one reachable from the other, go on for `BELIEVED_AFTER`, unless both places are heard in
    turn. If the asset has no speed of its own, nothing is doubted for its distance. A position
    within reach may still be suspect (`suspicion`).
    """
    judged: list[Judged] = []
    asset_id: UUID | None = None
    state: Known | None = None
    for fix in sorted(fixes, key=lambda fix: (fix.asset_id, fix.at)):
        if fix.asset_id != asset_id:
            asset_id = fix.asset_id
            state = known.get(asset_id)
        one = _judged(
            fix,
            state,
            max_kn.get(fix.asset_id),
            traits.get(fix.asset_id, ANYTHING),
            received_at=received_at,
        )
        judged.append(one)
        state = _after(one, state, max_kn.get(fix.asset_id))
    return judged


def _judged(
    fix: NewFix,
    state: Known | None,
    max_kn: float | None,
    traits: TrackTraits,
    *,
    received_at: datetime | None,
) -> Judged:
    memory = NOTHING_KNOWN if state is None else state.memory
    older = state is not None and fix.at <= state.sound.at
    if says_nothing(fix):
        return _conflicting(fix, older, FixDoubt.SENTINEL, memory)
    spot = KnownFix(fix.at, fix.point, fix.uncertainty_nm)
    point = TrailPoint(fix.at, fix.point, fix.course_deg, fix.speed_kn)
    if state is not None and max_kn is not None and not reachable(state.sound, spot, max_kn):
        away_nm = distance_nm(state.sound.point, spot.point)
        if older:
            return _conflicting(fix, older, FixDoubt.TELEPORT, memory, away_nm=away_nm)
        memory = _seen_apart(state, spot, max_kn)
        parted = is_parted(memory, fix.at)
        first, last = _run(state.doubted, spot, max_kn)
        if parted or last.at - first.at < BELIEVED_AFTER:
            doubt = FixDoubt.TWO_TRACKS if parted else FixDoubt.TELEPORT
            memory = replace(memory, rival=point, rival_nm=fix.uncertainty_nm)
            return _conflicting(fix, older, doubt, memory, away_nm=away_nm)
        memory = _after_jump(state)
    if older:
        return _found(fix, doubts_alone(point, traits, received_at=received_at), memory, older=True)
    memory = remembered(memory, None if state is None else _as_trail(state.sound), point)
    doubts = chain(
        doubts_on_track(memory, point, traits),
        doubts_alone(point, traits, received_at=received_at),
    )
    return _found(fix, doubts, memory, older=False)


def _found(fix: NewFix, doubts: Iterable[FixDoubt], memory: TrackMemory, *, older: bool) -> Judged:
    """A position within reach, by the gravest doubt that nobody has ruled out."""
    raised = tuple(doubts)
    if not raised:
        if memory.ruling and not older:
            memory = replace(memory, ruling=TrustRuling.NONE, ruled=None)
        return Judged(fix, older, implausible=False, memory=memory)
    if memory.ruling is TrustRuling.BELIEVED:
        raised = tuple(one for one in raised if one is not memory.ruled)
        if not raised:
            return Judged(fix, older, implausible=False, memory=memory)
    held = memory.ruling is TrustRuling.DISBELIEVED
    return Judged(
        fix, older, implausible=held, trust=FixTrust.SUSPECT, doubt=raised[0], memory=memory
    )


def _conflicting(
    fix: NewFix,
    older: bool,
    doubt: FixDoubt,
    memory: TrackMemory,
    *,
    away_nm: float | None = None,
) -> Judged:
    return Judged(
        fix,
        older,
        implausible=True,
        trust=FixTrust.CONFLICTING,
        doubt=doubt,
        away_nm=away_nm,
        memory=memory,
    )


def _seen_apart(state: Known, spot: KnownFix, max_kn: float) -> TrackMemory:
    """The memory, with the instant if this position goes on where another track was that has been
    heard before the place that stands: both are heard in turn."""
    memory = state.memory
    rival = memory.rival
    if rival is None or not rival.at < state.sound.at or spot.at - rival.at > PARTED_FOR:
        return memory
    if not reachable(KnownFix(rival.at, rival.point, memory.rival_nm), spot, max_kn):
        return memory
    return replace(memory, parted_at=spot.at)


def _after_jump(state: Known) -> TrackMemory:
    """The memory when a jump is believed: the place that is left may be told again."""
    left = state.sound
    return replace(
        state.memory,
        rival=_as_trail(left),
        rival_nm=left.uncertainty_nm,
        still_since=None,
        still_nm=0.0,
        trail=(),
        circles=False,
    )


def _after(one: Judged, state: Known | None, max_kn: float | None) -> Known | None:
    """The asset after a position that was judged."""
    fix = one.fix
    spot = KnownFix(fix.at, fix.point, fix.uncertainty_nm)
    if state is None:
        return None if one.implausible else Known(spot, memory=one.memory)
    if one.older or one.doubt is FixDoubt.SENTINEL:
        return state
    if not one.implausible:
        return Known(spot, memory=one.memory)
    if one.trust is FixTrust.SUSPECT or max_kn is None:
        return replace(state, memory=one.memory)
    return Known(state.sound, _run(state.doubted, spot, max_kn), one.memory)


def _as_trail(spot: KnownFix) -> TrailPoint:
    return TrailPoint(spot.at, spot.point)


def says_nothing(fix: NewFix) -> bool:
    """Whether a position holds values that receivers send when they know none: 0° N 0° E, and of
    AIS 102.3 knots (1023 tenths of one), a course of 360° and a heading of 511°. Its 91° N and
    181° E are no position, and never come here."""
    if fix.speed_kn in (NO_SPEED_KN, NO_SPEED_TENTHS):
        return True
    return is_nowhere(fix.point) or (fix.course_deg is not None and fix.course_deg >= 360.0)


def is_nowhere(place: LatLon) -> bool:
    """Whether it is 0° N 0° E."""
    return abs(place.lat) < _NOWHERE_DEG and abs(place.lon) < _NOWHERE_DEG


def _run(
    doubted: tuple[KnownFix, KnownFix] | None, spot: KnownFix, max_kn: float
) -> tuple[KnownFix, KnownFix]:
    """The first and the last of the doubted positions in a row that agree up to this one."""
    if doubted is None or not reachable(doubted[1], spot, max_kn):
        return spot, spot
    return doubted[0], spot


def run_of(fixes: Sequence[KnownFix], max_kn: float | None) -> tuple[KnownFix, KnownFix] | None:
    """The same of all doubted positions since the last plausible one, in order."""
    run: tuple[KnownFix, KnownFix] | None = None
    for one in fixes:
        run = (one, one) if max_kn is None else _run(run, one, max_kn)
    return run


def reachable(a: KnownFix, b: KnownFix, max_kn: float) -> bool:
    """Whether what makes so many knots could be at both."""
    hours = abs((b.at - a.at).total_seconds()) / 3600.0
    allowed_nm = SPEED_MARGIN * max_kn * hours + a.uncertainty_nm + b.uncertainty_nm + SLACK_NM
    return distance_nm(a.point, b.point) <= allowed_nm
