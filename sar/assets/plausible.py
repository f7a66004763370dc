"""Plausibility of delivered positions: speed and place against what the type can do (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

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
    """The asset before a batch: the place that is reckoned from, and the first and the last of the
    positions after it that are doubted and agree with one another."""

    sound: KnownFix
    doubted: tuple[KnownFix, KnownFix] | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A delivered position: whether the place that is reckoned from is later, and whether it can be
    true. Only one that is neither older nor implausible becomes that place."""

    fix: NewFix
    older: bool
    implausible: bool


def judge(
    fixes: Sequence[NewFix], known: Mapping[UUID, Known], max_kn: Mapping[UUID, float]
) -> list[Judged]:
    """Judge a batch, by asset and time.

    A position is plausible when it could be reached from the latest plausible one. One that could
    not does not replace it; but an asset that really is elsewhere is believed once its positions
    there, one reachable from the other, go on for `BELIEVED_AFTER`. If the asset has no speed of
    its own, nothing is doubted but values that mean nothing.
    """
    judged: list[Judged] = []
    asset_id: UUID | None = None
    state: Known | None = None
    for fix in sorted(fixes, key=lambda fix: (fix.asset_id, fix.at)):
        if fix.asset_id != asset_id:
            asset_id = fix.asset_id
            state = known.get(asset_id)
        spot = KnownFix(fix.at, fix.point, fix.uncertainty_nm)
        older = state is not None and fix.at <= state.sound.at
        if says_nothing(fix):
            judged.append(Judged(fix, older, implausible=True))
            continue
        speed_kn = max_kn.get(fix.asset_id)
        plausible = state is None or speed_kn is None or reachable(state.sound, spot, speed_kn)
        if state is not None and speed_kn is not None and not plausible and not older:
            run = _run(state.doubted, spot, speed_kn)
            plausible = run[1].at - run[0].at >= BELIEVED_AFTER
            state = Known(state.sound, run)
        judged.append(Judged(fix, older, not plausible))
        if plausible and not older:
            state = Known(spot)
    return judged


def says_nothing(fix: NewFix) -> bool:
    """Whether a position holds values that receivers send when they know none: 0° N 0° E, and the
    102.3 knots of AIS."""
    return is_nowhere(fix.point) or fix.speed_kn == NO_SPEED_KN


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
