"""The address of the installation's own chart under the map."""

from sar.parties.views import TilesView
from sar.settings import PMTILES, settings

ADDRESS = f"/api/chart{PMTILES}"


def chart() -> TilesView | None:
    """The address of the chart for browsers, if the installation has one."""
    url = ADDRESS if settings().map_pmtiles else settings().map_tiles_url
    if not url:
        return None
    form = "pmtiles" if url.endswith(PMTILES) else "raster"
    return TilesView(url=url, form=form, credit=settings().map_tiles_credit)
