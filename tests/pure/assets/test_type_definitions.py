"""A party's own type as a document, and what does not fit together in one."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from sar.agreements.words import Kind
from sar.assets.catalogue import Figures, RecoveryPace, Source, shipped_types, type_of
from sar.assets.type_definitions import FORMS, document_of, faults_of_type, type_from
from sar.assets.words import AssetForm, Capability, TypeSource


@pytest.mark.parametrize("code", shipped_types())
def test_a_type_comes_back_as_it_was_written(code: str) -> None:
    one = type_of(code)
    assert type_from(code, document_of(one)) == one


@pytest.mark.parametrize("code", shipped_types())
def test_the_shipped_types_fit_together(code: str) -> None:
    one = type_of(code)
    assert one.form in FORMS[one.kind]
    if not one.opportunity and one.kind is not Kind.TEAM and one.kind is not Kind.EXPERTISE:
        assert [fault.code for fault in faults_of_type(one)] == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"form": AssetForm.RESCUE_VESSEL}, ("form", "form_not_of_kind")),
        ({"unit_class": "opportunity"}, ("unit_class", "not_an_own_ship")),
        ({"figures": Figures(cruise_kn=90, max_kn=80)}, ("figures.max_kn", "figures_contradict")),
        ({"divisible": True}, ("divisible", "only_equipment")),
        (
            {"recovery": MappingProxyType({Capability.BOATS: (RecoveryPace(4, 9),)})},
            ("recovery", "without_means"),
        ),
        (
            {"source": Source(TypeSource.SOURCED, "A book", frozenset({"speed"}))},
            ("source.sourced", "no_such_figure"),
        ),
    ],
)
def test_what_does_not_fit_is_named(change: dict[str, Any], fault: tuple[str, str]) -> None:
    one = replace(type_of("H2"), source=Source(TypeSource.UNVERIFIED, "", frozenset()))
    found = [(one.field, one.code) for one in faults_of_type(replace(one, **change))]
    assert found == [fault]
