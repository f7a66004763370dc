"""A State's own word on vessels that enter to assist: stated by its administrator, told to all, and
used in its own waters alone."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import registered
from tests.given.places import OFF_DJERBA
from tests.given.record import sentences
from tests.given.requests import (
    Plain,
    asked,
    id_of,
    need,
    opened,
    plain,
    work_of,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

LAW = {"state": "notice", "source": "Maritime Code, article 5", "dated_on": "2019-03-01"}


async def said(client_of: ClientOf, party: str = "ITA", **fields: Any) -> dict[str, Any]:
    answer = await client_of(party, "admin").put("/api/assistance-entry", json={**LAW, **fields})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["assistance_entry"]
    return found


async def known(client_of: ClientOf, reader: str, party: str = "ITA") -> dict[str, Any] | None:
    answer = await client_of(reader, "observer").get("/api/parties")
    [one] = [one for one in answer.json() if one["id"] == party]
    found: dict[str, Any] | None = one["assistance_entry"]
    return found


async def test_it_is_told_to_all_with_source_and_date_and_its_history_stays(
    client_of: ClientOf, db: AsyncSession
) -> None:
    assert await known(client_of, "TUN") is None
    async with lawful(db):
        first = await said(client_of)
    assert first == await known(client_of, "TUN")
    assert (first["state"], first["civil"], first["military"]) == ("notice", None, None)
    assert (first["source"], first["dated_on"]) == (LAW["source"], LAW["dated_on"])
    await said(client_of)  # the same again is no news
    async with lawful(db):
        await said(client_of, military="request", source="Decree 7", dated_on="2024-01-02")
        withdrawn = await client_of("ITA", "admin").post(
            "/api/assistance-entry/withdraw", json={"reason": "Under review."}
        )
    assert withdrawn.json()["assistance_entry"] is None
    assert await sentences(db, "TUN", of="AssistanceEntryStated") == [
        "Italy asks of vessels that enter its territorial sea to assist people whose position is"
        " known: civil, nothing said; of a State, a notice; military, nothing said (Maritime Code,"
        " article 5, 2019-03-01).",
        "Italy asks of vessels that enter its territorial sea to assist people whose position is"
        " known: civil, nothing said; of a State, a notice; military, a request (Decree 7,"
        " 2024-01-02).",
    ]
    assert await sentences(db, "TUN", of="AssistanceEntryWithdrawn") == [
        "Italy has withdrawn what it said of vessels that enter its territorial sea to assist:"
        " Under review.",
    ]


@pytest.mark.parametrize("role", ["watch_officer", "coordinator", "negotiator", "registrar"])
async def test_only_an_administrator_speaks_for_the_state(client_of: ClientOf, role: str) -> None:
    answer = await client_of("ITA", role).put("/api/assistance-entry", json=LAW)
    assert answer.status_code == 403
    assert await known(client_of, "ITA") is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"state": None}, "says_nothing"),
        ({"state": "nothing"}, "enum"),
        ({"dated_on": "2099-01-01"}, "date_in_future"),
        ({"source": ""}, "string_too_short"),
        ({"source": "\u200b"}, "unseen_character"),
    ],
)
async def test_what_says_nothing_or_has_no_source_is_refused(
    client_of: ClientOf, fields: dict[str, Any], code: str
) -> None:
    answer = await client_of("ITA", "admin").put("/api/assistance-entry", json={**LAW, **fields})
    assert answer.status_code == 422, answer.text
    assert code in answer.text


async def test_nothing_is_withdrawn_twice(client_of: ClientOf) -> None:
    answer = await client_of("ITA", "admin").post(
        "/api/assistance-entry/withdraw", json={"reason": "Anew."}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_stated")


async def patrol_boat(client_of: ClientOf, world: World, incident: Plain) -> Plain:
    """A State vessel of Malta's, at work for Italy's case."""
    body = {"id": id_of(), "name": "P61", "type": "S5", "base": OFF_DJERBA["point"]}
    asset = await registered(client_of, "MLT", {**body, "service": "state"})
    request = await asked(client_of, world, "MLT", incident=incident, needs=[need(kinds=[])])
    return await work_of(client_of, request, asset)


async def entry_of(client_of: ClientOf, work: Plain) -> Plain:
    answer = await client_of("MLT", "observer").get(f"/api/deployments/{work['id']}/crossings")
    assert answer.status_code == 200, answer.text
    (one,) = [one for one in answer.json() if one["territory"] == "TUN"]
    found: Plain = one
    return found


async def verdict_of(client_of: ClientOf, incident: Plain, name: str) -> Plain:
    body = {"need": need(kinds=[]), "incident_id": incident["id"]}
    answer = await client_of("MLT", "watch_officer").post("/api/matches", json=body)
    assert answer.status_code == 200, answer.text
    (one,) = [one for one in answer.json()["items"] if one["name"] == name]
    found: Plain = one
    return found


async def asks_entry(client_of: ClientOf, work: Plain, **body: Any) -> Plain:
    answer = await client_of("MLT", "watch_officer").post(
        f"/api/deployments/{work['id']}/clearances",
        json={"id": id_of(), "territory": "TUN", **body},
    )
    assert answer.status_code == 201, answer.text
    return plain(answer)


@pytest.mark.long
async def test_the_verdict_says_it_as_that_states_word_and_a_notice_leaves(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, position=OFF_DJERBA)
    work = await patrol_boat(client_of, world, incident)
    before = await entry_of(client_of, work)
    assert (before["code"], before["mode"]) == ("entry_known_position", "request")
    # What another State says of its own waters is nothing here.
    await said(client_of, "GRC", state="notice", civil="notice", military="notice")
    assert (await entry_of(client_of, work))["code"] == "entry_known_position"
    await said(client_of, "TUN", state="notice")
    after = await entry_of(client_of, work)
    assert (after["code"], after["mode"], after["ask"]) == ("assistance_on_notice", "notify", True)
    assert after["basis"]["instrument"] == (
        "That State's own word: Maritime Code, article 5, 2019-03-01"
    )
    assert "Tunisia asks for a notice of such a vessel before it enters" in after["sentence"]
    assert "(its own word: Maritime Code, article 5, 2019-03-01)" in after["sentence"]
    sent = await asks_entry(client_of, work)
    assert (sent["mode"], sent["state"]) == ("notify", "notified")
    assert sent["basis"]["instrument"].startswith("That State's own word")
    again = await client_of("MLT", "watch_officer").post(
        f"/api/deployments/{work['id']}/clearances", json={"id": id_of(), "territory": "TUN"}
    )
    assert (again.status_code, again.json()["code"]) == (409, "asked_already")
    assert again.json()["detail"].startswith("Tunisia has been sent a notice of it already")


@pytest.mark.long
async def test_a_party_may_ask_where_a_notice_would_do(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of, position=OFF_DJERBA)
    work = await patrol_boat(client_of, world, incident)
    await said(client_of, "TUN", state="notice")
    sent = await asks_entry(client_of, work, mode="request")
    assert (sent["mode"], sent["state"]) == ("request", "asked")


@pytest.mark.long
async def test_a_state_that_asks_for_a_request_is_asked(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of, position=OFF_DJERBA)
    work = await patrol_boat(client_of, world, incident)
    await said(client_of, "TUN", state="request")
    after = await entry_of(client_of, work)
    assert (after["code"], after["mode"]) == ("assistance_on_request", "request")
    assert (await asks_entry(client_of, work))["mode"] == "request"


@pytest.mark.long
async def test_an_agreement_between_the_two_goes_before_it(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, position=OFF_DJERBA)
    work = await patrol_boat(client_of, world, incident)
    await said(client_of, "TUN", state="notice")
    entry = [{"mode": "request", "lead_minutes": 45}]
    await concluded(client_of, agreement(term("Art. 6", entry=entry), parties=("MLT", "TUN")))
    assert (await entry_of(client_of, work))["code"] == "entry_request"


@pytest.mark.long
async def test_a_search_asks_whatever_the_state_says_of_assistance(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, position={**OFF_DJERBA, "error_nm": 5.0})
    work = await patrol_boat(client_of, world, incident)
    await said(client_of, "TUN", state="notice", civil="notice", military="notice")
    assert (await entry_of(client_of, work))["code"] == "entry_by_request"


async def test_matches_wait_for_no_answer_where_a_notice_is_all_it_asks(
    client_of: ClientOf,
) -> None:
    incident = await opened(client_of, "MLT", position=OFF_DJERBA)
    body = {"id": id_of(), "name": "P52", "type": "S5", "base": OFF_DJERBA["point"]}
    await registered(client_of, "MLT", {**body, "service": "state"})
    before = await verdict_of(client_of, incident, "P52")
    assert before["verdict"] == "entry_to_be_asked"
    await said(client_of, "TUN", state="notice")
    after = await verdict_of(client_of, incident, "P52")
    assert after["verdict"] == "after_notice"
    assert before["time"]["clearance_minutes"] > after["time"]["clearance_minutes"] == 0
