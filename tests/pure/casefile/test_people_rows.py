"""The people of a case as they are printed: counts, and what nobody has counted."""

from sar.casefile.people_rows import people_rows
from sar.incidents.people.headcount import CountedKind
from sar.incidents.people_views import KindTotalView, PeopleView

NOBODY = PeopleView(
    recovered=0,
    aboard=[],
    uncounted=[],
    uncounted_delivered=[],
    delivered=[],
    dead=0,
    died=0,
    dead_aboard=[],
    dead_landed=[],
    born=0,
    back_in_water=0,
    kinds=[],
    found_by_others=[],
    outstanding_min=250,
    outstanding_max=400,
    surplus=0,
)
COUNTED = NOBODY.model_copy(
    update={
        "recovered": 228,
        "kinds": [KindTotalView(kind=CountedKind.CHILDREN, counted=12, of=228)],
    }
)


def printed(people: PeopleView | None, *, with_kinds: bool = True) -> dict[str, str]:
    rows = people_rows(people, "MRCC Roma", with_kinds=with_kinds)
    return {row[0]: row[1] for row in rows}


def test_a_kind_is_printed_with_of_how_many_it_was_counted() -> None:
    assert printed(COUNTED)["Children"] == "12 of 228 counted"
    assert printed(COUNTED)["Pregnant"] == "not counted"
    assert "Children" not in printed(NOBODY), "nobody is found who could be counted"


def test_who_went_into_the_water_again_is_no_part_of_those_there() -> None:
    gone = KindTotalView(kind=CountedKind.CHILDREN, counted=1, of=0)
    printed_kinds = printed(COUNTED.model_copy(update={"kinds": [gone]}))
    assert printed_kinds["Children"] == "1 counted"


def test_kinds_that_are_not_chosen_are_neither_printed_nor_said_not_to_be_counted() -> None:
    assert {"Children", "Pregnant"}.isdisjoint(printed(COUNTED, with_kinds=False))


def test_who_went_into_the_water_again_is_printed() -> None:
    back = NOBODY.model_copy(update={"back_in_water": 5})
    assert printed(back)["Went into the water again"] == "5"


def test_who_does_not_lead_reads_who_counts() -> None:
    assert printed(None) == {"People": "Counted by MRCC Roma, which keeps the case."}
