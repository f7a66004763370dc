"""A touched region is an alarm of each centre by itself, whatever its sisters do."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.alerts.subjects import subject_of
from sar.alerts.words import AlertMatter
from sar.incidents import visible
from sar.incidents.alarm_rules import IN_DISTRESS
from sar.incidents.models import CaseAlarm
from sar.incidents.words import AlarmCause
from sar.parties.models import Centre
from sar.requests import case_alerts as _case_alerts  # noqa: F401 registers what is read
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.informing.test_region_watch import (
    OFF_TUNISIA,
    further_centre,
    lived,
    told_by_alarm,
)
from tests.features.incidents.lead.test_lead import proposed
from tests.given.incidents import Plain, act, case_seen, opened
from tests.given.requests import asked
from tests.world import World

pytestmark = pytest.mark.anyio

HERE = (11.9, 34.5, 12.1, 34.7)
"""A region that holds the place of the case."""
NORTH = {"course_deg": 0.0, "speed_kn": 2.0}


async def standing(client_of: ClientOf, db: AsyncSession, case: Plain, party: str) -> set[str]:
    """The codes of the party's centres at which it still is an alarm."""
    seen = await case_seen(client_of, case, party)
    ids = {one["centre_id"] for one in seen["alarms"] if one["cause"] == "region"}
    rows = await db.execute(select(col(Centre.id), col(Centre.code), col(Centre.party_code)))
    return {code for id_, code, of in rows if str(id_) in ids and of == party}


async def says(db: AsyncSession, time: ExerciseTime, code: str) -> set[tuple[str, bool]]:
    """The words of the centre's alarms that its region is touched, and whether each is over."""
    rows = await db.scalars(
        select(col(CaseAlarm.id))
        .join(Centre, col(Centre.id) == col(CaseAlarm.centre_id))
        .where(col(Centre.code) == code, col(CaseAlarm.cause) == AlarmCause.REGION)
    )
    read = subject_of(AlertMatter.CASE).read
    found = [await read(db, id_, False, time.now) for id_ in rows.all()]
    return {(one.says, one.is_over) for one in found if one is not None}


async def address(client_of: ClientOf, world: World, case: Plain, centre_id: Any) -> Plain:
    return await asked(client_of, world, incident_id=case["id"], to=[str(centre_id)])


@pytest.mark.long
async def test_asking_one_centre_leaves_the_alarm_of_its_sister_until_that_one_is_asked(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    gozo = await further_centre(db, "MLT", "Gozo", *HERE)
    case = await opened(client_of, position=OFF_TUNISIA)
    assert await standing(client_of, db, case, "MLT") == {"MRSC-GOZO", "RCC-MALTA"}
    await address(client_of, world, case, world.centres["MLT"])
    assert await standing(client_of, db, case, "MLT") == {"MRSC-GOZO"}
    await address(client_of, world, case, gozo.id)
    assert await standing(client_of, db, case, "MLT") == set()


@pytest.mark.long
async def test_a_centre_that_takes_the_case_over_is_alarmed_no_more_and_its_sister_is(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    await further_centre(db, "MLT", "Gozo", *HERE)
    case = await opened(client_of, position=OFF_TUNISIA)
    done = await proposed(client_of, world, case)
    assert done.is_success, done.text
    assert await standing(client_of, db, case, "MLT") == {"MRSC-GOZO"}
    path = f"{case['id']}/coordination/accept"
    taken = await act(client_of, "MLT", "coordinator", path)
    assert taken.is_success, taken.text
    assert await standing(client_of, db, case, "MLT") == {"MRSC-GOZO"}


@pytest.mark.long
async def test_a_centre_that_was_asked_for_help_is_not_rung_as_if_it_were_new(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    gozo = await further_centre(db, "MLT", "Gozo", 11.5, 35.0, 13.0, 35.2)
    case = await opened(client_of, position=OFF_TUNISIA, drift=NORTH)
    assert await told_by_alarm(db) == ["RCC-MALTA"]
    await address(client_of, world, case, gozo.id)
    since = (await visible.centres_that_know(db, UUID(case["id"])))[gozo.id]
    assert since == time.now
    await lived(db, time, time.now.replace(hour=23))
    assert await told_by_alarm(db) == ["RCC-MALTA"], "it knows of the case"
    assert await standing(client_of, db, case, "MLT") == {"RCC-MALTA"}, "which nobody has asked"


async def test_in_distress_a_further_centre_is_told_so_though_its_party_works_on_the_case(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    gozo = await further_centre(db, "MLT", "Gozo", *HERE)
    case = await opened(client_of, position=OFF_TUNISIA, phase="alert")
    await address(client_of, world, case, world.centres["MLT"])
    (before,) = await says(db, time, gozo.code)
    assert before[0] != IN_DISTRESS
    assert before[1] is False
    raised = {"phase": "distress", "reason": "It takes water."}
    done = await act(client_of, "ITA", "watch_officer", f"{case['id']}/phase", **raised)
    assert done.is_success, done.text
    assert (IN_DISTRESS, False) in await says(db, time, gozo.code)
    assert await says(db, time, "RCC-MALTA") == {(before[0], True)}
