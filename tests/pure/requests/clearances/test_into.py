"""The waters in the text of a clearance: by the ruling, else by place."""

import pytest

from sar.agreements.words import ClearanceMode
from sar.geo.territory import UNDETERMINED, UNDETERMINED_BEYOND
from sar.geo.waters import WhoseWaters
from sar.incidents.texts.telex import unwrapped
from sar.requests.clearances.clearance_lines import PREJUDICE, Into, into
from sar.requests.words import ClearanceState
from tests.pure.requests.texts.signals import asked, told

OURS, ANOTHERS, NOBODYS = WhoseWaters("LBY"), WhoseWaters("TUN"), WhoseWaters(None)
OPEN, FAR = WhoseWaters(UNDETERMINED), WhoseWaters(UNDETERMINED_BEYOND)


@pytest.mark.parametrize(
    ("code", "here", "in_region", "found"),
    [
        ("entry_by_request", OURS, True, Into.ITS_WATERS),
        ("entry_by_request", None, False, Into.ITS_WATERS),
        ("entry_by_request", OPEN, False, Into.SHARED_WATERS),
        ("entry_by_request", FAR, True, Into.ITS_REGION),
        ("not_determined_asked", None, False, Into.UNPLACED_WATERS),
        ("not_determined_told", None, False, Into.UNPLACED_WATERS),
        ("not_determined_asked", OURS, False, Into.SHARED_WATERS),
        ("not_determined_told", NOBODYS, True, Into.ITS_REGION),
        ("passes_through", None, False, Into.UNPLACED_WATERS),
        ("transit_passage", OURS, False, Into.ITS_WATERS),
        ("entry_by_request", NOBODYS, False, Into.SHARED_WATERS),
        ("entry_by_request", ANOTHERS, False, Into.SHARED_WATERS),
        ("entry_by_request", ANOTHERS, True, Into.ITS_REGION),
    ],
)
def test_the_waters_are_told_as_they_are_ruled(
    code: str, here: WhoseWaters | None, in_region: bool, found: Into
) -> None:
    assert into(code, asked="LBY", here=here, in_region=in_region) is found


@pytest.mark.parametrize(
    ("mode", "code", "begins"),
    [
        ("notify", "transit_passage", "NOTIFICATION OF PASSAGE THROUGH"),
        ("notify", "passes_through", "NOTIFICATION OF PASSAGE THROUGH"),
        ("notify", "entry_notify", "NOTIFICATION OF ENTRY INTO"),
        ("notify", "entry_by_request", "NOTIFICATION OF ENTRY INTO"),
        ("request", "transit_passage", "REQUEST FOR ENTRY INTO"),
        ("request", "entry_by_request", "REQUEST FOR ENTRY INTO"),
    ],
)
def test_a_notice_says_that_it_is_one_and_of_what(mode: str, code: str, begins: str) -> None:
    state = ClearanceState.NOTIFIED if mode == "notify" else ClearanceState.ASKED
    one = asked(mode=ClearanceMode(mode), code=code, state=state)
    text = told(one, into=Into.ITS_WATERS)
    assert f"{begins} THE TERRITORY OR TERRITORIAL SEA" in " ".join(text.split())
    assert ("CONDITIONS" in text) is (mode == "request")


@pytest.mark.parametrize(
    ("waters", "first", "then"),
    [
        (
            Into.ITS_WATERS,
            "REQUEST FOR ENTRY INTO THE TERRITORY OR TERRITORIAL SEA OF LIBYA, SOLELY FOR SEARCH"
            " AND RESCUE",
            PREJUDICE,
        ),
        (
            Into.SHARED_WATERS,
            "REQUEST FOR ENTRY INTO WATERS AT THE POSITION GIVEN, SOLELY FOR SEARCH AND RESCUE",
            "WHOSE WATERS THEY ARE IS NOT DETERMINED HERE",
        ),
        (
            Into.ITS_REGION,
            "REQUEST FOR ENTRY INTO WATERS IN THE SAR REGION OF JRCC TRIPOLI, SOLELY FOR SEARCH AND"
            " RESCUE",
            "WHOSE WATERS THEY ARE IS NOT DETERMINED HERE",
        ),
        (
            Into.UNPLACED_WATERS,
            "REQUEST FOR ENTRY INTO WATERS WHOSE STATE IS NOT DETERMINED HERE, SOLELY FOR SEARCH"
            " AND RESCUE",
            PREJUDICE,
        ),
    ],
)
def test_the_request_is_a_sentence_and_whose_waters_they_are_a_line_of_its_own(
    waters: Into, first: str, then: str
) -> None:
    lines = unwrapped(told(asked(), into=waters))
    at = next(n for n, line in enumerate(lines) if line.startswith("REQUEST FOR ENTRY"))
    assert lines[at : at + 2] == [first, then]
    assert PREJUDICE in lines


@pytest.mark.parametrize("waters", Into)
@pytest.mark.parametrize("at_work", [True, False])
def test_every_text_is_without_prejudice(waters: Into, at_work: bool) -> None:
    assert PREJUDICE in told(asked(), into=waters, at_work=at_work)
