"""The number on board and of the found decides how many a need for persons still wants."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.given.incidents import case_changed, seconded
from tests.given.requests import (
    Plain,
    asked,
    hailed,
    id_of,
    need,
    opened,
    plain,
    post,
    request_seen,
    stepped,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


async def wanted_of(client_of: ClientOf, request: Plain, party: str = "ITA") -> tuple[str, Plain]:
    """The state of the request, and the coverage of its only need."""
    answer = await client_of(party, "observer").get(f"/api/requests/{request['id']}")
    seen = plain(answer)
    return seen["state"], seen["needs"][0]["coverage"]


async def told(client_of: ClientOf, incident: Plain, most: int) -> None:
    """Italy is told that so many at most are on board."""
    pob = {"min": 0, "max": most, "source": "crew list"}
    await case_changed(client_of, incident, pob=pob, pob_reason="Counted.")


@pytest.mark.long
async def test_no_more_are_wanted_than_are_on_board_or_left(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob={"min": 250, "max": 400, "source": "caller"})
    wanted = need(kinds=[], unit="persons", quantity=400)
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[wanted])
    state, coverage = await wanted_of(client_of, sent)
    assert (state, coverage["wanted"], coverage["missing"]) == ("open", 400, 400)
    async with lawful(db):
        await told(client_of, incident, 12)
    state, coverage = await wanted_of(client_of, sent)
    assert (state, coverage["wanted"]) == ("open", 400), "it is one person's word"
    async with lawful(db):
        await seconded(client_of, incident)
    state, coverage = await wanted_of(client_of, sent)
    assert (state, coverage["wanted"], coverage["missing"]) == ("open", 12, 12)
    seen = await request_seen(client_of, sent)
    assert seen["needs"][0]["quantity"] == 400, "as asked"
    ship = await hailed(client_of, incident)
    async with lawful(db):
        await stepped(client_of, "ITA", ship, "proceed", "arrive")
        await stepped(client_of, "ITA", ship, "embark", persons=9)
    state, coverage = await wanted_of(client_of, sent)
    assert (state, coverage["wanted"], coverage["missing"]) == ("open", 3, 3)
    async with lawful(db):
        await stepped(client_of, "ITA", ship, "embark", persons=3)
    state, coverage = await wanted_of(client_of, sent)
    assert (state, coverage["wanted"], coverage["missing"]) == ("filled", 0, 0)
    async with lawful(db):
        count: Plain = {
            "aboard": 10,
            "delivered": 0,
            "dead": 0,
            "reason": "Two twice.",
            "source": "mate",
        }
        counted = await post(client_of, "ITA", f"deployments/{ship['id']}/count", **count)
        assert counted.status_code == 200, counted.text
    state, coverage = await wanted_of(client_of, sent)
    assert (state, coverage["wanted"]) == ("open", 2)
    async with lawful(db):
        await told(client_of, incident, 60)
    assert (await wanted_of(client_of, sent))[1]["wanted"] == 50


@pytest.mark.long
async def test_who_filed_a_request_and_leads_no_more_is_not_told_who_was_found(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob={"min": 4, "max": 4, "source": "caller"})
    wanted = need(kinds=[], unit="persons", quantity=4)
    sent = await asked(client_of, world, "TUN", incident=incident, needs=[wanted])
    where = f"incidents/{incident['id']}/coordination"
    await post(client_of, "ITA", where, id=id_of(), to_centre_id=str(world.centres["MLT"]))
    ship = await hailed(client_of, incident)
    assert (await post(client_of, "MLT", f"{where}/accept")).status_code == 200
    await stepped(client_of, "MLT", ship, "proceed", "arrive")
    async with lawful(db):
        await stepped(client_of, "MLT", ship, "embark", persons=3)
    assert (await wanted_of(client_of, sent, "MLT"))[1]["wanted"] == 1
    assert (await wanted_of(client_of, sent, "ITA"))[1] is None
