"""Every state of a deployment means what its row in this table says."""

from dataclasses import fields
from typing import Any

import pytest

from sar.incidents.words import HelpGone
from sar.requests.deployment_traits import TRAITS, Counts, Traits, is_active
from sar.requests.state_tables import DEPLOYMENT, SHIP
from sar.requests.words import DeploymentState

# state, counts, flags, then who takes over what: `gives`, `takes` and `ship_takes` as name=state,
# and what the case is told: `gone`.
TABLE = """
committed  promised binds waits planned
mobilising promised binds waits
underway   promised binds moving
on_scene   promised binds engages on_scene gives=on_scene takes=loaded ship_takes=embarked
refuelling promised binds refuels gives=refuelling
loaded     promised binds gives=on_scene takes=loaded
delivered  promised binds gives=delivered takes=loaded
released   done     binds homeward
returning  done     binds homeward
returned   done     frees
stood_down nothing  frees
recalled   nothing  frees gives=recalled gone=turned_back
diverted   nothing  gives=diverted gone=turned_back
hailed     nothing  engages waits
proceeding promised engages moving
unable     nothing gives=unable gone=unable
embarked   promised engages on_scene gives=on_scene ship_takes=embarked
"""
LINES = {line.split()[0]: line.split()[1:] for line in TABLE.splitlines() if line}


def test_every_state_has_a_row_and_every_trait_a_state() -> None:
    assert set(TRAITS) == set(DeploymentState)
    for trait in fields(Traits):
        told = [getattr(traits, trait.name) for traits in TRAITS.values()]
        assert any(told), trait.name
        assert len(set(told)) > 1, trait.name


@pytest.mark.parametrize("state", DeploymentState)
def test_a_state_means_what_the_table_says(state: DeploymentState) -> None:
    counts, *words = LINES[state]
    expected: dict[str, Any] = {word: True for word in words if "=" not in word}
    for name, _, follows in (word.partition("=") for word in words if "=" in word):
        expected[name] = HelpGone(follows) if name == "gone" else DeploymentState(follows)
    assert TRAITS[state] == Traits(counts=Counts(counts), **expected)


@pytest.mark.parametrize("state", DeploymentState)
def test_a_unit_is_at_work_in_the_states_that_its_machine_leads_out_of(
    state: DeploymentState,
) -> None:
    for machine, ship in ((DEPLOYMENT, False), (SHIP, True)):
        nexts = {row.next for (before, _), row in machine.items() if before is state}
        # Survivors aboard are still landed after a recall or a diversion: no way leads out.
        assert is_active(state, ship=ship) is bool(nexts - {state}), ship


def test_of_before_during_and_after_the_scene_a_state_is_one_at_most() -> None:
    for state, traits in TRAITS.items():
        assert [traits.waits, traits.moving, traits.on_scene, traits.homeward].count(True) <= 1, (
            state
        )
