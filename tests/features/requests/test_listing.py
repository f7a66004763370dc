"""Lists of requests, deployments and clearances: one query, one cursor, the same refusals."""

import pytest

from tests.clients import ClientOf
from tests.given.requests import asked, opened
from tests.world import World

pytestmark = pytest.mark.anyio

LISTS = ["requests", "deployments", "clearances"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("limit=0", "limit", "greater_than_equal"),
        ("limit=501", "limit", "less_than_equal"),
        ("limit=x", "limit", "int_parsing"),
        ("cursor=x", "cursor", "bad_cursor"),
        (f"cursor={'x' * 201}", "cursor", "string_too_long"),
        ("state=somewhere", "state", "enum"),
    ],
)
async def test_a_wrong_query_is_refused_by_the_name_of_its_parameter(
    client_of: ClientOf, world: World, name: str, query: str, field: str, code: str
) -> None:
    answer = await client_of("ITA", "observer").get(f"/api/{name}?{query}")
    assert answer.status_code == 422
    faults = answer.json()["errors"]
    assert [(fault["field"], fault["code"]) for fault in faults] == [(field, code)]


@pytest.mark.parametrize("name", LISTS)
async def test_unknown_parameters_are_passed_over(
    client_of: ClientOf, world: World, name: str
) -> None:
    answer = await client_of("ITA", "observer").get(f"/api/{name}?colour=red")
    assert (answer.status_code, answer.json()) == (200, {"items": [], "next": None})


async def test_a_page_leads_to_the_next_with_its_filters(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of)
    made = [await asked(client_of, world, "MLT", incident=incident) for _ in range(3)]
    reader = client_of("ITA", "observer")
    first = (await reader.get("/api/requests?limit=2&party=ITA")).json()
    second = (await reader.get(first["next"])).json()
    assert "party=ITA" in first["next"]
    listed = [item["id"] for item in first["items"] + second["items"]]
    assert listed == sorted((one["id"] for one in made), reverse=True)
    assert second["next"] is None


async def test_requests_without_an_incident_are_listed_by_themselves(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    of_case = await asked(client_of, world, "MLT", incident=incident)
    alone = await asked(client_of, world, "MLT")
    for party in ("ITA", "MLT"):
        reader = client_of(party, "observer")
        found = (await reader.get("/api/requests?without_incident=true")).json()
        assert [one["id"] for one in found["items"]] == [alone["id"]]
        every = (await reader.get("/api/requests")).json()
        assert {one["id"] for one in every["items"]} == {alone["id"], of_case["id"]}


@pytest.mark.long
@pytest.mark.parametrize("version", ['"-1"', f'"{2**31}"', "x"])
async def test_a_version_beyond_its_range_is_none(
    client_of: ClientOf, world: World, version: str
) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", incident=incident)
    answer = await client_of("ITA", "watch_officer").post(
        f"/api/requests/{sent['id']}/amend",
        json={"needs": [], "reason": "The wind has turned."},
        headers={"If-Match": version},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_version")
