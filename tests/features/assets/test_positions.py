"""Positions in and out: judged, marked, snapped, delayed, on every channel alike."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar.assets import visible
from sar.assets.models import Displacement, SharedPosition
from sar.assets.visible_positions import moved_since, ship_positions
from sar.geo.geodesy import displaced_cell
from sar.geo.position import LatLon
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, pumps, registered, seen, uuid
from tests.given.record import entries
from tests.world import START

pytestmark = pytest.mark.anyio


def ago(**span: float) -> Any:
    return START - timedelta(**span)


def said(at: Any) -> str:
    return str(at.isoformat().replace("+00:00", "Z"))


@pytest.mark.long
async def test_positions_are_counted_and_the_newest_is_the_latest(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    counts = await delivered(
        client_of,
        "ITA",
        asset["id"],
        fix(12.5, 34.2, ago(minutes=1), course_deg=271.5, speed_kn=140, source="AIS"),
        fix(12.5, 34.1, ago(minutes=4)),
    )
    assert counts == {"accepted": 2, "older": 0, "implausible": 0, "repeated": 0}
    older = await delivered(client_of, "ITA", asset["id"], fix(12.5, 34.15, ago(minutes=2)))
    assert older == {"accepted": 1, "older": 1, "implausible": 0, "repeated": 0}
    view = await seen(client_of, "ITA", asset["id"])
    assert view is not None
    position = view["position"]
    assert position["point"]["coordinates"] == [12.5, 34.2]
    assert (position["course_deg"], position["speed_kn"]) == (271.5, 140)
    assert (position["source"], position["precision_nm"]) == ("AIS", 0)


@pytest.mark.long
async def test_positions_sent_twice_count_once(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    sent = [fix(12.5, 34.2, ago(minutes=m)) for m in (3, 2, 2)]
    first = await delivered(client_of, "ITA", asset["id"], *sent)
    assert (first["accepted"], first["repeated"]) == (2, 1)
    again = await delivered(client_of, "ITA", asset["id"], *sent)
    assert again == {"accepted": 0, "older": 0, "implausible": 0, "repeated": 3}


async def test_one_position_needs_no_list(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    answer = await client_of("ITA", "registrar").post(
        f"/api/assets/{asset['id']}/fixes", json=fix(12.5, 34.2)
    )
    assert answer.json()["accepted"] == 1


async def test_a_time_that_has_not_come_refuses_the_whole_batch(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    answer = await client_of("ITA", "feed").post(
        f"/api/assets/{asset['id']}/fixes",
        json=[fix(12, 34, ago(minutes=1)), fix(12, 34, ago(minutes=-3)), fix(12, 34)],
    )
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "[1].at", "code": "in_the_future", "reason": "has not come yet"}
    ]
    view = await seen(client_of, "ITA", asset["id"])
    assert view is not None
    assert view["position"] is None
    await delivered(client_of, "ITA", asset["id"], fix(12, 34, ago(minutes=-2)))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"point": {"type": "Point", "coordinates": [12, 91]}}, "[0].point.coordinates[1]"),
        ({"course_deg": 360}, "[0].course_deg"),
        ({"speed_kn": -1}, "[0].speed_kn"),
        ({"at": 1760185560}, "[0].at"),
        ({"at": "1999-01-01T00:00:00Z"}, "[0].at"),
        ({"altitude": 3}, "[0].altitude"),
    ],
)
async def test_a_wrong_position_is_named(
    client_of: ClientOf, wrong: dict[str, Any], field: str
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    answer = await client_of("ITA", "feed").post(
        f"/api/assets/{asset['id']}/fixes", json=[fix(12, 34) | wrong]
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("body", [[], "x", None, [1]])
async def test_what_is_no_list_of_positions_is_refused(client_of: ClientOf, body: object) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    answer = await client_of("ITA", "feed").post(f"/api/assets/{asset['id']}/fixes", json=body)
    assert answer.status_code == 422


@pytest.mark.parametrize("role", ["observer", "negotiator", "admin"])
async def test_only_feeds_registrars_and_the_watch_deliver(client_of: ClientOf, role: str) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    answer = await client_of("ITA", role).post(f"/api/assets/{asset['id']}/fixes", json=fix(12, 34))
    assert answer.status_code == 403


@pytest.mark.long
async def test_the_watch_writes_down_what_it_hears_by_voice(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    watch, place = client_of("ITA", "watch_officer"), f"/api/assets/{asset['id']}/fixes"
    answer = await watch.post(place, json=fix(12, 34))
    assert (answer.status_code, answer.json()["accepted"]) == (200, 1)
    other = client_of("MLT", "watch_officer")
    assert (await other.post(place, json=fix(12, 34))).status_code == 404


@pytest.mark.long
async def test_an_impossible_position_is_marked_kept_and_not_reckoned_from(
    client_of: ClientOf,
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    await delivered(client_of, "ITA", asset["id"], fix(12, 34, ago(minutes=10)))
    counts = await delivered(client_of, "ITA", asset["id"], fix(12, 44, ago(minutes=5)))
    assert counts == {"accepted": 1, "older": 0, "implausible": 1, "repeated": 0}
    view = await seen(client_of, "ITA", asset["id"])
    assert view is not None
    position = view["position"]
    assert position["point"]["coordinates"] == [12, 34]
    assert (position["implausible"], position["doubted_at"]) == (False, said(ago(minutes=5)))
    assert (await delivered(client_of, "ITA", asset["id"], fix(12, 34.1)))["implausible"] == 0
    track = (await client_of("ITA", "observer").get(f"/api/assets/{asset['id']}/track")).json()
    assert [p["implausible"] for p in track["positions"]] == [False, True, False]
    again = await seen(client_of, "ITA", asset["id"])
    assert again is not None
    position = again["position"]
    assert (position["point"]["coordinates"], position["doubted_at"]) == ([12, 34.1], None)


@pytest.mark.long
async def test_an_asset_that_really_is_elsewhere_is_believed_after_two_minutes(
    client_of: ClientOf,
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    await delivered(client_of, "ITA", asset["id"], fix(12, 34, ago(minutes=10)))
    for minutes, lat in ((5, 34), (4, 34), (3, 44)):
        doubted = await delivered(client_of, "ITA", asset["id"], fix(12, 44, ago(minutes=minutes)))
        assert doubted["implausible"] == (minutes > 3)
        view = await seen(client_of, "ITA", asset["id"])
        assert view is not None
        assert view["position"]["point"]["coordinates"] == [12, lat]


@pytest.mark.long
@pytest.mark.parametrize("wrong", [fix(0, 0), fix(12, 34, speed_kn=102.3)])
async def test_values_that_mean_nothing_never_replace_a_place(
    client_of: ClientOf, wrong: dict[str, Any]
) -> None:
    asset = await registered(client_of, "ITA", pumps())
    await delivered(client_of, "ITA", asset["id"], fix(12, 35, ago(minutes=10)))
    for minutes in (6, 4, 1):
        given = wrong | {"at": ago(minutes=minutes).isoformat()}
        assert (await delivered(client_of, "ITA", asset["id"], given))["implausible"] == 1
    view = await seen(client_of, "ITA", asset["id"])
    assert view is not None
    assert view["position"]["point"]["coordinates"] == [12, 35]


async def test_a_fast_clock_does_not_hide_what_follows(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    await delivered(client_of, "ITA", asset["id"], fix(12, 34, ago(seconds=-110)))
    await delivered(client_of, "ITA", asset["id"], fix(12, 34.001, time.advance(seconds=10)))
    view = await seen(client_of, "ITA", asset["id"])
    assert view is not None
    assert view["position"]["point"]["coordinates"] == [12, 34.001]


async def test_who_sees_it_late_or_coarsely_is_shown_no_doubted_place(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    asset = await veiled(client_of, position_precision_nm=1)
    await delivered(client_of, "ITA", asset["id"], fix(12, 34, ago(minutes=20)))
    await delivered(client_of, "ITA", asset["id"], fix(12, 44, ago(minutes=10)))
    view = await seen(client_of, "MLT", asset["id"])
    assert view is not None
    position = view["position"]
    assert (round(position["point"]["coordinates"][1]), position["doubted_at"]) == (34, None)


@pytest.mark.long
async def test_what_is_carried_may_be_anywhere(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", pumps())
    counts = await delivered(
        client_of, "ITA", asset["id"], fix(12, 34, ago(minutes=1)), fix(12, -34)
    )
    assert counts["implausible"] == 0


@pytest.mark.long
async def test_positions_are_not_on_the_record(client_of: ClientOf, db: AsyncSession) -> None:
    await concluded(client_of, agreement(term(grantor="ITA", visibility="position")))
    asset = await registered(client_of, "ITA", helicopter())
    before = len(await entries(db, "MLT")), len(await entries(db, "ITA"))
    await delivered(client_of, "ITA", asset["id"], fix(12, 34))
    assert (len(await entries(db, "MLT")), len(await entries(db, "ITA"))) == before


async def veiled(client_of: ClientOf, **fields: Any) -> dict[str, Any]:
    """An Italian helicopter whose position Malta sees as the term says."""
    await concluded(client_of, agreement(term(grantor="ITA", visibility="position", **fields)))
    return await registered(client_of, "ITA", helicopter())


async def channels(
    client_of: ClientOf, db: AsyncSession, asset: dict[str, Any], party: str = "MLT"
) -> list[Any]:
    """The position as each channel gives it to the party."""
    client, now = client_of(party, "observer"), START
    one = (await client.get(f"/api/assets/{asset['id']}")).json()["position"]
    (listed,) = (await client.get("/api/assets")).json()["items"]
    track = (await client.get(f"/api/assets/{asset['id']}/track")).json()["positions"]
    own = await visible.positions(db, party, now=now)
    hub = (await visible.positions_for(db, [party, "TUN"], [uuid(asset)], now=now))[party]
    return [one, listed["position"], track[-1], own[0].plain(), hub[0].plain()]


async def secret_of(db: AsyncSession, asset: dict[str, Any]) -> int:
    theirs = col(Displacement.asset_id) == uuid(asset)
    return (await db.execute(select(col(Displacement.secret)).where(theirs))).scalar_one()


@pytest.mark.long
async def test_snapped_on_every_channel_alike(client_of: ClientOf, db: AsyncSession) -> None:
    asset = await veiled(client_of, position_precision_nm=20)
    at = ago(seconds=83)
    await delivered(
        client_of,
        "ITA",
        asset["id"],
        fix(12.345, 34.123, at, course_deg=90, speed_kn=120, source="transponder 7"),
    )
    cell = displaced_cell(LatLon(34.123, 12.345), 20, await secret_of(db, asset))
    for position in await channels(client_of, db, asset):
        assert position["point"]["coordinates"] == [cell.lon, cell.lat]
        assert (position["course_deg"], position["speed_kn"]) == (None, None)
        assert (position["precision_nm"], position["source"]) == (20, "")
        assert position["at"] == "2026-10-11T12:24:00Z"


@pytest.mark.long
async def test_delayed_on_every_channel_alike(client_of: ClientOf, db: AsyncSession) -> None:
    asset = await veiled(client_of, position_delay_minutes=30)
    for minutes in range(0, 60, 5):
        await delivered(
            client_of, "ITA", asset["id"], fix(12, 34 + minutes / 100, ago(minutes=minutes))
        )
    for position in await channels(client_of, db, asset):
        assert position["point"]["coordinates"] == [12, 34.3]
        assert (position["at"], position["delay_minutes"]) == ("2026-10-11T11:56:00Z", 30)


@pytest.mark.long
async def test_delayed_nothing_shows_before_it_is_old_enough(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    asset = await veiled(client_of, position_delay_minutes=30)
    await delivered(client_of, "ITA", asset["id"], fix(12, 34))
    client = client_of("MLT", "observer")
    address = f"/api/assets/{asset['id']}"
    assert (await client.get(address)).json()["position"] is None
    assert (await client.get(f"{address}/track")).json()["positions"] == []
    time.advance(minutes=30)
    assert (await client.get(address)).json()["position"] is not None
    assert len((await client.get(f"{address}/track")).json()["positions"]) == 1


async def test_the_track_is_the_newest_of_a_window(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    await delivered(
        client_of,
        "ITA",
        asset["id"],
        *[fix(12, 34 + m / 100, ago(minutes=m)) for m in range(0, 60, 10)],
    )
    client, address = client_of("ITA", "observer"), f"/api/assets/{asset['id']}/track"
    all_ = (await client.get(address)).json()
    assert ([p["at"] for p in all_["positions"]], all_["more"]) == (
        [f"2026-10-11T{at}:00Z" for at in ("11:36", "11:46", "11:56", "12:06", "12:16", "12:26")],
        False,
    )
    two = (await client.get(address, params={"limit": 2})).json()
    assert (len(two["positions"]), two["more"]) == (2, True)
    assert two["positions"] == all_["positions"][-2:]
    window = {"since": ago(minutes=40).isoformat(), "until": ago(minutes=20).isoformat()}
    some = (await client.get(address, params=window)).json()
    assert [p["at"][11:16] for p in some["positions"]] == ["11:46", "11:56"]
    for wrong in (
        {"since": START.isoformat(), "until": START.isoformat()},
        {"since": ago(days=40).isoformat()},
        {"limit": 5001},
    ):
        assert (await client.get(address, params=wrong)).status_code == 422


@pytest.mark.long
async def test_a_track_shows_where_positions_do(client_of: ClientOf) -> None:
    await concluded(client_of, agreement(term(grantor="ITA", visibility="readiness")))
    asset = await registered(client_of, "ITA", helicopter())
    await delivered(client_of, "ITA", asset["id"], fix(12, 34))
    for party in ("MLT", "TUN"):
        answer = await client_of(party, "observer").get(f"/api/assets/{asset['id']}/track")
        assert answer.status_code == 404


@pytest.mark.long
async def test_deployed_the_track_is_exact_from_when_the_work_began(
    client_of: ClientOf, db: AsyncSession
) -> None:
    asset = await veiled(client_of, position_precision_nm=30)
    await delivered(
        client_of,
        "ITA",
        asset["id"],
        *[fix(12.1, 34 + m / 100, ago(minutes=m)) for m in (121, 61, 20, 10)],
    )
    for party, began_at in (("MLT", ago(minutes=30)), ("TUN", ago(minutes=15))):
        row = SharedPosition(
            asset_id=uuid(asset), incident_id=uuid7(), party_code=party, since=began_at
        )
        db.add(row)
    await db.commit()
    address = f"/api/assets/{asset['id']}/track"
    malta = (await client_of("MLT", "observer").get(address)).json()["positions"]
    assert [p["precision_nm"] for p in malta] == [30, 30, 0, 0]
    tunisia = (await client_of("TUN", "observer").get(address)).json()["positions"]
    assert [p["point"]["coordinates"][1] for p in tunisia] == [34.1], "for each incident"


@pytest.mark.long
async def test_marks_grow_with_each_batch_over_assets_and_ships(
    client_of: ClientOf, db: AsyncSession
) -> None:
    first = await registered(client_of, "ITA", helicopter())
    second = await registered(client_of, "ITA", helicopter(name="Nemo 12"))
    start = (await moved_since(db, 0)).mark
    await delivered(client_of, "ITA", first["id"], fix(12, 34, ago(minutes=2)))
    one = await moved_since(db, start)
    assert (one.assets, one.ships) == ([uuid(first)], [])
    await delivered(client_of, "ITA", second["id"], fix(12, 34))
    ship = {
        "id": str(uuid7()), "name": "MV Example", "type": "M4", "at": START.isoformat(),
        "point": {"type": "Point", "coordinates": [12.7, 34.1]},
    }  # fmt: skip
    answer = await client_of("ITA", "watch_officer").post("/api/ships", json=ship)
    assert answer.status_code == 201, answer.text
    two = await moved_since(db, one.mark)
    assert (two.assets, [str(id_) for id_ in two.ships]) == ([uuid(second)], [ship["id"]])
    assert two.mark > one.mark
    assert (await moved_since(db, two.mark)).assets == []
    await delivered(client_of, "ITA", first["id"], fix(12, 34, ago(minutes=3)))
    late = await moved_since(db, two.mark)
    assert late.assets == [uuid(first)], "who sees it with a delay may see the older one"
    own = await seen(client_of, "ITA", first["id"])
    assert own is not None
    assert own["position"]["at"] == ago(minutes=2).isoformat().replace("+00:00", "Z")
    assert [str(p.id) for p in await ship_positions(db, ids=two.ships)] == [ship["id"]]


async def test_the_database_gives_the_marks_under_a_lock(db: AsyncSession) -> None:
    await db.execute(text("SELECT next_position_mark()"))
    held = await db.execute(
        text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
    )
    assert held.scalar_one() >= 1
