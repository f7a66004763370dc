"""Cases written by several at the same instant, with real commits."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any
from uuid import UUID

import pytest
from psycopg.errors import SerializationFailure
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from uuid_utils.compat import uuid7

from sar import clock
from sar.agreements.words import Phase, Situation
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.errors import Conflict
from sar.geo.geojson import Point
from sar.http.repeating import TIMES
from sar.incidents import listing, visible
from sar.incidents.change_schemas import IssueSitrepBody, SetPhaseBody
from sar.incidents.coordination_schemas import (
    AcceptCoordinationBody,
    LinkIncidentBody,
    ProposeCoordinationBody,
)
from sar.incidents.lead import linking, proposals
from sar.incidents.lifecycle import cases
from sar.incidents.recording import in_full, recording
from sar.incidents.scene import plotting
from sar.incidents.schemas import OpenIncidentBody, ReportPositionBody, SourceBody
from sar.record import service as record
from sar.record.service import Picture
from sar.requests.texts import issuing
from tests.conftest import ExerciseTime, NewWorld
from tests.given.incidents import JOINED, coordinator
from tests.given.record import entries
from tests.world import World

pytestmark = pytest.mark.anyio

Sessions = async_sessionmaker[AsyncSession]
Verb = Callable[[AsyncSession], Coroutine[Any, Any, None]]


@pytest.fixture(scope="module")
def seeded_here(new_world: NewWorld) -> tuple[str, World]:
    return new_world("incidents_at_once")


@pytest.fixture
def here(seeded_here: tuple[str, World]) -> World:
    return seeded_here[1]


@pytest.fixture
async def sessions(seeded_here: tuple[str, World], time: ExerciseTime) -> AsyncIterator[Sessions]:
    engine = make_engine(seeded_here[0], DatabaseRole.APP, pool_size=20)
    yield make_sessions(engine)
    await engine.dispose()


async def done(sessions: Sessions, verb: Verb) -> str:
    """Do it in a transaction of its own: `done`, or the code of the refusal.

    One that a change of access has overtaken is done again, as a request is.
    """
    for _ in range(TIMES - 1):
        try:
            return await _once(sessions, verb)
        except OperationalError as error:
            if not isinstance(error.orig, SerializationFailure):
                raise
    return await _once(sessions, verb)


async def _once(sessions: Sessions, verb: Verb) -> str:
    async with sessions() as db:
        try:
            await verb(db)
        except Conflict as conflict:
            await db.rollback()
            return conflict.code
        await db.commit()
    return "done"


async def at_once(sessions: Sessions, *verbs: Verb) -> list[str]:
    """Do all at the same instant; a deadlock would be an error."""
    return await asyncio.gather(*(done(sessions, verb) for verb in verbs))


def opening(world: World, party: str, id_: UUID, *, lon: float | None = 12.7) -> Verb:
    position = None if lon is None else ReportPositionBody(point=Point(coordinates=(lon, 34.3)))
    body = OpenIncidentBody(
        id=id_,
        title="Boat",
        situation=Situation.MARITIME,
        phase=Phase.DISTRESS,
        source=SourceBody(who="caller"),
        position=position,
    )
    return lambda db: cases.open_case(db, coordinator(world, party), body, now=clock.now())


def proposing(world: World, party: str, to: str, incident_id: UUID) -> Verb:
    body = ProposeCoordinationBody(to_centre_id=world.centres[to])
    caller = coordinator(world, party)
    return lambda db: proposals.propose(db, caller, incident_id, body, now=clock.now())


def accepting(world: World, party: str, incident_id: UUID) -> Verb:
    async def verb(db: AsyncSession) -> None:
        caller, now = coordinator(world, party), clock.now()
        row = await visible.access_incident(db, caller, incident_id, lock=True)
        async with recording(db, row, by=caller.actor, now=now) as entry:
            taken = await proposals.take_over(db, caller, row, AcceptCoordinationBody(), now=now)
            entry.record(taken.fact, readers=in_full)

    return verb


@pytest.mark.long
async def test_two_cases_handed_over_to_each_other_at_once(sessions: Sessions, here: World) -> None:
    for _ in range(10):
        italys, maltas = uuid7(), uuid7()
        await at_once(sessions, opening(here, "ITA", italys), opening(here, "MLT", maltas))
        assert await at_once(
            sessions,
            proposing(here, "ITA", "MLT", italys),
            proposing(here, "MLT", "ITA", maltas),
        ) == ["done", "done"]
        assert await at_once(
            sessions, accepting(here, "MLT", italys), accepting(here, "ITA", maltas)
        ) == ["done", "done"]
        async with sessions() as db:
            now = clock.now()
            one = await visible.full_view_of(db, "ITA", italys, now=now)
            other = await visible.full_view_of(db, "ITA", maltas, now=now)
        assert (one.lead.party, other.lead.party) == ("MLT", "ITA")


async def test_of_many_proposals_for_one_office_exactly_one_stands(
    sessions: Sessions, here: World
) -> None:
    incident = uuid7()
    await at_once(sessions, opening(here, "ITA", incident))
    targets = ["MLT", "TUN", "GRC"] * 4
    answers = await at_once(sessions, *(proposing(here, "ITA", to, incident) for to in targets))
    assert sorted(answers) == ["done"] + ["proposal_open"] * 11


async def test_reports_that_are_issued_at_once_take_each_a_number_of_its_own(
    sessions: Sessions, here: World
) -> None:
    incident = uuid7()
    await at_once(sessions, opening(here, "ITA", incident))

    def issuing_one(party: str) -> Verb:
        caller = coordinator(here, party)
        return lambda db: issuing.issue(db, caller, incident, IssueSitrepBody(), now=clock.now())

    parties = ["ITA", "MLT"] * 6
    assert await at_once(sessions, *map(issuing_one, parties)) == ["done"] * 12
    async with sessions() as db:
        found = await listing.sitreps(db, "ITA", incident)
    for party in ("ITA", "MLT"):
        numbers = sorted(one.number for one in found if one.centre.party == party)
        assert numbers == [1, 2, 3, 4, 5, 6]


async def test_of_two_links_of_one_pair_one_is_made(sessions: Sessions, here: World) -> None:
    ours, theirs = uuid7(), uuid7()
    await at_once(
        sessions,
        opening(here, "ITA", ours, lon=12.7),
        opening(here, "MLT", theirs, lon=12.7),
    )
    both = await at_once(
        sessions, proposing(here, "MLT", "ITA", theirs), proposing(here, "ITA", "MLT", ours)
    )
    assert both == ["done", "done"]

    def proposing_link(party: str, one: UUID, other: UUID) -> Verb:
        caller = coordinator(here, party)
        body = LinkIncidentBody(other_id=other)
        return lambda db: linking.propose(db, caller, one, body, now=clock.now())

    for expected in (["already_proposed", "done"], ["already_proposed", "already_proposed"]):
        answers = await at_once(
            sessions, proposing_link("ITA", ours, theirs), proposing_link("MLT", theirs, ours)
        )
        assert sorted(answers) == expected


async def test_cases_opened_at_once_are_numbered_without_a_gap(
    sessions: Sessions, here: World
) -> None:
    ids = [uuid7() for _ in range(12)]
    await at_once(sessions, *(opening(here, "TUN", id_, lon=None) for id_ in ids))
    async with sessions() as db:
        seen = [await visible.full_view_of(db, "TUN", id_, now=clock.now()) for id_ in ids]
    assert sorted(incident.reference for incident in seen) == [
        f"TUN-2026-{number:04d}" for number in range(1, 13)
    ]


async def test_pictures_hold_when_many_write_at_once(sessions: Sessions, here: World) -> None:
    incident = uuid7()
    await at_once(sessions, opening(here, "ITA", incident))

    async def pictures(db: AsyncSession) -> dict[str, Picture]:
        return {p: await visible.picture(db, p, now=clock.now()) for p in JOINED}

    async with sessions() as db:
        before = await pictures(db)
        numbers = {party: await record.head(db, party) for party in JOINED}

    def reporting(party: str, number: int) -> Verb:
        body = ReportPositionBody(point=Point(coordinates=(12.0 + number / 10, 34.5)))
        caller = coordinator(here, party)
        return lambda db: plotting.report_position(db, caller, incident, body, now=clock.now())

    def classing(phase: Phase) -> Verb:
        body = SetPhaseBody(phase=phase, reason="new information")
        caller = coordinator(here, "ITA")
        return lambda db: cases.set_phase(db, caller, incident, body, now=clock.now())

    answers = await at_once(
        sessions,
        *(reporting(party, number) for number in range(5) for party in ("ITA", "MLT")),
        classing(Phase.ALERT),
        classing(Phase.UNCERTAINTY),
        proposing(here, "ITA", "GRC", incident),
    )
    assert answers == ["done"] * 13
    async with sessions() as db:
        after = await pictures(db)
        for party in JOINED:
            picture = before[party]
            for entry in await entries(db, party, numbers[party]):
                picture = record.apply(picture, entry["changes"])
            assert picture == after[party]
