"""Every member of every enum in a request body is taken by the route, in one case at least.

The members come from OpenAPI. Each is put into a write of the record's law, or into one from
`CASES_OF` where that has no place for it, and sent: what is refused is a member that a client reads
of in vain. Members of a list are sent together.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any, Final

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from sar.assets.words import Capability
from sar.incidents.words import Office
from tests import names
from tests.beginnings import Beginnings
from tests.clients import ClientOf
from tests.features.law import assets_and_incidents, people_and_agreements, requests_and_work
from tests.features.law.stage import CASES, Case, Json, Stage, Write
from tests.given.agreements import agreement, concluded, drafted, term, text
from tests.given.requests import id_of, request
from tests.world import World

pytestmark = pytest.mark.anyio

MODULES = (people_and_agreements, assets_and_incidents, requests_and_work)
"""Imported for the cases that they register."""
Path = tuple[str, ...]
EACH, KEY = "[]", "{}"
"""In a path: an item of the list, a key of the object."""

TERM: Final = term(
    visibility="existence",
    entry=[{"mode": "request"}],
    costs={"rule": "own"},
    clocks={},
)


AUTHENTIC: Final = {"kind": "treaty", "languages": ["en"], "deposit": "UNTS 12345"}


OF_ANYTHING: Final = {name: value for name, value in TERM.items() if name != "visibility"}
"""A clause that may be of what no case is of, too."""


def _draft(clause: Json = TERM, **instrument: str) -> Json:
    instruments = [{"citation": "SAR Convention", "binds": "all", **instrument}]
    return text(clause, instruments=instruments, authentic=AUTHENTIC)


def _drafted(clause: Json = TERM, **instrument: str) -> Case:
    async def act(stage: Stage) -> Write:
        body = agreement(reference=id_of().upper()) | {"draft": _draft(clause, **instrument)}
        return Write("ITA", "negotiator", "/api/agreements", body)

    return act


def _amended(clause: Json = TERM, **instrument: str) -> Case:
    async def act(stage: Stage) -> Write:
        id_ = await concluded(stage.client_of, agreement(reference=id_of().upper()))
        path = f"/api/agreements/{id_}/versions"
        return Write("MLT", "negotiator", path, _draft(clause, **instrument))

    return act


def _redrafted(clause: Json = TERM, **instrument: str) -> Case:
    async def act(stage: Stage) -> Write:
        id_ = await drafted(stage.client_of, agreement(reference=id_of().upper()))
        path, based_on = f"/api/agreements/{id_}/draft", {"If-Match": "1"}
        draft = _draft(clause, **instrument)
        return Write("ITA", "negotiator", path, draft, "PUT", based_on)

    return act


def _of_proposal(action: str, party: str, **body: Any) -> Case:
    async def act(stage: Stage) -> Write:
        request = await stage.request()
        path = f"/api/incidents/{request['incident_id']}/coordination"
        for office in Office:
            to = {"id": id_of(), "to_centre_id": str(stage.world.centres["MLT"]), "office": office}
            await stage.done(Write("ITA", "coordinator", path, to))
        return Write(party, "coordinator", f"{path}/{action}", body)

    return act


async def _without_a_case(stage: Stage) -> Write:
    body = request(stage.world, "MLT", situation="capacity_building")
    return Write("ITA", "watch_officer", "/api/requests", body)


async def _in_alert(stage: Stage) -> Write:
    incident = await stage.incident(phase="alert")
    path = f"/api/incidents/{incident['id']}/phase"
    return Write("ITA", "watch_officer", path, {"phase": "distress", "reason": "Called."})


def _reached_at(value: str, **more: str) -> Case:
    async def act(stage: Stage) -> Write:
        write = await CASES["set_contacts"][1](stage)
        return replace(write, json={"contacts": [{"channel": "telephone", "value": value, **more}]})

    return act


def _whole_type(means: str) -> Json:
    return {
        "name": "Of our own",
        "capabilities": [*Capability],
        "recovery": [{"means": means, "sea_state_max": 4, "persons_an_hour": 9}],
        "source": {"note": "Its maker"},
    }


MEANS: Final = (min(Capability), max(Capability))
"""One of them is among the first and the last capabilities that a body is tried with."""


def _added_type(kind: str, means: str) -> Case:
    async def act(stage: Stage) -> Write:
        figures = {"length_m": 9.0, "max_kn": 40}
        body = {"code": "OWN", "kind": kind, "figures": figures} | _whole_type(means)
        return Write("ITA", "registrar", "/api/asset-types", body)

    return act


def _changed_type(means: str) -> Case:
    async def act(stage: Stage) -> Write:
        write = await CASES["change_asset_type"][1](stage)
        made = await assets_and_incidents.own_type(stage)  # no asset is of it: nobody reads anew
        path = f"/api/asset-types/{made['code']}"
        return replace(write, path=path, json=_whole_type(means))

    return act


MOST: Final = 20
"""So many a list may hold."""
PROPOSAL: Final = "POST /api/incidents/{incident_id}/coordination"
CASES_OF: Final[dict[str, list[Case]]] = {
    "POST /api/agreements": [_drafted(), _drafted(party="ITA"), _drafted(OF_ANYTHING)],
    "POST /api/agreements/{agreement_id}/versions": [
        _amended(),
        _amended(party="ITA"),
        _amended(OF_ANYTHING),
    ],
    "PUT /api/agreements/{agreement_id}/draft": [
        _redrafted(),
        _redrafted(party="ITA"),
        _redrafted(OF_ANYTHING),
    ],
    "POST /api/answer/say": [
        CASES["say_by_answer_link"][1],
        CASES["say_by_clearance_link"][1],
    ],
    "POST /api/asset-types": [
        *(_added_type(kind, MEANS[0]) for kind in ("vessel", "aircraft", "team", "equipment")),
        _added_type("vessel", MEANS[1]),
    ],
    "PATCH /api/asset-types/{code}": [_changed_type(means) for means in MEANS],
    "PUT /api/centres/{centre_id}/contacts": [
        *(_reached_at(value) for value in ("+356 21 257267", "rcc@example.mt", "+35621257267")),
        _reached_at("https://rcc.example.mt/", secret=f"whsec_{'A' * 32}"),
    ],
    "POST /api/incidents/{incident_id}/phase": [CASES["set_phase"][1], _in_alert],
    requests_and_work.STEP: [CASES["step_stand-down_after_depart"][1]],
    "POST /api/requests": [CASES["file_request"][1], _without_a_case],
    f"{PROPOSAL}/accept": [
        _of_proposal("accept", "MLT"),
        _of_proposal("accept", "MLT", holder={"name": "Zunzana 21"}),
    ],
    f"{PROPOSAL}/decline": [_of_proposal("decline", "MLT", reason="No aircraft here.")],
    f"{PROPOSAL}/withdraw": [_of_proposal("withdraw", "ITA")],
}


WITHOUT_EFFECT: Final = {
    ((*draft, "terms", EACH, "clocks", KEY), "referral") for draft in ((), ("draft",))
}
"""Told of older versions, and refused in new ones with a reason of its own (`test_input`)."""


def enums(schema: Json, at: Path = (), within: Path = ()) -> Iterator[tuple[Path, list[str]]]:
    """The places where a body holds one of several words, and the words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in within:
            found = names.document()["components"]["schemas"][name]
            yield from enums(found, at, (*within, name))
        return
    if "enum" in schema:
        yield at, schema["enum"]
    for kind in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(kind, ()):
            yield from enums(one, at, within)
    for name, one in schema.get("properties", {}).items():
        yield from enums(one, (*at, name), within)
    for name, part in (("items", EACH), ("propertyNames", KEY)):
        if isinstance(schema.get(name), dict):
            yield from enums(schema[name], (*at, part), within)


def routes() -> dict[str, dict[Path, list[str]]]:
    """Every route whose body holds enums, with them."""
    found = {}
    for path, operations in names.document()["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            held = dict(enums(content.get("application/json", {}).get("schema", {})))
            if held:
                found[f"{method.upper()} {path}"] = held
    return found


ROUTES: Final = routes()


def together(path: Path, members: list[str]) -> Iterator[list[str]]:
    """The members that one body can hold: several in a list or in an object that holds them."""
    many = MOST if path[-1] in (EACH, KEY) else 1
    for first in range(0, len(members), many):
        yield members[first : first + many]


def with_members(body: Any, path: Path, members: list[str]) -> Any:
    """The body with these members at that place."""
    made = deepcopy(body)
    *way, last = path if path[-1] not in (EACH, KEY) else path[:-1]
    place = made
    for step in way:
        place = place[0] if step == EACH else place[step]
    kinds = {EACH: members, KEY: dict.fromkeys(members, 30)}
    place[last] = kinds.get(path[-1], members[0])
    return made


@pytest.mark.parametrize(
    "route",
    [
        route if nth % 3 == 0 else pytest.param(route, marks=pytest.mark.long)
        for nth, route in enumerate(ROUTES)
    ],
)
async def test_each_member_is_taken(
    client_of: ClientOf,
    world: World,
    beginnings: Beginnings,
    connection: AsyncConnection,
    route: str,
) -> None:
    stage = Stage(client_of, world, beginnings)
    cases = CASES_OF.get(route) or [case for of, case in CASES.values() if of == route][:1]
    left = {(path, one) for path, members in ROUTES[route].items() for one in members}
    left -= WITHOUT_EFFECT
    for case in cases:
        write = await case(stage)
        whole = write.json
        for path, members in ROUTES[route].items():
            for some in together(path, [one for one in members if (path, one) in left]):
                tried = await connection.begin_nested()
                answer = await stage.send(replace(write, json=with_members(whole, path, some)))
                await tried.rollback()
                if answer.status_code < 300:
                    left -= {(path, one) for one in some}
    assert left == set()


def test_enums_are_found_wherever_they_are() -> None:
    assert len(ROUTES) > 20
    assert ("draft", "terms", EACH, "clocks", KEY) in ROUTES["POST /api/agreements"]
