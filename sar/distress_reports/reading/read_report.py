"""A text of distress as it is read, and the findings it is put together from (pure)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sar.distress_reports.reading.words import (
    DistressNature,
    DopplerSide,
    ReportEnding,
    ReportForm,
    ReportKind,
)
from sar.geo.position import LatLon

PersonsTold = tuple[int | None, int | None]
"""The least and the most persons that a text tells; None: it does not say."""


@dataclass(frozen=True, slots=True)
class ReadPosition:
    """A position of a text. `how`: the words it was read from; `at`: of when, where it says so;
    `error_nm`: how far off it may be, where it says so or its notation is no finer."""

    place: LatLon
    how: str
    at: datetime | None = None
    error_nm: float | None = None
    doppler: DopplerSide | None = None
    probability: float | None = None
    """Of 0 to 1, of a Doppler position."""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """The findings of a text. `noted`: lines of the form that are known and fill no field;
    `unread`: lines, and pieces of lines, that could not be read: a person looks at both."""

    form: ReportForm
    kind: ReportKind
    is_test: bool = False
    ending: ReportEnding | None = None
    positions: tuple[ReadPosition, ...] = ()
    mmsi: str | None = None
    beacon_id: str | None = None
    callsign: str | None = None
    craft_name: str | None = None
    flag: str | None = None
    persons: PersonsTold | None = None
    nature: DistressNature | None = None
    at: datetime | None = None
    message_number: str | None = None
    noted: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        """Whether the text says that there is no alert any more, in whatever words."""
        return self.ending is not None


_LATEST: Final = 8
"""Words that are looked at again: parts of a piece are refused just before the piece itself."""


@dataclass(slots=True)
class Findings:
    """The findings so far, in the order of the text. The first word on a field stays: another that
    contradicts it is unread."""

    values: dict[str, Any] = field(default_factory=dict)
    positions: dict[tuple[Any, ...], ReadPosition] = field(default_factory=dict)
    noted: dict[str, None] = field(default_factory=dict)
    unread: dict[str, None] = field(default_factory=dict)
    latest: list[str] = field(default_factory=list)
    """The words that were refused last."""

    def keep(self, name: str, value: Any, words: str) -> bool:
        """The value of a field, told by these words. False: another was told before."""
        known = self.values.setdefault(name, value)
        if known != value:
            self.refuse(words)
            return False
        return True

    def place(self, position: ReadPosition) -> None:
        """A position; one that is told again in the same way counts once."""
        self.positions.setdefault((position.place, position.at, position.doppler), position)

    def note(self, words: str) -> None:
        """Words that are known and fill no field."""
        self.noted[words] = None

    def refuse(self, words: str) -> None:
        """Words that could not be read; a part of such words is not told again."""
        if any(words in one for one in self.latest):
            return
        for part in self.latest:
            if part in words:
                self.unread.pop(part, None)
        self.unread[words] = None
        self.latest = [*self.latest[1 - _LATEST :], words]

    def report(self, form: ReportForm, kind: ReportKind) -> ReadReport:
        """The report that they make."""
        return ReadReport(
            form=form,
            kind=kind,
            positions=tuple(self.positions.values()),
            noted=tuple(self.noted),
            unread=tuple(self.unread),
            **self.values,
        )
