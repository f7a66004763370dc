"""Words typed into a case, as the open air hears them: forms of closed lists, figures, identities
on file."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.texts.case_facts import RadioChannel
from sar.incidents.texts.open_air import (
    BLANK,
    HEIGHTS_FOR,
    PURPOSES,
    REPORTED_BY,
    WEATHER_BY,
    Forms,
    channel_on_air,
    heard,
    radio_on_air,
    report_on_air,
    unit_on_air,
    weather_on_air,
    whom_on_air,
)
from sar.incidents.texts.telex import LETTERS
from sar.incidents.texts.weather_lines import Weather
from tests.pure.incidents.texts.test_texts import CASE


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("satellite telephone", "SATELLITE TELEPHONE"),
        ("Sat phone 77 of Nadia", "SATELLITE TELEPHONE"),
        ("phone", "TELEPHONE"),
        ("+39 333 0000", ""),
        ("VHF 16", "VHF"),
        ("channel 16", "VHF"),
        ("EPIRB, 406 MHz", "EPIRB"),
        ("a message", "MESSAGE"),
        ("Hotline of her brother Karim", "TELEPHONE"),
        ("her brother Karim", ""),
        ("", ""),
    ],
)
def test_the_way_of_a_report_is_of_a_list(typed: str, form: str) -> None:
    assert report_on_air(typed) == form


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Model forecast", "FORECAST"),
        ("Forecast of Anna, +39 06", "FORECAST"),
        ("Fishing canoe", "SHIP"),
        ("helicopter", "AIRCRAFT"),
        ("on-scene unit", "UNIT ON SCENE"),
        ("Buoy", "BUOY"),
        ("Skipper", ""),
        ("the man who calls", ""),
    ],
)
def test_who_tells_the_weather_is_of_a_list(typed: str, form: str) -> None:
    told = weather_on_air(Weather(wind_kn=12, source=typed))
    assert told == Weather(wind_kn=12, source=form)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("VHF 72", "VHF 72"),
        ("VHF ch. 72", "VHF 72"),
        ("Channel 16", "VHF 16"),
        ("72", "VHF 72"),
        ("VHF 2028", "VHF 2028"),
        ("VHF 16 / 72", "VHF 16 / VHF 72"),
        ("123.1 MHz", "123.1 MHZ"),
        ("air 121,5", "121.5 MHZ"),
        ("UHF 282.8", "282.8 MHZ"),
        ("MF 2182 kHz", "2182 KHZ"),
        ("2187.5", "2187.5 KHZ"),
        ("VHF 40", ""),
        ("99", ""),
        ("999.9", ""),
        ("+39 333 123 4567", ""),
        ("VHF 16, ask for Nadia", ""),
        ("16, +39 06 1234", ""),
        ("2028", "2028 KHZ"),
        ("Satphone", ""),
        ("", ""),
    ],
)
def test_a_channel_is_a_frequency_or_nothing(typed: str, said: str) -> None:
    assert channel_on_air(typed) == said


@pytest.mark.parametrize(
    ("purpose", "said"),
    [("On scene", "ON SCENE"), ("Aircraft, Nadia's", "AIR"), ("homing", "HOMING"), ("Nadia", "")],
)
def test_what_a_channel_is_for_is_of_a_list(purpose: str, said: str) -> None:
    assert radio_on_air(RadioChannel(purpose, "VHF 10")) == RadioChannel(said, "VHF 10")
    assert radio_on_air(RadioChannel(purpose, "+39 333")) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [("osprey 3", "Osprey 3"), ("Helicopters", "HELICOPTERS"), ("Captain Nadia", "")],
)
def test_heights_are_for_a_unit_at_work_or_a_kind(typed: str, said: str) -> None:
    assert whom_on_air(typed, ["Osprey 3", "P61"]) == said


def test_a_unit_is_called_by_name_call_sign_and_channel() -> None:
    assert unit_on_air("P61", "9HP61", "VHF 72") == "P61, CALL SIGN 9HP61, VHF 72"
    assert unit_on_air("P61", "", "Nadia's telephone") == "P61"


@pytest.mark.parametrize(
    ("typed", "on_file", "said"), [("Nadia", "", BLANK), ("Nadia", "P61", "P61"), ("", "P61", "")]
)
def test_who_holds_an_office_is_called_by_what_is_on_file_or_by_dots(
    typed: str, on_file: str, said: str
) -> None:
    named = replace(CASE, on_scene=typed, on_scene_unit=on_file, in_the_air=typed)
    assert heard(named).on_scene == said
    assert heard(named).in_the_air == (BLANK if typed else "")


WORDS = st.text(max_size=60)


def _of(forms: Forms) -> set[str]:
    return {"", *(form for form, _ in forms)}


@given(WORDS)
def test_whatever_was_typed_a_form_is_said(typed: str) -> None:
    assert report_on_air(typed) in _of(REPORTED_BY)
    weather = weather_on_air(Weather(source=typed))
    assert weather is not None
    assert weather.source in _of(WEATHER_BY)
    assert whom_on_air(typed, []) in _of(HEIGHTS_FOR)
    radio = radio_on_air(RadioChannel(typed, typed))
    assert radio is None or radio.purpose in _of(PURPOSES)


@given(st.text("0123456789 .,/-+&vhfcmzkHz", max_size=20))
def test_whatever_was_typed_a_channel_is_figures_and_their_unit(typed: str) -> None:
    said = channel_on_air(typed)
    assert set(said) <= LETTERS
    for part in filter(None, said.split(" / ")):
        number = part.replace("VHF", "").replace("MHZ", "").replace("KHZ", "").strip()
        assert len(number.replace(".", "").rstrip("AB")) <= 6
