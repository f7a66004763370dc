"""Each page is told whether somebody of its party who watches has one open, in any process."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from sar import clock
from sar.live import hub as hub_module
from sar.live.audience import Listener
from sar.live.hub import Hub
from sar.live.protocol import StartMessage
from sar.parties import open_pages
from sar.parties.caller import Caller
from sar.parties.models import Person, Posting, SignIn
from sar.parties.roles import Role
from tests.conftest import NewWorld
from tests.running import WITHIN_S, database
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def begun(new_world: NewWorld) -> tuple[str, World]:
    return new_world("watched_pages")


@pytest.fixture
async def hubs(
    begun: tuple[str, World], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Hub, Hub]]:
    """The hubs of two web processes on one database."""
    monkeypatch.setattr(hub_module, "HEARTBEAT_S", 0.1)
    monkeypatch.setattr(hub_module, "WATCH_S", 0.05)
    monkeypatch.setattr(hub_module, "PAGES_S", 0.2)
    monkeypatch.setattr(hub_module, "LOADS_ANEW_S", 0.3)
    async with Hub(begun[0]).running() as one, Hub(begun[0]).running() as other:
        yield one, other
    clock.use(None)


async def signed_in(begun: tuple[str, World], party: str, role: Role) -> Caller:
    url, world = begun
    centre_id = world.centres[party]
    now = clock.real_now()
    login = f"{role.value}.{uuid7().hex[-8:]}"
    person = Person(party_code=party, login=login, name="One", password_hash="-", created_at=now)
    session = SignIn(
        token_hash=uuid7().bytes, person_id=person.id, centre_id=centre_id,
        created_at=now, used_at=now, expires_at=now + timedelta(hours=1),
    )  # fmt: skip
    async with database(url) as db:
        db.add(person)
        await db.flush()
        db.add_all([Posting(person_id=person.id, centre_id=centre_id, role=role), session])
        await db.commit()
    return Caller(
        party=party,
        centre_id=centre_id,
        centre=party,
        roles=frozenset({role}),
        who="One",
        sign_in_id=session.id,
        person_id=person.id,
    )


async def opened(hub: Hub, caller: Caller) -> Listener:
    listener = hub.audience.admit(caller)
    await hub.start(listener, StartMessage(type="start", since=None))
    return listener


async def told(listener: Listener, watched: bool) -> None:
    """Wait until it is told so; TimeoutError when it is not."""
    async with asyncio.timeout(WITHIN_S):
        while True:
            frame = json.loads(await listener.outbox.next())
            if frame["type"] == "heartbeat" and frame["watched"] is watched:
                return


async def end(begun: tuple[str, World], sign_in_id: UUID | None) -> None:
    async with database(begun[0]) as db:
        ended = text("UPDATE sign_in SET ended_at = now() WHERE id = :id")
        await db.execute(ended, {"id": sign_in_id})
        await db.commit()


async def test_who_watches_in_another_process_is_known_until_the_page_is_closed(
    hubs: tuple[Hub, Hub], begun: tuple[str, World]
) -> None:
    one, other = hubs
    reader = await opened(one, await signed_in(begun, "ITA", Role.OBSERVER))
    await told(reader, False)
    abroad = await opened(other, await signed_in(begun, "MLT", Role.WATCH_OFFICER))
    await told(abroad, True)
    await told(reader, False)
    watch = await signed_in(begun, "ITA", Role.WATCH_OFFICER)
    page = await opened(other, watch)
    await told(reader, True)
    other.audience.leave(page)
    again = await opened(other, watch)
    for _ in range(10):
        await told(reader, True)
    other.audience.leave(again)
    await told(reader, False)
    await opened(other, watch)
    await told(reader, True)
    await end(begun, watch.sign_in_id)
    await told(reader, False)


async def test_a_process_that_ends_has_no_page_open_any_more(
    hubs: tuple[Hub, Hub], begun: tuple[str, World]
) -> None:
    one, _ = hubs
    reader = await opened(one, await signed_in(begun, "TUN", Role.OBSERVER))
    async with Hub(begun[0]).running() as third:
        await opened(third, await signed_in(begun, "TUN", Role.COORDINATOR))
        await told(reader, True)
    await told(reader, False)


async def test_a_process_that_was_killed_is_forgotten_with_its_pages(
    begun: tuple[str, World],
) -> None:
    watch = await signed_in(begun, "GRC", Role.WATCH_OFFICER)
    assert watch.sign_in_id is not None
    killed = uuid7()
    silent = text("UPDATE open_pages SET at = at - make_interval(secs => :s) WHERE id = :id")
    async with database(begun[0]) as db:
        await open_pages.note_open_pages(db, killed, [watch.sign_in_id])
        assert "GRC" in await open_pages.watched(db)
        await db.execute(silent, {"s": open_pages.LAPSED_S, "id": killed})
        assert "GRC" not in await open_pages.watched(db)
