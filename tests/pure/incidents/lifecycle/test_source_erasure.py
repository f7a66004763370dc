"""The rest of an entry's payload once the sources of its case are erased."""

from typing import Any

import pytest

from sar.incidents.lifecycle.source_erasure import without_sources

Json = dict[str, Any]

CASE = "01a21d4e-0000-7000-8000-000000000001"
OTHER = "01a21d4e-0000-7000-8000-000000000002"
SOURCE = {"who": "Nadia", "call_back": "+8816", "channel": "phone", "language": "ar"}
BLANK = {"who": "", "call_back": "", "channel": "", "language": "ar"}


def body(kind: str = "PictureChanged", sentence: str = "", *steps: Json, **facts: Any) -> Json:
    """The payload of an entry about the case."""
    return {
        "type": kind,
        "about": {"thing": "incident", "id": CASE, "reference": "ITA-1"},
        "facts": facts,
        "sentence": sentence,
        "changes": list(steps),
        "exercise": True,
    }


def step(id_: str = CASE, **value: Any) -> Json:
    """The step of a picture to a view of a case."""
    return {"thing": "incident", "id": id_, "value": {"title": "Boat", **value}}


def test_a_view_of_the_case_keeps_all_but_its_sources() -> None:
    seen = step(
        source=SOURCE,
        pob={"min": 3, "source": "Nadia"},
        in_water={"since": "2026-10-11T12:26:00Z", "source": "Nadia"},
        latest_positions=[{"id": "p", "source": "Nadia"}],
        other_authority={"name": "Navy", "source": "Nadia"},
        other_authorities=[{"name": "Customs", "source": ""}, {"name": "Navy", "source": "Nadia"}],
        people={"dead": 1, "found_by_others": [{"by": "Navy", "dead": 1, "source": "Nadia"}]},
        found_by_others=[{"by": "Navy", "dead": 1, "source": "Nadia"}],
        voyage={"last_port": "Zawiya"},
        craft={"name": "Sirocco", "callsign": None, "mmsi": None, "flag": "LBY"},
    )
    left = without_sources(body("PictureChanged", "", seen), incident_id=CASE)
    assert left["changes"] == [
        step(
            source=BLANK,
            pob={"min": 3, "source": ""},
            in_water={"since": "2026-10-11T12:26:00Z", "source": ""},
            latest_positions=[{"id": "p", "source": ""}],
            other_authority={"name": "Navy", "source": ""},
            other_authorities=[{"name": "Customs", "source": ""}, {"name": "Navy", "source": ""}],
            people={"dead": 1, "found_by_others": [{"by": "Navy", "dead": 1, "source": ""}]},
            found_by_others=[{"by": "Navy", "dead": 1, "source": ""}],
            voyage=None,
            craft=None,
        )
    ]


def test_a_call_back_that_was_withheld_stays_so() -> None:
    seen = step(source=SOURCE | {"call_back": None}, pob={}, in_water=None)
    left = without_sources(body("PictureChanged", "", seen), incident_id=CASE)
    assert left["changes"][0]["value"]["source"] == BLANK | {"call_back": None}


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [step(OTHER, source=SOURCE)],
        [step(view="coarse")],
        [{"thing": "incident", "id": CASE, "value": None}],
        [{"thing": "request", "id": CASE, "value": {"source": SOURCE}}],
    ],
)
def test_what_tells_no_source_of_the_case_stays_as_it_is(steps: list[Json]) -> None:
    whole = body("IncidentChanged", "ITA-1: title changed.", *steps, fields="title")
    assert without_sources(whole, incident_id=CASE) == whole


@pytest.mark.parametrize(
    ("kind", "said", "facts", "left"),
    [
        (
            "PositionReported",
            "ITA-1: a position was reported by Nadia.",
            {"source": "Nadia"},
            "ITA-1: a position was reported by a source since erased.",
        ),
        (
            "OnBoardTold",
            "ITA-1: 3 are on board, not 5. Counted. Source: Nadia.",
            {"was": "5", "now": "3", "reason": "Counted.", "source": "Nadia"},
            "ITA-1: 3 are on board, not 5. Counted. Source: a source since erased.",
        ),
        (
            "LogWritten",
            "ITA-1: People are in the water since 11 Oct 12:26Z. Source: Nadia.",
            {"text": "People are in the water since 11 Oct 12:26Z. Source: Nadia."},
            "ITA-1: People are in the water since 11 Oct 12:26Z. Source: a source since erased.",
        ),
        (
            "LogWritten",
            "ITA-1: Called Nadia again.",
            {"text": "Called Nadia again."},
            "ITA-1: Called Nadia again.",
        ),
    ],
)
def test_a_fact_tells_its_source_no_more(kind: str, said: str, facts: Json, left: str) -> None:
    found = without_sources(body(kind, said, **facts), incident_id=CASE)
    assert found["sentence"] == left
    assert ("Nadia" in str(found)) == ("Called" in said)


def test_it_is_erased_once() -> None:
    once = without_sources(
        body("PositionReported", "", step(source=SOURCE), source="Nadia"), incident_id=CASE
    )
    assert without_sources(once, incident_id=CASE) == once
