"""Offers: made, confirmed, declined, withdrawn, expired; for requests and unasked."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.parties.models import Centre
from sar.requests.offers import jobs
from sar.requests.offers.making import EXPIRE
from sar.requests.offers.waiting import UNDECIDED
from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, pumps, registered
from tests.given.incidents import case_seen
from tests.given.jobs import run_job
from tests.given.record import entries, told
from tests.given.requests import (
    Plain,
    asked,
    codes,
    deferred,
    id_of,
    later,
    need,
    offer,
    offered,
    plain,
    post,
    request,
    request_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


async def read(client_of: ClientOf, party: str, made: Plain) -> Plain:
    return plain(await client_of(party, "observer").get(f"/api/offers/{made['id']}"))


@pytest.mark.long
async def test_an_offer_answers_the_request_for_the_offering_centre(
    client_of: ClientOf, db: AsyncSession, sent: Plain, rescue: Plain
) -> None:
    async with lawful(db):
        made = await offered(
            client_of,
            "MLT",
            f"requests/{sent['id']}",
            rescue["id"],
            conditions="Fuel at Lampedusa.",
        )
    assert (made["state"], made["party"], made["to_party"]) == ("offered", "MLT", "ITA")
    (item,) = made["items"]
    assert (item["name"], item["persons"], item["need_id"]) == (
        "Rescue 1",
        8,
        sent["needs"][0]["id"],
    )
    seen = await request_seen(client_of, sent)
    states = {one["centre"]["party"]: one["state"] for one in seen["addressees"]}
    assert states == {"MLT": "offered", "TUN": "sent"}
    assert "OfferMade" in await told(db, "ITA")
    assert "OfferMade" not in await told(db, "TUN")


@pytest.mark.long
async def test_offers_are_between_the_two_sides(
    client_of: ClientOf, sent: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    answer = await client_of("TUN", "observer").get(f"/api/offers/{made['id']}")
    assert answer.status_code == 404
    listed = await client_of("TUN", "observer").get(f"/api/requests/{sent['id']}/offers")
    assert listed.json() == []
    listed = await client_of("ITA", "observer").get(f"/api/requests/{sent['id']}/offers")
    assert [one["id"] for one in listed.json()] == [made["id"]]
    for action, body in (
        ("accept", {}),
        ("decline", {"reason": "not mine"}),
        ("withdraw", {}),
        ("confirm", {}),
    ):
        refused = await post(client_of, "TUN", f"offers/{made['id']}/{action}", **body)
        assert refused.status_code == 404, action


async def test_only_own_assets_are_offered_and_not_more_than_there_are(
    client_of: ClientOf, sent: Plain, rescue: Plain
) -> None:
    stock = await registered(client_of, "MLT", pumps())
    nemo = await registered(client_of, "ITA", helicopter(name="Nemo"))
    body = offer(nemo["id"], id_of(), stock["id"])
    body["items"][2]["quantity"] = 11
    answer = await client_of("MLT", "watch_officer").post(
        f"/api/requests/{sent['id']}/offers", json=body
    )
    assert answer.status_code == 422
    assert [(e["field"], e["code"]) for e in plain(answer)["errors"]] == [
        ("items[0].asset_id", "not_your_asset"),
        ("items[1].asset_id", "not_your_asset"),
        ("items[2].quantity", "quantity_short"),
    ]


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"valid_until": "2026-10-11T12:26:00Z"}, "valid_until", "in_the_past"),
        ({"items": []}, "items", "too_short"),
        ({"provisional": True, "accept": True}, "body", "provisional_accepted"),
    ],
)
async def test_what_is_wrong_with_an_offer_is_named(
    client_of: ClientOf, sent: Plain, rescue: Plain, fields: Plain, field: str, code: str
) -> None:
    answer = await client_of("MLT", "coordinator").post(
        f"/api/requests/{sent['id']}/offers", json=offer(rescue["id"], **fields)
    )
    assert answer.status_code == 422, answer.text
    assert [(e["field"], e["code"]) for e in plain(answer)["errors"]] == [(field, code)]


async def test_an_item_says_which_of_several_needs_it_serves(
    client_of: ClientOf, world: World, incident: Plain, rescue: Plain
) -> None:
    one, two = need(), need(kinds=["vessel"])
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[one, two])
    where = f"/api/requests/{sent['id']}/offers"
    client = client_of("MLT", "watch_officer")
    vague = await client.post(where, json=offer(rescue["id"]))
    assert [e["field"] for e in plain(vague)["errors"]] == ["items[0].need_id"]
    wrong = offer(rescue["id"])
    wrong["items"][0]["need_id"] = id_of()
    assert codes(await client.post(where, json=wrong)) == ["no_such_need"]
    right = offer(rescue["id"])
    right["items"][0]["need_id"] = two["id"]
    assert (await client.post(where, json=right)).status_code == 201


@pytest.mark.long
async def test_who_was_not_asked_does_not_answer_a_request(
    client_of: ClientOf, sent: Plain
) -> None:
    theirs = await registered(client_of, "GRC", helicopter())
    answer = await client_of("GRC", "watch_officer").post(
        f"/api/requests/{sent['id']}/offers", json=offer(theirs["id"])
    )
    assert answer.status_code == 404


@pytest.mark.long
async def test_whoever_knows_of_the_incident_may_offer_unasked(
    client_of: ClientOf, db: AsyncSession, incident: Plain
) -> None:
    theirs = await registered(client_of, "GRC", helicopter(name="Aegean 1"))
    where = f"/api/incidents/{incident['id']}/offers"
    body = offer(theirs["id"])
    stranger = await client_of("GRC", "watch_officer").post(where, json=body)
    assert stranger.status_code == 404
    await concluded(
        client_of,
        agreement(
            term(incident_awareness="coarse"), reference="SAR-ITA-GRC", parties=("ITA", "GRC")
        ),
    )
    async with lawful(db):
        answer = await client_of("GRC", "watch_officer").post(where, json={**body, "id": id_of()})
    assert answer.status_code == 201, answer.text
    assert plain(answer)["to_party"] == "ITA"
    for party in ("ITA", "GRC"):
        listed = await client_of(party, "observer").get(where)
        assert [one["party"] for one in listed.json()] == ["GRC"], party


@beginning
async def unasked(client_of: ClientOf, incident: Plain) -> Plain:
    """Greece, which sees the case coarsely, offers unasked."""
    await concluded(
        client_of,
        agreement(
            term(incident_awareness="coarse"), reference="SAR-ITA-GRC", parties=("ITA", "GRC")
        ),
    )
    theirs = await registered(client_of, "GRC", helicopter(name="Aegean 1"))
    return await offered(client_of, "GRC", f"incidents/{incident['id']}", theirs["id"])


async def _view(client_of: ClientOf, party: str, incident: Plain) -> str:
    return str((await case_seen(client_of, incident, party))["view"])


@pytest.mark.long
async def test_offering_unasked_shows_no_more_of_the_case(
    client_of: ClientOf, incident: Plain, unasked: Plain
) -> None:
    assert await _view(client_of, "GRC", incident) == "coarse"
    lead = await client_of("ITA", "observer").get(f"/api/incidents/{incident['id']}")
    assert "GRC" not in [one["party"] for one in plain(lead)["involved"]]
    assert (await read(client_of, "GRC", unasked))["state"] == "offered"
    log = await client_of("GRC", "observer").get(f"/api/incidents/{incident['id']}/log")
    assert log.status_code == 404


@pytest.mark.long
@pytest.mark.parametrize(
    ("party", "action", "body"),
    [("GRC", "withdraw", {}), ("ITA", "decline", {"reason": "Enough are out."})],
)
async def test_an_unasked_offer_that_is_not_taken_up_changes_nothing_more(
    client_of: ClientOf,
    db: AsyncSession,
    incident: Plain,
    unasked: Plain,
    party: str,
    action: str,
    body: Plain,
) -> None:
    async with lawful(db):
        answer = await post(client_of, party, f"offers/{unasked['id']}/{action}", **body)
    assert answer.status_code == 200, answer.text
    assert await _view(client_of, "GRC", incident) == "coarse"
    assert (await read(client_of, "GRC", unasked))["reason"] == body.get("reason", "")


@pytest.mark.long
async def test_an_unasked_offer_that_expires_changes_nothing_more(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, incident: Plain, unasked: Plain
) -> None:
    time.advance(hours=1)
    async with lawful(db):
        await jobs.expire_offer(db, offer_id=unasked["id"], now=time.now)
        await db.commit()
    assert await _view(client_of, "GRC", incident) == "coarse"
    assert (await read(client_of, "GRC", unasked))["state"] == "expired"


@pytest.mark.long
async def test_accepting_an_unasked_offer_involves_the_offering_party(
    client_of: ClientOf, db: AsyncSession, incident: Plain, unasked: Plain
) -> None:
    async with lawful(db):
        answer = await post(client_of, "ITA", f"offers/{unasked['id']}/accept")
    assert answer.status_code == 200, answer.text
    assert await _view(client_of, "GRC", incident) == "full"


@pytest.mark.long
async def test_a_provisional_offer_is_confirmed_before_it_is_accepted(
    client_of: ClientOf, db: AsyncSession, sent: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"], provisional=True)
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (refused.status_code, codes(refused)) == (409, ["wrong_state"])
    not_theirs = await post(client_of, "ITA", f"offers/{made['id']}/confirm")
    assert (not_theirs.status_code, codes(not_theirs)) == (403, ["not_yours"])
    async with lawful(db):
        answer = await post(client_of, "MLT", f"offers/{made['id']}/confirm")
    assert plain(answer)["state"] == "offered"
    assert (await post(client_of, "ITA", f"offers/{made['id']}/accept")).status_code == 200


@pytest.mark.long
async def test_declining_an_offer_needs_a_reason_and_is_the_requesters(
    client_of: ClientOf, db: AsyncSession, sent: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    where = f"offers/{made['id']}/decline"
    assert (await post(client_of, "ITA", where)).status_code == 422
    own = await post(client_of, "MLT", where, reason="Changed our mind.")
    assert (own.status_code, codes(own)) == (403, ["not_yours"])
    async with lawful(db):
        answer = await post(client_of, "ITA", where, reason="Another unit is nearer.")
    assert (plain(answer)["state"], plain(answer)["reason"]) == (
        "declined",
        "Another unit is nearer.",
    )
    assert (await entries(db, "MLT"))[-1]["type"] == "OfferDeclined"


@pytest.mark.long
async def test_withdrawing_is_the_offering_partys(
    client_of: ClientOf, db: AsyncSession, sent: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    assert codes(await post(client_of, "ITA", f"offers/{made['id']}/withdraw")) == ["not_yours"]
    async with lawful(db):
        answer = await post(client_of, "MLT", f"offers/{made['id']}/withdraw")
    assert plain(answer)["state"] == "withdrawn"
    late = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (late.status_code, codes(late)) == (409, ["wrong_state"])


async def test_past_its_validity_it_counts_as_expired_whether_or_not_a_job_ran(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, sent: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    (args,) = await deferred(db, EXPIRE)
    await jobs.expire_offer(db, now=time.now, **args)
    assert (await read(client_of, "ITA", made))["state"] == "offered"
    time.advance(hours=1)
    assert (await read(client_of, "ITA", made))["state"] == "expired"
    snapshot = plain(await client_of("ITA", "observer").get("/api/snapshot"))
    assert [one["state"] for one in snapshot["offer"] if one["id"] == made["id"]] == ["expired"]
    refused = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (refused.status_code, plain(refused)["code"]) == (409, "offer_expired")
    assert plain(refused)["state"] == "expired"
    assert codes(await post(client_of, "MLT", f"offers/{made['id']}/confirm"))[0] == "offer_expired"
    await run_job(db, jobs.expire_offer, args, now=time.now)
    assert (await entries(db, "MLT"))[-1]["type"] == "OfferExpired"
    await jobs.expire_offer(db, now=time.now, **args)
    assert (await told(db, "MLT")).count("OfferExpired") == 1


async def test_an_offer_that_nobody_decides_is_told_to_both_sides_after_a_quarter_of_an_hour(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, sent: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    (args,) = await deferred(db, UNDECIDED)
    async with lawful(db):
        await jobs.note_offer_undecided(db, now=time.advance(minutes=15), **args)
        await db.commit()
    for party in ("ITA", "MLT"):
        (last,) = await entries(db, party, of="OfferUndecided")
        assert last["sentence"] == (
            f"15 min on, nobody has accepted or declined Malta's offer for {sent['reference']}."
        )
    assert "OfferUndecided" not in await told(db, "GRC")
    assert (await read(client_of, "ITA", made))["state"] == "offered", "it stands"
    await post(client_of, "ITA", f"offers/{made['id']}/accept")
    await jobs.note_offer_undecided(db, now=time.now, **args)
    assert (await told(db, "MLT")).count("OfferUndecided") == 1


async def test_one_that_its_own_party_is_to_confirm_waits_for_nobody_else(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, sent: Plain, rescue: Plain
) -> None:
    where = f"requests/{sent['id']}"
    await offered(client_of, "MLT", where, rescue["id"], provisional=True)
    assert await deferred(db, UNDECIDED) == []


async def test_what_is_open_when_the_request_ends_is_declined_with_it(
    client_of: ClientOf, db: AsyncSession, sent: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    async with lawful(db):
        await post(client_of, "ITA", f"requests/{sent['id']}/close")
    assert (await read(client_of, "MLT", made))["state"] == "declined"
    late = await client_of("MLT", "watch_officer").post(
        f"/api/requests/{sent['id']}/offers", json=offer(rescue["id"])
    )
    assert (late.status_code, codes(late)) == (409, ["request_over"])


async def test_a_carrier_goes_along_or_is_at_work_there(
    client_of: ClientOf, sent: Plain, rescue: Plain
) -> None:
    stock = await registered(client_of, "MLT", pumps())
    where = f"/api/requests/{sent['id']}/offers"
    client = client_of("MLT", "watch_officer")
    alone = offer(stock["id"])
    alone["items"][0]["carrier_asset_id"] = rescue["id"]
    refused = await client.post(where, json=alone)
    assert [(e["field"], e["code"]) for e in plain(refused)["errors"]] == [
        ("items[0].carrier_asset_id", "carrier_stays")
    ]
    together = offer(stock["id"], rescue["id"])
    together["items"][0] |= {"carrier_asset_id": rescue["id"], "quantity": 2}
    assert (await client.post(where, json=together)).status_code == 201


@pytest.mark.long
async def test_who_declined_may_still_offer(
    client_of: ClientOf, sent: Plain, rescue: Plain
) -> None:
    await post(client_of, "MLT", f"requests/{sent['id']}/decline", reason="Nothing is ready.")
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    assert made["state"] == "offered"


@pytest.mark.parametrize("role", ["observer", "registrar", "negotiator", "admin", "feed"])
async def test_only_the_watch_offers(
    client_of: ClientOf, sent: Plain, rescue: Plain, role: str
) -> None:
    answer = await client_of("MLT", role).post(
        f"/api/requests/{sent['id']}/offers", json=offer(rescue["id"])
    )
    assert answer.status_code == 403


@pytest.mark.long
async def test_the_watch_does_not_decide_on_offers(
    client_of: ClientOf, sent: Plain, rescue: Plain
) -> None:
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", rescue["id"])
    for action, body in (("accept", {}), ("decline", {"reason": "not yet"})):
        answer = await post(
            client_of, "ITA", f"offers/{made['id']}/{action}", role="watch_officer", **body
        )
        assert answer.status_code == 403, action


@pytest.mark.long
async def test_an_item_says_from_when_and_until_when(
    client_of: ClientOf, sent: Plain, rescue: Plain
) -> None:
    made = await offered(
        client_of,
        "MLT",
        f"requests/{sent['id']}",
        items=[
            {"asset_id": rescue["id"], "from_at": later(minutes=10), "until_at": later(hours=6)}
        ],
    )
    (item,) = made["items"]
    assert (item["from_at"], item["until_at"]) == ("2026-10-11T12:36:00Z", "2026-10-11T18:26:00Z")


async def second_centre(db: AsyncSession, world: World, party: str) -> str:
    """Another centre of the party's."""
    first = await db.get_one(Centre, world.centres[party])
    centre = Centre(
        party_code=party, code=f"{party}-TWO", name="Second", position=first.position, srr=None
    )
    db.add(centre)
    await db.commit()
    return str(centre.id)


@pytest.mark.long
async def test_an_offer_says_for_which_of_several_centres_it_answers(
    client_of: ClientOf, world: World, db: AsyncSession, incident: Plain, rescue: Plain
) -> None:
    second = await second_centre(db, world, "MLT")
    body = request(world, "MLT", "TUN", incident=incident)
    body["to"].append(second)
    made = await client_of("ITA", "watch_officer").post("/api/requests", json=body)
    assert made.status_code == 201, made.text
    where = f"/api/requests/{body['id']}/offers"
    client = client_of("MLT", "watch_officer")
    for foreign in (str(world.centres["TUN"]), id_of()):
        wrong = await client.post(where, json=offer(rescue["id"], centre_id=foreign))
        assert (wrong.status_code, plain(wrong)["errors"][0]["field"]) == (422, "centre_id")
    for_the_second = await client.post(where, json=offer(rescue["id"], centre_id=second))
    assert for_the_second.status_code == 201, for_the_second.text
    assert plain(for_the_second)["centre"]["id"] == second
    seen = await request_seen(client_of, body)
    states = {one["centre"]["code"]: one["state"] for one in seen["addressees"]}
    assert states == {"RCC-MALTA": "sent", "MRCC-TUNIS": "sent", "MLT-TWO": "offered"}


async def test_an_unasked_offer_comes_from_a_centre_of_the_offering_party(
    client_of: ClientOf, world: World, db: AsyncSession, incident: Plain, rescue: Plain
) -> None:
    second = await second_centre(db, world, "MLT")
    where = f"/api/incidents/{incident['id']}/offers"
    client = client_of("MLT", "watch_officer")
    wrong = await client.post(where, json=offer(rescue["id"], centre_id=str(world.centres["ITA"])))
    assert (wrong.status_code, codes(wrong)) == (422, ["not_your_centre"])
    right = await client.post(where, json=offer(rescue["id"], centre_id=second))
    assert (right.status_code, plain(right)["centre"]["id"]) == (201, second), right.text
