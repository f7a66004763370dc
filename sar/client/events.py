"""Events of the live feed, typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sar.client.platform_clock import PlatformClock


@dataclass(frozen=True, slots=True)
class ThingChange:
    """The thing looks like `value` from now on; None: it is no longer visible."""

    thing: str
    id: str
    value: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ReadyEvent:
    """Connected, the first time or again; a reader of `number` is up to date."""

    number: int
    clock: PlatformClock


@dataclass(frozen=True, slots=True)
class EntryEvent:
    """One line of the party's record, under its own number, which has no gap.

    An erased one has the type `Erased` and nothing else.
    """

    number: int
    type: str
    resync: bool
    at: datetime | None
    by: Mapping[str, Any]
    about: Mapping[str, Any]
    facts: Mapping[str, Any]
    sentence: str
    changes: tuple[ThingChange, ...]
    exercise: bool | None


@dataclass(frozen=True, slots=True)
class PositionsEvent:
    """The latest positions; those of `gone` may be shown no longer."""

    fixes: tuple[Mapping[str, Any], ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedEvent:
    """The latest expected times of arrival, each by the `id` of its deployment or offered item."""

    times: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class HeartbeatEvent:
    """The feed lives, and every entry up to `number` has been told.

    On a thin line most come without a clock: `clock` is then the last that was told, gone on.
    """

    number: int
    clock: PlatformClock


@dataclass(frozen=True, slots=True)
class ResyncEvent:
    """Read the snapshot again: entries alone do not lead to the picture any more.

    Entries after `number` follow; leave out those up to the snapshot's own number.
    """

    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class LostEvent:
    """The line is lost, and what you show is not live until the next `ReadyEvent`."""

    why: str


LiveEvent = (
    ReadyEvent
    | EntryEvent
    | PositionsEvent
    | ExpectedEvent
    | HeartbeatEvent
    | ResyncEvent
    | LostEvent
)


def entry_event(entry: Mapping[str, Any]) -> EntryEvent:
    """The event of an entry of a frame or of `GET /api/record`."""
    return EntryEvent(
        number=entry["number"],
        type=entry["type"],
        resync=entry["resync"],
        at=datetime.fromisoformat(entry["at"]) if entry.get("at") else None,
        by=entry.get("by") or {},
        about=entry.get("about") or {},
        facts=entry.get("facts") or {},
        sentence=entry.get("sentence") or "",
        changes=tuple(
            ThingChange(one["thing"], one["id"], one["value"]) for one in entry.get("changes") or ()
        ),
        exercise=entry.get("exercise"),
    )
