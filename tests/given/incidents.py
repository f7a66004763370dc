"""Incidents as tests open them over HTTP."""

from typing import Any
from uuid import UUID

import httpx
from uuid_utils.compat import uuid7

from sar.parties.caller import Caller
from sar.parties.roles import Role
from tests.clients import ClientOf
from tests.given.places import point
from tests.world import World

Plain = dict[str, Any]

JOINED = ("ITA", "MLT", "TUN", "GRC")
IN_MALTAS_REGION = (12.7, 34.0 + 20 / 60)
"""Incident A1 of the scenarios, lon and lat."""


def case(**fields: Any) -> Plain:
    """The body of a new case, A1 unless told."""
    return {
        "id": str(uuid7()),
        "title": "Wooden boat taking water",
        "situation": "maritime",
        "phase": "distress",
        "source": {"who": "satellite phone from on board", "call_back": "+8816 000"},
        "pob": {"min": 250, "max": 400, "children": 60, "source": "caller"},
        "position": {"point": point(*IN_MALTAS_REGION), "error_nm": 2.0},
        **fields,
    }


async def opened(client_of: ClientOf, party: str = "ITA", **fields: Any) -> Plain:
    """A case that the party's watch has opened."""
    answer = await client_of(party, "watch_officer").post("/api/incidents", json=case(**fields))
    assert answer.status_code == 201, answer.text
    return plain(answer)


def plain(answer: httpx.Response) -> Plain:
    """The body of an answer."""
    found: Plain = answer.json()
    return found


def codes(answer: httpx.Response) -> list[str]:
    """The codes of a refusal, all reasons."""
    body = plain(answer)
    return [error["code"] for error in body.get("errors", [])] or [body["code"]]


def faults(answer: httpx.Response) -> list[str]:
    """The codes of all that is wrong with a body that is refused as such."""
    assert answer.status_code == 422, answer.text
    return [error["code"] for error in plain(answer)["errors"]]


async def act(client_of: ClientOf, party: str, role: str, path: str, **body: Any) -> httpx.Response:
    """POST an action on an incident, `{id}/{action}`."""
    return await client_of(party, role).post(f"/api/incidents/{path}", json=body)


async def done(client_of: ClientOf, party: str, case: Plain, path: str, **body: Any) -> Plain:
    """The case after an action of the party's watch."""
    answer = await act(client_of, party, "watch_officer", f"{case['id']}/{path}", **body)
    assert answer.status_code == 200, answer.text
    return plain(answer)


async def in_phase(client_of: ClientOf, case: Plain, phase: str) -> None:
    """Italy's watch puts the case into the phase."""
    answer = await act(
        client_of, "ITA", "watch_officer", f"{case['id']}/phase", phase=phase, reason="As told."
    )
    assert answer.is_success, answer.text


async def seconded(client_of: ClientOf, case: Plain) -> None:
    """A second person, heard by voice, says so too."""
    answer = await act(
        client_of, "ITA", "watch_officer", f"{case['id']}/second", function="Head of operations"
    )
    assert answer.status_code == 200, answer.text


async def case_changed(client_of: ClientOf, case: Plain, **fields: Any) -> Plain:
    """The case after a change by Italy's watch."""
    headers = {"If-Match": f'"{(await case_seen(client_of, case))["version"]}"'}
    watch = client_of("ITA", "watch_officer")
    answer = await watch.patch(f"/api/incidents/{case['id']}", json=fields, headers=headers)
    assert answer.status_code == 200, answer.text
    return plain(answer)


async def handed_over(client_of: ClientOf, world: World, case: Plain, to: str = "MLT") -> None:
    """Italy's case once the other party's coordinator has taken it over."""
    where = f"{case['id']}/coordination"
    centre_id = str(world.centres[to])
    proposal = await act(client_of, "ITA", "coordinator", where, to_centre_id=centre_id)
    assert proposal.status_code == 201, proposal.text
    taken = await act(client_of, to, "coordinator", f"{where}/accept")
    assert taken.status_code == 200, taken.text


async def case_seen(client_of: ClientOf, case: Plain, party: str = "ITA") -> Plain:
    """The case as the party reads it."""
    return plain(await client_of(party, "observer").get(f"/api/incidents/{case['id']}"))


async def alarms_seen(client_of: ClientOf, case: Plain, party: str = "ITA") -> list[Plain]:
    """The alarms of the case, as the party reads them."""
    found: list[Plain] = (await case_seen(client_of, case, party))["alarms"]
    return found


async def people(client_of: ClientOf, case: Plain, party: str = "ITA") -> Any:
    """The balance of the case's persons, as the party reads it; None if it may not."""
    return (await case_seen(client_of, case, party))["people"]


async def closed(client_of: ClientOf, case: Plain) -> None:
    """Italy's coordinator closes the case."""
    answer = await act(
        client_of, "ITA", "coordinator", f"{case['id']}/close", reason="A false alert."
    )
    assert answer.status_code == 200, answer.text


def coordinator(world: World, party: str, who: UUID | None = None) -> Caller:
    """A coordinator of the party, as services see the caller; `who` is the person."""
    return Caller(
        party=party,
        centre_id=world.centres[party],
        centre=party,
        roles=frozenset({Role.COORDINATOR}),
        who="coordinator",
        person_id=who or uuid7(),
    )
