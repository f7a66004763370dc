"""The opening of a story, through the public API: agreements and registers."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sar.geo.position import LatLon
from sar.parties.roles import Role
from sar.scenarios.desks import Desk
from sar.scenarios.names import point_of
from sar.scenarios.scenario_file import AgreementData, AssetData, Scenario, ShipData

SOURCE: Final = "exercise player"


@dataclass(frozen=True, slots=True)
class Opened:
    """The amounts that there are now."""

    agreements: int
    assets: int
    ships: int


async def open_world(scenario: Scenario, desks: Mapping[str, Desk]) -> Opened:
    """Sign the agreements, register the assets, report the ships; safe to repeat."""
    for agreement in scenario.agreements:
        await _agree(scenario, agreement, desks)
    await asyncio.gather(
        *(_register(scenario, desks[party], assets) for party, assets in scenario.assets.items())
    )
    for ship in scenario.ships:
        await _report(scenario, desks[ship.reported_by], ship)
    assets = sum(len(assets) for assets in scenario.assets.values())
    return Opened(len(scenario.agreements), assets, len(scenario.ships))


async def _agree(scenario: Scenario, agreement: AgreementData, desks: Mapping[str, Desk]) -> None:
    """One party drafts and proposes; then each signs, unless it has."""
    id_ = scenario.id_of("agreement", agreement.reference)
    body = {
        "id": str(id_),
        "reference": agreement.reference,
        "title": agreement.title,
        "parties": agreement.parties,
        "draft": agreement.draft,
    }
    address = f"/api/agreements/{id_}"
    by = desks[agreement.by][Role.NEGOTIATOR]
    await by.post("/api/agreements", body)
    await by.post(f"{address}/propose", idempotency_key=f"propose {agreement.reference}")
    for party in agreement.parties:
        key = f"sign {agreement.reference}"
        signer = desks[party][Role.NEGOTIATOR]
        await signer.post(f"{address}/sign", {"version": 1}, idempotency_key=key)


async def _register(scenario: Scenario, desk: Desk, assets: list[AssetData]) -> None:
    registrar = desk[Role.REGISTRAR]
    for asset in assets:
        id_ = str(scenario.id_of("asset", asset.name))
        await registrar.post("/api/assets", _asset_body(scenario, asset, id_))
        if asset.at_sea is not None:
            fix = fix_of(asset.at_sea, scenario.opens_at)
            await registrar.post(f"/api/assets/{id_}/fixes", fix)


def _asset_body(scenario: Scenario, asset: AssetData, id_: str) -> dict[str, Any]:
    """The body in the API's words, without the fields that the scenario leaves out."""
    said = asset.model_dump(
        mode="json",
        exclude_unset=True,
        exclude={"base", "centre", "at_sea", "patrol", "speed_kn"},
    )
    if asset.centre is not None:
        said["centre_id"] = str(scenario.id_of("centre", asset.centre))
    return {
        **said,
        "id": id_,
        "base_name": asset.base,
        "base": point_of(scenario.places[asset.base]),
        "at_sea": asset.at_sea is not None,
        "verified_at": scenario.opens_at.isoformat(),
    }


async def _report(scenario: Scenario, desk: Desk, ship: ShipData) -> None:
    body = {
        "id": str(scenario.id_of("ship", ship.name)),
        "name": ship.name,
        "type": ship.type,
        "callsign": ship.callsign,
        "flag": ship.flag,
        **fix_of(ship.at_sea, scenario.opens_at),
    }
    await desk[Role.WATCH_OFFICER].post("/api/ships", body)


def fix_of(
    point: LatLon, at: datetime, *, course_deg: float | None = None, speed_kn: float | None = None
) -> dict[str, Any]:
    """A position as the API takes it."""
    return {
        "at": at.isoformat(),
        "point": point_of(point),
        "course_deg": course_deg,
        "speed_kn": speed_kn,
        "source": SOURCE,
    }
