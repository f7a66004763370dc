"""Response shapes of the place of a case: its datum, positions, drift and intended route, ships
that were asked about it, and the time to the coast."""

from datetime import datetime
from uuid import UUID

from sar.geo.geojson import Latitude, Longitude, Point
from sar.incidents.ship_inquiries import ShipSource
from sar.incidents.words import DatumSource
from sar.wire import View


class VoyageView(View):
    """The intended route of the craft, as somebody has told it. Its last port and route serve the
    search alone, and are erased with the source. `way`: its turns in order, lon and lat."""

    last_port: str
    port_at: Point | None
    bound_for: str
    way: list[tuple[Longitude, Latitude]]
    left_at: datetime | None
    source: str


class CraftView(View):
    """The identity of the craft in distress, as far as it is known, and of nobody aboard. Like its
    route it serves the search alone, and is erased with the source."""

    name: str
    callsign: str | None
    mmsi: str | None
    flag: str | None


class ConditionsView(View):
    """Conditions on scene as they were told. `wind_m_s`: told in metres per second, else null.

    `sea_state_by_height`: it follows from `wave_height_m` alone (WMO code table 3700).
    `wind_chill_c`: of dry bare skin in whole degrees, by the index of 2001 of the weather services
    of Canada and the United States; null where it has none, or air or wind is not known.
    """

    wind_from_deg: float | None
    wind_kn: float | None
    wind_m_s: float | None
    wave_height_m: float | None
    sea_state: int | None
    sea_state_by_height: bool
    visibility_nm: float | None
    water_c: float | None
    air_c: float | None
    wind_chill_c: int | None
    cloud_base_ft: int | None
    current_to_deg: float | None
    current_kn: float | None
    icing: bool
    ice: bool
    at: datetime | None
    source: str


class DriftView(View):
    """Its drift over ground; `leeway_class` when that was computed from wind and current."""

    course_deg: float
    speed_kn: float
    spread_kn: float
    leeway_class: str | None


class PlotView(View):
    """A datum as it was plotted. `position` is for people, latitude first."""

    point: Point
    position: str
    at: datetime
    uncertainty_nm: float
    drift_course_deg: float | None
    drift_speed_kn: float | None


class DatumView(PlotView):
    """The working datum, and how it is carried along since `at`.

    By now it lies as far along `drift` as that goes in the time since, up to a week, and its
    uncertainty is larger by `growth_kn` times the same. `drift`: as the lead has given it, else by
    wind and current for the class of the object; None: not known, and the datum stays. After
    `followed_until` nobody knows where it is: the area about the place of then grows by
    `unknown_growth_kn`, to every side.
    """

    drift: DriftView | None
    growth_kn: float
    followed_until: datetime
    unknown_growth_kn: float


class DatumChangeView(PlotView):
    """A working datum of the history."""

    id: UUID
    source: DatumSource
    reason: str
    set_at: datetime
    by_party: str


class ReportedPositionView(View):
    """A reported position."""

    id: UUID
    point: Point
    position: str
    at: datetime
    error_nm: float
    source: str
    doppler: str | None
    probability: float | None
    reported_at: datetime
    by_party: str


class ShipsAskedView(View):
    """The last time that ships, or those who follow ships, were asked about it."""

    at: datetime
    sources: list[ShipSource]
    heard: str
    party: str


class CoastView(View):
    """The time, about, at which the craft may reach land: never exact, the earliest that is likely.
    `position` of `at` is what it rests on; `by_drift`: on its drift, else on the course and speed
    that were told. `warn_at`: two hours before."""

    about_at: datetime
    warn_at: datetime
    position: str
    at: datetime
    course_deg: float
    speed_kn: float
    by_drift: bool
