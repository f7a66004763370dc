"""Diverting: the lead proposes, the owner consents, and the asset changes incidents at once."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.assets import delivered, fix, helicopter, registered, seen
from tests.given.incidents import case_seen, handed_over
from tests.given.record import entries, sentences
from tests.given.requests import (
    FAR_EAST,
    Plain,
    accepted,
    asked,
    codes,
    deployed,
    expected,
    foreseen,
    id_of,
    later,
    need,
    offered,
    opened,
    plain,
    post,
    request_seen,
    rescue_on_scene,
    stepped,
    work_of,
    work_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

BOTH_REGIONS = {"point": {"type": "Point", "coordinates": [12.7, 35.1]}, "error_nm": 20.0}
"""In Malta's region, near Italy's: both are involved."""


@beginning
async def second(client_of: ClientOf) -> Plain:
    return await opened(client_of, title="Inflatable adrift", position=FAR_EAST)


@beginning
async def work(client_of: ClientOf, world: World, incident: Plain) -> Plain:
    """A helicopter of Malta on scene of the first case."""
    return await rescue_on_scene(client_of, world, incident)


async def proposed(client_of: ClientOf, work: Plain, second: Plain) -> Plain:
    answer = await post(
        client_of,
        "ITA",
        f"deployments/{work['id']}/divert",
        incident_id=second["id"],
        reason="It is sinking.",
    )
    assert answer.status_code == 200, answer.text
    found: Plain = plain(answer)["deployment"]
    return found


@pytest.mark.long
async def test_nothing_moves_before_the_owner_consents(
    client_of: ClientOf, db: AsyncSession, work: Plain, second: Plain
) -> None:
    hidden = await client_of("MLT", "observer").get(f"/api/incidents/{second['id']}")
    assert hidden.status_code == 404
    async with lawful(db):
        wish = await proposed(client_of, work, second)
    assert (wish["state"], wish["divert"]["incident_id"]) == ("on_scene", second["id"])
    shown = await client_of("MLT", "observer").get(f"/api/incidents/{second['id']}")
    assert shown.json()["view"] == "full", "who is asked must know for what"
    lead = await post(client_of, "ITA", f"deployments/{work['id']}/consent-divert")
    assert (lead.status_code, codes(lead)) == (403, ["not_yours"])


@pytest.mark.long
async def test_consent_ends_the_one_and_begins_the_other(
    client_of: ClientOf, db: AsyncSession, work: Plain, incident: Plain, second: Plain
) -> None:
    await proposed(client_of, work, second)
    async with lawful(db):
        answer = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert plain(answer)["deployment"]["state"] == "diverted"
    listed = plain(
        await client_of("MLT", "observer").get(
            "/api/deployments", params={"incident_id": second["id"]}
        )
    )
    (after,) = listed["items"]
    assert (after["state"], after["diverted_from"], after["lead_party"]) == (
        "underway",
        work["id"],
        "ITA",
    )
    own = await seen(client_of, "MLT", work["asset_id"])
    assert own is not None
    assert [bound["deployment_id"] for bound in own["bound"]] == [after["id"]]
    (told,) = await entries(db, "MLT", of="DeploymentDiverted")
    assert told["facts"]["to_incident"] == second["reference"]
    request = plain(await client_of("ITA", "observer").get(f"/api/requests/{work['request_id']}"))
    assert request["state"] == "open", "the first incident is uncovered again"


async def moved_on(client_of: ClientOf, work: Plain, second: Plain, **body: Any) -> Plain:
    """The deployment at the second incident, once Italy has proposed and Malta consented."""
    body |= {"incident_id": second["id"], "reason": "It is sinking."}
    wish = await post(client_of, "ITA", f"deployments/{work['id']}/divert", **body)
    assert wish.status_code == 200, wish.text
    done = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert done.status_code == 200, done.text
    there = {"incident_id": second["id"]}
    listed = await client_of("ITA", "observer").get("/api/deployments", params=there)
    (after,) = plain(listed)["items"]
    found: Plain = after
    return found


@pytest.mark.long
async def test_diverted_it_serves_the_one_open_need_that_it_fits(
    client_of: ClientOf, world: World, db: AsyncSession, work: Plain, second: Plain
) -> None:
    needs = [need(by_at=later(hours=6)), need(kinds=["vessel"])]
    sent = await asked(client_of, world, "TUN", incident=second, needs=needs)
    async with lawful(db):
        after = await moved_on(client_of, work, second)
    assert (after["request_id"], after["need_id"]) == (sent["id"], needs[0]["id"])
    first, other = (one["coverage"] for one in (await request_seen(client_of, sent))["needs"])
    assert (first["promised"], first["missing"], other["promised"]) == (1, 0, 0)


@pytest.mark.long
async def test_diverted_on_its_way_it_gets_an_eta_without_notice(
    client_of: ClientOf, world: World, db: AsyncSession, work: Plain, second: Plain
) -> None:
    await delivered(client_of, "MLT", work["asset_id"], fix(12.5, 38.4))
    sent = await asked(client_of, world, "TUN", incident=second, needs=[need(by_at=later(hours=1))])
    after = await moved_on(client_of, work, second)
    await foreseen(db)
    assert later() < (await expected(client_of, "MLT", after))["at"] < later(minutes=5), "six miles"
    request = await request_seen(client_of, sent)
    assert (request["state"], request["needs"][0]["coverage"]["in_time"]) == ("filled", 1)


async def test_the_lead_names_which_of_several_needs_a_diverted_unit_serves(
    client_of: ClientOf, world: World, db: AsyncSession, work: Plain, second: Plain
) -> None:
    needs = [need(), need(capabilities=["hoist"]), need(kinds=["vessel"])]
    await asked(client_of, world, "TUN", incident=second, needs=needs)
    where = f"deployments/{work['id']}/divert"
    body = {"incident_id": second["id"], "reason": "It is sinking."}
    misfit = await post(client_of, "ITA", where, need_id=needs[2]["id"], **body)
    assert (misfit.status_code, codes(misfit)) == (409, ["kind_not_asked"])
    for elsewhere in (id_of(), work["need_id"]):
        wrong = await post(client_of, "ITA", where, need_id=elsewhere, **body)
        assert (wrong.status_code, codes(wrong)) == (422, ["no_such_need"])
    async with lawful(db):
        after = await moved_on(client_of, work, second, need_id=needs[1]["id"])
    assert after["need_id"] == needs[1]["id"]


async def test_of_several_that_fit_none_is_taken_unnamed(
    client_of: ClientOf, world: World, work: Plain, second: Plain
) -> None:
    await asked(client_of, world, "TUN", incident=second, needs=[need(), need()])
    after = await moved_on(client_of, work, second)
    assert (after["request_id"], after["need_id"]) == (None, None)


@pytest.mark.long
async def test_a_need_that_was_withdrawn_meanwhile_holds_no_diversion_back(
    client_of: ClientOf, world: World, work: Plain, second: Plain
) -> None:
    needs = [need(), need(kinds=["vessel"])]
    sent = await asked(client_of, world, "TUN", incident=second, needs=needs)
    body = {"incident_id": second["id"], "reason": "It is sinking.", "need_id": needs[0]["id"]}
    wish = await post(client_of, "ITA", f"deployments/{work['id']}/divert", **body)
    assert plain(wish)["deployment"]["divert"]["need_id"] == needs[0]["id"]
    where = f"requests/{sent['id']}/amend"
    await post(client_of, "ITA", where, reason="A vessel serves.", needs=[needs[1]])
    done = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert done.status_code == 200, done.text
    listed = plain(await client_of("ITA", "observer").get("/api/deployments"))["items"]
    (after,) = [row for row in listed if row["incident_id"] == second["id"]]
    assert after["need_id"] is None


async def test_the_owner_may_decline_and_goes_on(
    client_of: ClientOf, db: AsyncSession, work: Plain, second: Plain
) -> None:
    await proposed(client_of, work, second)
    async with lawful(db):
        answer = await post(
            client_of,
            "MLT",
            f"deployments/{work['id']}/decline-divert",
            reason="Fuel for this scene only.",
        )
    kept = plain(answer)["deployment"]
    assert (kept["state"], kept["divert"]) == ("on_scene", None)
    late = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert (late.status_code, codes(late)) == (409, ["nothing_proposed"])


@pytest.mark.long
async def test_the_lead_takes_its_wish_back(
    client_of: ClientOf, db: AsyncSession, work: Plain, second: Plain
) -> None:
    where = f"deployments/{work['id']}/withdraw-divert"
    early = await post(client_of, "ITA", where, reason="Another is nearer.")
    assert (early.status_code, codes(early)) == (409, ["nothing_proposed"])
    await proposed(client_of, work, second)
    owner = await post(client_of, "MLT", where, reason="Another is nearer.")
    assert (owner.status_code, codes(owner)) == (403, ["not_yours"])
    async with lawful(db):
        answer = await post(client_of, "ITA", where, reason="Another is nearer.")
    kept = plain(answer)["deployment"]
    assert (kept["state"], kept["divert"]) == ("on_scene", None)
    said = (await entries(db, "MLT"))[-1]["sentence"]
    assert (
        said
        == "Rescue 1 stays: the proposed diversion was withdrawn (on scene). Another is nearer."
    )
    late = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert (late.status_code, codes(late)) == (409, ["nothing_proposed"])


@pytest.mark.long
async def test_a_released_unit_is_not_diverted_on_an_older_wish(
    client_of: ClientOf, work: Plain, second: Plain
) -> None:
    await proposed(client_of, work, second)
    released = await stepped(client_of, "ITA", work, "release")
    assert (released["state"], released["divert"]) == ("released", None)
    late = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert (late.status_code, codes(late)) == (409, ["nothing_proposed"])
    asked_again = await proposed(client_of, work, second)
    assert asked_again["divert"] is not None, "on its way home it may still be asked"


@pytest.mark.long
@pytest.mark.parametrize(("party", "action"), [("ITA", "stand-down"), ("MLT", "recall")])
async def test_no_wish_outlives_the_work(
    client_of: ClientOf, world: World, incident: Plain, second: Plain, party: str, action: str
) -> None:
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    sent = await asked(client_of, world, "MLT", incident=incident)
    row = await work_of(client_of, sent, rescue)
    await proposed(client_of, row, second)
    ended = await stepped(client_of, party, row, action, note="Not needed.")
    assert ended["divert"] is None
    late = await post(client_of, "MLT", f"deployments/{row['id']}/consent-divert")
    assert late.status_code == 409


@pytest.mark.long
async def test_ones_own_asset_is_diverted_at_once(
    client_of: ClientOf, db: AsyncSession, incident: Plain, second: Plain
) -> None:
    nemo = await registered(client_of, "ITA", helicopter())
    made = await offered(client_of, "ITA", f"incidents/{incident['id']}", nemo["id"], accept=True)
    (deployment,) = await deployed(client_of, "ITA", made)
    async with lawful(db):
        answer = await post(
            client_of,
            "ITA",
            f"deployments/{deployment['id']}/divert",
            incident_id=second["id"],
            reason="It is sinking.",
        )
    assert plain(answer)["deployment"]["state"] == "diverted"
    listed = plain(
        await client_of("ITA", "observer").get(
            "/api/deployments", params={"incident_id": second["id"]}
        )
    )
    assert [row["state"] for row in listed["items"]] == ["committed"]


@pytest.mark.long
async def test_survivors_aboard_stay_on_the_account_of_the_first(
    client_of: ClientOf, db: AsyncSession, work: Plain, second: Plain
) -> None:
    await stepped(client_of, "MLT", work, "load", persons=5)
    await proposed(client_of, work, second)
    async with lawful(db):
        answer = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert plain(answer)["deployment"]["aboard"] == 5
    async with lawful(db):
        landed = await stepped(client_of, "MLT", work, "deliver", persons=5)
    assert (landed["state"], landed["delivered"]) == ("diverted", 5)


async def test_no_unit_is_diverted_between_an_exercise_and_a_real_case(
    client_of: ClientOf, db: AsyncSession, work: Plain, second: Plain
) -> None:
    await db.execute(
        text("UPDATE incident SET exercise = false WHERE id = :id"), {"id": second["id"]}
    )
    where = f"deployments/{work['id']}/divert"
    mixed = await post(client_of, "ITA", where, incident_id=second["id"], reason="Go there.")
    assert (mixed.status_code, codes(mixed)) == (409, ["exercise_and_real"])


@pytest.mark.long
async def test_all_that_speaks_against_diverting_is_said(
    client_of: ClientOf, world: World, work: Plain, incident: Plain, second: Plain
) -> None:
    where = f"deployments/{work['id']}/divert"
    same = await post(client_of, "ITA", where, incident_id=incident["id"], reason="Wherever.")
    assert (same.status_code, codes(same)) == (409, ["already_there"])
    maltas = await opened(client_of, party="MLT", position=BOTH_REGIONS)
    theirs = await post(client_of, "ITA", where, incident_id=maltas["id"], reason="Go there.")
    assert (theirs.status_code, codes(theirs)) == (409, ["not_lead"])
    owner = await post(client_of, "MLT", where, incident_id=maltas["id"], reason="Go there.")
    assert (owner.status_code, codes(owner)) == (403, ["not_yours"])
    nowhere = await post(client_of, "ITA", where, incident_id=id_of(), reason="Go there.")
    assert nowhere.status_code == 404
    watch = await post(
        client_of,
        "ITA",
        where,
        role="watch_officer",
        incident_id=second["id"],
        reason="Go there.",
    )
    assert watch.status_code == 403


@pytest.mark.long
async def test_a_new_lead_reads_nothing_of_where_the_old_one_wished_to_divert_to(
    client_of: ClientOf, world: World, db: AsyncSession, incident: Plain, second: Plain, work: Plain
) -> None:
    await proposed(client_of, work, second)
    async with lawful(db):
        await handed_over(client_of, world, incident, "TUN")
    read = await work_seen(client_of, work, "TUN")
    assert read["deployment"]["lead_party"] == "TUN"
    assert read["deployment"]["divert"] is None
    assert second["id"] not in str(read)
    assert second["reference"] not in str(read)
    late = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert codes(late) == ["nothing_proposed"]


async def test_a_wish_to_divert_ends_when_its_target_is_handed_over(
    client_of: ClientOf, world: World, db: AsyncSession, second: Plain, work: Plain
) -> None:
    await proposed(client_of, work, second)
    async with lawful(db):
        await handed_over(client_of, world, second, "TUN")
    read = await work_seen(client_of, work, "MLT")
    assert read["deployment"]["divert"] is None, "its lead did not ask for the unit"
    late = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert (late.status_code, codes(late)) == (409, ["nothing_proposed"])


async def test_nobody_consents_to_what_its_proposer_no_longer_leads(
    client_of: ClientOf, db: AsyncSession, second: Plain, work: Plain
) -> None:
    await proposed(client_of, work, second)
    await db.execute(
        text("UPDATE incident SET lead_party = 'TUN' WHERE id = :id"), {"id": second["id"]}
    )
    late = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert (late.status_code, codes(late)) == (409, ["not_lead"])


async def test_a_new_lead_reads_nothing_of_where_a_unit_was_diverted_from(
    client_of: ClientOf, world: World, db: AsyncSession, incident: Plain, second: Plain, work: Plain
) -> None:
    await proposed(client_of, work, second)
    answer = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert answer.status_code == 200, answer.text
    await handed_over(client_of, world, second, "GRC")
    listed = plain(await client_of("GRC", "observer").get("/api/deployments"))["items"]
    (one,) = [row for row in listed if row["incident_id"] == second["id"]]
    read = await work_seen(client_of, one, "GRC")
    assert read["deployment"]["lead_party"] == "GRC"
    assert incident["reference"] not in str(read)


@pytest.mark.long
async def test_the_case_that_it_leaves_is_told_that_help_is_gone(
    client_of: ClientOf, db: AsyncSession, work: Plain, incident: Plain, second: Plain
) -> None:
    await proposed(client_of, work, second)
    async with lawful(db):
        await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    left = await case_seen(client_of, incident)
    assert (left["help_gone"]["name"], left["help_gone"]["why"]) == ("Rescue 1", "turned_back")


MANY: Plain = {"pob": {"min": 400, "max": 400}}
NOBODY_LEFT = "After this 0 of 400 can be taken aboard on scene."


@beginning
async def crowded(client_of: ClientOf) -> Plain:
    return await opened(client_of, **MANY)


@beginning
async def below(client_of: ClientOf) -> Plain:
    """A case of the same lead that is not in distress."""
    return await opened(client_of, title="Yacht overdue", position=FAR_EAST, phase="uncertainty")


@beginning
async def own(client_of: ClientOf, crowded: Plain) -> Plain:
    """The lead's own helicopter, alone on scene of the crowded case."""
    rescue = await registered(client_of, "ITA", helicopter(name="Rescue 2"))
    made = await offered(client_of, "ITA", f"incidents/{crowded['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    (sent,) = await deployed(client_of, "ITA", made)
    return await stepped(client_of, "ITA", sent, "depart", "arrive")


async def diverted(
    client_of: ClientOf, work: Plain, to: Plain, *, reason: str = "It is sinking.", **body: Any
) -> Plain:
    path = f"deployments/{work['id']}/divert"
    answer = await post(client_of, "ITA", path, incident_id=to["id"], reason=reason, **body)
    assert answer.status_code == 200, answer.text
    return plain(answer)


async def without(client_of: ClientOf, work: Plain, to: Plain) -> Plain:
    look = f"/api/deployments/{work['id']}/without"
    params = {"action": "divert", "to": to["id"]}
    return plain(await client_of("ITA", "observer").get(look, params=params))


async def test_the_last_able_unit_leaves_distress_for_less_only_by_two(
    client_of: ClientOf, db: AsyncSession, crowded: Plain, own: Plain, below: Plain
) -> None:
    told = {"reason_needed": True, "waits": True, "sentence": NOBODY_LEFT}
    assert await without(client_of, own, below) == told
    async with lawful(db):
        asked_for = await diverted(client_of, own, below)
    assert asked_for["deployment"]["state"] == "on_scene"
    wish = asked_for["sent_away"]
    assert (wish["action"], wish["waits"], wish["sentence"]) == ("divert", True, NOBODY_LEFT)
    path = f"incidents/{crowded['id']}/second"
    async with lawful(db):
        answer = await post(client_of, "ITA", path, word_id=wish["id"], function="Head")
    assert answer.status_code == 200, answer.text
    assert plain(answer)["sent_away"] == []
    works = await work_seen(client_of, own)
    assert works["deployment"]["state"] == "diverted"
    said = await sentences(db, "ITA")
    assert any("diversion to another case" in one for one in said)
    assert any("Head was the second to send" in one for one in said)


@pytest.mark.long
async def test_a_second_distress_takes_it_at_once_and_the_second_comes_after(
    client_of: ClientOf, db: AsyncSession, crowded: Plain, own: Plain, second: Plain
) -> None:
    assert await without(client_of, own, second) == {
        "reason_needed": True,
        "waits": False,
        "sentence": NOBODY_LEFT,
    }
    async with lawful(db):
        gone = await diverted(client_of, own, second)
    assert gone["deployment"]["state"] == "diverted"
    left = await case_seen(client_of, crowded)
    (word,) = left["sent_away"]
    assert (word["action"], word["reason"]) == ("divert", "second_distress")
    assert (word["waits"], word["alone"]) == (False, False)
    answer = await post(client_of, "ITA", f"incidents/{crowded['id']}/second", function="Chief")
    assert plain(answer)["sent_away"] == []


@pytest.mark.long
async def test_what_its_owner_consents_to_is_the_leads_word(
    client_of: ClientOf, db: AsyncSession, work: Plain, incident: Plain, second: Plain
) -> None:
    wish = await proposed(client_of, work, second)
    before = await case_seen(client_of, incident)
    assert before["sent_away"] == [], "it has not gone"
    async with lawful(db):
        answer = await post(client_of, "MLT", f"deployments/{wish['id']}/consent-divert")
    assert answer.status_code == 200, answer.text
    for party in ("ITA", "MLT"):
        seen_by = await client_of(party, "observer").get(f"/api/incidents/{incident['id']}")
        (word,) = plain(seen_by)["sent_away"]
        assert (word["party"], word["action"]) == ("ITA", "divert")
        assert ("250–400" in word["sentence"]) is (party == "ITA"), "the lead alone counts people"


async def test_a_released_unit_is_diverted_freely(
    client_of: ClientOf, own: Plain, below: Plain
) -> None:
    body: Plain = {"reason": "fuel", "second": {"function": "Head"}}
    await post(client_of, "ITA", f"deployments/{own['id']}/release", **body)
    assert (await without(client_of, own, below))["reason_needed"] is False
    gone = await diverted(client_of, own, below)
    assert gone["deployment"]["state"] == "diverted"
    assert gone["sent_away"] is None
