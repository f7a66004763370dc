"""Scenarios A1 and A3 over HTTP: who is there first, under which law, and how sure that is."""

from datetime import datetime, timedelta
from itertools import pairwise, starmap
from typing import Any

import pytest

from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.land import on_land
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, pumps, registered
from tests.given.incidents import case_changed
from tests.given.matches import matches, named
from tests.given.places import point
from tests.given.requests import Plain, id_of, need, opened, plain, ship_of_opportunity
from tests.world import box

pytestmark = pytest.mark.anyio

A1 = LatLon(34 + 20 / 60, 12.7)
A3 = LatLon(35 + 16 / 60, 12 + 35 / 60)
LAMPEDUSA = LatLon(35.4979, 12.6181)
LUQA = LatLon(35.8575, 14.4775)
SFAX = LatLon(34.727, 10.777)
MAHDIA = LatLon(35.46, 11.04)

FIRST = [("Nemo 11-03", 59, 8), ("Exercise Star", 61, 50), ("Cigala", 65, 150)]
"""The first three of scenario A1 with their minutes, and how many each takes."""
LATER = {
    "Zunzana 21": 78,
    "Bies 2": 82,
    "Manta 41-05": 113,
    "CP 318": 155,
    "Syphax 612": 296,
    "Qawra": 420,
}
"""All others of the table, which has ways by great circle: Qawra's out of Valletta is 4 nm longer
by water (12 minutes)."""


async def unit(
    client_of: ClientOf, party: str, name: str, type_code: str, base: LatLon, **fields: Any
) -> Plain:
    body = {
        "id": id_of(),
        "name": name,
        "type": type_code,
        "base_name": "Base",
        "base": point(base.lon, base.lat),
        **fields,
    }
    return await registered(client_of, party, body)


async def fleet(client_of: ClientOf, time: ExerciseTime) -> None:
    """The units of scenario A1, of which Malta shares its own with Italy."""
    await concluded(
        client_of,
        agreement(
            term("Art. 3(1)", visibility="position"),
            term("Art. 5", may_request=True),
            term("Art. 8(2)", entry=[{"mode": "pre_cleared"}]),
            reference="EX-ITA-MLT-1",
        ),
    )
    await unit(client_of, "ITA", "Nemo 11-03", "H1", LAMPEDUSA, notice_day_minutes=30)
    cigala = await unit(client_of, "ITA", "Cigala", "S9", LatLon(37.21, 15.225), at_sea=True)
    at_sea = direct(A1, 315, 20)
    await delivered(client_of, "ITA", cigala["id"], fix(at_sea.lon, at_sea.lat, time.now))
    await unit(client_of, "ITA", "CP 318", "S5", LatLon(35.4983, 12.605))
    await unit(client_of, "ITA", "Manta 41-05", "F6", LatLon(37.4017, 14.9222))
    await unit(client_of, "MLT", "Zunzana 21", "F5", LUQA)
    await unit(client_of, "MLT", "Bies 2", "H1", LUQA, notice_day_minutes=30)
    await unit(client_of, "MLT", "Qawra", "S9", LatLon(35.9, 14.53))
    await concluded(
        client_of,
        agreement(
            term("Art. 2", visibility="existence", kinds=["vessel"]),
            reference="EX-ITA-TUN-1",
            parties=("ITA", "TUN"),
        ),
    )
    await unit(client_of, "TUN", "Syphax 612", "S11", SFAX)
    await ship_of_opportunity(client_of)


async def asked(client_of: ClientOf, party: str, incident: Plain, **wanted: Any) -> Plain:
    wants = need(kinds=[], **wanted)
    return await matches(client_of, party, need=wants, incident_id=incident["id"])


def reasons(item: Plain) -> dict[str, Any]:
    return {reason["code"]: reason for reason in item["reasons"]}


@pytest.mark.long
async def test_a1_ranks_helicopter_ship_and_patrol_ship_first_and_none_covers_all(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    await fleet(client_of, time)
    incident = await opened(client_of)
    found = await asked(client_of, "ITA", incident, unit="persons", quantity=400)
    for item, (name, minutes, takes) in zip(found["items"], FIRST, strict=False):
        assert item["name"] == name
        assert item["time"]["total_minutes"] == pytest.approx(minutes, rel=0.1)
        assert item["covers"] == takes
        band = item["band_minutes"]
        assert band["p10"] < item["time"]["total_minutes"] < band["p90"]
    assert [item["verdict"] for item in found["items"][:3]] == ["allowed", "hail", "allowed"]
    note = next(note for note in found["notes"] if note["code"] == "none_covers_alone")
    assert note["params"]["quantity"] == 400
    assert named(found)["CP 318"]["by_water"]
    times = {name: item["time"]["total_minutes"] for name, item in named(found).items()}
    assert {name: times[name] for name in LATER} == pytest.approx(LATER, rel=0.1)
    assert times.keys() == {name for name, *_ in FIRST} | LATER.keys()
    boat = named(found)["Syphax 612"]
    assert boat["verdict"] == "may_be_asked"
    assert reasons(boat)["not_named"]["basis"]["instrument"] == "SAR Convention, Annex 3.1.7"


@pytest.mark.long
async def test_the_same_question_has_the_same_answer(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    await fleet(client_of, time)
    incident = await opened(client_of)
    first = await asked(client_of, "ITA", incident)
    assert await asked(client_of, "ITA", incident) == first


@pytest.mark.long
async def test_a_boat_behind_a_peninsula_loses_to_a_slower_one_before_it(
    client_of: ClientOf,
) -> None:
    await unit(client_of, "ITA", "Fast behind", "S5", LatLon(40.72, 18.05), notice_day_minutes=15)
    await unit(client_of, "ITA", "Slow before", "S10", LatLon(39.95, 17.75), notice_day_minutes=15)
    gulf_of_taranto = {"type": "Point", "coordinates": [17.2, 40.2]}
    incident = await opened(client_of, position={"point": gulf_of_taranto, "error_nm": 1.0})
    found = await asked(client_of, "ITA", incident)
    assert [item["name"] for item in found["items"]] == ["Slow before", "Fast behind"]
    slow, fast = found["items"]
    assert fast["way_nm"] > 2 * slow["way_nm"]
    assert slow["by_water"]
    assert fast["by_water"]
    start = LatLon(40.72, 18.05)
    turns = [LatLon(lat=lat, lon=lon) for lon, lat in fast["turns"]]
    corners = [start, *turns, LatLon(40.2, 17.2)]
    assert sum(starmap(distance_nm, pairwise(corners))) == pytest.approx(fast["way_nm"], abs=1.0)
    assert not any(on_land(turn) for turn in turns)


async def test_a_boat_on_the_wrong_side_of_iberia_loses_though_its_way_leaves_the_field(
    client_of: ClientOf,
) -> None:
    await unit(client_of, "ITA", "Fast behind", "S8", LatLon(44.6, -1.8), notice_day_minutes=15)
    await unit(client_of, "ITA", "Slow before", "S10", LatLon(39.9, 0.6), notice_day_minutes=15)
    gulf_of_lion = {"type": "Point", "coordinates": [5.0, 42.9]}
    incident = await opened(client_of, position={"point": gulf_of_lion, "error_nm": 1.0})
    for _ in range(60):
        found = await asked(client_of, "ITA", incident)
        slow, fast = found["items"]
        assert (slow["name"], slow["rank"], fast["name"]) == ("Slow before", 1, "Fast behind")
        if fast["time"] is not None:
            break
        least = reasons(fast)["way_not_worked_out"]["params"]
        assert 313 < least["least_nm"] < 1_570
        assert (fast["rank"], fast["way_nm"], fast["turns"]) == (None, None, [])
    assert fast["by_water"]
    assert fast["way_nm"] == pytest.approx(1_570, rel=0.02)
    assert fast["time"]["total_minutes"] == pytest.approx(63 * 60, rel=0.02)
    assert "way_not_worked_out" not in reasons(fast)
    (way,) = plain(
        await client_of("ITA", "observer").get(
            f"/api/incidents/{incident['id']}/sea-ways", params={"places": "-1.8,44.6"}
        )
    )["ways"]
    assert way["nm"] == fast["way_nm"]


async def neighbours(client_of: ClientOf) -> Plain:
    """Scenario A3, and a helicopter and a patrol boat of Tunisia that Italy may see."""
    await concluded(
        client_of,
        agreement(
            term("Art. 2", visibility="existence"),
            term(
                "Art. 6",
                entry=[{"mode": "request", "lead_minutes": 45, "kinds": ["aircraft"]}],
            ),
            reference="EX-ITA-TUN-1",
            parties=("ITA", "TUN"),
        ),
    )
    await unit(client_of, "TUN", "Tanit 22", "H8", MAHDIA)
    await unit(client_of, "TUN", "Syphax 612", "S11", SFAX)
    return await opened(
        client_of,
        title="Fishing boat adrift",
        pob={"min": 7, "max": 7},
        position={"point": {"type": "Point", "coordinates": [A3.lon, A3.lat]}, "error_nm": 0.5},
        drift={"course_deg": 0.0, "speed_kn": 0.9},
    )


@pytest.mark.long
async def test_a3_the_drift_over_the_line_changes_what_a_foreign_helicopter_must_ask(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await neighbours(client_of)
    before = named(await asked(client_of, "ITA", incident))
    assert before["Tanit 22"]["verdict"] == "may_be_asked"
    ahead = reasons(before["Tanit 22"])["scene_drifts_in"]
    assert (ahead["params"]["territory"], ahead["params"]["mode"]) == ("ITA", "request")
    assert ahead["params"]["minutes"] == pytest.approx(95, abs=20)
    assert (ahead["basis"]["agreement"], ahead["basis"]["article"]) == ("EX-ITA-TUN-1", "Art. 6")
    assert ahead["basis"]["binds"] == "both"
    time.advance(minutes=ahead["params"]["minutes"] + 2)
    after = named(await asked(client_of, "ITA", incident))
    assert after["Tanit 22"]["verdict"] == "entry_to_be_asked"
    entry = reasons(after["Tanit 22"])["entry_request"]
    assert entry["basis"]["article"] == "Art. 6"
    assert "approximate" in entry["params"]["territory_by"]
    assert after["Tanit 22"]["time"]["clearance_minutes"] == 45
    remedies = [remedy["code"] for remedy in after["Tanit 22"]["would_make_eligible"]]
    assert "ask_entry" in remedies


@pytest.mark.long
async def test_a3_the_clause_of_a_zone_governs_where_the_scene_has_drifted_to(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    inside_the_line = box(12.0, 35.275, 13.5, 35.5)
    await concluded(
        client_of,
        agreement(
            term("Art. 2", visibility="existence"),
            term("Art. 7", entry=[{"mode": "pre_cleared"}], zone=inside_the_line),
            reference="EX-ITA-TUN-2",
            parties=("ITA", "TUN"),
        ),
    )
    await unit(client_of, "TUN", "Tanit 22", "H8", LatLon(34.7, 10.8))
    incident = await opened(
        client_of,
        position={"point": point(A3.lon, A3.lat), "error_nm": 0.5},
        drift={"course_deg": 0.0, "speed_kn": 0.9},
    )
    before = reasons(named(await asked(client_of, "ITA", incident))["Tanit 22"])
    assert before["scene_drifts_in"]["params"]["mode"] == "pre_cleared"
    assert before["scene_drifts_in"]["basis"]["article"] == "Art. 7"
    time.advance(minutes=130)
    after = named(await asked(client_of, "ITA", incident))["Tanit 22"]
    entry = reasons(after)["entry_pre_cleared"]
    assert (entry["params"]["territory"], entry["basis"]["article"]) == ("ITA", "Art. 7")
    # On its way from Sfax it crosses waters of which it is not determined whose they are.
    asking = [one for one in reasons(after).values() if one["params"].get("asks")]
    assert [one["code"] for one in asking] == ["not_determined_asked"]


@pytest.mark.long
async def test_a3_a_ships_party_asks_where_the_scene_has_drifted_in(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await neighbours(client_of)
    time.advance(minutes=120)
    boat = named(await asked(client_of, "ITA", incident))["Syphax 612"]
    assert boat["verdict"] == "entry_to_be_asked"
    assert "3.1.2" in reasons(boat)["entry_known_position"]["basis"]["instrument"]
    assert boat["time"]["clearance_minutes"] == 15
    assert "scene_drifts_in" not in reasons(boat)


@pytest.mark.long
async def test_it_is_met_where_it_will_have_drifted_to(client_of: ClientOf) -> None:
    incident = await neighbours(client_of)
    found = await asked(client_of, "ITA", incident)
    boat = named(found)["Syphax 612"]
    hours = boat["time"]["total_minutes"] / 60
    assert boat["meets"]["coordinates"][1] == pytest.approx(A3.lat + 0.9 * hours / 60, abs=1e-3)
    assert found["datum"]["drift"]["speed_kn"] == 0.9


async def test_a_drift_that_nobody_gave_is_reckoned_from_the_wind(client_of: ClientOf) -> None:
    incident = await opened(
        client_of,
        object_class="Inflatable boat",
        conditions={"wind_from_deg": 0.0, "wind_kn": 20.0, "water_c": 14.0},
    )
    found = await asked(client_of, "ITA", incident)
    assert found["datum"]["drift"]["leeway_class"] == "LIFE-RAFT-NB-1, no ballast"
    assert found["datum"]["drift"]["course_deg"] == pytest.approx(180)
    assert "drift_reckoned" in [note["code"] for note in found["notes"]]


@pytest.mark.parametrize(
    ("conditions", "first", "kn"),
    [
        (None, "Against", None),
        ({"wind_from_deg": 270.0, "wind_kn": 40.0}, "With", 180),
        ({"wind_from_deg": 90.0, "wind_kn": 40.0}, "Against", 180),
    ],
)
async def test_the_helicopter_with_the_wind_behind_is_named_before_the_nearer_one_against_it(
    client_of: ClientOf, conditions: Plain | None, first: str, kn: int | None
) -> None:
    """To the west of the scene 70 nm away, to the east 60."""
    speed = {"response_kn": 140.0, "cruise_kn": 140.0}
    for name, course, nm in (("With", 270.0, 70.0), ("Against", 90.0, 60.0)):
        await unit(client_of, "ITA", name, "H1", direct(A1, course, nm), overrides=speed)
    incident = await opened(client_of, conditions=conditions)
    found = await asked(client_of, "ITA", incident)
    flown = [one for one in found["items"] if one["name"] in ("With", "Against")]
    assert (len(flown), flown[0]["name"]) == (2, first)
    told = [one for one in flown[0]["reasons"] if one["code"] == "wind_on_way"]
    assert [one["params"]["over_ground_kn"] for one in told] == ([] if kn is None else [kn])


async def test_a_late_arrival_in_cold_water_is_flagged_and_never_hidden(
    client_of: ClientOf,
) -> None:
    await unit(client_of, "ITA", "Qawra", "S9", LatLon(35.9, 14.53))
    incident = await opened(client_of, conditions={"water_c": 2.0})
    (ship,) = (await asked(client_of, "ITA", incident))["items"]
    assert "after_immersion_estimate" not in reasons(ship), "nobody has said that any are"
    assert incident["immersion"] is None
    said = {"since": incident["datum"]["at"], "source": "a man on board"}
    incident = await case_changed(client_of, incident, in_water=said)
    assert incident["in_water"] == said
    (ship,) = (await asked(client_of, "ITA", incident))["items"]
    flag = reasons(ship)["after_immersion_estimate"]
    assert "estimated survival limit: keep searching" in flag["sentence"]
    assert "Without life-jackets: minutes; in cold water 10 to 15 (US" in flag["sentence"]
    assert "are expected from 57 min on, of average adults by 1 h 55 min (s" in flag["sentence"]
    assert "without a limit" not in flag["sentence"]
    assert flag["params"]["source"].startswith("survival model of Hayward")
    assert (ship["verdict"], ship["rank"]) == ("allowed", 1)
    datum_at = datetime.fromisoformat(incident["datum"]["at"])
    until_at = datetime.fromisoformat(incident["immersion"]["most_at"])
    assert until_at - datum_at == timedelta(minutes=115)


async def test_a_pump_rides_with_what_brings_it_there_first(client_of: ClientOf) -> None:
    await unit(client_of, "ITA", "Nemo 11-03", "H1", LAMPEDUSA, notice_day_minutes=15)
    store = {"base": point(LAMPEDUSA.lon, LAMPEDUSA.lat), "base_name": "Lampedusa"}
    await registered(client_of, "ITA", pumps(**store))
    incident = await opened(client_of)
    pump = named(await asked(client_of, "ITA", incident))["Pumps"]
    assert pump["carrier"]["name"] == "Nemo 11-03"
    assert pump["carrier"]["off_minutes"] == 40
    assert pump["time"]["total_minutes"] == pytest.approx(40 + 70 / 145 * 60, rel=0.02)
    assert pump["rank"] == 2


async def test_nothing_to_carry_it_is_a_reason_and_no_error(client_of: ClientOf) -> None:
    await registered(client_of, "ITA", pumps(base=point(12.6, 35.5)))
    (pump,) = (await asked(client_of, "ITA", await opened(client_of)))["items"]
    assert (pump["time"], pump["carrier"]) == (None, None)
    assert "no_speed" in reasons(pump)


@pytest.mark.parametrize(
    ("wanted", "note"),
    [
        ({"capabilities": ["hoist", "ice"]}, "no_type_meets_need"),
        ({"types": ["F1"], "unit": "persons"}, "no_type_meets_need"),
    ],
)
async def test_a_need_that_nothing_can_meet_is_told_so(
    client_of: ClientOf, wanted: Plain, note: str
) -> None:
    await registered(client_of, "ITA", helicopter())
    found = await asked(client_of, "ITA", await opened(client_of), **wanted)
    assert note in [one["code"] for one in found["notes"]]
    assert found["items"][0]["verdict"] == "not_suited"
    assert found["items"][0]["would_make_eligible"]


@pytest.mark.parametrize(
    "place",
    [
        pytest.param((0.0, 90.0), marks=pytest.mark.long),
        (0.0, -90.0),
        (12.5, 41.9),
        pytest.param((180.0, 65.0), marks=pytest.mark.long),
    ],
)
async def test_a_datum_at_a_pole_or_on_land_gives_every_asset_a_verdict(
    client_of: ClientOf, place: tuple[float, float]
) -> None:
    await registered(client_of, "ITA", helicopter())
    await unit(client_of, "ITA", "Late", "S9", LAMPEDUSA, notice_day_minutes=10_080)
    await registered(client_of, "ITA", pumps())
    incident = await opened(
        client_of,
        pob={"min": 0, "max": 0},
        position={"point": {"type": "Point", "coordinates": list(place)}, "error_nm": 1.0},
        drift={"course_deg": 45.0, "speed_kn": 20.0},
    )
    found = await asked(client_of, "ITA", incident)
    assert sorted(named(found)) == ["Late", "Nemo 11", "Pumps"]
    assert all(item["reasons"] for item in found["items"])
    assert "nobody_aboard" in [note["code"] for note in found["notes"]]
