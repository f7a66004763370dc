"""Serialises matches for the API."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sar.assets.seen import SeenShip, SeenThing
from sar.geo.geodesy import distance_nm
from sar.geo.geojson import Point
from sar.geo.position import LatLon
from sar.incidents.centre_ref import CentreRef
from sar.incidents.place_views import DriftView
from sar.matching.band import Band
from sar.matching.candidate_route import Route
from sar.matching.carriage import Ride
from sar.matching.evaluation import Match
from sar.matching.findings import Citation, Remark
from sar.matching.question import Where
from sar.matching.stop_findings import FuelStop
from sar.matching.time_to_scene import TimeToScene
from sar.matching.views import (
    AskableView,
    BandView,
    CarrierView,
    CitationView,
    FuelStopView,
    HeardByAisView,
    MatchReasonView,
    MatchView,
    RemarkView,
    SceneDatumView,
    StopView,
    TimeToSceneView,
)
from sar.parties.views import CentreView


def datum_view(where: Where) -> SceneDatumView | None:
    scene, drift = where.scene, where.scene.drift
    if where.datum is None or scene.place is None:
        return None
    return SceneDatumView(
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


def askable(centres: Sequence[CentreView], asker: str, place: LatLon | None) -> list[AskableView]:
    """Every other party with its centres, the nearest first, whatever it shares."""
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
        AskableView(party=party, centres=[CentreRef.of(centre) for centre in near[party]])
        for party in order
    ]


def match_view(one: Match, *, now: datetime) -> MatchView:
    candidate, judgement = one.candidate, one.judgement
    ship = candidate.seen.party is None
    return MatchView(
        asset_id=None if ship else candidate.seen.id,
        ship_id=candidate.seen.id if ship else None,
        party=candidate.seen.party,
        name=candidate.seen.name,
        type=candidate.seen.type.code,
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
        fuel_stops=[_fuel_stop(stop, now=now) for stop in one.fuel_stops],
        on_scene_minutes=_rounded(one.on_scene_minutes),
        capacity=candidate.persons,
        covers=judgement.covers,
        room_known=judgement.room_known,
        reasons=[_reason(remark) for remark in judgement.reasons],
        would_make_eligible=[remark_view(remedy) for remedy in judgement.remedies],
        heard=_heard(candidate.seen),
    )


def _heard(seen: SeenThing) -> HeardByAisView | None:
    if not isinstance(seen, SeenShip) or seen.heard is None:
        return None
    return HeardByAisView.of_row(
        seen.heard,
        at=seen.place_at,
        callsign=seen.callsign,
        speed_kn=seen.speed_kn,
        doubted_at=seen.doubted_at,
    )


def _turns(route: Route | None) -> list[tuple[float, float]]:
    """A line of the map, to some sixty metres."""
    corners = route.corners[1:-1] if route else ()
    return [(round(p.lon, 3), round(p.lat, 3)) for p in corners]


def remark_view(remark: Remark) -> RemarkView:
    return RemarkView(code=remark.code, params=dict(remark.params), sentence=remark.sentence)


def _band(spread: Band) -> BandView:
    return BandView(p10=round(spread.p10, 1), p50=round(spread.p50, 1), p90=round(spread.p90, 1))


def _carrier(ride: Ride) -> CarrierView:
    return CarrierView(
        asset_id=ride.carrier.seen.id,
        party=ride.carrier.seen.party,
        name=ride.carrier.seen.name,
        off_minutes=round(ride.pick_up.off_minutes, 1),
    )


def _fuel_stop(stop: FuelStop, *, now: datetime) -> FuelStopView:
    told = stop_view(stop, start=now)
    opened_by = citation(stop.basis) if stop.basis else None
    return FuelStopView(**dict(told), opened_by=opened_by)


def stop_view(stop: FuelStop, *, start: datetime) -> StopView:
    """A stop of a unit whose way is reckoned from that instant."""
    site, after = stop.site, stop.at_minutes
    from_at = None if after is None else start + timedelta(minutes=after)
    return StopView(
        after_work=stop.after_work,
        place=Point.of(site.place),
        party=site.owner,
        name=site.point.name if site.point else None,
        fuel_point_id=site.point.id if site.point else None,
        hours_utc=site.point.hours_utc if site.point else None,
        from_at=None if from_at is None else from_at.replace(microsecond=0),
        minutes=stop.minutes,
    )


def _time(time: TimeToScene, *, now: datetime) -> TimeToSceneView:
    return TimeToSceneView(
        notice_minutes=round(time.notice_minutes, 1),
        wait_minutes=round(time.wait_minutes, 1),
        clearance_minutes=_rounded(time.clearance_minutes),
        border_minutes=round(time.border_minutes, 1),
        hold_minutes=round(time.hold_minutes, 1),
        transit_minutes=round(time.transit_minutes, 1),
        total_minutes=round(time.total_minutes, 1),
        eta_at=time.eta_at(now),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _reason(remark: Remark) -> MatchReasonView:
    return MatchReasonView(
        code=remark.code,
        params=dict(remark.params),
        sentence=remark.sentence,
        basis=citation(remark.basis) if remark.basis else None,
    )


def citation(basis: Citation) -> CitationView:
    """The basis of a reason, as the API answers it."""
    return CitationView(
        agreement=basis.agreement,
        version=basis.version,
        article=basis.article,
        instrument=basis.instrument,
        binds=basis.binds,
    )
