"""HTTP: requests, offers and deployments."""

from fastapi import APIRouter

from sar.requests import (
    routes_clearances,
    routes_deployments,
    routes_isochrones,
    routes_offers,
    routes_requests,
    routes_sea_ways,
    routes_ships,
)

router = APIRouter()
for part in (
    routes_requests,
    routes_offers,
    routes_clearances,
    routes_deployments,
    routes_isochrones,
    routes_sea_ways,
    routes_ships,
):
    router.include_router(part.router)
