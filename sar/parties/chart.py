"""The installation's own chart under the map: its address, and how one is added."""

from typing import Final

from sar.parties.views import TilesView
from sar.settings import PMTILES, Settings, settings

ADDRESS = f"/api/chart{PMTILES}"


def chart() -> TilesView | None:
    """The address of the chart for browsers, if the installation has one."""
    url = ADDRESS if settings().map_pmtiles else settings().map_tiles_url
    if not url:
        return None
    form = "pmtiles" if url.endswith(PMTILES) else "raster"
    return TilesView(url=url, form=form, credit=settings().map_tiles_credit)


HOW_TO_ADD: Final = (
    "No chart lies under the map: SAR_MAP_PMTILES adds one from a file, SAR_MAP_TILES_URL from a"
    " tile server (docs/operations.md, A chart under the map)"
)


def told_at_start(given: Settings) -> str:
    """A line for whoever starts the server: which chart there is, or how one is added. No address
    stands in it, for that may hold a key."""
    if given.map_pmtiles:
        return f"A chart lies under the map: {given.map_pmtiles.name}"
    if given.map_tiles_url:
        return "A chart lies under the map, from the server in SAR_MAP_TILES_URL"
    return HOW_TO_ADD
