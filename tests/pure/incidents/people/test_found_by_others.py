"""People whom others found are in the balance: nobody is lost, nothing falls below none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.people.found_by_others import (
    after_entry,
    found_people,
    numbers_of,
    where_of,
    with_others,
)
from sar.incidents.people.outstanding import FoundPeople, PersonsRange, outstanding_range
from sar.incidents.phases import Outstanding, outstanding

Row = dict[str, Any]
many = st.integers(0, 500)
PLACES = st.sampled_from(["", "Steccato", "Crotone"])


def row(id_: str = "1", **told: Any) -> Row:
    base = {"by": "Customs", "alive": None, "dead": None, "aboard": False, "place": ""}
    return {"id": id_, **base, **told}


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    return [
        row(
            str(number),
            alive=draw(st.none() | many),
            dead=draw(st.none() | many),
            aboard=draw(st.booleans()),
            place=draw(PLACES),
        )
        for number in range(draw(st.integers(0, 5)))
    ]


@st.composite
def by_units(draw: st.DrawFn) -> Row:
    landed = draw(st.integers(1, 9))
    return {
        "aboard": [{"deployment_id": "d", "name": "CP 1", "persons": draw(st.integers(1, 9))}],
        "delivered": [{"place": "Crotone", "persons": draw(st.integers(1, 9))}],
        "dead": landed,
        "dead_aboard": [],
        "dead_landed": [{"place": "Crotone", "persons": landed}],
        "born": 1,
    }


def persons(places: list[Row]) -> int:
    return sum(one["persons"] for one in places)


def found(counts: Row) -> FoundPeople:
    return found_people(counts, [])


@given(by_units() | st.just({}), rows())
def test_everybody_who_was_told_is_counted_once(units: Row, told: list[Row]) -> None:
    whole, alone = with_others(units, told), with_others(units, [])
    alive = sum(one["alive"] or 0 for one in told)
    dead = sum(one["dead"] or 0 for one in told)
    assert found(whole) == found_people(units, told), "in sums as place by place"
    assert found(whole).total == found(alone).total + alive + dead
    assert whole["dead"] == alone["dead"] + dead
    where = ("dead_aboard", "dead_landed")
    placed = [sum(persons(counts[name]) for name in where) for counts in (whole, alone)]
    assert placed[0] == placed[1] + dead
    for name in ("aboard", "delivered", *where):
        assert all(one["persons"] > 0 for one in whole[name])
        assert persons(whole[name]) >= persons(alone[name])
    assert len({one["place"] for one in whole["delivered"]}) == len(whole["delivered"])


@given(rows(), many, st.none() | many)
def test_the_missing_are_a_range_that_only_told_numbers_make_smaller(
    told: list[Row], least: int, more: int | None
) -> None:
    on_board = PersonsRange(least, None if more is None else least + more)
    before, left = on_board, on_board
    for end in range(1, len(told) + 1):
        left = outstanding_range(on_board, found(with_others({}, told[:end])))
        assert 0 <= left.least <= before.least
        assert left.most is None or left.least <= left.most
        numbers = numbers_of(told[end - 1])
        if not numbers.alive and not numbers.dead:
            assert left == before, "what nobody has told finds nobody"
        before = left
    assert (left.most is None) == (on_board.most is None)


@pytest.mark.parametrize(
    ("units", "others", "left"),
    [
        ({}, [], Outstanding(unaccounted=12)),
        ({}, [row(alive=12)], Outstanding()),
        ({}, [row(alive=10, dead=2, aboard=True)], Outstanding(undelivered=10)),
        ({}, [row(alive=12), row("2", dead=3)], Outstanding(surplus=3)),
        ({}, [row()], Outstanding(unaccounted=12)),
        (
            {"aboard": [{"name": "Nemo", "persons": 4}], "dead": 1, "delivered": []},
            [row(alive=5)],
            Outstanding(undelivered=4, unaccounted=2),
        ),
        (
            {"delivered": [{"place": "Crotone", "persons": 9}], "born": 1, "doubted": 2},
            [row(alive=1), row("2", dead=3)],
            Outstanding(unaccounted=2),
        ),
        (
            {"uncounted": [{"name": "Nemo"}]},
            [row(alive=2)],
            Outstanding(unaccounted=10, uncounted=("Nemo",)),
        ),
        (
            {
                "uncounted_delivered": [
                    {"name": "Nemo", "place": "Crotone"},
                    {"name": "Nemo", "place": "Catania"},
                ]
            },
            [row(dead=2)],
            Outstanding(unaccounted=10, uncounted_delivered=("Nemo",)),
        ),
    ],
)
def test_one_sum_tells_what_stands_open(units: Row, others: list[Row], left: Outstanding) -> None:
    people = found_people(units, others)
    on_board = PersonsRange(12, 12)
    assert outstanding(on_board, people, highest=12, distress=True) == left
    most = outstanding_range(on_board, people).most
    assert most == left.unaccounted, "as it is shown"


def test_what_the_units_counted_stays_as_it_is() -> None:
    units = {
        "aboard": [],
        "delivered": [{"place": "Crotone", "persons": 3}],
        "kinds": [],
        "died": 1,
    }
    whole = with_others(units, [row(alive=2, place="Crotone")])
    assert whole["delivered"] == [{"place": "Crotone", "persons": 5}]
    assert units["delivered"] == [{"place": "Crotone", "persons": 3}]
    assert (whole["kinds"], whole["died"]) == ([], 1)


def test_who_is_aboard_the_vessel_of_others_is_not_delivered() -> None:
    whole = with_others({}, [row(alive=10, dead=2, aboard=True)])
    assert whole["aboard"] == [{"deployment_id": None, "name": "Customs", "persons": 10}]
    assert whole["dead_aboard"] == [{"deployment_id": None, "name": "Customs", "persons": 2}]
    assert whole["delivered"] == whole["dead_landed"] == []


@given(rows(), many)
def test_a_correction_takes_the_place_of_its_entry_alone(told: list[Row], alive: int) -> None:
    for old in told:
        new = row(old["id"], alive=alive)
        after = after_entry(told, new)
        assert [one["id"] for one in after] == [one["id"] for one in told]
        assert [one for one in after if one is not new] == [one for one in told if one is not old]
    assert after_entry(told, row("other")) == [*told, row("other")]


@pytest.mark.parametrize(
    ("told", "counts", "where"),
    [
        (row(alive=80, place="Steccato"), "80 alive, number of dead not told", "at Steccato"),
        (row(dead=0), "number alive not told, 0 dead", "place not told"),
        (row(alive=1, dead=2, aboard=True), "1 alive, 2 dead", "aboard their vessel"),
        (row(aboard=True, place="Crotone"), "number alive not told, number of dead not told",
         "aboard their vessel at Crotone"),
    ],
)  # fmt: skip
def test_it_is_told_in_words(told: Row, counts: str, where: str) -> None:
    assert numbers_of(told).text == counts
    assert where_of(told) == where
