"""The costs of a unit's work, by the terms it was accepted under, for the two it is between."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, replaced, term
from tests.given.assets import helicopter, registered
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deployed,
    hailed,
    offered,
    opened,
    plain,
    post,
    stepped,
)
from tests.world import World

pytestmark = pytest.mark.anyio

BILLED: dict[str, Any] = {
    "rule": "marginal", "currency": "EUR", "rate_per_hour": 4500.5, "free_hours": 2.0,
    "claim_days": 90,
}  # fmt: skip


async def at_work(client_of: ClientOf, world: World, *terms: Plain) -> tuple[str, Plain]:
    """Malta's helicopter works for Italy; and the agreement that this rests on."""
    made = await concluded(client_of, agreement(*terms, reference="COSTS"))
    asset = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    sent = await asked(client_of, world, "MLT", incident=await opened(client_of))
    offer = await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])
    await accepted(client_of, "ITA", offer)
    (work,) = await deployed(client_of, "ITA", offer)
    return made, work


async def costs(client_of: ClientOf, party: str, work: Plain) -> Plain:
    """The costs as a party reads them."""
    path = f"/api/deployments/{work['id']}/costs"
    return plain(await client_of(party, "observer").get(path))


async def test_they_grow_by_the_clause_until_release_and_stay_with_the_day_of_the_claim(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    made, work = await at_work(client_of, world, term("Art. 9", costs=BILLED))
    before = await costs(client_of, "MLT", work)
    assert (before["owed"], before["left_at"], before["final"]) == ("nothing", None, False)
    assert before["payer"] == "ITA"
    await stepped(client_of, "MLT", work, "depart")
    time.advance(hours=2)
    assert (await costs(client_of, "ITA", work))["owed"] == "nothing"
    await stepped(client_of, "MLT", work, "arrive")
    time.advance(minutes=61)
    now = await costs(client_of, "ITA", work)
    assert (now["owed"], now["counted_hours"], now["amount"]) == ("by_rate", 2, "9001.00")
    assert (now["final"], now["claim_until"]) == (False, None)
    await stepped(client_of, "ITA", work, "release")
    await replaced(client_of, made)
    time.advance(days=10)
    end = await costs(client_of, "ITA", work)
    assert (end["amount"], end["final"]) == ("9001.00", True)
    assert end["claim_until"] == "2027-01-09"
    assert end["says"].startswith(
        "Malta is reimbursed its additional costs by Italy at 4,500.50 EUR per hour"
    )
    assert (end["clause"]["article"], end["clause"]["agreement"]) == ("Art. 9", "COSTS")
    assert (end["rate_per_hour"], end["free_hours"], end["currency"]) == ("4500.50", "2", "EUR")
    assert "house rule" in end["counted_by"]
    assert {**end, "as_of": 0} == {**await costs(client_of, "MLT", work), "as_of": 0}


async def test_nobody_else_finds_any(client_of: ClientOf, world: World) -> None:
    _, work = await at_work(client_of, world, term("Art. 9", costs=BILLED))
    for party in ("TUN", "GRC"):
        answer = await client_of(party, "observer").get(f"/api/deployments/{work['id']}/costs")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    ship = await hailed(client_of, await opened(client_of))
    answer = await client_of("ITA", "observer").get(f"/api/deployments/{ship['id']}/costs")
    assert answer.status_code == 404, "a ship of opportunity has no clause"


@pytest.mark.long
async def test_where_no_clause_speaks_each_bears_its_own_by_the_house_default(
    client_of: ClientOf, world: World
) -> None:
    _, work = await at_work(client_of, world, term("Art. 1", may_request=True))
    found = await costs(client_of, "ITA", work)
    assert (found["payer"], found["clause"], found["owed"]) == (None, None, "nothing")
    assert "house default" in found["says"]


@pytest.mark.long
async def test_whoever_leads_by_now_it_is_owed_by_the_party_that_the_work_was_promised_to(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    _, work = await at_work(client_of, world, term("Art. 9", costs=BILLED))
    await db.execute(
        text("UPDATE deployment SET lead_party = 'GRC' WHERE id = :id"), {"id": work["id"]}
    )
    db.expire_all()
    assert (await costs(client_of, "ITA", work))["payer"] == "ITA"
    answer = await client_of("GRC", "observer").get(f"/api/deployments/{work['id']}/costs")
    assert answer.status_code == 404


EARLIER = "UPDATE deployment SET lead_party = 'GRC', terms = "


@pytest.mark.long
@pytest.mark.parametrize(
    ("statement", "payer"),
    [
        (EARLIER + "jsonb_build_array(terms -> 0 #- '{requester}')", "ITA"),
        (EARLIER + "'[]'", None),
    ],
)
async def test_clauses_kept_by_an_earlier_release_name_who_the_offer_was_made_to(
    client_of: ClientOf, world: World, db: AsyncSession, statement: str, payer: str | None
) -> None:
    _, work = await at_work(client_of, world, term("Art. 9", costs=BILLED))
    await db.execute(text(statement))
    db.expire_all()
    assert (await costs(client_of, "ITA", work))["payer"] == payer


@pytest.mark.long
async def test_a_diverted_unit_costs_each_case_its_own_hours(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    _, work = await at_work(client_of, world, term("Art. 9", costs={**BILLED, "free_hours": 0}))
    await stepped(client_of, "MLT", work, "depart")
    time.advance(minutes=90)
    other = await opened(client_of)
    where = f"deployments/{work['id']}"
    plain(
        await post(client_of, "ITA", f"{where}/divert", incident_id=other["id"], reason="Nearer.")
    )
    plain(await post(client_of, "MLT", f"{where}/consent-divert"))
    time.advance(minutes=30)
    page = plain(await client_of("MLT", "observer").get("/api/deployments"))
    (goes_on,) = [one for one in page["items"] if one["diverted_from"] == work["id"]]
    first, second = [await costs(client_of, "MLT", one) for one in (work, goes_on)]
    assert (first["counted_hours"], first["final"], first["payer"]) == (2, True, "ITA")
    assert (second["counted_hours"], second["final"], second["payer"]) == (1, False, "ITA")
