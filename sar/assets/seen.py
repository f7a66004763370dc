"""Assets and ships as matching reads them: plain data, redacted for the caller."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sar.agreements.clauses import UnitPlain
from sar.agreements.words import AssetService, Kind, Sensor, Visibility
from sar.assets.availability import Window
from sar.assets.catalogue import AssetType, Figures, Notice
from sar.assets.words import FixDoubt, FixTrust, NavigationStatus, Readiness
from sar.geo.position import LatLon


@dataclass(frozen=True, slots=True)
class Granted:
    """Visibility of an asset given by one term, or by one incident in which it is deployed.

    Either the term's labels are set or `incident_id`.
    """

    level: Visibility
    precision_nm: float = 0.0
    delay_minutes: int = 0
    agreement: str | None = None
    version: int | None = None
    article: str | None = None
    term_id: UUID | None = None
    incident_id: UUID | None = None


class PlaceFrom(StrEnum):
    """The source of an asset's place."""

    FIX = "fix"
    BASE = "base"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenThing:
    """An asset or ship as one party sees it. None: the party may not see it, or nobody has said.

    `place` is the visible fix (coarse and delayed as the term says), else the base that is
    shared; times to scene may rest on nothing else, because times betray positions.
    """

    id: UUID
    party: str | None
    """None: a ship of opportunity."""
    name: str
    type: AssetType
    figures: Figures
    place: LatLon | None = None
    place_from: PlaceFrom | None = None
    place_at: datetime | None = None
    doubted_at: datetime | None = None
    """The instant of a later position that is not believed."""
    uncertainty_nm: float | None = None
    base: LatLon | None = None

    @property
    def kind(self) -> Kind:
        """The type's."""
        return self.type.kind

    @property
    def unit(self) -> UnitPlain:
        """As clauses and law on entry ask about it."""
        return UnitPlain(self.type.kind, self.type.code, narrow=self.type.narrow)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAsset(SeenThing):
    """An asset as one party sees it: figures and notice are its own from readiness up, else its
    type's."""

    party: str
    centre_id: UUID
    own: bool
    level: Visibility
    granted: Granted | None
    notice: Notice
    readiness: Readiness | None
    readiness_until: datetime | None
    at_sea: bool | None
    quantity: int | None
    bound: tuple[Window, ...] | None
    precision_nm: float
    base_name: str
    service: AssetService | None = None
    armed: bool | None = None
    sensors: frozenset[Sensor] | None = None

    @property
    def unit(self) -> UnitPlain:
        """As clauses and law on entry ask about it."""
        return UnitPlain(
            self.type.kind,
            self.type.code,
            self.service,
            self.armed,
            self.sensors,
            self.type.narrow,
        )

    @property
    def type_code(self) -> str:
        """The type's."""
        return self.type.code

    @property
    def capabilities(self) -> frozenset[str]:
        """The type's."""
        return self.type.capabilities


@dataclass(frozen=True, slots=True)
class ShipDoubt:
    """A party that doubts a ship of opportunity, and why."""

    party: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A ship's place by the word of one party."""

    party: str
    at: datetime
    place: LatLon
    course_deg: float | None
    speed_kn: float | None
    uncertainty_nm: float
    doubted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardByAis:
    """The grounds for a vessel that nobody has reported: a feed of a party has heard it. All but
    the party is the vessel's own word."""

    party: str
    mmsi: str
    imo: str | None
    type_words: str
    length_m: int | None
    beam_m: int | None
    draught_m: float | None
    told_at: datetime | None
    """The instant of these particulars."""
    status: NavigationStatus | None = None
    """By its own word, of the instant of its place."""
    trust: FixTrust = FixTrust.PLAUSIBLE
    """In its place."""
    doubt: FixDoubt | None = None
    """The reason for which its place is suspect."""
    doubted_for: FixDoubt | None = None
    """The reason for which a later position is not believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenShip(SeenThing):
    """A ship of opportunity as every joined party sees it."""

    party: None = None
    place: LatLon
    place_from: PlaceFrom = PlaceFrom.FIX
    place_at: datetime
    uncertainty_nm: float
    course_deg: float | None
    speed_kn: float | None
    callsign: str | None
    reported_by: str
    """The party that vouches for it."""
    told_by: str
    """The party by whose word it is at the place."""
    sightings: tuple[Sighting, ...] = ()
    """Its place by the word of each party that has told one."""
    flag: str | None = None
    """The State whose flag it flies."""
    doubts: tuple[ShipDoubt, ...] = ()
    heard: HeardByAis | None = None
    """None: somebody has reported it."""
