"""The lists send as many statements for many things as for few, and no more than six."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import act
from tests.given.requests import FAR_EAST, asked, opened
from tests.statements import counted
from tests.world import START, World

pytestmark = pytest.mark.anyio

MOST = {"incidents": 6, "requests": 6, "assets": 2}


async def test_the_lists_send_few_statements_however_much_they_hold(
    client_of: ClientOf, connection: AsyncConnection, time: ExerciseTime, world: World
) -> None:
    await _agreed(client_of)
    counts = []
    for _ in range(2):
        await _more(client_of, world)
        time.advance(minutes=1)
        counts.append({name: await _count(client_of, connection, name) for name in MOST})
    assert counts == [MOST, MOST]


async def _agreed(client_of: ClientOf) -> None:
    """Italy sees Malta's assets and cases, and Tunisia's late and coarse."""
    full = term(visibility="position", incident_awareness="full")
    coarse = term(
        visibility="position",
        position_precision_nm=5,
        position_delay_minutes=10,
        incident_awareness="coarse",
    )
    await concluded(client_of, agreement(full))
    await concluded(client_of, agreement(coarse, reference="TEST-2", parties=("ITA", "TUN")))


async def _more(client_of: ClientOf, world: World) -> None:
    """One more of everything that the lists hold."""
    for party in ("ITA", "MLT", "TUN"):
        asset = await registered(client_of, party, helicopter(name=f"Rescue {party}"))
        at = START - timedelta(minutes=30)
        await delivered(client_of, party, asset["id"], fix(12.5, 35.5, at))
    cases = {party: await opened(client_of, party, position=FAR_EAST) for party in _LEADS}
    for party, to in _LEADS.items():
        await asked(client_of, world, to, party=party, incident=cases[party])
    path = f"{cases['MLT']['id']}/links"
    linked = await act(client_of, "MLT", "watch_officer", path, other_id=cases["ITA"]["id"])
    assert linked.is_success, linked.text


_LEADS = {"ITA": "MLT", "MLT": "GRC", "TUN": "GRC"}


async def _count(client_of: ClientOf, connection: AsyncConnection, name: str) -> int:
    """Of a second answer: what is kept for the process is kept by then."""
    client = client_of("ITA", "observer")
    for _ in range(2):
        with counted(connection.engine) as sent:
            answer = await client.get(f"/api/{name}")
        assert answer.status_code == 200, answer.text
    return len(sent)
