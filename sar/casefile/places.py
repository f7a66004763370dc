"""Places of a case file: where the casualty was and is, and the units with it (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sar.casefile.case_data import CaseFile
from sar.geo.areas import outer_rings
from sar.geo.position import LatLon
from sar.incidents.texts.area_words import area_text
from sar.record.step_words import STEPS, plain
from sar.requests.deployment_traits import is_active


class PlaceKind(StrEnum):
    """Kinds of places on the chart of a case."""

    DATUM = "datum"
    PRESENT = "present"
    REPORTED = "reported"
    STEP = "step"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Place:
    """A place, what was there, of when it is and how exact it is told to be."""

    kind: PlaceKind
    name: str
    point: LatLon
    at: datetime
    within_nm: float


@dataclass(frozen=True, slots=True)
class AreaToSearch:
    """A search area by the outer corners of its parts, and its words."""

    name: str
    rings: Sequence[Sequence[LatLon]]
    said: str


def areas(case: CaseFile) -> list[AreaToSearch]:
    """The areas of a case that are to be searched."""
    return [
        AreaToSearch(one["name"], outer_rings(one["area"]), area_text(one))
        for one in case.incident.search_areas
    ]


def places(case: CaseFile) -> list[Place]:
    """The places of a case: its datums, its present one, reported positions, where units took
    their steps, and where those at work are now."""
    return [*_datums(case), *_present(case), *_reported(case), *_steps(case), *_units(case)]


def _datums(case: CaseFile) -> Iterator[Place]:
    for one in case.history.datums:
        name = f"Datum. {one.reason}".strip()
        yield Place(PlaceKind.DATUM, name, one.point.to_latlon(), one.at, one.uncertainty_nm)


def _present(case: CaseFile) -> Iterator[Place]:
    now = case.present
    if now is not None:
        name = "When it was closed" if case.incident.closed_at else "Now"
        datum = case.incident.datum
        if datum and datum.followed_until < now.at:
            name = f"{name}: not known, anywhere so near; its drift is not followed after a week"
        yield Place(PlaceKind.PRESENT, name, now.point, now.at, now.within_nm)


def _reported(case: CaseFile) -> Iterator[Place]:
    for one in case.reported:
        name = f"Reported by {one.source}"
        yield Place(PlaceKind.REPORTED, name, one.point.to_latlon(), one.at, one.error_nm)


def unplaced(case: CaseFile) -> list[str]:
    """The units at work of which the party knows no position, each with its state."""
    placed = {unit.id for unit in case.units}
    return [
        f"{work.name} ({plain(work.state.value)})"
        for work in case.deployments
        if is_active(work.state, ship=work.ship_id is not None)
        and (work.asset_id or work.ship_id) not in placed
    ]


AT_WORK: Final = frozenset({"arrive", "load", "embark", "deliver", "transfer", "receive"})
"""The steps whose places tell of the rescue; the others are taken at bases and on the way."""


def _steps(case: CaseFile) -> Iterator[Place]:
    for step in case.steps:
        if step.point is not None and step.action in AT_WORK:
            said = f"{case.names[step.id]} {STEPS.get(step.action, step.action)}"
            yield Place(PlaceKind.STEP, said, step.point.to_latlon(), step.at, 0.0)


def _units(case: CaseFile) -> Iterator[Place]:
    for unit in case.units:
        within = max(unit.uncertainty_nm, unit.precision_nm)
        yield Place(PlaceKind.UNIT, case.names[unit.id], unit.point.to_latlon(), unit.at, within)
