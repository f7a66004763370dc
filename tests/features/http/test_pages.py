"""The built screens as they are served: addresses, compression, caching, policy."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from pydantic import ValidationError

from sar.http.pages import FOREVER, Pages
from sar.parties.chart import told_at_start
from sar.settings import Settings
from tests.pmtiles import of_one_tile

pytestmark = pytest.mark.anyio


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A small build, and a file beside it that is not of it."""
    build = tmp_path / "web"
    (build / "assets").mkdir(parents=True)
    (build / "index.html").write_text("<title>the application</title>")
    (build / "icon.svg").write_text("<svg/>")
    (build / ".sar-setup").write_text("not for readers")
    script = build / "assets" / "index-abc.js"
    for suffix in ("", ".br", ".gz"):
        Path(f"{script}{suffix}").write_text(f"script{suffix}")
    (tmp_path / "secret.txt").write_text("not for readers")
    return build


@pytest.fixture
async def browser(build: Path) -> AsyncIterator[httpx.AsyncClient]:
    """HTTP to an application with the build and one route."""
    app = FastAPI()

    @app.get("/api/known")
    async def known() -> str:
        return "known"

    app.router.default = Pages(app.router.not_found, build)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://test"
    ) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/incidents/new", "/requests/0198/x", "/assets"])
async def test_every_address_of_the_application_is_its_page_and_never_kept(
    browser: httpx.AsyncClient, path: str
) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, answer.text) == (200, "<title>the application</title>")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_coast_is_given_in_the_parts_that_are_asked_for_and_kept_for_ever(
    browser: httpx.AsyncClient, build: Path
) -> None:
    (build / "assets" / "land-waters-abc.pmtiles").write_bytes(bytes(range(100)))
    asked = {"Range": "bytes=10-19", "Accept-Encoding": "br, gzip"}
    answer = await browser.get("/assets/land-waters-abc.pmtiles", headers=asked)
    assert (answer.status_code, answer.content) == (206, bytes(range(10, 20)))
    assert answer.headers["content-range"] == "bytes 10-19/100"
    assert "content-encoding" not in answer.headers
    assert answer.headers["cache-control"].endswith("immutable")
    assert not answer.headers["etag"].startswith("W/")


async def test_nothing_inline_or_evaluated_and_no_other_host_is_allowed(
    browser: httpx.AsyncClient,
) -> None:
    policy = (await browser.get("/")).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    for directive in ("default-src 'none'", "script-src 'self'", "worker-src 'self'"):
        assert directive in policy


async def test_of_other_hosts_only_that_of_the_configured_tiles_is_asked(build: Path) -> None:
    app = FastAPI()
    tiles = "https://charts.example.int:8443/sea/{z}/{x}/{y}.png?key=1"
    app.router.default = Pages(app.router.not_found, build, tiles_url=tiles)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        said = (await client.get("/")).headers["content-security-policy"]
    widened = {part.split()[0]: part for part in said.split("; ") if "example" in part}
    assert widened == {
        "img-src": "img-src 'self' data: blob: https://charts.example.int:8443",
        "connect-src": "connect-src 'self' https://charts.example.int:8443",
    }


@pytest.mark.parametrize(
    "url",
    [
        "ftp://charts/{z}/{x}/{y}",
        "https://charts/{z}/{x}.png",
        "https://a b/{z}/{x}/{y}",
        "https://charts;script-src */{z}/{x}/{y}",
        "/{z}/{x}/{y}.png",
    ],
)
def test_what_is_no_address_of_tiles_is_no_setting(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(map_tiles_url=url)


def test_no_tiles_are_configured_unless_told() -> None:
    assert Settings().map_tiles_url is None
    assert Settings(map_tiles_url="").map_tiles_url is None
    assert Settings().map_pmtiles is None


def test_a_chart_in_a_file_is_a_pmtiles_file_and_the_only_chart(tmp_path: Path) -> None:
    file = tmp_path / "sea.pmtiles"
    with pytest.raises(ValidationError, match="cannot be read"):
        Settings(map_pmtiles=file)
    file.write_bytes(b"GIF89a, no chart")
    with pytest.raises(ValidationError, match="no PMTiles file"):
        Settings(map_pmtiles=file)
    file.write_bytes(of_one_tile(b"picture"))
    assert Settings(map_pmtiles=file).map_pmtiles == file
    with pytest.raises(ValidationError, match="there is one chart"):
        Settings(map_pmtiles=file, map_tiles_url="https://charts.example.int/sea.pmtiles")


def test_whoever_starts_the_server_reads_which_chart_there_is_or_how_one_is_added(
    tmp_path: Path,
) -> None:
    none = told_at_start(Settings())
    assert "SAR_MAP_PMTILES" in none
    assert "SAR_MAP_TILES_URL" in none
    file = tmp_path / "sea.pmtiles"
    file.write_bytes(of_one_tile(b"picture"))
    assert told_at_start(Settings(map_pmtiles=file)).endswith(": sea.pmtiles")
    keyed = told_at_start(Settings(map_tiles_url="https://charts.example.int/{z}/{x}/{y}?key=1"))
    assert keyed == "A chart lies under the map, from the server in SAR_MAP_TILES_URL"


@pytest.mark.long
@pytest.mark.parametrize(
    ("accepted", "encoding", "suffix"),
    [
        ("gzip, deflate, br", "br", ".br"),
        ("gzip", "gzip", ".gz"),
        ("br;q=0, gzip;q=0.5", "gzip", ".gz"),
        ("identity", None, ""),
    ],
)
async def test_a_named_file_is_kept_for_ever_in_the_form_the_browser_takes(
    browser: httpx.AsyncClient, accepted: str, encoding: str | None, suffix: str
) -> None:
    async with browser.stream(
        "GET", "/assets/index-abc.js", headers={"Accept-Encoding": accepted}
    ) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert raw == f"script{suffix}".encode()
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "Accept-Encoding" in answer.headers["vary"]


async def test_a_file_without_a_changing_name_is_asked_for_again(
    browser: httpx.AsyncClient,
) -> None:
    answer = await browser.get("/icon.svg")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("image/svg+xml")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone.js",
        "/.sar-setup",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
    ],
)
async def test_nothing_but_the_build_is_served(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 404 or "not for readers" not in answer.text


@pytest.mark.long
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/unknown", 404),
        ("GET", "/api", 404),
        ("POST", "/api/unknown", 404),
        ("POST", "/api/known", 405),
        ("POST", "/incidents", 404),
    ],
)
async def test_the_api_keeps_its_own_answers(
    browser: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await browser.request(method, path)
    assert answer.status_code == status
    assert "application" not in answer.text


async def test_any_page_of_the_build_can_be_a_route_s_answer_under_the_same_policy(
    build: Path,
) -> None:
    (build / "api-docs.html").write_text("<title>the API</title>")
    app = FastAPI()
    pages = Pages(app.router.not_found, build)

    @app.get("/api/docs")
    async def docs(request: Request) -> Response:
        return pages.page("api-docs.html", request.headers)

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get("/api/docs")
    assert (answer.status_code, answer.text) == (200, "<title>the API</title>")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


async def test_the_licences_of_what_the_screens_contain_are_served() -> None:
    app = FastAPI()
    app.router.default = Pages(app.router.not_found)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get("/notices.txt")
    assert answer.status_code == 200
    for work in ("maplibre-gl", "react", "react-dom", "swagger-ui-dist", "world-atlas"):
        assert re.search(rf"^{work} [0-9.]+ \(", answer.text, re.MULTILINE), work
    assert "Natural Earth" in answer.text
    assert "Permission is hereby granted" in answer.text


async def test_an_installation_without_a_build_says_so(tmp_path: Path) -> None:
    app = FastAPI()
    app.router.default = Pages(app.router.not_found, tmp_path)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get("/")
    assert answer.status_code == 503
    assert "make setup" in answer.text
