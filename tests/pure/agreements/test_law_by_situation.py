"""The SAR Convention is cited for what it speaks of alone, in any situation, by every rule."""

from collections.abc import Iterator
from itertools import product

import pytest

from sar.agreements.clauses import Setting, UnitPlain
from sar.agreements.clearance_law import Ground
from sar.agreements.clearance_mode import clearance_needed
from sar.agreements.term_document import ClearanceClause
from sar.agreements.terms import clock_limit, may_request
from sar.agreements.words import (
    AT_SEA,
    RESCUE,
    AssetService,
    ClearanceMode,
    ClockName,
    Kind,
    Phase,
    Situation,
)
from sar.geo.position import LatLon
from sar.geo.territory import UNDETERMINED, UNDETERMINED_BEYOND
from sar.matching.findings import UNLISTED
from sar.matching.helping import work_of
from sar.matching.permission import naming
from tests.pure.agreements.plain import NOW, term
from tests.pure.matching.test_eligibility import helicopter

CONVENTION = ("SAR Convention", "Annex 3.1", "Annex 2.1")
BOTH = (True, False)


def entry_sources(situation: Situation) -> Iterator[str]:
    """Of every ruling on entry: by law, and beside clauses that do not hold or do not go so far."""
    told = ClearanceClause(mode=ClearanceMode.NOTIFY)
    civil = ClearanceClause(mode=ClearanceMode.PRE_CLEARED, services=(AssetService.CIVIL,))
    setting = Setting(situation, Phase.DISTRESS)
    named = list(Situation)
    for entry, kind, territory, entering, ground in product(
        ((), (told,), (civil,)),
        Kind,
        ("ITA", UNDETERMINED, UNDETERMINED_BEYOND),
        ("MLT", ""),
        Ground,
    ):
        for at_scene, known in product(BOTH, BOTH):
            ruling = clearance_needed(
                [term(entry=entry, situations=tuple(named))] if entry else [],
                territory=territory,
                entering=entering,
                unit=UnitPlain(kind, "X1"),
                setting=setting,
                now=NOW,
                at_scene=at_scene,
                ground=ground,
                known_position=known,
            )
            yield ruling.source


@pytest.mark.parametrize("situation", Situation)
def test_entry(situation: Situation) -> None:
    cited = {one for one in entry_sources(situation) if one.find("SAR Convention") >= 0}
    assert bool(cited) is (situation in AT_SEA), cited


@pytest.mark.parametrize("situation", Situation)
def test_clocks_and_naming(situation: Situation) -> None:
    setting = Setting(situation, Phase.DISTRESS)
    of_help, of_entry = [], []
    for clock in ClockName:
        limit = clock_limit([], clock, asker="ITA", asked="MLT", setting=setting, now=NOW)
        if clock in (ClockName.ACKNOWLEDGE, ClockName.ANSWER):
            of_help.append(limit.source)
        else:
            of_entry.append(limit.source)
    named = may_request(
        [], owner="MLT", requester="ITA", kind=Kind.VESSEL, type_code="M2", setting=setting, now=NOW
    )
    of_help.append(named.source)
    assert {any(one in source for one in CONVENTION) for source in of_help} == {situation in RESCUE}
    cites = any(one in source for one in CONVENTION for source in of_entry)
    assert cites is (situation in AT_SEA)


ASHORE, AT_SEA_PLACE = LatLon(32.76, 22.64), LatLon(34.5, 13.0)


def said(setting: Setting, place: LatLon, *, hailed: bool) -> str:
    """All that is said of naming a unit of another party, or of hailing a ship."""
    candidate = helicopter(None, "M2") if hailed else helicopter()
    named = may_request(
        [], owner="MLT", requester="ITA", kind=Kind.VESSEL, type_code="M2", setting=setting, now=NOW
    )
    found = naming(
        candidate,
        None if hailed else named,
        asker="ITA",
        directory=UNLISTED,
        work=work_of(setting, place),
    )
    told = [one for finding in found for one in (finding.reason, finding.remedy) if one]
    bases = [one.basis.instrument for one in told if one.basis]
    return " ".join([*(one.sentence for one in told), *(one or "" for one in bases)])


@pytest.mark.parametrize("place", [ASHORE, AT_SEA_PLACE])
@pytest.mark.parametrize("phase", [None, *Phase])
@pytest.mark.parametrize("situation", Situation)
def test_hails_and_remedies(situation: Situation, phase: Phase | None, place: LatLon) -> None:
    """A master is bound to go to people in distress at sea alone."""
    setting = Setting(situation, phase)
    by_sea = situation in AT_SEA or (situation is Situation.AERONAUTICAL and place != ASHORE)
    hail = said(setting, place, hailed=True)
    bound = phase is Phase.DISTRESS and by_sea
    assert ("SOLAS" in hail, "with all speed" in hail) == (bound, bound)
    assert ("nobody is said to be in distress at sea" in hail) is not bound
    remedy = said(setting, place, hailed=False)
    assert ("Annex 3.1.7)" in remedy) is (situation in RESCUE)
    assert ("SAR Convention" in remedy) is (situation in RESCUE)
