"""Other parties' views of assets: levels, lists and their filters, deployments, the end."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.agreements.words import Visibility
from sar.assets import visible
from sar.assets.models import SharedPosition
from sar.assets.seen import PlaceFrom
from sar.assets.words import Readiness
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, replaced, term
from tests.given.assets import delivered, fix, helicopter, pumps, registered, seen, uuid
from tests.given.places import point
from tests.law import lawful
from tests.world import START

pytestmark = pytest.mark.anyio


async def listed(client_of: ClientOf, viewer: str, **query: Any) -> list[str]:
    """The names of the assets that the viewer's list holds."""
    answer = await client_of(viewer, "observer").get("/api/assets", params=query)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


async def shared(client_of: ClientOf, **fields: Any) -> str:
    """An agreement by which Italy shows Malta its assets."""
    return await concluded(client_of, agreement(term("Art. 8(2)", grantor="ITA", **fields)))


@pytest.mark.long
@pytest.mark.parametrize(
    ("level", "readiness", "place"),
    [("existence", None, None), ("readiness", "available", None), ("position", "available", 34.0)],
)
async def test_each_level_shows_what_it_says(
    client_of: ClientOf, level: str, readiness: str | None, place: float | None
) -> None:
    await shared(client_of, visibility=level)
    asset = await registered(client_of, "ITA", helicopter(mmsi="247000001"))
    await delivered(client_of, "ITA", asset["id"], fix(12.5, 34.0))
    view = await seen(client_of, "MLT", asset["id"])
    assert view is not None
    assert (view["level"], view["readiness"], view["mmsi"]) == (level, readiness, None)
    assert view["granted_by"]["article"] == "Art. 8(2)"
    assert view["granted_by"]["version"] == 1
    assert view["base"] == point(12.6, 35.5)
    assert view["version"] is None
    position = view["position"]
    assert (position and position["point"]["coordinates"][1]) == place
    assert await seen(client_of, "TUN", asset["id"]) is None


@pytest.mark.long
@pytest.mark.parametrize(
    ("level", "shown"), [("existence", False), ("readiness", True), ("position", True)]
)
async def test_its_service_arms_and_sensors_are_told_with_its_readiness(
    client_of: ClientOf, level: str, shown: bool
) -> None:
    """A partner that counts on a unit knows whose clearance it may lack."""
    await shared(client_of, visibility=level)
    said = {"service": "military", "armed": True, "sensors": ["infrared", "photography"]}
    asset = await registered(client_of, "ITA", helicopter(**said))
    told = {name: asset[name] for name in said}
    assert told == said | {"sensors": ["photography", "infrared"]}
    view = await seen(client_of, "MLT", asset["id"])
    assert view is not None
    assert {name: view[name] for name in said} == (told if shown else dict.fromkeys(said))


async def test_no_visibility_shows_nothing(client_of: ClientOf) -> None:
    await shared(client_of, visibility="none")
    asset = await registered(client_of, "ITA", helicopter())
    assert await seen(client_of, "MLT", asset["id"]) is None


@pytest.mark.long
async def test_when_the_agreement_ends_the_assets_are_gone(client_of: ClientOf) -> None:
    id_ = await shared(client_of, visibility="position")
    asset = await registered(client_of, "ITA", helicopter())
    assert await seen(client_of, "MLT", asset["id"]) is not None
    await replaced(client_of, id_)
    assert await seen(client_of, "MLT", asset["id"]) is None
    assert await listed(client_of, "MLT") == []
    track = await client_of("MLT", "observer").get(f"/api/assets/{asset['id']}/track")
    assert track.status_code == 404


@pytest.mark.long
async def test_a_term_about_a_kind_shows_that_kind(client_of: ClientOf) -> None:
    await shared(client_of, visibility="existence", kinds=["equipment"])
    await registered(client_of, "ITA", helicopter())
    await registered(client_of, "ITA", pumps())
    assert await listed(client_of, "MLT") == ["Pumps"]


async def test_lists_are_filtered_and_paged(client_of: ClientOf) -> None:
    await shared(client_of, visibility="existence")
    for number in range(5):
        await registered(client_of, "ITA", helicopter(name=f"H{number}"))
    await registered(client_of, "MLT", pumps())
    assert await listed(client_of, "MLT", party="ITA") == [f"H{n}" for n in range(5)]
    assert await listed(client_of, "MLT", kind="equipment") == ["Pumps"]
    assert await listed(client_of, "MLT", type="H1", limit=2) == ["H0", "H1"]
    client = client_of("MLT", "observer")
    names, address = [], "/api/assets?limit=2"
    while address:
        page = (await client.get(address)).json()
        names += [item["name"] for item in page["items"]]
        address = page["next"]
    assert names == ["H0", "H1", "H2", "H3", "H4", "Pumps"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "1,2,3,nan"}, "bbox"),
        ({"bbox": "1,50,3,40"}, "bbox"),
        ({"bbox": "-181,2,3,4"}, "bbox"),
        ({"cursor": "!!"}, "cursor"),
        ({"cursor": "YWJj"}, "cursor"),
        ({"limit": 501}, "limit"),
        ({"kind": "spaceship"}, "kind"),
        ({"updated_since": "yesterday"}, "updated_since"),
    ],
)
async def test_a_wrong_filter_is_named(
    client_of: ClientOf, query: dict[str, Any], field: str
) -> None:
    answer = await client_of("ITA", "observer").get("/api/assets", params=query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


async def test_readiness_that_does_not_show_is_not_found_by_a_filter(client_of: ClientOf) -> None:
    await shared(client_of, visibility="existence")
    await registered(client_of, "ITA", helicopter(readiness="maintenance"))
    assert await listed(client_of, "ITA", readiness="maintenance") == ["Nemo 11"]
    for readiness in Readiness:
        assert await listed(client_of, "MLT", readiness=readiness) == []


async def test_updated_since_says_nothing_of_other_parties_changes(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    await shared(client_of, visibility="existence")
    asset = await registered(client_of, "ITA", helicopter())
    later = time.advance(minutes=10).isoformat()
    assert await listed(client_of, "ITA", updated_since=later) == []
    assert await listed(client_of, "MLT", updated_since=later) == ["Nemo 11"]
    await client_of("ITA", "registrar").post(
        f"/api/assets/{asset['id']}/readiness", json={"readiness": "limited"}
    )
    assert await listed(client_of, "ITA", updated_since=later) == ["Nemo 11"]


@pytest.mark.long
async def test_a_box_is_about_the_place_shown_and_finds_out_nothing_more(
    client_of: ClientOf,
) -> None:
    await shared(client_of, visibility="position", position_precision_nm=60)
    asset = await registered(client_of, "ITA", helicopter())
    await delivered(client_of, "ITA", asset["id"], fix(12.05, 34.05))
    view = await seen(client_of, "MLT", asset["id"])
    assert view is not None
    lon, lat = view["position"]["point"]["coordinates"]
    around_truth = "12.0,34.0,12.1,34.1"
    around_shown = f"{lon - 0.01},{lat - 0.01},{lon + 0.01},{lat + 0.01}"
    assert await listed(client_of, "ITA", bbox=around_truth) == ["Nemo 11"]
    assert await listed(client_of, "MLT", bbox=around_truth) == []
    assert await listed(client_of, "MLT", bbox=around_shown) == ["Nemo 11"]


@pytest.mark.long
async def test_a_box_finds_by_base_what_has_no_visible_position(client_of: ClientOf) -> None:
    await shared(client_of, visibility="readiness")
    asset = await registered(client_of, "ITA", helicopter())
    await registered(client_of, "ITA", helicopter(name="Hidden", base_shared=False))
    await delivered(client_of, "ITA", asset["id"], fix(12.5, 34.0))
    around_base, at_sea = "12,35,13,36", "12,33.5,13,34.5"
    assert await listed(client_of, "MLT", bbox=around_base) == ["Nemo 11"]
    assert await listed(client_of, "MLT", bbox=at_sea) == []
    assert await listed(client_of, "ITA", bbox=at_sea) == ["Nemo 11"]
    assert await listed(client_of, "ITA", bbox=around_base) == ["Hidden"]


async def test_a_box_may_cross_the_antimeridian(client_of: ClientOf) -> None:
    for name, lon in (("West", 179.5), ("East", -179.5), ("Far", 0.0)):
        asset = await registered(client_of, "ITA", helicopter(name=name))
        await delivered(client_of, "ITA", asset["id"], fix(lon, 10.0))
    assert await listed(client_of, "ITA", bbox="179,0,-179,20") == ["West", "East"]


@pytest.mark.long
async def test_deployed_its_position_shows_to_those_involved(
    client_of: ClientOf, db: AsyncSession
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    await delivered(client_of, "ITA", asset["id"], fix(12.5, 34.0))
    assert await seen(client_of, "MLT", asset["id"]) is None
    incident_id = uuid7()
    row = SharedPosition(
        asset_id=uuid(asset), incident_id=incident_id, party_code="MLT", since=START
    )
    db.add(row)
    await db.commit()
    view = await seen(client_of, "MLT", asset["id"])
    assert view is not None
    assert view["position"]["precision_nm"] == 0
    assert view["granted_by"]["incident_id"] == str(incident_id)
    assert await listed(client_of, "MLT", readiness="available") == ["Nemo 11"]
    assert await seen(client_of, "TUN", asset["id"]) is None


@pytest.mark.long
async def test_matching_sees_what_the_party_sees(client_of: ClientOf, db: AsyncSession) -> None:
    await shared(client_of, visibility="position", position_precision_nm=30)
    asset = await registered(client_of, "ITA", helicopter(overrides={"response_kn": 150}))
    await registered(client_of, "ITA", helicopter(name="Ashore", base_shared=False))
    await delivered(client_of, "ITA", asset["id"], fix(12.5, 34.0))
    by_name = {one.name: one for one in await visible.seen_assets(db, "MLT", now=START)}
    view = await seen(client_of, "MLT", asset["id"])
    nemo, ashore = by_name["Nemo 11"], by_name["Ashore"]
    assert view is not None
    assert nemo.place is not None
    assert [nemo.place.lon, nemo.place.lat] == view["position"]["point"]["coordinates"]
    assert (nemo.place_from, nemo.figures.response_kn) == (PlaceFrom.FIX, 150)
    assert (ashore.place, ashore.base, ashore.base_name) == (None, None, "")
    assert nemo.granted is not None
    assert (nemo.granted.agreement, nemo.granted.article) == ("TEST-1", "Art. 8(2)")
    assert await visible.seen_assets(db, "TUN", now=START) == []
    (own, _) = await visible.seen_assets(db, "ITA", now=START)
    assert (own.own, own.level) == (True, Visibility.POSITION)


@pytest.mark.long
async def test_going_in_and_out_of_a_zone_is_told(client_of: ClientOf, db: AsyncSession) -> None:
    zone = {
        "type": "Polygon",
        "coordinates": [[[12, 33], [14, 33], [14, 35], [12, 35], [12, 33]]],
    }
    await shared(client_of, visibility="position", zone=zone, zone_name="South")
    asset = await registered(client_of, "ITA", helicopter())
    assert await seen(client_of, "MLT", asset["id"]) is None
    for lat, minute, inside in ((34.5, 10, True), (34.6, 20, True), (35.5, 50, False)):
        async with lawful(db):
            at = START.replace(hour=11, minute=minute)
            await delivered(client_of, "ITA", asset["id"], fix(12.6, lat, at))
        assert (await seen(client_of, "MLT", asset["id"]) is not None) == inside


@pytest.mark.long
async def test_views_of_some_parties_are_those_of_all(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await shared(client_of, visibility="readiness")
    asset = await registered(client_of, "ITA", helicopter())
    ids = [UUID(asset["id"])]
    everyone = await visible.views(db, ids, now=START)
    assert set(everyone) == {"ITA", "MLT"}
    malta = await visible.views(db, ids, now=START, parties=["MLT", "TUN"])
    assert malta == {"MLT": everyone["MLT"]}
