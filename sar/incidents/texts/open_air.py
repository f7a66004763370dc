"""A case as texts on the open air tell it: closed forms stand where somebody typed (pure).

A channel, the source of a forecast, a unit's name or a height may have been typed with a person's
name, a telephone number, or what harms the people in distress. `heard` leaves of a case what
everybody may hear: figures, identities on file, and forms of the lists here, which are house lists
like that of the craft (`craft_forms`).
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from sar.incidents.texts.case_facts import Case, RadioChannel
from sar.incidents.texts.craft_forms import form_on_air
from sar.incidents.texts.people_lines import Casualty, People
from sar.incidents.texts.weather_lines import Weather
from sar.languages.phrasing import ENGLISH, Wording

BLANK: Final = "........"
"""Said by whoever speaks the text, where nothing is on file."""

Forms = Sequence[tuple[str, tuple[str, ...]]]

REPORTED_BY: Final[Forms] = (
    ("SATELLITE TELEPHONE", ("sat(?:ellite)?[ -]?(?:tele)?phone", "iridium", "thuraya")),
    ("EPIRB", ("epirb", "cospas")),
    ("PERSONAL LOCATOR BEACON", ("plb",)),
    ("EMERGENCY LOCATOR TRANSMITTER", ("elt",)),
    ("INMARSAT", ("inmarsat(?:[ -]?c)?", "sat-?c")),
    ("DSC", ("dsc", "digital selective call(?:ing)?")),
    ("VHF", ("vhf", "ch(?:annel)? ?16")),
    ("MF/HF RADIO", ("mf", "hf")),
    ("AIS", ("ais",)),
    ("NAVTEX OR TELEX", ("telex", "navtex")),
    ("AFTN", ("aftn", "amhs")),
    ("E-MAIL", ("e-?mail",)),
    ("FAX", ("fax",)),
    ("TELEPHONE", ("(?:tele)?phone", "tel", "mobile", "gsm", "call", "hotline", "voice")),
    ("RADIO", ("radio",)),
    ("SIGHTING", ("sighting", "sighted", "seen", "lookout", "radar", "camera")),
    ("MESSAGE", ("message", "sms", "text", "web", "app", "whatsapp")),
)
"""The ways in which a first report comes, the more special first."""

WEATHER_BY: Final[Forms] = (
    ("FORECAST", ("forecast", "model", "bulletin", "warning")),
    ("BUOY", ("buoy",)),
    ("COAST STATION", ("coast(?:al)? station", "lighthouse", "weather station", "shore")),
    ("AIRCRAFT", ("aircraft", "helicopter", "(?:aero|air)?plane", "drone")),
    ("UNIT ON SCENE", ("osc", "on[ -]?scene", "unit")),
    ("SHIP", ("ship", "vessel", "tanker", "canoe", "boat")),
)
"""The sources of weather that are told; others are not."""

PURPOSES: Final[Forms] = (
    ("ON SCENE", ("on[ -]?scene",)),
    ("DISTRESS", ("distress",)),
    ("HOMING", ("homing",)),
    ("AIR", ("air", "aircraft", "helicopter", "aviation")),
    ("SHIPS", ("ship", "vessel", "merchant")),
    ("COORDINATION", ("co-?ordination", "smc", "osc", "aco", "control")),
    ("WORKING", ("working", "intership")),
)
"""The purposes of a channel."""

HEIGHTS_FOR: Final[Forms] = (
    ("HELICOPTERS", ("helicopter", "helo", "rotary")),
    ("UNCREWED AIRCRAFT", ("drone", "uav", "uas", "rpas", "uncrewed", "unmanned")),
    ("AEROPLANES", ("aeroplane", "airplane", "fixed[ -]?wing", "mpa")),
)
"""The forms of aircraft that heights are kept for, where that is no unit at work."""


def _form(written: str, forms: Forms) -> str:
    """The first form of the list that the words name; empty: none."""
    for form, words in forms:
        if re.search(rf"\b(?:{'|'.join(words)})s?\b", written, re.IGNORECASE):
            return form
    return ""


def report_on_air(channel: str) -> str:
    """The way in which the first report came."""
    return _form(channel, REPORTED_BY)


def weather_on_air(weather: Weather | None, words: Wording = ENGLISH) -> Weather | None:
    """The weather, its source by the list."""
    if weather is None:
        return None
    form = _form(weather.source, WEATHER_BY)
    return replace(weather, source=words.word(form) if form else "")


_VHF: Final = frozenset({*range(1, 29), *range(60, 89), *range(1001, 1029), *range(1060, 1089),
                         *range(2001, 2029), *range(2060, 2089)})  # fmt: skip
"""Channels of maritime VHF (ITU Radio Regulations, Appendix 18)."""
_MARINE: Final = re.compile(
    r"(?:vhf)?[ .-]*(?:ch(?:annel)?)?[ .-]*(\d{1,2}|(?<=\D)\d{4})([ab]?)(?: *vhf)?", re.IGNORECASE
)
_MHZ: Final = re.compile(
    r"(?:air|vhf|uhf|am|fm)?[ ]*(\d{3}(?:\.\d{1,3})?)(?: *mhz)?", re.IGNORECASE
)
_MHZ_USED: Final = ((108, 137), (156, 162.1), (225, 400))
"""Aeronautical VHF, maritime VHF, and military aeronautical UHF."""
_MF_HF: Final = re.compile(r"(?:mf|hf|mf ?/ ?hf)?[ ]*(\d{4,5}(?:\.\d)?)(?: *khz)?", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s*(?:[/,;&+]|\band\b)\s*", re.IGNORECASE)
_DECIMAL_COMMA: Final = re.compile(r"(?<=\d),(?=\d)")


def channel_on_air(channel: str) -> str:
    """The channels of marine VHF and the frequencies that a text names; empty where it is anything
    else, also in part."""
    parts = _BETWEEN.split(_DECIMAL_COMMA.sub(".", channel.strip()))
    found = [_frequency(part) for part in parts if part]
    return " / ".join(found) if all(found) else ""


def _frequency(part: str) -> str:
    if (marine := _MARINE.fullmatch(part)) and int(marine[1]) in _VHF:
        return f"VHF {marine[1]}{marine[2].upper()}"
    if found := _MHZ.fullmatch(part):
        used = any(least <= float(found[1]) < most for least, most in _MHZ_USED)
        return f"{found[1]} MHZ" if used else ""
    if found := _MF_HF.fullmatch(part):
        return f"{found[1]} KHZ" if 1605 <= float(found[1]) <= 27_500 else ""
    return ""


def radio_on_air(radio: RadioChannel, words: Wording = ENGLISH) -> RadioChannel | None:
    """A channel of the case and its purpose; None where no channel or frequency is written."""
    channel, purpose = channel_on_air(radio.channel), _form(radio.purpose, PURPOSES)
    if not channel:
        return None
    return RadioChannel(words.word(purpose) if purpose else "", words.apart(channel))


def unit_on_air(name: str, callsign: str, channel: str) -> str:
    """A unit as it is called: its name and call sign as they are on file, and its channel."""
    sign = f"CALL SIGN {callsign}" if callsign else ""
    return ", ".join(part for part in (name, sign, channel_on_air(channel)) if part)


def whom_on_air(assigned_to: str, units: Collection[str], words: Wording = ENGLISH) -> str:
    """The aircraft with heights kept: a unit at work by its name, else a form; empty: neither."""
    wanted = assigned_to.strip().casefold()
    named = next((name for name in units if name.strip().casefold() == wanted), "")
    form = _form(assigned_to, HEIGHTS_FOR)
    return named or (words.word(form) if form else "")


def heard(case: Case, words: Wording = ENGLISH) -> Case:
    """The case as everybody may hear it. An office that somebody holds of whom no unit is on file
    is `BLANK`."""
    numbers = Casualty(pob_min=case.casualty.pob_min, pob_max=case.casualty.pob_max)
    return replace(
        case,
        title="",
        description="",
        object_class=form_on_air(case.object_class),
        reported_by="",
        reported_through=report_on_air(case.reported_through),
        contact="",
        casualty=numbers,
        weather=weather_on_air(case.weather, words),
        on_scene=(case.on_scene_unit or BLANK) if case.on_scene else "",
        in_the_air=(case.in_the_air_unit or BLANK) if case.in_the_air else "",
        channels=tuple(_heard_channels(case.channels, words)),
        people=_numbers_of(case.people),
        route=case.route_by_positions,
    )


def _heard_channels(channels: Iterable[RadioChannel], words: Wording) -> Iterable[RadioChannel]:
    found = (radio_on_air(one, words) for one in channels)
    return dict.fromkeys(one for one in found if one is not None)


def _numbers_of(people: People | None) -> People | None:
    """The people by numbers, without where they are or who they are."""
    if people is None:
        return None
    return People(
        found=people.found,
        outstanding=people.outstanding,
        died=people.died,
        back_in_water=people.back_in_water,
        uncounted_at=("",) if people.uncounted_at else (),
    )
