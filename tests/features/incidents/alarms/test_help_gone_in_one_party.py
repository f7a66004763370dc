"""Help that is gone where the unit is of the lead's own party, and another of its centres says so:
off Cutro (2023) centres of one State knew different things."""

from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.incidents.models import CaseAlarm
from sar.incidents.words import AlarmCause
from sar.parties.models import ApiKey
from tests.clients import ClientOf
from tests.features.incidents.alarms.test_case_alarms import quiet_case
from tests.features.requests.offers.test_making import second_centre
from tests.given.assets import helicopter, registered
from tests.given.incidents import act
from tests.given.requests import Plain, deployed, offered, post
from tests.law import lawful
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mail_leaves", "contacts")]

ROME, CROTONE = "Rome", "Crotone"


async def sits_at(db: AsyncSession, centre: str | UUID) -> None:
    """Italy's desk is at that centre now."""
    keys = update(ApiKey).where(col(ApiKey.party_code) == "ITA").values(centre_id=centre)
    async with lawful(db):
        await db.execute(keys)
        await db.commit()


async def ring_at(db: AsyncSession) -> set[UUID]:
    query = select(col(CaseAlarm.centre_id)).where(col(CaseAlarm.cause) == AlarmCause.HELP_GONE)
    return set((await db.scalars(query)).all())


@pytest.mark.long
@pytest.mark.parametrize(
    ("keeps", "says", "rings"),
    [
        (CROTONE, CROTONE, {ROME}),
        pytest.param(CROTONE, ROME, {CROTONE}, marks=pytest.mark.long),
        (ROME, ROME, set()),
        pytest.param(ROME, CROTONE, {ROME}, marks=pytest.mark.long),
    ],
)
async def test_a_recall_rings_at_the_lead_and_at_the_owner_but_at_the_centre_that_recalls(
    client_of: ClientOf, world: World, db: AsyncSession, keeps: str, says: str, rings: set[str]
) -> None:
    places = {ROME: world.centres["ITA"], CROTONE: UUID(await second_centre(db, world, "ITA"))}
    await sits_at(db, places[keeps])
    units = [
        await registered(client_of, "ITA", helicopter(name=name)) for name in ("One", "Another")
    ]
    await sits_at(db, places[ROME])
    case = await quiet_case(client_of)
    work = [await sent(client_of, case, unit) for unit in units]
    await sits_at(db, places[says])
    await post(client_of, "ITA", f"deployments/{work[0]}/recall", reason="defect", note="A light.")
    assert await ring_at(db) == {places[one] for one in rings}, "although another is tasked"


async def sent(client_of: ClientOf, case: Plain, unit: Plain) -> str:
    """The deployment of a unit of the lead's own party."""
    made = await offered(client_of, "ITA", f"incidents/{case['id']}", unit["id"], accept=True)
    found: str = (await deployed(client_of, "ITA", made))[0]["id"]
    return found


@pytest.mark.long
@pytest.mark.parametrize(("says", "number"), [(ROME, 0), (CROTONE, 1)])
async def test_another_authoritys_unit_rings_at_the_lead_unless_it_wrote_that_itself(
    client_of: ClientOf, world: World, db: AsyncSession, says: str, number: int
) -> None:
    places = {ROME: world.centres["ITA"], CROTONE: UUID(await second_centre(db, world, "ITA"))}
    case = await quiet_case(client_of)
    await sits_at(db, places[says])
    said = {"name": "Customs", "unit": "Boat Two", "unit_gone": "turned_back"}
    path = f"{case['id']}/other-authority"
    assert (await act(client_of, "ITA", "watch_officer", path, **said)).is_success
    assert len(await ring_at(db)) == number
