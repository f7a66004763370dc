"""The web application: everything put together."""

import asyncio
import gc
import json
import math
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import FastAPI, Request
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response

from sar import allocator, clock, database, installation, jobs, log
from sar.agreements.routes import router as agreements
from sar.agreements.routes_arrangement import router as arrangement
from sar.alerts import health as alerts
from sar.alerts.words import AlertsLeaving
from sar.assets import own_types, track_days
from sar.assets.fleet.following import following
from sar.assets.routes import router as assets
from sar.assets.routes_capabilities import router as capabilities
from sar.assets.routes_fixes import router as fixes
from sar.assets.routes_fuel_points import router as fuel_points
from sar.assets.routes_ships import router as ships
from sar.assets.routes_types import router as asset_types
from sar.assets.routes_vessels import router as vessels
from sar.assets.visible import own_assets
from sar.casefile.routes import router as casefile
from sar.casefile.routes_past import router as past_cases
from sar.db import make_engine, make_sessions, most_connections
from sar.distress_reports.routes import router as distress_reports
from sar.errors import NotFound, Unauthenticated
from sar.http import compressing, document, guard, pages, problems, repeating
from sar.http.request_session import Db
from sar.http.written import WrittenOnce
from sar.incidents.alarms.routes_lost import router as lost_lists
from sar.incidents.assessment.routes import router as assessment
from sar.incidents.assessment.routes_people_called import router as people_called
from sar.incidents.lead.routes import router as smc
from sar.incidents.routes import router as incidents
from sar.incidents.scene.routes_positions import router as positions
from sar.incidents.scene.routes_sea import router as sea
from sar.interop.metrics import forget_feed_gauges, read_feed_gauges
from sar.interop.routes import router as feeds
from sar.languages.words import Direction, Language
from sar.live import asyncapi
from sar.live.hub import Hub
from sar.live.routes import router as live
from sar.matching.warmup import Warming
from sar.parties.admission import Admission, count_page
from sar.parties.chart import told_at_start
from sar.parties.identifying import cookie_name
from sar.parties.refusals import Refusals
from sar.parties.routes import router as parties
from sar.parties.routes_limits import router as limits
from sar.readiness import ReadinessProbe
from sar.requests.routes import router as requests
from sar.settings import EVERYWHERE, settings
from sar.supervised_feeder import reading_feeds_beside

TITLE = "SAR Assist"
VERSION = "1"
ABOUT = """\
States share search-and-rescue assets under technical cooperation agreements: a rescue coordination
centre asks, the platform says who can be there first and under which terms, partners offer, the
coordinator accepts, and everyone watches the same record. Errors are RFC 9457 problems; times are
RFC 3339 UTC; geometry is GeoJSON; units are in the names.

A machine sends its key as a bearer token; a person signs in and has a session. A write with an `id`
of its own, or any with an `Idempotency-Key`, may be repeated safely. `x-codes` beside a problem are
the codes that the operation may give. Beside the source, docs/states.md draws the states of what is
asked, offered and deployed with who may take which step; docs/api-changes.md tells how versions
work and what has changed.
"""


SWITCH_S = 0.0002
"""A thread that searches the fleet hands the interpreter over so soon: with the usual 5 ms a small
request waits for that long at each of its steps."""


YOUNG = 3
"""The middle collection looks at so many times ten thousand objects: at ten, which is usual, an
import of ten thousand rows stops the process for 40 ms at a time. Full ones come as seldom as ever.
"""


ANSWER_S = 5.0
"""So much later than the limit of its statements a request is given up."""

OLDEST_JOB = Gauge(
    "sar_oldest_job_seconds",
    "How long the oldest job has been due and is not done; NaN: the database does not say",
)


TRACK_DAYS_AHEAD = Gauge(
    "sar_track_days_ahead",
    "The days to come that have tables for their positions; below zero positions wait in a table of"
    " no day; NaN: none was ever made, or the database does not say",
)


ALERTS_LEAVE = Gauge(
    "sar_alerts_leave",
    "1 while alerts leave the installation, 0 while they do not; NaN: no way is configured, or the"
    " database does not say",
)
_LEAVE: Final = {
    AlertsLeaving.LEAVING: 1.0,
    AlertsLeaving.NO_WAY: math.nan,
    AlertsLeaving.NO_WORKER: 0.0,
    AlertsLeaving.FAILING: 0.0,
}


class DetailInView(BaseModel):
    """The sentence of a problem in the language of Accept-Language; the English one prevails.
    `reviewed`: a native reader has approved it."""

    language: Language
    direction: Direction
    text: str
    reviewed: bool


class ProblemView(BaseModel):
    """RFC 9457, with a stable code and its parameters."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    params: dict[str, Any]
    errors: list[dict[str, Any]] | None = None
    state: str | None = None
    detail_in: DetailInView | None = None


def create_app(database_url: str, *, pool_size: int = 20) -> FastAPI:
    """The application on a database that is migrated already."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        sys.setswitchinterval(SWITCH_S)
        allocator.return_large()
        statement_s = settings().statement_s
        engine = make_engine(database_url, pool_size=pool_size, statement_s=statement_s)
        app.state.engine = engine
        app.state.sessions = make_sessions(engine)
        app.state.readiness = ReadinessProbe(engine)
        async with app.state.sessions() as db:
            await installation.adopt(db)
            await own_types.keep_all(db)
        own_types.look_up_in(database_url)
        types = asyncio.create_task(own_types.follow(database_url, app.state.sessions))
        async with (
            Hub(database_url, heavy=admission.heavy).running() as hub,
            following(database_url, loaded=freeze_garbage, heavy=admission.heavy) as fleet,
            Warming(database_url, fleet).running(),
            admission.known.learning(app.state.sessions),
            reading_feeds_beside(wanted=settings().serve_feeds),
        ):
            app.state.hub, app.state.fleet = hub, fleet
            yield
        own_types.look_up_no_more()
        types.cancel()
        await asyncio.gather(types, return_exceptions=True)
        await engine.dispose()

    app = FastAPI(
        title=TITLE,
        description=ABOUT,
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        generate_unique_id_function=document.operation_id,
        responses={"4XX": {"model": ProblemView}},
    )
    document.install(app, problem=ProblemView.__name__, cookie=cookie_name())
    app.state.own_assets = own_assets
    app.state.admission = admission = Admission(most_connections(pool_size))
    app.state.refusals = refusals = Refusals()
    problems.install(app)
    _add_pages(app)
    for router in (
        parties, limits, agreements, arrangement,
        asset_types, assets, fixes, ships, vessels,
        fuel_points, incidents, assessment, smc,
        capabilities,
        people_called,
        lost_lists,
        positions, sea, requests, casefile, past_cases, live,
        feeds,
        distress_reports,
    ):  # fmt: skip
        app.include_router(router)
    _add_operations(app)
    app.add_middleware(repeating.Repeating)
    app.add_middleware(compressing.Compressing)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=settings().hosts(), www_redirect=False)
    app.add_middleware(
        guard.Guard,
        admit=admission.admit,
        count_page=count_page,
        hold=refusals.hold,
        within_s=settings().statement_s + ANSWER_S,
        tls=settings().tls,
    )
    return app


def served() -> FastAPI:
    """The application of this installation, for `sar serve`; migrates first, and keeps the private
    cluster running."""
    log.set_up(json=settings().log_json)
    if settings().host in EVERYWHERE and not settings().public_origins:
        log.logger(__name__).warning(
            "SAR_PUBLIC_ORIGINS is not set: only this machine is answered", host=settings().host
        )
    log.logger(__name__).info(told_at_start(settings()))
    return create_app(database.supervised_url(), pool_size=settings().pool_size)


def freeze_garbage(assets: int) -> None:
    """Freezes long-lived objects, the application's and the whole fleet's, so that full garbage
    collections stay short: of a hundred thousand assets each stops the process for 0.3 s. Later
    objects are long-lived too, such as cached routes and answers, so it is done seldom."""
    allocator.return_large(assets=assets)
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, YOUNG, 100 * 10 // YOUNG)


def _add_operations(app: FastAPI) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def healthz(request: Request) -> dict[str, str]:
        hub: Hub | None = getattr(request.app.state, "hub", None)
        return {"status": "ok", "live_feed": "live" if hub and hub.is_live else "away"}

    @app.get("/readyz", include_in_schema=False)
    async def readyz(request: Request) -> Response:
        ready: ReadinessProbe = request.app.state.readiness
        return await ready.answer()

    @app.get("/metrics", include_in_schema=False)
    async def metrics(request: Request, db: Db) -> Response:
        token = settings().metrics_token
        if token is None:
            raise NotFound("page")
        given = request.headers.get("authorization", "")
        expected = f"Bearer {token.get_secret_value()}"
        if not secrets.compare_digest(given.encode(), expected.encode()):
            raise Unauthenticated("unauthenticated", "The metrics need their own bearer token.")
        try:
            OLDEST_JOB.set(await jobs.oldest_s(db))
            TRACK_DAYS_AHEAD.set(await track_days.days_ahead(db, now=clock.now()))
            leaving = await alerts.read(db)
            ALERTS_LEAVE.set(_LEAVE[leaving.state])
            await read_feed_gauges(db, now=clock.real_now())
        except (DBAPIError, PoolTimeout):
            OLDEST_JOB.set(math.nan)
            TRACK_DAYS_AHEAD.set(math.nan)
            ALERTS_LEAVE.set(math.nan)
            forget_feed_gauges()
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _add_pages(app: FastAPI) -> None:
    screens = pages.Pages(app.router.not_found, tiles_url=settings().map_tiles_url)
    # Before all routes: a window opens with dozens of files, and each would ask all routes twice.
    app.mount(pages.FILES, screens)

    @app.get("/api/docs", include_in_schema=False)
    async def docs(request: Request) -> Response:
        return screens.page("api-docs.html", request.headers)

    @app.api_route("/answer", methods=["GET", "HEAD"], include_in_schema=False)
    async def answer_page(request: Request) -> Response:
        return screens.page("answer.html", request.headers)

    api = WrittenOnce(lambda: json.dumps(app.openapi()))
    feed = WrittenOnce(lambda: asyncapi.document(title=f"{TITLE}: the live feed", version=VERSION))

    @app.get("/api/openapi.json", include_in_schema=False)
    async def described(request: Request) -> Response:
        return api.answer(request.headers)

    @app.get("/api/asyncapi.json", include_in_schema=False)
    async def live_feed(request: Request) -> Response:
        return feed.answer(request.headers)

    app.router.default = screens
