"""Two terms that differ in one effective field never read alike.

Effective is what a draft is not refused for. Of a zone it is said that it is drawn and how it is
named, never where its corners lie.
"""

import re
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any, Final

from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sar.agreements.clauses import TermPlain, pairs
from sar.agreements.drafting import faults
from sar.agreements.schemas import AgreementDraftBody
from sar.agreements.sentences import sentence
from sar.agreements.term_document import FIELDS, ClearanceClause, CostClause, TermDocument, says
from sar.agreements.words import (
    AssetService,
    Awareness,
    ClearanceMode,
    ClockName,
    CostRule,
    Kind,
    Phase,
    Sensor,
    Situation,
    Visibility,
)
from sar.geo.areas import parse_area
from sar.geo.state_names import BY_CODE
from tests.pure.agreements.plain import NOW, several, term
from tests.world import box

PARTIES: Final = ("ITA", "MLT", "TUN")
ZONE: Final = parse_area(box(11, 33, 15, 36))
DAYS: Final = st.none() | st.integers(1, 10**6).map(
    lambda seconds: NOW + timedelta(seconds=seconds)
)
WORDS: Final = st.sampled_from(["", "as agreed", "by the book"])
MINUTES: Final = st.integers(1, 300)


CLEARANCES: Final = st.builds(
    ClearanceClause,
    mode=st.sampled_from(ClearanceMode),
    kinds=several(Kind),
    lead_minutes=st.just(0) | MINUTES,
    contact=WORDS,
    landing=st.booleans(),
    services=several(AssetService),
    unarmed=st.booleans(),
    excluded_sensors=several(Sensor),
)
COSTS: Final = st.builds(
    CostClause,
    rule=st.sampled_from(CostRule),
    free_hours=st.just(0.0) | st.floats(0, 10_000),
    currency=st.sampled_from(["", "EUR", "TND"]),
    rate_per_hour=st.none() | st.floats(0, 1e9),
    claim_days=st.none() | st.integers(1, 99),
    note=WORDS,
)
VALUES: Final[dict[str, SearchStrategy[Any]]] = {
    "grantor": st.sampled_from([None, *PARTIES]),
    "grantees": several(PARTIES),
    "kinds": several(Kind),
    "types": several(["H1", "U1"], 2),
    "excluded_types": several(["S10", "S11"], 2),
    "zone": st.sampled_from([None, ZONE]),
    "zone_name": WORDS,
    "phases": several(Phase),
    "situations": several(Situation),
    "valid_from": DAYS,
    "valid_until": DAYS,
    "visibility": st.none() | st.sampled_from(Visibility),
    "position_precision_nm": st.just(0.0) | st.floats(0, 600),
    "position_delay_minutes": st.just(0) | MINUTES,
    "incident_awareness": st.none() | st.sampled_from(Awareness),
    "feeds": st.sampled_from([(), ("all",), ("lampedusa",), ("lampedusa", "vms")]),
    "may_request": st.sampled_from([None, True, False]),
    "fuel_points": st.sampled_from([None, True, False]),
    "clocks": st.dictionaries(st.sampled_from(ClockName), MINUTES, max_size=2),
    "entry": st.lists(CLEARANCES, max_size=2).map(tuple),
    "costs": st.none() | COSTS,
    "data_use": WORDS,
    "command": WORDS,
    "liability": WORDS,
    "crew_status": WORDS,
}


def test_every_field_is_tried() -> None:
    assert {*VALUES} == {*FIELDS} - {"article"}


@st.composite
def likes(draw: st.DrawFn) -> tuple[TermPlain, TermPlain]:
    """Two terms that differ in one field, of those that say something by what they say."""
    spoken = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=6))
    first = _tidied({name: draw(VALUES[name]) for name in sorted(spoken)})
    field = draw(st.sampled_from(sorted(VALUES)))
    whole = first.get(field, getattr(TermDocument(article=""), field))
    if field == "entry" and whole:
        part = draw(st.sampled_from([one.name for one in fields(ClearanceClause)]))
        value = (replace(whole[0], **{part: getattr(draw(CLEARANCES), part)}), *whole[1:])
    elif field == "costs" and whole is not None:
        part = draw(st.sampled_from([one.name for one in fields(CostClause)]))
        value = replace(whole, **{part: getattr(draw(COSTS), part)})
    else:
        value = draw(VALUES[field])
    return term(**first), term(**{**first, field: value})


def _tidied(said: dict[str, Any]) -> dict[str, Any]:
    """Without the fields for which a draft is refused; it says something in any case."""
    while faulty := refused(term(**said)):
        said = {name: it for name, it in said.items() if name not in faulty}
        if "article" in faulty:
            said["may_request"] = True
    return said


def refused(one: TermPlain) -> set[str]:
    """The fields for which a draft of it is refused."""
    draft = AgreementDraftBody(valid_from=NOW, terms=(TermDocument(**says(one)),))
    found = faults(draft, at="", reference="MED", parties=PARTIES, now=NOW)
    return {re.split(r"[.\[]", fault["field"].removeprefix("terms[0]."))[0] for fault in found}


def effect(one: TermPlain) -> dict[str, Any]:
    """Its meaning, with no order where none counts."""
    said = {name: _unordered(it) for name, it in says(one).items()}
    said["grantees"] = pairs(one.parties, grantor=one.grantor, grantees=one.grantees)
    return said | {"zone": one.zone is not None}


def _unordered(it: Any) -> Any:
    if isinstance(it, tuple):
        return {_unordered(one) for one in it}
    if isinstance(it, ClearanceClause):
        return tuple(
            frozenset(said) if isinstance(said := getattr(it, one.name), tuple) else said
            for one in fields(it)
        )
    return it


def entering(**limits: Any) -> TermPlain:
    """A term that lets units enter."""
    return term(grantor="MLT", entry=(ClearanceClause(ClearanceMode.PRE_CLEARED),), **limits)


def paid(rate: float) -> TermPlain:
    """A term with a rate."""
    return term(costs=CostClause(CostRule.FULL, currency="EUR", rate_per_hour=rate))


def from_(at: datetime) -> TermPlain:
    """A term that begins to hold."""
    return term(command="Theirs.", valid_from=at)


@given(likes())
@example((entering(), entering(kinds=(Kind.VESSEL,))))
@example((entering(types=("H1",)), entering(types=("U1",))))
@example((entering(), entering(excluded_types=("S10",))))
@example((term(command="Theirs."), term(command="Theirs.", grantees=("ITA",))))
@example((paid(0.001), paid(0.002)))
@example((from_(NOW), from_(NOW + timedelta(seconds=1))))
def test_terms_that_differ_read_differently(two: tuple[TermPlain, TermPlain]) -> None:
    one, other = two
    assume(effect(one) != effect(other))
    assume(not refused(other))
    assert sentence(one, BY_CODE) != sentence(other, BY_CODE)
