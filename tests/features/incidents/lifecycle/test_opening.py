"""Opening a case: who leads, who is told, who must be called, and what is refused."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.record import service as record
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import case, case_changed, codes, opened, plain
from tests.given.installation import become_real
from tests.given.places import point
from tests.given.record import entries
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_the_first_centre_leads_and_the_regions_centre_is_suggested(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    assert incident["reference"] == "ITA-2026-0001"
    assert incident["lead"]["id"] == str(world.centres["ITA"])
    assert incident["suggested_lead"]["id"] == str(world.centres["MLT"])
    assert incident["exercise"] is True
    assert incident["state"] == "open"
    assert incident["datum"]["position"] == "34°20.0′N 012°42.0′E"
    assert incident["datum"]["uncertainty_nm"] == 2.0
    assert incident["positions_reported"] == 1
    assert incident["latest_positions"][0]["source"] == "satellite phone from on board"
    assert [(i["party"], i["why"]) for i in incident["involved"]] == [
        ("ITA", ["opened", "leads"]),
        ("MLT", ["region"]),
    ]


@pytest.mark.long
async def test_references_count_by_party_and_year(client_of: ClientOf, time: ExerciseTime) -> None:
    first, second = await opened(client_of), await opened(client_of)
    third = await opened(client_of, "MLT")
    time.advance(days=100)
    fourth = await opened(client_of)
    assert [i["reference"] for i in (first, second, third, fourth)] == [
        "ITA-2026-0001",
        "ITA-2026-0002",
        "MLT-2026-0001",
        "ITA-2027-0001",
    ]


async def test_a_party_whose_region_is_touched_is_told_on_the_record(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    malta = await entries(db, "MLT")
    assert [entry["type"] for entry in malta] == ["IncidentOpened"]
    assert malta[0]["changes"][0]["value"]["reference"] == incident["reference"]
    assert malta[0]["exercise"] is True
    assert await record.head(db, "GRC") == 0


async def test_six_hours_of_drift_touch_the_next_region_and_a_listed_centre_is_to_be_called(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of, drift={"course_deg": 180, "speed_kn": 4})
    assert [centre["code"] for centre in incident["to_be_called"]] == ["JRCC-TRIPOLI"]
    assert incident["to_be_called"][0]["listed"] is True
    assert "LBY" not in [i["party"] for i in incident["involved"]]
    log = plain(await client_of("MLT", "observer").get(f"/api/incidents/{incident['id']}/log"))
    assert "JRCC Tripoli (LBY) must be called" in log["items"][0]["text"]
    told = await entries(db, "MLT")
    assert [entry["type"] for entry in told] == ["IncidentOpened", "LogWritten"]


async def test_without_a_position_there_is_no_datum_and_nobody_else_is_told(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, position=None)
    assert incident["datum"] is None
    assert incident["suggested_lead"] is None
    assert [i["party"] for i in incident["involved"]] == ["ITA"]
    assert await record.head(db, "MLT") == 0


async def test_opening_again_with_the_same_id_opens_nothing(
    client_of: ClientOf, db: AsyncSession
) -> None:
    body = case()
    client = client_of("ITA", "watch_officer")
    first = await client.post("/api/incidents", json=body)
    second = await client.post("/api/incidents", json=body)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert await record.head(db, "ITA") == 1
    other = await client.post("/api/incidents", json={**body, "title": "Another boat"})
    assert codes(other) == ["repeated_with_another_body"]


async def test_another_partys_id_cannot_be_taken(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    body = case(id=incident["id"])
    answer = await client_of("GRC", "watch_officer").post("/api/incidents", json=body)
    assert answer.status_code == 409
    assert codes(answer) == ["already_exists"]


async def test_an_exercise_installation_refuses_a_real_case(client_of: ClientOf) -> None:
    answer = await client_of("ITA", "watch_officer").post(
        "/api/incidents", json=case(exercise=False)
    )
    assert answer.status_code == 409
    assert codes(answer) == ["exercise_installation"]


@pytest.mark.long
async def test_a_real_installation_holds_real_cases_and_marked_exercises(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await become_real(db)
    real = await opened(client_of)
    exercise = await opened(client_of, exercise=True)
    assert (real["exercise"], exercise["exercise"]) == (False, True)
    assert [entry["exercise"] for entry in await entries(db, "MLT")] == [False, True]
    client = client_of("ITA", "observer")
    text = await client.get(f"/api/incidents/{real['id']}/text?kind=sitrep-short")
    assert "EXERCISE" not in text.text


@pytest.mark.parametrize("role", ["observer", "registrar", "negotiator", "admin", "feed"])
async def test_only_the_watch_opens_a_case(client_of: ClientOf, role: str) -> None:
    answer = await client_of("ITA", role).post("/api/incidents", json=case())
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("pob", "doubted"),
    [
        ({"unaccompanied": 3}, []),
        ({"children": 1, "unaccompanied": 2}, [("more_alone_than_children", 2, 1)]),
        ({"max": 100, "adults": 90, "children": 20}, [("more_counted_than_most", 110, 100)]),
    ],
)
async def test_numbers_that_contradict_keep_no_case_from_being_opened(
    client_of: ClientOf,
    db: AsyncSession,
    pob: dict[str, int],
    doubted: list[tuple[str, int, int]],
) -> None:
    watch = client_of("ITA", "watch_officer")
    async with lawful(db):
        seen = plain(await watch.post("/api/incidents", json=case(pob=pob)))
    assert [tuple(one.values()) for one in seen["pob_doubts"]] == doubted
    told = {"pob": {"min": 0, "max": 200, "children": 40, "unaccompanied": 4, "source": "Crew"}}
    where, headers = f"/api/incidents/{seen['id']}", {"If-Match": f'"{seen["version"]}"'}
    async with lawful(db):
        mended = plain(await watch.patch(where, json=told, headers=headers))
    assert mended["pob_doubts"] == []
    worse = {"pob": {"min": 0, "max": 200, "children": 4, "unaccompanied": 40, "source": "Crew"}}
    headers = {"If-Match": f'"{mended["version"]}"'}
    async with lawful(db):
        kept = plain(await watch.patch(where, json=worse, headers=headers))
    assert [one["code"] for one in kept["pob_doubts"]] == ["more_alone_than_children"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"situation": "border_emergency"}, "situation"),
        ({"situation": "capacity_building"}, "situation"),
        ({"nationality": "x"}, "nationality"),
        ({"position": {"point": point(12, 91)}}, "position.point.coordinates[1]"),
        ({"title": "a\u0000b"}, "title"),
        ({"craft": {"master": "x"}}, "craft.master"),
    ],
)
async def test_bad_input_names_the_field_and_keeps_nothing(
    client_of: ClientOf, db: AsyncSession, fields: dict[str, Any], field: str
) -> None:
    answer = await client_of("ITA", "watch_officer").post("/api/incidents", json=case(**fields))
    assert answer.status_code == 422, answer.text
    told = " ".join(f"{error['field']} {error['reason']}" for error in answer.json()["errors"])
    assert field in told
    assert await record.head(db, "ITA") == 0


HERE = point(12.7, 34.3)


SLIPS = (
    ({"source": None}, "Who reported it was not told."),
    ({"source": {"who": ""}}, "Who reported it was not told."),
    ({"source": {"who": "w" * 201}}, "Of who reported it, who was cut: it was too long."),
    ({"title": ""}, "No title was told."),
    ({"title": "t" * 300}, f"The title was cut. As it was told: {'t' * 300}"),
    ({"description": "d" * 10_001}, "What is known was cut. It goes on: d"),
    ({"pob": {"min": -1}}, "Not taken as it was told, pob.min: -1 ("),
    ({"pob": {"min": 40, "max": "sixty"}}, "Not taken as it was told, pob.max: sixty ("),
    (
        {"position": {"point": HERE, "error_nm": "NaN"}},
        "Not taken as it was told, position.error_nm: NaN (",
    ),
    (
        {"position": {"point": HERE, "at": "2026-10-11T13:00:00Z"}},
        "The time that was told of the position is to come (11 Oct 13:00Z): taken as of the"
        " opening. Look whether it was local time.",
    ),
    (
        {"position": {"point": HERE, "at": "2026-10-11T12:00:00"}},
        "Not taken as it was told, position.at: 2026-10-11T12:00:00 (",
    ),
    (
        {"conditions": {"at": "2030-01-01T00:00:00Z"}},
        "The time that was told of the conditions is to come (01 Jan 00:00Z): taken as of the"
        " opening. Look whether it was local time.",
    ),
    ({"conditions": {"sea_state": 12}}, "Not taken as it was told, conditions.sea_state: 12 ("),
    (
        {"conditions": {"wind_kn": 20, "wind_m_s": 20}},
        "Not taken as it was told, conditions.wind_m_s: 20 (",
    ),
    ({"drift": {"course_deg": 360, "speed_kn": 1}}, "Not taken as it was told, drift: 360 ("),
    ({"territory_of": "XXX"}, "Whom to tell first names no party in the directory."),
    ({"territory_of": "Libya"}, "Whom to tell first could not be read."),
    ({"craft": {"mmsi": "12"}}, "The mmsi of the craft could not be read: "),
    ({"craft": {"flag": "Libya"}}, "The flag of the craft could not be read: "),
    ({"craft": {"callsign": "five alfa"}}, "The callsign of the craft could not be read: "),
)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        slip if n % 3 == 0 else pytest.param(*slip, marks=pytest.mark.long)
        for n, slip in enumerate(SLIPS)
    ],
)
async def test_a_slip_opens_the_case_and_is_said_in_the_log(
    client_of: ClientOf, db: AsyncSession, fields: dict[str, Any], line: str
) -> None:
    async with lawful(db):
        answer = await client_of("ITA", "watch_officer").post("/api/incidents", json=case(**fields))
    assert answer.status_code == 201, answer.text
    incident = answer.json()
    log = plain(await client_of("ITA", "observer").get(f"/api/incidents/{incident['id']}/log"))
    assert line in [one["text"][: len(line)] for one in log["items"]]
    if "craft" in fields:
        ((name, value),) = fields["craft"].items()
        assert incident["craft"]["name"] == f"{name} as told: {value}"
        assert incident["craft"][name] is None
        assert not [one for one in log["items"] if value in one["text"].replace("Libya", "")]


@pytest.mark.long
async def test_old_pictures_and_entries_give_new_pictures(
    client_of: ClientOf, db: AsyncSession
) -> None:
    async with lawful(db):
        await opened(client_of, drift={"course_deg": 180, "speed_kn": 4})
    async with lawful(db):
        await opened(client_of, "TUN", position=None)


CRAFT = {"name": "Sirocco", "callsign": "5axy7", "mmsi": "642000111", "flag": "lby"}
SPELT = {"name": "Sirocco", "callsign": "5AXY7", "mmsi": "642000111", "flag": "LBY"}


async def test_the_craft_is_told_on_opening_corrected_and_on_the_record(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, craft=CRAFT)
    assert incident["craft"] == SPELT
    corrected = SPELT | {"name": "Scirocco", "mmsi": None}
    assert (await case_changed(client_of, incident, craft=corrected))["craft"] == corrected
    for party in ("ITA", "MLT"):
        last = (await entries(db, party))[-1]
        assert last["type"] == "IncidentChanged"
        assert last["sentence"] == f"{incident['reference']}: identity of the craft changed."
        (step,) = last["changes"]
        assert step["value"]["craft"] == corrected, "who is involved reads the new value"


@pytest.mark.long
async def test_a_craft_of_which_nothing_is_told_is_none(client_of: ClientOf) -> None:
    incident = await opened(client_of, craft={"name": "", "flag": None})
    assert incident["craft"] is None


async def test_a_most_below_the_least_is_kept_as_the_range_between_them(
    client_of: ClientOf, db: AsyncSession
) -> None:
    async with lawful(db):
        incident = await opened(client_of, pob={"min": 60, "max": 40, "source": "relative"})
    pob = incident["pob"]
    assert (pob["min"], pob["max"], pob["turned"]) == (40, 60, True)
    assert incident["pob_highest"] == 60
    said = await opened(client_of, pob={"min": 40, "max": 60})
    assert (said["pob"]["max"], said["pob"]["turned"]) == (60, False)
