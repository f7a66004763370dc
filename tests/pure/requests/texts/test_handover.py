"""The twelve facts of a handover: each says what is known, or that it is not."""

from dataclasses import replace
from datetime import timedelta

from sar.incidents.distress import Answer, Criterion
from sar.incidents.handover_clock import RED
from sar.incidents.people.headcount import CountedKind, KindTotal
from sar.incidents.people.outstanding import FoundPeople, PersonsRange
from sar.incidents.texts.people_lines import Casualty, People
from sar.incidents.words import HandoverFact, HelpGone
from sar.requests.texts.handover import (
    AskedLine,
    AuthorityLine,
    ToHandOver,
    UnitLine,
    twelve_facts,
)
from tests.pure.incidents.texts.test_texts import CASE, NOW

LATER = NOW + timedelta(minutes=39)
BARE = ToHandOver(
    case=replace(
        CASE,
        object_class="",
        description="",
        casualty=Casualty(),
        datum=None,
        weather=None,
    ),
    reason="",
    sheet={},
    call_back="",
    language="",
)
FULL = ToHandOver(
    case=replace(
        CASE,
        people=People(
            found=FoundPeople(aboard=0, delivered=90, dead=2),
            outstanding=PersonsRange(158, 308),
            delivered=(("Lampedusa", 90),),
            kinds=(KindTotal(CountedKind.URGENT_MEDICAL, 3, 92),),
        ),
        on_scene="OSC P61, VHF 72",
    ),
    reason="She is taking water.",
    sheet={
        Criterion.OVERLOADED: Answer.YES,
        Criterion.ADRIFT: Answer.NOT_KNOWN,
        Criterion.LISTING: Answer.NO,
        Criterion.URGENT_MEDICAL: Answer.YES,
        Criterion.NO_LIFE_JACKETS: Answer.YES,
    },
    call_back="+8816 000",
    language="Arabic",
    next_call="NEXT CALL 1330Z",
    units=[
        UnitLine("P61", "MLT", "underway", LATER),
        UnitLine("Exercise Star", None, "proceeding"),
    ],
    requests=[AskedLine("ITA-R-0001", [("RCC Malta", "acknowledged"), ("MRCC Tunis", "sent")])],
    kept_from=["LBY"],
)


def _texts(of: ToHandOver) -> dict[HandoverFact, str]:
    return {one.fact: one.text for one in twelve_facts(of, now=NOW)}


def test_there_are_twelve_and_the_four_that_come_first_are_first() -> None:
    lines = twelve_facts(FULL, now=NOW)
    assert [one.fact for one in lines] == list(HandoverFact)
    assert tuple(one.fact for one in lines[:4]) == RED
    assert len(lines) == 12
    assert all(one.known for one in lines)


def test_what_nobody_knows_says_so_and_is_never_left_out() -> None:
    lines = {one.fact: one for one in twelve_facts(BARE, now=NOW)}
    assert {fact for fact, one in lines.items() if one.known} == {
        HandoverFact.PHASE,
        HandoverFact.UNITS,
        HandoverFact.SHIPS,
    }
    assert lines[HandoverFact.POSITION].text == "NOT KNOWN"
    bound = replace(BARE, case=replace(BARE.case, route="FROM Zawiya, BOUND FOR Lampedusa"))
    way = "NOT KNOWN. INTENDED ROUTE: FROM Zawiya, BOUND FOR Lampedusa"
    assert _texts(bound)[HandoverFact.POSITION] == way
    assert lines[HandoverFact.UNITS].text == "NONE TASKED"
    assert lines[HandoverFact.SHIPS].text == "NONE HAILED"


def test_each_fact_says_what_the_case_holds() -> None:
    said = _texts(FULL)
    assert said[HandoverFact.PHASE] == "DISTRESS (DETRESFA). She is taking water"
    assert said[HandoverFact.POSITION].startswith("34-20.0N 012-42.0E AT 111226Z OCT 26")
    assert said[HandoverFact.ON_BOARD].startswith("250 TO 400, OF WHOM CHILDREN 60")
    assert said[HandoverFact.ON_BOARD].endswith(
        "OUTSTANDING 158 TO 308. IN URGENT NEED OF A DOCTOR: 3 OF 92 COUNTED."
        " NOT COUNTED: CHILDREN, CHILDREN ALONE, PREGNANT"
    )
    assert said[HandoverFact.CRAFT] == (
        "fishing vessel. Holed, taking water. too many people for the craft: YES,"
        " a list, or little freeboard: NO"
    )
    assert said[HandoverFact.CALL_BACK] == "+8816 000, Arabic, NEXT CALL 1330Z"
    assert said[HandoverFact.MEDICAL] == (
        "urgent medical need: YES. IN URGENT NEED OF A DOCTOR: 3 OF 92 COUNTED. DEAD 2"
    )
    assert said[HandoverFact.LIFE_JACKETS] == "NONE SEEN, OR NOT ENOUGH"
    assert said[HandoverFact.WEATHER].startswith("WIND FROM 315 DEG 12 KN")
    assert said[HandoverFact.UNITS] == (
        "P61 (MLT commands), underway, expected 1305Z. OSC P61, VHF 72"
    )
    assert said[HandoverFact.SHIPS] == "Exercise Star (her master commands), proceeding"
    assert said[HandoverFact.REQUESTS] == (
        "ITA-R-0001 to RCC Malta (acknowledged), MRCC Tunis (sent)"
    )
    assert said[HandoverFact.PLACES] == "LANDED 90 at Lampedusa. NOT TO BE TOLD: LBY"


def test_each_other_authority_is_handed_over_by_name_with_its_contact() -> None:
    has = (
        AuthorityLine("Customs", "V 6006", NOW, HelpGone.TURNED_BACK),
        AuthorityLine("Navy", "", None),
    )
    units = _texts(replace(FULL, authorities=has))[HandoverFact.UNITS]
    assert units.startswith(_texts(FULL)[HandoverFact.UNITS])
    assert units.endswith(
        "OTHER AUTHORITIES HAVE IT: Customs, V 6006 TURNED BACK, contact 1226Z;"
        " Navy, NOT CONFIRMED BY CONTACT"
    )
