"""The bench finds what a text tells otherwise than the picture, and nothing where they agree."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bench.texts_compared import faults_of_signal, faults_of_text
from sar.agreements.words import Phase, Situation
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.incidents.people.outstanding import FoundPeople, PersonsRange
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.case_texts import assistance_line
from sar.incidents.texts.people_lines import Casualty, People
from sar.incidents.texts.place_lines import Datum, Plot
from sar.incidents.texts.wanted_lines import WantedLine
from sar.incidents.words import SitrepForm
from sar.requests.texts.call_script import Callee, call_script
from sar.requests.texts.mayday_relay import mayday_relay
from sar.requests.texts.sitrep import Operation, ReportHead, sitrep

OPENED = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
NOW = OPENED + timedelta(hours=2)
KNOWN = LatLon(34.0 + 20.0 / 60.0, 12.7)
ROME = Station("MRCC Roma", "Italy")
CASE = Case(
    reference="ITA-2026-0001",
    title="Wooden boat",
    phase=Phase.DISTRESS,
    situation=Situation.MARITIME,
    exercise=True,
    object_class="",
    description="Last heard 1100Z.",
    reported_by="a phone",
    reported_at=OPENED,
    lead=ROME,
    casualty=Casualty(pob_min=250, pob_max=400, children=60, source="caller"),
    datum=Datum(Plot(KNOWN, OPENED, 2.0), Plot(direct(KNOWN, 90.0, 4.0), NOW, 3.0), 90.0, 2.0),
    people=People(
        FoundPeople(aboard=30, delivered=5, dead=1),
        PersonsRange(214, 364),
        (("Nemo", 20), ("Alcione", 10)),
        (("Lampedusa", 5),),
    ),
)
NEEDS = [WantedLine(300, 200, by_at=NOW + timedelta(hours=1), persons_an_hour=30, sea_state=3)]


def text(case: Case = CASE) -> str:
    asks = assistance_line(case, NEEDS, now=NOW)
    report = ReportHead(1, SitrepForm.FULL, issued=False, assistance=asks)
    return sitrep(case, report, Operation(sheet={}), sender=ROME, to=None, now=NOW)


def incident(**changed: Any) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [KNOWN.lon, KNOWN.lat]}
    return {
        "reference": "ITA-2026-0001",
        "pob": {"min": 250, "max": 400},
        "people": {
            "recovered": 36,
            "aboard": [{"name": "Nemo", "persons": 20}, {"name": "Alcione", "persons": 10}],
            "delivered": [{"place": "Lampedusa", "persons": 5}],
            "dead": 1,
            "outstanding_min": 214,
            "outstanding_max": 364,
        },
        "datum": {
            "point": point,
            "at": OPENED.isoformat(),
            "uncertainty_nm": 2.0,
            "growth_kn": 0.5,
            "drift": {"course_deg": 90.0, "speed_kn": 2.0},
        },
        "lead": {"name": "MRCC Roma"},
        **changed,
    }


def need(**changed: Any) -> dict[str, Any]:
    coverage = {
        "wanted": 300,
        "missing": 200,
        "late": 0,
        "persons_an_hour": 33,
        "limited": [],
        **changed,
    }
    by_at = (NOW + timedelta(hours=1)).isoformat()
    return {"unit": "persons", "by_at": by_at, "withdrawn_at": None, "coverage": coverage}


def test_a_text_that_agrees_has_no_faults() -> None:
    assert list(faults_of_text(text(), incident(), [need()])) == []


@pytest.mark.parametrize(
    "said",
    [
        call_script(CASE, sender=ROME, callee=Callee(ROME), needs=NEEDS, now=NOW),
        mayday_relay(CASE, sender=ROME, now=NOW),
    ],
)
def test_what_is_spoken_is_read_like_what_is_written(said: object) -> None:
    assert list(faults_of_text(str(said), incident(), [need()])) == []
    other = incident(pob={"min": 250, "max": 401}, datum=incident()["datum"] | {"drift": None})
    faults = list(faults_of_text(str(said), other, [need()]))
    assert len(faults) == 2, faults


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"pob": {"min": 250, "max": 401}}, "another number on board"),
        ({"people": None}, "who was found"),
        ({"people": incident()["people"] | {"recovered": 37}}, "another number recovered"),
        ({"people": incident()["people"] | {"dead": 0}}, "another number dead"),
        ({"people": incident()["people"] | {"outstanding_min": 1}}, "number outstanding"),
        ({"people": incident()["people"] | {"aboard": []}}, "another number aboard"),
        ({"lead": {"name": "RCC Malta"}}, "another lead"),
        ({"datum": incident()["datum"] | {"drift": None}}, "the present place elsewhere"),
        ({"datum": incident()["datum"] | {"growth_kn": 3.0}}, "more or less certain"),
        ({"datum": None}, "none in the picture"),
    ],
)
def test_what_the_picture_has_otherwise_is_a_fault(changed: dict[str, Any], fault: str) -> None:
    found = list(faults_of_text(text(), incident(**changed), [need()]))
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        (need(missing=100), "another number recovered"),
        (need(persons_an_hour=12), "more recovered an hour"),
        (need() | {"by_at": NOW.isoformat()}, "nobody asked for"),
    ],
)
def test_what_is_wanted_otherwise_is_a_fault(asked: dict[str, Any], fault: str) -> None:
    found = list(faults_of_text(text(), incident(), [asked]))
    assert [one for one in found if fault in one], found


def test_the_place_and_time_of_a_signal_are_those_of_its_clearance() -> None:
    said = "ENTERS AT 34-20.0N 012-42.0E ABOUT 111426Z OCT 26"
    clearance = {
        "name": "Rescue 1",
        "territory": "TUN",
        "place": {"coordinates": [12.7, 34.3333]},
        "enters_at": "2026-10-11T14:26:30Z",
    }
    assert list(faults_of_signal(said, clearance)) == []
    later = clearance | {"enters_at": "2026-10-11T14:28:30Z"}
    elsewhere = clearance | {"place": {"coordinates": [12.9, 34.3333]}}
    assert len(list(faults_of_signal(said, later))) == 1
    assert len(list(faults_of_signal(said, elsewhere))) == 1
