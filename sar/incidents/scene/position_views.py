"""Response shapes of a position before it is filed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sar.geo.geojson import Point
from sar.incidents.centre_ref import CentreRef
from sar.incidents.words import IncidentState
from sar.wire import View


class NamedPlaceView(View):
    """Course and distance to the position from a place that people know by name."""

    name: str
    course_deg: int
    distance_nm: float


class PositionWarningView(View):
    """A reason to look at a position again; it refuses nothing."""

    code: str
    sentence: str
    params: dict[str, Any]


class NearCaseView(View):
    """Another case near in place and time: another boat, until it is proven the same."""

    id: UUID
    reference: str
    title: str
    state: IncidentState
    lead: str
    datum_at: datetime
    distance_nm: float


class PositionLookView(View):
    """A position as it was read, and where that is."""

    point: Point
    position: str
    near: NamedPlaceView | None
    regions: list[CentreRef]
    """Every centre whose region holds it; several may, or none."""
    warnings: list[PositionWarningView]
    cases: list[NearCaseView]
