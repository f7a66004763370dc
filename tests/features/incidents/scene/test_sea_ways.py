"""The ways by water to a scene, over HTTP: by their turns, for whom, and when not."""

from itertools import pairwise
from typing import Any

import pytest

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.incidents.scene import sea_ways as of_scenes
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.incidents import IN_MALTAS_REGION, Plain, codes, opened, plain

pytestmark = pytest.mark.anyio

PALERMO = (13.4, 38.2)
OFF_LAMPEDUSA = (12.7, 35.2)
NALUT = (11.0, 31.9)


async def sea_ways(
    client_of: ClientOf, party: str, incident: Plain, *places: tuple[float, float] | str
) -> Any:
    given = ";".join(one if isinstance(one, str) else f"{one[0]},{one[1]}" for one in places)
    return await client_of(party, "observer").get(
        f"/api/incidents/{incident['id']}/sea-ways", params={"places": given}
    )


async def test_a_way_goes_round_the_land_and_straight_where_there_is_none(
    client_of: ClientOf,
) -> None:
    incident = await opened(client_of)
    found = plain(await sea_ways(client_of, "ITA", incident, PALERMO, OFF_LAMPEDUSA, NALUT))
    round_sicily, straight, none = found["ways"]
    there = LatLon(lon=IN_MALTAS_REGION[0], lat=IN_MALTAS_REGION[1])
    corners = [LatLon(lon=x, lat=y) for x, y in [PALERMO, *round_sicily["turns"]]] + [there]
    length = sum(distance_nm(a, b) for a, b in pairwise(corners))
    assert round_sicily["turns"], "Sicily lies between"
    assert length == pytest.approx(round_sicily["nm"], abs=1.0)
    assert length > distance_nm(corners[0], there) + 10.0
    assert straight["turns"] == []
    assert (none["nm"], none["turns"]) == (None, [])
    assert none["note"].startswith("No way by sea")


@pytest.mark.long
async def test_the_way_of_a_deep_ship_keeps_off_shoals(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    places = [f"10.79,34.72{of}" for of in ("", ",S9", ",M4")]
    boat, patrol, bulk = plain(await sea_ways(client_of, "ITA", incident, *places))["ways"]
    assert boat == patrol
    assert bulk["nm"] > boat["nm"] + 2.0, "the Kerkennah Bank lies between"


async def test_the_way_of_a_vessel_that_takes_fuel_first_leads_there(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    trapani = (12.5, 38.0)
    direct, over, no_way = plain(
        await sea_ways(
            client_of,
            "ITA",
            incident,
            "14.2,37.0,M4",
            f"14.2,37.0,M4,{trapani[0]},{trapani[1]}",
            f"14.2,37.0,M4,{NALUT[0]},{NALUT[1]}",
        )
    )["ways"]
    legs = [LatLon(lon=x, lat=y) for x, y in [(14.2, 37.0), *over["turns"], IN_MALTAS_REGION]]
    assert list(trapani) in over["turns"]
    assert list(trapani) not in direct["turns"]
    assert sum(distance_nm(a, b) for a, b in pairwise(legs)) == pytest.approx(over["nm"], abs=2.0)
    assert over["nm"] > direct["nm"] + 100.0
    assert (no_way["nm"], no_way["turns"]) == (None, [])


async def test_however_many_stops_are_named_so_many_fields_are_computed_as_time_allows(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_scenes, "PATIENCE_S", 0.001)
    incident = await opened(client_of)
    places = [f"14.2,36.5,M4,{12.0 + n / 100:.2f},36.9" for n in range(20)]
    ways = plain(await sea_ways(client_of, "ITA", incident, *places))["ways"]
    known = [way["nm"] is not None for way in ways]
    assert known[0], "one is begun in any case"
    assert not any(known[1:])
    assert {way["note"] for way in ways[1:]} == {of_scenes.NOT_YET}


async def test_who_does_not_see_the_exact_datum_gets_no_ways(client_of: ClientOf) -> None:
    coarse = term(incident_awareness="coarse", grantor="ITA", grantees=["GRC"])
    await concluded(client_of, agreement(coarse, parties=("ITA", "GRC")))
    incident = await opened(client_of)
    for party in ("GRC", "TUN"):
        answer = await sea_ways(client_of, party, incident, PALERMO)
        assert (answer.status_code, codes(answer)) == (404, ["not_found"]), party


async def test_a_case_without_a_datum_has_no_ways_yet(client_of: ClientOf) -> None:
    incident = await opened(client_of, position=None)
    answer = await sea_ways(client_of, "ITA", incident, PALERMO)
    assert (answer.status_code, codes(answer)) == (409, ["no_datum"])


@pytest.mark.parametrize(
    "places",
    [
        "",
        "13.4",
        "13.4,38.2;",
        "east,north",
        "13.4,91",
        "181,0",
        "nan,0",
        "1,2,3",
        "1,2,M4,M4",
        "1,2,M4,3,91",
        "1,2,M4,3,4,5",
        "0,0;" * 50,
    ],
)
async def test_places_that_are_none_are_refused(client_of: ClientOf, places: str) -> None:
    incident = await opened(client_of)
    answer = await sea_ways(client_of, "ITA", incident, places)
    assert (answer.status_code, codes(answer)) == (422, ["not_places"])
