"""Request bodies of assets, their readiness, and ships of opportunity."""

from typing import Any
from uuid import UUID

from pydantic import Field
from uuid_utils.compat import uuid7

from sar.agreements.words import AssetService
from sar.assets.asset_fields import (
    Callsign,
    FlagState,
    Icao24,
    Imo,
    Mmsi,
    NoticeMinutes,
    Quantity,
    Sensors,
    TrackerId,
    TypeCode,
)
from sar.assets.fix_schemas import FixBody
from sar.assets.words import Readiness
from sar.geo.geojson import Point
from sar.plain_fields import At, Flag
from sar.text_fields import Line, Named, Prose
from sar.wire import Body, ReasonBody


def _positive(most: float) -> Any:
    return Field(default=None, strict=True, gt=0, le=most)


class Overrides(Body):
    """Figures in which an asset differs from its type; what is left out is the type's."""

    cruise_kn: float | None = _positive(2_000)
    response_kn: float | None = _positive(2_000)
    max_kn: float | None = _positive(2_000)
    range_nm: float | None = _positive(20_000)
    radius_nm: float | None = _positive(10_000)
    endurance_h: float | None = _positive(10_000)
    capacity_normal: int | None = Field(default=None, strict=True, ge=0, le=10_000)
    capacity_extreme: int | None = Field(default=None, strict=True, ge=0, le=10_000)
    sea_state_max: int | None = Field(default=None, strict=True, ge=0, le=9)
    wind_max_kn: float | None = _positive(200)
    length_m: float | None = _positive(500)


class AssetBody(Body):
    """A new asset of the caller's party, at the caller's centre unless told.

    `service`, `armed` and `sensors`: what another State wants to know before it lets the unit in
    (SAR Convention, Annex 3.1.3); null: not said.
    """

    id: UUID = Field(default_factory=uuid7)
    name: Named
    type: TypeCode
    centre_id: UUID | None = None
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    icao24: Icao24 | None = None
    callsign: Callsign | None = None
    tracker_id: TrackerId | None = None
    service: AssetService | None = None
    armed: Flag | None = None
    sensors: Sensors = Field(default_factory=list)
    base_name: Line = ""
    base: Point | None = None
    base_shared: Flag = True
    at_sea: Flag = False
    readiness: Readiness = Readiness.AVAILABLE
    readiness_reason: Line = ""
    readiness_until: At | None = None
    notice_day_minutes: NoticeMinutes | None = None
    notice_night_minutes: NoticeMinutes | None = None
    notice_at_sea_minutes: NoticeMinutes | None = None
    overrides: Overrides = Overrides()
    quantity: Quantity = 1
    note: Prose = ""
    verified_at: At | None = None


class ChangeAssetBody(Body):
    """The changes; fields left out keep their values. Readiness has its own route."""

    name: Named = Field(default_factory=str)
    type: TypeCode = Field(default_factory=str)
    centre_id: UUID = Field(default_factory=uuid7)
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    icao24: Icao24 | None = None
    callsign: Callsign | None = None
    tracker_id: TrackerId | None = None
    service: AssetService | None = None
    armed: Flag | None = None
    sensors: Sensors = Field(default_factory=list)
    base_name: Line = Field(default_factory=str)
    base: Point | None = None
    base_shared: Flag = Field(default_factory=bool)
    notice_day_minutes: NoticeMinutes | None = None
    notice_night_minutes: NoticeMinutes | None = None
    notice_at_sea_minutes: NoticeMinutes | None = None
    overrides: Overrides = Field(default_factory=Overrides)
    quantity: Quantity = Field(default_factory=int)
    note: Prose = Field(default_factory=str)
    verified_at: At | None = None


class ReadinessBody(Body):
    """The readiness of the asset: it can go or not, why not, and until when this word holds.

    `at_sea` tells that it is under way or aloft already, so that the notice at sea applies.
    """

    readiness: Readiness
    reason: Line = ""
    until: At | None = None
    at_sea: Flag | None = None


class BelievePositionBody(ReasonBody):
    """The doubted position that is believed, by its instant on the track, and why."""

    at: At


class ShipReasonBody(Body):
    """The reason for which a ship is doubted or withdrawn."""

    reason: Named


class ShipBody(FixBody):
    """A ship of opportunity: a merchant or fishing vessel nearby, with where it is. `flag`: the
    State whose flag the ship flies, by ISO 3166-1 alpha-3."""

    id: UUID = Field(default_factory=uuid7)
    name: Named
    type: TypeCode
    mmsi: Mmsi | None = None
    imo: Imo | None = None
    callsign: Callsign | None = None
    flag: FlagState | None = None
