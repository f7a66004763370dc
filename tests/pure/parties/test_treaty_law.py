"""The law of 2004: what rests on it, whom it binds, and what the others are shown."""

import pytest

from sar.parties.treaty_law import (
    SAR_2004,
    SOLAS_2004,
    Amendments,
    instrument_of_2004,
    law_for,
)


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("SAR Convention, Annex 3.1.9", SAR_2004),
        ("SAR Convention, Annex 3.1.6.4", SAR_2004),
        ("SAR Convention, Annex 1.3.2 and 4.8.5", SAR_2004),
        ("SAR Convention, Annex 2.1.1, last sentence", SAR_2004),
        ("SAR Convention, Annex 2.1.1", None),
        ("SAR Convention, Annex 2.1.10", None),
        ("SAR Convention, Annex 3.1.6", None),
        ("SAR Convention, Annex 3.1.6.3", None),
        ("SAR Convention, Annex 3.1.3-3.1.4", None),
        ("SOLAS V/33.1-1", SOLAS_2004),
        ("SOLAS V/33.6", SOLAS_2004),
        ("SOLAS V/33", None),
        ("SOLAS V/33.1", None),
        ("SOLAS V/33.2", None),
        ("UNCLOS 98", None),
        ("", None),
    ],
)
def test_a_citation_rests_on_the_instrument_of_its_paragraph(
    text: str, instrument: str | None
) -> None:
    assert instrument_of_2004(text) == instrument


@pytest.mark.parametrize(
    ("status", "amendments"),
    [
        ("accepted", Amendments.BIND),
        ("party", Amendments.BIND),
        ("objected", Amendments.DO_NOT_BIND),
        ("not_accepted", Amendments.DO_NOT_BIND),
        ("not_party", Amendments.DO_NOT_BIND),
        ("not_checked", Amendments.NOT_CHECKED),
        ("", Amendments.NOT_CHECKED),
    ],
)
def test_the_status_in_the_directory_says_whether_it_binds(
    status: str, amendments: Amendments
) -> None:
    assert law_for("MLT", {"SAR 1979": "party", SAR_2004: status}).amendments is amendments


def test_a_state_that_is_no_party_to_the_convention_is_not_cited_it() -> None:
    statuses = {"SAR 1979": "not_party", SAR_2004: "not_checked"}
    assert law_for("Erewhon", statuses).amendments is Amendments.NO_PARTY


def test_a_state_of_which_nothing_is_said_is_not_checked() -> None:
    assert law_for("LBY", {"SAR 1979": "party"}).amendments is Amendments.NOT_CHECKED
