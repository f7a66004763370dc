"""The preview of another party's view of one's own: now, and under a version that is tried."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar.agreements.clauses import AssetFacts, Veil
from sar.agreements.models import Occasion
from sar.agreements.preview import OwnAsset
from sar.agreements.words import Kind, Phase, Situation
from sar.assets.catalogue import type_of
from sar.assets.models import Asset, Fix
from sar.geo.position import LatLon
from tests.clients import ClientOf
from tests.given.agreements import (
    act,
    agreement,
    concluded,
    drafted,
    proposed,
    replaced,
    term,
    text,
)
from tests.given.assets import helicopter
from tests.given.assets import registered as registered_asset
from tests.world import START, World, box

pytestmark = pytest.mark.anyio

HELICOPTER, PATROL = "Rescue helicopter", "Patrol ship"


async def registered(
    db: AsyncSession, party: str, *, veils: Collection[Veil], now: datetime
) -> Sequence[OwnAsset]:
    """A door to the party's own assets, straight from the tables."""
    rows = await db.execute(
        select(Asset, func.coalesce(col(Fix.point), col(Asset.base)))
        .outerjoin(Fix, col(Fix.asset_id) == col(Asset.id))
        .where(col(Asset.party_code) == party)
        .order_by(col(Asset.name))
    )
    return [
        OwnAsset(
            asset.id,
            asset.name,
            AssetFacts(asset.narrow, asset.type_code, place),
            type_of(asset.type_code).figures.max_kn,
        )
        for asset, place in rows
    ]


@pytest.fixture(autouse=True)
def door(application: FastAPI) -> Iterator[None]:
    if hasattr(application.state, "own_assets"):
        yield
        return
    application.state.own_assets = registered
    yield
    del application.state.own_assets


@pytest.fixture(autouse=True)
async def assets(db: AsyncSession, world: World) -> dict[str, UUID]:
    """Two of Malta's: a helicopter at Luqa and a patrol ship off Lampedusa."""
    made = {
        HELICOPTER: Asset(
            party_code="MLT",
            centre_id=world.centres["MLT"],
            kind=Kind.AIRCRAFT,
            type_code="H1",
            name=HELICOPTER,
            base=LatLon(35.86, 14.48),
            created_at=START,
            updated_at=START,
        ),
        PATROL: Asset(
            party_code="MLT",
            centre_id=world.centres["MLT"],
            kind=Kind.VESSEL,
            type_code="S9",
            name=PATROL,
            base=LatLon(35.9, 14.5),
            created_at=START,
            updated_at=START,
        ),
    }
    db.add_all(made.values())
    await db.flush()
    db.add(Fix(asset_id=made[PATROL].id, at=START, point=LatLon(35.2, 12.6), mark=1))
    await db.commit()
    return {name: asset.id for name, asset in made.items()}


async def preview(client_of: ClientOf, viewer: str = "ITA", **query: str) -> dict[str, Any]:
    answer = await client_of("MLT", "observer").get(
        "/api/agreements/preview", params={"viewer": viewer, **query}
    )
    assert answer.status_code == 200, answer.text
    return {row["name"]: row for row in answer.json()["assets"]}


def levels(rows: dict[str, Any], when: str = "now") -> dict[str, str]:
    return {name: row[when]["level"] for name, row in rows.items()}


@pytest.mark.long
async def test_without_an_agreement_nothing_is_seen(client_of: ClientOf) -> None:
    rows = await preview(client_of)
    assert levels(rows) == {HELICOPTER: "none", PATROL: "none"}
    assert rows[PATROL]["now"]["source"] == "No term shares it"
    assert rows[PATROL]["tried"] is None


@pytest.mark.long
async def test_it_names_the_article_that_wins_and_those_that_lose(client_of: ClientOf) -> None:
    await concluded(
        client_of,
        agreement(
            term("Art. 3", grantor="MLT", visibility="existence"),
            term("Art. 4", kinds=["vessel"], visibility="position", position_precision_nm=5),
        ),
    )
    rows = await preview(client_of)
    assert levels(rows) == {HELICOPTER: "existence", PATROL: "position"}
    seen = rows[PATROL]["now"]
    assert (seen["precision_nm"], seen["delay_minutes"]) == (5, 0)
    assert seen["source"] == "Art. 4 of TEST-1, version 1"
    assert [loser["article"] for loser in seen["losers"]] == ["Art. 3"]


@pytest.mark.long
async def test_a_clause_on_helicopters_shows_helicopters_alone(client_of: ClientOf) -> None:
    shown = term("Art. 4", kinds=["helicopter"], visibility="position")
    await concluded(client_of, agreement(shown))
    rows = await preview(client_of)
    assert levels(rows) == {HELICOPTER: "position", PATROL: "none"}
    assert rows[HELICOPTER]["kind"] == "aircraft"
    aeroplane = helicopter(type="F2", name="Manta")
    await registered_asset(client_of, "MLT", aeroplane)
    seen = await client_of("ITA", "observer").get("/api/assets", params={"party": "MLT"})
    assert [one["name"] for one in seen.json()["items"]] == [HELICOPTER]


async def test_a_zone_asks_where_the_asset_is(client_of: ClientOf) -> None:
    off_lampedusa = term(visibility="position", zone=box(12, 35, 13, 36), zone_name="Strait")
    await concluded(client_of, agreement(off_lampedusa))
    assert levels(await preview(client_of)) == {HELICOPTER: "none", PATROL: "position"}


@pytest.mark.long
async def test_a_draft_is_tried_before_it_is_shown_to_anybody(client_of: ClientOf) -> None:
    id_ = await concluded(client_of, agreement(term(visibility="existence")))
    view = await act(
        client_of, "MLT", id_, "versions", **text(term("Art. 9", visibility="position"))
    )
    version_id = view["versions"][0]["id"]
    rows = await preview(client_of, version_id=version_id)
    assert levels(rows) == {HELICOPTER: "existence", PATROL: "existence"}
    assert levels(rows, "tried") == {HELICOPTER: "position", PATROL: "position"}
    assert rows[PATROL]["tried"]["winner"]["article"] == "Art. 9"
    stranger = await client_of("ITA", "observer").get(
        "/api/agreements/preview", params={"viewer": "MLT", "version_id": version_id}
    )
    assert stranger.status_code == 404


@pytest.mark.long
async def test_a_version_is_tried_at_the_time_from_which_it_is_to_hold(
    client_of: ClientOf,
) -> None:
    body = agreement(
        term("Art. 1", visibility="position", valid_from="2027-06-01T00:00:00Z"),
        parties=["MLT", "ITA"],
        valid_from="2027-06-01T00:00:00Z",
    )
    await proposed(client_of, body)
    view = (await client_of("MLT", "observer").get("/api/agreements")).json()["items"][0]
    rows = await preview(client_of, version_id=view["versions"][0]["id"])
    assert levels(rows) == {HELICOPTER: "none", PATROL: "none"}
    assert levels(rows, "tried") == {HELICOPTER: "position", PATROL: "position"}


async def test_the_viewers_real_incidents_are_not_betrayed(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(
        client_of, agreement(term("Art. 5", visibility="position", phases=["distress"]))
    )
    db.add(
        Occasion(
            incident_id=uuid7(),
            party_code="ITA",
            situation=Situation.MARITIME,
            phase=Phase.DISTRESS,
            since=START,
        )
    )
    await db.commit()
    rows = await preview(client_of)
    assert levels(rows) == {HELICOPTER: "none", PATROL: "none"}
    assert [one["article"] for one in rows[PATROL]["now"]["waiting"]] == ["Art. 5"]
    supposed = await preview(client_of, phase="distress")
    assert levels(supposed) == {HELICOPTER: "position", PATROL: "position"}
    assert supposed[PATROL]["now"]["waiting"] == []
    assert levels(await preview(client_of, phase="alert")) == {HELICOPTER: "none", PATROL: "none"}


@pytest.mark.long
async def test_an_agreement_that_ended_shows_nothing_more(client_of: ClientOf) -> None:
    id_ = await concluded(client_of, agreement(term(visibility="readiness")))
    assert levels(await preview(client_of))[PATROL] == "readiness"
    await replaced(client_of, id_)
    assert levels(await preview(client_of))[PATROL] == "none"


async def test_only_joined_parties_can_be_asked_about(client_of: ClientOf) -> None:
    for viewer in ("LBY", "XXX"):
        answer = await client_of("MLT", "observer").get(
            "/api/agreements/preview", params={"viewer": viewer}
        )
        assert answer.status_code == 404


async def test_ones_own_party_sees_everything(client_of: ClientOf) -> None:
    await drafted(client_of, agreement())
    assert levels(await preview(client_of, "MLT"))[PATROL] == "position"


async def test_it_tells_how_long_a_coarse_position_of_what_moves_is_held(
    client_of: ClientOf,
) -> None:
    shown = {"grantor": "MLT", "visibility": "position"}
    await concluded(client_of, agreement(term("Art. 1", position_precision_nm=20, **shown)))
    rows = await preview(client_of)
    held = {name: row["now"]["held_minutes"] for name, row in rows.items()}
    assert held == {HELICOPTER: 36, PATROL: 273}


async def test_it_tells_which_other_clauses_show_what_moves_more_closely(
    client_of: ClientOf,
) -> None:
    """They give away by how much its coarse place is off."""
    shown = {"grantor": "MLT", "visibility": "position"}
    far = box(20.0, 30.0, 21.0, 31.0)
    id_ = await concluded(
        client_of,
        agreement(
            term("Art. 1", position_precision_nm=20, **shown),
            term("Art. 2", phases=["distress"], **shown),
            term("Art. 3", zone=far, position_precision_nm=5, **shown),
            term("Art. 4", zone=far, position_precision_nm=40, **shown),
            term("Art. 5", kinds=["aircraft"], phases=["distress"], **shown),
        ),
    )
    finer = {
        name: [clause["article"] for clause in row["now"]["finer"]]
        for name, row in (await preview(client_of)).items()
    }
    assert finer == {HELICOPTER: ["Art. 2", "Art. 3", "Art. 5"], PATROL: ["Art. 2", "Art. 3"]}
    met = await preview(client_of, phase="distress")
    assert met[PATROL]["now"]["precision_nm"] == 0
    assert met[PATROL]["now"]["finer"] == []
    coarse = term("Art. 6", position_precision_nm=20, **shown)
    finer_in_alert = term("Art. 7", phases=["alert"], position_precision_nm=1, **shown)
    view = await act(client_of, "MLT", id_, "versions", **text(coarse, finer_in_alert))
    rows = await preview(client_of, version_id=view["versions"][0]["id"])
    tried = rows[PATROL]["tried"]
    assert [clause["article"] for clause in tried["finer"]] == ["Art. 7"], "the old ones are gone"
