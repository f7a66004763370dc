"""The words of the live feed: what a client may say, and the frames it is sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from sar import clock
from sar.alerts.views import AlertsLeavingView
from sar.assets.visible import Box
from sar.geo.geojson import Latitude, Longitude
from sar.geo.position import LatLon
from sar.http.shared_messages import SharedText
from sar.live.frames import HeartbeatFrame, PulseFrame, ReadyFrame, ResyncFrame, ResyncReason
from sar.parties.views import ClockView
from sar.wire import Body, canonical

FELL_BEHIND: Final = "fell_behind"
ACCESS_CHANGED: Final = "access_changed"
TOO_OLD: Final = "too_old"
AHEAD: Final = "ahead_of_record"
GAP: Final = "gap"

POSITIONS_EVERY_S: Final = 0.25
"""A socket is told where a unit is at most four times a second, and of what it missed the latest
(house figure)."""
THIN_POSITIONS_EVERY_S: Final = 5.0
"""The same on a thin line."""
THIN_HEARTBEAT_S: Final = 60.0
"""The longest time from one whole heartbeat to the next on a thin line."""

UNREADABLE: Final = 4400
"""Close codes beyond those of RFC 6455: 4000 + the status that HTTP would have given."""
NOT_SIGNED_IN: Final = 4401
READS_NO_MORE: Final = 4403
NOT_STARTED: Final = 4408
TOO_MANY: Final = 4429
UNAVAILABLE: Final = 1013
BEGIN_AGAIN: Final = 1012


@dataclass(frozen=True, slots=True)
class Subscription:
    """The positions that a socket watches."""

    box: Box | None
    incidents: frozenset[UUID] = frozenset()

    def holds(self, p: LatLon) -> bool:
        """Whether a position lies in the area watched."""
        return self.box is not None and self.box.holds(p)


class Area(Body):
    """The area in which positions are watched."""

    bbox: tuple[Longitude, Latitude, Longitude, Latitude]
    """West, south, east, north; west of east, else across the antimeridian."""

    @model_validator(mode="after")
    def _south_below_north(self) -> Self:
        if self.bbox[1] > self.bbox[3]:
            raise PydanticCustomError("south_above_north", "bbox has its south above its north")
        return self


class Watched(Body):
    """A client's subscription: positions in an area, and anywhere those of the assets that are
    deployed in some incidents. Entries are never left out: their numbers have no gap."""

    positions: Area | None = None
    incidents: Annotated[list[UUID], Field(max_length=100)] | None = None

    @property
    def watch(self) -> Subscription | None:
        """The same, as the hub takes it; None: no positions at all."""
        if self.positions is None and not self.incidents:
            return None
        box = Box(*self.positions.bbox) if self.positions else None
        return Subscription(box, frozenset(self.incidents or ()))


class StartMessage(Watched):
    """Begin, or begin again: entries follow after the party's own number `since`.

    `since` null: from now on. `format` thin: for a line of few bytes, which is told the same, less
    often and shorter. `as_of` is the latest platform time the client has heard (of its
    snapshot or a heartbeat): whether its access changed meanwhile by time alone is then known.
    """

    type: Literal["start"]
    since: Annotated[int, Field(strict=True, ge=0, lt=2**63)] | None
    as_of: AwareDatetime | None = None
    format: Literal["thin"] | None = None


class ViewMessage(Watched):
    """Watch something else from now on."""

    type: Literal["view"]


Message = Annotated[StartMessage | ViewMessage, Field(discriminator="type")]
MESSAGE: Final[TypeAdapter[StartMessage | ViewMessage]] = TypeAdapter(Message)


def clock_view(*, exercise: bool, now: datetime | None = None) -> ClockView:
    """This process's clock, as clients are told it."""
    scale = clock.scale()
    return ClockView(
        now=now or clock.now(),
        rate=scale.rate if scale else 1.0,
        paused=scale.paused if scale else False,
        exercise=exercise,
    )


def ready(number: int, clock: ClockView, *, thin: bool = False) -> SharedText:
    """The first frame; `number` is the party's last own number."""
    every_s = THIN_POSITIONS_EVERY_S if thin else POSITIONS_EVERY_S
    frame = ReadyFrame(number=number, clock=clock, positions_every_ms=round(1e3 * every_s))
    return SharedText(canonical(frame.plain()))


def heartbeat(
    number: int,
    clock: ClockView,
    alerts: AlertsLeavingView | None = None,
    watched: bool | None = None,
) -> SharedText:
    """The feed lives; every entry up to `number` has been sent."""
    frame = HeartbeatFrame(number=number, clock=clock, alerts=alerts, watched=watched)
    return SharedText(canonical(frame.plain()))


def pulse(number: int) -> SharedText:
    """The same on a thin line, and all else is as the last heartbeat said."""
    return SharedText(canonical(PulseFrame(number=number).plain()))


def resync(reason: ResyncReason, number: int) -> SharedText:
    """The snapshot is to be fetched again; what follows begins after `number`."""
    return SharedText(canonical(ResyncFrame(reason=reason, number=number).plain()))


def entries(texts: Iterable[str]) -> SharedText:
    """An `EntriesFrame` of entries that are JSON text already."""
    return SharedText(f'{{"entries":[{",".join(texts)}],"type":"entries"}}')


def positions(changes: Mapping[UUID, str | None]) -> SharedText:
    """A `PositionsFrame` of fixes that are JSON text already; None: gone."""
    shown = ",".join(text for text in changes.values() if text is not None)
    gone = canonical(sorted(str(id_) for id_, text in changes.items() if text is None))
    return SharedText(f'{{"fixes":[{shown}],"gone":{gone},"type":"positions"}}')


def expected(texts: Iterable[str]) -> SharedText:
    """An `ExpectedFrame` of times that are JSON text already."""
    return SharedText(f'{{"times":[{",".join(texts)}],"type":"expected"}}')
