"""A craft under tow is a fact with a hazard beside it, and never refused."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.given.incidents import Plain, act, done, opened
from tests.given.record import entries
from tests.law import lawful

pytestmark = pytest.mark.anyio

TOW: Plain = {"unit": "Patrol boat Two", "reason": "Towards the ship, which cannot come nearer."}


async def told(client_of: ClientOf, case: Plain, party: str = "ITA", **body: Any) -> Plain:
    return await done(client_of, party, case, "tow", **{**TOW, **body})


async def test_the_hazard_stands_beside_it_until_nobody_is_aboard_or_it_is_over(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of)
    async with lawful(db):
        found = await told(client_of, case, "MLT", persons=400, source="Her master")
    tow = found["tow"]
    assert (tow["unit"], tow["persons"], tow["party"]) == ("Patrol boat Two", 400, "MLT")
    assert tow["hazardous"]
    assert tow["hazard"].startswith("A craft towed with people aboard may be swamped")
    sentence = (await entries(db, "ITA"))[-1]["sentence"]
    assert sentence.startswith(
        f"{case['reference']}: it is under tow by Patrol boat Two, 400 aboard."
        " Reason: Towards the ship, which cannot come nearer. Source: Her master."
        " A craft towed with people aboard may be swamped"
    )
    assert (await told(client_of, case))["tow"]["hazardous"], "not known is not nobody"
    assert not (await told(client_of, case, persons=0))["tow"]["hazardous"]
    assert (await told(client_of, case, over=True, reason="The line has parted."))["tow"] is None
    assert (await entries(db, "MLT"))[-1]["type"] == "TowEnded"


async def test_with_people_aboard_the_case_is_assessed_at_once(client_of: ClientOf) -> None:
    case = await opened(client_of, phase="alert")
    found = await told(client_of, case)
    assert found["assessment_due_why"] == "tow"


@pytest.mark.long
async def test_a_closed_case_refuses_it_neither(client_of: ClientOf, db: AsyncSession) -> None:
    case = await opened(client_of, pob={"min": 0, "max": 0})
    body = {"reason": "Found empty: nobody was aboard."}
    closed = await act(client_of, "ITA", "coordinator", f"{case['id']}/close", **body)
    assert closed.is_success, closed.text
    answer = await act(client_of, "ITA", "watch_officer", f"{case['id']}/tow", **TOW)
    assert answer.status_code == 200, answer.text
    assert (await entries(db, "ITA"))[-1]["type"] == "TowTold"
