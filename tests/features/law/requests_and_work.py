"""Cases: requests, offers, deployments and ships of opportunity at work."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sar import clock
from sar.geo.position import LatLon
from tests.clients import ClientOf
from tests.features.law.stage import Json, Stage, Write, writes
from tests.given.answer_links import Made, link_for, link_to_clearance
from tests.given.distress_reports import beacon, heard
from tests.given.requests import (
    hailed,
    id_of,
    later,
    offer,
    offered,
    quiet,
    request,
    sent_away,
    ship_of_opportunity,
)
from tests.world import START

# requests


@writes("POST /api/requests")
async def file_request(stage: Stage) -> Write:
    incident = await stage.incident()
    body = request(stage.world, "MLT", "TUN", "LBY", incident=incident)
    return Write("ITA", "watch_officer", "/api/requests", body)


@writes("POST /api/requests")
async def draft_request(stage: Stage) -> Write:
    body = request(stage.world, "MLT", open=False)
    return Write("ITA", "watch_officer", "/api/requests", body)


@writes("POST /api/requests/{request_id}/open")
async def open_request(stage: Stage) -> Write:
    made = await stage.request("TUN", open=False)
    return Write("ITA", "watch_officer", f"/api/requests/{made['id']}/open", {})


@writes("POST /api/requests/{request_id}/amend")
async def amend_request(stage: Stage) -> Write:
    made = await stage.request()
    needs = [{"id": need["id"], "kinds": ["vessel"], "quantity": 2} for need in made["needs"]]
    body = {"reason": "More are needed.", "needs": needs, "to": [str(stage.world.centres["GRC"])]}
    return Write("ITA", "watch_officer", f"/api/requests/{made['id']}/amend", body)


@writes("POST /api/requests/{request_id}/acknowledge")
async def acknowledge_request(stage: Stage) -> Write:
    made = await stage.request("MLT", "TUN")
    return Write("MLT", "watch_officer", f"/api/requests/{made['id']}/acknowledge", {})


@writes("POST /api/requests/{request_id}/decline")
async def decline_request(stage: Stage) -> Write:
    made = await stage.request("MLT", "TUN")
    body = {"reason": "All are out."}
    return Write("TUN", "watch_officer", f"/api/requests/{made['id']}/decline", body)


@writes("POST /api/requests/{request_id}/voice-answer")
async def record_request_voice_answer(stage: Stage) -> Write:
    made = await stage.request("MLT", "LBY")
    body = {
        "centre_id": str(stage.world.centres["LBY"]),
        "function": "duty officer",
        "answer": "declined",
        "said": "Nothing available.",
    }
    return Write("ITA", "watch_officer", f"/api/requests/{made['id']}/voice-answer", body)


@writes("POST /api/requests/{request_id}/call")
async def record_request_call(stage: Stage) -> Write:
    made = await stage.request("MLT", "LBY")
    body = {"centre_id": str(stage.world.centres["LBY"]), "outcome": "no_answer"}
    return Write("ITA", "watch_officer", f"/api/requests/{made['id']}/call", body)


async def _linked(stage: Stage) -> tuple[Json, Made]:
    made = await stage.request("MLT", "LBY")

    async def linked(client_of: ClientOf) -> tuple[str, str]:
        link = await link_for(client_of, stage.world, made)
        return link.url, link.code

    return made, Made(*await stage.once(linked))


@writes("POST /api/requests/{request_id}/answer-link")
async def make_answer_link(stage: Stage) -> Write:
    made = await stage.request("MLT", "LBY")
    body = {"id": id_of(), "centre_id": str(stage.world.centres["LBY"])}
    return Write("ITA", "watch_officer", f"/api/requests/{made['id']}/answer-link", body)


@writes("POST /api/requests/{request_id}/answer-link/code")
async def make_answer_code(stage: Stage) -> Write:
    made, _ = await _linked(stage)
    body = {"id": id_of(), "centre_id": str(stage.world.centres["LBY"])}
    return Write("ITA", "watch_officer", f"/api/requests/{made['id']}/answer-link/code", body)


@writes("POST /api/requests/{request_id}/answer-link/withdraw")
async def withdraw_answer_link(stage: Stage) -> Write:
    made, _ = await _linked(stage)
    body = {"centre_id": str(stage.world.centres["LBY"])}
    path = f"/api/requests/{made['id']}/answer-link/withdraw"
    return Write("ITA", "watch_officer", path, body)


def _by_link(link: Made, action: str, body: Any = None, **headers: str) -> Write:
    """A call of the link's page, by nobody who is known here."""
    told = {"Authorization": f"Bearer {link.token}", **headers}
    path = f"/api/answer/{action}"
    return Write("ITA", "observer", path, body, headers=told, anonymous=True)


@writes("POST /api/answer/look")
async def look_at_answer_link(stage: Stage) -> Write:
    _, link = await _linked(stage)
    return _by_link(link, "look")


@writes("POST /api/answer/open")
async def open_answer_link(stage: Stage) -> Write:
    _, link = await _linked(stage)
    return _by_link(link, "open", {"code": link.code})


@writes("POST /api/answer/say")
async def say_by_answer_link(stage: Stage) -> Write:
    _, link = await _linked(stage)
    return await _said(stage, link, answer="offered", said="One tug.")


async def _said(stage: Stage, link: Made, **said: str) -> Write:
    """An answer by the link, on the device that has opened it."""
    client = stage.client_of("ITA", "observer")
    opened = _by_link(link, "open", {"code": link.code})
    answer = await client.post(opened.path, json=opened.json, headers=opened.headers)
    client.cookies.clear()
    cookie = str(answer.headers["set-cookie"]).partition(";")[0]
    body = {"id": id_of(), "function": "duty officer", **said}
    return _by_link(link, "say", body, Cookie=cookie)


@writes("POST /api/requests/{request_id}/close")
async def close_request(stage: Stage) -> Write:
    made = await stage.offer()
    return Write("ITA", "watch_officer", f"/api/requests/{made['request_id']}/close", {})


@writes("POST /api/requests/{request_id}/cancel")
async def cancel_request(stage: Stage) -> Write:
    row = await stage.deployment()
    path = f"/api/requests/{row['request_id']}/cancel"
    return Write("ITA", "watch_officer", path, {"reason": "No longer needed."})


@writes("POST /api/mutings")
async def mute_party(stage: Stage) -> Write:
    await stage.request("MLT")
    return Write("MLT", "coordinator", "/api/mutings", quiet("ITA"))


@writes("POST /api/mutings")
async def mute_party_again(stage: Stage) -> Write:
    await stage.done(Write("MLT", "coordinator", "/api/mutings", quiet("ITA")))
    return Write("MLT", "coordinator", "/api/mutings", quiet("ITA", minutes=240))


@writes("POST /api/mutings/{muting_id}/end")
async def end_muting(stage: Stage) -> Write:
    made = await stage.done(Write("MLT", "coordinator", "/api/mutings", quiet("ITA")))
    return Write("MLT", "watch_officer", f"/api/mutings/{made['id']}/end", {})


REPORTS = "/api/distress-reports"


async def _signal(stage: Stage, step: str, body: Json) -> Write:
    """A step of Malta's about a beacon in its region, which Italy has heard."""
    report = await heard(stage.db, "ITA", beacon(clock.now(), LatLon(34.5, 14.0)))
    return Write("MLT", "watch_officer", f"/api/distress-reports/{report.id}/{step}", body)


@writes("POST /api/distress-reports/{report_id}/open")
async def open_case_of_distress_report(stage: Stage) -> Write:
    return await _signal(stage, "open", {})


@writes("POST /api/distress-reports/{report_id}/join")
async def join_distress_report(stage: Stage) -> Write:
    incident = await stage.incident("MLT")
    return await _signal(stage, "join", {"incident_id": incident["id"]})


@writes("POST /api/distress-reports/{report_id}/take-up")
async def take_up_distress_report(stage: Stage) -> Write:
    return await _signal(stage, "take-up", {})


@writes("POST /api/distress-reports/{report_id}/pass-on")
async def pass_on_distress_report(stage: Stage) -> Write:
    to = {"centre_id": str(stage.world.centres["TUN"]), "reason": "Theirs."}
    return await _signal(stage, "pass-on", to)


@writes("POST /api/distress-reports/{report_id}/dismiss")
async def dismiss_distress_report(stage: Stage) -> Write:
    return await _signal(stage, "dismiss", {"reason": "Fell from its bracket."})


IN_MALTAS_REGION = "DSC DISTRESS ALERT\nMMSI: 247123456\nPOS: 34-30N 014-00E\nNATURE: SINKING"


def _text(text: str) -> Write:
    """A text of distress that Italy tells."""
    return Write("ITA", "watch_officer", REPORTS, {"text": text, "source": "telex"})


@writes("POST /api/distress-reports")
async def tell_distress(stage: Stage) -> Write:
    return _text(IN_MALTAS_REGION)


@writes("POST /api/distress-reports")
async def tell_distress_of_a_place_elsewhere(stage: Stage) -> Write:
    await stage.done(_text(IN_MALTAS_REGION))
    return _text("DSC DISTRESS ALERT\nMMSI: 247123456\nPOS: 40-00N 012-00E\nNATURE: SINKING")


@writes("POST /api/distress-reports/look")
async def look_at_distress_text(stage: Stage) -> Write:
    return replace(_text(IN_MALTAS_REGION), path=f"{REPORTS}/look")


@writes("POST /api/distress-reports/{report_id}/open")
async def open_case_of_distress_text(stage: Stage) -> Write:
    told = "HEX ID 1EE43C4800FFBFF\nDISTRESS COSPAS-SARSAT POSITION CONFLICT ALERT\nPOSITIONS\n"
    told += "DOPPLER A - 34 20.1 N 014 02.2 E PROB 60 PERCENT\n"
    told += "DOPPLER B - 40 02.1 N 012 02.2 E PROB 40 PERCENT"
    report = await stage.done(_text(told))
    return Write("ITA", "watch_officer", f"{REPORTS}/{report['id']}/open", {})


@writes("POST /api/matches")
async def ask_for_matches(stage: Stage) -> Write:
    incident = await stage.incident()
    body = {"incident_id": incident["id"], "need": {"kinds": ["aircraft"]}}
    return Write("ITA", "observer", "/api/matches", body)


# offers


@writes("POST /api/requests/{request_id}/offers")
async def offer_for_request(stage: Stage) -> Write:
    made, asset = await stage.request(), await stage.asset()
    path = f"/api/requests/{made['id']}/offers"
    return Write("MLT", "watch_officer", path, offer(asset["id"]))


@writes("POST /api/requests/{request_id}/offers")
async def offer_ones_own_and_accept(stage: Stage) -> Write:
    made, asset = await stage.request(), await stage.asset("ITA")
    path = f"/api/requests/{made['id']}/offers"
    return Write("ITA", "coordinator", path, offer(asset["id"], accept=True))


@writes("POST /api/incidents/{incident_id}/offers")
async def offer_unasked(stage: Stage) -> Write:
    incident, asset = await stage.incident(), await stage.asset("TUN")
    path = f"/api/incidents/{incident['id']}/offers"
    return Write("TUN", "watch_officer", path, offer(asset["id"]))


@writes("POST /api/offers/{offer_id}/accept")
async def accept_unasked_offer(stage: Stage) -> Write:
    incident, asset = await stage.incident(), await stage.asset("TUN")
    made = await offered(stage.client_of, "TUN", f"incidents/{incident['id']}", asset["id"])
    return Write("ITA", "coordinator", f"/api/offers/{made['id']}/accept", {})


@writes("POST /api/offers/{offer_id}/accept")
async def accept_offer(stage: Stage) -> Write:
    made = await stage.offer()
    return Write("ITA", "coordinator", f"/api/offers/{made['id']}/accept", {})


@writes("POST /api/offers/{offer_id}/decline")
async def decline_offer(stage: Stage) -> Write:
    made = await stage.offer()
    body = {"reason": "A nearer one comes."}
    return Write("ITA", "coordinator", f"/api/offers/{made['id']}/decline", body)


@writes("POST /api/offers/{offer_id}/withdraw")
async def withdraw_offer(stage: Stage) -> Write:
    made = await stage.offer()
    return Write("MLT", "watch_officer", f"/api/offers/{made['id']}/withdraw", {})


@writes("POST /api/offers/{offer_id}/confirm")
async def confirm_offer(stage: Stage) -> Write:
    made = await stage.offer(provisional=True)
    return Write("MLT", "watch_officer", f"/api/offers/{made['id']}/confirm", {})


# deployments

STEP = "POST /api/deployments/{deployment_id}/{action}"


def on_deployment(action: str, *before: str, party: str = "MLT", **body: Any) -> None:
    """Register a case of a step of an asset's deployment."""

    async def act(stage: Stage) -> Write:
        row = await stage.deployment()
        for step in before:
            persons = {"persons": 3} if step in ("load", "deliver") else {}
            who = "ITA" if step == "release" else "MLT"
            row = await stage.stepped(who, row, step, **persons)
        path = f"/api/deployments/{row['id']}/{action}"
        return Write(party, "coordinator", path, body)

    act.__name__ = f"step_{action}_after_{'_'.join(before) or 'nothing'}"
    writes(STEP)(act)


# Those that begin alike follow each other: so much is shared.
on_deployment("mobilise")
on_deployment("depart", eta_at=(START + timedelta(hours=1)).isoformat())
on_deployment("get-underway", "mobilise")
on_deployment("arrive", "depart")
on_deployment("promise", "depart", promised_at=(START + timedelta(hours=1)).isoformat())
on_deployment("stand-down", "depart", party="ITA", **sent_away({}))
on_deployment("refuel", "depart", "arrive")
on_deployment("load", "depart", "arrive", persons=3)
on_deployment("release", "depart", "arrive", party="ITA", **sent_away({}))
on_deployment("resume", "depart", "arrive", "refuel")
on_deployment("deliver", "depart", "arrive", "load", persons=3)
on_deployment("recall", "depart", "arrive", "load", **sent_away({"note": "Own emergency."}))
on_deployment("call-away", "depart", "arrive", "load", party="ITA")
on_deployment("return", "depart", "arrive", "release")
on_deployment("returned", "depart", "arrive", "release", "return")


def on_ship(action: str, *before: str, **body: Any) -> None:
    """Register a case of a step of a ship of opportunity."""

    async def act(stage: Stage) -> Write:
        row = await stage.hailed()
        for step in before:
            persons = {"persons": 3} if step == "embark" else {}
            row = await stage.stepped("ITA", row, step, **persons)
        return Write("ITA", "coordinator", f"/api/deployments/{row['id']}/{action}", body)

    act.__name__ = f"ship_{action}_after_{'_'.join(before) or 'hail'}"
    writes(STEP)(act)


on_ship("proceed")
on_ship("unable", note="No rescue gear.")
on_ship("arrive", "proceed")
on_ship("promise", "proceed", promised_at=(START + timedelta(hours=1)).isoformat())
on_ship("embark", "proceed", "arrive", persons=3)
on_ship("release", "proceed", "arrive", **sent_away({}))


@writes("POST /api/deployments/{deployment_id}/transfer")
async def transfer_to_a_ship(stage: Stage) -> Write:
    row = await stage.deployment("depart", "arrive")
    await stage.stepped("MLT", row, "load", persons=3)
    ship = await hailed(stage.client_of, {"id": row["incident_id"]})
    await stage.stepped("ITA", ship, "proceed", "arrive")
    body = {"to_deployment_id": ship["id"], "persons": 2}
    return Write("MLT", "watch_officer", f"/api/deployments/{row['id']}/transfer", body)


@writes("POST /api/deployments/{deployment_id}/headcount")
async def count_children(stage: Stage) -> Write:
    row = await stage.deployment("depart", "arrive")
    await stage.stepped("MLT", row, "load", persons=3)
    body = {"counts": {"children": 1}, "source": "her crew"}
    return Write("MLT", "watch_officer", f"/api/deployments/{row['id']}/headcount", body)


@writes("POST /api/deployments/{deployment_id}/heard")
async def hear_from_unit(stage: Stage) -> Write:
    row = await stage.deployment("depart", "arrive")
    body = {"said_by": "the pilot", "endurance_minutes": 80, "check_in_minutes": 15}
    return Write("MLT", "watch_officer", f"/api/deployments/{row['id']}/heard", body)


@writes("POST /api/deployments/{deployment_id}/lives")
async def find_one_dead(stage: Stage) -> Write:
    row = await stage.deployment("depart", "arrive")
    await stage.stepped("MLT", row, "load", persons=3)
    body = {"fact": "found-dead", "persons": 1, "said_by": "her crew"}
    return Write("MLT", "watch_officer", f"/api/deployments/{row['id']}/lives", body)


@writes("POST /api/deployments/{deployment_id}/count")
async def count_anew(stage: Stage) -> Write:
    row = await stage.deployment("depart", "arrive")
    body = {"aboard": 2, "delivered": 1, "reason": "They say so.", "source": "her crew"}
    return Write("MLT", "watch_officer", f"/api/deployments/{row['id']}/count", body)


@writes("POST /api/deployments/{deployment_id}/extend")
async def extend_deployment(stage: Stage) -> Write:
    row = await stage.deployment("depart")
    body = {"until_at": later(hours=6)}
    return Write("MLT", "watch_officer", f"/api/deployments/{row['id']}/extend", body)


@writes("POST /api/deployments/{deployment_id}/divert")
async def divert_deployment(stage: Stage) -> Write:
    return await _diversion(stage)


async def _diversion(stage: Stage) -> Write:
    row, other = await stage.deployment("depart"), await stage.incident()
    body = {"incident_id": other["id"], "reason": "Nearer to that one."}
    return Write("ITA", "coordinator", f"/api/deployments/{row['id']}/divert", body)


async def _proposed_diversion(stage: Stage) -> Write:
    proposal = await _diversion(stage)

    async def diversion(_client_of: ClientOf, _path: str) -> Json:
        return await stage.done(proposal)

    await stage.once(diversion, proposal.path)
    return proposal


@writes("POST /api/deployments/{deployment_id}/consent-divert")
async def consent_to_diversion(stage: Stage) -> Write:
    proposal = await _proposed_diversion(stage)
    path = proposal.path.replace("/divert", "/consent-divert")
    return Write("MLT", "watch_officer", path, {})


@writes("POST /api/deployments/{deployment_id}/decline-divert")
async def decline_diversion(stage: Stage) -> Write:
    proposal = await _proposed_diversion(stage)
    path = proposal.path.replace("/divert", "/decline-divert")
    return Write("MLT", "watch_officer", path, {"reason": "Out of range."})


@writes("POST /api/deployments/{deployment_id}/withdraw-divert")
async def withdraw_diversion(stage: Stage) -> Write:
    proposal = await _proposed_diversion(stage)
    path = proposal.path.replace("/divert", "/withdraw-divert")
    return Write("ITA", "coordinator", path, {"reason": "Another is nearer."})


# entry


async def _asked(stage: Stage, territory: str) -> Json:
    row = await stage.deployment("depart")
    path = f"/api/deployments/{row['id']}/clearances"

    async def asked_to_enter(_client_of: ClientOf, path: str, territory: str) -> Json:
        body = {"id": id_of(), "territory": territory, "details": "Two crew."}
        return await stage.done(Write("MLT", "watch_officer", path, body))

    return await stage.once(asked_to_enter, path, territory)


@writes("POST /api/deployments/{deployment_id}/clearances")
async def ask_for_entry(stage: Stage) -> Write:
    row = await stage.deployment("depart")
    path = f"/api/deployments/{row['id']}/clearances"
    return Write("MLT", "watch_officer", path, {"id": id_of(), "territory": "TUN"})


@writes("POST /api/deployments/{deployment_id}/clearances")
async def tell_of_a_hailed_ship(stage: Stage) -> Write:
    row = await stage.hailed()
    path = f"/api/deployments/{row['id']}/clearances"
    return Write("ITA", "watch_officer", path, {"id": id_of(), "territory": "TUN"})


def on_entry(action: str, *, party: str = "TUN", territory: str = "TUN", **body: Any) -> None:
    """Register a case of what is said about entry."""

    async def act(stage: Stage) -> Write:
        made = await _asked(stage, territory)
        return Write(party, "watch_officer", f"/api/clearances/{made['id']}/{action}", body)

    act.__name__ = f"entry_{action}"
    writes(f"POST /api/clearances/{{clearance_id}}/{action}")(act)


@writes("POST /api/clearances/{clearance_id}/refuse")
async def refuse_what_is_notified(stage: Stage) -> Write:
    row = await stage.deployment("depart")
    path = f"/api/deployments/{row['id']}/clearances"
    told = {"id": id_of(), "territory": "TUN", "mode": "notify"}
    made = await stage.done(Write("MLT", "watch_officer", path, told))
    where = f"/api/clearances/{made['id']}/refuse"
    return Write("TUN", "watch_officer", where, {"reason": "Live firing there."})


on_entry("acknowledge")
on_entry("grant", conditions="Below 1500 feet.")
on_entry("refuse", reason="Live firing there.")
on_entry("withdraw", party="MLT", reason="Another goes.")
on_entry(
    "voice-answer",
    party="MLT",
    territory="LBY",
    function="duty officer",
    answer="granted",
    said="Yes.",
)
on_entry("answer-link", party="MLT", territory="LBY")


@writes("POST /api/answer/say")
async def say_by_clearance_link(stage: Stage) -> Write:
    made = await _asked(stage, "LBY")
    link = await link_to_clearance(stage.client_of, made)
    return await _said(stage, link, answer="granted", said="Below 1500 feet.")


@writes("POST /api/clearances/{clearance_id}/answer-link/code")
async def make_clearance_code(stage: Stage) -> Write:
    made = await _asked(stage, "LBY")
    path = f"/api/clearances/{made['id']}/answer-link"
    await stage.done(Write("MLT", "watch_officer", path, {"id": id_of()}))
    return Write("MLT", "watch_officer", f"{path}/code", {"id": id_of()})


@writes("POST /api/clearances/{clearance_id}/answer-link/withdraw")
async def withdraw_clearance_link(stage: Stage) -> Write:
    made = await _asked(stage, "LBY")
    path = f"/api/clearances/{made['id']}/answer-link"
    await stage.done(Write("MLT", "watch_officer", path, {"id": id_of()}))
    return Write("MLT", "watch_officer", f"{path}/withdraw")


on_entry("call", party="MLT", territory="LBY", outcome="no_answer", note="Rang ten times.")


@writes("POST /api/incidents/{incident_id}/ships")
async def hail_ship(stage: Stage) -> Write:
    incident, ship = await stage.incident(), await ship_of_opportunity(stage.client_of)
    path = f"/api/incidents/{incident['id']}/ships"
    return Write("ITA", "watch_officer", path, {"id": id_of(), "ship_id": ship["id"]})
