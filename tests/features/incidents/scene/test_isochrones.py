"""Isochrones about a scene, over HTTP: for whom, of what, and when not."""

from typing import Any

import pytest

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.incidents import Plain, codes, opened, plain
from tests.given.places import point

pytestmark = pytest.mark.anyio


async def isochrones(client_of: ClientOf, party: str, incident: Plain, query: str = "") -> Any:
    return await client_of(party, "observer").get(
        f"/api/incidents/{incident['id']}/isochrones{query}"
    )


def lines(found: Plain, speed_class: str) -> dict[int, list[Any]]:
    return {
        one["properties"]["minutes"]: one["geometry"]["coordinates"]
        for one in found["features"]
        if one["properties"]["speed_class"] == speed_class
    }


@pytest.mark.long
async def test_a_helicopter_reaches_as_far_all_round_and_a_boat_on_water(
    client_of: ClientOf,
) -> None:
    incident = await opened(client_of)
    answer = await isochrones(client_of, "ITA", incident, "?minutes=240,60")
    assert answer.status_code == 200, answer.text
    found = plain(answer)
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == 2 * 4
    lon, lat = found["datum"]["coordinates"]
    datum = LatLon(lat=lat, lon=lon)
    for speed_class, nm in (("helicopter", 145.0), ("patrol_boat", 25.0)):
        hour = lines(found, speed_class)[60]
        away = [distance_nm(LatLon(y, x), datum) for line in hour for x, y in line]
        assert away
        assert all(abs(miles - nm) <= 1.0 for miles in away)


async def test_who_does_not_see_the_exact_datum_gets_no_lines(client_of: ClientOf) -> None:
    coarse = term(incident_awareness="coarse", grantor="ITA", grantees=["GRC"])
    await concluded(client_of, agreement(coarse, parties=("ITA", "GRC")))
    incident = await opened(client_of)
    seen = await client_of("GRC", "observer").get(f"/api/incidents/{incident['id']}")
    assert seen.status_code == 200
    for party in ("GRC", "TUN"):
        answer = await isochrones(client_of, party, incident)
        assert (answer.status_code, codes(answer)) == (404, ["not_found"]), party


async def test_vessels_go_at_what_the_sea_of_the_case_leaves_them(client_of: ClientOf) -> None:
    incident = await opened(client_of, conditions={"sea_state": 5})
    found = plain(await isochrones(client_of, "ITA", incident, "?minutes=60"))
    assert found["sea_state"] == 5
    by_class = {f["properties"]["speed_class"]: f["properties"] for f in found["features"]}
    assert by_class["helicopter"]["speed_kn"] == by_class["helicopter"]["calm_kn"] == 145.0
    boat = by_class["patrol_boat"]
    assert (boat["calm_kn"], boat["speed_kn"]) == (25.0, pytest.approx(18.2, abs=0.2))
    assert boat["nm"] == boat["speed_kn"]
    for line in lines(found, "patrol_boat")[60]:
        lon, lat = found["datum"]["coordinates"]
        away = [distance_nm(LatLon(y, x), LatLon(lat, lon)) for x, y in line]
        assert all(abs(miles - boat["nm"]) <= 1.0 for miles in away)
    calm = plain(await isochrones(client_of, "ITA", await opened(client_of), "?minutes=60"))
    assert calm["sea_state"] is None


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        ({}, "Lines of aircraft are in still air."),
        (
            {"wind_kn": 30, "wind_from_deg": 70},
            "the wind of the case, 30 kn from 070°, is not in them",
        ),
        ({"wind_kn": 30}, "the wind of the case, 30 kn from a direction not told, is not in them"),
    ],
)
async def test_lines_of_aircraft_say_that_they_are_in_still_air_and_name_the_wind(
    client_of: ClientOf, conditions: Plain, said: str
) -> None:
    incident = await opened(client_of, conditions=conditions)
    found = plain(await isochrones(client_of, "ITA", incident, "?minutes=60"))
    assert "in still air" in found["air_note"]
    assert said in found["air_note"]


@pytest.mark.long
async def test_no_line_is_drawn_beyond_what_the_fuel_of_a_class_allows(
    client_of: ClientOf,
) -> None:
    incident = await opened(client_of)
    found = plain(await isochrones(client_of, "ITA", incident, "?minutes=60,120,240"))
    flown = [f for f in found["features"] if f["properties"]["speed_class"] == "helicopter"]
    told = [(f["properties"]["nm"], f["properties"]["is_cut"]) for f in flown]
    assert told == [(145.0, False), (150.0, True), (150.0, True)]
    assert [f["geometry"] is None for f in flown] == [False, False, True]
    assert {f["properties"]["reach_nm"] for f in flown} == {150.0}
    assert not any(f["properties"]["is_cut"] for f in found["features"] if f not in flown)


async def test_on_a_lake_lines_end_at_its_shore_and_say_that_they_are_approximate(
    client_of: ClientOf,
) -> None:
    on_victoria = {"point": point(33.0, -1.0), "error_nm": 1.0}
    incident = await opened(client_of, position=on_victoria)
    found = plain(await isochrones(client_of, "ITA", incident, "?minutes=60,240"))
    assert found["note"].startswith("Within one lake")
    drawn = lines(found, "patrol_boat")
    assert len(drawn[60]) == 1
    assert len(drawn[240]) > 1, "cut by the shore"


async def test_far_inland_only_aircraft_have_lines_and_it_says_why(client_of: ClientOf) -> None:
    inland = {"point": point(9.5, 45.3), "error_nm": 1.0}
    incident = await opened(client_of, position=inland)
    found = plain(await isochrones(client_of, "ITA", incident, "?minutes=30"))
    assert found["note"].startswith("No way by sea")
    drawn = {one["properties"]["speed_class"]: one["geometry"] for one in found["features"]}
    assert drawn.pop("helicopter")["type"] == "MultiLineString"
    assert set(drawn.values()) == {None}


@pytest.mark.long
async def test_a_datum_in_port_says_what_is_added(client_of: ClientOf) -> None:
    incident = await opened(client_of, position={"point": point(14.508, 35.894), "error_nm": 0.1})
    found = plain(await isochrones(client_of, "ITA", incident, "?minutes=60"))
    assert found["note"].startswith("On land or alongside")
    assert lines(found, "patrol_boat")[60]


@pytest.mark.long
async def test_lines_near_a_canal_say_that_they_leave_out_its_hours(client_of: ClientOf) -> None:
    incident = await opened(client_of, position={"point": point(32.4, 31.6), "error_nm": 1.0})
    found = plain(await isochrones(client_of, "ITA", incident, "?minutes=300"))
    assert found["note"] == "Lines beyond Suez Canal leave out the 12 h that it takes."


async def test_a_case_without_a_datum_has_no_lines_yet(client_of: ClientOf) -> None:
    incident = await opened(client_of, position=None)
    answer = await isochrones(client_of, "ITA", incident)
    assert (answer.status_code, codes(answer)) == (409, ["no_datum"])


@pytest.mark.parametrize(
    "minutes", ["", "0", "1441", "ten", "30,", "1,2,3,4,5,6,7,8,9", "1e2", "-5"]
)
async def test_minutes_that_are_none_are_refused(client_of: ClientOf, minutes: str) -> None:
    incident = await opened(client_of)
    answer = await isochrones(client_of, "ITA", incident, f"?minutes={minutes}")
    assert answer.status_code == 422
