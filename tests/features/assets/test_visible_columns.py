"""Every asset by column is what each asset is by itself, at every level of visibility."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.agreements.words import Visibility
from sar.assets import visible
from sar.assets.column_presenting import rows_of
from sar.assets.models import Asset, Commitment, Fix, SharedPosition, TrackPoint, window
from sar.assets.views import AssetView, KnownPositionView, ShipView
from sar.assets.visible_columns import visible_columns
from sar.assets.visible_positions import ship_positions
from sar.assets.words import FixDoubt, Readiness
from sar.client.tables import rows_of as read
from sar.geo.position import LatLon
from sar.live.tables import table_of
from sar.wire import canonical_bytes
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import PARTIES, helicopter, registered
from tests.world import START, World, box

pytestmark = pytest.mark.anyio

BY_TYPE: dict[str, dict[str, Any]] = {
    "H1": {"visibility": "existence"},
    "H2": {"visibility": "readiness"},
    "S9": {"visibility": "position"},
    "S1": {"visibility": "position", "position_precision_nm": 12},
    "U1": {"visibility": "position", "position_delay_minutes": 30},
    "E1": {"visibility": "position", "position_precision_nm": 40, "position_delay_minutes": 5},
    "H4": {"visibility": "position", "zone": box(10, 33, 14, 37), "zone_name": "Strait"},
    "E3": {"visibility": "none"},
}
"""The grants of Italy to Malta, and of Malta to Italy, by type."""

OVERRIDES: list[dict[str, float]] = [{}, {"response_kn": 150}, {"range_nm": 220.5}]


def some_asset(draw: Random, world: World) -> Asset:
    owner = draw.choice(("ITA", "ITA", "MLT", "TUN"))
    place = draw.choice((None, LatLon(draw.uniform(32, 38), draw.uniform(9, 15))))
    return Asset(
        id=uuid7(),
        party_code=owner,
        centre_id=world.centres[owner],
        type_code=draw.choice(list(BY_TYPE)),
        name=f"Unit {draw.randrange(10**6)}",
        callsign=draw.choice((None, "RESCUE")),
        base=place,
        base_name=draw.choice(("", "Luqa")),
        base_shared=draw.random() < 0.6,
        at_sea=draw.random() < 0.5,
        readiness=draw.choice(list(Readiness)),
        readiness_reason=draw.choice(("", "One winch.")),
        readiness_until=draw.choice((None, START + timedelta(hours=3, microseconds=5))),
        notice_day_minutes=draw.choice((None, 20)),
        notice_at_sea_minutes=draw.choice((None, 0)),
        overrides=draw.choice(OVERRIDES),
        note=draw.choice(("", "secret")),
        verified_at=draw.choice((None, START)),
        created_at=START,
        updated_at=START + timedelta(seconds=draw.randrange(9)),
        retired_at=START if draw.random() < 0.05 else None,
        version=draw.randrange(1, 9),
    )


def track(draw: Random, asset: Asset) -> Iterable[TrackPoint]:
    """Newest first; none for some."""
    minutes = sorted(draw.sample(range(90), draw.choice((0, 1, 4))))
    for ago in minutes:
        yield TrackPoint(
            asset_id=asset.id,
            at=START - timedelta(minutes=ago, seconds=draw.choice((0, 7.25))),
            point=LatLon(draw.uniform(32, 38), draw.uniform(9, 15)),
            course_deg=draw.choice((None, 0.0, 271.5)),
            speed_kn=draw.choice((None, 12.5)),
            uncertainty_nm=draw.choice((0.0, 0.1, 50.0)),
            source=draw.choice(("", "AIS")),
            implausible=draw.random() < 0.2,
            doubt=draw.choice((None, None, FixDoubt.FROZEN, FixDoubt.TWO_TRACKS)),
            received_at=draw.choice((None, START)),
        )


def latest(newest: TrackPoint) -> Fix:
    row = newest.model_dump(exclude={"sequence"}) | {"point": newest.point}
    return Fix(**row, mark=1, doubted_for=FixDoubt.TELEPORT, doubted_nm=140.0)


async def filled(db: AsyncSession, draw: Random, world: World) -> list[Asset]:
    """A register of all sorts, some deployed, some at work."""
    assets = [some_asset(draw, world) for _ in range(150)]
    db.add_all(assets)
    await db.flush()
    for asset in assets:
        points = list(track(draw, asset))
        db.add_all([*points, *map(latest, points[:1])])
        if draw.random() < 0.2:
            until = draw.choice((None, START + timedelta(hours=2)))
            bound = window(START - timedelta(hours=1), until)
            db.add(Commitment(asset_id=asset.id, deployment_id=uuid7(), single=True, during=bound))
        if asset.retired_at is None:
            db.add_all(
                SharedPosition(
                    asset_id=asset.id, incident_id=uuid7(), party_code=party, since=START
                )
                for party in draw.choices(PARTIES, k=draw.choice((0, 0, 0, 1, 3)))
            )
    await db.commit()
    return assets


def plain(views: Iterable[KnownPositionView]) -> list[dict[str, Any]]:
    return [view.plain() for view in views]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
async def test_every_party_sees_by_column_what_it_sees_of_each(
    client_of: ClientOf, db: AsyncSession, world: World, seed: int
) -> None:
    for grantor in ("ITA", "MLT"):
        terms = [
            term(f"Art. {n}", grantor=grantor, types=[code], **shown)
            for n, (code, shown) in enumerate(BY_TYPE.items(), 1)
        ]
        await concluded(client_of, agreement(*terms, reference=f"BY-{grantor}"))
    ship: dict[str, Any] = {
        "id": str(uuid7()),
        "name": "MV Exercise Star",
        "type": "M4",
        "mmsi": "636000001",
    }
    ship |= {"at": START.isoformat(), "point": {"type": "Point", "coordinates": [12.7, 34.1]}}
    assert (await client_of("ITA", "watch_officer").post("/api/ships", json=ship)).is_success
    assets = await filled(db, Random(seed), world)
    single = await visible.views(db, [asset.id for asset in assets], now=START)
    levels = set()
    for party in PARTIES:
        found = await visible_columns(db, party, now=START)
        views = {id_: view for (_, id_), view in single.get(party, {}).items()}
        afloat = await ship_positions(db)
        ships = list((await visible.ship_views(db, [UUID(ship["id"])]))[party].values())
        shown = await visible.positions(db, party, now=START)
        expected = {
            "asset": [views[id_] for id_ in sorted(views)],
            "ship": ships,
            "positions": plain(sorted(shown, key=lambda one: one.id)) + plain(afloat),
        }
        for name, columns in found._asdict().items():
            assert orjson.loads(canonical_bytes(rows_of(columns))) == expected[name], party
            assert read(orjson.loads(canonical_bytes(table_of(columns)))) == expected[name], party
        levels |= {(view["level"], view["own"]) for view in expected["asset"]}
    assert levels >= {(level, False) for level in Visibility if level is not Visibility.NONE}
    assert ("position", True) in levels


async def test_who_sees_nothing_has_empty_tables(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    await registered(client_of, "ITA", helicopter())
    found = await visible_columns(db, "TUN", now=START)
    views = (AssetView.model_fields, ShipView.model_fields, KnownPositionView.model_fields)
    for columns, fields in zip(found, views, strict=True):
        assert columns == {name: [] for name in fields}
        assert read(orjson.loads(canonical_bytes(table_of(columns)))) == rows_of(columns) == []
