"""The work of deployed assets and hailed ships, step by step, to return or release."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.assets.models import Commitment
from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import pumps, registered, seen
from tests.given.record import entries, sentences, told
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    codes,
    coverage,
    deployed,
    hailed,
    id_of,
    later,
    need,
    offered,
    opened,
    plain,
    post,
    request_seen,
    sent_away,
    ship_of_opportunity,
    stepped,
    work_of,
    work_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


@beginning
async def work(client_of: ClientOf, due_soon: Plain, rescue: Plain) -> Plain:
    """The helicopter, committed to Italy's request."""
    return await work_of(client_of, due_soon, rescue)


@pytest.mark.long
async def test_a_whole_deployment_from_commitment_to_return(
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    due_soon: Plain,
    rescue: Plain,
    work: Plain,
) -> None:
    async with lawful(db):
        await stepped(client_of, "MLT", work, "mobilise")
        time.advance(minutes=15)
        moving = await stepped(client_of, "MLT", work, "get-underway", eta_at=later(minutes=40))
        assert (moving["state"], moving["eta_at"]) == ("underway", "2026-10-11T13:21:00Z")
        assert (await coverage(client_of, due_soon))["moving"] == 1
        time.advance(minutes=42)
        there = await stepped(client_of, "MLT", work, "arrive")
        assert there["arrived_at"] == "2026-10-11T13:23:00Z"
        assert (await coverage(client_of, due_soon))["in_time"] == 1
        full = await stepped(client_of, "MLT", work, "load", persons=8)
        assert (full["aboard"], full["recovered"]) == (8, 8)
        await stepped(client_of, "MLT", work, "deliver", persons=8)
        again = await stepped(client_of, "MLT", work, "resume", "refuel", "resume")
        assert (again["state"], again["cycles"], again["delivered"]) == ("on_scene", 1, 8)
        released = await stepped(client_of, "ITA", work, "release")
        assert released["state"] == "released"
        home = await stepped(client_of, "MLT", work, "return", "returned")
    assert home["state"] == "returned"
    own = await seen(client_of, "MLT", rescue["id"])
    assert own is not None
    assert own["bound"] == []
    assert await seen(client_of, "TUN", rescue["id"]) is None, "no longer shared"
    request = await request_seen(client_of, due_soon)
    assert request["state"] == "filled", "work that was done still counts"
    steps = (await client_of("ITA", "observer").get(f"/api/deployments/{work['id']}")).json()
    assert [step["action"] for step in steps["steps"]] == [
        "commit",
        "mobilise",
        "get-underway",
        "arrive",
        "load",
        "deliver",
        "resume",
        "refuel",
        "resume",
        "release",
        "return",
        "returned",
    ]


async def test_a_step_says_when_where_and_who_said_so(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    body: Plain = {
        "at": "2026-10-11T12:26:00Z",
        "point": {"type": "Point", "coordinates": [14.5, 35.9]},
        "said_by": "tower",
        "note": "Airborne.",
    }
    answer = await post(client_of, "MLT", f"deployments/{work['id']}/depart", **body)
    step = plain(answer)["steps"][-1]
    assert step | body == step
    assert step["by_party"] == "MLT"
    last = (await entries(db, "ITA"))[-1]
    assert last["sentence"] == "Rescue 1 departed (under way). Airborne."
    assert "DeploymentStepped" not in await told(db, "TUN")
    assert (await entries(db, "TUN"))[-1]["type"] == "PictureChanged"


async def test_where_a_unit_on_scene_says_the_people_are_is_reported_in_the_case(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    """For the lead to take as datum, or not."""
    where = f"/api/incidents/{work['incident_id']}"
    lead = client_of("ITA", "observer")
    before = plain(await lead.get(where))
    there: Plain = {"type": "Point", "coordinates": [12.75, 34.4]}
    async with lawful(db):
        await post(client_of, "MLT", f"deployments/{work['id']}/depart", point=there)
        after = plain(await lead.get(where))
        assert after["positions_reported"] == before["positions_reported"], "its own place only"
        await post(client_of, "MLT", f"deployments/{work['id']}/arrive", point=there)
    after = plain(await lead.get(where))
    assert after["positions_reported"] == before["positions_reported"] + 1
    reported = after["latest_positions"][0]
    assert reported["point"] == there
    assert reported["source"] == "Rescue 1 (arrived on scene)"
    assert after["datum"] == before["datum"], "no step sets it"
    said = (await sentences(db, "ITA"))[-2:]
    assert said[0].startswith("Rescue 1 arrived on scene")
    assert "a position was reported by Rescue 1 (arrived on scene). 34°24.0" in said[1]


async def test_the_owner_reports_and_the_lead_directs(client_of: ClientOf, work: Plain) -> None:
    for party, action in (("ITA", "depart"), ("ITA", "recall"), ("MLT", "stand-down")):
        answer = await post(client_of, party, f"deployments/{work['id']}/{action}")
        assert (answer.status_code, codes(answer)) == (403, ["not_yours"]), action
    brief = await post(client_of, "TUN", f"deployments/{work['id']}/depart")
    assert (brief.status_code, codes(brief)) == (403, ["not_yours"])
    assert (await post(client_of, "GRC", f"deployments/{work['id']}/depart")).status_code == 404


async def test_releasing_and_standing_down_need_the_coordinator(
    client_of: ClientOf, work: Plain
) -> None:
    for action in ("release", "stand-down"):
        answer = await post(
            client_of, "ITA", f"deployments/{work['id']}/{action}", role="watch_officer"
        )
        assert (answer.status_code, codes(answer)) == (403, ["role_missing"])
    fine = await post(client_of, "MLT", f"deployments/{work['id']}/depart", role="watch_officer")
    assert fine.status_code == 200


async def test_a_step_that_does_not_follow_is_refused_with_the_state(
    client_of: ClientOf, work: Plain
) -> None:
    answer = await post(client_of, "MLT", f"deployments/{work['id']}/resume")
    assert (answer.status_code, codes(answer)) == (409, ["wrong_state"])
    assert plain(answer)["state"] == "committed"
    assert "refuelling" in plain(answer)["params"]["allowed_in"]
    unknown = await post(client_of, "MLT", f"deployments/{work['id']}/teleport")
    assert unknown.status_code == 422


@pytest.mark.long
async def test_the_owner_may_recall_after_commitment_and_the_request_is_open_again(
    client_of: ClientOf, db: AsyncSession, due_soon: Plain, rescue: Plain, work: Plain
) -> None:
    async with lawful(db):
        gone = await stepped(client_of, "MLT", work, "recall", note="Needed at home.")
    assert (gone["state"], gone["reason"]) == ("recalled", "Needed at home.")
    request = await request_seen(client_of, due_soon)
    assert (request["state"], request["needs"][0]["coverage"]["promised"]) == ("open", 0)
    own = await seen(client_of, "MLT", rescue["id"])
    assert own is not None
    assert own["bound"] == []


@pytest.mark.long
async def test_a_recall_shows_the_survivors_aboard_until_they_are_delivered(
    client_of: ClientOf, db: AsyncSession, rescue: Plain, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await stepped(client_of, "MLT", work, "load", persons=5)
    async with lawful(db):
        gone = await stepped(client_of, "MLT", work, "recall", note="Fuel is low.")
    last = (await entries(db, "ITA", of="DeploymentStepped"))[-1]
    assert last["facts"]["aboard"] == 5
    assert "5 survivors are aboard and still to be delivered. Fuel is low." in last["sentence"]
    assert gone["aboard"] == 5
    assert await seen(client_of, "TUN", rescue["id"]) is not None, "shared while they are aboard"
    async with lawful(db):
        landed = await stepped(client_of, "MLT", work, "deliver", persons=5)
    assert (landed["state"], landed["aboard"], landed["delivered"]) == ("recalled", 0, 5)
    assert await seen(client_of, "TUN", rescue["id"]) is None


@pytest.mark.long
async def test_the_lead_stands_down_only_before_arrival(
    client_of: ClientOf, db: AsyncSession, rescue: Plain, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "depart")
    async with lawful(db):
        down = await stepped(client_of, "ITA", work, "stand-down", note="False alert.")
    assert down["state"] == "stood_down"
    late = await post(client_of, "ITA", f"deployments/{work['id']}/stand-down")
    assert codes(late) == ["wrong_state"]
    own = await seen(client_of, "MLT", rescue["id"])
    assert own is not None
    assert own["bound"] == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("steps", "action", "persons", "code"),
    [
        (["depart", "arrive", "load"], "release", None, "wrong_state"),
    ],
)
async def test_the_count_of_persons_must_come_out(
    client_of: ClientOf, work: Plain, steps: list[str], action: str, persons: int | None, code: str
) -> None:
    for step in steps:
        await stepped(client_of, "MLT", work, step, **({"persons": 8} if step == "load" else {}))
    party = "ITA" if action == "release" else "MLT"
    answer = await post(client_of, party, f"deployments/{work['id']}/{action}", persons=persons)
    assert answer.status_code == 409
    assert code in codes(answer)


async def test_persons_are_a_positive_whole_number(client_of: ClientOf, work: Plain) -> None:
    for persons in (-1, 0, 1.5, "3", 10**9):
        answer = await post(client_of, "MLT", f"deployments/{work['id']}/depart", persons=persons)
        assert answer.status_code == 422, persons


async def test_with_some_still_aboard_it_is_not_released(client_of: ClientOf, work: Plain) -> None:
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await stepped(client_of, "MLT", work, "load", persons=8)
    await stepped(client_of, "MLT", work, "deliver", persons=6)
    answer = await post(client_of, "ITA", f"deployments/{work['id']}/release")
    assert (answer.status_code, codes(answer)) == (409, ["survivors_aboard"])
    await stepped(client_of, "MLT", work, "deliver", persons=2)
    assert (await stepped(client_of, "ITA", work, "release"))["state"] == "released"


async def test_steps_are_not_dated_in_the_future_nor_before_the_beginning(
    client_of: ClientOf, work: Plain
) -> None:
    where = f"deployments/{work['id']}/depart"
    future = await post(client_of, "MLT", where, at=later(hours=1))
    assert (future.status_code, codes(future)) == (422, ["in_the_future"])
    before = await post(client_of, "MLT", where, at="2026-10-11T11:00:00Z")
    assert before.status_code == 200, "a fact is not refused"
    began = plain(before)
    assert began["deployment"]["left_at"] == "2026-10-11T11:00:00Z"
    assert [one["code"] for one in began["deployment"]["doubts"]] == ["out_of_order"]
    notes = [step["note"] for step in began["steps"]]
    assert any("before the deployment began" in note for note in notes)


@pytest.mark.long
@pytest.mark.parametrize(
    ("before", "party", "action", "fields"),
    [
        (["depart"], "MLT", "arrive", {}),
        (["depart", "arrive"], "MLT", "refuel", {}),
        (["depart", "arrive", "refuel"], "MLT", "resume", {}),
        (["depart", "arrive"], "MLT", "load", {"persons": 2}),
        (["depart", "arrive", "load"], "MLT", "deliver", {"persons": 2}),
        (["depart", "arrive", "load", "deliver"], "MLT", "resume", {}),
        (["depart", "arrive", "load", "deliver", "resume"], "MLT", "load", {"persons": 2}),
        (["depart", "arrive"], "ITA", "release", sent_away({})),
        (["depart"], "ITA", "stand-down", sent_away({})),
        (["depart", "arrive"], "MLT", "recall", sent_away({})),
        (["depart", "arrive", "load", "recall"], "MLT", "deliver", {"persons": 2}),
    ],
)
async def test_a_step_dated_before_the_one_it_follows_is_recorded_and_marked(
    client_of: ClientOf,
    time: ExerciseTime,
    work: Plain,
    before: list[str],
    party: str,
    action: str,
    fields: Plain,
) -> None:
    for step in before:
        time.advance(minutes=10)
        persons = {"persons": 2} if step in ("load", "deliver") else {}
        await stepped(client_of, "MLT", work, step, **persons)
    where = f"deployments/{work['id']}/{action}"
    earlier = later(minutes=-2)
    time.advance(minutes=10)
    answer = await post(client_of, party, where, at=earlier, **fields)
    assert answer.status_code == 200, answer.text
    seen = plain(answer)
    (doubt,) = seen["deployment"]["doubts"]
    assert (doubt["code"], doubt["params"]["before"]) == ("out_of_order", before[-1])
    last = f"{clock.now() - timedelta(minutes=10):%d %b %H:%MZ}"
    said = f"Told to have been before {before[-1]} at {last}, which it follows."
    (told,) = [step for step in seen["steps"] if said in step["note"]]
    assert (told["action"], told["at"][:19]) == (action, earlier[:19])


async def test_within_the_minute_of_the_one_before_it_is_in_order(
    client_of: ClientOf, time: ExerciseTime, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "depart")
    time.advance(minutes=10)
    where = f"deployments/{work['id']}/arrive"
    fine = plain(await post(client_of, "MLT", where, at=later(minutes=-10)))
    assert fine["deployment"]["doubts"] == []


@pytest.mark.long
async def test_more_landed_than_were_aboard_are_recorded_and_marked_until_counted_anew(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await stepped(client_of, "MLT", work, "load", persons=8)
    async with lawful(db):
        row = await stepped(client_of, "MLT", work, "deliver", persons=9)
    counts = ("aboard", "recovered", "delivered")
    assert [row[name] for name in counts] == [0, 9, 9]
    (doubt,) = row["doubts"]
    counted = {"action": "deliver", "persons": 9, "aboard": 8, "uncounted": 1}
    assert doubt["params"] == counted
    body: Plain = {"aboard": 0, "delivered": 8, "dead": 0, "reason": "Twice.", "source": "HQ"}
    async with lawful(db):
        answer = await post(client_of, "MLT", f"deployments/{work['id']}/count", **body)
    row = plain(answer)["deployment"]
    assert [row[name] for name in counts] == [0, 8, 8]
    assert row["doubts"] == []


@pytest.mark.long
async def test_what_is_agreed_at_the_desk_does_not_stop_a_late_report(
    client_of: ClientOf, time: ExerciseTime, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "depart")
    time.advance(minutes=30)
    await stepped(client_of, "MLT", work, "extend", until_at=later(hours=9))
    there = await stepped(client_of, "MLT", work, "arrive", at=later(minutes=-5))
    assert there["arrived_at"] == "2026-10-11T12:51:00Z"


@pytest.mark.long
async def test_a_wish_that_was_taken_back_does_not_stop_a_late_report(
    client_of: ClientOf, time: ExerciseTime, work: Plain
) -> None:
    other = await opened(client_of)
    await stepped(client_of, "MLT", work, "depart")
    time.advance(minutes=30)
    where = f"deployments/{work['id']}"
    wish = {"incident_id": other["id"], "reason": "It is nearer."}
    assert (await post(client_of, "ITA", f"{where}/divert", **wish)).status_code == 200
    back = await post(client_of, "ITA", f"{where}/withdraw-divert", reason="Another goes.")
    assert back.status_code == 200, back.text
    there = await stepped(client_of, "MLT", work, "arrive", at=later(minutes=-5))
    assert there["arrived_at"] == "2026-10-11T12:51:00Z"


async def test_the_instants_kept_never_go_back(
    client_of: ClientOf, time: ExerciseTime, work: Plain
) -> None:
    """A clock ahead of ours, and a minute read from the wall: neither turns the order round."""
    time.advance(seconds=30)
    await stepped(client_of, "MLT", work, "depart", at=later(minutes=2))
    await stepped(client_of, "MLT", work, "arrive")
    await stepped(client_of, "MLT", work, "load", persons=1, at="2026-10-11T12:28:00Z")
    answer = await client_of("MLT", "observer").get(f"/api/deployments/{work['id']}")
    steps = [(step["action"], step["at"]) for step in plain(answer)["steps"]]
    assert steps == [
        ("commit", "2026-10-11T12:26:00Z"),
        ("depart", "2026-10-11T12:28:30Z"),
        ("arrive", "2026-10-11T12:28:30Z"),
        ("load", "2026-10-11T12:28:30Z"),
    ]


async def test_the_owner_extends_as_far_as_nothing_else_binds(
    client_of: ClientOf, db: AsyncSession, due_soon: Plain, rescue: Plain
) -> None:
    first = {"asset_id": rescue["id"], "until_at": later(hours=2)}
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", items=[first])
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "MLT", made)
    then = {"asset_id": rescue["id"], "from_at": later(hours=4), "until_at": later(hours=5)}
    other = await offered(client_of, "MLT", f"requests/{due_soon['id']}", items=[then])
    await accepted(client_of, "ITA", other)
    where = f"deployments/{work['id']}/extend"
    async with lawful(db):
        fine = await post(client_of, "MLT", where, until_at=later(hours=4))
    assert plain(fine)["deployment"]["until_at"] == "2026-10-11T16:26:00Z"
    far = await post(client_of, "MLT", where, until_at=later(hours=4, minutes=1))
    assert (far.status_code, codes(far)) == (409, ["asset_bound"])
    lead = await post(client_of, "ITA", where, until_at=later(hours=3))
    assert (lead.status_code, codes(lead)) == (403, ["not_yours"])
    past = await post(client_of, "MLT", where, until_at=later(hours=-1))
    assert past.status_code == 422
    (coming,) = await deployed(client_of, "MLT", other)
    turned = await post(
        client_of, "MLT", f"deployments/{coming['id']}/extend", until_at=later(hours=3)
    )
    assert (turned.status_code, codes(turned)) == (422, ["window_order"])
    assert plain(turned)["errors"][0]["field"] == "until_at"


async def promised(
    client_of: ClientOf, sent: Plain, asset: Plain, *windows: tuple[float, float], **fields: Any
) -> list[Plain]:
    """The asset's deployments for these windows, in hours from now."""
    works = []
    for start, end in windows:
        item = {
            "asset_id": asset["id"],
            "from_at": later(hours=start),
            "until_at": later(hours=end),
            **fields,
        }
        made = await offered(client_of, "MLT", f"requests/{sent['id']}", items=[item])
        await accepted(client_of, "ITA", made)
        works += await deployed(client_of, "MLT", made)
    return works


@pytest.mark.long
async def test_work_promised_for_later_does_not_begin_while_the_earlier_goes_on(
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    due_soon: Plain,
    rescue: Plain,
) -> None:
    """To be made ready is decided, not seen."""
    now, then = await promised(client_of, due_soon, rescue, (0, 2), (4, 6))
    await stepped(client_of, "MLT", now, "depart", "arrive")
    where = f"deployments/{then['id']}/mobilise"
    time.advance(hours=1)
    within = await post(client_of, "MLT", where)
    assert (within.status_code, codes(within)) == (409, ["asset_bound"])
    assert within.json()["params"]["deployment_id"] == now["id"]
    time.advance(hours=4)
    past = await post(client_of, "MLT", where)
    assert (past.status_code, codes(past)) == (409, ["still_at_work"])
    assert past.json()["params"]["deployment_id"] == now["id"]
    await stepped(client_of, "ITA", now, "release")
    await stepped(client_of, "MLT", now, "return", "returned")
    async with lawful(db):
        await stepped(client_of, "MLT", then, "mobilise")


async def shown(client_of: ClientOf, work: Plain, party: str = "MLT") -> Plain:
    deployment: Plain = (await work_seen(client_of, work, party))["deployment"]
    return deployment


def contradictions(work: Plain) -> list[str]:
    return [one["code"] for one in work["doubts"]]


async def windows(db: AsyncSession, asset: Plain, at: datetime) -> list[bool]:
    """Of each time in which the asset is bound whether that instant is within it."""
    rows = await db.scalars(
        select(Commitment)
        .where(col(Commitment.asset_id) == UUID(asset["id"]))
        .execution_options(populate_existing=True)
    )
    return [at in one.during for one in rows]


@pytest.mark.long
@pytest.mark.parametrize(
    ("after_hours", "action"),
    [
        (1, "depart"),
        pytest.param(5, "arrive", marks=pytest.mark.long),
        pytest.param(1, "arrive", marks=pytest.mark.long),
        pytest.param(5, "depart", marks=pytest.mark.long),
    ],
)
async def test_who_left_in_fact_is_recorded_while_its_earlier_work_goes_on(
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    due_soon: Plain,
    rescue: Plain,
    action: str,
    after_hours: int,
) -> None:
    now, then = await promised(client_of, due_soon, rescue, (0, 2), (4, 6))
    await stepped(client_of, "MLT", now, "depart", "arrive")
    time.advance(hours=after_hours)
    async with lawful(db):
        left = await stepped(client_of, "MLT", then, action)
    assert contradictions(left) == ["earlier_work"]
    said = (await entries(db, "ITA"))[-1]["sentence"]
    assert "goes on as far as is told: end it, or stand this one down." in said
    # At no instant from now on is it free, nor bound twice.
    for hours in range(6 - after_hours):
        held = await windows(db, rescue, time.now + timedelta(hours=hours, minutes=1))
        assert sum(held) == 1
    assert contradictions(await shown(client_of, now)) == []
    await stepped(client_of, "ITA", now, "release")
    async with lawful(db):
        await stepped(client_of, "MLT", now, "return", "returned")
    settled = await shown(client_of, then)
    assert contradictions(settled) == []
    begun = min(datetime.fromisoformat(then["from_at"]), time.now)
    assert datetime.fromisoformat(settled["from_at"]) == begun
    time.advance(minutes=1)
    assert sum(await windows(db, rescue, time.now)) == 1
    async with lawful(db):
        await stepped(client_of, "MLT", then, "load", persons=2)


async def test_two_works_that_go_on_both_stand_in_the_way_of_who_left(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, due_soon: Plain, rescue: Plain
) -> None:
    """While one of them goes on nothing is settled; recalled, the later contradicts nothing."""
    one, two, three = await promised(client_of, due_soon, rescue, (0, 1), (1, 2), (3, 4))
    await stepped(client_of, "MLT", one, "depart")
    time.advance(minutes=70)
    await stepped(client_of, "MLT", two, "depart")
    await stepped(client_of, "MLT", three, "depart")
    assert contradictions(await shown(client_of, three)) == ["earlier_work"]
    assert contradictions(await shown(client_of, two)) == ["earlier_work"]
    async with lawful(db):
        await stepped(client_of, "MLT", one, "recall", note="It went on to the other.")
    assert contradictions(await shown(client_of, two)) == []
    assert contradictions(await shown(client_of, three)) == ["earlier_work"]
    async with lawful(db):
        down = await stepped(client_of, "MLT", three, "recall", note="It is at the other.")
    assert (down["state"], contradictions(down)) == ("recalled", [])


@pytest.mark.long
async def test_work_begun_early_binds_from_then_on(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, due_soon: Plain, rescue: Plain
) -> None:
    (then,) = await promised(client_of, due_soon, rescue, (4, 6))
    time.advance(hours=1)
    async with lawful(db):
        begun = await stepped(client_of, "MLT", then, "mobilise")
    assert begun["from_at"] == "2026-10-11T13:26:00Z"
    item = {"asset_id": rescue["id"], "until_at": later(hours=1)}
    made = await offered(client_of, "MLT", f"requests/{due_soon['id']}", items=[item])
    answer = await post(client_of, "ITA", f"offers/{made['id']}/accept")
    assert (answer.status_code, codes(answer)) == (409, ["asset_bound"])


@pytest.mark.long
async def test_of_equipment_as_much_begins_as_is_there(
    client_of: ClientOf, time: ExerciseTime, due_soon: Plain
) -> None:
    stock = await registered(client_of, "MLT", pumps())
    (now,) = await promised(client_of, due_soon, stock, (0, 2), quantity=8)
    few, many = await promised(client_of, due_soon, stock, (4, 6), (6, 8), quantity=2)
    (most,) = await promised(client_of, due_soon, stock, (8, 9), quantity=3)
    await stepped(client_of, "MLT", now, "depart")
    time.advance(hours=3)
    await stepped(client_of, "MLT", few, "depart")
    for work in (many, most):
        answer = await post(client_of, "MLT", f"deployments/{work['id']}/mobilise")
        assert (answer.status_code, codes(answer)) == (409, ["still_at_work"])
        left = await stepped(client_of, "MLT", work, "depart")
        assert contradictions(left) == ["earlier_work"]


# ships of opportunity


@pytest.mark.long
async def test_a_ship_is_hailed_proceeds_embarks_and_is_released(
    client_of: ClientOf, world: World, db: AsyncSession, incident: Plain
) -> None:
    wanted = need(kinds=[], unit="persons", quantity=400)
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[wanted])
    async with lawful(db):
        ship = await hailed(client_of, incident, need_id=wanted["id"])
        assert (ship["state"], ship["party"], ship["lead_party"]) == ("hailed", None, "ITA")
        assert (await coverage(client_of, sent))["promised"] == 0
        await stepped(client_of, "ITA", ship, "proceed", eta_at=later(minutes=61))
        covered = await coverage(client_of, sent)
        assert (covered["promised"], covered["moving"]) == (ship["persons"], ship["persons"])
        await stepped(client_of, "ITA", ship, "arrive")
        await stepped(client_of, "ITA", ship, "embark", persons=120)
        assert (await coverage(client_of, sent))["arrived"] == 120
        held = await post(client_of, "ITA", f"deployments/{ship['id']}/release")
        assert codes(held) == ["survivors_aboard"]
        await stepped(client_of, "ITA", ship, "deliver", persons=120)
        free = await stepped(client_of, "ITA", ship, "release")
    assert (free["state"], free["delivered"]) == ("released", 120)
    assert "ShipHailed" in await told(db, "ITA")
    assert "ShipHailed" not in await told(db, "MLT")


@pytest.mark.long
async def test_since_when_a_ship_is_there_is_told_only_where_somebody_has_told_it(
    client_of: ClientOf, incident: Plain
) -> None:
    """Embarked when she was thought released she was there then, and nobody knows since when."""
    ship = await hailed(client_of, incident)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    await stepped(client_of, "ITA", ship, "release")
    there = await stepped(client_of, "ITA", ship, "embark", persons=4)
    assert (there["state"], [one["code"] for one in there["doubts"]]) == ("embarked", [])
    first, last = there["stints"]
    assert (first["began"], last["began"]) == ("arrived", "there_then")
    assert (last["until_at"], last["fuel_until_at"]) == (None, None)

    other = await hailed(client_of, incident)
    await stepped(client_of, "ITA", other, "release")
    taken = await stepped(client_of, "ITA", other, "embark", persons=4)
    assert [one["code"] for one in taken["doubts"]] == ["not_there"]
    assert [one["began"] for one in taken["stints"]] == ["there_then"]


async def test_a_ship_at_work_is_moved_only_by_those_involved(
    client_of: ClientOf, world: World, incident: Plain
) -> None:
    ship = await hailed(client_of, incident)
    await asked(client_of, world, "MLT", incident=incident)
    address = f"/api/ships/{ship['ship_id']}/fixes"

    async def moved(party: str, lat: float, role: str = "feed") -> httpx.Response:
        given = {"at": later(seconds=lat), "point": {"type": "Point", "coordinates": [12.7, lat]}}
        return await client_of(party, role).post(address, json=given)

    for role in ("feed", "watch_officer"):
        refused = await moved("GRC", 34.2, role)
        assert (refused.status_code, codes(refused)) == (403, ["not_involved"])
        assert incident["reference"] not in refused.text
    (seen,) = plain(await client_of("GRC", "observer").get("/api/ships"))["items"]
    assert seen["position"]["point"]["coordinates"] == [12.7, 34.133]
    assert (await moved("ITA", 34.134)).status_code == 200
    assert (await moved("MLT", 34.135)).status_code == 200
    await stepped(client_of, "ITA", ship, "release")
    assert (await moved("GRC", 34.136)).status_code == 200
    (seen,) = plain(await client_of("MLT", "observer").get("/api/ships"))["items"]
    assert seen["position"]["delivered_by"] == "MLT"
    assert [one["delivered_by"] for one in seen["sightings"]] == ["GRC", "ITA"]


async def test_a_ship_that_is_unable_says_why(client_of: ClientOf, incident: Plain) -> None:
    ship = await hailed(client_of, incident)
    where = f"deployments/{ship['id']}/unable"
    mute = await post(client_of, "ITA", where)
    assert (mute.status_code, plain(mute)["errors"][0]["field"]) == (422, "note")
    answer = await post(client_of, "ITA", where, note="Engine trouble.")
    assert plain(answer)["deployment"]["reason"] == "Engine trouble."


@pytest.mark.long
async def test_a_ship_that_is_released_before_it_came_fills_no_request(
    client_of: ClientOf, world: World, db: AsyncSession, incident: Plain
) -> None:
    wanted = need(kinds=["vessel"])
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[wanted])
    ship = await hailed(client_of, incident, need_id=wanted["id"])
    async with lawful(db):
        await stepped(client_of, "ITA", ship, "proceed", "release")
    covered = await coverage(client_of, sent)
    assert (covered["promised"], covered["in_time"], covered["missing"]) == (0, 0, 1)
    request = await request_seen(client_of, sent)
    assert request["state"] == "open"


@pytest.mark.long
async def test_any_centre_involved_hails_a_ship_and_the_lead_knows_at_once(
    client_of: ClientOf, incident: Plain, due_soon: Plain, db: AsyncSession
) -> None:
    star = await ship_of_opportunity(client_of)
    where = f"incidents/{incident['id']}/ships"
    body = {"id": id_of(), "ship_id": star["id"]}
    async with lawful(db):
        made = await post(client_of, "MLT", where, role="watch_officer", **body)
        assert made.status_code == 201, made.text
    ship = plain(made)["deployment"]
    assert (ship["view"], ship["lead_party"], ship["hailed_by"]) == ("full", "ITA", "MLT")
    assert (await told(db, "ITA"))[-1] == (await told(db, "MLT"))[-1] == "ShipHailed"
    (entry,) = [
        one
        for one in plain(await client_of("ITA", "observer").get("/api/record"))["entries"]
        if one["type"] == "ShipHailed"
    ]
    assert entry["sentence"].endswith(" by Malta; Italy, which leads, is told at once.")
    lead = await work_seen(client_of, ship)
    assert lead["deployment"] == ship
    other = await work_seen(client_of, ship, "TUN")
    assert (other["deployment"]["view"], other["steps"]) == ("brief", [])
    async with lawful(db):
        seen = await stepped(client_of, "MLT", ship, "proceed")
    assert seen["state"] == "proceeding"
    assert (await stepped(client_of, "ITA", ship, "arrive"))["state"] == "on_scene"
    assert (await told(db, "MLT"))[-1] == "DeploymentStepped"
    stranger = await post(client_of, "TUN", f"deployments/{ship['id']}/release")
    assert stranger.status_code == 403


async def test_who_does_not_lead_hails_for_no_need_it_does_not_see(
    client_of: ClientOf, world: World, incident: Plain, due_soon: Plain
) -> None:
    wanted = need(kinds=["vessel"])
    await asked(client_of, world, "MLT", incident=incident, needs=[wanted])
    star = await ship_of_opportunity(client_of)
    where = f"incidents/{incident['id']}/ships"
    body = {"ship_id": star["id"], "need_id": wanted["id"]}
    hidden = await post(client_of, "TUN", where, role="watch_officer", **body, id=id_of())
    assert (hidden.status_code, codes(hidden)) == (422, ["no_such_need"])
    seen = await post(client_of, "MLT", where, role="watch_officer", **body, id=id_of())
    assert seen.status_code == 201, seen.text


@pytest.mark.long
async def test_a_ship_is_hailed_once_and_by_nobody_who_is_not_involved(
    client_of: ClientOf, world: World, incident: Plain
) -> None:
    ship = await hailed(client_of, incident)
    where = f"incidents/{incident['id']}/ships"
    body = {"ship_id": ship["ship_id"]}
    again = await post(client_of, "ITA", where, **body, id=id_of())
    assert (again.status_code, codes(again)) == (409, ["already_hailed"])
    other = await post(client_of, "MLT", where, **body, id=id_of())
    assert (other.status_code, codes(other)) == (409, ["already_hailed"])
    stranger = await post(client_of, "GRC", where, **body, id=id_of())
    assert stranger.status_code == 404
    elsewhere = await asked(client_of, world, "GRC")
    await stepped(client_of, "ITA", ship, "release")
    wrong = await post(
        client_of, "ITA", where, **body, id=id_of(), need_id=elsewhere["needs"][0]["id"]
    )
    assert (wrong.status_code, codes(wrong)) == (422, ["no_such_need"])
    none = await post(client_of, "ITA", where, id=id_of(), ship_id=id_of())
    assert none.status_code == 404


async def test_steps_of_assets_are_no_steps_of_ships(client_of: ClientOf, incident: Plain) -> None:
    ship = await hailed(client_of, incident)
    for action in ("depart", "recall", "load"):
        answer = await post(client_of, "ITA", f"deployments/{ship['id']}/{action}", persons=1)
        assert answer.status_code == 409, action
        assert "wrong_state" in codes(answer)


async def test_deployments_are_listed_by_what_the_reader_may_see(
    client_of: ClientOf, incident: Plain, due_soon: Plain, work: Plain
) -> None:
    await hailed(client_of, incident)
    client = client_of("TUN", "observer")
    rows = plain(await client.get("/api/deployments", params={"incident_id": incident["id"]}))
    assert [row["view"] for row in rows["items"]] == ["brief", "brief"]
    by_request = {"request_id": due_soon["id"]}
    assert plain(await client.get("/api/deployments", params=by_request))["items"] == []
    own = plain(await client_of("MLT", "observer").get("/api/deployments", params=by_request))
    assert [row["id"] for row in own["items"]] == [work["id"]]
    first = plain(await client.get("/api/deployments", params={"limit": 1}))
    assert len(plain(await client.get(first["next"]))["items"]) == 1
