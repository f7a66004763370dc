"""The fleet search returns the same page as an evaluation of every asset."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from sar.agreements.clauses import Setting
from sar.agreements.grants_array import Promises
from sar.agreements.words import Kind, Situation, Visibility
from sar.assets.availability import Window
from sar.assets.catalogue import asset_types, type_of
from sar.assets.fleet.access import FleetAccess, access_of, delays, place_delayed, seen_asset
from sar.assets.fleet.columns import Fleet, FleetFix, FleetRow
from sar.assets.fleet.past import PastFixes
from sar.assets.seen import SeenShip, ShipDoubt, Sighting
from sar.assets.whose_word import reckoned_by
from sar.assets.words import Readiness
from sar.geo.position import LatLon
from sar.geo.sea.field import sea_field
from sar.geo.sea.field_cache import FieldCache, SceneFields
from sar.geo.sea.stop_ways import ON_DEMAND
from sar.incidents.drift import given_drift
from sar.matching.candidate import asset_candidate, ship_candidate
from sar.matching.eligibility import FAILS
from sar.matching.evaluation import Match
from sar.matching.findings import UNLISTED
from sar.matching.fleet.best_first import RankKey
from sar.matching.fleet.search import FleetSearch, SearchTuning
from sar.matching.question import Hail, LastWork, PresentWork, Question, Scene, Want
from sar.matching.rank_cursor import cursor_after, rank_key_of
from sar.matching.ranking import match
from sar.matching.words import NeedUnit, Verdict
from tests.pure.agreements.plain import term
from tests.world import START

PARTIES = ("ITA", "MLT", "TUN", "GRC")
CODES = sorted(asset_types())
DATUM = LatLon(34.333, 12.7)


def fleet_of(rng: np.random.Generator, count: int, codes: Sequence[str] = CODES) -> Fleet:
    """A fleet between Sardinia and Crete, some of it far away, with any optional value missing."""
    fleet = Fleet()

    def place() -> LatLon:
        lat, lon = rng.uniform(31, 41), rng.uniform(8, 26)
        return LatLon(float(lat), float(lon)) if rng.random() < 0.9 else LatLon(-30.0, 150.0)

    def one() -> tuple[FleetRow, FleetFix | None]:
        base = place() if rng.random() < 0.8 else None
        until = START + timedelta(hours=float(rng.choice([-3, 5]))) if rng.random() < 0.3 else None
        code = str(rng.choice(codes))
        faster = {"response_kn": 260.0, "max_kn": 300.0, "capacity_normal": 40.0}
        played = bool(rng.random() < 0.5)
        window = Window(START - timedelta(hours=1), None, exercise=played)
        bound = (window,) if rng.random() < 0.2 else ()
        at = START - timedelta(minutes=float(rng.uniform(0, 300)))
        there = base if base is not None and rng.random() < 0.2 else place()
        spot = FleetFix(at, there, 0.1, False, secret=round(at.timestamp()), berth=base)
        standing = FleetRow(
            id=UUID(bytes=rng.bytes(16)),
            party_code=str(rng.choice(PARTIES)),
            centre_id=UUID(int=1),
            type_code=code,
            base=base,
            base_shared=bool(rng.random() < 0.7),
            at_sea=bool(rng.random() < 0.3),
            readiness=Readiness(str(rng.choice(list(Readiness)))),
            readiness_until=until,
            notice_day_minutes=int(rng.integers(0, 90)) if rng.random() < 0.2 else None,
            notice_night_minutes=None,
            notice_at_sea_minutes=None,
            overrides=faster if rng.random() < 0.1 else {},
            quantity=1,
            windows=bound,
            name=f"Unit {rng.integers(1000)}",
        )
        return standing, spot if rng.random() < 0.6 else None

    fleet.put(one() for _ in range(count))
    if any(type_of(code).opportunity for code in codes):
        fleet.ships.put(ship_of(rng, place(), codes) for _ in range(count // 3))
    return fleet


def ship_of(rng: np.random.Generator, place: LatLon, codes: Sequence[str] = CODES) -> SeenShip:
    """A ship of opportunity of any type that may be one, heard of a while ago."""
    id_, name = UUID(bytes=rng.bytes(16)), f"Star {rng.integers(1000)}"
    ship_type = type_of(str(rng.choice([one for one in codes if type_of(one).opportunity])))
    at = START - timedelta(minutes=float(rng.uniform(0, 900)))
    return SeenShip(
        reported_by="MLT" if id_.int % 7 else "ITA",
        told_by="MLT",
        doubts=tuple(doubts(id_)),
        sightings=tuple(sightings(id_, place, at)),
        id=id_,
        name=name,
        type=ship_type,
        figures=ship_type.figures,
        place=place,
        place_at=at,
        uncertainty_nm=0.1,
        course_deg=None,
        speed_kn=None,
        callsign=None,
    )


def doubts(id_: UUID) -> Iterator[ShipDoubt]:
    """Of every fourth ship the asker's, of another Malta's, which reported most, of another that of
    a third party."""
    if (number := id_.int // 4 % 4) < 3:
        yield ShipDoubt(("ITA", "MLT", "TUN")[number], "No echo.", START.isoformat())


def sightings(id_: UUID, place: LatLon, at: datetime) -> Iterator[Sighting]:
    """Of every other ship the asker says otherwise: later, or before and out of its reach."""
    if id_.int % 2:
        known_at = at + timedelta(minutes=1 if id_.int % 4 == 1 else -9)
        north = LatLon(place.lat - 1 if place.lat > 0 else place.lat + 1, place.lon)
        for party in ("ITA", "TUN"):
            yield Sighting(
                party=party,
                at=known_at,
                place=north,
                course_deg=None,
                speed_kn=None,
                uncertainty_nm=0.1,
            )


def own_numbers_of(fleet: Fleet) -> dict[UUID, str]:
    """Every fifth ship carries the number of an asset of the asker's."""
    return {fleet.ships[row].id: "Nemo 11" for row in range(0, len(fleet.ships), 5)}


def hails_of(fleet: Fleet) -> dict[UUID, Hail]:
    """Of every fourth ship: at work for the case, or unable."""
    hails = Hail("unable", True, START, "Fog."), Hail("hailed", False, START, "Fog.")
    rows = range(0, len(fleet.ships), 4)
    return {fleet.ships[row].id: hails[row // 4 % 2] for row in rows}


def engagements_of(fleet: Fleet) -> dict[UUID, PresentWork]:
    """Of every seventh asset: at work here, or for another case, not left yet or out."""
    works = (
        PresentWork("on_scene", here=True, left=True),
        PresentWork("underway", here=False, left=True),
        PresentWork("committed", here=False, left=False),
    )
    rows = fleet["in_register"].nonzero()[0][::7].tolist()
    return {id_: works[n % 3] for n, id_ in enumerate(fleet.ids(rows))}


def last_works_of(fleet: Fleet) -> dict[UUID, LastWork]:
    """Of every fifth asset: on its way home, or home a while ago."""
    works = (
        LastWork(since=START - timedelta(hours=1)),
        LastWork(since=START - timedelta(minutes=9), home_at=START - timedelta(minutes=9)),
    )
    rows = fleet["in_register"].nonzero()[0][::5].tolist()
    return {id_: works[n % 2] for n, id_ in enumerate(fleet.ids(rows))}


TERMS = (
    term(visibility=Visibility.POSITION, grantor="MLT", may_request=True),
    term(visibility=Visibility.POSITION, grantor="TUN", position_precision_nm=10.0),
    term(visibility=Visibility.EXISTENCE, grantor="GRC"),
    term(visibility=Visibility.READINESS, grantor="GRC", kinds=(Kind.VESSEL,)),
)

WANTS = (
    Want(),
    Want(unit=NeedUnit.PERSONS, quantity=400),
    Want(kinds=frozenset({Kind.TEAM, Kind.EQUIPMENT})),
    Want(kinds=frozenset({Kind.VESSEL})),
    Want(from_at=START + timedelta(hours=9), by_at=START + timedelta(hours=12)),
    Want(kinds=frozenset({Kind.AIRCRAFT}), capabilities=frozenset({"hoist"})),
)

SCENES = (
    Scene(place=DATUM),
    Scene(place=DATUM, drift=given_drift(200.0, 2.5), sea_state=5, wind_kn=30.0),
    Scene(),
)


def as_said(m: Match) -> Mapping[str, Any]:
    return {
        "id": m.candidate.seen.id,
        "name": m.candidate.seen.name,
        "verdict": m.judgement.verdict,
        "reasons": m.judgement.reasons,
        "remedies": m.judgement.remedies,
        "covers": m.judgement.covers,
        "rank": m.rank,
        "least": m.approach.least,
        "minutes": m.time and round(m.time.total_minutes, 7),
        "carrier": m.carrier and m.carrier.carrier.seen.id,
        "band": m.band,
        "staying": m.on_scene_minutes,
    }


def question(fleet: Fleet, want: Want, scene: Scene) -> tuple[Question, FleetAccess, PastFixes]:
    """A question of Italy's, with its access to the fleet."""
    terms = tuple(replace(one, parties=frozenset(PARTIES)) for one in TERMS)
    asked = Question(
        asker="ITA",
        want=want,
        scene=scene,
        setting=Setting(Situation.MARITIME),
        terms=terms,
        directory=UNLISTED,
        hails=hails_of(fleet),
        own_numbers=own_numbers_of(fleet),
        engagements=engagements_of(fleet),
        last_works=last_works_of(fleet),
        exercise=scene.drift is not None,
        now=START,
    )
    promises = Promises(terms, fleet.index, viewer="ITA", occasions=(), now=START)
    found = access_of(fleet, promises.grants_for(fleet.facts), viewer="ITA")
    past = PastFixes()
    late = delays(fleet, found, now=START)
    for row, id_, _, age in late:
        past.keep(id_, age, fleet.fix(row), None)
    place_delayed(fleet, found, late, past)
    return asked, found, past


FEW_WANTS = tuple(
    want if n < 3 else pytest.param(want, marks=pytest.mark.long) for n, want in enumerate(WANTS)
)
"""The others are met by chance as well (`test_search_by_chance`)."""

TUNINGS = (SearchTuning(coarse_factor=1, carried_share=0.9), SearchTuning())
"""With few at first, more ranks are left to carried assets than they take."""

either_tuning = pytest.mark.parametrize("tuning", TUNINGS, ids=["few at first", "all at once"])


@pytest.mark.parametrize("scene", SCENES, ids=("still", "drifting", "nowhere"))
@pytest.mark.parametrize(
    "want", FEW_WANTS, ids=("any", "persons", "carried", "vessels", "later", "hoist")
)
@pytest.mark.parametrize("limit", [pytest.param(5, marks=pytest.mark.long), 60])
@either_tuning
def test_the_first_of_the_fleet_are_the_first_of_all(
    want: Want, scene: Scene, limit: int, tuning: SearchTuning
) -> None:
    assert_equal(want, scene, limit, sea=None, tuning=tuning)


SMALL = FieldCache(lambda p, draught: sea_field(p, radius_nm=90.0, draught=draught), room=2)
"""Fields that most ways leave."""


@pytest.mark.parametrize("scene", SCENES[:2], ids=("still", "drifting"))
@pytest.mark.parametrize("want", WANTS[:3:2], ids=("any", "carried"))
@pytest.mark.parametrize("limit", [5, pytest.param(60, marks=pytest.mark.long)])
@either_tuning
def test_they_are_so_too_where_ways_leave_the_field(
    want: Want, scene: Scene, limit: int, tuning: SearchTuning
) -> None:
    assert_equal(want, scene, limit, sea=SceneFields(DATUM, {}, near=SMALL), tuning=tuning)


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", [Kind.TEAM, pytest.param(Kind.EQUIPMENT, marks=pytest.mark.long)])
@either_tuning
def test_pages_of_every_length_are_the_first_of_all(
    kind: Kind, tuning: SearchTuning, step: int
) -> None:
    """Also where the able ones end within the page, and carried ones that are not follow."""
    ships = [code for code in CODES if type_of(code).opportunity][:1]
    most = [code for code in CODES if code[0] in "ET"]
    fleet = fleet_of(np.random.default_rng(3), 60, [*most, *["H1"] * 16, *ships])
    standing = [replace(fleet.asset(row), windows=()) for row in range(fleet.length)]
    fleet.put(
        (replace(one, readiness=Readiness.AVAILABLE, readiness_until=None), fleet.fix(row))
        for row, one in enumerate(standing)
    )
    asked, found, past = question(fleet, Want(kinds=frozenset({kind, Kind.AIRCRAFT})), SCENES[0])
    everything = match_of_all(fleet, asked, found, past, sea=None)
    said = [as_said(m) for m in everything]
    assert len(said) > 50
    verdicts = [m.judgement.verdict for m in everything]
    ends = {n for n, (one, other) in enumerate(pairwise(verdicts), 1) if one is not other}
    first = 1 + (2 * (kind is Kind.TEAM) + TUNINGS.index(tuning)) % step
    lengths = {*range(first, len(said) + 2, step), len(said), len(said) + 1}
    for limit in sorted(lengths | ends | {n + 1 for n in ends}):
        page = (
            FleetSearch(asked, fleet, found, past, sea=None, stop_ways=ON_DEMAND, tuning=tuning)
            .first(limit)
            .page
        )
        assert [as_said(m) for m in page] == said[:limit], limit
    for limit in (5, 40):
        whole = FleetSearch(
            asked, fleet, found, past, sea=None, stop_ways=ON_DEMAND, tuning=tuning
        ).first(limit, whole=200)
        assert [m.candidate.seen.id for m in whole.line] == [
            m.candidate.seen.id for m in everything
        ]


def match_of_all(
    fleet: Fleet, asked: Question, found: FleetAccess, past: PastFixes, *, sea: SceneFields | None
) -> list[Match]:
    candidates = [
        asset_candidate(
            seen_asset(fleet, found, row, past),
            asked.want,
            asked.engagements.get(next(fleet.ids([row]))),
            asked.last_works.get(next(fleet.ids([row]))),
            exercise=asked.exercise,
            now=START,
        )
        for row in found.seen.nonzero()[0].tolist()
    ]
    ships = [
        ship_candidate(
            reckoned_by("ITA", ship),
            asked.hails.get(ship.id),
            carries_mmsi_of=asked.own_numbers.get(ship.id),
            now=START,
        )
        for ship in map(fleet.ships.__getitem__, range(len(fleet.ships)))
    ]
    return match(asked, [*candidates, *ships], sea=sea)


@cache
def posed(
    limit: int, want: Want, scene: Scene, *, with_sea: bool
) -> tuple[Fleet, tuple[Question, FleetAccess, PastFixes], list[Match]]:
    """A question about a random fleet with the matches of all; one for either tuning."""
    fleet = fleet_of(np.random.default_rng(limit + 7 * len(want.kinds)), 150)
    asked, found, past = question(fleet, want, scene)
    sea = SceneFields(DATUM, {}, near=SMALL) if with_sea else None
    everything = match_of_all(fleet, asked, found, past, sea=sea)
    assert sea is None or sea.needs_wider
    return fleet, (asked, found, past), everything


def assert_equal(
    want: Want, scene: Scene, limit: int, *, sea: SceneFields | None, tuning: SearchTuning
) -> None:
    fleet, (asked, found, past), everything = posed(limit, want, scene, with_sea=sea is not None)
    result = FleetSearch(
        asked, fleet, found, past, sea=sea, stop_ways=ON_DEMAND, tuning=tuning
    ).first(limit)
    assert [as_said(m) for m in result.page] == [as_said(m) for m in everything[:limit]]
    assert len(result.line) + result.unsuited + result.not_weighed.number == len(everything)
    tail = everything[limit:]
    assert result.unsuited + sum(
        m.judgement.verdict is Verdict.NOT_SUITED for m in result.line
    ) <= (sum(m.judgement.verdict is Verdict.NOT_SUITED for m in everything))
    assert result.not_weighed.out <= sum(m.judgement.verdict in FAILS for m in tail)
    assert result.not_weighed.without_place <= sum(m.time is None for m in tail)


@either_tuning
def test_every_asset_is_met_page_by_page_in_the_order_of_all(tuning: SearchTuning) -> None:
    fleet = fleet_of(np.random.default_rng(11), 90)
    asked, found, past = question(fleet, WANTS[1], SCENES[0])
    whole = FleetSearch(
        asked, fleet, found, past, sea=None, stop_ways=ON_DEMAND, tuning=tuning
    ).first(10, whole=1_000)
    assert (whole.not_weighed.number, len(whole.page)) == (0, 10)
    met: list[Match] = []
    after: RankKey = ()
    still = fleet.snapshot()
    while True:
        others = replace(fleet.asset(len(met)), overrides={"response_kn": 1.0 + len(met)})
        fleet.put([(others, None)])
        search = FleetSearch(
            asked, still, found.snapshot(), past, sea=None, stop_ways=ON_DEMAND, tuning=tuning
        )
        result = search.first(17, rank_key_of(cursor_after(after or None)))
        met += result.page
        if result.following is None:
            break
        after = result.following
    assert [(m.candidate.seen.id, m.rank) for m in met] == [
        (m.candidate.seen.id, m.rank) for m in whole.line
    ]


@either_tuning
def test_one_search_may_be_asked_more_than_once(tuning: SearchTuning) -> None:
    fleet = fleet_of(np.random.default_rng(11), 90)
    asked, found, past = question(fleet, WANTS[1], SCENES[0])
    search = FleetSearch(asked, fleet, found, past, sea=None, stop_ways=ON_DEMAND, tuning=tuning)
    first = search.first(40)
    assert [as_said(m) for m in search.first(8).page] == [as_said(m) for m in first.page[:8]]


@either_tuning
def test_of_many_ships_few_are_evaluated(tuning: SearchTuning) -> None:
    rng = np.random.default_rng(3)
    fleet = Fleet()
    places = zip(rng.uniform(-60, 60, 5_000), rng.uniform(-180, 180, 5_000), strict=True)
    fleet.ships.put(ship_of(rng, LatLon(float(lat), float(lon))) for lat, lon in places)
    asked = Question(
        asker="ITA",
        want=Want(),
        scene=Scene(place=DATUM),
        setting=Setting(Situation.MARITIME),
        directory=UNLISTED,
        now=START,
    )
    promises = Promises((), fleet.index, viewer="ITA", occasions=(), now=START)
    found = access_of(fleet, promises.grants_for(fleet.facts), viewer="ITA")
    search = FleetSearch(
        asked, fleet, found, PastFixes(), sea=None, stop_ways=ON_DEMAND, tuning=tuning
    )
    result = search.first(20)
    assert len(result.page) == 20
    assert search.evaluated < 60


PLACED, NOWHERE = 0.6, 0.0
FITTING_NOTHING = {
    "by kind, no place known": ("S", NOWHERE, Want(kinds=frozenset({Kind.AIRCRAFT})), SCENES[0]),
    "by type": ("S", NOWHERE, Want(types=frozenset({"H1"})), SCENES[0]),
    "by capability": ("S", NOWHERE, Want(capabilities=frozenset({"hoist"})), SCENES[1]),
    "no scene": ("SH", PLACED, Want(types=frozenset({"U1"})), SCENES[2]),
    "out, no place known": ("S", NOWHERE, Want(from_at=START), SCENES[0]),
    "carried, with no carrier": ("TE", PLACED, Want(kinds=frozenset({Kind.VESSEL})), SCENES[0]),
}


@pytest.mark.parametrize("case", FITTING_NOTHING)
@either_tuning
def test_of_many_that_do_not_fit_few_are_evaluated(case: str, tuning: SearchTuning) -> None:
    """As few as of those that fit, and they are the first of all."""
    sorts, share, want, scene = FITTING_NOTHING[case]
    codes = [code for code in CODES if code[0] in sorts]
    fleet = fleet_of(np.random.default_rng(5), 700, codes)
    unable = Readiness.UNAVAILABLE if case.startswith("out") else Readiness.AVAILABLE
    standing = [replace(fleet.asset(row), windows=()) for row in range(fleet.length)]
    fleet.put(
        (
            replace(
                one,
                party_code="ITA",
                base=one.base if share else None,
                readiness=unable,
                readiness_until=None,
            ),
            fleet.fix(row) if share else None,
        )
        for row, one in enumerate(standing)
    )
    asked, found, past = question(fleet, want, scene)
    asked = replace(asked, hails={}, engagements={}, last_works={})
    search = FleetSearch(asked, fleet, found, past, sea=None, stop_ways=ON_DEMAND, tuning=tuning)
    page = search.first(20).page
    everything = match_of_all(fleet, asked, found, past, sea=None)
    assert all(m.judgement.verdict in FAILS for m in everything)
    assert [as_said(m) for m in page] == [as_said(m) for m in everything[:20]]
    assert search.evaluated < 60
