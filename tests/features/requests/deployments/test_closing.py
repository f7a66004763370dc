"""Closing an incident, and taking one over, with all that is asked, offered and deployed for it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import helicopter, registered
from tests.given.incidents import case_seen, handed_over
from tests.given.places import point
from tests.given.record import entries, sentences, told
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    clearance_seen,
    codes,
    deployed,
    hailed,
    id_of,
    later,
    offered,
    opened,
    plain,
    post,
    request,
    request_seen,
    stepped,
    work_of,
    work_seen,
)
from tests.law import lawful
from tests.world import PASSWORD, World

pytestmark = pytest.mark.anyio

FOUR = {"min": 4, "max": 4}


async def at_work(client_of: ClientOf, world: World, incident: Plain) -> tuple[Plain, Plain]:
    """A request of Italy's, and Malta's helicopter that serves it."""
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    sent = await asked(client_of, world, "MLT", "TUN", incident=incident)
    deployment = await work_of(client_of, sent, rescue)
    return sent, await stepped(client_of, "MLT", deployment, "depart", "arrive")


@pytest.mark.long
async def test_closing_waits_for_everybody_to_be_delivered(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob=FOUR)
    sent, work = await at_work(client_of, world, incident)
    ship = await hailed(client_of, incident)
    await stepped(client_of, "MLT", work, "load", persons=3)
    where = f"incidents/{incident['id']}/close"
    refused = await post(client_of, "ITA", where, reason="All are safe.")
    assert refused.status_code == 409
    assert codes(refused) == ["persons_undelivered", "persons_unaccounted", "ships_unreleased"]
    assert refused.json()["detail"].endswith("(SAR Convention, Annex 3.1.9).")
    await stepped(client_of, "MLT", work, "deliver", persons=3)
    await stepped(client_of, "MLT", work, "resume")
    await stepped(client_of, "MLT", work, "load", persons=1)
    await stepped(client_of, "MLT", work, "deliver", persons=1)
    await stepped(client_of, "ITA", ship, "release")
    made = await offered(
        client_of,
        "TUN",
        f"requests/{sent['id']}",
        (await registered(client_of, "TUN", helicopter()))["id"],
    )
    async with lawful(db):
        closed = await post(client_of, "ITA", where, reason="All are safe.")
    assert (closed.status_code, plain(closed)["state"]) == (200, "closed")
    request = await request_seen(client_of, sent, "MLT")
    assert request["state"] == "closed"
    offer = plain(await client_of("TUN", "observer").get(f"/api/offers/{made['id']}"))
    assert offer["state"] == "declined"
    assert "IncidentClosed" in await told(db, "TUN")
    last = await work_seen(client_of, work)
    assert last["deployment"]["state"] == "released", "the unit still has to come home"
    async with lawful(db):
        await stepped(client_of, "MLT", work, "return", "returned")


async def test_at_least_so_many_are_looked_for_when_no_most_is_known(
    client_of: ClientOf,
) -> None:
    incident = await opened(client_of, pob={"min": 400, "source": "caller"})
    refused = await post(
        client_of, "ITA", f"incidents/{incident['id']}/close", reason="Nothing more to do."
    )
    assert refused.status_code == 409, refused.text


@pytest.mark.long
async def test_a_distress_case_with_an_unknown_number_on_board_waits_for_a_number(
    client_of: ClientOf, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob={"source": "nobody could say"})
    where = f"incidents/{incident['id']}/close"
    refused = await post(client_of, "ITA", where, reason="Nothing more to do.")
    assert (refused.status_code, codes(refused)) == (409, ["persons_unknown"])
    watch = client_of("ITA", "watch_officer")
    lower = {"phase": "uncertainty", "reason": "Nothing was heard again."}
    calmed = await watch.post(f"/api/incidents/{incident['id']}/phase", json=lower)
    again = await post(client_of, "ITA", where, reason="Nothing more to do.")
    assert codes(again) == ["persons_unknown"], "a lower phase does not make them known"
    nobody = await watch.patch(
        f"/api/incidents/{incident['id']}",
        json={"pob": {"min": 0, "max": 0, "source": "the owner, ashore"}},
        headers={"If-Match": str(plain(calmed)["version"])},
    )
    assert nobody.status_code == 200, nobody.text
    async with lawful(db):
        closed = await post(client_of, "ITA", where, reason="The boat had drifted off empty.")
    assert (closed.status_code, plain(closed)["state"]) == (200, "closed")


async def test_an_unknown_number_on_board_does_not_hold_a_case_that_never_was_in_distress(
    client_of: ClientOf,
) -> None:
    incident = await opened(client_of, phase="uncertainty", pob={})
    closed = await post(
        client_of, "ITA", f"incidents/{incident['id']}/close", reason="A beacon being tested."
    )
    assert (closed.status_code, plain(closed)["state"]) == (200, "closed")


Persons = tuple[httpx.AsyncClient, httpx.AsyncClient]


def _browser(application: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=application, raise_app_exceptions=False),
        base_url="http://test",
        headers={"Origin": "http://test"},
    )


@beginning
async def sessions(application: FastAPI, client_of: ClientOf, world: World) -> list[dict[str, str]]:
    """The cookies of two of Italy's coordinators, signed in."""
    cookies = []
    for name in ("Aurora", "Bruno"):
        body = {
            "id": id_of(),
            "login": f"{name}.{id_of()}".lower()[:40],
            "name": name,
            "password": PASSWORD,
            "centre_id": str(world.centres["ITA"]),
            "roles": ["coordinator"],
        }
        made = await client_of("ITA", "admin").post("/api/people", json=body)
        assert made.status_code == 201, made.text
        async with _browser(application) as client:
            entry = {"login": f"ITA/{body['login']}", "password": PASSWORD}
            assert (await client.post("/api/session", json=entry)).status_code == 204
            cookies.append(dict(client.cookies))
    return cookies


@pytest.fixture
async def persons(application: FastAPI, sessions: list[dict[str, str]]) -> AsyncIterator[Persons]:
    """Two of Italy's coordinators, signed in."""
    async with _browser(application) as one, _browser(application) as other:
        for client, cookies in zip((one, other), sessions, strict=True):
            client.cookies.update(cookies)
        yield one, other


async def test_two_coordinators_may_close_without_knowing_the_number_on_board(
    client_of: ClientOf, persons: Persons
) -> None:
    incident = await opened(client_of, pob={})
    where = f"/api/incidents/{incident['id']}/close"
    body = {"reason": "The search has ended.", "despite": "Nobody could be asked."}
    one, other = persons
    first = await one.post(where, json=body)
    assert (first.status_code, plain(first)["state"]) == (200, "open")
    alone = await one.post(where, json=body)
    assert codes(alone) == ["persons_unknown", "second_coordinator_needed"]
    second = await other.post(where, json=body)
    assert (second.status_code, plain(second)["state"]) == (200, "closed")


@pytest.mark.long
async def test_a_second_coordinator_may_close_with_a_reason(
    client_of: ClientOf, db: AsyncSession, persons: Persons
) -> None:
    incident = await opened(client_of, pob=FOUR)
    where = f"/api/incidents/{incident['id']}/close"
    body = {"reason": "The search has ended.", "despite": "Nothing was found in ten days."}
    one, other = persons
    async with lawful(db):
        first = await one.post(where, json=body)
    assert (first.status_code, plain(first)["state"]) == (200, "open")
    alone = await one.post(where, json=body)
    assert (alone.status_code, "second_coordinator_needed" in codes(alone)) == (409, True)
    async with lawful(db):
        second = await other.post(where, json=body)
    assert (second.status_code, plain(second)["state"]) == (200, "closed")
    assert plain(second)["outcome"].startswith("The search ended with 4 missing. The search has")


async def test_a_key_is_no_second_person(client_of: ClientOf, persons: Persons) -> None:
    incident = await opened(client_of, pob=FOUR)
    where = f"incidents/{incident['id']}/close"
    body = {"reason": "The search has ended.", "despite": "Nothing was found in ten days."}
    before = await post(client_of, "ITA", where, **body)
    assert (before.status_code, codes(before)) == (409, ["persons_unaccounted", "person_needed"])
    first = await persons[0].post(f"/api/{where}", json=body)
    assert (first.status_code, plain(first)["state"]) == (200, "open")
    after = await post(client_of, "ITA", where, **body)
    assert (after.status_code, codes(after)) == (409, ["persons_unaccounted", "person_needed"])


@pytest.mark.long
async def test_a_wish_to_close_lapses_when_more_are_missing(
    client_of: ClientOf, db: AsyncSession, persons: Persons
) -> None:
    incident = await opened(client_of, pob={"min": 1, "max": 1})
    where = f"/api/incidents/{incident['id']}/close"
    body = {"reason": "The search has ended.", "despite": "One is missing."}
    one, other = persons
    assert (await one.post(where, json=body)).status_code == 200
    await db.execute(
        text("UPDATE incident SET pob_max = 300 WHERE id = :id"), {"id": incident["id"]}
    )
    anew = await other.post(where, json=body | {"despite": "I agree."})
    assert (anew.status_code, plain(anew)["state"]) == (200, "open"), "the other agreed to one"
    assert plain(anew)["asked_to_close"]["reason"] == "I agree."
    ended = await one.post(where, json=body | {"despite": "Three hundred are missing."})
    assert (ended.status_code, plain(ended)["state"]) == (200, "closed")


FEWER = {"min": 1, "max": 3, "source": "the master"}


@pytest.mark.long
@pytest.mark.parametrize(
    ("pob", "method", "path", "body", "stays"),
    [
        (FOUR, "PATCH", "", {"pob": {"min": 4, "max": 300}}, False),
        (FOUR, "PATCH", "", {"pob": {"source": "crew"}, "pob_reason": "Nobody knows."}, False),
        (FOUR, "PATCH", "", {"pob": FEWER, "pob_reason": "They were counted."}, True),
        (FOUR, "PATCH", "", {"title": "Renamed"}, True),
        (FOUR, "POST", "/phase", {"phase": "alert", "reason": "It has called."}, True),
    ],
)
async def test_a_wish_to_close_is_not_shown_once_it_was_for_fewer(
    client_of: ClientOf,
    db: AsyncSession,
    persons: Persons,
    pob: Plain,
    method: str,
    path: str,
    body: Plain,
    stays: bool,
) -> None:
    incident = await opened(client_of, pob=pob)
    where = f"/api/incidents/{incident['id']}"
    wish = {"reason": "The search has ended.", "despite": "They are missing."}
    asked = plain(await persons[0].post(f"{where}/close", json=wish))
    assert asked["asked_to_close"] is not None
    async with lawful(db):
        answer = await client_of("ITA", "coordinator").request(
            method, f"{where}{path}", json=body, headers={"If-Match": f'"{asked["version"]}"'}
        )
    assert answer.status_code in (200, 201), answer.text
    now = plain(await client_of("ITA", "observer").get(where))
    assert (now["asked_to_close"] is not None) == stays


async def test_only_the_leads_coordinator_closes(client_of: ClientOf) -> None:
    incident = await opened(client_of, pob={"min": 0, "max": 0})
    where = f"incidents/{incident['id']}/close"
    watch = await post(client_of, "ITA", where, role="watch_officer", reason="All are safe.")
    assert watch.status_code == 403
    other = await post(client_of, "MLT", where, reason="All are safe.")
    assert (other.status_code, codes(other)) == (409, ["not_lead"])
    assert (await post(client_of, "GRC", where, reason="All are safe.")).status_code == 404


@pytest.mark.long
async def test_who_takes_over_takes_the_requests_and_deployments_with_it(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    sent, work = await at_work(client_of, world, incident)
    theirs = await registered(client_of, "TUN", helicopter(name="Tunis 1"))
    made = await offered(client_of, "TUN", f"requests/{sent['id']}", theirs["id"])
    proposal = await post(
        client_of,
        "ITA",
        f"incidents/{incident['id']}/coordination",
        id=id_of(),
        to_centre_id=str(world.centres["MLT"]),
    )
    assert proposal.status_code == 201, proposal.text
    early = await post(client_of, "MLT", f"offers/{made['id']}/accept")
    assert early.status_code == 404
    async with lawful(db):
        answer = await post(client_of, "MLT", f"incidents/{incident['id']}/coordination/accept")
    assert (answer.status_code, plain(answer)["lead"]["party"]) == (200, "MLT")
    request = await request_seen(client_of, sent, "MLT")
    assert (request["party"], request["centre"]["party"]) == ("MLT", "MLT")
    assert len(request["addressees"]) == 2
    old = await request_seen(client_of, sent)
    assert old == request, "who filed it goes on reading it"
    fine = await post(client_of, "MLT", f"offers/{made['id']}/accept")
    assert fine.status_code == 200, fine.text
    released = await post(client_of, "ITA", f"deployments/{work['id']}/release")
    assert (released.status_code, codes(released)) == (403, ["not_yours"])
    assert (await stepped(client_of, "MLT", work, "release"))["state"] == "released"
    assert "CoordinationAccepted" in await told(db, "TUN")


@pytest.mark.long
async def test_nobody_takes_over_unasked(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    where = f"incidents/{incident['id']}/coordination/accept"
    answer = await post(client_of, "MLT", where)
    assert (answer.status_code, codes(answer)) == (409, ["no_open_proposal"])
    assert (await post(client_of, "GRC", where)).status_code == 404
    watch = await post(client_of, "MLT", where, role="watch_officer")
    assert watch.status_code == 403


@pytest.mark.long
async def test_the_record_says_who_took_over_from_whom(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    await handed_over(client_of, world, incident)
    last = (await entries(db, "ITA"))[-1]
    assert (last["type"], last["by"]["party"]) == ("CoordinationAccepted", "MLT")
    assert "RCC Malta took over" in last["sentence"]


@pytest.mark.long
async def test_around_a_hand_over_both_leads_say_where_a_hailed_ship_is(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    ship = await hailed(client_of, incident)
    address = f"/api/ships/{ship['ship_id']}/fixes"

    async def moved(party: str, seconds: int) -> int:
        given = {"at": later(seconds=seconds), "point": point(12.7, 34.134)}
        return (await client_of(party, "feed").post(address, json=given)).status_code

    assert (await moved("GRC", 1), await moved("ITA", 2)) == (403, 200)
    await handed_over(client_of, world, incident, "GRC")
    assert (await moved("GRC", 3), await moved("ITA", 4)) == (200, 200)


async def test_a_draft_that_was_never_sent_stays_with_who_wrote_it(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    draft = await asked(client_of, world, "TUN", incident=incident, open=False)
    async with lawful(db):
        await handed_over(client_of, world, incident)
    unseen = await client_of("MLT", "observer").get(f"/api/requests/{draft['id']}")
    assert unseen.status_code == 404
    own = await request_seen(client_of, draft)
    assert (own["party"], own["state"]) == ("ITA", "draft")
    late = await post(client_of, "ITA", f"requests/{draft['id']}/open", role="watch_officer")
    assert (late.status_code, codes(late)) == (409, ["not_lead"])
    gone = await post(
        client_of,
        "ITA",
        f"requests/{draft['id']}/cancel",
        role="watch_officer",
        reason="Malta leads and asks.",
    )
    assert gone.status_code == 200, gone.text


async def test_who_led_before_may_offer_for_the_request_it_once_filed(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "TUN", incident=incident)
    await handed_over(client_of, world, incident)
    nemo = await registered(client_of, "ITA", helicopter(name="Nemo 1"))
    async with lawful(db):
        made = await offered(client_of, "ITA", f"requests/{sent['id']}", nemo["id"])
    assert (made["party"], made["to_party"], made["centre"]["party"]) == ("ITA", "MLT", "ITA")
    seen = await request_seen(client_of, sent, "MLT")
    assert [one["state"] for one in seen["addressees"]] == ["sent"], "nobody has answered for Tunis"
    fine = await post(client_of, "MLT", f"offers/{made['id']}/accept")
    assert fine.status_code == 200, fine.text


async def closed_at_once(
    client_of: ClientOf, incident: Plain, persons: Persons | None = None
) -> Plain:
    """The case, closed by Italy; by two coordinators where `persons` do."""
    where = f"incidents/{incident['id']}/close"
    body = {"reason": "All are safe.", "despite": "They come home with them."}
    if persons is None:
        closed = await post(client_of, "ITA", where, reason="All are safe.")
    else:
        assert (await persons[0].post(f"/api/{where}", json=body)).status_code == 200
        closed = await persons[1].post(f"/api/{where}", json=body)
    assert (closed.status_code, plain(closed)["state"]) == (200, "closed"), closed.text
    return plain(closed)


async def bound_now(db: AsyncSession) -> set[str]:
    """The names of the units that are bound."""
    rows = await db.execute(
        text(
            "SELECT d.name FROM commitment c JOIN deployment d ON d.id = c.deployment_id"
            " WHERE c.ended_at IS NULL"
        )
    )
    return set(rows.scalars())


@pytest.mark.long
async def test_closing_stands_down_who_has_not_left_and_releases_who_has(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob={"min": 0, "max": 0})
    sent = await asked(client_of, world, "MLT", incident=incident)
    works = []
    for name, steps in (
        ("Waits", ()),
        ("Under way", ("depart",)),
        ("There", ("depart", "arrive")),
        ("Refuels", ("depart", "arrive", "refuel")),
        ("Home soon", ("depart", "arrive")),
    ):
        unit = await registered(client_of, "MLT", helicopter(name=name))
        work = await work_of(client_of, sent, unit)
        works.append(await stepped(client_of, "MLT", work, *steps))
    await stepped(client_of, "ITA", works[4], "release")
    async with lawful(db):
        await closed_at_once(client_of, incident)
    states = [(await work_seen(client_of, work, "MLT"))["deployment"]["state"] for work in works]
    assert states == ["stood_down", "released", "released", "released", "released"]
    assert await bound_now(db) == {"Under way", "There", "Refuels", "Home soon"}
    told_of = await sentences(db, "MLT", of="DeploymentStepped")
    said = f"Waits is needed no more (stood down). {incident['reference']} was closed."
    assert said in told_of
    async with lawful(db):
        for work in works[1:]:
            await stepped(client_of, "MLT", work, "returned")
    assert await bound_now(db) == set()


@pytest.mark.long
async def test_a_unit_with_people_aboard_goes_on_and_comes_home_once_they_are_delivered(
    client_of: ClientOf, world: World, db: AsyncSession, persons: Persons
) -> None:
    incident = await opened(client_of, pob=FOUR)
    _, work = await at_work(client_of, world, incident)
    await stepped(client_of, "MLT", work, "load", persons=4)
    ship = await hailed(client_of, incident)
    await closed_at_once(client_of, incident, persons)
    assert (await work_seen(client_of, work, "MLT"))["deployment"]["state"] == "loaded"
    assert (await work_seen(client_of, ship))["deployment"]["state"] == "released"
    async with lawful(db):
        landed = await stepped(client_of, "MLT", work, "deliver", persons=4, place="Lampedusa")
    assert (landed["state"], landed["delivered"]) == ("released", 4)
    case = await case_seen(client_of, incident)
    assert case["people"]["delivered"] == [{"place": "Lampedusa", "persons": 4}]
    await stepped(client_of, "MLT", work, "return", "returned")
    assert await bound_now(db) == set()


@pytest.mark.long
async def test_facts_of_before_and_since_are_recorded_on_a_closed_case(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of, pob={"min": 0, "max": 0})
    sent = await asked(client_of, world, "MLT", incident=incident)
    works = []
    for name in ("Left", "Arrived"):
        unit = await registered(client_of, "MLT", helicopter(name=name))
        made = await offered(client_of, "MLT", f"requests/{sent['id']}", unit["id"])
        await accepted(client_of, "ITA", made)
        works += await deployed(client_of, "MLT", made)
    left, arrived = works
    await stepped(client_of, "MLT", arrived, "depart")
    before = later(minutes=1)
    time.advance(minutes=10)
    await closed_at_once(client_of, incident)
    async with lawful(db):
        late = await stepped(client_of, "MLT", left, "depart", at=before)
        assert (late["state"], late["left_at"][:16]) == ("released", before[:16])
        there = await stepped(client_of, "MLT", arrived, "arrive", at=before)
        assert (there["state"], there["arrived_at"][:16]) == ("released", before[:16])
        found = await stepped(client_of, "MLT", arrived, "load", persons=2)
        assert (found["state"], found["aboard"]) == ("loaded", 2)
        landed = await stepped(client_of, "MLT", arrived, "deliver", persons=2)
    assert (landed["state"], landed["delivered"]) == ("released", 2)
    case = await case_seen(client_of, incident)
    assert sum(one["persons"] for one in case["people"]["delivered"]) == 2
    decided = await post(client_of, "ITA", "requests", **request(world, "TUN", incident=incident))
    assert (decided.status_code, codes(decided)) == (409, ["incident_closed"])


@pytest.mark.long
async def test_a_diversion_proposed_to_a_case_ends_when_that_case_is_closed(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident, other = await opened(client_of), await opened(client_of, pob={"min": 0, "max": 0})
    _, work = await at_work(client_of, world, incident)
    proposed = await post(
        client_of,
        "ITA",
        f"deployments/{work['id']}/divert",
        incident_id=other["id"],
        reason="More are in danger there.",
    )
    assert proposed.status_code == 200, proposed.text
    async with lawful(db):
        await closed_at_once(client_of, other)
    consent = await post(client_of, "MLT", f"deployments/{work['id']}/consent-divert")
    assert (consent.status_code, codes(consent)) == (409, ["nothing_proposed"])


async def test_a_clearance_asked_for_is_withdrawn_when_the_case_is_closed(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of, pob={"min": 0, "max": 0})
    _, work = await at_work(client_of, world, incident)
    body = {"id": id_of(), "territory": "TUN"}
    asked_for = await post(client_of, "MLT", f"deployments/{work['id']}/clearances", **body)
    assert asked_for.status_code == 201, asked_for.text
    async with lawful(db):
        await closed_at_once(client_of, incident)
    seen = await clearance_seen(client_of, plain(asked_for), "TUN")
    assert (seen["state"], seen["reason"]) == ("withdrawn", f"{incident['reference']} was closed.")
