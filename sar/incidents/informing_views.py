"""Response shapes of the parties that know of a case: the involved, those of regions that it
touches, and those that it is kept from."""

from datetime import datetime

from sar.incidents.centre_ref import CentreRef
from sar.incidents.words import RegionTouch
from sar.wire import View


class InvolvedView(View):
    """An involved party, why, and since when.

    `why` is for the lead and the party itself, else None: others do not learn whom the lead has
    asked and who has offered.
    """

    party: str
    why: list[str] | None
    since: datetime
    led_until: datetime | None
    """It leads no more, since then."""


class TouchedRegionView(View):
    """A search and rescue region that the case touches, by its centre.

    `told_at`: since when the centre's party is involved; None: it does not know of it by this
    platform. Regions are illustrative, several may hold one place, and none may.
    """

    centre: CentreRef
    touch: RegionTouch
    told_at: datetime | None
    kept_from: bool
    """It is not to be told."""


class KeptFromView(View):
    """A party that is not to be told of the case; or `word`s that name no party known here, and no
    `party`: nobody is told of it by the platform until it is settled whom they mean."""

    party: str
    word: str = ""
    reason: str
    at: datetime
