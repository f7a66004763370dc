"""Borders on a route and at the scene: whose territory is entered, where and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Final

from sar.agreements.clearance_law import ClearanceRuling
from sar.agreements.words import ClearanceMode
from sar.geo.geodesy import direct, inverse
from sar.geo.position import LatLon
from sar.geo.territory import Stretch, stretches, territory_of, undetermined
from sar.incidents.drift import carried
from sar.matching.candidate_route import Route
from sar.matching.question import Opening, Region, Scene
from sar.matching.time_to_scene import Gate

AHEAD_MINUTES: Final = 24.0 * 60.0
"""The drift of the scene into a State's waters is reported this far ahead."""

JUST_INSIDE_NM: Final = 0.5


@dataclass(frozen=True, slots=True)
class Border:
    """The border that a unit crosses into another State, on its way or at the scene."""

    state: str
    """Or `territory.UNDETERMINED`."""
    at_nm: float
    at_scene: bool
    place: LatLon | None = None
    """Just inside; None: without a way."""


@dataclass(frozen=True, slots=True)
class Entering:
    """A border with the ruling on crossing it.

    `centres` are those of the regions there where it is not determined whose waters they are.
    """

    border: Border
    ruling: ClearanceRuling
    centres: tuple[Region, ...] = ()

    @property
    def asked(self) -> frozenset[str]:
        """The parties that may open it."""
        return frozenset(one.party for one in self.centres) or frozenset({self.border.state})


@dataclass(frozen=True, slots=True)
class Coming:
    """The drift of the scene into a State's territorial sea."""

    state: str
    minutes: float
    place: LatLon


def scene_state(scene: Scene, place: LatLon | None) -> str | None:
    """The State at the scene: the lead's word, else the approximate territorial seas."""
    if scene.territory is not None or place is None:
        return scene.territory
    return territory_of(place)


def borders(route: Route | None, scene: Scene, *, own: str | None) -> tuple[Border, ...]:
    """Each State entered, once, in order; the State at the start is not entered. Without a way only
    the scene counts."""
    place = route.corners[-1] if route else scene.place
    at_scene = scene_state(scene, place)
    found: dict[str, Border] = {}
    parts = stretches(route.corners) if route else ()
    for part in parts:
        if part.enters_nm > 0.0 and part.state not in (own, at_scene):
            border = _border(part.state, part.enters_nm, route, at_scene=False)
            found.setdefault(part.state, border)
    if at_scene is not None and at_scene != own and not _there_already(parts, at_scene, route):
        at_nm = min(
            (part.enters_nm for part in parts if part.state == at_scene and part.enters_nm > 0.0),
            default=route.length_nm if route else 0.0,
        )
        found[at_scene] = _border(at_scene, at_nm, route, at_scene=True)
    return tuple(sorted(found.values(), key=lambda border: (border.at_nm, border.state)))


def passed(route: Route, *, own: str | None) -> tuple[Border, ...]:
    """Each State entered, once, in order, on a way that does not lead to the scene."""
    found: dict[str, Border] = {}
    for part in stretches(route.corners):
        if part.enters_nm > 0.0 and part.state != own:
            found.setdefault(part.state, _border(part.state, part.enters_nm, route, at_scene=False))
    return tuple(found.values())


def _border(state: str, at_nm: float, route: Route | None, *, at_scene: bool) -> Border:
    place = along(route.corners, at_nm + JUST_INSIDE_NM) if route else None
    return Border(state, at_nm, at_scene, place)


def along(corners: Sequence[LatLon], nm: float) -> LatLon:
    """The place after so many miles of a way; its end if that is nearer."""
    for a, b in pairwise(corners):
        here = inverse(a, b)
        if nm <= here.distance_nm:
            return direct(a, here.course_deg, max(0.0, nm))
        nm -= here.distance_nm
    return corners[-1]


def _there_already(parts: tuple[Stretch, ...], state: str, route: Route | None) -> bool:
    """Whether the whole way lies in the State; never where it is not determined which that is."""
    if route is None or undetermined(state):
        return False
    return any(
        part.state == state and part.enters_nm == 0.0 and part.leaves_nm >= 0.999 * route.length_nm
        for part in parts
    )


def gate(entering: Entering, *, limit_minutes: int) -> Gate | None:
    """The wait at the border; None: none. `limit_minutes` is the clearance clock's, for clearances
    without a lead time from any term."""
    ruling = entering.ruling
    match ruling.mode:
        case ClearanceMode.REQUEST:
            return Gate(entering.border.at_nm, float(ruling.lead_minutes or limit_minutes))
        case ClearanceMode.NOTIFY:
            return Gate(entering.border.at_nm, float(ruling.lead_minutes))
        case _:
            return None


def opened(usual: Gate | None, opening: Opening, *, now: datetime) -> Gate | None:
    """The wait at the border of a State that is open to the unit, or expected to be."""
    if usual is None:
        return None
    waits = max(0.0, (opening.from_at - now).total_seconds() / 60.0)
    if opening.until_at is None:
        return replace(usual, clearance_minutes=waits)
    until = (opening.until_at - now).total_seconds() / 60.0
    return Gate(usual.at_nm, waits, until, anew_minutes=usual.clearance_minutes)


def comings(scene: Scene) -> Iterator[Coming]:
    """The States whose territorial sea the scene drifts into within a day."""
    drift = scene.drift
    if scene.place is None or drift is None or drift.speed_kn == 0.0:
        return
    end = carried(scene.place, drift, AHEAD_MINUTES)
    for part in stretches((scene.place, end)):
        if part.enters_nm > 0.0 and part.state != scene.territory:
            minutes = part.enters_nm / drift.speed_kn * 60.0
            yield Coming(part.state, minutes, carried(scene.place, drift, minutes))
