"""A party's picture of a case at an instant follows from its entries, or is said to be unsure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sar.casefile.past_fold import CaseKnown, ThingKey, case_as_of
from sar.record.service import changes

CASE = "11111111-1111-1111-1111-111111111111"
OTHER = "22222222-2222-2222-2222-222222222222"
BEGUN = datetime(2026, 10, 11, 12, tzinfo=UTC)
KEYS: tuple[ThingKey, ...] = (
    ("incident", CASE),
    ("incident", OTHER),
    ("request", "r1"),
    ("deployment", "d1"),
    ("deployment", "d2"),
)
Pictures = dict[ThingKey, dict[str, Any]]


@dataclass(frozen=True)
class Told:
    """An entry as the record would hold it."""

    number: int
    at: datetime
    steps: list[dict[str, Any]] = field(default_factory=list)
    is_gap: bool = False


def minute(n: int) -> datetime:
    """So many minutes after the beginning."""
    return BEGUN + timedelta(minutes=n)


def value(key: ThingKey, state: int, case: str = CASE) -> dict[str, Any]:
    """A view of a thing."""
    thing, id_ = key
    of_case = {} if thing == "incident" else {"incident_id": case}
    return {"id": id_, "state": state, "created_at": BEGUN.isoformat(), **of_case}


def of_case(picture: Mapping[ThingKey, dict[str, Any]]) -> Pictures:
    """The part of a picture that is about the case."""
    return {
        key: view
        for key, view in picture.items()
        if key == ("incident", CASE) or view.get("incident_id") == CASE
    }


Moves = st.dictionaries(
    st.sampled_from(KEYS),
    st.one_of(st.none(), st.tuples(st.integers(0, 3), st.sampled_from([CASE, CASE, OTHER]))),
    max_size=3,
)


def after(picture: Pictures, moves: Mapping[ThingKey, tuple[int, str] | None]) -> Pictures:
    """The picture once these things look otherwise."""
    result = dict(picture)
    for key, to in moves.items():
        if to is None:
            result.pop(key, None)
        else:
            result[key] = value(key, *to)
    return result


@given(st.lists(st.tuples(Moves, st.none() | Moves), max_size=8), st.integers(-1, 9))
def test_the_fold_says_nothing_that_was_not_so(
    story: list[tuple[Any, Any]], asked_minute: int
) -> None:
    truth: Pictures = {}
    as_it_was: list[Pictures] = []
    entries: list[Told] = []
    for n, (told, silent) in enumerate(story):
        then = after(truth, told)
        steps = changes(truth, then)
        # Beyond what the entry tells, more may change by a new access: never what it has told.
        hidden = {key: to for key, to in (silent or {}).items() if key not in told}
        truth = after(then, hidden)
        entries.append(Told(n + 1, minute(n), steps, is_gap=silent is not None))
        as_it_was.append(truth)
    found = case_as_of(entries, CASE, minute(asked_minute), truth)
    last = min(asked_minute, len(story) - 1)
    was = of_case(as_it_was[last]) if last >= 0 else {}
    for key, thing in found.things.items():
        if thing.is_sure:
            assert thing.value == was.get(key)
    if found.is_whole:
        assert was.keys() <= found.things.keys()
    if found.known is CaseKnown.KNOWN and found.things["incident", CASE].is_sure:
        assert ("incident", CASE) in was
    if found.known in (CaseKnown.NOT_YET, CaseKnown.GONE):
        assert ("incident", CASE) not in was
    if asked_minute >= len(story) - 1:
        assert {key: thing.value for key, thing in found.things.items()} == of_case(truth)
        assert all(thing.is_sure for thing in found.things.values())
        assert found.is_whole


def test_before_the_case_was_told_it_is_not_known_yet() -> None:
    key: ThingKey = ("incident", CASE)
    told = Told(4, minute(5), changes({}, {key: value(key, 1)}))
    found = case_as_of([told], CASE, minute(4), {key: value(key, 1)})
    assert (found.known, found.first_told_at, found.things) == (CaseKnown.NOT_YET, minute(5), {})


def test_a_unit_sent_to_another_case_has_left_this_one() -> None:
    key: ThingKey = ("deployment", "d1")
    here, away = {key: value(key, 1)}, {key: value(key, 1, OTHER)}
    entries = [Told(1, minute(0), changes({}, here)), Told(2, minute(1), changes(here, away))]
    assert case_as_of(entries, CASE, minute(0), {}).things.keys() == {key}
    assert case_as_of(entries, CASE, minute(1), {}).things == {}


def test_an_erased_entry_leaves_unsure_what_is_told_again_only_later() -> None:
    key: ThingKey = ("incident", CASE)
    first, last = {key: value(key, 1)}, {key: value(key, 3)}
    entries = [
        Told(1, minute(0), changes({}, first)),
        Told(2, minute(1), is_gap=True),
        Told(3, minute(2), changes({key: value(key, 2)}, last)),
    ]
    between = case_as_of(entries, CASE, minute(1), last)
    assert not between.things[key].is_sure
    assert between.things[key].told_at == minute(0)
    assert case_as_of(entries, CASE, minute(2), last).things[key].is_sure


def test_what_nothing_has_touched_since_looked_as_it_does_now() -> None:
    key: ThingKey = ("request", "r1")
    entries = [Told(1, minute(0), is_gap=True)]
    found = case_as_of(entries, CASE, minute(1), {key: value(key, 2)})
    assert found.things[key].value == value(key, 2)
    assert found.is_whole
