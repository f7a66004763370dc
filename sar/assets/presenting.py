"""Serialises one asset for one party: its view and its position."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sar.agreements.words import Visibility
from sar.assets.availability import Window
from sar.assets.catalogue import Notice, type_of
from sar.assets.fix_rows import RowOutcome
from sar.assets.fix_trust import trust_of
from sar.assets.models import Asset, Ship, ShipSighting
from sar.assets.redaction import AssetAccess, DoubtedFix, ShownFix, notice_of, shown_fix
from sar.assets.seen import Granted, SeenShip, ShipDoubt, Sighting
from sar.assets.views import (
    AssetBoundView,
    AssetView,
    GrantedByView,
    KnownPositionView,
    NoticeView,
    RowOutcomeView,
    ShipDoubtView,
    ShipView,
)
from sar.geo.geojson import Point


@dataclass(frozen=True, slots=True)
class OpenCommitment:
    """An open commitment, as the database holds it."""

    window: Window
    deployment_id: UUID


def shown_by(view: KnownPositionView | None) -> ShownFix | None:
    """The fix as a view gives it."""
    if view is None:
        return None
    place = view.point.to_latlon()
    return ShownFix(view.at, place, view.precision_nm, view.uncertainty_nm, view.doubted_at)


def view_of(asset: Asset, access: AssetAccess, bindings: Sequence[OpenCommitment]) -> AssetView:
    """The asset's view, holding no more than the access allows; positions are not in it."""
    base_shown = access.own or asset.base_shared
    seen: dict[str, Any] = {
        "id": asset.id,
        "party": asset.party_code,
        "centre_id": asset.centre_id,
        "kind": asset.kind,
        "type": asset.type_code,
        "name": asset.name,
        "level": access.level,
        "own": access.own,
        "granted_by": granted_view(access.granted),
        "base_name": asset.base_name if base_shown else None,
        "base": Point.of(asset.base) if base_shown and asset.base else None,
    }
    if access.reaches(Visibility.READINESS):
        seen |= _readiness(asset, bindings, own=access.own)
    if access.own:
        seen |= {name: getattr(asset, name) for name in FOR_OWN_PARTY}
    return AssetView(**seen)


FOR_OWN_PARTY: Final = (
    "version", "readiness_reason", "base_shared", "mmsi", "imo", "icao24", "callsign",
    "tracker_id",
    "notice_day_minutes", "notice_night_minutes", "notice_at_sea_minutes",
    "note", "verified_at", "created_at", "updated_at", "retired_at",
)  # fmt: skip
"""The fields of a view that only the asset's own party reads."""


@lru_cache(maxsize=4_096)
def granted_view(granted: Granted | None) -> GrantedByView | None:
    """The grant as the API says it."""
    if granted is None:
        return None
    return GrantedByView(
        agreement=granted.agreement,
        version=granted.version,
        article=granted.article,
        term_id=granted.term_id,
        incident_id=granted.incident_id,
    )


def _readiness(asset: Asset, bindings: Sequence[OpenCommitment], *, own: bool) -> dict[str, Any]:
    notice = notice_of(asset, type_of(asset.type_code))
    return {
        "readiness": asset.readiness,
        "readiness_until": asset.readiness_until,
        "at_sea": asset.at_sea,
        "notice": notice_view(notice),
        "overrides": asset.overrides,
        "quantity": asset.quantity,
        "service": asset.service,
        "armed": asset.armed,
        "sensors": asset.sensors,
        "bound": [bound_view(binding, own=own) for binding in bindings],
    }


def bound_view(binding: OpenCommitment, *, own: bool) -> AssetBoundView:
    """The commitment as the API says it; to its own party with the deployment."""
    return AssetBoundView(
        from_at=binding.window.from_at,
        until_at=binding.window.until_at,
        quantity=binding.window.quantity,
        deployment_id=binding.deployment_id if own else None,
    )


@lru_cache(maxsize=4_096)
def notice_view(notice: Notice) -> NoticeView:
    """The notice as the API says it."""
    return NoticeView.of_row(notice)


def position_of(fix: DoubtedFix, access: AssetAccess) -> KnownPositionView:
    """As `shown_fix`, with all its details."""
    shown = shown_fix(fix, access)
    snapped = shown.precision_nm > 0
    told = not access.is_veiled
    return KnownPositionView(
        thing="asset",
        id=access.asset_id,
        at=shown.at,
        point=Point.of(shown.place),
        course_deg=None if snapped else fix.course_deg,
        speed_kn=None if snapped else fix.speed_kn,
        uncertainty_nm=shown.uncertainty_nm,
        precision_nm=shown.precision_nm,
        delay_minutes=access.delay_minutes,
        source="" if snapped else fix.source,
        delivered_by=None,
        implausible=fix.implausible,
        doubted_at=shown.doubted_at,
        doubted_for=fix.doubted_for if told else None,
        doubted_nm=fix.doubted_nm if told else None,
        trust=trust_of(fix.doubt, implausible=fix.implausible) if told else None,
        doubt=fix.doubt if told else None,
        received_at=fix.received_at if told else None,
    )


_UNTOLD_OF_SHIPS: Final = dict.fromkeys(
    ("doubted_for", "doubted_nm", "trust", "doubt", "received_at")
)


def ship_view(ship: Ship) -> ShipView:
    """A ship of opportunity, alike for every joined party."""
    doubts = [ShipDoubtView(**doubt) for doubt in ship.doubts]
    kind = type_of(ship.type_code).kind
    return ShipView.of_row(ship, kind=kind, type=ship.type_code, doubts=doubts)


def sighting_view(told: ShipSighting, *, implausible: bool) -> KnownPositionView:
    """The ship's place by another word than the one that shows; `implausible` beside that one."""
    return KnownPositionView.of_row(
        told,
        thing="ship",
        id=told.ship_id,
        point=Point.of(told.point),
        precision_nm=0.0,
        delay_minutes=0,
        implausible=implausible,
        **_UNTOLD_OF_SHIPS,
    )


def ship_position(ship: Ship) -> KnownPositionView:
    """The ship's last position, as every joined party may know it."""
    return KnownPositionView.of_row(
        ship,
        thing="ship",
        point=Point.of(ship.point),
        precision_nm=0.0,
        delay_minutes=0,
        **_UNTOLD_OF_SHIPS,
    )


def seen_sighting(told: ShipSighting) -> Sighting:
    """A party's word on a ship, as matching reads it."""
    return Sighting(
        party=told.delivered_by,
        at=told.at,
        place=told.point,
        course_deg=told.course_deg,
        speed_kn=told.speed_kn,
        uncertainty_nm=told.uncertainty_nm,
        doubted_at=told.doubted_at,
    )


def seen_ship(ship: Ship, sightings: Iterable[ShipSighting] = ()) -> SeenShip:
    """The ship as matching reads it."""
    ship_type = type_of(ship.type_code)
    return SeenShip(
        id=ship.id,
        name=ship.name,
        type=ship_type,
        figures=ship_type.figures,
        place=ship.point,
        place_at=ship.at,
        uncertainty_nm=ship.uncertainty_nm,
        doubted_at=ship.doubted_at,
        reported_by=ship.reported_by,
        told_by=ship.delivered_by,
        sightings=tuple(map(seen_sighting, sightings)),
        doubts=tuple(ShipDoubt(**doubt) for doubt in ship.doubts),
        course_deg=ship.course_deg,
        speed_kn=ship.speed_kn,
        callsign=ship.callsign,
        flag=ship.flag,
    )


def row_outcome(one: RowOutcome) -> RowOutcomeView:
    """As it is answered."""
    fault = one.fault
    return RowOutcomeView(
        row=one.row,
        outcome=one.outcome,
        asset_id=one.asset_id,
        field=fault.field if fault else None,
        code=fault.code if fault else None,
        reason=str(fault.reason) if fault else None,
    )
