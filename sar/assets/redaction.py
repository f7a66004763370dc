"""Redacts one asset and its position for one party, by level, precision and delay."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from sar.agreements.clauses import Veil
from sar.agreements.words import AssetService, Sensor, Visibility
from sar.assets.availability import Window
from sar.assets.catalogue import AssetType, Figures, Notice, type_of
from sar.assets.holding import Held, span_s
from sar.assets.seen import Granted, PlaceFrom, SeenAsset
from sar.assets.words import FixDoubt, Readiness
from sar.geo.geodesy import displaced_cell, snap
from sar.geo.position import LatLon
from sar.time_words import to_the_minute

AT_BERTH: Final = 2
"""The precisions within which what is told at its berth lies of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRights:
    """A party's access to an asset, alike for all assets under the same grant.

    A deployment shows the position precisely and at once to those involved; `term` is the grant
    of an agreement besides.
    """

    own: bool = False
    term: Granted | None = None
    deployed: Granted | None = None

    @property
    def granted(self) -> Granted | None:
        """The grant that governs; None for one's own."""
        return None if self.own else self.deployed or self.term

    @property
    def level(self) -> Visibility:
        """The level of visibility."""
        if self.own:
            return Visibility.POSITION
        return self.granted.level if self.granted else Visibility.NONE

    def reaches(self, level: Visibility) -> bool:
        """Whether at least `level` is seen."""
        return self.level.rank >= level.rank

    @property
    def precision_nm(self) -> float:
        """The farthest that a position which is told lies from the true one; 0: exact."""
        return self.granted.precision_nm if self.granted else 0.0

    @property
    def delay_minutes(self) -> int:
        """The least age of a fix that is seen."""
        return self.granted.delay_minutes if self.granted else 0

    def held(self, type_code: str) -> Held:
        """The age at which positions of the type are told."""
        return Held(self.delay_minutes, span_s(self.precision_nm, type_code))

    @property
    def delayed(self) -> Held:
        """The same of exact positions, and of what has no speed."""
        return Held(self.delay_minutes)

    @property
    def is_veiled(self) -> bool:
        """Whether positions are coarse or delayed: then their times are cut to the minute."""
        return self.precision_nm > 0 or self.delay_minutes > 0

    @property
    def least_uncertainty_nm(self) -> float:
        """The uncertainty that coarseness alone gives to a position; twice as much at a berth."""
        return self.precision_nm


@dataclass(frozen=True, slots=True)
class AssetAccess(AccessRights):
    """The access of one party to one asset."""

    asset_id: UUID
    viewer: str


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
    @property
    def doubted_at(self) -> datetime | None: ...
    @property
    def secret(self) -> int:
        """The number that the displacement of the coarse place follows from; no view holds it."""

    @property
    def berth(self) -> LatLon | None:
        """The berth that is told instead of a coarse place near it."""


class DoubtedFix(Fixed, Protocol):
    """A row that holds a position and what is held against it."""

    @property
    def doubted_for(self) -> FixDoubt | None: ...
    @property
    def doubted_nm(self) -> float | None: ...
    @property
    def doubt(self) -> FixDoubt | None: ...
    @property
    def received_at(self) -> datetime | None: ...


class RegisteredAsset(Protocol):
    """An asset as the register has it: a row of the table, or of the fleet in memory."""

    @property
    def id(self) -> UUID: ...
    @property
    def party_code(self) -> str: ...
    @property
    def centre_id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def type_code(self) -> str: ...
    @property
    def overrides(self) -> Mapping[str, Any]: ...
    @property
    def notice_day_minutes(self) -> int | None: ...
    @property
    def notice_night_minutes(self) -> int | None: ...
    @property
    def notice_at_sea_minutes(self) -> int | None: ...
    @property
    def readiness(self) -> Readiness: ...
    @property
    def readiness_until(self) -> datetime | None: ...
    @property
    def at_sea(self) -> bool: ...
    @property
    def quantity(self) -> int: ...
    @property
    def service(self) -> AssetService | None: ...
    @property
    def armed(self) -> bool | None: ...
    @property
    def sensors(self) -> Collection[str]: ...
    @property
    def base(self) -> LatLon | None: ...
    @property
    def base_name(self) -> str: ...
    @property
    def base_shared(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ShownFix:
    """A fix, redacted for one party."""

    at: datetime
    place: LatLon
    precision_nm: float
    uncertainty_nm: float
    doubted_at: datetime | None = None
    """Only with an exact position: the instant of a later one that is not believed."""


def notice_of(asset: RegisteredAsset, asset_type: AssetType) -> Notice:
    """The asset's own notice where it has one, else its type's."""
    given = (asset.notice_day_minutes, asset.notice_night_minutes, asset.notice_at_sea_minutes)
    return notice_by(given, asset_type)


def notice_by(given: tuple[int | None, int | None, int | None], asset_type: AssetType) -> Notice:
    """The minutes given by day, by night and at sea; the type's for each that is not given."""
    usual = asset_type.notice
    if given == (None, None, None):
        return usual
    kept = (usual.day_minutes, usual.night_minutes, usual.at_sea_minutes)
    return Notice(*(k if g is None else g for g, k in zip(given, kept, strict=True)))


def figures_of(overrides: Mapping[str, Any], asset_type: AssetType) -> Figures:
    """The type's figures with those in which the asset differs."""
    return replace(asset_type.figures, **overrides) if overrides else asset_type.figures


def shown_fix(fix: Fixed, access: AccessRights) -> ShownFix:
    """The fix as the access allows; it must be as old as the access asks (`AccessRights.held`)."""
    precision_nm = access.precision_nm
    place = displaced_cell(fix.point, precision_nm, fix.secret, fix.berth)
    least_nm = access.least_uncertainty_nm * (AT_BERTH if place == fix.berth else 1)
    return ShownFix(
        at=to_the_minute(fix.at) if access.is_veiled else fix.at,
        place=place,
        precision_nm=precision_nm,
        uncertainty_nm=max(fix.uncertainty_nm, least_nm),
        doubted_at=None if access.is_veiled else fix.doubted_at,
    )


def told_place(fix: Fixed | None, base: LatLon | None, veil: Veil) -> LatLon | None:
    """The place that is disclosed so, of a fix that is old enough, else of the base."""
    _, precision_nm = veil
    if fix is not None:
        return displaced_cell(fix.point, precision_nm, fix.secret, fix.berth)
    return None if base is None else snap(base, precision_nm)


def seen_of(
    asset: RegisteredAsset,
    access: AccessRights,
    windows: Sequence[Window],
    fix: ShownFix | None,
) -> SeenAsset:
    """The asset as matching may know it, committed by `windows`; `fix` as the access allows, None
    without one."""
    asset_type = type_of(asset.type_code)
    knows_readiness = access.reaches(Visibility.READINESS)
    base = asset.base if access.own or asset.base_shared else None
    place_from = PlaceFrom.FIX if fix else PlaceFrom.BASE if base else None
    return SeenAsset(
        id=asset.id,
        party=asset.party_code,
        centre_id=asset.centre_id,
        name=asset.name,
        type=asset_type,
        own=access.own,
        level=access.level,
        granted=access.granted,
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
        doubted_at=fix.doubted_at if fix else None,
        precision_nm=fix.precision_nm if fix else 0.0,
        uncertainty_nm=fix.uncertainty_nm if fix else None,
        base=base,
        base_name=asset.base_name if access.own or asset.base_shared else "",
        service=asset.service if knows_readiness else None,
        armed=asset.armed if knows_readiness else None,
        sensors=frozenset(map(Sensor, asset.sensors)) if knows_readiness else None,
    )
