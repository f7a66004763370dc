"""Records of the North Atlantic Format (VMS), as bytes come; memory is bounded whatever comes
(pure).

Reports of a vessel may come hours late, as where a centre was away: their time is that of the
position all the same, for the vessel's own device has told it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sar.assets.naf_records import BEGIN, END, VMS, UnreadableNaf, read_record
from sar.interop.station_reports import ReportReader, StationReport
from sar.interop.words import FeedFault

LONGEST_RECORD: Final = 4_096
"""Bytes; a report of a position has some 200."""

OLDEST: Final = timedelta(hours=24)
"""A report that is older is of no use to a watch, and its clock is wrong rather (house figure)."""


class NafReader(ReportReader):
    """Reads what one connection sends; `sentences` counts records that are whole."""

    def __init__(self) -> None:
        super().__init__()
        self._rest = b""
        self._is_skipping = False

    def take(self, chunk: bytes, *, came_at: datetime) -> Iterator[StationReport]:
        """Yield the positions in records that are whole with this chunk."""
        *whole, self._rest = (self._rest + chunk).split(END)
        for one in whole:
            yield from self._record(one, came_at)
        if len(self._rest) > LONGEST_RECORD:
            self._cut()

    def end(self, *, came_at: datetime) -> Iterator[StationReport]:  # noqa: ARG002 as of others
        """Nothing: a record without its end is given up."""
        if rest := self._rest.strip():
            begun = BEGIN in rest
            self.fault(FeedFault.UNFINISHED if begun else FeedFault.NOT_A_SENTENCE, rest)
        self._rest = b""
        return iter(())

    def _cut(self) -> None:
        """Keep of what is too long no more than a record may have that begins in it."""
        if not self._is_skipping:
            self.fault(FeedFault.TOO_LONG, self._rest)
        self._is_skipping = True
        begins = self._rest.rfind(BEGIN)
        if begins < 0 or len(self._rest) - begins > LONGEST_RECORD:
            begins = len(self._rest) - len(BEGIN) + 1
        self._rest = self._rest[begins:]

    def _record(self, given: bytes, came_at: datetime) -> Iterator[StationReport]:
        before, begun, record = given.rpartition(BEGIN)
        was_skipping, self._is_skipping = self._is_skipping, False
        if (before.strip() or not begun) and not was_skipping:
            is_cut = BEGIN in before
            self.fault(FeedFault.UNFINISHED if is_cut else FeedFault.NOT_A_SENTENCE, given)
        if not begun:
            return
        if len(record) > LONGEST_RECORD:
            self.fault(FeedFault.TOO_LONG, given)
            return
        self.sentences += 1
        try:
            told = read_record(record)
        except UnreadableNaf:
            self.fault(FeedFault.UNREADABLE, given)
            return
        if told is not None:
            yield StationReport(
                names=told.names,
                place=told.place,
                speed_kn=told.speed_kn,
                course_deg=told.course_deg,
                uncertainty_nm=told.uncertainty_nm,
                source=VMS,
                heard_at=told.at,
                came_at=came_at,
                late_by_at_most=OLDEST,
            )
