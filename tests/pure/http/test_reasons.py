"""Reasons why a value does not fit, in plain words."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

import pytest
from pydantic import AfterValidator, AwareDatetime, BaseModel, TypeAdapter, ValidationError
from pydantic_core.core_schema import ErrorType

from sar.agreements.schemas import AgreementBody
from sar.app import create_app
from sar.assets.fix_schemas import Fixes
from sar.assets.schemas import AssetBody
from sar.http.reasons import PATTERNS, reason
from sar.incidents.schemas import OpenIncidentBody
from sar.requests.schemas import RequestBody


class Holder(BaseModel, extra="forbid"):
    id: UUID


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (UUID, "x", "must be an id (a UUID)"),
        (AwareDatetime, "yesterday", "must be a time like 2026-10-11T12:26:00Z"),
        (AwareDatetime, "2026-10-11T12:26:00", "needs a time zone, like Z"),
        (bool, "perhaps", "must be true or false"),
        (int, 1.5, "must be a whole number"),
        (float, "x", "must be a number"),
        (str, 1, "must be text"),
        (list[int], 1, "must be a list"),
        (Holder, [], "must be an object with fields"),
        (Holder, {}, "is missing"),
        (Literal["sea", "land"], "air", "must be sea or land"),
    ],
)
def test_a_value_of_the_wrong_kind(kind: Any, value: Any, expected: str) -> None:
    assert reasons(kind, value) == {expected}


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("name", "", "must not be empty"),
        ("name", "x" * 201, "must have 200 characters at most"),
        ("mmsi", "12", "must be 9 digits"),
        ("icao24", "xyz", "must be 6 signs of 0 to 9 and A to F"),
        ("tracker_id", "35 7", "must be 4 to 40 letters, digits and signs of . _ : -"),
        ("readiness", "maybe", "must be available, limited, unavailable or maintenance"),
        ("quantity", 0, "must be 1 or more"),
        ("overrides", {"max_kn": 0}, "must be more than 0"),
        ("overrides", {"max_kn": 2_001}, "must be 2000 or less"),
        ("type", "ZZ", "is not the code of a type in the catalogue"),
        ("colour", "red", "is no field that this takes"),
    ],
)
def test_a_field_of_an_asset(field: str, value: Any, expected: str) -> None:
    assert reasons(AssetBody, {"name": "A", "type": "S5"} | {field: value}) == {expected}


@pytest.mark.parametrize("kind", [AgreementBody, AssetBody, Fixes, OpenIncidentBody, RequestBody])
@pytest.mark.parametrize("value", [None, 1, "x", [], {}, {"id": 1, "name": [], "parties": {}}])
def test_no_caller_reads_what_is_for_programmers(kind: Any, value: Any) -> None:
    for said in reasons(kind, value):
        assert not any(word in said for word in ("Input", "valid", "String", "match", "dict"))


def test_what_a_rule_of_ours_says_stands() -> None:
    def rule(_value: int) -> int:
        raise ValueError("is no address of a host")

    assert reasons(Annotated[int, AfterValidator(rule)], 1) == {"is no address of a host"}


def test_every_pattern_that_the_api_asks_for_has_words() -> None:
    document = create_app("postgresql+psycopg://nowhere/nothing").openapi()
    assert set(_patterns(document)) <= set(PATTERNS)


def test_the_table_names_errors_that_there_are() -> None:
    from sar.http import reasons as module

    assert set(module._REASONS) <= set(get_args(ErrorType))


def reasons(kind: Any, value: Any) -> set[str]:
    """The reasons said of the value; nothing when it fits."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        return {reason(one) for one in error.errors()}
    return set()


def _patterns(node: Any) -> Iterator[str]:
    match node:
        case dict():
            if isinstance(node.get("pattern"), str):
                yield node["pattern"]
            for item in node.values():
                yield from _patterns(item)
        case list():
            for item in node:
                yield from _patterns(item)
