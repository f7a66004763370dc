"""Response shapes of vessels that feeds hear and no register has."""

from datetime import datetime
from uuid import UUID

from sar.assets.views import GrantedByView
from sar.assets.words import FixDoubt, FixTrust, NavigationStatus, VesselKind
from sar.geo.geojson import Latitude, Longitude, Point
from sar.wire import View


class HeardVesselView(View):
    """A vessel off the air that is in nobody's picture by itself: its last position, and what it
    tells of itself, which nobody has checked.

    `party`: whose feed has heard it, `feed` as clauses name it. `at`: of the position, `heard_at`:
    of the last message of any kind, `told_at`: of its last particulars; null: it has told none.
    `trust` and `doubt`: of the position, which is plausible or suspect. `doubted_at`: of a later
    position that is not believed, and is not shown, `doubted_for` why (null beside it: no reason
    was kept), `doubted_nm` how far away it is, where it is out of reach. `status`: of navigation,
    by its own word, with the position; null: it tells none. `ship_type`: the number by which AIS
    tells types of ship and cargo, `ship_type_words` the same in words. `ship_id`: it is a ship of
    opportunity already, under the same MMSI.
    """

    id: UUID
    party: str
    feed: str
    mmsi: str
    name: str | None
    callsign: str | None
    imo: str | None
    ship_type: int | None
    ship_type_words: str | None
    length_m: int | None
    beam_m: int | None
    draught_m: float | None
    told_at: datetime | None
    at: datetime
    heard_at: datetime
    point: Point
    course_deg: float | None
    speed_kn: float | None
    uncertainty_nm: float
    status: NavigationStatus | None
    trust: FixTrust
    doubt: FixDoubt | None
    doubted_at: datetime | None
    doubted_for: FixDoubt | None
    doubted_nm: float | None
    ship_id: UUID | None


class HeardVesselsView(View):
    """The vessels heard in a box, the last heard first, as of `at`. `number`: all of them there;
    `is_cut`: there are more than `items`."""

    at: datetime
    items: list[HeardVesselView]
    number: int
    is_cut: bool


class VesselTrackPointView(View):
    """A point of a vessel's track. `doubt`: the reason for which it was suspect when it came;
    positions that conflicted are not on the track."""

    at: datetime
    point: Point
    course_deg: float | None
    speed_kn: float | None
    trust: FixTrust
    doubt: FixDoubt | None


class HeardVesselAnswer(HeardVesselView):
    """The vessel with its track, oldest first, thinned, and the clause by which another party
    shares it; null: the own feed has heard it."""

    shared_by: GrantedByView | None
    track: list[VesselTrackPointView]


class DrawnVesselView(View):
    """A vessel as a map draws it. `place`: lon and lat. `name`: or its number, where it tells no
    name. `doubted`: its position is suspect, or a later one is not believed, and is not shown."""

    id: UUID
    place: tuple[Longitude, Latitude]
    course_deg: float | None
    speed_kn: float | None
    at: datetime
    kind: VesselKind
    status: NavigationStatus | None
    name: str
    doubted: bool


class VesselClusterView(View):
    """Several vessels near one another. `place`: lon and lat of their middle. `number_old`: those
    of them whose position is older than an hour. `latest_at`: of the youngest position."""

    place: tuple[Longitude, Latitude]
    number: int
    number_old: int
    latest_at: datetime


class VesselsOnMapView(View):
    """The vessels in a view, as of `at`: each of them, or, where there are too many, `clusters` and
    those that stand alone. `number`: all of them. `latest_at`: of the youngest position; null:
    there is none."""

    at: datetime
    latest_at: datetime | None
    number: int
    items: list[DrawnVesselView]
    clusters: list[VesselClusterView]
