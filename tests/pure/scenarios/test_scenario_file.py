"""Scenarios are data: what their files must say, and that ours say it."""

import itertools
import re
from uuid import UUID

import pytest

from sar.agreements.schemas import AgreementBody
from sar.assets.catalogue import type_of
from sar.geo.areas import contains, parse_area
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon, parse_position
from sar.parties.roles import Role
from sar.scenarios.names import area_of
from sar.scenarios.scenario_file import Scenario, ScenarioRefusedError, load
from tests.coasts import WATERS, WORLD, is_land

BOTH = ("A", "B")
A1 = parse_position("34°20.0′N 012°42.0′E")

SMALL = """
code: T
name: Test
notice: EXERCISE
opens_at: 2026-10-11T12:00:00Z
starts_at: 2026-10-11T12:10:00Z
parties:
  ITA:
    name: Italy
    centres: [{code: ROMA, name: Roma, position: 41°N 012°E}]
places: {Base: 40°N 012°E}
agreements: []
assets:
  ITA: [{name: Boat, type: S5, base: Base}]
story:
  - stage: One
    at: 5
    acts:
      - by: ITA watch_officer
        post: /api/incidents/{incident X}/log
        body: {id: !log X/1, at: !at 7, about: !incident X, where: !point 40°30′N 012°E}
work:
  - {unit: Boat, incident: !incident X, tasks: []}
"""


def test_tags_become_ids_instants_and_points() -> None:
    scenario = Scenario.read(SMALL)
    act = scenario.story[0].acts[0]
    incident = scenario.id_of("incident", "X")
    assert act.path == f"/api/incidents/{incident}/log"
    assert act.body is not None
    assert act.body["about"] == str(incident)
    assert act.body["at"] == "2026-10-11T12:17:00+00:00"
    assert act.body["where"] == {"type": "Point", "coordinates": [12.0, 40.5]}
    assert scenario.work[0].incident == str(incident)


def test_ids_are_uuid7_in_the_order_of_the_file_and_always_the_same() -> None:
    once, again = Scenario.read(SMALL), Scenario.read(SMALL)
    incident, log = once.id_of("incident", "X"), once.id_of("log", "X/1")
    assert isinstance(incident, UUID)
    assert (incident.version, log.version) == (7, 7)
    assert incident < log
    assert (again.id_of("incident", "X"), again.id_of("log", "X/1")) == (incident, log)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("base: Base", "base: Bose", "unknown place: Bose"),
        ("unit: Boat", "unit: Goat", "unknown unit: Goat"),
        ("by: ITA watch", "by: FRA watch", "unknown party: FRA"),
        ("by: ITA watch_officer", "by: ITA captain", "captain"),
        ("position: 41°N 012°E", "position: somewhere", "position"),
        ("!log X/1", "!ghost X/1", "ghost"),
        ("stage: One", "stage: One\n    colour: red", "colour"),
        ("code: T\n", "", "code"),
        ("    acts:\n", "    acts: [\n", "flow"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(was: str, becomes: str, said: str) -> None:
    assert was in SMALL
    with pytest.raises(ScenarioRefusedError, match=said):
        Scenario.read(SMALL.replace(was, becomes))


def test_an_unknown_scenario_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ScenarioRefusedError, match=r"A \(central-mediterranean\), B \(west"):
        load("atlantis")


@pytest.mark.parametrize("name", ["a", "A", "central-mediterranean"])
def test_a_scenario_is_found_by_code_or_file(name: str) -> None:
    assert load(name).name == "Central Mediterranean"


@pytest.mark.parametrize("code", BOTH)
def test_regions_are_areas_that_do_not_overlap(code: str) -> None:
    centres = [c for party in load(code).parties.values() for c in party.centres if c.srr]
    areas = {centre.code: parse_area(area_of(centre.srr)) for centre in centres}
    for (_, one), (_, other) in itertools.combinations(areas.items(), 2):
        assert one.intersection(other).area < 0.001


@pytest.mark.parametrize("code", BOTH)
def test_every_party_that_joined_has_every_role_of_people(code: str) -> None:
    for party in load(code).parties.values():
        held = {role for person in party.people for role in person.roles}
        assert held == (set() if party.listed else set(Role) - {Role.FEED})


@pytest.mark.parametrize("code", BOTH)
def test_agreements_are_bodies_the_api_takes(code: str) -> None:
    for agreement in load(code).agreements:
        AgreementBody(
            reference=agreement.reference,
            title=agreement.title,
            parties=agreement.parties,
            draft=agreement.draft,
        )


@pytest.mark.parametrize("code", BOTH)
def test_types_are_in_the_catalogue_and_ships_may_be_hailed(code: str) -> None:
    scenario = load(code)
    for assets in scenario.assets.values():
        assert not any(type_of(asset.type).opportunity for asset in assets)
    assert all(type_of(ship.type).opportunity for ship in scenario.ships)


def test_the_mediterranean_has_about_sixty_assets_and_ten_pumps_at_one_place() -> None:
    assets = [asset for assets in load("A").assets.values() for asset in assets]
    assert 55 <= len(assets) <= 65
    assert [a.quantity for a in assets if a.name == "Pumps Catania"] == [10]


@pytest.mark.parametrize(
    ("unit", "way_nm", "minutes"),
    [
        ("Nemo 11-03", 70, 59),
        ("Aurelia Bulk", 12, 61),
        ("Cigala", 20, 65),
        ("Zunzana 21", 126, 78),
        ("Bies 2", 126, 82),
        ("Manta 41-05", 213, 113),
        ("CP 318", 70, 155),
        ("Syphax 612", 98, 296),
        ("Qawra", 130, 420),
    ],
)
def test_the_times_of_the_field_notes_come_out(unit: str, way_nm: int, minutes: int) -> None:
    place, notice_minutes, speed_kn = _of(unit)
    way = distance_nm(place, A1)
    assert way == pytest.approx(way_nm, abs=0.6)
    assert notice_minutes + way / speed_kn * 60 == pytest.approx(minutes, abs=1.0)


def _of(unit: str) -> tuple[LatLon, int, float]:
    scenario = load("A")
    for asset in itertools.chain(*scenario.assets.values()):
        if asset.name == unit:
            asset_type = type_of(asset.type)
            notice = asset_type.notice
            ashore = asset.notice_day_minutes or notice.day_minutes
            minutes = notice.at_sea_minutes if asset.at_sea else ashore
            place = asset.at_sea or scenario.places[asset.base]
            return place, minutes, asset_type.figures.response_kn or 0.0
    ship = next(ship for ship in scenario.ships if ship.name == unit)
    ship_type = type_of(ship.type)
    return ship.at_sea, ship_type.notice.at_sea_minutes, ship_type.figures.response_kn or 0.0


def test_the_case_lies_near_the_line_between_two_regions() -> None:
    centres = {c.code: c for party in load("A").parties.values() for c in party.centres}
    malta = parse_area(area_of(centres["RCC-MALTA"].srr))
    tripoli = parse_area(area_of(centres["JRCC-TRIPOLI"].srr))
    assert contains(malta, A1)
    assert contains(tripoli, LatLon(A1.lat - 0.15, A1.lon))


def test_the_title_tells_the_distance_of_the_first_position_from_the_port() -> None:
    act = load("A").story[0].acts[0]
    assert act.body is not None
    said = re.search(r"(\d+) nm south of Lampedusa", act.body["title"])
    assert said is not None
    lon, lat = act.body["position"]["point"]["coordinates"]
    port = parse_position("35°29.9′N 012°36.3′E")
    assert distance_nm(port, LatLon(lat, lon)) == pytest.approx(float(said[1]), abs=1.0)


def test_the_harbour_case_lies_in_water_that_only_the_finer_coast_shows() -> None:
    bodies = [act.body for stage in load("A").story for act in stage.acts if act.body]
    case = next(body for body in bodies if "Fort St Angelo" in body.get("title", ""))
    lon, lat = case["position"]["point"]["coordinates"]
    assert not is_land(WATERS, lon, lat, 10)
    assert is_land(WORLD, lon, lat, 5)
