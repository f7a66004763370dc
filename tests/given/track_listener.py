"""An asset whose positions are judged as they come, message by message or by batches, with what is
kept between them packed as it is in the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sar.assets.plausible import Judged, Known, KnownFix, NewFix, judge, run_of
from sar.assets.suspicion import TrackTraits
from sar.assets.track_memory import packed_memory, unpacked_memory
from sar.assets.words import FixDoubt
from sar.geo.position import LatLon

_APART = frozenset({FixDoubt.TELEPORT, FixDoubt.TWO_TRACKS})


@dataclass
class TrackListener:
    """One asset, known by what was judged of it so far."""

    max_kn: float | None
    traits: TrackTraits = field(default_factory=TrackTraits)
    asset_id: UUID = field(default_factory=uuid4)
    known: Known | None = None
    judged: list[Judged] = field(default_factory=list)
    _apart: list[KnownFix] = field(default_factory=list)

    def hear(self, fixes: Sequence[NewFix], *, received_at: datetime) -> list[Judged]:
        """Judge what comes in one batch."""
        known = {} if self.known is None else {self.asset_id: self.known}
        speeds = {} if self.max_kn is None else {self.asset_id: self.max_kn}
        found = judge(fixes, known, speeds, {self.asset_id: self.traits}, received_at=received_at)
        self.judged += found
        for one in found:
            self._take(one)
        return found

    def _take(self, one: Judged) -> None:
        spot = KnownFix(one.fix.at, one.fix.point, one.fix.uncertainty_nm)
        memory = unpacked_memory(packed_memory(one.memory))
        if not (one.older or one.implausible):
            self._apart.clear()
            self.known = Known(spot, memory=memory)
        elif self.known is not None and not one.older:
            if one.doubt in _APART:
                self._apart.append(spot)
            self.known = Known(self.known.sound, run_of(self._apart, self.max_kn), memory)

    @property
    def place(self) -> LatLon:
        """The place that stands."""
        assert self.known is not None
        return self.known.sound.point

    def sent(
        self,
        at: datetime,
        place: LatLon,
        *,
        course_deg: float | None = None,
        speed_kn: float | None = None,
        received_at: datetime | None = None,
    ) -> Judged:
        """Judge one position."""
        fix = NewFix(self.asset_id, at, place, course_deg, speed_kn)
        return self.hear([fix], received_at=received_at or at)[0]
