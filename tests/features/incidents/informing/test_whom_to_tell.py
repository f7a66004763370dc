"""The choice of whom to tell first is read by the lead's party alone, and owns no waters."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import case_seen, opened, plain
from tests.given.record import entries
from tests.given.requests import (
    Plain,
    asked,
    id_of,
    need,
    post,
    work_of,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

KYRENIA, KASTELLORIZO, GIBRALTAR = [33.32, 35.40], [29.60, 36.16], [-5.32, 36.12]
DERNA = [22.65, 32.80]
"""Off Libya's undisputed coast."""


def place(at: list[float]) -> Plain:
    return {"point": {"type": "Point", "coordinates": at}, "error_nm": 0.5}


async def case_at(
    client_of: ClientOf, world: World, at: list[float], first: str
) -> tuple[Plain, Plain]:
    """A case of Italy's there, of which it tells a State first, and Malta's helicopter at work."""
    rescue = await registered(
        client_of,
        "MLT",
        helicopter(name="Rescue 1", base={"type": "Point", "coordinates": [at[0], at[1] + 1.0]}),
    )
    incident = await opened(client_of, position=place(at), territory_of=first)
    sent = await asked(client_of, world, "MLT", incident=incident)
    work = await work_of(client_of, sent, rescue)
    return incident, work


@pytest.mark.long
@pytest.mark.parametrize(
    "at",
    [
        KYRENIA,
        pytest.param(KASTELLORIZO, marks=pytest.mark.long),
        pytest.param(GIBRALTAR, marks=pytest.mark.long),
        DERNA,
    ],
)
async def test_the_choice_is_read_by_the_lead_alone(
    client_of: ClientOf, world: World, at: list[float], db: AsyncSession
) -> None:
    async with lawful(db):
        incident, _ = await case_at(client_of, world, at, "GRC")
    seen = {}
    for party in ("ITA", "MLT"):
        answer = await client_of(party, "observer").get(f"/api/incidents/{incident['id']}")
        seen[party] = plain(answer)
    assert (seen["ITA"]["territory_of"], seen["MLT"]["territory_of"]) == ("GRC", None)
    assert "GRC" in str(await entries(db, "ITA"))
    mine = [one for one in await entries(db, "MLT") if incident["reference"] in str(one)]
    assert mine
    assert '"territory_of": "GRC"' not in str(mine).replace("'", '"')


@pytest.mark.long
@pytest.mark.parametrize(
    ("at", "owner"),
    [
        (KYRENIA, None),
        pytest.param(KASTELLORIZO, None, marks=pytest.mark.long),
        pytest.param(GIBRALTAR, None, marks=pytest.mark.long),
        (DERNA, "LBY"),
    ],
)
async def test_no_rule_and_no_text_goes_by_it(
    client_of: ClientOf, world: World, at: list[float], owner: str | None
) -> None:
    await concluded(client_of, agreement(term("Art. 2", visibility="position")))
    incident, work = await case_at(client_of, world, at, "GRC")
    body = {"need": need(kinds=["aircraft"]), "incident_id": incident["id"]}
    found = plain(await client_of("ITA", "watch_officer").post("/api/matches", json=body))
    there = [
        reason
        for item in found["items"]
        for reason in item["reasons"]
        if reason["params"].get("at_scene")
    ]
    answer = await client_of("MLT", "observer").get(f"/api/deployments/{work['id']}/crossings")
    crossings = answer.json()
    for one in there:
        assert one["params"]["territory"] == (owner or "not determined")
        assert ("waters of Libya" in one["sentence"]) is (owner is not None)
    told = [one for one in crossings if one["at_scene"]]
    assert told
    assert ({one["territory"] for one in told} == {owner}) is (owner is not None)
    if owner is None:
        assert all("not determined here" in one["sentence"] for one in told)


@pytest.mark.long
async def test_the_text_of_entry_names_no_owner_for_the_leads_choice(
    client_of: ClientOf, world: World
) -> None:
    _, work = await case_at(client_of, world, KASTELLORIZO, "GRC")
    answer = await post(
        client_of, "MLT", f"deployments/{work['id']}/clearances", id=id_of(), territory="GRC"
    )
    assert answer.status_code == 201, answer.text
    text = (await client_of("MLT", "observer").get(plain(answer)["signal_url"])).text
    assert "NOT DETERMINED HERE" in " ".join(text.split())
    assert "TERRITORIAL SEA OF" not in text
    assert "WITHOUT PREJUDICE" in text


@pytest.mark.long
async def test_who_leads_next_does_not_inherit_the_choice(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, position=place(KYRENIA), territory_of="GRC")
    where = f"incidents/{incident['id']}/coordination"
    proposal = {"id": id_of(), "office": "smc", "reason": "Your region."}
    made = await post(client_of, "ITA", where, to_centre_id=str(world.centres["MLT"]), **proposal)
    assert made.is_success, made.text
    taken = await post(client_of, "MLT", f"{where}/accept", office="smc")
    assert taken.is_success, taken.text
    for party in ("ITA", "MLT"):
        seen = await case_seen(client_of, incident, party)
        assert (seen["lead"]["party"], seen["territory_of"]) == ("MLT", None)
