"""Race of forty coordinators who accept one asset at the same instant: it is bound once."""

import asyncio
from collections import Counter

from bench.ground import Figure, ground
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.requests import offer, opened
from tests.running import Server, running

ROUNDS = 10
AT_ONCE = 40


def measure() -> list[Figure]:
    """Over HTTP; each round one asset is offered forty times, in windows that overlap."""
    with (
        ground("race") as prepared,
        running(prepared.database_url, prepared.world) as server,
    ):
        doubled, conflicts = asyncio.run(_run(server))
    context = (
        f"{ROUNDS} rounds of {AT_ONCE} simultaneous accepts over HTTP of one asset in overlapping "
        f"windows; {conflicts} were refused with 409"
    )
    return [Figure("accept_race_double_commitments", doubled, "commitments", context)]


async def _run(server: Server) -> tuple[int, int]:
    clients = Clients(server.client)
    incident = await opened(clients, "ITA")
    answers = [await _race(clients, incident["id"], n) for n in range(ROUNDS)]
    await clients.close()
    unexpected = {status for counted in answers for status in counted} - {200, 409}
    if unexpected or any(not counted[200] for counted in answers):
        raise RuntimeError(f"accepts were answered {answers}")
    doubled = sum(counted[200] - 1 for counted in answers)
    return doubled, sum(counted[409] for counted in answers)


async def _race(clients: Clients, incident_id: str, n: int) -> Counter[int]:
    """The answers to the accepts of one round."""
    asset = await registered(clients, "MLT", helicopter(name=f"Racer {n}"))
    offers = await asyncio.gather(
        *(_offer(clients, incident_id, asset["id"]) for _ in range(AT_ONCE))
    )
    coordinator = clients("ITA", "coordinator")
    accepts = (coordinator.post(f"/api/offers/{id_}/accept", json={}) for id_ in offers)
    return Counter(answer.status_code for answer in await asyncio.gather(*accepts))


async def _offer(clients: Clients, incident_id: str, asset_id: str) -> str:
    answer = await clients("MLT", "coordinator").post(
        f"/api/incidents/{incident_id}/offers", json=offer(asset_id)
    )
    if answer.status_code != 201:
        raise RuntimeError(answer.text)
    return str(answer.json()["id"])
