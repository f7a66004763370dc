"""Entries are found by words, by the case and the unit they are about, and by time."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.record import erasing
from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.requests import (
    Plain,
    asked,
    hailed,
    id_of,
    opened,
    plain,
    post,
    stepped,
    work_of,
)
from tests.world import World

pytestmark = pytest.mark.anyio


@beginning
async def rescue(client_of: ClientOf, world: World) -> Plain:
    """A case with a request, a Maltese helicopter that took eight aboard, and another case."""
    await concluded(client_of, agreement(term(visibility="position", may_request=True)))
    case = await opened(client_of)
    other = await opened(client_of, title="A second boat")
    request = await asked(client_of, world, "MLT", incident=case)
    unit = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    work = await work_of(client_of, request, unit)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await stepped(client_of, "MLT", work, "load", persons=8)
    return {"case": case, "other": other, "request": request, "unit": unit, "work": work}


async def found(client_of: ClientOf, party: str = "ITA", **query: Any) -> list[Plain]:
    answer = await client_of(party, "observer").get(
        "/api/record", params={"facts_only": True, "limit": 500, **query}
    )
    assert answer.status_code == 200, answer.text
    entries: list[Plain] = plain(answer)["entries"]
    return entries


def types(entries: list[Plain]) -> list[str]:
    return [entry["type"] for entry in entries]


@pytest.mark.long
async def test_all_that_is_about_a_case_is_found_by_it(client_of: ClientOf, rescue: Plain) -> None:
    of_case = await found(client_of, about=rescue["case"]["id"])
    assert types(of_case) == [
        "IncidentOpened",
        "RequestOpened",
        "OfferMade",
        "OfferAccepted",
        "DeploymentStepped",
        "DeploymentStepped",
        "DeploymentStepped",
    ]
    assert of_case[-1]["sentence"] == "Rescue 1 took 8 aboard, 8 now (loaded)."
    assert of_case[1]["by"]["party"] == "ITA"
    assert types(await found(client_of, about=rescue["other"]["id"])) == ["IncidentOpened"]
    assert await found(client_of, about=id_of()) == []


async def test_a_unit_and_a_request_are_found_as_well(client_of: ClientOf, rescue: Plain) -> None:
    of_unit = await found(client_of, "MLT", about=rescue["unit"]["id"])
    assert types(of_unit) == [
        "AssetRegistered",
        "OfferMade",
        "OfferAccepted",
        *["DeploymentStepped"] * 3,
    ]
    of_request = await found(client_of, about=rescue["request"]["id"])
    assert {"RequestOpened", "OfferMade", "OfferAccepted"} <= set(types(of_request))


async def test_nobody_finds_what_it_was_not_told(client_of: ClientOf, rescue: Plain) -> None:
    assert await found(client_of, "GRC", about=rescue["case"]["id"]) == []
    assert await found(client_of, "GRC", about=rescue["unit"]["id"]) == []
    reference = rescue["case"]["reference"]
    assert await found(client_of, "GRC", q=reference) == []


async def test_words_in_a_reference_find_the_whole_case(client_of: ClientOf, rescue: Plain) -> None:
    reference: str = rescue["case"]["reference"]
    by_words = await found(client_of, q=reference.lower())
    assert by_words == await found(client_of, about=rescue["case"]["id"])
    assert types(await found(client_of, q="took 8 aboard")) == ["DeploymentStepped"]


async def test_only_what_was_recorded_in_a_span_is_found(
    client_of: ClientOf, rescue: Plain, time: ExerciseTime
) -> None:
    about = rescue["case"]["id"]
    then = clock.now() + timedelta(minutes=1)
    time.advance(minutes=5)
    await post(client_of, "ITA", f"incidents/{about}/log", id=id_of(), text="Called again.")
    late = await found(client_of, about=about, from_at=then.isoformat())
    assert types(late) == ["LogWritten"]
    early = await found(client_of, about=about, until_at=then.isoformat())
    assert "LogWritten" not in types(early)
    assert len(early) + 1 == len(await found(client_of, about=about))


async def test_an_erased_entry_is_still_a_line_of_its_case(
    client_of: ClientOf, db: AsyncSession, rescue: Plain
) -> None:
    about = rescue["case"]["id"]
    before = await found(client_of, about=about)
    number = await db.scalar(text("SELECT max(number) FROM record_subject"))
    assert number is not None
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    await erasing.erase(db, number, reason="It told too much.")
    await db.execute(text("SET LOCAL ROLE sar_app"))
    after = await found(client_of, about=about)
    assert (after[-1]["type"], after[-1]["number"]) == ("Erased", before[-1]["number"])
    assert after[-1]["at"] == before[-1]["at"]
    assert "sentence" not in after[-1]


async def test_changes_are_left_out_where_they_are_not_wanted(
    client_of: ClientOf, rescue: Plain
) -> None:
    about = rescue["case"]["id"]
    bare = await found(client_of, about=about, changes=False)
    assert all("changes" not in entry for entry in bare)
    other = {"changes": None, "proof": None}
    assert [entry | other for entry in bare] == [
        entry | other for entry in await found(client_of, about=about)
    ]


@pytest.mark.long
async def test_a_diverted_unit_is_in_the_log_of_both_cases(
    client_of: ClientOf, rescue: Plain
) -> None:
    ship = await hailed(client_of, rescue["case"])
    body = {"incident_id": rescue["other"]["id"], "reason": "Nearer to the second boat."}
    answer = await post(client_of, "ITA", f"deployments/{rescue['work']['id']}/divert", **body)
    assert answer.status_code == 200, answer.text
    consent = f"deployments/{rescue['work']['id']}/consent-divert"
    assert (await post(client_of, "MLT", consent)).status_code == 200
    for case in ("case", "other"):
        assert "DeploymentDiverted" in types(await found(client_of, about=rescue[case]["id"]))
    assert "ShipHailed" in types(await found(client_of, about=ship["ship_id"]))


async def test_cases_are_listed_by_words_in_their_reference_or_title(
    client_of: ClientOf, rescue: Plain
) -> None:
    async def listed(party: str, q: str) -> list[str]:
        answer = await client_of(party, "observer").get("/api/incidents", params={"q": q})
        return [case["id"] for case in plain(answer)["items"]]

    assert await listed("ITA", "second BOAT") == [rescue["other"]["id"]]
    assert await listed("ITA", rescue["case"]["reference"]) == [rescue["case"]["id"]]
    assert await listed("GRC", "boat") == []
