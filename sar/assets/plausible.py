"""Plausibility of delivered positions: speed and place against what the type can do (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon

SPEED_MARGIN: Final = 1.5
"""Wind, current and rounding may add half of a type's maximum speed before anyone doubts."""

SLACK_NM: Final = 0.5
"""Allowed between two positions however short the time between them."""


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
    """The asset before a batch: its latest position, and its latest plausible one."""

    latest: KnownFix
    sound: KnownFix | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A delivered position: whether a later one is known already, and whether it can be true."""

    fix: NewFix
    older: bool
    implausible: bool


def judge(
    fixes: Sequence[NewFix], known: Mapping[UUID, Known], max_kn: Mapping[UUID, float]
) -> list[Judged]:
    """Judge a batch, by asset and time.

    A position is plausible when it could be reached from the latest sound one, or from the one
    just before: so one wild position does not discredit the true ones after it, and an asset
    that really is elsewhere is believed from its second position there. Nothing is said of what
    has no speed of its own.
    """
    judged: list[Judged] = []
    asset_id: UUID | None = None
    previous: KnownFix | None = None
    sound: KnownFix | None = None
    newest: datetime | None = None
    for fix in sorted(fixes, key=lambda fix: (fix.asset_id, fix.at)):
        if fix.asset_id != asset_id:
            asset_id = fix.asset_id
            before = known.get(asset_id)
            previous, sound = (before.latest, before.sound) if before else (None, None)
            newest = previous.at if previous else None
        spot = KnownFix(fix.at, fix.point, fix.uncertainty_nm)
        speed_kn = max_kn.get(fix.asset_id)
        anchors = [anchor for anchor in (sound, previous) if anchor]
        plausible = (
            speed_kn is None
            or not anchors
            or any(_reachable(anchor, spot, speed_kn) for anchor in anchors)
        )
        older = newest is not None and fix.at <= newest
        judged.append(Judged(fix, older, not plausible))
        if not older:
            previous = spot
            sound = spot if plausible else sound
    return judged


def _reachable(a: KnownFix, b: KnownFix, max_kn: float) -> bool:
    hours = abs((b.at - a.at).total_seconds()) / 3600.0
    allowed_nm = SPEED_MARGIN * max_kn * hours + a.uncertainty_nm + b.uncertainty_nm + SLACK_NM
    return distance_nm(a.point, b.point) <= allowed_nm
