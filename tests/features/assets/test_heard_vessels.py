"""Vessels off the air that no register has are kept, bounded, and seen by the feed's party and by
those that a clause shares the feed with."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import col

from sar import clock
from sar.assets.models import HeardVessel, HeardVesselPoint
from sar.assets.vessel_ingest import keep_vessels
from sar.assets.words import NavigationStatus
from sar.pruning import prune
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import act, agreement, concluded, suspended_whole, term
from tests.given.assets import boat, registered
from tests.given.requests import id_of, opened, ship_of_opportunity
from tests.given.vessels import at_place, heard, told
from tests.world import START, box

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
MMSI = "247320160"
OTHER = "215000002"
LATER = timedelta(seconds=15)


async def vessels(client_of: ClientOf, party: str, **asked: Any) -> Json:
    """The vessels that the party sees."""
    answer = await client_of(party, "observer").get("/api/vessels", params=asked)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def numbers(client_of: ClientOf, party: str, **asked: Any) -> list[str]:
    """Their numbers."""
    return [one["mmsi"] for one in (await vessels(client_of, party, **asked))["items"]]


async def row_of(db: AsyncSession, mmsi: str = MMSI) -> HeardVessel:
    """The row of a vessel."""
    query = select(HeardVessel).where(col(HeardVessel.mmsi) == mmsi)
    return (await db.scalars(query.execution_options(populate_existing=True))).one()


async def test_a_vessel_is_as_it_was_last_heard_and_by_its_own_word(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.5, 35.5, draught_m=None)
    later = START + timedelta(minutes=6)
    await heard(db, MMSI, 12.6, 35.5, later, name=None, draught_m=3.4)
    (one,) = (await vessels(client_of, "ITA"))["items"]
    assert one["point"]["coordinates"] == [12.6, 35.5]
    assert (one["name"], one["ship_type_words"]) == ("SANTA RITA", "fishing vessel")
    assert (one["length_m"], one["beam_m"], one["draught_m"]) == (28, 7, 3.4)
    assert (one["party"], one["feed"], one["draught_m"]) == ("ITA", "lampedusa", 3.4)
    for instant in ("at", "heard_at", "told_at"):
        assert one[instant] == later.isoformat().replace("+00:00", "Z")
    assert one["ship_id"] is None
    whole = (await client_of("ITA", "observer").get(f"/api/vessels/{one['id']}")).json()
    places = [point["point"]["coordinates"] for point in whole["track"]]
    assert places == [[12.5, 35.5], [12.6, 35.5]]
    assert whole["shared_by"] is None


async def test_particulars_alone_are_kept_and_show_nowhere(
    client_of: ClientOf, db: AsyncSession
) -> None:
    assert await keep_vessels(db, "ITA", "lampedusa", [], [told(MMSI)]) == 0
    await db.commit()
    assert await numbers(client_of, "ITA") == []
    await keep_vessels(db, "ITA", "lampedusa", [at_place(MMSI, 12.5, 35.5)], [])
    await db.commit()
    assert [one["name"] for one in (await vessels(client_of, "ITA"))["items"]] == ["SANTA RITA"]


async def test_a_position_out_of_reach_does_not_take_its_place_until_others_agree(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.5, 35.5)
    far = START + timedelta(minutes=1)
    await heard(db, MMSI, 17.5, 35.5, far)
    (one,) = (await vessels(client_of, "ITA"))["items"]
    assert one["point"]["coordinates"] == [12.5, 35.5]
    assert one["doubted_at"] == far.isoformat().replace("+00:00", "Z")
    assert (one["trust"], one["doubt"], one["doubted_for"]) == ("plausible", None, "teleport")
    assert one["doubted_nm"] == pytest.approx(244.6, abs=0.5)
    (drawn,) = (await on_map(client_of, "ITA"))["items"]
    assert drawn["doubted"]
    await heard(db, MMSI, 12.51, 35.5, far + LATER)
    assert (await row_of(db)).doubted_at is None, "it was heard where it was again"
    for minutes in (2, 3, 4):
        await heard(db, MMSI, 18.5, 35.5, START + timedelta(minutes=minutes))
    row = await row_of(db)
    assert (row.point and row.point.lon, row.doubted_at) == (18.5, None)


async def test_positions_in_quick_succession_are_written_once_and_the_track_is_thinned(
    db: AsyncSession,
) -> None:
    for seconds in range(0, 660, 5):
        at = START + timedelta(seconds=seconds)
        await keep_vessels(
            db, "ITA", "lampedusa", [at_place(MMSI, 12.5 + seconds / 1e5, 35.5, at)], []
        )
    row = await row_of(db)
    assert row.at == START + timedelta(seconds=650)
    kept = await db.scalars(select(col(HeardVesselPoint.at)).order_by(col(HeardVesselPoint.at)))
    assert [(at - START).total_seconds() for at in kept] == [0, 300, 600]


async def test_an_older_position_changes_nothing(db: AsyncSession) -> None:
    await heard(db, MMSI, 12.5, 35.5)
    await heard(db, MMSI, 12.6, 35.5, START - timedelta(minutes=5))
    row = await row_of(db)
    assert (row.at, row.point and row.point.lon) == (START, 12.5)


async def test_numbers_without_end_take_no_more_room_than_there_is(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await keep_vessels(db, "ITA", "lampedusa", [at_place(MMSI, 12.5, 35.5)], [], most=10)
    flood = [at_place(f"24700{n:04d}", 12.0, 35.0) for n in range(1_000)]
    assert await keep_vessels(db, "ITA", "lampedusa", flood, [], most=10) == 991
    assert await keep_vessels(db, "ITA", "linosa", [at_place(OTHER, 12.5, 35.5)], [], most=10) == 0
    assert await db.scalar(select(func.count()).select_from(HeardVessel)) == 11
    await heard(db, MMSI, 12.51, 35.5, START + LATER)
    assert (await row_of(db)).at == START + LATER, "one that is known goes on"


async def test_the_own_assets_are_no_such_vessels_and_a_known_ship_is_named(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, OTHER, 12.5, 35.5)
    await registered(client_of, "ITA", boat(mmsi=MMSI))
    assert await keep_vessels(db, "ITA", "lampedusa", [at_place(MMSI, 12.5, 35.5)], []) == 0
    assert await numbers(client_of, "ITA") == [OTHER]
    ship = await ship_of_opportunity(client_of, mmsi=OTHER)
    assert [one["ship_id"] for one in (await vessels(client_of, "ITA"))["items"]] == [ship["id"]]
    await registered(client_of, "ITA", boat(mmsi=OTHER))
    assert await numbers(client_of, "ITA") == [], "registered since"


async def test_a_box_holds_those_inside_and_says_when_it_was_cut(
    client_of: ClientOf, db: AsyncSession
) -> None:
    for n in range(5):
        await heard(db, f"24700000{n}", 12.0 + n / 10, 35.5, START + timedelta(seconds=n))
    await heard(db, OTHER, -179.9, 10.0)
    answer = await vessels(client_of, "ITA", bbox="11.95,35,12.35,36", limit=2)
    assert [one["mmsi"] for one in answer["items"]] == ["247000003", "247000002"]
    assert (answer["number"], answer["is_cut"]) == (4, True)
    assert await numbers(client_of, "ITA", bbox="170,0,-170,20") == [OTHER]
    nowhere = await vessels(client_of, "ITA", bbox="0,0,1,1")
    assert (nowhere["items"], nowhere["number"], nowhere["is_cut"]) == ([], 0, False)
    for wrong in ("1,2,3", "0,50,1,40", "0,0,nan,1"):
        refused = await client_of("ITA", "observer").get("/api/vessels", params={"bbox": wrong})
        assert (refused.status_code, refused.json()["code"]) == (422, "not_a_box"), wrong


async def on_map(client_of: ClientOf, party: str, **asked: Any) -> Json:
    """The vessels that the party sees, for drawing."""
    answer = await client_of(party, "observer").get("/api/vessels/on-map", params=asked)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_a_map_gets_few_vessels_one_by_one_in_a_light_form(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.123456, 35.5, status=NavigationStatus.AT_ANCHOR)
    await heard(db, OTHER, 12.2, 35.5, START - timedelta(minutes=5), name=None, ship_type=None)
    await heard(db, "247000001", 20.0, 35.5)
    answer = await on_map(client_of, "ITA", bbox="12,35,13,36")
    assert (answer["number"], answer["clusters"]) == (2, [])
    assert answer["at"] == answer["latest_at"] == START.isoformat().replace("+00:00", "Z")
    by_name = {one.pop("name"): one for one in answer["items"]}
    listed = (await vessels(client_of, "ITA", bbox="12,35,13,36"))["items"]
    assert {one.pop("id") for one in by_name.values()} == {one["id"] for one in listed}
    assert by_name["SANTA RITA"] == {
        "place": [12.12346, 35.5],
        "course_deg": 90.0,
        "speed_kn": 8.0,
        "at": "2026-10-11T12:26:00Z",
        "kind": "fishing",
        "status": "at_anchor",
        "doubted": False,
    }
    unnamed = by_name[f"MMSI {OTHER}"]
    assert (unnamed["kind"], unnamed["status"]) == ("other", None)
    nowhere = await on_map(client_of, "ITA", bbox="0,0,1,1")
    assert (nowhere["number"], nowhere["latest_at"], nowhere["items"]) == (0, None, [])
    refused = await client_of("ITA", "observer").get("/api/vessels/on-map?bbox=1,2,3")
    assert (refused.status_code, refused.json()["code"]) == (422, "not_a_box")


async def test_where_a_map_has_very_many_they_are_gathered_and_single_ones_stay(
    client_of: ClientOf, db: AsyncSession
) -> None:
    positions = [at_place(f"2470{n:05d}", 12.0 + n / 1e4, 35.0) for n in range(30)]
    positions += [
        at_place(f"2471{n:05d}", 16.0 + n / 1e4, 36.0, START - timedelta(hours=2)) for n in range(7)
    ]
    positions += [at_place(OTHER, 14.0, 37.0)]
    assert await keep_vessels(db, "ITA", "lampedusa", positions, []) == 0
    await db.commit()
    answer = await on_map(client_of, "ITA", bbox="11,34,18,38", limit=20)
    assert answer["number"] == 38
    assert [one["name"] for one in answer["items"]] == [f"MMSI {OTHER}"]
    gathered = sorted(answer["clusters"], key=lambda one: one["place"])
    assert [(one["number"], one["number_old"]) for one in gathered] == [(30, 0), (7, 7)]
    assert gathered[0]["place"] == pytest.approx([12.0015, 35.0], abs=1e-4)
    assert gathered[1]["latest_at"] == "2026-10-11T10:26:00Z"
    across = await on_map(client_of, "ITA", bbox="179,0,-179,1", limit=0)
    assert (across["number"], across["clusters"]) == (0, [])
    whole = await on_map(client_of, "ITA", limit=38)
    assert (len(whole["items"]), whole["clusters"]) == (38, [])


async def test_a_map_shows_what_a_clause_shares_as_long_as_it_stands(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await heard(db, MMSI, 12.5, 35.5)
    await heard(db, MMSI, 12.6, 35.5, START + LATER, feed="linosa")
    assert (await on_map(client_of, "ITA"))["number"] == 1, "one number is one vessel"
    shares = term("Art. 19", grantor="ITA", feeds=["lampedusa"])
    id_ = await concluded(client_of, agreement(shares, reference="AIR", parties=("ITA", "MLT")))
    for limit in (0, 10):
        seen = await on_map(client_of, "MLT", limit=limit)
        assert (seen["number"], [one["place"] for one in seen["items"]]) == (1, [[12.5, 35.5]])
        assert (await on_map(client_of, "GRC", limit=limit))["number"] == 0
    await act(client_of, "ITA", id_, "suspend-sharing", reason="Talks about the receivers.")
    time.advance(hours=24)
    assert (await on_map(client_of, "MLT"))["number"] == 0


async def test_a_status_goes_with_the_position_that_is_believed(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.5, 35.5, status=NavigationStatus.MOORED)
    await heard(db, MMSI, 18.5, 35.5, START + LATER, status=NavigationStatus.UNDER_WAY)
    (one,) = (await vessels(client_of, "ITA"))["items"]
    assert one["status"] == "moored", "the later position is out of reach"
    await heard(db, MMSI, 12.51, 35.5, START + 2 * LATER, status=NavigationStatus.UNDER_WAY)
    (one,) = (await vessels(client_of, "ITA"))["items"]
    assert one["status"] == "under_way"


async def test_a_small_view_of_very_many_is_read_by_the_index_of_places(
    client_of: ClientOf, db: AsyncSession, connection: AsyncConnection
) -> None:
    """20,000 vessels over the sea, of which a view has few."""
    for start in range(0, 20_000, 5_000):
        numbers = range(start, start + 5_000)
        rows = [at_place(f"2{n:08d}", n % 200 / 10, 30.0 + n // 200 / 10) for n in numbers]
        assert await keep_vessels(db, "ITA", "lampedusa", rows, []) == 0
    await db.execute(text("ANALYZE heard_vessel"))
    await db.commit()
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_rest: Any) -> None:
        if "FROM heard_vessel" in statement:
            sent.append((statement, given))

    engine = connection.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    answer = await on_map(client_of, "ITA", bbox="5,33,5.95,33.95")
    many = await on_map(client_of, "ITA")
    event.remove(engine, "before_cursor_execute", note)
    assert (answer["number"], len(answer["items"])) == (100, 100)
    for statement, given in sent[:2]:
        plan = await connection.exec_driver_sql(f"EXPLAIN {statement}", given)
        assert "ix_heard_vessel_flat" in "\n".join(plan.scalars())
    assert many["number"] == 20_000
    assert len(many["items"]) + len(many["clusters"]) <= 300


async def test_one_number_that_two_feeds_hear_is_one_vessel_where_it_was_heard_last(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.5, 35.5)
    await heard(db, MMSI, 12.6, 35.5, START + LATER, feed="linosa")
    (one,) = (await vessels(client_of, "ITA"))["items"]
    assert (one["feed"], one["point"]["coordinates"]) == ("linosa", [12.6, 35.5])


async def test_others_see_the_feeds_that_a_clause_shares_as_long_as_it_stands(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await heard(db, MMSI, 12.5, 35.5)
    await heard(db, OTHER, 12.5, 35.6, feed="linosa")
    strangers = {party: await numbers(client_of, party) for party in ("MLT", "GRC")}
    assert strangers == {"MLT": [], "GRC": []}
    shares = term("Art. 19", grantor="ITA", feeds=["lampedusa"])
    id_ = await concluded(client_of, agreement(shares, reference="AIR", parties=("ITA", "MLT")))
    (one,) = (await vessels(client_of, "MLT"))["items"]
    assert one["mmsi"] == MMSI
    where = f"/api/vessels/{one['id']}"
    whole = (await client_of("MLT", "observer").get(where)).json()
    assert whole["shared_by"]["agreement"] == "AIR"
    assert len(whole["track"]) == 1
    assert (await client_of("GRC", "observer").get(where)).status_code == 404
    assert (await client_of("MLT", "observer").get(f"/api/vessels/{id_of()}")).status_code == 404
    await act(client_of, "ITA", id_, "suspend-sharing", reason="Talks about the receivers.")
    assert await numbers(client_of, "MLT") == [MMSI], "with notice"
    time.advance(hours=24)
    assert await numbers(client_of, "MLT") == []
    assert (await client_of("MLT", "observer").get(where)).status_code == 404
    assert await numbers(client_of, "ITA") == [MMSI, OTHER]


async def test_a_clause_of_a_suspended_version_shares_nothing(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.5, 35.5)
    shares = term("Art. 19", grantor="ITA", feeds=["all"])
    id_ = await concluded(client_of, agreement(shares, reference="AIR", parties=("ITA", "MLT")))
    assert await numbers(client_of, "MLT") == [MMSI]
    await suspended_whole(db, id_, by="MLT")
    assert await numbers(client_of, "MLT") == []


async def test_a_clause_for_cases_of_a_kind_shares_while_such_a_case_is_open(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.5, 35.5)
    shares = term("Art. 19", grantor="ITA", feeds=["lampedusa"], phases=["distress"])
    await concluded(client_of, agreement(shares, reference="AIR", parties=("ITA", "MLT")))
    assert await numbers(client_of, "MLT") == []
    await opened(client_of, "MLT", phase="distress")
    assert await numbers(client_of, "MLT") == [MMSI]


async def test_a_zone_opens_what_is_heard_in_it_and_all_means_every_feed(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.0, 35.5)
    await heard(db, OTHER, 20.0, 35.5, feed="linosa")
    inside = term("Art. 19", grantor="ITA", feeds=["all"], zone=box(12.2, 35.0, 21.0, 36.0))
    await concluded(client_of, agreement(inside, reference="AIR", parties=("ITA", "MLT")))
    assert await numbers(client_of, "MLT") == [OTHER]
    await heard(db, MMSI, 12.5, 35.5, START + timedelta(hours=1))
    assert await numbers(client_of, "MLT") == [MMSI, OTHER]
    (one, _) = (await vessels(client_of, "MLT"))["items"]
    whole = (await client_of("MLT", "observer").get(f"/api/vessels/{one['id']}")).json()
    places = [point["point"]["coordinates"] for point in whole["track"]]
    assert places == [[12.5, 35.5]], "its track before was outside"


async def test_what_nobody_has_heard_for_long_is_forgotten_and_single_numbers_sooner(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await heard(db, MMSI, 12.5, 35.5)
    await heard(db, MMSI, 12.51, 35.5, START + timedelta(minutes=6))
    await heard(db, OTHER, 12.5, 35.6)

    async def left(hours: float) -> list[str]:
        now = START + timedelta(hours=hours)
        await prune(db, real_now=clock.real_now(), now=now, track_days=90, vessel_hours=6)
        return sorted(await db.scalars(select(col(HeardVessel.mmsi))))

    assert await left(0.45) == [OTHER, MMSI]
    assert await left(0.55) == [MMSI]
    assert await left(6.05) == [MMSI]
    kept = list(await db.scalars(select(col(HeardVesselPoint.at))))
    assert kept == [START + timedelta(minutes=6)], "the first point of its track is past its time"
    assert await left(6.2) == []
    assert list(await db.scalars(select(col(HeardVesselPoint.at)))) == []
