"""Two hundred accepts of one asset at once over two web processes: told busy, and never doubled."""

import asyncio
from collections import Counter
from typing import Final

import httpx

from bench.ground import Figure, ground
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.requests import offer, opened
from tests.running import Server, running

ROUNDS: Final = 3
AT_ONCE: Final = 200
OFFERED_AT_ONCE: Final = 8
TRUE: Final = frozenset(
    {
        (200, ""),
        (409, "asset_bound"),
        (429, "too_many_at_once"),
        (429, "too_many_requests"),
        (429, "too_many_requests_of_party"),
        (503, "busy"),
    }
)
"""Each accepts, is too late, or is told to come again."""

Told = Counter[tuple[int, str]]


def measure() -> list[Figure]:
    """Over HTTP, by one coordinator; each process has the connections of an installation."""
    with (
        ground("accepts") as prepared,
        running(prepared.database_url, prepared.world) as first,
        running(prepared.database_url, prepared.world) as second,
    ):
        rounds = asyncio.run(_run(first, second))
    told: Told = sum(rounds, Counter())
    busy = sum(count for (status, _), count in told.items() if status in (429, 503))
    untrue = sum(count for answer, count in told.items() if answer not in TRUE)
    doubled = sum(one[200, ""] - 1 for one in rounds)
    said = ", ".join(f"{count} × {status} {code}".strip() for (status, code), count in told.items())
    context = (
        f"{ROUNDS} rounds of {AT_ONCE} simultaneous accepts of one asset by one coordinator over "
        f"two web processes on one database: {said}"
    )
    return [
        Figure("accepts_200_busy_share", round(busy / told.total(), 2), "of all", context),
        Figure("accepts_200_double_commitments", doubled, "commitments", context),
        Figure("accepts_200_untrue_codes", untrue, "answers", context),
    ]


async def _run(first: Server, second: Server) -> list[Told]:
    clients = [Clients(server.client) for server in (first, second)]
    incident = await opened(clients[0], "ITA")
    rounds = [await _round(clients, incident["id"], number) for number in range(ROUNDS)]
    for one in clients:
        await one.close()
    return rounds


async def _round(clients: list[Clients], incident_id: str, number: int) -> Told:
    asset = await registered(clients[0], "MLT", helicopter(name=f"Racer {number}"))
    offers: list[str] = []
    while len(offers) < AT_ONCE:
        some = (_offer(clients[0], incident_id, asset["id"]) for _ in range(OFFERED_AT_ONCE))
        offers += await asyncio.gather(*some)
    officers = [one("ITA", "coordinator") for one in clients]
    accepts = (
        officers[n % 2].post(f"/api/offers/{id_}/accept", json={}) for n, id_ in enumerate(offers)
    )
    return Counter(_told(answer) for answer in await asyncio.gather(*accepts))


def _told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, "" if answer.is_success else str(answer.json()["code"])


async def _offer(clients: Clients, incident_id: str, asset_id: str) -> str:
    answer = await clients("MLT", "coordinator").post(
        f"/api/incidents/{incident_id}/offers", json=offer(asset_id)
    )
    answer.raise_for_status()
    return str(answer.json()["id"])
