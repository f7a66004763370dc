"""Acts on an open case: changes, positions, datum, phase, log, links."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.incidents import act, case_seen, codes, opened, plain
from tests.given.places import point
from tests.given.record import entries, told
from tests.law import lawful
from tests.world import box

pytestmark = pytest.mark.anyio


async def patch(
    client_of: ClientOf, incident: dict[str, Any], party: str = "ITA", version: int = 1, **body: Any
) -> Any:
    """PATCH as the party's watch."""
    return await client_of(party, "watch_officer").patch(
        f"/api/incidents/{incident['id']}", json=body, headers={"If-Match": f'"{version}"'}
    )


async def test_the_lead_changes_what_is_known(client_of: ClientOf, db: AsyncSession) -> None:
    async with lawful(db):
        incident = await opened(client_of)
        answer = await patch(
            client_of,
            incident,
            title="Wooden boat, sinking",
            conditions={"wind_from_deg": 315, "wind_kn": 12, "sea_state": 3, "water_c": 23},
            channels=[{"purpose": "on scene", "channel": "VHF 72"}],
            osc={"name": "ITS Comandante", "channel": "VHF 72"},
            search_areas=[{"name": "S1", "area": box(12.5, 34.1, 12.9, 34.5)}],
            altitude_blocks=[{"assigned_to": "helicopters", "from_ft": 0, "to_ft": 1000}],
            pob={"min": 300, "max": 350, "children": 60, "source": "crew"},
            pob_reason="A count.",
            territory_of="MLT",
            situation="mass_rescue",
        )
        assert answer.status_code == 200, answer.text
    found = plain(answer)
    assert found["version"] == 2
    assert found["title"] == "Wooden boat, sinking"
    assert found["osc"]["name"] == "ITS Comandante"
    assert found["osc"]["since"] == "2026-10-11T12:26:00Z"
    assert found["pob"]["min"] == 300
    assert found["search_areas"][0]["area"]["type"] == "MultiPolygon"
    assert found["conditions"]["wind_kn"] == 12
    assert found["territory_of"] == "MLT", "for the lead, which has chosen"
    assert "whom to tell" in (await entries(db, "ITA"))[-2]["sentence"]
    changed, told = (await entries(db, "MLT"))[-2:]
    assert changed["facts"]["fields"].startswith("altitude blocks, channels")
    assert told["sentence"].endswith(": 300–350 are on board, not 250–400. A count. Source: crew.")


async def test_weather_is_taken_as_people_tell_it(client_of: ClientOf, db: AsyncSession) -> None:
    incident = await opened(client_of)
    told = {"wind_from_deg": 315, "wind_m_s": 18, "wave_height_m": 5, "cloud_base_ft": 600}
    async with lawful(db):
        answer = await patch(client_of, incident, conditions={**told, "air_c": -2})
    found = plain(answer)["conditions"]
    assert (found["wind_kn"], found["wind_m_s"]) == (34.99, 18)
    assert (found["sea_state"], found["sea_state_by_height"]) == (6, True)
    assert (found["cloud_base_ft"], found["air_c"], found["wind_chill_c"]) == (600, -2, -12)
    said = (await entries(db, "ITA"))[-1]["sentence"]
    assert "wind 18 m/s (35 kn) from 315°, waves 5 m, sea state 6 by the waves" in said.lower()
    text = await client_of("ITA", "observer").get(
        f"/api/incidents/{incident['id']}/text", params={"kind": "sitrep-full"}
    )
    assert "WIND FROM 315 DEG 18 M/S (35 KN), WAVES 5 M, SEA STATE 6 BY THE WAVES" in " ".join(
        text.text.split()
    )

    back = {name: found[name] for name in found if name != "wind_chill_c"}
    again = plain(await patch(client_of, incident, version=2, conditions=back))["conditions"]
    assert again == found, "sent back as it was read it is the same"
    calmer = plain(
        await patch(client_of, incident, version=3, conditions={**back, "wave_height_m": 1})
    )
    assert calmer["conditions"]["sea_state"] == 3, "it follows the waves"
    told_too = {"wave_height_m": 1, "sea_state": 4}
    both = plain(await patch(client_of, incident, version=4, conditions=told_too))["conditions"]
    assert (both["sea_state"], both["sea_state_by_height"]) == (4, False)
    two = await patch(client_of, incident, version=5, conditions={"wind_kn": 9, "wind_m_s": 9})
    assert (two.status_code, two.json()["errors"][0]["code"]) == (422, "two_winds")


async def test_fields_left_out_stay_and_null_clears(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    await patch(client_of, incident, osc={"name": "ITS Comandante"}, territory_of="MLT")
    time.advance(minutes=5)
    again = {"name": "ITS Comandante", "channel": "VHF 06"}
    kept = plain(await patch(client_of, incident, version=2, osc=again))
    assert kept["osc"]["since"] == "2026-10-11T12:26:00Z"
    assert kept["territory_of"] == "MLT"
    cleared = plain(await patch(client_of, incident, version=3, osc=None, territory_of=None))
    assert (cleared["osc"], cleared["territory_of"]) == (None, None)
    assert cleared["title"] == incident["title"]


@pytest.mark.long
async def test_a_change_of_an_old_version_is_stale(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    await patch(client_of, incident, title="One")
    answer = await patch(client_of, incident, title="Two")
    assert answer.status_code == 412
    missing = await client_of("ITA", "watch_officer").patch(
        f"/api/incidents/{incident['id']}", json={"title": "x"}
    )
    assert missing.status_code == 428


@pytest.mark.long
async def test_a_reported_position_makes_no_form_stale(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    await act(
        client_of, "MLT", "watch_officer", f"{incident['id']}/positions", point=point(12.8, 34.4)
    )
    assert (await patch(client_of, incident, title="Two boats")).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "names no field"),
        ({"title": None}, "title"),
        ({"lead_party": "ITA"}, "lead_party"),
        ({"route": "x"}, "route"),
        ({"osc": {"name": "X", "asset_id": str(uuid7())}}, "osc.asset_id"),
        ({"aco": {"name": "X", "ship_id": str(uuid7())}}, "aco.ship_id"),
        ({"altitude_blocks": [{"assigned_to": "X", "from_ft": 2, "to_ft": 1}]}, "altitude"),
        ({"search_areas": [{"name": "S1", "area": {"type": "Point"}}]}, "search_areas[0].area"),
        ({"situation": "border_emergency"}, "situation"),
    ],
)
async def test_a_bad_change_names_the_field_and_keeps_nothing(
    client_of: ClientOf, db: AsyncSession, body: dict[str, Any], field: str
) -> None:
    incident = await opened(client_of)
    answer = await patch(client_of, incident, **body)
    assert answer.status_code == 422, answer.text
    told = " ".join(f"{error['field']} {error['reason']}" for error in answer.json()["errors"])
    assert field in told
    assert [entry["type"] for entry in await entries(db, "ITA")] == ["IncidentOpened"]


LEAD_ACTIONS: list[tuple[str, dict[str, Any]]] = [
    ("phase", {"phase": "alert", "reason": "contact again"}),
    ("datum", {"point": point(12.8, 34.4), "uncertainty_nm": 1}),
]


@pytest.mark.long
@pytest.mark.parametrize(("action", "body"), LEAD_ACTIONS)
async def test_only_the_lead_decides(
    client_of: ClientOf, action: str, body: dict[str, Any]
) -> None:
    incident = await opened(client_of)
    path = f"{incident['id']}/{action}"
    assert codes(await act(client_of, "MLT", "watch_officer", path, **body)) == ["not_lead"]
    assert (await act(client_of, "ITA", "observer", path, **body)).status_code == 403
    assert (await act(client_of, "ITA", "watch_officer", path, **body)).status_code == 200


async def test_the_lead_alone_patches(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    answer = await patch(client_of, incident, "MLT", title="x")
    assert answer.status_code == 409
    assert codes(answer) == ["not_lead"]


@pytest.mark.long
async def test_any_involved_party_reports_positions_and_the_datum_stays(
    client_of: ClientOf, db: AsyncSession
) -> None:
    async with lawful(db):
        incident = await opened(client_of)
        path = f"{incident['id']}/positions"
        body: dict[str, Any] = {
            "point": point(12.9, 34.5),
            "error_nm": 3,
            "doppler": "A",
            "probability": 0.7,
        }
        answer = await act(client_of, "MLT", "watch_officer", path, **body, source="COSPAS")
        assert answer.status_code == 201, answer.text
    assert plain(answer)["position"] == "34°30.0′N 012°54.0′E"
    listed = (await client_of("ITA", "observer").get(f"/api/incidents/{path}")).json()
    assert [position["by_party"] for position in listed] == ["ITA", "MLT"]
    seen = await case_seen(client_of, incident)
    assert seen["datum"] == incident["datum"]
    assert seen["positions_reported"] == 2
    assert seen["latest_positions"][0]["source"] == "COSPAS"


@pytest.mark.long
async def test_a_new_datum_informs_the_regions_it_touches(
    client_of: ClientOf, db: AsyncSession, world: Any
) -> None:
    async with lawful(db):
        incident = await opened(client_of)
    async with lawful(db):
        answer = await act(
            client_of,
            "ITA",
            "watch_officer",
            f"{incident['id']}/datum",
            point=point(19.5, 34.5),
            uncertainty_nm=40,
            drift={"course_deg": 180, "speed_kn": 6},
            reason="Sighted by aircraft.",
        )
    found = plain(answer)
    assert found["suggested_lead"]["id"] == str(world.centres["GRC"])
    assert {i["party"] for i in found["involved"]} == {"ITA", "MLT", "GRC"}
    assert [centre["code"] for centre in found["to_be_called"]] == ["JRCC-TRIPOLI"]
    assert await told(db, "GRC") == ["DatumSet", "LogWritten"]
    history = plain(await client_of("GRC", "observer").get(f"/api/incidents/{found['id']}/history"))
    assert [datum["uncertainty_nm"] for datum in history["datums"]] == [2.0, 40.0]
    again = plain(
        await act(
            client_of,
            "ITA",
            "watch_officer",
            f"{incident['id']}/datum",
            point=point(19.5, 34.4),
            uncertainty_nm=40,
        )
    )
    assert len(again["to_be_called"]) == 1
    log = plain(await client_of("GRC", "observer").get(f"/api/incidents/{found['id']}/log"))
    assert len(log["items"]) == 1


async def test_phases_keep_their_history(client_of: ClientOf, db: AsyncSession) -> None:
    async with lawful(db):
        incident = await opened(client_of)
        path = incident["id"]
        body = {"phase": "alert", "reason": "voice contact again"}
        assert (await act(client_of, "ITA", "watch_officer", f"{path}/phase", **body)).is_success
    same = await act(client_of, "ITA", "watch_officer", f"{path}/phase", **body)
    assert codes(same) == ["same_phase"]
    history = plain(await client_of("MLT", "observer").get(f"/api/incidents/{path}/history"))
    assert [(p["phase"], p["reason"]) for p in history["phases"]] == [
        ("distress", ""),
        ("alert", "voice contact again"),
    ]


async def test_own_log_lines_are_read_by_their_party_alone(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    path = f"{incident['id']}/log"
    await act(client_of, "ITA", "watch_officer", path, text="Ours alone", own=True)
    await act(client_of, "MLT", "watch_officer", path, text="For all")
    italy = plain(await client_of("ITA", "observer").get(f"/api/incidents/{path}"))
    malta = plain(await client_of("MLT", "observer").get(f"/api/incidents/{path}"))
    assert {line["text"] for line in italy["items"]} == {"Ours alone", "For all"}
    assert {line["text"] for line in malta["items"]} == {"For all"}
    heard = [entry["facts"].get("text") for entry in await entries(db, "MLT")]
    assert heard == [None, "For all"]


async def test_a_late_line_stands_where_it_belongs_and_pages_go_on(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    path = f"{incident['id']}/log"
    for text in ("one", "two", "three"):
        time.advance(minutes=1)
        await act(client_of, "ITA", "watch_officer", path, text=text)
    late: dict[str, Any] = {"text": "before", "at": "2026-10-11T12:20:00Z"}
    await act(client_of, "ITA", "watch_officer", path, **late)
    client = client_of("ITA", "observer")
    page = plain(await client.get(f"/api/incidents/{path}?limit=3"))
    assert [line["text"] for line in page["items"]] == ["three", "two", "one"]
    rest = plain(await client.get(page["next"]))
    assert [line["text"] for line in rest["items"]] == ["before"]
    assert rest["next"] is None


async def test_repeating_a_line_writes_it_once(client_of: ClientOf, db: AsyncSession) -> None:
    incident = await opened(client_of)
    path = f"{incident['id']}/log"
    body = {"id": str(uuid7()), "text": "Boat in sight"}
    first = await act(client_of, "ITA", "watch_officer", path, **body)
    second = await act(client_of, "ITA", "watch_officer", path, **body)
    assert first.json() == second.json()
    assert len(await entries(db, "ITA")) == 2


@pytest.mark.long
async def test_cases_of_one_event_are_linked_both_ways(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement(term(incident_awareness="coarse")))
    ours, theirs = await opened(client_of), await opened(client_of, "MLT")
    async with lawful(db):
        path = f"{theirs['id']}/links"
        proposed = await act(client_of, "MLT", "watch_officer", path, other_id=ours["id"])
        assert proposed.status_code == 200, proposed.text
    (link,) = plain(proposed)["links"]
    assert (link["reference"], link["state"]) == ("ITA-2026-0001", "proposed")
    again = await act(client_of, "MLT", "watch_officer", path, other_id=ours["id"])
    assert codes(again) == ["already_proposed"]
    async with lawful(db):
        answer = await act(
            client_of, "ITA", "watch_officer", f"{ours['id']}/links/{link['id']}/accept"
        )
        assert answer.status_code == 200, answer.text
    (back,) = plain(answer)["links"]
    assert (back["reference"], back["state"]) == ("MLT-2026-0001", "accepted")
    again = await act(client_of, "MLT", "watch_officer", path, other_id=ours["id"])
    assert codes(again) == ["already_linked"]


@pytest.mark.long
async def test_who_leads_both_cases_links_them_at_once(client_of: ClientOf) -> None:
    first, second = await opened(client_of), await opened(client_of)
    path = f"{first['id']}/links"
    body = {"other_id": second["id"], "reason": "Three jumped from the ship that took them."}
    linked = plain(await act(client_of, "ITA", "watch_officer", path, **body))
    assert [link["state"] for link in linked["links"]] == ["accepted"]
    assert [case["reference"] for case in linked["event"]["cases"]] == [
        first["reference"],
        second["reference"],
    ]
    assert linked["event"]["smc"]["party"] == "ITA"


async def test_links_are_to_visible_cases(client_of: ClientOf) -> None:
    first = await opened(client_of)
    hidden = await opened(client_of, "GRC", position=None)
    path = f"{first['id']}/links"
    watch = ("ITA", "watch_officer")
    itself = await act(client_of, *watch, path, other_id=first["id"])
    assert codes(itself) == ["same_case"]
    assert (await act(client_of, *watch, path, other_id=hidden["id"])).status_code == 404


async def test_exercise_and_real_are_never_linked(client_of: ClientOf, db: AsyncSession) -> None:
    from sar.incidents.models import Incident

    ours, theirs = await opened(client_of), await opened(client_of, "MLT")
    row = await db.get(Incident, theirs["id"])
    assert row is not None
    row.exercise = False
    await db.commit()
    answer = await act(
        client_of, "MLT", "watch_officer", f"{theirs['id']}/links", other_id=ours["id"]
    )
    assert codes(answer) == ["exercise_and_real"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"pob": {"max": 326, "min": 250, "source": "crew"}}, {"pob_reason": "missing"}),
        ({"pob": {"max": 326, "min": 250}, "pob_reason": "A count."}, {"pob.source": "missing"}),
        ({"pob": {"max": 400, "min": 100, "source": "crew"}}, {"pob_reason": "missing"}),
        ({"pob": {}}, {"pob_reason": "missing"}),
        ({"pob_reason": "A count."}, {"body": "nothing_to_change"}),
    ],
)
async def test_fewer_on_board_need_a_reason_and_a_source(
    client_of: ClientOf, db: AsyncSession, body: dict[str, Any], faults: dict[str, str]
) -> None:
    incident = await opened(client_of)
    async with lawful(db):
        refused = await patch(client_of, incident, **body)
    assert refused.status_code == 422
    found = plain(refused)["errors"]
    assert {one["field"]: one["code"] for one in found} == faults


@pytest.mark.long
async def test_the_highest_number_on_board_is_kept_and_the_log_tells_both(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    async with lawful(db):
        more = await patch(client_of, incident, pob={"min": 250, "max": 420, "source": "caller"})
    assert plain(more)["pob_highest"] == 420
    fewer = {"min": 326, "max": 326, "source": "count on scene"}
    async with lawful(db):
        answer = await patch(client_of, incident, version=2, pob=fewer, pob_reason="All counted.")
    assert (plain(answer)["pob"]["max"], plain(answer)["pob_highest"]) == (326, 420)
    said = "326 are on board, not 250–420. All counted. Source: count on scene."
    assert (await entries(db, "ITA"))[-1]["sentence"] == f"{incident['reference']}: {said}"
    log = await client_of("ITA", "observer").get(f"/api/incidents/{incident['id']}/log")
    assert plain(log)["items"][0]["text"] == said


@pytest.mark.long
async def test_people_in_the_water_are_a_fact_with_its_time_and_source(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, conditions={"water_c": 18})
    said = {"since": "2026-10-11T12:10:00Z", "source": "a man on board"}
    async with lawful(db):
        answer = plain(await patch(client_of, incident, in_water=said))
    assert answer["in_water"] == said
    assert answer["immersion"]["least_at"] == "2026-10-11T15:45:00Z"
    line = "People are in the water since 11 Oct 12:10Z. Source: a man on board."
    assert (await entries(db, "ITA"))[-1]["sentence"] == f"{incident['reference']}: {line}"
    async with lawful(db):
        answer = plain(await patch(client_of, incident, version=2, in_water=None))
    assert (answer["in_water"], answer["immersion"]) == (None, None)
    ahead = {"since": "2026-10-11T18:10:00Z", "source": "a man on board"}
    refused = await patch(client_of, incident, version=3, in_water=ahead)
    assert codes(refused) == ["in_the_future"]
