"""The waters in the text of a clearance: by the lead's word, else by the ruling, else by place."""

import pytest

from sar.geo.territory import UNDETERMINED, UNDETERMINED_BEYOND
from sar.geo.waters import WhoseWaters
from sar.requests.clearances.entry_lines import PREJUDICE, Into, into
from tests.pure.requests.texts.signals import asked, told

OURS, NOBODYS = WhoseWaters("LBY"), WhoseWaters(None)
OPEN, FAR = WhoseWaters(UNDETERMINED), WhoseWaters(UNDETERMINED_BEYOND)


@pytest.mark.parametrize(
    ("code", "by_lead", "here", "in_region", "found"),
    [
        ("entry_by_request", False, OURS, True, Into.ITS_WATERS),
        ("entry_by_request", False, None, False, Into.ITS_WATERS),
        ("entry_by_request", False, OPEN, False, Into.SHARED_WATERS),
        ("entry_by_request", False, FAR, True, Into.ITS_REGION),
        ("entry_by_request", True, OPEN, True, Into.ITS_WATERS),
        ("not_determined_asked", False, None, False, Into.UNPLACED_WATERS),
        ("not_determined_told", False, None, False, Into.UNPLACED_WATERS),
        ("not_determined_asked", False, OURS, False, Into.SHARED_WATERS),
        ("not_determined_told", False, NOBODYS, True, Into.ITS_REGION),
        ("not_determined_asked", True, None, False, Into.ITS_WATERS),
        ("passes_through", False, None, False, Into.UNPLACED_WATERS),
        ("transit_passage", False, OURS, False, Into.ITS_WATERS),
    ],
)
def test_the_waters_are_told_as_they_are_ruled(
    code: str, by_lead: bool, here: WhoseWaters | None, in_region: bool, found: Into
) -> None:
    assert into(code, by_lead=by_lead, here=here, in_region=in_region) is found


@pytest.mark.parametrize("waters", Into)
@pytest.mark.parametrize("at_work", [True, False])
def test_every_text_is_without_prejudice(waters: Into, at_work: bool) -> None:
    assert PREJUDICE in told(asked(), into=waters, at_work=at_work)
