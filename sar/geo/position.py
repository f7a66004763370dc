"""A position on the earth, as people write it and as the program holds it."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass


class PositionRefused(ValueError):  # noqa: N818 refusals have their own word
    """A position that cannot be taken as it stands: a stable code, parameters, a sentence."""

    def __init__(self, code: str, sentence: str, **params: str | float) -> None:
        super().__init__(sentence)
        self.code = code
        self.params: Mapping[str, str | float] = params


@dataclass(frozen=True, slots=True)
class LatLon:
    """Degrees, WGS 84, north and east positive."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90.0 <= self.lat <= 90.0 and -180.0 <= self.lon <= 180.0):
            _check("lat", self.lat, 90.0)
            _check("lon", self.lon, 180.0)
        if type(self.lat) is not float or type(self.lon) is not float:
            object.__setattr__(self, "lat", float(self.lat))
            object.__setattr__(self, "lon", float(self.lon))


def exchanged(place: LatLon) -> LatLon | None:
    """The place with latitude and longitude exchanged; None where that is none, or the same."""
    if abs(place.lon) > 90.0 or place.lat == place.lon:
        return None
    return LatLon(lat=place.lon, lon=place.lat)


def _check(name: str, value: float, bound: float) -> None:
    if not math.isfinite(value):
        raise PositionRefused("position_not_finite", f"{name} is not a finite number", axis=name)
    if not -bound <= value <= bound:
        raise PositionRefused(
            "position_out_of_range",
            f"{name} {value:g} is not between {-bound:g} and {bound:g}",
            axis=name,
            value=float(value),
        )


_LONGEST_TEXT = 100
_LABEL = re.compile(r"\b(?:LATITUDE|LONGITUDE|LAT|LONG|LON)\b[.:=]?")
_MARKS = str.maketrans({
    "º": "°", "˚": "°", "’": "′", "‘": "′", "'": "′", "`": "′", "´": "′",
    "”": "″", "“": "″", '"': "″", "−": "-", "–": "-", "‐": "-", "‑": "-",
})  # fmt: skip
_UNSIGNED = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MARKED = re.compile(r"[0-9.,]+\s*°[\s-]*(?:[0-9.,]+\s*′?(?:(?<=[\s′])[\s-]*[0-9.,]+\s*″?)?)?")
_PACKED = re.compile(r"(?:[0-9]{4}|[0-9]{6})(?:\.[0-9]+)?")
_PACKED_LON = re.compile(r"(?:[0-9]{5}|[0-9]{7})(?:\.[0-9]+)?")
_DIVIDER = re.compile(r"\s*[;/]\s*|\s*,\s+|\s+,\s*")
_JOINED = re.compile(r"[0-9][:\-][0-9]")


def parse_position(text: str) -> LatLon:
    """Read a position as spoken or typed: degrees and minutes, with seconds, or decimal.

    Accepted: `34°20.0′N 012°42.0′E`, `34 20 00 N, 12 42 00 E`, `N34-20.0 E012-42.0`,
    `34:20:00N 12:42:00E`, `3420N 01242E`, `34.3333 N 12.7 E`. Latitude comes first when no letter
    says; then something must show where it ends: `-34.5, 12.7`, `34 20.0 12 42.0`,
    `34:20:00 12:42:00`. A comma is a decimal comma only inside a number that carries its letter,
    or beside a semicolon.
    Raises PositionRefused, with the reason, for whatever could be read in two ways. The screens
    read the same: `tests/vectors/positions.json` holds both to it.
    """
    if len(text) > _LONGEST_TEXT:
        raise _unreadable("the text is too long for a position")
    labelled = " ".join(text.upper().translate(_MARKS).replace("′′", "″").split())
    plain = _LABEL.sub(" ", labelled).strip()
    if not plain:
        raise _unreadable("there is no position in the text")
    if re.search(r"[0-9°′″]\s*O|\bO\s*[0-9]", plain):
        raise _ambiguous("the letter O is west in some languages and east in others; write W or E")
    if stray := re.search(r"[^0-9NSEW°′″.,:;/+\-\s]", plain):
        raise _unreadable(f"{stray.group()!r} is not part of a position")
    if re.search(r"[NSEW]", plain):
        return _with_letters(plain)
    latitude, longitude = _named(labelled) or _halves(plain)
    return LatLon(lat=_signed(latitude), lon=_signed(longitude))


def _unreadable(why: str) -> PositionRefused:
    return PositionRefused("position_unreadable", f"not readable as a position: {why}")


def _ambiguous(why: str) -> PositionRefused:
    return PositionRefused("position_ambiguous", f"could be read in more than one way: {why}")


def _with_letters(plain: str) -> LatLon:
    letters = re.findall(r"[NSEW]", plain)
    if len(letters) != 2 or (letters[0] in "NS") == (letters[1] in "NS"):
        raise _unreadable("one of N or S and one of E or W are needed")
    pieces = re.split(r"([NSEW])", plain)
    before, first, between, second, after = (piece.strip(" ,;/") for piece in pieces)
    if before and not after:
        first_text, second_text = before, between
    elif after and not before:
        first_text, second_text = between, after
    else:
        raise _ambiguous("the letters must all stand before, or all behind, their numbers")
    angles = {
        letter in "NS": _angle(number, letter)
        for letter, number in ((first, first_text), (second, second_text))
    }
    return LatLon(lat=angles[True], lon=angles[False])


def _angle(text: str, letter: str) -> float:
    """Degrees, signed, from the numbers that stand with a hemisphere letter."""
    if re.match(r"[-+]", text):
        raise _ambiguous(f"a sign and the letter {letter} stand together")
    numbers = _numbers(text, f"beside {letter}")
    packed = _PACKED if letter in "NS" else _PACKED_LON
    if len(numbers) == 1 and "°" not in text and packed.fullmatch(numbers[0]):
        numbers = _unpack(numbers[0], 2 if letter in "NS" else 3)
    degrees = _degrees(numbers)
    return -degrees if letter in "SW" else degrees


def _numbers(text: str, where: str) -> list[str]:
    """Degrees, minutes and seconds, as far as they are given, with decimal points."""
    numbers = [_decimal(n) for n in re.split(r"[\s°′″:\-/]+|,\s+", text) if n]
    if not 1 <= len(numbers) <= 3 or not all(map(_UNSIGNED.fullmatch, numbers)):
        raise _unreadable(f"degrees, minutes and seconds are not clear {where}")
    _check_marks(text)
    if any("." in n for n in numbers[:-1]):
        raise _ambiguous("only the last of degrees, minutes and seconds may have a fraction")
    return numbers


def _degrees(numbers: list[str]) -> float:
    if any(float(n) >= 60 for n in numbers[1:]):
        raise _unreadable("minutes and seconds must be less than 60")
    return math.fsum(float(n) / 60.0**power for power, n in enumerate(numbers))


def _check_marks(text: str) -> None:
    """The signs for degrees, minutes and seconds, where written, must stand behind their own."""
    if re.search("[°′″]", text) and not _MARKED.fullmatch(text):
        raise _unreadable("the signs for degrees, minutes and seconds are out of order")


def _decimal(number: str) -> str:
    if number.count(",") > 1 or ("," in number and "." in number):
        raise _ambiguous(f"{number!r} has more than one decimal mark")
    return number.replace(",", ".")


def _unpack(number: str, degree_digits: int) -> list[str]:
    whole, dot, fraction = number.partition(".")
    parts = [whole[:degree_digits], *re.findall("..", whole[degree_digits:])]
    parts[-1] += dot + fraction
    return parts


def _named(labelled: str) -> tuple[str, str] | None:
    """Latitude and longitude where words name them, in either order; None without such words."""
    labels = [label[:3] for label in _LABEL.findall(labelled)]
    if not labels:
        return None
    before, *named = (piece.strip(" ,;/") for piece in _LABEL.split(labelled))
    if before or sorted(labels) != ["LAT", "LON"]:
        raise _ambiguous("latitude and longitude must each be named once, before their numbers")
    angles = dict(zip(labels, named, strict=True))
    return angles["LAT"], angles["LON"]


def _signed(text: str) -> float:
    """Degrees from numbers that no letter stands with."""
    sign, digits = ("-" if text[:1] == "-" else ""), re.sub(r"^[-+]", "", text)
    if not re.match(r"[0-9]", digits):
        raise _unreadable("latitude and longitude are not clear without letters")
    degrees = _degrees(_numbers(digits, "without letters"))
    return -degrees if sign else degrees


def _halves(plain: str) -> tuple[str, str]:
    """Latitude and longitude, where something shows the end of the first."""
    halves = _DIVIDER.split(plain)
    if len(halves) == 1 and plain.count(",") == 1:
        if "." not in plain:
            raise _ambiguous("the comma may divide two numbers or be a decimal comma")
        halves = plain.split(",")
    if "," in "".join(halves) and not re.search("[;/]", plain):
        raise _ambiguous("decimal commas need a semicolon between latitude and longitude")
    if len(halves) == 1:
        halves = _halves_by_spaces(plain.split())
    if len(halves) != 2:
        raise _ambiguous("without letters only two angles, latitude first, are clear")
    return halves[0], halves[1]


def _halves_by_spaces(words: list[str]) -> list[str]:
    """A fraction, a sign or the signs of an angle show where the latitude ends."""
    middle = len(words) // 2
    if len(words) not in (2, 4, 6):
        raise _ambiguous("without letters only two angles, latitude first, are clear")
    last, first = words[middle - 1], words[middle]
    clear = (
        "." in last
        or first[0] in "+-"
        or ("°" in words[0] and "°" in first)
        or (bool(_JOINED.search(last)) and bool(_JOINED.search(first)))
    )
    if not clear:
        raise _ambiguous("whole numbers may be degrees and minutes of one angle")
    return [" ".join(words[:middle]), " ".join(words[middle:])]


def format_ddm(p: LatLon) -> str:
    """Degrees and minutes to a tenth, latitude first, as on a chart: `34°20.0′N 012°42.0′E`."""
    return f"{_ddm(p.lat, 2, 'NS')} {_ddm(p.lon, 3, 'EW')}"


def format_telex(p: LatLon) -> str:
    """The same with the letters of a telex alone, as SITREPs and navigational warnings write it:
    `34-20.0N 012-42.0E`."""
    return f"{_ddm(p.lat, 2, 'NS', '-', '')} {_ddm(p.lon, 3, 'EW', '-', '')}"


def _ddm(degrees: float, width: int, letters: str, degree: str = "°", minute: str = "′") -> str:
    tenths = round(abs(degrees) * 600)
    whole, rest = divmod(tenths, 600)
    letter = letters[degrees < 0 and tenths > 0]
    return f"{whole:0{width}d}{degree}{rest // 10:02d}.{rest % 10}{minute}{letter}"
