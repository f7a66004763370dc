"""The hub's roads on a real database, without sockets."""

import json
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.assets.visible_positions import Box
from sar.errors import SlowDown
from sar.http.shared_messages import SharedText
from sar.live import audience as audience_module
from sar.live import entry_feed, protocol
from sar.live.access_watch import changed_between
from sar.live.audience import Audience, Listener
from sar.live.entry_feed import EntryFeed
from sar.live.expected_feed import ExpectedFeed
from sar.live.position_feed import PositionFeed
from sar.live.protocol import Subscription
from sar.parties.caller import Caller
from sar.parties.roles import Role
from sar.record import service as record
from sar.record.entries import LogWritten
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, drafted, term
from tests.given.assets import helicopter, registered
from tests.given.requests import asked, foreseen, offered, opened, ship_of_opportunity
from tests.world import START, World

pytestmark = pytest.mark.anyio


def reader(world: World, party: str = "ITA") -> Caller:
    return Caller(
        party, world.centres[party], party, frozenset({Role.OBSERVER}), "key", key_id=uuid7()
    )


def listening(audience: Audience, caller: Caller, after: int = 0) -> Listener:
    """A listener that is live after a number."""
    listener = audience.admit(caller)
    listener.outbox.restart()
    listener.outbox.ready(SharedText("{}"), after=after)
    assert listener.outbox.release()
    return listener


async def write(db: AsyncSession, *told: str) -> None:
    fact = LogWritten(id=uuid7(), about="ITA-2026-0001", text="On scene.")
    await record.write(db, fact, by=record.PLATFORM, told=told, now=START)


async def test_a_road_reads_for_its_listeners_alone(db: AsyncSession, world: World) -> None:
    audience = Audience()
    road = EntryFeed(audience, PositionFeed(audience))
    await road.begin(db)
    italy = listening(audience, reader(world))
    await write(db, "ITA", "MLT")
    await write(db, "MLT")
    await road.send_changes(db)
    assert italy.outbox.number == 1


async def test_a_long_way_is_travelled_in_stretches(
    db: AsyncSession, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry_feed, "AT_ONCE", 3)
    audience = Audience()
    road = EntryFeed(audience, PositionFeed(audience))
    await road.begin(db)
    italy = listening(audience, reader(world))
    for _ in range(8):
        await write(db, "ITA")
    await road.send_changes(db)
    assert italy.outbox.number == 8


async def test_listeners_of_a_record_that_is_another_one_must_come_again(
    db: AsyncSession, world: World
) -> None:
    audience = Audience()
    road = EntryFeed(audience, PositionFeed(audience))
    rolled_back = await db.begin_nested()
    await write(db, "ITA")
    await road.begin(db)
    italy = listening(audience, reader(world), after=1)
    await rolled_back.rollback()
    await road.send_changes(db)
    assert await italy.dismissed() == protocol.BEGIN_AGAIN


async def test_an_audience_admits_only_so_many_of_one_identity(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audience_module, "MAX_PER_IDENTITY", 2)
    audience, caller = Audience(), reader(world)
    first, _ = audience.admit(caller), audience.admit(caller)
    with pytest.raises(SlowDown):
        audience.admit(caller)
    audience.admit(reader(world))
    audience.leave(first)
    audience.admit(caller)
    assert audience.parties == ["ITA"]


async def test_an_audience_admits_only_so_many_of_one_party(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audience_module, "MAX_PER_PARTY", 2)
    audience = Audience()
    first, _ = audience.admit(reader(world)), audience.admit(reader(world))
    with pytest.raises(SlowDown):
        audience.admit(reader(world))
    audience.admit(reader(world, "MLT"))
    audience.leave(first)
    audience.admit(reader(world))


@pytest.mark.long
async def test_expected_times_are_told_to_their_readers_and_only_what_is_new(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    """Malta offers a helicopter that Italy sees; Tunisia is not told when it would be there."""
    await concluded(client_of, agreement(term(visibility="position"), parties=("ITA", "MLT")))
    unit = await registered(client_of, "MLT", helicopter())
    case = await opened(client_of)
    request = await asked(client_of, world, "MLT", incident=case)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", unit["id"])
    audience = Audience()
    feed = ExpectedFeed(audience)
    readers = {party: listening(audience, reader(world, party)) for party in ("ITA", "MLT", "TUN")}
    for one in readers.values():
        await feed.welcome(db, one)

    def told() -> dict[str, list[str]]:
        frames = {party: one.outbox.take(0.0) for party, one in readers.items()}
        return {
            party: [time["id"] for time in json.loads(frame)["times"]]
            for party, frame in frames.items()
            if frame is not None
        }

    assert [one.outbox.take(0.0) for one in readers.values()] == ["{}"] * 3
    assert told() == {}
    await foreseen(db)
    await feed.send_changes(db)
    item = made["items"][0]["id"]
    assert told() == {"ITA": [item], "MLT": [item]}
    await foreseen(db)
    await feed.send_changes(db)
    assert told() == {}
    time.advance(minutes=2)
    await foreseen(db)
    await feed.send_changes(db)
    assert told() == {"ITA": [item], "MLT": [item]}
    late = listening(audience, reader(world))
    await feed.welcome(db, late)
    assert late.outbox.take(0.0) == "{}"
    assert item in (late.outbox.take(0.0) or "")


@pytest.mark.long
async def test_a_time_told_to_one_who_joins_is_told_to_those_before_as_well(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, world: World
) -> None:
    unit = await registered(client_of, "MLT", helicopter())
    case = await opened(client_of)
    request = await asked(client_of, world, "MLT", incident=case)
    await offered(client_of, "MLT", f"requests/{request['id']}", unit["id"])
    audience = Audience()
    feed = ExpectedFeed(audience)

    async def joined() -> Listener:
        one = listening(audience, reader(world, "MLT"))
        await feed.welcome(db, one)
        assert one.outbox.take(0.0) == "{}"
        return one

    def latest(one: Listener) -> list[str]:
        return [time["as_of"] for time in json.loads(one.outbox.take(0.0) or "{}")["times"]]

    await foreseen(db)
    first = await joined()
    [before] = latest(first)
    time.advance(minutes=2)
    await foreseen(db)
    second = await joined()
    await feed.send_changes(db)
    assert latest(first) == latest(second)
    assert latest(await joined()) > [before]


@pytest.mark.parametrize(
    ("fields", "after_minutes", "until_minutes", "changed"),
    [
        ({}, -1, 0, True),
        ({}, 0, 60, False),
        ({"valid_until": 30}, 0, 29, False),
        ({"valid_until": 30}, 29, 30, True),
        ({"valid_until": 30}, 40, 20, True),
        ({"term_until": 30}, 29, 30, True),
        ({"term_from": 30}, 29, 30, True),
        ({"term_from": 30}, 30, 31, False),
    ],
)
async def test_what_time_alone_changes_is_known(
    client_of: ClientOf,
    db: AsyncSession,
    fields: dict[str, int],
    after_minutes: int,
    until_minutes: int,
    changed: bool,
) -> None:
    def at(minutes: int) -> str:
        return (START + timedelta(minutes=minutes)).isoformat()

    of_version = {"valid_until": at(fields["valid_until"])} if "valid_until" in fields else {}
    of_term = {
        f"valid_{key}": at(fields[f"term_{key}"])
        for key in ("from", "until")
        if f"term_{key}" in fields
    }
    shown = term(visibility="existence", **of_term)
    await concluded(client_of, agreement(shown, reference="TIMED", **of_version))
    await drafted(client_of, agreement(reference="DRAFT", parties=("TUN", "GRC")))
    found = await changed_between(
        db, START + timedelta(minutes=after_minutes), START + timedelta(minutes=until_minutes)
    )
    assert found == ({"ITA", "MLT"} if changed else set())


async def test_a_withdrawn_ship_is_gone_from_the_feed(
    db: AsyncSession, client_of: ClientOf, world: World
) -> None:
    ship = await ship_of_opportunity(client_of)
    audience = Audience()
    feed, listener = PositionFeed(audience), listening(audience, reader(world))
    listener.watch = Subscription(Box(-180.0, -90.0, 180.0, 90.0))
    await feed.welcome(db, listener)
    assert listener.outbox.take(0.0) == "{}"
    assert ship["id"] in (listener.outbox.take(0.0) or "")
    why = {"reason": "Reported twice."}
    address = f"/api/ships/{ship['id']}/withdraw"
    answer = await client_of("ITA", "watch_officer").post(address, json=why)
    assert answer.status_code == 204, answer.text
    await feed.send_changes(db)
    frame = json.loads(listener.outbox.take(10.0) or "{}")
    assert (frame["fixes"], frame["gone"]) == ([], [ship["id"]])
