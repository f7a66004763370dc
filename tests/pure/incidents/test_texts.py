"""Ready-made texts, as they are sent and spoken."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sar.agreements.words import Phase, Situation
from sar.errors import Refusal
from sar.geo.position import LatLon
from sar.incidents.texts import (
    EXERCISE_MARK,
    NOT_ON_DISTRESS_FREQUENCIES,
    Case,
    Casualty,
    Contact,
    Datum,
    Plot,
    Station,
    Weather,
    call_script,
    date_time_group,
    mayday_relay,
    persons,
    position,
    sitrep_short,
    weather,
)

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
    sitrep = sitrep_short(CASE, sender=ROME, to=TRIPOLI, number=1, assistance="", now=NOW)
    assert sitrep == (
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
    sitrep = sitrep_short(REAL, sender=ROME, to=None, number=7, assistance="ONE HEL-M", now=NOW)
    assert "E. ASSISTANCE REQUIRED: ONE HEL-M\n" in sitrep
    assert "TO ALL CONCERNED\n" in sitrep
    assert "SAR SITREP NO 7\n" in sitrep
    assert "EXERCISE" not in sitrep


def test_before_distress_a_sitrep_asks_for_information_and_readiness() -> None:
    alert = replace(CASE, phase=Phase.ALERT, datum=None, casualty=Casualty(), weather=None)
    sitrep = sitrep_short(alert, sender=ROME, to=None, number=1, assistance="", now=NOW)
    assert "\nURGENCY\n" in sitrep
    assert "B. POSITION: NOT KNOWN\n" in sitrep
    assert "INFORMATION ON THE CASUALTY; UNITS AT READINESS" in sitrep
    assert "WEATHER" not in sitrep


def test_the_call_script_says_whom_to_call_what_to_say_ask_and_write_down() -> None:
    script = call_script(CASE, sender=ROME, to=TRIPOLI, now=NOW)
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
    script = call_script(REAL, sender=ROME, to=replace(TRIPOLI, contacts=()), now=NOW)
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
    script = call_script(case, sender=ROME, to=TRIPOLI, now=NOW)
    report = sitrep_short(case, sender=ROME, to=TRIPOLI, number=1, assistance=forged, now=NOW)
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
