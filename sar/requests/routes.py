"""HTTP: requests, offers, deployments and clearances."""

from fastapi import APIRouter

from sar.requests.answer_links import routes as answer_links_routes
from sar.requests.asking import routes as asking_routes
from sar.requests.asking import routes_muting
from sar.requests.clearances import routes as clearances_routes
from sar.requests.deployments import routes as deployments_routes
from sar.requests.deployments import routes_leaving, routes_ships
from sar.requests.offers import routes as offers_routes
from sar.requests.texts import routes as texts_routes

router = APIRouter()
for part in (
    asking_routes,
    answer_links_routes,
    routes_muting,
    offers_routes,
    clearances_routes,
    routes_leaving,
    deployments_routes,
    routes_ships,
    texts_routes,
):
    router.include_router(part.router)
