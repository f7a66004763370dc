"""Readers of a link between two cases, and of the reason why a party is involved."""

from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.texts.telex import unwrapped
from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.incidents import Plain, act, case_seen, codes, opened, plain
from tests.given.record import entries, told
from tests.given.requests import id_of
from tests.law import lawful
from tests.world import LISTED, World

pytestmark = pytest.mark.anyio


async def proposed(
    client_of: ClientOf,
    world: World,
    incident: Plain,
    *,
    by: str,
    to: str,
    office: str = "smc",
) -> None:
    """Have a party involved by asking it to coordinate, and no more."""
    answer = await act(
        client_of,
        by,
        "coordinator",
        f"{incident['id']}/coordination",
        to_centre_id=str(world.centres[to]),
        office=office,
    )
    assert answer.status_code == 201, answer.text


async def put(client_of: ClientOf, ours: Plain, theirs: Plain) -> Plain:
    """Italy's proposal that its case and Malta's are of one event, as Italy reads it."""
    answer = await act(
        client_of,
        "ITA",
        "watch_officer",
        f"{ours['id']}/links",
        other_id=theirs["id"],
        reason="Both say a blue boat.",
    )
    assert answer.status_code == 200, answer.text
    (link,) = plain(answer)["links"]
    return dict(link)


async def answered(
    client_of: ClientOf, party: str, incident: Plain, link: Plain, how: str, **body: Any
) -> httpx.Response:
    """A party's answer about a link of its case."""
    where = f"{incident['id']}/links/{link['id']}/{how}"
    return await act(client_of, party, "watch_officer", where, **body)


async def linked(client_of: ClientOf, ours: Plain, theirs: Plain) -> Plain:
    """Italy's case and Malta's as one event: Malta has consented."""
    link = await put(client_of, ours, theirs)
    answer = await answered(client_of, "MLT", theirs, link, "accept")
    assert answer.status_code == 200, answer.text
    return link


async def links(client_of: ClientOf, party: str, incident: Plain) -> list[str | None]:
    """The references of the links that the party reads on the case."""
    return [link["reference"] for link in await read_links(client_of, party, incident)]


async def read_links(client_of: ClientOf, party: str, incident: Plain) -> list[Plain]:
    found: list[Plain] = (await case_seen(client_of, incident, party))["links"]
    return found


@beginning
async def ours(client_of: ClientOf, world: World) -> Plain:
    """Italy's case, in which Tunisia is involved."""
    incident = await opened(client_of, position=None)
    await proposed(client_of, world, incident, by="ITA", to="TUN")
    return incident


@beginning
async def theirs(client_of: ClientOf, world: World) -> Plain:
    """Malta's case, in which Italy is involved and Tunisia is not."""
    incident = await opened(client_of, "MLT", position=None, pob={"max": 0})
    await proposed(client_of, world, incident, by="MLT", to="ITA")
    return incident


async def coarsely(client_of: ClientOf, level: str = "coarse") -> str:
    """Malta lets Tunisia know of its cases."""
    shared = term(incident_awareness=level, grantor="MLT", grantees=["TUN"])
    return await concluded(client_of, agreement(shared, reference="MT", parties=("MLT", "TUN")))


@pytest.mark.long
async def test_a_link_names_the_other_case_only_to_those_who_see_it(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    async with lawful(db):
        await linked(client_of, ours, theirs)
    assert await links(client_of, "ITA", ours) == [theirs["reference"]]
    assert await links(client_of, "TUN", ours) == []
    told = await entries(db, "TUN")
    assert "IncidentLinked" not in [entry["type"] for entry in told]
    assert theirs["reference"] not in str(told)
    assert theirs["id"] not in str(told)


@pytest.mark.long
async def test_a_proposal_is_for_the_two_leads_and_names_no_case_that_is_not_seen(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    await coarsely(client_of, "full")
    async with lawful(db):
        link = await put(client_of, ours, theirs)
    assert link["reference"] == theirs["reference"]
    (asked,) = await read_links(client_of, "MLT", theirs)
    assert asked == {
        "id": link["id"],
        "state": "proposed",
        "incident_id": None,
        "reference": None,
        "party": "ITA",
        "asked": True,
        "reason": "Both say a blue boat.",
    }
    last = (await entries(db, "MLT"))[-1]
    assert last["sentence"] == (
        f"Italy proposed that {theirs['reference']} and a case of Italy are one event."
        " Both say a blue boat."
    )
    assert ours["reference"] not in str(await entries(db, "MLT"))
    assert ours["id"] not in str(await entries(db, "MLT"))
    assert await links(client_of, "TUN", theirs) == []
    assert await links(client_of, "TUN", ours) == []
    assert "LinkProposed" not in await told(db, "TUN")


async def test_the_asked_lead_alone_answers_and_the_other_takes_back(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    link = await put(client_of, ours, theirs)
    why = {"reason": "It is another boat."}
    own = await answered(client_of, "ITA", ours, link, "accept")
    assert (own.status_code, codes(own)) == (409, ["not_asked"])
    involved = await answered(client_of, "ITA", theirs, link, "accept")
    assert (involved.status_code, codes(involved)) == (409, ["not_lead"])
    asked = await answered(client_of, "MLT", theirs, link, "withdraw", **why)
    assert (asked.status_code, codes(asked)) == (409, ["asked"])
    unsaid = await answered(client_of, "MLT", theirs, link, "decline")
    assert unsaid.status_code == 422
    async with lawful(db):
        assert (await answered(client_of, "MLT", theirs, link, "decline", **why)).is_success
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        f"Malta declined that {theirs['reference']} and a case of Italy are one event:"
        " It is another boat."
    )
    assert await links(client_of, "ITA", ours) == []
    gone = await answered(client_of, "MLT", theirs, link, "accept")
    assert gone.status_code == 404
    again = await put(client_of, ours, theirs)
    async with lawful(db):
        assert (await answered(client_of, "ITA", ours, again, "withdraw", **why)).is_success
    assert await read_links(client_of, "MLT", theirs) == []


@pytest.mark.long
@pytest.mark.parametrize("by", ["ITA", "MLT"])
async def test_either_lead_takes_a_link_apart(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain, by: str
) -> None:
    await coarsely(client_of)
    link = await linked(client_of, ours, theirs)
    case = {"ITA": ours, "MLT": theirs}[by]
    async with lawful(db):
        answer = await answered(client_of, by, case, link, "withdraw", reason="Another boat.")
        assert answer.status_code == 200, answer.text
    for party, incident in (("ITA", ours), ("MLT", theirs), ("TUN", ours)):
        assert await links(client_of, party, incident) == []
    assert (await entries(db, "TUN"))[-1]["type"] == "IncidentUnlinked"


async def test_who_leads_both_links_them_at_once(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    taken = await act(client_of, "ITA", "coordinator", f"{theirs['id']}/coordination/accept")
    assert taken.status_code == 200, taken.text
    async with lawful(db):
        link = await put(client_of, ours, theirs)
    assert (link["state"], link["asked"]) == ("accepted", False)
    assert await links(client_of, "ITA", theirs) == [ours["reference"]]


@pytest.mark.long
@pytest.mark.parametrize("level", ["coarse", "full"])
async def test_who_sees_both_cases_reads_the_link(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain, level: str
) -> None:
    await coarsely(client_of, level)
    async with lawful(db):
        await linked(client_of, ours, theirs)
    assert await links(client_of, "TUN", ours) == [theirs["reference"]]
    assert (await entries(db, "TUN"))[-1]["type"] == "IncidentLinked"


@pytest.mark.long
async def test_the_link_shows_once_the_other_case_does(
    client_of: ClientOf, world: World, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    await linked(client_of, ours, theirs)
    async with lawful(db):
        await proposed(client_of, world, theirs, by="MLT", to="TUN", office="aco")
    assert await links(client_of, "TUN", ours) == [theirs["reference"]]


@pytest.mark.long
async def test_the_link_goes_with_the_sight_of_the_other_case(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    await coarsely(client_of)
    await linked(client_of, ours, theirs)
    async with lawful(db):
        where = f"{theirs['id']}/close"
        answer = await act(client_of, "MLT", "coordinator", where, reason="False alert.")
        assert plain(answer)["state"] == "closed", answer.text
    assert await links(client_of, "TUN", ours) == []
    assert await links(client_of, "ITA", ours) == [theirs["reference"]]


@pytest.mark.long
async def test_why_a_party_is_involved_is_for_the_lead_and_itself(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    incident = await opened(client_of, position=None)
    async with lawful(db):
        await proposed(client_of, world, incident, by="ITA", to="TUN")
    shared = term(incident_awareness="full")
    await concluded(client_of, agreement(shared, reference="IG", parties=("ITA", "GRC")))
    opener, asked = ["opened", "leads"], ["asked_to_coordinate"]
    for party, whys in {
        "ITA": {"ITA": opener, "TUN": asked},
        "TUN": {"ITA": None, "TUN": asked},
        "GRC": {"ITA": None, "TUN": None},
    }.items():
        client = client_of(party, "observer")
        rows = (await client.get(f"/api/incidents/{incident['id']}/involved")).json()
        assert {row["party"]: row["why"] for row in rows} == whys, party
        assert plain(await client.get(f"/api/incidents/{incident['id']}"))["involved"] == rows


async def event_of(client_of: ClientOf, party: str, incident: Plain) -> Plain | None:
    """The event as the party reads it on the case: who coordinates all, and each case."""
    seen = await case_seen(client_of, incident, party)
    event = seen["event"]
    if event is None:
        return None
    cases = {
        one["reference"] or one["party"]: one["smc"] and one["smc"]["party"]
        for one in event["cases"]
    }
    return {"smc": event["smc"] and event["smc"]["party"], **cases}


async def sitrep(client_of: ClientOf, party: str, incident: Plain) -> str:
    where = f"/api/incidents/{incident['id']}/text"
    answer = await client_of(party, "observer").get(where, params={"kind": "sitrep-short"})
    assert answer.status_code == 200, answer.text
    return " ".join(unwrapped(answer.text))


async def test_one_centre_coordinates_both_cases_once_it_has_accepted(
    client_of: ClientOf, world: World, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    assert await event_of(client_of, "ITA", ours) is None
    link = await linked(client_of, ours, theirs)
    mine, other = ours["reference"], theirs["reference"]
    split = {"smc": None, mine: "ITA", other: "MLT"}
    assert await event_of(client_of, "ITA", ours) == split
    assert await event_of(client_of, "ITA", theirs) == split
    assert await event_of(client_of, "MLT", theirs) == {"smc": None, other: "MLT", "ITA": "ITA"}
    for case in (ours, theirs):
        said = await sitrep(client_of, "ITA", case)
        assert mine in said
        assert other in said
        assert "ONE COORDINATOR FOR THE EVENT IS NOT AGREED YET" in said
    async with lawful(db):
        for party, case in (("TUN", ours), ("ITA", theirs)):
            where = f"{case['id']}/coordination/decline"
            await act(client_of, party, "coordinator", where, office="smc", reason="Malta is near.")
        await proposed(client_of, world, ours, by="ITA", to="MLT")
    assert await event_of(client_of, "ITA", ours) == split, "until it is accepted each goes on"
    logged = await act(client_of, "ITA", "watch_officer", f"{ours['id']}/log", text="On.")
    assert logged.status_code == 201
    async with lawful(db):
        taken = await act(client_of, "MLT", "coordinator", f"{ours['id']}/coordination/accept")
        assert taken.status_code == 200, taken.text
    one = {"smc": "MLT", mine: "MLT", other: "MLT"}
    assert await event_of(client_of, "MLT", theirs) == one
    assert await event_of(client_of, "ITA", ours) == one
    assert await event_of(client_of, "ITA", theirs) == one
    for party, case in (("ITA", ours), ("MLT", ours), ("MLT", theirs)):
        said = await sitrep(client_of, party, case)
        assert "(MALTA), OF ALL CASES OF THIS EVENT" in said
        assert mine in said
        assert other in said
    went_on = await act(client_of, "ITA", "watch_officer", f"{ours['id']}/log", text="Still here.")
    assert went_on.status_code == 201, "who led goes on"
    async with lawful(db):
        apart = await answered(client_of, "MLT", ours, link, "withdraw", reason="Another boat.")
        assert apart.status_code == 200, apart.text
    assert await event_of(client_of, "ITA", ours) is None
    for case in (ours, theirs):
        seen = await case_seen(client_of, case)
        assert seen["lead"]["party"] == "MLT", "taken apart, each keeps who leads it"
    assert "SAME EVENT" not in await sitrep(client_of, "ITA", ours)


@pytest.mark.long
async def test_a_listed_centre_that_leads_one_by_voice_stands_in_the_event(
    client_of: ClientOf, world: World, db: AsyncSession, ours: Plain, theirs: Plain
) -> None:
    await linked(client_of, ours, theirs)
    mine, other = ours["reference"], theirs["reference"]
    said = {
        "centre_id": str(world.centres[LISTED]),
        "function": "Duty officer",
        "heard": "We lead.",
        "channel": "telephone",
    }
    async with lawful(db):
        first = await act(client_of, "ITA", "watch_officer", f"{ours['id']}/smc-by-voice", **said)
        assert first.status_code == 200, first.text
    assert await event_of(client_of, "ITA", theirs) == {"smc": None, mine: LISTED, other: "MLT"}
    async with lawful(db):
        await act(client_of, "MLT", "watch_officer", f"{theirs['id']}/smc-by-voice", **said)
    assert await event_of(client_of, "ITA", ours) == {"smc": LISTED, mine: LISTED, other: LISTED}


async def test_two_leads_do_not_propose_each_other(
    client_of: ClientOf, world: World, ours: Plain, theirs: Plain
) -> None:
    await linked(client_of, ours, theirs)
    await act(
        client_of, "TUN", "coordinator", f"{ours['id']}/coordination/decline",
        office="smc", reason="Roma is nearer.",
    )  # fmt: skip
    crossed = await act(
        client_of, "ITA", "coordinator", f"{ours['id']}/coordination",
        to_centre_id=str(world.centres["MLT"]), office="smc",
    )  # fmt: skip
    assert (crossed.status_code, codes(crossed)) == (409, ["proposals_cross"])


async def test_no_lead_goes_round_a_chain_of_three(client_of: ClientOf, world: World) -> None:
    ours, theirs, third = await chain(client_of)
    steps = (("ITA", ours, "MLT"), ("MLT", theirs, "TUN"), ("TUN", third, "ITA"))
    for by, case, to in steps:
        body = {"to_centre_id": str(world.centres[to]), "office": "smc"}
        asked = await act(client_of, by, "coordinator", f"{case['id']}/coordination", **body)
        assert asked.status_code == (201 if by != "TUN" else 409), asked.text
    assert codes(asked) == ["proposals_cross"]
    assert ours["reference"] not in asked.text, "the farther case is not named"


@pytest.mark.long
async def test_a_closed_case_of_the_event_has_no_coordinator(
    client_of: ClientOf, ours: Plain, theirs: Plain
) -> None:
    await linked(client_of, ours, theirs)
    await act(client_of, "MLT", "coordinator", f"{theirs['id']}/close", reason="False alert.")
    assert await event_of(client_of, "ITA", ours) == {
        "smc": "ITA", ours["reference"]: "ITA", theirs["reference"]: None,
    }  # fmt: skip


async def chain(client_of: ClientOf) -> tuple[Plain, Plain, Plain]:
    """Italy's case is linked with Malta's, and Malta's with Tunisia's: one event."""
    ours, theirs, third = [await opened(client_of, party) for party in ("ITA", "MLT", "TUN")]
    for party in ("ITA", "MLT", "TUN"):
        for case, lead in ((ours, "ITA"), (theirs, "MLT"), (third, "TUN")):
            if party != lead:
                await asked_to_see(client_of, case, by=lead, to=party)
    await linked(client_of, ours, theirs)
    answer = await act(
        client_of,
        "MLT",
        "watch_officer",
        f"{theirs['id']}/links",
        other_id=third["id"],
        reason="The same boat.",
    )
    assert answer.status_code == 200, answer.text
    link = next(one for one in plain(answer)["links"] if one["incident_id"] == third["id"])
    accepted = await answered(client_of, "TUN", third, link, "accept")
    assert accepted.status_code == 200, accepted.text
    return ours, theirs, third


async def asked_to_see(client_of: ClientOf, case: Plain, *, by: str, to: str) -> None:
    """A party becomes involved: a position that it reports itself would do as little."""
    centres = (await client_of(by, "observer").get("/api/centres")).json()
    (centre,) = [one["id"] for one in centres if one["party"] == to]
    need = {"id": id_of(), "kinds": ["vessel"]}
    body = {"id": id_of(), "incident_id": case["id"], "needs": [need], "to": [centre], "open": True}
    answer = await client_of(by, "coordinator").post("/api/requests", json=body)
    assert answer.status_code == 201, answer.text


async def whole_event(client_of: ClientOf, party: str, case: Plain) -> Plain:
    found: Plain = (await case_seen(client_of, case, party))["event"]
    return found


@pytest.mark.long
async def test_a_chain_of_three_cases_is_one_event_with_one_coordinator_and_all_references(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    ours, theirs, third = await chain(client_of)
    references = {one["reference"] for one in (ours, theirs, third)}
    for party, case in (("ITA", ours), ("MLT", theirs), ("TUN", third)):
        event = await whole_event(client_of, party, case)
        assert {one["reference"] for one in event["cases"]} == references, party
        assert event["smc"] is None, "three coordinate still"
    to = {"to_centre_id": str(world.centres["MLT"])}
    assert (
        await act(client_of, "ITA", "coordinator", f"{ours['id']}/coordination", **to)
    ).is_success
    async with lawful(db):
        path = f"{ours['id']}/coordination/accept"
        assert (await act(client_of, "MLT", "coordinator", path)).is_success
    for party, case in (("ITA", ours), ("MLT", theirs), ("TUN", third)):
        event = await whole_event(client_of, party, case)
        assert event["smc"] is None, f"{party}: two of three have the same, the third its own"
    to = {"to_centre_id": str(world.centres["MLT"])}
    assert (
        await act(client_of, "TUN", "coordinator", f"{third['id']}/coordination", **to)
    ).is_success
    path = f"{third['id']}/coordination/accept"
    async with lawful(db):
        assert (await act(client_of, "MLT", "coordinator", path)).is_success
    for party, case in (("ITA", ours), ("MLT", theirs), ("TUN", third)):
        event = await whole_event(client_of, party, case)
        assert event["smc"]["party"] == "MLT", party
        assert {one["reference"] for one in event["cases"]} == references
    for case in (ours, theirs, third):
        where = f"/api/incidents/{case['id']}/text"
        told = await client_of("MLT", "watch_officer").get(where, params={"kind": "sitrep-full"})
        assert told.is_success, told.text
        said = " ".join(unwrapped(told.text))
        assert all(one in said for one in references), "texts carry all of them"


@pytest.mark.long
async def test_who_is_not_to_be_told_reads_nowhere_of_a_farther_case(
    client_of: ClientOf, db: AsyncSession
) -> None:
    ours, theirs = [await opened(client_of, party) for party in ("ITA", "MLT")]
    await asked_to_see(client_of, ours, by="ITA", to="MLT")
    await asked_to_see(client_of, theirs, by="MLT", to="ITA")
    await linked(client_of, ours, theirs)
    kept = [{"party": "ITA", "reason": "They fled from there."}]
    third = await opened(client_of, "MLT", kept_from=kept)
    async with lawful(db):
        answer = await act(
            client_of,
            "MLT",
            "watch_officer",
            f"{theirs['id']}/links",
            other_id=third["id"],
            reason="The same boat.",
        )
    assert answer.status_code == 200, answer.text
    mine = await whole_event(client_of, "ITA", ours)
    assert len(mine["cases"]) == 2
    assert third["reference"] not in str(mine)
    assert len((await whole_event(client_of, "MLT", theirs))["cases"]) == 3
    await beyond_it(client_of, db, ours, theirs, third)


async def beyond_it(
    client_of: ClientOf, db: AsyncSession, ours: Plain, theirs: Plain, kept: Plain
) -> None:
    """A case that is linked over the one kept from Italy tells Italy of none, though Italy reads
    of it by itself."""
    fourth = await opened(client_of, "MLT")
    await asked_to_see(client_of, fourth, by="MLT", to="ITA")
    async with lawful(db):
        path, why = f"{kept['id']}/links", "The same boat."
        answer = await act(
            client_of, "MLT", "watch_officer", path, other_id=fourth["id"], reason=why
        )
    assert answer.status_code == 200, answer.text
    assert len((await whole_event(client_of, "MLT", theirs))["cases"]) == 4
    mine = await whole_event(client_of, "ITA", ours)
    assert {one["reference"] for one in mine["cases"]} == {ours["reference"], theirs["reference"]}
    assert await whole_event(client_of, "ITA", fourth) is None


@pytest.mark.long
async def test_a_lead_is_told_of_no_proposal_beyond_a_case_that_is_kept_from_it(
    client_of: ClientOf, world: World
) -> None:
    ours, theirs, fourth = [await opened(client_of, party) for party in ("ITA", "MLT", "MLT")]
    await asked_to_see(client_of, ours, by="ITA", to="MLT")
    await asked_to_see(client_of, theirs, by="MLT", to="ITA")
    await linked(client_of, ours, theirs)
    to = {"to_centre_id": str(world.centres["ITA"]), "office": "smc"}
    asked = await act(client_of, "MLT", "coordinator", f"{fourth['id']}/coordination", **to)
    assert asked.is_success, asked.text
    whom = [{"party": "ITA", "reason": "They fled from there."}]
    third = await opened(client_of, "MLT", kept_from=whom)
    for one, other in ((theirs, third), (third, fourth)):
        path, why = f"{one['id']}/links", "The same boat."
        joined = await act(
            client_of, "MLT", "watch_officer", path, other_id=other["id"], reason=why
        )
        assert joined.is_success, joined.text
    to = {"to_centre_id": str(world.centres["MLT"]), "office": "smc"}
    mine = await act(client_of, "ITA", "coordinator", f"{ours['id']}/coordination", **to)
    assert mine.status_code == 201, mine.text


async def kept(client_of: ClientOf, party: str) -> tuple[Plain, Plain]:
    """Italy's case, kept from a party, and Malta's, in which nobody else is involved: linked."""
    whom = [{"party": party, "reason": "They fled from there."}]
    ours = await opened(client_of, position=None, kept_from=whom)
    theirs = await opened(client_of, "MLT", position=None, pob={"max": 0})
    await asked_to_see(client_of, theirs, by="MLT", to="ITA")
    await linked(client_of, ours, theirs)
    return ours, theirs


async def test_whom_a_linked_case_is_kept_from_is_not_asked_to_lead(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    ours, theirs = await kept(client_of, "TUN")
    where = f"{theirs['id']}/coordination"
    to = {"office": "smc", "to_centre_id": str(world.centres["TUN"])}
    refused = await act(client_of, "MLT", "coordinator", where, **to)
    assert codes(refused) == ["linked_kept_from"], refused.text
    said = str(refused.json())
    assert "a case of ITA" in said
    assert ours["reference"] not in said, "Malta does not see it"
    assert "fled" not in said
    (link,) = await read_links(client_of, "MLT", theirs)
    apart = await answered(client_of, "MLT", theirs, link, "withdraw", reason="Another boat.")
    assert apart.is_success, apart.text
    assert (await act(client_of, "MLT", "coordinator", where, **to)).status_code == 201
    assert {"IncidentLinked", "IncidentUnlinked"}.isdisjoint(await told(db, "TUN"))


async def test_nor_by_voice(client_of: ClientOf, world: World) -> None:
    _, theirs = await kept(client_of, LISTED)
    said = {
        "centre_id": str(world.centres[LISTED]),
        "function": "Duty officer",
        "heard": "We take the case over.",
        "channel": "telephone",
    }
    refused = await act(client_of, "MLT", "watch_officer", f"{theirs['id']}/smc-by-voice", **said)
    assert codes(refused) == ["linked_kept_from"], refused.text


@pytest.mark.long
async def test_a_lead_reads_nothing_of_a_linked_case_that_is_kept_from_it(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    ours = await opened(client_of, position=None)
    theirs = await opened(client_of, "MLT", position=None, pob={"max": 0})
    await asked_to_see(client_of, theirs, by="MLT", to="ITA")
    await linked(client_of, ours, theirs)
    await proposed(client_of, world, theirs, by="MLT", to="TUN")
    body = {"party": "TUN", "reason": "They fled from there."}
    late = await client_of("ITA", "watch_officer").post(
        f"/api/incidents/{ours['id']}/keep-from", json=body
    )
    assert late.is_success, late.text
    async with lawful(db):
        took = await act(client_of, "TUN", "coordinator", f"{theirs['id']}/coordination/accept")
    assert took.is_success, took.text
    assert plain(took)["lead"]["party"] == "TUN"
    assert (plain(took)["links"], plain(took)["event"]) == ([], None)
    (link,) = await read_links(client_of, "ITA", ours)
    unseen = await answered(client_of, "TUN", theirs, link, "withdraw", reason="Another boat.")
    assert unseen.status_code == 404, unseen.text
    async with lawful(db):
        apart = await answered(client_of, "ITA", ours, link, "withdraw", reason="Another boat.")
    assert apart.is_success, apart.text
    assert "IncidentUnlinked" not in await told(db, "TUN")


@pytest.mark.long
async def test_a_case_that_is_asked_to_be_linked_too_stays_in_the_event_of_the_chain(
    client_of: ClientOf,
) -> None:
    ours, theirs, third = await chain(client_of)
    body = {"other_id": third["id"], "reason": "The same boat."}
    asked = await act(client_of, "ITA", "watch_officer", f"{ours['id']}/links", **body)
    assert asked.is_success, asked.text
    references = {one["reference"] for one in (ours, theirs, third)}
    for party, case in (("ITA", ours), ("MLT", theirs), ("TUN", third)):
        cases = (await whole_event(client_of, party, case))["cases"]
        assert sorted(one["reference"] for one in cases) == sorted(references), party
