"""Assets and ships as matching reads them: plain data, redacted for the caller."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sar.agreements.words import Kind, Visibility
from sar.assets.availability import Window
from sar.assets.catalogue import AssetType, Figures, Notice
from sar.assets.words import Capability, Readiness
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


@dataclass(frozen=True, slots=True)
class SeenAsset:
    """An asset as one party sees it. None: the party may not see it, or nobody has said.

    `place` is the visible fix (snapped and delayed as the term says), else the base that is
    shared; times to scene may rest on nothing else, because times betray positions.
    Figures and notice are the asset's own from readiness up, else its type's.
    """

    id: UUID
    party: str
    centre_id: UUID
    name: str
    type: AssetType
    own: bool
    level: Visibility
    granted: Granted | None
    figures: Figures
    notice: Notice
    readiness: Readiness | None
    readiness_until: datetime | None
    at_sea: bool | None
    quantity: int | None
    bound: tuple[Window, ...] | None
    place: LatLon | None
    place_from: PlaceFrom | None
    place_at: datetime | None
    precision_nm: float
    uncertainty_nm: float | None
    base: LatLon | None
    base_name: str

    @property
    def kind(self) -> Kind:
        """The type's."""
        return self.type.kind

    @property
    def type_code(self) -> str:
        """The type's."""
        return self.type.code

    @property
    def capabilities(self) -> frozenset[Capability]:
        """The type's."""
        return self.type.capabilities


@dataclass(frozen=True, slots=True)
class SeenShip:
    """A ship of opportunity as every joined party sees it."""

    id: UUID
    name: str
    type: AssetType
    place: LatLon
    place_at: datetime
    uncertainty_nm: float
    course_deg: float | None
    speed_kn: float | None
    callsign: str | None
