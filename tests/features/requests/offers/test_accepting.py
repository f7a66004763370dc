"""Accepting an offer binds, deploys, shares and fills, under the terms of that moment."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, replaced, term
from tests.given.assets import delivered, fix, helicopter, pumps, registered, seen
from tests.given.limits import limit
from tests.given.record import entries, told
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    codes,
    coverage,
    deployed,
    later,
    need,
    offer,
    offered,
    opened,
    plain,
    post,
    request_seen,
)
from tests.law import lawful
from tests.world import World, box

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_accepting_binds_deploys_and_fills_in_one_act(
    client_of: ClientOf, db: AsyncSession, due_soon: Plain, rescue: Plain
) -> None:
    item = {"asset_id": rescue["id"], "eta_at": later(hours=1)}
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", items=[item])
    async with lawful(db):
        done = await accepted(client_of, "ITA", made)
    assert (done["state"], done["decided_at"]) == ("accepted", "2026-10-11T12:26:00Z")
    (deployment,) = await deployed(client_of, "ITA", made)
    assert (deployment["state"], deployment["party"], deployment["lead_party"]) == (
        "committed",
        "MLT",
        "ITA",
    )
    assert await coverage(client_of, due_soon) == {
        "wanted": 1,
        "promised": 1,
        "in_time": 1,
        "late": 0,
        "moving": 0,
        "arrived": 0,
        "missing": 0,
        "recovered": 0,
        "room": 0,
        "recovers": 0,
        "persons_an_hour": 0,
        "persons_an_hour_there": 0,
        "sea_state": None,
        "limited": [],
        "room_unknown": [],
    }
    request = await request_seen(client_of, due_soon, "MLT")
    assert request["state"] == "filled"
    own = await seen(client_of, "MLT", rescue["id"])
    assert own is not None
    assert [bound["deployment_id"] for bound in own["bound"]] == [deployment["id"]]
    facts = (await entries(db, "MLT"))[-1]
    assert (facts["type"], facts["facts"]["fills_request"]) == ("OfferAccepted", True)
    assert "OfferAccepted" not in await told(db, "TUN")


async def test_while_deployed_all_involved_see_position_and_state_and_no_more(
    client_of: ClientOf, db: AsyncSession, due_soon: Plain, rescue: Plain
) -> None:
    await delivered(client_of, "MLT", rescue["id"], fix(14.5, 35.9))
    assert await seen(client_of, "TUN", rescue["id"]) is None
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    shown = await seen(client_of, "TUN", rescue["id"])
    assert shown is not None
    assert shown["position"]["point"]["coordinates"] == [14.5, 35.9]
    listed = plain(await client_of("TUN", "observer").get("/api/deployments"))["items"]
    assert [(one["view"], one["name"], one["state"]) for one in listed] == [
        ("brief", "Rescue 1", "committed")
    ]
    assert "terms" not in listed[0]
    one = await client_of("TUN", "observer").get(f"/api/deployments/{listed[0]['id']}")
    assert (one.json()["deployment"]["view"], one.json()["steps"]) == ("brief", [])
    stranger = await client_of("GRC", "observer").get(f"/api/deployments/{listed[0]['id']}")
    assert stranger.status_code == 404
    assert await seen(client_of, "GRC", rescue["id"]) is None


@pytest.mark.long
async def test_who_becomes_involved_later_sees_what_is_deployed(
    client_of: ClientOf, world: World, db: AsyncSession, due_soon: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    async with lawful(db):
        await post(
            client_of,
            "ITA",
            f"requests/{due_soon['id']}/amend",
            reason="More help is needed.",
            needs=[{**need(), "quantity": 3}],
            to=[str(world.centres["GRC"])],
        )
    listed = plain(await client_of("GRC", "observer").get("/api/deployments"))["items"]
    assert [one["name"] for one in listed] == ["Rescue 1"]
    assert await seen(client_of, "GRC", rescue["id"]) is not None


async def test_only_the_requester_accepts(
    client_of: ClientOf, due_soon: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"])
    own = await post(client_of, "MLT", f"offers/{made['id']}/accept")
    assert (own.status_code, codes(own)) == (403, ["not_yours"])
    assert (await post(client_of, "GRC", f"offers/{made['id']}/accept")).status_code == 404


@pytest.mark.long
async def test_an_offer_is_accepted_once(
    client_of: ClientOf, due_soon: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"])
    client = client_of("ITA", "coordinator")
    where = f"/api/offers/{made['id']}/accept"
    key = {"Idempotency-Key": "accept-1"}
    first, repeated = [await client.post(where, headers=key) for _ in range(2)]
    assert (first.status_code, repeated.status_code) == (200, 200)
    again = await client.post(where)
    assert (again.status_code, codes(again)) == (409, ["wrong_state"])
    assert len(await deployed(client_of, "ITA", made)) == 1


async def test_an_asset_is_not_bound_twice(
    client_of: ClientOf, due_soon: Plain, rescue: Plain
) -> None:
    one = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"])
    two = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"])
    await accepted(client_of, "ITA", one)
    refused = await post(client_of, "ITA", f"offers/{two['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["asset_bound"])
    assert plain(refused)["params"]["from_at"] == "2026-10-11T12:26:00Z"
    still = await client_of("ITA", "observer").get(f"/api/offers/{two['id']}")
    assert still.json()["state"] == "offered"


@pytest.mark.long
async def test_windows_that_follow_one_another_are_both_bound(
    client_of: ClientOf, due_soon: Plain, rescue: Plain
) -> None:
    first = {"asset_id": rescue["id"], "until_at": later(hours=2)}
    then = {"asset_id": rescue["id"], "from_at": later(hours=2), "until_at": later(hours=4)}
    for item in (first, then):
        made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", items=[item])
        await accepted(client_of, "ITA", made)


async def test_equipment_is_not_bound_beyond_its_quantity(
    client_of: ClientOf, world: World, incident: Plain
) -> None:
    stock = await registered(client_of, "MLT", pumps())
    wanted = need(kinds=["equipment"], quantity=12)
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[wanted])
    six = [{"asset_id": stock["id"], "quantity": 6}]
    one, two = [
        await offered(client_of, "MLT", f"requests/{sent['id']}", items=six) for _ in range(2)
    ]
    await accepted(client_of, "ITA", one)
    refused = await post(client_of, "ITA", f"offers/{two['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["quantity_bound"])
    assert (await coverage(client_of, sent))["promised"] == 6


@pytest.mark.long
async def test_an_acceptance_is_whole_or_not_at_all(
    client_of: ClientOf, due_soon: Plain, rescue: Plain
) -> None:
    other = await registered(client_of, "MLT", helicopter(name="Rescue 2"))
    await accepted(
        client_of, "ITA", await offered(client_of, "MLT", f"requests/{due_soon['id']}", other["id"])
    )
    both = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"], other["id"])
    refused = await post(client_of, "ITA", f"offers/{both['id']}/accept")
    assert refused.status_code == 409
    own = await seen(client_of, "MLT", rescue["id"])
    assert own is not None
    assert own["bound"] == []
    assert await deployed(client_of, "ITA", both) == []


@pytest.mark.long
async def test_the_lead_offers_and_accepts_its_own_in_one_act(
    client_of: ClientOf, db: AsyncSession, incident: Plain
) -> None:
    nemo = await registered(client_of, "ITA", helicopter())
    async with lawful(db):
        made = await offered(
            client_of, "ITA", f"incidents/{incident['id']}", nemo["id"], accept=True
        )
    assert made["state"] == "accepted"
    (deployment,) = await deployed(client_of, "ITA", made)
    assert (deployment["state"], deployment["terms"]) == ("committed", [])
    assert (await told(db, "ITA"))[-1] == "OfferAccepted"
    assert await seen(client_of, "MLT", nemo["id"]) is not None, "Malta is involved by its region"


async def test_offering_and_accepting_in_one_act_needs_the_coordinator_of_the_lead(
    client_of: ClientOf, incident: Plain
) -> None:
    nemo = await registered(client_of, "ITA", helicopter())
    theirs = await registered(client_of, "MLT", helicopter())
    where = f"/api/incidents/{incident['id']}/offers"
    watch = await client_of("ITA", "watch_officer").post(where, json=offer(nemo["id"], accept=True))
    assert (watch.status_code, codes(watch)) == (403, ["role_missing"])
    other = await client_of("MLT", "coordinator").post(where, json=offer(theirs["id"], accept=True))
    assert (other.status_code, codes(other)) == (403, ["not_yours"])


async def test_a_request_is_filled_only_by_enough(
    client_of: ClientOf, world: World, incident: Plain, rescue: Plain
) -> None:
    wanted = need(kinds=[], unit="persons", quantity=400)
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[wanted])
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    covered = await coverage(client_of, sent)
    assert (covered["promised"], covered["missing"]) == (8, 392)
    seen_now = await request_seen(client_of, sent)
    assert seen_now["state"] == "open"


@pytest.mark.long
async def test_a_smaller_need_is_filled_by_what_was_promised(
    client_of: ClientOf, world: World, db: AsyncSession, incident: Plain, rescue: Plain
) -> None:
    wanted = need(quantity=2)
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[wanted])
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    async with lawful(db):
        answer = await post(
            client_of,
            "ITA",
            f"requests/{sent['id']}/amend",
            reason="One is enough now.",
            needs=[{**wanted, "quantity": 1}],
        )
    assert plain(answer)["state"] == "filled"


TERMS = (
    term("Art. 3", may_request=True, kinds=["aircraft"]),
    term("Art. 8(2)", entry=[{"mode": "pre_cleared", "kinds": ["aircraft"]}]),
    term("Art. 11", costs={"rule": "marginal", "currency": "EUR"}),
    term("Art. 14", command="The asset stays under national command."),
)


async def test_the_terms_of_the_moment_are_kept_with_the_deployment(
    client_of: ClientOf, world: World, rescue: Plain
) -> None:
    kept = await concluded(client_of, agreement(*TERMS, reference="SAR-ITA-MLT"))
    incident = await opened(client_of, position=OFF_LAMPEDUSA)
    sent = await asked(client_of, world, "MLT", incident=incident)
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    await replaced(client_of, kept, term())
    (deployment,) = await deployed(client_of, "ITA", made)
    cited = {one["dimension"]: (one["article"], one["says"]) for one in deployment["terms"]}
    assert cited == {
        "naming": ("Art. 3", "It may be named."),
        "entry": ("Art. 8(2)", "Entry is cleared in advance."),
        "costs": ("Art. 11", "Malta is reimbursed its additional costs by Italy."),
        "command": ("Art. 14", "The asset stays under national command."),
    }


OFF_LAMPEDUSA = {"point": {"type": "Point", "coordinates": [12.66, 35.46]}, "error_nm": 1.0}
"""In Italy's territorial sea."""
INLAND = {"point": {"type": "Point", "coordinates": [14.3, 37.5]}, "error_nm": 1.0}
OUTSIDE = {"point": {"type": "Point", "coordinates": [12.6, 35.15]}, "error_nm": 1.0}
"""Beyond any territorial sea known here."""
NEAR = {"type": "Point", "coordinates": [14.5, 35.85]}


async def on_entry(client_of: ClientOf, world: World, position: Plain) -> tuple[Plain, list[str]]:
    """The matched reason on Malta's helicopter's entry, and what its offer says of it."""
    incident = await opened(client_of, position=position)
    body = helicopter(name="Rescue 1", base=NEAR)
    asset = await registered(client_of, "MLT", body)
    asks = {"need": need(kinds=["aircraft"]), "incident_id": incident["id"]}
    answer = plain(await client_of("ITA", "watch_officer").post("/api/matches", json=asks))
    (found,) = [one for one in answer["items"] if one["name"] == "Rescue 1"]
    codes_ = ("entry_landing", "entry_pre_cleared", "high_seas")
    (reason,) = [one for one in found["reasons"] if one["code"] in codes_]
    sent = await asked(client_of, world, "MLT", incident=incident)
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", asset["id"])
    return reason, [one["says"] for one in made["rests_on"] if one["dimension"] == "entry"]


@pytest.mark.parametrize(
    ("landing", "code", "says"),
    [
        (False, "entry_landing", []),
        (True, "entry_pre_cleared", ["Entry is cleared in advance."]),
    ],
)
async def test_an_offer_says_of_landing_what_matching_says(
    client_of: ClientOf, world: World, landing: bool, code: str, says: list[str]
) -> None:
    """A clause that does not speak of landing lets nobody land."""
    clause = {"mode": "pre_cleared", "kinds": ["aircraft"], "landing": landing}
    terms = (term("Art. 3", visibility="position"), term("Art. 8(2)", entry=[clause]))
    await concluded(client_of, agreement(*terms, reference="SAR-ITA-MLT"))
    reason, cited = await on_entry(client_of, world, INLAND)
    assert (reason["code"], cited) == (code, says)


@pytest.mark.long
@pytest.mark.parametrize("declares", [False, True])
async def test_an_offer_goes_by_declared_waters_as_matching_does(
    client_of: ClientOf, world: World, declares: bool
) -> None:
    clause = {"mode": "pre_cleared", "kinds": ["aircraft"]}
    terms = (term("Art. 3", visibility="position"), term("Art. 8(2)", entry=[clause]))
    await concluded(client_of, agreement(*terms, reference="SAR-ITA-MLT"))
    if declares:
        body = limit(box(12.4, 35.05, 12.8, 35.25))
        plain(await client_of("ITA", "admin").post("/api/declared-limits", json=body))
    reason, cited = await on_entry(client_of, world, OUTSIDE)
    if declares:
        assert reason["code"] == "entry_pre_cleared"
        assert cited == ["Entry is cleared in advance."]
    else:
        assert (reason["code"], cited) == ("high_seas", [])


async def test_an_offer_that_rests_on_an_agreement_that_ended_is_confirmed_again(
    client_of: ClientOf, world: World, db: AsyncSession, rescue: Plain, time: ExerciseTime
) -> None:
    kept = await concluded(client_of, agreement(*TERMS, reference="SAR-ITA-MLT"))
    incident = await opened(client_of, position=OFF_LAMPEDUSA)
    sent = await asked(client_of, world, "MLT", incident=incident)
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    assert {rest["article"] for rest in made["rests_on"]} == {
        "Art. 3",
        "Art. 8(2)",
        "Art. 11",
        "Art. 14",
    }
    await replaced(client_of, kept, term())
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (refused.status_code, set(codes(refused))) == (409, {"agreement_ended"})
    assert "Art. 8(2) of SAR-ITA-MLT, version 1" in plain(refused)["detail"]
    async with lawful(db):
        confirmed = await post(client_of, "MLT", f"offers/{made['id']}/confirm")
    assert plain(confirmed)["rests_on"] == []
    assert (await post(client_of, "ITA", f"offers/{made['id']}/accept")).status_code == 200


async def test_what_has_left_the_register_is_not_accepted(
    client_of: ClientOf, due_soon: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"])
    retired = await client_of("MLT", "registrar").post(
        f"/api/assets/{rescue['id']}/retire", headers={"If-Match": '"1"'}
    )
    assert retired.status_code == 200, retired.text
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["asset_retired"])


async def said(client_of: ClientOf, asset: Plain, **body: Any) -> None:
    """Malta says whether its asset can go."""
    answer = await client_of("MLT", "registrar").post(
        f"/api/assets/{asset['id']}/readiness", json=body
    )
    assert answer.status_code == 200, answer.text


@pytest.mark.long
async def test_what_went_out_of_service_since_it_was_offered_is_confirmed_again(
    client_of: ClientOf, db: AsyncSession, due_soon: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"])
    await said(client_of, rescue, readiness="unavailable", reason="Gearbox chip light.")
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["asset_not_ready"])
    assert "Gearbox" not in refused.text
    async with lawful(db):
        await post(client_of, "MLT", f"offers/{made['id']}/confirm")
    assert (await post(client_of, "ITA", f"offers/{made['id']}/accept")).status_code == 200


async def test_what_is_ready_again_is_accepted(
    client_of: ClientOf, due_soon: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"])
    await said(client_of, rescue, readiness="maintenance", until=later(hours=5))
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert codes(refused) == ["asset_not_ready"]
    await said(client_of, rescue, readiness="limited", reason="No winch.")
    await accepted(client_of, "ITA", made)


@pytest.mark.long
async def test_what_was_offered_although_it_was_out_is_accepted(
    client_of: ClientOf, due_soon: Plain, rescue: Plain
) -> None:
    await said(client_of, rescue, readiness="maintenance", until=later(hours=1))
    await accepted(
        client_of,
        "ITA",
        await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"]),
    )


async def test_what_is_back_before_its_window_is_accepted(
    client_of: ClientOf, due_soon: Plain, rescue: Plain
) -> None:
    item = {"asset_id": rescue["id"], "from_at": later(hours=2)}
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", items=[item])
    await said(client_of, rescue, readiness="maintenance", until=later(hours=1))
    await accepted(client_of, "ITA", made)


@pytest.mark.long
async def test_nothing_is_bound_for_a_need_that_was_withdrawn(
    client_of: ClientOf, due_soon: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", rescue["id"])
    where, (wanted,) = f"requests/{due_soon['id']}/amend", due_soon["needs"]
    other = need(kinds=["vessel"])
    await post(client_of, "ITA", where, reason="A vessel serves.", needs=[other])
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["need_withdrawn"])
    again = need(id=wanted["id"])
    await post(client_of, "ITA", where, reason="Both serve.", needs=[again, other])
    await accepted(client_of, "ITA", made)


async def test_a_window_that_is_over_is_not_bound(
    client_of: ClientOf, due_soon: Plain, rescue: Plain, time: ExerciseTime
) -> None:
    item = {"asset_id": rescue["id"], "until_at": later(minutes=30)}
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", items=[item])
    time.advance(minutes=40)
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["window_past"])


async def test_help_without_an_incident_is_lent_and_bound_too(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    stock = await registered(client_of, "GRC", pumps())
    wanted = need(kinds=["equipment"], quantity=3, until_at=later(days=30))
    sent = await asked(client_of, world, "GRC", needs=[wanted])
    items = [{"asset_id": stock["id"], "quantity": 3, "until_at": later(days=30)}]
    async with lawful(db):
        made = await offered(client_of, "GRC", f"requests/{sent['id']}", items=items)
        await accepted(client_of, "ITA", made)
    (deployment,) = await deployed(client_of, "GRC", made)
    assert (deployment["incident_id"], deployment["quantity"]) == (None, 3)
    assert (await client_of("MLT", "observer").get("/api/deployments")).json()["items"] == []
