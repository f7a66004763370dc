"""Help of another authority that is gone, and comes again."""

from datetime import UTC, datetime

import pytest

from sar.incidents.authority_help import GoneRow, gone_after
from sar.incidents.words import HelpGone, UnitComes

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
OURS = {"name": "Nemo 11", "why": "late", "at": "2026-10-11T12:00:00+00:00"}
THEIRS = {**OURS, "name": "V 6006", "by": "Customs"}
EARLIER = {**OURS, "name": "V 6006"}
"""As versions kept it that did not say whose it was."""
NAVYS = {**OURS, "name": "P 402", "by": "Navy"}
TURNED = {"name": "V 6006", "why": "turned_back", "at": NOW.isoformat(), "by": "Customs"}


@pytest.mark.parametrize(
    ("stood", "gone", "comes", "after"),
    [
        (None, None, None, None),
        (None, "turned_back", None, TURNED),
        (OURS, "turned_back", None, TURNED),
        (THEIRS, None, None, THEIRS),
        (OURS, None, None, OURS),
        *((THEIRS, None, comes, None) for comes in UnitComes),
        *((EARLIER, None, comes, None) for comes in UnitComes),
        *((NAVYS, None, comes, None) for comes in UnitComes),
        *((OURS, None, comes, OURS) for comes in UnitComes),
        *((None, None, comes, None) for comes in UnitComes),
    ],
)
def test_what_is_gone_after_it_has_told_of_its_unit(
    stood: GoneRow | None, gone: str | None, comes: UnitComes | None, after: GoneRow | None
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
