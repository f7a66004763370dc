"""HTTP: requests, offers and deployments."""

from fastapi import APIRouter

from sar.incidents import routes_sea, routes_sea_ways
from sar.requests.asking import routes as asking_routes
from sar.requests.clearances import routes
from sar.requests.deployments import routes as deployments_routes
from sar.requests.deployments import routes_ships
from sar.requests.offers import routes as offers_routes

router = APIRouter()
for part in (
    asking_routes,
    offers_routes,
    routes,
    deployments_routes,
    routes_sea,
    routes_sea_ways,
    routes_ships,
):
    router.include_router(part.router)
