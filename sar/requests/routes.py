"""HTTP: requests, offers and deployments."""

from fastapi import APIRouter

from sar.incidents import routes_sea, routes_sea_ways
from sar.requests import (
    routes_clearances,
    routes_deployments,
    routes_offers,
    routes_requests,
    routes_ships,
)

router = APIRouter()
for part in (
    routes_requests,
    routes_offers,
    routes_clearances,
    routes_deployments,
    routes_sea,
    routes_sea_ways,
    routes_ships,
):
    router.include_router(part.router)
