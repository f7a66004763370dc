"""The identity of the craft in distress in texts: what is known, what is missing, no more."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.state_names import StateNames
from sar.incidents.texts.case_facts import Case
from sar.incidents.texts.case_texts import identity, identity_on_air, whole_identity
from sar.incidents.texts.craft import Craft, hailed, identified, kept_of, missing
from tests.pure.incidents.texts.test_texts import CASE

WHOLE = Craft("Sirocco", "5AXY7", "642000111", "Libya")
NONE = "NO NAME, CALL SIGN OR FLAG ON FILE"


@pytest.mark.parametrize(
    ("craft", "known", "gaps", "on_air"),
    [
        (Craft(), "", NONE, ""),
        (Craft(mmsi="642000111"), "MMSI 642000111", NONE, "MMSI 642000111"),
        (Craft(name="Sirocco"), "NAME Sirocco", "NOT ON FILE: CALL SIGN, FLAG", "Sirocco"),
        (Craft(callsign="5AXY7"), "CALL SIGN 5AXY7", "NOT ON FILE: NAME, FLAG", "CALL SIGN 5AXY7"),
        (Craft(flag="Libya"), "FLAG Libya", "NOT ON FILE: NAME, CALL SIGN", ""),
        (
            WHOLE,
            "NAME Sirocco, CALL SIGN 5AXY7, MMSI 642000111, FLAG Libya",
            "",
            "Sirocco, CALL SIGN 5AXY7, MMSI 642000111",
        ),
    ],
)
def test_what_is_known_is_told_and_what_is_not_is_missing(
    craft: Craft, known: str, gaps: str, on_air: str
) -> None:
    assert (identified(craft), missing(craft), hailed(craft)) == (known, gaps, on_air)


@given(st.builds(Craft, *[st.sampled_from(["", mark]) for mark in ("N1", "C2", "M3", "F4")]))
def test_each_part_is_told_as_it_is_or_not_at_all(craft: Craft) -> None:
    known, on_air = identified(craft), hailed(craft)
    for part, mark in zip(fields(craft), ("N1", "C2", "M3", "F4"), strict=True):
        assert (mark in known) is bool(getattr(craft, part.name))
    assert "F4" not in on_air


def test_a_reader_who_may_not_know_it_reads_nothing_of_it_not_that_it_is_missing() -> None:
    assert whole_identity(CASE) == identity(CASE) == "fishing vessel, Wooden boat taking water"


@pytest.mark.parametrize(
    ("tells", "text"),
    [
        (
            identity,
            "fishing vessel, NAME Sirocco, FLAG Libya, Wooden boat taking water",
        ),
        (
            whole_identity,
            "fishing vessel, NAME Sirocco, FLAG Libya, Wooden boat taking water."
            " NOT ON FILE: CALL SIGN",
        ),
        (identity_on_air, "FISHING VESSEL, NAME Sirocco"),
    ],
)
def test_the_case_tells_it_beside_its_title(tells: object, text: str) -> None:
    assert callable(tells)
    case: Case = replace(CASE, craft=Craft(name="Sirocco", flag="Libya"))
    assert tells(case) == text


def test_a_flag_has_its_name_where_the_directory_has_it() -> None:
    kept = {"name": "", "callsign": None, "mmsi": None, "flag": "LBY"}
    assert Craft.of(kept, StateNames({"LBY": "Libya"})) == Craft(flag="Libya")
    assert Craft.of(kept, StateNames({})) == Craft(flag="LBY")
    assert Craft.of(None, StateNames({"LBY": "Libya"})) == Craft()


def test_nothing_told_is_nothing_kept() -> None:
    assert kept_of({"name": "", "callsign": None}) is None
    assert kept_of(None) is None
    assert kept_of({"name": "Sirocco", "flag": None}) == {"name": "Sirocco", "flag": None}
