"""Views of the places of a case: its datum, reported positions and voyage."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sar.geo.geojson import Point
from sar.geo.position import LatLon, format_ddm
from sar.incidents.datum import drift_of, followed_until, growth_kn, unknown_growth_kn
from sar.incidents.models import DatumChange, Incident, ReportedPosition
from sar.incidents.place_views import (
    ConditionsView,
    CraftView,
    DatumChangeView,
    DatumView,
    DriftView,
    ReportedPositionView,
    VoyageView,
)
from sar.incidents.scene_weather import wind_chill_c
from sar.incidents.schemas import ConditionsBody


def place_fields(incident: Incident, *, call_back: bool) -> dict[str, Any]:
    """The fields of conditions and datum of a case, and of the craft and its voyage for involved
    parties."""
    return {
        "conditions": _conditions(incident.conditions),
        "datum": working_datum(incident),
        "craft": incident.craft and CraftView(**incident.craft) if call_back else None,
        "voyage": incident.voyage and _voyage(incident.voyage) if call_back else None,
    }


def _conditions(kept: Mapping[str, Any]) -> ConditionsView:
    told = ConditionsBody.of_kept(kept)
    return ConditionsView(**told.model_dump(), wind_chill_c=wind_chill_c(told.air_c, told.wind_kn))


def working_datum(incident: Incident) -> DatumView | None:
    """The working datum, None when there is none yet."""
    if incident.datum is None or incident.datum_at is None:
        return None
    drift = drift_of(incident)
    return DatumView(
        point=Point.of(incident.datum),
        position=format_ddm(incident.datum),
        at=incident.datum_at,
        uncertainty_nm=incident.datum_uncertainty_nm or 0.0,
        drift_course_deg=incident.drift_course_deg,
        drift_speed_kn=incident.drift_speed_kn,
        drift=drift and DriftView(**asdict(drift)),
        growth_kn=growth_kn(drift),
        followed_until=followed_until(incident.datum_at),
        unknown_growth_kn=unknown_growth_kn(drift),
    )


def _voyage(told: Mapping[str, Any]) -> VoyageView:
    port = told["port_at"]
    return VoyageView(**{**told, "port_at": port and Point(coordinates=tuple(port))})


def datum_change(row: DatumChange) -> DatumChangeView:
    """A working datum of the history."""
    return DatumChangeView.of_row(row, **where(row.point))


def position(row: ReportedPosition) -> ReportedPositionView:
    """A reported position."""
    return ReportedPositionView.of_row(row, **where(row.point))


def where(point: LatLon) -> dict[str, Point | str]:
    """A place as views tell it: for machines, and in words for people."""
    return {"point": Point.of(point), "position": format_ddm(point)}
