"""Random match questions over random fleets, reproducible by their seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

import numpy as np
from shapely.geometry import MultiPolygon, box

from sar.agreements.clauses import Setting, TermPlain
from sar.agreements.grants_array import FleetFacts, Promises
from sar.agreements.term_document import ClearanceClause
from sar.agreements.words import (
    ClauseKind,
    ClearanceMode,
    ClockName,
    Kind,
    Phase,
    Situation,
    Visibility,
)
from sar.assets.availability import Window
from sar.assets.catalogue import asset_types, type_of
from sar.assets.fleet.access import FleetAccess, access_of, delays, place_delayed, seen_asset
from sar.assets.fleet.columns import Fleet, FleetFix, FleetRow
from sar.assets.fleet.earlier import EarlierPlaces
from sar.assets.fleet.past import PastFixes
from sar.assets.fuel_points import FuelPointPlain
from sar.assets.holding import Held, held
from sar.assets.seen import SeenShip
from sar.assets.whose_word import reckoned_by
from sar.assets.words import CraftKind, Fuel, Readiness
from sar.geo.areas import disc
from sar.geo.declared import NOTHING_DECLARED, DeclaredWaters, LimitKind, LimitPlain
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.field_cache import SceneFields
from sar.geo.sea.stop_ways import ON_DEMAND
from sar.geo.state_names import StateNames
from sar.incidents import drift as incidents_drift
from sar.incidents.drift import carried, given_drift
from sar.matching.candidate import asset_candidate, ship_candidate
from sar.matching.evaluation import Match
from sar.matching.findings import UNLISTED, DirectoryFacts
from sar.matching.fleet.pages import SearchResult
from sar.matching.fleet.search import TUNING, FleetSearch, SearchTuning
from sar.matching.question import Hail, LastWork, PresentWork, Question, Scene, Want
from sar.matching.ranking import match
from sar.matching.words import NeedUnit
from tests.pure.agreements.plain import term
from tests.world import START

T = TypeVar("T")

PARTIES: Final = ("ITA", "MLT", "TUN", "FJI", "NOR")
CODES: Final = sorted(asset_types())
CARRIAGE: Final = [code for code in CODES if code[0] in "EFHST"]
"""Vessels, aircraft, teams and equipment."""
FLOWN: Final = [code for code in CODES if code[0] in "EHT"]
"""Carried assets, and the helicopters that come for them from anywhere."""

OPEN_SEA: Final = LatLon(34.333, 12.7)
DATUMS: Final = (
    OPEN_SEA,
    LatLon(35.9, 14.45),  # in Malta
    LatLon(35.3, 12.55),  # just inside Italy's sea
    LatLon(41.95, 12.4),  # Rome
    LatLon(-17.0, 179.95),
    LatLon(-17.0, -179.9),
    LatLon(66.0, -179.99),
    LatLon(78.2, 15.0),
    LatLon(89.7, 0.0),
    LatLon(90.0, 0.0),
    LatLon(-90.0, 0.0),
    LatLon(-64.0, -60.0),
    LatLon(38.2, 15.62),  # the Strait of Messina
)

ON_LAKES: Final = (LatLon(-1.0, 33.0), LatLon(47.5, -88.0))
"""On Lake Victoria and Lake Superior."""

WANTS: Final = (
    Want(),
    Want(unit=NeedUnit.PERSONS, quantity=400),
    Want(kinds=frozenset({Kind.TEAM, Kind.EQUIPMENT})),
    Want(kinds=frozenset({Kind.EQUIPMENT}), types=frozenset({"T3"})),
    Want(kinds=frozenset({Kind.AIRCRAFT}), capabilities=frozenset({"hoist"})),
    Want(capabilities=frozenset({"rafts"})),
)

TREATIES: Final = {
    "ITA": {"SAR 1979": "party", "UNCLOS": "party"},
    "TUN": {"SAR 1979": "not_party"},
}
DIRECTORY: Final = DirectoryFacts(treaties=TREATIES, names=StateNames({"ITA": "Italy"}))

DELAYS: Final = (0, 0, 30, 120)
PRECISIONS: Final = (0.0, 0.0, 1.0, 10.0)

WORKS: Final = (
    PresentWork("on_scene", here=True, left=True),
    PresentWork("underway", here=False, left=True),
    PresentWork("committed", here=False, left=False),
)
LAST_WORKS: Final = (
    LastWork(since=START - timedelta(minutes=90)),
    LastWork(since=START - timedelta(minutes=20), at_base_since=START - timedelta(minutes=10)),
    LastWork(since=START - timedelta(minutes=20), home_at=START - timedelta(minutes=20)),
    LastWork(since=START - timedelta(minutes=10), is_told=True),
)
HAILS: Final = (Hail("hailed", False), Hail("proceeding", False), Hail("unable", True))


def ages(type_code: str) -> list[Held]:
    """The ages at which positions of the type are told by some term of these tests."""
    every = {held(size, delay, type_code) for size in PRECISIONS for delay in DELAYS}
    return sorted(every)


def facts(
    fleet: Fleet,
    promises: Promises,
    past: PastFixes,
    *,
    now: datetime = START,
    known: EarlierPlaces | None = None,
) -> FleetFacts:
    """The facts that the terms ask for, with the earlier places that zones need."""
    places = known or EarlierPlaces()
    places.place(fleet, places.missing(fleet, promises, now=now), past)
    return places.facts(fleet, promises)


@dataclass(frozen=True, slots=True)
class Trial:
    """One question, with the asker's access to a fleet."""

    asked: Question
    fleet: Fleet
    found: FleetAccess
    past: PastFixes
    sea: SceneFields | None
    limit: int

    def exhaustive(self) -> list[Match]:
        """The ranked matches of everything visible, each evaluated."""
        want, now = self.asked.want, self.asked.now
        rows = self.found.seen.nonzero()[0].tolist()
        assets = [
            asset_candidate(
                seen_asset(self.fleet, self.found, row, self.past),
                want,
                self.asked.engagements.get(next(self.fleet.ids([row]))),
                self.asked.last_works.get(next(self.fleet.ids([row]))),
                exercise=self.asked.exercise,
                now=now,
            )
            for row in rows
        ]
        asker = self.asked.asker
        ships = [
            ship_candidate(
                reckoned_by(asker, ship),
                self.asked.hails.get(ship.id),
                carries_mmsi_of=self.asked.own_numbers.get(ship.id),
                now=now,
            )
            for ship in map(self.fleet.ships.__getitem__, range(len(self.fleet.ships)))
        ]
        return match(self.asked, [*assets, *ships], sea=self.sea)

    def searched(self, tuning: SearchTuning = TUNING) -> SearchResult:
        """The page found by the fleet search."""
        search = FleetSearch(
            self.asked,
            self.fleet,
            self.found,
            self.past,
            sea=self.sea,
            stop_ways=ON_DEMAND,
            tuning=tuning,
        )
        return search.first(self.limit)


def trial(seed: int, *, most: int, by_water: float, datums: Sequence[LatLon] = DATUMS) -> Trial:
    """Over up to `most` assets; vessels go by water in a part `by_water` of the questions."""
    return _Chance(np.random.default_rng(seed), datums).trial(most, by_water=by_water)


class _Chance:
    def __init__(self, rng: np.random.Generator, datums: Sequence[LatLon]) -> None:
        self._rng = rng
        self._datum = self._any(datums) if self._is(0.8) else self._anywhere()
        self._spread_nm = self._any((60.0, 150.0, 500.0, 2500.0))
        self._hubs = [self._near(self._spread_nm) for _ in range(8)]
        self._now: datetime = START + timedelta(hours=self._any((0.0, 0.0, 9.0)))

    def trial(self, most: int, *, by_water: float) -> Trial:
        terms = tuple(self._term(ordinal) for ordinal in range(self._upto(9)))
        scene, sea = self._scene(by_water)
        ships = [self._ship() for _ in range(self._upto(5))]
        asked = Question(
            asker=self._any(PARTIES),
            want=replace(self._any(WANTS), **self._window()),
            scene=scene,
            setting=Setting(Situation.MARITIME, self._any((None, Phase.DISTRESS)), self._datum),
            terms=terms,
            directory=DIRECTORY if self._is(0.5) else UNLISTED,
            exercise=self._is(0.5),
            hails={ship.id: self._any(HAILS) for ship in ships if self._is(0.3)},
            now=self._now,
        )
        fleet, past = self._fleet(max(10, self._upto(most)))
        fleet.ships.put(ships)
        promises = Promises(terms, fleet.index, viewer=asked.asker, occasions=(), now=self._now)
        rows = fleet["in_register"].nonzero()[0].tolist()
        shared = {row: UUID(int=7) for row in rows if self._is(0.05)}
        found = access_of(
            fleet,
            promises.grants_for(facts(fleet, promises, past, now=self._now)),
            viewer=asked.asker,
            deployed=shared,
        )
        place_delayed(fleet, found, delays(fleet, found, now=self._now), past)
        limit = self._any((1, 3, 10, 30, 80))
        engaged = {id_: self._any(WORKS) for id_ in fleet.ids(rows) if self._is(0.15)}
        last = {id_: self._any(LAST_WORKS) for id_ in fleet.ids(rows) if self._is(0.15)}
        asked = replace(asked, engagements=engaged, last_works=last)
        if self._is(0.5):
            asked = replace(
                asked,
                terms=tuple(self._fuelling(one) for one in terms),
                fuel_points=tuple(self._fuel_point() for _ in range(self._upto(8))),
            )
        return Trial(asked, fleet, found, past, sea, limit)

    def _is(self, part: float) -> bool:
        return bool(self._rng.random() < part)

    def _any(self, some: Sequence[T]) -> T:
        return some[int(self._rng.integers(len(some)))]

    def _some(self, some: Sequence[T]) -> tuple[T, ...]:
        return tuple(one for one in some if self._is(0.3))

    def _upto(self, most: int) -> int:
        return int(self._rng.integers(most + 1))

    def _number(self, least: float, most: float) -> float:
        return float(self._rng.uniform(least, most))

    def _id(self) -> UUID:
        return UUID(bytes=self._rng.bytes(16))

    def _anywhere(self) -> LatLon:
        return LatLon(self._number(-90, 90), self._number(-180, 180))

    def _near(self, nm: float) -> LatLon:
        return direct(self._datum, self._number(0, 360), nm * self._number(0, 1) ** 2)

    def _place(self) -> LatLon:
        """In a port with others, close to the scene, or far away."""
        chance = self._rng.random()
        if chance < 0.4:
            return self._any(self._hubs)
        if chance < 0.45:
            return self._datum
        return self._near(self._spread_nm) if chance < 0.93 else self._anywhere()

    def _window(self) -> dict[str, Any]:
        if self._is(0.8):
            return {}
        from_at = self._now + timedelta(hours=self._number(-2, 24))
        return {"from_at": from_at, "until_at": from_at + timedelta(hours=6)}

    def _scene(self, by_water: float) -> tuple[Scene, SceneFields | None]:
        if self._is(0.03):
            return Scene(), None
        speed_kn = self._any((0.0, 0.5, 2.5, 8.0, 20.0))
        drift = given_drift(self._number(0, 360), speed_kn) if self._is(0.6) else None
        place, sea = self._datum, None
        if self._is(by_water):
            sea = field_cache.scene_fields(self._datum)
        if drift is not None and speed_kn:
            # The field stands no farther beside than this.
            gone_nm = self._number(0, incidents_drift.STEP_NM)
            place = carried(self._datum, drift, gone_nm / speed_kn * 60.0)
        scene = Scene(
            place=place,
            drift=drift,
            uncertainty_nm=self._number(0, 20),
            immersed_minutes=self._number(0, 300),
            territory=self._any(PARTIES) if self._is(0.2) else None,
            declared=self._declared(),
            sea_state=self._upto(8) if self._is(0.4) else None,
            wind_from_deg=self._number(0, 360) if self._is(0.7) else None,
            wind_kn=self._number(0, self._any((30, 60))) if self._is(0.4) else None,
            water_c=self._number(2, 20) if self._is(0.3) else None,
            icing=self._is(0.15),
            ice=self._is(0.1),
        )
        return scene, sea

    def _declared(self) -> DeclaredWaters:
        """Nothing, or two parties' waters at the datum, which overlap in part."""
        if round(self._datum.lat * 1_000) % 3:
            return NOTHING_DECLARED
        east = direct(self._datum, 90.0, 20.0)
        return DeclaredWaters.drawing(
            LimitPlain(party, party, LimitKind.TERRITORIAL_SEA, "L", "D", date(2000, 1, 1), area)
            for party, area in zip(
                PARTIES, (disc(self._datum, 15.0), disc(east, 15.0)), strict=False
            )
        )

    def _term(self, ordinal: int) -> TermPlain:
        grantor = self._any((None, *PARTIES))
        grantees = tuple(one for one in self._some(PARTIES) if one != grantor)
        says: dict[str, Any] = {}
        if self._is(0.7):
            says["visibility"] = self._any(tuple(Visibility))
            says["position_precision_nm"] = self._any(PRECISIONS)
            says["position_delay_minutes"] = self._any(DELAYS)
        if self._is(0.4):
            says["may_request"] = self._is(0.7)
        if self._is(0.5):
            says["entry"] = tuple(self._entry() for _ in range(1 + self._upto(1)))
        if self._is(0.3):
            says["clocks"] = {ClockName.CLEARANCE: self._any((5, 60, 300))}
        return term(
            f"Art. {ordinal}",
            agreement=self._any(("EAST", "WEST")),
            ordinal=ordinal,
            parties=frozenset(PARTIES),
            grantor=grantor,
            grantees=grantees if self._is(0.3) else (),
            kinds=self._some(tuple(ClauseKind)) if self._is(0.3) else (),
            excluded_types=self._some(CODES) if self._is(0.1) else (),
            prevails_over=frozenset({"EAST"}) if self._is(0.1) else frozenset(),
            zone=self._zone() if self._is(0.4) else None,
            phases=(Phase.DISTRESS,) if self._is(0.1) else (),
            **says,
        )

    def _fuelling(self, one: TermPlain) -> TermPlain:
        return replace(one, fuel_points=self._is(0.8)) if self._is(0.5) else one

    def _fuel_point(self) -> FuelPointPlain:
        """Some of them tell what may land there."""
        point = FuelPointPlain(
            id=self._id(),
            party=self._any(PARTIES),
            name=f"Point {self._upto(99)}",
            place=self._place() if self._is(0.7) else self._near(150.0),
            fuels=frozenset({Fuel.JET_A1 if self._is(0.9) else Fuel.AVGAS, Fuel.MARINE_GAS_OIL}),
            crafts=frozenset(one for one in CraftKind if self._is(0.7)),
            hours_utc=self._any(("", "", "06:00-18:00", "22:00-13:30")),
        )
        match point.hours_utc:
            case "06:00-18:00":
                return replace(point, d_value_max_m=18.0, mass_max_t=9.5)
            case "22:00-13:30":
                return replace(point, runway_m=1000.0, draught_max_m=1.2)
            case _:
                return point

    def _entry(self) -> ClearanceClause:
        kinds = self._some(tuple(ClauseKind)) if self._is(0.4) else ()
        mode, lead = self._any(tuple(ClearanceMode)), self._any((0, 15, 45, 240))
        return ClearanceClause(mode, kinds, lead, landing=lead in (0, 45))

    def _zone(self) -> MultiPolygon:
        middle = self._near(self._any((5.0, 60.0, 300.0)))
        half = self._any((0.1, 1.0, 5.0))
        west, east = max(-180.0, middle.lon - half), min(180.0, middle.lon + half)
        south, north = max(-90.0, middle.lat - half), min(90.0, middle.lat + half)
        return MultiPolygon([box(west, south, east, north)])

    def _fleet(self, count: int) -> tuple[Fleet, PastFixes]:
        fleet, past = Fleet(), PastFixes()
        codes = self._any((CODES, CARRIAGE, FLOWN))
        assets = [self._asset(codes) for _ in range(count)]
        fleet.put(assets)
        for standing, latest in assets:
            spots = {0: latest}
            for delay in {*DELAYS} - {0}:
                place, base = self._place(), standing.base
                if base is not None and self._is(0.3):
                    place = base
                spots[delay] = self._spot(place, delay, base) if self._is(0.7) else None
            for age in ages(standing.type_code):
                past.keep(standing.id, age, spots[age.delay_minutes], None)
        return fleet, past

    def _spot(self, place: LatLon, least_minutes: float, base: LatLon | None) -> FleetFix:
        at = self._now - timedelta(minutes=least_minutes + self._number(0, 300))
        berth = base if self._is(0.7) else None
        return FleetFix(at, place, 0.1, False, secret=round(abs(place.lon) * 1e6), berth=berth)

    def _asset(self, codes: Sequence[str]) -> tuple[FleetRow, FleetFix | None]:
        base = self._place() if self._is(0.8) else None
        until = self._now + timedelta(hours=self._any((-3.0, 5.0))) if self._is(0.2) else None
        window = Window(self._now - timedelta(hours=1), None, exercise=self._is(0.5))
        readiness = Readiness.AVAILABLE if self._is(0.6) else self._any(tuple(Readiness))
        standing = FleetRow(
            id=self._id(),
            party_code=self._any(PARTIES),
            centre_id=UUID(int=1),
            type_code=self._any(codes),
            base=base,
            base_shared=self._is(0.7),
            at_sea=self._is(0.3),
            readiness=readiness,
            readiness_until=until,
            notice_day_minutes=self._upto(90) if self._is(0.2) else None,
            notice_night_minutes=None,
            notice_at_sea_minutes=None,
            overrides=self._overrides(codes),
            quantity=1 + self._upto(2),
            windows=(window,) if self._is(0.15) else (),
            name=f"Unit {self._upto(999)}",
        )
        place = base if base is not None and self._is(0.4) else self._place()
        return standing, self._spot(place, 0.0, base) if self._is(0.6) else None

    def _overrides(self, codes: Sequence[str]) -> dict[str, float]:
        """Many of the flown ones take fuel on the way."""
        if codes is FLOWN and self._is(0.4):
            return {"radius_nm": 60.0}
        return self._any(_OVERRIDES) if self._is(0.15) else {}

    def _ship(self) -> SeenShip:
        ship_type = type_of(self._any(("M1", "M2", "M4")))
        return SeenShip(
            reported_by="ITA",
            told_by="ITA",
            id=self._id(),
            name="Exercise Star",
            type=ship_type,
            figures=ship_type.figures,
            place=self._near(self._spread_nm),
            place_at=self._now - timedelta(minutes=9),
            uncertainty_nm=0.1,
            course_deg=None,
            speed_kn=None,
            callsign="",
        )


_OVERRIDES: Final[tuple[dict[str, float], ...]] = (
    {"response_kn": 260.0, "max_kn": 300.0, "capacity_normal": 40.0},
    {"range_nm": 900.0},
    {"response_kn": 100.0, "range_nm": 100.0},
    {"radius_nm": 60.0},
    {"length_m": 9.0, "range_nm": 120.0},
)


def remarked(matches: Sequence[Match]) -> Iterator[str]:
    """The codes of all reasons, and further circumstances of the answer."""
    for one in matches:
        for reason in one.judgement.reasons:
            yield reason.code
        if one.carrier is not None:
            yield "rides"
            if one.carrier.pick_up.route.via is not None:
                yield "refuels_before_the_pick_up"
            if one.carrier.pick_up.time.hold_minutes > 0.0:
                yield "waits_before_the_pick_up"
            if "carrier_asset_id" in {k for r in one.judgement.remedies for k in r.params}:
                yield "carrier_is_asked_for"
        if one.time is not None and one.time.hold_minutes > 0.0:
            yield "waits_at_a_border"
