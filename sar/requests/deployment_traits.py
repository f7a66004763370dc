"""The meaning of every state of a deployment, one row each; all sets of states are derived from it.

A state is shared by assets and ships of opportunity where both can be in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sar.incidents.words import HelpGone
from sar.requests.words import DeploymentState

_D = DeploymentState


class Counts(StrEnum):
    """The part of a need that a deployment covers while it is in a state."""

    NOTHING = "nothing"
    """Only the persons it has recovered: it was called off, or has not agreed yet."""
    PROMISED = "promised"
    """Its units, and as many persons as one lift takes."""
    DONE = "done"
    """Its units if it was there, and the persons it has recovered: it lifts nobody any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """The meaning of one state."""

    counts: Counts
    binds: bool = False
    """An asset in it is bound to this work."""
    engages: bool = False
    """A ship of opportunity in it has been hailed and not released."""
    waits: bool = False
    """Called, and not yet on its way."""
    planned: bool = False
    """Nothing has been done for the work yet: it begins with its window, or its first step."""
    moving: bool = False
    """On its way to the scene."""
    on_scene: bool = False
    """At the scene, where its fuel limits the stay."""
    refuels: bool = False
    """Away to take fuel: it comes back for as long as that lasts."""
    homeward: bool = False
    """Released, and on its way back."""
    frees: bool = False
    """The asset is free from then on: its window is cut short. A diverted one is bound anew."""
    gives: DeploymentState | None = None
    """Survivors can be aboard; the state that follows once nobody is."""
    takes: DeploymentState | None = None
    """An asset takes survivors over; the state that follows."""
    ship_takes: DeploymentState | None = None
    """A ship of opportunity takes survivors over; the state that follows."""
    gone: HelpGone | None = None
    """The unit was to come and does not, and so its case is told that help is gone."""

    @property
    def before_scene(self) -> bool:
        """Promised or on its way, and not there yet."""
        return self.waits or self.moving

    @property
    def awaits_answer(self) -> bool:
        """A ship of opportunity in it was hailed and has not answered."""
        return self.engages and self.waits


TRAITS: Final[Mapping[DeploymentState, Traits]] = {
    _D.COMMITTED: Traits(counts=Counts.PROMISED, binds=True, waits=True, planned=True),
    _D.MOBILISING: Traits(counts=Counts.PROMISED, binds=True, waits=True),
    _D.UNDERWAY: Traits(counts=Counts.PROMISED, binds=True, moving=True),
    _D.ON_SCENE: Traits(
        counts=Counts.PROMISED,
        binds=True,
        engages=True,
        on_scene=True,
        gives=_D.ON_SCENE,
        takes=_D.LOADED,
        ship_takes=_D.EMBARKED,
    ),
    _D.REFUELLING: Traits(counts=Counts.PROMISED, binds=True, refuels=True, gives=_D.REFUELLING),
    _D.LOADED: Traits(counts=Counts.PROMISED, binds=True, gives=_D.ON_SCENE, takes=_D.LOADED),
    _D.DELIVERED: Traits(counts=Counts.PROMISED, binds=True, gives=_D.DELIVERED, takes=_D.LOADED),
    # A ship of opportunity is at its end with it.
    _D.RELEASED: Traits(counts=Counts.DONE, binds=True, homeward=True),
    _D.RETURNING: Traits(counts=Counts.DONE, binds=True, homeward=True),
    _D.RETURNED: Traits(counts=Counts.DONE, frees=True),
    _D.STOOD_DOWN: Traits(counts=Counts.NOTHING, frees=True),
    _D.RECALLED: Traits(
        counts=Counts.NOTHING, frees=True, gives=_D.RECALLED, gone=HelpGone.TURNED_BACK
    ),
    _D.DIVERTED: Traits(counts=Counts.NOTHING, gives=_D.DIVERTED, gone=HelpGone.TURNED_BACK),
    _D.HAILED: Traits(counts=Counts.NOTHING, engages=True, waits=True),
    _D.PROCEEDING: Traits(counts=Counts.PROMISED, engages=True, moving=True),
    _D.UNABLE: Traits(counts=Counts.NOTHING, gives=_D.UNABLE, gone=HelpGone.UNABLE),
    _D.EMBARKED: Traits(
        counts=Counts.PROMISED,
        engages=True,
        on_scene=True,
        gives=_D.ON_SCENE,
        ship_takes=_D.EMBARKED,
    ),
}

ACTIVE: Final = tuple(state for state, traits in TRAITS.items() if traits.binds)
"""The states in which an asset is bound."""
SHIP_ACTIVE: Final = tuple(state for state, traits in TRAITS.items() if traits.engages)
"""The states in which a ship of opportunity is not yet released."""
NOT_LEFT: Final = tuple(state for state in ACTIVE if TRAITS[state].waits)
"""The states in which an asset has not left yet."""
BEFORE_SCENE: Final = tuple(state for state, traits in TRAITS.items() if traits.before_scene)
"""The states in which a unit has not been at the scene yet."""
PLANNED: Final = tuple(state for state, traits in TRAITS.items() if traits.planned)
"""The states in which nothing has been done for the work yet."""
AWAITING_ANSWER: Final = tuple(state for state, traits in TRAITS.items() if traits.awaits_answer)
"""The states in which a ship of opportunity was hailed and has not answered."""


def is_active(state: DeploymentState, *, ship: bool) -> bool:
    """Whether the deployment is not over: its asset is bound, or its ship not yet released."""
    return TRAITS[state].engages if ship else TRAITS[state].binds
