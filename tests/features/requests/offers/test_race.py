"""Several at the same instant, with real commits: one wins, and nobody waits for ever."""

import asyncio
from collections import Counter

import httpx
import pytest
from sqlalchemy import text

from tests.clients import ClientOf
from tests.given.assets import helicopter, pumps, registered
from tests.given.requests import (
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
    stepped,
)
from tests.running import WITHIN_S, database
from tests.world import World

pytestmark = pytest.mark.anyio

FEW, MANY = (2, 12), pytest.param((10, 40), marks=pytest.mark.long)
"""Rounds, and how many at once."""


def count(answers: list[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


async def accept_all(of: ClientOf, offers: list[Plain], party: str = "ITA") -> list[httpx.Response]:
    """All at once; whoever is told that it is busy asks again, as clients do."""
    client = of(party, "coordinator")

    async def accept(made: Plain) -> httpx.Response:
        answer = await client.post(f"/api/offers/{made['id']}/accept")
        return await accept(made) if answer.status_code in (429, 503) else answer

    return await asyncio.gather(*(accept(made) for made in offers))


async def stand_down(of: ClientOf, offers: list[Plain], winners: int) -> list[Plain]:
    """The offers that lost, after the work of those that won has been called off."""
    won = await deployed(of, "ITA", *offers)
    assert len(won) == winners
    for work in won:
        await stepped(of, "ITA", work, "stand-down")
    taken = {work["offer_id"] for work in won}
    return [made for made in offers if made["id"] not in taken]


@pytest.mark.parametrize("size", [FEW, MANY], ids=["few", "many"])
async def test_of_many_acceptances_of_one_asset_one_wins(
    of: ClientOf, here: World, size: tuple[int, int]
) -> None:
    """The losers of a round try again in the next."""
    rounds, at_once = size
    incident = await opened(of)
    nemo = await registered(of, "ITA", helicopter(name="Nemo"))
    offers: list[Plain] = []
    for done in range(rounds):
        while len(offers) < at_once:
            start = later(minutes=done + len(offers))
            item = {"asset_id": nemo["id"], "from_at": start, "until_at": later(hours=3)}
            offers.append(await offered(of, "ITA", f"incidents/{incident['id']}", items=[item]))
        answers = await accept_all(of, offers)
        assert count(answers) == {200: 1, 409: at_once - 1}
        refused = {plain(answer)["code"] for answer in answers if answer.status_code == 409}
        assert refused == {"asset_bound"}
        offers = await stand_down(of, offers, 1)


async def test_of_two_coordinators_accepting_one_offer_one_wins(of: ClientOf, here: World) -> None:
    sent = await asked(of, here, "MLT", incident=await opened(of))
    rescue = await registered(of, "MLT", helicopter(name="Rescue 1"))
    made = await offered(of, "MLT", f"requests/{sent['id']}", rescue["id"])
    answers = await accept_all(of, [made] * 2)
    assert count(answers) == {200: 1, 409: 1}
    assert len(await deployed(of, "ITA", made)) == 1


@pytest.mark.parametrize("size", [FEW, MANY], ids=["few", "many"])
@pytest.mark.parametrize(("quantity", "winners"), [(1, 2), (2, 1)])
@pytest.mark.long
async def test_of_many_acceptances_of_the_last_two_of_ten_pumps_just_two_are_bound(
    of: ClientOf, here: World, quantity: int, winners: int, size: tuple[int, int]
) -> None:
    rounds, at_once = size
    wanted = need(kinds=["equipment"], quantity=500)
    sent = await asked(of, here, "MLT", incident=await opened(of), needs=[wanted])
    stock = await registered(of, "MLT", pumps())

    async def offer_of(count: int) -> Plain:
        items = [{"asset_id": stock["id"], "quantity": count}]
        return await offered(of, "MLT", f"requests/{sent['id']}", items=items)

    assert count(await accept_all(of, [await offer_of(8)])) == {200: 1}
    offers: list[Plain] = []
    for _ in range(rounds):
        while len(offers) < at_once:
            offers.append(await offer_of(quantity))
        answers = await accept_all(of, offers)
        assert count(answers) == {200: winners, 409: at_once - winners}
        request = plain(await of("ITA", "observer").get(f"/api/requests/{sent['id']}"))
        assert request["needs"][0]["coverage"]["promised"] == 10
        offers = await stand_down(of, offers, winners)


@pytest.mark.long
@pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=pytest.mark.long)])
async def test_accepting_closing_stepping_and_taking_over_at_once_do_not_block_each_other(
    of: ClientOf, here: World, rounds: int
) -> None:
    """Each is done or refused, in whatever order they come; a deadlock would be overtaken."""
    for _ in range(rounds):
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
        busy = [a for a in answers if a.status_code in (429, 503)]
        assert {plain(a)["code"] for a in busy} <= {"busy", "too_many_at_once"}
        others = [a for a in answers if a not in busy]
        assert set(count(others)) <= {200, 403, 404, 409}, [a.text for a in others]


@pytest.mark.long
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


@pytest.mark.long
@pytest.mark.parametrize(
    "exercise",
    [
        pytest.param(False, id="in real work"),
        pytest.param(True, id="in an exercise", marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize(
    ("settled", "code"),
    [("accepted", "wrong_state"), ("declined", "wrong_state"), ("bound", "asset_bound")],
)
async def test_what_is_decided_already_is_refused_before_the_lock(
    of: ClientOf,
    here: World,
    seeded_here: tuple[str, World],
    settled: str,
    code: str,
    exercise: bool,
) -> None:
    """Of two hundred who accept at once, those who come too late wait for nobody."""
    unit = await registered(of, "MLT", helicopter())
    sent = await asked(of, here, "MLT")
    made, other = [await offered(of, "MLT", f"requests/{sent['id']}", unit["id"]) for _ in range(2)]
    client = of("ITA", "coordinator")
    first = {"declined": f"offers/{made['id']}/decline", "bound": f"offers/{other['id']}/accept"}
    path = first.get(settled, f"offers/{made['id']}/accept")
    body = {"reason": "Enough."} if settled == "declined" else {}
    done = await client.post(f"/api/{path}", json=body)
    assert done.is_success, done.text
    async with database(seeded_here[0]) as holder:
        await holder.execute(text("SET LOCAL ROLE sar_owner"))
        await holder.execute(text("UPDATE commitment SET exercise = :is"), {"is": exercise})
        await holder.commit()
        await holder.execute(text("SET LOCAL ROLE sar_owner"))
        for rows in ("offer", "request", "incident", "asset"):
            await holder.execute(text(f"SELECT FROM {rows} FOR UPDATE"))
        async with asyncio.timeout(WITHIN_S / 2):
            answer = await client.post(f"/api/offers/{made['id']}/accept")
    assert (answer.status_code, answer.json()["code"]) == (409, code)
