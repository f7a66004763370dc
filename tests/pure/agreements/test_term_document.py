from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from shapely.geometry import MultiPolygon, box

from sar.agreements.clauses import TermPlain
from sar.agreements.drafting import columns_of, faults
from sar.agreements.models import Term
from sar.agreements.schemas import AgreementDraftBody
from sar.agreements.term_document import (
    FIELDS,
    ClearanceClause,
    CostClause,
    TermDocument,
    read,
    says,
    stored,
)
from sar.agreements.views import TermView
from sar.agreements.words import (
    AssetService,
    Awareness,
    ClauseKind,
    ClearanceMode,
    ClockName,
    CostRule,
    Phase,
    Sensor,
    Situation,
    Visibility,
)
from sar.wire import canonical
from tests.pure.agreements.plain import several

ADAPTER = TypeAdapter(TermDocument)


LINES = st.sampled_from(["", "Off Lampedusa", "مركز", "Art. 8(2)"])
INSTANTS = st.none() | st.integers(0, 9_000_000_000_000_000).map(
    lambda us: datetime(1901, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
)
DOCUMENTS = st.builds(
    TermDocument,
    article=st.sampled_from(["Art. 1", "§ 2"]),
    grantor=st.sampled_from([None, "ITA"]),
    grantees=several(["MLT", "TUN"]),
    kinds=several(ClauseKind),
    types=several(["H1", "SRU_S"]),
    excluded_types=several(["H2"]),
    zone=st.sampled_from([None, MultiPolygon([box(10, 34, 12, 36)])]),
    zone_name=LINES,
    phases=several(Phase),
    situations=several(Situation),
    valid_from=INSTANTS,
    valid_until=INSTANTS,
    visibility=st.sampled_from([None, *Visibility]),
    position_precision_nm=st.sampled_from([0.0, 2.5, 600.0]),
    position_delay_minutes=st.integers(0, 10_080),
    incident_awareness=st.sampled_from([None, *Awareness]),
    feeds=several(["ais", "vms"]),
    may_request=st.sampled_from([None, True, False]),
    fuel_points=st.sampled_from([None, True, False]),
    clocks=st.dictionaries(st.sampled_from(list(ClockName)), st.integers(1, 10_080)),
    entry=st.lists(
        st.builds(
            ClearanceClause,
            st.sampled_from(list(ClearanceMode)),
            kinds=several(ClauseKind),
            lead_minutes=st.integers(0, 10_080),
            contact=LINES,
            landing=st.booleans(),
            services=several(AssetService),
            unarmed=st.booleans(),
            excluded_sensors=several(Sensor),
        ),
        max_size=2,
    ).map(tuple),
    costs=st.none()
    | st.builds(
        CostClause,
        st.sampled_from(list(CostRule)),
        free_hours=st.sampled_from([0.0, 12.5]),
        currency=st.sampled_from(["", "EUR"]),
        rate_per_hour=st.sampled_from([None, 4500.0]),
        claim_days=st.none() | st.integers(1, 3650),
        note=LINES,
    ),
    data_use=LINES,
    command=LINES,
    liability=LINES,
    crew_status=LINES,
)


def test_a_clause_that_an_earlier_release_took_is_read_and_not_taken_anew() -> None:
    document = TermDocument(
        article="Art.\u00ad 1",
        zone_name="a\u200bb",
        entry=(ClearanceClause(ClearanceMode.NOTIFY, contact="\ufeffACC"),),
        costs=CostClause(CostRule.OWN, note="\u2060."),
    )
    assert read(stored(document), None) == document
    draft = AgreementDraftBody(valid_from=datetime(2026, 10, 11, tzinfo=UTC), terms=(document,))
    found = faults(draft, at="", reference="MED", parties={"ITA", "MLT"}, now=draft.valid_from)
    assert [one["field"] for one in found if one["code"] == "unseen_character"] == [
        "terms[0].article",
        "terms[0].zone_name",
        "terms[0].entry[0].contact",
        "terms[0].costs.note",
    ]


def test_the_strategy_fills_every_field() -> None:
    whole = DOCUMENTS.wrapped_strategy.kwargs  # type: ignore[attr-defined] # of a lazy strategy
    assert set(whole) == set(FIELDS)


@given(DOCUMENTS)
def test_a_clause_is_read_as_it_was_stored(document: TermDocument) -> None:
    assert read(stored(document), document.zone) == document
    assert "zone" not in stored(document)


@given(DOCUMENTS)
def test_a_clause_is_taken_back_as_it_was_shown(document: TermDocument) -> None:
    assert ADAPTER.validate_json(ADAPTER.dump_json(document)) == document


@given(DOCUMENTS)
def test_the_columns_for_sql_say_what_the_document_says(document: TermDocument) -> None:
    columns = columns_of(document)
    for name in columns.keys() - {"document"}:
        said = getattr(document, name)
        assert columns[name] == (list(said) if isinstance(said, tuple) else said), name
    again = {name: columns[name] for name in columns.keys() - {"document", "zone"}}
    told = ADAPTER.validate_python({**again, "zone": document.zone})
    of_it = columns["document"]
    assert canonical({name: of_it[name] for name in again}) == canonical(
        {name: stored(told)[name] for name in again}
    )


def test_no_column_is_written_by_hand() -> None:
    own = {"id", "version_id", "ordinal"}
    assert set(columns_of(TermDocument(article="Art. 1"))) == Term.model_fields.keys() - own


def test_rules_and_answers_have_every_field_of_the_clause() -> None:
    assert {one.name for one in fields(TermView)} == {*FIELDS, "id", "ordinal", "sentence"}
    assert {one.name for one in fields(TermPlain)} > set(FIELDS)
    assert list(says(TermDocument(article="Art. 1"))) == list(FIELDS)


@pytest.mark.parametrize(
    ("said", "loc", "code"),
    [
        ({"kinds": ["aircraft", "aircraft"]}, ("kinds",), "named_twice"),
        ({"kind": []}, ("kind",), "unexpected_keyword_argument"),
        ({"costs": {"rule": "full", "rate": 1}}, ("costs", "rate"), "unexpected_keyword_argument"),
        ({"position_precision_nm": float("nan")}, ("position_precision_nm",), "finite_number"),
        ({"valid_from": "2026-10-11T12:26"}, ("valid_from",), "no_time_zone"),
        ({"clocks": {"answer": 0}}, ("clocks", "answer"), "greater_than_equal"),
        ({"entry": [{}]}, ("entry", 0, "mode"), "missing"),
        ({"entry": [7]}, ("entry", 0), "dataclass_type"),
    ],
)
def test_a_fault_stands_at_its_field(
    said: dict[str, Any], loc: tuple[str | int, ...], code: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        ADAPTER.validate_python({"article": "Art. 1", **said})
    assert [(one["loc"], one["type"]) for one in refused.value.errors()] == [(loc, code)]
