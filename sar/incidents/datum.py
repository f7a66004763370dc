"""The datum of a case as it has drifted by now, and the sea fields that lead to it.

The screens carry a datum along by the same rule (`frontend/src/geo/present.ts`):
`tests/vectors/drift.json` holds both to it.
"""

import asyncio
import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.field_cache import BOATS, SceneFields, scene_fields
from sar.incidents import drift as drifting
from sar.incidents.drift import DRIFT_UNKNOWN_KN, Drift
from sar.incidents.models import Incident

OLDEST_MINUTES: Final = 7.0 * 24.0 * 60.0
"""A datum is carried along for a week at most: drift is not extrapolated further. From then on
nobody knows where it is: the area about the place of then grows in every direction."""


@dataclass(frozen=True, slots=True)
class DriftedDatum:
    """Position now, the drift that carried it there, its uncertainty and the age of the datum.

    `is_unknown`: the drift is not followed any more; `place` is but the middle of where it may be.
    """

    place: LatLon | None
    drift: Drift | None
    uncertainty_nm: float
    age_minutes: float
    is_unknown: bool = False


def drifted(incident: Incident, *, now: datetime) -> DriftedDatum:
    """The datum carried along by its drift; its uncertainty grows with its age."""
    drift = drift_of(incident)
    age_minutes = 0.0
    if incident.datum_at is not None:
        age_minutes = max(0.0, (now - incident.datum_at).total_seconds() / 60.0)
    gone_minutes = min(age_minutes, OLDEST_MINUTES)
    later_minutes = age_minutes - gone_minutes
    grown_nm = (growth_kn(drift) * gone_minutes + unknown_growth_kn(drift) * later_minutes) / 60.0
    place = incident.datum
    return DriftedDatum(
        place=None if place is None else drifting.carried(place, drift, gone_minutes),
        drift=drift,
        uncertainty_nm=(incident.datum_uncertainty_nm or 0.0) + grown_nm,
        age_minutes=age_minutes,
        is_unknown=place is not None and later_minutes > 0.0,
    )


def growth_kn(drift: Drift | None) -> float:
    """The speed at which the uncertainty of a datum grows."""
    return drift.spread_kn if drift else DRIFT_UNKNOWN_KN


def unknown_growth_kn(drift: Drift | None) -> float:
    """The speed at which the area grows once the drift is not followed any more: it may drift on
    as fast as it did, to any side (house figure)."""
    speed_kn = drift.speed_kn + drift.spread_kn if drift else 0.0
    return max(speed_kn, DRIFT_UNKNOWN_KN)


def followed_until(datum_at: datetime) -> datetime:
    """The time until which the drift of a datum is followed."""
    return datum_at + timedelta(minutes=OLDEST_MINUTES)


def told_at(incident: Incident, *, now: datetime) -> datetime:
    """The instant for which people are told the present place: a whole minute, as it is written;
    of a closed case the minute of its closing."""
    return (incident.closed_at or now).replace(second=0, microsecond=0)


def within_nm(uncertainty_nm: float) -> float:
    """An uncertainty as people are told it: in tenths, never less than it is."""
    return math.ceil(uncertainty_nm * 10.0 - 1e-9) / 10.0


def drift_of(incident: Incident) -> Drift | None:
    """The drift that the lead has set; else by wind and current for the class of the object."""
    if incident.drift_course_deg is not None and incident.drift_speed_kn is not None:
        return drifting.given_drift(incident.drift_course_deg, incident.drift_speed_kn)
    weather = incident.conditions
    return drifting.reckoned(
        incident.object_class,
        wind_from_deg=weather.get("wind_from_deg"),
        wind_kn=weather.get("wind_kn"),
        current_to_deg=weather.get("current_to_deg"),
        current_kn=weather.get("current_kn"),
    )


def field_place(incident: Incident, *, now: datetime) -> LatLon | None:
    """The place of the sea field that serves the datum now; None without a datum."""
    if incident.datum is None:
        return None
    age_minutes = drifted(incident, now=now).age_minutes
    return field_place_after(incident.datum, drift_of(incident), age_minutes)


def field_place_after(datum: LatLon, drift: Drift | None, age_minutes: float) -> LatLon:
    """The place of the sea field that serves a datum of that age."""
    return drifting.stepped(datum, drift, min(age_minutes, OLDEST_MINUTES))


async def sea_about(
    datum: LatLon | None,
    drift: Drift | None,
    age_minutes: float,
    draughts: Collection[Draught] = BOATS,
) -> SceneFields | None:
    """The ways by water to a datum of that age, within STEP_NM; None without a datum.

    A new field takes a good part of a second: those of the draughts are made off the event loop.
    """
    if datum is None:
        return None
    place = field_place_after(datum, drift, age_minutes)
    return await asyncio.to_thread(scene_fields, place, draughts)
