"""A match question: the need, the scene, and their circumstances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from shapely.geometry import MultiPolygon

from sar.agreements.clauses import Setting, TermPlain
from sar.agreements.clauses import Setting as TermsSetting
from sar.agreements.words import Kind
from sar.assets.fuel_points import FuelPointPlain
from sar.assets.seen import SeenShip
from sar.geo.declared import NOTHING_DECLARED, DeclaredWaters
from sar.geo.position import LatLon
from sar.incidents.drift import Drift
from sar.matching.findings import DirectoryFacts
from sar.matching.words import EndSaid, NeedUnit


class NeedLike(Protocol):
    """The fields of a need, filed or not, that matching reads."""

    @property
    def kinds(self) -> Sequence[str]: ...
    @property
    def types(self) -> Sequence[str]: ...
    @property
    def capabilities(self) -> Sequence[str]: ...
    @property
    def quantity(self) -> int: ...
    @property
    def unit(self) -> NeedUnit: ...
    @property
    def from_at(self) -> datetime | None: ...
    @property
    def by_at(self) -> datetime | None: ...
    @property
    def until_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """A need as the rules read it. No kinds and no types: any."""

    kinds: frozenset[Kind] = frozenset()
    types: frozenset[str] = frozenset()
    capabilities: frozenset[str] = frozenset()
    quantity: int = 1
    unit: NeedUnit = NeedUnit.ASSETS
    from_at: datetime | None = None
    by_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The scene now, its drift, the State that who asks without a case says it is in, and the
    conditions there, as far as known."""

    place: LatLon | None = None
    drift: Drift | None = None
    uncertainty_nm: float = 0.0
    immersed_minutes: float = 0.0
    """The age of the datum."""
    in_water_minutes: float | None = None
    """The time for which people have been in the water; None: nobody has said that any are."""
    territory: str | None = None
    """None: the lead has not said; what is declared decides, else the approximate coast."""
    declared: DeclaredWaters = NOTHING_DECLARED
    sea_state: int | None = None
    wind_from_deg: float | None = None
    wind_kn: float | None = None
    water_c: float | None = None
    icing: bool = False
    ice: bool = False


@dataclass(frozen=True, slots=True)
class Hail:
    """The outcome of hailing a ship for this case; reason and instant as far as they are shown."""

    says: str
    """The word for its state: `unable`, `proceeding`, …"""
    unable: bool
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PresentWork:
    """The present work of an asset, as far as the asker may see it."""

    says: str
    """The word for its state: `underway`, `on_scene`, …"""
    here: bool
    """It is for the same case; else the asker, who leads both, may divert it."""
    left: bool
    """It has left, and comes from where it is."""
    aboard: int = 0
    """The survivors it has aboard, who are landed first."""
    uncounted_aboard: bool = False
    """Others are aboard whom nobody has counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastWork:
    """The last work of an asset that is released, recalled or home from it."""

    since: datetime
    """The beginning of that state."""
    home_at: datetime | None = None
    """Its party says that it is home since then."""
    at_base_since: datetime | None = None
    """The first position at its base after that."""
    is_told: bool = False
    """To everybody who sees the asset: it is offered or promised to them."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The word of a State that was asked for one unit's entry for its present work: it is open, is
    expected to be, or is not."""

    state: str
    from_at: datetime | None
    """None: it has refused, or has not answered in its time."""
    until_at: datetime | None = None
    end: EndSaid | None = None
    """Of one that it has granted; None: it has not, or not yet."""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A search and rescue region with its centre, as the directory has it."""

    party: str
    name: str
    """The centre's."""
    area: MultiPolygon


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The question: asker, need, scene, terms and directory, instant, and whether it is of an
    exercise."""

    asker: str
    want: Want
    scene: Scene
    setting: TermsSetting
    terms: tuple[TermPlain, ...] = ()
    directory: DirectoryFacts
    hails: Mapping[UUID, Hail] = field(default_factory=dict)
    """By ship of opportunity: its hail for this case, as far as the asker may see."""
    own_numbers: Mapping[UUID, str] = field(default_factory=dict)
    """By ship of opportunity: the own asset of the asker whose MMSI it carries."""
    vessels: tuple[SeenShip, ...] = ()
    """Vessels off the air near the scene that the asker sees and could hail."""
    engagements: Mapping[UUID, PresentWork] = field(default_factory=dict)
    """By asset: its work here, or where the asker may divert it from."""
    last_works: Mapping[UUID, LastWork] = field(default_factory=dict)
    """By asset: its last work, if it comes home from it or is home a while ago."""
    regions: tuple[Region, ...] = ()
    """Every region; asked where waters are not determined."""
    fuel_points: tuple[FuelPointPlain, ...] = ()
    """The fuel points that the asker sees."""
    exercise: bool = False
    now: datetime


@dataclass(frozen=True, slots=True)
class Where:
    """The scene of a need, and the facts about it that terms ask for."""

    scene: Scene
    setting: Setting
    datum: LatLon | None
    datum_at: datetime | None
    pob: int | None
    exercise: bool
    incident_id: UUID | None = None
