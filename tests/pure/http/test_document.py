"""The API's description of itself serves client generators and people."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter

from sar.assets.catalogue import OWN
from sar.errors import Problem
from sar.http import document
from tests import codes_of_routes, frozen, names

PROBLEM = "application/problem+json"
LINK: list[dict[str, list[str]]] = [{"link": []}]
OPEN: dict[str, Any] = {
    "signIn": [],
    "readSession": [{}, {"key": []}, {"session": []}],
    "lookAtAnswerLink": LINK,
    "openAnswerLink": LINK,
    "sayByAnswerLink": LINK,
    "readLinkPhrases": [],
}
"""The routes that nobody has to sign in for."""
_VERBS = """
    accept acknowledge act add amend ask assess believe cancel change close confirm consent correct
    count create declare decline deliver disable discard divert doubt draft draw end export extend
    file give grant hail hear import issue keep list look make mute offer open preview propose read
    record redraft refuse register reopen report reset resume retire revoke say set sign state step
    suggest suspend take tell transfer withdraw write join dismiss pass
"""
VERBS = frozenset(_VERBS.split())
"""Verbs by which an operation's id begins: one that says it already goes before a new one."""

Json = dict[str, Any]


def operations() -> Iterator[Json]:
    """Every operation that the document describes."""
    for path in names.document()["paths"].values():
        yield from path.values()


def test_schemas_have_names_that_tell_and_no_module_path() -> None:
    found = list(names.document()["components"]["schemas"])
    assert [name for name in found if not re.fullmatch(r"([A-Z][a-z]+)+", name)] == []


def test_operations_have_unique_ids_of_verb_and_thing() -> None:
    ids = [operation["operationId"] for operation in operations()]
    assert len(ids) == len(set(ids))
    assert [id_ for id_ in ids if not re.fullmatch(r"[a-z]+([A-Z][a-z]*)+", id_)] == []
    verbs = {re.split("[A-Z]", id_)[0] for id_ in ids}
    assert verbs - VERBS == set(), "an id begins with its verb"
    assert VERBS - verbs == set(), "no id begins with it any more"


def test_a_version_that_must_be_told_is_required() -> None:
    wanting = [one for one in operations() if "428" in one["responses"]]
    told = [
        [given["required"] for given in one["parameters"] if given["name"].lower() == "if-match"]
        for one in wanting
    ]
    assert told == [[True]] * len(wanting)
    assert wanting


def test_no_two_operations_have_one_summary() -> None:
    summaries = [operation["summary"] for operation in operations()]
    assert [one for one in set(summaries) if summaries.count(one) > 1] == []


def test_bodies_of_requests_end_in_body() -> None:
    sent = {
        name
        for operation in operations()
        for content in operation.get("requestBody", {}).get("content", {}).values()
        for name in _referred(content["schema"])
    }
    assert "OpenIncidentBody" in sent
    assert [name for name in sent if not name.endswith("Body")] == []


def _referred(schema: Json) -> Iterator[str]:
    if "$ref" in schema:
        yield schema["$ref"].split("/")[-1]
    for part in [*schema.get("anyOf", ()), schema.get("items", {})]:
        if part:
            yield from _referred(part)


def test_operations_say_how_one_signs_in() -> None:
    assert {name: scheme["type"] for name, scheme in _schemes().items()} == {
        "key": "http",
        "session": "apiKey",
        "link": "http",
    }
    for operation in operations():
        expected = OPEN.get(operation["operationId"], [{"key": []}, {"session": []}])
        assert operation["security"] == expected, operation["operationId"]


def _schemes() -> Json:
    schemes: Json = names.document()["components"]["securitySchemes"]
    return schemes


def test_operations_have_one_tag_each_of_a_list_in_the_order_of_the_story() -> None:
    listed = [tag["name"] for tag in names.document()["tags"]]
    assert listed == list(document.TAGS)
    assert all(len(operation["tags"]) == 1 for operation in operations())
    assert {operation["tags"][0] for operation in operations()} == set(listed)


def test_problems_are_declared_under_their_media_type_with_codes_that_exist() -> None:
    for operation in operations():
        for status, response in operation["responses"].items():
            if int(status) < 400:
                continue
            found = _resolved(response)
            assert list(found["content"]) == [PROBLEM], (operation["operationId"], status)
            assert set(found.get("x-codes", ())) <= frozen.CODES


def _resolved(response: Json) -> Json:
    if "$ref" not in response:
        return response
    found: Json = names.document()["components"]["responses"][response["$ref"].split("/")[-1]]
    return found


def test_every_status_of_a_problem_is_described() -> None:
    def below(kind: type[Problem]) -> Iterator[type[Problem]]:
        yield kind
        for sub in kind.__subclasses__():
            yield from below(sub)

    statuses = {str(kind.status) for kind in below(Problem)}
    told = {status for operation in operations() for status in operation["responses"]}
    assert statuses <= told


def test_the_codes_of_routes_are_those_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OWN, "look_up", None)  # as in a process in which no application has run
    assert codes_of_routes.FILE.read_text() == codes_of_routes.written(), "run `make api-types`"


@pytest.mark.parametrize("name", document.examples())
def test_an_example_is_a_body_that_its_operation_takes(name: str) -> None:
    route = next(r for r in names.routes() if document.operation_id(r) == name)
    body = inspect.signature(route.endpoint, eval_str=True).parameters["body"].annotation
    TypeAdapter(body).validate_python(document.examples()[name])


def test_the_main_bodies_have_examples() -> None:
    told = [
        operation["operationId"]
        for operation in operations()
        if "example"
        in operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    ]
    assert set(told) == set(document.examples())
    assert len(told) >= 10
