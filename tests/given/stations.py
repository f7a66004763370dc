"""Lines and records of stations in forms that are no AIS."""

from datetime import UTC, datetime
from typing import Any


def sbs(
    kind: int,
    address: str,
    *,
    lat: float | None = None,
    lon: float | None = None,
    speed: float | None = None,
    course: float | None = None,
    at: datetime = datetime(2026, 6, 1, 3, tzinfo=UTC),
) -> bytes:
    """A line of BaseStation."""
    time = f"{at:%Y/%m/%d},{at:%H:%M:%S}.{at.microsecond // 1_000:03d}"
    told = ["" if value is None else f"{value:g}" for value in (speed, course)]
    place = ["" if value is None else f"{value:.5f}" for value in (lat, lon)]
    ends = ["", "", "", "", "", "0"]
    fields = ["MSG", str(kind), "1", "1", address, "1", time, time, "", "", *told, *place, *ends]
    return ",".join(fields).encode() + b"\r\n"


def naf(at: datetime, **fields: Any) -> bytes:
    """A record of the North Atlantic Format: `naf(at, RC="IFAB2", LT="+35.504", LG="+012.601")`."""
    told = {"TM": "POS", "DA": f"{at:%Y%m%d}", "TI": f"{at:%H%M}"} | fields
    body = "".join(f"{code}/{value}//" for code, value in told.items())
    return f"//SR//{body}ER//".encode()
