"""The persons of a unit are counted anew with reason and source, in every state."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.given.incidents import case_changed, people
from tests.given.record import entries
from tests.given.requests import Plain, codes, id_of, plain, post, stepped
from tests.law import lawful

pytestmark = pytest.mark.anyio

WHY = {"reason": "Counted twice at the ladder.", "source": "the master"}


@pytest.mark.long
async def test_a_count_is_corrected_and_both_numbers_stand_in_the_record(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, ship: Plain
) -> None:
    async with lawful(db):
        body: Plain = {"aboard": 7, "delivered": 0, "dead": 1, **WHY}
        answer = await post(client_of, "ITA", f"deployments/{ship['id']}/count", **body)
    assert answer.status_code == 200, answer.text
    row, step = plain(answer)["deployment"], plain(answer)["steps"][-1]
    assert (row["aboard"], row["dead"], row["recovered"], row["state"]) == (7, 1, 8, "embarked")
    assert (step["action"], step["aboard"], step["said_by"]) == ("uncount", 7, "the master")
    said = "Aboard 7, not 9; dead 1, not 0. Counted twice at the ladder."
    assert step["note"] == said
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        f"Exercise Star has its persons counted anew (embarked). {said} Source: the master."
    )
    line = await people(client_of, case_of_twelve)
    assert (line["recovered"], line["dead"], line["outstanding_max"]) == (8, 1, 4)


async def test_nobody_aboard_any_more_leaves_the_ship_on_scene(
    client_of: ClientOf, ship: Plain
) -> None:
    where = f"deployments/{ship['id']}/count"
    gone = await post(client_of, "ITA", where, aboard=0, delivered=9, **WHY)
    assert plain(gone)["deployment"]["state"] == "on_scene"
    back = await post(client_of, "ITA", where, aboard=2, delivered=7, **WHY)
    assert plain(back)["deployment"]["state"] == "embarked", "those two can be delivered"


@pytest.mark.long
async def test_a_count_is_corrected_when_the_ship_is_released_and_the_case_closed(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, ship: Plain
) -> None:
    await stepped(client_of, "ITA", ship, "deliver", persons=9)
    await stepped(client_of, "ITA", ship, "release", role="coordinator")
    fewer = {"min": 9, "max": 9, "source": "crew list"}
    await case_changed(client_of, case_of_twelve, pob=fewer, pob_reason="Three stayed.")
    where = f"incidents/{case_of_twelve['id']}"
    await post(client_of, "ITA", f"{where}/second", function="Head of operations")
    closed = await post(client_of, "ITA", f"{where}/close", reason="All safe.")
    assert closed.status_code == 200, closed.text
    async with lawful(db):
        body: Plain = {"aboard": 0, "delivered": 8, "dead": 1, **WHY}
        answer = await post(client_of, "ITA", f"deployments/{ship['id']}/count", **body)
    assert (plain(answer)["deployment"]["state"], answer.status_code) == ("released", 200)
    line = await people(client_of, case_of_twelve)
    assert (line["delivered"], line["dead"]) == ([{"place": "", "persons": 8}], 1)


async def test_more_than_it_can_hold_is_recorded_and_said(
    client_of: ClientOf, db: AsyncSession, ship: Plain
) -> None:
    many = ship["persons_at_most"] + 1
    assert many > 1, "the type says how many a bulk carrier holds"
    body: Plain = {"aboard": many, "delivered": 0, **WHY}
    answer = await post(client_of, "ITA", f"deployments/{ship['id']}/count", **body)
    assert f"{many} are aboard Exercise Star, which holds" in plain(answer)["steps"][-1]["note"]


async def test_only_the_owner_and_the_lead_count(
    client_of: ClientOf, db: AsyncSession, ship: Plain
) -> None:
    body: Plain = {"aboard": 1, "delivered": 0, **WHY}
    hidden = await post(client_of, "MLT", f"deployments/{ship['id']}/count", **body)
    assert hidden.status_code in (403, 404)
    unsaid = await post(
        client_of, "ITA", f"deployments/{ship['id']}/count", aboard=1, delivered=0, source="crew"
    )
    assert (unsaid.status_code, codes(unsaid)) == (422, ["missing"])
    nowhere = await post(client_of, "ITA", f"deployments/{id_of()}/count", **body)
    assert nowhere.status_code == 404
