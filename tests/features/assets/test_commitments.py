"""Binding assets: one unit once, equipment never beyond its quantity, also under a race."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from psycopg.errors import DeadlockDetected
from sqlalchemy import NullPool, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from uuid_utils.compat import uuid7

from sar import clock
from sar.assets import commitments, visible
from sar.assets.models import Asset, Commitment, window
from sar.database_roles import DatabaseRole, role_url
from sar.db import make_sessions
from sar.errors import Conflict
from tests.clients import ClientOf
from tests.conftest import ExerciseTime, NewWorld
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, pumps, registered, seen, uuid
from tests.world import START, World

pytestmark = pytest.mark.anyio


def hour(number: float | None) -> datetime | None:
    return None if number is None else START + timedelta(hours=number)


async def bind(
    db: AsyncSession,
    asset_id: UUID,
    start: float,
    end: float | None,
    quantity: int = 1,
    *,
    now: datetime | None = None,
) -> UUID:
    """The deployment that the asset is now bound to."""
    deployment_id = uuid7()
    (asset,) = await visible.access_assets(db, [asset_id])
    from_at = hour(start)
    assert from_at is not None
    await commitments.bind(
        db,
        asset,
        deployment_id=deployment_id,
        from_at=from_at,
        until_at=hour(end),
        exercise=True,
        now=now or START,
        quantity=quantity,
    )
    await db.commit()
    return deployment_id


async def test_work_that_goes_on_past_its_window_still_binds(
    client_of: ClientOf, db: AsyncSession
) -> None:
    asset, store = (
        await registered(client_of, "ITA", helicopter()),
        await registered(client_of, "ITA", pumps()),
    )
    for one, quantity in ((asset, 1), (store, 9)):
        await bind(db, uuid(one), 0, 1, quantity)
        with pytest.raises(Conflict, match="has not come back"):
            await bind(db, uuid(one), 3, 4, min(quantity, 2), now=hour(2))
    await bind(db, uuid(store), 3, 4, 1, now=hour(2))


@pytest.mark.long
@pytest.mark.parametrize(
    ("start", "end"), [(0, 2), (1, 3), (-1, 1), (0.5, 1.5), (-1, 3), (1, None), (-1, None)]
)
async def test_a_unit_is_not_bound_twice(
    client_of: ClientOf, db: AsyncSession, start: float, end: float | None
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    await bind(db, uuid(asset), 0, 2)
    with pytest.raises(Conflict) as refused:
        await bind(db, uuid(asset), start, end)
    assert refused.value.code == "asset_bound"
    assert refused.value.detail == (
        "Nemo 11 is bound already from 11 Oct 12:26Z until 11 Oct 14:26Z."
    )
    assert refused.value.params["until_at"] == "2026-10-11T14:26:00Z"


@pytest.mark.parametrize(("start", "end"), [(2, 4), (-2, 0), (2, None)])
async def test_windows_that_touch_do_not_clash(
    client_of: ClientOf, db: AsyncSession, start: float, end: float | None
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    await bind(db, uuid(asset), 0, 2)
    await bind(db, uuid(asset), start, end)


async def test_equipment_is_bound_up_to_its_quantity_at_any_instant(
    client_of: ClientOf, db: AsyncSession
) -> None:
    asset = uuid(await registered(client_of, "ITA", pumps()))
    await bind(db, asset, 0, 2, 6)
    await bind(db, asset, 2, 4, 6)
    await bind(db, asset, 0, 4, 4)
    await bind(db, asset, 4, None, 10)
    with pytest.raises(Conflict) as refused:
        await bind(db, asset, 1, 3)
    assert refused.value.code == "quantity_bound"
    assert (refused.value.params["free"], refused.value.params["wanted"]) == (0, 1)
    assert "6 from 11 Oct 12:26Z until 11 Oct 14:26Z" in refused.value.detail


async def test_more_than_there_are_is_refused(client_of: ClientOf, db: AsyncSession) -> None:
    equipment = uuid(await registered(client_of, "ITA", pumps()))
    unit = uuid(await registered(client_of, "ITA", helicopter()))
    for asset, quantity in ((equipment, 11), (unit, 2)):
        with pytest.raises(Conflict) as refused:
            await bind(db, asset, 0, 1, quantity)
        assert refused.value.code == "quantity_short"


async def test_cut_short_it_is_free_again(client_of: ClientOf, db: AsyncSession) -> None:
    asset = uuid(await registered(client_of, "ITA", helicopter()))
    deployment = await bind(db, asset, -1, None)
    await commitments.cut_short(db, deployment, now=START)
    await bind(db, asset, 0, 1)
    later = await bind(db, asset, 2, 3)
    await commitments.cut_short(db, later, now=START)
    await bind(db, asset, 1, None)
    await commitments.cut_short(db, later, now=START)


async def test_extended_it_may_meet_another_window(client_of: ClientOf, db: AsyncSession) -> None:
    asset = uuid(await registered(client_of, "ITA", helicopter()))
    deployment = await bind(db, asset, 0, 2)
    await bind(db, asset, 4, 6)
    (row,) = await visible.access_assets(db, [asset])
    await commitments.extend(db, row, deployment_id=deployment, until_at=hour(4))
    with pytest.raises(Conflict) as refused:
        await commitments.extend(db, row, deployment_id=deployment, until_at=hour(5))
    assert "from 11 Oct 16:26Z" in refused.value.detail


@pytest.mark.long
async def test_the_windows_show_from_readiness_up_without_saying_for_whom(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await concluded(client_of, agreement(term(grantor="ITA", visibility="readiness")))
    asset = await registered(client_of, "ITA", helicopter())
    deployment = await bind(db, uuid(asset), 0, 2)
    told = {"from_at": "2026-10-11T12:26:00Z", "until_at": "2026-10-11T14:26:00Z", "quantity": 1}
    own, other = (
        await seen(client_of, "ITA", asset["id"]),
        await seen(client_of, "MLT", asset["id"]),
    )
    assert own is not None
    assert other is not None
    assert own["bound"] == [told | {"deployment_id": str(deployment)}]
    assert other["bound"] == [told | {"deployment_id": None}]
    time.advance(hours=5)
    late = await seen(client_of, "ITA", asset["id"])
    assert late is not None
    assert late["bound"] == own["bound"], "no view changes by itself"
    await commitments.cut_short(db, deployment, now=time.now)
    await db.commit()
    free = await seen(client_of, "ITA", asset["id"])
    assert free is not None
    assert free["bound"] == []


async def test_a_bound_asset_is_neither_retired_nor_reduced(
    client_of: ClientOf, db: AsyncSession
) -> None:
    asset = await registered(client_of, "ITA", pumps())
    await bind(db, uuid(asset), 0, None, 4)
    registrar, address = client_of("ITA", "registrar"), f"/api/assets/{asset['id']}"
    retired = await registrar.post(f"{address}/retire", headers={"If-Match": '"1"'})
    assert (retired.status_code, retired.json()["code"]) == (409, "asset_bound")
    for body, status in (({"quantity": 3}, 409), ({"type": "E4"}, 409), ({"quantity": 4}, 200)):
        answer = await registrar.patch(address, json=body, headers={"If-Match": '"1"'})
        assert answer.status_code == status, answer.text


async def test_the_database_itself_forbids_what_the_service_refuses(
    client_of: ClientOf, db: AsyncSession
) -> None:
    asset = uuid(await registered(client_of, "ITA", pumps()))
    await bind(db, asset, 0, None, 4)
    for statement in (
        "UPDATE asset SET quantity = 3 WHERE id = :id",
        "UPDATE commitment SET quantity = 11 WHERE asset_id = :id",
    ):
        with pytest.raises(IntegrityError):
            async with db.begin_nested():
                await db.execute(text(statement), {"id": asset})
    with pytest.raises(IntegrityError):
        async with db.begin_nested():
            await db.execute(
                text("UPDATE commitment SET quantity = 0 WHERE asset_id = :id"), {"id": asset}
            )


Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
async def real(new_world: NewWorld) -> AsyncIterator[tuple[Sessions, World]]:
    """A database of its own, where commits are real."""
    url, world = new_world("commitments")
    engine = create_async_engine(role_url(url, DatabaseRole.APP), poolclass=NullPool)
    yield make_sessions(engine), world
    await engine.dispose()
    clock.use(None)


async def _asset(sessions: Sessions, world: World, type_code: str, quantity: int) -> UUID:
    asset_id: UUID = uuid7()
    async with sessions() as db:
        db.add(
            Asset(
                id=asset_id,
                party_code="ITA",
                centre_id=world.centres["ITA"],
                type_code=type_code,
                name="wanted by all",
                quantity=quantity,
                created_at=START,
            )
        )
        await db.commit()
    return asset_id


async def _race(sessions: Sessions, asset_id: UUID, start: int, *, locked: bool) -> bool:
    """Whether this one of many bound the asset."""
    async with sessions() as db:
        try:
            if locked:
                (asset,) = await visible.access_assets(db, [asset_id])
                await commitments.bind(
                    db,
                    asset,
                    deployment_id=uuid4(),
                    from_at=START + timedelta(minutes=start),
                    until_at=None,
                    exercise=True,
                    now=START,
                )
            else:
                begin = START + timedelta(minutes=start)
                single = (await visible.access_assets(db, [asset_id], lock=False))[0].quantity == 1
                db.add(
                    Commitment(
                        asset_id=asset_id,
                        deployment_id=uuid4(),
                        single=single,
                        during=window(begin, None),
                    )
                )
                await db.flush()
            await db.commit()
        except (Conflict, IntegrityError):
            return False
        except OperationalError as error:
            # Past the door two may wait for each other: the database ends one of them.
            if not isinstance(error.orig, DeadlockDetected):
                raise
            return False
        return True


@pytest.mark.parametrize(
    ("type_code", "quantity", "locked"),
    [
        pytest.param("H1", 1, True, id="H1-1-by the door"),
        pytest.param("H1", 1, False, id="H1-1-past the door", marks=pytest.mark.long),
        pytest.param("E3", 3, True, id="E3-3-by the door", marks=pytest.mark.long),
        pytest.param("E3", 3, False, id="E3-3-past the door"),
    ],
)
async def test_of_twenty_at_once_only_as_many_bind_as_there_are(
    real: tuple[Sessions, World], type_code: str, quantity: int, locked: bool
) -> None:
    sessions, world = real
    for _ in range(3):
        asset_id = await _asset(sessions, world, type_code, quantity)
        won = await asyncio.gather(
            *(_race(sessions, asset_id, start, locked=locked) for start in range(20))
        )
        assert sum(won) == quantity
