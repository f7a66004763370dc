"""Forms in which a case leaves the platform."""

from enum import StrEnum


class ExportFormat(StrEnum):
    """CSV: the log; GeoJSON: the places; PDF: the whole case, to be printed, signed and kept."""

    CSV = "csv"
    GEOJSON = "geojson"
    PDF = "pdf"


MEDIA_TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.GEOJSON: "application/geo+json",
    ExportFormat.PDF: "application/pdf",
}
