"""A case as of the newest instant is the case as it is, for each party, after any write."""

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from tests.beginnings import Beginnings
from tests.clients import ClientOf
from tests.features.law import assets_and_incidents, people_and_agreements, requests_and_work
from tests.features.law.stage import CASES, Stage
from tests.law import JOINED, InTransaction
from tests.world import World

pytestmark = pytest.mark.anyio

MODULES = (people_and_agreements, assets_and_incidents, requests_and_work)
"""Imported for the cases that they register."""
KINDS = ("request", "offer", "deployment", "clearance")


@pytest.mark.parametrize(
    "name",
    [
        name if nth % 20 == 0 else pytest.param(name, marks=pytest.mark.long)
        for nth, name in enumerate(CASES)
    ],
)
async def test_the_newest_fold_is_the_present_picture(
    client_of: ClientOf,
    world: World,
    beginnings: Beginnings,
    db: AsyncSession,
    anonymous: httpx.AsyncClient,
    name: str,
) -> None:
    stage = Stage(client_of, world, beginnings, db=db)
    await stage.set_up()
    write = await CASES[name][1](stage)
    answer = await stage.send(write, anonymous if write.anonymous else None)
    assert answer.status_code < 300, answer.text
    for party in JOINED:
        _, present = await InTransaction(db).snapshot(party)
        cases = [view for (thing, _), view in present.items() if thing == "incident"]
        for case in [one for one in cases if one["view"] == "full"]:
            at = clock.now().isoformat()
            client = client_of(party, "observer")
            read = await client.get(f"/api/incidents/{case['id']}/as-of", params={"at": at})
            assert read.status_code == 200, read.text
            past = read.json()
            assert (past["known"], past["whole"], past["unsure"]) == ("known", True, [])
            assert past["incident"] == case, party
            for kind in KINDS:
                now = {
                    id_: view
                    for (thing, id_), view in present.items()
                    if thing == kind and view["incident_id"] == case["id"]
                }
                assert {view["id"]: view for view in past[kind]} == now, (party, kind)
