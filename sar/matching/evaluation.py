"""Exact evaluation of one candidate: its approach, carrier and verdict."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from uuid import UUID

from sar.agreements.words import Kind
from sar.geo.sea.passages import canals_minutes
from sar.geo.sea.sea_route import SeaWays
from sar.geo.sea.stop_ways import ON_DEMAND, StopWays
from sar.matching import carriage
from sar.matching.band import Band
from sar.matching.borders import comings
from sar.matching.candidate import Candidate
from sar.matching.candidate_route import Route
from sar.matching.eligibility import (
    Judgement,
    Rulings,
    bringing,
    fails,
    grounds,
    judge,
    judge_carried,
)
from sar.matching.findings import Finding
from sar.matching.fuel_stops import OpenStops, StopAhead
from sar.matching.intercept import Approach, met
from sar.matching.landing_places import NOWHERE, Bases, Landings, Site
from sar.matching.question import Question
from sar.matching.reach import makes_it, short_nm
from sar.matching.rulings import RulingCache
from sar.matching.stop_findings import FuelStop, fuel_stops, stop_at
from sar.matching.time_to_scene import Least, TimeToScene, on_scene_minutes


@dataclass(frozen=True, slots=True)
class Match:
    """One candidate with its verdict and its time; `rank` None: it fails, or has no time.

    `carrier` is its ride, if it cannot move by itself.
    """

    candidate: Candidate
    judgement: Judgement
    approach: Approach
    on_scene_minutes: float | None
    band: Band | None = None
    carrier: carriage.Ride | None = None
    fuel_stops: tuple[FuelStop, ...] = ()
    """Its own, or those of its carrier on the way."""
    rank: int | None = None

    @property
    def time(self) -> TimeToScene | None:
        """To the scene."""
        return self.approach.time

    @property
    def refused_by(self) -> tuple[str, ...]:
        """The parties that have refused it entry on its way or at the scene."""
        told = (one.params.get("refused_by", ()) for one in self.judgement.reasons)
        return tuple(sorted({party for parties in told for party in parties}))

    @property
    def way_nm(self) -> float | None:
        """The length of its way."""
        return self.approach.route.length_nm if self.approach.route else None


class Evaluator:
    """Evaluates candidates for one question; spreads are added later (`with_bands`).

    `sea` gives the routes by water to the present datum; without it vessels go by the great circle.
    `bases` are those of every aircraft visible to the asker, `stop_ways` the ways of vessels to
    where they take fuel; None: they take none on the way. `stop_ahead` is that of the one unit
    that is under way.
    """

    def __init__(
        self,
        question: Question,
        *,
        sea: SeaWays | None,
        bases: Bases,
        stop_ways: StopWays | None,
        stop_ahead: StopAhead | None = None,
    ) -> None:
        self._question, self._sea, self._bases = question, sea, bases
        self._stop_ahead = stop_ahead
        self._stop_ways = stop_ways
        self.stops = OpenStops.of(question)
        """The places open for fuel beside each party's own bases."""
        self._landings_of = cache(self._landings)
        self._points_of = cache(self.stops.points_of_vessels)
        self._ahead = tuple(comings(question.scene))
        self._carrying: dict[UUID, bool] = {}
        self._rulings_of = RulingCache(
            question.terms,
            asker=question.asker,
            scene=question.scene,
            setting=question.setting,
            regions=question.regions,
            words=question.directory.assistance,
            now=question.now,
        )

    def evaluate(self, candidate: Candidate) -> Match:
        """A self-moving candidate. If it cannot make the way, only the border of the State at the
        scene is reported."""
        found = self.going(candidate, in_reach=True)
        if makes_it(candidate, found.approach):
            return found
        rulings = self._rulings(candidate, found.approach.route)
        there = tuple(one for one in rulings.entered if one.border.at_scene)
        judgement = self._judged(candidate, found.approach, replace(rulings, entered=there))
        return replace(found, judgement=judgement)

    def going(
        self, candidate: Candidate, off_minutes: float | None = None, *, in_reach: bool = False
    ) -> Match:
        """A candidate that is under way already, or will be in `off_minutes` (else after its
        notice), whatever its figures say of its reach; `in_reach`: one that waits for what drifts
        into that, if it ever does."""
        if off_minutes is None:
            off_minutes = float(candidate.notice.minutes)
        short_of = partial(short_nm, candidate) if in_reach else None
        approach = _if_home_is_known(
            candidate, self._met(candidate, off_minutes, short_nm=short_of)
        )
        too_small = self._too_small(candidate, approach) if in_reach else None
        if too_small is not None:
            approach = replace(approach, too_small=too_small)
        route = approach.route
        judgement = self._judged(candidate, approach, self._rulings(candidate, route))
        staying = on_scene_minutes(
            candidate,
            out_nm=approach.out_air_nm if route else None,
            back_nm=approach.back_air_nm,
            stops_minutes=canals_minutes(route.through) if route and route.by_water else 0.0,
        )
        stops = tuple(fuel_stops(candidate, approach, self.stops))
        return Match(candidate, judgement, approach, staying, fuel_stops=stops)

    def carried(
        self,
        candidate: Candidate,
        offered: Iterable[carriage.CarrierOption],
    ) -> Match:
        """A carried candidate, with the carrier that brings it there first."""
        question = self._question
        found: list[tuple[carriage.Ride, list[Finding]]] = []

        def goes(one: carriage.Ride) -> bool:
            found.append((one, self._bringing(one)))
            return not fails(found[-1][1])

        ride = carriage.soonest(
            offered,
            partial(self._rides, candidate),
            goes=goes,
        )
        if ride is None:
            nothing = Approach()
            judgement = self._judged(candidate, nothing, self._rulings(candidate, None))
            return Match(candidate, judgement, nothing, None)
        judgement = judge_carried(
            candidate,
            question.want,
            question.scene,
            Rulings(self._rulings_of.naming(candidate), work=self._rulings_of.work),
            asker=question.asker,
            directory=question.directory,
            ride=ride,
            brings=next(brings for one, brings in reversed(found) if one is ride),
            now=question.now,
        )
        stops = tuple(stop_at(site, ride.carrier, self.stops) for site in ride.refuels_at)
        return Match(candidate, judgement, ride.approach, None, carrier=ride, fuel_stops=stops)

    def _rides(self, thing: Candidate, unit: Candidate, within: float) -> Iterator[carriage.Ride]:
        """The unit's rides with the thing, without those that certainly take longer: directly, and
        over a base if it must refuel otherwise."""
        if not self._carries(unit):
            return
        there = replace(unit, seen=replace(unit.seen, place=thing.seen.place))
        ways = carriage.pick_ups(
            thing,
            unit,
            self._landings_of(unit.seen.party or "", unit.helicopter),
            self.stops,
            lambda route: self._rulings_of.gates_before(unit, route),
            self._question.scene,
            within=within,
        )
        for pick_up in ways:
            approach = self._met(
                there,
                pick_up.off_minutes,
                spent_nm=pick_up.spent_nm,
                short_nm=partial(carriage.short_nm, unit, pick_up),
            )
            ride = carriage.Ride(unit, pick_up, approach)
            if not carriage.reaches(ride):
                continue
            yield ride
            if not ride.refuels_at and not approach.waits_for_reach:
                return

    def _landings(self, party: str, helicopter: bool) -> Landings:
        return self.stops.landings(self._bases, party, helicopter=helicopter)

    def _too_small(self, candidate: Candidate, approach: Approach) -> Site | None:
        """The place by which it would be there, or sooner, were it not too large for that."""
        route = approach.route
        if route is None or not self.stops.too_small_for(candidate):
            return None
        if route.stop is None and makes_it(candidate, approach):
            return None
        off_minutes = float(candidate.notice.minutes)
        other = self._met(candidate, off_minutes, stops=self.stops.whatever_fits())
        stop = other.lands if other.route is None or other.route.stop is None else other.route.stop
        fits = stop is None or stop.point is None or not stop.point.misfits(candidate.seen.type)
        return None if fits or not makes_it(candidate, other) else stop

    def _where_fuel_is(self, candidate: Candidate, *, carries: bool) -> Landings:
        """The landing places of an aircraft, or the points of a vessel; none of one that carries
        something."""
        party = candidate.seen.party or ""
        if candidate.kind is not Kind.VESSEL:
            return self._landings_of(party, candidate.helicopter)
        return NOWHERE if carries or self._stop_ways is None else self._points_of(party)

    def _carries(self, unit: Candidate) -> bool:
        """Whether it may carry anything from anywhere; not while nobody knows when it is home."""
        if unit.homeward is not None and unit.homeward.is_least:
            return False
        if unit.seen.id not in self._carrying:
            question = self._question
            found = grounds(
                unit,
                question.want,
                question.scene,
                Rulings(self._rulings_of.naming(unit), work=self._rulings_of.work),
                asker=question.asker,
                directory=question.directory,
            )
            self._carrying[unit.seen.id] = not fails(found)
        return self._carrying[unit.seen.id]

    def _bringing(self, ride: carriage.Ride) -> list[Finding]:
        question = self._question
        return bringing(
            ride,
            question.want,
            question.scene,
            self._rulings(ride.carrier, ride.whole),
            asker=question.asker,
            directory=question.directory,
            now=question.now,
        )

    def _met(
        self,
        candidate: Candidate,
        notice_minutes: float,
        *,
        spent_nm: float | None = None,
        short_nm: Callable[[Approach], float] | None = None,
        stops: OpenStops | None = None,
    ) -> Approach:
        return met(
            candidate,
            self._question.scene,
            notice_minutes=notice_minutes,
            sea=self._sea,
            bases=self._where_fuel_is(candidate, carries=spent_nm is not None),
            stops=stops or self.stops,
            stop_ways=self._stop_ways or ON_DEMAND,
            stop_ahead=self._stop_ahead,
            gates=lambda route: self._rulings_of.gates(candidate, route),
            spent_nm=spent_nm,
            short_nm=short_nm,
        )

    def _judged(self, candidate: Candidate, approach: Approach, rulings: Rulings) -> Judgement:
        question = self._question
        return judge(
            candidate,
            question.want,
            question.scene,
            rulings,
            asker=question.asker,
            directory=question.directory,
            approach=approach,
            now=question.now,
        )

    def _rulings(self, candidate: Candidate, route: Route | None) -> Rulings:
        law = self._rulings_of
        ahead = tuple(
            (coming, law.drifted_into(candidate, coming))
            for coming in self._ahead
            if coming.state != candidate.seen.party
        )
        entered = law.entered(candidate, route)
        return Rulings(law.naming(candidate), entered, ahead, law.regions, law.work, self.stops)


def _if_home_is_known(candidate: Candidate, approach: Approach) -> Approach:
    """The approach of a unit that sets out from home; a lower bound, where nobody knows by which
    way it comes there."""
    comes, route, time = candidate.homeward, approach.route, approach.time
    if comes is None or not comes.is_least or route is None or time is None:
        return approach
    return Approach(least=Least(route.length_nm, time.total_minutes))
