"""Real life goes first: what an exercise binds is called away to real work."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, pumps, registered
from tests.given.record import entries
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    codes,
    deployed,
    later,
    need,
    offered,
    opened,
    plain,
    post,
    stepped,
    work_of,
    work_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("real_installation")]

HINT = "its owner or the lead of the exercise calls it away"


@beginning
async def played(client_of: ClientOf) -> Plain:
    """An exercise that Italy leads; Malta is involved."""
    return await opened(client_of, exercise=True)


@beginning
async def real(client_of: ClientOf) -> Plain:
    """A real case that Italy leads."""
    return await opened(client_of, title="Ferry on fire")


async def bound(
    client_of: ClientOf, world: World, case: Plain, asset: Plain, **item: Any
) -> tuple[Plain, Plain]:
    """Italy's request to Malta for the case, and Malta's deployment of the asset for it."""
    sent = await asked(client_of, world, "MLT", incident=case, needs=[need(kinds=[])])
    work = await work_of(client_of, sent, asset, **item)
    return sent, work


async def promised(client_of: ClientOf, sent: Plain) -> Any:
    answer = await client_of("ITA", "observer").get(f"/api/requests/{sent['id']}")
    request = plain(answer)
    return request["state"], request["needs"][0]["coverage"]["promised"]


@pytest.mark.long
async def test_what_an_exercise_binds_is_called_away_for_a_real_case(
    client_of: ClientOf, db: AsyncSession, world: World, played: Plain, real: Plain, rescue: Plain
) -> None:
    sent, work = await bound(client_of, world, played, rescue)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await stepped(client_of, "MLT", work, "load", persons=3)
    assert await promised(client_of, sent) == ("filled", 1)
    wanted = await asked(client_of, world, "MLT", incident=real)
    made = await offered(client_of, "MLT", f"requests/{wanted['id']}", rescue["id"])
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["asset_bound"])
    assert HINT in refused.json()["detail"]
    params = refused.json()["params"]
    assert (params["exercise"], params["deployment_id"]) == (True, work["id"])
    async with lawful(db):
        gone = await stepped(client_of, "MLT", work, "call-away")
    assert (gone["state"], gone["reason"]) == ("recalled", "Called away to real work.")
    assert (gone["aboard"], gone["recovered"]) == (0, 0), "those of the play are where they were"
    assert await promised(client_of, sent) == ("open", 0)
    last = (await entries(db, "ITA"))[-1]
    assert last["type"] == "DeploymentStepped"
    assert last["exercise"] is True
    async with lawful(db):
        await accepted(client_of, "ITA", made)
    (begun,) = await deployed(client_of, "ITA", made)
    assert (begun["state"], begun["incident_id"]) == ("committed", real["id"])


@pytest.mark.long
async def test_whom_another_unit_handed_over_was_never_recovered_either(
    client_of: ClientOf, db: AsyncSession, world: World, played: Plain, rescue: Plain
) -> None:
    own = await registered(client_of, "ITA", helicopter(name="Nemo 1"))
    made = await offered(client_of, "ITA", f"incidents/{played['id']}", own["id"], accept=True)
    (giver,) = await deployed(client_of, "ITA", made)
    await stepped(client_of, "ITA", giver, "depart", "arrive")
    await stepped(client_of, "ITA", giver, "load", persons=5)
    _, work = await bound(client_of, world, played, rescue)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await stepped(client_of, "ITA", giver, "transfer", to_deployment_id=work["id"], persons=3)
    await stepped(client_of, "MLT", work, "load", persons=1)
    async with lawful(db):
        gone = await stepped(client_of, "MLT", work, "call-away")
    assert (gone["aboard"], gone["recovered"], gone["taken_over"]) == (0, 0, 0)
    read = await work_seen(client_of, giver)
    after = read["deployment"]
    assert (after["aboard"], after["recovered"], after["handed_over"]) == (2, 2, 0)
    assert read["steps"][-1]["action"] == "uncount"
    assert "called away with 3 from here" in read["steps"][-1]["note"]
    landed = await stepped(client_of, "ITA", giver, "deliver", persons=2)
    assert (landed["aboard"], landed["delivered"]) == (0, 2)


async def test_the_lead_of_the_exercise_calls_away_too_and_nobody_else(
    client_of: ClientOf, world: World, played: Plain, rescue: Plain
) -> None:
    _, work = await bound(client_of, world, played, rescue)
    where = f"deployments/{work['id']}/call-away"
    for party, role, status in (
        ("TUN", "coordinator", 404),
        ("ITA", "observer", 403),
        ("MLT", "observer", 403),
    ):
        answer = await post(client_of, party, where, role=role)
        assert answer.status_code == status, (party, role)
    gone = await post(client_of, "ITA", where, role="watch_officer", note="Ferry on fire.")
    assert plain(gone)["deployment"]["reason"] == "Ferry on fire."
    again = await post(client_of, "ITA", where)
    assert (again.status_code, codes(again)) == (409, ["wrong_state"])


async def test_who_is_only_involved_does_not_call_away(
    client_of: ClientOf, world: World, played: Plain
) -> None:
    nemo = await registered(client_of, "ITA", helicopter())
    made = await offered(client_of, "ITA", f"incidents/{played['id']}", nemo["id"], accept=True)
    (work,) = await deployed(client_of, "ITA", made)
    answer = await post(client_of, "MLT", f"deployments/{work['id']}/call-away")
    assert (answer.status_code, codes(answer)) == (403, ["not_yours"])


@pytest.mark.long
async def test_from_a_real_case_nothing_is_called_away(
    client_of: ClientOf, world: World, real: Plain, rescue: Plain
) -> None:
    _, work = await bound(client_of, world, real, rescue)
    answer = await post(client_of, "MLT", f"deployments/{work['id']}/call-away")
    assert (answer.status_code, codes(answer)) == (409, ["real_work"])


@pytest.mark.long
async def test_who_does_not_see_the_exercise_is_not_told_of_it(
    client_of: ClientOf, world: World, played: Plain, rescue: Plain
) -> None:
    await bound(client_of, world, played, rescue)
    far = {"point": {"type": "Point", "coordinates": [24.0, 36.0]}, "error_nm": 1.0}
    case = await opened(client_of, "GRC", position=far)
    wanted = await asked(client_of, world, "MLT", party="GRC", incident=case)
    made = await offered(client_of, "MLT", f"requests/{wanted['id']}", rescue["id"])
    refused = await post(client_of, "GRC", f"offers/{made['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["asset_bound"])
    assert "exercise" not in refused.text


@pytest.mark.long
async def test_of_real_work_in_the_way_of_an_exercise_nothing_is_said(
    client_of: ClientOf, world: World, played: Plain, real: Plain, rescue: Plain
) -> None:
    await bound(client_of, world, real, rescue)
    wanted = await asked(client_of, world, "MLT", incident=played)
    made = await offered(client_of, "MLT", f"requests/{wanted['id']}", rescue["id"])
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["asset_bound"])
    assert "exercise" not in refused.text


async def test_real_work_extended_or_begun_early_meets_the_exercise_too(
    client_of: ClientOf, world: World, played: Plain, real: Plain, rescue: Plain
) -> None:
    first = {"from_at": later(hours=4), "until_at": later(hours=6)}
    _, work = await bound(client_of, world, real, rescue, **first)
    _, early = await bound(client_of, world, played, rescue, until_at=later(hours=2))
    _, late = await bound(
        client_of, world, played, rescue, from_at=later(hours=7), until_at=later(hours=8)
    )
    begun = await post(client_of, "MLT", f"deployments/{work['id']}/mobilise")
    longer = await post(
        client_of, "MLT", f"deployments/{work['id']}/extend", until_at=later(hours=8)
    )
    for answer, way in ((begun, early), (longer, late)):
        assert (answer.status_code, codes(answer)) == (409, ["asset_bound"])
        assert HINT in answer.json()["detail"]
        assert answer.json()["params"]["deployment_id"] == way["id"]


@pytest.mark.long
async def test_what_is_diverted_to_real_work_is_called_away_first(
    client_of: ClientOf, world: World, played: Plain, real: Plain, rescue: Plain
) -> None:
    _, work = await bound(client_of, world, played, rescue)
    answer = await post(
        client_of,
        "ITA",
        f"deployments/{work['id']}/divert",
        incident_id=real["id"],
        reason="It burns.",
    )
    assert (answer.status_code, codes(answer)) == (409, ["exercise_and_real"])
    assert "call it away" in answer.json()["detail"]


@pytest.mark.long
async def test_of_equipment_that_is_short_the_exercise_is_named(
    client_of: ClientOf, world: World, played: Plain, real: Plain
) -> None:
    stock = await registered(client_of, "MLT", pumps())
    _, work = await bound(client_of, world, played, stock, quantity=8)
    wanted = await asked(client_of, world, "MLT", incident=real, needs=[need(kinds=[])])
    items = [{"asset_id": stock["id"], "quantity": 5}]
    made = await offered(client_of, "MLT", f"requests/{wanted['id']}", items=items)
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["quantity_bound"])
    assert HINT in refused.json()["detail"]
    await stepped(client_of, "MLT", work, "call-away")
    await accepted(client_of, "ITA", made)


async def found(client_of: ClientOf, case: Plain, asset: Plain) -> Any:
    """The verdict on the asset for the case, with the codes of its reasons and remedies."""
    answer = await client_of("ITA", "watch_officer").post(
        "/api/matches", json={"incident_id": case["id"], "need": {"kinds": ["aircraft"]}}
    )
    (one,) = (item for item in plain(answer)["items"] if item["asset_id"] == asset["id"])
    told = [remark["code"] for remark in (*one["reasons"], *one["would_make_eligible"])]
    return one["verdict"], [code for code in told if code in BINDING]


BINDING = {"already_here", "bound", "bound_until", "bound_in_exercise", "call_away"}


@pytest.mark.long
async def test_real_needs_are_matched_past_exercises_and_not_the_other_way_round(
    client_of: ClientOf, world: World, played: Plain, real: Plain, rescue: Plain
) -> None:
    shared = term(grantor="MLT", visibility="readiness", may_request=True)
    await concluded(client_of, agreement(shared, reference="SAR-ITA-MLT"))
    _, work = await bound(client_of, world, played, rescue)
    verdict, told = await found(client_of, real, rescue)
    assert verdict != "not_available"
    assert told == ["bound_in_exercise", "call_away"]
    assert await found(client_of, played, rescue) == ("not_available", ["already_here"])
    await stepped(client_of, "MLT", work, "call-away")
    assert (await found(client_of, real, rescue))[1] == []
    await bound(client_of, world, real, rescue)
    assert await found(client_of, real, rescue) == ("not_available", ["already_here"])
    assert await found(client_of, played, rescue) == ("not_available", ["bound", "bound_until"])


@pytest.mark.long
async def test_to_whom_no_windows_are_shown_no_exercise_is_named(
    client_of: ClientOf, world: World, played: Plain, rescue: Plain
) -> None:
    shared = term(grantor="MLT", grantees=["GRC"], visibility="existence", may_request=True)
    await concluded(client_of, agreement(shared, parties=("MLT", "GRC")))
    await bound(client_of, world, played, rescue)
    answer = await client_of("GRC", "watch_officer").post(
        "/api/matches", json={"place": GREEK, "need": {"kinds": ["aircraft"]}}
    )
    assert [one["asset_id"] for one in plain(answer)["items"]] == [rescue["id"]]
    assert "exercise" not in answer.text


GREEK = {"type": "Point", "coordinates": [24.0, 36.0]}
