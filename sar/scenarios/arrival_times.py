"""The times that an officer reads off the matches before offering or hailing."""

from collections.abc import Mapping
from typing import Any

from sar.parties.roles import Role
from sar.scenarios.desks import Desk

Sent = Mapping[str, Any]
"""The body of a request to the API."""


async def with_etas(desk: Desk, path: str, body: Sent) -> Sent:
    """An offer or hail in which each unit has its time of arrival, where the platform knows one.

    A carried team or equipment arrives with its unit. Any other body is returned as it is.
    """
    if not path.endswith(("/offers", "/ships")):
        return body
    incident_id = await _incident(desk, path)
    if incident_id is None:
        return body
    question = {"incident_id": incident_id, "need": {}, "limit": 500}
    answer = await desk[Role.WATCH_OFFICER].post("/api/matches", question)
    etas = {
        item["asset_id"] or item["ship_id"]: item["time"]["eta_at"]
        for item in answer["items"]
        if item["time"] is not None
    }
    if "ship_id" in body:
        return _timed(body, etas.get(body["ship_id"]))
    items = [
        _timed(item, etas.get(item.get("carrier_asset_id") or item["asset_id"]))
        for item in body["items"]
    ]
    return {**body, "items": items}


def _timed(said: Sent, eta_at: str | None) -> Sent:
    return said if eta_at is None or "eta_at" in said else {**said, "eta_at": eta_at}


async def _incident(desk: Desk, path: str) -> str | None:
    """The incident that the offer is for; None for a request without one."""
    things, id_ = path.split("/")[2:4]
    if things == "incidents":
        return id_
    incident_id: str | None = (await desk.reader.get(f"/api/requests/{id_}"))["incident_id"]
    return incident_id
