"""Fuel points of parties."""

from typing import Any

from tests.given.places import point
from tests.given.requests import id_of

Json = dict[str, Any]


def fuel_point(lon: float = 12.6, lat: float = 35.5, **fields: Any) -> Json:
    """A body that adds one; Jet A-1 for helicopters at Lampedusa at every hour, unless told."""
    return {
        "id": id_of(),
        "name": "Lampedusa",
        "place": point(lon, lat),
        "fuels": ["jet_a1"],
        "crafts": ["helicopter"],
    } | fields
