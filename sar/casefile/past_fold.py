"""The fold of a party's entries into its picture of one case at an instant (pure).

An entry tells the things that it changed as they looked from then on. Between entries nothing
changes, but for gaps: an entry by which the party read its whole snapshot again, or one whose words
have been erased. After a gap a thing is known again by the next entry that tells it, or by the
present picture if no later entry and no later gap has touched it. Anything else stays unsure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from sar.record.entries import Thing
from sar.wire import JsonObject

ThingKey = tuple[Thing, str]
Present = Mapping[ThingKey, JsonObject]

OF_CASES: Final[tuple[Thing, ...]] = (
    "incident",
    "request",
    "offer",
    "deployment",
    "clearance",
)
"""The kinds of things that belong to a case."""


class CaseKnown(StrEnum):
    """The standing of a case in a party's picture at an instant."""

    KNOWN = "known"
    NOT_YET = "not_yet"
    """The party had been told nothing of it."""
    GONE = "gone"
    """It was not in the picture any more: closed, or no longer the party's to see."""
    UNSURE = "unsure"
    """The record does not tell."""


class FoldedEntry(Protocol):
    """An entry as a fold needs it."""

    @property
    def number(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def steps(self) -> list[JsonObject]: ...
    @property
    def is_gap(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class PastThing:
    """A thing as it looked to the party, and since when it had."""

    value: JsonObject
    told_at: datetime
    is_sure: bool
    """False: it may have changed since without an entry that tells how."""


@dataclass(frozen=True, slots=True)
class PastCase:
    """A party's picture of a case at an instant."""

    known: CaseKnown
    first_told_at: datetime | None
    """The first instant at which the record tells the party of the case; None: it never does."""
    number: int
    """The party's last entry by then that bears on the case; 0: none."""
    things: dict[ThingKey, PastThing]
    is_whole: bool
    """False: there may have been more."""


@dataclass(slots=True)
class CaseFold:
    """The entries of one party taken in one after the other, the oldest first."""

    case_id: str
    at: datetime
    _told: dict[ThingKey, tuple[JsonObject | None, int, datetime]] = field(default_factory=dict)
    _gap: int = 0
    _gap_at: datetime | None = None
    _number: int = 0
    _later: dict[ThingKey, JsonObject | None] = field(default_factory=dict)
    """The things that later entries touch, as the first of them tells each."""
    _later_gap: bool = False
    _is_later: bool = False
    _first_told_at: datetime | None = None

    def take(self, entry: FoldedEntry) -> None:
        """Take in the next entry; one that is recorded after the instant, and all that follow it,
        only show what has been touched since."""
        self._is_later = self._is_later or entry.at > self.at
        touched = dict(self._steps(entry))
        if self._first_told_at is None and touched.get(self._case):
            self._first_told_at = entry.at
        if self._is_later:
            self._later = touched | self._later
            self._later_gap = self._later_gap or entry.is_gap
            return
        if entry.is_gap:
            self._gap, self._gap_at = entry.number, entry.at
        if touched:
            self._number = entry.number
        for key, value in touched.items():
            self._told[key] = (value, entry.number, entry.at)

    @property
    def has_gap(self) -> bool:
        """Whether the present picture is needed to tell what is known."""
        return self._gap > 0

    def result(self, present: Present) -> PastCase:
        """The picture; `present` is the party's picture now, as of the last entry taken in."""
        held = {key: view for key, view in present.items() if self._is_of_case(key, view)}
        known_again = {} if self._later_gap else self._unchanged(held)
        things: dict[ThingKey, PastThing] = {}
        unsure = bool(self._gap) and (self._later_gap or self._may_lack())
        for key, (value, number, at) in self._told.items():
            if number >= self._gap:
                if value is not None:
                    things[key] = PastThing(value, at, is_sure=True)
            elif self._later_gap or key in self._later:
                if value is not None:
                    things[key] = PastThing(value, at, is_sure=False)
                else:
                    unsure = True
            elif key in known_again:
                since = at if known_again[key] == value else (self._gap_at or at)
                things[key] = PastThing(known_again[key], since, is_sure=True)
        for key, value in known_again.items():
            if key not in self._told and self._gap_at is not None:
                things[key] = PastThing(value, self._gap_at, is_sure=True)
        first = self._first_told_at
        if first is None or (self._case in things and first > self.at):
            first = things[self._case].told_at if self._case in things else first
        return PastCase(self._standing(things), first, self._number, things, not unsure)

    @property
    def _case(self) -> ThingKey:
        return "incident", self.case_id

    def _steps(self, entry: FoldedEntry) -> Iterator[tuple[ThingKey, JsonObject | None]]:
        for step in entry.steps:
            key: ThingKey = (step["thing"], step["id"])
            value = step["value"]
            if value is not None and self._is_of_case(key, value):
                yield key, value
            elif key in self._told or key in self._later:
                yield key, None

    def _is_of_case(self, key: ThingKey, value: JsonObject) -> bool:
        thing, id_ = key
        if thing == "incident":
            return id_ == self.case_id
        return thing in OF_CASES and value.get("incident_id") == self.case_id

    def _unchanged(self, held: Present) -> dict[ThingKey, JsonObject]:
        """The things of the present picture that look as they have since the last gap."""
        if not self._gap:
            return {}
        since = {key for key, (_, number, _) in self._told.items() if number >= self._gap}
        touched = since | self._later.keys()
        return {key: view for key, view in held.items() if key not in touched}

    def _may_lack(self) -> bool:
        """Whether a thing that is first told later may have been there already."""
        return any(
            key not in self._told and not (value and _began_after(value, self.at))
            for key, value in self._later.items()
        )

    def _standing(self, things: Mapping[ThingKey, PastThing]) -> CaseKnown:
        if self._case in things:
            return CaseKnown.KNOWN
        told = self._told.get(self._case)
        is_touched = self._later_gap or self._case in self._later
        if self._gap and is_touched and (told is None or told[1] < self._gap):
            return CaseKnown.UNSURE
        return CaseKnown.NOT_YET if told is None else CaseKnown.GONE


_BEGAN: Final = ("created_at", "asked_at", "opened_at", "at")


def _began_after(value: JsonObject, at: datetime) -> bool:
    """Whether the thing itself is younger than the instant."""
    told = next((value[name] for name in _BEGAN if value.get(name)), None)
    return told is not None and datetime.fromisoformat(told) > at


def case_as_of(
    entries: Iterable[FoldedEntry], case_id: str, at: datetime, present: Present
) -> PastCase:
    """The picture of the case at an instant, of all entries of the party at once."""
    fold = CaseFold(case_id, at)
    for entry in entries:
        fold.take(entry)
    return fold.result(present)
