"""The live feed over real sockets: what is committed arrives, in order, once, to whom it is for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import orjson
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sar import clock
from sar.live.sockets import MESSAGES_AT_ONCE
from sar.record import service as record
from sar.record.entries import LogWritten
from tests.running import WITHIN_S, Frame, Live, Server
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio


async def write(db: AsyncSession, words: str, told: tuple[str, ...], **options: object) -> None:
    """One entry, not committed."""
    fact = LogWritten(id=uuid7(), about="ITA-2026-0001", text=words)
    await record.write(
        db,
        fact,
        by=record.PLATFORM,
        told=told,
        now=clock.real_now(),
        resync=told if options.get("resync") else (),
    )


async def note(
    server: Server,
    *texts: str,
    told: tuple[str, ...] = ("ITA",),
    resync: bool = False,
    together: int = 1,
) -> None:
    """Write one entry per text; commit so many together."""
    async with server.db() as db:
        for start in range(0, len(texts), together):
            for words in texts[start : start + together]:
                await write(db, words, told, resync=resync)
            await db.commit()


async def note_many(server: Server, count: int) -> None:
    """Commit many entries at once, for Italy."""
    async with server.db() as db:
        await db.execute(text("SET LOCAL ROLE sar_owner"))
        await db.execute(
            text(
                "SELECT record_append(0, 'LogWritten', ARRAY[''::bytea, ''], ARRAY[''::bytea, ''],"
                " ARRAY['{}', :body], ARRAY['ITA'], ARRAY[1], ARRAY[false])"
                " FROM generate_series(1, :count)"
            ),
            {"count": count, "body": '{"changes":[]}'},
        )
        await db.commit()


def said(entries: list[Frame]) -> list[str]:
    return [entry["facts"]["text"] for entry in entries]


def follow_each_other(entries: list[Frame], after: int) -> bool:
    return [e["number"] for e in entries] == list(range(after + 1, after + 1 + len(entries)))


async def test_what_is_committed_arrives(server: Server) -> None:
    async with server.live("ITA") as feed:
        ready = await feed.next("ready")
        await note(server, "one", "two")
        entries = await feed.entries(2)
    assert follow_each_other(entries, ready["number"])
    assert said(entries) == ["one", "two"]


async def test_a_party_hears_only_what_it_is_told(server: Server) -> None:
    async with server.live("ITA") as italy, server.live("TUN") as tunisia:
        await italy.next("ready")
        await tunisia.next("ready")
        await note(server, "for Italy", told=("ITA",))
        await note(server, "for both", told=("ITA", "TUN"))
        assert said(await italy.entries(2)) == ["for Italy", "for both"]
        assert said(await tunisia.entries(1)) == ["for both"]


async def test_two_sockets_of_one_party_hear_the_same(server: Server) -> None:
    async with server.live("ITA") as one, server.live("ITA", "watch_officer") as other:
        await one.next("ready")
        await other.next("ready")
        await note(server, "to both")
        assert await one.entries(1) == await other.entries(1)


async def test_a_reader_that_comes_back_misses_nothing(server: Server) -> None:
    async with server.live("ITA") as feed:
        number = (await feed.next("ready"))["number"]
    texts = [f"while away {n}" for n in range(1_200)]
    await note(server, *texts, together=50)
    async with server.live("ITA", start={"type": "start", "since": number}) as feed:
        assert (await feed.next())["number"] == number + len(texts)
        await note(server, "back again")
        entries = await feed.entries(len(texts) + 1)
    assert said(entries) == [*texts, "back again"]
    assert follow_each_other(entries, number)


async def test_backlog_and_stream_meet_without_gap_or_repeat(server: Server) -> None:
    async with server.live("GRC") as feed:
        number = (await feed.next("ready"))["number"]
    ended = asyncio.Event()
    count = 0

    async def keep_writing() -> None:
        nonlocal count
        while not ended.is_set():
            await note(server, *[str(count + n) for n in range(20)], told=("GRC",))
            count += 20

    async def join_often() -> None:
        for _ in range(25):
            start = {"type": "start", "since": number}
            async with server.live("GRC", start=start) as feed:
                head = (await feed.next("ready"))["number"]
                wanted = head - number + 30
                assert follow_each_other((await feed.entries(wanted))[:wanted], number)
        ended.set()

    await asyncio.gather(keep_writing(), join_often())


async def test_a_slow_transaction_does_not_make_a_reader_miss_an_entry(server: Server) -> None:
    """It writes first and commits last; nobody waits for it, and readers follow all along."""
    others = sorted(f"other {n}" for n in range(20))
    async with server.live("MLT") as feed, server.client("MLT", "observer") as http:
        number = (await feed.next("ready"))["number"]
        polled: list[Frame] = []

        async def poll(count: int) -> None:
            while len(polled) < count:
                since = polled[-1]["number"] if polled else number
                answer = await http.get("/api/record", params={"since": since})
                polled.extend(answer.json()["entries"])
                await asyncio.sleep(0.01)

        async with asyncio.timeout(WITHIN_S), server.db() as slow:
            await write(slow, "slow", ("MLT",))
            written = asyncio.gather(*(note(server, text, told=("MLT",)) for text in others))
            await asyncio.gather(written, poll(20))
            streamed = await feed.entries(20)
            assert sorted(said(streamed)) == sorted(said(polled)) == others
            await slow.commit()
            await poll(21)
            streamed += await feed.entries(1)
    for read in (streamed, polled):
        assert follow_each_other(read, number)
        assert said(read)[-1] == "slow"


async def test_numbers_have_no_hole_where_a_transaction_was_rolled_back(server: Server) -> None:
    async with server.live("TUN") as feed:
        number = (await feed.next("ready"))["number"]
        await note(server, "before", told=("TUN",))
        async with server.db() as db:
            await write(db, "never", ("TUN",))
            await db.rollback()
        await note(server, "after", told=("TUN",))
        entries = await feed.entries(2)
    assert follow_each_other(entries, number)
    assert said(entries) == ["before", "after"]


async def test_changed_access_is_told(server: Server) -> None:
    async with server.live("ITA") as feed:
        await feed.next("ready")
        await note(server, "an agreement ended", resync=True)
        resync = await feed.next("resync")
        entries = await feed.entries(1)
    assert resync["reason"] == "access_changed"
    assert entries[0]["number"] == resync["number"] + 1


async def test_changed_access_is_told_to_a_reader_that_was_away(server: Server) -> None:
    async with server.live("ITA") as feed:
        number = (await feed.next("ready"))["number"]
    await note(server, "an agreement ended", resync=True)
    async with server.live("ITA", start={"type": "start", "since": number}) as feed:
        assert (await feed.next("resync"))["reason"] == "access_changed"


@pytest.mark.parametrize("behind", [-1, 10_001])
async def test_who_cannot_go_on_is_told_to_resync(server: Server, behind: int) -> None:
    async with server.live("ITA") as feed:
        number = (await feed.next("ready"))["number"]
        await note_many(server, max(0, behind - number))
        number = max(number, behind)
    async with server.live("ITA", start={"type": "start", "since": number - behind}) as feed:
        ready = await feed.next("ready")
        resync = await feed.next("resync")
        await note(server, "from here on")
        entries = await feed.entries(1)
    assert resync["reason"] == ("ahead_of_record" if behind < 0 else "too_old")
    assert resync["number"] == ready["number"] == entries[0]["number"] - 1


@pytest.mark.long
async def test_a_slow_reader_slows_nobody_and_is_told_to_resync(server: Server) -> None:
    """It does not read at all while 6 MB are written; the other reader has them at once."""
    pad = "x" * 4_000
    async with slow_socket(server) as sleeper, server.live("ITA") as awake:
        await awake.next("ready")
        await note(server, *(f"{n} {pad}" for n in range(1_500)), together=10)
        await awake.entries(1_500)
        frames: list[list[Frame]] = []
        await note(server, "the end")
        while not frames or not any("the end" in text for text in said(frames[-1])):
            frame = await sleeper.next()
            frames.append(frame.get("entries", []))
            if frame["type"] == "resync":
                assert frame["reason"] == "fell_behind"
                resync = frame["number"]
    assert resync > 0
    assert frames[-1][-1]["number"] >= resync


@asynccontextmanager
async def slow_socket(server: Server) -> AsyncIterator[Live]:
    """A started socket whose client takes nothing from its buffers until asked."""
    async with connect(
        f"{server.ws_url}/api/live",
        additional_headers={"Authorization": f"Bearer {server.world.keys['ITA', 'observer']}"},
        compression=None,
        ping_interval=None,
        max_queue=1,
        max_size=None,
    ) as socket:
        feed = Live(socket)
        await feed.send({"type": "start", "since": None})
        await feed.next("ready")
        yield feed


async def test_a_revoked_key_is_cut_off(server: Server) -> None:
    async with server.client("MLT", "admin") as admin:
        body = {
            "id": str(uuid7()),
            "label": "screen",
            "centre_id": str(server.world.centres["MLT"]),
            "roles": ["observer"],
        }
        key = (await admin.post("/api/keys", json=body)).json()["key"]
        async with connect(
            f"{server.ws_url}/api/live", additional_headers={"Authorization": f"Bearer {key}"}
        ) as socket:
            feed = Live(socket)
            await feed.send({"type": "start", "since": None})
            await feed.next("ready")
            await admin.delete(f"/api/keys/{body['id']}")
            assert await feed.closed() == 4401


async def test_a_session_opens_a_socket_from_its_own_pages_and_ends_with_it(
    server: Server,
) -> None:
    login = f"watch.{uuid7()}"[:40]
    async with server.client("GRC", "admin") as admin:
        await admin.post(
            "/api/people",
            json={
                "login": login,
                "name": "Watch",
                "password": PASSWORD,
                "centre_id": str(server.world.centres["GRC"]),
                "roles": ["watch_officer"],
            },
        )
    async with httpx.AsyncClient(base_url=server.base_url) as browser:
        await browser.post("/api/session", json={"login": f"GRC/{login}", "password": PASSWORD})
        cookie = f"sar={browser.cookies['sar']}"
        own = server.base_url
        with pytest.raises(InvalidStatus) as refused:
            await with_cookie(server, cookie, origin="https://elsewhere.example")
        assert refused.value.response.status_code == 403
        with pytest.raises(InvalidStatus) as refused:
            await with_cookie(server, cookie, origin=None)
        assert refused.value.response.status_code == 403
        feed = await with_cookie(server, cookie, origin=own)
        await feed.send({"type": "start", "since": None})
        await feed.next("ready")
        await browser.delete("/api/session", headers={"Origin": own})
        assert await feed.closed() == 4401


@asynccontextmanager
async def watching(server: Server) -> AsyncIterator[tuple[Live, Frame, httpx.AsyncClient]]:
    """A Greek watch officer's open socket, the account, and the browser that it belongs to."""
    async with server.client("GRC", "admin") as admin:
        body = {
            "login": f"watch.{uuid7()}"[:40],
            "name": "Watch",
            "password": PASSWORD,
            "centre_id": str(server.world.centres["GRC"]),
            "roles": ["watch_officer"],
        }
        person = (await admin.post("/api/people", json=body)).json()
    own = {"Origin": server.base_url}
    async with httpx.AsyncClient(base_url=server.base_url, headers=own) as browser:
        login = {"login": f"GRC/{person['login']}", "password": PASSWORD}
        assert (await browser.post("/api/session", json=login)).status_code == 204
        cookie = f"sar={browser.cookies['sar']}"
        feed = await with_cookie(server, cookie, origin=server.base_url)
        await feed.send({"type": "start", "since": None})
        await feed.next("ready")
        yield feed, person, browser


NEW_PASSWORD = "a-longer-one-for-the-night-watch"


async def test_a_socket_ends_with_what_it_was_opened_by(server: Server) -> None:
    async with server.client("GRC", "admin") as admin:

        async def another_role(person: Frame, _: httpx.AsyncClient) -> httpx.Response:
            centre = str(server.world.centres["GRC"])
            body = {"name": "Watch", "postings": [{"centre_id": centre, "roles": ["observer"]}]}
            match = {"If-Match": f'"{person["version"]}"'}
            return await admin.put(f"/api/people/{person['id']}", json=body, headers=match)

        async def another_password(person: Frame, _: httpx.AsyncClient) -> httpx.Response:
            path = f"/api/people/{person['id']}/password"
            return await admin.put(path, json={"password": NEW_PASSWORD})

        async def own_password(_: Frame, browser: httpx.AsyncClient) -> httpx.Response:
            body = {"old": PASSWORD, "new": NEW_PASSWORD}
            return await browser.put("/api/me/password", json=body)

        async def closed(person: Frame, _: httpx.AsyncClient) -> httpx.Response:
            return await admin.delete(f"/api/people/{person['id']}")

        for end in (another_role, another_password, own_password, closed):
            async with watching(server) as (feed, person, browser):
                answer = await end(person, browser)
                assert answer.is_success, answer.text
                assert await feed.closed() == 4401, end.__name__


async def test_a_socket_ends_when_its_session_acts_where_no_role_reads(server: Server) -> None:
    async with watching(server) as (feed, person, _), server.db() as db:
        # As when it acts for a centre where it only feeds.
        await db.execute(
            text("UPDATE posting SET role = 'feed' WHERE person_id = :id"), {"id": person["id"]}
        )
        await db.commit()
        assert await feed.closed() == 4403


async def with_cookie(server: Server, cookie: str, *, origin: str | None) -> Live:
    """A socket as a browser opens it."""
    headers = {"Cookie": cookie} | ({"Origin": origin} if origin else {})
    return Live(await connect(f"{server.ws_url}/api/live", additional_headers=headers))


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer sar_wrong"}])
async def test_nobody_listens_without_a_key(server: Server, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"{server.ws_url}/api/live", additional_headers=headers)
    assert refused.value.response.status_code == 401
    assert refused.value.response.headers["x-content-type-options"] == "nosniff"
    body = refused.value.response.body
    assert body is not None
    assert orjson.loads(body)["code"] == "unauthenticated"


async def test_a_feed_key_does_not_listen(server: Server) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with server.live("ITA", "feed"):
            pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "message",
    [
        {"type": "view"},
        {"type": "start"},
        {"type": "start", "since": None, "surprise": 1},
        {"type": "start", "since": None, "positions": {"bbox": [0, 91, 1, 92]}},
    ],
)
async def test_a_message_that_is_not_understood_closes_the_socket(
    server: Server, message: Frame
) -> None:
    async with server.live("ITA", start=message) as feed:
        assert await feed.closed() == 4400


async def test_who_says_too_much_is_closed(server: Server) -> None:
    async with server.live("TUN", "coordinator") as feed:
        await feed.next("ready")
        with suppress(ConnectionClosed):
            for _ in range(4 * MESSAGES_AT_ONCE):
                await feed.send({"type": "view", "positions": None})
            await feed.send({"type": "nonsense"})
        assert await feed.closed() == 4429


async def test_a_message_that_is_too_large_closes_the_socket(server: Server) -> None:
    async with server.live("ITA", start={}) as feed:
        await feed.send({"type": "start", "since": None, "pad": "x" * 70_000})
        assert await feed.closed() == 1009


async def test_a_socket_may_begin_again(server: Server) -> None:
    async with server.live("ITA") as feed:
        number = (await feed.next("ready"))["number"]
        await note(server, "told twice")
        await feed.entries(1)
        await feed.send({"type": "start", "since": number})
        await feed.next("ready")
        assert said(await feed.entries(1)) == ["told twice"]


async def test_a_changed_clock_is_told(server: Server) -> None:
    async with server.live("ITA") as feed:
        assert (await feed.next("ready"))["clock"]["paused"] is True
        await server.set_clock(rate=12, paused=False)
        while (await feed.next("heartbeat"))["clock"]["rate"] != 12:
            pass
        await server.set_clock(paused=True)
