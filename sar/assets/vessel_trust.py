"""The trust in positions of vessels off the air, by the rules that assets' are judged by (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sar.assets.heard_vessels import WRITTEN_AFTER, VesselPosition
from sar.assets.plausible import Judged, Known, KnownFix, NewFix, judge, reachable
from sar.assets.suspicion import TrackTraits
from sar.assets.vessel_types import fastest_kn
from sar.assets.words import FixDoubt

_AFLOAT: Final = TrackTraits(afloat=True)


@dataclass(frozen=True, slots=True)
class KnownVessel:
    """A vessel before a batch. `known`: None if it has no position yet; `last_at`: of its last
    position, believed or not."""

    id: UUID
    known: Known | None
    last_at: datetime | None
    ship_type: int | None


class JudgedVessel(NamedTuple):
    """A position that was judged. `doubted_since`: of the first of those that are not believed and
    agree with one another up to this one; None if it is believed."""

    position: VesselPosition
    judged: Judged
    doubted_since: datetime | None

    @property
    def id(self) -> UUID:
        """The vessel's."""
        return self.judged.fix.asset_id

    @property
    def believed(self) -> bool:
        """Whether it takes the place of the last one."""
        return not self.judged.implausible

    @property
    def doubt(self) -> FixDoubt | None:
        """The reason for which it is not plausible."""
        return self.judged.doubt


def judged_vessels(
    positions: Iterable[VesselPosition], vessels: Mapping[str, KnownVessel]
) -> list[JudgedVessel]:
    """Judge one position at most of each vessel, by its number; those that come too soon after the
    last one, or before it, and those of vessels that are not known are left out."""
    due = {
        vessel.id: (vessel, one)
        for one in positions
        if (vessel := vessels.get(one.mmsi)) is not None and _is_due(one, vessel)
    }
    found = judge(
        [_as_new(vessel_id, one) for vessel_id, (_, one) in due.items()],
        {key: vessel.known for key, (vessel, _) in due.items() if vessel.known is not None},
        {key: fastest_kn(vessel.ship_type) for key, (vessel, _) in due.items()},
        dict.fromkeys(due, _AFLOAT),
    )
    return [_with_run(one, *due[one.fix.asset_id]) for one in found]


def _with_run(judged: Judged, vessel: KnownVessel, position: VesselPosition) -> JudgedVessel:
    return JudgedVessel(position, judged, _since(judged, vessel))


def _is_due(one: VesselPosition, vessel: KnownVessel) -> bool:
    return vessel.last_at is None or one.at >= vessel.last_at + WRITTEN_AFTER


def _as_new(vessel_id: UUID, one: VesselPosition) -> NewFix:
    return NewFix(vessel_id, one.at, one.place, one.course_deg, one.speed_kn, one.uncertainty_nm)


def _since(one: Judged, vessel: KnownVessel) -> datetime | None:
    if not one.implausible:
        return None
    fix, known = one.fix, vessel.known
    spot = KnownFix(fix.at, fix.point, fix.uncertainty_nm)
    run = None if known is None else known.doubted
    if run is None or not reachable(run[1], spot, fastest_kn(vessel.ship_type)):
        return fix.at
    return run[0].at
