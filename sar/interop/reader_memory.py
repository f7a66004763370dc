"""Memory of the reader of a feed, as most that it hears is heard again within seconds: names that
no asset has, and vessels that were written a moment ago (pure, bounded)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from sar.assets.heard_vessels import VESSELS_AT_MOST, WRITTEN_AFTER, VesselParticulars
from sar.interop.ais.heard_positions import HeardPosition

ASKED_AGAIN_AFTER_S: Final = 5.0
"""So long nobody asks the register again for names that it does not have: most that is heard is of
others, several times a second (house figure)."""
NOBODYS_AT_MOST: Final = 100_000
"""Names that the register does not have, and this process remembers."""
TOLD_AGAIN_AFTER: Final = timedelta(minutes=10)
"""Particulars that have not changed are written again after so long (house figure: a ship tells
them every 6 minutes, ITU-R M.1371, annex 1)."""


class NobodysNames:
    """Names that the register was found not to have a moment ago."""

    def __init__(self) -> None:
        self._until_s: dict[tuple[tuple[str, str], ...], float] = {}

    def hold(self, one: HeardPosition, *, now_s: float) -> bool:
        """Whether it need not be asked for again yet."""
        until_s = self._until_s.get(one.names)
        return until_s is not None and now_s < until_s

    def add(self, found: Iterable[HeardPosition], *, now_s: float) -> None:
        """Remember those that nobody has; all others are forgotten where they are too many."""
        if len(self._until_s) > NOBODYS_AT_MOST:
            self._until_s.clear()
        until_s = now_s + ASKED_AGAIN_AFTER_S
        self._until_s.update((one.names, until_s) for one in found)


class WrittenVessels:
    """Remembers the last writing of each vessel of a feed, by number; of so many at most that all
    that are kept have room, or none."""

    def __init__(self) -> None:
        self._positions: dict[str, datetime] = {}
        self._particulars: dict[str, VesselParticulars] = {}

    def lately(self, mmsi: str, at: datetime) -> bool:
        """Whether a position of the vessel's is written that is hardly older, or later."""
        written = self._positions.get(mmsi)
        return written is not None and at < written + WRITTEN_AFTER

    def tell(self, told: VesselParticulars) -> bool:
        """Whether all that a message tells is written, and not long since."""
        written = self._particulars.get(told.mmsi)
        return (
            written is not None
            and told.at < written.at + TOLD_AGAIN_AFTER
            and told.adds_nothing_to(written)
        )

    def add(
        self,
        positions: Mapping[str, HeardPosition],
        particulars: Mapping[str, VesselParticulars],
    ) -> None:
        """Remember what is written now."""
        if len(self._positions) > 2 * VESSELS_AT_MOST:
            self._positions.clear()
        if len(self._particulars) > 2 * VESSELS_AT_MOST:
            self._particulars.clear()
        self._positions.update((mmsi, found.at) for mmsi, found in positions.items())
        for mmsi, told in particulars.items():
            written = self._particulars.get(mmsi)
            self._particulars[mmsi] = told if written is None else written.with_later(told)
