"""The running server answers all that the API's description allows as the description says.

schemathesis draws requests from the server's own OpenAPI document: such as fit it and such as do
not, by two parties that share an affair, so that its things are met as well as ids of nothing.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any, Final

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, CheckContext, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.openapi.checks import JsonSchemaError, UndefinedContentType, UndefinedStatusCode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests import names
from tests.clients import Clients
from tests.given.affair import Affair, arranged
from tests.running import Server
from tests.world import START

Operation = APIOperation[Any, Any, Any, Any]
DrawnCase = Case[Any]
Json = dict[str, Any]
PROBLEM: Final = "application/problem+json"
PARTIES: Final = ("ITA", "MLT")
SEED: Final = 1979
ANSWER_S: Final = 60.0
"""On a loaded machine the first question waits for fields of sea."""
EXAMPLES, MANY_EXAMPLES = 2, 40
ENDS: Final = re.compile("cancel|close|decline|disable|discard|end|retire|revoke|suspend|withdraw")
"""Operations after which less of the affair is left: they come last."""

THINGS: Final = {
    "agreement_id": ("agreement", "draft"),
    "asset_id": ("asset", "offered", "sent"),
    "centre_id": ("centre", "malta"),
    "clearance_id": ("clearance",),
    "deployment_id": ("deployment",),
    "incident_id": ("incident", "other"),
    "key_id": ("key",),
    "link_id": ("link",),
    "need_id": ("need",),
    "offer_id": ("offer", "accepted"),
    "other_id": ("incident", "other"),
    "person_id": ("person",),
    "request_id": ("request",),
    "ship_id": ("ship",),
    "to": ("centre", "malta"),
}
"""The things of the affair that a field may name."""
WORDS: Final = {
    "bbox": ("10,33,20,41",),
    "minutes": ("30,60",),
    "party": PARTIES,
    "territory": PARTIES,
    "time_zone": ("Europe/Malta",),
    "type": ("H1", "M4"),
    "viewer": PARTIES,
}
"""Values that the platform takes, beyond what the description can say."""


def name_of(operation: Operation) -> str:
    """Its id."""
    return str(operation.definition.raw["operationId"])


def operations(document: Json) -> list[Operation]:
    """Every operation of the description: reads, then writes, and last those that end things."""
    schema = schemathesis.openapi.from_dict(document)
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    return sorted(found, key=lambda one: (one.method != "get", bool(ENDS.match(name_of(one)))))


def codes_told(operation: Operation, status: str) -> list[str]:
    """The codes that the description lists for a status of the operation."""
    response: Json = operation.definition.raw["responses"].get(status, {})
    if "$ref" in response:
        response = names.document()["components"]["responses"][response["$ref"].split("/")[-1]]
    found: list[str] = response.get("x-codes", [])
    return found


def problems_are_problems(_ctx: CheckContext, response: Response, case: DrawnCase) -> None:
    """A refusal comes as RFC 9457 has it, with a code that the operation may give; of the codes of
    faulty fields not all are listed."""
    if response.status_code >= 400:
        assert response.headers["content-type"] == [PROBLEM], response.headers
        code = response.json()["code"]
        told = codes_told(case.operation, str(response.status_code))
        assert code in told or response.status_code == 422, (code, told)


CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    problems_are_problems,
]


OPERATIONS: Final = operations(names.document())

schemathesis.openapi.format(
    "date-time", st.integers(-600, 6000).map(lambda m: (START + timedelta(minutes=m)).isoformat())
)


@pytest.fixture(scope="module")
def affair(server: Server) -> Affair:
    """An incident of Italy's that Malta helps in, committed."""

    async def arrange() -> Affair:
        clients = Clients(server.client)
        try:
            return await arranged(clients, server.world)
        finally:
            await clients.close()

    return asyncio.run(arrange())


@pytest.fixture(scope="module")
def http() -> Iterator[requests.Session]:
    """One connection for all requests."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


def drawn(operation: Operation, affair: Affair) -> st.SearchStrategy[DrawnCase]:
    """A request that fits the description, naming things that exist, or one that does not fit."""

    @st.composite
    def fitting(draw: st.DrawFn) -> DrawnCase:
        case = draw(operation.as_strategy(GenerationMode.POSITIVE))
        for part in (case.path_parameters, case.query, case.body):
            name_things(draw, part, affair)
        case.headers.pop("idempotency-key", None)
        if "if-match" in _headers_of(operation) and mostly(draw):
            case.headers["if-match"] = f'"{draw(st.integers(1, 3))}"'
        return case

    @st.composite
    def unfitting(draw: st.DrawFn) -> DrawnCase:
        case = draw(operation.as_strategy(GenerationMode.NEGATIVE))
        name_things(draw, case.path_parameters, affair)
        return case

    return st.one_of(fitting(), fitting(), unfitting())


def _headers_of(operation: Operation) -> set[str]:
    return {parameter.name for parameter in operation.headers}


def mostly(draw: st.DrawFn) -> bool:
    """Three times of four."""
    return draw(st.integers(0, 3)) < 3


def name_things(draw: st.DrawFn, value: Any, affair: Affair) -> None:
    """Let most fields that name something name one of the affair's things."""
    if isinstance(value, list):
        for item in value:
            name_things(draw, item, affair)
    elif isinstance(value, dict):
        for field, item in value.items():
            known = [affair.ids[thing] for thing in THINGS.get(field, ())] or WORDS.get(field)
            if known and isinstance(item, str) and mostly(draw):
                value[field] = draw(st.sampled_from(known))
            elif known and isinstance(item, list):
                value[field] = [draw(st.sampled_from(known)) for _ in item]
            else:
                name_things(draw, item, affair)


def hold(
    operation: Operation, affair: Affair, server: Server, http: requests.Session, examples: int
) -> None:
    """Send so many requests to one operation; every answer is as described."""

    @seed(SEED)
    @settings(
        max_examples=examples,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=drawn(operation, affair), party=st.sampled_from(PARTIES))
    def answers(case: DrawnCase, party: str) -> None:
        key = {"Authorization": f"Bearer {server.world.keys[party, 'all']}"}
        answer = case.call(server.base_url, session=http, headers=key, timeout=ANSWER_S)
        case.validate_response(answer, checks=CHECKS, headers=key)

    answers()


@pytest.mark.parametrize("operation", OPERATIONS[::3], ids=name_of)
def test_answers_are_as_described(
    operation: Operation, affair: Affair, server: Server, http: requests.Session
) -> None:
    hold(operation, affair, server, http, EXAMPLES)


@pytest.mark.long
@pytest.mark.parametrize("operation", OPERATIONS, ids=name_of)
def test_answers_are_as_described_however_often_one_asks(
    operation: Operation, affair: Affair, server: Server, http: requests.Session
) -> None:
    hold(operation, affair, server, http, MANY_EXAMPLES)


def no_such_status(operation: Json) -> None:
    """The answer's status is not told."""
    operation["responses"]["299"] = operation["responses"].pop("200")


def another_media_type(operation: Json) -> None:
    """It is told to come as something else."""
    content = operation["responses"]["200"]["content"]
    content["application/cbor"] = content.pop("application/json")


def another_shape(operation: Json) -> None:
    """It is told to be of another shape."""
    operation["responses"]["200"]["content"]["application/json"]["schema"] = {"type": "string"}


@pytest.mark.parametrize(
    ("plant", "kind"),
    [
        (no_such_status, UndefinedStatusCode),
        (another_media_type, UndefinedContentType),
        (another_shape, JsonSchemaError),
    ],
)
def test_a_description_that_is_not_true_is_found(
    plant: Callable[[Json], None],
    kind: type[Failure],
    affair: Affair,
    server: Server,
    http: requests.Session,
) -> None:
    document = deepcopy(names.document())
    plant(document["paths"]["/api/parties"]["get"])
    operation = next(one for one in operations(document) if name_of(one) == "listParties")
    with pytest.raises(FailureGroup) as found:
        hold(operation, affair, server, http, 1)
    assert {type(one) for one in found.value.exceptions} == {kind}
