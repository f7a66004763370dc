"""The units of a case that are gone once one of them steps, or runs late, and the unit that takes
their place (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sar.assets.catalogue import type_of
from sar.incidents.gone_help import GoneRow
from sar.incidents.words import HelpGone
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.recovery import type_can_take
from sar.requests.words import DeploymentState


def is_able(state: DeploymentState, type_code: str, *, sea_state: int | None) -> bool:
    """Whether a unit in that state is tasked, and takes people aboard in that sea."""
    return is_tasked(state) and type_can_take(type_of(type_code), sea_state=sea_state)


def is_tasked(state: DeploymentState) -> bool:
    """Whether a unit in that state is committed or hailed."""
    traits = TRAITS[state]
    return traits.counts is Counts.PROMISED or traits.awaits_answer


def may_answer(state: DeploymentState, *, told_at: datetime | None) -> bool:
    """Whether a ship in that state was hailed, and may answer in time still; `told_at`: when the
    record was told that no answer came."""
    return TRAITS[state].awaits_answer and told_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAtWork:
    """A unit of the case, as it is after its step."""

    work: str
    """Its deployment."""
    unit: str
    """Its asset or ship."""
    owner: str | None = None
    """The party whose unit it is; None: it is a ship of opportunity."""
    name: str
    state: DeploymentState
    able: bool
    """It takes people aboard in the sea there."""
    tasked_at: datetime


def gone_after_step(
    gone: Iterable[GoneRow], unit: UnitAtWork, *, was: DeploymentState | None, now: datetime
) -> list[GoneRow]:
    """The units that are gone after a step from the state that it `was` in.

    One ends once it is back itself, or once a unit that takes people aboard has set out and was
    tasked since: one that was counted before takes nobody's place.
    """
    of_state = TRAITS[unit.state].gone
    if of_state is not None and was is not unit.state:
        return _with(gone, unit, of_state, now=now)
    left = [one for one in gone if not _is_back(one, unit)]
    if unit.able and _has_set_out(unit.state):
        left = [one for one in left if unit.tasked_at < _at(one)]
    return left


def gone_after_lateness(
    gone: Iterable[GoneRow], unit: UnitAtWork, *, late: bool, now: datetime
) -> list[GoneRow]:
    """The units that are gone once this one runs late, or is in time again."""
    if late:
        return _with(gone, unit, HelpGone.LATE, now=now)
    return [one for one in gone if one["why"] != HelpGone.LATE or not _is_work(one, unit)]


def _with(
    gone: Iterable[GoneRow], unit: UnitAtWork, why: HelpGone, *, now: datetime
) -> list[GoneRow]:
    row = {
        "name": unit.name,
        "why": why.value,
        "at": now.isoformat(),
        "work": unit.work,
        "unit": unit.unit,
        "owner": unit.owner,
    }
    return [*(one for one in gone if not _is_work(one, unit)), row]


def _is_back(one: GoneRow, unit: UnitAtWork) -> bool:
    """Whether it is there or on its way after all. One that is late has to be there, or not to be
    awaited any more."""
    if one["why"] == HelpGone.LATE:
        return _is_work(one, unit) and not TRAITS[unit.state].before_scene
    again = one.get("unit") == unit.unit and unit.tasked_at >= _at(one)
    return _has_set_out(unit.state) and (again or _is_work(one, unit))


def _is_work(one: GoneRow, unit: UnitAtWork) -> bool:
    """Earlier versions kept the unit's name alone."""
    if "by" in one:
        return False
    return bool(one["work"] == unit.work if "work" in one else one["name"] == unit.name)


def _has_set_out(state: DeploymentState) -> bool:
    """Under way or there: a ship that is hailed has not agreed yet."""
    return TRAITS[state].counts is Counts.PROMISED and not TRAITS[state].waits


def _at(one: GoneRow) -> datetime:
    return datetime.fromisoformat(one["at"])
