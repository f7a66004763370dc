"""Borders ahead of a unit at work, and the rule for crossing each."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.clearance_law import (
    ASKED_BY_WHO_HAILS,
    TOLD_BY_WHO_HAILS,
    UnitNote,
    mode_sent,
)
from sar.agreements.words import ClearanceMode
from sar.assets import visible as assets
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.field_cache import SceneFields
from sar.geo.sea.stop_ways import StopWays, WaysWithin
from sar.geo.straits import Regime
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.incidents.scene.sea_work import wider_turn
from sar.matching.borders import JUST_INSIDE_NM, along, comings
from sar.matching.candidate import Candidate, asset_candidate
from sar.matching.evaluation import Evaluator, Match
from sar.matching.findings import Remark
from sar.matching.fuel_stops import OpenStops, StopAhead, fuel_owners
from sar.matching.landing_places import Bases
from sar.matching.question import Question, Want, Where
from sar.matching.ranking import landing_at
from sar.matching.service import field_place_of, question_of, sea_about
from sar.requests import clearance_rows, time_rows
from sar.requests.clearances import hailed_ships
from sar.requests.deployment_traits import TRAITS
from sar.requests.deployments.eta import from_when
from sar.requests.deployments.stop_ahead import stop_still_ahead
from sar.requests.models import Deployment, Request
from sar.requests.scene_setting import where_of

NEAR_NM: Final = 6.0
"""A border nearer to the scene than this betrays where it is (house figure)."""

_ASKED: Final = frozenset(
    {
        "assistance_on_notice",
        "assistance_on_request",
        "entry_notify",
        "entry_request",
        "entry_by_request",
        "entry_aeronautical",
        "entry_by_consent",
        "entry_known_position",
        "entry_not_covered",
        "entry_internal_waters",
        "entry_inshore",
        "entry_landing",
        "entry_prohibited",
        *ASKED_BY_WHO_HAILS,
        *TOLD_BY_WHO_HAILS,
    }
)
_NOT_DETERMINED: Final = frozenset({"not_determined_asked", "not_determined_told"})
_PASSED: Final = frozenset({"passes_through", "transit_passage", "sea_lanes_passage"})
_ENTERED: Final = _ASKED | _NOT_DETERMINED | _PASSED | {"entry_pre_cleared"}
_DRIFTS_IN: Final = "scene_drifts_in"


@dataclass(frozen=True, slots=True)
class Crossing:
    """A border ahead, by the reason that matching gives for it.

    `place`: just inside; None: there is no way. `told`: where that State is told that it enters,
    unless its party says another: on the border itself, never beyond; None: no border is known on
    the way, or it betrays where the scene is.
    """

    remark: Remark
    territory: str
    """The State behind the border; where it is not determined which that is, one whose centre's
    region it lies in, or that it concerns."""
    place: LatLon | None
    at: datetime | None
    told: LatLon | None
    centre: str | None = None
    """The name of the region's centre, if it is one of those."""
    notice: Remark | None = None
    """The notice that such a unit gives before it goes through the strait there."""
    spared: bool = False
    """Whether the State behind it directs the ship: it asks and tells nobody there then."""

    @property
    def coming(self) -> bool:
        """The unit does not come to it: its scene does."""
        return self.remark.code == _DRIFTS_IN

    @property
    def through(self) -> Regime | None:
        """The regime of the strait that it goes through there, if it passes through one."""
        strait = self.remark.params.get("strait")
        return Regime(strait["regime"]) if strait else None

    @property
    def asked(self) -> bool:
        """Whether its own party applies for a clearance there, or notifies entry or passage; of a
        hailed ship its lead, or who hailed it."""
        params = self.remark.params
        if self.spared:
            return False
        if self.notice is not None:
            return True
        if "asks" in params:
            return params["asks"] is True
        return self._code in _ASKED

    @property
    def mode(self) -> ClearanceMode:
        """The notice or request that leaves, unless its party chooses."""
        return mode_sent(self._code, None)

    @property
    def notice_by(self) -> str | None:
        """The instrument by which it gives notice before a strait there."""
        return self.notice.basis.instrument if self.notice and self.notice.basis else None

    @property
    def _code(self) -> str:
        return f"entry_{self.remark.params['mode']}" if self.coming else self.remark.code


async def ahead(
    db: AsyncSession,
    party: str,
    row: Deployment,
    *,
    request: Request | None,
    incident: Incident | None,
    now: datetime,
) -> list[Crossing]:
    """The borders that the unit crosses on its way, as the party sees unit and terms; then those of
    States that its scene drifts into. None for a unit on its way home, and for one without a known
    place; of a ship of opportunity none into the party's own waters, where it asks nobody."""
    if (look := await _look(db, party, row, request, incident, now=now)) is None:
        return []

    async def going(sea: SceneFields | None) -> Match:
        return look.going(sea, WaysWithin())

    found = await field_cache.retry_with_wider(
        await sea_about(look.where, {look.unit.seen.type.draught}),
        going,
        turn=partial(wider_turn, party),
    )
    seeing = await _who_sees(db, incident, now=now)
    where = replace(look.where, scene=look.asked.scene)
    crossings = _crossings(found, where, seeing, now=look.start)
    if row.ship_id is None:
        return list(crossings)
    return [
        replace(one, spared=hailed_ships.spared(one.remark.params, party))
        for one in crossings
        if one.territory != party
    ]


async def fields_lacking(
    db: AsyncSession,
    party: str,
    row: Deployment,
    *,
    request: Request | None,
    incident: Incident | None,
    now: datetime,
) -> Callable[[], object] | None:
    """The work of the near field that `ahead` would compute, or else of those about the places
    where the unit may take fuel first, which `ahead` does without; None: all are computed. Once the
    first is, the others may lack."""
    if (look := await _look(db, party, row, request, incident, now=now)) is None:
        return None
    place, draught = field_place_of(look.where), look.unit.seen.type.draught
    if place is None:
        return None
    if field_cache.NEAR.ready(place, draught) is None:
        return partial(field_cache.scene_fields, place, {draught})
    sea = field_cache.fields_known(place)
    route = look.going(sea, WaysWithin()).approach.route
    if route is None or not route.stop_not_known:
        return None
    return partial(look.going, sea, WaysWithin(field_cache.PATIENCE_S))


@dataclass(frozen=True, slots=True)
class _Look:
    """A unit at work that goes to a scene, `off_minutes` from `start`, with all that is asked of
    its way."""

    unit: Candidate
    where: Where
    asked: Question
    bases: Bases
    stop_ahead: StopAhead | None
    start: datetime
    off_minutes: float

    def going(self, sea: SceneFields | None, stop_ways: StopWays) -> Match:
        """Its way by these fields."""
        evaluator = Evaluator(
            self.asked,
            sea=sea,
            bases=self.bases,
            stop_ways=stop_ways,
            stop_ahead=self.stop_ahead,
        )
        return evaluator.going(self.unit, self.off_minutes)


async def _look(
    db: AsyncSession,
    party: str,
    row: Deployment,
    request: Request | None,
    incident: Incident | None,
    *,
    now: datetime,
) -> _Look | None:
    """As the party sees unit and terms; None: it goes to no scene by itself."""
    if (unit := await _on_its_way(db, party, row, request, incident, now=now)) is None:
        return None
    # What the lead has asked for a ship that the party hailed is not the party's to read.
    by = None if party in (row.party_code, row.lead_party) else party
    openings = await clearance_rows.openings_of(db, [row.id], by=by, now=now)
    unit = replace(unit, openings=openings.get(row.id, ()))
    start, off_minutes = from_when(row, unit, now=now)
    unit = replace(unit, asks_in_minutes=(now - start) / timedelta(minutes=1))
    where = where_of(request, incident, now=start)
    asked = replace(await question_of(db, party, Want(), where, now=now), now=start)
    owners = fuel_owners(unit, OpenStops.of(asked))
    bases = landing_at(await assets.bases_of_aircraft(db, party, owners=owners, now=now))
    kept = None if TRAITS[row.state].waits else await time_rows.time_of(db, row.id, party)
    stop = stop_still_ahead(kept.stop if kept else None, unit, where, at=start)
    over = stop.ahead(unit, asked.fuel_points, at=start) if stop else None
    return _Look(unit, where, asked, bases, over, start, off_minutes)


async def _on_its_way(
    db: AsyncSession,
    party: str,
    row: Deployment,
    request: Request | None,
    incident: Incident | None,
    *,
    now: datetime,
) -> Candidate | None:
    """The unit, as the party sees it, if it goes to a scene by itself."""
    where = where_of(request, incident, now=now)
    if where.scene.place is None or TRAITS[row.state].homeward:
        return None
    unit = await _unit(db, party, row, incident, now=now)
    return None if unit is None or unit.carried else unit


async def _unit(
    db: AsyncSession, party: str, row: Deployment, incident: Incident | None, *, now: datetime
) -> Candidate | None:
    """The asset or ship as the party sees it; None: it sees none."""
    if row.asset_id is None:
        return await hailed_ships.as_candidate(db, party, row, incident, now=now)
    seen = await assets.seen_assets(db, party, now=now, ids=[row.asset_id])
    return next((asset_candidate(one, Want(), now=now) for one in seen), None)


async def _who_sees(
    db: AsyncSession, incident: Incident | None, *, now: datetime
) -> frozenset[str]:
    """The parties that know where the scene is: a border near to it tells them nothing new."""
    if incident is None:
        return frozenset()
    return frozenset(await incidents.fact_readers(db, incident, now=now))


def _crossings(
    found: Match, where: Where, seeing: Collection[str], *, now: datetime
) -> Iterator[Crossing]:
    drifts_in = {_key(one.state, one.minutes): one for one in comings(where.scene)}
    notices = {
        _through(one): one
        for one in found.judgement.reasons
        if one.code == UnitNote.MILITARY_PASSES and "strait" in one.params
    }
    for remark in found.judgement.reasons:
        params = remark.params
        place: LatLon | None
        border: LatLon | None
        at: datetime | None
        if remark.code == _DRIFTS_IN:
            one = drifts_in[_key(str(params["territory"]), float(params["minutes"]))]
            place = border = one.place
            at = datetime.fromisoformat(str(params["at"]))
        elif remark.code in _ENTERED:
            place, border = _inside(found, remark), _on_border(found, remark)
            minutes = params["at_minutes"]
            at = None if minutes is None else now + timedelta(minutes=float(minutes))
        else:
            continue
        for state, centre in _asked_there(remark):
            telling = state in seeing or not _near(border, where, found)
            notice = notices.get(_through(remark)) if remark.code == "passes_through" else None
            yield Crossing(remark, state, place, at, border if telling else None, centre, notice)


def _asked_there(remark: Remark) -> Iterator[tuple[str, str | None]]:
    """The State to ask; where it is not determined which, the parties of the region's centres, with
    the name of each, and those concerned besides."""
    centres = remark.params.get("centres")
    if centres is None:
        yield str(remark.params["territory"]), None
    else:
        yield from ((one["party"], one["name"]) for one in centres)
        yield from ((party, None) for party in remark.params["parties"])


def _through(remark: Remark) -> tuple[str, str]:
    """The State and the strait of a reason, by name; "": it goes through none."""
    return str(remark.params["territory"]), remark.params.get("strait", {}).get("name", "")


def _key(state: str, minutes: float) -> tuple[str, float]:
    """The key that tells one crossing from another in a reason."""
    return state, round(minutes, 1)


def _inside(found: Match, remark: Remark) -> LatLon | None:
    """The place just inside the border, as terms with zones ask."""
    route = found.approach.route
    return along(route.corners, float(remark.params["at_nm"]) + JUST_INSIDE_NM) if route else None


def _on_border(found: Match, remark: Remark) -> LatLon | None:
    """The place of entry; None: there is no way, or it enters nowhere before its end."""
    route, at_nm = found.approach.route, float(remark.params["at_nm"])
    if route is None or at_nm >= round(route.length_nm, 1):
        return None
    return along(route.corners, at_nm)


def _near(place: LatLon | None, where: Where, found: Match) -> bool:
    """Whether the scene is close by, now or when the unit meets it."""
    scenes = (where.scene.place, found.approach.meets)
    return place is not None and any(
        distance_nm(place, scene) < NEAR_NM for scene in scenes if scene
    )
