"""Access to a case, and its extent: involved, by a term of awareness, or not at all."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import clock, jobs
from sar.incidents import visible
from sar.incidents.jobs import show_cell
from sar.incidents.models import Incident
from sar.incidents.scene.plotting import SHOW_CELL
from sar.wire import cursor_of
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import act as agreement_act
from tests.given.agreements import agreement, concluded, term
from tests.given.incidents import IN_MALTAS_REGION, act, codes, opened, plain
from tests.given.places import point
from tests.given.record import entries
from tests.law import lawful
from tests.world import box

pytestmark = pytest.mark.anyio

SUB_RESOURCES = ("log", "positions", "history", "involved", "regions", "text?kind=sitrep-short")


def awareness(level: str, **fields: Any) -> dict[str, Any]:
    """A term by which Italy tells Greece of its cases."""
    return term(incident_awareness=level, grantor="ITA", grantees=["GRC"], **fields)


async def agreed(client_of: ClientOf, *terms: dict[str, Any]) -> str:
    """An agreement between Italy and Greece, in force."""
    return await concluded(client_of, agreement(*terms, parties=("ITA", "GRC")))


async def seen(client_of: ClientOf, party: str, incident: dict[str, Any]) -> dict[str, Any] | None:
    """The case as the party sees it."""
    answer = await client_of(party, "observer").get(f"/api/incidents/{incident['id']}")
    return None if answer.status_code == 404 else plain(answer)


def without_whys(incident: dict[str, Any], party: str) -> dict[str, Any]:
    """The case as the lead sees it, less why others than the party are involved, and the counts of
    its people, which are the lead's."""
    rows = [row if row["party"] == party else row | {"why": None} for row in incident["involved"]]
    return incident | {"involved": rows, "people": None}


async def listed(client_of: ClientOf, party: str, query: str = "") -> list[str]:
    """The ids that the party's list gives."""
    answer = await client_of(party, "observer").get(f"/api/incidents{query}")
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


@pytest.mark.long
@pytest.mark.parametrize("level", ["none", "coarse", "full"])
async def test_a_picture_reads_the_cases_that_may_be_seen_and_no_others(
    client_of: ClientOf, db: AsyncSession, level: str
) -> None:
    """Italy's, of which Greece is told so much, Greece's own, and one of Tunisia's."""
    if level != "none":
        await agreed(client_of, awareness(level))
    cases = [await opened(client_of, party=party) for party in ("ITA", "GRC", "TUN")]
    ids = [UUID(case["id"]) for case in cases]
    all_views = await visible.views(db, ids, now=clock.now())
    read: list[UUID] = []

    def note_case(_: object, row: object) -> None:
        if isinstance(row, Incident):
            read.append(row.id)

    db.expunge_all()
    event.listen(db.sync_session, "loaded_as_persistent", note_case)
    picture = await visible.picture(db, "GRC", now=clock.now())
    assert picture == all_views["GRC"]
    assert set(read) == {UUID(id_) for _, id_ in picture}
    assert len(picture) == (1 if level == "none" else 2)
    for party in ("ITA", "MLT", "TUN"):
        assert await visible.picture(db, party, now=clock.now()) == all_views.get(party, {})


async def test_a_stranger_sees_nothing_of_a_case(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    assert await seen(client_of, "GRC", incident) is None
    assert await listed(client_of, "GRC") == []
    for path in SUB_RESOURCES:
        answer = await client_of("GRC", "observer").get(f"/api/incidents/{incident['id']}/{path}")
        assert answer.status_code == 404, path


@pytest.mark.long
@pytest.mark.parametrize(
    ("method", "path", "role", "body"),
    [
        ("PATCH", "", "watch_officer", {"title": "x"}),
        ("POST", "/positions", "watch_officer", {"point": point(12, 34)}),
        ("POST", "/datum", "watch_officer", {"point": point(12, 34), "uncertainty_nm": 1}),
        ("POST", "/phase", "watch_officer", {"phase": "alert", "reason": "no contact"}),
        ("POST", "/log", "watch_officer", {"text": "x"}),
        ("POST", "/suspend", "coordinator", {"reason": "no hope", "ground": "hope_passed"}),
        ("POST", "/reopen", "coordinator", {"reason": "new sighting"}),
        ("POST", "/coordination/decline", "coordinator", {"reason": "no means"}),
        ("POST", "/coordination/withdraw", "coordinator", {}),
    ],
)
@pytest.mark.parametrize("level", [None, pytest.param("coarse", marks=pytest.mark.long), "full"])
async def test_who_is_not_involved_writes_nothing(
    client_of: ClientOf,
    level: str | None,
    method: str,
    path: str,
    role: str,
    body: dict[str, Any],
) -> None:
    if level is not None:
        await agreed(client_of, awareness(level))
    incident = await opened(client_of)
    answer = await client_of("GRC", role).request(
        method, f"/api/incidents/{incident['id']}{path}", json=body, headers={"If-Match": "1"}
    )
    assert answer.status_code == 404


@pytest.mark.long
async def test_involved_parties_see_everything_but_their_own_log_lines(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    malta = await seen(client_of, "MLT", incident)
    assert malta is not None
    assert [one["cause"] for one in malta.pop("alarms")] == ["region"], "its own centre's"
    assert incident.pop("alarms") == []
    assert malta == without_whys(incident, "MLT")
    for path in SUB_RESOURCES:
        answer = await client_of("MLT", "observer").get(f"/api/incidents/{incident['id']}/{path}")
        assert answer.status_code == 200, path


@pytest.mark.long
async def test_full_awareness_shows_all_but_the_call_back(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await agreed(client_of, awareness("full"))
    async with lawful(db):
        incident = await opened(client_of, craft={"name": "Sirocco", "flag": "LBY"})
    greece = await seen(client_of, "GRC", incident)
    assert greece is not None
    assert greece.pop("craft") is None
    assert incident.pop("craft")["name"] == "Sirocco"
    assert "Sirocco" not in str(await entries(db, "GRC"))
    assert greece["source"].pop("call_back") is None
    assert incident["source"].pop("call_back") == "+8816 000"
    assert greece.pop("next_call_at") is None
    assert incident.pop("next_call_at") is not None
    assert greece.pop("found_by_others") is None
    assert incident.pop("found_by_others") == []
    assert greece == without_whys(incident, "GRC")
    assert (await entries(db, "GRC"))[-1]["type"] == "IncidentOpened"


async def test_coarse_awareness_shows_a_cell_half_an_hour_late_and_nothing_finer(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await agreed(client_of, awareness("coarse"))
    async with lawful(db):
        incident = await opened(client_of)
    async with lawful(db):
        coarse = {
            "view": "coarse",
            "id": incident["id"],
            "version": 0,
            "reference": incident["reference"],
            "exercise": True,
            "state": "open",
            "situation": "maritime",
            "phase": "distress",
            "cell": None,
        }
        assert await seen(client_of, "GRC", incident) == coarse
        for path in SUB_RESOURCES:
            answer = await client_of("GRC", "observer").get(
                f"/api/incidents/{incident['id']}/{path}"
            )
            assert answer.status_code == 404, path

        await show_cell(db, incident_id=incident["id"], now=time.advance(minutes=29))
        await db.commit()
        assert await seen(client_of, "GRC", incident) == coarse
        await show_cell(db, incident_id=incident["id"], now=time.advance(minutes=1))
        await db.commit()
    later = await seen(client_of, "GRC", incident)
    assert later is not None
    lon, lat = later["cell"]["coordinates"]
    assert max(abs(lon - IN_MALTAS_REGION[0]), abs(lat - IN_MALTAS_REGION[1])) <= 0.31
    assert (lon, lat) != IN_MALTAS_REGION
    assert [entry["type"] for entry in (await entries(db, "GRC"))[-2:]] == [
        "PictureChanged",
        "PictureChanged",
    ]


@pytest.mark.long
async def test_the_cell_is_of_a_datum_half_an_hour_old_whatever_was_set_since(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await agreed(client_of, awareness("coarse"))
    incident = await opened(client_of)
    time.advance(minutes=20)
    body = {"point": point(14.0, 34.3), "uncertainty_nm": 1}
    await act(client_of, "ITA", "watch_officer", f"{incident['id']}/datum", **body)
    await show_cell(db, incident_id=incident["id"], now=time.advance(minutes=10))
    await db.commit()
    greece = await seen(client_of, "GRC", incident)
    assert greece is not None
    assert abs(greece["cell"]["coordinates"][0] - IN_MALTAS_REGION[0]) < 0.4


@pytest.mark.long
async def test_the_cell_is_shown_by_a_job_when_its_time_has_come(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await agreed(client_of, awareness("coarse"))
    incident = await opened(client_of)
    jobs_left = await db.execute(text("SELECT args FROM procrastinate_jobs"))
    job = next(a for (a,) in jobs_left if a["work"] == SHOW_CELL)
    due_at = datetime.fromisoformat(job["at"])
    assert due_at == time.now + timedelta(minutes=30)
    time.advance(minutes=30)
    await jobs.perform(db, job["work"], job["args"], due_at=due_at)
    await db.commit()
    greece = await seen(client_of, "GRC", incident)
    assert greece is not None
    assert greece["cell"] is not None


async def test_coarse_readers_hear_nothing_of_what_they_do_not_see(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await agreed(client_of, awareness("coarse"))
    incident = await opened(client_of)
    heard = len(await entries(db, "GRC"))
    path = incident["id"]
    await act(client_of, "ITA", "watch_officer", f"{path}/log", text="Boat sighted by aircraft")
    await act(client_of, "MLT", "watch_officer", f"{path}/positions", point=point(12.8, 34.4))
    body = {"point": point(12.8, 34.4), "uncertainty_nm": 1}
    await act(client_of, "ITA", "watch_officer", f"{path}/datum", **body)
    assert len(await entries(db, "GRC")) == heard


async def test_a_box_does_not_find_out_where_a_coarse_case_is(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await agreed(client_of, awareness("coarse"))
    incident = await opened(client_of)
    lon, lat = IN_MALTAS_REGION
    around = f"?bbox={lon - 0.01},{lat - 0.01},{lon + 0.01},{lat + 0.01}"
    assert await listed(client_of, "ITA", around) == [incident["id"]]
    assert await listed(client_of, "GRC", around) == []
    await show_cell(db, incident_id=incident["id"], now=time.advance(minutes=30))
    await db.commit()
    assert await listed(client_of, "GRC", around) == []
    assert await listed(client_of, "GRC", f"?bbox={lon - 1},{lat - 1},{lon + 1},{lat + 1}") == [
        incident["id"]
    ]


async def test_updated_since_tells_coarse_readers_only_of_what_they_see(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    await agreed(client_of, awareness("coarse"))
    incident = await opened(client_of)
    after = time.advance(minutes=5)
    since = f"?updated_since={after:%Y-%m-%dT%H:%M:%SZ}"
    await act(
        client_of, "MLT", "watch_officer", f"{incident['id']}/positions", point=point(12.8, 34.4)
    )
    assert await listed(client_of, "MLT", since) == [incident["id"]]
    assert await listed(client_of, "GRC", since) == []
    body = {"phase": "alert", "reason": "contact again"}
    await act(client_of, "ITA", "watch_officer", f"{incident['id']}/phase", **body)
    assert await listed(client_of, "GRC", since) == [incident["id"]]


@pytest.mark.long
async def test_awareness_for_a_phase_and_zone_comes_and_goes_with_them(
    client_of: ClientOf, db: AsyncSession
) -> None:
    zone = box(12.0, 34.0, 13.0, 35.0)
    await agreed(client_of, awareness("full", phases=["distress"], zone=zone))
    async with lawful(db):
        incident = await opened(client_of, phase="alert")
        assert await seen(client_of, "GRC", incident) is None
        path = incident["id"]
        body: dict[str, Any] = {"phase": "distress", "reason": "engine room flooded"}
        await act(client_of, "ITA", "watch_officer", f"{path}/phase", **body)
    async with lawful(db):
        assert await seen(client_of, "GRC", incident) is not None
        await act(
            client_of,
            "ITA",
            "watch_officer",
            f"{path}/datum",
            point=point(13.5, 34.5),
            uncertainty_nm=1,
        )
    assert await seen(client_of, "GRC", incident) is None
    assert [entry["type"] for entry in (await entries(db, "GRC"))[-2:]] == [
        "PhaseChanged",
        "PictureChanged",
    ]


async def test_an_agreement_that_ended_shows_nothing(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    agreement_id = await agreed(client_of, awareness("full"))
    incident = await opened(client_of)
    assert await listed(client_of, "GRC") == [incident["id"]]
    await agreement_act(client_of, "ITA", agreement_id, "end", reason="reviewed")
    time.advance(hours=24)
    assert await seen(client_of, "GRC", incident) is None
    assert await listed(client_of, "GRC") == []


@pytest.mark.long
async def test_a_newly_involved_party_whose_terms_ask_for_a_phase_reads_its_snapshot_again(
    client_of: ClientOf, db: AsyncSession
) -> None:
    shared = term(visibility="position", phases=["distress"], grantor="ITA", grantees=["MLT"])
    await concluded(client_of, agreement(shared))
    incident = await opened(client_of, phase="alert")
    malta = (await entries(db, "MLT"))[-1]
    assert malta["type"] == "IncidentOpened"
    assert await _resynced(db, "MLT")
    body: dict[str, Any] = {"phase": "distress", "reason": "engine room flooded"}
    await act(client_of, "ITA", "watch_officer", f"{incident['id']}/phase", **body)
    assert await _resynced(db, "MLT")
    body = {"point": point(12.8, 34.4), "uncertainty_nm": 1}
    await act(client_of, "ITA", "watch_officer", f"{incident['id']}/datum", **body)
    assert not await _resynced(db, "MLT")
    assert not await _resynced(db, "ITA")


async def _resynced(db: AsyncSession, party: str) -> bool:
    from sar.record import service as record

    number = await record.head(db, party)
    return (await record.since(db, party, number - 1))[0].resync


async def test_lists_page_and_filter(client_of: ClientOf, time: ExerciseTime) -> None:
    ids = []
    for phase in ("distress", "alert", "distress"):
        time.advance(minutes=1)
        ids.append((await opened(client_of, phase=phase))["id"])
    assert await listed(client_of, "ITA") == ids[::-1]
    assert await listed(client_of, "ITA", "?phase=distress") == [ids[2], ids[0]]
    assert await listed(client_of, "ITA", "?state=closed") == []
    since = f"?updated_since={time.now - timedelta(seconds=30):%Y-%m-%dT%H:%M:%SZ}"
    assert await listed(client_of, "ITA", since) == [ids[2]]
    client = client_of("ITA", "observer")
    first = plain(await client.get("/api/incidents?limit=2&phase=distress"))
    assert first["next"] is None
    page, walked = plain(await client.get("/api/incidents?limit=2")), []
    while True:
        walked += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        page = plain(await client.get(page["next"]))
    assert walked == ids[::-1]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("bbox=1,2,3", "not_a_box"),
        ("bbox=nan,1,2,3", "not_a_box"),
        ("bbox=10,40,11,39", "not_a_box"),
        ("cursor=x", "bad_cursor"),
        ("cursor=eHh8eXk", "bad_cursor"),
        ("state=lost", "enum"),
    ],
)
async def test_bad_queries_are_told(client_of: ClientOf, query: str, code: str) -> None:
    answer = await client_of("ITA", "observer").get(f"/api/incidents?{query}")
    assert answer.status_code == 422
    assert codes(answer) == [code]


async def test_a_page_tells_of_a_case_no_more_than_the_reader_sees(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    """A cursor names a case alone, which the reader sees: it carries no time, and finds none."""
    await agreed(client_of, awareness("coarse"))
    hidden = await opened(client_of, party="MLT")
    shown = []
    for _ in range(2):
        time.advance(minutes=1)
        shown.append((await opened(client_of))["id"])
    reader = client_of("GRC", "observer")
    page = plain(await reader.get("/api/incidents?limit=1"))
    assert [item["id"] for item in page["items"]] == [shown[1]]
    assert f"cursor={cursor_of(shown[1])}" in page["next"]
    assert [item["id"] for item in plain(await reader.get(page["next"]))["items"]] == [shown[0]]
    for not_seen in (hidden["id"], str(uuid7())):
        answer = await reader.get(f"/api/incidents?cursor={cursor_of(not_seen)}")
        assert codes(answer) == ["bad_cursor"]


@pytest.mark.long
async def test_a_box_across_the_antimeridian(client_of: ClientOf) -> None:
    east = await opened(client_of, position={"point": point(179.5, 0.5)})
    west = await opened(client_of, position={"point": point(-179.5, 0.5)})
    await opened(client_of)
    found = await listed(client_of, "ITA", "?bbox=179,0,-179,1")
    assert set(found) == {east["id"], west["id"]}


@pytest.mark.long
@pytest.mark.parametrize("bbox", ["-180,-90,180,90", "-90,-90,90,90", "180,-90,180,90"])
async def test_a_box_may_be_as_large_as_the_earth(client_of: ClientOf, bbox: str) -> None:
    incident = await opened(client_of)
    found = await listed(client_of, "ITA", f"?bbox={bbox}")
    assert found == ([] if bbox.startswith("180") else [incident["id"]])


@pytest.mark.long
@pytest.mark.parametrize("lon", [-180.0, 0.0, 179.99])
@pytest.mark.parametrize("lat", [-90.0, -89.9, 0.0, 89.9, 90.0])
async def test_a_case_may_be_anywhere_on_earth(client_of: ClientOf, lon: float, lat: float) -> None:
    place = {"point": point(lon, lat), "error_nm": 500}
    await opened(client_of, position=place, drift={"course_deg": 0, "speed_kn": 20})


@pytest.mark.long
async def test_a_view_tells_how_its_datum_is_carried_along(client_of: ClientOf) -> None:
    given = await opened(client_of, drift={"course_deg": 0.0, "speed_kn": 0.9})
    assert given["datum"]["drift"] == {
        "course_deg": 0.0,
        "speed_kn": 0.9,
        "spread_kn": pytest.approx(0.225),
        "leeway_class": None,
    }
    wind = {"wind_kn": 10.0, "wind_from_deg": 270.0}
    blown = await opened(client_of, object_class="inflatable", conditions=wind)
    assert blown["datum"]["drift"]["leeway_class"] == "LIFE-RAFT-NB-1, no ballast"
    assert blown["datum"]["growth_kn"] == blown["datum"]["drift"]["spread_kn"]
    unknown = await opened(client_of)
    assert (unknown["datum"]["drift"], unknown["datum"]["growth_kn"]) == (None, 0.5)


@pytest.mark.long
async def test_the_craft_is_told_by_who_is_involved(client_of: ClientOf) -> None:
    await agreed(client_of, awareness("full"))
    craft = {"name": "Sirocco", "callsign": "5AXY7", "flag": "LBY"}
    incident = await opened(client_of, craft=craft)
    address = f"/api/incidents/{incident['id']}/text"

    async def read(party: str, kind: str) -> str:
        answer = await client_of(party, "watch_officer").get(address, params={"kind": kind})
        return " ".join(answer.text.split())

    report = await read("MLT", "sitrep-short")
    assert "NAME SIROCCO, CALL SIGN 5AXY7, FLAG LIBYA" in report
    assert "MAYDAY SIROCCO, CALL SIGN 5AXY7" in await read("ITA", "mayday-relay")
    for kind in ("sitrep-short", "mayday-relay"):
        assert "SIROCCO" not in await read("GRC", kind)
