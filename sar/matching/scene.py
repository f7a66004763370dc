"""The scene of a case as matching reads it: the drifted datum and the conditions there."""

from datetime import datetime

from sar.incidents.datum import drifted
from sar.incidents.models import Incident
from sar.matching.question import Scene


def scene_of(incident: Incident, *, now: datetime) -> Scene:
    """The scene of a case now."""
    datum, weather = drifted(incident, now=now), incident.conditions
    return Scene(
        place=datum.place,
        drift=datum.drift,
        uncertainty_nm=datum.uncertainty_nm,
        immersed_minutes=datum.age_minutes,
        territory=incident.territory_of,
        sea_state=weather.get("sea_state"),
        wind_kn=weather.get("wind_kn"),
        water_c=weather.get("water_c"),
        icing=bool(weather.get("icing")),
        ice=bool(weather.get("ice")),
    )
