"""The places of a case as GeoJSON (RFC 7946), each with its time and how exact it is (pure)."""

from sar.casefile.case_data import CaseFile
from sar.casefile.places import Place, places
from sar.geo.geojson import Point
from sar.geo.waters import DISCLAIMER
from sar.wire import JsonObject, wire_instant


def collection(case: CaseFile) -> JsonObject:
    """A FeatureCollection; its foreign member `case` holds the facts of the case."""
    incident = case.incident
    return {
        "type": "FeatureCollection",
        "features": [_feature(number, place) for number, place in enumerate(places(case), 1)],
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
