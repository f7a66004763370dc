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


def parse_position(text: str) -> LatLon:
    """Read a position as spoken or typed: degrees and minutes, with seconds, or decimal.

    Accepted: `34°20.0′N 012°42.0′E`, `34 20 00 N, 12 42 00 E`, `N34-20.0 E012-42.0`,
    `3420N 01242E`, `34.3333 N 12.7 E`, `-34.5, 12.7` (latitude first when no letter says).
    A comma is a decimal comma only inside a number that carries its letter.
    Raises PositionRefused, with the reason, for whatever could be read in two ways.
    """
    if len(text) > _LONGEST_TEXT:
        raise _unreadable("the text is too long for a position")
    plain = text.upper().translate(_MARKS).replace("′′", "″")
    plain = _LABEL.sub(" ", plain).strip()
    if not plain:
        raise _unreadable("there is no position in the text")
    if re.search(r"[0-9°′″]\s*O|\bO\s*[0-9]", plain):
        raise _ambiguous("the letter O is west in some languages and east in others; write W or E")
    if stray := re.search(r"[^0-9NSEW°′″.,;/+\-\s]", plain):
        raise _unreadable(f"{stray.group()!r} is not part of a position")
    if re.search(r"[NSEW]", plain):
        return _with_letters(plain)
    return _without_letters(plain)


def _unreadable(why: str) -> PositionRefused:
    return PositionRefused("position_unreadable", f"not readable as a position: {why}")


def _ambiguous(why: str) -> PositionRefused:
    return PositionRefused("position_ambiguous", f"could be read in more than one way: {why}")


def _with_letters(plain: str) -> LatLon:
    letters = re.findall(r"[NSEW]", plain)
    if len(letters) != 2 or (letters[0] in "NS") == (letters[1] in "NS"):
        raise _unreadable("one of N or S and one of E or W are needed")
    pieces = re.split(r"([NSEW])", plain)
    before, first, between, second, after = (piece.strip(" ,;/\t\r\n") for piece in pieces)
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
    numbers = [_decimal(n) for n in re.split(r"[\s°′″\-/]+|,\s+", text) if n]
    if not 1 <= len(numbers) <= 3 or not all(map(_UNSIGNED.fullmatch, numbers)):
        raise _unreadable(f"degrees, minutes and seconds are not clear beside {letter}")
    _check_marks(text)
    if any("." in n for n in numbers[:-1]):
        raise _ambiguous("only the last of degrees, minutes and seconds may have a fraction")
    packed = _PACKED if letter in "NS" else _PACKED_LON
    if len(numbers) == 1 and "°" not in text and packed.fullmatch(numbers[0]):
        numbers = _unpack(numbers[0], 2 if letter in "NS" else 3)
    if any(float(n) >= 60 for n in numbers[1:]):
        raise _unreadable("minutes and seconds must be less than 60")
    degrees = math.fsum(float(n) / 60.0**power for power, n in enumerate(numbers))
    return -degrees if letter in "SW" else degrees


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


def _without_letters(plain: str) -> LatLon:
    numbers = re.split(r"\s*[;/]\s*|\s*,\s+|\s+,\s*|\s+", plain)
    if len(numbers) == 1 and plain.count(",") == 1:
        numbers = plain.split(",")
        if "." not in plain:
            raise _ambiguous("the comma may divide two numbers or be a decimal comma")
    if len(numbers) != 2:
        raise _ambiguous("without letters only two decimal numbers, latitude first, are clear")
    if any("," in n for n in numbers):
        if not re.search("[;/]", plain):
            raise _ambiguous("decimal commas need a semicolon between latitude and longitude")
        numbers = [_decimal(n) for n in numbers]
    numbers = [n.removesuffix("°") for n in numbers]
    if not all(re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", n) for n in numbers):
        raise _unreadable("two decimal numbers, latitude first, are needed")
    if not re.search("[.,;/°]", plain):
        raise _ambiguous("two whole numbers may be one angle in degrees and minutes")
    return LatLon(lat=float(numbers[0]), lon=float(numbers[1]))


def format_ddm(p: LatLon) -> str:
    """Degrees and minutes to a tenth, latitude first, as on a chart: `34°20.0′N 012°42.0′E`."""
    return f"{_ddm(p.lat, 2, 'NS')} {_ddm(p.lon, 3, 'EW')}"


def _ddm(degrees: float, width: int, letters: str) -> str:
    tenths = round(abs(degrees) * 600)
    whole, rest = divmod(tenths, 600)
    letter = letters[degrees < 0 and tenths > 0]
    return f"{whole:0{width}d}°{rest // 10:02d}.{rest % 10}′{letter}"
