"""A carried asset comes as surely as its carrier, and under the same law."""

from dataclasses import replace

import pytest

from sar.agreements.clauses import Setting
from sar.agreements.words import Kind, Situation
from sar.assets.words import Capability
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.incidents.drift import given_drift
from sar.matching.candidate import Candidate
from sar.matching.carriage import LOADING_MINUTES
from sar.matching.evaluation import Match
from sar.matching.findings import UNLISTED, Remark
from sar.matching.fuel_stops import REFUEL_MINUTES
from sar.matching.question import Question, Scene, Want
from sar.matching.ranking import match
from sar.matching.words import Verdict
from tests.given.candidates import minutes, seen_with
from tests.pure.matching.test_ranking import DATUM, LAMPEDUSA, LUQA, T0, candidate

ITALYS_SEA = LatLon(35.4, 12.6)
GENOA = LatLon(44.41, 8.85)
KN = 145.0
"""Of the helicopter, whose radius of action is 150 nm."""


def asked(scene: Scene | None = None) -> Question:
    where = scene or Scene(place=DATUM)
    return Question(
        asker="ITA",
        want=Want(),
        scene=where,
        setting=Setting(Situation.MARITIME, None, where.place),
        directory=UNLISTED,
        now=T0,
    )


def helicopter(place: LatLon, *, party: str = "ITA", number: int = 1) -> Candidate:
    return seen_with(candidate(number, "H1", party, place, notice=15), base=place)


def pump(place: LatLon, *, party: str = "ITA") -> Candidate:
    return candidate(9, "E3", party, place, notice=15)


def carried(scene: Scene | None, *fleet: Candidate) -> Match:
    """The one of them that goes nowhere by itself."""
    (found,) = [one for one in match(asked(scene), fleet) if one.candidate.carried]
    return found


def coded(remarks: tuple[Remark, ...], code: str) -> list[Remark]:
    return [one for one in remarks if one.code == code]


@pytest.mark.parametrize(
    ("carrier", "conditions"),
    [
        ("H1", {"icing": True}),
        ("H1", {"wind_kn": 70.0}),
        ("S4", {"sea_state": 8}),
        ("S9", {"ice": True}),
    ],
)
def test_what_the_weather_keeps_at_home_carries_nothing(
    carrier: str, conditions: dict[str, float]
) -> None:
    unit = candidate(1, carrier, "ITA", LAMPEDUSA, notice=15)
    near = direct(LAMPEDUSA, 180, 20)
    assert carried(Scene(place=near), unit, pump(LAMPEDUSA)).rank == 2
    found = carried(Scene(place=near, **conditions), unit, pump(LAMPEDUSA))  # type: ignore[arg-type] # conditions of a scene
    assert (found.carrier, found.rank) == (None, None)


def test_who_cannot_work_in_the_dark_carries_nothing_into_it() -> None:
    unit = helicopter(LAMPEDUSA)
    dark = Scene(place=LatLon(36.0, 12.6))
    late = replace(asked(dark), now=T0.replace(hour=22))
    kind = unit.seen.type
    by_day = replace(kind, capabilities=kind.capabilities - {Capability.NIGHT})
    blind = seen_with(unit, type=by_day)
    for one, carries in ((unit, True), (blind, False)):
        (found,) = [m for m in match(late, [one, pump(LAMPEDUSA)]) if m.candidate.carried]
        assert (found.carrier is not None) is carries


def test_who_does_not_suit_the_need_itself_may_carry_what_does() -> None:
    want = Want(kinds=frozenset({Kind.EQUIPMENT}))
    matches = match(replace(asked(), want=want), [helicopter(LAMPEDUSA), pump(LAMPEDUSA)])
    found, unsuited = matches
    assert unsuited.judgement.verdict is Verdict.NOT_SUITED
    assert found.carrier is not None
    assert (found.judgement.verdict, found.rank) == (Verdict.ALLOWED, 1)


def test_an_own_pump_on_a_foreign_helicopter_is_asked_for_with_it() -> None:
    unit = helicopter(LAMPEDUSA, party="MLT")
    found = carried(None, unit, pump(LAMPEDUSA))
    assert found.judgement.verdict is Verdict.MAY_BE_ASKED
    (reason,) = coded(found.judgement.reasons, "not_named")
    assert reason.sentence.startswith(f"{unit.seen.name}: ")
    (remedy,) = coded(found.judgement.remedies, "ask_centre")
    assert remedy.params["party"] == "MLT"
    assert remedy.params["carrier_asset_id"] == str(unit.seen.id)


def test_borders_are_those_of_the_carriers_whole_way() -> None:
    unit = helicopter(LUQA, party="MLT")
    scene = Scene(place=ITALYS_SEA)
    found = carried(scene, unit, pump(LAMPEDUSA))
    assert found.judgement.verdict is Verdict.ENTRY_TO_BE_ASKED
    (entry,) = coded(found.judgement.reasons, "entry_by_request")
    (remedy,) = coded(found.judgement.remedies, "ask_entry")
    assert entry.params["territory"] == "ITA"
    assert 0 < entry.params["at_nm"] < 95
    assert entry.params["at_minutes"] == pytest.approx(
        15 + entry.params["at_nm"] / KN * 60, abs=0.2
    )
    assert remedy.sentence == f"{unit.seen.name}: MLT asks ITA for clearance (Annex 3.1.3)."


def test_its_own_party_asks_for_a_carrier_whatever_it_carries() -> None:
    off_tunisia = Scene(place=LatLon(35.7, 11.2))
    unit = helicopter(LAMPEDUSA)
    found = carried(off_tunisia, unit, pump(LAMPEDUSA, party="MLT"))
    (remedy,) = coded(found.judgement.remedies, "ask_entry")
    assert remedy.sentence == f"{unit.seen.name}: ITA asks TUN for clearance (Annex 3.1.3)."


def test_a_carrier_waits_at_a_border_before_the_pick_up_too() -> None:
    at_once = candidate(1, "H1", "MLT", LUQA, notice=0).notice
    outside = direct(LAMPEDUSA, 135, 14)
    unit = replace(helicopter(outside, party="MLT"), notice=at_once)
    found = carried(None, unit, replace(pump(LAMPEDUSA), notice=at_once))
    assert found.carrier is not None
    # Thirty minutes are the clearance clock's, at the border some two miles on.
    assert found.carrier.pick_up.off_minutes == pytest.approx(30 + 12 / KN * 60 + 10, abs=1.0)


def test_its_fuel_must_take_the_carrier_to_the_pick_up() -> None:
    scene = Scene(place=direct(GENOA, 200, 40))
    assert carried(scene, helicopter(LAMPEDUSA), pump(GENOA)).carrier is None
    new_york, beside = LatLon(40.5, -73.5), Scene(place=LatLon(40.0, -73.0))
    nomad = seen_with(helicopter(LAMPEDUSA), base=None)
    assert carried(beside, nomad, pump(new_york)).carrier is None


def test_pick_up_scene_and_way_home_are_flown_on_one_tank() -> None:
    base, lies = LAMPEDUSA, direct(LAMPEDUSA, 180, 100)
    unit = helicopter(base)
    onward = carried(Scene(place=direct(base, 180, 140)), unit, pump(lies))
    assert onward.carrier is not None
    assert onward.carrier.refuels_at == ()
    aside = carried(Scene(place=direct(lies, 90, 100)), unit, pump(lies))
    assert aside.carrier is not None
    assert [one.place for one in aside.carrier.refuels_at] == [base]
    assert carried(Scene(place=direct(lies, 90, 130)), unit, pump(lies)).carrier is None


def test_a_carrier_takes_fuel_where_it_picks_up_at_a_base_of_its_party() -> None:
    lies = direct(LAMPEDUSA, 180, 200)
    scene = direct(lies, 180, 120)
    unit = helicopter(LAMPEDUSA)
    assert carried(Scene(place=scene), unit, pump(lies)).carrier is None
    repaired = replace(helicopter(lies, number=2), free=0)
    found = carried(Scene(place=scene), unit, repaired, pump(lies))
    assert found.carrier is not None
    assert found.carrier.carrier.seen.id == unit.seen.id
    (base,) = found.carrier.refuels_at
    assert base.place == lies
    flown = (200 + 120) / KN * 60
    assert minutes(found) == pytest.approx(15 + flown + REFUEL_MINUTES + LOADING_MINUTES, rel=1e-3)
    assert coded(found.judgement.reasons, "refuels_on_the_way")


def test_a_carrier_takes_fuel_on_the_way_to_the_scene() -> None:
    base = direct(LAMPEDUSA, 180, 140)
    scene = direct(base, 180, 100)
    unit, other = helicopter(LAMPEDUSA), replace(helicopter(base, number=2), free=0)
    assert carried(Scene(place=scene), unit, pump(LAMPEDUSA)).carrier is None
    found = carried(Scene(place=scene), unit, other, pump(LAMPEDUSA))
    assert found.carrier is not None
    assert [one.place for one in found.carrier.refuels_at] == [base]
    assert minutes(found) == pytest.approx(
        15 + LOADING_MINUTES + 240 / KN * 60 + REFUEL_MINUTES, rel=1e-3
    )


def test_a_vessel_carries_no_further_than_its_fuel_takes_it() -> None:
    boat = candidate(1, "S4", "ITA", LAMPEDUSA, notice=15)
    assert boat.seen.figures.range_nm is not None
    within = direct(LAMPEDUSA, 180, boat.seen.figures.range_nm - 1.0)
    beyond = direct(LAMPEDUSA, 180, boat.seen.figures.range_nm + 1.0)
    assert carried(Scene(place=within), boat, pump(LAMPEDUSA)).carrier is not None
    assert carried(Scene(place=beyond), boat, pump(LAMPEDUSA)).carrier is None


def test_a_carrier_that_does_not_reach_what_drifts_yet_waits_at_the_pick_up_until_it_does() -> None:
    lies = direct(DATUM, 0, 160)
    scene = Scene(place=DATUM, drift=given_drift(0, 4.0))
    found = carried(scene, pump(lies), helicopter(lies))
    assert found.carrier is not None
    assert found.carrier.approach.waits_for_reach
    assert minutes(found) == pytest.approx(10 / 4 * 60, abs=1.0), "ten miles too far"
    assert "waits_for_reach" in {reason.code for reason in found.judgement.reasons}
    away = Scene(place=DATUM, drift=given_drift(180, 4.0))
    assert carried(away, pump(lies), helicopter(lies)).carrier is None
