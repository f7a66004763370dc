"""A case is opened as it was told: what cannot be read of it is put aside in words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sar.incidents.as_told import SlipOfBody, as_told
from sar.incidents.schemas import OpenIncidentBody

CASE: dict[str, Any] = {
    "title": "Wooden boat",
    "situation": "maritime",
    "phase": "distress",
    "source": {"who": "relative", "call_back": "+00 1"},
}


def opened(**fields: Any) -> OpenIncidentBody:
    return OpenIncidentBody.model_validate({**CASE, **fields})


@pytest.mark.parametrize("without", ["title", "source"])
def test_what_is_left_out_is_said(without: str) -> None:
    told = {name: value for name, value in CASE.items() if name != without}
    body = OpenIncidentBody.model_validate(told)
    assert (body.title, body.source.who) == (
        ("Without a title", "relative") if without == "title" else ("Wooden boat", "not told")
    )
    assert len(body.aside) == 1


def test_several_faults_are_put_aside_at_once_and_the_rest_stands() -> None:
    body = opened(
        title="\u200b",
        pob={"min": 60, "max": 40, "children": -3},
        craft={"name": "Sirocco", "mmsi": "12", "callsign": "five alfa"},
        kept_from=[{"party": "LBY", "reason": "r" * 2_001}],
    )
    assert (body.pob.min, body.pob.max, body.pob.children) == (40, 60, None)
    assert body.craft is not None
    assert body.craft.name == "Sirocco (callsign as told: five alfa) (mmsi as told: 12)"
    assert body.kept_from[0].reason == f"{'r' * 199}…"
    assert len(body.aside) == 5


def test_an_unseen_sign_in_a_title_is_left_out() -> None:
    assert opened(title="Wooden\u200b boat").title == "Wooden boat"


def test_how_to_call_back_is_not_repeated_in_the_log() -> None:
    body = opened(source={"who": "relative", "call_back": "+00 1 " + "9" * 300})
    assert body.source.call_back.startswith("+00 1 999")
    assert not [line for line in body.aside if "9" in line]


@pytest.mark.parametrize(
    "fields",
    [
        {"situation": "border_emergency"},
        {"phase": "doom"},
        {"id": "x"},
        {"exercise": "maybe"},
        {"nationality": "x"},
        {"title": "a\u0000b"},
        {"craft": {"master": "x"}},
        {"position": {"point": {"type": "Point", "coordinates": [12.0, 91.0]}}},
        {"position": {"point": None}},
        {"kept_from": "LBY"},
    ],
)
def test_what_a_case_needs_and_faults_of_programs_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        opened(**fields)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["pob", "craft", "conditions", "drift", "territory_of", "source", "title", "position"]
        ),
        ANYTHING | st.dictionaries(st.sampled_from(["min", "who", "mmsi", "at"]), ANYTHING),
    )
)
def test_whatever_comes_it_is_opened_or_refused(fields: dict[str, Any]) -> None:
    try:
        body = opened(**fields)
    except ValidationError:
        return
    assert body.title
    assert body.source.who
    assert all(len(line) <= 10_100 for line in body.aside)


def test_what_was_told_is_not_changed() -> None:
    told = {"pob": {"min": -1}}
    mended = as_told(told, [SlipOfBody(("pob", "min"), "greater_than_equal", "is less than 0", -1)])
    assert mended is not None
    assert (told, mended.body) == ({"pob": {"min": -1}}, {"pob": {}})
