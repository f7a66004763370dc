"""When a unit left, came on scene and left it again, and until when its fuel lets it stay there."""

from datetime import datetime, timedelta
from typing import Any, Final

from sar.requests.models import Deployment
from sar.requests.words import DeploymentState

_D = DeploymentState

OFF: Final = frozenset({_D.UNDERWAY, _D.PROCEEDING})
STAYS: Final = ("on_scene_minutes", "again_minutes")
"""Of what is reckoned of a way: how long its fuel lets the unit stay, at first and again."""

THERE: Final = frozenset({_D.ON_SCENE, _D.EMBARKED})


def come_to(row: Deployment, to: DeploymentState, *, at: datetime) -> None:
    """The deployment comes to the state; what that says of where its unit is, is kept.

    It stays as long as was reckoned when it set out; after refuelling as long as from the nearest
    place where it lands. Nobody has said whether it refuelled where it delivered.
    """
    was, row.state = row.state, to
    if to in OFF:
        row.left_at = row.left_at or at
    if to in THERE and was not in THERE:
        reckoned = row.reckoned or {}
        stays = {
            _D.UNDERWAY: reckoned.get("on_scene_minutes"),
            _D.PROCEEDING: reckoned.get("on_scene_minutes"),
            _D.REFUELLING: reckoned.get("again_minutes"),
        }.get(was)
        row.stints = [*row.stints, _begun(at, stays)]
    if was in THERE and to not in THERE and row.stints:
        *before, last = row.stints
        row.stints = [*before, {**last, "until_at": at.isoformat()}]


def _begun(at: datetime, stays_minutes: float | None) -> dict[str, Any]:
    fuel_until = None if stays_minutes is None else at + timedelta(minutes=stays_minutes)
    return {
        "from_at": at.isoformat(),
        "until_at": None,
        "fuel_until_at": fuel_until and fuel_until.replace(microsecond=0).isoformat(),
    }
