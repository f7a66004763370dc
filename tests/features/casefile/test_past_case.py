"""A case is watched again as each party saw it at the time, and who was told what when."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.record import erasing
from sar.record.service import Picture
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.lifecycle.test_source_erasure import erased
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import case_changed
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deployed,
    hailed,
    id_of,
    offered,
    opened,
    post,
    stepped,
)
from tests.law import JOINED, InTransaction
from tests.world import World

pytestmark = pytest.mark.anyio

Seen = dict[str, Picture]
KINDS = ("incident", "request", "offer", "deployment", "clearance")


async def as_of(client_of: ClientOf, party: str, case: Plain, at: Any) -> Plain:
    """The case as the party saw it then."""
    answer = await client_of(party, "observer").get(
        f"/api/incidents/{case['id']}/as-of", params={"at": at.isoformat()}
    )
    assert answer.status_code == 200, answer.text
    found: Plain = answer.json()
    return found


async def tellings(client_of: ClientOf, party: str, case: Plain, *others: str) -> Plain:
    """The facts of the case that the party was told, and whether the others were."""
    answer = await client_of(party, "observer").get(
        f"/api/incidents/{case['id']}/tellings", params={"party": list(others), "limit": 500}
    )
    assert answer.status_code == 200, answer.text
    found: Plain = answer.json()
    return found


def about(picture: Picture, case: Plain) -> dict[str, dict[str, Plain]]:
    """The part of a picture that is about the case, by kind and id."""
    found: dict[str, dict[str, Plain]] = {kind: {} for kind in KINDS}
    for (thing, id_), view in picture.items():
        if thing in KINDS and case["id"] in (view.get("incident_id"), id_):
            found[thing][id_] = view
    return found


class Story:
    """A case that is played, with the picture of each party noted after each step."""

    def __init__(self, db: AsyncSession, time: ExerciseTime) -> None:
        self.db, self.time = db, time
        self.moments: list[tuple[Any, Seen]] = []

    async def note(self) -> None:
        """Note the pictures of this minute, and let one pass."""
        seen = {party: (await InTransaction(self.db).snapshot(party))[1] for party in JOINED}
        self.moments.append((clock.now(), seen))
        self.time.advance(minutes=1)


async def played(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> tuple[Story, Plain, Plain]:
    """Italy's case, for which Malta's helicopter is asked, sent and comes home; a ship as well."""
    story = Story(db, time)
    asset = await registered(client_of, "MLT", helicopter())
    await delivered(client_of, "MLT", asset["id"], fix(14.5, 35.85, clock.now()))
    time.advance(minutes=1)
    case = await opened(client_of)
    await story.note()
    request = await asked(client_of, world, "MLT", incident=case)
    await story.note()
    offer = await offered(client_of, "MLT", f"requests/{request['id']}", asset["id"])
    await story.note()
    (work,) = await deployed(client_of, "MLT", await accepted(client_of, "ITA", offer))
    await story.note()
    await stepped(client_of, "MLT", work, "depart")
    await delivered(client_of, "MLT", asset["id"], fix(14.48, 35.85, clock.now()))
    await story.note()
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed")
    await story.note()
    line: dict[str, Any] = {"id": id_of(), "text": "Only for us.", "own": True}
    answer = await post(
        client_of, "ITA", f"incidents/{case['id']}/log", role="watch_officer", **line
    )
    assert answer.status_code < 300, answer.text
    await story.note()
    await stepped(client_of, "MLT", work, "arrive")
    await delivered(client_of, "MLT", asset["id"], fix(14.42, 35.85, clock.now()))
    await story.note()
    return story, case, asset


async def test_each_moment_is_shown_as_each_party_saw_it(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    story, case, _ = await played(client_of, world, db, time)
    sure = 0
    for at, seen in story.moments:
        for party in ("ITA", "MLT"):
            past = await as_of(client_of, party, case, at)
            then = about(seen[party], case)
            unsure = {(one["thing"], one["id"]) for one in past["unsure"]}
            for kind in KINDS[1:]:
                shown = {view["id"]: view for view in past[kind]}
                for id_, view in shown.items():
                    if (kind, id_) not in unsure:
                        assert view == then[kind].get(id_), (at, party, kind)
                        sure += 1
                if past["whole"]:
                    assert shown.keys() >= then[kind].keys(), (at, party, kind)
            if past["known"] == "known" and ("incident", case["id"]) not in unsure:
                assert past["incident"] == then["incident"].get(case["id"]), (at, party)
            assert past["known"] == ("known" if then["incident"] else "not_yet"), (at, party)
            if party == "ITA":
                assert (past["whole"], past["unsure"]) == (True, []), at
    assert sure > 20


async def test_before_the_case_was_told_the_party_is_said_to_know_nothing(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    opened_at = clock.now()
    asked_at = time.advance(minutes=9)
    await asked(client_of, world, "GRC", incident=case)
    time.advance(minutes=1)
    for at in (opened_at - timedelta(days=2), opened_at, asked_at - timedelta(seconds=1)):
        before = await as_of(client_of, "GRC", case, at)
        assert (before["known"], before["incident"], before["number"]) == ("not_yet", None, 0)
        assert before["first_told_at"] == asked_at.isoformat().replace("+00:00", "Z")
        assert all(before[kind] == [] for kind in KINDS[1:])
    after = await as_of(client_of, "GRC", case, asked_at)
    assert (after["known"], len(after["request"])) == ("known", 1)


async def test_an_instant_to_come_is_refused_by_name(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    ask = client_of("ITA", "observer").get
    at = (clock.now() + timedelta(minutes=10)).isoformat()
    answer = await ask(f"/api/incidents/{case['id']}/as-of", params={"at": at})
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert (fault["field"], fault["code"]) == ("at", "in_the_future")
    assert (await ask(f"/api/incidents/{case['id']}/as-of")).status_code == 422
    naive = await ask(f"/api/incidents/{case['id']}/as-of", params={"at": "2026-10-11T12:00:00"})
    assert naive.status_code == 422


async def test_positions_are_of_then_and_only_where_it_is_known_that_they_were_seen(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    story, case, asset = await played(client_of, world, db, time)
    on_its_way, at_scene = story.moments[4][0], story.moments[7][0]
    for party in ("MLT", "ITA"):
        lons = {}
        for at in (on_its_way, at_scene):
            past = await as_of(client_of, party, case, at)
            (place,) = [one for one in past["positions"] if one["id"] == asset["id"]]
            lons[at] = place["point"]["coordinates"][0]
        assert lons == {on_its_way: 14.48, at_scene: 14.42}, party
    with_ship = await as_of(client_of, "ITA", case, at_scene)
    assert [(one["name"], one["why"]) for one in with_ship["unplaced"]] == [
        ("Exercise Star", "not_kept")
    ]
    (work,) = [one for one in with_ship["deployment"] if one["asset_id"]]
    await stepped(client_of, "ITA", work, "release")
    await stepped(client_of, "MLT", work, "returned")
    over = await as_of(client_of, "ITA", case, at_scene)
    assert over["positions"] == []
    assert {"id": asset["id"], "name": asset["name"], "why": "not_kept"} in over["unplaced"]
    own = await as_of(client_of, "MLT", case, at_scene)
    assert [one["id"] for one in own["positions"]] == [asset["id"]]


async def test_erased_sources_stay_erased_in_the_past_picture(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    source = {"channel": "sat phone", "who": "Nadia", "call_back": "+8816 41"}
    case = await opened(client_of, source=source)
    at = time.advance(minutes=5)
    before = await as_of(client_of, "ITA", case, at)
    assert before["incident"]["source"]["call_back"] == "+8816 41"
    await erased(db, case["reference"])
    answer = await client_of("ITA", "observer").get(
        f"/api/incidents/{case['id']}/as-of", params={"at": at.isoformat()}
    )
    assert answer.json()["known"] == "known"
    assert "Nadia" not in answer.text
    assert "+8816 41" not in answer.text


async def test_an_entry_erased_whole_makes_its_span_unsure_and_is_not_guessed(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    opened_at, at = clock.now(), time.advance(minutes=1)
    for text in ("Flares were seen.", "Nothing more was seen."):
        change = {"description": text}
        await case_changed(client_of, case, **change)
        time.advance(minutes=1)
    (number,) = await db.scalars(
        sql("SELECT max(number) - 1 FROM record_entry WHERE type = 'IncidentChanged'")
    )
    await db.execute(sql("SET LOCAL ROLE sar_owner"))
    await erasing.erase(db, number, reason="It named a survivor.")
    await db.execute(sql("SET LOCAL ROLE sar_app"))
    past = await as_of(client_of, "ITA", case, at)
    assert past["incident"]["description"] != "Flares were seen."
    assert [(one["thing"], one["id"]) for one in past["unsure"]] == [("incident", case["id"])]
    assert past["unsure"][0]["told_at"] == opened_at.isoformat().replace("+00:00", "Z")
    newest = await as_of(client_of, "ITA", case, clock.now())
    assert (newest["known"], newest["unsure"]) == ("known", [])
    assert newest["incident"]["description"] == "Nothing more was seen."
    erased_line = (await tellings(client_of, "ITA", case))["entries"][1]
    assert (erased_line["type"], erased_line["sentence"]) == (None, None)


async def test_the_lead_reads_who_was_told_what_and_others_only_of_the_lead(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    _, case, _ = await played(client_of, world, db, time)
    read = await tellings(client_of, "ITA", case, "ITA", "MLT")
    assert set(read["comparable"]) >= {"ITA", "MLT"}
    told = {
        one["type"]: {line["party"]: line["told"] for line in one["told"]}
        for one in read["entries"]
    }
    assert told["IncidentOpened"] == {"ITA": True, "MLT": True}, "its region is touched"
    assert told["RequestOpened"] == {"ITA": True, "MLT": True}
    assert told["LogWritten"] == {"ITA": True, "MLT": False}
    own = await tellings(client_of, "MLT", case, "ITA")
    assert own["comparable"] == ["ITA", "MLT"]
    record = (await client_of("MLT", "observer").get("/api/record", params={"limit": 500})).json()
    mine = {one["number"]: one["sentence"] for one in record["entries"]}
    assert own["entries"]
    for one in own["entries"]:
        assert mine[one["number"]] == one["sentence"], "its own entry, under its own number"
    assert "LogWritten" not in {one["type"] for one in own["entries"]}
    for asks, of in (("MLT", "GRC"), ("ITA", "TUN"), ("ITA", "ZZZ")):
        answer = await client_of(asks, "observer").get(
            f"/api/incidents/{case['id']}/tellings", params={"party": of}
        )
        assert answer.status_code == 404, (asks, of)


async def test_tellings_are_read_page_by_page(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    _, case, _ = await played(client_of, world, db, time)
    whole = [one["number"] for one in (await tellings(client_of, "ITA", case))["entries"]]
    pages: list[int] = []
    while True:
        answer = await client_of("ITA", "observer").get(
            f"/api/incidents/{case['id']}/tellings",
            params={"since": pages[-1] if pages else 0, "limit": 3},
        )
        page = [one["number"] for one in answer.json()["entries"]]
        pages += page
        if len(page) < 3:
            break
    assert pages == whole
