"""What one party sees of one asset: its view, its position, what matching may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Literal, Protocol, Self
from uuid import UUID

from sar.agreements.words import Visibility
from sar.assets.availability import Window
from sar.assets.catalogue import AssetType, Figures, Notice, type_of
from sar.assets.fleet.columns import Standing
from sar.assets.models import Asset, Ship
from sar.assets.schemas import (
    AssetView,
    BoundView,
    GrantedByView,
    NoticeView,
    PositionView,
    ShipView,
)
from sar.assets.seen import Granted, PlaceFrom, SeenAsset, SeenShip
from sar.geo.geodesy import snap
from sar.geo.geojson import Point
from sar.geo.position import LatLon

_HALF_DIAGONAL: Final = 0.7072
"""Of a square cell of side 1: how far the truth may lie from the cell's centre."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How one party may look at one asset.

    A deployment shows the position precisely and at once to those involved; `term` is what an
    agreement gives besides.
    """

    asset_id: UUID
    viewer: str
    own: bool = False
    term: Granted | None = None
    deployed: Granted | None = None

    @property
    def granted(self) -> Granted | None:
        """What governs; None for one's own."""
        return None if self.own else self.deployed or self.term

    @property
    def level(self) -> Visibility:
        """How much is seen."""
        if self.own:
            return Visibility.POSITION
        return self.granted.level if self.granted else Visibility.NONE

    def reaches(self, level: Visibility) -> bool:
        """Whether at least `level` is seen."""
        return self.level.rank >= level.rank

    @property
    def precision_nm(self) -> float:
        """The side of the cells that positions are snapped to; 0: not at all."""
        return self.granted.precision_nm if self.granted else 0.0

    @property
    def delay_minutes(self) -> int:
        """How old a fix must be at least to be seen."""
        return self.granted.delay_minutes if self.granted else 0


@dataclass(frozen=True, slots=True)
class Binding:
    """An open commitment, as the database holds it."""

    window: Window
    deployment_id: UUID


class Fixed(Protocol):
    """A row that holds a position."""

    @property
    def at(self) -> datetime: ...
    @property
    def point(self) -> LatLon: ...
    @property
    def course_deg(self) -> float | None: ...
    @property
    def speed_kn(self) -> float | None: ...
    @property
    def uncertainty_nm(self) -> float: ...
    @property
    def source(self) -> str: ...
    @property
    def implausible(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ShownFix:
    """What one party may know of a fix."""

    at: datetime
    place: LatLon
    precision_nm: float
    uncertainty_nm: float

    @classmethod
    def told(cls, view: PositionView | None) -> Self | None:
        """As a view tells it."""
        if view is None:
            return None
        return cls(view.at, view.point.to_latlon(), view.precision_nm, view.uncertainty_nm)


def notice_of(asset: Asset | Standing, asset_type: AssetType) -> Notice:
    """The asset's own notice where it has one, else its type's."""
    given = (asset.notice_day_minutes, asset.notice_night_minutes, asset.notice_at_sea_minutes)
    usual = asset_type.notice
    if given == (None, None, None):
        return usual
    kept = (usual.day_minutes, usual.night_minutes, usual.at_sea_minutes)
    return Notice(*(k if g is None else g for g, k in zip(given, kept, strict=True)))


def figures_of(overrides: Mapping[str, Any], asset_type: AssetType) -> Figures:
    """The type's figures with those in which the asset differs."""
    return replace(asset_type.figures, **overrides) if overrides else asset_type.figures


def view_of(asset: Asset, sight: Sight, bindings: Sequence[Binding]) -> AssetView:
    """The asset's view, holding no more than the sight allows; positions are not in it."""
    base_shown = sight.own or asset.base_shared
    seen: dict[str, Any] = {
        "id": asset.id,
        "party": asset.party_code,
        "centre_id": asset.centre_id,
        "kind": asset.kind,
        "type": asset.type_code,
        "name": asset.name,
        "level": sight.level,
        "own": sight.own,
        "granted_by": _granted_by(sight.granted),
        "base_name": asset.base_name if base_shown else None,
        "base": Point.of(asset.base) if base_shown and asset.base else None,
    }
    if sight.reaches(Visibility.READINESS):
        seen |= _readiness(asset, bindings, own=sight.own)
    if sight.own:
        seen |= {name: getattr(asset, name) for name in _OWN}
    return AssetView(**seen)


_OWN: Final = (
    "version", "readiness_reason", "base_shared", "mmsi", "imo", "icao24", "callsign",
    "notice_day_minutes", "notice_night_minutes", "notice_at_sea_minutes", "note", "verified_at",
    "created_at", "updated_at", "retired_at",
)  # fmt: skip


@lru_cache(maxsize=4_096)
def _granted_by(granted: Granted | None) -> GrantedByView | None:
    if granted is None:
        return None
    return GrantedByView(
        agreement=granted.agreement,
        version=granted.version,
        article=granted.article,
        term_id=granted.term_id,
        incident_id=granted.incident_id,
    )


def _readiness(asset: Asset, bindings: Sequence[Binding], *, own: bool) -> dict[str, Any]:
    notice = notice_of(asset, type_of(asset.type_code))
    return {
        "readiness": asset.readiness,
        "readiness_until": asset.readiness_until,
        "at_sea": asset.at_sea,
        "notice": notice_view(notice),
        "overrides": asset.overrides,
        "quantity": asset.quantity,
        "bound": [
            BoundView(
                from_at=binding.window.from_at,
                until_at=binding.window.until_at,
                quantity=binding.window.quantity,
                deployment_id=binding.deployment_id if own else None,
            )
            for binding in bindings
        ],
    }


@lru_cache(maxsize=4_096)
def notice_view(notice: Notice) -> NoticeView:
    """The notice as the API says it."""
    return NoticeView(**{f.name: getattr(notice, f.name) for f in fields(Notice)})


def shown_fix(fix: Fixed, sight: Sight) -> ShownFix:
    """The fix as the sight allows; the fix must be as old as the sight asks."""
    precision_nm = sight.precision_nm
    veiled = precision_nm > 0 or sight.delay_minutes > 0
    return ShownFix(
        at=fix.at.replace(second=0, microsecond=0) if veiled else fix.at,
        place=snap(fix.point, precision_nm),
        precision_nm=precision_nm,
        uncertainty_nm=max(fix.uncertainty_nm, precision_nm * _HALF_DIAGONAL),
    )


def position_of(fix: Fixed, sight: Sight) -> PositionView:
    """As `shown_fix`, with all that is told of it."""
    shown = shown_fix(fix, sight)
    snapped = shown.precision_nm > 0
    return PositionView(
        thing="asset",
        id=sight.asset_id,
        at=shown.at,
        point=Point.of(shown.place),
        course_deg=None if snapped else fix.course_deg,
        speed_kn=None if snapped else fix.speed_kn,
        uncertainty_nm=shown.uncertainty_nm,
        precision_nm=shown.precision_nm,
        delay_minutes=sight.delay_minutes,
        source="" if snapped else fix.source,
        delivered_by=None,
        implausible=fix.implausible,
    )


def seen_of(
    asset: Asset | Standing,
    sight: Sight,
    windows: Sequence[Window],
    fix: ShownFix | None,
) -> SeenAsset:
    """What matching may know of the asset, which `windows` bind; `fix` as the sight allows, None
    without one."""
    asset_type = type_of(asset.type_code)
    knows_readiness = sight.reaches(Visibility.READINESS)
    base = asset.base if sight.own or asset.base_shared else None
    place_from = PlaceFrom.FIX if fix else PlaceFrom.BASE if base else None
    return SeenAsset(
        id=asset.id,
        party=asset.party_code,
        centre_id=asset.centre_id,
        name=asset.name,
        type=asset_type,
        own=sight.own,
        level=sight.level,
        granted=sight.granted,
        figures=figures_of(asset.overrides if knows_readiness else {}, asset_type),
        notice=notice_of(asset, asset_type) if knows_readiness else asset_type.notice,
        readiness=asset.readiness if knows_readiness else None,
        readiness_until=asset.readiness_until if knows_readiness else None,
        at_sea=asset.at_sea if knows_readiness else None,
        quantity=asset.quantity if knows_readiness else None,
        bound=tuple(windows) if knows_readiness else None,
        place=fix.place if fix else base,
        place_from=place_from,
        place_at=fix.at if fix else None,
        precision_nm=fix.precision_nm if fix else 0.0,
        uncertainty_nm=fix.uncertainty_nm if fix else None,
        base=base,
        base_name=asset.base_name if sight.own or asset.base_shared else "",
    )


def ship_view(ship: Ship) -> ShipView:
    """A ship of opportunity, alike for every joined party."""
    return ShipView(
        id=ship.id,
        name=ship.name,
        kind=type_of(ship.type_code).kind,
        type=ship.type_code,
        mmsi=ship.mmsi,
        imo=ship.imo,
        callsign=ship.callsign,
        reported_by=ship.reported_by,
        version=ship.version,
    )


def ship_position(ship: Ship) -> PositionView:
    """Where the ship was last."""
    thing: Literal["ship"] = "ship"
    return PositionView(
        thing=thing,
        id=ship.id,
        at=ship.at,
        point=Point.of(ship.point),
        course_deg=ship.course_deg,
        speed_kn=ship.speed_kn,
        uncertainty_nm=ship.uncertainty_nm,
        precision_nm=0.0,
        delay_minutes=0,
        source=ship.source,
        delivered_by=ship.delivered_by,
        implausible=ship.implausible,
    )


def seen_ship(ship: Ship) -> SeenShip:
    """What matching knows of a ship."""
    return SeenShip(
        id=ship.id,
        name=ship.name,
        type=type_of(ship.type_code),
        place=ship.point,
        place_at=ship.at,
        uncertainty_nm=ship.uncertainty_nm,
        course_deg=ship.course_deg,
        speed_kn=ship.speed_kn,
        callsign=ship.callsign,
    )
