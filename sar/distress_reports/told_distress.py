"""The distress that a text tells: its sender, its places, its case in words (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self

from sar.distress_reports.reading.read_report import PersonsTold, ReadReport
from sar.distress_reports.reading.words import DistressNature, DopplerSide, ReportForm
from sar.distress_reports.words import ReportMeans
from sar.geo.position import LatLon

MOST_PLACES: Final = 8
MOST_TEXTS: Final = 20
"""So many texts one report keeps; a further one is a report of its own (house figures)."""
AHEAD: Final = timedelta(minutes=5)
"""A time that is further ahead is no time of what was."""
UNSAID_NM: Final = 1.0
DOPPLER_NM: Final = 2.7
"""Taken for the error of a place whose text says none; of a Doppler position five kilometres, as
the system is specified (house figures)."""
MOST_ERROR_NM: Final = 500.0

_MEANS: Final = {
    ReportForm.SIT_185: ReportMeans.SIT_185,
    ReportForm.DSC: ReportMeans.DSC,
    ReportForm.SITREP: ReportMeans.SITREP,
    ReportForm.FREE_TEXT: ReportMeans.FREE_TEXT,
}
NATURES: Final = {
    DistressNature.FIRE: "Fire",
    DistressNature.FLOODING: "Flooding",
    DistressNature.COLLISION: "Collision",
    DistressNature.GROUNDING: "Grounding",
    DistressNature.LISTING: "Listing",
    DistressNature.SINKING: "Sinking",
    DistressNature.DISABLED_ADRIFT: "Disabled and adrift",
    DistressNature.ABANDONING: "Abandoning ship",
    DistressNature.PIRACY: "Piracy",
    DistressNature.MAN_OVERBOARD: "Man overboard",
}
"""The natures that say something, as titles begin."""


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """A place that a text tells. `at`: of when, where it says so."""

    place: LatLon
    at: datetime | None
    error_nm: float
    doppler: DopplerSide | None
    probability: float | None

    def kept(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "point": [self.place.lon, self.place.lat],
            "at": None if self.at is None else self.at.isoformat(),
            "error_nm": self.error_nm,
            "doppler": self.doppler,
            "probability": self.probability,
        }

    @classmethod
    def of_kept(cls, kept: dict[str, Any]) -> Self:
        """The place of plain data."""
        lon, lat = kept["point"]
        return cls(
            LatLon(lat=lat, lon=lon),
            None if kept["at"] is None else datetime.fromisoformat(kept["at"]),
            kept["error_nm"],
            None if kept["doppler"] is None else DopplerSide(kept["doppler"]),
            kept["probability"],
        )


def means_of(read: ReadReport) -> ReportMeans:
    """The means by which a report of the text came."""
    return _MEANS[read.form]


def sender_of(read: ReadReport) -> str:
    """The identity by which a further text is known to be of the same: the beacon's, else the
    MMSI; none is told in plain words."""
    return read.beacon_id or read.mmsi or ""


def places_of(read: ReadReport, *, now: datetime) -> list[ToldPlace]:
    """The places of a text, the best first: one that is not reckoned from Doppler, then the most
    probable. A time to come is none."""
    places = [
        ToldPlace(
            one.place,
            one.at if one.at is not None and one.at <= now + AHEAD else None,
            min(one.error_nm or (UNSAID_NM if one.doppler is None else DOPPLER_NM), MOST_ERROR_NM),
            one.doppler,
            one.probability,
        )
        for one in read.positions
    ]
    return sorted(places, key=_rank)[:MOST_PLACES]


def _rank(one: ToldPlace) -> tuple[bool, float]:
    return one.doppler is not None, -(one.probability or 0.0)


def places_after(known: Sequence[ToldPlace], told: Sequence[ToldPlace]) -> list[ToldPlace]:
    """The places after a further text, the best first. One that is not from Doppler settles which
    of two was the true one; Doppler positions replace those of an earlier pass alone."""
    if not told or any(one.doppler is None for one in told):
        return list(told or known)
    return [*(one for one in known if one.doppler is None), *told][:MOST_PLACES]


@dataclass(frozen=True, slots=True)
class ToldCraft:
    """The craft and its people, as the texts of one report tell them; the newest word counts."""

    name: str | None
    callsign: str | None
    mmsi: str | None
    flag: str | None
    persons: PersonsTold | None
    nature: DistressNature | None


def craft_of(texts: Iterable[ReadReport]) -> ToldCraft:
    """The craft of texts in the order in which they came."""
    newest = list(texts)[::-1]

    def last(name: str) -> Any:
        return next((told for one in newest if (told := getattr(one, name)) is not None), None)

    return ToldCraft(
        name=last("craft_name"),
        callsign=last("callsign"),
        mmsi=last("mmsi"),
        flag=last("flag"),
        persons=last("persons"),
        nature=last("nature"),
    )
