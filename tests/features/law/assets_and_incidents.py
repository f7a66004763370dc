"""Cases: assets, ships of opportunity and incidents."""

from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from sar import clock
from sar.incidents.models import Incident
from sar.incidents.one_word import given
from sar.incidents.phases import Outstanding
from tests.clients import ClientOf
from tests.features.law.stage import Json, Stage, Write, writes
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter
from tests.given.fuel_points import fuel_point
from tests.given.incidents import case
from tests.given.places import point
from tests.given.requests import id_of, ship_of_opportunity
from tests.world import LISTED, START, box

# assets and ships


@writes("POST /api/assets")
async def register_asset(stage: Stage) -> Write:
    return Write("ITA", "registrar", "/api/assets", helicopter())


RIB = {"code": "RIB9", "based_on": "S3", "name": "RIB of 9 m", "source": {"note": "Its maker"}}


async def own_type(stage: Stage) -> Json:
    """A type of Malta's own."""
    own = RIB | {"code": id_of()[-8:].upper()}
    return await stage.done(Write("MLT", "registrar", "/api/asset-types", own))


async def _with_own_type(stage: Stage) -> Json:
    """One with an asset of it."""
    made = await own_type(stage)
    body = helicopter(type=made["code"], name="Rib 1")
    await stage.done(Write("MLT", "registrar", "/api/assets", body))
    return made


@writes("POST /api/asset-types")
async def add_asset_type(stage: Stage) -> Write:
    return Write("MLT", "registrar", "/api/asset-types", RIB)


@writes("PATCH /api/asset-types/{code}")
async def change_asset_type(stage: Stage) -> Write:
    made = await _with_own_type(stage)
    return Write(
        "MLT",
        "registrar",
        f"/api/asset-types/{made['code']}",
        {"notice": {"day_minutes": 7, "night_minutes": 9, "at_sea_minutes": 1}},
        method="PATCH",
        headers={"If-Match": str(made["version"])},
    )


@writes("POST /api/asset-types/{code}/withdraw")
async def withdraw_asset_type(stage: Stage) -> Write:
    made = await _with_own_type(stage)
    return Write(
        "MLT",
        "registrar",
        f"/api/asset-types/{made['code']}/withdraw",
        headers={"If-Match": str(made["version"])},
    )


SONAR = {
    "code": "side_scan_sonar",
    "name": "Side-scan sonar",
    "meaning": "Finds a wreck at 50 m in 2 m of silt.",
    "source": "Trials of 2026",
}


async def _own_capability(stage: Stage) -> Json:
    return await stage.done(Write("MLT", "registrar", "/api/capabilities", SONAR))


@writes("POST /api/capabilities")
async def add_capability(stage: Stage) -> Write:
    return Write("MLT", "registrar", "/api/capabilities", SONAR)


@writes("PATCH /api/capabilities/{code}")
async def change_capability(stage: Stage) -> Write:
    made = await _own_capability(stage)
    return Write(
        "MLT",
        "registrar",
        f"/api/capabilities/{made['code']}",
        {"meaning": "Finds a wreck at 80 m."},
        method="PATCH",
        headers={"If-Match": str(made["version"])},
    )


@writes("POST /api/capabilities/{code}/withdraw")
async def withdraw_capability(stage: Stage) -> Write:
    made = await _own_capability(stage)
    return Write(
        "MLT",
        "registrar",
        f"/api/capabilities/{made['code']}/withdraw",
        headers={"If-Match": str(made["version"])},
    )


@writes("POST /api/assets/import")
async def import_assets(stage: Stage) -> Write:
    content = b"name,type\nNemo 21,H1\nNemo 22,H1\n"
    headers = {"Content-Type": "text/csv"}
    return Write("ITA", "registrar", "/api/assets/import", content=content, headers=headers)


@writes("PATCH /api/assets/{asset_id}")
async def change_asset(stage: Stage) -> Write:
    made = await stage.asset()
    return Write(
        "MLT",
        "registrar",
        f"/api/assets/{made['id']}",
        {"name": "Renamed", "base_shared": False},
        method="PATCH",
        headers={"If-Match": str(made["version"])},
    )


@writes("POST /api/assets/{asset_id}/readiness")
async def set_readiness(stage: Stage) -> Write:
    made = await stage.asset("ITA")
    body = {"readiness": "unavailable", "reason": "Engine change."}
    return Write("ITA", "registrar", f"/api/assets/{made['id']}/readiness", body)


@writes("POST /api/assets/{asset_id}/retire")
async def retire_asset(stage: Stage) -> Write:
    made = await stage.asset("ITA")
    return Write(
        "ITA",
        "registrar",
        f"/api/assets/{made['id']}/retire",
        headers={"If-Match": str(made["version"])},
    )


@writes("POST /api/assets/{asset_id}/position/believe")
async def believe_position(stage: Stage) -> Write:
    made = await stage.asset()
    far = fix(18.9, 35.7)
    await delivered(stage.client_of, "MLT", made["id"], far)
    body = {"at": far["at"], "reason": "Her master says so by voice."}
    return Write("MLT", "registrar", f"/api/assets/{made['id']}/position/believe", body)


@writes("POST /api/assets/{asset_id}/position/doubt")
async def doubt_position(stage: Stage) -> Write:
    made = await stage.asset()
    of_a_fast_clock = fix(12.71, 35.6, START + timedelta(seconds=100))
    await delivered(stage.client_of, "MLT", made["id"], of_a_fast_clock)
    body = {"reason": "Her master says otherwise."}
    return Write("MLT", "watch_officer", f"/api/assets/{made['id']}/position/doubt", body)


@writes("POST /api/assets/{asset_id}/fixes")
async def deliver_fixes(stage: Stage) -> Write:
    made = await stage.asset()
    return Write("MLT", "feed", f"/api/assets/{made['id']}/fixes", fix(12.8, 35.7))


@writes("POST /api/assets/{asset_id}/fixes")
async def deliver_a_fix_that_leaves_a_zone(stage: Stage) -> Write:
    zone = term(visibility="readiness", zone=box(12.0, 35.0, 13.0, 36.0), zone_name="Strait")
    body = agreement(zone, reference="ZONE", parties=("MLT", "TUN"))
    await concluded(stage.client_of, body)
    made = await stage.asset()
    return Write("MLT", "feed", f"/api/assets/{made['id']}/fixes", fix(12.7, 36.2))


@writes("POST /api/fixes")
async def deliver_fixes_of_many(stage: Stage) -> Write:
    made = await stage.asset()
    place = {"lat": 35.7, "lon": 12.8, "at": START.isoformat()}
    return Write("MLT", "feed", "/api/fixes", [{"id": made["id"], **place}])


@writes("POST /api/fuel-points")
async def add_fuel_point(stage: Stage) -> Write:
    return Write("ITA", "registrar", "/api/fuel-points", fuel_point())


@writes("POST /api/fuel-points")
async def add_a_fuel_point_that_a_clause_opens(stage: Stage) -> Write:
    await _opened(stage)
    return Write("ITA", "registrar", "/api/fuel-points", fuel_point())


@writes("PATCH /api/fuel-points/{point_id}")
async def change_fuel_point(stage: Stage) -> Write:
    await _opened(stage)
    made = await stage.done(Write("ITA", "registrar", "/api/fuel-points", fuel_point()))
    return Write(
        "ITA",
        "registrar",
        f"/api/fuel-points/{made['id']}",
        {"hours_utc": "06:00-18:00", "place": point(14.0, 37.5)},
        method="PATCH",
        headers={"If-Match": str(made["version"])},
    )


@writes("POST /api/fuel-points/{point_id}/withdraw")
async def withdraw_fuel_point(stage: Stage) -> Write:
    await _opened(stage)
    made = await stage.done(Write("ITA", "registrar", "/api/fuel-points", fuel_point()))
    body = {"reason": "The pump is broken."}
    return Write("ITA", "registrar", f"/api/fuel-points/{made['id']}/withdraw", body)


async def _opened(stage: Stage) -> None:
    """A clause that opens Italy's points about Lampedusa to Malta."""
    opens = term("Art. 11", grantor="ITA", fuel_points=True, zone=box(12.0, 35.0, 13.0, 36.0))
    await concluded(stage.client_of, agreement(opens, reference="FUEL", parties=("ITA", "MLT")))


@writes("POST /api/ships")
async def report_ship(stage: Stage) -> Write:
    at, point = START.isoformat(), {"type": "Point", "coordinates": [12.7, 34.1]}
    body = {"id": id_of(), "name": "Exercise Star", "type": "M4", "at": at, "point": point}
    return Write("ITA", "watch_officer", "/api/ships", body)


@writes("POST /api/ships/{ship_id}/fixes")
async def move_ship(stage: Stage) -> Write:
    at = (clock.now() - timedelta(minutes=10)).isoformat()
    ship = await ship_of_opportunity(stage.client_of, at=at)
    return Write("ITA", "feed", f"/api/ships/{ship['id']}/fixes", fix(12.7, 34.14))


@writes("POST /api/ships/{ship_id}/fixes")
async def tell_of_a_ship_of_others(stage: Stage) -> Write:
    at = (clock.now() - timedelta(minutes=10)).isoformat()
    ship = await ship_of_opportunity(stage.client_of, at=at)
    return Write("TUN", "feed", f"/api/ships/{ship['id']}/fixes", fix(12.7, 34.14))


@writes("POST /api/ships/{ship_id}/doubt")
async def doubt_ship(stage: Stage) -> Write:
    ship = await ship_of_opportunity(stage.client_of)
    body = {"reason": "Nobody of that name is there."}
    return Write("TUN", "watch_officer", f"/api/ships/{ship['id']}/doubt", body)


@writes("POST /api/ships/{ship_id}/believe")
async def believe_ship(stage: Stage) -> Write:
    ship = await ship_of_opportunity(stage.client_of)
    body = {"reason": "Nobody of that name is there."}
    doubted = f"/api/ships/{ship['id']}/doubt"
    assert (await stage.client_of("TUN", "watch_officer").post(doubted, json=body)).is_success
    return Write("TUN", "watch_officer", f"/api/ships/{ship['id']}/believe", body)


@writes("POST /api/ships/{ship_id}/withdraw")
async def withdraw_ship(stage: Stage) -> Write:
    ship = await ship_of_opportunity(stage.client_of)
    body = {"reason": "Seen twice, reported twice."}
    return Write("ITA", "watch_officer", f"/api/ships/{ship['id']}/withdraw", body)


# incidents


@writes("POST /api/incidents")
async def open_incident(stage: Stage) -> Write:
    return Write("ITA", "watch_officer", "/api/incidents", case())


def on_incident(route: str, role: str, body: Json, *, named: str) -> None:
    """Register a case of an action on an incident that Malta and Tunisia hear of."""

    async def act(stage: Stage) -> Write:
        incident = await stage.incident()
        return Write("ITA", role, f"/api/incidents/{incident['id']}/{route}", body)

    act.__name__ = named
    writes(f"POST /api/incidents/{{incident_id}}/{route}")(act)


POINT = {"type": "Point", "coordinates": [13.1, 34.6]}
on_incident(
    "positions", "watch_officer", {"point": POINT, "error_nm": 1.0}, named="report_position"
)
on_incident(
    "datum",
    "watch_officer",
    {"point": POINT, "uncertainty_nm": 5.0, "drift": {"course_deg": 90.0, "speed_kn": 2.0}},
    named="set_datum",
)
on_incident(
    "voyage", "watch_officer", {"way": [[13.1, 34.6]], "source": "families"}, named="tell_voyage"
)


@writes("POST /api/incidents/{incident_id}/voyage")
async def tell_voyage_without_a_position(stage: Stage) -> Write:
    incident = await stage.incident(position=None)
    body = {"last_port": "Zawiya", "way": [[12.7, 33.5], [12.9, 35.4]], "source": "families"}
    return Write("ITA", "watch_officer", f"/api/incidents/{incident['id']}/voyage", body)


@writes("POST /api/incidents/{incident_id}/positions")
async def report_position_before_any_datum(stage: Stage) -> Write:
    incident = await stage.incident(position=None)
    body = {"point": POINT, "error_nm": 1.0}
    return Write("ITA", "watch_officer", f"/api/incidents/{incident['id']}/positions", body)


on_incident("datum/drift", "watch_officer", {}, named="set_present_place")
on_incident(
    "keep-from", "watch_officer", {"party": "GRC", "reason": "They fled."}, named="keep_case_from"
)
on_incident("phase", "watch_officer", {"phase": "alert", "reason": "Called."}, named="set_phase")
_SHEET = {"answers": [{"criterion": "overloaded", "answer": "yes", "source": "aircraft"}]}
on_incident("assessment", "watch_officer", _SHEET, named="assess_incident")
on_incident("criteria", "watch_officer", _SHEET, named="tell_criteria")
on_incident("assessment/suggestion", "observer", _SHEET, named="suggest_phase")
on_incident("no-able-unit", "watch_officer", {"reason": "All are out."}, named="tell_no_able_unit")
on_incident("help-refused", "watch_officer", {"source": "her master"}, named="tell_refusal")
on_incident("ships-asked", "watch_officer", {"sources": ["ais"]}, named="write_asked_ships")
on_incident("tow", "watch_officer", {"unit": "Two", "reason": "Near."}, named="tell_tow")
on_incident("other-authority", "watch_officer", {"name": "Customs"}, named="tell_other_authority")
on_incident(
    "found-by-others",
    "watch_officer",
    {"by": "On shore", "alive": 80, "dead": 1, "source": "Coast guard"},
    named="tell_found_by_others",
)


@writes("POST /api/incidents/{incident_id}/second")
async def second_assessment(stage: Stage) -> Write:
    incident = await stage.incident(phase="alert")
    path = f"/api/incidents/{incident['id']}/assessment"
    body = {
        "answers": [{"criterion": "asks_for_rescue", "answer": "yes"}],
        "reason": "A ship is with them.",
    }
    made = await stage.client_of("ITA", "watch_officer").post(path, json=body)
    assert made.status_code == 200, made.text
    second = f"/api/incidents/{incident['id']}/second"
    return Write("ITA", "watch_officer", second, {"function": "Head of operations"})


@writes("POST /api/incidents/{incident_id}/called-people")
async def write_called_people(stage: Stage) -> Write:
    incident = await stage.incident()
    path = f"/api/incidents/{incident['id']}/called-people"
    return Write("ITA", "watch_officer", path, {"function": "Duty officer", "agreed": "Stay."})


@writes("POST /api/incidents/{incident_id}/lost-list")
async def tell_list_taken(stage: Stage) -> Write:
    incident = await stage.incident()
    path = f"/api/incidents/{incident['id']}/lost-list"
    said = {"authority": "Office for missing persons", "function": "Duty officer"}
    return Write("ITA", "watch_officer", path, {**said, "channel": "telephone"})


@writes("POST /api/incidents/{incident_id}/smc-by-voice")
async def tell_smc_by_voice(stage: Stage) -> Write:
    incident = await stage.incident()
    return Write("ITA", "watch_officer", *_by_voice(stage, incident))


@writes("POST /api/incidents/{incident_id}/told-by-voice")
async def tell_centre_told(stage: Stage) -> Write:
    incident = await stage.incident()
    path, body = _by_voice(stage, incident)
    told = {"centre_id": body["centre_id"], "function": "Duty officer", "said": "Has noted it."}
    return Write("ITA", "watch_officer", path.replace("smc-by-voice", "told-by-voice"), told)


@writes("POST /api/incidents/{incident_id}/smc-by-voice/end")
async def end_smc_by_voice(stage: Stage) -> Write:
    incident = await stage.incident()
    path, body = _by_voice(stage, incident)
    made = await stage.client_of("ITA", "watch_officer").post(path, json=body)
    assert made.status_code == 200, made.text
    return Write("ITA", "watch_officer", f"{path}/end", {"reason": "Tripoli is silent."})


@writes("POST /api/incidents/{incident_id}/handover/confirm")
async def confirm_handover(stage: Stage) -> Write:
    incident = await stage.incident()
    path, body = _by_voice(stage, incident)
    made = await stage.client_of("ITA", "watch_officer").post(path, json=body)
    assert made.status_code == 200, made.text
    where = f"/api/incidents/{incident['id']}/handover/confirm"
    return Write("ITA", "watch_officer", where, {"facts": ["phase", "position"]})


def _by_voice(stage: Stage, incident: Json) -> tuple[str, Json]:
    body = {
        "centre_id": str(stage.world.centres[LISTED]),
        "function": "Duty officer",
        "heard": "We take it.",
    }
    return f"/api/incidents/{incident['id']}/smc-by-voice", body


on_incident("log", "watch_officer", {"text": "Called again."}, named="write_log")
on_incident("log", "watch_officer", {"text": "Between us.", "own": True}, named="write_own_log")
on_incident("sitreps", "watch_officer", {}, named="issue_sitrep")
_SUSPENDED = {"reason": "Nothing found.", "ground": "darkness", "second": "Head of operations"}
on_incident("suspend", "coordinator", _SUSPENDED, named="suspend_incident")


@writes("POST /api/incidents/{incident_id}/look-again")
async def look_at_suspended_search(stage: Stage) -> Write:
    incident = await stage.incident()
    path = f"/api/incidents/{incident['id']}"
    await stage.done(Write("ITA", "coordinator", f"{path}/suspend", _SUSPENDED))
    return Write("ITA", "watch_officer", f"{path}/look-again", {"reason": "Still dark."})


@writes("POST /api/incidents/{incident_id}/keep-from-no-more")
async def keep_case_from_no_more(stage: Stage) -> Write:
    kept = {"party": "GRC", "reason": "They fled."}
    incident = await stage.incident(kept_from=[kept])
    body = {"party": "GRC", "reason": "They did not."}
    return Write("ITA", "watch_officer", f"/api/incidents/{incident['id']}/keep-from-no-more", body)


@writes("POST /api/positions/look")
async def look_at_position(_stage: Stage) -> Write:
    return Write("ITA", "observer", "/api/positions/look", {"text": "34 20.0N 012 42.0E"})


@writes("PATCH /api/incidents/{incident_id}")
async def change_incident(stage: Stage) -> Write:
    incident = await stage.incident()
    return Write(
        "ITA",
        "watch_officer",
        f"/api/incidents/{incident['id']}",
        {"title": "Boat adrift", "conditions": {"wind_kn": 25.0}, "situation": "mass_rescue"},
        method="PATCH",
        headers={"If-Match": str(incident["version"])},
    )


@writes("POST /api/incidents/{incident_id}/links")
async def link_incidents(stage: Stage) -> Write:
    one, other = await stage.incident(), await stage.incident("MLT")
    await _involve(stage, other, "ITA", by="MLT")
    path = f"/api/incidents/{one['id']}/links"
    return Write("ITA", "watch_officer", path, {"other_id": other["id"]})


async def _linked(stage: Stage) -> str:
    """The path at which Malta answers Italy's proposal that their cases are of one event."""
    proposal = await link_incidents(stage)

    async def proposed(_client_of: ClientOf, _path: str) -> Json:
        return await stage.done(proposal)

    (link,) = (await stage.once(proposed, proposal.path))["links"]
    return f"/api/incidents/{link['incident_id']}/links/{link['id']}"


@writes("POST /api/incidents/{incident_id}/links/{link_id}/accept")
async def accept_incident_link(stage: Stage) -> Write:
    return Write("MLT", "watch_officer", f"{await _linked(stage)}/accept")


@writes("POST /api/incidents/{incident_id}/links/{link_id}/decline")
async def decline_incident_link(stage: Stage) -> Write:
    body = {"reason": "It is another boat."}
    return Write("MLT", "watch_officer", f"{await _linked(stage)}/decline", body)


@writes("POST /api/incidents/{incident_id}/links/{link_id}/withdraw")
async def withdraw_incident_link(stage: Stage) -> Write:
    path = await _linked(stage)
    await stage.done(Write("MLT", "watch_officer", f"{path}/accept"))
    body = {"reason": "It was another boat."}
    return Write("MLT", "watch_officer", f"{path}/withdraw", body)


async def _involve(stage: Stage, incident: Json, party: str, *, by: str) -> None:
    """Have a party involved by asking it to coordinate."""
    path = f"/api/incidents/{incident['id']}/coordination"

    async def involved(_client_of: ClientOf, path: str, party: str, by: str) -> Json:
        body = {"to_centre_id": str(stage.world.centres[party]), "id": id_of()}
        return await stage.done(Write(by, "coordinator", path, body))

    await stage.once(involved, path, party, by)


@writes("POST /api/incidents/{incident_id}/reopen")
async def reopen_incident(stage: Stage) -> Write:
    incident = await stage.incident()
    path = f"/api/incidents/{incident['id']}"
    await stage.done(Write("ITA", "coordinator", f"{path}/suspend", _SUSPENDED))
    return Write("ITA", "coordinator", f"{path}/reopen", {"reason": "A new sighting."})


@writes("POST /api/incidents/{incident_id}/reopen")
async def reopen_closed_incident(stage: Stage) -> Write:
    incident = await _closable(stage)
    path = f"/api/incidents/{incident['id']}"
    await stage.done(Write("ITA", "coordinator", f"{path}/close", {"reason": "All are safe."}))
    return Write("ITA", "coordinator", f"{path}/reopen", {"reason": "A new sighting."})


async def _closable(stage: Stage) -> Json:
    """A case in which nobody is outstanding."""
    return await stage.incident(pob={"min": 0, "max": 0, "source": "owner"})


@writes("POST /api/incidents/{incident_id}/close")
async def close_incident(stage: Stage) -> Write:
    incident = await _closable(stage)
    await stage.request(incident=incident)
    path = f"/api/incidents/{incident['id']}/close"
    return Write("ITA", "coordinator", path, {"reason": "All are safe."})


@writes("POST /api/incidents/{incident_id}/close/withdraw")
async def withdraw_closing(stage: Stage) -> Write:
    incident = await stage.incident()
    row = await stage.db.get_one(Incident, UUID(incident["id"]))
    row.asked_to_close = {
        **given(UUID(int=1), now=clock.now()),
        "party": "ITA",
        "reason": "No hope.",
        "outcome": "Search ended.",
        "at": clock.now().isoformat(),
        "left": asdict(Outstanding(unaccounted=400)),
        "waits": True,
    }
    await stage.db.commit()
    return Write("ITA", "watch_officer", f"/api/incidents/{incident['id']}/close/withdraw", {})


@writes("POST /api/incidents/{incident_id}/coordination")
async def propose_coordination(stage: Stage) -> Write:
    incident = await stage.incident()
    body = {"id": id_of(), "to_centre_id": str(stage.world.centres["TUN"])}
    return Write("ITA", "coordinator", f"/api/incidents/{incident['id']}/coordination", body)


def on_proposal(action: str, party: str, body: Json) -> None:
    """Register a case of what becomes of a proposal to take over."""

    async def act(stage: Stage) -> Write:
        request_ = await stage.request()
        incident = {"id": request_["incident_id"]}
        await _involve(stage, incident, "MLT", by="ITA")
        path = f"/api/incidents/{incident['id']}/coordination/{action}"
        return Write(party, "coordinator", path, body)

    act.__name__ = f"{action}_coordination"
    writes(f"POST /api/incidents/{{incident_id}}/coordination/{action}")(act)


on_proposal("accept", "MLT", {})
on_proposal("decline", "MLT", {"reason": "No aircraft here."})
on_proposal("withdraw", "ITA", {})
