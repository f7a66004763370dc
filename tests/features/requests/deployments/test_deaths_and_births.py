"""Found dead, died, born, in the water again, counted by kind: facts, and the case adds up."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import people
from tests.given.record import entries
from tests.given.requests import Plain, codes, embarked, hailed, opened, plain, post, stepped
from tests.law import lawful

pytestmark = pytest.mark.anyio


@beginning
async def case_of_thirty(client_of: ClientOf) -> Plain:
    """Thirty were on board."""
    return await opened(client_of, pob={"min": 30, "max": 30})


@beginning
async def tanker(client_of: ClientOf, case_of_thirty: Plain) -> Plain:
    """A tanker with 27 of them aboard."""
    return await embarked(client_of, case_of_thirty, persons=27)


async def told(client_of: ClientOf, ship: Plain, fact: str, persons: int, **more: str) -> Plain:
    where = f"deployments/{ship['id']}/lives"
    body: Plain = {"fact": fact, "persons": persons, **more}
    return plain(await post(client_of, "ITA", where, **body))


@pytest.mark.long
async def test_who_jumps_is_missing_again_until_somebody_takes_them_aboard(
    client_of: ClientOf, db: AsyncSession, case_of_thirty: Plain, tanker: Plain
) -> None:
    async with lawful(db):
        after = await told(client_of, tanker, "back-in-water", 3, said_by="the master")
    row, step = after["deployment"], after["steps"][-1]
    assert (row["aboard"], row["recovered"], row["back_in_water"]) == (24, 27, 3)
    assert (step["action"], step["persons"], step["aboard"]) == ("back-in-water", 3, 24)
    assert (await entries(db, "ITA"))[-1]["sentence"].startswith(
        "Exercise Star reports 3 in the water again, 24 still aboard (embarked)."
    )
    line = await people(client_of, case_of_thirty)
    assert (line["recovered"], line["outstanding_max"], line["back_in_water"]) == (24, 6, 3)
    await stepped(client_of, "ITA", tanker, "embark", persons=3)
    line = await people(client_of, case_of_thirty)
    assert (line["recovered"], line["outstanding_max"]) == (27, 3)


@pytest.mark.long
async def test_the_dead_are_found_dead_or_died_and_the_born_hide_nobody(
    client_of: ClientOf, db: AsyncSession, case_of_thirty: Plain, tanker: Plain
) -> None:
    async with lawful(db):
        await told(client_of, tanker, "found-dead", 1)
        await told(client_of, tanker, "died", 1, note="Of cold.")
        after = await told(client_of, tanker, "born", 1)
    row = after["deployment"]
    assert (row["aboard"], row["dead"], row["died"], row["born"]) == (27, 2, 1, 1)
    line = await people(client_of, case_of_thirty)
    assert (line["recovered"], line["dead"], line["died"], line["born"]) == (28, 2, 1, 1)
    assert (line["outstanding_min"], line["outstanding_max"]) == (2, 2)
    lines = await client_of("ITA", "observer").get(
        f"/api/incidents/{case_of_thirty['id']}/survivors"
    )
    assert [one["action"] for one in lines.json()] == ["embark", "found-dead", "died", "born"]


async def test_a_child_born_on_a_unit_that_recovered_nobody_is_in_the_line_of_its_case(
    client_of: ClientOf, db: AsyncSession, case_of_thirty: Plain
) -> None:
    other = await hailed(client_of, case_of_thirty)
    await stepped(client_of, "ITA", other, "proceed", "arrive")
    async with lawful(db):
        row = (await told(client_of, other, "born", 1))["deployment"]
    line = await people(client_of, case_of_thirty)
    assert [one["persons"] for one in line["aboard"]] == [row["aboard"]] == [1]
    assert (line["born"], line["recovered"]) == (1, 0)


@pytest.mark.long
async def test_where_the_dead_are_is_told_of_the_unit_and_of_the_case(
    client_of: ClientOf, db: AsyncSession, case_of_thirty: Plain, tanker: Plain
) -> None:
    await told(client_of, tanker, "found-dead", 2)
    await told(client_of, tanker, "died", 1)
    line = await people(client_of, case_of_thirty)
    assert [one["persons"] for one in line["dead_aboard"]] == [3]
    assert line["dead_landed"] == []
    async with lawful(db):
        row = await stepped(
            client_of, "ITA", tanker, "deliver", persons=20, dead=1, place="Catania"
        )
    assert (row["delivered"], row["dead"], row["dead_landed"]) == (20, 3, 1)
    async with lawful(db):
        row = await stepped(client_of, "ITA", tanker, "deliver", dead=1, place="Augusta")
    assert (row["delivered"], row["dead_landed"], row["doubts"]) == (20, 2, [])
    line = await people(client_of, case_of_thirty)
    assert [one["persons"] for one in line["dead_aboard"]] == [1]
    assert line["dead_landed"] == [
        {"place": "Catania", "persons": 1},
        {"place": "Augusta", "persons": 1},
    ]
    assert [one["persons"] for one in line["delivered"]] == [20]
    assert any("1 dead were landed." in one["sentence"] for one in await entries(db, "ITA"))
    counted: Plain = {"aboard": 6, "delivered": 20, "dead": 3, "dead_landed": 3}
    why = {"reason": "The quay told.", "source": "The harbour master"}
    async with lawful(db):
        answer = await post(client_of, "ITA", f"deployments/{tanker['id']}/count", **counted, **why)
    assert answer.is_success, answer.text
    assert (await people(client_of, case_of_thirty))["dead_aboard"] == []


async def test_more_dead_landed_than_were_known_hide_nobody(
    client_of: ClientOf, db: AsyncSession, case_of_thirty: Plain, tanker: Plain
) -> None:
    """Of 27 aboard two died, as nobody had told."""
    async with lawful(db):
        row = await stepped(client_of, "ITA", tanker, "deliver", persons=25, dead=2)
    assert (row["recovered"], row["aboard"], row["dead"], row["died"]) == (27, 0, 2, 2)
    (doubt,) = row["doubts"]
    assert (doubt["code"], doubt["params"]["uncounted"]) == ("more_dead_than_aboard", 0)
    line = await people(client_of, case_of_thirty)
    assert (line["outstanding_min"], line["outstanding_max"]) == (3, 3)


@pytest.mark.long
async def test_more_dead_than_are_aboard_are_recorded_and_marked(
    client_of: ClientOf, db: AsyncSession, case_of_thirty: Plain, tanker: Plain
) -> None:
    async with lawful(db):
        row = (await told(client_of, tanker, "died", 28))["deployment"]
    assert (row["aboard"], row["recovered"], row["dead"], row["died"]) == (0, 28, 28, 28)
    (doubt,) = row["doubts"]
    assert (doubt["code"], doubt["params"]["aboard"]) == ("more_than_aboard", 27)
    assert doubt["params"]["uncounted"] == 1
    line = await people(client_of, case_of_thirty)
    assert (line["dead"], line["outstanding_min"], line["outstanding_max"]) == (28, 2, 3)


async def test_who_was_never_counted_aboard_may_be_missing_still(
    client_of: ClientOf, db: AsyncSession, case_of_thirty: Plain, tanker: Plain
) -> None:
    """A slip (30 for 3) must not end a search: what was told is recorded, and hides nobody."""
    async with lawful(db):
        await stepped(client_of, "ITA", tanker, "deliver", persons=30)
    line = await people(client_of, case_of_thirty)
    assert (line["outstanding_min"], line["outstanding_max"]) == (0, 3)
    await stepped(client_of, "ITA", tanker, "release", role="coordinator")
    path = f"incidents/{case_of_thirty['id']}/close"
    refused = await post(client_of, "ITA", path, reason="All found.")
    assert (refused.status_code, codes(refused)) == (409, ["persons_unaccounted"])
    counted: Plain = {"aboard": 0, "delivered": 30, "reason": "On the quay.", "source": "HQ"}
    answer = await post(client_of, "ITA", f"deployments/{tanker['id']}/count", **counted)
    assert answer.status_code == 200, answer.text
    assert plain(await post(client_of, "ITA", path, reason="All found."))["state"] == "closed"


async def test_lives_are_told_by_owner_and_lead_alone(client_of: ClientOf, tanker: Plain) -> None:
    where = f"deployments/{tanker['id']}/lives"
    ahead = await post(client_of, "ITA", where, fact="died", persons=1, at="2030-01-01T00:00:00Z")
    assert codes(ahead) == ["in_the_future"]
    assert (await post(client_of, "TUN", where, fact="died", persons=1)).status_code in (403, 404)


async def test_who_died_ashore_is_told_after_the_case_has_ended(
    client_of: ClientOf, db: AsyncSession, case_of_thirty: Plain, tanker: Plain
) -> None:
    await told(client_of, tanker, "found-dead", 3)
    await stepped(client_of, "ITA", tanker, "deliver", persons=27)
    await stepped(client_of, "ITA", tanker, "release", role="coordinator")
    closed = await post(
        client_of, "ITA", f"incidents/{case_of_thirty['id']}/close", reason="All found."
    )
    assert plain(closed)["state"] == "closed"
    async with lawful(db):
        row = (await told(client_of, tanker, "died", 1))["deployment"]
    assert (row["delivered"], row["dead"], row["died"]) == (26, 4, 1)


async def test_fewer_on_board_end_no_search_until_a_second_says_so_too(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, case_of_thirty: Plain, tanker: Plain
) -> None:
    fewer = {
        "pob": {"min": 27, "max": 27, "source": "the master"},
        "pob_reason": "All were counted.",
    }
    changing = client_of("ITA", "watch_officer")
    where = f"/api/incidents/{case_of_thirty['id']}"
    async with lawful(db):
        after = plain(await changing.patch(where, json=fewer, headers={"If-Match": '"1"'}))
    word = after["fewer_on_board"]
    assert (word["was_min"], word["was_max"], word["alone"]) == (30, 30, False)
    assert word["second_due_at"][:16] == (time.now + timedelta(minutes=30)).isoformat()[:16]
    line = await people(client_of, case_of_thirty)
    assert (line["outstanding_min"], line["outstanding_max"]) == (0, 3)
    await stepped(client_of, "ITA", tanker, "deliver", persons=27)
    await stepped(client_of, "ITA", tanker, "release", role="coordinator")
    alone = await post(
        client_of, "ITA", f"incidents/{case_of_thirty['id']}/close", reason="All safe."
    )
    assert codes(alone) == ["persons_unaccounted"]
    assert codes(await post(client_of, "ITA", f"incidents/{case_of_thirty['id']}/second")) == [
        "missing"
    ]
    async with lawful(db):
        seconded = await post(
            client_of,
            "ITA",
            f"incidents/{case_of_thirty['id']}/second",
            function="Head of operations",
        )
    assert plain(seconded)["fewer_on_board"] is None
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        f"{case_of_thirty['reference']}: Head of operations was the second to say that"
        " 27 were on board, not 30."
    )
    closed = await post(
        client_of, "ITA", f"incidents/{case_of_thirty['id']}/close", reason="All safe."
    )
    assert plain(closed)["state"] == "closed"


async def test_what_is_not_counted_by_kind_is_not_zero(
    client_of: ClientOf, db: AsyncSession, case_of_thirty: Plain, tanker: Plain
) -> None:
    where = f"deployments/{tanker['id']}/headcount"
    async with lawful(db):
        body: Plain = {"counts": {"children": 4, "alone": 1}, "source": "the master"}
        answer = plain(await post(client_of, "ITA", where, **body))
    assert answer["deployment"]["headcount"]["counts"] == {"children": 4, "alone": 1}
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        "Exercise Star has its persons counted by kind (embarked)."
        " 4 children, 1 children alone. Source: the master."
    )
    line = await people(client_of, case_of_thirty)
    assert line["kinds"] == [
        {"kind": "children", "counted": 4, "of": 27},
        {"kind": "alone", "counted": 1, "of": 27},
    ]
    unknown: Plain = {"counts": {"alone": None, "pregnant": 1}, "source": "the doctor"}
    answer = plain(await post(client_of, "ITA", where, **unknown))
    assert answer["deployment"]["headcount"]["counts"] == {"children": 4, "pregnant": 1}
    more: Plain = {"counts": {"alone": 5}, "source": "the doctor"}
    answer = plain(await post(client_of, "ITA", where, **more))
    assert "5 children alone are more than the 4 children." in answer["steps"][-1]["note"]
    doubtful: Plain = {"counts": {"male": 99}, "source": "the mate"}
    answer = plain(await post(client_of, "ITA", where, **doubtful))
    assert "more than the 27 whom it recovered: male" in answer["steps"][-1]["note"]
