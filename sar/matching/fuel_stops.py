"""Stops for fuel: the places open to the units of each party, and the stops of aircraft on the way
to a scene and after it, at bases of their party, at those of partners and at fuel points, as far as
clauses open them. Stops of vessels are in `voyage`."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from itertools import permutations
from math import inf
from typing import Final, Self
from uuid import UUID

from sar.agreements.clauses import Basis, Setting, TermPlain
from sar.agreements.fuel_clauses import FuelClauses, FuelRuling, speaks_of_fuel
from sar.agreements.words import ClauseKind, Situation
from sar.assets.catalogue import AssetType
from sar.assets.fuel_points import FuelPointPlain, craft_of
from sar.assets.words import CraftKind
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.landing_places import NOWHERE, Bases, Landings, Site
from sar.matching.question import Question
from sar.matching.wind import Wind, fuel_nm, most_kn, over_ground_kn
from sar.matching.wind_bounds import STILL, WindOver

REFUEL_MINUTES: Final = 30.0
"""On the ground to take fuel, of a helicopter (house figure); no other craft takes less."""

_REFUELS: Final = {
    CraftKind.HELICOPTER: REFUEL_MINUTES,
    CraftKind.AEROPLANE: 45.0,
    CraftKind.VESSEL: 45.0,
}
"""By craft (house figures)."""

WORK_MINUTES: Final = 30.0
"""It flies past a place where it could take fuel, and takes it after its work, if its fuel lets it
work at the scene for so long (house figure)."""

_LATEST_MINUTES: Final = 60.0 * 24 * 60


def refuel_minutes(candidate: Candidate) -> float:
    """The time that it loses where it takes fuel."""
    craft = craft_of(candidate.seen.type)
    return REFUEL_MINUTES if craft is None else _REFUELS.get(craft, REFUEL_MINUTES)


class OpenStops:
    """The places open for fuel beside each party's own bases: fuel points that the asker sees, and
    bases that it knows, under the terms that it may read."""

    def __init__(
        self,
        points: Sequence[FuelPointPlain],
        terms: Iterable[TermPlain],
        setting: Setting,
        *,
        now: datetime,
    ) -> None:
        self._points, self._setting, self._now = points, setting, now
        self._terms = speaks_of_fuel(terms, now)
        self._owners: dict[str, set[str]] = {}
        for term in self._terms:
            if term.fuel_points:
                for owner, user in permutations(term.parties, 2):
                    if term.grants(owner, user):
                        self._owners.setdefault(user, set()).add(owner)
        self._ruled, self._clauses = cache(self._ruling), cache(self._clauses_of)
        self._too_large: dict[tuple[UUID, str], bool] = {}
        self._whatever_fits = False

    @classmethod
    def of(cls, question: Question) -> Self:
        """The places that are open for a question."""
        terms, now = question.terms, question.now
        return cls(question.fuel_points, terms, question.setting, now=now)

    def whatever_fits(self) -> Self:
        """The same places, as if none were too small for any unit."""
        found = copy(self)
        found._whatever_fits = True
        return found

    def too_small_for(self, candidate: Candidate) -> bool:
        """Whether any point that may be open to the unit is known to be too small for it."""
        craft = craft_of(candidate.seen.type)
        if craft is None or not self._points:
            return False
        points = self.points(candidate.seen.party or "", craft)
        return any(self._is_too_large(one, candidate.seen.type) for one in points)

    def _is_too_large(self, point: FuelPointPlain, one: AssetType) -> bool:
        key = point.id, one.code
        if key not in self._too_large:
            self._too_large[key] = bool(point.misfits(one))
        return self._too_large[key]

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing beside each party's own bases."""
        return not self._points and not self._owners

    def users(self) -> set[str]:
        """The parties to whose units anything may be open."""
        return {*self._owners, *(one.party for one in self._points)}

    def owners(self, user: str) -> list[str]:
        """The parties that open anything to it."""
        return sorted(self._owners.get(user, ()))

    @cached_property
    def serves_vessels(self) -> bool:
        """Whether any point gives fuel to vessels."""
        return any(CraftKind.VESSEL in one.crafts for one in self._points)

    def points(self, user: str, craft: CraftKind) -> list[FuelPointPlain]:
        """The fuel points that may be open to its units of that craft."""
        whose = {user, *self._owners.get(user, ())}
        return [one for one in self._points if one.party in whose and craft in one.crafts]

    def points_of_vessels(self, user: str) -> Landings:
        """All places where vessels of a party may take fuel."""
        return NOWHERE.beside((), self.points(user, CraftKind.VESSEL))

    def landings(self, bases: Bases, user: str, *, helicopter: bool) -> Landings:
        """All places where aircraft of a party may land: its bases first."""
        own = bases(user, helicopter)
        if self.is_idle:
            return own
        others = [(owner, bases(owner, helicopter)) for owner in self.owners(user)]
        craft = CraftKind.HELICOPTER if helicopter else CraftKind.AEROPLANE
        return own.beside(others, self.points(user, craft))

    def basis(self, site: Site, candidate: Candidate) -> Basis | None:
        """The clause that opens it to the unit; None: it needs none."""
        if site.owner is None:
            return None
        return self._ruled(*_asked(site, candidate)).winner

    def is_usable(self, site: Site, candidate: Candidate, minutes: float) -> bool:
        """Whether the unit takes fuel there if it comes so many minutes from now."""
        if site.owner is None:
            return True
        if site.point is not None and not site.point.is_open(self._at(minutes)):
            return False
        return self.may_take_fuel(site, candidate)

    def is_always_usable(self, site: Site, candidate: Candidate) -> bool:
        """Whether it does whenever it comes."""
        if site.owner is None:
            return True
        if site.point is not None and site.point.hours_utc:
            return False
        return self.may_take_fuel(site, candidate)

    def may_take_fuel(self, site: Site, candidate: Candidate) -> bool:
        """Whether the unit may at some hour: its fuel is given there, it is not known to be too
        large, and a clause opens it."""
        one, point = candidate.seen.type, site.point
        serves = craft_of(one) is not None if point is None else point.serves(one)
        if point is not None and serves and not self._whatever_fits:
            serves = not self._is_too_large(point, one)
        return serves and self._ruled(*_asked(site, candidate)).is_open

    def _ruling(
        self, owner: str, place: LatLon, user: str, kind: ClauseKind, type_code: str
    ) -> FuelRuling:
        return self._clauses(owner, user).ruling(place, kind, type_code)

    def _clauses_of(self, owner: str, user: str) -> FuelClauses:
        setting, now = self._setting, self._now
        return FuelClauses(self._terms, owner=owner, user=user, setting=setting, now=now)

    def _at(self, minutes: float) -> datetime:
        return self._now + timedelta(minutes=min(max(minutes, 0.0), _LATEST_MINUTES))


def _asked(site: Site, candidate: Candidate) -> tuple[str, LatLon, str, ClauseKind, str]:
    """The facts that the ruling on a site depends on."""
    user, one = candidate.seen.party or "", candidate.seen.type
    return site.owner or user, site.place, user, one.narrow, one.code


NO_STOPS: Final = OpenStops(
    (), (), Setting(Situation.MARITIME), now=datetime(1970, 1, 1, tzinfo=UTC)
)
"""No place is open beside each party's own bases."""


def fuel_owners(unit: Candidate, stops: OpenStops) -> frozenset[str]:
    """The parties at whose bases the unit may take fuel: its own, and those that open theirs to it;
    of one that does not fly back none."""
    if not unit.returns or unit.seen.party is None:
        return frozenset()
    return frozenset({unit.seen.party, *stops.owners(unit.seen.party)})


@dataclass(frozen=True, slots=True)
class StopAhead:
    """The stop for fuel that a unit under way has ahead, for it set out with full tanks from
    `left_from` and goes too far without. `minutes`: how long it is still to stay there."""

    site: Site
    left_from: LatLon
    minutes: float
    is_there: bool = False
    """It takes fuel there now, whatever the hours are."""


@dataclass(frozen=True, slots=True)
class Flight:
    """An aircraft that is to fly to a scene, `off_minutes` from now, with its fuel and the places
    where it may land.

    `spent_nm` are the miles of fuel that are gone since it last took any, of one that carries
    something; None: it carries nothing. One that carries counts on places alone that are always
    open.
    """

    candidate: Candidate
    landings: Landings
    stops: OpenStops
    off_minutes: float
    wind: Wind | None = None
    spent_nm: float | None = None
    stop_ahead: StopAhead | None = None
    """Of one that is under way."""

    @property
    def left_nm(self) -> float:
        """Miles through the air that its fuel lasts for, its reserve apart; infinite: no limit is
        known."""
        return self.tank_nm - (self.spent_nm or 0.0)

    @property
    def tank_nm(self) -> float:
        """The same on full fuel."""
        limit = radius_nm(self.candidate)
        return inf if limit is None else 2.0 * limit

    def returns(self, start: LatLon, scene: LatLon) -> bool:
        """Whether its fuel takes it to the scene and back where it starts, and on to a landing
        place that is no farther."""
        out_nm = self.fuel_nm(start, scene)
        back_nm = out_nm if self.wind is None else self.fuel_nm(scene, start)
        if out_nm + back_nm > self.left_nm:
            return False
        home = self.home
        if home is None or home == start or out_nm + self.fuel_nm(scene, home) <= self.left_nm:
            return True
        at_scene = self.off_minutes + self.minutes(start, scene)
        return out_nm + self.landing_from(scene, at_scene)[0] <= self.left_nm

    def takes_fuel_after(self, start: LatLon, scene: LatLon) -> bool:
        """Whether its fuel takes it there, lets it work, and takes it on to a landing place."""
        if self.spent_nm is not None:
            return False
        at_scene = self.off_minutes + self.minutes(start, scene)
        work_nm = WORK_MINUTES / 60.0 * self._air_kn
        left_nm = self.left_nm - self.fuel_nm(start, scene) - work_nm
        return left_nm > 0.0 and self.landing_from(scene, at_scene)[0] <= left_nm

    def needs_it_still(self, ahead: StopAhead, scene: LatLon) -> bool:
        """Whether it goes to the scene over the stop ahead: with what it took where it set out it
        would not get there without, and from the stop it does."""
        set_out, site, place = ahead.left_from, ahead.site, self.candidate.seen.place
        if self.returns(set_out, scene) or self.takes_fuel_after(set_out, scene):
            return False
        if place is None or distance_nm(site.place, scene) > self.tank_nm / 2.0:
            return False
        there = self.off_minutes + self.minutes(place, site.place)
        return ahead.is_there or self._is_usable(site, there)

    @property
    def home(self) -> LatLon | None:
        """Its base, else where it is."""
        return self.candidate.seen.base or self.candidate.seen.place

    def landing_from(self, scene: LatLon, at_minutes: float) -> tuple[float, Site | None]:
        """The miles of fuel to the landing place that takes the least from the scene, if it leaves
        then, and the place; None: it is its home."""
        home = self.home
        home_nm = inf if home is None else self.fuel_nm(scene, home)
        if self.landings.is_own:
            near = self._nearest(scene)
            near_nm = inf if near is None else self.fuel_nm(scene, near)
            return (home_nm, None) if near is None or home_nm <= near_nm else (near_nm, Site(near))

        def cost(site: Site) -> float:
            nm = self.fuel_nm(scene, site.place)
            return nm if self._is_usable(site, at_minutes + nm / self._air_kn * 60.0) else inf

        found = self.landings.cheapest(self.landings.away_nm(scene), cost, below=home_nm)
        return (home_nm, None) if found is None else found

    def stop_before(
        self, start: LatLon, scene: LatLon, *, shut: frozenset[Site] = frozenset()
    ) -> Site | None:
        """The place where it takes fuel on the way so that it is at the scene first, and can leave
        it again; None: there is none. `shut` are left out."""
        limit_nm, stays = self.tank_nm / 2.0, refuel_minutes(self.candidate)

        def cost(site: Site) -> float:
            there_nm, rest_nm = distance_nm(site.place, start), distance_nm(site.place, scene)
            if site in shut or there_nm <= 0.0 or rest_nm > limit_nm:
                return inf
            if self.fuel_nm(start, site.place) > self.left_nm:
                return inf
            there = self.off_minutes + self.minutes(start, site.place)
            if not self._is_usable(site, there):
                return inf
            at_scene = there + stays + self.minutes(site.place, scene)
            left_nm = self.tank_nm - self.fuel_nm(site.place, scene)
            return at_scene if self.landing_from(scene, at_scene)[0] <= left_nm else inf

        least = self.landings.over_minutes(
            start,
            scene,
            limit_nm=limit_nm,
            first_nm=self.left_nm,
            kn=most_kn(self._air_kn, self.wind),
            wind=STILL if self.wind is None else WindOver.of(self.wind.kn, self.wind.from_deg),
        )
        found = self.landings.cheapest(least, cost)
        return None if found is None else found[1]

    def is_open_after(self, hold_minutes: float, stop: Site) -> bool:
        """Whether the stop is open still if it has held so long before it comes there."""
        start = self.candidate.seen.place
        if hold_minutes <= 0.0 or start is None:
            return True
        there = self.off_minutes + self.minutes(start, stop.place)
        return self._is_usable(stop, there + hold_minutes)

    def fuel_nm(self, a: LatLon, b: LatLon) -> float:
        """The miles through the air of one leg, as its fuel is reckoned."""
        if self.wind is None:
            return distance_nm(a, b)
        return fuel_nm(a, b, self._air_kn, self.wind)

    def minutes(self, a: LatLon, b: LatLon) -> float:
        """The time of one leg."""
        return distance_nm(a, b) / over_ground_kn((a, b), self._air_kn, self.wind) * 60.0

    def _nearest(self, to: LatLon) -> LatLon | None:
        """The base of its party to which it takes the least fuel from there."""
        if self.wind is None or self.wind.from_deg is None:
            return self.landings.nearest(to)
        return self.landings.nearest_in_wind(to, self._air_kn, self.wind)

    @property
    def _air_kn(self) -> float:
        return self.candidate.seen.figures.response_kn or 1.0

    def _is_usable(self, site: Site, minutes: float) -> bool:
        if self.spent_nm is None:
            return self.stops.is_usable(site, self.candidate, minutes)
        return self.stops.is_always_usable(site, self.candidate)
