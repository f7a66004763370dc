"""Times of a unit's departure and of its stints on scene, each with the end of its endurance."""

from datetime import datetime, timedelta
from typing import Any, Final

from sar.requests.deployment_traits import TRAITS
from sar.requests.models import Deployment
from sar.requests.words import DeploymentAction, DeploymentState, StintBegin

Endurance = tuple[float | None, float | None]
"""The minutes that the fuel allows at the scene, at first and again; None: not known."""


COMES: Final = frozenset({DeploymentAction.ARRIVE, DeploymentAction.RESUME})
"""The steps by which a unit is told to have come on scene, or come back."""


def begins_by(action: DeploymentAction) -> StintBegin:
    """The way in which a step tells that the unit is on scene."""
    return StintBegin.ARRIVED if action in COMES else StintBegin.THERE_THEN


def enter_state(
    row: Deployment,
    to: DeploymentState,
    endurance: Endurance = (None, None),
    *,
    begins: StintBegin = StintBegin.NOT_TOLD,
    at: datetime,
) -> None:
    """The deployment enters the state; departure, arrival on scene and leaving it are noted.

    It stays as long as was estimated when it set out; after refuelling as long as from where it
    took fuel (`refuelled`). Nobody has said whether it refuelled where it delivered, nor how long
    the fuel lasts of one that nobody has told to have come.
    """
    was, row.state = row.state, to
    before, after = TRAITS[was], TRAITS[to]
    if after.moving:
        row.left_at = row.left_at or at
    if after.on_scene and not before.on_scene:
        came = begins is StintBegin.ARRIVED
        minutes = _stay_minutes(endurance, was) if came else None
        row.stints = [*row.stints, _begun(at, minutes, begins)]
    if before.on_scene and not after.on_scene and row.stints:
        *earlier, last = row.stints
        row.stints = [*earlier, {**last, "until_at": at.isoformat()}]


def _stay_minutes(endurance: Endurance, was: DeploymentState) -> float | None:
    """The minutes that its fuel allows, by the state from which it comes on scene."""
    first, again = endurance
    if TRAITS[was].before_scene:
        return first
    return again if TRAITS[was].refuels else None


def _begun(at: datetime, stays_minutes: float | None, begins: StintBegin) -> dict[str, Any]:
    fuel_until = None if stays_minutes is None else at + timedelta(minutes=stays_minutes)
    return {
        "from_at": at.isoformat(),
        "began": begins.value,
        "until_at": None,
        "fuel_until_at": fuel_until and fuel_until.replace(microsecond=0).isoformat(),
    }
