"""The columns of the fleet follow every change of assets and positions, in the order of commits."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import fleet_load
from sar.assets.fleet import Fleet
from tests.assets import delivered, fix, helicopter, pumps, registered
from tests.requests import accepted, asked, deployed, offered, opened, stepped
from tests.running import Clients, Server
from tests.world import START

pytestmark = pytest.mark.anyio

Act = Callable[[], Awaitable[Any]]


def told(fleet: Fleet) -> dict[Any, Any]:
    """Every standing asset with its fix."""
    rows = fleet["standing"].nonzero()[0].tolist()
    return {
        id_: (fleet.standing(row), fleet.spot(row))
        for row, id_ in zip(rows, fleet.ids(rows), strict=True)
    }


async def loaded(db: AsyncSession) -> Fleet:
    await db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    fleet = await fleet_load.load(db)
    await db.rollback()
    return fleet


async def followed(db: AsyncSession, fleet: Fleet) -> None:
    await db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    await fleet_load.catch_up(db, fleet)
    await db.rollback()


async def test_following_ends_where_loading_anew_does(server: Server, client_of: Clients) -> None:
    registrar = client_of("MLT", "registrar")
    one, two = helicopter(name="One"), helicopter(name="Two", base=None, base_name="")
    store = pumps()

    async def patched(id_: str, **fields: Any) -> None:
        seen = await registrar.get(f"/api/assets/{id_}")
        match = {"If-Match": f'"{seen.json()["version"]}"'}
        answer = await registrar.patch(f"/api/assets/{id_}", json=fields, headers=match)
        assert answer.status_code == 200, answer.text

    async def posted(path: str, body: Any = None) -> None:
        answer = await registrar.post(f"/api/assets/{path}", json=body)
        assert answer.status_code == 200, answer.text

    async def bound() -> None:
        case = await opened(client_of, "ITA")
        made = await asked(client_of, server.world, "MLT", incident=case)
        given = await offered(client_of, "MLT", f"requests/{made['id']}", one["id"])
        await accepted(client_of, "ITA", given)
        (work,) = await deployed(client_of, "MLT", given)
        acts.append(lambda: stepped(client_of, "MLT", work, "recall", note="Fog."))

    acts: list[Act] = [
        lambda: registered(client_of, "MLT", one),
        lambda: registered(client_of, "MLT", two),
        lambda: registered(client_of, "ITA", store),
        lambda: delivered(client_of, "MLT", one["id"], fix(35.9, 14.5)),
        lambda: delivered(client_of, "MLT", two["id"], fix(35.8, 14.4), fix(35.7, 14.3)),
        lambda: delivered(client_of, "MLT", one["id"], fix(36, 14, START - timedelta(minutes=9))),
        lambda: patched(one["id"], overrides={"response_kn": 150.0}, notice_day_minutes=20),
        lambda: posted(f"{one['id']}/readiness", {"readiness": "limited", "reason": "One winch."}),
        bound,
        lambda: posted(f"{two['id']}/retire"),
    ]
    async with server.db() as db:
        fleet = await loaded(db)
        for act in acts:
            await act()
            await followed(db, fleet)
            anew = await loaded(db)
            assert told(fleet) == told(anew)
            assert (fleet.number, fleet.mark) == (anew.number, anew.mark)
    assert fleet.size_bytes <= 200 * max(len(told(fleet)), 1_024)
