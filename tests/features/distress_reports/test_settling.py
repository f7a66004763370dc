"""A report becomes a case, is of one that stands, or is no distress."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.geo.position import LatLon
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.distress_reports import beacon, heard
from tests.given.requests import opened
from tests.world import START

pytestmark = pytest.mark.anyio

IN_MALTA = LatLon(34.5, 14.0)
WHY = {"reason": "Fell from its bracket, the master says."}


def at(report_id: UUID, step: str) -> str:
    """The path of a step."""
    return f"/api/distress-reports/{report_id}/{step}"


async def read(client_of: ClientOf, party: str, report_id: UUID) -> dict[str, Any]:
    """The report as the party sees it."""
    answer = await client_of(party, "observer").get(f"/api/distress-reports/{report_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_case_is_opened_of_it_with_all_that_is_known(
    client_of: ClientOf, db: AsyncSession
) -> None:
    report = await heard(db, "ITA", beacon(START, IN_MALTA))
    answer = await client_of("MLT", "watch_officer").post(at(report.id, "open"), json={})
    assert answer.status_code == 201, answer.text
    case = answer.json()
    assert (case["phase"], case["lead"]["party"]) == ("distress", "MLT")
    assert case["datum"]["point"]["coordinates"] == [14.0, 34.5]
    assert case["source"]["who"] == "EPIRB-AIS 974123456"
    seen = await read(client_of, "MLT", report.id)
    assert (seen["state"], seen["incident_id"]) == ("opened", case["id"])
    assert seen["settled_by"] == "MLT"
    assert (await client_of("MLT", "observer").get("/api/distress-reports")).json() == []
    of_case = await client_of("MLT", "observer").get(
        "/api/distress-reports", params={"incident_id": case["id"]}
    )
    assert [one["id"] for one in of_case.json()] == [str(report.id)]


async def test_who_heard_it_reads_that_it_is_worked_on_but_not_as_which_case(
    client_of: ClientOf, db: AsyncSession
) -> None:
    report = await heard(db, "ITA", beacon(START, IN_MALTA))
    case = (await client_of("MLT", "watch_officer").post(at(report.id, "open"), json={})).json()
    seen = await read(client_of, "ITA", report.id)
    assert (seen["state"], seen["incident_id"]) == ("opened", None)
    record = (await client_of("ITA", "observer").get("/api/record")).text
    assert "RCC Malta works on EPIRB-AIS 974123456 as a case." in record
    assert case["reference"] not in record
    of_case = await client_of("ITA", "observer").get(
        "/api/distress-reports", params={"incident_id": case["id"]}
    )
    assert of_case.status_code == 404


async def test_it_is_of_a_case_that_stands(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, "ITA")
    report = await heard(db, "ITA", beacon(time.advance(minutes=1)))
    watch = client_of("ITA", "watch_officer")
    answer = await watch.post(at(report.id, "join"), json={"incident_id": case["id"]})
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["incident_id"]) == ("joined", case["id"])
    positions = (await watch.get(f"/api/incidents/{case['id']}/positions")).json()
    assert positions[-1]["source"] == "EPIRB-AIS 974123456"
    assert positions[-1]["point"]["coordinates"] == [12.0, 40.0]


async def test_without_a_place_the_log_tells_that_it_is_heard(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, "ITA")
    report = await heard(db, "ITA", beacon(time.advance(minutes=1), None))
    watch = client_of("ITA", "watch_officer")
    answer = await watch.post(at(report.id, "join"), json={"incident_id": case["id"]})
    assert answer.status_code == 200, answer.text
    log = (await watch.get(f"/api/incidents/{case['id']}/log")).text
    assert "EPIRB-AIS 974123456 is heard without a position." in log


async def test_a_case_that_one_may_not_see_is_none(client_of: ClientOf, db: AsyncSession) -> None:
    case = await opened(client_of, "TUN", position=None)
    report = await heard(db, "ITA", beacon(START))
    body = {"incident_id": case["id"]}
    answer = await client_of("ITA", "watch_officer").post(at(report.id, "join"), json=body)
    assert answer.status_code == 404
    assert (await read(client_of, "ITA", report.id))["state"] == "waiting"


@pytest.mark.parametrize("party", ["ITA", "MLT"])
async def test_either_party_says_that_it_is_no_distress(
    client_of: ClientOf, db: AsyncSession, party: str
) -> None:
    report = await heard(db, "ITA", beacon(START, IN_MALTA))
    watch = client_of(party, "watch_officer")
    assert (await watch.post(at(report.id, "dismiss"), json={"reason": " "})).status_code == 422
    assert (await watch.post(at(report.id, "dismiss"), json=WHY)).status_code == 200
    for reader in ("ITA", "MLT"):
        seen = await read(client_of, reader, report.id)
        assert (seen["state"], seen["reason"]) == ("dismissed", WHY["reason"])


@pytest.mark.parametrize("step", ["open", "join", "dismiss"])
async def test_nobody_settles_what_is_settled(
    client_of: ClientOf, db: AsyncSession, step: str
) -> None:
    report = await heard(db, "ITA", beacon(START))
    case = await opened(client_of, "ITA")
    watch = client_of("ITA", "watch_officer")
    assert (await watch.post(at(report.id, "dismiss"), json=WHY)).status_code == 200
    bodies: dict[str, Any] = {"join": {"incident_id": case["id"]}, "dismiss": WHY}
    answer = await watch.post(at(report.id, step), json=bodies.get(step, {}))
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["code"] == "report_settled"
    assert answer.json()["state"] == "dismissed"


async def test_one_that_goes_on_is_followed_quietly(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    report = await heard(db, "ITA", beacon(START))
    await client_of("ITA", "watch_officer").post(at(report.id, "open"), json={})
    before = (await client_of("ITA", "observer").get("/api/record")).json()
    await heard(db, "ITA", beacon(time.advance(minutes=2), LatLon(40.01, 12.0)))
    seen = await read(client_of, "ITA", report.id)
    assert seen["point"]["coordinates"] == [12.0, 40.01]
    assert seen["state"] == "opened"
    after = (await client_of("ITA", "observer").get("/api/record")).json()
    assert len(after["entries"]) == len(before["entries"])
