"""Ranking: scenario A1 comes out as the notes say, and no candidate is lost."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.clauses import Setting
from sar.agreements.words import Kind, Phase, Situation
from sar.assets.availability import NoticeDue, NoticeFor, Ready, ReadyWhy
from sar.assets.catalogue import type_of
from sar.assets.seen import PlaceFrom, SeenThing
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.incidents.drift import given_drift
from sar.matching.candidate import Candidate
from sar.matching.eligibility import FAILS
from sar.matching.evaluation import Match
from sar.matching.findings import UNLISTED
from sar.matching.question import Question, Scene, Want
from sar.matching.ranking import match, totals
from sar.matching.time_to_scene import TimeToScene, on_scene_minutes
from sar.matching.words import NeedUnit, Verdict
from tests.given.candidates import seen_with

T0 = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
DATUM = LatLon(34 + 20 / 60, 12 + 42 / 60)
LAMPEDUSA = LatLon(35.4979, 12.6181)
LUQA = LatLon(35.8575, 14.4775)
SIGONELLA = LatLon(37.4017, 14.9222)
SFAX = LatLon(34.7250, 10.7700)
VALLETTA = LatLon(35.9000, 14.5167)
PERSONS = Want(quantity=400, unit=NeedUnit.PERSONS)


def candidate(
    number: int,
    type_code: str,
    party: str | None,
    place: LatLon | None,
    *,
    notice: int,
    response_kn: float | None = None,
) -> Candidate:
    asset_type = type_of(type_code)
    figures = asset_type.figures
    return Candidate(
        seen=SeenThing(
            id=UUID(int=number),
            party=party,
            name=f"{asset_type.name} {number}",
            type=asset_type,
            figures=replace(figures, response_kn=response_kn) if response_kn else figures,
            place=place,
            place_from=None if place is None else PlaceFrom.FIX,
        ),
        notice=NoticeDue(notice, NoticeFor.DAY),
        ready=Ready(True, ReadyWhy.AVAILABLE),
    )


FLEET = {
    "AW139 Lampedusa": candidate(1, "H1", "ITA", LAMPEDUSA, notice=30),
    "bulk carrier": candidate(2, "M4", None, direct(DATUM, 180, 12), notice=10, response_kn=14),
    "OPV at sea": candidate(3, "S9", "ITA", direct(DATUM, 315, 20), notice=5),
    "King Air Luqa": candidate(4, "F5", "MLT", LUQA, notice=45),
    "AW139 Luqa": candidate(5, "H1", "MLT", LUQA, notice=30),
    "ATR 72MP Sigonella": candidate(6, "F6", "ITA", SIGONELLA, notice=60),
    "CP-300 Lampedusa": candidate(7, "S5", "ITA", LAMPEDUSA, notice=15),
    "patrol boat Sfax": candidate(8, "S7", "TUN", SFAX, notice=60, response_kn=25),
    "OPV P61 Valletta": candidate(9, "S9", "MLT", VALLETTA, notice=30),
}
TABLE_MINUTES = {
    "AW139 Lampedusa": 59,
    "bulk carrier": 61,
    "OPV at sea": 65,
    "King Air Luqa": 78,
    "AW139 Luqa": 82,
    "ATR 72MP Sigonella": 113,
    "CP-300 Lampedusa": 155,
    "patrol boat Sfax": 296,
    "OPV P61 Valletta": 420,
}


def ask(want: Want = PERSONS, *, asker: str = "ITA", territory: str | None = None) -> Question:
    return Question(
        asker=asker,
        want=want,
        scene=Scene(place=DATUM, territory=territory, sea_state=3),
        setting=Setting(Situation.MARITIME, Phase.DISTRESS, DATUM),
        directory=UNLISTED,
        now=T0,
    )


def named(matches: list[Match]) -> dict[str, Match]:
    names = {one.seen.id: name for name, one in FLEET.items()}
    return {names[m.candidate.seen.id]: m for m in matches}


def test_what_is_in_maintenance_carries_nothing() -> None:
    team = candidate(1, "T3", "ITA", LAMPEDUSA, notice=30)
    repaired = Ready(False, ReadyWhy.MAINTENANCE)
    near = replace(candidate(2, "H1", "ITA", LAMPEDUSA, notice=15), ready=repaired)
    far = candidate(3, "H4", "ITA", LUQA, notice=15)
    (found,) = [
        m for m in match(ask(Want(kinds=frozenset({Kind.TEAM}))), [team, near, far]) if m.carrier
    ]
    assert found.carrier is not None
    assert found.carrier.carrier.seen.id == far.seen.id


def test_scenario_a1_comes_out_within_ten_per_cent() -> None:
    found = named(match(ask(Want()), FLEET.values()))
    times = {name: m.time.total_minutes for name, m in found.items() if m.time}
    assert times == pytest.approx(TABLE_MINUTES, rel=0.1)
    assert list(times) == list(TABLE_MINUTES)
    assert [m.rank for m in found.values()] == list(range(1, 10))


def test_scenario_a1_finds_that_nobody_alone_covers_four_hundred() -> None:
    matches = match(ask(), FLEET.values())
    assert list(named(matches))[:3] == ["AW139 Lampedusa", "bulk carrier", "OPV at sea"]
    assert all(m.judgement.covers < 400 for m in matches)
    assert named(matches)["AW139 Lampedusa"].judgement.covers == 8
    assert matches[1].judgement.verdict is Verdict.HAIL


def test_scenario_a1_keeps_who_recovers_nobody_in_sight() -> None:
    plane = named(match(ask(), FLEET.values()))["King Air Luqa"]
    assert plane.judgement.verdict is Verdict.NOT_SUITED
    assert plane.rank is None
    assert plane.time is not None


def test_the_helicopter_of_luqa_has_some_forty_minutes_on_scene() -> None:
    helicopter = named(match(ask(), FLEET.values()))["AW139 Luqa"]
    assert helicopter.on_scene_minutes == pytest.approx(42, rel=0.1)


def test_who_cannot_make_the_way_is_told_no_border_but_the_one_at_the_scene() -> None:
    lampedusa = candidate(1, "H1", "MLT", LAMPEDUSA, notice=15)
    new_york = LatLon(40.5, -73.6)
    for scene, asks in ((LatLon(39.0, -70.0), []), (new_york, ["USA"])):
        question = replace(ask(Want()), scene=Scene(place=scene))
        (found,) = match(question, [lampedusa])
        assert found.judgement.verdict is Verdict.NOT_SUITED
        entered = [one for one in found.judgement.remedies if one.code == "ask_entry"]
        assert [one.params["territory"] for one in entered] == asks
    slow = seen_with(
        lampedusa, figures=replace(lampedusa.seen.figures, response_kn=1.0, radius_nm=None)
    )
    drifts = replace(ask(Want()), scene=Scene(place=new_york, drift=given_drift(90, 5.0)))
    (found,) = match(drifts, [slow])
    assert "not_caught_up" in [reason.code for reason in found.judgement.reasons]
    assert len([one for one in found.judgement.remedies if one.code == "ask_entry"]) <= 1


def test_what_refuels_on_the_way_works_there_as_long_as_what_starts_at_that_base() -> None:
    base = direct(DATUM, 0, 80)
    over = seen_with(candidate(1, "H1", "ITA", direct(DATUM, 0, 220), notice=15), base=base)
    near = seen_with(candidate(2, "H1", "ITA", base, notice=15), base=base)
    first, second = match(ask(Want()), [over, near])
    assert second.approach.route is not None
    assert second.approach.route.via == base
    assert first.on_scene_minutes == pytest.approx(78, abs=1)
    assert second.on_scene_minutes == pytest.approx(first.on_scene_minutes)


def test_the_boat_that_no_agreement_names_may_be_asked() -> None:
    boat = named(match(ask(), FLEET.values()))["patrol boat Sfax"]
    assert boat.judgement.verdict is Verdict.MAY_BE_ASKED
    assert [remedy.code for remedy in boat.judgement.remedies] == ["ask_centre"]


def test_clearance_runs_while_the_crew_gets_ready() -> None:
    assert TimeToScene(30, 20, 40).total_minutes == 70
    assert TimeToScene(30, 45, 40).total_minutes == 85
    assert TimeToScene(30, None, 40).total_minutes == 70


def test_a_foreign_helicopter_waits_for_entry_and_a_foreign_ship_asks_too() -> None:
    found = named(match(ask(Want(), asker="ITA", territory="ITA"), FLEET.values()))
    helicopter, ship = found["AW139 Luqa"], found["OPV P61 Valletta"]
    assert helicopter.judgement.verdict is Verdict.ENTRY_TO_BE_ASKED
    assert helicopter.time is not None
    assert helicopter.time.clearance_minutes == 15
    assert ship.judgement.verdict is Verdict.ENTRY_TO_BE_ASKED
    assert ship.time is not None
    assert ship.time.clearance_minutes == 15
    assert "entry_known_position" in [reason.code for reason in ship.judgement.reasons]


def test_without_a_place_there_is_no_time_and_no_rank() -> None:
    lost = candidate(10, "H1", "ITA", None, notice=30)
    (only,) = match(ask(Want()), [lost])
    assert (only.time, only.rank, only.on_scene_minutes) == (None, None, None)
    assert only.judgement.verdict is Verdict.ALLOWED
    assert "place_not_known" in [reason.code for reason in only.judgement.reasons]


def test_without_a_speed_of_its_own_there_is_no_time() -> None:
    pump = candidate(11, "E3", "ITA", LAMPEDUSA, notice=30)
    (only,) = match(ask(Want()), [pump])
    assert (only.time, only.rank) == (None, None)
    assert "no_speed" in [reason.code for reason in only.judgement.reasons]
    assert on_scene_minutes(pump, out_nm=70) is None


def test_ties_are_broken_by_endurance_then_capacity_then_capabilities_then_id() -> None:
    base = candidate(20, "S9", "ITA", LAMPEDUSA, notice=30)
    longer = seen_with(base, id=UUID(int=21), figures=replace(base.seen.figures, endurance_h=9.0))
    shorter = seen_with(base, id=UUID(int=22), figures=replace(base.seen.figures, endurance_h=8.0))
    roomy = seen_with(
        shorter, id=UUID(int=23), figures=replace(shorter.seen.figures, capacity_normal=151)
    )
    plain = seen_with(
        shorter,
        id=UUID(int=24),
        type=replace(base.seen.type, capabilities=frozenset()),
    )
    twin = seen_with(shorter, id=UUID(int=25))
    order = [
        m.candidate.seen.id.int for m in match(ask(Want()), [plain, twin, shorter, roomy, longer])
    ]
    assert order == [21, 23, 22, 25, 24]


def test_a_datum_nobody_knows_gives_verdicts_without_times() -> None:
    question = replace(ask(Want()), scene=Scene())
    matches = match(question, FLEET.values())
    assert len(matches) == len(FLEET)
    assert all(m.time is None for m in matches)


def test_every_verdict_is_counted() -> None:
    count = totals(match(ask(), FLEET.values()))
    assert sum(count.values()) == len(FLEET)
    assert set(count) == set(Verdict)
    assert count[Verdict.HAIL] == 1


TYPES = st.sampled_from(["H1", "F5", "S9", "S5", "U1", "M2", "E3", "T1", "X1"])
PLACES = st.none() | st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))
CANDIDATES = st.builds(
    lambda number, type_code, party, place, notice: candidate(
        number, type_code, party, place, notice=notice
    ),
    st.integers(1, 10_000),
    TYPES,
    st.sampled_from(["ITA", "MLT", None]),
    PLACES,
    st.integers(0, 10_080),
)


@given(
    st.lists(CANDIDATES, max_size=12, unique_by=lambda c: c.seen.id),
    st.sets(st.sampled_from(Kind)),
    st.sampled_from(NeedUnit),
    st.sampled_from([None, "ITA", "MLT", "TUN"]),
)
def test_no_candidate_disappears_and_none_is_infinite(
    fleet: list[Candidate], kinds: set[Kind], unit: NeedUnit, territory: str | None
) -> None:
    want = Want(kinds=frozenset(kinds), unit=unit, quantity=5)
    matches = match(ask(want, territory=territory), fleet)
    assert {m.candidate.seen.id for m in matches} == {one.seen.id for one in fleet}
    ranks = [m.rank for m in matches if m.rank is not None]
    assert ranks == list(range(1, len(ranks) + 1))
    for m in matches:
        assert 0 <= m.judgement.covers <= 5
        assert m.on_scene_minutes is None or m.on_scene_minutes >= 0
        if m.judgement.verdict in FAILS:
            assert m.rank is None
            assert m.judgement.remedies
    timed = [m.time.total_minutes for m in matches if m.rank is not None and m.time]
    assert timed == sorted(timed)


@given(st.lists(CANDIDATES, max_size=12, unique_by=lambda c: c.seen.id), st.randoms())
def test_the_order_of_asking_changes_nothing(fleet: list[Candidate], random: object) -> None:
    shuffled = list(fleet)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis hands out a Random
    assert match(ask(), fleet) == match(ask(), shuffled)
