"""The mode of clearance by which a unit enters another State's territory."""

from typing import Any

import pytest

from sar.agreements.clauses import Setting, TermPlain, UnitPlain
from sar.agreements.clearance_law import ClearanceRuling, Ground
from sar.agreements.clearance_mode import clearance_needed
from sar.agreements.term_document import ClearanceClause
from sar.agreements.words import (
    AssetService,
    ClauseKind,
    ClearanceMode,
    Kind,
    Phase,
    Sensor,
    Situation,
)
from sar.geo.areas import parse_area
from sar.geo.position import LatLon
from sar.geo.straits import FREE, Regime
from sar.geo.territory import UNDETERMINED, UNDETERMINED_BEYOND
from tests.pure.agreements.plain import NOW, articles, term
from tests.world import box

SCENE = Setting(Situation.MARITIME, Phase.DISTRESS, LatLon(35.4, 12.6))
EVERYTHING = list(Kind)
CHARACTER = {"service", "armed", "sensors"}


def ruling(*terms: TermPlain, kind: Kind = Kind.AIRCRAFT, **asked: Any) -> ClearanceRuling:
    """The ruling for a Maltese unit that enters Italy."""
    usual: dict[str, Any] = {
        "territory": "ITA",
        "entering": "MLT",
        "setting": SCENE,
        "now": NOW,
    }
    unit = UnitPlain(kind, "H1", **{n: asked.pop(n) for n in CHARACTER & set(asked)})
    return clearance_needed(terms, unit=unit, **(usual | asked))


def clause(mode: str, *kinds: ClauseKind, **fields: Any) -> ClearanceClause:
    return ClearanceClause(mode=ClearanceMode(mode), kinds=kinds, **fields)


@pytest.mark.parametrize("kind", EVERYTHING)
def test_beyond_any_territorial_sea_nobody_asks_anybody(kind: Kind) -> None:
    forbidding = term(entry=(clause("prohibited"),))
    found = ruling(forbidding, kind=kind, territory=None)
    assert (found.mode, found.code) == (None, "high_seas")


@pytest.mark.parametrize("kind", EVERYTHING)
def test_at_home_nobody_asks(kind: Kind) -> None:
    assert ruling(kind=kind, territory="MLT").code == "own_territory"


ASKS, TELLS = ClearanceMode.REQUEST, ClearanceMode.NOTIFY


@pytest.mark.parametrize(
    ("where", "kind", "entering", "at_scene", "mode", "code"),
    [
        # A State's rescue vessel asks where it works (Annex 3.1.3), not where it only passes.
        ("ITA", Kind.VESSEL, "MLT", True, ASKS, "entry_by_request"),
        ("ITA", Kind.VESSEL, "MLT", False, None, "passes_through"),
        # A ship of opportunity that searches: who hails it asks.
        ("ITA", Kind.VESSEL, "", True, None, "hailed_to_work"),
        ("ITA", Kind.VESSEL, "", False, None, "passes_through"),
        ("ITA", Kind.AIRCRAFT, "MLT", True, ASKS, "entry_by_request"),
        ("ITA", Kind.AIRCRAFT, "MLT", False, ASKS, "entry_by_request"),
        ("ITA", Kind.TEAM, "MLT", True, ASKS, "entry_by_request"),
        # Nobody can say whose waters these are.
        (UNDETERMINED, Kind.VESSEL, "MLT", True, ASKS, "not_determined_asked"),
        (UNDETERMINED, Kind.VESSEL, "MLT", False, None, "passes_through"),
        (UNDETERMINED, Kind.VESSEL, "", True, None, "hailed_to_work"),
        (UNDETERMINED, Kind.AIRCRAFT, "MLT", False, ASKS, "not_determined_asked"),
        (UNDETERMINED_BEYOND, Kind.VESSEL, "MLT", True, TELLS, "not_determined_told"),
        (UNDETERMINED_BEYOND, Kind.VESSEL, "", True, TELLS, "not_determined_told"),
        (UNDETERMINED_BEYOND, Kind.AIRCRAFT, "MLT", True, TELLS, "not_determined_told"),
    ],
)
def test_where_nothing_is_agreed(
    where: str,
    kind: Kind,
    entering: str,
    at_scene: bool,
    mode: ClearanceMode | None,
    code: str,
) -> None:
    agreed = term(entry=(clause("pre_cleared"),), grantor="TUN")
    found = ruling(agreed, territory=where, kind=kind, entering=entering, at_scene=at_scene)
    assert (found.mode, found.code) == (mode, code)


@pytest.mark.parametrize("kind", EVERYTHING)
@pytest.mark.parametrize("where", ["ITA", UNDETERMINED, UNDETERMINED_BEYOND])
@pytest.mark.parametrize(
    ("through", "code"),
    [(Regime.TRANSIT, "transit_passage"), (Regime.SEA_LANES, "sea_lanes_passage")],
)
def test_who_only_goes_through_a_strait_freely_asks_nobody(
    through: Regime, code: str, where: str, kind: Kind
) -> None:
    forbidding = term(entry=(clause("prohibited"),))
    for terms in ((), (forbidding,)):
        passing = ruling(*terms, territory=where, kind=kind, at_scene=False, through=through)
        assert (passing.mode, passing.code) == (None, code)
        working = ruling(*terms, territory=where, kind=kind, through=through)
        assert working == ruling(*terms, territory=where, kind=kind)


@pytest.mark.parametrize("through", [one for one in Regime if one not in FREE])
@pytest.mark.parametrize("kind", EVERYTHING)
def test_through_other_straits_it_is_as_through_any_territorial_sea(
    through: Regime, kind: Kind
) -> None:
    """No overflight of Messina or the Turkish Straits: aircraft ask."""
    found = ruling(kind=kind, at_scene=False, through=through)
    assert found == ruling(kind=kind, at_scene=False)
    assert (found.mode is None) == (kind is Kind.VESSEL)


@pytest.mark.parametrize(
    ("mode", "landing", "code"),
    [
        ("pre_cleared", False, "entry_landing"),
        ("notify", False, "entry_landing"),
        ("request", False, "entry_request"),
        ("prohibited", False, "entry_prohibited"),
        ("pre_cleared", True, "entry_pre_cleared"),
        ("notify", True, "entry_notify"),
    ],
)
def test_ashore_and_in_ports_nothing_is_allowed_unasked_unless_the_clause_says_so(
    mode: str, landing: bool, code: str
) -> None:
    agreed = term(entry=(clause(mode, landing=landing),))
    assert ruling(agreed, ground=Ground.LAND).code == code
    inshore = code.replace("landing", "inshore")
    assert ruling(agreed, ground=Ground.INSHORE).code == inshore
    assert ruling(agreed).code == f"entry_{mode}"


@pytest.mark.parametrize("kind", EVERYTHING)
def test_everything_is_asked_for_where_nothing_is_agreed(kind: Kind) -> None:
    found = ruling(kind=kind)
    assert (found.mode, found.code) == (ClearanceMode.REQUEST, "entry_by_request")
    assert found.source == "SAR Convention, Annex 3.1.3-3.1.4"


def test_a_clause_says_how() -> None:
    notify = clause("notify", ClauseKind.AIRCRAFT, lead_minutes=30, contact="ACC Roma")
    found = ruling(term("Art. 9", entry=(notify,)))
    assert (found.mode, found.code) == (ClearanceMode.NOTIFY, "entry_notify")
    assert (found.lead_minutes, found.contact) == (30, "ACC Roma")
    assert found.source == "Art. 9 of MED, version 1"
    assert ruling(term(entry=(notify,)), kind=Kind.VESSEL).code == "entry_by_request"


def test_the_grantor_is_the_state_that_is_entered() -> None:
    free = clause("pre_cleared")
    assert ruling(term(grantor="ITA", entry=(free,))).mode is ClearanceMode.PRE_CLEARED
    assert ruling(term(grantor="MLT", entry=(free,))).mode is ClearanceMode.REQUEST


def test_among_several_prohibited_wins_and_else_the_least_formality() -> None:
    terms = [
        term("ask", ordinal=1, entry=(clause("request", lead_minutes=10),)),
        term("late", ordinal=2, entry=(clause("notify", lead_minutes=60),)),
        term("soon", ordinal=3, entry=(clause("notify", lead_minutes=15),)),
    ]
    found = ruling(*terms)
    assert found.winner is not None
    assert found.winner.article == "soon"
    assert articles(found.losers) == ["ask", "late"]
    free = term("free", ordinal=4, entry=(clause("pre_cleared"),))
    shut = term("shut", ordinal=5, entry=(clause("prohibited"),))
    assert ruling(*terms, free).mode is ClearanceMode.PRE_CLEARED
    assert ruling(*terms, free, shut).mode is ClearanceMode.PROHIBITED


def test_precedence_beats_prohibition() -> None:
    shut = term(agreement="OLD", entry=(clause("prohibited"),))
    special = term(agreement="NEW", prevails_over=frozenset({"OLD"}), entry=(clause("notify"),))
    assert ruling(shut, special).mode is ClearanceMode.NOTIFY


def test_within_a_term_a_clause_that_names_the_kind_goes_before_the_one_for_all() -> None:
    both = term(
        entry=(clause("pre_cleared"), clause("request", ClauseKind.UNCREWED, lead_minutes=60))
    )
    assert ruling(both).mode is ClearanceMode.PRE_CLEARED
    assert ruling(both, kind=Kind.UNCREWED).mode is ClearanceMode.REQUEST


def test_zones_types_and_phases_are_asked_about_the_scene() -> None:
    free = (clause("pre_cleared"),)
    near, far = parse_area(box(12, 35, 13, 36)), parse_area(box(20, 35, 21, 36))
    assert ruling(term(entry=free, zone=near)).mode is ClearanceMode.PRE_CLEARED
    assert ruling(term(entry=free, zone=far)).mode is ClearanceMode.REQUEST
    assert ruling(term(entry=free, excluded_types=("H1",))).mode is ClearanceMode.REQUEST
    assert ruling(term(entry=free, phases=(Phase.ALERT,))).mode is ClearanceMode.REQUEST


CIVIL_ONLY = clause("pre_cleared", services=(AssetService.CIVIL, AssetService.STATE))


@pytest.mark.parametrize(
    ("let_in", "unit", "unlike"),
    [
        (CIVIL_ONLY, {"service": AssetService.CIVIL}, None),
        (CIVIL_ONLY, {"service": AssetService.MILITARY}, ("it is military",)),
        # What is not told keeps a clause from holding.
        (CIVIL_ONLY, {}, ("its service is not told",)),
        (clause("notify", unarmed=True), {"armed": False}, None),
        (clause("notify", unarmed=True), {"armed": True}, ("it is armed",)),
        (clause("notify", unarmed=True), {}, ("whether it is armed is not told",)),
        (
            clause("notify", excluded_sensors=(Sensor.SIGNALS,)),
            {"sensors": frozenset({Sensor.INFRARED})},
            None,
        ),
        (
            clause("notify", excluded_sensors=(Sensor.SIGNALS, Sensor.INFRARED)),
            {"sensors": frozenset({Sensor.INFRARED})},
            ("it carries infrared",),
        ),
        (
            clause("notify", unarmed=True, excluded_sensors=(Sensor.SIGNALS,)),
            {"armed": True},
            ("it is armed", "its sensors are not told"),
        ),
    ],
)
def test_a_clause_holds_for_the_units_that_it_names(
    let_in: ClearanceClause, unit: dict[str, Any], unlike: tuple[str, ...] | None
) -> None:
    found = ruling(term("Art. 9", entry=(let_in,)), **unit)
    if unlike is None:
        assert found.code == f"entry_{let_in.mode}"
        return
    assert (found.mode, found.code) == (ClearanceMode.REQUEST, "entry_not_covered")
    assert found.unlike == unlike
    assert articles(found.losers) == ["Art. 9"]
    assert found.source == "SAR Convention, Annex 3.1.3-3.1.4"


def test_the_clause_that_says_the_most_about_a_unit_goes_before_one_for_all() -> None:
    shut = clause("prohibited", services=(AssetService.MILITARY,))
    both = term(entry=(clause("pre_cleared"), shut))
    assert ruling(both, service=AssetService.MILITARY).mode is ClearanceMode.PROHIBITED
    assert ruling(both, service=AssetService.CIVIL).mode is ClearanceMode.PRE_CLEARED
    open_ = clause("pre_cleared", services=(AssetService.CIVIL,))
    other = term(entry=(clause("prohibited"), open_))
    assert ruling(other, service=AssetService.CIVIL).mode is ClearanceMode.PRE_CLEARED
    assert ruling(other).mode is ClearanceMode.PROHIBITED


@pytest.mark.parametrize("mode", ClearanceMode)
def test_no_clause_on_entry_takes_passage_away(mode: ClearanceMode) -> None:
    agreed = term(entry=(clause(mode, lead_minutes=120),))
    passing = ruling(agreed, kind=Kind.VESSEL, at_scene=False)
    assert (passing.mode, passing.code) == (None, "passes_through")
    assert ruling(agreed, kind=Kind.VESSEL).mode is mode
    # An aircraft has no such passage, nor a vessel in internal waters: the clause governs.
    assert ruling(agreed, kind=Kind.AIRCRAFT, at_scene=False).mode is mode
    inside = ruling(
        term(entry=(clause(mode, landing=True),)),
        kind=Kind.VESSEL,
        at_scene=False,
        ground=Ground.INSHORE,
    )
    assert inside.mode is mode


def test_a_vessel_in_passage_needs_no_clause_that_holds_for_it() -> None:
    found = ruling(
        term(entry=(CIVIL_ONLY,)),
        kind=Kind.VESSEL,
        service=AssetService.MILITARY,
        at_scene=False,
    )
    assert (found.mode, found.code) == (None, "passes_through")


def test_the_clause_on_helicopters_goes_before_that_on_aircraft() -> None:
    let_in = clause("pre_cleared", ClauseKind.HELICOPTER)
    asked = clause("request", ClauseKind.AIRCRAFT, lead_minutes=60)
    both = term(entry=(asked, let_in))

    def mode(kind: Kind, narrow: ClauseKind) -> ClearanceMode | None:
        unit = UnitPlain(kind, "X1", narrow=narrow)
        found = clearance_needed(
            [both], unit=unit, territory="ITA", entering="MLT", setting=SCENE, now=NOW
        )
        return found.mode

    assert mode(Kind.AIRCRAFT, ClauseKind.HELICOPTER) is ClearanceMode.PRE_CLEARED
    assert mode(Kind.AIRCRAFT, ClauseKind.AEROPLANE) is ClearanceMode.REQUEST
