"""An offer rests on the clauses that both its sides can read, and no longer than they hold."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sar.agreements.clauses import Setting, TermPlain, UnitPlain
from sar.agreements.clearance_law import Ground
from sar.agreements.term_document import ClearanceClause, CostClause
from sar.agreements.versions import VersionInstants
from sar.agreements.words import ClearanceMode, CostRule, Kind, Phase, Situation
from sar.geo.state_names import StateNames
from sar.requests.basis import Between, ended, rests
from tests.pure.requests.noon import NOON

NAMES = StateNames({"ITA": "Italy", "MLT": "Malta"})
ASSET = UUID(int=9)
BETWEEN = Between(
    owner="MLT",
    requester="ITA",
    territory="ITA",
    setting=Setting(Situation.MARITIME, Phase.DISTRESS),
    now=NOON,
)


def term(number: int, *parties: str, **fields: Any) -> TermPlain:
    return TermPlain(
        id=UUID(int=number),
        agreement="SAR-" + "-".join(parties),
        agreement_id=UUID(int=1),
        version=1,
        version_id=UUID(int=2),
        ordinal=number,
        article=f"Art. {number}",
        parties=frozenset(parties),
        instants=VersionInstants(
            valid_from=NOON - timedelta(days=1),
            proposed_at=NOON - timedelta(days=2),
            signed_at=NOON - timedelta(days=2),
        ),
        **fields,
    )


TERMS = [
    term(1, "ITA", "MLT", may_request=True),
    term(2, "ITA", "MLT", entry=(ClearanceClause(ClearanceMode.NOTIFY, (), 20),)),
    term(3, "ITA", "MLT", costs=CostClause(CostRule.FULL)),
    term(4, "ITA", "MLT", command="National command."),
    term(5, "MLT", "TUN", liability="Each bears its own."),
]


def found(between: Between = BETWEEN, terms: list[TermPlain] = TERMS) -> dict[str, str]:
    made = rests(terms, between, asset_id=ASSET, unit=UnitPlain(Kind.AIRCRAFT, "H1"), names=NAMES)
    assert {rest.asset_id for rest in made} <= {ASSET}
    return {rest.dimension: f"{rest.basis.article}: {rest.says}" for rest in made}


def test_each_dimension_names_its_clause_and_what_it_says() -> None:
    assert found() == {
        "naming": "Art. 1: It may be named.",
        "entry": "Art. 2: Entry is notified 20 minutes ahead.",
        "costs": "Art. 3: Malta is reimbursed in full by Italy.",
        "command": "Art. 4: National command.",
    }


def test_on_the_high_seas_no_clause_on_entry_is_named() -> None:
    assert "entry" not in found(replace(BETWEEN, territory=None))


def test_a_clause_that_does_not_speak_of_landing_is_not_named_on_land() -> None:
    assert "entry" not in found(replace(BETWEEN, ground=Ground.LAND))
    assert "entry" not in found(replace(BETWEEN, ground=Ground.INSHORE))


def test_a_clause_that_only_one_side_can_read_is_not_named() -> None:
    assert found(terms=TERMS[4:]) == {}


def test_ones_own_asset_rests_on_nothing() -> None:
    assert found(replace(BETWEEN, requester="MLT")) == {}


def test_what_ended_is_named_once_however_many_assets_rest_on_it() -> None:
    kept = [
        rest.plain()
        for asset in (ASSET, UUID(int=10))
        for rest in rests(
            TERMS, BETWEEN, asset_id=asset, unit=UnitPlain(Kind.AIRCRAFT, "H1"), names=NAMES
        )
    ]
    still = {UUID(int=number) for number in (1, 3, 4)}
    (refusal,) = ended(kept, still)
    assert refusal.code == "agreement_ended"
    assert refusal.params == {"agreement": "SAR-ITA-MLT", "version": 1, "article": "Art. 2"}
    assert ended(kept, still | {UUID(int=2)}) == []
