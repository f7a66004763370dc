"""Tables of assets, ships of opportunity, their fixes and tracks, and commitments in time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.range import TimestamptzRange
from sqlalchemy import BigInteger, CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, ExcludeConstraint
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from sar.agreements.words import AssetService, ClauseKind, Kind
from sar.assets.catalogue import type_of
from sar.assets.words import FixDoubt, NavigationStatus, Readiness
from sar.db import instant, word, words
from sar.geo.columns import PointColumn
from sar.geo.position import LatLon


def _kind(context: Any) -> Kind:
    return type_of(context.get_current_parameters()["type_code"]).kind


def _narrow(context: Any) -> ClauseKind:
    return type_of(context.get_current_parameters()["type_code"]).narrow


def _created_at(context: Any) -> datetime:
    created_at: datetime = context.get_current_parameters()["created_at"]
    return created_at


def _unique_in_party(identifier: str) -> Index:
    """Within one party: a number taken by another one must neither show nor stand in the way."""
    return Index(
        f"uq_asset_party_code_{identifier}",
        "party_code",
        identifier,
        unique=True,
        postgresql_where=text("retired_at IS NULL"),
    )


class Asset(SQLModel, table=True):
    """Anything of a party that can be shared. `version` counts every change."""

    __tablename__ = "asset"
    __table_args__ = (
        CheckConstraint("quantity >= 1", name="quantity"),
        Index("ix_asset_party_code_id", "party_code", "id"),
        Index("ix_asset_base", "base", postgresql_using="gist"),
        _unique_in_party("mmsi"),
        _unique_in_party("icao24"),
        _unique_in_party("tracker_id"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    party_code: str = Field(foreign_key="party.code")
    centre_id: UUID = Field(foreign_key="centre.id")
    type_code: str
    kind: Kind = Field(default=None, sa_type=word(Kind), sa_column_kwargs={"default": _kind})
    """The type's, kept beside it so that terms can be asked about it in SQL."""
    narrow: ClauseKind = Field(
        default=None, sa_type=word(ClauseKind), sa_column_kwargs={"default": _narrow}
    )
    """The narrowest kind by which a clause may name it: the type's, like `kind`."""
    name: str
    mmsi: str | None = None
    imo: str | None = None
    icao24: str | None = None
    callsign: str | None = None
    tracker_id: str | None = None
    """The name that its tracker, or a vessel monitoring system, has for it: an IMEI, a unique id of
    Traccar, a number of a fleet register."""
    base_name: str = ""
    base: LatLon | None = Field(default=None, sa_type=PointColumn, nullable=True)
    base_shared: bool = True
    """Whether whoever may know the asset exists may also know where it is based."""
    at_sea: bool = False
    """Under way or aloft already: the notice at sea applies."""
    readiness: Readiness = Field(default=Readiness.AVAILABLE, sa_type=word(Readiness))
    readiness_reason: str = ""
    readiness_until: datetime | None = instant(default=None)
    readiness_at: datetime | None = instant(default=None)
    """The instant at which its party said so, after it was registered."""
    notice_day_minutes: int | None = None
    notice_night_minutes: int | None = None
    notice_at_sea_minutes: int | None = None
    service: AssetService | None = Field(default=None, sa_type=word(AssetService), nullable=True)
    """None: its party has not said."""
    armed: bool | None = None
    """None: its party has not said."""
    sensors: list[str] = words()
    """Words of `Sensor`: those that another State may want to know of."""
    overrides: dict[str, float] = Field(default_factory=dict, sa_type=JSONB)
    """Figures that differ from the type's: `response_kn`, `range_nm`, `endurance_h`, …"""
    quantity: int = 1
    note: str = ""
    verified_at: datetime | None = instant(default=None)
    created_at: datetime = instant()
    updated_at: datetime = instant(default=None, sa_column_kwargs={"default": _created_at})
    retired_at: datetime | None = instant(default=None)
    version: int = 1


class OwnAssetType(SQLModel, table=True):
    """A type of a party's own, beside the catalogue that comes with the platform."""

    __tablename__ = "own_asset_type"

    code: str = Field(primary_key=True)
    """It begins with the code of its party."""
    party_code: str = Field(foreign_key="party.code", index=True)
    based_on: str | None = None
    """The type whose figures it began with."""
    definition: dict[str, Any] = Field(sa_type=JSONB)
    """As `own_types.defined` writes it, whole: what the shipped catalogue says later of the type on
    which it is based changes nothing here."""
    max_kn: float | None = None
    """Again of the definition, for SQL that asks how coarse a position is in time."""
    created_at: datetime = instant()
    updated_at: datetime = instant()
    withdrawn_at: datetime | None = instant(default=None)
    version: int = 1


class OwnCapability(SQLModel, table=True):
    """A capability of a party's own, beside those that come with the platform."""

    __tablename__ = "own_capability"

    code: str = Field(primary_key=True)
    """It begins with the code of its party."""
    party_code: str = Field(foreign_key="party.code", index=True)
    name: str
    meaning: str
    """The test by which it is told whether a unit has it."""
    source: str
    created_at: datetime = instant()
    updated_at: datetime = instant()
    withdrawn_at: datetime | None = instant(default=None)
    version: int = 1


class Fix(SQLModel, table=True):
    """The place of an asset that is reckoned from: its latest plausible position. `mark` grows with
    every batch, in commit order."""

    __tablename__ = "fix"
    __table_args__ = (Index("ix_fix_point", "point", postgresql_using="gist"),)

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True)
    at: datetime = instant()
    point: LatLon = Field(sa_type=PointColumn)
    course_deg: float | None = None
    speed_kn: float | None = None
    uncertainty_nm: float = 0.1
    source: str = ""
    implausible: bool = False
    doubted_at: datetime | None = instant(default=None)
    """The instant of the last position after it that is not believed."""
    doubted_for: FixDoubt | None = Field(default=None, sa_type=word(FixDoubt), nullable=True)
    """The reason for which that one is not."""
    doubted_nm: float | None = None
    """The distance of that one from here, where it is out of reach."""
    doubt: FixDoubt | None = Field(default=None, sa_type=word(FixDoubt), nullable=True)
    """The reason for which this one is suspect."""
    received_at: datetime | None = instant(default=None)
    """The instant at which it came; None: of before that was kept."""
    mark: int = Field(sa_type=BigInteger, index=True)


class TrackPoint(SQLModel, table=True):
    """Every accepted position of an asset: of an instant, received at another, in an order. Each
    day has a table of its own, and is thinned once it is over (`track_days`).

    It has no reference to the asset, of which none is ever deleted: a day that goes would lock the
    register for it.
    """

    __tablename__ = "track_point"
    __table_args__ = ({"postgresql_partition_by": "RANGE (at)"},)

    asset_id: UUID = Field(primary_key=True)
    at: datetime = instant(primary_key=True)
    point: LatLon = Field(sa_type=PointColumn)
    course_deg: float | None = None
    speed_kn: float | None = None
    uncertainty_nm: float = 0.1
    source: str = ""
    implausible: bool = False
    """Whether it does not move the place that is reckoned from."""
    doubt: FixDoubt | None = Field(default=None, sa_type=word(FixDoubt), nullable=True)
    """The reason for which it is not plausible; the trust follows (`fix_trust`)."""
    received_at: datetime | None = instant(default=None)
    """The instant at which it came; None: of before that was kept."""
    sequence: int | None = Field(
        default=None,
        sa_type=BigInteger,
        sa_column_kwargs={"server_default": text("nextval('track_point_sequence')")},
    )
    """Its place in the order of coming; None: of before that was kept."""


class KeptMemory(SQLModel, table=True):
    """The memory of an asset's track, packed (`track_memory`). A row of its own, since it changes
    every half minute at most, and the place with every position."""

    __tablename__ = "track_memory"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True)
    memory: bytes


class Displacement(SQLModel, table=True):
    """The secret from which the displacement of an asset's coarse places follows, for the fixes of
    an instant or later, until the next one. The database draws the first with the asset; no view
    and no record ever holds one."""

    __tablename__ = "displacement"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True)
    from_at: datetime = instant(primary_key=True)
    secret: int
    berth: LatLon | None = Field(default=None, sa_type=PointColumn)
    """The base, if it is shared: told instead of a coarse place near it."""


class ExactSharing(SQLModel, table=True):
    """A pair of parties of which the one shares positions exactly with the other by some term, as
    of the last look (`displacements`)."""

    __tablename__ = "exact_sharing"

    grantor: str = Field(foreign_key="party.code", primary_key=True)
    grantee: str = Field(foreign_key="party.code", primary_key=True)


class FuelPoint(SQLModel, table=True):
    """A place where a party gives fuel. `version` counts every change; withdrawn ones are kept."""

    __tablename__ = "fuel_point"
    __table_args__ = (
        Index(
            "ix_fuel_point_standing",
            "party_code",
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    party_code: str = Field(foreign_key="party.code")
    name: str
    place: LatLon = Field(sa_type=PointColumn)
    fuels: list[str] = words()
    """Words of `Fuel`."""
    crafts: list[str] = words()
    """Words of `Craft`."""
    hours_utc: str = ""
    """Like `06:00-18:00`, in UTC; empty: always."""
    draught_max_m: float | None = None
    """Of vessels; None: not said."""
    d_value_max_m: float | None = None
    """The D-value of the largest helicopter that may land; None: not said."""
    mass_max_t: float | None = None
    """The mass of the heaviest aircraft that may land; None: not said."""
    runway_m: float | None = None
    """Of aeroplanes; None: not said."""
    source: str = ""
    """The publication or office that says so."""
    note: str = ""
    created_at: datetime = instant()
    updated_at: datetime = instant()
    withdrawn_at: datetime | None = instant(default=None)
    withdrawn_reason: str = ""
    version: int = 1


class Ship(SQLModel, table=True):
    """A ship of opportunity: no owning party, hailed by the lead centre (SOLAS V/33)."""

    __tablename__ = "ship"
    __table_args__ = (
        Index("ix_ship_point", "point", postgresql_using="gist"),
        Index("uq_ship_mmsi", "mmsi", unique=True, postgresql_where=text("withdrawn_at IS NULL")),
        Index("ix_ship_standing", "reported_by", postgresql_where=text("withdrawn_at IS NULL")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str
    type_code: str
    mmsi: str | None = None
    imo: str | None = None
    callsign: str | None = None
    flag: str | None = None
    """The State whose flag the ship flies, by ISO 3166-1 alpha-3; of nobody aboard."""
    at: datetime = instant()
    point: LatLon = Field(sa_type=PointColumn)
    course_deg: float | None = None
    speed_kn: float | None = None
    uncertainty_nm: float = 0.1
    source: str = ""
    delivered_by: str = Field(foreign_key="party.code")
    """The party that said that it is there."""
    implausible: bool = False
    doubted_at: datetime | None = instant(default=None)
    """The instant of the last position after it that is not believed."""
    reported_by: str = Field(foreign_key="party.code")
    """The party that vouches for it; where it is, others say beside."""
    doubts: list[dict[str, str]] = Field(default_factory=list, sa_type=JSONB)
    """The parties that doubt it, each with `party`, `reason` and `at`."""
    withdrawn_at: datetime | None = instant(default=None)
    """The instant at which the reporter took its word back: nobody sees it any more."""
    mark: int = Field(default=0, sa_type=BigInteger, index=True)
    version: int = 1


class ShipTrackPoint(SQLModel, table=True):
    """Every accepted position of a ship of opportunity, and which party delivered it."""

    __tablename__ = "ship_track_point"

    ship_id: UUID = Field(foreign_key="ship.id", primary_key=True)
    delivered_by: str = Field(foreign_key="party.code", primary_key=True)
    at: datetime = instant(primary_key=True)
    point: LatLon = Field(sa_type=PointColumn)
    course_deg: float | None = None
    speed_kn: float | None = None
    uncertainty_nm: float = 0.1
    source: str = ""
    implausible: bool = False


class ShipSighting(SQLModel, table=True):
    """A ship's place by the word of one party: its last that is believed, whether or not it
    shows."""

    __tablename__ = "ship_sighting"

    ship_id: UUID = Field(foreign_key="ship.id", primary_key=True)
    delivered_by: str = Field(foreign_key="party.code", primary_key=True)
    at: datetime = instant()
    point: LatLon = Field(sa_type=PointColumn)
    course_deg: float | None = None
    speed_kn: float | None = None
    uncertainty_nm: float = 0.1
    source: str = ""
    doubted_at: datetime | None = instant(default=None)
    """The instant of the party's last position after it that is not believed."""


class HeardVessel(SQLModel, table=True):
    """A vessel that a party's feed has heard and the party's register does not have: its last
    position that is believed, and its particulars by its own word."""

    __tablename__ = "heard_vessel"
    __table_args__ = (
        Index("uq_heard_vessel_party_code_feed_mmsi", "party_code", "feed", "mmsi", unique=True),
        Index("ix_heard_vessel_point", "point", postgresql_using="gist"),
        Index("ix_heard_vessel_flat", text("geometry(point)"), postgresql_using="gist"),
        Index("ix_heard_vessel_heard_at", "heard_at"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    party_code: str = Field(foreign_key="party.code")
    """The feed's party."""
    feed: str
    """The feed, as clauses name it."""
    mmsi: str
    first_at: datetime = instant()
    heard_at: datetime = instant()
    """The instant of the last message of any kind."""
    at: datetime | None = instant(default=None)
    """The instant of the position; None: none has come."""
    point: LatLon | None = Field(default=None, sa_type=PointColumn)
    course_deg: float | None = None
    speed_kn: float | None = None
    uncertainty_nm: float = 0.1
    status: NavigationStatus | None = Field(default=None, sa_type=word(NavigationStatus))
    """By its own word, with the position."""
    doubt: FixDoubt | None = Field(default=None, sa_type=word(FixDoubt))
    """The reason for which the position is suspect; the trust follows (`fix_trust`)."""
    doubted_since: datetime | None = instant(default=None)
    """The first of the later positions that are not believed and agree with one another."""
    doubted_at: datetime | None = instant(default=None)
    """The last of them."""
    doubted_point: LatLon | None = Field(default=None, sa_type=PointColumn)
    doubted_for: FixDoubt | None = Field(default=None, sa_type=word(FixDoubt))
    """The reason; None: it is from before reasons were kept."""
    doubted_nm: float | None = None
    """Its distance from the position, where it is out of reach."""
    tracked_at: datetime | None = instant(default=None)
    """The instant of the last point of its track."""
    told_at: datetime | None = instant(default=None)
    """The instant at which it last told particulars; None: it has told none."""
    name: str | None = None
    callsign: str | None = None
    imo: str | None = None
    ship_type: int | None = None
    length_m: int | None = None
    beam_m: int | None = None
    draught_m: float | None = None


class HeardVesselPoint(SQLModel, table=True):
    """A point of a vessel's thinned track."""

    __tablename__ = "heard_vessel_point"
    __table_args__ = (Index("ix_heard_vessel_point_at", "at"),)

    vessel_id: UUID = Field(foreign_key="heard_vessel.id", primary_key=True, ondelete="CASCADE")
    at: datetime = instant(primary_key=True)
    point: LatLon = Field(sa_type=PointColumn)
    course_deg: float | None = None
    speed_kn: float | None = None
    doubt: FixDoubt | None = Field(default=None, sa_type=word(FixDoubt))
    """The reason for which it was suspect when it came."""


class KeptVesselMemory(SQLModel, table=True):
    """The memory of a vessel's track, packed (`track_memory`), beside the place like an asset's."""

    __tablename__ = "heard_vessel_memory"

    vessel_id: UUID = Field(foreign_key="heard_vessel.id", primary_key=True, ondelete="CASCADE")
    memory: bytes


class Commitment(SQLModel, table=True):
    """An asset bound for a time window. `requests` writes it; the database forbids double binding.

    Units (`single`) are held apart by the exclusion constraint; equipment (`not single`) is
    counted against `asset.quantity` by the trigger `commitment_within_quantity`, which locks the
    asset's row.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("quantity >= 1", name="quantity"),
        ExcludeConstraint(
            ("asset_id", "="),
            ("during", "&&"),
            where=text("single AND NOT isempty(during)"),
            using="gist",
            name="commitment_single",
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    asset_id: UUID = Field(foreign_key="asset.id", index=True)
    deployment_id: UUID = Field(index=True)
    quantity: int = 1
    single: bool
    exercise: bool = False
    """Bound by an exercise, from which it can be called away to real work."""
    during: Any = Field(sa_type=TSTZRANGE)
    """`[from, until)`, open-ended when nobody said until when; cut short on return."""
    ended_at: datetime | None = instant(default=None)
    """The instant it was cut short: until then the asset shows as bound, also past its window."""


def window(from_at: datetime, until_at: datetime | None) -> TimestamptzRange:
    """The half-open window of a commitment."""
    return TimestamptzRange(from_at, until_at, "[)")


class SharedPosition(SQLModel, table=True):
    """A deployed asset's position is shared with every party involved in that incident.

    `requests` writes a row per involved party when the work begins and takes it away when it is
    over: the row alone decides, never the hour at which it is read.
    """

    __tablename__ = "shared_position"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True)
    incident_id: UUID = Field(primary_key=True)
    party_code: str = Field(foreign_key="party.code", primary_key=True, index=True)
    since: datetime = instant()
    """The instant the work for that incident began: from then on the track shows precisely too."""
