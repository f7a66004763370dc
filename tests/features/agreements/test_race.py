"""Signing at the same instant, with real commits: nothing is lost and nothing happens twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import combinations
from uuid import UUID

import pytest
from sqlalchemy import NullPool, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlmodel import col

from sar.agreements import service
from sar.agreements.models import Version
from sar.agreements.schemas import AgreementBody, AgreementVersionBody, SignAgreementBody
from sar.agreements.words import VersionState
from sar.database_roles import DatabaseRole, role_url
from sar.db import make_sessions
from sar.errors import Conflict
from sar.parties.caller import Caller
from sar.parties.roles import Role
from sar.record import service as record
from tests.conftest import NewWorld
from tests.given.agreements import agreement, term
from tests.statements import counted
from tests.world import START, World, box

PARTIES = ("GRC", "ITA", "MLT", "TUN")


def negotiator(world: World, party: str) -> Caller:
    return Caller(party, world.centres[party], party, frozenset({Role.NEGOTIATOR}), "negotiator")


@asynccontextmanager
async def sessions_on(url: str) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    engine = create_async_engine(role_url(url, DatabaseRole.APP), poolclass=NullPool)
    try:
        yield make_sessions(engine)
    finally:
        await engine.dispose()


async def sign(sessions: async_sessionmaker[AsyncSession], caller: Caller, id_: UUID) -> str | None:
    """The refusal's code, None when signed."""
    async with sessions() as db:
        try:
            await service.sign(db, caller, id_, SignAgreementBody(version=1), now=START)
        except Conflict as refused:
            return refused.code
        await db.commit()
    return None


@pytest.mark.long
@pytest.mark.anyio
async def test_of_many_signatures_at_once_each_party_gives_one(
    new_world: NewWorld,
) -> None:
    url, world = new_world("agreements_race")
    engine = create_async_engine(role_url(url, DatabaseRole.APP), poolclass=NullPool)
    sessions = make_sessions(engine)
    body = AgreementBody.model_validate(agreement(parties=PARTIES))
    async with sessions() as db:
        await service.draft(db, negotiator(world, "ITA"), body, now=START)
        await service.propose(
            db, negotiator(world, "ITA"), body.id, AgreementVersionBody(), now=START
        )
        await db.commit()
    signers = [negotiator(world, party) for party in PARTIES for _ in range(3)]
    outcomes = await asyncio.gather(*(sign(sessions, signer, body.id) for signer in signers))
    async with sessions() as db:
        version = (
            await db.execute(select(Version).where(col(Version.agreement_id) == body.id))
        ).scalar_one()
        entries = [record.parse(read)["type"] for read in await record.since(db, "GRC", 0)]
    await engine.dispose()
    assert outcomes.count(None) == len(PARTIES)
    assert set(outcomes) <= {None, "already_signed", "wrong_state"}
    assert version.state is VersionState.IN_FORCE
    assert entries.count("AgreementSigned") == len(PARTIES)
    assert entries.count("AgreementEnteredIntoForce") == 1


@pytest.mark.long
@pytest.mark.anyio
async def test_of_versions_confirmed_at_once_none_misses_the_conflict_with_another(
    new_world: NewWorld,
) -> None:
    """Malta has the last word on four texts at the same instant, and each says of command what no
    other does: of texts both are quoted, whichever was first."""
    url, world = new_world("conflicts_race")
    italy, malta = negotiator(world, "ITA"), negotiator(world, "MLT")
    bodies = [
        AgreementBody.model_validate(
            agreement(
                term(f"Art. {n}", command=f"Centre {n} commands on scene."),
                reference=f"RACE-{n}",
                parties=("ITA", "MLT"),
            )
        )
        for n in range(1, 5)
    ]
    async with sessions_on(url) as sessions:
        async with sessions() as db:
            for body in bodies:
                await service.draft(db, italy, body, now=START)
                await service.propose(db, italy, body.id, AgreementVersionBody(), now=START)
                await service.sign(db, italy, body.id, SignAgreementBody(version=1), now=START)
            await db.commit()
        outcomes = await asyncio.gather(*(sign(sessions, malta, body.id) for body in bodies))
        assert outcomes == [None] * len(bodies)
        async with sessions() as db:
            for party in ("ITA", "MLT"):
                entries = [record.parse(read) for read in await record.since(db, party, 0)]
                told = [one for one in entries if one["type"] == "ClausesConflict"]
                pairs = len([*combinations(bodies, 2)])
                assert sum(one["facts"]["count"] for one in told) == pairs, "each is told once"


@pytest.mark.anyio
async def test_no_position_waits_while_conflicts_are_sought(new_world: NewWorld) -> None:
    """The lock that all positions wait for is the last one, and of the last signature alone."""
    url, world = new_world("agreements_positions")
    zone = box(12.0, 35.0, 13.0, 36.0)
    shows = term(visibility="position", zone=zone, zone_name="Strait")
    body = AgreementBody.model_validate(agreement(shows, parties=("ITA", "MLT")))
    engine = create_async_engine(role_url(url, DatabaseRole.APP), poolclass=NullPool)
    sessions = make_sessions(engine)
    italy, malta = negotiator(world, "ITA"), negotiator(world, "MLT")
    async with sessions() as db:
        await service.draft(db, italy, body, now=START)
        await service.propose(db, italy, body.id, AgreementVersionBody(), now=START)
        await db.commit()
    with counted(engine) as first:
        assert await sign(sessions, italy, body.id) is None
    with counted(engine) as last:
        assert await sign(sessions, malta, body.id) is None
    await engine.dispose()
    assert not [one for one in first if "next_position_mark" in one]
    (locked,) = [at for at, one in enumerate(last) if "next_position_mark" in one]
    compared = next(at for at, one in enumerate(last) if "clauses of" in one)
    read = [at for at, one in enumerate(last) if "FROM term" in one]
    assert compared < max(read) < locked


@pytest.mark.anyio
async def test_a_reference_is_one_partys_at_a_time_and_strangers_wait_for_nobody(
    new_world: NewWorld,
) -> None:
    url, world = new_world("agreements_references")
    of_italy, of_malta, of_strangers, last = (
        AgreementBody.model_validate(agreement(term(), reference="SAR", parties=parties))
        for parties in (("ITA", "MLT"), ("MLT", "ITA"), ("TUN", "GRC"), ("ITA", "GRC"))
    )
    italy, malta, tunisia = (negotiator(world, one) for one in ("ITA", "MLT", "TUN"))
    async with sessions_on(url) as sessions:
        async with sessions() as first, sessions() as second, asyncio.timeout(60):
            await service.draft(first, italy, of_italy, now=START)
            await service.draft(second, tunisia, of_strangers, now=START)
            await service.propose(
                second, tunisia, of_strangers.id, AgreementVersionBody(), now=START
            )
            await second.commit()
            await service.draft(second, malta, of_malta, now=START)
            await second.commit()
            await first.commit()

        async def propose(caller: Caller, id_: UUID) -> str | None:
            async with sessions() as db:
                try:
                    await service.propose(db, caller, id_, AgreementVersionBody(), now=START)
                except Conflict as refused:
                    return refused.code
                await db.commit()
            return None

        outcomes = await asyncio.gather(propose(italy, of_italy.id), propose(malta, of_malta.id))
        assert {*outcomes} == {None, "reference_taken"}
        async with sessions() as db:
            with pytest.raises(Conflict) as again:
                await service.draft(db, italy, last, now=START)
            assert again.value.code == "reference_taken"
