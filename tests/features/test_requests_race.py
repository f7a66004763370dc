"""Several at the same instant, with real commits: one wins, and nobody waits for ever."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from tests.assets import helicopter, pumps, registered
from tests.committing import committing
from tests.conftest import ClientOf, ExerciseTime, seed_database
from tests.requests import (
    Plain,
    asked,
    deployed,
    id_of,
    later,
    need,
    offered,
    opened,
    plain,
    post,
)
from tests.world import World

pytestmark = pytest.mark.anyio

ROUNDS = 10
AT_ONCE = 40


@pytest.fixture(scope="module")
def seeded_here(new_database: Callable[[str], str]) -> tuple[str, World]:
    url = new_database("requests_race")
    return url, asyncio.run(seed_database(url))


@pytest.fixture
def here(seeded_here: tuple[str, World]) -> World:
    return seeded_here[1]


@pytest.fixture
async def of(seeded_here: tuple[str, World], time: ExerciseTime) -> AsyncIterator[ClientOf]:
    """Clients whose writes are committed."""
    async with committing(*seeded_here) as clients:
        yield clients


def count(answers: list[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


async def accept_all(of: ClientOf, offers: list[Plain], party: str = "ITA") -> list[httpx.Response]:
    """All at once; whoever is told that there was no connection free asks again, as clients do."""
    client = of(party, "coordinator")

    async def accept(made: Plain) -> httpx.Response:
        answer = await client.post(f"/api/offers/{made['id']}/accept")
        return await accept(made) if answer.status_code == 503 else answer

    return await asyncio.gather(*(accept(made) for made in offers))


async def test_of_many_acceptances_of_one_asset_one_wins(of: ClientOf, here: World) -> None:
    incident = await opened(of)
    for _ in range(ROUNDS):
        nemo = await registered(of, "ITA", helicopter(name="Nemo"))
        where = f"incidents/{incident['id']}"
        items = [
            {"asset_id": nemo["id"], "from_at": later(minutes=n), "until_at": later(hours=3)}
            for n in range(AT_ONCE)
        ]
        offers = [await offered(of, "ITA", where, items=[item]) for item in items]
        answers = await accept_all(of, offers)
        assert count(answers) == {200: 1, 409: AT_ONCE - 1}
        refused = {plain(answer)["code"] for answer in answers if answer.status_code == 409}
        assert refused == {"asset_bound"}
        assert sum([len(await deployed(of, "ITA", made)) for made in offers]) == 1


async def test_of_two_coordinators_accepting_one_offer_one_wins(of: ClientOf, here: World) -> None:
    sent = await asked(of, here, "MLT", incident=await opened(of))
    rescue = await registered(of, "MLT", helicopter(name="Rescue 1"))
    made = await offered(of, "MLT", f"requests/{sent['id']}", rescue["id"])
    answers = await accept_all(of, [made] * 2)
    assert count(answers) == {200: 1, 409: 1}
    assert len(await deployed(of, "ITA", made)) == 1


async def test_of_many_acceptances_of_the_last_two_of_ten_pumps_just_two_are_bound(
    of: ClientOf, here: World
) -> None:
    incident = await opened(of)
    wanted = need(kinds=["equipment"], quantity=500)
    sent = await asked(of, here, "MLT", incident=incident, needs=[wanted])
    for done in range(1, ROUNDS + 1):
        stock = await registered(of, "MLT", pumps())

        async def offer_of(count: int, stock_id: str = stock["id"]) -> Plain:
            items = [{"asset_id": stock_id, "quantity": count}]
            return await offered(of, "MLT", f"requests/{sent['id']}", items=items)

        assert count(await accept_all(of, [await offer_of(8)])) == {200: 1}
        quantity, winners = ((1, 2), (2, 1))[done % 2]
        offers = [await offer_of(quantity) for _ in range(AT_ONCE)]
        answers = await accept_all(of, offers)
        assert count(answers) == {200: winners, 409: AT_ONCE - winners}
        request = plain(await of("ITA", "observer").get(f"/api/requests/{sent['id']}"))
        assert request["needs"][0]["coverage"]["promised"] == 10 * done


async def test_accepting_closing_stepping_and_taking_over_at_once_do_not_block_each_other(
    of: ClientOf, here: World
) -> None:
    """Whatever the order they come in, each is done or refused; a deadlock would be a 503."""
    for _ in range(ROUNDS):
        incident = await opened(of)
        sent = await asked(of, here, "MLT", "TUN", incident=incident)
        units = [await registered(of, "MLT", helicopter(name=f"Rescue {n}")) for n in range(6)]
        offers = [
            await offered(of, "MLT", f"requests/{sent['id']}", one["id"], two["id"])
            for one, two in zip(units, units[1:] + units[:1], strict=True)
        ]
        await post(
            of,
            "ITA",
            f"incidents/{incident['id']}/coordination",
            id=id_of(),
            to_centre_id=str(here.centres["MLT"]),
        )
        lead, owner = of("ITA", "coordinator"), of("MLT", "coordinator")
        case, request = f"/api/incidents/{incident['id']}", f"/api/requests/{sent['id']}"
        answers = await asyncio.gather(
            *(lead.post(f"/api/offers/{made['id']}/accept") for made in offers),
            *(owner.post(f"/api/offers/{made['id']}/withdraw", json={}) for made in offers[::2]),
            owner.post(f"{case}/coordination/accept", json={}),
            owner.post(f"{request}/acknowledge", json={}),
            of("TUN", "coordinator").post(f"{request}/decline", json={"reason": "None is ready."}),
            lead.post(f"{request}/close", json={}),
            lead.post(f"{case}/close", json={"reason": "Done.", "despite": "Nobody was found."}),
            lead.post(f"{case}/phase", json={"phase": "alert", "reason": "It has called again."}),
        )
        assert set(count(answers)) <= {200, 403, 404, 409}, [a.text for a in answers]


async def test_two_assets_offered_crosswise_are_accepted_without_a_deadlock(
    of: ClientOf, here: World
) -> None:
    cases = [await opened(of) for _ in range(2)]
    one = await registered(of, "ITA", helicopter(name="Nemo 1"))
    two = await registered(of, "ITA", helicopter(name="Nemo 2"))
    offers = [
        await offered(of, "ITA", f"incidents/{case['id']}", *ids)
        for case in cases
        for ids in ((one["id"], two["id"]), (two["id"], one["id"]))
    ]
    assert count(await accept_all(of, offers)) == {200: 1, 409: 3}


async def test_two_units_diverted_crosswise_at_once_change_places(
    of: ClientOf, here: World
) -> None:
    cases = [await opened(of) for _ in range(2)]
    works = []
    for case in cases:
        unit = await registered(of, "ITA", helicopter())
        made = await offered(of, "ITA", f"incidents/{case['id']}", unit["id"], accept=True)
        works += await deployed(of, "ITA", made)
    answers = await asyncio.gather(
        *(
            post(
                of,
                "ITA",
                f"deployments/{work['id']}/divert",
                incident_id=other["id"],
                reason="It is nearer.",
            )
            for work, other in zip(works, reversed(cases), strict=True)
        )
    )
    assert count(list(answers)) == {200: 2}
