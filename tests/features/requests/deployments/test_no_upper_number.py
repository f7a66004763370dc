"""An upper number that is cleared frees nobody: there may be more, and no number is no fewer."""

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf, SignedIn
from tests.given.requests import Plain, codes, embarked, opened, plain, post, stepped
from tests.law import lawful

pytestmark = pytest.mark.anyio

FEWER = "The master counted."


async def tell(
    client_of: ClientOf, incident: Plain, least: int | None, most: int | None, reason: str = ""
) -> httpx.Response:
    where = f"/api/incidents/{incident['id']}"
    version = plain(await client_of("ITA", "observer").get(where))["version"]
    pob: Plain = {"min": least, "max": most, "source": "the master" if reason else ""}
    body: Plain = {"pob": pob, "pob_reason": reason}
    return await client_of("ITA", "watch_officer").patch(
        where, json=body, headers={"If-Match": f'"{version}"'}
    )


async def landed(client_of: ClientOf, incident: Plain, persons: int) -> None:
    """So many are taken aboard a ship, which lands them and is released."""
    ship = await embarked(client_of, incident, persons=persons)
    await stepped(client_of, "ITA", ship, "deliver", persons=persons)
    await stepped(client_of, "ITA", ship, "release", role="coordinator")


def faults(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 422, answer.text
    return {one["field"]: one["code"] for one in plain(answer)["errors"]}


async def test_a_number_below_the_highest_needs_its_reason_also_once_none_stands(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob={"min": 250, "max": 400})
    async with lawful(db):
        cleared = await tell(client_of, incident, 250, None)
    assert plain(cleared)["fewer_on_board"] is None, "there may be more"
    assert faults(await tell(client_of, incident, 250, 300)) == {"pob_reason": "missing"}
    async with lawful(db):
        told = plain(await tell(client_of, incident, 250, 300, FEWER))
    assert told["fewer_on_board"]["reason"] == FEWER
    assert (told["fewer_on_board"]["was_min"], told["fewer_on_board"]["was_max"]) == (250, None)
    assert plain(await tell(client_of, incident, 250, 400))["fewer_on_board"] is None


async def test_a_word_that_waits_for_its_second_is_not_erased_by_no_number(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob={"min": 400, "max": 400})
    word = plain(await tell(client_of, incident, 300, 300, FEWER))["fewer_on_board"]
    async with lawful(db):
        cleared = plain(await tell(client_of, incident, 300, None))
    assert cleared["fewer_on_board"] == word


@pytest.mark.long
async def test_closing_suspending_and_the_list_of_the_missing_go_by_the_same_number(
    client_of: ClientOf, db: AsyncSession, signed_in: SignedIn
) -> None:
    incident = await opened(client_of, pob={"min": 250, "max": 400})
    await tell(client_of, incident, 250, None)
    await landed(client_of, incident, 250)
    first, second = await signed_in("coordinator"), await signed_in("watch_officer")
    where = f"/api/incidents/{incident['id']}"
    refused = await first.post(f"{where}/close", json={"reason": "All safe."})
    assert codes(refused) == ["persons_unaccounted", "persons_unknown"]
    assert "150 persons are not accounted for" in refused.text
    body: Plain = {"ground": "darkness", "reason": "Nothing is seen.", "told": "All."}
    waits = plain(await first.post(f"{where}/suspend", json=body))
    assert (waits["state"], bool(waits["asked_to_suspend"])) == ("open", True)
    wish: Plain = {"reason": "Nobody is found.", "despite": "All was searched."}
    asked = plain(await first.post(f"{where}/close", json=wish))
    assert asked["state"] == "open"
    word: Plain = {"word_id": asked["asked_to_close"]["id"]}
    async with lawful(db):
        closed = plain(await second.post(f"{where}/second", json=word))
    assert closed["state"] == "closed"
    assert closed["outcome"].startswith("The search ended with an unknown number missing.")
    assert closed["lost_list"]["due_at"]


async def test_a_first_estimate_without_an_upper_number_is_closed_by_a_number_or_by_two(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob={"min": 250, "max": None})
    await landed(client_of, incident, 250)
    path = f"incidents/{incident['id']}/close"
    refused = await post(client_of, "ITA", path, reason="All safe.")
    assert codes(refused) == ["persons_unknown"]
    told = plain(await tell(client_of, incident, 250, 250))
    assert told["fewer_on_board"] is None, "no fewer than anybody had told"
    async with lawful(db):
        closed = await post(client_of, "ITA", path, reason="All safe.")
    assert plain(closed)["state"] == "closed"


async def test_no_case_is_closed_as_one_in_which_nobody_knows_how_many(
    client_of: ClientOf, db: AsyncSession
) -> None:
    one = await opened(client_of, pob={"min": 250, "max": 400})
    other = await opened(client_of, pob={"min": 10, "max": None})
    link: Plain = {"other_id": other["id"], "reason": "Same place."}
    assert (await post(client_of, "ITA", f"incidents/{one['id']}/links", **link)).is_success
    path, body = f"incidents/{one['id']}/close", {"reason": "One boat.", "same_as": other["id"]}
    assert codes(await post(client_of, "ITA", path, **body)) == ["fewer_there"]
    await tell(client_of, other, 250, 400)
    await tell(client_of, other, 250, None)
    async with lawful(db):
        closed = await post(client_of, "ITA", path, **body)
    assert plain(closed)["state"] == "closed"
