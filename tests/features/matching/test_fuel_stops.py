"""Fuel points in the answer to a match question: opened by a clause, which is named."""

from typing import Any

import pytest

from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.fuel_points import fuel_point
from tests.given.matches import matches, named
from tests.given.places import point
from tests.given.requests import need

pytestmark = pytest.mark.anyio

FAR = point(14.0, 32.8)
"""About 176 nm from Lampedusa: farther than the helicopter's radius of 150."""
OPENS = term("Art. 11", grantor="MLT", fuel_points=True)


async def asked(client_of: ClientOf, party: str = "ITA", kind: str = "aircraft") -> dict[str, Any]:
    found = await matches(client_of, party, need=need(kinds=[kind]), place=FAR)
    return dict(named(found)["Nemo"])


async def rig(client_of: ClientOf, party: str = "MLT", **fields: Any) -> str:
    body = fuel_point(13.6, 33.6, name="Rig Alpha") | fields
    answer = await client_of(party, "registrar").post("/api/fuel-points", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.mark.long
async def test_a_neighbours_fuel_point_brings_it_there_by_the_article_that_opens_it(
    client_of: ClientOf,
) -> None:
    await registered(client_of, "ITA", helicopter(name="Nemo"))
    id_ = await rig(client_of)
    before = await asked(client_of)
    assert "beyond_reach" in [one["code"] for one in before["reasons"]]
    assert before["fuel_stops"] == []
    await concluded(client_of, agreement(OPENS, reference="FUEL", parties=("ITA", "MLT")))
    after = await asked(client_of)
    reasons = {one["code"]: one for one in after["reasons"]}
    assert "beyond_reach" not in reasons
    stop = after["fuel_stops"][0]
    assert (stop["fuel_point_id"], stop["party"], stop["name"]) == (id_, "MLT", "Rig Alpha")
    assert (stop["minutes"], stop["hours_utc"], stop["after_work"]) == (30.0, "", False)
    assert (stop["opened_by"]["agreement"], stop["opened_by"]["article"]) == ("FUEL", "Art. 11")
    told = reasons["refuels_on_the_way"]
    assert told["basis"]["article"] == "Art. 11"
    assert "Rig Alpha of Malta" in told["sentence"]
    assert after["time"] is not None


async def test_a_lifeboat_beyond_its_range_takes_gas_oil_on_the_way_and_the_clause_is_named(
    client_of: ClientOf,
) -> None:
    """Its range is 140 nm; the scene is some 174 nm from Lampedusa by water."""
    boat = helicopter(name="Nemo", type="S1", overrides={"range_nm": 140.0})
    await registered(client_of, "ITA", boat)
    quay: dict[str, Any] = {"name": "Quay", "crafts": ["vessel"], "fuels": ["marine_gas_oil"]}
    id_ = await rig(client_of, **quay, hours_utc="00:00-23:59")
    before = await asked(client_of, kind="vessel")
    assert "beyond_reach" in [one["code"] for one in before["reasons"]]
    await concluded(client_of, agreement(OPENS, reference="FUEL", parties=("ITA", "MLT")))
    after = await asked(client_of, kind="vessel")
    reasons = {one["code"]: one for one in after["reasons"]}
    assert not {"beyond_reach", "stop_not_worked_out"} & reasons.keys()
    stop = after["fuel_stops"][0]
    assert (stop["fuel_point_id"], stop["party"], stop["name"]) == (id_, "MLT", "Quay")
    assert (stop["minutes"], stop["hours_utc"]) == (45.0, "00:00-23:59")
    assert (stop["opened_by"]["agreement"], stop["opened_by"]["article"]) == ("FUEL", "Art. 11")
    assert "Quay of Malta" in reasons["refuels_on_the_way"]["sentence"]
    assert after["by_water"]
    assert [round(one, 1) for one in stop["place"]["coordinates"]] in [
        [round(lon, 1), round(lat, 1)] for lon, lat in after["turns"]
    ]


async def test_a_withdrawn_point_or_one_that_is_shut_brings_it_nowhere(
    client_of: ClientOf,
) -> None:
    await registered(client_of, "ITA", helicopter(name="Nemo"))
    id_ = await rig(client_of, "ITA", hours_utc="02:00-04:00")
    shut = await asked(client_of)
    assert "beyond_reach" in [one["code"] for one in shut["reasons"]]
    client, where = client_of("ITA", "registrar"), f"/api/fuel-points/{id_}"
    body = {"hours_utc": ""}
    assert (await client.patch(where, json=body, headers={"If-Match": "1"})).is_success
    assert (await asked(client_of))["fuel_stops"] != []
    gone = await client.post(f"{where}/withdraw", json={"reason": "The pump is broken."})
    assert gone.is_success, gone.text
    assert (await asked(client_of))["fuel_stops"] == []


async def test_a_deck_too_small_is_not_used_and_named_and_one_of_which_nothing_is_told_is_used(
    client_of: ClientOf,
) -> None:
    """An AW139 is 16.63 m long and weighs up to 6.8 t."""
    await registered(client_of, "ITA", helicopter(name="Nemo"))
    id_ = await rig(client_of, "ITA", d_value_max_m=16.0, mass_max_t=7.0)
    reasons = {one["code"]: one for one in (await asked(client_of))["reasons"]}
    assert "beyond_reach" in reasons
    assert reasons["too_large_for_stop"]["sentence"] == (
        "It would take fuel at Rig Alpha of Italy, and does not: the deck is for helicopters of up"
        " to 16 m, and it is 16.63 m long."
    )
    client, where = client_of("ITA", "registrar"), f"/api/fuel-points/{id_}"
    for version, size, told in ((1, None, True), (2, 18.0, False)):
        headers = {"If-Match": str(version)}
        changed = await client.patch(where, json={"d_value_max_m": size}, headers=headers)
        assert changed.json()["d_value_max_m"] == size, changed.text
        found = await asked(client_of)
        codes = {one["code"] for one in found["reasons"]}
        assert found["fuel_stops"] != []
        assert ("fit_not_known" in codes) is told
        assert not {"beyond_reach", "too_large_for_stop"} & codes


@pytest.mark.long
async def test_who_does_not_see_the_point_learns_nothing_of_it_by_the_time(
    client_of: ClientOf,
) -> None:
    """Greece sees Italy's helicopter, and not the fuel that Malta gives it."""
    await registered(client_of, "ITA", helicopter(name="Nemo"))
    await rig(client_of)
    await concluded(client_of, agreement(OPENS, reference="FUEL", parties=("ITA", "MLT")))
    shows = term("Art. 1", grantor="ITA", visibility="position")
    await concluded(client_of, agreement(shows, reference="SHOWS", parties=("ITA", "GRC")))
    seen = await asked(client_of, "GRC")
    assert seen["fuel_stops"] == []
    assert "beyond_reach" in [one["code"] for one in seen["reasons"]]
