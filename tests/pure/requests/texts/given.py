"""Every text of one case, composed of plain data: for golden files, and for what holds of all."""

from dataclasses import replace
from datetime import timedelta

from sar.errors import Refusal
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.incidents.distress import Answer, Criterion
from sar.incidents.people.headcount import CountedKind, KindTotal
from sar.incidents.people.outstanding import FoundPeople, PersonsRange
from sar.incidents.texts.case_facts import Case, RadioChannel, Station
from sar.incidents.texts.case_texts import assistance_line
from sar.incidents.texts.craft import Craft
from sar.incidents.texts.open_air import unit_on_air
from sar.incidents.texts.people_lines import Casualty, People
from sar.incidents.texts.place_lines import Datum, Plot
from sar.incidents.texts.wanted_lines import WantedLine
from sar.incidents.words import IncidentState, Office, SitrepForm
from sar.languages.phrasing import ENGLISH, Wording
from sar.requests.texts.appointment import appointment
from sar.requests.texts.asking_texts import (
    AskedFor,
    OfferedHelp,
    OfferedUnit,
    offer_text,
    request_text,
)
from sar.requests.texts.call_script import Callee, Entry, call_script
from sar.requests.texts.final_word import all_well
from sar.requests.texts.handover import AskedLine, UnitLine
from sar.requests.texts.mayday_relay import mayday_relay, relay_cancelled
from sar.requests.texts.medical import medevac_request, tmas_request
from sar.requests.texts.sitrep import AltitudeBlock, Operation, ReportHead, SearchArea, sitrep
from tests.pure.incidents.texts.test_texts import CASE, NOW, PLOT, ROME, TRIPOLI

ON_THE_AIR = {
    "mayday-relay",
    "mayday-relay-on-behalf",
    "relay-cancelled",
    "all-well",
    "last-word-missing",
    "osc",
    "aco",
}
"""The texts that everybody hears who listens."""
MALTA = Station("RCC Malta", "Malta", party="MLT")
"""It has no contact on file."""
NOW_AT = Plot(LatLon(34.318, 12.715), NOW, 2.2)
BEFORE = Plot(PLOT.point, NOW - timedelta(minutes=52), 2.0)
BUSY = replace(
    CASE,
    datum=Datum(BEFORE, NOW_AT, 135, 0.9),
    reported_at=BEFORE.at,
    contact="+8816 000, Arabic",
    on_scene="Patrol boat P61 VHF 72",
    on_scene_unit=unit_on_air("P61", "9HP61", "VHF 72"),
    in_the_air="Osprey 3",
    channels=(
        RadioChannel("on scene", "VHF 72"),
        RadioChannel("air", "123.1"),
    ),
    route="FROM Zuwara, BY 33-00.0N 012-05.0E",
    route_by_positions="BY 33-00.0N 012-05.0E",
    craft=Craft(name="Sirocco", callsign="5AXY7", mmsi="642000111", flag="Palau"),
    people=People(
        FoundPeople(aboard=30, delivered=5, dead=1),
        PersonsRange(214, 364),
        (("Nemo", 20), ("Alcione", 10)),
        (("Lampedusa", 5),),
        back_in_water=3,
        kinds=(
            KindTotal(CountedKind.CHILDREN, 12, 30),
            KindTotal(CountedKind.URGENT_MEDICAL, 2, 30),
        ),
    ),
)
ENDED = replace(
    BUSY,
    state=IncidentState.CLOSED,
    ended_at=NOW,
    casualty=Casualty(300, 300, children=60, source="counted ashore"),
    contact="",
    people=People(FoundPeople(delivered=300), PersonsRange(0, 0), delivered=(("Lampedusa", 300),)),
    nobody_missing=True,
)
MISSING = People(FoundPeople(delivered=297), PersonsRange(3, 3), delivered=(("Lampedusa", 297),))
NEEDS = (
    WantedLine(400, 200, by_at=NOW + timedelta(hours=2)),
    WantedLine(2, 1, what=("AIRCRAFT", "AIRCRAFT"), means="RADAR", by_at=NOW + timedelta(hours=2)),
)
UNITS = (
    UnitLine("P61", "Malta", "underway", NOW + timedelta(minutes=39)),
    UnitLine("Exercise Star", None, "proceeding"),
)
OPERATION = Operation(
    sheet={
        Criterion.OVERLOADED: Answer.YES,
        Criterion.NO_LIFE_JACKETS: Answer.YES,
        Criterion.LISTING: Answer.NOT_KNOWN,
    },
    units=UNITS,
    requests=(AskedLine("ITA-R-0001", (("RCC Malta", "acknowledged"), ("MRCC Tunis", "sent"))),),
    areas=(
        SearchArea(
            "A1",
            (LatLon(34.5, 12.5), LatLon(34.5, 12.9), LatLon(34.2, 12.9), LatLon(34.2, 12.5)),
            assigned_to="Osprey 3",
            pattern="parallel sweep",
        ),
        SearchArea(
            "A2",
            [direct(LatLon(34.0, 12.0), 10.0 * turn, 8.0) for turn in range(36)],
            note="ring from 2 to 8 nm about 34°00.0′N 012°00.0′E; not below 500 ft.",
        ),
    ),
    blocks=(AltitudeBlock("Osprey 3", 500, 1500),),
    in_water_since=BEFORE.at,
)
ASKED = (
    AskedFor(
        "REQ-ITA-2026-0001",
        ("ROOM FOR 200 PERSONS; THERE BY 111426Z OCT 26", "1 × AIRCRAFT; RADAR"),
        message="Rafts too, if you have them.",
        acknowledge_by=NOW + timedelta(minutes=5),
        answer_by=NOW + timedelta(minutes=15),
    ),
)
OFFERED = (
    OfferedHelp(
        (
            OfferedUnit("P61", "vessel", 1, 80, promised_at=NOW + timedelta(hours=1)),
            OfferedUnit("Pumps", "equipment", 6, 0, until_at=NOW + timedelta(days=2)),
        ),
        conditions="Fuel is replaced.",
        valid_until=NOW + timedelta(hours=1),
        rests_on=("Art. 8(2) EX-ITA-MLT-1",),
        reference="REQ-ITA-2026-0001",
    ),
)


def report(
    case: Case,
    form: SitrepForm,
    number: int,
    to: Station | None = TRIPOLI,
    words: Wording = ENGLISH,
) -> str:
    """A report that Rome issues."""
    asks = assistance_line(case, NEEDS, now=NOW, words=words)
    told = ReportHead(
        number, form, issued=True, assistance=asks, plans="A second aircraft at first light"
    )
    return sitrep(case, told, OPERATION, sender=ROME, to=to, now=NOW, words=words)


def translated_texts(
    words: Wording, case: Case = BUSY, ended: Case = ENDED
) -> dict[str, str | Refusal]:
    """The texts that other languages have, by name, as a wording has them."""
    callee = Callee(
        TRIPOLI,
        asked=ASKED[0].needs,
        answers=("111230Z OCT 26: duty officer: acknowledged. Yes",),
        entry=Entry.THEIR_WATERS,
    )
    not_determined = replace(callee, entry=Entry.AT_POSITION)
    proposed = Callee(TRIPOLI, proposed=True)
    return {
        "sitrep-short": report(case, SitrepForm.SHORT, 1, words=words),
        "sitrep-full": report(case, SitrepForm.FULL, 2, words=words),
        "sitrep-final": report(ended, SitrepForm.FULL, 9, to=None, words=words),
        "call-script": call_script(
            case, sender=ROME, callee=callee, needs=NEEDS, now=NOW, words=words
        ),
        "call-script-not-determined": call_script(
            case, sender=ROME, callee=not_determined, needs=NEEDS, now=NOW, words=words
        ),
        "call-script-propose": call_script(
            case, sender=ROME, callee=proposed, needs=NEEDS, now=NOW, words=words
        ),
        "request": request_text(case, ASKED, sender=ROME, to=TRIPOLI, now=NOW, words=words),
        "offer": offer_text(case, OFFERED, sender=MALTA, to=ROME, now=NOW, words=words),
        "osc": appointment(
            case,
            Office.OSC,
            units=UNITS,
            sender=ROME,
            now=NOW,
            words=words,
        ),
        "aco": appointment(
            case,
            Office.ACO,
            units=UNITS,
            blocks=OPERATION.blocks,
            sender=ROME,
            now=NOW,
            words=words,
        ),
        "medevac": medevac_request(case, sender=ROME, to=TRIPOLI, now=NOW, words=words),
        "tmas": tmas_request(case, sender=ROME, to=None, now=NOW, words=words),
        "all-well": all_well(
            ended,
            ships=("Exercise Star",),
            sender=ROME,
            now=NOW,
            words=words,
        ),
        "last-word-missing": all_well(
            replace(ended, people=MISSING, nobody_missing=False),
            ships=("Exercise Star",),
            sender=ROME,
            now=NOW,
            words=words,
        ),
    }


def all_texts(case: Case = BUSY, ended: Case = ENDED) -> dict[str, str | Refusal]:
    """Every text by its name, `case` for those of an open case."""
    return {
        **translated_texts(ENGLISH, case, ended),
        "mayday-relay": mayday_relay(case, sender=ROME, now=NOW),
        "mayday-relay-on-behalf": mayday_relay(replace(case, lead=MALTA), sender=ROME, now=NOW),
        "relay-cancelled": relay_cancelled(ended, sender=ROME, now=NOW),
    }
