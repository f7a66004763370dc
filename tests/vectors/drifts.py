"""The vectors of `drift.json`: datums as views tell them, and where the server says they are.

`python -m tests.vectors.drifts` writes them anew, when the rule itself has changed.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import orjson

from sar.agreements.words import Phase, Situation
from sar.geo.position import LatLon, format_ddm
from sar.incidents.datum import drifted, told_at, within_nm
from sar.incidents.models import Incident
from sar.incidents.place_presenting import working_datum

PATH = Path(__file__).parent / "drift.json"
ABOUT = "Written by tests/vectors/drifts.py: a datum as its view tells it, and its present place."
START = datetime(2026, 3, 1, 14, 51, 20, tzinfo=UTC)

PLACES = [(35.29, 12.57), (0.0, 179.999), (-17.5, -179.99), (78.9, 15.6), (89.97, 40.0), (-70, 0)]
AGES_MINUTES = [-5.0, 0.0, 0.9, 258.0, 1_440.0, 10_080.0, 30_000.0]
SEED = 14


def rows() -> list[dict[str, Any]]:
    """Each place at each age, and as many at random, by every kind of drift."""
    chance = Random(SEED)
    return [_row(incident, now) for incident, now in _cases(chance)]


def _cases(chance: Random) -> Iterator[tuple[Incident, datetime]]:
    for place in PLACES:
        for age in AGES_MINUTES:
            yield _case(LatLon(*place), chance), START + timedelta(minutes=age)
    for _ in range(60):
        place = (chance.uniform(-90, 90), chance.uniform(-180, 180))
        later = START + timedelta(minutes=chance.uniform(0, 12_000))
        yield _case(LatLon(*place), chance), later


def _case(place: LatLon, chance: Random) -> Incident:
    incident = Incident(
        reference="ITA-2026-0001",
        opened_by="ITA",
        lead_party="ITA",
        lead_centre_id=UUID(int=0),
        exercise=True,
        situation=Situation.MARITIME,
        title="",
        phase=Phase.DISTRESS,
        datum=place,
        datum_at=START,
        datum_uncertainty_nm=round(chance.uniform(0, 10), 1),
    )
    match chance.choice(["given", "wind", "not known"]):
        case "given":
            incident.drift_course_deg = chance.choice([0.0, 90.0, chance.uniform(0, 359.9)])
            incident.drift_speed_kn = chance.choice([0.0, 0.9, chance.uniform(0, 20)])
        case "wind":
            incident.object_class = "inflatable, rubber boat"
            incident.conditions = {
                "wind_from_deg": chance.uniform(0, 359),
                "wind_kn": chance.uniform(0, 40),
            }
    if chance.random() < 0.2:
        incident.closed_at = START + timedelta(minutes=chance.uniform(0, 600))
    return incident


def _row(incident: Incident, now: datetime) -> dict[str, Any]:
    datum = working_datum(incident)
    at = told_at(incident, now=now)
    present = drifted(incident, now=at)
    assert datum is not None
    assert present.place is not None
    return {
        "datum": datum.plain(),
        "closed_at": incident.closed_at,
        "now": now,
        "at": at,
        "lon": present.place.lon,
        "lat": present.place.lat,
        "position": format_ddm(present.place),
        "within_nm": within_nm(present.uncertainty_nm),
        "unknown": present.is_unknown,
    }


def written() -> bytes:
    """The file as it ought to be."""
    lines = ",\n".join(orjson.dumps(row).decode() for row in rows())
    return f'{{"about": "{ABOUT}",\n"rows": [\n{lines}\n]}}\n'.encode()


if __name__ == "__main__":
    PATH.write_bytes(written())
