"""The forms of craft that are told on the air: a closed list, whatever an officer wrote."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.words import Phase, Situation
from sar.incidents.texts.case_texts import identity_on_air
from sar.incidents.texts.craft_forms import FORMS, form_on_air
from sar.incidents.words import IncidentState
from tests.pure.incidents.texts.test_texts import CASE


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Wooden fishing vessel, overloaded", "FISHING VESSEL"),
        ("Inflatable boat, 90 people", "INFLATABLE BOAT"),
        ("inflatable life raft", "LIFE-RAFT"),
        ("Person in water and capsized boat", "PERSONS IN THE WATER"),
        ("MOTORBOAT", "SMALL BOAT"),
        ("wooden boat of 20 m", "WOODEN BOAT"),
        ("Container ship", "CARGO SHIP"),
        ("helicopter, ditched", "HELICOPTER"),
        ("vessel with 60 children", ""),
        ("shipwreck", ""),
        ("", ""),
    ],
)
def test_the_words_for_a_craft_choose_a_form(written: str, form: str) -> None:
    assert form_on_air(written) == form


@given(st.text())
def test_what_is_told_is_of_the_list(written: str) -> None:
    assert form_on_air(written) in {"", *(form for form, _ in FORMS)}


@pytest.mark.parametrize(
    ("situation", "phase", "state", "said"),
    [
        (Situation.MARITIME, Phase.DISTRESS, IncidentState.OPEN, "VESSEL IN DISTRESS"),
        (Situation.MASS_RESCUE, Phase.DISTRESS, IncidentState.CLOSED, "VESSEL"),
        (Situation.MARITIME, Phase.ALERT, IncidentState.OPEN, "VESSEL"),
        (Situation.AERONAUTICAL, Phase.DISTRESS, IncidentState.OPEN, "AIRCRAFT IN DISTRESS"),
        (Situation.LAND, Phase.DISTRESS, IncidentState.OPEN, "PERSONS IN DISTRESS"),
        (Situation.NATURAL_DISASTER, Phase.ALERT, IncidentState.OPEN, "PERSONS"),
    ],
)
def test_of_a_craft_that_nobody_knows_only_its_kind_is_told(
    situation: Situation, phase: Phase, state: IncidentState, said: str
) -> None:
    case = replace(
        CASE, object_class="a hull", craft=None, situation=situation, phase=phase, state=state
    )
    assert identity_on_air(case) == said
