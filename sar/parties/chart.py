"""The installation's own chart under the map: where it is, and its file where it is one."""

from fastapi import APIRouter

from sar.errors import NotFound
from sar.http.ranges import FileAnswer
from sar.parties.caller import Reader
from sar.parties.views import TilesView
from sar.settings import PMTILES, settings

router = APIRouter(prefix="/api", tags=["session"])

ADDRESS = f"/api/chart{PMTILES}"


def chart() -> TilesView | None:
    """The address of the chart for browsers, if the installation has one."""
    url = ADDRESS if settings().map_pmtiles else settings().map_tiles_url
    if not url:
        return None
    form = "pmtiles" if url.endswith(PMTILES) else "raster"
    return TilesView(url=url, form=form, credit=settings().map_tiles_credit)


@router.get(
    "/chart.pmtiles",
    summary="The installation's own chart, in the ranges that are asked for",
    response_class=FileAnswer,
    responses={200: {"content": {"application/vnd.pmtiles": {}}}, 206: {}},
)
async def read_chart(_caller: Reader) -> FileAnswer:
    """A PMTiles file, for who is signed in: charts are often licensed. 404 where there is none."""
    path = settings().map_pmtiles
    if path is None:
        raise NotFound("chart")
    # Browsers keep no ranges of a file that may be replaced under its name.
    headers = {"Cache-Control": "no-store"}
    return FileAnswer(path, media_type="application/vnd.pmtiles", headers=headers)
