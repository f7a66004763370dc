"""Matches over HTTP: verdicts with their articles, and nothing that betrays a hidden position."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, replaced, term
from tests.given.assets import delivered, fix, helicopter, pumps, registered
from tests.given.incidents import case_changed
from tests.given.matches import matches, named
from tests.given.places import point
from tests.given.requests import (
    Plain,
    asked,
    codes,
    expected,
    foreseen,
    hailed,
    id_of,
    need,
    offered,
    opened,
    plain,
    post,
    ship_of_opportunity,
    stepped,
    work_of,
)
from tests.world import World

pytestmark = pytest.mark.anyio

VALLETTA = LatLon(35.9, 14.5167)


def patrol(**fields: Any) -> Plain:
    """A patrol ship of Malta, based at Valletta."""
    base = {"type": "Point", "coordinates": [VALLETTA.lon, VALLETTA.lat]}
    return {
        "id": id_of(),
        "name": "P61",
        "type": "S9",
        "base_name": "Valletta",
        "base": base,
    } | fields


async def sharing(client_of: ClientOf, *terms: Plain) -> str:
    """An agreement of Italy and Malta with these terms."""
    return await concluded(client_of, agreement(*terms, reference="SAR-ITA-MLT"))


@pytest.mark.long
async def test_a_filed_need_is_matched_with_what_the_requester_sees(
    client_of: ClientOf, world: World
) -> None:
    await sharing(
        client_of,
        term("Art. 2", visibility="position", kinds=["vessel"]),
        term("Art. 3", may_request=True, kinds=["vessel"]),
    )
    await registered(client_of, "ITA", helicopter(name="Nemo"))
    await registered(client_of, "MLT", patrol())
    await registered(client_of, "TUN", helicopter(name="hidden"))
    await ship_of_opportunity(client_of)
    incident = await opened(client_of)
    wanted = need(kinds=[], unit="persons", quantity=400)
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[wanted])
    answer = await client_of("ITA", "observer").get(f"/api/requests/{sent['id']}/matches")
    found = plain(answer)
    assert found["need"]["id"] == wanted["id"]
    datum = found["datum"]
    assert (datum["point"], datum["at"]) == (point(12.7, 34.0 + 20 / 60), "2026-10-11T12:26:00Z")
    items = named(found)
    assert [one["name"] for one in found["items"]] == ["Nemo", "Exercise Star", "P61"]
    assert [one["rank"] for one in found["items"]] == [1, 2, 3]
    assert [one["verdict"] for one in found["items"]] == ["allowed", "hail", "allowed"]
    assert all(one["covers"] < 400 for one in found["items"])
    ship = items["P61"]
    reasons = {reason["code"]: reason for reason in ship["reasons"]}
    assert "night_at_arrival" in reasons, "it takes seven hours"
    assert reasons["named"] == {
        "code": "named",
        "params": {},
        "sentence": "Malta has agreed that you may name it.",
        "basis": {
            "agreement": "SAR-ITA-MLT",
            "version": 1,
            "article": "Art. 3",
            "instrument": None,
            "binds": "both",
        },
    }
    time = items["Nemo"]["time"]
    assert time["total_minutes"] == pytest.approx(
        time["notice_minutes"] + time["wait_minutes"] + time["transit_minutes"], abs=0.11
    )
    assert time["clearance_minutes"] is None
    assert found["totals_by_verdict"]["hail"] == 1
    assert sum(found["totals_by_verdict"].values()) == 3
    band = items["Nemo"]["band_minutes"]
    assert band["p10"] < time["total_minutes"] < band["p90"]
    assert "none_covers_alone" in [note["code"] for note in found["notes"]]


@pytest.mark.long
async def test_assets_that_may_not_be_seen_are_never_listed_only_their_party(
    client_of: ClientOf,
) -> None:
    await registered(client_of, "TUN", helicopter(name="hidden"))
    found = await matches(client_of, need=need(), place=point(11, 34.5))
    assert found["items"] == []
    parties = [one["party"] for one in found["others_may_be_asked"]]
    assert parties == ["TUN", "LBY", "MLT", "GRC"], "the nearest first, also those only listed"


@pytest.mark.long
async def test_without_a_term_that_names_it_it_may_be_asked_for(client_of: ClientOf) -> None:
    await sharing(client_of, term("Art. 2", visibility="readiness"))
    await registered(client_of, "MLT", patrol())
    found = await matches(client_of, need=need(kinds=["vessel"]), place=point(13, 35))
    (ship,) = found["items"]
    assert ship["verdict"] == "may_be_asked"
    reason = next(one for one in ship["reasons"] if one["code"] == "not_named")
    assert reason["basis"] == {
        "agreement": None,
        "version": None,
        "article": None,
        "instrument": "SAR Convention, Annex 3.1.7",
        "binds": "both",
    }
    assert [one["code"] for one in ship["would_make_eligible"]] == ["ask_centre"]


async def test_the_one_that_fails_is_listed_with_all_its_reasons(client_of: ClientOf) -> None:
    body = patrol(readiness="maintenance")
    await registered(client_of, "ITA", body)
    found = await matches(client_of, need=need(kinds=["aircraft"]), place=point(13, 35))
    (ship,) = found["items"]
    assert (ship["verdict"], ship["rank"]) == ("not_suited", None)
    assert {"kind_not_asked", "maintenance"} <= {one["code"] for one in ship["reasons"]}
    assert len(ship["would_make_eligible"]) == 2


@pytest.mark.long
async def test_entry_is_governed_by_the_agreement_and_its_article(
    client_of: ClientOf, world: World
) -> None:
    kept = await sharing(
        client_of,
        term("Art. 2", visibility="readiness"),
        term("Art. 3", may_request=True),
        term(
            "Art. 8(2)",
            entry=[{"mode": "notify", "kinds": ["aircraft"], "lead_minutes": 20, "contact": "ACC"}],
        ),
    )
    await registered(
        client_of,
        "MLT",
        helicopter(name="Rescue 1", notice_day_minutes=15, base=point(14.5, 35.85)),
    )
    incident = await opened(client_of)
    body = {"need": need(), "incident_id": incident["id"]}
    (free,) = (await matches(client_of, **body))["items"]
    assert free["verdict"] == "allowed"
    await case_changed(client_of, incident, territory_of="ITA")
    (still,) = (await matches(client_of, **body))["items"]
    assert still["verdict"] == "allowed", "whom to tell says nothing of whose waters these are"
    incident = await opened(client_of, position={"point": point(12.66, 35.46), "error_nm": 1.0})
    body = {"need": need(), "incident_id": incident["id"]}
    (near,) = (await matches(client_of, **body))["items"]
    assert (near["verdict"], near["time"]["clearance_minutes"]) == ("after_notice", 20)
    reason = next(one for one in near["reasons"] if one["code"] == "entry_notify")
    assert (reason["basis"]["article"], reason["params"]["contact"]) == ("Art. 8(2)", "ACC")
    await replaced(client_of, kept)
    assert (await matches(client_of, **body))["items"] == []


async def test_two_third_parties_terms_are_not_told(client_of: ClientOf) -> None:
    """The terms on entry between Malta and Tunisia are not Italy's to read."""
    await sharing(client_of, term("Art. 2", visibility="readiness"))
    await concluded(
        client_of,
        agreement(
            term("Art. 9", entry=[{"mode": "pre_cleared"}]),
            reference="SAR-MLT-TUN",
            parties=("MLT", "TUN"),
        ),
    )
    await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    answer = await client_of("ITA", "watch_officer").post(
        "/api/matches", json={"need": need(), "place": point(11, 34.5), "territory_of": "TUN"}
    )
    assert plain(answer)["items"][0]["verdict"] == "entry_to_be_asked"
    assert "SAR-MLT-TUN" not in answer.text


@pytest.mark.long
@pytest.mark.parametrize("named", [True, False])
async def test_whose_waters_these_are_by_the_word_of_who_asks_says_so(
    client_of: ClientOf, named: bool
) -> None:
    """Off Kastellorizo, where the platform determines nothing."""
    await sharing(client_of, term("Art. 2", visibility="readiness"))
    await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    word = {"territory_of": "GRC"} if named else {}
    answer = await client_of("ITA", "watch_officer").post(
        "/api/matches", json={"need": need(), "place": point(29.6, 36.2), **word}
    )
    said = " ".join(one["sentence"] for one in plain(answer)["items"][0]["reasons"])
    assert ("That these are waters of Greece is your own word." in said) is named
    assert ("not determined here" in said) is not named


THREE_DATUMS = (point(13.0, 35.5), point(15.0, 34.5), point(14.0, 36.8))


async def asked_thrice(client_of: ClientOf) -> list[bytes]:
    """The bytes of the answers around Malta, to the same need."""
    body = need(id="01a20e00-0000-7000-8000-000000000001", kinds=[])
    client = client_of("ITA", "watch_officer")
    answers = [
        await client.post("/api/matches", json={"need": body, "place": datum})
        for datum in THREE_DATUMS
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    return [answer.content for answer in answers]


@pytest.mark.parametrize(
    "shared",
    [
        {"visibility": "existence"},
        {"visibility": "readiness"},
        {"visibility": "position", "position_precision_nm": 60.0},
        {"visibility": "position", "position_delay_minutes": 180},
    ],
)
async def test_three_datums_around_a_ship_do_not_reveal_where_it_is(
    client_of: ClientOf, time: ExerciseTime, shared: Plain
) -> None:
    await sharing(client_of, term("Art. 2", **shared))
    ship = await registered(client_of, "MLT", patrol())
    await delivered(client_of, "MLT", ship["id"], fix(14.2, 35.61, time.now - timedelta(hours=4)))
    await delivered(client_of, "MLT", ship["id"], fix(14.2, 35.60, time.now - timedelta(hours=2)))
    before = await asked_thrice(client_of)
    later_fix = fix(14.3, 35.58, time.now - timedelta(minutes=2))
    assert (await delivered(client_of, "MLT", ship["id"], later_fix))["accepted"] == 1
    assert await asked_thrice(client_of) == before


async def offered_thrice(client_of: ClientOf, world: World) -> list[Plain]:
    """The only ship, offered to a case of Italy's at each place."""
    listed = plain(await client_of("MLT", "observer").get("/api/assets?party=MLT"))["items"]
    items = []
    for datum in THREE_DATUMS:
        case = await opened(client_of, position={"point": datum, "error_nm": 1.0})
        wanted = need(kinds=[])
        request = await asked(client_of, world, "MLT", incident=case, needs=[wanted])
        made = await offered(client_of, "MLT", f"requests/{request['id']}", listed[0]["id"])
        items.append(made["items"][0])
    return items


@pytest.mark.parametrize(
    "shared",
    [
        pytest.param({"visibility": "existence"}, marks=pytest.mark.long),
        {"visibility": "readiness"},
        pytest.param(
            {"visibility": "position", "position_precision_nm": 60.0}, marks=pytest.mark.long
        ),
        {"visibility": "position", "position_delay_minutes": 180},
    ],
)
async def test_three_expected_times_around_a_ship_do_not_reveal_where_it_is(
    client_of: ClientOf, db: AsyncSession, world: World, time: ExerciseTime, shared: Plain
) -> None:
    await sharing(client_of, term("Art. 2", **shared))
    ship = await registered(client_of, "MLT", patrol())
    await delivered(client_of, "MLT", ship["id"], fix(14.2, 35.61, time.now - timedelta(hours=4)))
    await delivered(client_of, "MLT", ship["id"], fix(14.2, 35.60, time.now - timedelta(hours=2)))
    items = await offered_thrice(client_of, world)
    await foreseen(db)
    before = [await expected(client_of, "ITA", item) for item in items]
    assert all(one["at"] is not None for one in before)
    later_fix = fix(14.3, 35.58, time.now - timedelta(minutes=2))
    assert (await delivered(client_of, "MLT", ship["id"], later_fix))["accepted"] == 1
    await foreseen(db)
    assert [await expected(client_of, "ITA", item) for item in items] == before


@pytest.mark.long
async def test_below_position_the_time_is_reckoned_from_the_shared_base(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    await sharing(client_of, term("Art. 2", visibility="existence"))
    ship = await registered(client_of, "MLT", patrol(notice_day_minutes=3, at_sea=True))
    await delivered(client_of, "MLT", ship["id"], fix(13.0, 34.0, time.now))
    for datum in THREE_DATUMS:
        (seen,) = (await matches(client_of, need=need(kinds=[]), place=datum))["items"]
        lon, lat = datum["coordinates"]
        direct_nm = distance_nm(VALLETTA, LatLon(lat, lon))
        assert direct_nm - 0.06 <= seen["way_nm"] < direct_nm * 1.2, "round Malta by water"
        assert seen["time"]["notice_minutes"] == 30, "its type's, not its own"
        codes_seen = [one["code"] for one in seen["reasons"]]
        assert {"from_base", "readiness_not_shared"} <= set(codes_seen)


@pytest.mark.long
async def test_without_a_shared_base_there_is_no_time(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    await sharing(client_of, term("Art. 2", visibility="readiness"))
    ship = await registered(client_of, "MLT", patrol(base_shared=False))
    await delivered(client_of, "MLT", ship["id"], fix(13.0, 34.0, time.now))
    (seen,) = (await matches(client_of, need=need(kinds=[]), place=point(13, 35)))["items"]
    assert (seen["time"], seen["way_nm"], seen["on_scene_minutes"]) == (None, None, None)
    assert seen["rank"] is None
    assert "place_not_known" in [one["code"] for one in seen["reasons"]]


@pytest.mark.long
async def test_what_is_bound_is_not_available_for_those_who_may_know(
    client_of: ClientOf,
) -> None:
    stock = await registered(client_of, "ITA", pumps(quantity=2))
    incident = await opened(client_of)
    answer = await post(
        client_of,
        "ITA",
        f"incidents/{incident['id']}/offers",
        id=id_of(),
        items=[{"asset_id": stock["id"], "quantity": 2}],
        valid_until="2026-10-11T13:00:00Z",
        accept=True,
    )
    assert answer.status_code == 201, answer.text
    found = await matches(client_of, need=need(kinds=["equipment"]), place=point(13, 35))
    (seen,) = found["items"]
    assert (seen["verdict"], seen["covers"]) == ("not_available", 0)


async def test_a_ship_that_was_hailed_for_the_case_says_what_became_of_it(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    await asked(client_of, world, "MLT", incident=incident)
    ship = await hailed(client_of, incident)

    async def found(party: str, **where: Any) -> tuple[str, Plain]:
        body = {"need": need(kinds=["vessel"])} | where
        (seen,) = (await matches(client_of, party, **body))["items"]
        return seen["verdict"], {one["code"]: one["params"] for one in seen["reasons"]}

    here = {"incident_id": incident["id"]}
    verdict, reasons = await found("ITA", **here)
    assert (verdict, reasons["already_hailed"]["state"]) == ("hail", "hailed")
    await post(client_of, "ITA", f"deployments/{ship['id']}/unable", note="Engine trouble.")
    verdict, reasons = await found("ITA", **here)
    assert (verdict, reasons["said_unable"]["reason"]) == ("not_available", "Engine trouble.")
    assert reasons["said_unable"]["at"] is not None
    verdict, reasons = await found("MLT", **here)
    assert verdict == "not_available", "who is involved sees the work in brief"
    assert reasons["said_unable"] == {"state": "unable", "at": None, "reason": ""}
    verdict, reasons = await found("ITA", place=point(13, 35))
    assert (verdict, set(reasons) & {"already_hailed", "said_unable"}) == ("hail", set())


async def test_it_reckons_from_the_last_place_that_is_believed_and_says_so(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    unit = await registered(client_of, "ITA", helicopter())
    known = time.now - timedelta(minutes=10)
    await delivered(client_of, "ITA", unit["id"], fix(12.6, 35.5, known))

    async def found() -> tuple[float, Plain]:
        found = await matches(client_of, need=need(), place=point(13, 35))
        (seen,) = found["items"]
        reasons = {one["code"]: one["params"] for one in seen["reasons"]}
        return seen["time"]["transit_minutes"], reasons

    before, reasons = await found()
    assert "position_doubted" not in reasons
    await delivered(client_of, "ITA", unit["id"], fix(12.6, 44.0, time.now))
    after, reasons = await found()
    assert (after, reasons["position_doubted"]) == (
        before,
        {"place_at": known.isoformat(), "doubted_at": time.now.isoformat()},
    )
    await delivered(client_of, "ITA", unit["id"], fix(12.6, 35.5, time.advance(minutes=1)))
    assert "position_doubted" not in (await found())[1]


async def for_five(client_of: ClientOf, party: str) -> list[Plain]:
    """The candidates for five persons at a place south of Lampedusa, best first."""
    wanted = need(kinds=[], unit="persons", quantity=5)
    answer = await matches(client_of, party, need=wanted, place=point(12.7, 34.2))
    items: list[Plain] = answer["items"]
    return items


async def test_who_doubts_a_ship_has_it_after_all_others_and_moves_it_for_nobody_else(
    client_of: ClientOf,
) -> None:
    near = await ship_of_opportunity(client_of, name="Near")
    far = {"type": "Point", "coordinates": [12.7, 33.0]}
    await ship_of_opportunity(client_of, name="Far", point=far)
    where, why = f"ships/{near['id']}", "No echo there."

    async def doubted(party: str) -> None:
        answer = await post(client_of, party, f"{where}/doubt", role="watch_officer", reason=why)
        assert answer.status_code == 200, answer.text

    assert [one["name"] for one in await for_five(client_of, "ITA")] == ["Near", "Far"]
    await doubted("TUN")
    for party, first in (("ITA", "Near"), ("MLT", "Near"), ("TUN", "Far")):
        items = await for_five(client_of, party)
        assert (items[0]["name"], [one["rank"] for one in items]) == (first, [1, 2])
        (told,) = (one for one in items if one["name"] == "Near")
        reasons = {one["code"]: one for one in told["reasons"]}
        assert reasons["reported_by"]["params"] == {"party": "ITA"}
        assert reasons["ship_doubted"]["params"] == {"parties": ["TUN"]}
        assert why in reasons["ship_doubted"]["sentence"]
    await doubted("ITA")
    assert [one["name"] for one in await for_five(client_of, "MLT")] == ["Far", "Near"], (
        "its reporter doubts it"
    )
    gone = await post(client_of, "ITA", f"{where}/withdraw", role="watch_officer", reason="Twice.")
    assert gone.status_code == 204, gone.text
    assert [one["name"] for one in await for_five(client_of, "ITA")] == ["Far"]


async def test_a_ship_under_an_own_assets_number_is_told_to_the_owner_and_outranks_nothing(
    client_of: ClientOf,
) -> None:
    """To nobody else: what numbers a party's assets carry is its own to know."""
    await registered(client_of, "ITA", helicopter(name="Cigala", mmsi="247000001"))
    await ship_of_opportunity(client_of, by="TUN", name="Near", mmsi="247000001")
    far = {"type": "Point", "coordinates": [12.7, 33.0]}
    await ship_of_opportunity(client_of, by="TUN", name="Far", point=far)

    seen = await for_five(client_of, "ITA")
    assert [one["name"] for one in seen][-1] == "Near"
    assert {one["name"] for one in seen} == {"Cigala", "Far", "Near"}
    told = {one["code"]: one for one in seen[-1]["reasons"]}["own_number"]
    assert told["params"] == {"asset": "Cigala", "party": "TUN"}
    assert "your own Cigala" in told["sentence"]
    for party in ("TUN", "MLT"):
        others = await for_five(client_of, party)
        assert others[0]["name"] == "Near"
        assert "own_number" not in {one["code"] for one in others[0]["reasons"]}


async def test_a_party_reckons_a_ship_from_its_own_later_word(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    ship = await ship_of_opportunity(client_of, point=point(12.7, 33.0), mmsi="247000001")
    reported_at = time.now

    async def found(party: str) -> tuple[float, dict[str, Plain]]:
        wanted = need(kinds=[], unit="persons", quantity=5)
        (seen,) = (await matches(client_of, party, need=wanted, place=point(12.7, 34.2)))["items"]
        reasons = {one["code"]: one["params"] for one in seen["reasons"]}
        return seen["time"]["total_minutes"], reasons

    far, reasons = await found("MLT")
    assert reasons["place_by"] == {"party": "ITA", "at": reported_at.isoformat()}
    assert "told_elsewhere" not in reasons
    time.advance(minutes=5)
    address = f"/api/ships/{ship['id']}/fixes"
    again = {"id": id_of(), "name": "Star", "type": "M4", "mmsi": "247000001"}
    known = await post(
        client_of, "MLT", "ships", role="watch_officer", **again, **fix(12.7, 34.1, time.now)
    )
    assert (known.status_code, known.json()["params"]["id"]) == (409, ship["id"])
    for lat, lon in ((34.1, 12.7), (0.0, 0.0)):
        told = await client_of("MLT", "feed").post(
            address, json=fix(lon, lat, time.advance(seconds=1))
        )
        assert told.status_code == 200, told.text
    told_at = time.now - timedelta(seconds=1)
    near, reasons = await found("MLT")
    assert near < far / 5
    assert reasons["place_by"] == {"party": "MLT", "at": told_at.isoformat()}
    assert reasons["told_elsewhere"] == {"parties": ["ITA"]}
    others, reasons = await found("TUN")
    assert others == pytest.approx(far, abs=1)
    assert reasons["place_by"]["party"] == "ITA"
    assert reasons["told_elsewhere"] == {"parties": ["MLT"]}

    async def moved(lat: float) -> Plain:
        given = fix(12.7, lat, time.advance(minutes=3))
        answer = await client_of("ITA", "feed").post(address, json=given)
        assert answer.json()["accepted"] == 1
        return (await found("MLT"))[1]

    assert (await moved(33.0))["place_by"]["party"] == "MLT", "out of reach from its own word"
    assert (await moved(34.12))["place_by"]["party"] == "MLT", "not believed yet"
    reasons = await moved(34.12)
    assert (reasons["place_by"]["party"], "told_elsewhere" in reasons) == ("ITA", False)


@pytest.mark.long
async def test_the_answer_is_cut_and_its_totals_are_whole(client_of: ClientOf) -> None:
    for name in ("Nemo 1", "Nemo 2", "Nemo 3"):
        await registered(client_of, "ITA", helicopter(name=name))
    found = await matches(client_of, need=need(), place=point(13, 35), limit=1)
    assert len(found["items"]) == 1
    assert found["totals_by_verdict"]["allowed"] == 3
    assert found["not_weighed"]["number"] == 0


async def test_the_line_is_read_to_its_end_page_by_page(client_of: ClientOf, world: World) -> None:
    for name in ("Nemo 1", "Nemo 2", "Nemo 3"):
        await registered(client_of, "ITA", helicopter(name=name))
    incident = await opened(client_of)
    sent = await asked(client_of, world, "MLT", incident=incident)
    where, client = f"/api/requests/{sent['id']}/matches", client_of("ITA", "observer")
    met, cursor = [], None
    for place in (1, 2, 3):
        params = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = plain(await client.get(where, params=params))
        (one,) = page["items"]
        assert one["rank"] == place
        met.append(one["name"])
        cursor = page["next_cursor"]
    assert (sorted(met), cursor) == (["Nemo 1", "Nemo 2", "Nemo 3"], None)
    body: dict[str, Any] = {"need": need(), "place": point(13, 35), "limit": 2}
    first = await matches(client_of, **body)
    (last,) = (await matches(client_of, **body, cursor=first["next_cursor"]))["items"]
    assert last["name"] not in named(first)
    for wrong in ("nonsense", "WzEsIngiXQ", "W10"):
        answer = await client.post("/api/matches", json=body | {"cursor": wrong})
        assert (answer.status_code, codes(answer)) == (422, ["bad_cursor"])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"place": point(13, 35), "incident_id": id_of()}, "body"),
        ({"place": point(13, 95)}, "place.coordinates[1]"),
        ({"place": point(13, 35), "territory_of": "XXX"}, "territory_of"),
        ({"place": point(13, 35), "limit": 0}, "limit"),
    ],
)
async def test_a_question_that_cannot_be_asked_is_told_so(
    client_of: ClientOf, body: Plain, field: str
) -> None:
    answer = await client_of("ITA", "watch_officer").post(
        "/api/matches", json={"need": need(), **body}
    )
    assert answer.status_code == 422, answer.text
    assert [error["field"] for error in plain(answer)["errors"]] == [field]


async def test_poles_land_and_places_far_away_are_no_trouble(client_of: ClientOf) -> None:
    await registered(client_of, "ITA", helicopter())
    await registered(client_of, "ITA", patrol(base=None))
    for place in (point(0, 90), point(180, 0), point(-180, -90), point(12.5, 41.9)):
        found = await matches(client_of, need=need(kinds=[]), place=place)
        assert len(found["items"]) == 2


async def test_only_who_is_involved_asks_for_an_incident(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of)
    body = {"need": need(), "incident_id": incident["id"]}
    stranger = await client_of("GRC", "watch_officer").post("/api/matches", json=body)
    assert stranger.status_code == 404
    two = [need(), need()]
    sent = await asked(client_of, world, "MLT", incident=incident, needs=two)
    where = f"/api/requests/{sent['id']}/matches"
    vague = await client_of("MLT", "observer").get(where)
    assert (vague.status_code, codes(vague)) == (422, ["missing"])
    fine = await client_of("MLT", "observer").get(where, params={"need_id": two[0]["id"]})
    assert fine.status_code == 200
    unknown = await client_of("MLT", "observer").get(where, params={"need_id": id_of()})
    assert unknown.status_code == 404
    assert (await client_of("GRC", "observer").get(where)).status_code == 404


async def test_where_nothing_is_seen_nobody_could_come(client_of: ClientOf) -> None:
    found = await matches(client_of, need=need(), place=point(13, 36))
    assert found["items"] == []


async def test_a_unit_at_work_says_whether_it_is_here_or_can_be_diverted(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    await sharing(client_of, term(visibility="readiness", may_request=True, grantor="MLT"))
    here, there = await opened(client_of), await opened(client_of, title="Inflatable adrift")
    unit = await registered(client_of, "MLT", patrol())
    sent = await asked(client_of, world, "MLT", incident=here, needs=[need(kinds=["vessel"])])
    work = await work_of(client_of, sent, unit)

    async def found(incident: Plain, party: str = "ITA") -> tuple[str, set[str], Plain]:
        body = {"need": need(kinds=["vessel"]), "incident_id": incident["id"]}
        (seen,) = (await matches(client_of, party, **body))["items"]
        return seen["verdict"], {one["code"] for one in seen["reasons"]}, seen

    verdict, codes_, _ = await found(here)
    assert (verdict, "already_here" in codes_, "bound" in codes_) == ("not_available", True, False)
    verdict, codes_, waits = await found(there)
    assert (verdict, "can_be_diverted" in codes_) == ("may_be_asked", True)
    assert waits["time"]["notice_minutes"] > 0, "it has not left"
    await stepped(client_of, "MLT", work, "depart")
    await delivered(client_of, "MLT", unit["id"], fix(13.4, 34.8, time.now))
    verdict, codes_, out = await found(there)
    assert (verdict, "can_be_diverted" in codes_) == ("may_be_asked", True)
    assert out["time"]["notice_minutes"] == 0
    assert out["time"]["total_minutes"] < waits["time"]["total_minutes"]
    assert "divert" in {one["code"] for one in out["would_make_eligible"]}
    _, codes_, _ = await found(there, "MLT")
    assert "can_be_diverted" not in codes_, "only who leads both diverts"

    # With people aboard who are not counted nobody knows its room: no figure is told of it.
    wanted = need(kinds=["vessel"], unit="persons", quantity=50)
    for uncounted in (False, True):
        if uncounted:
            await stepped(client_of, "MLT", work, "arrive", "load")
        body = {"need": wanted, "incident_id": there["id"]}
        (seen,) = (await matches(client_of, "ITA", **body))["items"]
        assert (seen["room_known"], seen["covers"] == 0) == (not uncounted, uncounted)
        said = " ".join(one["sentence"] for one in seen["reasons"])
        assert ("not counted" in said, "its room is not known" in said) == (uncounted, uncounted)
