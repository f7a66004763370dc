"""Positions as tests send them."""

from typing import Any, Final


def point(lon: float, lat: float) -> dict[str, Any]:
    """A GeoJSON point."""
    return {"type": "Point", "coordinates": [lon, lat]}


OFF_DJERBA: Final[dict[str, Any]] = {"point": point(11.15, 33.85), "error_nm": 1.0}
"""In the territorial sea of Tunisia, whose centre is involved by its region."""
