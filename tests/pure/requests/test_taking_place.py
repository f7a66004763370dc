"""Units that are gone, each until it is back, or another that takes people has taken its place."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.words import Kind
from sar.assets.catalogue import asset_types
from sar.incidents.gone_help import GoneRow
from sar.incidents.words import HelpGone
from sar.requests.recovery import type_can_take
from sar.requests.taking_place import UnitAtWork, gone_after_lateness, gone_after_step
from sar.requests.words import DeploymentState as D

GONE = {
    D.RECALLED: HelpGone.TURNED_BACK,
    D.DIVERTED: HelpGone.TURNED_BACK,
    D.UNABLE: HelpGone.UNABLE,
}
NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
AT = NOW - timedelta(minutes=10)
BEFORE, SINCE = AT - timedelta(minutes=1), AT + timedelta(minutes=1)

A = UnitAtWork(work="a", unit="ua", name="Alfa", state=D.UNDERWAY, able=True, tasked_at=BEFORE)
B = replace(A, work="b", unit="ub", name="Bravo")


def gone(unit: UnitAtWork, why: HelpGone = HelpGone.TURNED_BACK, at: datetime = AT) -> GoneRow:
    return {
        "name": unit.name,
        "why": why.value,
        "at": at.isoformat(),
        "work": unit.work,
        "unit": unit.unit,
        "owner": unit.owner,
    }


def earlier(row: GoneRow) -> GoneRow:
    """As versions kept it that had one alone."""
    return {name: row[name] for name in ("name", "why", "at")}


TURNED, UNABLE, LATE = (gone(A, why) for why in HelpGone)
CUSTOMS = {"name": "V 6006", "why": "turned_back", "at": AT.isoformat(), "by": "Customs"}
LEADS_ON = {D.UNDERWAY, D.ON_SCENE, D.REFUELLING, D.LOADED, D.DELIVERED, D.PROCEEDING, D.EMBARKED}


@pytest.mark.parametrize("row", [TURNED, UNABLE, LATE, CUSTOMS, earlier(TURNED)])
@pytest.mark.parametrize("state", D)
@pytest.mark.parametrize("able", [True, False])
@pytest.mark.parametrize("tasked_at", [BEFORE, AT, SINCE])
def test_another_takes_its_place_once_it_takes_people_was_tasked_since_and_has_set_out(
    row: GoneRow, state: D, able: bool, tasked_at: datetime
) -> None:
    other = replace(B, state=state, able=able, tasked_at=tasked_at)
    left = gone_after_step([row], other, was=state, now=NOW)
    takes_its_place = able and tasked_at >= AT and state in LEADS_ON
    assert left == ([] if takes_its_place else [row])


@pytest.mark.parametrize("row", [TURNED, UNABLE, earlier(TURNED)])
@pytest.mark.parametrize("state", D)
def test_it_is_back_itself_whatever_it_can_do(row: GoneRow, state: D) -> None:
    found = gone_after_step([row], replace(A, state=state, able=False), was=state, now=NOW)
    assert found == ([] if state in LEADS_ON else [row])


@pytest.mark.parametrize(
    ("tasked_at", "left"), [(SINCE, []), (BEFORE, [TURNED])], ids=["tasked anew", "another part"]
)
def test_the_same_asset_that_is_tasked_anew_is_back(
    tasked_at: datetime, left: list[GoneRow]
) -> None:
    anew = replace(A, work="c", able=False, tasked_at=tasked_at)
    assert gone_after_step([TURNED], anew, was=None, now=NOW) == left


@pytest.mark.parametrize("row", [LATE, earlier(LATE)])
@pytest.mark.parametrize("state", [one for one in D if one not in GONE])
def test_one_that_is_late_is_so_until_it_is_there_or_not_awaited_any_more(
    row: GoneRow, state: D
) -> None:
    awaited = state in {D.COMMITTED, D.MOBILISING, D.UNDERWAY, D.HAILED, D.PROCEEDING}
    found = gone_after_step([row], replace(A, state=state), was=D.COMMITTED, now=NOW)
    assert found == ([row] if awaited else [])


@pytest.mark.parametrize("state", GONE)
@pytest.mark.parametrize("stood", [[], [LATE], [earlier(LATE)], [gone(B)], [CUSTOMS]])
def test_a_unit_that_goes_stands_at_the_end_and_once(stood: list[GoneRow], state: D) -> None:
    *rest, last = gone_after_step(stood, replace(A, state=state), was=D.UNDERWAY, now=NOW)
    assert last == gone(A, GONE[state], NOW)
    assert rest == [one for one in stood if one["name"] != A.name]


def test_what_is_gone_already_is_not_gone_anew() -> None:
    recalled = replace(A, state=D.RECALLED)
    assert gone_after_step([TURNED], recalled, was=D.RECALLED, now=NOW) == [TURNED]


def test_of_two_that_are_late_each_is_back_for_itself() -> None:
    both = gone_after_lateness([LATE], B, late=True, now=NOW)
    assert both == [LATE, gone(B, HelpGone.LATE, NOW)]
    assert gone_after_lateness(both, B, late=False, now=NOW) == [LATE]
    assert gone_after_lateness(both, A, late=False, now=NOW) == both[1:]
    assert gone_after_lateness(both, A, late=True, now=NOW) == [
        both[1],
        gone(A, HelpGone.LATE, NOW),
    ]
    assert gone_after_lateness([TURNED], A, late=False, now=NOW) == [TURNED], "it is not late"


UNITS = st.builds(
    UnitAtWork,
    work=st.sampled_from("abc"),
    unit=st.sampled_from(["ua", "ub"]),
    name=st.sampled_from(["Alfa", "Bravo"]),
    state=st.sampled_from(D),
    able=st.booleans(),
    tasked_at=st.sampled_from([BEFORE, AT, SINCE]),
)
ROWS = st.lists(
    st.builds(gone, UNITS, st.sampled_from(HelpGone), st.sampled_from([AT, SINCE])),
    max_size=4,
    unique_by=lambda one: str(one["work"]),
)


@given(ROWS, UNITS, st.none() | st.sampled_from(D))
def test_a_step_only_ends_what_was_gone_or_adds_its_own_unit(
    rows: list[GoneRow], unit: UnitAtWork, was: D | None
) -> None:
    after = gone_after_step(rows, unit, was=was, now=NOW)
    assert all(one in rows or one["work"] == unit.work for one in after)
    if not unit.able:
        ended = [one for one in rows if one not in after]
        assert all(unit.work == one["work"] or unit.unit == one["unit"] for one in ended)
    assert gone_after_step(after, unit, was=unit.state, now=NOW) == after, "it is told once"


def test_the_screens_know_who_takes_people_aboard_by_kind_and_room() -> None:
    """As `takesPeople` in `frontend/src/state/duties.ts`."""
    for one in asset_types().values():
        room = one.figures.capacity_normal or 0
        by_kind = one.kind is Kind.VESSEL or (one.kind is Kind.AIRCRAFT and room > 0)
        assert by_kind is type_can_take(one, sea_state=None), one.code
