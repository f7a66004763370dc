"""Place and setting of the work that a request or an incident asks for, as terms need them."""

from datetime import datetime, timedelta

from sar.agreements.clauses import Setting
from sar.agreements.words import Situation
from sar.geo.position import LatLon
from sar.incidents import visible as incidents
from sar.incidents.case_people import in_water_since
from sar.incidents.datum import drifted
from sar.incidents.models import Incident
from sar.matching.question import Scene, Where
from sar.requests.models import Request


def scene_of(incident: Incident, *, now: datetime) -> Scene:
    """The scene of a case now. Its lead's choice of whom to tell first is no word on whose waters
    these are."""
    datum, weather = drifted(incident, now=now), incident.conditions
    since = in_water_since(incident)
    return Scene(
        place=datum.place,
        drift=datum.drift,
        uncertainty_nm=datum.uncertainty_nm,
        immersed_minutes=datum.age_minutes,
        in_water_minutes=(now - since) / timedelta(minutes=1) if since else None,
        sea_state=weather.get("sea_state"),
        wind_from_deg=weather.get("wind_from_deg"),
        wind_kn=weather.get("wind_kn"),
        water_c=weather.get("water_c"),
        icing=bool(weather.get("icing")),
        ice=bool(weather.get("ice")),
    )


def setting_of(request: Request | None, incident: Incident | None) -> Setting:
    """The setting of the work for terms: the incident's, or that of a request without one."""
    if incident is not None:
        return incidents.setting(incident)
    if request is None:
        return Setting(Situation.CAPACITY_BUILDING)
    return Setting(request.situation, None, request.place, asked_at=request.opened_at)


def is_exercise(request: Request | None, incident: Incident | None) -> bool:
    """Whether the work is an exercise, as the incident or the request says."""
    about = incident or request
    return about is not None and about.exercise


def where_of(request: Request | None, incident: Incident | None, *, now: datetime) -> Where:
    """Place and setting of the work that a request or an incident asks for, as terms need them."""
    if incident is not None:
        return at_incident(incident, now=now)
    place = request.place if request else None
    exercise = request is not None and request.exercise
    return at_place(place, None, setting_of(request, None), exercise=exercise)


def at_incident(incident: Incident, *, now: datetime) -> Where:
    """The place of a case's work."""
    return Where(
        scene_of(incident, now=now),
        incidents.setting(incident),
        incident.datum,
        incident.datum_at,
        incident.searched_for.most,
        incident.exercise,
        incident.id,
    )


def at_place(
    place: LatLon | None, territory: str | None, setting: Setting, *, exercise: bool
) -> Where:
    """The place of work without a case."""
    scene = Scene(place=place, territory=territory)
    return Where(scene, setting, place, None, None, exercise)
