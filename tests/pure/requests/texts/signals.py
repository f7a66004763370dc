"""The texts of a clearance in the states that it is told in, composed of plain data."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sar.agreements.words import AssetService, ClearanceMode, Kind, Phase, Sensor, Situation
from sar.geo.geojson import Point
from sar.incidents.centre_ref import CentreRef
from sar.matching.words import EndSaid
from sar.requests.clearance_views import (
    ClearanceBasisView,
    ClearanceView,
    MissionView,
    ParticularsView,
)
from sar.requests.clearances.clearance_lines import Into
from sar.requests.clearances.signal import signal
from sar.requests.words import ClearanceState
from tests.pure.incidents.texts.test_texts import NOW, ROME, TRIPOLI

ID = UUID(int=7)
WHOLE = MissionView(
    need="hoist of people in the water",
    crew=6,
    tracks="in and out by 33-00N 012-30E",
    heights="below 2000 ft",
    duration_minutes=90,
    landing="none, fuel at Lampedusa",
    radio="VHF 16, 123.1",
    transponder="7000, ADS-B on",
    liaison="duty officer of MRCC Roma",
)
UNIT = ParticularsView(
    service=AssetService.MILITARY,
    armed=False,
    sensors=[Sensor.INFRARED, Sensor.PHOTOGRAPHY],
    callsign="NEMO11",
    icao24="33ff11",
)

CRAFT = "NAME Sirocco, CALL SIGN 5AXY7"


def asked(**changed: Any) -> ClearanceView:
    """A clearance that Italy asks of Libya."""
    ref = CentreRef(id=ID, party="ITA", code="MRCC-ROMA", name="MRCC Roma", listed=False)
    of = CentreRef(id=ID, party="LBY", code="JRCC-TRIPOLI", name="JRCC Tripoli", listed=True)
    plain: dict[str, Any] = {
        "id": ID,
        "version": 1,
        "deployment_id": ID,
        "incident_id": ID,
        "reference": "ITA-2026-0001",
        "situation": Situation.MARITIME,
        "phase": Phase.DISTRESS,
        "exercise": False,
        "party": "ITA",
        "asked_by": ref,
        "territory": "LBY",
        "centre": of,
        "name": "Nemo 11-03",
        "type": "H1",
        "kind": Kind.AIRCRAFT,
        "mode": ClearanceMode.REQUEST,
        "code": "entry_ask",
        "basis": ClearanceBasisView(
            agreement=None,
            version=None,
            article=None,
            instrument="SAR Convention, Annex 3.1.3-3.1.4",
        ),
        "lead_minutes": 0,
        "contact": "",
        "state": ClearanceState.ASKED,
        "objection": False,
        "details": "",
        "particulars": UNIT,
        "mission": WHOLE,
        "place": Point(coordinates=(13.2, 33.05)),
        "enters_at": NOW + timedelta(minutes=30),
        "asked_at": NOW,
        "acknowledge_due_at": NOW + timedelta(minutes=5),
        "answer_due_at": NOW + timedelta(minutes=15),
        "limits": {},
        "acknowledged_at": None,
        "answered_at": None,
        "overdue_at": None,
        "answer_overdue_at": None,
        "clear_from": None,
        "valid_until": None,
        "end": None,
        "conditions": "",
        "reason": "",
        "voice": [],
        "link": None,
        "warnings": [],
        "alerts": [],
        "contacts_exhausted_at": None,
        "ask_next": [],
        "ask_none": None,
        "signal_url": "",
        "updated_at": NOW,
    }
    return ClearanceView(**{**plain, **changed})


def _by_law(instrument: str) -> ClearanceBasisView:
    return ClearanceBasisView(agreement=None, version=None, article=None, instrument=instrument)


UNIT_PASSES = _by_law("UNCLOS 38-39")
SHIP_ASSISTS = _by_law("UNCLOS 18(2), 98; SOLAS V/33")
NO: dict[str, Any] = {
    "state": ClearanceState.REFUSED,
    "answered_at": NOW,
    "reason": "Live firing there.",
}


def told(one: ClearanceView, **changed: Any) -> str:
    """The text of the clearance, the unit at work unless told."""
    of = {
        "at_work": True,
        "persons": "250 TO 400",
        "craft": CRAFT,
        "into": Into.ITS_WATERS,
        **changed,
    }
    return signal(one, sender=ROME, to=TRIPOLI, now=NOW, **of)


def signals(*, exercise: bool) -> dict[str, str]:
    """The texts by name."""
    granted = {
        "state": ClearanceState.GRANTED,
        "answered_at": NOW,
        "valid_until": NOW + timedelta(hours=4),
        "end": EndSaid.NAMED,
        "conditions": "Below 2000 ft, report on 123.1.",
    }
    return {
        "entry-asked": told(asked(exercise=exercise)),
        "entry-little-told": told(
            asked(exercise=exercise, particulars=ParticularsView(), mission=MissionView()),
            persons="",
            craft="",
        ),
        "entry-granted": told(asked(exercise=exercise, **granted)),
        **{
            f"entry-granted-{name}": told(
                asked(exercise=exercise, **granted | {"valid_until": None, "end": end})
            )
            for name, end in (("no-end", EndSaid.NONE), ("end-not-told", EndSaid.NOT_TOLD))
        },
        "entry-refused": told(asked(exercise=exercise, **NO)),
        "entry-objected": told(
            asked(
                exercise=exercise,
                **NO,
                mode=ClearanceMode.NOTIFY,
                code="transit_passage",
                basis=UNIT_PASSES,
                objection=True,
            )
        ),
        "entry-ship-told": told(
            asked(
                exercise=exercise,
                name="Exercise Star",
                type="M4",
                kind=Kind.VESSEL,
                mode=ClearanceMode.NOTIFY,
                code="assistance_told",
                basis=SHIP_ASSISTS,
                state=ClearanceState.NOTIFIED,
                particulars=ParticularsView(hailed=True, flag="PAN", mmsi="247320161"),
                mission=MissionView(),
                answer_due_at=None,
            )
        ),
        "entry-not-determined": told(asked(exercise=exercise), into=Into.SHARED_WATERS),
        "entry-region-not-determined": told(asked(exercise=exercise), into=Into.ITS_REGION),
        "entry-no-place": told(asked(exercise=exercise, place=None), into=Into.UNPLACED_WATERS),
    }
