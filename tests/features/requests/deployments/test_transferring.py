"""Survivors go from a ship or unit to another in one step: nobody vanishes, nobody counts twice."""

from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import LAMPEDUSA, helicopter, registered
from tests.given.incidents import case_seen, people
from tests.given.record import entries
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    codes,
    deployed,
    hailed,
    helicopter_at_work,
    id_of,
    later,
    offered,
    opened,
    plain,
    post,
    stepped,
    work_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


@beginning
async def committed(client_of: ClientOf, world: World, case_of_twelve: Plain) -> Plain:
    """A helicopter of Malta's, which has not left yet."""
    fields = {"name": "Rescue 1", "base": LAMPEDUSA}
    return await helicopter_at_work(client_of, world, case_of_twelve, **fields)


@beginning
async def arrived(client_of: ClientOf, committed: Plain) -> Plain:
    """The helicopter, on scene."""
    return await stepped(client_of, "MLT", committed, "depart", "arrive")


async def transferred(
    client_of: ClientOf,
    party: str,
    giver: Plain,
    taker: Plain,
    persons: int,
    role: str = "watch_officer",
    **fields: Any,
) -> httpx.Response:
    where = f"deployments/{giver['id']}/transfer"
    body = {"to_deployment_id": taker["id"], "persons": persons, **fields}
    return await post(client_of, party, where, role=role, **body)


async def count(client_of: ClientOf, row: Plain) -> tuple[str, int, int, int]:
    """State, aboard, recovered and delivered."""
    found = await client_of("ITA", "observer").get(f"/api/deployments/{row['id']}")
    now = plain(found)["deployment"]
    return now["state"], now["aboard"], now["recovered"], now["delivered"]


@pytest.mark.long
async def test_whoever_goes_from_the_ship_to_a_helicopter_counts_once(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, ship: Plain, arrived: Plain
) -> None:
    async with lawful(db):
        done = await transferred(client_of, "ITA", ship, arrived, 5, note="Hoisted.")
    assert done.status_code == 200, done.text
    assert await count(client_of, ship) == ("embarked", 4, 9, 0)
    assert await count(client_of, arrived) == ("loaded", 5, 0, 0)
    for party in ("ITA", "MLT"):
        said = (await entries(db, party))[-1]["sentence"]
        assert said == "5 persons went from Exercise Star to Rescue 1. Hoisted."
    async with lawful(db):
        await stepped(client_of, "MLT", arrived, "deliver", persons=5)
    where = f"incidents/{case_of_twelve['id']}/close"
    refused = await post(client_of, "ITA", where, reason="All are safe.")
    left = {one["code"]: one["params"] for one in plain(refused)["errors"]}
    assert left["persons_undelivered"] == {"persons": 4}
    assert left["persons_unaccounted"] == {"persons": 3}, "these are still looked for"


@pytest.mark.long
async def test_both_deployments_tell_the_step_and_that_it_is_crowded(
    client_of: ClientOf, ship: Plain, arrived: Plain
) -> None:
    assert (await transferred(client_of, "ITA", ship, arrived, 9)).status_code == 200
    assert (await count(client_of, ship))[:2] == ("on_scene", 0)
    last = []
    for row in (ship, arrived):
        found = await client_of("ITA", "observer").get(f"/api/deployments/{row['id']}")
        last.append(plain(found)["steps"][-1])
    gave, took = last
    assert (gave["action"], gave["persons"], gave["aboard"]) == ("transfer", 9, 0)
    assert gave["note"].startswith("To Rescue 1.")
    assert (took["action"], took["persons"], took["aboard"]) == ("receive", 9, 9)
    assert took["note"] == "From Exercise Star. 9 are aboard Rescue 1, which holds 8."


async def test_a_recalled_unit_hands_its_survivors_over(
    client_of: ClientOf, db: AsyncSession, ship: Plain, arrived: Plain
) -> None:
    await stepped(client_of, "MLT", arrived, "load", persons=3)
    await stepped(client_of, "MLT", arrived, "recall", note="Fuel is low.")
    async with lawful(db):
        done = await transferred(client_of, "MLT", arrived, ship, 3)
    assert done.status_code == 200, done.text
    assert await count(client_of, arrived) == ("recalled", 0, 3, 0)
    assert await count(client_of, ship) == ("embarked", 12, 9, 0)


@pytest.mark.long
async def test_a_transfer_before_what_either_did_last_is_recorded_and_marked(
    client_of: ClientOf, time: ExerciseTime, ship: Plain, committed: Plain
) -> None:
    time.advance(minutes=10)
    await stepped(client_of, "MLT", committed, "depart", "arrive")
    time.advance(minutes=10)
    await stepped(client_of, "MLT", committed, "load", persons=3)
    for giver, taker in ((ship, committed), (committed, ship)):
        answer = await transferred(client_of, "ITA", giver, taker, 2, at=later(minutes=-15))
        assert answer.status_code == 200, answer.text
    time.advance(minutes=10)
    await stepped(client_of, "ITA", ship, "embark", persons=1)
    answer = await transferred(client_of, "MLT", committed, ship, 2, at=later(minutes=-5))
    assert answer.status_code == 200, answer.text
    doubts = plain(answer)["deployment"]["doubts"]
    assert doubts[-1]["params"] == {"action": "transfer"}, "what the ship did is not told here"
    notes = [step["note"] for step in plain(answer)["steps"]]
    assert any("before the last step of the other unit." in note for note in notes)
    assert not any("before embark" in note for note in notes)


async def test_only_the_givers_owner_and_the_lead_hand_over(
    client_of: ClientOf, world: World, ship: Plain, arrived: Plain, case_of_twelve: Plain
) -> None:
    assert (await transferred(client_of, "GRC", ship, arrived, 1)).status_code == 404
    await asked(client_of, world, "GRC", incident=case_of_twelve)
    involved = await transferred(client_of, "GRC", ship, arrived, 1)
    assert (involved.status_code, codes(involved)) == (403, ["not_yours"])
    taker = await transferred(client_of, "MLT", ship, arrived, 1)
    assert (taker.status_code, codes(taker)) == (403, ["not_yours"]), "the lead speaks for the ship"
    await stepped(client_of, "MLT", arrived, "load", persons=3)
    observer = await transferred(client_of, "MLT", arrived, ship, 1, role="observer")
    assert (observer.status_code, codes(observer)) == (403, ["role_missing"])


@beginning
async def greek(client_of: ClientOf, world: World, case_of_twelve: Plain) -> Plain:
    """A helicopter of Greece's, on scene with seven aboard."""
    asset = await registered(client_of, "GRC", helicopter(name="Aegean 2"))
    sent = await asked(client_of, world, "GRC", incident=case_of_twelve)
    made = await offered(client_of, "GRC", f"requests/{sent['id']}", asset["id"])
    await accepted(client_of, "ITA", made)
    (row,) = await deployed(client_of, "GRC", made)
    await stepped(client_of, "GRC", row, "depart", "arrive")
    return await stepped(client_of, "GRC", row, "load", persons=7)


@pytest.mark.long
async def test_nobody_takes_another_states_survivors_or_learns_how_many_there_are(
    client_of: ClientOf, greek: Plain, arrived: Plain
) -> None:
    for persons in (99_999, 5):
        refused = await transferred(client_of, "MLT", greek, arrived, persons)
        assert (refused.status_code, codes(refused)) == (403, ["not_yours"])
        assert "aboard" not in refused.text
    assert (await count(client_of, greek))[:2] == ("loaded", 7)


@pytest.mark.long
async def test_who_gives_does_not_learn_how_many_the_other_had_aboard(
    client_of: ClientOf, db: AsyncSession, greek: Plain, arrived: Plain
) -> None:
    await stepped(client_of, "MLT", arrived, "load", persons=2)
    given = await transferred(client_of, "MLT", arrived, greek, 2)
    assert given.status_code == 200, given.text
    assert plain(given)["steps"][-1]["note"] == "To Aegean 2."
    for party in ("MLT", "GRC", "ITA"):
        said = (await entries(db, party))[-1]["sentence"]
        assert said == (
            "2 persons went from Rescue 1 to Aegean 2. Aegean 2 has more aboard than it holds."
        )
    took = await work_seen(client_of, greek, "GRC")
    assert took["steps"][-1]["note"] == ("From Rescue 1. 9 are aboard Aegean 2, which holds 8.")


async def test_a_unit_that_loaded_nobody_hands_over_and_it_stands_red_until_counted_anew(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, ship: Plain, committed: Plain
) -> None:
    async with lawful(db):
        done = await transferred(client_of, "MLT", committed, ship, 2)
    assert done.status_code == 200, done.text
    gave = plain(done)["deployment"]
    assert [(one["code"], one["params"]["action"]) for one in gave["doubts"]] == [
        ("more_than_aboard", "transfer"),
        ("not_there", "transfer"),
    ]
    assert await count(client_of, committed) == ("committed", 0, 2, 0)
    assert await count(client_of, ship) == ("embarked", 11, 9, 0)
    for party in ("ITA", "MLT"):
        assert (await entries(db, party))[-1]["sentence"] == (
            "2 persons went from Rescue 1 to Exercise Star. Rescue 1 was not known to be there:"
            " committed."
        )
    refused = await post(
        client_of, "ITA", f"incidents/{case_of_twelve['id']}/close", reason="All safe."
    )
    left = {one["code"]: one["params"]["persons"] for one in plain(refused)["errors"][:2]}
    assert left == {"persons_undelivered": 11, "persons_unaccounted": 3}, (
        "nobody counted the two aboard: they may be missing still"
    )
    anew: Plain = {
        "aboard": 0,
        "delivered": 0,
        "reason": "They came by raft.",
        "source": "her master",
    }
    counted = await post(client_of, "MLT", f"deployments/{committed['id']}/count", **anew)
    assert plain(counted)["deployment"]["doubts"] == []


@pytest.mark.long
async def test_a_unit_that_was_not_known_to_be_there_takes_over_and_lands_them(
    client_of: ClientOf, db: AsyncSession, ship: Plain, committed: Plain
) -> None:
    underway = await stepped(client_of, "MLT", committed, "depart")
    async with lawful(db):
        done = await transferred(client_of, "ITA", ship, underway, 5)
    assert done.status_code == 200, done.text
    assert await count(client_of, underway) == ("loaded", 5, 0, 0)
    found = await client_of("MLT", "observer").get(f"/api/deployments/{underway['id']}")
    took = plain(found)["deployment"]
    assert [(one["code"], one["params"]["state"]) for one in took["doubts"]] == [
        ("not_there", "underway")
    ]
    landed = await stepped(client_of, "MLT", underway, "deliver", persons=5)
    assert (landed["state"], landed["doubts"]) == ("delivered", [])


@pytest.mark.long
async def test_a_unit_that_has_not_left_takes_over_and_keeps_them_aboard(
    client_of: ClientOf, db: AsyncSession, ship: Plain, committed: Plain
) -> None:
    async with lawful(db):
        assert (await transferred(client_of, "ITA", ship, committed, 3)).is_success
    assert await count(client_of, committed) == ("committed", 3, 0, 0)
    arrived = await stepped(client_of, "MLT", committed, "depart", "arrive")
    assert (arrived["aboard"], arrived["doubts"]) == (3, [])
    landed = await stepped(client_of, "MLT", committed, "deliver", persons=3)
    assert (landed["aboard"], landed["delivered"]) == (0, 3)


async def test_what_a_unit_took_that_had_not_left_it_lands(
    client_of: ClientOf, db: AsyncSession, ship: Plain, committed: Plain
) -> None:
    async with lawful(db):
        assert (await transferred(client_of, "ITA", ship, committed, 3)).is_success
    landed = await stepped(client_of, "MLT", committed, "deliver", persons=3)
    assert (landed["aboard"], landed["delivered"], landed["doubts"]) == (0, 3, [])


@pytest.mark.long
async def test_a_ship_that_could_not_come_took_people_after_all_and_is_alongside(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, arrived: Plain
) -> None:
    await stepped(client_of, "MLT", arrived, "load", persons=4)
    star = await hailed(client_of, case_of_twelve)
    await stepped(client_of, "ITA", star, "unable", note="Too far.")
    async with lawful(db):
        assert (await transferred(client_of, "MLT", arrived, star, 4)).is_success
    assert await count(client_of, star) == ("embarked", 4, 0, 0)
    case = await case_seen(client_of, case_of_twelve)
    assert case["help_gone"] is None


async def test_what_is_no_hand_over_is_refused(client_of: ClientOf, ship: Plain) -> None:
    itself = await transferred(client_of, "ITA", ship, ship, 1)
    assert (itself.status_code, codes(itself)) == (422, ["same_deployment"])
    nowhere = await transferred(client_of, "ITA", ship, {"id": id_of()}, 1)
    assert (nowhere.status_code, codes(nowhere)) == (422, ["no_such_deployment"])
    elsewhere = await hailed(client_of, await opened(client_of))
    await stepped(client_of, "ITA", elsewhere, "proceed", "arrive")
    refused = await transferred(client_of, "ITA", ship, elsewhere, 1)
    assert (refused.status_code, codes(refused)) == (409, ["other_incident"])
    assert (await count(client_of, ship))[:2] == ("embarked", 9)


@pytest.mark.long
async def test_with_some_still_aboard_a_unit_back_on_scene_delivers_them(
    client_of: ClientOf, arrived: Plain
) -> None:
    await stepped(client_of, "MLT", arrived, "load", persons=8)
    await stepped(client_of, "MLT", arrived, "deliver", persons=6)
    await stepped(client_of, "MLT", arrived, "resume")
    landed = await stepped(client_of, "MLT", arrived, "deliver", persons=2)
    assert (landed["state"], landed["aboard"], landed["recovered"]) == ("delivered", 0, 8)


@pytest.mark.long
async def test_the_lead_reads_whom_which_unit_has_and_where_they_were_delivered(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, ship: Plain, arrived: Plain
) -> None:
    async with lawful(db):
        await transferred(client_of, "ITA", ship, arrived, 5)
        await stepped(client_of, "MLT", arrived, "deliver", persons=3, place="Valletta")
    line = await people(client_of, case_of_twelve)
    assert line == {
        "recovered": 9,
        "aboard": [
            {"deployment_id": ship["id"], "name": "Exercise Star", "persons": 4},
            {"deployment_id": arrived["id"], "name": "Rescue 1", "persons": 2},
        ],
        "delivered": [{"place": "Valletta", "persons": 3}],
        "dead": 0,
        "dead_aboard": [],
        "dead_landed": [],
        "uncounted": [],
        "uncounted_delivered": [],
        "found_by_others": [],
        "died": 0,
        "born": 0,
        "back_in_water": 0,
        "kinds": [],
        "outstanding_min": 3,
        "outstanding_max": 3,
        "surplus": 0,
    }
    assert await people(client_of, case_of_twelve, "MLT") is None, (
        "it does not learn the ship's count"
    )


async def test_a_count_leaves_the_version_of_the_case(
    client_of: ClientOf, case_of_twelve: Plain, ship: Plain
) -> None:
    found = await client_of("ITA", "observer").get(f"/api/incidents/{case_of_twelve['id']}")
    before = plain(found)["version"]
    await stepped(client_of, "ITA", ship, "embark", persons=1)
    found = await client_of("ITA", "observer").get(f"/api/incidents/{case_of_twelve['id']}")
    assert plain(found)["version"] == before
    assert plain(found)["people"]["outstanding_max"] == 2


def bodies(told: Plain) -> dict[str, int]:
    """The dead aboard, by unit."""
    return {one["name"]: one["persons"] for one in told["dead_aboard"]}


@pytest.mark.long
async def test_the_dead_go_from_one_to_another_and_are_counted_once(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, ship: Plain, arrived: Plain
) -> None:
    lives = f"deployments/{ship['id']}/lives"
    for fact, persons in (("found-dead", 2), ("died", 1)):
        done = await post(client_of, "ITA", lives, fact=fact, persons=persons)
        assert done.status_code == 200, done.text
    before = await people(client_of, case_of_twelve)
    assert bodies(before) == {"Exercise Star": 3}
    async with lawful(db):
        body = {"to_deployment_id": arrived["id"], "dead": 3}
        done = await post(client_of, "ITA", f"deployments/{ship['id']}/transfer", **body)
    assert done.status_code == 200, done.text
    after = await people(client_of, case_of_twelve)
    assert bodies(after) == {"Rescue 1": 3}
    for count_of in ("dead", "died", "outstanding_min", "outstanding_max", "aboard"):
        assert after[count_of] == before[count_of], count_of
    assert (await count(client_of, arrived))[:2] == ("on_scene", 0), "nobody alive is aboard it"
    for party in ("ITA", "MLT"):
        said = (await entries(db, party))[-1]
        assert said["type"] == "DeadTransferred"
        assert said["sentence"] == "3 dead went from Exercise Star to Rescue 1."
    async with lawful(db):
        await stepped(client_of, "MLT", arrived, "deliver", dead=3, place="Valletta")
    landed = await people(client_of, case_of_twelve)
    assert (landed["dead_aboard"], landed["dead"]) == ([], 3)
    assert landed["dead_landed"] == [{"place": "Valletta", "persons": 3}]


@pytest.mark.long
async def test_the_living_and_the_dead_go_in_one_step_with_a_fact_each(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, ship: Plain, arrived: Plain
) -> None:
    await post(client_of, "ITA", f"deployments/{ship['id']}/lives", fact="died", persons=2)
    done = await transferred(client_of, "ITA", ship, arrived, 4, dead=2, note="Hoisted.")
    assert done.status_code == 200, done.text
    assert [one["sentence"] for one in (await entries(db, "MLT"))[-2:]] == [
        "4 persons went from Exercise Star to Rescue 1. Hoisted.",
        "2 dead went from Exercise Star to Rescue 1.",
    ]
    told = await people(client_of, case_of_twelve)
    assert (told["dead"], told["died"], bodies(told)) == (2, 2, {"Rescue 1": 2})
    assert (await count(client_of, ship))[:2] == ("embarked", 3)
    found = await client_of("ITA", "observer").get(f"/api/deployments/{arrived['id']}")
    took = plain(found)["steps"][-1]
    assert (took["persons"], took["dead"], took["aboard"]) == (4, 2, 4)
    assert took["note"] == "From Exercise Star. 2 dead were taken over. Hoisted."


async def test_more_dead_than_were_known_to_be_aboard_are_told_and_hide_nobody(
    client_of: ClientOf, case_of_twelve: Plain, ship: Plain, arrived: Plain
) -> None:
    body = {"to_deployment_id": arrived["id"], "dead": 10}
    done = await post(client_of, "ITA", f"deployments/{ship['id']}/transfer", **body)
    assert done.status_code == 200, done.text
    (doubt,) = plain(done)["deployment"]["doubts"]
    assert doubt["code"] == "more_dead_than_aboard"
    assert doubt["params"] == {"action": "transfer", "persons": 10, "aboard": 0, "uncounted": 1}
    told = await people(client_of, case_of_twelve)
    assert (told["dead"], bodies(told)) == (10, {"Rescue 1": 10})
    assert (told["outstanding_min"], told["outstanding_max"]) == (2, 3)


async def test_a_hand_over_of_nobody_is_none_and_one_without_a_number_is_of_all(
    client_of: ClientOf, ship: Plain, arrived: Plain
) -> None:
    where, body = f"deployments/{ship['id']}/transfer", {"to_deployment_id": arrived["id"]}
    nobody = await post(client_of, "ITA", where, persons=0, **body)
    assert nobody.status_code == 422
    giver = plain(await post(client_of, "ITA", where, **body))["deployment"]
    assert (giver["aboard"], giver["handed_over"], giver["uncounted_aboard"]) == (0, 9, False)
    assert await count(client_of, arrived) == ("loaded", 9, 0, 0), "as they were counted before"
    (taken,) = (await client_of("ITA", "observer").get(f"/api/deployments/{arrived['id']}")).json()[
        "steps"
    ][-1:]
    assert (taken["persons"], taken["uncounted"], taken["aboard"]) == (9, True, None)


@pytest.mark.long
async def test_whoever_is_there_by_a_hand_over_or_a_count_has_no_time_of_arrival(
    client_of: ClientOf, ship: Plain, arrived: Plain
) -> None:
    async def began(row: Plain) -> list[str]:
        found = await client_of("ITA", "observer").get(f"/api/deployments/{row['id']}")
        return [one["began"] for one in plain(found)["deployment"]["stints"]]

    await stepped(client_of, "MLT", arrived, "load", persons=2)
    done = await transferred(client_of, "MLT", arrived, ship, 2)
    assert done.status_code == 200, done.text
    assert await began(arrived) == ["arrived", "there_then"], "it gave them there"
    await stepped(client_of, "MLT", arrived, "load", persons=1)
    counted: Plain = {"aboard": 0, "delivered": 0, "reason": "Nobody is aboard.", "source": "pilot"}
    done = await post(client_of, "MLT", f"deployments/{arrived['id']}/count", **counted)
    assert plain(done)["deployment"]["state"] == "on_scene"
    assert await began(arrived) == ["arrived", "there_then", "not_told"], "a count tells no time"
