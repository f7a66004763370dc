"""The API's description (OpenAPI): names of operations, how one signs in, tags, problems, examples.

FastAPI describes routes and shapes; everything here is added to that.
"""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from sar.errors import (
    Conflict,
    Forbidden,
    Malformed,
    NoSuchRange,
    NotFound,
    Problem,
    SlowDown,
    Stale,
    TooLarge,
    TooSlow,
    Unauthenticated,
    Unavailable,
    VersionMissing,
)
from sar.http.problems import MEDIA_TYPE

Json = dict[str, Any]

TAGS: Final[Mapping[str, str]] = {
    "session": "Who am I: signing in and out, acting for a centre, the chart.",
    "directory": "Parties and their rescue coordination centres.",
    "people": "Accounts and keys of the own party.",
    "agreements": "Terms between parties: what is seen, who may ask, how units enter, who pays.",
    "assets": "What a party has and shares.",
    "positions": "Where assets are and have been.",
    "ships": "Ships of opportunity nearby.",
    "incidents": "Cases: where, how bad, who leads, what is written down.",
    "requests": "Asking centres for help, and their answers.",
    "answers": "The page of a link by which a centre answers that has not joined.",
    "matches": "Who could be there first, under which terms.",
    "offers": "Help offered and accepted.",
    "deployments": "Units and ships at work.",
    "clearances": "Leave to enter another State.",
    "live": "The picture as a whole, and the record that changes it.",
}
"""The tags in the order of the story."""

_PROBLEMS: Final[Mapping[str, type[Problem]]] = {
    str(problem.status): problem
    for problem in (
        Unauthenticated, Forbidden, NotFound, Conflict, Stale, TooLarge, Malformed,
        VersionMissing, TooSlow, NoSuchRange, SlowDown, Problem, Unavailable,
    )
}  # fmt: skip
_USUAL: Final[Mapping[str, str]] = {
    "401": "unauthenticated",
    "403": "role_missing wrong_origin",
    "404": "not_found",
    "408": "too_slow",
    "412": "stale_version",
    "413": "too_large",
    "416": "no_such_range",
    "428": "version_missing",
    "429": "too_many_at_once too_many_requests too_many_requests_of_party",
    "500": "fault",
    "503": "busy database_unavailable overtaken took_too_long",
}
"""Their codes, unless a route has others."""
_ANY: Final = ("429", "500", "503")
"""Every route may answer so."""
_METHODS: Final = frozenset({"get", "post", "put", "patch", "delete"})
_SECURITY: Final[list[Json]] = [{"key": []}, {"session": []}]
_LINK: Final[list[Json]] = [{"link": []}]
"""A link that is not good is 404, as what there is not."""


def operation_id(route: APIRoute) -> str:
    """Verb and thing, from the name of the route's function: `file_request` is `fileRequest`."""
    first, *others = route.name.split("_")
    return first + "".join(part.capitalize() for part in others)


def install(app: FastAPI, *, problem: str, cookie: str) -> None:
    """Let the application describe itself so; `problem` names the schema of problems."""

    @cache
    def described() -> Json:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            tags=[{"name": name, "description": says} for name, says in TAGS.items()],
        )
        document["components"]["securitySchemes"] = _schemes(cookie)
        document["components"]["responses"] = _responses(problem)
        for operation in _operations(document):
            _complete(operation, problem)
        return document

    app.openapi = described  # type: ignore[method-assign]  # as FastAPI's documentation has it


def _schemes(cookie: str) -> Json:
    return {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "A machine's key: a party's administrator makes it (`createKey`).",
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": cookie,
            "description": "A person's session: `signIn` sets it. Writes need the platform's own"
            " Origin.",
        },
        "link": {
            "type": "http",
            "scheme": "bearer",
            "description": "The token of an answer link (`makeAnswerLink`), which stands in the"
            " fragment of its address.",
        },
    }


def _operations(document: Json) -> Iterator[Json]:
    for path in document["paths"].values():
        for method, operation in path.items():
            if method in _METHODS:
                yield operation


def _complete(operation: Json, problem: str) -> None:
    name = operation["operationId"]
    security = operation.setdefault("security", _SECURITY)
    known = _codes().get(name, {})
    takes = "requestBody" in operation or "parameters" in operation
    statuses = {*_ANY, *known, *(["422"] if takes else [])}
    statuses |= {"401"} if security and security != _LINK else set()
    statuses |= {"408", "413"} if "requestBody" in operation else set()
    statuses |= {"416"} if "206" in operation["responses"] else set()
    if "428" in statuses:
        for parameter in operation["parameters"]:
            parameter["required"] |= parameter["name"].lower() == "if-match"
    given = operation["responses"]
    for pattern in ("4XX", "5XX", "default"):
        given.pop(pattern, None)
    for status in sorted(statuses):
        codes = known.get(status, _USUAL.get(status, ""))
        if codes == _USUAL.get(status, ""):
            given[status] = {"$ref": f"#/components/responses/{_name(status)}"}
        else:
            given[status] = _response(status, problem, codes.split())
    example = examples().get(name)
    if example is not None:
        operation["requestBody"]["content"]["application/json"]["example"] = deepcopy(example)


def _responses(problem: str) -> Json:
    return {
        _name(status): _response(status, problem, _USUAL.get(status, "").split())
        for status in _PROBLEMS
    }


def _name(status: str) -> str:
    kind = _PROBLEMS[status]
    return "Fault" if kind is Problem else kind.__name__


def _response(status: str, problem: str, codes: list[str]) -> Json:
    title = _PROBLEMS[status].title
    listed = ", ".join(f"`{code}`" for code in codes)
    response: Json = {
        "description": f"{title}: {listed}." if codes else f"{title}.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{problem}"}}},
    }
    return response | ({"x-codes": codes} if codes else {})


@cache
def _codes() -> dict[str, dict[str, str]]:
    """By operation and status, as `python -m tests.codes_of_routes` finds them in the source."""
    found: dict[str, dict[str, str]] = json.loads(
        (files("sar.http") / "codes_of_routes.json").read_text()
    )
    return found


@cache
def examples() -> Json:
    """A body that each operation takes, by operation."""
    found: Json = yaml.safe_load((files("sar.http") / "examples.yaml").read_text())
    return found
