"""Reports of positions by stations, in the forms that are no AIS, and the readers of all forms
(pure)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import isfinite
from typing import Any, Final, NamedTuple, Protocol

from sar.geo.position import LatLon
from sar.interop.ais.heard_positions import (
    TRUSTED_WITHIN,
    HeardPosition,
    position_of,
    trusted,
)
from sar.interop.ais.sentences import Received
from sar.interop.bounded_lines import LONGEST_LINE
from sar.interop.words import FeedFault

FASTEST_KN: Final = 2_000.0


class StationReport(NamedTuple):
    """A position that a station reports: of whom by the fields of the register, where, when the
    station says that it was there (None: it does not say), and when the report came here.

    `late_by_at_most`: the time told is the position's though the report comes so late, and one that
    is told with another is wrong; None: only that of a station whose clock goes with ours counts.
    """

    names: tuple[tuple[str, str], ...]
    place: LatLon
    speed_kn: float | None
    course_deg: float | None
    uncertainty_nm: float
    source: str
    heard_at: datetime | None
    came_at: datetime
    late_by_at_most: timedelta | None = None


class FeedReader(Protocol):
    """Reads what one connection sends, chunk by chunk.

    `faults` counts what could not be read, `sentences` what could; `samples` keeps the latest bytes
    of each kind of fault.
    """

    faults: Counter[FeedFault]
    samples: dict[FeedFault, bytes]
    sentences: int

    def take(
        self, chunk: bytes, *, came_at: datetime
    ) -> Iterator[Received] | Iterator[StationReport]:
        """Yield what is whole with this chunk."""

    def end(self, *, came_at: datetime) -> Iterator[Received] | Iterator[StationReport]:
        """Yield what is whole without more, where a connection or a file ends."""


class ReportReader:
    """The counts of a reader of reports."""

    def __init__(self) -> None:
        self.faults: Counter[FeedFault] = Counter()
        self.samples: dict[FeedFault, bytes] = {}
        self.sentences = 0

    def fault(self, kind: FeedFault, sample: bytes) -> None:
        """Count what could not be read."""
        self.faults[kind] += 1
        self.samples[kind] = sample[:LONGEST_LINE]


def time_told(told: Received | StationReport) -> datetime | None:
    """The time that the station tells; None where it tells none, or it is not followed."""
    if isinstance(told, StationReport) and told.late_by_at_most is not None:
        return told.heard_at
    return trusted(told)


def position_told(told: Received | StationReport) -> HeardPosition | FeedFault | None:
    """The position that it tells; None: it tells none."""
    if isinstance(told, Received):
        return position_of(told)
    if (at := time_told(told)) is None:
        at = told.came_at
    elif told.late_by_at_most is not None:
        late_by = told.came_at - at
        if not -TRUSTED_WITHIN <= late_by <= told.late_by_at_most:
            return FeedFault.WRONG_TIME
    return HeardPosition(
        names=told.names,
        at=min(at, told.came_at),
        place=told.place,
        speed_kn=told.speed_kn,
        course_deg=told.course_deg,
        uncertainty_nm=told.uncertainty_nm,
        source=told.source,
    )


def number(given: Any) -> float | None:
    """A number of JSON or of a text; None where it is none that can be reckoned with."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return None
    try:
        value = float(given)
    except (ValueError, OverflowError):
        return None
    return value if isfinite(value) else None


def place_of(lat: Any, lon: Any) -> LatLon | None:
    """The place; None where it is none on Earth."""
    north, east = number(lat), number(lon)
    if north is None or east is None or abs(north) > 90.0 or abs(east) > 180.0:
        return None
    return LatLon(north, east)


def speed_of(given: Any) -> float | None:
    """A speed in knots, if it is one."""
    value = number(given)
    return value if value is not None and 0.0 <= value <= FASTEST_KN else None


def course_of(given: Any) -> float | None:
    """A course in degrees from north, if it is one."""
    value = number(given)
    return value % 360.0 if value is not None and 0.0 <= value <= 360.0 else None
