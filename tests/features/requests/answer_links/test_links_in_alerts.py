"""Alerts to a centre that has not joined carry its link; the code is made when it is spoken."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.requests.answer_links import for_alerts
from sar.requests.models import Addressee
from sar.settings import settings
from tests.clients import ClientOf
from tests.given.answer_links import Devices, asked_of_tripoli, link_for
from tests.given.record import entries, told
from tests.given.requests import Plain, asked, codes, id_of, opened, plain, post
from tests.law import lawful
from tests.world import LISTED, World

pytestmark = pytest.mark.anyio

ORIGIN = "https://sar.example.int"


@pytest.fixture
def an_origin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The installation has an address."""
    monkeypatch.setenv("SAR_PUBLIC_ORIGINS", f'["{ORIGIN}"]')
    settings.cache_clear()
    yield
    settings.cache_clear()


async def alerted(db: AsyncSession, request: Plain) -> str:
    """The token that the next message to Tripoli carries; empty: none."""
    query = select(col(Addressee.id)).where(
        col(Addressee.request_id) == UUID(request["id"]), col(Addressee.party_code) == LISTED
    )
    about: UUID = (await db.execute(query)).scalar_one()
    async with lawful(db):
        address = await for_alerts.of_request(db, about, clock.now())
        await db.commit()
    assert address == "" or address.startswith(f"{ORIGIN}/answer#")
    return address.partition("#")[2]


async def code_of(client_of: ClientOf, world: World, request: Plain) -> str:
    body = {"id": id_of(), "centre_id": str(world.centres[LISTED])}
    where = f"/api/requests/{request['id']}/answer-link/code"
    answer = await client_of("ITA", "watch_officer").post(where, json=body)
    assert answer.status_code == 201, answer.text
    made = plain(answer)
    assert made["url"] is None
    code: str = made["code"]
    return code


@pytest.mark.usefixtures("an_origin")
async def test_every_message_leads_to_the_same_link_and_the_code_is_made_when_it_is_spoken(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    sent = await asked(client_of, world, LISTED, incident=await opened(client_of))
    first, again = await alerted(db, sent), await alerted(db, sent)
    assert len({first, again, ""}) == 3
    assert (await told(db, "ITA")).count("AnswerLinkMade") == 1
    facts = await told(db, "ITA")
    shown = await device(again).look()
    assert (shown["standing"], shown["content"]) == ("code", None)
    for _ in range(6):
        tried = await device(first).open("123456")
        assert (tried["outcome"], tried["tries_left"]) == ("not_spoken", 5)
    assert await told(db, "ITA") == facts, "nobody has made a code yet: none counts, nothing locks"
    async with lawful(db):
        code = await code_of(client_of, world, sent)
    assert "code" in (await entries(db, "ITA"))[-1]["sentence"]
    there = device(first)
    assert (await there.open(f"{(int(code) + 1) % 1_000_000:06d}"))["tries_left"] == 4
    in_arabic = code.translate({ord(str(n)): chr(0x660 + n) for n in range(10)})
    assert (await there.open(in_arabic))["outcome"] == "accepted"
    assert (await there.say("acknowledged")).status_code == 200
    assert (await device(again).open(code))["outcome"] == "other_device"


@pytest.mark.long
@pytest.mark.usefixtures("an_origin")
async def test_a_new_code_ends_the_one_before_and_its_device(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    sent = await asked(client_of, world, LISTED, incident=await opened(client_of))
    token = await alerted(db, sent)
    old = await code_of(client_of, world, sent)
    there, elsewhere = device(token), device(token)
    await there.open(old)
    new = await code_of(client_of, world, sent)
    assert (await there.look())["standing"] == "code"
    if old != new:
        assert (await elsewhere.open(old))["outcome"] == "wrong"
    assert (await elsewhere.open(new))["outcome"] == "accepted"


@pytest.mark.usefixtures("an_origin")
async def test_what_was_withdrawn_is_not_made_again_by_an_alert(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    sent = await asked(client_of, world, LISTED, incident=await opened(client_of))
    assert await alerted(db, sent)
    path = f"requests/{sent['id']}/answer-link"
    body = {"centre_id": str(world.centres[LISTED])}
    assert (await post(client_of, "ITA", f"{path}/withdraw", **body)).status_code == 200
    assert await alerted(db, sent) == ""
    assert codes(await post(client_of, "ITA", f"{path}/code", **body)) == ["no_answer_link"]
    made = await link_for(client_of, world, sent)
    assert made.code
    assert await alerted(db, sent), "who asks has made another"


async def test_without_an_address_of_the_installation_alerts_carry_none(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    sent = await asked(client_of, world, LISTED, incident=await opened(client_of))
    assert await alerted(db, sent) == ""
    assert "AnswerLinkMade" not in await told(db, "ITA")


@pytest.mark.usefixtures("an_origin")
async def test_of_a_clearance_too(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    clearance = await asked_of_tripoli(client_of, world)
    async with lawful(db):
        address = await for_alerts.of_clearance(db, UUID(clearance["id"]), clock.now())
        await db.commit()
    where = f"/api/clearances/{clearance['id']}/answer-link/code"
    answer = await client_of("MLT", "watch_officer").post(where, json={"id": id_of()})
    there = device(address.partition("#")[2])
    assert (await there.open(plain(answer)["code"]))["outcome"] == "accepted"
