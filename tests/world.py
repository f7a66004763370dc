"""The small world that feature tests start from: five parties, their centres, one key per role."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import clock, installation
from sar.geo.areas import parse_area
from sar.geo.position import LatLon
from sar.parties import service
from sar.parties.models import Centre, Party
from sar.parties.roles import Role

START = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
"""The beginning of the tests' exercise (scenario A1 of the field notes)."""

PASSWORD = "a-long-enough-password"


@dataclass
class World:
    """The facts that tests need to know of the seeded rows."""

    centres: dict[str, UUID] = field(default_factory=dict)
    """By party code."""
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    """API keys by (party, role)."""


_PARTIES = {
    "ITA": ("Italy", "MRCC-ROMA", LatLon(41.83, 12.47), (10.0, 35.2, 19.0, 43.0)),
    "MLT": ("Malta", "RCC-MALTA", LatLon(35.86, 14.48), (11.5, 34.0, 19.0, 35.2)),
    "TUN": ("Tunisia", "MRCC-TUNIS", LatLon(36.84, 10.28), (8.0, 33.0, 11.5, 38.0)),
    "GRC": ("Greece", "JRCC-PIRAEUS", LatLon(37.94, 23.64), (19.0, 34.0, 29.0, 41.0)),
    "LBY": ("Libya", "JRCC-TRIPOLI", LatLon(32.90, 13.20), (11.5, 30.0, 25.0, 34.0)),
}
LISTED = "LBY"


def name_of_centre(code: str) -> str:
    """The name of a centre as it is written: `RCC-MALTA` is RCC Malta."""
    office, _, town = code.partition("-")
    return f"{office} {town.title()}"


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A GeoJSON rectangle."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


async def seed(db: AsyncSession) -> World:
    """Write the world; the caller commits."""
    world = World()
    await installation.run_exercise_clock(db, rate=1.0, start_at=START, paused=True)
    for code, (name, centre_code, position, srr) in _PARTIES.items():
        db.add(
            Party(
                code=code,
                name=name,
                listed=code == LISTED,
                treaties=[
                    {"instrument": "SAR 1979", "status": "party"},
                    {
                        "instrument": "SAR 2004 amendments",
                        "status": "not_accepted" if code == "MLT" else "accepted",
                    },
                ],
                created_at=clock.now(),
            )
        )
        await db.flush()
        centre = Centre(
            party_code=code,
            code=centre_code,
            name=name_of_centre(centre_code),
            position=position,
            srr=parse_area(box(*srr)),
            languages=["en"],
            contacts=[{"channel": "telephone", "value": "+000", "language": "en"}],
        )
        db.add(centre)
        await db.flush()
        world.centres[code] = centre.id
        if code != LISTED:
            world.keys[code, "all"] = await service.insert_key(
                db, id_=uuid7(), centre=centre, label="every role", roles=list(Role)
            )
            for role in Role:
                world.keys[code, role] = await service.insert_key(
                    db, id_=uuid7(), centre=centre, label=f"{role}", roles=[role]
                )
    return world
