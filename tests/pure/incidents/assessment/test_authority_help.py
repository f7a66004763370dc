"""Help of another authority that is gone, and comes again."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from sar.incidents.assessment.authority_help import gone_after
from sar.incidents.gone_help import GoneRow, gone_units, newest_gone
from sar.incidents.words import HelpGone, UnitComes

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
AT = "2026-10-11T12:00:00+00:00"
OURS = {"name": "Nemo 11", "why": "late", "at": AT, "work": "w", "unit": "u"}
THEIRS = {"name": "V 6006", "why": "late", "at": AT, "by": "Customs"}
THEIRS_TOO = {**THEIRS, "name": "V 7001"}
EARLIER = {"name": "V 6006", "why": "late", "at": AT}
"""As versions kept it that did not say whose it was."""
NAVYS = {**THEIRS, "name": "P 402", "by": "Navy"}
TURNED = {"name": "V 6006", "why": "turned_back", "at": NOW.isoformat(), "by": "Customs"}
RETURNS = (UnitComes.BACK, UnitComes.SAILS_AGAIN)


@pytest.mark.parametrize(
    ("stood", "gone", "comes", "after"),
    [
        ([], None, None, []),
        ([], "turned_back", None, [TURNED]),
        ([OURS], "turned_back", None, [OURS, TURNED]),
        ([THEIRS, NAVYS], "turned_back", None, [NAVYS, TURNED]),
        ([THEIRS], None, None, [THEIRS]),
        ([OURS], None, None, [OURS]),
        *(([THEIRS], None, comes, []) for comes in UnitComes),
        *(([EARLIER], None, comes, []) for comes in UnitComes),
        *(([OURS], None, comes, [OURS]) for comes in UnitComes),
        *(([OURS, THEIRS], None, comes, [OURS]) for comes in UnitComes),
        *(([], None, comes, []) for comes in UnitComes),
        # Another that has set out takes the place of all; one that is back is back itself alone.
        ([NAVYS, THEIRS_TOO, OURS], None, UnitComes.ANOTHER, [OURS]),
        *(([NAVYS, THEIRS], None, comes, [NAVYS]) for comes in RETURNS),
        *(([THEIRS_TOO, THEIRS], None, comes, [THEIRS_TOO]) for comes in RETURNS),
        *(([NAVYS], None, comes, [NAVYS]) for comes in RETURNS),
        # Called by another name, where the authority has one alone that is gone.
        *(([THEIRS_TOO, NAVYS], None, comes, [NAVYS]) for comes in RETURNS),
    ],
)
def test_what_is_gone_after_it_has_told_of_its_unit(
    stood: Sequence[GoneRow], gone: str | None, comes: UnitComes | None, after: list[GoneRow]
) -> None:
    found = gone_after(
        stood,
        name="Customs",
        unit="V 6006",
        gone=HelpGone(gone) if gone else None,
        comes=comes,
        now=NOW,
    )
    assert found == after


def test_what_an_earlier_version_kept_is_read() -> None:
    assert gone_units(None) == gone_units([]) == []
    assert gone_units(EARLIER) == gone_units([EARLIER]) == [EARLIER]
    assert newest_gone([OURS, THEIRS]) == THEIRS
    assert newest_gone(None) is None
