"""Parties declare their limits; every party reads them, and whose waters a place lies in."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.geo.declared import NOTHING_DECLARED, LimitKind
from sar.geo.position import LatLon
from sar.geo.waters import DISCLAIMER, waters_at
from sar.parties import limit_acts
from sar.parties.declared_waters import declared_waters
from tests.clients import ClientOf
from tests.given.limits import declared, limit
from tests.given.requests import id_of
from tests.world import START, box

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
OFF_LAMPEDUSA = (12.6, 35.15)


async def waters(client_of: ClientOf, lon: float, lat: float, party: str = "GRC") -> Json:
    answer = await client_of(party, "observer").get("/api/waters", params={"lon": lon, "lat": lat})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_every_party_reads_what_one_declares(client_of: ClientOf) -> None:
    made = await declared(client_of, note="By straight lines.")
    assert made["party"] == "ITA"
    assert made["withdrawn_at"] is None
    for party in ("ITA", "MLT", "GRC"):
        listed = (await client_of(party, "observer").get("/api/declared-limits")).json()
        assert listed == [made]
        assert (await client_of(party, "observer").get("/api/snapshot")).json()["limit"] == listed
        last = (await client_of(party, "observer").get("/api/record")).json()["entries"][-1]
        assert last["sentence"] == (
            "Italy declared its territorial sea Southern limit (M.Z.N. 1, 1998-03-05)."
        )


async def test_a_withdrawn_limit_stays_on_the_record_and_holds_no_more(
    client_of: ClientOf,
) -> None:
    made = await declared(client_of)
    assert (await waters(client_of, *OFF_LAMPEDUSA))["party"] == "ITA"
    where = f"/api/declared-limits/{made['id']}/withdraw"
    gone = await client_of("ITA", "admin").post(where, json={"reason": "Deposited anew."})
    assert gone.status_code == 200, gone.text
    assert gone.json()["withdrawn_reason"] == "Deposited anew."
    client = client_of("GRC", "observer")
    assert (await client.get("/api/declared-limits")).json() == []
    page = (await client.get("/api/declared-limits/withdrawn")).json()
    without = {name: one for name, one in gone.json().items() if name not in ("area", "place")}
    assert page == {"items": [without], "next": None}
    assert (await client.get(f"/api/declared-limits/{made['id']}")).json() == gone.json()
    assert (await waters(client_of, *OFF_LAMPEDUSA))["by"] == "beyond"
    again = await client_of("ITA", "admin").post(where, json={"reason": "Once more."})
    assert (again.status_code, again.json()["code"]) == (409, "withdrawn_already")


async def test_withdrawn_limits_are_read_by_page(client_of: ClientOf) -> None:
    ids = []
    for n in range(3):
        made = await declared(client_of, name=f"Limit {n}")
        where = f"/api/declared-limits/{made['id']}/withdraw"
        assert (await client_of("ITA", "admin").post(where, json={"reason": "Again."})).is_success
        ids.append(made["id"])
    client, read = client_of("GRC", "observer"), []
    path: str | None = "/api/declared-limits/withdrawn?limit=2"
    while path:
        page = (await client.get(path)).json()
        read += [one["id"] for one in page["items"]]
        path = page["next"]
    assert read == sorted(ids)


async def test_only_the_own_administrator_declares_and_withdraws(client_of: ClientOf) -> None:
    for role in ("coordinator", "watch_officer", "registrar", "negotiator", "observer"):
        answer = await client_of("ITA", role).post("/api/declared-limits", json=limit())
        assert answer.status_code == 403, role
    made = await declared(client_of)
    where = f"/api/declared-limits/{made['id']}/withdraw"
    other = await client_of("MLT", "admin").post(where, json={"reason": "Not theirs."})
    none = await client_of("MLT", "admin").post(
        f"/api/declared-limits/{id_of()}/withdraw", json={"reason": "Not theirs."}
    )
    assert (other.status_code, other.json()) == (404, none.json())


async def test_a_declaration_sent_twice_is_made_once(client_of: ClientOf) -> None:
    body = limit()
    client = client_of("ITA", "admin")
    first = await client.post("/api/declared-limits", json=body)
    second = await client.post("/api/declared-limits", json=body)
    assert first.json() == second.json()
    assert len((await client.get("/api/declared-limits")).json()) == 1


OPEN_RING = {"type": "Polygon", "coordinates": [[[18, 34], [19, 34], [19, 35], [18, 35]]]}
BOW_TIE = {"type": "Polygon", "coordinates": [[[18, 34], [19, 35], [19, 34], [18, 35], [18, 34]]]}
OVER_180 = {"type": "Polygon", "coordinates": [[[179, 1], [-179, 1], [-179, 2], [179, 1]]]}
BAND = {"type": "Polygon", "coordinates": [
    [[-180 + 30 * n, 50] for n in range(13)] + [[180 - 30 * n, 50.01] for n in range(13)]
    + [[-180, 50]],
]}  # fmt: skip
MANY = {"type": "Polygon", "coordinates": [[[18.0, 34.0]] * 1_001] * 2}


@pytest.mark.parametrize(
    ("fields", "at", "code", "reason"),
    [
        ({"area": OPEN_RING}, "area", "area_ring_open", "not closed"),
        ({"area": BOW_TIE}, "area", "area_not_simple", "crosses itself"),
        ({"area": OVER_180}, "area", "area_crosses_antimeridian", "antimeridian"),
        ({"area": MANY}, "area", "area_too_many_vertices", "too many corners"),
        ({"area": box(-60, -60, 60, 60)}, "area", "area_too_large", "larger than any"),
        ({"area": box(0, 84, 1, 86)}, "area", "too_near_a_pole", "latitude 85"),
        ({"area": BAND, "kind": "island"}, "area", "island_too_wide", "several parts"),
        ({"deposit": "   "}, "deposit", "deposit_empty", "M.Z.N."),
        ({"deposited_on": (START + timedelta(days=2)).date().isoformat()}, "deposited_on",
         "date_in_future", "future"),
        ({"name": " "}, "name", "string_too_short", ""),
        ({"kind": "pasture"}, "kind", "enum", ""),
        ({"area": None}, "body", "one_shape", "area or a place"),
        ({"place": {"type": "Point", "coordinates": [18, 34]}}, "body", "one_shape", "not both"),
        ({"area": None, "place": {"type": "Point", "coordinates": [18, 34]}}, "place",
         "place_not_island", "only an island"),
    ],
)  # fmt: skip
async def test_each_fault_has_its_sentence_and_nothing_is_kept(
    client_of: ClientOf, fields: Json, at: str, code: str, reason: str
) -> None:
    body = {name: value for name, value in (limit() | fields).items() if value is not None}
    answer = await client_of("ITA", "admin").post("/api/declared-limits", json=body)
    assert answer.status_code == 422, answer.text
    found = [(one["field"], one["code"]) for one in answer.json()["errors"]]
    assert found == [(at, code)]
    assert reason in answer.json()["errors"][0]["reason"]
    assert (await client_of("ITA", "observer").get("/api/declared-limits")).json() == []


async def test_all_faults_are_told_at_once(client_of: ClientOf) -> None:
    body = limit(box(-60, -60, 60, 60), deposit="", deposited_on="2999-01-01")
    answer = await client_of("ITA", "admin").post("/api/declared-limits", json=body)
    assert [one["code"] for one in answer.json()["errors"]] == [
        "deposit_empty", "date_in_future", "area_too_large",
    ]  # fmt: skip


async def test_a_party_has_so_many_limits_at_most(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit_acts, "MOST_LIMITS", 2)
    monkeypatch.setattr(limit_acts, "MOST_CORNERS", 9)
    await declared(client_of)
    more = await client_of("ITA", "admin").post("/api/declared-limits", json=limit())
    assert (more.status_code, more.json()["code"]) == (409, "too_many_corners")
    place = {"kind": "island", "place": {"type": "Point", "coordinates": [18, 34]}}
    islet = {name: value for name, value in (limit() | place).items() if name != "area"}
    assert (await client_of("ITA", "admin").post("/api/declared-limits", json=islet)).is_success
    third = await client_of("ITA", "admin").post(
        "/api/declared-limits", json=islet | {"id": id_of()}
    )
    assert (third.status_code, third.json()["code"]) == (409, "too_many_limits")
    assert (await client_of("MLT", "admin").post("/api/declared-limits", json=limit())).is_success


async def test_a_party_declares_so_many_a_day(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it withdraws them at once."""
    monkeypatch.setattr(limit_acts, "MOST_A_DAY", 1)
    made = await declared(client_of)
    where = f"/api/declared-limits/{made['id']}/withdraw"
    assert (await client_of("ITA", "admin").post(where, json={"reason": "Again."})).is_success
    more = await client_of("ITA", "admin").post("/api/declared-limits", json=limit())
    assert (more.status_code, more.json()["code"]) == (409, "too_many_limits_today")
    assert (await client_of("MLT", "admin").post("/api/declared-limits", json=limit())).is_success


async def test_an_answer_names_who_declared_the_water_and_where(client_of: ClientOf) -> None:
    before = await waters(client_of, *OFF_LAMPEDUSA)
    assert (before["by"], before["party"], before["declared"]) == ("beyond", None, [])
    made = await declared(client_of)
    found = await waters(client_of, *OFF_LAMPEDUSA)
    assert (found["by"], found["party"], found["kind"]) == ("declared", "ITA", "territorial_sea")
    assert [one["id"] for one in found["declared"]] == [made["id"]]
    assert found["sentence"].startswith(
        "In the territorial sea of Italy, declared by Italy (M.Z.N. 1, 1998-03-05)."
    )
    assert found["disclaimer"] == DISCLAIMER


async def test_where_two_have_declared_it_is_not_determined_and_both_are_told(
    client_of: ClientOf,
) -> None:
    await declared(client_of, "ITA")
    await declared(client_of, "MLT")
    found = await waters(client_of, *OFF_LAMPEDUSA)
    assert (found["by"], found["party"], found["kind"]) == ("not_determined", None, None)
    assert found["claimants"] == ["ITA", "MLT"]
    assert {"ITA", "MLT"} <= set(found["tell"])
    assert found["sentence"].startswith("Not determined here: declared by Italy and by Malta.")


async def test_against_another_states_coast_its_state_is_told_and_no_claimant(
    client_of: ClientOf,
) -> None:
    """Off Lampedusa, whose coast is Italy's and within 24 nm of no other."""
    await declared(client_of, "MLT", area=box(12.4, 35.3, 12.8, 35.7))
    found = await waters(client_of, 12.6, 35.4)
    assert (found["by"], found["claimants"]) == ("not_determined", ["MLT"])
    assert {"ITA", "MLT"} <= set(found["tell"])
    assert "ITA" not in found["sentence"].replace("MRCC", "")


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ((11.6, 33.2), {"LBY", "TUN"}),
        ((11.6, 36.85), {"ITA", "TUN"}),
        ((34.55, 27.95), {"EGY", "SAU"}),
    ],
)
async def test_off_two_coasts_both_are_told_and_nobody_is_a_claimant(
    client_of: ClientOf, at: tuple[float, float], told: set[str]
) -> None:
    found = await waters(client_of, *at)
    assert (found["by"], found["claimants"]) == ("not_determined", [])
    assert told <= set(found["tell"])
    assert found["sentence"].startswith("Not determined here.")


async def test_zones_are_named_and_change_nothing(client_of: ClientOf) -> None:
    await declared(client_of, "MLT", kind="fir", name="Malta FIR", area=box(11, 33, 20, 37))
    await declared(client_of, "ITA", kind="eez", name="Ionian zone")
    found = await waters(client_of, *OFF_LAMPEDUSA)
    assert (found["by"], found["party"]) == ("beyond", None)
    assert [one["name"] for one in found["zones"]] == ["Ionian zone", "Malta FIR"]
    assert "flight information region Malta FIR, declared by Malta" in found["sentence"]
    assert "exclusive economic zone Ionian zone, declared by Italy" in found["sentence"]


async def test_a_complete_set_ends_the_approximate_sea_beyond_it(client_of: ClientOf) -> None:
    nine_off = (12.6058, 35.5005 - 9.0 / 60.0)
    client = client_of("ITA", "admin")
    said = await client.put("/api/declared-limits/complete", json={"complete": True})
    assert said.json()["limits_complete"] is True
    assert (await waters(client_of, *nine_off))["by"] == "approximate", "it has declared nothing"
    await declared(client_of, area=box(12.45, 35.42, 12.75, 35.6))
    assert (await waters(client_of, *nine_off))["by"] == "beyond"
    off = await client.put("/api/declared-limits/complete", json={"complete": False})
    assert off.json()["limits_complete"] is False
    assert (await waters(client_of, *nine_off))["party"] == "ITA"
    entries = (await client_of("GRC", "observer").get("/api/record")).json()["entries"]
    assert entries[0]["sentence"] == "The declared limits of Italy are all there are, it says."


async def test_what_is_declared_is_one_object_until_it_changes(
    client_of: ClientOf, db: AsyncSession
) -> None:
    assert await declared_waters(db) is NOTHING_DECLARED
    made = await declared(client_of)
    first = await declared_waters(db)
    assert await declared_waters(db) is first
    assert waters_at(LatLon(OFF_LAMPEDUSA[1], OFF_LAMPEDUSA[0]), first).state == "ITA"
    await declared(client_of, "MLT", kind=LimitKind.EEZ)
    second = await declared_waters(db)
    assert second is not first
    where = f"/api/declared-limits/{made['id']}/withdraw"
    await client_of("ITA", "admin").post(where, json={"reason": "Deposited anew."})
    assert (
        waters_at(LatLon(OFF_LAMPEDUSA[1], OFF_LAMPEDUSA[0]), await declared_waters(db)).state
        is None
    )


@pytest.mark.parametrize(("lon", "lat"), [("181", "0"), ("0", "91"), ("nan", "0"), ("x", "0")])
async def test_a_place_off_the_earth_is_refused(client_of: ClientOf, lon: str, lat: str) -> None:
    answer = await client_of("ITA", "observer").get("/api/waters", params={"lon": lon, "lat": lat})
    assert answer.status_code == 422


async def test_a_set_is_complete_no_more_once_waters_are_withdrawn(client_of: ClientOf) -> None:
    made = await declared(client_of)
    client = client_of("ITA", "admin")
    said = await client.put("/api/declared-limits/complete", json={"complete": True})
    assert said.json()["limits_complete"] is True
    path = f"/api/declared-limits/{made['id']}/withdraw"
    assert (await client.post(path, json={"reason": "A corner was wrong."})).is_success
    (italy,) = [
        one
        for one in (await client_of("MLT", "observer").get("/api/parties")).json()
        if one["id"] == "ITA"
    ]
    assert italy["limits_complete"] is False
