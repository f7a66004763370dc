"""Borders on a route and at the scene: whose territory is entered, where and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Final

from sar.agreements.clearance_law import ASKED_BY_WHO_HAILS, BY_RIGHT, ClearanceRuling
from sar.agreements.words import ClearanceMode
from sar.geo.geodesy import direct, distance_nm, inverse
from sar.geo.position import LatLon
from sar.geo.sea.land import over_land_nm
from sar.geo.straits import FREE, Strait, strait_along, strait_at
from sar.geo.waters import WhoseWaters, waters_at
from sar.geo.waters_on_way import WatersOnWay, waters_along
from sar.incidents.drift import carried
from sar.matching.candidate_route import Route
from sar.matching.question import Opening, Region, Scene
from sar.matching.time_to_scene import Gate

AHEAD_MINUTES: Final = 24.0 * 60.0
"""The drift of the scene into a State's waters is reported this far ahead."""

JUST_INSIDE_NM: Final = 0.5

COAST_NM: Final = 1.0
"""The coast is not known more exactly: a way through a strait may touch so much land."""


@dataclass(frozen=True, slots=True)
class Border:
    """The border that a unit crosses into another State, on its way or at the scene."""

    waters: WhoseWaters
    at_nm: float
    at_scene: bool
    place: LatLon | None = None
    """Just inside; None: without a way."""
    strait: Strait | None = None
    """The strait through which it passes: all of its way in that State's waters lies there."""
    inside: bool = False
    """All of its way lies there: it waits, if it must, at the scene."""

    @property
    def state(self) -> str:
        """Or `territory.UNDETERMINED`."""
        return self.waters.state or ""


@dataclass(frozen=True, slots=True)
class Entering:
    """A border with the ruling on crossing it.

    `centres` are those of the regions there where it is not determined whose waters they are,
    `concerned` the parties to ask or tell besides. `off_regions`: no region known holds the place,
    and it is the centre of the nearest.
    """

    border: Border
    ruling: ClearanceRuling
    centres: tuple[Region, ...] = ()
    concerned: tuple[str, ...] = ()
    off_regions: bool = False
    coasts: tuple[str, ...] = ()
    """The States on whose coasts it lies besides, where that is not determined: they are told."""
    unsaid: bool = False
    """Land lies near of which it is not said whose it is: whom a party holds to be its State is
    told besides."""

    @property
    def asked(self) -> frozenset[str]:
        """The parties that may open it."""
        named = frozenset(one.party for one in self.centres) | frozenset(self.concerned)
        return named or frozenset({self.border.state})


@dataclass(frozen=True, slots=True)
class Coming:
    """The drift of the scene into a State's territorial sea."""

    waters: WhoseWaters
    minutes: float
    place: LatLon

    @property
    def state(self) -> str:
        """Or `territory.UNDETERMINED`."""
        return self.waters.state or ""


def scene_waters(scene: Scene, place: LatLon | None) -> WhoseWaters:
    """The waters at the scene: by the asker's word, else by what is declared or the coast says."""
    if scene.territory is not None or place is None:
        return WhoseWaters(scene.territory)
    return waters_at(place, scene.declared)


def borders(route: Route | None, scene: Scene, *, own: str | None) -> tuple[Border, ...]:
    """Each State entered, once, in order, and always the State at the scene: work there needs its
    ruling wherever the way began. The State at the start is not entered otherwise. Without a way
    only the scene counts. Waters that are not determined are told apart by whom they concern."""
    place = route.corners[-1] if route else scene.place
    at_scene = scene_waters(scene, place)
    parts = waters_along(route.corners, scene.declared) if route else ()
    found: dict[tuple[str, ...], Border] = {}
    if route is not None:
        crossed = (part for part in parts if part.waters.key != at_scene.key)
        found = _crossed(crossed, route, own=own)
    if at_scene.state not in (None, own):
        there = [part for part in parts if part.waters.key == at_scene.key]
        entered = (one.enters_nm for one in there if one.enters_nm > 0.0 and not _free(one, route))
        at_nm = min(entered, default=route.length_nm if route else 0.0)
        border = _border(at_scene, at_nm, route, at_scene=True)
        inside = route is not None and any(_is_all(one, route) for one in there)
        found[at_scene.key] = replace(border, inside=inside)
    return tuple(sorted(found.values(), key=lambda border: (border.at_nm, border.waters.key)))


def passed(route: Route, scene: Scene, *, own: str | None) -> tuple[Border, ...]:
    """Each State entered, once, in order, on a way that does not lead to the scene."""
    return tuple(_crossed(waters_along(route.corners, scene.declared), route, own=own).values())


def _crossed(
    parts: Iterable[WatersOnWay], route: Route, *, own: str | None
) -> dict[tuple[str, ...], Border]:
    """Each State entered and left again, by the key of its waters, where it is entered first;
    through a strait only where that is so of all its parts."""
    found: dict[tuple[str, ...], Border] = {}
    for part in parts:
        key = part.waters.key
        if part.enters_nm == 0.0 or part.state == own:
            continue
        before = found.get(key)
        if before is not None and before.strait is None:
            continue
        border = _border(part.waters, part.enters_nm, route, at_scene=False)
        strait = _strait(part, route)
        if before is None or strait is None:
            found[key] = replace(border, strait=strait)
    return found


def _strait(part: WatersOnWay, route: Route) -> Strait | None:
    """The strait through which all of a part of the way goes; none over the land beside it."""
    if strait_at(along(route.corners, part.enters_nm + JUST_INSIDE_NM)) is None:
        return None
    stops = [route.corners[-1], *([route.via] if route.via else [])]
    strait = strait_along(_part(route.corners, part), stops=stops)
    return None if strait is None or _flies_over_land(strait, route) else strait


def _flies_over_land(strait: Strait, route: Route) -> bool:
    """Whether a way by air crosses land anywhere in the strait, as far as the coast is known."""
    if route.by_water:
        return False
    legs = strait.legs_within(route.corners)
    return sum(over_land_nm(a, b, distance_nm(a, b)) for a, b in legs) > COAST_NM


def _free(part: WatersOnWay, route: Route | None) -> bool:
    """Whether nobody is asked there, whatever waters of that State, or not determined, follow."""
    strait = _strait(part, route) if route else None
    return strait is not None and strait.regime in FREE


def _part(corners: Sequence[LatLon], one: WatersOnWay) -> list[LatLon]:
    """The corners of a part of a way, and its ends."""
    before_nm, between = 0.0, []
    for a, b in pairwise(corners):
        before_nm += distance_nm(a, b)
        if one.enters_nm < before_nm < one.leaves_nm:
            between.append(b)
    return [along(corners, one.enters_nm), *between, along(corners, one.leaves_nm)]


def _border(waters: WhoseWaters, at_nm: float, route: Route | None, *, at_scene: bool) -> Border:
    place = along(route.corners, at_nm + JUST_INSIDE_NM) if route else None
    return Border(waters, at_nm, at_scene, place)


def along(corners: Sequence[LatLon], nm: float) -> LatLon:
    """The place after so many miles of a way; its end if that is nearer."""
    for a, b in pairwise(corners):
        here = inverse(a, b)
        if nm <= here.distance_nm:
            return direct(a, here.course_deg, max(0.0, nm))
        nm -= here.distance_nm
    return corners[-1]


def _is_all(part: WatersOnWay, route: Route) -> bool:
    """Whether a part of a way is the whole of it."""
    return part.enters_nm == 0.0 and part.leaves_nm >= 0.999 * route.length_nm


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


def _asks(ruling: ClearanceRuling) -> bool:
    """Whether a State's word counts there: it is asked by the unit's own party, or by the centre
    that hails the ship."""
    return ruling.mode is not None or ruling.code in ASKED_BY_WHO_HAILS


def refusing(entering: Entering, openings: Iterable[Opening]) -> tuple[str, ...]:
    """Of the parties asked there those that have refused; whoever else has granted, their no
    stands. Nobody's where nobody's leave is needed: see `objecting`."""
    if not _asks(entering.ruling) or entering.ruling.code in BY_RIGHT:
        return ()
    return _said_no(entering, openings)


def objecting(entering: Entering, openings: Iterable[Opening]) -> tuple[str, ...]:
    """Of the parties told there those that have said no where by law nobody's leave is needed: it
    closes nothing."""
    return _said_no(entering, openings) if entering.ruling.code in BY_RIGHT else ()


def _said_no(entering: Entering, openings: Iterable[Opening]) -> tuple[str, ...]:
    refused = {one.state for one in openings if one.refused}
    return tuple(sorted(refused & entering.asked))


def letting_in(entering: Entering, openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """The leave of those of the parties asked there that have granted it."""
    if not _asks(entering.ruling):
        return ()
    given = (one for one in openings if one.end is not None and one.state in entering.asked)
    return tuple(sorted(given, key=lambda one: one.state))


def without_leave(entering: Entering, openings: Iterable[Opening]) -> tuple[str, ...]:
    """Of the parties asked for leave there those that have neither given nor refused it."""
    if entering.ruling.mode is not ClearanceMode.REQUEST:
        return ()
    waited_for = {one.state for one in openings if one.end is None and not one.refused}
    return tuple(sorted(waited_for & entering.asked))


def opened_by_all(usual: Gate | None, words: Sequence[Opening], *, now: datetime) -> Gate | None:
    """The wait at a border until the last of those that were asked there has opened it, for as long
    as each leaves it open. It is as usual where nobody was asked yet, and where one has refused
    or has not answered in its time."""
    if usual is None or not words:
        return usual
    each = [_opened(usual, one, now=now) for one in words]
    return Gate(
        usual.at_nm,
        max(one.clearance_minutes for one in each),
        min(one.until_minutes for one in each),
        max(one.anew_minutes for one in each),
    )


def _opened(usual: Gate, opening: Opening, *, now: datetime) -> Gate:
    if opening.from_at is None:
        return usual
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
    for part in waters_along((scene.place, end), scene.declared):
        if part.enters_nm > 0.0 and part.state != scene.territory:
            minutes = part.enters_nm / drift.speed_kn * 60.0
            yield Coming(part.waters, minutes, carried(scene.place, drift, minutes))
