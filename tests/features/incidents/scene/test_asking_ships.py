"""Ships, AIS, LRIT and VMS are asked each day while a search has no datum."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import Plain, act, case_seen, codes, opened, plain
from tests.given.places import point
from tests.given.record import entries
from tests.law import lawful

pytestmark = pytest.mark.anyio

LOST: Plain = {"phase": "uncertainty", "position": None}


async def due(client_of: ClientOf, case: Plain) -> datetime | None:
    seen = await case_seen(client_of, case)
    at = seen["ask_ships_at"]
    return datetime.fromisoformat(at) if at else None


async def asked_ships(client_of: ClientOf, case: Plain, **body: Any) -> Any:
    path = f"{case['id']}/ships-asked"
    return await act(client_of, "ITA", "watch_officer", path, **body)


@pytest.mark.long
async def test_each_day_while_there_is_no_datum_whose_drift_is_followed(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, **LOST)
    assert await due(client_of, case) == time.now + timedelta(hours=1)
    time.advance(minutes=90)
    async with lawful(db):
        said = await asked_ships(
            client_of, case, sources=["vms", "ships"], heard="Nobody has seen it."
        )
    assert said.status_code == 200, said.text
    assert plain(said)["ships_asked"]["sources"] == ["ships", "vms"]
    assert await due(client_of, case) == time.now + timedelta(hours=24)
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        f"{case['reference']}: asked about it at 11 Oct 13:56Z: ships in the area, VMS."
        " Nobody has seen it."
    )
    earlier = (time.now - timedelta(minutes=30)).isoformat()
    assert (await asked_ships(client_of, case, sources=["ais"], at=earlier)).is_success
    assert await due(client_of, case) == time.now + timedelta(hours=24), "told late"
    body = {"point": point(12.7, 34.3), "uncertainty_nm": 5.0, "reason": "A sighting."}
    placed = await act(client_of, "ITA", "watch_officer", f"{case['id']}/datum", **body)
    assert placed.is_success, placed.text
    assert await due(client_of, case) == time.now + timedelta(days=7), "nobody knows from then on"


async def test_nobody_was_asked_is_nothing_to_write(client_of: ClientOf) -> None:
    case = await opened(client_of, **LOST)
    assert (await asked_ships(client_of, case, sources=[])).status_code == 422
    assert codes(await asked_ships(client_of, case, sources=["radar"])) == ["enum"]


@pytest.mark.long
async def test_of_a_closed_case_whoever_took_part_is_told(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of, pob={"min": 0, "max": 0, "source": "all ashore"})
    closed = await act(client_of, "ITA", "coordinator", f"{case['id']}/close", reason="All ashore.")
    assert plain(closed)["state"] == "closed"
    async with lawful(db):
        assert (await asked_ships(client_of, case, sources=["ais"])).is_success
    for party in ("ITA", "MLT"):
        assert (await entries(db, party))[-1]["type"] == "ShipsAsked", party
