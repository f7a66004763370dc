"""The lines of ready-made texts, and what a text asks for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sar.agreements.words import Phase, Situation
from sar.geo.position import LatLon
from sar.incidents.people.headcount import CountedKind, KindTotal
from sar.incidents.people.outstanding import FoundPeople, PersonsRange
from sar.incidents.texts.case_facts import Case, Contact, Station
from sar.incidents.texts.case_texts import (
    assistance_line,
    for_all_to_hear,
    identity,
    numbered_contacts,
    reported,
)
from sar.incidents.texts.kind_lines import BY_VOICE, kinds_line
from sar.incidents.texts.message_frame import reply_to, ways_to_answer
from sar.incidents.texts.people_lines import Casualty, People, people_line, persons
from sar.incidents.texts.place_lines import Datum, Plot, position
from sar.incidents.texts.time_lines import age, date_time_group, time_of_day
from sar.incidents.texts.wanted_lines import WantedLine, still_required
from sar.incidents.texts.weather_lines import Weather, weather, weather_head
from sar.incidents.words import IncidentState

NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
ROME = Station(
    "MRCC Roma",
    "Italy",
    contacts=(
        Contact("telephone", "+39 06 0000"),
        Contact("aftn", "LIRRYXYX"),
        Contact("email", "mrcc@roma.example"),
        Contact("sms", "+39 333 0000"),
    ),
    party="ITA",
)
TRIPOLI = Station(
    "JRCC Tripoli",
    "Libya",
    listed=True,
    contacts=(Contact("telephone", "+218 00", "ar", "2026-09-01"), Contact("email", "ops@example")),
    party="LBY",
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
    reported_by="a man on board",
    reported_through="satellite telephone",
    reported_at=NOW,
    lead=ROME,
    casualty=Casualty(250, 400, children=60, source="caller"),
    datum=Datum(PLOT, PLOT, 135, 0.9),
    weather=Weather(
        wind_from_deg=315, wind_kn=12, sea_state=3, water_c=23, source="forecast", at=NOW
    ),
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
            Casualty(326, 400, children=4, source="a voice", before=PersonsRange(250, 400)),
            "326 TO 400, ONE PERSON'S WORD, 250 TO 400 BEFORE, OF WHOM CHILDREN 4"
            " (SOURCE: a voice)",
        ),
        (
            Casualty(3, None, before=PersonsRange(5, None)),
            "AT LEAST 3, ONE PERSON'S WORD, AT LEAST 5 BEFORE",
        ),
        (
            Casualty(None, None, before=PersonsRange(0, 40)),
            "NOT KNOWN, ONE PERSON'S WORD, UP TO 40 BEFORE",
        ),
        (
            Casualty(10, 12, children=4, unaccompanied=2, source="caller"),
            "10 TO 12, OF WHOM CHILDREN 4, UNACCOMPANIED 2 (SOURCE: caller)",
        ),
    ],
)
def test_persons_are_counted_as_far_as_known(casualty: Casualty, said: str) -> None:
    assert persons(casualty) == said


def test_weather_says_what_is_known_only() -> None:
    assert weather(CASE.weather) == "WIND FROM 315 DEG 12 KN, SEA STATE 3, WATER 23 C"
    assert weather(Weather(visibility_nm=6)) == "VISIBILITY 6 NM"
    assert weather(None) == ""
    told = Weather(
        wind_from_deg=315, wind_kn=34.99, wind_m_s=18, wave_height_m=5, sea_state=6,
        sea_state_by_height=True, cloud_base_ft=600, air_c=-2,
    )  # fmt: skip
    assert weather(told) == (
        "WIND FROM 315 DEG 18 M/S (35 KN), WAVES 5 M, SEA STATE 6 BY THE WAVES,"
        " CLOUD BASE 600 FT, AIR -2 C"
    )
    assert weather(Weather(wind_kn=19.44, wind_m_s=10)) == "WIND 10 M/S (19 KN)"


def test_a_position_is_the_present_one_with_the_last_known_behind_it() -> None:
    later = Plot(LatLon(34.5, 12.7), NOW + timedelta(hours=4), 1.5)
    drifted = Datum(PLOT, later, 359.8, 0.834)
    assert position(drifted) == (
        "34-30.0N 012-42.0E AT 111626Z OCT 26 BY DRIFT, WITHIN 1.5 NM, DRIFTING 000 DEG AT"
        " 0.83 KN. LAST KNOWN 34-20.0N 012-42.0E AT 111226Z OCT 26, WITHIN 2 NM, 4 H OLD"
    )


def test_a_position_that_is_only_less_certain_says_that_its_drift_is_not_known() -> None:
    assert position(Datum(PLOT, replace(PLOT, at=NOW + timedelta(hours=1), within_nm=2.5))) == (
        "34-20.0N 012-42.0E AT 111326Z OCT 26 BY ESTIMATE, DRIFT NOT KNOWN, WITHIN 2.5 NM."
        " LAST KNOWN 34-20.0N 012-42.0E AT 111226Z OCT 26, WITHIN 2 NM, 1 H OLD"
    )


def test_a_position_that_has_not_changed_is_told_once_with_its_own_time_and_age() -> None:
    later = replace(PLOT, at=NOW + timedelta(minutes=1))
    assert position(Datum(PLOT, later, 135, 0.0)) == (
        "34-20.0N 012-42.0E AT 111226Z OCT 26, WITHIN 2 NM, 1 MIN OLD"
    )


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (timedelta(seconds=59), ""),
        (timedelta(minutes=52), "52 MIN"),
        (timedelta(hours=4, minutes=5), "4 H 5 MIN"),
        (timedelta(hours=4), "4 H"),
        (timedelta(days=3, hours=5), "3 DAYS"),
        (timedelta(seconds=-5), ""),
    ],
)
def test_an_age_is_told_as_people_say_it(since: timedelta, said: str) -> None:
    assert age(NOW - since, now=NOW) == said


def test_the_weather_says_whose_word_it_is() -> None:
    assert weather_head(CASE.weather) == "WEATHER ON SCENE (FORECAST, 111226Z OCT 26)"
    nobody = "WEATHER ON SCENE (SOURCE NOT TOLD)"
    assert weather_head(Weather(wind_kn=3)) == weather_head(None) == nobody


def test_who_answers_is_told_how_on_the_channels_that_people_answer() -> None:
    said = "REPLY TO MRCC Roma: TEL +39 06 0000, AFTN LIRRYXYX, EMAIL mrcc@roma.example"
    assert reply_to(ROME) == [said]
    assert reply_to(ROME, lead=ROME) == [said]
    assert reply_to(ROME, lead=TRIPOLI) == [
        "MISSION COORDINATOR JRCC Tripoli: TEL +218 00, EMAIL ops@example",
        said,
    ]
    assert ways_to_answer(Station("X", "Y")) == "NO NUMBER ON FILE, BY THE WAY THIS CAME"
    assert numbered_contacts(()) == ["(no contact is known: ask a neighbouring centre)"]


def test_a_report_says_through_what_it_came_and_not_whose_it_was() -> None:
    assert reported(CASE) == "FIRST REPORTED 111226Z OCT 26 BY satellite telephone"
    assert reported(replace(CASE, reported_through="")) == "FIRST REPORTED 111226Z OCT 26"


def test_the_craft_is_told_in_the_words_of_the_case() -> None:
    assert identity(CASE) == "fishing vessel, Wooden boat taking water"
    named = replace(CASE, title="Isola Chiara, 9HA1234, Malta")
    assert "NO " not in identity(named), "its name, call sign and flag stand in the title"


@pytest.mark.parametrize(
    ("case", "asks"),
    [
        (CASE, "UNITS ABLE TO REACH AND RECOVER UP TO 400 PERSONS."),
        (replace(CASE, phase=Phase.ALERT), "INFORMATION ON THE CASUALTY, UNITS AT READINESS."),
        (replace(CASE, leads=False), "AS MRCC ROMA ASKS"),
        (replace(CASE, state=IncidentState.SUSPENDED), "NONE"),
    ],
)
def test_what_is_asked_for_follows_from_the_case(case: Case, asks: str) -> None:
    assert assistance_line(case, (), now=NOW).startswith(asks)
    if case.state is IncidentState.OPEN:
        assert assistance_line(case, (), said="ONE HEL-M", now=NOW) == "ONE HEL-M"


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
        (
            People(FoundPeople(uncounted=("Nemo", "Alcione")), PersonsRange(0, 40)),
            "PEOPLE ABOARD, NOT COUNTED (Nemo, Alcione). OUTSTANDING 0 TO 40",
        ),
        (
            People(FoundPeople(aboard=2, uncounted=("Alcione",)), PersonsRange(0, 38)),
            "RECOVERED AT LEAST 2: ABOARD 2, PEOPLE ABOARD, NOT COUNTED (Alcione)."
            " OUTSTANDING 0 TO 38",
        ),
        (
            People(FoundPeople(uncounted_delivered=("Nemo",)), PersonsRange(0, 40)),
            "PEOPLE LANDED, NOT COUNTED. OUTSTANDING 0 TO 40",
        ),
        (
            People(
                FoundPeople(delivered=5, uncounted_delivered=("Nemo",)),
                PersonsRange(0, 35),
                delivered=(("Catania", 5),),
                uncounted_at=("Catania", ""),
            ),
            "RECOVERED AT LEAST 5: DELIVERED 5 (Catania 5), PEOPLE LANDED, NOT COUNTED (Catania)."
            " OUTSTANDING 0 TO 35",
        ),
        (People(FoundPeople(dead=1), PersonsRange(3, 3)), "RECOVERED 1: DEAD 1. OUTSTANDING 3"),
        (
            People(
                FoundPeople(dead=3),
                PersonsRange(3, 3),
                died=1,
                dead_aboard=(("Nemo 10", 1),),
                dead_landed=(("Catania", 1), ("", 1)),
            ),
            "RECOVERED 3: DEAD 3, 1 OF THEM AFTER RECOVERY, 1 OF THEM ABOARD (Nemo 10 1),"
            " 2 OF THEM LANDED (Catania 1). OUTSTANDING 3",
        ),
        (
            People(FoundPeople(), PersonsRange(250, 400), back_in_water=5),
            "5 WENT INTO THE WATER AGAIN. OUTSTANDING 250 TO 400",
        ),
        (
            People(FoundPeople(aboard=2), PersonsRange(5, 5), back_in_water=3),
            "RECOVERED 2: ABOARD 2, 3 WENT INTO THE WATER AGAIN. OUTSTANDING 5",
        ),
        (
            People(FoundPeople(uncounted=("Nemo",)), PersonsRange(0, 5), back_in_water=3),
            "PEOPLE ABOARD, NOT COUNTED (Nemo), 3 WENT INTO THE WATER AGAIN. OUTSTANDING 0 TO 5",
        ),
    ],
)
def test_the_people_found_are_told_where_they_are(people: People | None, said: str) -> None:
    assert people_line(people) == said


KIND_TOTALS = (KindTotal(CountedKind.CHILDREN, 12, 228), KindTotal(CountedKind.PREGNANT, 0, 228))


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (None, ""),
        (NOBODY, ""),
        (replace(NOBODY, back_in_water=5), ""),
        (
            replace(FOUND, kinds=KIND_TOTALS),
            "CHILDREN: 12 OF 228 COUNTED, PREGNANT: 0 OF 228 COUNTED."
            " NOT COUNTED: CHILDREN ALONE, IN URGENT NEED OF A DOCTOR",
        ),
        (
            replace(FOUND, kinds=tuple(KindTotal(kind, 1, 0) for kind in BY_VOICE)),
            "CHILDREN: 1 COUNTED, CHILDREN ALONE: 1 COUNTED,"
            " IN URGENT NEED OF A DOCTOR: 1 COUNTED, PREGNANT: 1 COUNTED",
        ),
        (
            replace(FOUND, kinds=(KindTotal(CountedKind.AGE_0_4, 5, 37),)),
            "AGED 0 TO 4: 5 OF 37 COUNTED."
            " NOT COUNTED: CHILDREN ALONE, IN URGENT NEED OF A DOCTOR, PREGNANT",
        ),
        (
            FOUND,
            "NOT COUNTED: CHILDREN, CHILDREN ALONE, IN URGENT NEED OF A DOCTOR, PREGNANT",
        ),
        (
            replace(FOUND, kinds=tuple(KindTotal(kind, 0, 37) for kind in BY_VOICE)),
            "CHILDREN: 0 OF 37 COUNTED, CHILDREN ALONE: 0 OF 37 COUNTED,"
            " IN URGENT NEED OF A DOCTOR: 0 OF 37 COUNTED, PREGNANT: 0 OF 37 COUNTED",
        ),
    ],
)
def test_a_kind_says_of_how_many_it_was_counted_and_no_kind_is_zero_unless_counted(
    people: People | None, said: str
) -> None:
    assert kinds_line(people) == said


def test_who_went_into_the_water_again_is_told_on_the_air_as_a_number() -> None:
    back = People(FoundPeople(), PersonsRange(250, 400), back_in_water=5, kinds=KIND_TOTALS)
    said = "250 TO 400. 5 WENT INTO THE WATER AGAIN. OUTSTANDING 250 TO 400"
    assert for_all_to_hear(replace(CASE, people=back)) == said


def test_of_people_found_only_the_others_are_to_be_recovered() -> None:
    assert "UP TO 363 PERSONS" in assistance_line(replace(REAL, people=FOUND), (), now=NOW)
    none = "NONE: ALL PERSONS ON BOARD ARE ACCOUNTED FOR"
    found = replace(REAL, people=ALL_FOUND, nobody_missing=True)
    assert assistance_line(found, (), now=NOW) == none
    nobody_there = replace(REAL, people=NOBODY, nobody_missing=True)
    assert assistance_line(nobody_there, (), now=NOW) == "NONE: NOBODY IS MISSING"


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


@pytest.mark.parametrize(
    ("need", "said"),
    [
        (
            WantedLine(2, 1, what=AIRCRAFT, means="RADAR", by_at=BY),
            "STILL REQUIRED: 1 AIRCRAFT WITH RADAR AS SOON AS POSSIBLE (WANTED BY 1456Z)",
        ),
        (
            WantedLine(2, 0, late=1, what=AIRCRAFT, by_at=BY),
            "NONE BEYOND WHAT IS ACCEPTED: 2 AIRCRAFT. ACCEPTED BUT EXPECTED LATE: 1 AIRCRAFT AS"
            " SOON AS POSSIBLE (WANTED BY 1456Z)",
        ),
    ],
)
def test_what_was_wanted_by_a_time_that_is_over_is_wanted_as_soon_as_possible(
    need: WantedLine, said: str
) -> None:
    assert still_required([need], now=BY + timedelta(minutes=1)) == said


def test_a_time_names_its_day_where_that_is_another() -> None:
    assert time_of_day(BY, now=NOW) == "1456Z"
    assert time_of_day(BY, now=NOW - timedelta(hours=13)) == "111456Z"
