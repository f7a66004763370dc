"""The places of a case as GeoJSON (RFC 7946), each with its time and how exact it is, and its
search areas (pure)."""

from collections.abc import Mapping
from typing import Any

from sar.casefile.case_data import CaseFile
from sar.casefile.places import Place, places
from sar.geo.geojson import Point
from sar.geo.waters import DISCLAIMER
from sar.wire import JsonObject, wire_instant


def collection(case: CaseFile) -> JsonObject:
    """A FeatureCollection; its foreign member `case` holds the facts of the case."""
    incident, found = case.incident, places(case)
    areas = enumerate(incident.search_areas, len(found) + 1)
    return {
        "type": "FeatureCollection",
        "features": [
            *(_feature(number, place) for number, place in enumerate(found, 1)),
            *(_area(number, area) for number, area in areas),
        ],
        "case": {
            "as_of": wire_instant(case.as_of),
            "record_number": case.number,
            "read_by": case.party,
            **incident.model_dump(
                mode="json",
                include={
                    "id", "reference", "exercise", "state", "situation", "phase", "title",
                    "description", "object_class", "source", "pob", "pob_highest", "people",
                    "conditions", "opened_at", "suspended_at", "closed_at", "outcome",
                },
            ),
            "lead": incident.lead.name,
            "disclaimer": DISCLAIMER,
        },
    }  # fmt: skip


def _feature(number: int, place: Place) -> JsonObject:
    return {
        "type": "Feature",
        "id": number,
        "geometry": Point.of(place.point).model_dump(mode="json"),
        "properties": {
            "kind": place.kind.value,
            "name": place.name,
            "at": wire_instant(place.at),
            "within_nm": place.within_nm,
        },
    }


def _area(number: int, area: Mapping[str, Any]) -> JsonObject:
    """An area to be searched, as it is given now."""
    return {
        "type": "Feature",
        "id": number,
        "geometry": area["area"],
        "properties": {
            "kind": "search_area",
            "name": area["name"],
            "assigned_to": area.get("assigned_to") or "",
            "pattern": area.get("pattern") or "",
            "note": area.get("note") or "",
        },
    }
