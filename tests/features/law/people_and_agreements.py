"""Cases: sessions, people, keys, contacts and agreements."""

from tests.clients import ClientOf
from tests.features.law.stage import Json, Stage, Write, writes
from tests.given.agreements import (
    agreement,
    concluded,
    drafted,
    proposed,
    suspended_whole,
    term,
    text,
)
from tests.given.limits import limit
from tests.given.requests import id_of
from tests.world import PASSWORD

# session, people, keys, directory


@writes("POST /api/declared-limits")
async def declare_limit(stage: Stage) -> Write:
    return Write("ITA", "admin", "/api/declared-limits", limit())


@writes("POST /api/declared-limits/{limit_id}/withdraw")
async def withdraw_limit(stage: Stage) -> Write:
    made = await stage.done(Write("ITA", "admin", "/api/declared-limits", limit()))
    return Write(
        "ITA",
        "admin",
        f"/api/declared-limits/{made['id']}/withdraw",
        {"reason": "Deposited anew."},
    )


@writes("PUT /api/declared-limits/complete")
async def set_limits_complete(stage: Stage) -> Write:
    return Write("ITA", "admin", "/api/declared-limits/complete", {"complete": True}, method="PUT")


@writes("POST /api/session")
async def sign_in(stage: Stage) -> Write:
    body = await _added(stage)
    login = {"login": f"ITA/{body['login']}", "password": PASSWORD}
    return Write("ITA", "observer", "/api/session", login, anonymous=True)


@writes("DELETE /api/session")
async def sign_out(stage: Stage) -> Write:
    return Write("ITA", "observer", "/api/session", method="DELETE")


@writes("PATCH /api/me")
async def act_for_the_same_centre(stage: Stage) -> Write:
    body = await _added(stage)
    cookie = await _cookie(stage, body["login"])
    return Write(
        "ITA",
        "observer",
        "/api/me",
        {"centre_id": body["centre_id"]},
        method="PATCH",
        headers={"Cookie": cookie, "Origin": "http://test", "Authorization": ""},
    )


async def _cookie(stage: Stage, login: str) -> str:
    client = stage.client_of("ITA", "observer")
    answer = await client.post(
        "/api/session",
        json={"login": f"ITA/{login}", "password": PASSWORD},
        headers={"Authorization": ""},
    )
    client.cookies.clear()
    return str(answer.headers["set-cookie"]).partition(";")[0]


async def _added(stage: Stage) -> Json:
    """A person who has been added."""

    async def added(_client_of: ClientOf) -> Json:
        body = _person(stage)
        await stage.done(Write("ITA", "admin", "/api/people", body))
        return body

    return await stage.once(added)


def _person(stage: Stage) -> Json:
    return {
        "id": id_of(),
        "login": f"watch.{id_of()}"[:40],
        "name": "Watch desk",
        "password": PASSWORD,
        "centre_id": str(stage.world.centres["ITA"]),
        "roles": ["watch_officer"],
    }


@writes("POST /api/people")
async def add_person(stage: Stage) -> Write:
    return Write("ITA", "admin", "/api/people", _person(stage))


@writes("DELETE /api/people/{person_id}")
async def disable_person(stage: Stage) -> Write:
    added = await _added(stage)
    return Write("ITA", "admin", f"/api/people/{added['id']}", method="DELETE")


@writes("PUT /api/people/{person_id}")
async def change_person(stage: Stage) -> Write:
    added = await _added(stage)
    posting = {"centre_id": str(stage.world.centres["ITA"]), "roles": ["coordinator"]}
    return Write(
        "ITA",
        "admin",
        f"/api/people/{added['id']}",
        {"name": "Mission coordinator", "postings": [posting]},
        method="PUT",
        headers={"If-Match": "1"},
    )


@writes("PUT /api/people/{person_id}/password")
async def reset_password(stage: Stage) -> Write:
    added = await _added(stage)
    body = {"password": "another-long-password"}
    return Write("ITA", "admin", f"/api/people/{added['id']}/password", body, method="PUT")


@writes("PUT /api/me/password")
async def change_own_password(stage: Stage) -> Write:
    body = await _added(stage)
    cookie = await _cookie(stage, body["login"])
    return Write(
        "ITA",
        "observer",
        "/api/me/password",
        {"old": PASSWORD, "new": "another-long-password"},
        method="PUT",
        headers={"Cookie": cookie, "Origin": "http://test", "Authorization": ""},
    )


@writes("POST /api/watch-relief")
async def take_watch_over(stage: Stage) -> Write:
    body = await _added(stage)
    cookie = await _cookie(stage, body["login"])
    return Write(
        "ITA",
        "observer",
        "/api/watch-relief",
        {"id": id_of(), "read_to": 1, "from_whom": "the night watch"},
        headers={"Cookie": cookie, "Origin": "http://test", "Authorization": ""},
    )


ASSISTANCE = {"state": "notice", "source": "Maritime Code, article 5", "dated_on": "2019-03-01"}


@writes("PUT /api/assistance-entry")
async def state_assistance_entry(_stage: Stage) -> Write:
    body = ASSISTANCE | {"civil": "notice", "military": "request"}
    return Write("ITA", "admin", "/api/assistance-entry", body, method="PUT")


@writes("POST /api/assistance-entry/withdraw")
async def withdraw_assistance_entry(stage: Stage) -> Write:
    admin = stage.client_of("ITA", "admin")
    answer = await admin.put("/api/assistance-entry", json=ASSISTANCE)
    assert answer.is_success, answer.text
    return Write("ITA", "admin", "/api/assistance-entry/withdraw", {"reason": "A new law."})


@writes("PUT /api/focal-point")
async def set_focal_point(_stage: Stage) -> Write:
    body = {"office": "Commissioner for missing persons", "contact": "+39 06 0000"}
    return Write("ITA", "admin", "/api/focal-point", body, method="PUT")


@writes("PUT /api/entry-authority")
async def set_entry_authority(_stage: Stage) -> Write:
    body = {"function": "Ministry, duty desk", "numbers": ["+39 06 0000", "+39 06 0001"]}
    return Write("ITA", "admin", "/api/entry-authority", body, method="PUT")


@writes("PUT /api/watch-acts")
async def set_watch_acts(_stage: Stage) -> Write:
    return Write("ITA", "admin", "/api/watch-acts", {"allowed": False}, method="PUT")


@writes("POST /api/offers/{offer_id}/accept")
async def accept_offer_as_watch_officer(stage: Stage) -> Write:
    return await _accept_as_watch_officer(stage)


@writes("POST /api/incidents/{incident_id}/acted/look")
async def look_at_coordinator_acts(stage: Stage) -> Write:
    accept = await _accept_as_watch_officer(stage)
    incident = await stage.incident()
    await stage.done(accept)
    return Write("ITA", "coordinator", f"/api/incidents/{incident['id']}/acted/look")


@writes("POST /api/incidents/{incident_id}/alarms/take-up")
async def take_up_alarms(stage: Stage) -> Write:
    await stage.done(await _accept_as_watch_officer(stage))
    incident = await stage.incident()
    return Write("ITA", "watch_officer", f"/api/incidents/{incident['id']}/alarms/take-up")


async def _accept_as_watch_officer(stage: Stage) -> Write:
    offer = await stage.offer()
    body = await _added(stage)
    cookie = await _cookie(stage, body["login"])
    return Write(
        "ITA",
        "observer",
        f"/api/offers/{offer['id']}/accept",
        headers={"Cookie": cookie, "Origin": "http://test", "Authorization": ""},
    )


@writes("PATCH /api/centres/{centre_id}")
async def change_centre(stage: Stage) -> Write:
    return Write(
        "MLT",
        "admin",
        f"/api/centres/{stage.world.centres['MLT']}",
        {"languages": ["mt", "en"], "time_zone": "Europe/Malta"},
        method="PATCH",
        headers={"If-Match": "1"},
    )


def _key(stage: Stage) -> Json:
    centre = str(stage.world.centres["ITA"])
    return {"id": id_of(), "label": "radar", "centre_id": centre, "roles": ["observer"]}


@writes("POST /api/keys")
async def create_key(stage: Stage) -> Write:
    return Write("ITA", "admin", "/api/keys", _key(stage))


@writes("DELETE /api/keys/{key_id}")
async def revoke_key(stage: Stage) -> Write:
    made = await stage.done(Write("ITA", "admin", "/api/keys", _key(stage)))
    return Write("ITA", "admin", f"/api/keys/{made['id']}", method="DELETE")


@writes("PUT /api/centres/{centre_id}/contacts")
async def set_contacts(stage: Stage) -> Write:
    return Write(
        "MLT",
        "admin",
        f"/api/centres/{stage.world.centres['MLT']}/contacts",
        {"contacts": [{"channel": "telephone", "value": "+356 21"}]},
        method="PUT",
        headers={"If-Match": "1"},
    )


# agreements


@writes("POST /api/agreements")
async def draft_agreement(stage: Stage) -> Write:
    return Write("ITA", "negotiator", "/api/agreements", agreement(reference="NEW"))


@writes("POST /api/agreements/{agreement_id}/versions")
async def amend_agreement(stage: Stage) -> Write:
    id_ = await stage.agreement(concluded, reference="OLD")
    return Write("MLT", "negotiator", f"/api/agreements/{id_}/versions", text())


@writes("POST /api/agreements/{agreement_id}/arrangement")
async def read_arrangement_as_another_version(stage: Stage) -> Write:
    id_ = await stage.agreement(concluded, reference="OLD")
    return await _arrangement(stage, "MLT", id_)


@writes("POST /api/agreements/{agreement_id}/arrangement")
async def read_arrangement_into_the_draft(stage: Stage) -> Write:
    return await _arrangement(stage, "ITA", await stage.agreement(drafted))


async def _arrangement(stage: Stage, party: str, id_: str) -> Write:
    path = f"/api/agreements/{id_}/arrangement"
    answer = await stage.client_of(party, "observer").get(path)
    content = answer.text.replace("article: Art. 1]]", "article: Art. 5]]").encode()
    headers = {"Content-Type": "text/markdown"}
    return Write(party, "negotiator", path, content=content, headers=headers)


@writes("PUT /api/agreements/{agreement_id}/draft")
async def redraft_agreement(stage: Stage) -> Write:
    id_ = await stage.agreement(drafted)
    path = f"/api/agreements/{id_}/draft"
    return Write("ITA", "negotiator", path, text(), method="PUT", headers={"If-Match": "1"})


@writes("DELETE /api/agreements/{agreement_id}/draft")
async def discard_agreement(stage: Stage) -> Write:
    id_ = await stage.agreement(drafted)
    return Write("ITA", "negotiator", f"/api/agreements/{id_}/draft", method="DELETE")


@writes("POST /api/agreements/{agreement_id}/propose")
async def propose_agreement(stage: Stage) -> Write:
    id_ = await stage.agreement(drafted)
    return Write("ITA", "negotiator", f"/api/agreements/{id_}/propose", {})


@writes("POST /api/agreements/{agreement_id}/sign")
async def sign_first(stage: Stage) -> Write:
    id_ = await stage.agreement(proposed)
    return Write("ITA", "negotiator", f"/api/agreements/{id_}/sign", {"version": 1})


@writes("POST /api/agreements/{agreement_id}/sign")
async def sign_last_so_that_it_enters_into_force(stage: Stage) -> Write:
    await stage.asset("GRC")
    parties = ("GRC", "TUN")
    id_ = await stage.agreement(proposed, term(visibility="position"), parties=parties)
    await stage.done(Write("GRC", "negotiator", f"/api/agreements/{id_}/sign", {"version": 1}))
    return Write("TUN", "negotiator", f"/api/agreements/{id_}/sign", {"version": 1})


@writes("POST /api/agreements/{agreement_id}/resume")
async def resume_agreement(stage: Stage) -> Write:
    id_ = await stage.agreement(concluded)
    await suspended_whole(stage.db, id_, by="MLT")
    return Write("MLT", "negotiator", f"/api/agreements/{id_}/resume", {})


@writes("POST /api/agreements/{agreement_id}/suspend-sharing")
async def suspend_sharing(stage: Stage) -> Write:
    id_ = await stage.agreement(concluded)
    path = f"/api/agreements/{id_}/suspend-sharing"
    return Write("MLT", "negotiator", path, {"reason": "For the moment."})


@writes("POST /api/agreements/{agreement_id}/resume-sharing")
async def resume_sharing_before_it_is_suspended(stage: Stage) -> Write:
    id_ = await stage.agreement(concluded)
    path = f"/api/agreements/{id_}"
    await stage.done(Write("MLT", "negotiator", f"{path}/suspend-sharing", {"reason": "A while."}))
    return Write("MLT", "negotiator", f"{path}/resume-sharing", {})


@writes("POST /api/agreements/{agreement_id}/end")
async def end_agreement(stage: Stage) -> Write:
    id_ = await stage.agreement(concluded)
    return Write("MLT", "negotiator", f"/api/agreements/{id_}/end", {"reason": "It is over."})


@writes("POST /api/agreements/{agreement_id}/end")
async def refuse_a_proposed_version(stage: Stage) -> Write:
    id_ = await stage.agreement(proposed)
    return Write("MLT", "negotiator", f"/api/agreements/{id_}/end", {"reason": "It will not do."})


@writes("POST /api/agreements/{agreement_id}/take-back-notice")
async def take_back_notice(stage: Stage) -> Write:
    id_ = await stage.agreement(concluded)
    path = f"/api/agreements/{id_}"
    await stage.done(Write("MLT", "negotiator", f"{path}/end", {"reason": "For now."}))
    return Write("MLT", "negotiator", f"{path}/take-back-notice", {})
