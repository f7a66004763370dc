"""Every reason for and against an asset is given at once, with what it rests on and its remedy."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from shapely.geometry import MultiPolygon, box

from sar.agreements.clauses import Basis, Setting, TermPlain
from sar.agreements.clearance_law import ClearanceRuling
from sar.agreements.term_document import ClearanceClause
from sar.agreements.terms import RequestRuling
from sar.agreements.versions import VersionInstants
from sar.agreements.words import (
    AssetService,
    ClauseKind,
    ClearanceMode,
    Kind,
    Phase,
    Situation,
    Visibility,
)
from sar.assets.availability import NoticeDue, NoticeFor, Ready, ReadyWhy, Window
from sar.assets.catalogue import type_of
from sar.assets.seen import PlaceFrom, SeenAsset, SeenShip, SeenThing
from sar.assets.words import Readiness
from sar.geo.declared import DeclaredWaters, LimitKind, LimitPlain
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.state_names import StateNames
from sar.geo.straits import strait_at
from sar.geo.territory import UNDETERMINED
from sar.geo.waters import WhoseWaters
from sar.incidents.drift import given_drift
from sar.matching.borders import (
    Border,
    Coming,
    Entering,
    borders,
    comings,
    gate,
    passed,
    scene_waters,
)
from sar.matching.candidate import Candidate, asset_candidate, radius_nm, ship_candidate
from sar.matching.candidate_route import Route
from sar.matching.eligibility import Judgement, Rulings, judge
from sar.matching.findings import Binds, Citation, DirectoryFacts, instrument
from sar.matching.helping import AskedWork
from sar.matching.intercept import Approach
from sar.matching.question import Question, Region, Scene, Want
from sar.matching.ranking import match
from sar.matching.rulings import _shared
from sar.matching.time_to_scene import TimeToScene
from sar.matching.words import NeedUnit, Verdict
from tests.given.candidates import seen_with

NOON = datetime(2026, 10, 11, 12, tzinfo=UTC)
HERE = LatLon(35, 12)
SCENE = LatLon(34.3, 12.7)
SETTING = Setting(Situation.MARITIME, Phase.DISTRESS, HERE)
BASIS = Basis("SAR-ITA-MLT", 2, "Art. 8(2)", UUID(int=77))
OTHER = Basis("SAR-MED", 1, "Art. 3", UUID(int=78))
HIGH_SEAS = ClearanceRuling(mode=None, code="high_seas", source="UNCLOS 58(1), 87")
NAMED = RequestRuling(allowed=True, winner=BASIS, source=BASIS.label)
TREATIES = {
    "ITA": {"SAR 1979": "party", "SAR 2004 amendments": "accepted", "SOLAS 1974": "party"},
    "MLT": {"SAR 1979": "party", "SAR 2004 amendments": "not_accepted", "SOLAS 1974": "party"},
    "TUN": {"SAR 1979": "not_party"},
}
NAMES = StateNames({"ITA": "Italy", "MLT": "Malta", "TUN": "Tunisia"})
DIRECTORY = DirectoryFacts(treaties=TREATIES, names=NAMES)


ROME, VALLETTA = (
    Region(party, name, MultiPolygon([box(12.0, 33.0, 14.0, 36.0)]))
    for party, name in (("ITA", "MRCC Roma"), ("MLT", "RCC Malta"))
)


RESCUE_AT_SEA = AskedWork(is_rescue=True, at_sea=True)


def helicopter(party: str | None = "MLT", type_code: str = "H1") -> Candidate:
    asset_type = type_of(type_code)
    return Candidate(
        seen=SeenThing(
            id=UUID(int=1),
            party=party,
            name="Rescue 1",
            type=asset_type,
            figures=asset_type.figures,
            place=HERE,
            place_from=PlaceFrom.FIX,
        ),
        notice=NoticeDue(15, NoticeFor.DAY),
        ready=Ready(True, ReadyWhy.AVAILABLE),
    )


def ruled(
    candidate: Candidate | None = None,
    want: Want | None = None,
    scene: Scene | None = None,
    *,
    naming: RequestRuling | None = NAMED,
    entry: ClearanceRuling = HIGH_SEAS,
    way_nm: float | None = 60,
) -> Judgement:
    return judge(
        candidate or helicopter(),
        want or Want(),
        scene or Scene(place=HERE),
        Rulings(naming, entered(entry), work=RESCUE_AT_SEA),
        asker="ITA",
        directory=DIRECTORY,
        approach=away(candidate or helicopter(), way_nm),
        now=NOON,
    )


def entered(ruling: ClearanceRuling) -> tuple[Entering, ...]:
    """The ruling given for entering Tunisia at the scene; on the high seas nothing is entered."""
    if ruling.code == "high_seas":
        return ()
    return (Entering(Border(WhoseWaters("TUN"), 60, at_scene=True), ruling),)


def away(candidate: Candidate, way_nm: float | None) -> Approach:
    """So many miles from a scene on the high seas; None: it is not known where."""
    if way_nm is None or candidate.seen.place is None or not candidate.seen.figures.response_kn:
        return Approach()
    route = Route((candidate.seen.place, SCENE), way_nm)
    time = TimeToScene(15, None, way_nm / candidate.seen.figures.response_kn * 60)
    return Approach(route, time, SCENE)


def codes(judgement: Judgement) -> list[str]:
    return [reason.code for reason in judgement.reasons]


def remedies(judgement: Judgement) -> list[str]:
    return [remedy.code for remedy in judgement.remedies]


def test_a_named_asset_on_the_high_seas_is_allowed_under_its_article() -> None:
    judgement = ruled()
    assert judgement.verdict is Verdict.ALLOWED
    assert codes(judgement) == ["named", "high_seas"]
    assert judgement.reasons[0].basis == Citation(Binds.BOTH, "SAR-ITA-MLT", 2, "Art. 8(2)")
    assert judgement.remedies == ()


SEAWARD = (
    "Seaward of any territorial sea known here: no State's leave is needed (UNCLOS 58(1), 87)."
)
ATS = "Tell the air traffic unit of the flight information region."


@pytest.mark.parametrize(
    ("type_code", "regions", "says"),
    [
        ("H1", 0, f"{SEAWARD} {ATS}"),
        ("H1", 1, f"{SEAWARD} {ATS} The scene lies in the region of MRCC Roma."),
        ("S1", 2, f"{SEAWARD} The scene lies in the region of MRCC Roma and RCC Malta."),
        ("S1", 0, SEAWARD),
    ],
)
def test_seaward_of_territorial_seas_nobody_is_asked_and_aircraft_tell(
    type_code: str, regions: int, says: str
) -> None:
    unit, holders = helicopter(type_code=type_code), (ROME, VALLETTA)[:regions]
    judgement = judge(
        unit,
        Want(),
        Scene(place=HERE),
        Rulings(NAMED, regions=holders),
        asker="ITA",
        directory=DIRECTORY,
        approach=away(unit, 60),
        now=NOON,
    )
    (reason,) = (one for one in judgement.reasons if one.code == "high_seas")
    assert reason.sentence == says
    assert [one["name"] for one in reason.params.get("regions", ())] == [
        one.name for one in holders
    ]


def test_the_flight_information_region_is_named_where_one_is_declared() -> None:
    around = MultiPolygon([box(HERE.lon - 1, HERE.lat - 1, HERE.lon + 1, HERE.lat + 1)])
    fir = LimitPlain("9", "MLT", LimitKind.FIR, "Malta FIR", "AIP", date(2020, 1, 2), around)
    zone = LimitPlain("8", "MLT", LimitKind.EEZ, "Malta EEZ", "Law", date(2020, 1, 2), around)
    scene = Scene(place=HERE, declared=DeclaredWaters.drawing([zone, fir]))
    for type_code, named in (("H1", True), ("S1", False)):
        unit = helicopter(type_code=type_code)
        judgement = judge(
            unit,
            Want(),
            scene,
            Rulings(NAMED),
            asker="ITA",
            directory=DIRECTORY,
            approach=away(unit, 60),
            now=NOON,
        )
        (reason,) = (one for one in judgement.reasons if one.code == "high_seas")
        told = "Malta FIR, declared by Malta (AIP, 2020-01-02)."
        assert reason.sentence.endswith(told) is named
        assert "EEZ" not in reason.sentence


def test_ones_own_asset_needs_nobody() -> None:
    own = RequestRuling(allowed=True, source="Its own asset")
    judgement = ruled(helicopter("ITA"), naming=own)
    assert judgement.verdict is Verdict.ALLOWED
    assert codes(judgement) == ["own_asset"]


def test_an_asset_that_no_term_names_may_be_asked_for() -> None:
    judgement = ruled(naming=RequestRuling(allowed=None, source="SAR Convention, Annex 3.1.7"))
    assert judgement.verdict is Verdict.MAY_BE_ASKED
    assert codes(judgement)[0] == "not_named"
    assert judgement.reasons[0].basis == Citation(
        Binds.BOTH, instrument="SAR Convention, Annex 3.1.7"
    )
    assert remedies(judgement) == ["ask_centre"]


def test_a_term_that_excludes_naming_never_stops_the_asking() -> None:
    refused = RequestRuling(allowed=False, winner=BASIS, losers=(OTHER,), source=BASIS.label)
    judgement = ruled(naming=refused)
    assert judgement.verdict is Verdict.MAY_BE_ASKED
    assert codes(judgement)[0] == "naming_excluded"
    assert judgement.reasons[0].params == {"lost": ["Art. 3 of SAR-MED, version 1"]}
    assert judgement.reasons[0].basis == Citation(Binds.BOTH, "SAR-ITA-MLT", 2, "Art. 8(2)")


def clause(mode: ClearanceMode, lead_minutes: int = 0, contact: str = "") -> ClearanceRuling:
    return ClearanceRuling(
        mode=mode,
        code=f"entry_{mode}",
        lead_minutes=lead_minutes,
        contact=contact,
        winner=BASIS,
        source=BASIS.label,
    )


@pytest.mark.parametrize(
    ("entry", "verdict", "clearance"),
    [
        (clause(ClearanceMode.PRE_CLEARED), Verdict.ALLOWED, None),
        (clause(ClearanceMode.NOTIFY, 20, "tower"), Verdict.AFTER_NOTICE, 20),
        (clause(ClearanceMode.REQUEST, 45, "authority"), Verdict.ENTRY_TO_BE_ASKED, 45),
        (clause(ClearanceMode.REQUEST), Verdict.ENTRY_TO_BE_ASKED, 30),
        (clause(ClearanceMode.PROHIBITED), Verdict.NOT_PERMITTED, None),
    ],
)
def test_the_clause_on_entry_governs(
    entry: ClearanceRuling, verdict: Verdict, clearance: int | None
) -> None:
    judgement = ruled(scene=Scene(place=HERE, territory="TUN"), entry=entry)
    assert judgement.verdict is verdict
    waits = gate(*entered(entry), limit_minutes=30)
    assert (waits and waits.clearance_minutes) == clearance
    reason = judgement.reasons[-1]
    assert (reason.code, reason.basis) == (
        entry.code,
        Citation(Binds.BOTH, "SAR-ITA-MLT", 2, "Art. 8(2)"),
    )
    assert bool(judgement.remedies) == (verdict is not Verdict.ALLOWED)


OWN_WORD = "That these are waters of Tunisia is your own word."


@pytest.mark.parametrize("territory", ["TUN", None])
def test_that_who_asks_alone_says_whose_waters_these_are_stands_in_the_sentence(
    territory: str | None,
) -> None:
    asks = clause(ClearanceMode.REQUEST)
    reason = ruled(scene=Scene(place=HERE, territory=territory), entry=asks).reasons[-1]
    assert (reason.params["territory_by"] == "the asker") is (territory is not None)
    assert (OWN_WORD in reason.sentence) is (territory is not None)


def test_so_it_does_of_units_of_that_state() -> None:
    judgement = judge(
        helicopter("TUN"),
        Want(),
        Scene(place=HERE, territory="TUN"),
        Rulings(NAMED),
        asker="ITA",
        directory=DIRECTORY,
        approach=away(helicopter("TUN"), 60),
        now=NOON,
    )
    (reason,) = (one for one in judgement.reasons if one.code == "own_territory")
    assert reason.sentence.endswith(OWN_WORD)


@pytest.mark.parametrize(
    ("entry", "says", "remedy"),
    [
        (
            clause(ClearanceMode.PRE_CLEARED, contact="The other centre is told on departure"),
            "Its entry is cleared in advance (The other centre is told on departure).",
            "Tell Tunisia as agreed: The other centre is told on departure.",
        ),
        (clause(ClearanceMode.PRE_CLEARED), "Its entry is cleared in advance.", None),
        (
            clause(ClearanceMode.NOTIFY, contact="Tunis ACC"),
            "Tunisia is notified before it enters (Tunis ACC).",
            "Notify Tunisia (Tunis ACC).",
        ),
        (
            clause(ClearanceMode.NOTIFY, 1),
            "Tunisia is notified 1 minute before it enters.",
            "Notify Tunisia.",
        ),
        (
            clause(ClearanceMode.REQUEST, 20),
            "Tunisia is asked for clearance, 20 minutes ahead.",
            "Malta asks Tunisia for clearance.",
        ),
    ],
)
def test_the_condition_of_a_clause_stands_in_the_verdict(
    entry: ClearanceRuling, says: str, remedy: str | None
) -> None:
    judgement = ruled(scene=Scene(place=HERE, territory="TUN"), entry=entry)
    assert judgement.reasons[-1].sentence == f"{says} {OWN_WORD}"
    assert [one.sentence.strip() for one in judgement.remedies] == ([remedy] if remedy else [])


def test_without_a_clause_entry_is_asked_by_the_units_own_party() -> None:
    by_law = ClearanceRuling(
        mode=ClearanceMode.REQUEST,
        code="entry_by_request",
        source="SAR Convention, Annex 3.1.3-3.1.4",
    )
    judgement = ruled(scene=Scene(place=HERE, territory="TUN"), entry=by_law)
    assert judgement.verdict is Verdict.ENTRY_TO_BE_ASKED
    assert judgement.reasons[-1].basis == Citation(
        Binds.ONE, instrument="SAR Convention, Annex 3.1.3-3.1.4"
    )
    assert judgement.remedies[-1].sentence.startswith("Malta asks Tunisia for clearance")


def test_a_ship_of_opportunity_asks_nobody_and_the_state_is_told() -> None:
    assists = ClearanceRuling(
        mode=None, code="assistance_told", source="UNCLOS 18(2), 98; SOLAS V/33"
    )
    judgement = ruled(
        helicopter("MLT", "S9"), scene=Scene(place=HERE, territory="TUN"), entry=assists
    )
    assert judgement.verdict is Verdict.ALLOWED
    assert judgement.reasons[-1].sentence.endswith(f"Tunisia is told at once. {OWN_WORD}")


@pytest.mark.parametrize(
    "code", ["assistance_told", "assistance_inshore", "hailed_to_work", "passes_internal_waters"]
)
@pytest.mark.parametrize(("scene_of", "own"), [("ITA", True), ("TUN", False)])
def test_a_ship_that_is_hailed_in_the_own_waters_tells_nobody(
    code: str, scene_of: str, own: bool
) -> None:
    law = ClearanceRuling(mode=None, code=code, source="UNCLOS 2, 18")
    border = Border(WhoseWaters(scene_of), 60, at_scene=True)
    judgement = judge(
        ship_candidate(SHIP, now=NOON),
        Want(),
        Scene(place=HERE),
        Rulings(None, (Entering(border, law),), work=RESCUE_AT_SEA),
        asker="ITA",
        directory=DIRECTORY,
        approach=away(helicopter(), 60),
        now=NOON,
    )
    said = {one.code: one.sentence for one in judgement.reasons}
    assert (code in said) is not own
    assert ("hailed_in_own_waters" in said) is own
    assert own is any("nobody else is asked or told" in one for one in said.values())


@pytest.mark.parametrize(
    ("code", "mode", "centres", "says", "verdict"),
    [
        (
            "not_determined_asked",
            ClearanceMode.REQUEST,
            (ROME,),
            "Whose waters these are is not determined here: MRCC Roma is asked.",
            Verdict.ENTRY_TO_BE_ASKED,
        ),
        (
            "not_determined_told",
            ClearanceMode.NOTIFY,
            (ROME, VALLETTA),
            "Whose waters these are is not determined here: MRCC Roma and RCC Malta are told.",
            Verdict.AFTER_NOTICE,
        ),
        (
            "not_determined_asked",
            ClearanceMode.REQUEST,
            (),
            "Whose waters these are is not determined here: the nearest centres are asked.",
            Verdict.ENTRY_TO_BE_ASKED,
        ),
        (
            "not_determined_asked",
            None,
            (VALLETTA,),
            "Whose waters these are is not determined here; they lie in the region of RCC Malta.",
            Verdict.ALLOWED,
        ),
        (
            "passes_through",
            None,
            (ROME,),
            "Whose waters these are is not determined here. It passes through without stopping:"
            " MRCC Roma may be told.",
            Verdict.ALLOWED,
        ),
        (
            "assistance_told",
            None,
            (ROME,),
            "Whose waters these are is not determined here: MRCC Roma is told.",
            Verdict.ALLOWED,
        ),
    ],
)
def test_where_waters_are_not_determined_the_regions_centres_are_named(
    code: str,
    mode: ClearanceMode | None,
    centres: tuple[Region, ...],
    says: str,
    verdict: Verdict,
) -> None:
    law = ClearanceRuling(mode=mode, code=code, source="SAR Convention, Annex 3.1.3-3.1.4")
    border = Border(WhoseWaters(UNDETERMINED), 60, at_scene=True)
    judgement = judge(
        helicopter(),
        Want(),
        Scene(place=HERE),
        Rulings(NAMED, (Entering(border, law, centres),)),
        asker="ITA",
        directory=DIRECTORY,
        approach=away(helicopter(), 60),
        now=NOON,
    )
    assert (judgement.reasons[-1].sentence, judgement.verdict) == (says, verdict)
    named = [one["name"] for one in judgement.reasons[-1].params["centres"]]
    assert named == [one.name for one in centres]


ITALY = LimitPlain("1", "ITA", LimitKind.TERRITORIAL_SEA, "L", "M.Z.N. 1", date(1998, 3, 5), HERE)
BY_ITALY = WhoseWaters("ITA", (ITALY,))
BY_TWO = WhoseWaters(UNDETERMINED, (ITALY, replace(ITALY, id="2", party="TUN")))
AGAINST = WhoseWaters(UNDETERMINED, (ITALY,), coast="GRC")
ASKED = "not_determined_asked"


@pytest.mark.parametrize(
    ("waters", "code", "mode", "centres", "concerned", "says"),
    [
        (BY_ITALY, "entry_by_request", ClearanceMode.REQUEST, (), (),
         "Nothing is agreed on entry: its own party asks Italy, which should let rescue units in"
         " at once, subject to its law, and is to acknowledge at once. These waters are declared"
         " by Italy (M.Z.N. 1, 1998-03-05)."),
        (BY_TWO, ASKED, ClearanceMode.REQUEST, (VALLETTA,), ("ITA", "TUN"),
         "Whose waters these are is not determined here: declared by Italy and by Tunisia. RCC"
         " Malta, Italy and Tunisia are asked."),
        (BY_TWO, ASKED, ClearanceMode.REQUEST, (ROME,), ("ITA", "TUN"),
         "Whose waters these are is not determined here: declared by Italy and by Tunisia. MRCC"
         " Roma and Tunisia are asked."),
        (AGAINST, ASKED, ClearanceMode.REQUEST, (), ("GRC", "ITA"),
         "Whose waters these are is not determined here: declared by Italy. GRC and Italy are"
         " asked."),
        (BY_TWO, ASKED, None, (VALLETTA,), ("TUN",),
         "Whose waters these are is not determined here: declared by Italy and by Tunisia; they"
         " lie in the region of RCC Malta."),
        (BY_TWO, "passes_through", None, (), ("ITA", "TUN"),
         "Whose waters these are is not determined here: declared by Italy and by Tunisia. It"
         " passes through without stopping: Italy and Tunisia may be told."),
    ],
)  # fmt: skip
def test_who_has_declared_the_waters_is_named_and_whom_to_ask(
    waters: WhoseWaters,
    code: str,
    mode: ClearanceMode | None,
    centres: tuple[Region, ...],
    concerned: tuple[str, ...],
    says: str,
) -> None:
    law = ClearanceRuling(mode=mode, code=code, source="SAR Convention, Annex 3.1.3-3.1.4")
    judgement = judge(
        helicopter(),
        Want(),
        Scene(place=HERE),
        Rulings(NAMED, (Entering(Border(waters, 60, at_scene=True), law, centres, concerned),)),
        asker="ITA",
        directory=DIRECTORY,
        approach=away(helicopter(), 60),
        now=NOON,
    )
    reason = judgement.reasons[-1]
    assert reason.sentence == says
    assert reason.params["territory_by"] == waters.rests_on(NAMES)
    assert reason.params.get("claimants", []) == list(waters.claimants)


@pytest.mark.parametrize(
    ("mode", "does"), [(ClearanceMode.REQUEST, "asks"), (ClearanceMode.NOTIFY, "tells")]
)
def test_where_no_region_holds_the_place_the_nearest_is_named_and_nobody_else(
    mode: ClearanceMode, does: str
) -> None:
    law = ClearanceRuling(mode=mode, code=ASKED, source="SAR Convention, Annex 3.1.3-3.1.4")
    border = Border(WhoseWaters(UNDETERMINED), 60, at_scene=True)
    judgement = judge(
        helicopter(),
        Want(),
        Scene(place=HERE),
        Rulings(NAMED, (Entering(border, law, (VALLETTA,), off_regions=True),)),
        asker="ITA",
        directory=DIRECTORY,
        approach=away(helicopter(), 60),
        now=NOON,
    )
    assert judgement.reasons[-1].sentence == (
        "Whose waters these are is not determined here, and no region in the directory holds the"
        f" place: its own party {does} whom it knows of. Of the regions known here that of RCC"
        " Malta is nearest."
    )


ROUND = MultiPolygon([box(11.0, 34.0, 14.0, 36.0)])


@pytest.mark.parametrize(
    ("waters", "own", "holders", "asks", "named", "besides"),
    [
        (WhoseWaters(UNDETERMINED), "GRC", "MLT", True, ["MLT"], ()),
        (WhoseWaters(UNDETERMINED), "MLT", "MLT", False, ["MLT"], ()),
        (BY_TWO, "GRC", "MLT", True, ["MLT"], ("ITA", "TUN")),
        (BY_TWO, "MLT", "MLT", True, [], ("ITA", "TUN")),
        (BY_TWO, "ITA", "MLT", False, ["MLT"], ("TUN",)),
        (AGAINST, "GRC", "MLT", False, ["MLT"], ("ITA",)),
        (AGAINST, "ITA", "MLT", False, ["MLT"], ("GRC",)),
        (AGAINST, "TUN", None, True, [], ("GRC", "ITA")),
    ],
)
def test_nobody_asks_in_waters_of_its_own_claim(
    waters: WhoseWaters,
    own: str,
    holders: str | None,
    asks: bool,
    named: list[str],
    besides: tuple[str, ...],
) -> None:
    law = ClearanceRuling(mode=ClearanceMode.REQUEST, code=ASKED, source="Annex 3.1.3")
    centres = (Region(holders, "RCC", ROUND),) if holders else ()
    found = _shared(Border(waters, 60, at_scene=True), law, centres, own=own)
    assert (found.ruling.mode is not None) is asks
    assert [one.party for one in found.centres] == named
    assert found.concerned == besides


def test_ways_and_scenes_go_by_what_is_declared() -> None:
    """Between Sicily and Malta: Italy has declared a square about the scene, Malta one to its
    west."""
    sea, place = LimitKind.TERRITORIAL_SEA, LatLon(36.3, 14.85)
    about = replace(ITALY, where=MultiPolygon([box(14.5, 36.2, 15.0, 36.4)]), kind=sea)
    of_malta = MultiPolygon([box(14.2, 36.2, 14.6, 36.4)])
    west = replace(about, id="2", party="MLT", where=of_malta)
    declared = DeclaredWaters.drawing([about, west])
    scene = Scene(place=place, declared=declared, drift=given_drift(270.0, 2.0))
    start = LatLon(36.3, 14.0)
    route = Route((start, place), distance_nm(start, place))
    met = borders(route, scene, own="GRC")
    assert [(one.state, one.waters.claimants, one.at_scene) for one in met] == [
        ("MLT", (), False), (UNDETERMINED, ("ITA", "MLT"), False), ("ITA", (), True),
    ]  # fmt: skip
    assert borders(None, scene, own="ITA") == ()
    assert [one.state for one in passed(route, scene, own="MLT")] == [UNDETERMINED, "ITA"]
    drifted = list(comings(scene))
    assert [(one.state, one.waters.claimants) for one in drifted[:2]] == [
        (UNDETERMINED, ("ITA", "MLT")), ("MLT", ()),
    ]  # fmt: skip
    said = replace(scene, territory="LBY")
    assert scene_waters(said, place).state == "LBY", "the lead's own word goes before"
    assert borders(route, said, own="GRC")[-1].state == "LBY"


@pytest.mark.parametrize(
    ("code", "at", "says"),
    [
        (
            "transit_passage",
            (36.0, -5.5),
            "It goes through the Strait of Gibraltar, without delay, in transit passage: nobody is"
            " asked.",
        ),
        (
            "sea_lanes_passage",
            (-8.7, 115.7),
            "It goes through the Lombok Strait, without delay, in archipelagic sea lanes passage:"
            " nobody is asked.",
        ),
    ],
)
@pytest.mark.parametrize("state", ["IDN", UNDETERMINED])
def test_a_strait_gone_through_is_named(
    state: str, code: str, at: tuple[float, float], says: str
) -> None:
    strait = strait_at(LatLon(*at))
    assert strait is not None
    judgement = judge(
        helicopter(),
        Want(),
        Scene(place=HERE),
        Rulings(
            NAMED,
            (
                Entering(
                    Border(WhoseWaters(state), 60, at_scene=False, strait=strait),
                    ClearanceRuling(mode=None, code=code, source="UNCLOS 38-39"),
                    (ROME,) if state == UNDETERMINED else (),
                ),
            ),
        ),
        asker="ITA",
        directory=DIRECTORY,
        approach=away(helicopter(), 60),
        now=NOON,
    )
    reason = next(one for one in judgement.reasons if one.code == code)
    assert (reason.sentence, judgement.verdict) == (says, Verdict.ALLOWED)
    assert reason.params["strait"] == {
        "name": strait.name,
        "regime": strait.regime.value,
        "basis": strait.basis,
        "how_read": strait.how_read.value,
    }


@pytest.mark.parametrize(
    ("mode", "waters", "told"),
    [
        # Who passes freely on the way reads that nobody is asked at the scene either.
        (None, None, True),
        (ClearanceMode.REQUEST, None, False),
        # Already where the scene is, it enters nothing, and these are no open waters.
        (None, "TUN", False),
    ],
)
def test_open_waters_are_named_where_nobody_is_asked(
    mode: ClearanceMode | None, waters: str | None, told: bool
) -> None:
    law = ClearanceRuling(mode=mode, code="passes_through" if mode is None else "entry_by_request")
    judgement = judge(
        helicopter(),
        Want(),
        Scene(place=HERE, territory=waters),
        Rulings(NAMED, (Entering(Border(WhoseWaters("ITA"), 60, at_scene=False), law),)),
        asker="ITA",
        directory=DIRECTORY,
        approach=away(helicopter(), 60),
        now=NOON,
    )
    assert ("high_seas" in codes(judgement)) is told


def test_entry_to_be_asked_outweighs_asking_the_centre_and_both_are_said() -> None:
    judgement = ruled(
        scene=Scene(place=HERE, territory="TUN"),
        naming=RequestRuling(allowed=None, source="SAR Convention, Annex 3.1.7"),
        entry=clause(ClearanceMode.REQUEST, 45),
    )
    assert judgement.verdict is Verdict.ENTRY_TO_BE_ASKED
    assert remedies(judgement) == ["ask_centre", "ask_entry"]


def test_all_reasons_come_at_once() -> None:
    unfit = replace(helicopter(), ready=Ready(False, ReadyWhy.MAINTENANCE, from_at=NOON), free=0)
    want = Want(kinds=frozenset({Kind.VESSEL}), capabilities=frozenset({"flight_deck"}))
    scene = Scene(place=HERE, territory="TUN", sea_state=8, wind_kn=60)
    judgement = ruled(unfit, want, scene, entry=clause(ClearanceMode.PROHIBITED), way_nm=200)
    assert judgement.verdict is Verdict.NOT_SUITED
    assert codes(judgement) == [
        "kind_not_asked",
        "lacks_capability",
        "sea_state_above_limit",
        "wind_above_limit",
        "beyond_reach",
        "maintenance",
        "bound",
        "named",
        "entry_prohibited",
    ]
    assert remedies(judgement) == [
        "change_need",
        "change_need",
        "weather_moderates",
        "weather_moderates",
        "refuel",
        "available_from",
        "bound_until",
        "special_consent",
    ]


@pytest.mark.parametrize(
    ("kinds", "types", "suits"),
    [
        (set(), set(), True),
        ({Kind.AIRCRAFT}, set(), True),
        ({Kind.VESSEL}, set(), False),
        ({Kind.VESSEL}, {"H1"}, True),
        (set(), {"H2"}, False),
    ],
)
def test_a_need_names_kinds_or_types_or_neither(
    kinds: set[Kind], types: set[str], suits: bool
) -> None:
    want = Want(kinds=frozenset(kinds), types=frozenset(types))
    assert (ruled(want=want).verdict is Verdict.ALLOWED) is suits


def test_who_takes_nobody_aboard_does_not_suit_a_need_for_persons() -> None:
    judgement = ruled(
        helicopter("MLT", "F5"), Want(quantity=400, unit=NeedUnit.PERSONS), way_nm=126
    )
    assert judgement.verdict is Verdict.NOT_SUITED
    assert codes(judgement)[0] == "recovers_nobody"
    assert judgement.covers == 0


@pytest.mark.parametrize(
    ("unit", "quantity", "free", "covers"),
    [
        (NeedUnit.PERSONS, 400, 1, 8),
        (NeedUnit.PERSONS, 5, 1, 5),
        (NeedUnit.ASSETS, 2, 3, 2),
        (NeedUnit.ASSETS, 2, None, 1),
        (NeedUnit.ASSETS, 2, 0, 0),
    ],
)
def test_it_covers_no_more_than_it_has_and_the_need_asks(
    unit: NeedUnit, quantity: int, free: int | None, covers: int
) -> None:
    want = Want(quantity=quantity, unit=unit)
    assert ruled(replace(helicopter(), free=free), want).covers == covers


@pytest.mark.parametrize(
    ("ready", "code", "verdict", "remedy"),
    [
        (Ready(True, ReadyWhy.LIMITED), "limited", Verdict.ALLOWED, []),
        (Ready(None, ReadyWhy.NOT_KNOWN), "readiness_not_shared", Verdict.ALLOWED, []),
        (
            Ready(False, ReadyWhy.UNAVAILABLE),
            "unavailable",
            Verdict.NOT_AVAILABLE,
            ["confirm_readiness"],
        ),
        (
            Ready(False, ReadyWhy.UNAVAILABLE, from_at=NOON),
            "unavailable",
            Verdict.NOT_AVAILABLE,
            ["available_from"],
        ),
        (Ready(False, ReadyWhy.LAPSED), "lapsed", Verdict.NOT_AVAILABLE, ["confirm_readiness"]),
        (
            Ready(False, ReadyWhy.NOT_CONFIRMED),
            "not_confirmed",
            Verdict.NOT_AVAILABLE,
            ["confirm_readiness"],
        ),
    ],
)
def test_readiness_is_its_partys_word(
    ready: Ready, code: str, verdict: Verdict, remedy: list[str]
) -> None:
    judgement = ruled(replace(helicopter(), ready=ready))
    assert judgement.verdict is verdict
    assert codes(judgement)[0] == code
    assert remedies(judgement) == remedy


def test_who_comes_after_the_need_is_told_how_late_and_is_not_left_out() -> None:
    by_at = NOON + timedelta(minutes=30)
    late = ruled(want=Want(by_at=by_at), way_nm=140)
    assert late.verdict is Verdict.ALLOWED
    (reason,) = (one for one in late.reasons if one.code == "late_for_need")
    assert reason.params == {"by_at": by_at.isoformat(), "late_minutes": 42.9}
    assert "late_for_need" not in codes(ruled(want=Want(by_at=by_at), way_nm=14))
    assert "late_for_need" not in codes(ruled(want=Want(by_at=by_at), way_nm=None))


def test_readiness_is_asked_for_when_the_need_begins() -> None:
    need = Want(from_at=NOON + timedelta(hours=24))
    back_at = NOON + timedelta(hours=2)
    out = seen(readiness=Readiness.MAINTENANCE, readiness_until=back_at)
    candidate = asset_candidate(out, need, now=NOON)
    assert candidate.notice.minutes == 120, "it moves off no sooner than it is back"
    judgement = ruled(candidate, need, way_nm=None)
    assert judgement.verdict is Verdict.ALLOWED
    assert "back_by_then" in codes(judgement)
    for instant in (None, NOON + timedelta(hours=1)):
        sooner = Want(from_at=instant)
        judgement = ruled(asset_candidate(out, sooner, now=NOON), sooner, way_nm=None)
        assert judgement.verdict is Verdict.NOT_AVAILABLE
    lasts = seen(readiness=Readiness.AVAILABLE, readiness_until=back_at)
    judgement = ruled(asset_candidate(lasts, need, now=NOON), need, way_nm=None)
    assert judgement.verdict is Verdict.ALLOWED
    assert "word_runs_out" in codes(judgement)


def test_a_ship_of_opportunity_is_hailed_whatever_the_sea() -> None:
    ship = helicopter(None, "M2")
    judgement = ruled(ship, scene=Scene(place=HERE, sea_state=5), naming=None)
    assert judgement.verdict is Verdict.HAIL
    assert codes(judgement) == ["sea_state_above_limit", "slowed_by_sea", "hail"]
    assert judgement.reasons[-1].basis == Citation(Binds.NOT_STATED, instrument="SOLAS V/33")
    assert judgement.reasons[-1].sentence.endswith("Its flag is not told.")


@pytest.mark.parametrize(
    ("flag", "name", "binds"), [("MLT", "Malta", Binds.BOTH), ("PAN", "PAN", Binds.NOT_STATED)]
)
def test_the_duty_to_assist_binds_ships_of_the_flag_state(
    flag: str, name: str, binds: Binds
) -> None:
    ship = ship_candidate(replace(SHIP, flag=flag), now=NOON)
    judgement = ruled(ship, scene=Scene(place=HERE), naming=None)
    hail = next(one for one in judgement.reasons if one.code == "hail")
    assert hail.sentence.startswith(f"It is hailed: its master, under the flag of {name}, is to go")
    assert hail.basis == Citation(binds, instrument="SOLAS V/33")


def test_a_radius_follows_from_range_and_endurance_when_nobody_says() -> None:
    plane = helicopter("MLT", "F5")
    assert radius_nm(plane) == pytest.approx(min(1200 / 2, (5 - 1 / 3) * 230 / 2))
    bare = seen_with(
        plane, figures=replace(plane.seen.figures, range_nm=None, endurance_h=None, radius_nm=None)
    )
    assert radius_nm(bare) is None


@pytest.mark.parametrize(
    ("text", "between", "binds"),
    [
        ("SAR Convention, Annex 3.1.7", ("ITA", "MLT"), Binds.BOTH),
        ("SAR Convention, Annex 3.1.7", ("ITA", "TUN"), Binds.ONE),
        ("SAR Convention, Annex 3.1.7", ("TUN", None), Binds.NEITHER),
        ("SAR Convention, Annex 3.1.7", ("ITA", "LBY"), Binds.NOT_STATED),
        ("UNCLOS 17-18", ("ITA", "MLT"), Binds.NOT_STATED),
        ("MSC.167(78) 6.13", ("ITA", "MLT"), Binds.GUIDANCE),
        # The paragraphs of 2004 bind who accepted them.
        ("SAR Convention, Annex 3.1.9", ("ITA", "MLT"), Binds.ONE),
        ("SAR Convention, Annex 4.8.5", ("MLT", None), Binds.NEITHER),
        ("SAR Convention, Annex 2.1.1, last sentence", ("ITA", "MLT"), Binds.ONE),
        ("SAR Convention, Annex 2.1.1", ("ITA", "MLT"), Binds.BOTH),
        ("SAR Convention, Annex 3.1.3-3.1.4", ("ITA", "MLT"), Binds.BOTH),
        ("SOLAS V/33", ("ITA", "MLT"), Binds.BOTH),
        ("SOLAS V/33.1-1", ("ITA", "MLT"), Binds.NOT_STATED),
        ("Chicago Convention 3(c)", ("ITA", "MLT"), Binds.NOT_STATED),
        ("UN General Assembly resolution 46/182", ("ITA", "MLT"), Binds.GUIDANCE),
    ],
)
def test_an_instrument_says_whom_it_binds(
    text: str, between: tuple[str, str | None], binds: Binds
) -> None:
    assert instrument(text, between=between, directory=DIRECTORY).binds is binds


def seen(level: Visibility = Visibility.READINESS, **changes: object) -> SeenAsset:
    asset_type = type_of("E3")
    knows = level.rank >= Visibility.READINESS.rank
    given = {
        "id": UUID(int=5),
        "party": "MLT",
        "centre_id": UUID(int=6),
        "name": "Pumps",
        "type": asset_type,
        "own": False,
        "level": level,
        "granted": None,
        "figures": asset_type.figures,
        "notice": asset_type.notice,
        "readiness": Readiness.AVAILABLE if knows else None,
        "readiness_until": None,
        "at_sea": False if knows else None,
        "quantity": 10 if knows else None,
        "bound": () if knows else None,
        "place": HERE,
        "place_from": PlaceFrom.BASE,
        "place_at": None,
        "precision_nm": 0.0,
        "uncertainty_nm": None,
        "base": HERE,
        "base_name": "Valletta",
    }
    return SeenAsset(**{**given, **changes})  # type: ignore[arg-type] # the fields are as above


def test_what_is_free_depends_on_the_needs_window() -> None:
    bound = (
        Window(NOON, NOON + timedelta(hours=2), 4),
        Window(NOON + timedelta(hours=1), NOON + timedelta(hours=3), 5),
    )
    now = asset_candidate(seen(bound=bound), Want(), now=NOON)
    assert (now.free, now.bound_until) == (1, NOON + timedelta(hours=3))
    later = Want(from_at=NOON + timedelta(hours=3))
    after = asset_candidate(seen(bound=bound), later, now=NOON)
    assert (after.free, after.bound_until) == (10, None)


def test_for_a_real_need_what_an_exercise_binds_can_be_had() -> None:
    bound = (
        Window(NOON, NOON + timedelta(hours=2), 7),
        Window(NOON, None, 3, exercise=True),
    )
    real = asset_candidate(seen(bound=bound), Want(), now=NOON)
    assert (real.free, real.bound_in_exercise) == (3, True)
    assert real.bound_until == NOON + timedelta(hours=2)
    played = asset_candidate(seen(bound=bound), Want(), exercise=True, now=NOON)
    assert (played.free, played.bound_in_exercise, played.bound_until) == (0, False, None)
    earlier = asset_candidate(seen(bound=bound), Want(until_at=NOON), now=NOON)
    assert (earlier.free, earlier.bound_in_exercise) == (10, False)


def test_of_mere_existence_nothing_is_made_up() -> None:
    candidate = asset_candidate(seen(Visibility.EXISTENCE), Want(), now=NOON)
    assert candidate.free is None
    assert candidate.ready.now is None
    assert candidate.notice.minutes == type_of("E3").notice.day_minutes


SHIP = SeenShip(
    reported_by="ITA",
    told_by="ITA",
    id=UUID(int=9),
    name="Exercise Star",
    type=type_of("M2"),
    figures=type_of("M2").figures,
    place=HERE,
    place_at=NOON,
    uncertainty_nm=0.1,
    course_deg=None,
    speed_kn=None,
    callsign=None,
)


def test_a_ship_is_at_sea_already() -> None:
    candidate = ship_candidate(SHIP, now=NOON)
    assert candidate.seen.party is None
    assert candidate.notice.why is NoticeFor.AT_SEA


LAMPEDUSA_HARBOUR = LatLon(35.49, 12.605)


def test_the_terms_decide_and_are_named() -> None:
    term = TermPlain(
        id=BASIS.term_id,
        agreement="SAR-ITA-MLT",
        agreement_id=UUID(int=2),
        version=2,
        version_id=UUID(int=3),
        ordinal=1,
        article="Art. 8(2)",
        parties=frozenset({"ITA", "MLT"}),
        instants=VersionInstants(
            valid_from=NOON - timedelta(days=1),
            proposed_at=NOON - timedelta(days=2),
            signed_at=NOON - timedelta(days=2),
        ),
        may_request=True,
        kinds=(ClauseKind.AIRCRAFT,),
        entry=(ClearanceClause(ClearanceMode.NOTIFY, (ClauseKind.AIRCRAFT,), 20, "ACC Roma"),),
    )
    asked = Question(
        asker="ITA",
        want=Want(),
        scene=Scene(place=HERE, territory="ITA"),
        setting=SETTING,
        terms=(term,),
        directory=DIRECTORY,
        now=NOON,
    )
    (only,) = match(asked, [helicopter()])
    assert only.judgement.verdict is Verdict.AFTER_NOTICE
    assert only.time is not None
    assert only.time.clearance_minutes == 20
    cited = {r.code: r.basis.article for r in only.judgement.reasons if r.basis}
    assert cited == {"named": "Art. 8(2)", "entry_notify": "Art. 8(2)"}
    (ended,) = match(replace(asked, terms=()), [helicopter()])
    assert ended.judgement.verdict is Verdict.ENTRY_TO_BE_ASKED
    harbour = replace(asked, scene=Scene(place=LAMPEDUSA_HARBOUR, territory="ITA"))
    (inshore,) = match(harbour, [helicopter()])
    assert inshore.judgement.verdict is Verdict.ENTRY_TO_BE_ASKED
    assert "entry_inshore" in {reason.code for reason in inshore.judgement.reasons}
    ports_too = replace(term.entry[0], landing=True)
    spoken = replace(harbour, terms=(replace(term, entry=(ports_too,)),))
    (notified,) = match(spoken, [helicopter()])
    assert notified.judgement.verdict is Verdict.AFTER_NOTICE


def test_canals_on_the_way_are_told_with_their_hours_and_limits() -> None:
    ship = seen_with(helicopter(), type=type_of("M2"))
    route = Route((HERE, SCENE), 60, by_water=True, through=("gibraltar", "suez", "oresund"))
    judgement = judge(
        ship,
        Want(),
        Scene(place=SCENE),
        Rulings(NAMED),
        asker="ITA",
        directory=DIRECTORY,
        approach=Approach(route, TimeToScene(15, None, 900), SCENE),
        now=NOON,
    )
    canal, strait = (one for one in judgement.reasons if one.code == "through_passage")
    assert canal.sentence == (
        "Through Suez Canal: 12 h beyond the miles;"
        " for no more than 77.5 m of beam, 20.1 m of draught, 68 m of height."
    )
    assert (canal.params["passage"], canal.params["hours"]) == ("suez", 12)
    assert canal.params["limits_m"] == {"beam": 77.5, "draught": 20.1, "height": 68}
    assert strait.sentence == (
        "Through Øresund: for no more than 7.7 m of draught;"
        " she draws some 12 m, and will have to go a longer way."
    )
    assert (canal.params["too_deep"], strait.params["too_deep"]) == (False, True)


PASSES = ClearanceRuling(mode=None, code="passes_through", source="UNCLOS 17-19")
REGIMES = {
    "Messina": ("ITA", (38.2, 15.6), "ships pass in innocent passage that is not suspended"),
    "the Turkish Straits": ("TUR", (40.2, 26.4), "ships pass by a long-standing convention"),
    "Tiran": ("EGY", (28.0, 34.47), "(UNCLOS 45(1)(b); from memory, not checked)"),
    "Otranto": ("ALB", (40.3, 19.2), "a route leads beyond territorial seas"),
}


def through(name: str, unit: Candidate, ruling: ClearanceRuling = PASSES) -> Judgement:
    """The verdict on a unit that goes through a strait to a scene beyond."""
    state, at, _ = REGIMES[name]
    border = Border(
        WhoseWaters(state), 60, at_scene=False, place=LatLon(*at), strait=strait_at(LatLon(*at))
    )
    return judge(
        unit,
        Want(),
        Scene(place=HERE),
        Rulings(NAMED, (Entering(border, ruling),)),
        asker="ITA",
        directory=DIRECTORY,
        approach=away(unit, 60),
        now=NOON,
    )


@pytest.mark.parametrize("name", REGIMES)
def test_the_regime_of_a_strait_is_said_where_it_is_gone_through(name: str) -> None:
    judgement = through(name, helicopter(type_code="S1"))
    reason = next(one for one in judgement.reasons if one.code == "passes_through")
    assert name.split()[-1] in reason.sentence
    assert REGIMES[name][2] in reason.sentence
    assert judgement.verdict is Verdict.ALLOWED


def test_an_aircraft_that_asks_reads_of_the_strait_that_it_may_not_overfly() -> None:
    asked = ClearanceRuling(mode=ClearanceMode.REQUEST, code="entry_by_request", source="SAR")
    judgement = through("the Turkish Straits", helicopter(), asked)
    reason = next(one for one in judgement.reasons if one.code == "entry_by_request")
    assert "Aircraft have no right of overflight." in reason.sentence


@pytest.mark.parametrize("service", [None, AssetService.CIVIL, AssetService.MILITARY])
def test_a_warship_gives_notice_before_the_turkish_straits(service: AssetService | None) -> None:
    vessel = type_of("S1")
    known = seen(type=vessel, figures=vessel.figures, service=service)
    ship = replace(helicopter(), seen=known)
    judgement = through("the Turkish Straits", ship)
    notes = [one for one in judgement.reasons if one.code == "military_passes"]
    military = service is AssetService.MILITARY
    assert bool(notes) is military
    assert judgement.verdict is (Verdict.AFTER_NOTICE if military else Verdict.ALLOWED)
    if military:
        assert "notice" in notes[0].sentence
        basis = notes[0].basis
        assert basis is not None
        assert basis.instrument == "Montreux Convention, article 13 (house reading)"
        assert [one.code for one in judgement.remedies] == ["notify"]
        assert through("Messina", ship).verdict is Verdict.ALLOWED


def test_a_state_is_told_once_that_the_scene_drifts_in() -> None:
    """It drifts in, out and in again; who arrives in between hears of the second time."""
    entry = clause(ClearanceMode.NOTIFY)
    waters = WhoseWaters("TUN")
    (enters,) = entered(entry)
    comes = [(Coming(waters, at, HERE), enters) for at in (60.0, 180.0)]
    for way_nm, at in ((60, 60.0), (240, 180.0)):
        judgement = judge(
            helicopter(),
            Want(),
            Scene(place=HERE),
            Rulings(NAMED, coming=tuple(comes)),
            asker="ITA",
            directory=DIRECTORY,
            approach=away(helicopter(), way_nm),
            now=NOON,
        )
        told_ = [one for one in judgement.reasons if one.code == "scene_drifts_in"]
        assert [one.params["minutes"] for one in told_] == [at]
