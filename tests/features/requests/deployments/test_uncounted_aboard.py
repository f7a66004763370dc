"""People whom nobody has counted, aboard or landed: recorded, and never told as zero."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf, SignedIn
from tests.given.incidents import case_seen, people
from tests.given.record import entries, sentences
from tests.given.requests import (
    Plain,
    codes,
    embarked,
    hailed,
    plain,
    post,
    ship_of_opportunity,
    stepped,
)
from tests.law import lawful

pytestmark = pytest.mark.anyio

WHY = {"reason": "Counted at the ladder.", "source": "the master"}


@beginning
async def uncounted_ship(client_of: ClientOf, case_of_twelve: Plain) -> Plain:
    """A bulk carrier whose master has people aboard and cannot count them."""
    return await embarked(client_of, case_of_twelve, said_by="the master")


@pytest.mark.long
async def test_it_is_written_down_and_stands_beside_the_unit_and_in_the_balance(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, uncounted_ship: Plain
) -> None:
    assert (
        uncounted_ship["state"],
        uncounted_ship["uncounted_aboard"],
        uncounted_ship["recovered"],
    ) == ("embarked", True, 0)
    said = (await entries(db, "ITA", of="DeploymentStepped"))[-1]
    assert "People are aboard, not counted." in said["sentence"]
    assert said["facts"]["aboard"] is None
    line = await people(client_of, case_of_twelve)
    assert line["uncounted"] == [{"deployment_id": uncounted_ship["id"], "name": "Exercise Star"}]
    assert (line["outstanding_min"], line["outstanding_max"]) == (0, 12)
    path = f"/api/incidents/{case_of_twelve['id']}/survivors"
    rows = (await client_of("ITA", "observer").get(path)).json()
    told = [(one["action"], one["persons"], one["aboard"]) for one in rows]
    assert told == [("embark", None, None)]


async def test_nobody_is_released_nor_the_case_closed_until_they_are_counted(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, uncounted_ship: Plain
) -> None:
    where = f"deployments/{uncounted_ship['id']}"
    held = await post(client_of, "ITA", f"{where}/release")
    assert (held.status_code, codes(held)) == (409, ["survivors_aboard"])
    closed = await post(client_of, "ITA", f"incidents/{case_of_twelve['id']}/close", reason="Over.")
    assert codes(closed) == ["persons_uncounted", "persons_unaccounted", "ships_unreleased"]
    async with lawful(db):
        answer = await post(client_of, "ITA", f"{where}/count", aboard=12, delivered=0, **WHY)
    assert answer.status_code == 200, answer.text
    row, step = plain(answer)["deployment"], plain(answer)["steps"][-1]
    assert (row["aboard"], row["uncounted_aboard"], row["recovered"]) == (12, False, 12)
    assert step["note"] == "Aboard 12, not counted before. Counted at the ladder."
    line = await people(client_of, case_of_twelve)
    assert (line["uncounted"], line["outstanding_max"]) == ([], 0)
    still = await post(client_of, "ITA", f"{where}/release")
    assert codes(still) == ["survivors_aboard"]


@pytest.mark.long
async def test_a_delivery_with_its_number_ends_it_and_contradicts_nothing(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, uncounted_ship: Plain
) -> None:
    async with lawful(db):
        row = await stepped(
            client_of, "ITA", uncounted_ship, "deliver", persons=12, place="Catania"
        )
    assert (row["uncounted_aboard"], row["delivered"], row["doubts"]) == (False, 12, [])
    line = await people(client_of, case_of_twelve)
    assert line["delivered"] == [{"place": "Catania", "persons": 12}]
    assert (await stepped(client_of, "ITA", row, "release"))["state"] == "released"


@pytest.mark.long
async def test_a_number_taken_aboard_later_does_not_count_those_before(
    client_of: ClientOf, case_of_twelve: Plain, uncounted_ship: Plain
) -> None:
    row = await stepped(client_of, "ITA", uncounted_ship, "embark", persons=9)
    assert (row["uncounted_aboard"], row["aboard"]) == (True, 9)
    row = await stepped(client_of, "ITA", row, "deliver", persons=9, place="Catania")
    assert (row["uncounted_aboard"], row["delivered"]) == (True, 9)
    line = await people(client_of, case_of_twelve)
    assert (line["uncounted"][0]["name"], line["outstanding_min"]) == ("Exercise Star", 0)


async def test_a_tired_crew_lands_all_of_them_and_the_count_comes_later(
    client_of: ClientOf,
    signed_in: SignedIn,
    db: AsyncSession,
    case_of_twelve: Plain,
    uncounted_ship: Plain,
) -> None:
    async with lawful(db):
        row = await stepped(client_of, "ITA", uncounted_ship, "deliver", place="Catania")
    assert (row["uncounted_aboard"], row["uncounted_delivered"]) == (False, True)
    assert (row["aboard"], row["delivered"], row["doubts"]) == (0, 0, [])
    said = (await entries(db, "ITA", of="DeploymentStepped"))[-1]
    assert "delivered persons at Catania" in said["sentence"]
    assert "All living were landed, not counted." in said["sentence"]
    line = await people(client_of, case_of_twelve)
    at = {"deployment_id": uncounted_ship["id"], "name": "Exercise Star", "place": "Catania"}
    assert (line["uncounted"], line["uncounted_delivered"]) == ([], [at])
    assert (line["outstanding_min"], line["outstanding_max"], line["delivered"]) == (0, 12, [])
    forms = f"/api/incidents/{case_of_twelve['id']}/text"
    sitrep = await client_of("ITA", "observer").get(forms, params={"kind": "sitrep-short"})
    told = "PEOPLE LANDED, NOT COUNTED (CATANIA). OUTSTANDING 0 TO 12"
    assert told in " ".join(sitrep.text.split())
    path = f"/api/incidents/{case_of_twelve['id']}/survivors"
    rows = (await client_of("ITA", "observer").get(path)).json()
    assert [(one["action"], one["persons"], one["uncounted"]) for one in rows] == [
        ("embark", None, True),
        ("deliver", None, True),
    ]

    # The ship is empty and free; the case does not end as if all were counted.
    assert (await stepped(client_of, "ITA", row, "release"))["state"] == "released"
    close = f"incidents/{case_of_twelve['id']}/close"
    closed = await post(client_of, "ITA", close, reason="Over.")
    assert codes(closed) == ["landed_uncounted", "persons_unaccounted"]
    first = {"reason": "Over.", "despite": "They are in the port.", "second": "Head of operations"}

    # The place of safety counts, and both stand on the record.
    where = f"deployments/{uncounted_ship['id']}/count"
    quay = {"reason": "Counted on the quay.", "source": "Red Cross, Catania"}
    async with lawful(db):
        answer = await post(client_of, "ITA", where, aboard=0, delivered=11, **quay)
    row, step = plain(answer)["deployment"], plain(answer)["steps"][-1]
    assert (row["delivered"], row["uncounted_delivered"], row["recovered"]) == (11, False, 11)
    assert step["note"] == "Delivered 11, not counted before. Counted on the quay."
    line = await people(client_of, case_of_twelve)
    assert line["delivered"] == [{"place": "Catania", "persons": 11}]
    assert (line["uncounted_delivered"], line["outstanding_min"]) == ([], 1)
    ended = await (await signed_in("coordinator")).post(f"/api/{close}", json=first)
    assert ended.status_code == 200, ended.text
    assert plain(ended)["outcome"].startswith("The search ended with 1 missing.")


@pytest.mark.long
async def test_a_case_that_ends_with_people_not_counted_says_a_range(
    client_of: ClientOf,
    signed_in: SignedIn,
    db: AsyncSession,
    case_of_twelve: Plain,
    uncounted_ship: Plain,
) -> None:
    row = await stepped(client_of, "ITA", uncounted_ship, "deliver", place="Catania")
    await stepped(client_of, "ITA", row, "release")
    said = {"reason": "Over.", "despite": "They are in the port.", "second": "Head of operations"}
    officer = await signed_in("coordinator")
    async with lawful(db):
        ended = await officer.post(f"/api/incidents/{case_of_twelve['id']}/close", json=said)
    assert plain(ended)["outcome"].startswith("The search ended with 0–12 missing.")
    counted: Plain = {"aboard": 0, "delivered": 12, "reason": "Counted.", "source": "Red Cross"}
    answer = await post(client_of, "ITA", f"deployments/{uncounted_ship['id']}/count", **counted)
    assert plain(answer)["deployment"]["delivered"] == 12, "a fact, also of a closed case"


async def test_nobody_ends_the_search_in_one_persons_name_over_people_not_counted(
    client_of: ClientOf, case_of_twelve: Plain, uncounted_ship: Plain
) -> None:
    row = await stepped(client_of, "ITA", uncounted_ship, "deliver")
    said = {"reason": "Dark.", "ground": "darkness"}
    asked = await post(client_of, "ITA", f"incidents/{case_of_twelve['id']}/suspend", **said)
    assert plain(asked)["state"] == "open", "a second person is awaited"
    line = await people(client_of, case_of_twelve)
    assert [one["place"] for one in line["uncounted_delivered"]] == [""]
    assert row["recovered"] == 0


@pytest.mark.long
async def test_those_counted_aboard_are_landed_with_all_the_others(
    client_of: ClientOf, case_of_twelve: Plain, uncounted_ship: Plain
) -> None:
    row = await stepped(client_of, "ITA", uncounted_ship, "embark", persons=5)
    row = await stepped(client_of, "ITA", row, "deliver", dead=1, uncounted=True, place="Augusta")
    assert (row["aboard"], row["delivered"], row["dead_landed"]) == (0, 4, 1)
    assert row["uncounted_delivered"]
    row = await stepped(client_of, "ITA", row, "embark", persons=3)
    row = await stepped(client_of, "ITA", row, "deliver", persons=3, place="Catania")
    assert row["uncounted_delivered"], "the second landing does not count the first"
    line = await people(client_of, case_of_twelve)
    assert [one["place"] for one in line["uncounted_delivered"]] == ["Augusta"]
    counted: Plain = {"aboard": None, "delivered": 10, "dead": 1, **WHY}
    answer = await post(client_of, "ITA", f"deployments/{uncounted_ship['id']}/count", **counted)
    assert plain(answer)["deployment"]["delivered"] == 10
    line = await people(client_of, case_of_twelve)
    places = {one["place"]: one["persons"] for one in line["delivered"]}
    assert places == {"Augusta": 7, "Catania": 3}


async def test_all_go_to_another_ship_without_a_number(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, uncounted_ship: Plain
) -> None:
    moon = await ship_of_opportunity(client_of, name="Exercise Moon")
    other = await hailed(client_of, case_of_twelve, ship_id=moon["id"])
    other = await stepped(client_of, "ITA", other, "proceed")
    other = await stepped(client_of, "ITA", other, "arrive")
    where = f"deployments/{uncounted_ship['id']}/transfer"
    async with lawful(db):
        answer = await post(client_of, "ITA", where, to_deployment_id=other["id"])
    assert answer.status_code == 200, answer.text
    giver = plain(answer)["deployment"]
    assert (giver["uncounted_aboard"], giver["state"]) == (False, "on_scene")
    line = await people(client_of, case_of_twelve)
    assert [one["name"] for one in line["uncounted"]] == ["Exercise Moon"]
    said = [one for one in await entries(db, "ITA") if "Transferred" in one["type"]][-1]
    assert said["sentence"].startswith(
        "All living went from Exercise Star to Exercise Moon, not counted."
    )
    held = await post(client_of, "ITA", f"deployments/{other['id']}/release")
    assert codes(held) == ["survivors_aboard"]
    count = f"deployments/{other['id']}/count"
    await post(client_of, "ITA", count, aboard=12, delivered=0, **WHY)
    line = await people(client_of, case_of_twelve)
    assert (line["recovered"], line["outstanding_max"]) == (12, 0)


async def test_nobody_taken_aboard_says_nothing(client_of: ClientOf, uncounted_ship: Plain) -> None:
    none = await post(client_of, "ITA", f"deployments/{uncounted_ship['id']}/embark", persons=0)
    assert none.status_code == 422


@pytest.mark.long
async def test_kinds_of_people_not_counted_are_told_of_a_number_that_nobody_knows(
    client_of: ClientOf, db: AsyncSession, case_of_twelve: Plain, uncounted_ship: Plain
) -> None:
    await stepped(client_of, "ITA", uncounted_ship, "embark")
    where = f"deployments/{uncounted_ship['id']}/headcount"
    async with lawful(db):
        told = await post(client_of, "ITA", where, counts={"children": 12}, source="Master")
    assert plain(told)["deployment"]["headcount"]["counts"] == {"children": 12}
    said = await sentences(db, "ITA")
    assert not any("more than the 0" in sentence for sentence in said)
    seen = await case_seen(client_of, case_of_twelve)
    assert seen["people"]["kinds"] == [{"kind": "children", "counted": 12, "of": None}]
