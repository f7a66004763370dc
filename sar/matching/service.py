"""Asking who could come: what the caller may see, the rules, and the answer. Nothing is stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation
from sar.agreements.clauses import Setting
from sar.agreements.load import load_terms
from sar.agreements.words import Kind, Situation
from sar.assets.fleet.following import FleetRoad
from sar.errors import Malformed, NotFound
from sar.geo.geodesy import distance_nm
from sar.geo.geojson import Point
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import Waters
from sar.incidents import datum
from sar.incidents import visible as incidents
from sar.incidents.checks import check_territory
from sar.incidents.models import Incident
from sar.incidents.views import CentreRef
from sar.matching import notes as matching_notes
from sar.matching import whole_fleet
from sar.matching.band import Band
from sar.matching.candidate import Scene, Want
from sar.matching.carriage import Ride
from sar.matching.citing import Citation, Treaties
from sar.matching.evaluation import Asked, Match, totals
from sar.matching.findings import Remark
from sar.matching.fleet import pages
from sar.matching.intercept import Route, TimeToScene
from sar.matching.scene import scene_of
from sar.matching.schemas import (
    AskableView,
    BandView,
    CarrierView,
    CitationView,
    DatumView,
    DriftView,
    MatchBody,
    MatchedNeed,
    MatchesView,
    MatchView,
    NotWeighedView,
    ReasonView,
    RemarkView,
    TimeView,
)
from sar.matching.words import Verdict
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.parties.schemas import CentreView
from sar.requests import rows, visible
from sar.requests.asking.addressing import setting_of
from sar.requests.models import Need, Request
from sar.requests.schemas import NeedBody


@dataclass(frozen=True, slots=True)
class Where:
    """Where help is wanted, and what terms ask about it."""

    scene: Scene
    setting: Setting
    datum: LatLon | None
    datum_at: datetime | None
    pob: int | None
    exercise: bool
    incident_id: UUID | None = None


async def for_filed_need(
    db: AsyncSession,
    road: FleetRoad | None,
    caller: Caller,
    request_id: UUID,
    need_id: UUID | None,
    *,
    limit: int,
    cursor: str | None,
    now: datetime,
) -> MatchesView:
    """Who could serve a need of a request that the caller sees, as far as the caller sees."""
    request = await visible.access_request(db, caller, request_id)
    needs = (await rows.needs_of(db, [request_id]))[request_id]
    need = _the_need([need for need in needs if need.withdrawn_at is None], need_id)
    incident = None
    if request.incident_id is not None:
        incident = await incidents.access_incident(db, caller, request.incident_id)
    where = where_of(request, incident, now=now)
    asked = MatchedNeed(id=need.id, **_said(need))
    return await _answer(db, road, caller, asked, where, limit=limit, cursor=cursor, now=now)


def _the_need(needs: Sequence[Need], need_id: UUID | None) -> Need:
    if need_id is None and len(needs) == 1:
        return needs[0]
    if need_id is None:
        raise Malformed.at("need_id", "missing", "must say which of the needs")
    found = next((need for need in needs if need.id == need_id), None)
    if found is None:
        raise NotFound("need")
    return found


async def for_new_need(
    db: AsyncSession,
    road: FleetRoad | None,
    caller: Caller,
    body: MatchBody,
    *,
    now: datetime,
) -> MatchesView:
    """Who could serve a need that is not filed, for an incident or at a place."""
    if body.incident_id is not None:
        where = _at_incident(await incidents.access_incident(db, caller, body.incident_id), now=now)
    else:
        await check_territory(db, body.territory_of)
        place = body.place.to_latlon() if body.place else None
        setting = Setting(Situation(body.situation), None, place)
        exercise = (await installation.read(db)).exercise
        where = _at_place(place, body.territory_of, setting, exercise=exercise)
    asked = MatchedNeed(id=None, **_said(body.need))
    return await _answer(
        db, road, caller, asked, where, limit=body.limit, cursor=body.cursor, now=now
    )


def where_of(request: Request | None, incident: Incident | None, *, now: datetime) -> Where:
    """Where the work is that was asked for, or offered for an incident."""
    if incident is not None:
        return _at_incident(incident, now=now)
    place = request.place if request else None
    exercise = request is not None and request.exercise
    return _at_place(place, None, setting_of(request, None), exercise=exercise)


async def sea_about(
    where: Where, draughts: Collection[Draught] = field_cache.BOATS
) -> Waters | None:
    """The ways by water to where it has drifted to, those of the draughts ready to be told."""
    scene = where.scene
    return await datum.sea_about(where.datum, scene.drift, scene.immersed_minutes, draughts)


async def question(
    db: AsyncSession, asker: str, want: Want, where: Where, *, now: datetime
) -> Asked:
    """The question of a party, under the terms that it may read."""
    return Asked(
        asker=asker,
        want=want,
        scene=where.scene,
        setting=where.setting,
        terms=tuple(await load_terms(db, now=now, parties=[asker])),
        treaties=await _treaties(db),
        exercise=where.exercise,
        now=now,
    )


def _at_incident(incident: Incident, *, now: datetime) -> Where:
    return Where(
        scene_of(incident, now=now),
        incidents.setting(incident),
        incident.datum,
        incident.datum_at,
        incident.pob_max,
        incident.exercise,
        incident.id,
    )


def _at_place(
    place: LatLon | None, territory: str | None, setting: Setting, *, exercise: bool
) -> Where:
    scene = Scene(place=place, territory=territory)
    return Where(scene, setting, place, None, None, exercise)


def _said(need: Need | NeedBody) -> dict[str, Any]:
    """What was asked, as the answer repeats it."""
    names = ("what", "quantity", "unit", "from_at", "by_at", "until_at")
    lists = ("kinds", "types", "capabilities")
    return {name: getattr(need, name) for name in names} | {
        name: list(getattr(need, name)) for name in lists
    }


async def _answer(
    db: AsyncSession,
    road: FleetRoad | None,
    caller: Caller,
    need: MatchedNeed,
    where: Where,
    *,
    limit: int,
    cursor: str | None,
    now: datetime,
) -> MatchesView:
    want = want_of(need)
    asked = await question(db, caller.party, want, where, now=now)
    if where.incident_id is not None:
        asked = replace(asked, hails=await visible.hails(db, caller.party, where.incident_id))
    after = pages.place_of(cursor)
    swept = await field_cache.asked(
        await sea_about(where),
        lambda sea: whole_fleet.first(db, road, asked, sea=sea, limit=limit, after=after),
    )
    left = swept.not_weighed
    notes = matching_notes.notes(want, where.scene, swept.line, pob=where.pob, left=left.number)
    count = dict(totals(swept.line))
    count[Verdict.NOT_SUITED] += swept.unsuited
    return MatchesView(
        need=need,
        asked_at=now,
        datum=_datum(where),
        items=[_match_view(one, now=now) for one in swept.page],
        notes=[_remark(note) for note in notes],
        others_may_be_asked=_askable(await directory.centres(db), caller.party, where.scene.place),
        totals_by_verdict=count,
        not_weighed=NotWeighedView(
            number=left.number, cannot_come=left.out, without_place=left.without_place
        ),
        next_cursor=pages.cursor(swept.following),
    )


def _datum(where: Where) -> DatumView | None:
    scene, drift = where.scene, where.scene.drift
    if where.datum is None or scene.place is None:
        return None
    return DatumView(
        point=Point.of(where.datum),
        at=where.datum_at,
        now=Point.of(scene.place),
        drift=None
        if drift is None
        else DriftView(
            course_deg=round(drift.course_deg, 1),
            speed_kn=round(drift.speed_kn, 2),
            spread_kn=round(drift.spread_kn, 2),
            leeway_class=drift.leeway_class,
        ),
        uncertainty_nm=round(scene.uncertainty_nm, 2),
    )


def want_of(need: MatchedNeed | Need) -> Want:
    """The need as the rules read it."""
    return Want(
        kinds=frozenset(Kind(kind) for kind in need.kinds),
        types=frozenset(need.types),
        capabilities=frozenset(need.capabilities),
        quantity=need.quantity,
        unit=need.unit,
        from_at=need.from_at,
        by_at=need.by_at,
        until_at=need.until_at,
    )


async def _treaties(db: AsyncSession) -> Treaties:
    return {
        party.id: {status["instrument"]: status["status"] for status in party.treaties}
        for party in await directory.parties(db)
    }


def _askable(centres: Sequence[CentreView], asker: str, place: LatLon | None) -> list[AskableView]:
    """Every other party with its centres, the nearest first; no matter what it shares."""
    by_party: dict[str, list[CentreView]] = {}
    for centre in centres:
        if centre.party != asker:
            by_party.setdefault(centre.party, []).append(centre)

    def away_nm(centre: CentreView) -> float:
        return distance_nm(place, centre.position.to_latlon()) if place else 0.0

    near = {
        party: sorted(theirs, key=lambda c: (away_nm(c), c.code))
        for party, theirs in by_party.items()
    }
    order = sorted(near, key=lambda party: (away_nm(near[party][0]), party))
    return [
        AskableView(party=party, centres=[_ref(centre) for centre in near[party]])
        for party in order
    ]


def _ref(centre: CentreView) -> CentreRef:
    return CentreRef(
        id=centre.id,
        party=centre.party,
        code=centre.code,
        name=centre.name,
        listed=centre.listed,
    )


def _match_view(one: Match, *, now: datetime) -> MatchView:
    candidate, judgement = one.candidate, one.judgement
    ship = candidate.party is None
    return MatchView(
        asset_id=None if ship else candidate.id,
        ship_id=candidate.id if ship else None,
        party=candidate.party,
        name=candidate.name,
        type=candidate.asset_type.code,
        kind=candidate.kind,
        verdict=judgement.verdict,
        rank=one.rank,
        time=_time(one.time, now=now) if one.time else None,
        band_minutes=_band(one.band) if one.band else None,
        way_nm=_rounded(one.way_nm),
        by_water=one.approach.route.by_water if one.approach.route else None,
        turns=_turns(one.approach.route),
        meets=Point.of(one.approach.meets) if one.approach.meets else None,
        carrier=_carrier(one.carrier) if one.carrier else None,
        on_scene_minutes=_rounded(one.on_scene_minutes),
        capacity=candidate.persons,
        covers=judgement.covers,
        reasons=[_reason(remark) for remark in judgement.reasons],
        would_make_eligible=[_remark(remedy) for remedy in judgement.remedies],
    )


def _turns(route: Route | None) -> list[tuple[float, float]]:
    """To some sixty metres: a line on a map needs no more."""
    corners = route.corners[1:-1] if route else ()
    return [(round(p.lon, 3), round(p.lat, 3)) for p in corners]


def _remark(remark: Remark) -> RemarkView:
    return RemarkView(code=remark.code, params=dict(remark.params), sentence=remark.sentence)


def _band(spread: Band) -> BandView:
    return BandView(p10=round(spread.p10, 1), p50=round(spread.p50, 1), p90=round(spread.p90, 1))


def _carrier(ride: Ride) -> CarrierView:
    return CarrierView(
        asset_id=ride.carrier.id,
        party=ride.carrier.party,
        name=ride.carrier.name,
        off_minutes=round(ride.fetch.off_minutes, 1),
    )


def _time(time: TimeToScene, *, now: datetime) -> TimeView:
    return TimeView(
        notice_minutes=round(time.notice_minutes, 1),
        clearance_minutes=_rounded(time.clearance_minutes),
        border_minutes=round(time.border_minutes, 1),
        hold_minutes=round(time.hold_minutes, 1),
        transit_minutes=round(time.transit_minutes, 1),
        total_minutes=round(time.total_minutes, 1),
        eta_at=time.eta_at(now),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _reason(remark: Remark) -> ReasonView:
    return ReasonView(
        code=remark.code,
        params=dict(remark.params),
        sentence=remark.sentence,
        basis=citation(remark.basis) if remark.basis else None,
    )


def citation(basis: Citation) -> CitationView:
    """What a reason rests on, as the API answers it."""
    return CitationView(
        agreement=basis.agreement,
        version=basis.version,
        article=basis.article,
        instrument=basis.instrument,
        binds=basis.binds,
    )
