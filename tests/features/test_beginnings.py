"""The steps that tests begin with: made once, and nothing of another test comes with them."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import Beginnings, beginning, read_once
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import Plain, opened, plain

pytestmark = pytest.mark.anyio

IN_ORDER = True

MADE: list[str] = []
"""The steps in the order in which they were made."""
READ: list[int] = []
"""The turns in which something was read."""


@beginning
async def first(client_of: ClientOf) -> Plain:
    MADE.append("first")
    return await opened(client_of)


@beginning
async def second(client_of: ClientOf, first: Plain) -> Plain:
    MADE.append("second")
    return await opened(client_of, title=f"After {first['title']}")


async def known(client_of: ClientOf) -> set[str]:
    """The cases that Italy knows."""
    answer = await client_of("ITA", "observer").get("/api/incidents")
    return {one["id"] for one in plain(answer)["items"]}


@pytest.mark.long
@pytest.mark.parametrize("turn", range(2))
async def test_a_step_is_made_once_and_what_a_test_adds_is_gone_for_the_next(
    client_of: ClientOf, first: Plain, turn: int
) -> None:
    assert await known(client_of) == {first["id"]}
    await opened(client_of)
    assert MADE == ["first"]


@pytest.mark.long
@pytest.mark.parametrize("turn", range(2))
async def test_a_further_step_comes_after_those_that_were_made(
    client_of: ClientOf, first: Plain, second: Plain, turn: int
) -> None:
    assert await known(client_of) == {first["id"], second["id"]}
    assert MADE[-2:] == ["first", "second"]


async def test_who_asks_for_fewer_steps_finds_fewer(client_of: ClientOf, first: Plain) -> None:
    assert await known(client_of) == {first["id"]}


async def test_a_test_may_spoil_what_a_step_returned(first: Plain) -> None:
    first.clear()


async def test_the_next_has_it_whole(client_of: ClientOf, first: Plain) -> None:
    assert await known(client_of) == {first["id"]}


async def test_who_asks_for_none_finds_none(client_of: ClientOf) -> None:
    assert await known(client_of) == set()


@pytest.mark.long
async def test_what_is_made_after_a_write_of_the_tests_own_is_not_kept(
    client_of: ClientOf, beginnings: Beginnings
) -> None:
    await opened(client_of)
    for _ in range(2):
        await beginnings.once("another", lambda: opened(client_of))
    assert len(await known(client_of)) == 3


@pytest.mark.long
async def test_a_step_at_another_time_is_another(
    client_of: ClientOf, time: ExerciseTime, beginnings: Beginnings
) -> None:
    now = await beginnings.once("another", lambda: opened(client_of))
    time.advance(hours=1)
    later = await beginnings.once("another", lambda: opened(client_of))
    assert await known(client_of) == {now["id"], later["id"]}


@pytest.mark.long
@pytest.mark.parametrize("turn", range(2))
async def test_what_was_read_once_is_read_anew_when_the_test_has_written(
    client_of: ClientOf, db: AsyncSession, first: Plain, turn: int
) -> None:
    async def cases() -> int:
        READ.append(turn)
        return int((await db.execute(text("SELECT count(*) FROM incident"))).scalar_one())

    assert await read_once(db, "cases", cases) == 1
    await opened(client_of)
    assert await read_once(db, "cases", cases) == 2
    assert len(READ) == 2 + turn, "the first time once for both"


@pytest.mark.long
async def test_what_was_read_after_a_write_is_not_read_again_before_the_next(
    client_of: ClientOf, db: AsyncSession
) -> None:
    reads = 0

    async def cases() -> int:
        nonlocal reads
        reads += 1
        return int((await db.execute(text("SELECT count(*) FROM incident"))).scalar_one())

    await opened(client_of)
    assert [await read_once(db, "cases", cases) for _ in range(3)] == [1, 1, 1]
    assert reads == 1
    await opened(client_of)
    assert [await read_once(db, "cases", cases) for _ in range(2)] == [2, 2]
    assert reads == 2
