"""Entry where nothing is agreed: the table of place, unit, purpose and kind of work."""

from datetime import date
from itertools import product

import pytest

from sar.agreements.clauses import UnitPlain
from sar.agreements.clearance_law import (
    BY_RIGHT,
    HIGH_SEAS,
    NOTE_SOURCES,
    OWN,
    THROUGH,
    WITHOUT_LEAVE,
    ClearanceRuling,
    Ground,
    Purpose,
    UnitNote,
    by_law,
    mode_sent,
    needs_leave,
    unit_note,
)
from sar.agreements.words import AT_SEA, AssetService, ClearanceMode, Kind, Situation
from sar.geo.territory import UNDETERMINED, UNDETERMINED_BEYOND
from sar.parties.assistance_word import AssistanceAsks, AssistanceWord

SHIP, AIRCRAFT = UnitPlain(Kind.VESSEL, "M2"), UnitPlain(Kind.AIRCRAFT, "H1")
S, A = Situation, AssetService
DISTRESS = Purpose(situation=S.MARITIME, known_position=True)
DITCHED = Purpose(situation=S.AERONAUTICAL, known_position=True)
"""To people in a ditched aircraft: UNCLOS 18(2) names persons, ships or aircraft in danger."""
TO_PEOPLE = AT_SEA | {S.AERONAUTICAL}
WORD = AssistanceWord(
    state=AssistanceAsks.NOTICE,
    military=AssistanceAsks.REQUEST,
    source="Maritime Code, article 5",
    dated_on=date(2019, 3, 1),
)


def law(
    unit: UnitPlain, purpose: Purpose, *, territory: str = "ITA", opportune: bool = False
) -> ClearanceRuling:
    return by_law(unit, territory, purpose, opportune=opportune)


@pytest.mark.parametrize(
    ("situation", "code", "instrument"),
    [
        (S.MARITIME, "entry_by_request", "SAR Convention, Annex 3.1.3"),
        (S.MASS_RESCUE, "entry_by_request", "SAR Convention, Annex 3.1.3"),
        (S.MEDICAL_EVACUATION, "entry_by_request", "SAR Convention, Annex 3.1.3"),
        (S.AERONAUTICAL, "entry_aeronautical", "Chicago Convention 25; Annex 12"),
        (S.POLLUTION, "entry_by_consent", "OPRC 1990"),
        (S.NATURAL_DISASTER, "entry_by_consent", "UN General Assembly resolution 46/182"),
        (S.LAND, "entry_by_consent", "House rule"),
        (S.BORDER_EMERGENCY, "entry_by_consent", "House rule"),
        (S.CAPACITY_BUILDING, "entry_by_consent", "House rule"),
    ],
)
def test_each_kind_of_work_cites_what_speaks_of_it(
    situation: Situation, code: str, instrument: str
) -> None:
    found = law(AIRCRAFT, Purpose(situation=situation))
    assert (found.mode, found.code) == (ClearanceMode.REQUEST, code)
    assert found.source.startswith(instrument)


def test_the_sar_convention_is_cited_for_people_in_distress_at_sea_alone() -> None:
    for situation, kind, ground, known in product(Situation, Kind, Ground, (True, False)):
        purpose = Purpose(situation=situation, ground=ground, known_position=known)
        found = law(UnitPlain(kind, "X"), purpose)
        assert ("SAR Convention" in found.source) is (situation in AT_SEA)


@pytest.mark.parametrize(
    ("unit", "purpose", "code"),
    [
        (SHIP, DISTRESS, "entry_known_position"),
        (SHIP, DITCHED, "entry_known_position"),
        # Aircraft ask by the law of the air.
        (AIRCRAFT, DITCHED, "entry_aeronautical"),
        (SHIP, Purpose(situation=S.AERONAUTICAL), "entry_aeronautical"),
        # To search is always asked for.
        (SHIP, Purpose(situation=S.MARITIME), "entry_by_request"),
        # Ports and internal waters are no territorial sea, and aircraft have no such passage.
        (
            SHIP,
            Purpose(situation=S.MARITIME, known_position=True, ground=Ground.INSHORE),
            "entry_by_request",
        ),
        (
            SHIP,
            Purpose(situation=S.MARITIME, known_position=True, ground=Ground.LAND),
            "entry_by_request",
        ),
        (AIRCRAFT, DISTRESS, "entry_by_request"),
        (UnitPlain(Kind.TEAM, "T1"), DISTRESS, "entry_by_request"),
        (SHIP, Purpose(situation=S.POLLUTION, known_position=True), "entry_by_consent"),
    ],
)
def test_a_vessel_that_goes_to_a_known_position_tells_and_asks_at_once(
    unit: UnitPlain, purpose: Purpose, code: str
) -> None:
    found = law(unit, purpose)
    assert (found.mode, found.code) == (ClearanceMode.REQUEST, code)


def test_nobody_but_a_ship_goes_in_unasked() -> None:
    """A unit that is not a vessel asks wherever it enters; a vessel in passage, and a merchant ship
    that assists, ask nobody. Beyond 12 nm of any coast a merchant ship that searches is told of, as
    every unit is."""
    everything = product(Situation, Kind, Ground, (True, False), (True, False), (True, False))
    for situation, kind, ground, at_scene, known, opportune in everything:
        purpose = Purpose(
            situation=situation, at_scene=at_scene, ground=ground, known_position=known
        )
        for territory in ("ITA", UNDETERMINED, UNDETERMINED_BEYOND):
            found = law(UnitPlain(kind, "X"), purpose, territory=territory, opportune=opportune)
            passes = not at_scene and ground is Ground.SEA
            assists = known and situation in TO_PEOPLE
            if kind is Kind.VESSEL and opportune and at_scene:
                assert found.code.startswith("assistance") is assists
            beyond = territory == UNDETERMINED_BEYOND and at_scene
            merchant = opportune and (assists or not beyond)
            free = kind is Kind.VESSEL and (merchant or passes)
            assert (found.mode is None) is free
            told = territory == UNDETERMINED_BEYOND and not (kind is Kind.VESSEL and not at_scene)
            if told and not free:
                assert found.mode is ClearanceMode.NOTIFY


@pytest.mark.parametrize("ground", Ground)
def test_internal_waters_and_ports_are_no_territorial_sea(ground: Ground) -> None:
    """Neither to pass through nor for ships that assist, whose hailing centre asks."""
    at_sea = ground is Ground.SEA
    there = Purpose(situation=S.MARITIME, ground=ground, known_position=True)
    passing = Purpose(situation=S.MARITIME, ground=ground, at_scene=False)
    assist = law(SHIP, there, opportune=True)
    assert assist.code == ("assistance_told" if at_sea else "assistance_inshore")
    assert law(SHIP, passing).code == ("passes_through" if at_sea else "entry_internal_waters")
    merchant = law(SHIP, passing, opportune=True)
    assert merchant.code == ("passes_through" if at_sea else "passes_internal_waters")


@pytest.mark.parametrize(
    ("purpose", "code"),
    [
        (DISTRESS, "assistance_told"),
        (Purpose(situation=S.MARITIME), "hailed_to_work"),
        (Purpose(situation=S.POLLUTION, known_position=True), "hailed_to_work"),
        (Purpose(situation=S.CAPACITY_BUILDING), "hailed_to_work"),
        (DITCHED, "assistance_told"),
        (Purpose(situation=S.AERONAUTICAL), "hailed_to_work"),
    ],
)
def test_a_ship_of_opportunity_assists_people_whose_position_is_known_alone(
    purpose: Purpose, code: str
) -> None:
    """UNCLOS 18(2) and 98 speak of people in danger, not of a search nor of other work."""
    assert law(SHIP, purpose, opportune=True).code == code


def test_a_vessel_to_a_ditched_aircraft_is_let_in_by_the_law_of_the_air() -> None:
    """The SAR Convention speaks of maritime casualties alone (Annex 3.1.2)."""
    assert law(SHIP, DITCHED).source == law(AIRCRAFT, DITCHED).source
    assert law(SHIP, DITCHED, opportune=True).source == "UNCLOS 18(2), 98; SOLAS V/33"


@pytest.mark.parametrize("situation", Situation)
def test_what_is_cited_follows_the_work_where_waters_are_not_determined_too(
    situation: Situation,
) -> None:
    there = Purpose(situation=situation)
    found = law(AIRCRAFT, there, territory=UNDETERMINED)
    assert found.source == law(AIRCRAFT, there).source


@pytest.mark.parametrize(
    ("kind", "service", "mode", "note"),
    [
        (Kind.AIRCRAFT, A.CIVIL, "request", None),
        (Kind.AIRCRAFT, A.STATE, "request", UnitNote.STATE_AIRCRAFT),
        (Kind.AIRCRAFT, A.MILITARY, "request", UnitNote.STATE_AIRCRAFT),
        (Kind.AIRCRAFT, None, "request", None),
        (Kind.UNCREWED, A.CIVIL, "request", UnitNote.UNCREWED),
        (Kind.UNCREWED, None, "notify", UnitNote.UNCREWED),
        (Kind.VESSEL, A.MILITARY, "request", None),
        (Kind.VESSEL, A.MILITARY, None, UnitNote.MILITARY_PASSES),
        (Kind.VESSEL, A.STATE, None, None),
        (Kind.TEAM, A.MILITARY, "request", None),
    ],
)
def test_the_law_adds_a_word_for_some_units(
    kind: Kind, service: AssetService | None, mode: str | None, note: UnitNote | None
) -> None:
    made = ClearanceRuling(
        mode=ClearanceMode(mode) if mode else None,
        code="passes_through" if mode is None else "entry_by_request",
    )
    assert unit_note(UnitPlain(kind, "X", service), made) == note


ASKED_BY_WHO_HAILS = {"assistance_inshore", "hailed_to_work", "passes_internal_waters"}


def test_leave_is_needed_where_the_ruling_asks_and_nowhere_else() -> None:
    """The rulings of law and clauses, by code; a State is told of all else at most."""
    ruled = {(ruling.code, ruling.mode) for ruling in (HIGH_SEAS, OWN, *THROUGH.values())}
    ruled |= {(f"entry_{mode}", mode) for mode in ClearanceMode}
    either = (True, False)
    for (situation, kind, ground), (known, at_scene, opportune), waters in product(
        list(product(Situation, Kind, Ground)),
        list(product(either, either, either)),
        ("ITA", UNDETERMINED, UNDETERMINED_BEYOND),
    ):
        purpose = Purpose(
            situation=situation, at_scene=at_scene, ground=ground, known_position=known
        )
        for unit, word in ((UnitPlain(kind, "X"), None), (UnitPlain(kind, "X", A.STATE), WORD)):
            found = by_law(unit, waters, purpose, opportune=opportune, word=word)
            ruled.add((found.code, found.mode))
    asking = {ClearanceMode.REQUEST, ClearanceMode.PROHIBITED}
    for code, mode in ruled:
        assert needs_leave(code) is (mode in asking or code in ASKED_BY_WHO_HAILS), code
    assert {code for code, _ in ruled} >= WITHOUT_LEAVE
    # A right that law gives is nobody's to take away; what a clause gives is.
    by_clause = {f"entry_{mode}" for mode in ClearanceMode}
    assert WITHOUT_LEAVE - by_clause == BY_RIGHT


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("passes_through", "notify"),
        ("transit_passage", "notify"),
        ("entry_notify", "notify"),
        ("entry_pre_cleared", "notify"),
        ("not_determined_told", "notify"),
        ("not_determined_asked", "request"),
        ("entry_request", "request"),
        ("entry_known_position", "request"),
        ("entry_prohibited", "request"),
    ],
)
def test_the_ruling_says_what_is_sent_unless_its_party_does(code: str, sent: str) -> None:
    assert mode_sent(code, None) == sent
    for mode in (ClearanceMode.NOTIFY, ClearanceMode.REQUEST):
        assert mode_sent(code, mode) is mode


def test_each_word_names_its_paragraph() -> None:
    assert set(NOTE_SOURCES) == set(UnitNote)


@pytest.mark.parametrize(
    ("service", "mode", "code"),
    [
        (A.STATE, ClearanceMode.NOTIFY, "assistance_on_notice"),
        (A.MILITARY, ClearanceMode.REQUEST, "assistance_on_request"),
        # It has said nothing of civil vessels, and what is not told is not covered.
        (A.CIVIL, ClearanceMode.REQUEST, "entry_known_position"),
        (None, ClearanceMode.REQUEST, "entry_known_position"),
    ],
)
def test_a_state_says_itself_what_it_asks_of_vessels_that_assist(
    service: AssetService | None, mode: ClearanceMode, code: str
) -> None:
    found = by_law(
        UnitPlain(Kind.VESSEL, "S5", service), "LBY", DISTRESS, opportune=False, word=WORD
    )
    assert (found.mode, found.code) == (mode, code)
    assert ("own word: Maritime Code, article 5, 2019-03-01" in found.source) is (
        code.startswith("assistance_on")
    )
    assert needs_leave(found.code) is (mode is ClearanceMode.REQUEST)


def test_its_word_opens_nothing_that_is_not_its_to_open_and_takes_no_right_away() -> None:
    """It speaks of vessels that go to people in distress at sea whose position is known, in its
    territorial sea: all else is as it is without, whatever it says."""
    words = [
        AssistanceWord(
            civil=asks, state=asks, military=asks, source="A law", dated_on=date(2019, 3, 1)
        )
        for asks in AssistanceAsks
    ]
    everything = product(
        *(Situation, Kind, Ground, (None, *AssetService)),
        *((True, False), (True, False), (True, False), words),
    )
    spoken = 0
    for situation, kind, ground, service, at_scene, known, opportune, word in everything:
        purpose = Purpose(
            situation=situation, at_scene=at_scene, ground=ground, known_position=known
        )
        unit = UnitPlain(kind, "X", service)
        for territory in ("LBY", UNDETERMINED, UNDETERMINED_BEYOND):
            without = by_law(unit, territory, purpose, opportune=opportune)
            found = by_law(unit, territory, purpose, opportune=opportune, word=word)
            if found != without:
                spoken += 1
                assert without.code == "entry_known_position"
                assert (kind, ground, territory) == (Kind.VESSEL, Ground.SEA, "LBY")
                assert found.mode is not None, "a word is said in any case"
    assert spoken == len(TO_PEOPLE) * len(AssetService) * len(words)
