"""Intervals at which units report: their transmitters by position, their crews by voice (pure).

House figures. The field's own: a crew at work says "operations normal" at least each half hour,
and a station that follows ships asks after an hour. A transmitter is given several times the
interval that its kind sends at (AIS, ADS-B and trackers: seconds to a few minutes; a ship beyond
the coast is heard by satellite, with gaps), so that a gap of reception rings nobody.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sar.agreements.words import Kind
from sar.assets.catalogue import AssetType
from sar.assets.words import AssetForm


@dataclass(frozen=True, slots=True)
class ReportingInterval:
    """`position`: the longest gap between positions of a unit whose transmitter is heard; `voice`:
    between words of its crew, where no positions come."""

    position: timedelta
    voice: timedelta


AIRBORNE: Final = ReportingInterval(timedelta(minutes=10), timedelta(minutes=30))
RESCUE_VESSEL: Final = ReportingInterval(timedelta(minutes=20), timedelta(minutes=30))
SHIP: Final = ReportingInterval(timedelta(minutes=30), timedelta(minutes=60))


def interval_of(asset_type: AssetType) -> ReportingInterval | None:
    """The intervals of a unit of that type; None: it does not move by itself, and none is expected.
    A party's own type has those of its kind and form."""
    if asset_type.kind in (Kind.AIRCRAFT, Kind.UNCREWED):
        return AIRBORNE
    if asset_type.kind is Kind.VESSEL:
        return SHIP if asset_type.form is AssetForm.COMMERCIAL_VESSEL else RESCUE_VESSEL
    return None
