"""A position before it is filed, over HTTP."""

from typing import Any

import pytest

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, codes, opened, plain

pytestmark = pytest.mark.anyio

A1 = "34 20.0N 012 42.0E"


async def look(
    client_of: ClientOf, text: str = A1, *, party: str = "ITA", **fields: Any
) -> dict[str, Any]:
    """The look at a position that an observer of the party is given."""
    answer = await client_of(party, "observer").post(
        "/api/positions/look", json={"text": text, **fields}
    )
    assert answer.status_code == 200, answer.text
    return plain(answer)


async def test_a_position_is_told_from_the_nearest_name_and_with_every_region(
    client_of: ClientOf,
) -> None:
    found = await look(client_of)
    assert found["position"] == "34°20.0′N 012°42.0′E"
    assert found["near"] == {"name": "JRCC Tripoli", "course_deg": 344, "distance_nm": 89.4}
    assert [one["code"] for one in found["regions"]] == ["RCC-MALTA"]
    assert (found["warnings"], found["cases"]) == ([], [])


async def test_an_own_base_is_a_name_and_another_partys_is_not(client_of: ClientOf) -> None:
    await registered(client_of, "ITA", helicopter())
    assert (await look(client_of))["near"]["name"] == "Lampedusa"
    assert (await look(client_of, party="GRC"))["near"]["name"] == "JRCC Tripoli"


async def test_an_exchanged_position_is_told_as_one(client_of: ClientOf) -> None:
    found = await look(client_of, "13.1667, 34.925")
    assert [one["code"] for one in found["warnings"]] == [
        "on_land",
        "far_from_own_waters",
        "maybe_swapped",
    ]
    assert found["warnings"][2]["params"] == {"position": "34°55.5′N 013°10.0′E"}
    assert found["regions"] == []


async def test_what_cannot_be_read_says_why(client_of: ClientOf) -> None:
    answer = await client_of("ITA", "observer").post("/api/positions/look", json={"text": "34 12"})
    assert answer.status_code == 422
    assert codes(answer)[0].startswith("position_")


@pytest.mark.long
async def test_another_case_near_in_place_and_time_is_named_and_nothing_merges(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    one = await opened(client_of, title="First call")
    found = (await look(client_of, "34 23.0N 012 42.0E"))["cases"]
    assert [(case["id"], case["reference"], case["distance_nm"]) for case in found] == [
        (one["id"], one["reference"], 3.0)
    ]
    assert (await look(client_of, "34 26.0N 012 42.0E"))["cases"] == []
    assert (await look(client_of, incident_id=one["id"]))["cases"] == []
    other = await opened(client_of, title="Second call")
    assert other["links"] == []
    assert len((await look(client_of))["cases"]) == 2


async def test_a_case_is_near_where_it_has_drifted_by_then(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    await opened(client_of, drift={"course_deg": 0.0, "speed_kn": 2.0})
    time.advance(hours=10)
    assert (await look(client_of))["cases"] == []
    assert len((await look(client_of, "34 40.0N 012 42.0E"))["cases"]) == 1


@pytest.mark.long
async def test_a_case_that_is_over_is_near_for_two_hours(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await opened(client_of, phase="alert", pob={"max": 0})
    closed = await act(
        client_of, "ITA", "coordinator", f"{incident['id']}/close", reason="Safe in port."
    )
    assert closed.status_code == 200, closed.text
    assert len((await look(client_of))["cases"]) == 1
    time.advance(hours=3)
    assert (await look(client_of))["cases"] == []


async def test_a_case_that_is_not_seen_in_full_is_not_told(client_of: ClientOf) -> None:
    await opened(client_of)
    assert len((await look(client_of, party="MLT"))["cases"]) == 1
    assert (await look(client_of, party="GRC"))["cases"] == []


@pytest.mark.parametrize(("level", "told"), [("coarse", 0), ("full", 1)])
async def test_a_case_seen_coarsely_is_not_told_and_one_seen_in_full_is(
    client_of: ClientOf, level: str, told: int
) -> None:
    terms = term(incident_awareness=level, grantor="ITA", grantees=["GRC"])
    await concluded(client_of, agreement(terms, parties=("ITA", "GRC")))
    await opened(client_of)
    assert len((await look(client_of, party="GRC"))["cases"]) == told
