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
from sar.geo.territory import UNDETERMINED, UNDETERMINED_BEYOND
from tests.pure.agreements.plain import NOW, term

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
