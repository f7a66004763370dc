"""People taken aboard whom nobody has counted: recorded, held as people, and never told as zero."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.record import entries
from tests.given.requests import Plain, codes, hailed, opened, plain, post, stepped
from tests.law import lawful

pytestmark = pytest.mark.anyio

WHY = {"reason": "Counted at the ladder.", "source": "the master"}


@beginning
async def incident(client_of: ClientOf) -> Plain:
    """Twelve were on board."""
    return await opened(client_of, pob={"min": 12, "max": 12})


@beginning
async def ship(client_of: ClientOf, incident: Plain) -> Plain:
    """A bulk carrier whose master has people aboard and cannot count them."""
    row = await hailed(client_of, incident)
    await stepped(client_of, "ITA", row, "proceed", "arrive")
    return await stepped(client_of, "ITA", row, "embark", said_by="the master")


async def people(client_of: ClientOf, incident: Plain) -> Plain:
    found = await client_of("ITA", "observer").get(f"/api/incidents/{incident['id']}")
    line: Plain = plain(found)["people"]
    return line


async def test_it_is_written_down_and_stands_beside_the_unit_and_in_the_balance(
    client_of: ClientOf, db: AsyncSession, incident: Plain, ship: Plain
) -> None:
    assert (ship["state"], ship["uncounted_aboard"], ship["recovered"]) == ("embarked", True, 0)
    said = [one for one in await entries(db, "ITA") if one["type"] == "DeploymentStepped"][-1]
    assert "People are aboard, not counted." in said["sentence"]
    assert said["facts"]["aboard"] is None
    line = await people(client_of, incident)
    assert line["uncounted"] == [{"deployment_id": ship["id"], "name": "Exercise Star"}]
    assert (line["outstanding_min"], line["outstanding_max"]) == (0, 12)
    path = f"/api/incidents/{incident['id']}/survivors"
    rows = (await client_of("ITA", "observer").get(path)).json()
    told = [(one["action"], one["persons"], one["aboard"]) for one in rows]
    assert told == [("embark", None, None)]


async def test_nobody_is_released_nor_the_case_closed_until_they_are_counted(
    client_of: ClientOf, db: AsyncSession, incident: Plain, ship: Plain
) -> None:
    where = f"deployments/{ship['id']}"
    held = await post(client_of, "ITA", f"{where}/release")
    assert (held.status_code, codes(held)) == (409, ["survivors_aboard"])
    closed = await post(client_of, "ITA", f"incidents/{incident['id']}/close", reason="Over.")
    assert codes(closed) == ["persons_uncounted", "persons_unaccounted", "ships_unreleased"]
    async with lawful(db):
        answer = await post(client_of, "ITA", f"{where}/count", aboard=12, delivered=0, **WHY)
    assert answer.status_code == 200, answer.text
    row, step = plain(answer)["deployment"], plain(answer)["steps"][-1]
    assert (row["aboard"], row["uncounted_aboard"], row["recovered"]) == (12, False, 12)
    assert step["note"] == "Aboard 12, not counted before. Counted at the ladder."
    line = await people(client_of, incident)
    assert (line["uncounted"], line["outstanding_max"]) == ([], 0)
    still = await post(client_of, "ITA", f"{where}/release")
    assert codes(still) == ["survivors_aboard"]


async def test_a_delivery_with_its_number_ends_it_and_contradicts_nothing(
    client_of: ClientOf, db: AsyncSession, incident: Plain, ship: Plain
) -> None:
    async with lawful(db):
        row = await stepped(client_of, "ITA", ship, "deliver", persons=12, place="Catania")
    assert (row["uncounted_aboard"], row["delivered"], row["doubts"]) == (False, 12, [])
    line = await people(client_of, incident)
    assert line["delivered"] == [{"place": "Catania", "persons": 12}]
    assert (await stepped(client_of, "ITA", row, "release"))["state"] == "released"


async def test_a_number_taken_aboard_later_ends_it(
    client_of: ClientOf, incident: Plain, ship: Plain
) -> None:
    row = await stepped(client_of, "ITA", ship, "embark", persons=9)
    assert (row["uncounted_aboard"], row["aboard"]) == (False, 9)
    assert (await people(client_of, incident))["uncounted"] == []


async def test_nobody_taken_aboard_says_nothing(client_of: ClientOf, ship: Plain) -> None:
    none = await post(client_of, "ITA", f"deployments/{ship['id']}/embark", persons=0)
    assert none.status_code == 422
