"""Requests: filed, sent, amended and ended; who reads what of them."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.requests.asking import jobs
from sar.requests.asking.addressing import ANSWER_OVERDUE, OVERDUE
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.incidents import handed_over
from tests.given.places import point
from tests.given.record import entries, told
from tests.given.requests import (
    Plain,
    asked,
    codes,
    deferred,
    id_of,
    later,
    need,
    opened,
    plain,
    post,
    request,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


async def read(client_of: ClientOf, party: str, made: Plain) -> Any:
    return await client_of(party, "observer").get(f"/api/requests/{made['id']}")


@pytest.mark.long
async def test_a_draft_is_its_partys_own(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    async with lawful(db):
        draft = await asked(client_of, world, "MLT", "TUN", incident=incident, open=False)
    assert (draft["state"], draft["opened_at"]) == ("draft", None)
    assert draft["reference"] == "REQ-ITA-2026-0001"
    assert (await read(client_of, "MLT", draft)).status_code == 404
    assert "RequestDrafted" in await told(db, "ITA")
    assert "RequestDrafted" not in await told(db, "TUN")
    listed = await client_of("TUN", "observer").get("/api/requests")
    assert listed.json()["items"] == []


@pytest.mark.long
async def test_sent_it_involves_the_addressees_and_starts_their_clocks(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    draft = await asked(client_of, world, "MLT", "TUN", incident=incident, open=False)
    async with lawful(db):
        answer = await post(client_of, "ITA", f"requests/{draft['id']}/open")
    sent = plain(answer)
    assert (answer.status_code, sent["state"]) == (200, "open")
    malta = next(one for one in sent["addressees"] if one["centre"]["party"] == "MLT")
    assert malta["state"] == "sent"
    assert malta["acknowledge_due_at"] == "2026-10-11T12:31:00Z"
    assert malta["answer_due_at"] == "2026-10-11T12:41:00Z"
    assert malta["limits"]["acknowledge"] == {
        "minutes": 5,
        "house": True,
        "source": "House figure, serving SAR Convention, Annex 3.1.7",
        "serves": "SAR Convention, Annex 3.1.7",
    }
    involved = await client_of("TUN", "observer").get(f"/api/incidents/{incident['id']}")
    assert involved.json()["view"] == "full"
    assert "RequestOpened" in await told(db, "TUN")
    assert "RequestOpened" not in await told(db, "GRC")


@pytest.mark.long
@pytest.mark.parametrize(("lat", "paragraph"), [(35.4, "4.6"), (34.33, "3.1.7")])
async def test_an_answer_serves_annex_4_6_where_the_centre_of_the_region_asks(
    client_of: ClientOf, world: World, lat: float, paragraph: str
) -> None:
    """The region of Italy's centre, which leads, and Malta's."""
    where = {"point": point(12.7, lat), "error_nm": 2.0}
    incident = await opened(client_of, position=where)
    sent = await asked(client_of, world, "TUN", incident=incident)
    (asks,) = sent["addressees"]
    serves = {clock: limit["serves"] for clock, limit in asks["limits"].items()}
    assert serves == {
        "acknowledge": "SAR Convention, Annex 3.1.7",
        "answer": f"SAR Convention, Annex {paragraph}",
    }
    assert asks["limits"]["answer"]["source"].endswith(serves["answer"])


@pytest.mark.long
async def test_a_later_phase_moves_no_clock_that_runs(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    """A limit stands as it was told; a centre that is asked after it has the new figure."""
    incident = await opened(client_of, phase="alert", phase_reason="Overdue.")
    first = await asked(client_of, world, "MLT", incident=incident)
    times = ("acknowledge_due_at", "answer_due_at")
    due = ["2026-10-11T12:36:00Z", "2026-10-11T12:56:00Z"]
    assert [first["addressees"][0][name] for name in times] == due
    time.advance(minutes=1)
    raised = {"phase": "distress", "reason": "Sinking."}
    assert (await post(client_of, "ITA", f"incidents/{incident['id']}/phase", **raised)).is_success
    view = plain(await read(client_of, "ITA", first))
    assert [view["addressees"][0][name] for name in times] == due
    second = await asked(client_of, world, "TUN", incident=incident)
    assert [second["addressees"][0][name] for name in times] == [
        "2026-10-11T12:32:00Z",
        "2026-10-11T12:42:00Z",
    ]
    time.advance(minutes=1)
    eased = {"phase": "alert", "reason": "Pumped out."}
    assert (await post(client_of, "ITA", f"incidents/{incident['id']}/phase", **eased)).is_success
    view = plain(await read(client_of, "ITA", second))
    assert view["addressees"][0]["answer_due_at"] == "2026-10-11T12:42:00Z"


@pytest.mark.long
async def test_a_clause_sets_the_clocks_limit_and_is_named(
    client_of: ClientOf, world: World
) -> None:
    await concluded(
        client_of,
        agreement(term("Art. 5", clocks={"acknowledge": 5}), reference="SAR-ITA-MLT"),
    )
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", incident=incident)
    limit = sent["addressees"][0]["limits"]["acknowledge"]
    assert (limit["minutes"], limit["house"]) == (5, False)
    assert "Art. 5 of SAR-ITA-MLT" in limit["source"]


@pytest.mark.long
async def test_an_addressee_reads_the_request_and_its_own_answers_alone(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", "TUN", incident=incident)
    seen = plain(await read(client_of, "TUN", sent))
    assert [one["centre"]["party"] for one in seen["addressees"]] == ["TUN"]
    assert [one["coverage"] for one in seen["needs"]] == [None]
    assert (seen["version"], seen["updated_at"]) == (0, None)
    assert sent["needs"][0]["coverage"]["missing"] == 1
    before = len(await entries(db, "TUN"))
    async with lawful(db):
        await post(client_of, "MLT", f"requests/{sent['id']}/acknowledge")
    assert len(await entries(db, "TUN")) == before
    assert plain(await read(client_of, "TUN", sent)) == seen


async def test_strangers_do_not_find_it(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", incident=incident)
    assert (await read(client_of, "GRC", sent)).status_code == 404
    for action in ("open", "acknowledge", "close"):
        answer = await post(client_of, "GRC", f"requests/{sent['id']}/{action}")
        assert answer.status_code == 404, action


@pytest.mark.long
async def test_a_listed_centre_is_called_with_a_script(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    async with lawful(db):
        sent = await asked(client_of, world, "LBY", incident=incident)
    (tripoli,) = sent["addressees"]
    assert tripoli["state"] == "sent"
    script = await client_of("ITA", "observer").get(tripoli["call_script_url"])
    assert script.status_code == 200, script.text
    assert incident["reference"] in script.text


async def test_only_the_lead_files_for_an_incident(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of)
    answer = await client_of("MLT", "watch_officer").post(
        "/api/requests", json=request(world, "TUN", incident=incident)
    )
    assert (answer.status_code, codes(answer)) == (409, ["not_lead"])
    stranger = await client_of("GRC", "watch_officer").post(
        "/api/requests", json=request(world, "TUN", incident=incident)
    )
    assert stranger.status_code == 404


@pytest.mark.parametrize("role", ["observer", "registrar", "negotiator", "admin", "feed"])
async def test_only_the_watch_files(client_of: ClientOf, world: World, role: str) -> None:
    answer = await client_of("ITA", role).post("/api/requests", json=request(world, "TUN"))
    assert answer.status_code == 403


@pytest.mark.long
async def test_without_an_incident_it_is_for_capacity_building(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    async with lawful(db):
        sent = await asked(
            client_of,
            world,
            "GRC",
            needs=[need(kinds=["expertise"], capabilities=["training"])],
            place={"type": "Point", "coordinates": [12.5, 41.9]},
        )
    assert (sent["situation"], sent["incident_id"]) == ("capacity_building", None)
    assert sent["exercise"] is True
    assert plain(await read(client_of, "GRC", sent))["place"]["coordinates"] == [12.5, 41.9]


@pytest.mark.long
async def test_help_in_a_border_emergency_is_a_request_of_its_own(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    """Terms that speak of search and rescue do not govern it."""
    helped = agreement(
        term("Art. 3", clocks={"acknowledge": 5}),
        term("Art. 8", clocks={"acknowledge": 40}, situations=["border_emergency"]),
    )
    await concluded(client_of, helped)
    async with lawful(db):
        sent = await asked(
            client_of,
            world,
            "MLT",
            needs=[need(kinds=["equipment"])],
            situation="border_emergency",
        )
    assert (sent["situation"], sent["incident_id"]) == ("border_emergency", None)
    view = plain(await read(client_of, "MLT", sent))
    assert view["addressees"][0]["acknowledge_due_at"] == "2026-10-11T13:06:00Z"
    incident = await opened(client_of)
    body = request(world, "MLT", incident=incident, situation="border_emergency")
    answer = await client_of("ITA", "watch_officer").post("/api/requests", json=body)
    assert [(e["field"], e["code"]) for e in plain(answer)["errors"]] == [
        ("situation", "incident_says")
    ]
    maritime = await client_of("ITA", "watch_officer").post(
        "/api/requests", json=request(world, "MLT", situation="maritime")
    )
    assert maritime.status_code == 422


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"to": ["00000000-0000-7000-8000-000000000000"]}, "to[0]", "no_such_centre"),
        ({"to": []}, "to", "nobody_addressed"),
        ({"needs": [{"by_at": "2026-10-11T12:00:00Z"}]}, "needs[0].by_at", "in_the_past"),
        ({"needs": []}, "needs", "too_short"),
        ({"needs": [{"kinds": ["submarine"]}]}, "needs[0].kinds[0]", "enum"),
        ({"needs": [{"types": ["Z9"]}]}, "needs[0].types[0]", "unknown_type"),
        ({"needs": [{"quantity": 0}]}, "needs[0].quantity", "greater_than_equal"),
        ({"priority": 1}, "priority", "extra_forbidden"),
    ],
)
async def test_what_is_wrong_is_named_and_nothing_is_kept(
    client_of: ClientOf, world: World, fields: Plain, field: str, code: str
) -> None:
    body = request(world, "MLT", **fields)
    answer = await client_of("ITA", "watch_officer").post("/api/requests", json=body)
    assert answer.status_code == 422, answer.text
    assert [(e["field"], e["code"]) for e in plain(answer)["errors"]] == [(field, code)]
    assert (await read(client_of, "ITA", body)).status_code == 404


async def test_the_own_centre_and_a_centre_twice_are_not_addressed(
    client_of: ClientOf, world: World
) -> None:
    centres = [world.centres["ITA"], world.centres["MLT"], world.centres["MLT"]]
    body = request(world, to=[str(centre) for centre in centres])
    answer = await client_of("ITA", "watch_officer").post("/api/requests", json=body)
    assert {(e["field"], e["code"]) for e in plain(answer)["errors"]} == {
        ("to[0]", "own_centre"),
        ("to[2]", "addressed_already"),
    }


async def test_repeating_the_same_request_makes_one(client_of: ClientOf, world: World) -> None:
    body = request(world, "GRC")
    client = client_of("ITA", "watch_officer")
    first, second = [await client.post("/api/requests", json=body) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 201)
    assert plain(first) == plain(second)
    other = await client.post("/api/requests", json={**body, "message": "other"})
    assert (other.status_code, codes(other)) == (409, ["repeated_with_another_body"])


@pytest.mark.long
async def test_amending_keeps_answers_and_tells_the_addressees(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    incident = await opened(client_of)
    kept, dropped = need(), need(kinds=["vessel"])
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[kept, dropped])
    await post(client_of, "MLT", f"requests/{sent['id']}/acknowledge")
    added = need(kinds=["equipment"])
    async with lawful(db):
        answer = await post(
            client_of,
            "ITA",
            f"requests/{sent['id']}/amend",
            reason="The boat is taking more water.",
            needs=[{**kept, "quantity": 2}, added],
            to=[str(world.centres["TUN"])],
        )
    amended = plain(answer)
    assert answer.status_code == 200, answer.text
    shown = {
        one["id"]: (one["ordinal"], one["quantity"], one["withdrawn_at"] is not None)
        for one in amended["needs"]
    }
    assert shown == {
        kept["id"]: (1, 2, False),
        dropped["id"]: (2, 1, True),
        added["id"]: (3, 1, False),
    }
    states = {one["centre"]["party"]: one["state"] for one in amended["addressees"]}
    assert states == {"MLT": "acknowledged", "TUN": "sent"}
    assert "RequestAmended" in await told(db, "MLT")
    for party in ("ITA", "MLT"):
        (pictured,) = plain(await client_of(party, "observer").get("/api/snapshot"))["request"]
        assert [one["id"] for one in pictured["needs"]] == [kept["id"], added["id"]]
        (listed,) = plain(await client_of(party, "observer").get("/api/requests"))["items"]
        assert [one["id"] for one in listed["needs"]] == [kept["id"], dropped["id"], added["id"]]


async def test_an_amendment_may_say_on_which_version_it_is_based(
    client_of: ClientOf, world: World
) -> None:
    sent = await asked(client_of, world, "GRC")
    body = {"reason": "Another day suits better.", "needs": [need()]}
    client = client_of("ITA", "watch_officer")
    where = f"/api/requests/{sent['id']}/amend"
    stale = await client.post(where, json=body, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    fine = await client.post(where, json=body, headers={"If-Match": f'"{sent["version"]}"'})
    assert fine.status_code == 200


async def test_an_addressee_does_not_amend_or_close(client_of: ClientOf, world: World) -> None:
    sent = await asked(client_of, world, "GRC")
    amend = await post(
        client_of, "GRC", f"requests/{sent['id']}/amend", reason="I would rather", needs=[need()]
    )
    close = await post(client_of, "GRC", f"requests/{sent['id']}/close")
    assert [(a.status_code, codes(a)) for a in (amend, close)] == [(403, ["not_yours"])] * 2


@pytest.mark.long
async def test_closed_and_cancelled_requests_leave_the_picture_and_stay_readable(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    one = await asked(client_of, world, "GRC")
    two = await asked(client_of, world, "GRC")
    async with lawful(db):
        await post(client_of, "ITA", f"requests/{one['id']}/close")
        answer = await post(
            client_of, "ITA", f"requests/{two['id']}/cancel", reason="No longer needed."
        )
    assert plain(answer)["state"] == "cancelled"
    assert plain(await read(client_of, "GRC", one))["state"] == "closed"
    assert {"RequestClosed", "RequestCancelled"} <= set(await told(db, "GRC"))
    again = await post(client_of, "ITA", f"requests/{one['id']}/close")
    assert (again.status_code, codes(again)) == (409, ["wrong_state"])
    assert plain(again)["state"] == "closed"


async def test_cancelling_needs_a_reason(client_of: ClientOf, world: World) -> None:
    sent = await asked(client_of, world, "GRC")
    answer = await post(client_of, "ITA", f"requests/{sent['id']}/cancel")
    assert answer.status_code == 422


@pytest.mark.long
async def test_a_missing_acknowledgement_is_put_on_the_record(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", "TUN", incident=incident)
    await post(client_of, "TUN", f"requests/{sent['id']}/acknowledge")
    waiting = await deferred(db, OVERDUE)
    time.advance(minutes=11)
    async with lawful(db):
        for args in waiting:
            await jobs.note_overdue(db, now=time.now, **args)
        await db.commit()
    seen = plain(await read(client_of, "ITA", sent))
    overdue = {one["centre"]["party"]: one["overdue_at"] for one in seen["addressees"]}
    assert overdue == {"MLT": "2026-10-11T12:37:00Z", "TUN": None}
    assert "AcknowledgementOverdue" in await told(db, "MLT")
    assert "AcknowledgementOverdue" not in await told(db, "TUN")


async def test_a_missing_answer_is_put_on_the_record_also_after_an_acknowledgement(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", "TUN", incident=incident)
    await post(client_of, "MLT", f"requests/{sent['id']}/acknowledge")
    await post(client_of, "TUN", f"requests/{sent['id']}/decline", reason="All are out.")
    waiting = await deferred(db, ANSWER_OVERDUE)
    due = datetime.fromisoformat(sent["addressees"][0]["answer_due_at"])
    now = time.advance(seconds=(due - time.now).total_seconds())
    async with lawful(db):
        for args in waiting * 2:
            await jobs.note_answer_overdue(db, now=now, **args)
        await db.commit()
    seen = plain(await read(client_of, "ITA", sent))
    overdue = {one["centre"]["party"]: one["answer_overdue_at"] for one in seen["addressees"]}
    assert overdue == {"MLT": sent["addressees"][0]["answer_due_at"], "TUN": None}
    assert (await told(db, "MLT")).count("AnswerOverdue") == 1
    assert "AnswerOverdue" not in await told(db, "TUN")


async def test_who_has_taken_the_case_over_owes_itself_no_answer(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    await asked(client_of, world, "MLT", incident=incident)
    await handed_over(client_of, world, incident)
    now = time.advance(hours=2)
    for args in await deferred(db, OVERDUE):
        await jobs.note_overdue(db, now=now, **args)
    for args in await deferred(db, ANSWER_OVERDUE):
        await jobs.note_answer_overdue(db, now=now, **args)
    assert not {"AcknowledgementOverdue", "AnswerOverdue"} & set(await told(db, "ITA"))


async def test_an_incident_that_is_closed_takes_no_requests(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, pob={"min": 0, "max": 0})
    closed = await post(
        client_of, "ITA", f"incidents/{incident['id']}/close", reason="A false alert."
    )
    assert closed.status_code == 200, closed.text
    answer = await client_of("ITA", "watch_officer").post(
        "/api/requests", json=request(world, "MLT", incident=incident)
    )
    assert (answer.status_code, codes(answer)) == (409, ["incident_closed"])


async def test_lists_are_paged_and_filtered(client_of: ClientOf, world: World) -> None:
    made = [await asked(client_of, world, "GRC", id=id_of()) for _ in range(3)]
    client = client_of("GRC", "observer")
    first = plain(await client.get("/api/requests", params={"limit": 2}))
    rest = plain(await client.get(first["next"]))
    found = [one["id"] for one in [*first["items"], *rest["items"]]]
    assert found == [one["id"] for one in reversed(made)]
    assert rest["next"] is None
    none = plain(await client.get("/api/requests", params={"state": "filled"}))
    assert none["items"] == []
    later_on = {"updated_since": later(hours=1)}
    own = plain(await client_of("ITA", "observer").get("/api/requests", params=later_on))
    assert own["items"] == []
