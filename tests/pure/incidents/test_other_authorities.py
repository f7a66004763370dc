"""Other authorities that have a case: each its own contact, clock and end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.other_authorities import (
    ENDED_KEPT,
    AuthorityRow,
    AuthorityWord,
    after_leaving,
    after_phase,
    after_silence,
    after_word,
    awaited_again,
    is_same,
    kept_row,
    lapsed,
    last_told,
    names_of,
    not_ended,
    silent_keys,
)
from sar.incidents.words import UnitComes

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)


def minutes(count: int) -> datetime:
    return NOW + timedelta(minutes=count)


def at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def told(
    rows: list[AuthorityRow], name: str, at_min: int = 0, *, distress: bool = False, **said: Any
) -> list[AuthorityRow]:
    word = AuthorityWord(name=name, **said)
    return after_word(rows, word, in_distress=distress, now=minutes(at_min))


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ({}, None),
        ({"heard": "They look."}, None),
        ({"function": "duty officer"}, 0),
        ({"contact_at": minutes(-20)}, -20),
        ({"source": "A tanker"}, None),
        ({"source": "A tanker", "heard": "It is there."}, None),
        ({"source": "A tanker", "function": "duty officer"}, 0),
        ({"source": "A tanker", "contact_at": minutes(-20)}, -20),
    ],
)
def test_only_who_was_spoken_to_or_when_is_a_contact(
    said: dict[str, Any], contact: int | None
) -> None:
    (row,) = told([], "Navy", **said)
    assert at(row["contact_at"]) == (None if contact is None else minutes(contact))


@pytest.mark.parametrize(
    ("contact", "distress", "due"),
    [
        (0, False, 60),
        (0, True, 15),
        (-10, False, 50),
        (-10, True, 5),
        (-40, False, 20),
        (-40, True, 0),
        (-180, False, 0),
    ],
)
def test_its_clock_runs_from_the_last_contact(contact: int, distress: bool, due: int) -> None:
    (row,) = told([], "Navy", distress=distress, contact_at=minutes(contact))
    assert at(row["due_at"]) == minutes(due)


def test_one_that_nobody_has_called_is_due_since_it_was_told_first() -> None:
    rows = told([], "Navy", distress=True, source="A tanker")
    again = told(rows, "Navy", 10, distress=True, source="A yacht", heard="It is there.")
    assert at(again[0]["due_at"]) == minutes(15), "what others say puts nothing off"
    assert (again[0]["source"], again[0]["contact_at"]) == ("A yacht", None)
    called = told(again, "Navy", 12, distress=True, function="duty officer")
    assert (at(called[0]["contact_at"]), at(called[0]["due_at"])) == (minutes(12), minutes(27))


def test_a_word_of_one_changes_nothing_of_the_others() -> None:
    rows = told(told([], "Customs", unit="V 6006"), "Navy", 5, source="A tanker")
    customs, navy = rows
    assert told(rows, "customs ", 10, heard="They look.")[1] == navy
    assert told(rows, "Coast police", 10)[:2] == rows
    left = after_leaving(rows, "CUSTOMS", why="It never sailed.", now=minutes(20))
    assert (left[1], left[0]["ended_why"], left[0]["due_at"]) == (navy, "It never sailed.", None)
    assert [row["name"] for row in not_ended(left)] == ["Navy"]
    assert after_leaving(rows, "Police", why="", now=NOW) == rows, "it never had it"
    assert customs["unit"] == "V 6006"


def test_what_is_not_said_again_stays() -> None:
    rows = told([], "Customs", function="duty officer", unit="V 6006", since=minutes(-90))
    (row,) = told(rows, "CUSTOMS", 10, heard="They look.")
    assert (row["name"], row["function"], row["unit"]) == ("Customs", "duty officer", "V 6006")
    assert (at(row["since"]), row["heard"]) == (minutes(-90), "They look.")
    (other,) = told(rows, "Customs", 10, unit_comes=UnitComes.ANOTHER)
    assert (other["unit"], other["unit_comes"]) == ("", "another"), "nobody has named that one"


def test_a_contact_that_is_older_than_the_last_changes_nothing_heard_since() -> None:
    rows = told([], "Customs", 10, function="duty officer", heard="They look.")
    late = told(rows, "Customs", 20, contact_at=minutes(5), heard="They sail.")
    assert late == rows


def test_one_that_has_it_again_begins_afresh_under_its_name() -> None:
    rows = after_leaving(told([], "Customs", unit="V 6006"), "Customs", why="", now=minutes(5))
    (row,) = told(rows, "customs", 9)
    assert (row["name"], row["unit"], at(row["since"])) == ("Customs", "", minutes(9))
    assert row["ended_at"] is None


def test_the_last_that_have_it_no_more_are_kept() -> None:
    rows: list[AuthorityRow] = []
    for count in range(ENDED_KEPT + 3):
        rows = told(rows, f"Force {count}", count)
        rows = after_leaving(rows, f"Force {count}", why="", now=minutes(count))
    assert [row["name"] for row in rows] == [f"Force {3 + count}" for count in range(ENDED_KEPT)]


def test_a_graver_phase_shortens_each_clock_and_a_lower_one_lengthens_it() -> None:
    rows = told(told([], "Customs"), "Navy", 20)
    graver = after_phase(rows, in_distress=True, now=minutes(25))
    assert [at(row["due_at"]) for row in graver] == [minutes(25), minutes(35)]
    assert after_phase(graver, in_distress=True, now=minutes(30)) == graver
    lower = after_phase(graver, in_distress=False, now=minutes(30))
    assert [at(row["due_at"]) for row in lower] == [minutes(60), minutes(80)]
    left = after_leaving(rows, "Navy", why="", now=minutes(25))
    assert after_phase(left, in_distress=True, now=minutes(30))[1] == left[1]


def test_only_the_silent_one_is_told_and_rings() -> None:
    rows = told(told([], "Customs", distress=True), "Navy", 5, distress=True)
    silent = lapsed(rows, rows[0]["due_at"])
    assert silent == rows[:1]
    after = after_silence(rows, silent, now=minutes(15))
    assert (after[0]["overdue_at"] is not None, after[1]) == (True, rows[1])
    assert lapsed(after, rows[0]["due_at"]) == [], "it is told once"
    (key,) = silent_keys(after)
    assert key.endswith("Customs")
    said = told(after, "Customs", 16, distress=True, heard="It is there.")
    assert silent_keys(said) == [key], "nobody has called it"
    heard = told(after, "Customs", 16, distress=True, function="duty officer")
    assert silent_keys(heard) == []
    assert silent_keys(after_leaving(after, "Customs", why="", now=minutes(16))) == []


def test_two_that_are_due_at_once_are_both_told() -> None:
    rows = told(told([], "Customs"), "Navy")
    assert lapsed(rows, rows[0]["due_at"]) == rows


def test_below_distress_nothing_rings_outside_the_screens() -> None:
    rows = told([], "Customs")
    assert silent_keys(after_silence(rows, rows, now=minutes(60))) == []


def test_a_case_that_is_worked_on_again_gives_those_the_time_that_nobody_told() -> None:
    rows = told(told(told([], "Customs"), "Navy", 100), "Police", 10)
    rows = after_leaving(rows, "Police", why="", now=minutes(20))
    again = awaited_again(rows, now=minutes(120))
    assert at(again[0]["due_at"]) == minutes(180)
    assert again[1:] == rows[1:], "one runs still, one has it no more"


def test_the_last_word_is_the_newest_of_those_that_have_it() -> None:
    rows = told(told(told([], "Customs"), "Navy", 5), "Customs", 9)
    assert (last_told(rows) or {})["name"] == "Customs"
    assert last_told(after_leaving(rows, "Customs", why="", now=minutes(9))) == rows[1]
    assert last_told([]) is None
    assert names_of(rows) == "Customs, Navy"
    assert names_of(rows, but="customs") == "Navy"


NAMES = st.sampled_from(["Customs", " customs", "Navy", "NAVY ", "Coast police"])
WORDS = st.tuples(NAMES, st.booleans(), st.integers(0, 30), st.booleans())


@given(st.lists(WORDS, max_size=12))
def test_whatever_is_told_each_has_one_line_and_the_others_stay(
    words: list[tuple[str, bool, int, bool]],
) -> None:
    rows: list[AuthorityRow] = []
    passed = 0
    for name, over, after, hearsay in words:
        passed += after
        before = rows
        if over:
            rows = after_leaving(rows, name, why="", now=minutes(passed))
        else:
            rows = told(rows, name, passed, source="A tanker" if hearsay else "")
        others = [row for row in before if not is_same(row["name"], name)]
        assert [row for row in rows if not is_same(row["name"], name)] == others
        mine = [row for row in rows if is_same(row["name"], name)]
        assert len(mine) <= 1
        if not over:
            row = kept_row(not_ended(rows), name)
            assert row is not None
            assert row["due_at"]
