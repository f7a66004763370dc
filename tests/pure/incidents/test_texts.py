"""Ready-made texts, as they are sent and spoken."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sar.agreements.words import Phase, Situation
from sar.errors import Refusal
from sar.geo.position import LatLon
from sar.incidents.people import FoundPeople, PersonsRange
from sar.incidents.text_lines import (
    Casualty,
    Datum,
    People,
    Plot,
    WantedLine,
    Weather,
    date_time_group,
    people_line,
    persons,
    position,
    still_required,
    time_of_day,
    weather,
)
from sar.incidents.texts import (
    EXERCISE_MARK,
    NOT_ON_DISTRESS_FREQUENCIES,
    Case,
    Contact,
    Station,
    assistance_line,
    call_script,
    mayday_relay,
    sitrep_short,
)
from sar.incidents.words import IncidentState

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
ROME = Station("MRCC Roma", "Italy")
TRIPOLI = Station(
    "JRCC Tripoli",
    "Libya",
    listed=True,
    contacts=(Contact("telephone", "+218 00", "ar", "2026-09-01"), Contact("email", "ops@example")),
)
PLOT = Plot(LatLon(34 + 20 / 60, 12.7), NOW, 2.0)
CASE = Case(
    reference="ITA-2026-0001",
    title="Wooden boat taking water",
    phase=Phase.DISTRESS,
    situation=Situation.MARITIME,
    exercise=True,
    object_class="fishing vessel",
    description="Holed, taking water.",
    reported_by="satellite phone from on board",
    reported_at=NOW,
    lead=ROME,
    casualty=Casualty(250, 400, children=60, source="caller"),
    datum=Datum(PLOT, PLOT, 135, 0.9),
    weather=Weather(wind_from_deg=315, wind_kn=12, sea_state=3, water_c=23),
)
REAL = replace(CASE, exercise=False)


def sitrep(case: Case, *, to: Station | None = None, number: int = 1, said: str = "") -> str:
    """A report that is issued by Rome."""
    asks = assistance_line(case, (), said=said, now=NOW)
    return sitrep_short(
        case, sender=ROME, to=to, number=number, issued=True, assistance=asks, now=NOW
    )


def script_of(case: Case, *, to: Station = TRIPOLI, answers: tuple[str, ...] = ()) -> str:
    """The script of a call that Rome makes."""
    script = call_script(case, sender=ROME, to=to, answers=answers, now=NOW)
    assert isinstance(script, str)
    return script


def test_a_date_time_group_is_zulu_whatever_the_zone() -> None:
    assert date_time_group(NOW) == "111226Z OCT 26"
    summer_time = timezone(timedelta(hours=2))
    assert date_time_group(NOW.astimezone(summer_time)) == "111226Z OCT 26"


@pytest.mark.parametrize(
    ("casualty", "said"),
    [
        (Casualty(), "NOT KNOWN"),
        (Casualty(5, 5), "5"),
        (Casualty(250, 400), "250 TO 400"),
        (Casualty(None, 40), "UP TO 40"),
        (Casualty(3, None), "AT LEAST 3"),
        (
            Casualty(10, 12, children=4, unaccompanied=2, source="caller"),
            "10 TO 12, OF WHOM CHILDREN 4, UNACCOMPANIED 2 (SOURCE: caller)",
        ),
    ],
)
def test_persons_are_counted_as_far_as_known(casualty: Casualty, said: str) -> None:
    assert persons(casualty) == said


def test_weather_says_what_is_known_only() -> None:
    assert weather(CASE.weather) == "WIND FROM 315° 12 KN, SEA STATE 3, WATER 23 °C"
    assert weather(Weather(visibility_nm=6)) == "VISIBILITY 6 NM"
    assert weather(None) == ""


def test_the_short_sitrep_is_ready_to_send() -> None:
    assert sitrep(CASE, to=TRIPOLI) == (
        "EXERCISE EXERCISE EXERCISE\n"
        "DISTRESS\n"
        "111226Z OCT 26\n"
        "FROM MRCC Roma\n"
        "TO JRCC Tripoli\n"
        "SAR SITREP NO 1\n"
        "CASE ITA-2026-0001\n"
        "A. IDENTITY OF CASUALTY: Wooden boat taking water, fishing vessel\n"
        "B. POSITION: 34°20.0′N 012°42.0′E AT 111226Z OCT 26, WITHIN 2 NM,"
        " DRIFTING 135° AT 0.9 KN\n"
        "C. SITUATION: DISTRESS (DETRESFA), MARITIME. REPORTED BY satellite phone from on board"
        " 111226Z OCT 26. Holed, taking water.\n"
        "D. NUMBER OF PERSONS AT RISK: 250 TO 400, OF WHOM CHILDREN 60 (SOURCE: caller)\n"
        "E. ASSISTANCE REQUIRED: UNITS ABLE TO REACH AND RECOVER UP TO 400 PERSONS. SAY WHAT YOU"
        " SEND AND WHEN IT IS ON SCENE\n"
        "F. COORDINATING RCC: MRCC Roma (Italy)\n"
        "WEATHER ON SCENE: WIND FROM 315° 12 KN, SEA STATE 3, WATER 23 °C\n"
        "EXERCISE EXERCISE EXERCISE\n"
    )


def test_a_sitrep_asks_for_what_it_is_told_to_ask() -> None:
    report = sitrep(REAL, number=7, said="ONE HEL-M")
    assert "E. ASSISTANCE REQUIRED: ONE HEL-M\n" in report
    assert "TO ALL CONCERNED\n" in report
    assert "SAR SITREP NO 7\n" in report
    assert "EXERCISE" not in report


def test_a_draft_says_that_it_is_none_that_was_issued() -> None:
    draft = sitrep_short(
        REAL, sender=ROME, to=None, number=3, issued=False, assistance="NONE", now=NOW
    )
    assert "\nSAR SITREP NO 3 (DRAFT, NOT ISSUED)\n" in draft


def test_before_distress_a_sitrep_asks_for_information_and_readiness() -> None:
    alert = replace(CASE, phase=Phase.ALERT, datum=None, casualty=Casualty(), weather=None)
    report = sitrep(alert)
    assert "\nURGENCY\n" in report
    assert "B. POSITION: NOT KNOWN\n" in report
    assert "INFORMATION ON THE CASUALTY; UNITS AT READINESS" in report
    assert "WEATHER" not in report


def test_the_call_script_says_whom_to_call_what_to_say_ask_and_write_down() -> None:
    script = script_of(CASE)
    assert script.startswith(f"{EXERCISE_MARK}\nCALL SCRIPT 111226Z OCT 26 CASE ITA-2026-0001\n")
    assert "1. telephone: +218 00 (ar, verified 2026-09-01)\n2. email: ops@example\n" in script
    assert (
        "JRCC Tripoli, this is MRCC Roma, Italy, rescue coordination centre."
        " This is an exercise, exercise, exercise. I have a search and rescue case for you."
    ) in script
    assert "Position: 34°20.0′N 012°42.0′E" in script
    assert "MRCC Roma coordinates the case until another centre takes it over." in script
    assert "the function of who answers (no name), the time in Z" in script


def test_a_call_script_without_contacts_says_so() -> None:
    script = script_of(REAL, to=replace(TRIPOLI, contacts=()))
    assert "(no contact is known: ask a neighbouring centre)" in script
    assert "exercise" not in script.lower()


def test_the_mayday_relay_is_ready_to_be_read_out() -> None:
    relay = mayday_relay(REAL, sender=ROME, now=NOW)
    assert isinstance(relay, str)
    assert relay.splitlines()[:7] == [
        "MAYDAY RELAY, MAYDAY RELAY, MAYDAY RELAY",
        "ALL STATIONS, ALL STATIONS, ALL STATIONS",
        "THIS IS MRCC ROMA, MRCC ROMA, MRCC ROMA",
        "FOLLOWING RECEIVED FROM SATELLITE PHONE FROM ON BOARD AT 111226Z OCT 26",
        "MAYDAY",
        "WOODEN BOAT TAKING WATER, FISHING VESSEL",
        "IN POSITION 34°20.0′N 012°42.0′E AT 111226Z OCT 26, WITHIN 2 NM, DRIFTING 135° AT 0.9 KN",
    ]
    assert relay.splitlines()[-1] == "OVER"


def test_an_exercise_relay_never_goes_out_on_a_distress_frequency() -> None:
    relay = mayday_relay(CASE, sender=ROME, now=NOW)
    assert isinstance(relay, str)
    lines = relay.splitlines()
    assert (lines[0], lines[1], lines[-1]) == (
        EXERCISE_MARK,
        NOT_ON_DISTRESS_FREQUENCIES,
        EXERCISE_MARK,
    )


@pytest.mark.parametrize(
    ("case", "code"),
    [(replace(CASE, phase=Phase.ALERT), "not_distress"), (replace(CASE, datum=None), "no_datum")],
)
def test_a_mayday_relay_is_for_distress_with_a_position(case: Case, code: str) -> None:
    refused = mayday_relay(case, sender=ROME, now=NOW)
    assert isinstance(refused, Refusal)
    assert refused.code == code


def test_osc_and_channels_are_told_when_there_are_any() -> None:
    staffed = replace(REAL, on_scene="ITS Comandante VHF 72", channels=("ON SCENE VHF 72",))
    relay = mayday_relay(staffed, sender=ROME, now=NOW)
    assert isinstance(relay, str)
    assert "ON-SCENE COORDINATOR: ITS Comandante VHF 72\nCHANNELS: ON SCENE VHF 72\n" in relay


def test_what_is_written_over_several_lines_forges_no_line_of_a_text() -> None:
    forged = "Holed.\nB. POSITION: NOT KNOWN\rOVER\u2028MAYDAY"
    case = replace(REAL, description=forged, title="Boat\nOVER")
    relay = mayday_relay(case, sender=ROME, now=NOW)
    assert isinstance(relay, str)
    script = script_of(case)
    report = sitrep(case, to=TRIPOLI, said=forged)
    heads = ("B. POSITION", "OVER", "MAYDAY")
    for text, genuine in ((relay, [0, 1, 2]), (script, [0, 0, 0]), (report, [1, 0, 0])):
        lines = text.splitlines()
        assert [sum(line.startswith(head) for line in lines) for head in heads] == genuine
        assert "    OVER" in lines


def test_a_position_is_the_present_one_with_the_last_known_behind_it() -> None:
    later = Plot(LatLon(34.5, 12.7), NOW + timedelta(hours=4), 1.5)
    drifted = Datum(PLOT, later, 359.8, 0.834)
    assert position(drifted) == (
        "34°30.0′N 012°42.0′E AT 111626Z OCT 26 BY DRIFT, WITHIN 1.5 NM, DRIFTING 000° AT 0.83 KN;"
        " LAST KNOWN 34°20.0′N 012°42.0′E AT 111226Z OCT 26, WITHIN 2 NM"
    )
    relay = mayday_relay(replace(REAL, datum=drifted), sender=ROME, now=NOW)
    assert f"IN POSITION {position(drifted)}\n" in str(relay)


def test_a_position_that_is_only_less_certain_says_that_its_drift_is_not_known() -> None:
    assert position(Datum(PLOT, replace(PLOT, at=NOW + timedelta(hours=1), within_nm=2.5))) == (
        "34°20.0′N 012°42.0′E AT 111326Z OCT 26 BY ESTIMATE, DRIFT NOT KNOWN, WITHIN 2.5 NM;"
        " LAST KNOWN 34°20.0′N 012°42.0′E AT 111226Z OCT 26, WITHIN 2 NM"
    )


def test_a_position_that_has_not_changed_is_told_once_with_its_own_time() -> None:
    later = replace(PLOT, at=NOW + timedelta(minutes=1))
    assert position(Datum(PLOT, later, 135, 0.0)) == (
        "34°20.0′N 012°42.0′E AT 111226Z OCT 26, WITHIN 2 NM"
    )


FOUND = People(
    FoundPeople(aboard=30, delivered=5, dead=2),
    PersonsRange(213, 363),
    aboard=(("Alcione", 20), ("Nemo", 10)),
    delivered=(("Lampedusa", 5),),
)
NOBODY = People(FoundPeople(), PersonsRange(250, 400))
ALL_FOUND = People(FoundPeople(delivered=400), PersonsRange(0, 0), delivered=(("", 400),))


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (None, ""),
        (NOBODY, ""),
        (
            FOUND,
            "RECOVERED 37: ABOARD 30 (Alcione 20, Nemo 10), DELIVERED 5 (Lampedusa 5), DEAD 2."
            " OUTSTANDING 213 TO 363",
        ),
        (ALL_FOUND, "RECOVERED 400: DELIVERED 400. OUTSTANDING NONE"),
        (
            People(FoundPeople(aboard=1), PersonsRange(0, None), aboard=(("Nemo", 1),)),
            "RECOVERED 1: ABOARD 1 (Nemo 1). OUTSTANDING NOT KNOWN",
        ),
        (
            People(FoundPeople(dead=1), PersonsRange(3, None)),
            "RECOVERED 1: DEAD 1. OUTSTANDING AT LEAST 3",
        ),
        (People(FoundPeople(dead=1), PersonsRange(3, 3)), "RECOVERED 1: DEAD 1. OUTSTANDING 3"),
    ],
)
def test_the_people_found_are_told_where_they_are(people: People | None, said: str) -> None:
    assert people_line(people) == said


def test_the_people_stand_behind_the_number_on_board() -> None:
    report = sitrep(replace(REAL, people=FOUND))
    assert (
        "D. NUMBER OF PERSONS AT RISK: 250 TO 400, OF WHOM CHILDREN 60 (SOURCE: caller)" in report
    )
    assert "(SOURCE: caller). RECOVERED 37: ABOARD 30 (Alcione 20, Nemo 10)" in report
    assert "UNITS ABLE TO REACH AND RECOVER UP TO 363 PERSONS" in report


def test_once_all_are_found_nobody_is_asked_to_recover_them() -> None:
    report = sitrep(replace(REAL, people=ALL_FOUND))
    assert "E. ASSISTANCE REQUIRED: NONE: ALL PERSONS ON BOARD ARE ACCOUNTED FOR\n" in report


AIRCRAFT = ("AIRCRAFT", "AIRCRAFT")
VESSEL = ("VESSEL", "VESSELS")
BY = datetime(2026, 10, 11, 14, 56, tzinfo=UTC)


@pytest.mark.parametrize(
    ("needs", "said"),
    [
        ([], ""),
        (
            [
                WantedLine(400, 200, by_at=BY),
                WantedLine(2, 1, what=AIRCRAFT, means="RADAR", by_at=BY),
            ],
            "STILL REQUIRED: RECOVERY FOR 200 BY 1456Z; 1 AIRCRAFT WITH RADAR BY 1456Z",
        ),
        (
            [WantedLine(2, 2, what=VESSEL, by_at=BY + timedelta(days=1))],
            "STILL REQUIRED: 2 VESSELS BY 121456Z",
        ),
        (
            [WantedLine(1, 0, what=VESSEL), WantedLine(90, 0)],
            "NONE BEYOND WHAT IS ACCEPTED: 1 VESSEL; RECOVERY FOR 90",
        ),
        (
            [WantedLine(2, 0, late=1, what=AIRCRAFT, by_at=BY)],
            "NONE BEYOND WHAT IS ACCEPTED: 2 AIRCRAFT BY 1456Z."
            " ACCEPTED BUT EXPECTED LATE: 1 AIRCRAFT BY 1456Z",
        ),
        (
            [WantedLine(90, 0, unaided=40)],
            "STILL REQUIRED: MEANS TO RECOVER 40 FOR WHOM THERE IS ROOM",
        ),
        (
            [WantedLine(90, 30, unaided=40, persons_an_hour=33, sea_state=3)],
            "STILL REQUIRED: RECOVERY FOR 30; MEANS TO RECOVER 40 FOR WHOM THERE IS ROOM."
            " UNITS ACCEPTED RECOVER ABOUT 30 PERSONS AN HOUR (HOUSE FIGURE, SEA STATE 3)",
        ),
        (
            [WantedLine(20, 0, persons_an_hour=6)],
            "NONE BEYOND WHAT IS ACCEPTED: RECOVERY FOR 20."
            " UNITS ACCEPTED RECOVER ABOUT 6 PERSONS AN HOUR (HOUSE FIGURE, SEA STATE NOT KNOWN)",
        ),
    ],
)
def test_what_is_still_required_is_what_nobody_has_accepted(
    needs: list[WantedLine], said: str
) -> None:
    assert still_required(needs, now=NOW) == said


def test_a_time_names_its_day_where_that_is_another() -> None:
    assert time_of_day(BY, now=NOW) == "1456Z"
    assert time_of_day(BY, now=NOW - timedelta(hours=13)) == "111456Z"


@pytest.mark.parametrize("state", [IncidentState.SUSPENDED, IncidentState.CLOSED])
def test_of_a_case_that_nobody_works_on_no_text_asks_for_help(state: IncidentState) -> None:
    over = replace(REAL, state=state, ended_at=NOW)
    for refused in (
        mayday_relay(over, sender=ROME, now=NOW),
        call_script(over, sender=ROME, to=TRIPOLI, now=NOW),
    ):
        assert isinstance(refused, Refusal)
        assert (refused.code, refused.params["state"]) == ("wrong_state", state)
    report = sitrep(over, said="ONE HEL-M")
    ended = {"suspended": "SEARCH SUSPENDED", "closed": "CASE CLOSED"}[state]
    assert report.startswith("ROUTINE\n")
    assert f"C. SITUATION: {ended} 111226Z OCT 26 IN PHASE DISTRESS (DETRESFA), MARITIME" in report
    assert "E. ASSISTANCE REQUIRED: NONE\n" in report


def test_a_script_says_what_the_centre_has_answered() -> None:
    script = script_of(CASE, answers=("111230Z OCT 26: duty officer: acknowledged. Yes",))
    assert "JRCC Tripoli SO FAR:\n1. 111230Z OCT 26: duty officer: acknowledged. Yes\n" in script
    assert "I call again about our case ITA-2026-0001." in script
    assert "I have a search and rescue case for you" not in script


def test_a_script_does_not_ask_the_lead_to_take_over() -> None:
    assert "Do you take over" in script_of(CASE)
    assert "Do you take over" not in script_of(replace(CASE, lead=TRIPOLI))


def test_a_source_that_was_erased_is_not_told() -> None:
    erased = replace(REAL, reported_by="")
    assert "REPORTED BY A SOURCE SINCE ERASED 111226Z" in sitrep(erased)
    assert "Reported by A SOURCE SINCE ERASED at" in script_of(erased)
